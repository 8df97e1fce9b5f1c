"""The line under an equation: where it is proved, what computes it, how to test it.

Nothing of it is typed. The proof comes from ``lrmath.theorems.catalogue()``, the code from
``lrmath.labels.implementations(label)``, and the test is found by the label itself. A page is
built anew when a module that it is tied to has changed.
"""

from __future__ import annotations

import functools
import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from lrbook import opinions, sources
from lrmath.labels import implementations

#: The page of the map of theorems.
MAP = "book/map"


@functools.cache
def proofs() -> dict[str, tuple[str, int]]:
    """Return the module and line of the proof of every label."""
    theorems = importlib.import_module("lrmath.theorems")
    importlib.import_module("lrmath.numeric")  # its functions name their labels on import
    return {label: (t.module, t.line) for label, t in theorems.catalogue().items()}


def tied_to(label: str) -> Iterator[tuple[str, str, int]]:
    """Yield the text, module and line of the proof, then of each function."""
    module, line = proofs()[label]
    yield f"{module.replace('.', '/')}.py", module, line
    for function in implementations(label):
        module, line = sources.location(function)
        yield f"{module}.{function.__qualname__}", module, line


def labelled(document: nodes.document) -> Iterator[nodes.math_block]:
    """Yield the equations of a page whose label is a theorem's."""
    for equation in document.findall(nodes.math_block):
        if equation.get("label") in proofs():
            yield equation


def tie(word: str, targets: list[nodes.Node]) -> nodes.inline:
    """Return a word and what it leads to."""
    part = nodes.inline(classes=["tie"])
    part += nodes.inline("", word, classes=["tie-word"])
    for place, target in enumerate(targets):
        separator = ", " if place and isinstance(target, nodes.Text) else " "
        part += [nodes.Text(separator), target]
    return part


class Ties(SphinxPostTransform):
    """Write the line under each labelled equation."""

    default_priority = 9  # after the choice among a cell's outputs
    formats = ("html",)

    def run(self, **_: object) -> None:
        """Visit the page's equations."""
        for equation in list(labelled(self.document)):
            block = equation.parent
            block.insert(block.index(equation) + 1, self.line(equation["label"]))

    def line(self, label: str, *, to_map: bool = True) -> nodes.paragraph:
        """Return ``Proof … Code … Test … Map … Also checked by …``."""
        proof, *code = [self.link(*target) for target in tied_to(label)]
        test = nodes.literal("", f"pytest -k {label}")
        others = [nodes.Text(opinion) for opinion in opinions.opinions(label)]
        parts = [("Proof", [proof]), ("Code", code), ("Test", [test])]
        parts += [("Map", [map_link(self.app, self.env.docname, label)])] if to_map else []
        parts += [("Also checked by", others)]
        line = nodes.paragraph(classes=["ties"])
        line += [tie(word, targets) for word, targets in parts if any(targets)]
        return line

    def link(self, text: str, module: str, line: int) -> nodes.reference:
        """Return a link to a line of a module's source page."""
        page = self.app.builder.get_relative_uri(self.env.docname, sources.page_name(module))
        target = f"{page}#{sources.anchor(line)}"
        return nodes.reference("", "", nodes.literal("", text), refuri=target, internal=True)


def map_link(app: Sphinx, page: str, label: str) -> nodes.reference | None:
    """Return a link to a theorem's row in the map; nothing where the book has no map."""
    if MAP not in app.env.found_docs:
        return None
    target = f"{app.builder.get_relative_uri(page, MAP)}#map-{label}"
    return nodes.reference("", "what it rests on", refuri=target, internal=True)


def depend(app: Sphinx, document: nodes.document) -> None:
    """Note the modules a page is tied to, so that a change in one builds the page anew."""
    for equation in labelled(document):
        for _, module, _ in tied_to(equation["label"]):
            app.env.note_dependency(str(Path(_module(module).__file__ or "").resolve()))


def collect(app: Sphinx) -> Iterator[tuple[str, dict[str, str], str]]:
    """Yield the source page of every module that an equation is tied to."""
    names = {module for label in proofs() for _, module, _ in tied_to(label)}
    yield from sources.pages([_module(name) for name in sorted(names)])


def _module(name: str) -> ModuleType:
    """Return a module by name, imported already by whoever defined the label."""
    return sys.modules[name]


def register(app: Sphinx) -> None:
    """Tell Sphinx of the transform, the dependencies and the pages."""
    app.add_post_transform(Ties)
    app.connect("doctree-read", depend)
    app.connect("html-collect-pages", collect)
