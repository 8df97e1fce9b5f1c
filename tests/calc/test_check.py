"""The command that checks files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lrmath.calc import check
from lrmath.calc.check import check_text
from lrmath.calc.command import main, progress

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


def test_python_files_are_run_only_on_demand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Then each theorem is listed, and an error names its line."""
    good, bad, odd = tmp_path / "good.py", tmp_path / "bad.py", tmp_path / "odd.py"
    start = "from lrmath.calc import Context, algebra\nc = Context().scalar('t')\n"
    good.write_text(start + "two = c.claim('two', 't + t', '2*t').step('2*t', by=algebra).qed()\n")
    bad.write_text(start + "two = c.claim('two', 't + t', '3*t').step('3*t', by=algebra).qed()\n")
    odd.write_text("import lrmath.no_such_module\n")
    assert main([str(good)]) == 1
    assert "add --run" in capsys.readouterr().out
    assert main(["--run", "--json", str(good), str(bad), str(odd)]) == 1
    reports = json.loads(capsys.readouterr().out)
    assert [r["status"] for r in reports] == ["PROVED", "REFUTED", "ILL_TYPED"]
    assert [r["line"] for r in reports] == [3, 3, 1]
    assert reports[0]["text"] == "t + t = 2*t"


def test_a_bar_is_shown_on_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And only for several files, on the error stream."""
    assert list(progress(["a", "b"])) == ["a", "b"]
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert list(progress(["a", "b"])) == ["a", "b"]
    assert "1/2" in capsys.readouterr().err
    assert list(progress(["a"])) == ["a"]
    assert capsys.readouterr().err == ""


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
