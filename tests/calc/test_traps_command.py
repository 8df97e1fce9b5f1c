"""A file that proves nothing false, or nothing at all, is not passed by the command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from traps import bad, good

from lrmath.calc.check import check_text
from lrmath.calc.command import main

TRUE = "scalar t\nclaim a : t + t = 2*t\n= 2*t by algebra\nqed\n"


@pytest.mark.parametrize(
    ("left", "line"),
    [
        *(("0", "0"), ("t", "t"), ("t + t", "2*t"), ("(t + 1)**2", "t**2 + 2*t + 1"), ("1", "2/2")),
        *(("t**2", ">= 0"), ("exp(t)", "> 0"), ("1", "< 2"), ("t/t", "1"), ("h", "> 0")),
        *(("f(3)", "9"), ("D(t**2, t)", "2*t"), ("log(exp(t))", "t"), ("sqrt(t)**2", "t")),
    ],
)
def test_a_true_line_is_not_deliberately_wrong(left: str, line: str) -> None:
    """It once passed, and the false rest of the claim was skipped unread."""
    head = "scalar t\nscalar h : positive\nfunction f(t) = t**2\n"
    said = bad(f"{head}claim x : {left} = 1 + {left}\nwrong {line}\n= 1 + {left} by algebra\nqed\n")
    assert "may stand" not in said
    bad(f"{head}claim x : {left} = {left}\nwrong {line}\nqed\n")


def test_a_wrong_line_is_refuted() -> None:
    """The honest twin."""
    good("scalar t\nclaim x : t = t\nwrong 2*t\nwrong >= 1\nqed\n")


@pytest.mark.parametrize("size", [999_990, 1_000_001, 1_500_000, 3_000_000])
@pytest.mark.parametrize("filler", ["#\n", " \n", "\n", "# " + "x" * 97 + "\n"])
def test_a_long_file_is_not_cut(size: int, filler: str) -> None:
    """What stands at the end of a file is read, or the file is refused."""
    false = "claim b : 0 = 1\n= 1 by algebra\nqed\n"
    bad(TRUE + filler * (size // len(filler)) + false)


@pytest.mark.parametrize(
    "sign",
    [
        *("\u2028", "\u2029", "\x0c", "\x0b", "\x1c", "\x1d", "\x1e", "\x85", "\r", "\x00", "\x1b"),
        *("\u202e", "\u2066", "\u200f", "\x08"),
    ],
)
@pytest.mark.parametrize("hidden", ["assume 0 = 1", "scalar z : positive", "", "= 1 by cite me"])
def test_no_line_is_hidden_in_a_comment(sign: str, hidden: str) -> None:
    """Some signs end a line for one program and not for another; none may stand in a file."""
    bad(f"scalar t\n# a comment{sign}{hidden}\nclaim a : t = t + 1\n= t + 1 by given\nqed\n")
    if sign + hidden != "\r":  # which ends a line
        bad(f"scalar t\n# a comment{sign}{hidden}\nclaim a : t = t\n= t by algebra\nqed\n")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_line_ends_and_marks_of_common_editors(end: str, mark: str, tmp_path: Path) -> None:
    """The honest twin: both kinds of line ends, and the mark that some editors put first."""
    text = mark + TRUE.replace("\n", end)
    good(text)
    path = tmp_path / "good.txt"
    path.write_bytes(text.encode())
    assert main([str(path)]) == 0


@pytest.mark.parametrize(
    ("told", "left", "right"),
    [
        ("0 = 1", "0", "1"),
        ("t = 3", "t", "3"),
        ("t > 0", "t", "> 0"),
        ("s = t", "s", "t"),
        ("t >= s", "t", ">= s"),
        ("t**2 = 4", "t**2", "4"),
    ],
)
def test_what_is_assumed_is_told(told: str, left: str, right: str) -> None:
    """A theorem is reported with what it supposes, also as JSON."""
    right = right if right[0] in "<>" else f"= {right}"
    text = f"scalar s t\nassume {told}\nclaim a : {left} {right}\n{right} by given\nqed\n"
    assert told in good(text)
    assert any(told in str(r.message) for r in check_text(text))


@pytest.mark.parametrize("domain", ["positive", "nonnegative", "unit", "binary"])
def test_a_domain_is_told(domain: str) -> None:
    """0 < t < 1 is an assumption, too."""
    text = f"scalar t : {domain}\nclaim a : t + t = 2*t\n= 2*t by algebra\nqed\n"
    assert {
        "positive": "t > 0",
        "nonnegative": "t >= 0",
        "unit": "0 < t < 1",
        "binary": "t in {0, 1}",
    }[domain] in good(text)


@pytest.mark.parametrize(
    "label",
    [
        *(
            "algebra",
            "calculus",
            "cases",
            "given",
            "positivity",
            "linearity",
            "limit",
            "hypothesis",
        ),
        *("definition", "cite", "convexity", "monotonicity", "induction", "both", "sides", "with"),
        *("both sides", "cite me", "a b", "a,b", "x with t = 1", "(a", "by", ""),
    ],
)
def test_a_label_is_no_reason(label: str) -> None:
    """A claim called algebra once replaced the reason of that name."""
    text = f"scalar t\nclaim {label} : t = t\nqed\n"
    bad(text)
    bad(f"{text}claim x : t = t + 1\n= t + 1 by {label}\nqed\n", slips=True)


@pytest.mark.parametrize("label", ["a", "eq-slope", "step_2", "σ", "two.b", "algebra2", "7"])
def test_a_label_is_one_word(label: str) -> None:
    """The honest twin."""
    good(f"scalar t\nclaim {label} : t = t\nqed\n")


@pytest.mark.parametrize(
    "text", ["", "\n", "# nothing\n", "scalar t\n", "scalar t\nassume t > 0\n"]
)
def test_an_empty_file_beside_a_good_one_is_not_passed(text: str, tmp_path: Path) -> None:
    """What claims nothing proves nothing, whatever the other files do."""
    honest, empty = tmp_path / "good.txt", tmp_path / "empty.txt"
    honest.write_text(TRUE)
    empty.write_text(text)
    assert main([str(honest)]) == 0
    assert main([str(honest), str(empty)]) == 1
    assert main([str(empty)]) == 1


def test_a_program_that_proves_nothing_is_not_passed(tmp_path: Path) -> None:
    """The same for a Python file."""
    honest, empty = tmp_path / "good.txt", tmp_path / "empty.py"
    honest.write_text(TRUE)
    empty.write_text("from lrmath.calc import Context\ncontext = Context().scalar('t')\n")
    assert main(["--run", str(honest), str(empty)]) == 1


@pytest.mark.parametrize("line", ["qed qed", "qed now", "qed by algebra", "qed:"])
def test_nothing_follows_qed(line: str) -> None:
    """A line that ends a claim only ends it."""
    text = f"scalar t\nclaim a : t = t\n{line}\nclaim b : t = 2*t\nqed\n"
    bad(text)


@pytest.mark.parametrize("sign", ["\x1b[2K", "\x1b[1A", "\x07", "\u202e"])
def test_a_report_commands_no_terminal(
    sign: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is echoed cannot wipe out the verdict."""
    path = tmp_path / "bad.txt"
    path.write_text(f"scalar t\nclaim a : t = 2*t{sign}\n= 2*t by algebra\nqed\n")
    assert main([str(path)]) == 1
    assert sign not in capsys.readouterr().out
    assert main(["--json", str(path)]) == 1
    assert not any(r["status"] == "PROVED" for r in json.loads(capsys.readouterr().out))
