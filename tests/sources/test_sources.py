"""Each repaired text: all items on its page, slips refused, other lines proved and shown."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest

from lrmath.calc import Status, StepError, algebra
from lrmath.errata import ERRORS, REFUSED
from lrmath.errata.coverage import Audit, Item
from lrmath.sources import Repaired, Slip, draft, struck
from lrmath.sources.pages import MODULES, derivations
from lrmath.theorems.notation import book

BOOK = Path(__file__).parents[2] / "book"
AUDIT = Audit.read(BOOK / "data" / "audit.json")
ITEMS = [item for item in AUDIT.items if item.source in MODULES]
DERIVED = [(s, name, d) for s in MODULES for name, d in derivations(s).items()]
SLIPS = [(name, slip) for _, name, derived in DERIVED for slip in derived.slips]
NUMBER = re.compile(r"\bS\d+\.\d+\b")
HEADS = re.compile(r"^(?:[`:]{3,}\{item\} |  margin: |margin: )(.*)$", re.MULTILINE)


def notebook(source: int) -> nbformat.NotebookNode:
    """Read the committed notebook of a source."""
    file = BOOK / "sources" / f"{AUDIT.pages[source]}.ipynb"
    return nbformat.reads(file.read_text(encoding="utf-8"), 4)


def read(source: int) -> tuple[str, str]:
    """The prose of a page, and what its cells print for the site."""
    cells = notebook(source).cells
    prose = "\n".join(c.source for c in cells if c.cell_type == "markdown")
    outputs = [o for c in cells for o in c.get("outputs", [])]
    return prose, "\n".join(o.data.get("text/markdown", "") for o in outputs if "data" in o)


READ = {source: read(source) for source in MODULES}


def in_margin(text: str) -> set[str]:
    """The items whose numbers stand in the margin; a span stands for all of its items."""
    heads = [re.sub(r"(S\d+)\.(\d+)–S\d+\.(\d+)", spelled_out, h) for h in HEADS.findall(text)]
    return {item for head in heads for item in NUMBER.findall(head)}


def spelled_out(found: re.Match[str]) -> str:
    """S3.1, S3.2, S3.3 for S3.1–S3.3."""
    return ", ".join(f"{found[1]}.{k}" for k in range(int(found[2]), int(found[3]) + 1))


# ---------------------------------------------------------------- the pages
@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_every_item_stands_in_the_margin_of_its_page(item: Item) -> None:
    """A formula beside a checked line, other items at least beside prose that speaks of them."""
    prose, printed = READ[item.source]
    assert item.id in in_margin(prose) | in_margin(printed)


@pytest.mark.parametrize("item", [i for i in ITEMS if i.error], ids=lambda item: item.id)
def test_every_wrong_item_is_struck_on_its_page(item: Item) -> None:
    """With a link to its erratum; a formula in its derivation, a claim above its prose."""
    _, printed = READ[item.source]
    of_formulas = {s.line.item for _, s in SLIPS if s.error == item.error}
    claims = re.findall(r"^:::\{item\} (.*)\n:struck: .+", printed, re.MULTILINE)
    struck_claims = {i for head in claims for i in in_margin(f":::{{item}} {head}")}
    assert item.id in of_formulas | struck_claims
    assert f"<err-{item.error.lower()}>" in printed


@pytest.mark.parametrize(("source", "name", "derived"), DERIVED, ids=lambda v: str(v)[:20])
def test_every_derivation_is_on_its_page(source: int, name: str, derived: Repaired) -> None:
    """Once, by its name, and as it is today."""
    _, printed = READ[source]
    cells = [c.source for c in notebook(source).cells if c.cell_type == "code"]
    assert sum(bool(re.search(rf"^notes\.{name}$", cell, re.MULTILINE)) for cell in cells) == 1
    assert printed.count(derived.myst()) == 1


# ---------------------------------------------------------------- the lines
@pytest.mark.parametrize(("name", "slip"), SLIPS, ids=lambda v: getattr(v, "error", v))
def test_a_struck_line_is_refused(name: str, slip: Slip) -> None:
    """By a counterexample, as no formula, or for conditions; its erratum has the item."""
    assert slip.line.verdict.status in REFUSED
    assert slip.said
    assert not slip.error or slip.line.item in ERRORS[slip.error].items


@pytest.mark.parametrize(("source", "name", "derived"), DERIVED, ids=lambda v: str(v)[:20])
def test_every_other_line_is_proved(source: int, name: str, derived: Repaired) -> None:
    """None rests on a citation; the three views agree on the lines."""
    lines = derived.theorem.lines
    assert lines
    assert not derived.theorem.cited
    assert all(line.verdict.status is Status.PROVED for line in lines)
    total, wrong = len(lines), len(derived.slips)
    assert str(derived).count("✓") == derived.html().count("✓") == total
    assert str(derived).count("✗") == derived.html().count("✗") == wrong
    assert derived.myst().count("mark: proved") == total
    assert derived.myst().count("mark: struck") == wrong


# ---------------------------------------------------------------- the object
def test_a_line_that_does_not_follow_cannot_be_drafted() -> None:
    """As in any chain."""
    with pytest.raises(StepError, match="REFUTED"):
        draft(book, "Doubled", "t + t", "2*t").line("S9.1", "3*t", by=algebra)


def test_a_true_line_is_no_slip() -> None:
    """It would not pass the test of the struck lines."""
    twice = draft(book, "Doubled", "t + t", "2*t").slip("S9.1", "", "2*t")
    assert twice.line("S9.1", "2*t", by=algebra).done().slips[0].line.verdict.status not in REFUSED


def test_a_slip_stands_before_the_line_that_repairs_it() -> None:
    """With its number, its counterexample and its mark; a left side of its own is shown."""
    derived = (
        draft(book, "Doubled", "t + t", "2*t", items="S9.1")
        .slip("S9.2", "", "3*t")
        .slip("S9.3", "", "3*t", left="2*t")
        .line("S9.2", "2*t", by=algebra)
        .done()
    )
    marks = [(row.margin, row.mark, row.relation) for row in derived.shown]
    assert marks == [("S9.2", "struck", "="), ("S9.3", "struck", ""), ("S9.2", "proved", "=")]
    assert derived.shown[1].tex.startswith(r"2 \cdot t =") or "=" in derived.shown[1].tex
    assert "counterexample: at $t = 1$: left $2$, right $3$" in derived.shown[0].reason
    assert derived.myst().splitlines()[3] == "margin: S9.1"


def test_a_struck_claim_says_what_is_true() -> None:
    """Beside its items, with the computed counterexample and a link to its erratum."""
    claim = struck("E1")
    assert claim.myst().startswith(":::{item} S0.15\n:struck: The ratio")
    evidence = ERRORS["E1"].evidence
    assert evidence is not None
    assert evidence.words in claim.myst()
    assert "{ref}`E1 <err-e1>`" in claim.myst()
    assert "S0.15" in str(claim)
