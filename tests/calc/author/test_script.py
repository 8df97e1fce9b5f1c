"""Derivations in plain text files."""

from __future__ import annotations

import pytest

from lrmath.calc.author import script
from lrmath.calc.author.script import check_text

EXAMPLE = (script.__doc__ or "").split("::\n\n")[1].split("\n\n``assume t")[0]


def test_the_example_of_the_documentation() -> None:
    """It holds, line by line."""
    reports = check_text(EXAMPLE)
    assert [r.status for r in reports] == ["PROVED"] * 4
    assert reports[-1].label == "slope"


def test_reasons_hypotheses_and_wrong_lines() -> None:
    """Earlier claims, hypotheses, citations and deliberately wrong lines."""
    reports = check_text(
        """
        scalar t s
        assume t = 2        # a hypothesis
        claim two : t = 2
          = 2                    by given
        qed
        claim four : t*t = 4
          wrong 2*s
          = 2*2                  by two
          = 4                    by algebra
        qed
        claim known : exp(s) >= 1 + s
          >= 1 + s               by cite Bernoulli 1689
        qed
        """
    )
    assert [r.status for r in reports] == [
        *("PROVED", "PROVED", "REFUTED AS IT SHOULD", "PROVED", "PROVED", "PROVED"),
        *("CITED", "CITED"),
    ]


def test_inequalities_and_equivalences() -> None:
    """Convexity, a theorem with values put, lines that are relations, any smooth function."""
    reports = check_text(
        """
        scalar s t
        scalar q : unit
        function f(t)
        define g = t**2
        claim tangent : exp(t) >= 1 + t
          >= 1 + t                        by convexity t at 0
        qed
        claim moved : exp(s - 1)*f(t)**2 >= s*f(t)**2
          >= (1 + (s - 1))*f(t)**2        by tangent with t = s - 1
          = s*f(t)**2                     by algebra
        qed
        claim cubes : g*t <= 0 <=> t <= 0
          <=> t**2*t <= 0                 by definition g
          <=> t <= 0                      by both sides
        qed
        """
    )
    assert [r.status for r in reports] == ["PROVED"] * 8


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("import os", "cannot begin with 'import'"),
        ("scalar t\nclaim a : t = __import__('os')\nqed", "not a declared function"),
        ("scalar t\nclaim a : t = t + \nqed", "not a formula"),
        ("scalar t\nclaim a : t\nqed", "claim LABEL"),
        ("scalar t\nclaim a : t = t\n= t\nqed", "a relation, a formula, and its reason"),
        ("scalar t\nclaim a : t = t\n= t by magic\nqed", "'magic' is no reason"),
        ("scalar t\nclaim a : t = t", "qed is missing"),
        ("array x : m", "not a declared size"),
        ("scalar t : round", "not a domain"),
        ("define f", "FORMULA"),
        ("scalar t\nclaim a : t = 2*t\n= 2*t by algebra\nqed", "left 1, right 2"),
    ],
)
def test_bad_files_get_their_line(text: str, message: str) -> None:
    """Each error names its line, and nothing is evaluated."""
    reports = check_text(text)
    assert any(message in r.message and r.line > 0 and not r.good for r in reports)


def test_a_missing_qed_is_reported_where_the_file_ends() -> None:
    """At its last line that says something."""
    text = "scalar t\nclaim a : t = t\n= t by algebra\n\n\n"
    assert [(r.line, r.message) for r in check_text(text)][-1] == (3, "qed is missing")
