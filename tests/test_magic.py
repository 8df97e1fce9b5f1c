"""The magic ``%%derivation``, in an IPython of this process."""

from __future__ import annotations

import pytest
from IPython.core.interactiveshell import InteractiveShell

from lrmath.calc import Theorem

FUNCTION = "scalar t\nfunction f(t) = t**2 : nonnegative\n\nclaim a : f(t) = t**2\n"
FUNCTION += "  = t**2    by definition f\nqed\n"
TWICE = "claim b : 2*f(t) = 2*t**2\n  = 2*t**2    by a\nqed\n"


@pytest.fixture
def shell():
    """Return an IPython without history that has loaded the extension."""
    found = InteractiveShell()
    found.history_manager.enabled = False
    found.run_line_magic("load_ext", "lrmath")
    return found


def test_a_right_cell_shows_its_theorem(shell, capsys):
    """The equation, the lines, and the theorem as a variable."""
    assert shell.run_cell(f"%%derivation square\n{FUNCTION}").success
    printed = capsys.readouterr().out
    assert "a: f(t) = t**2" in printed
    assert "definition of f ✓" in printed
    theorem = shell.user_ns["square"]
    assert isinstance(theorem, Theorem)
    assert theorem.at(t=3) == 9


def test_a_cell_may_come_after_another_and_be_run_again(shell, capsys):
    """It knows the names and the theorems of that one, however often it is run."""
    assert shell.run_cell(f"%%derivation square\n{FUNCTION}").success
    for _ in range(2):
        assert shell.run_cell(f"%%derivation twice after square\n{TWICE}").success
        assert shell.run_cell(f"%%derivation after square\n{TWICE}").success
    assert shell.user_ns["twice"].label == "b"
    assert not shell.run_cell(f"%%derivation\n{TWICE}").success


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "  = t**2 ",
            "  = t**3 ",
            ["line 5: a, step 1, by definition of f", "REFUTED", "at t = -1: left 1, right -1"],
        ),
        ("  = t**2 ", "  = t**s ", ["line 5: a, step 1: ", "(column 4)\n    t**s\n       ^"]),
        ("qed\n", "", ["line 5: a: qed is missing"]),
        ("scalar", "scaler", ["line 1: scaler t: a line cannot begin with 'scaler' here"]),
    ],
)
def test_a_wrong_cell_fails_with_its_line_and_no_traceback(shell, capsys, old, new, said):
    """The counterexample, or a caret under the slip; nothing of how the program came there."""
    assert old in FUNCTION
    result = shell.run_cell(f"%%derivation\n{FUNCTION.replace(old, new, 1)}")
    assert type(result.error_in_exec).__name__ == "NotDerived"
    printed = "".join(capsys.readouterr())
    assert "Traceback" not in printed
    assert "magic.py" not in printed
    for part in said:
        assert part in printed


@pytest.mark.parametrize("line", ["after nothing", "two words", "3", "a after b c"])
def test_a_first_line_that_cannot_be_meant_is_refused(shell, capsys, line):
    """It says what may be written."""
    result = shell.run_cell(f"%%derivation {line}\n{FUNCTION}")
    assert "%%derivation" in str(result.error_in_exec)
