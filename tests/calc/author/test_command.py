"""The command that checks files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lrmath.calc.author import script
from lrmath.calc.author.command import main, progress

EXAMPLE = (script.__doc__ or "").split("::\n\n")[1].split("\n\n``assume t")[0]


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
