"""SymPy's objects as lines: what is read is what SymPy holds, or it is refused with its name."""

from __future__ import annotations

from typing import Any

import pytest
import sympy as sp
from hypothesis import given as drawn
from hypothesis import strategies as st

from lrmath.calc import (
    Context,
    IllTyped,
    Status,
    StepError,
    algebra,
    both_sides,
    calculus,
    decide,
    limit,
    linearity,
    positivity,
)
from lrmath.calc import given as hypothesis_of
from lrmath.calc.bridge.inward import parted, spelled
from lrmath.calc.bridge.outward import Writer
from lrmath.calc.bridge.symbols import Named
from lrmath.calc.language.reader import parse
from lrmath.theorems import catalogue

T, P, B = sp.Symbol("t", real=True), sp.Symbol("p", positive=True), sp.Symbol("b")
REAL = Context().scalar("t").scalar("p", "positive").scalar("b", "binary")
ARRAYS = Context().sizes("m").index("i k", "m").array("v", "m").scalar("c")


# ---------------------------------------------------------------- where a line stands
def test_a_chain_of_expressions() -> None:
    """Claim and steps are SymPy's; the theorem is the same as if they had been typed."""
    chain = REAL.claim("eq-a", sp.Derivative((T + 1) ** 2, T), 2 * T + 2)
    theorem = chain.step(2 * (T + 1), by=calculus).step(2 * T + 2, by=algebra).qed()
    typed = REAL.claim("eq-a", "D((t + 1)**2, t)", "2*t + 2").step("2*t + 2", by=calculus).qed()
    assert (theorem.left, theorem.right) == (typed.left, typed.right)
    assert all(theorem.confirm())


def test_a_relation_is_a_claim() -> None:
    """Both sides at once; a step may be a relation that starts from the last line."""
    chain = REAL.claim("eq-b", sp.Ge(T**2 + P, P, evaluate=False))
    line = sp.Ge(T**2 + P, P, evaluate=False)
    assert chain.step(line, by=positivity).qed().relation == ">="


def test_a_relation_must_start_from_the_line_before() -> None:
    """Otherwise it is another statement."""
    chain = REAL.claim("eq-c", T + T, 2 * T + 0 * B)
    with pytest.raises(StepError, match="starts from t \\+ 1"):
        chain.step(sp.Eq(T + 1, 2 * T, evaluate=False), by=algebra)


def test_an_equivalence() -> None:
    """Two relations, or SymPy's Equivalent, which keeps its sides in an order of its own."""
    first, second = sp.Gt(2 * T, 2 * P, evaluate=False), sp.Gt(T, P)
    theorem = REAL.claim("eq-d", first, second).step(second, by=both_sides).qed()
    assert theorem.relation == "<=>"
    left, right = parted(sp.Equivalent(first, second, evaluate=False), REAL.kept)
    assert {left, right.removeprefix("<=> ")} == {"2*t > 2*p", "t > p"}


def test_a_limit() -> None:
    """SymPy's Limit, where the variable goes there in the context."""
    found = sp.Eq(sp.Limit(sp.exp(-T), T, sp.oo, "-"), 0, evaluate=False)
    context = Context().scalar("t").tends("t", "oo")
    assert context.claim("eq-e", found).step("-> 0", by=limit).qed().relation == "->"
    with pytest.raises(IllTyped, match="tends"):
        REAL.claim("eq-e", found)
    with pytest.raises(IllTyped, match="in the context t -> 1"):
        Context().scalar("t").tends("t", "1").claim("eq-e", found)


def test_sums_over_symbolic_sizes() -> None:
    """IndexedBase, Sum and symbols for sizes are read by name."""
    m, k = sp.symbols("m k", integer=True, positive=True)
    v, c = sp.IndexedBase("v"), sp.Symbol("c", real=True)
    chain = ARRAYS.claim("eq-f", sp.Sum(c * v[k], (k, 1, m)), c * sp.Sum(v[k], (k, 1, m)))
    assert chain.step(c * sp.Sum(v[k], (k, 1, m)), by=linearity).qed()


def test_definitions_and_hypotheses() -> None:
    """Bodies and assumptions may be SymPy's."""
    context = REAL.define("h", T**2 + 1).assume(sp.Eq(T, P, evaluate=False))
    chain = context.claim("eq-g", "t", "p")
    assert chain.step(P, by=hypothesis_of).qed()
    assert decide("h", "=", T**2 + 1, context).status is Status.PROVED


# ---------------------------------------------------------------- what is refused
@pytest.mark.parametrize(
    ("found", "said"),
    [
        (sp.Float("0.5") * T, "rounded number"),
        (sp.sin(T), "declare a function"),
        (sp.Piecewise((T, T > 0), (0, True)), "not part of a formula"),
        (sp.I * T, "not part of a formula"),
        (sp.pi, "not part of a formula"),
        (sp.Symbol("p", negative=True), "assumed to be not positive"),
        (sp.Symbol("b", integer=False), "contradicts"),
        (T + sp.Symbol("t"), "two different symbols"),
        (sp.Symbol("lambda"), "cannot be read"),
        (sp.Symbol("t) + (p"), "cannot be read"),
        (sp.true, "decided a relation on its own"),
        (sp.Integral(T, T), "not part of a formula"),
        (sp.Subs(T * P, (T, P), (P, T)), "depends on a variable replaced"),
    ],
)
def test_what_a_line_cannot_hold(found: Any, said: str) -> None:
    """Each is named, with the remedy where there is one."""
    with pytest.raises(IllTyped, match=said):
        spelled(found, REAL.kept)


def test_a_claim_that_sympy_has_decided() -> None:
    """``sp.Eq(t, t)`` is True before anybody can check it."""
    with pytest.raises(IllTyped, match="evaluate=False"):
        parted(sp.Eq(T, T), REAL.kept)


def test_a_claim_without_its_right_side() -> None:
    """Text alone is no claim."""
    with pytest.raises(IllTyped, match="right side"):
        REAL.claim("eq-h", "t")


# ---------------------------------------------------------------- there and back
LEAVES = st.sampled_from([T, P, B, *map(sp.Integer, (-2, 1, 3)), sp.Rational(2, 3)])


def grown(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Sums, products, powers, functions, derivatives and values at a point."""
    two = st.tuples(inner, inner)
    return st.one_of(
        two.map(lambda s: sp.Add(*s)),
        two.map(lambda s: sp.Mul(*s)),
        two.map(lambda s: s[0] / (s[1] ** 2 + 1)),
        st.tuples(inner, st.sampled_from([-2, 2, 3])).map(lambda s: (s[0] ** 2 + 1) ** s[1]),
        inner.map(lambda s: sp.exp(s / 4)),
        inner.map(lambda s: sp.log(s**2 + 1)),
        inner.map(lambda s: sp.sqrt(s**2 + 1)),
        inner.map(lambda s: sp.Derivative(s, T, evaluate=False)),
        inner.map(lambda s: s if s.has(sp.Subs) else sp.Subs(s, T, P**2)),
    )


@drawn(st.recursive(LEAVES, grown, max_leaves=8))
def test_there_and_back(found: Any) -> None:
    """Spelled, read and written again, an expression has the same values."""
    values = {T: sp.Rational(3, 7), P: sp.Rational(5, 4), B: sp.Integer(1)}
    term = parse(spelled(found, REAL.kept), REAL.kept)
    back = Writer(Named(), {}, {}).write(term)
    same = back.xreplace({s: o for s in back.free_symbols for o in (T, P, B) if s.name == o.name})
    gap = (same - found).doit().subs(values)
    assert abs(sp.N(gap, 30)) < 1e-20 or sp.simplify(gap) == 0


SAMPLE = ("eq-sigmoid", "eq-logit", "eq-gradient", "eq-lse-shift", "eq-chord-bound")


@pytest.mark.parametrize("label", [n for n in SAMPLE if n in catalogue()])
def test_statements_are_read_back(label: str) -> None:
    """What ``theorem.sympy()`` gives can be claimed, and is the same statement."""
    theorem = catalogue()[label]
    left, right = parted(theorem.sympy(), theorem.context)
    relation, said = right.split(" ", 1)
    assert decide(left, relation, said, theorem.context).status is Status.PROVED
