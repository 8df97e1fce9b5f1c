"""Each formula that a page displays comes from a checked object; what is typed is found.

The committed notebooks are read as the site reads them: a cell's text, and of an output the
representation that the site prefers.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import nbformat
import notebooks
import pytest

from lrmath.calc import Theorem
from lrmath.errata import ERRORS, SLIPS
from lrmath.exercises import EXERCISES, SHEETS
from lrmath.sources.pages import repaired
from lrmath.theorems import catalogue

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "book").rglob("*.ipynb"))
PLAIN = [p for p in sorted((ROOT / "book").rglob("*.md")) if p not in set(notebooks.texts())]

#: What may be typed, by its beginning: the page, the formula, why no checked object shows it.
EXCEPTIONS = {
    ("curve", r"\sigma^{(r)}(t) = \sum_{k=1}^{r+1}"): "a derivative of symbolic order: the checker "
    "has none; proved in words on eq-sigmoid-power, and computed up to the eighth",
}

FENCE = re.compile(
    r"^(?P<fence>`{3,}|:{3,})\{(?P<name>math|derivation)\}.*?^(?P=fence)[ \t]*$",
    flags=re.MULTILINE | re.DOTALL,
)
DOLLARS = re.compile(r"\$\$(.+?)\$\$", flags=re.DOTALL)
BRACKETS = re.compile(r"\\\[(.+?)\\\]", flags=re.DOTALL)
ALONE = re.compile(
    r"^\\begin\{((?:align|equation|gather|multline)\*?)\}.*?\\end\{\1\}", re.M | re.S
)

#: A relation that is not the lower end of a sum: a program's answer without one claims nothing.
RELATION = re.compile(r"(?<!_\{[a-z])[=<>]|\\(?:le|ge|ne|equiv|approx|to|Leftrightarrow)\b")


# ---------------------------------------------------------------- what a page displays
def displays(text: str) -> Iterator[str]:
    """Yield each displayed formula or derivation of MyST text that no build checks."""
    for found in FENCE.finditer(text):
        if not checked(found):
            yield found[0].strip()
    rest = FENCE.sub("", text)
    for pattern in (DOLLARS, BRACKETS, ALONE):
        for found in pattern.finditer(rest):
            yield found[0].strip()
        rest = pattern.sub("", rest)


def checked(fence: re.Match[str]) -> bool:
    """Whether a derivation is in the text format, which the site's own build checks."""
    return fence["name"] == "derivation" and not re.search("^start:", fence[0], re.MULTILINE)


def shown(output: nbformat.NotebookNode) -> str:
    """Return what the site takes from an output: Markdown before HTML before LaTeX."""
    data = output.get("data", {})
    if "text/markdown" in data or "text/html" in data:
        return data.get("text/markdown") or data["text/html"]
    return data["text/latex"] if RELATION.search(data.get("text/latex", "")) else ""


def typed(notebook: nbformat.NotebookNode) -> list[str]:
    """List the displays of a notebook that a hand has typed into its text."""
    texts = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    return [display for text in texts for display in displays(text)]


def printed(notebook: nbformat.NotebookNode) -> list[str]:
    """List the displays of a notebook that its cells have printed."""
    outputs = [o for cell in notebook.cells for o in cell.get("outputs", [])]
    return [display for output in outputs for display in displays(shown(output))]


# ---------------------------------------------------------------- what checked objects display
def views(theorem: Theorem) -> Iterator[object]:
    """Yield the statement, every slice of the chain, and the refuted lines."""
    yield theorem.statement
    size = len(theorem.lines)
    yield from (theorem[a:b] for a in range(size) for b in range(a + 1, size + 1))
    if theorem.wrong_lines:
        yield theorem.wrong


def blocks(shows: object) -> set[str]:
    """Return the displays of one object."""
    return set(displays(shows._repr_mimebundle_()["text/markdown"]))  # type: ignore[attr-defined]


@cache
def of_the_book() -> frozenset[str]:
    """Return every display that a theorem, an exercise, an erratum or a repaired text can make."""
    shows = [view for theorem in catalogue().values() for view in views(theorem)]
    asked: list[object] = [exercise.shows for exercise in EXERCISES.values() if exercise.shows]
    asked += [found.planted(turned) for found in SHEETS.values() for turned in found.draws()]
    errata = [*ERRORS.values(), *SLIPS.values()]
    return frozenset().union(*map(blocks, [*shows, *asked, *errata, *repaired()]))


def of_the_page(notebook: nbformat.NotebookNode, page: str) -> set[str]:
    """Return the displays of the theorems that a page proves in its cells, run in its folder."""
    names: dict[str, object] = {}
    with contextlib.chdir(next(path.parent for path in PAGES if path.stem == page)):
        for cell in notebook.cells:
            if cell.cell_type == "code":
                exec(cell.source, names)
    theorems = [value for value in names.values() if isinstance(value, Theorem)]
    return {block for t in theorems for view in views(t) for block in blocks(view)}


def unchecked(notebook: nbformat.NotebookNode, page: str) -> list[str]:
    """List the displays of a page that neither a checked object nor an exception explains.

    Cells are run only if something on the page is not the book's.
    """
    foreign = [display for display in printed(notebook) if display not in of_the_book()]
    if foreign:
        own = of_the_page(notebook, page)
        foreign = [display for display in foreign if display not in own]
    return foreign + [display for display in typed(notebook) if not excused(display, page)]


def excused(display: str, page: str) -> bool:
    """Say whether an exception names this formula of this page."""
    body = display.strip("$ \n")
    return any(page == name and body.startswith(start) for name, start in EXCEPTIONS)


# ---------------------------------------------------------------- the book
def read(page: Path) -> nbformat.NotebookNode:
    """Read a committed notebook."""
    return nbformat.reads(page.read_text(encoding="utf-8"), 4)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_every_display_comes_from_a_checked_object(page: Path) -> None:
    """A statement, a slice of a chain, a refuted line or an erratum: the same text, made today."""
    assert unchecked(read(page), page.stem) == []


@pytest.mark.parametrize("page", PLAIN, ids=lambda p: p.stem)
def test_a_page_without_code_displays_nothing(page: Path) -> None:
    """Where no cell runs, no formula can be checked."""
    assert list(displays(page.read_text(encoding="utf-8"))) == []


def test_the_book_displays_its_theorems() -> None:
    """The scan sees the formulas: at least one statement a theorem."""
    found = [display for page in PAGES for display in printed(read(page))]
    assert sum(":label:" in display for display in found) >= len(catalogue())


@pytest.mark.parametrize("exception", EXCEPTIONS, ids=lambda pair: pair[0])
def test_every_exception_is_marked_on_its_page(exception: tuple[str, str]) -> None:
    """In the paragraph before the formula, the page says that no machine checked it."""
    name, start = exception
    page = next(p for p in PAGES if p.stem == name).with_suffix(".md").read_text(encoding="utf-8")
    before = page.split(start)[0].rsplit("$$", 1)[0].rsplit("```{", 1)[1]
    assert "*Not machine-checked" in before


@pytest.mark.parametrize("exception", EXCEPTIONS, ids=lambda pair: pair[0])
def test_every_exception_is_in_use(exception: tuple[str, str]) -> None:
    """What is no longer typed needs no excuse."""
    name, start = exception
    page = next(p for p in PAGES if p.stem == name)
    assert sum(display.strip("$ \n").startswith(start) for display in typed(read(page))) == 1


# ---------------------------------------------------------------- the test can fail
GRADIENT = ROOT / "book" / "chapters" / "gradient.ipynb"
TYPED = [
    "$$\n\\nabla J = X^\\top (p - y)\n$$",
    "Some words, $$ 1 + 1 = 2 $$ and more.",
    "```{math}\n:label: eq-typed\n\n1 + 1 = 2\n```",
    ":::{math}\n1 + 1 = 2\n:::",
    "\\[ 1 + 1 = 2 \\]",
    "\\begin{align*}\n1 + 1 &= 2\n\\end{align*}",
    "```{derivation} eq-gradient\nstart: x\nsteps:\n- {relation: '=', tex: x, mark: proved}\n```",
]


@pytest.mark.parametrize("text", TYPED)
def test_a_typed_display_is_found(text: str) -> None:
    """In the text of a cell, and in what a cell prints by hand."""
    by_hand = read(GRADIENT)
    by_hand.cells.append(nbformat.v4.new_markdown_cell(text))
    assert len(unchecked(by_hand, "gradient")) == 1
    from_cell = read(GRADIENT)
    output = nbformat.v4.new_output("display_data", {"text/markdown": text})
    from_cell.cells.append(nbformat.v4.new_code_cell("", outputs=[output]))
    assert len([d for d in printed(from_cell) if d not in of_the_book()]) == 1


@pytest.mark.parametrize(
    ("old", "new"), [(r"p_{i} - y_{i}", r"p_{i} + y_{i}"), ("proved", "obvious"), ("2", "3")]
)
def test_an_altered_statement_is_found(old: str, new: str) -> None:
    """One sign, one mark or one digit of a shown theorem."""
    notebook = read(GRADIENT)
    cell = next(
        c
        for c in notebook.cells
        if any(old in d for o in c.get("outputs", []) for d in displays(shown(o)))
    )
    for output in cell.outputs:
        output.data["text/markdown"] = output.data["text/markdown"].replace(old, new, 1)
    assert len([d for d in printed(notebook) if d not in of_the_book()]) == 1


@pytest.mark.parametrize(("tex", "count"), [(r"$$\sum_{i=1}^{m} a_i$$", 0), ("$$1 + 1 = 2$$", 1)])
def test_a_program_s_formula_is_a_claim_if_it_has_a_relation(tex: str, count: int) -> None:
    """SymPy may show an expression; an equation from it would be one that nobody checked."""
    notebook = read(GRADIENT)
    output = nbformat.v4.new_output("display_data", {"text/latex": tex})
    notebook.cells.append(nbformat.v4.new_code_cell("", outputs=[output]))
    assert len(unchecked(notebook, "gradient")) == count


@pytest.mark.parametrize("text", ["the slope $p = q$ here", "`$$` begins one", "a \\$5 bill"])
def test_what_stands_in_a_sentence_is_no_display(text: str) -> None:
    """Inline formulas are prose."""
    assert list(displays(text)) == []


def test_a_derivation_that_the_build_checks_is_none_either() -> None:
    """Its lines come from the checker; a card whose marks were typed is found, see above."""
    text = "```{derivation}\nscalar t\nclaim a : t + t = 2*t\n  = 2*t by algebra\nqed\n```"
    assert list(displays(text)) == []
