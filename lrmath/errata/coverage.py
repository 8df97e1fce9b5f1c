"""Where the book covers each of the 213 items that were read in the sources.

The items are data, ``book/data/audit.json``. Where its text has a page, an item leads to its own
line there first. A label leads to the chapter whose module proves it;
an item without a label leads to the chapters named in it; a figure to the one redrawn from it; a
wrong one also to its erratum.
Chapters that are not yet written are listed in the data as planned.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from lrmath.theorems import catalogue

from .core import anchor, span
from .errors import ERRORS

VERDICTS = ("correct", "imprecise", "wrong")

#: The chapter of a module that is half of one; other modules are named as their chapters.
PAGE = {
    "scores": "softmax",
    "distances": "descent",
    "curves": "odds",
    "directions": "gradient",
    "priors": "regularisation",
    "comparisons": "inference",
    "steepest": "gradient",
}


@dataclass(frozen=True)
class Item:
    """A statement of a source, our verdict, and what covers it."""

    id: str
    source: int
    kind: str
    statement: str
    verdict: str
    chapters: tuple[str, ...]
    labels: tuple[str, ...] = ()
    missing: str = ""
    wrong: str = ""
    error: str = ""
    figure: str = ""
    reconstructed: bool = False


@dataclass(frozen=True)
class Audit:
    """The items, the sources and the chapters."""

    items: tuple[Item, ...]
    sources: tuple[str, ...]
    names: dict[str, str]
    planned: frozenset[str]
    pages: dict[int, str] = field(default_factory=dict)  # the pages of repaired texts, by source

    @classmethod
    def read(cls, path: str | Path) -> Audit:
        """Read ``book/data/audit.json``."""
        data = json.loads(Path(path).read_text(encoding="utf-8"))
        items = map(read_item, data["items"])
        pages = {int(source): name for source, name in data["pages"].items()}
        names, planned = data["chapters"], frozenset(data["planned"])
        return cls(tuple(items), tuple(data["sources"]), names, planned, pages)

    # ---------------------------------------------------------------- where an item is covered
    def written(self, item: Item) -> list[str]:
        """The chapters to go to: those that prove its labels, then those named in it."""
        proofs = catalogue()
        modules = [proofs[label].module.rsplit(".", 1)[-1] for label in item.labels]
        by_label = [PAGE.get(module, module) for module in modules]
        named = [c for c in item.chapters if c not in self.planned]
        return list(dict.fromkeys([*by_label, *named]))

    def covered(self, item: Item) -> bool:
        """Whether the item leads to a page of the book today."""
        return bool(item.error or self.written(item))

    @cached_property
    def waiting(self) -> list[str]:
        """The items that lead nowhere yet."""
        return [item.id for item in self.items if not self.covered(item)]

    def place(self, item: Item) -> str:
        """Links in MyST: the line repaired, chapters, equations, figure, erratum, then plans."""
        links = [self.repaired(item)] if item.source in self.pages else []
        links += [f"{{doc}}`{self.names[c]} <{page(c)}>`" for c in self.written(item)]
        links += [f"{{eq}}`{label}`" for label in item.labels]
        links += [f"{{numref}}`{item.figure}`"] if item.figure else []
        links += [link(item.error)] if item.error else []
        later = [self.names[c] for c in item.chapters if c in self.planned]
        planned = [f"*planned: {', '.join(later)}*"] if later else []
        return ", ".join([*links, *planned])

    def repaired(self, item: Item) -> str:
        """A link to the item's own line, on the page where its text is repaired."""
        return f"{{ref}}`line {item.id} <{anchor(item.id)}>`"

    # ---------------------------------------------------------------- tables
    @cached_property
    def counts(self) -> dict[str, dict[str, int]]:
        """How many items of each source have each verdict."""
        found = Counter((item.source, item.verdict) for item in self.items)
        return {f"source {s}": {v: found[s, v] for v in VERDICTS} for s in range(len(self.sources))}

    def table(self, source: int) -> Table:
        """Every item of one source."""
        rows = [item for item in self.items if item.source == source]
        return Table(
            ("item", "covered in", "what it states"),
            [(f"{item.id}<br>{judged(item)}", self.place(item), said(item)) for item in rows],
        )

    def slips(self, chapter: str) -> Table:
        """The errors of the sources that lead to a chapter: name, title, where they are printed."""
        here = {item.error for item in self.items if chapter in self.written(item)}
        found = [error for error in ERRORS.values() if error.number in here]
        rows: list[tuple[str, ...]] = [
            (link(error.number), error.title, span(error.items)) for error in found
        ]
        return Table(("slip", "what happened", "items"), rows)


def read_item(data: dict[str, Any]) -> Item:
    """An item from its JSON, lists as tuples."""
    fields: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in data.items()}
    return Item(**fields)


def link(error: str) -> str:
    """A link to an erratum, in MyST."""
    return f"{{ref}}`{error} <err-{error.lower()}>`"


def page(chapter: str) -> str:
    """The page of a chapter, from the folder of the book; the errata stand beside the chapters."""
    return chapter if chapter == "errata" else f"chapters/{chapter}"


def said(item: Item) -> str:
    """The statement, and what a merely imprecise one lacks."""
    missing = item.missing[:1].upper() + item.missing[1:]
    return f"{item.statement}<br>*More exactly:* {missing}" if missing else item.statement


def judged(item: Item) -> str:
    """The verdict in words."""
    return f"*wrong ({item.wrong})*" if item.wrong else f"*{item.verdict}*"


@dataclass(frozen=True)
class Table:
    """A table of MyST cells."""

    head: tuple[str, ...]
    rows: list[tuple[str, ...]]

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/plain": str(self), "text/markdown": self.myst()}

    def myst(self) -> str:
        """A pipe table."""
        return "\n".join([bar(self.head), bar(["---"] * len(self.head)), *map(bar, self.rows)])

    def __str__(self) -> str:
        return f"{len(self.rows)} rows: {', '.join(self.head)}"


def bar(cells: Iterable[str]) -> str:
    """One row of a pipe table."""
    return f"| {' | '.join(cells)} |"


def dictionary(path: str | Path) -> Table:
    """Our notation and the five sources', from ``book/data/dictionary.json``."""
    rows = json.loads(Path(path).read_text(encoding="utf-8"))
    head = ("what", "here", *(f"source {s}" for s in range(5)))
    return Table(head, [(row["what"], row["here"], *row["sources"]) for row in rows])


# ---------------------------------------------------------------- by topic
@dataclass(frozen=True)
class Topic:
    """A subject of the field, and where the book treats it: equations, theorems, figures, pages."""

    part: str
    name: str
    where: tuple[str, ...]

    @property
    def links(self) -> str:
        """The places as MyST links."""
        return ", ".join(map(to_place, self.where))


def to_place(place: str) -> str:
    """A MyST link to an equation, a theorem, a figure or a page."""
    kind = place.partition("-")[0]
    roles = {"eq": "eq", "thm": "prf:ref", "fig": "numref"}
    return f"{{{roles[kind]}}}`{place}`" if kind in roles else f"{{doc}}`{place}`"


def topics(path: str | Path) -> tuple[Topic, ...]:
    """The subjects of the field in the book's order, from ``book/data/topics.json``."""
    parts = json.loads(Path(path).read_text(encoding="utf-8"))
    return tuple(
        Topic(part["group"], row["topic"], tuple(row["where"]))
        for part in parts
        for row in part["topics"]
    )


def by_topic(found: Iterable[Topic]) -> Table:
    """A table of subjects, the part of the field at the first of each."""
    rows: list[tuple[str, ...]] = []
    part = ""
    for topic in found:
        rows.append(("" if topic.part == part else f"**{topic.part}**", topic.name, topic.links))
        part = topic.part
    return Table(("part", "subject", "where"), rows)
