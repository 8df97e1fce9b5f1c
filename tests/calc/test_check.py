"""The command that checks files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lrmath.calc import check
from lrmath.calc.check import check_text, main

EXAMPLE = (check.__doc__ or "").split("::\n\n")[1].split("\n\n``assume t")[0]


def test_the_example_of_the_documentation() -> None:
    """It holds, line by line."""
    reports = check_text(EXAMPLE)
    assert [r.status for r in reports] == ["PROVED"] * 4
    assert reports[-1].label == "slope"


def test_files_and_exit_status(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """0 for a good file, 1 for a bad or a missing one; JSON on request."""
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text(EXAMPLE)
    bad.write_text(EXAMPLE.replace("by calculus, algebra", "by algebra"))
    assert main([str(good)]) == 0
    assert "4 of 4 lines may stand" in capsys.readouterr().out
    assert main([str(bad)]) == 1
    assert "✗" in capsys.readouterr().out
    assert main([str(tmp_path / "missing.txt")]) == 1
    capsys.readouterr()
    assert main(["--json", str(good), str(bad)]) == 1
    reports = json.loads(capsys.readouterr().out)
    assert {r["status"] for r in reports} == {"PROVED", "UNDECIDED"}
    assert reports[0]["line"] == 12


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
