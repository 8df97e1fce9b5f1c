"""What a refusal says: where, why, and what to write instead."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from trial.traps import prove

from lrmath.calc import (
    CalcError,
    Context,
    algebra,
    both_sides,
    calculus,
    cases,
    given,
    limit,
    linearity,
    positivity,
)
from lrmath.calc.author.script import check_text


def context() -> Context:
    """Data, scalars, a function and a definition."""
    found = Context().sizes("m", "n").index("i", "m").index("j", "n").array("x", "m,n", whole="X")
    found = found.scalar("t s").scalar("b", "binary").function("sigma(t)", "1/(1 + exp(-t))")
    return found.define("g", "t + 1")


def said(make: Callable[[], object]) -> str:
    """What is said of a slip."""
    with pytest.raises(CalcError) as caught:
        make()
    return str(caught.value)


def typed(line: str) -> str:
    """What is said of a line."""
    return said(lambda: context().claim("a", line, "t"))


@pytest.mark.parametrize(
    ("line", "remedy"),
    [
        ("t^2", "write ** for a power"),
        ("0.5*t", "write a fraction, e.g. 1/2"),
        ("2t", "write 2*t for a product"),
        ("3 + 10s", "write 10*s for a product"),
        ("t s", "write t*s for a product"),
        ("2(t + 1)", "as in 2*(t + 1)"),
        ("t(s + 1)", "write t*(...) for a product"),
        ("(t + 1)(s + 1)", "for a product write *"),
        ("sigm(t)", "did you mean sigma?"),
        ("ln(t)", "the natural logarithm is log"),
        ("abs(t)", "write sqrt(u**2)"),
        ("log10(t)", "write log(u)/log(10)"),
        ("pow(t, 2)", "write u**k"),
        ("sum(x[i, j], i)", "write Sum(formula, i)"),
        ("diff(t**2, t)", "write D(formula, variable)"),
        ("β + 1", "spell it beta"),
        ("Σ", "spell it Sigma"),
        ("λ", r"spell it lam, with .typeset(lam=r'\lambda')"),
        ("x[j, i]", "not known to lie in 1..m"),
        ("x[i]", "x takes 2 indices, not 1"),
        ("t + t = 2*t", 'the two sides are two arguments, as in claim("label", "t + t", "2*t")'),
        ("t <= s", "the two sides are two arguments"),
        ("exp(t=s)", "without keywords"),
        ("t -> 0", "the two sides are two arguments"),
        ("t != s", "the two sides are two arguments"),
        ("t # a comment", "no comments"),
        ("", "write a formula"),
    ],
)
def test_a_slip_in_a_formula(line: str, remedy: str) -> None:
    """Each message holds what to write."""
    assert remedy in typed(line)


@pytest.mark.parametrize(
    ("make", "remedy"),
    [
        (lambda: Context().sizes("m n"), 'write "m", "n"'),
        (lambda: Context().sizes("m, n"), 'write "m", "n"'),
        (lambda: Context().scalar("lambda"), r"call it lam, with .typeset(lam=r'\lambda')"),
        (lambda: Context().scalar("if"), "a word of Python"),
        (lambda: Context().scalar("True"), "a word of Python"),
        (lambda: Context().sizes("None"), "a word of Python"),
        (lambda: Context().scalar("β"), "spell it beta"),
        (lambda: Context().scalar("σ2"), "spell it sigma2"),
        (lambda: Context().scalar("ln"), "the natural logarithm is log"),
        (lambda: Context().scalar("2t"), "use letters and digits"),
        (lambda: Context().scalar("exp"), "not one of"),
        (lambda: Context().scalar("t t"), "declared twice"),
        (lambda: Context().scalar("t").scalar("t"), "declared twice"),
        (lambda: Context().scalar("t", "round"), "choose one of real, positive"),
        (lambda: Context().scalar("t").assume("0 < t < 1"), '"0 < t", "t < 1"'),
        (lambda: Context().scalar("t s").assume("0 <= t <= s"), '"0 <= t", "t <= s"'),
        (lambda: Context().scalar("t").assume("t"), 'such as "t > 0"'),
        (lambda: Context().scalar("t").function("lg(t)", "log(t)"), "not known is t > 0"),
        (lambda: Context().scalar("t").define("g", "1/t"), "not known is t != 0"),
        (lambda: Context().function("f()", "1"), ".define('f', ...)"),
        (lambda: Context().array("x", ""), ".scalar('x')"),
        (lambda: Context().array("x", "m"), ".sizes('m')"),
    ],
)
def test_a_slip_in_a_declaration(make: Callable[[], object], remedy: str) -> None:
    """Each message holds what to declare."""
    assert remedy in said(make)


@pytest.mark.parametrize(
    ("left", "right", "by", "remedy"),
    [
        ("t + s", "s + t", calculus, "is not needed; leave it out; the reason is algebra"),
        ("t + s", "s + t", given, "is not needed; leave it out; the reason is algebra"),
        ("log(exp(t))", "t", [algebra, calculus], "“calculus” is not needed; leave it out"),
        ("D(exp(t)**2, t)", "2*exp(2*t)", calculus, "it goes by calculus, algebra"),
        ("D(exp(t)**2, t)", "2*exp(2*t)", algebra, "it goes by algebra, calculus"),
        ("D(t**2, t)", "2*t", algebra, "it goes by calculus"),
        ("log(exp(t))", "t", given, "it goes by algebra"),
        ("b**2", "b", algebra, "it goes by cases"),
        ("g", "t + 1", algebra, "it goes by definition of g"),
        ("D(g*t, t)", "2*t + 1", algebra, "it goes by calculus, definition of g"),
        ("t/2 + t/2", "t", "algebra", "write the reason without quotes, as in by=algebra"),
        ("t/2 + t/2", "t", "both sides", "as in by=both_sides"),
        ("t/2 + t/2", "t", "magic", "without quotes"),
        ("t/2 + t/2", "t", [], "e.g. by=algebra"),
        ("t/2 + t/2", "t", None, "NoneType is not a reason"),
        ("D(t**2, t)", "3*t", calculus, "left 2, right 3"),
        ("exp(t)", ">= 1 + t", positivity, "the gap is smallest at t = 0, where it is 0"),
        ("exp(t)", ">= 1 + t", positivity, "no sign in the terms, the factors and the squares"),
    ],
)
def test_a_slip_in_a_reason(left: str, right: str, by: object, remedy: str) -> None:
    """Each message holds the reason with which the line goes, or what is missing."""
    assert remedy in said(lambda: prove(context(), left, right, (right, by)))


def test_the_remedy_works() -> None:
    """What was advised above is accepted."""
    assert prove(context(), "t + s", "s + t", ("s + t", algebra))
    both = [calculus, algebra]
    assert prove(context(), "D(exp(t)**2, t)", "2*exp(2*t)", ("2*exp(2*t)", both))
    assert prove(context(), "b**2", "b", ("b", cases))


def test_a_chain_that_is_not_closed() -> None:
    """It is no reason yet; and it is closed where the claim ends."""
    chain = context().claim("early", "t + t", "2*t")
    assert "close it with .qed()" in said(lambda: prove(context(), "t", "t", ("t", chain)))
    assert "2*t" in (text := said(chain.qed))
    assert "t + t" in text
    step = chain.step("t*2 + 0", by=algebra)
    assert "t*2 + 0" in said(step.qed)
    assert "add a step that ends there" in said(step.qed)


def test_a_limit_that_is_open() -> None:
    """∞ - ∞ says what to do."""
    here = Context().scalar("t").tends("t", "oo")
    for line in ("exp(t) - t", "exp(t)/(1 + t**2)", "t*exp(-t)"):
        message = said(lambda line=line: prove(here, line, "-> 0", ("-> 0", limit)))
        assert "rewrite the line, or squeeze it" in message


def test_what_is_no_line() -> None:
    """A number, nothing, a reason, a list: a line is text, or an expression of SymPy."""
    for line in (2, None, algebra, ["t"]):
        assert "typed as text in quotes" in said(lambda line=line: context().claim("a", line, "t"))
        assert "typed as text in quotes" in said(
            lambda line=line: context().claim("a", "t", "t").step(line, by=linearity)
        )


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("scalar t\nclaim a : t != 0\nqed", "may be assumed"),
        ("scalar t\nclaim a : t = t\n= t by algebr\nqed", "did you mean algebra?"),
        ("scalar t\nclaim a : t = t\n= t by magic\nqed", "definition NAME, LABEL"),
        ("scalar t\nclaim algebra : t = t\nqed", "that names no reason"),
        ("scalar t\nclaim a : t = t\n= t\nqed", "a relation, a formula, and its reason"),
        ("scalar t\nclaim a : t + t = 2*t\nqed", "add a step that ends there"),
        ("skalar t", "a line cannot begin with 'skalar'"),
        ("scalar t\nclaim a : t = t", "qed is missing"),
    ],
)
def test_a_slip_in_a_file(text: str, remedy: str) -> None:
    """The same from a file."""
    assert any(remedy in report.message for report in check_text(text))


def test_both_sides_is_not_advised_where_it_does_not_help() -> None:
    """A false line gets a counterexample, no advice."""
    claim = context().claim("a", "t = 2", "<=> t = 3")
    message = said(lambda: claim.step("<=> t = 3", by=both_sides))
    assert "it goes by" not in message
