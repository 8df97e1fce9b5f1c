"""``{derivation}``: the text format of ``lrmath check``, checked and shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.nodes import Node
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from lrmath.calc import Theorem
from lrmath.calc.author.script import File, Report
from lrmath.calc.kernel.proof import Line
from lrmath.calc.kernel.reasons.base import Label, Named, Put, Reason, Word
from lrmath.calc.language.declarations import Declarations
from lrmath.calc.show import RELATION, counterexample_myst, latex
from lrmath.calc.show.statement import statement_tex
from lrmath.calc.show.words import word_tex

from . import card

log = logging.getLogger(__name__)

#: Where Sphinx keeps the last derivation of the page that it reads.
LAST = "lrmath.derivation"
Place = Callable[[int], str]


class Derivation(SphinxDirective):
    """Claims and their derivations, checked while the page is read."""

    has_content = True
    option_spec: ClassVar = {
        "continue": directives.flag,
        "file": directives.unchanged_required,
        "title": directives.unchanged_required,
    }

    def run(self) -> list[Node]:
        """Return an equation and a card for each claim that is proved; warn of every other line."""
        text, place = self.source()
        file = self.opened()
        known = set(file.theorems)
        faults = [report for report in file.run(text) if not report.good]
        self.env.temp_data[LAST] = file
        for fault in faults:
            log.warning(
                fault.fault, location=place(fault.line), type="lrmath", subtype="derivation"
            )
        new = [theorem for label, theorem in file.theorems.items() if label not in known]
        return [node for theorem in new for node in self.shown(theorem)] + list(
            map(refused, faults)
        )

    def source(self) -> tuple[str, Place]:
        """Return the text, and what tells the place of each of its lines."""
        if "file" not in self.options:
            self.assert_has_content()
            return "\n".join(self.content), self.place
        if self.content:
            raise self.error("derivation: it has a body, and :file: names another; keep one")
        relative, name = self.env.relfn2path(self.options["file"])
        self.env.note_dependency(relative)
        try:
            text = Path(name).read_text(encoding="utf-8-sig")
        except (OSError, ValueError) as error:
            raise self.error(f"derivation: {name} cannot be read: {error}") from error
        return text, lambda number: f"{name}:{number}"

    def place(self, number: int) -> str:
        """Return the file and line of a line of the body."""
        if type(self.state).__module__.startswith("myst_parser"):  # it counts from the directive
            source, _ = self.get_source_info()
            return f"{source}:{self.lineno + self.content_offset + number}"
        source, offset = self.content.info(max(number - 1, 0))
        return f"{source}:{offset + 1}"

    def opened(self) -> File:
        """Return a file without a line, which may know what stands before on the page."""
        if "continue" not in self.options:
            return File(self.env.docname)
        before = self.env.temp_data.get(LAST)
        if before is None:
            raise self.error("derivation: :continue: needs a derivation before it on the page")
        return File(self.env.docname, after=before)

    # ---------------------------------------------------------------- what is shown
    def shown(self, theorem: Theorem) -> Iterator[Node]:
        """Yield a theorem's equation, its derivation, and the wrong lines beside it."""
        yield from self.equation(theorem)
        if theorem.cited:
            yield nodes.paragraph("", "", nodes.emphasis("", "Rests on a citation."))
        context, reference = theorem.context, equation(theorem.label, self.env.docname)
        if theorem.lines:
            given = self.options.get("title")
            title = self.inline(given) if given else [nodes.Text("Derivation of "), reference]
            yield self.chain(title, theorem.lines, context)
        for line in theorem.wrong_lines:
            title = [nodes.Text("A wrong step for "), reference.deepcopy()]
            yield self.chain(title, [line], context)

    def equation(self, theorem: Theorem) -> Iterator[Node]:
        """Yield the target and the numbered equation, as Sphinx does for ``math``."""
        label, written = theorem.label, statement_tex(theorem.sequent)
        block = nodes.math_block(
            written, written, docname=self.env.docname, label=label, number=None, nowrap=False
        )
        self.set_source_info(block)
        domain: Any = self.env.get_domain("math")
        domain.note_equation(self.env.docname, label, location=block)
        block["number"] = domain.get_equation_number_for(label)
        target = nodes.target("", "", ids=[nodes.make_id(f"equation-{label}")])
        self.state.document.note_explicit_target(target)
        yield from (target, block)

    def chain(self, title: list[Node], lines: Sequence[Line], context: Declarations) -> Node:
        """Return the card of some lines."""
        start = card.Line("", latex(lines[0].start, context))
        found = card.card(title, [start, *(self.line(line, context) for line in lines)])
        self.set_source_info(found)
        return found

    def line(self, line: Line, context: Declarations) -> card.Line:
        """Return a checked line, with its reason or with what refutes it."""
        against = line.verdict.counterexample
        if against is not None:
            reason = formulas(counterexample_myst(against, context))
        else:
            reason = reasons(line.reasons, context, self.env.docname)
        mark = line.verdict.status.name.lower()
        return card.Line(RELATION[line.relation], latex(line.term, context), reason, mark)

    def inline(self, text: str) -> list[Node]:
        """Parse one line of the page's mark-up."""
        found, messages = self.state.inline_text(text, self.lineno)
        return [*found, *messages]


# ---------------------------------------------------------------- words and formulas
def equation(label: str, page: str) -> addnodes.pending_xref:
    """Return a reference to a numbered equation, which Sphinx resolves at the end."""
    return addnodes.pending_xref(
        "",
        nodes.literal("", label, classes=["xref", "eq"]),
        refdomain="math",
        reftype="eq",
        reftarget=label,
        refdoc=page,
        refexplicit=False,
        refwarn=True,
    )


def reasons(given: Sequence[Reason], context: Declarations, page: str) -> list[Node]:
    """Return the reasons of a line in words and formulas."""
    found: list[Node] = []
    for reason in given:
        found += [nodes.Text(" and ")] * bool(found)
        found += [word(part, context, page) for part in reason.words()]
    return found


def word(part: Word, context: Declarations, page: str) -> Node:
    """Return a part of a reason: words, a formula, or a theorem."""
    match part:
        case Named() | Put():
            tex = word_tex(part, context)
            return nodes.math(tex, tex)
        case Label(label):
            return equation(label, page)
    return nodes.Text(part)


def formulas(text: str) -> list[Node]:
    """Return words with formulas between dollars."""
    parts = enumerate(text.split("$"))
    return [nodes.math(part, part) if k % 2 else nodes.Text(part) for k, part in parts]


# ---------------------------------------------------------------- what does not stand
def refused(fault: Report) -> Node:
    """Return what the page shows in the place of a derivation that does not stand."""
    found = card.Card(classes=["derivation", "derivation-wrong"])
    found += [card.heading([nodes.Text(fault.label or "Derivation")], "not derived")]
    found += [nodes.literal_block(fault.fault, fault.fault, language="text")]
    return found


def register(app: Sphinx) -> None:
    """Tell Sphinx of the directive."""
    app.add_directive("derivation", Derivation)
