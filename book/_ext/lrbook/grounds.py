"""The line under a theorem in words: what of it a machine has checked, and what rests on what else.

Nothing of it is typed. The theorem and its proofs are read as they stand on the page: the checked
equations that they cite, or that the page displays between the two (without a proof in words, up to
the next heading); whether there is an argument in words; and whether a source is cited.

A proof belongs to the theorem before it, unless it begins with ``This`` and names another one of
its page: ``This is the second half of {prf:ref}`thm-convex`.``
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from lrbook import ties
from lrmath.sphinx.directive import equation

IN_PART = "¶ The rest is argued in words, which no machine checked."
IN_WORDS = "¶ Argued in words only: no machine checked it."

#: The kinds of statement that need a ground; a definition needs none.
STATEMENTS = {"theorem", "lemma", "proposition", "corollary"}


@dataclass
class Grounds:
    """What one theorem rests on: its node, its proofs, the labelled equations shown with it."""

    theorem: nodes.Element
    proofs: list[nodes.Element] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)

    @property
    def checked(self) -> list[str]:
        """The labels of the checked equations that carry it."""
        cited = [label for part in (self.theorem, *self.proofs) for label in equations(part)]
        return list(dict.fromkeys([*self.shown, *cited]))

    @property
    def cites(self) -> bool:
        """Whether the theorem or a proof of it names a source."""
        return any(
            node.get("refdomain") == "cite"
            for part in (self.theorem, *self.proofs)
            for node in part.findall(addnodes.pending_xref)
        )

    def sentences(self) -> Iterator[tuple[str, list[str]]]:
        """The sentences of the line, each with the equations that it ends in."""
        if self.checked:
            yield "✓ Relations machine-checked:", self.checked
        if self.proofs:
            yield (IN_PART if self.checked else IN_WORDS), []
        if self.cites:
            yield "¶ Rests in part on a source, cited.", []


def equations(part: nodes.Element) -> Iterator[str]:
    """Yield the labels of the checked equations that a text cites."""
    for node in part.findall(addnodes.pending_xref):
        if node.get("reftype") == "eq" and node["reftarget"] in ties.proofs():
            yield node["reftarget"]


def read(document: nodes.document) -> list[Grounds]:
    """Return the grounds of every theorem of a page, in their order."""
    found: list[Grounds] = []
    open_section = False
    for node in document.findall(nodes.Element):
        if node.get("realtype") in STATEMENTS:
            found.append(Grounds(node))
            open_section = True
        elif type(node).__name__ == "proof_node" and found:
            named(found, node).proofs.append(node)
            open_section = False
        elif isinstance(node, nodes.section) and "proof-content" not in node.get("ids", []):
            open_section = False
        elif isinstance(node, nodes.math_block) and open_section:
            found[-1].shown += [node["label"]] if node.get("label") in ties.proofs() else []
    return found


def named(found: list[Grounds], proof: nodes.Element) -> Grounds:
    """Return what a proof proves: the theorem that it names at once, else the last one."""
    first = next(iter(proof.findall(nodes.paragraph)), None)
    if first is None or not first.astext().startswith("Proof. This"):
        return found[-1]
    targets = [node["reftarget"] for node in first.findall(addnodes.pending_xref)]
    return next((g for g in found if targets and targets[0] in g.theorem["ids"]), found[-1])


class Mark(SphinxPostTransform):
    """Write the line under each theorem."""

    default_priority = 9  # before references are resolved
    formats = ("html",)

    def run(self, **_: object) -> None:
        """Visit the page's theorems."""
        for grounds in read(self.document):
            line = nodes.paragraph(classes=["grounds"])
            for words, labels in grounds.sentences():
                line += self.sentence(words, labels)
            if not len(line):
                label = grounds.theorem.get("label")
                raise ValueError(f"{label} rests on no checked equation, argument or source")
            label = grounds.theorem.get("label", "")
            if label and (link := ties.map_link(self.app, self.env.docname, label)):
                line += nodes.inline("", "Map ", link, classes=["ground"])
            grounds.theorem += line

    def sentence(self, words: str, labels: list[str]) -> nodes.inline:
        """Return one sentence, with references to its equations."""
        part = nodes.inline("", words, classes=["ground"])
        for place, label in enumerate(labels):
            part += [nodes.Text(" " if not place else ", "), equation(label, self.env.docname)]
        return part


def register(app: Sphinx) -> None:
    """Tell Sphinx of the transform."""
    app.add_post_transform(Mark)
