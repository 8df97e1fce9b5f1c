"""``{theorem-map}``: what every theorem rests on and what rests on it, as a table.

Nothing of it is typed. Of a checked equation the proof itself knows what it cites; of a theorem in
words the page is read, as for the line under it (``lrbook.grounds``). The table works without
script; with it, ``map.js`` reads the table and draws the neighbours of one theorem.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docutils import nodes
from docutils.nodes import Node
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from lrbook import grounds, ties
from lrmath.theorems.chains import carried
from lrmath.theorems.listing import Entry, entries


@dataclass(frozen=True)
class InWords:
    """A theorem in words: what it cites, whether it is argued, whether a source is named."""

    label: str
    title: str
    rests_on: tuple[str, ...]
    argued: bool
    cites: bool


class map_place(nodes.General, nodes.Element):  # noqa: N801  (docutils names nodes like this)
    """Where the table comes, once every page has been read."""


class TheoremMap(SphinxDirective):
    """The place of the table."""

    def run(self) -> list[Node]:
        """Return the place."""
        return [map_place()]


# ------------------------------------------------------------------------------- reading the pages
def words(env: BuildEnvironment) -> dict[str, list[InWords]]:
    """Return the theorems in words, page by page."""
    if not hasattr(env, "lr_words"):
        env.lr_words = {}
    return env.lr_words  # type: ignore[no-any-return]


def note(app: Sphinx, document: nodes.document) -> None:
    """Keep what the theorems in words of a page rest on."""
    found = [in_words(ground) for ground in grounds.read(document)]
    words(app.env)[app.env.docname] = [t for t in found if t.label.startswith("thm-")]


def in_words(ground: grounds.Grounds) -> InWords:
    """Return a theorem with the labels that it and its proofs cite, without its own."""
    label = str(ground.theorem.get("label", ""))
    cited = [*ground.checked, *(other for proof in ground.proofs for other in statements(proof))]
    below = tuple(other for other in dict.fromkeys(cited) if other != label)
    title = next((t.astext() for t in ground.theorem.findall(nodes.title)), "").strip()
    title = title[1:-1] if title.startswith("(") and title.endswith(")") else title
    return InWords(label, title, below, bool(ground.proofs), ground.cites)


def statements(part: nodes.Element) -> Iterator[str]:
    """Yield the labels of the theorems in words that a proof cites."""
    for node in part.findall(addnodes.pending_xref):
        if node.get("refdomain") == "prf" and node["reftarget"].startswith("thm-"):
            yield node["reftarget"]


def forget(app: Sphinx, env: BuildEnvironment, page: str) -> None:
    """Drop the theorems of a page that is read anew."""
    words(env).pop(page, None)


def merge(app: Sphinx, env: BuildEnvironment, pages: list[str], other: BuildEnvironment) -> None:
    """Take over what another process has read."""
    words(env).update({page: words(other)[page] for page in pages if page in words(other)})


def outdated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Name the page of the map, which any other page may have changed."""
    return [ties.MAP] if ties.MAP in env.found_docs else []


# ------------------------------------------------------------------------------- writing the table
@dataclass(frozen=True)
class Row:
    """One theorem: its label, what it says, and the nodes under it."""

    label: str
    says: list[Node]
    rests_on: tuple[str, ...]
    badges: nodes.paragraph


class Table(SphinxPostTransform):
    """Put the table into its place."""

    default_priority = 9  # before references are resolved
    formats = ("html",)

    def run(self, **_: object) -> None:
        """Visit the places of the page; all but one have none."""
        for place in list(self.document.findall(map_place)):
            rows = dict(self.pages())
            cited = {row.label: row.rests_on for found in rows.values() for row in found}
            above = carried({k: [c for c in v if c in cited] for k, v in cited.items()})
            tables = [self.page(name, found, above) for name, found in rows.items()]
            place.replace_self([nodes.raw("", "<lr-map></lr-map>", format="html"), *tables])

    def pages(self) -> Iterator[tuple[str, list[Row]]]:
        """Yield each page of the book with its theorems, first in words, then checked."""
        equations = self.env.get_domain("math").equations  # type: ignore[attr-defined]
        checked: dict[str, list[Row]] = {}
        for entry in entries():
            place = equations[entry.theorem.label][0]
            checked.setdefault(place, []).append(self.checked(entry))
        for page in dict.fromkeys([*checked, *words(self.env)]):
            found = [*map(self.argued, words(self.env).get(page, [])), *checked.get(page, [])]
            if found:
                yield page, found

    def checked(self, entry: Entry) -> Row:
        """Return the row of a checked equation."""
        label = entry.theorem.label
        badges = ties.Ties(self.document).line(label, to_map=False)
        badges.insert(0, nodes.inline("", "✓ Machine-checked.", classes=["tie"]))
        says = [nodes.math("", entry.formula)]
        return Row(label, says, tuple(entry.rests_on), badges)

    def argued(self, theorem: InWords) -> Row:
        """Return the row of a theorem in words."""
        said = ["✓ Relations machine-checked."] if any(map(is_checked, theorem.rests_on)) else []
        said += ["¶ Argued in words."] if theorem.argued else []
        said += ["¶ Rests in part on a source, cited."] if theorem.cites else []
        badges = nodes.paragraph("", " ".join(said), classes=["ties"])
        return Row(theorem.label, [nodes.Text(theorem.title)], theorem.rests_on, badges)

    def page(self, name: str, rows: list[Row], above: dict[str, list[str]]) -> nodes.container:
        """Return a page's name and the table of its theorems."""
        link = nodes.reference("", self.env.titles[name].astext(), internal=True)
        link["refuri"] = self.app.builder.get_relative_uri(self.env.docname, name)
        title = nodes.paragraph("", "", nodes.strong("", "", link), classes=["map-title"])
        body = nodes.tbody("", *(self.row(row, above[row.label]) for row in rows))
        return nodes.container("", title, table(body), classes=["map-page"])

    def row(self, row: Row, above: list[str]) -> nodes.row:
        """Return number and label, and beside them statement, neighbours, badges."""
        number = nodes.paragraph("", "", self.number(row.label), classes=["map-number"])
        name = nodes.literal("", row.label)
        says = nodes.paragraph("", "", name, nodes.Text(" "), *row.says, classes=["map-says"])
        parts = [says, neighbours("Rests on", row.rests_on), neighbours("Carries", above)]
        entry = nodes.entry("", *filter(None, parts), row.badges)
        return nodes.row("", nodes.entry("", number), entry, ids=[f"map-{row.label}"])

    def number(self, label: str) -> addnodes.pending_xref:
        """Return the number of a theorem, a link to its place."""
        kind = ("math", "eq") if is_checked(label) else ("prf", "ref")
        return addnodes.pending_xref(
            "",
            nodes.inline("", label),
            refdomain=kind[0],
            reftype=kind[1],
            reftarget=label,
            refdoc=self.env.docname,
            refexplicit=False,
            refwarn=True,
        )


def is_checked(label: str) -> bool:
    """Return whether a label is that of a checked equation."""
    return label in ties.proofs()


def neighbours(word: str, labels: Any) -> nodes.paragraph | None:
    """Return a line of links to other rows; nothing where there are none."""
    if not labels:
        return None
    line = nodes.paragraph(classes=["map-" + word.lower().replace(" ", "-")])
    line += nodes.inline("", f"{word} ", classes=["tie-word"])
    for number, label in enumerate(labels):
        line += [nodes.Text(", ")] if number else []
        line += nodes.reference("", label, refuri=f"#map-{label}", internal=True)
    return line


def table(body: nodes.tbody) -> nodes.table:
    """Return a table of two columns."""
    columns: Any = (nodes.colspec(colwidth=1), nodes.colspec(colwidth=6))
    heads = (nodes.entry("", nodes.paragraph("", word)) for word in ("no.", "theorem"))
    head = nodes.thead("", nodes.row("", *heads))
    return nodes.table("", nodes.tgroup("", *columns, head, body, cols=2))


def add_script(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Load the script on the page of the map, and on no other."""
    if page == ties.MAP:
        app.add_js_file("map.js", type="module")


def register(app: Sphinx) -> None:
    """Tell Sphinx of the directive and of every step."""
    app.add_node(map_place)
    app.add_directive("theorem-map", TheoremMap)
    app.add_post_transform(Table)
    app.connect("doctree-read", note)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    app.connect("env-updated", outdated)
    app.connect("html-page-context", add_script)
