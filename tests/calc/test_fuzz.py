"""Whatever is typed, the checker answers: no crash, no hang, and nothing is run as Python.

The same functions are driven by coverage in ``make fuzz`` (``tools/fuzz.py``).
"""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from contexts import logistic_context
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oracle import holds
from sympy.polys import monomials
from typed import FILES, FORMULAS, RELATIONS, lines

from lrmath.calc import IllTyped, Status, decide
from lrmath.calc.arrangement import BUDGET
from lrmath.calc.check import check_text
from lrmath.calc.kernel import check, decide_terms
from lrmath.calc.rules import BUILT_IN, definition
from lrmath.calc.syntax import parse

CONTEXT = logistic_context()
FAR = CONTEXT.tends("t", "oo")
REASONS = st.lists(st.sampled_from([*BUILT_IN, definition("sigma"), definition("p", "eta")]))
SECONDS = 60  # far beyond what any line takes; only a hang gets there
ESCAPES = ("exec", "open", "os.", "subprocess.", "socket.", "shutil.", "ctypes.", "import")
armed = False


class Hang(Exception):
    """A line took a minute."""


class Escape(BaseException):
    """Something that was typed reached the interpreter or the system."""


def audit(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse what only running code does; a hook stays for good, so it must be armed to act.

    SymPy writes the arithmetic of exponents as code, from the number of generators alone.
    """
    if armed and event.startswith(ESCAPES) and caller() != monomials.__file__:
        raise Escape(event, arguments[:1])


def caller() -> str:
    """The file of the function that raised the audited event."""
    return sys._getframe(2).f_code.co_filename


def hang(*_: object) -> None:
    """Called by the alarm."""
    raise Hang


@contextlib.contextmanager
def guarded() -> Iterator[None]:
    """Refuse what leaves the checker, and end a hang."""
    global armed
    signal.signal(signal.SIGALRM, hang)
    signal.alarm(SECONDS)
    armed = True
    try:
        yield
    finally:
        armed = False
        signal.alarm(0)


def warm_up() -> None:
    """Import all that is imported late, so that no import happens under guard."""
    found = ["sizes n", "index k : n", "scalar t", "claim a : (t + 1)**2 = t", "= t by algebra"]
    for report in check_text("\n".join([*found, "= (t + 1)*(t + 1) by algebra", "qed"])):
        str(report)
    for line in ("(exp(2*t) - 1)/(exp(t) - 1)", "sqrt(t**2)", "D(J, beta[j])", "log(-t)"):
        decide(line, ">=", "t", CONTEXT)
        holds(parse("t", CONTEXT), "=", parse(line, CONTEXT), CONTEXT)


sys.addaudithook(audit)
warm_up()


def test_the_guard_sees_an_evaluation() -> None:
    """A guard that lets eval pass would make the tests below worthless."""
    with pytest.raises(Escape), guarded():
        eval("1 + 1")


# ---------------------------------------------------------------- what is asked of every line
@given(line=lines())
def test_any_line_is_read_or_refused(line: str) -> None:
    """Reading ends in a term or in an IllTyped."""
    with guarded(), contextlib.suppress(IllTyped):
        parse(line, CONTEXT)


@given(left=lines(), relation=RELATIONS, right=lines())
def test_any_question_has_a_verdict(left: str, relation: str, right: str) -> None:
    """Deciding ends in a verdict within the budget, and PROVED is true at plain numbers."""
    with guarded():
        verdict = decide(left, relation, right, CONTEXT)
    assert isinstance(verdict.status, Status)
    assert verdict.operations <= BUDGET
    if verdict.status is Status.PROVED and relation != "!=":
        sides = parse(left, CONTEXT), parse(right, CONTEXT)
        assert holds(sides[0], relation.replace("==", "="), sides[1], CONTEXT) is not False


@given(left=lines(), right=lines() | st.just("oo"))
def test_any_limit_has_a_verdict(left: str, right: str) -> None:
    """To look for a limit ends in a verdict; what is one number cannot tend to another."""
    with guarded():
        verdict = decide(left, "->", right, FAR)
        assert isinstance(verdict.status, Status)
        if verdict:
            assert not decide(left, "->", f"1 + ({right})", FAR)


@given(left=FORMULAS, right=FORMULAS, reasons=REASONS)
def test_any_step_has_a_verdict(left: str, right: str, reasons: list[object]) -> None:
    """A step for any reasons ends in a verdict, and what it proves is not refuted."""
    with guarded(), contextlib.suppress(IllTyped):
        sides = parse(left, CONTEXT), parse(right, CONTEXT)
        verdict = check(sides[0], "=", sides[1], tuple(reasons), CONTEXT)
        if verdict.status is Status.PROVED:
            assert decide_terms(sides[0], "=", sides[1], CONTEXT).status is not Status.REFUTED


@given(text=FILES | st.text(max_size=200))
def test_any_file_has_reports(text: str) -> None:
    """A file ends in reports, each at one of its lines and with a known status."""
    with guarded():
        reports = check_text(text)
    for report in reports:
        assert 1 <= report.line <= len(text.splitlines())
        special = {"REFUTED AS IT SHOULD", "NOT REFUTED"}
        assert report.status in {*(s.name for s in Status), *special}


TESTS = {name: test for name, test in list(globals().items()) if name.startswith("test_any_")}


@pytest.mark.slow
@pytest.mark.parametrize("name", TESTS)
def test_for_long(name: str) -> None:
    """The same with ten thousand examples each."""
    relaxed = settings(max_examples=10_000, deadline=None, suppress_health_check=list(HealthCheck))
    relaxed(TESTS[name])()
