"""The benchmark measures what it says: true lines, and the same questions for everyone."""

from __future__ import annotations

import json

import pytest

from bench import checker, checker_growth, checker_polynomials, checker_sympy
from lrmath.calc import Status
from lrmath.calc.author.judging import decide_terms
from lrmath.calc.language import parse
from lrmath.theorems import catalogue


@pytest.mark.parametrize("family", checker_growth.FAMILIES)
def test_a_line_that_grows_is_true_and_its_neighbour_is_not(family: str) -> None:
    """Each family is proved at its smallest sizes; twice its right side is not."""
    line, sizes = checker_growth.FAMILIES[family]
    for size in sizes[:3]:
        left, right = (parse(side, checker_growth.CONTEXT) for side in line(size))
        wrong = parse(f"2*({line(size)[1]})", checker_growth.CONTEXT)
        assert decide_terms(left, "=", right, checker_growth.CONTEXT).status is Status.PROVED
        assert decide_terms(left, "=", wrong, checker_growth.CONTEXT).status is Status.REFUTED


def test_sympy_is_asked_the_same_question() -> None:
    """It agrees with a right step, and neither way with a deliberately wrong line."""
    theorem = catalogue()["eq-sigmoid-derivative"]
    for method in checker_sympy.METHODS:
        assert checker_sympy.ask(theorem.lines[1], theorem.context, method)[0] == "yes"
        assert checker_sympy.ask(theorem.wrong_lines[0], theorem.context, method)[0] != "yes"


def test_a_ring_refuses_a_negative_exponent() -> None:
    """What the page quotes is what SymPy says."""
    assert "non-negative" in checker_polynomials.refuses_negative_exponents()


def test_the_stored_report_is_complete() -> None:
    """Every section is there, with its machine and its date."""
    stored = json.loads(checker.REPORT.read_text(encoding="utf-8"))
    assert set(stored) == set(checker.SECTIONS)
    for section in stored.values():
        assert section["measured"]["date"] <= checker.surroundings()["date"]
        assert section["rows"]
