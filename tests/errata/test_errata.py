"""Wrong lines are refused, the lines beside them proved, claims meet their counterexamples."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lrmath.calc import Status, Theorem, decide
from lrmath.errata import ERRORS, REFUSED, SLIPS, Erratum, Line, failures
from lrmath.errata.coverage import Audit
from lrmath.theorems import catalogue

BOOK = Path(__file__).parents[2] / "book"
ALL = ERRORS | SLIPS
AUDIT = Audit.read(BOOK / "data" / "audit.json")
WRONG = [(e.number, line) for e in ALL.values() for line in e.wrong]
RIGHT = [(e.number, line) for e in ALL.values() for line in e.right]

#: What an independent computation gave when the sources were audited.
VERIFIED = {
    "E1": {"ratio": 4, "logarithm": 1.3863},
    "E2": {"coarse": 2.7627, "fine": 5.5262, "estimate": 1.0904},
    "E3": {"good": -0.3285, "poor": -1.3863},
    "E9": {"first": -0.0569, "second": 0.3649, "log_loss": -0.0879, "error": 0.5182 / 2},
    "E10": {"b": 0.6227, "w": 1.0904, "b_squares": 0.4752, "w_squares": 0.8229},
    "E11": {"last": 1e-6},
    "E12": {"at_one": 0.75},
    "E13": {"at_one": 0.8536},
    "E14": {"ratio": 0, "log_odds": -2.1972},
    "E15": {
        "separable": 9.08e-5,
        "near": 0,
        "far": 11.431,
        "cycle": 1.7760,
        "first_loss": 15.9424,
        "last_loss": 2447.09,
        "b": 3.79182,
        "w": 1.77764,
    },
    "E16": {},
    "E17": {"falls": 2000, "first": 0.4822, "last": 1.4e-4},
    "A2": {"label": 0.37, "probability": 0.6179},
    "A4": {"b": 0.6227, "w": 1.0904, "apart": 0},
    "A7": {"change": -8},
}


def case(pair: tuple[str, Line | Theorem]) -> str:
    """Name a line in a test's id."""
    number, line = pair
    return f"{number}-{line.item or line.left}" if isinstance(line, Line) else f"{number}-theorem"


@pytest.mark.parametrize("pair", WRONG, ids=case)
def test_the_printed_line_is_refused(pair: tuple[str, Line]) -> None:
    """A counterexample, no formula at all, or conditions that cannot be met; with an answer."""
    _, line = pair
    assert line.verdict.status in REFUSED
    assert line.answer
    assert line.left_tex
    assert line.right_tex


@pytest.mark.parametrize("pair", RIGHT, ids=case)
def test_the_line_beside_it_is_proved(pair: tuple[str, Line | Theorem]) -> None:
    """By a theorem of the book, or by the checker on the spot, without conditions."""
    _, line = pair
    if isinstance(line, Theorem):
        assert catalogue()[line.label] is line
    else:
        assert line.verdict.status is Status.PROVED


@pytest.mark.parametrize("number", [n for n, e in ALL.items() if e.counterexample])
def test_the_counterexample_contradicts_the_claim(number: str) -> None:
    """With the numbers that were verified by other means; each is given in the words."""
    evidence = ALL[number].evidence
    assert evidence is not None
    assert evidence.contradicts
    assert evidence.words.endswith(".")
    assert set(evidence.values) == set(VERIFIED[number])
    for name, value in VERIFIED[number].items():
        digits = 0.02 * abs(value) if abs(value) < 1e-2 else 6e-5 + 1e-4 * abs(value)
        assert evidence.values[name] == pytest.approx(value, abs=digits or 1e-9)


def test_the_23_points() -> None:
    """Newton's losses from zero, as computed in 60 digits."""
    losses, _ = failures.full_newton_fails()
    audited = [15.94, 5.25, 4.21, 4.07, 4.04, 3.99, 4.27, 3.81, 4.60, 50.86, 2447.09]
    assert [round(value, 2) for value in losses] == audited


def test_the_sinh_map_has_its_threshold() -> None:
    """From below 2.1773 Newton's method converges, from above it does not."""
    assert abs(failures.sinh_map(2.177, 200)[-1]) < 1e-9
    assert abs(failures.sinh_map(2.178, 200)[-1]) > 700


def test_there_are_25_errors_and_seven_slips() -> None:
    """Numbered in order, and none left out."""
    assert list(ERRORS) == [f"E{k}" for k in range(1, 26)]
    assert list(SLIPS) == [f"A{k}" for k in range(1, 8)]


def test_every_wrong_item_of_the_audit_has_its_erratum() -> None:
    """And the erratum names exactly those items."""
    by_error: dict[str, list[str]] = {}
    for item in AUDIT.items:
        if item.verdict == "wrong":
            by_error.setdefault(item.error, []).append(item.id)
    assert by_error == {e.number: list(e.items) for e in ERRORS.values()}


def test_every_wrong_formula_is_put_to_the_checker() -> None:
    """Each printed formula has its own line; the one exception cannot even be declared."""
    formulas = {i.id for i in AUDIT.items if i.verdict == "wrong" and i.kind == "formula"}
    put = {line.item for _, line in WRONG}
    assert formulas - put == {"S2.57"}


def test_every_wrong_claim_has_a_counterexample() -> None:
    """The claims of the audit are the errata with computed evidence."""
    claims = {i.error for i in AUDIT.items if i.verdict == "wrong" and i.kind != "formula"}
    assert claims | {"E16"} == {n for n, e in ERRORS.items() if e.counterexample}


@pytest.mark.parametrize("erratum", ALL.values(), ids=lambda e: e.number)
def test_an_erratum_says_what_is_true_and_is_kind(erratum: Erratum) -> None:
    """Every card has its parts, ends its sentences, and blames nobody."""
    for words in (erratum.reads, erratum.told):
        assert words.rstrip("$").endswith((".", "?")), words
    assert not re.search(r"author|mistake|stupid|careless|blunder", erratum.told)
    assert erratum.wrong or erratum.counterexample
    assert erratum.number in str(erratum)
    assert "✗" in erratum.html()
    assert "mark: proved" in erratum.myst() or not erratum.right


def test_the_page_shows_each_erratum_once_under_its_title() -> None:
    """Headings, labels and cells of the page are those of the objects."""
    page = (BOOK / "errata.md").read_text(encoding="utf-8")
    for erratum in ALL.values():
        dictionary = "ERRORS" if erratum.number in ERRORS else "SLIPS"
        block = (
            f"(err-{erratum.number.lower()})=\n### {erratum.number}. {erratum.title}\n\n"
            f'```{{code-cell}} python\n:tags: [remove-input]\n\n{dictionary}["{erratum.number}"]\n'
        )
        assert page.count(block) == 1


def test_the_lines_of_e25_hold_for_the_right_component() -> None:
    """As the erratum says: with l = j each of them is true."""
    for line in ERRORS["E25"].wrong:
        verdict = decide(line.left, "=", line.right.replace("x[i,l]", "x[i,j]"), line.context)
        assert verdict.status is Status.PROVED, line.item
