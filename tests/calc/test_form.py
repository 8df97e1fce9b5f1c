"""The normal form: what it identifies, whatever the order and the names."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from trial.contexts import plain_context
from trial.oracle import holds

from lrmath.calc import Context, Undecided, decide
from lrmath.calc.language.binding import big, opened, rebuild_open
from lrmath.calc.language.reader import parse
from lrmath.calc.language.terms import Big, Op, Term, nodes
from lrmath.calc.normal.algebra import Algebra
from lrmath.calc.normal.arrangement import Arrangement

BASE = plain_context()
ATOMS = [
    "t",
    "h",
    "2",
    "1/3",
    "v[j]",
    "v[k]",
    "x[i,j]",
    "x[l,k]",
    "exp(t)",
    "exp(v[k])",
    "r[i]",
    "m",
]
SUMMANDS = st.recursive(
    st.sampled_from(ATOMS),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*"), inner).map(lambda p: f"({p[0]}){p[1]}({p[2]})"),
        st.tuples(inner, st.sampled_from("ijkl")).map(lambda p: f"Sum({p[0]}, {p[1]})"),
        inner.map(lambda p: f"({p})/(1 + exp(v[j]))"),
        inner.map(lambda p: f"exp({p})"),
    ),
    max_leaves=7,
)


def shuffled(term: Term, source: random.Random) -> Term:
    """The same sum of products with operands and sums in another order."""
    term = rebuild_open(term, lambda child: shuffled(child, source))
    match term:
        case Op("+" | "*" as kind, left, right) if source.random() < 0.5:
            return Op(kind, right, left)
        case Op("+" | "*" as kind, Op(inner, a, b), c) if inner == kind:
            return Op(kind, a, Op(kind, b, c))
        case Big("Sum", Big("Sum")):
            outer, inside = opened(term)
            assert isinstance(inside, Big)
            inner, body = opened(inside)
            return big("Sum", big("Sum", body, outer), inner)
    return term


@settings(max_examples=120, deadline=None)
@given(line=SUMMANDS, seed=st.integers(0, 9))
def test_the_form_ignores_order(line: str, seed: int) -> None:
    """Exchanging operands and sums and re-association leave the normal form alone."""
    term = parse(line, BASE)
    try:
        assert Algebra(BASE).equal(term, shuffled(term, random.Random(seed)))
    except Undecided:
        assert nodes(term) > 10


@settings(max_examples=60, deadline=None)
@given(first=SUMMANDS, second=SUMMANDS)
def test_equal_forms_have_equal_values(first: str, second: str) -> None:
    """What the form equates agrees at random data."""
    left, right = parse(first, BASE), parse(second, BASE)
    try:
        equal = Algebra(BASE).equal(left, right)
    except Undecided:
        return
    if equal:
        assert holds(left, "=", right, BASE) is not False


@settings(max_examples=40, deadline=None)
@given(line=SUMMANDS)
def test_multiplying_out_keeps_the_value(line: str) -> None:
    """(a + 1)² = a² + 2a + 1 for any a."""
    assert decide(f"({line} + 1)**2", "=", f"({line})**2 + 2*({line}) + 1", BASE)


def test_the_worked_examples(plain: Context) -> None:
    """The two examples of the module's docstring."""
    form = Algebra(plain)
    assert form.is_zero(form.norm(parse("exp(t)/(1 + exp(t)) - 1/(1 + exp(-t))", plain)))
    assert not form.norm(parse("Sum(v[j], j)**2 - Sum(Sum(v[j]*v[k], k), j)", plain))


def test_arrangement_opens_no_box(plain: Context) -> None:
    """Reordering and bound names, but no fraction, no exp, no sum is taken apart."""
    weak = Arrangement(plain)
    assert weak.equal(parse("t*(s + u)", plain), parse("u*t + s*t", plain))
    assert weak.equal(parse("Sum(v[j]*t, j)", plain), parse("Sum(t*v[k], k)", plain))
    for left, right in (
        ("Sum(v[j]*t, j)", "t*Sum(v[j], j)"),
        ("exp(t)*exp(s)", "exp(t + s)"),
        ("h/h", "1"),
        ("sqrt(h)*sqrt(h)", "h"),
        ("log(exp(t))", "t"),
        ("Sum(KroneckerDelta(j, k)*v[j], j)", "v[k]"),
    ):
        assert not weak.equal(parse(left, plain), parse(right, plain))
        assert Algebra(plain).equal(parse(left, plain), parse(right, plain))


def test_operations_are_counted_not_seconds(plain: Context) -> None:
    """Two runs spend the same operations."""
    line = "Sum((v[j] + g[k])**3*exp(v[j]), j, k)", "=", "t"
    assert decide(*line, plain).operations == decide(*line, plain).operations
