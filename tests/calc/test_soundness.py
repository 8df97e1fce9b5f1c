"""Attempts to prove something false. Each of them once succeeded, or looked as if it might."""

from __future__ import annotations

import dataclasses
from types import SimpleNamespace

import pytest
from trial.proving import prove

from lrmath.calc import (
    CalcError,
    Chain,
    Context,
    IllTyped,
    Status,
    StepError,
    Theorem,
    algebra,
    calculus,
    cite,
    decide,
    given,
    positivity,
)
from lrmath.calc.language.reader import parse
from lrmath.calc.language.text import text
from lrmath.calc.normal.factoring import Factors, found_factors
from lrmath.calc.normal.polynomial import Poly, Rational


# ---------------------------------------------------------------- names
def test_the_index_of_a_sum_is_no_declared_name() -> None:
    """Σ_q q would become Σ_q 5 if q, defined as 5 afterwards, were the index of the sum."""
    context = Context().define("f", "Sum(q, (q, 1, 3))").define("q", "5")
    assert decide("f", "=", "6", context)
    assert decide("f", "=", "3*q", context).status is Status.REFUTED
    assert decide("Sum(q, (p, 1, 3))", "=", "15", context)


def test_a_scalar_named_e_is_not_eulers_number() -> None:
    """The normal form's own atoms have names that nobody can declare."""
    assert decide("E", "=", "exp(1)", Context().scalar("E")).status is Status.REFUTED


def test_renamed_indices_meet_no_declared_name() -> None:
    """Renaming k to k_1 would capture the scalar k_1 behind the definition f."""
    context = Context().sizes("n").index("k", "n").array("beta", "n").scalar("k_1")
    context = context.define("f", "k_1")
    assert decide("D(Sum(beta[k]*f, k), beta[k])", "=", "f", context)
    assert decide("D(Sum(beta[k]*f, k), beta[k])", "=", "k", context).status is Status.REFUTED


def test_the_generic_index_of_a_matrix_line_meets_no_declared_name() -> None:
    """A scalar called i or index may hide behind a definition."""
    context = Context().sizes("m").scalar("i index").array("w", "m").define("f", "i*index")
    assert decide("f*w", "=", "i*index*w", context)
    assert not decide("f*w", "=", "f*f*w", context)


def test_function_bodies_hold_nothing_but_parameters() -> None:
    """Else D(f(t), r[1]) would forget that f mentions r."""
    for whole in (None, "R"):
        context = Context().array("r", "2", whole=whole).scalar("t")
        with pytest.raises(IllTyped, match="parameter"):
            context.function("f(t)", "t*r[1]")


# ---------------------------------------------------------------- making theorems
def test_a_theorem_cannot_be_altered(plain: Context) -> None:
    """dataclasses.replace would have copied the kernel's key."""
    theorem = prove(plain, "t + s", "s + t", algebra)
    with pytest.raises((TypeError, ValueError)):
        dataclasses.replace(theorem, right=parse("5", plain))
    with pytest.raises(AttributeError):
        theorem.right = parse("5", plain)  # type: ignore[misc]
    with pytest.raises(AttributeError):
        theorem.proof = prove(plain, "t", "t + 0", algebra).proof
    with pytest.raises(TypeError):
        theorem.context.names["t"] = plain.names["h"]  # type: ignore[index]


def test_a_theorem_and_a_chain_cannot_be_made_by_hand(plain: Context) -> None:
    """Only claim, step and qed hold the key."""
    t, five = parse("t", plain), parse("5", plain)
    with pytest.raises(TypeError):
        Theorem("thm", t, "=", five, (), plain, "", 0)
    with pytest.raises(TypeError):
        Chain("thm", t, "=", t, plain)
    chain = plain.claim("thm", "t", "5")
    with pytest.raises((TypeError, ValueError)):
        dataclasses.replace(chain, left=five)


def test_only_theorems_and_reasons_are_reasons(plain: Context) -> None:
    """Neither an open chain, nor an object that looks like a theorem, nor nothing at all."""
    chain = plain.claim("open", "t", "t + 1")
    fake = SimpleNamespace(label="fake", sequent=chain.sequent, proof=chain.derivation)
    for by in (chain, fake, [], "algebra", None):
        with pytest.raises(StepError, match="reason"):
            prove(plain, "t", "t + 1", by)


def test_a_citation_is_marked_to_the_end_and_never_false(plain: Context) -> None:
    """What rests on a cited theorem is cited; what is refuted is not even cited."""
    theorem = prove(plain, "exp(t)", "exp(t) + log(exp(t)/exp(t))", cite("a book"))
    assert theorem.cited
    assert prove(plain, "exp(s)", "exp(s) + log(exp(s)/exp(s))", theorem).cited
    with pytest.raises(StepError, match="REFUTED"):
        prove(plain, "t", "t + 1", cite("a bad book"))


# ---------------------------------------------------------------- conditions and domains
def test_arguments_must_lie_in_binary_domains(plain: Context) -> None:
    """f(o) = o ≥ 0 for binary o says nothing about f(t)."""
    context = plain.function("f(o)", "o", range="nonnegative")
    assert prove(context, "f(o)", ">= 0", positivity)
    with pytest.raises(StepError, match="PROVED UNDER"):
        prove(context, "f(t)", ">= 0", positivity)


def test_the_root_of_zero_is_not_differentiated(plain: Context) -> None:
    """√t² has no derivative at t = 0, however its derivative is multiplied."""
    verdict = decide("D(sqrt(t**2), t)*sqrt(t**2)", "=", "t", plain)
    assert verdict.status is Status.PROVED_UNDER
    assert not decide("D(sqrt(d), d)*sqrt(d)", "=", "1/2", plain)
    assert decide("D(sqrt(h), h)*sqrt(h)", "=", "1/2", plain)


def test_cancelled_conditions_are_kept(plain: Context) -> None:
    """(t² - 1)/(t - 1) = t + 1 needs t ≠ 1, also where the fraction is multiplied by zero."""
    for left, right in (("(t**2 - 1)/(t - 1)", "t + 1"), ("0*(1/t)", "0"), ("t**-1*t", "1")):
        verdict = decide(left, "=", right, plain)
        assert verdict.status is Status.PROVED_UNDER
        assert verdict.conditions


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("sqrt(t**2)", "t"),
        ("log(t**2)", "2*log(t)"),
        ("log(t*s)", "log(t) + log(s)"),
        ("sqrt(t*s)", "sqrt(t)*sqrt(s)"),
        ("(t**2)**(1/2)", "t"),
        ("sqrt(1/(1 + exp(t)))", "1"),
        ("sqrt(1/(1 + exp(t)))**3", "1/(1 + exp(t))"),
        ("Sum(1, (i, m, n))", "n - m + 1"),
        ("Sum(1, (i, 5, m))", "m - 4"),
        ("Sum(1, (i, m, 3))", "4 - m"),
        ("Sum(beta[k], (k, 2, n))", "Sum(beta[k], k)"),
        ("Sum(KroneckerDelta(k, i)*v[k], k)", "v[1]"),
        ("Sum(v[k], k)/Sum(g[k], k)", "Sum(v[k]/g[k], k)"),
        ("Sum(v[k], k)**2", "Sum(v[k]**2, k)"),
        ("Product(exp(v[k]), k)", "exp(Product(v[k], k))"),
        ("0**o", "1 - o"),
        ("t**0", "0"),
        ("(-1)**t", "1"),
    ],
)
def test_false_or_partial_equalities_are_not_proved(left: str, right: str, plain: Context) -> None:
    """Branches of ln and √, ranges that may be empty, sums mistaken for their terms."""
    assert decide(left, "=", right, plain).status not in (Status.PROVED,)


def test_roots_of_inverses(plain: Context) -> None:
    """√(1/P) is not an integral power of 1/P, yet its square is 1/P."""
    assert decide("sqrt(1/(1 + exp(t)))**2", "=", "1/(1 + exp(t))", plain)
    assert decide("sqrt(1/(1 + exp(t))**2)", "=", "1/(1 + exp(t))", plain)


# ---------------------------------------------------------------- relations and reasons
def test_unknown_relations_are_not_read_as_equality(plain: Context) -> None:
    """decide("t", "!=", "t") once answered PROVED."""
    assert decide("t", "!=", "t", plain).status is Status.REFUTED
    assert decide("1 + exp(t)", "!=", "0", plain)
    assert decide("t", "~", "t", plain).status is Status.ILL_TYPED


def test_positivity_carries_no_equality(plain: Context) -> None:
    """A sign certificate is not a licence for algebra."""
    with pytest.raises(StepError):
        prove(plain, "1/h + 1/h", "2/h", positivity)


# ---------------------------------------------------------------- refutation
def test_undefined_points_refute_nothing(plain: Context) -> None:
    """1/√t² is the derivative of ln t wherever ln t is defined."""
    assert decide("D(log(t), t)", "=", "1/sqrt(t**2)", plain).status is not Status.REFUTED
    context = plain.function("f(h)", "h**2")
    assert decide("f(t)", "=", "t*sqrt(t**2)", context).status is not Status.REFUTED


def test_hypotheses_hold_exactly_at_counterexamples(plain: Context) -> None:
    """A sum that must be 1 is made 1, in fractions."""
    context = plain.array("w", "K", "unit").assume("Sum(w[a], a) = 1")
    verdict = decide("Sum(w[a]**2, a)", "=", "1/2", context)
    assert verdict.status is Status.REFUTED
    assert sum(verdict.counterexample.data["w"]) == 1
    assert decide("Sum(w[a], a)", "=", "1", context).status is not Status.REFUTED


# ---------------------------------------------------------------- termination
def test_growth_is_refused_not_suffered(plain: Context) -> None:
    """Doubling definitions, towers of powers, huge derivatives, hard factorisations.

    An answer at once.
    """
    doubling = Context().scalar("f0")
    for k in range(40):
        doubling = doubling.define(f"f{k + 1}", f"f{k} + f{k}")
    assert decide("f40", "=", "0", doubling).status is Status.UNDECIDED
    lines = [
        "9**9**9**9",
        "1/(h**(1/99991) + h + 1)",
        "log(18446744073709551557*18446744073709551533)",
        "D(t*exp(t)*s*t*exp(s*t)*log(1 + exp(t)), t, t, t, t, t, t)",
        "1/((t + s + u + h + q + d + 1)**6 + t*s)",
        "(t + s + u + h + q + d + 1)**64",
        "2**(((((h**64)**64)**64)**64)**64)",
    ]
    for line in lines:
        assert decide(line, "=", "t", plain).status in (Status.UNDECIDED, Status.REFUTED)


def test_many_hypotheses_end_at_once() -> None:
    """Every equation may be read in two directions; more than a few are refused."""
    context = Context().scalar("t")
    for k in range(18):
        context = context.scalar(f"f{k}").assume(f"f{k} = {k}")
    with pytest.raises(CalcError, match="at once"):
        prove(context, "t", "t + f1", given)


# ---------------------------------------------------------------- what SymPy gets wrong
def test_the_traps_of_sympy(plain: Context) -> None:
    """Captured indices, silent zeros, cancelled lines, unknown ranges."""
    # SymPy: D(Sum(v[i]*w[i], i), w[i]) takes the bound index for the free one
    assert decide("D(Sum(v[j]*g[j], j), g[j])", "=", "v[j]", plain)
    assert decide("D(Sum(v[j]*g[j], j), g[j])", "=", "n*v[j]", plain).status is Status.REFUTED
    # SymPy: ((w.T*x)[0,0] + b).diff(w) is 0
    assert decide("D(beta.T @ v + t, beta)", "=", "v", plain)
    # SymPy: an opaque function that does not declare its variable is constant
    context = plain.define("f", "Sum(beta[k]**2, k)")
    assert decide("D(f, beta[j])", "=", "2*beta[j]", context)
    with pytest.raises(StepError):
        prove(context, "D(f, beta[j])", "0", calculus)
    # SymPy: y/p*p is y, and p != 0 is forgotten
    assert decide("t/s*s", "=", "t", plain).status is Status.PROVED_UNDER
    assert text(parse("t/h*h", plain)) == "t/h*h"
    # SymPy: a delta under a sum gives a Piecewise; here it contracts when the range is known
    assert decide("Sum(KroneckerDelta(j, k)*v[k], k)", "=", "v[j]", plain)
    assert not decide("Sum(KroneckerDelta(j, k)*v[k], (k, 2, n))", "=", "v[j]", plain)
    assert not decide("Sum(KroneckerDelta(i, k)*v[k], k)", "=", "v[k]", plain)
    # SymPy: logcombine(force=True), expand_log(force=True) ignore signs
    assert not decide("log(t) + log(s)", "=", "log(s/t)", plain)


def test_wrong_factors_are_not_believed(plain: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    """SymPy finds factors; they count only if their product is the polynomial."""

    def sloppy(poly: Poly, tick: object = None) -> tuple[Rational, Factors]:
        number, factors = found_factors(poly)
        return 2 * number, factors

    monkeypatch.setattr("lrmath.calc.normal.quotients.found_factors", sloppy)
    monkeypatch.setattr("lrmath.calc.normal.exponentials.prime_factors", lambda n: {n: 2})
    assert decide("1/(t**2 + 1)", "=", "2/(2*t**2 + 2)", plain)
    for left, right in (
        ("1/(t**2 + 1)", "2/(t**2 + 1)"),
        ("log(2 + 2*h)", "log(4 + 4*h)"),
        ("log(4)", "log(6)"),
        ("sqrt(3)", "3"),
    ):
        assert not decide(left, "=", right, plain)
