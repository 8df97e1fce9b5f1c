"""Laws of the rules for inequalities and equivalences, at random formulas, judged by numbers."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from trial.contexts import logistic_context
from trial.oracle import holds
from trial.typed import one_of

from lrmath.calc import Theorem, algebra, convexity, decide, positivity
from lrmath.calc.language.errors import CalcError
from lrmath.calc.language.reader import parse, parse_relation
from lrmath.calc.language.terms import Op, Term
from lrmath.calc.logic.bounds import SAME, STRICT, Mover
from lrmath.calc.logic.citing import theorem_rule
from lrmath.calc.logic.conditions import Inspector

CONTEXT = logistic_context().array("w", "n", "positive").array("e", "n", "nonnegative")
TRIPLE = ("exp(t)", "log(h)", "1/(1 + exp(t))")  # what the three theorems bound
OTHERS = one_of("t s h q d o 2 -1 v[k] w[k] e[k] exp(v[k]) log(w[k]) 1+t")
SHAPES = one_of(
    "({0})+({1})|({0})-({1})|({0})*({1})|({0})/({1})|-({0})|exp({0})|log({0})|sqrt({0})"
    "|Sum({0}, k)|Sum({0}, (k, 2, n))|-2*({0})|({0})**2|h*({0})|d*({0})|({0})/h|sigma({0})",
    "|",
)
ATOMS = st.sampled_from(TRIPLE) | OTHERS
FORMULAS = st.recursive(
    ATOMS, lambda inner: st.builds(str.format, SHAPES, inner, inner), max_leaves=6
)


def theorem(left: str, right: str, by: object, line: str = "") -> Theorem:
    """A theorem of one step, or of two by algebra and this reason."""
    chain = CONTEXT.claim("thm", left, right)
    return (chain.step(line, by=algebra) if line else chain).step(right, by=by).qed()


THEOREMS = (
    theorem("exp(t)", ">= 1 + t", convexity("t", at="0")),
    theorem("log(h)", "<= h - 1", convexity("h", at="1")),
    theorem("1/(1 + exp(t))", "< 1", positivity, "1 - 1/(1 + exp(-t))"),
)


def term_of(line: str) -> Term:
    """The line, where it is a formula that is defined."""
    try:
        term = parse(line, CONTEXT)
        assume(not Inspector(CONTEXT).open_conditions(term))
    except CalcError:
        assume(False)
    return term


@pytest.mark.parametrize("which", range(3))
@given(line=FORMULAS, up=st.booleans())
@settings(max_examples=150, deadline=None)
def test_a_moved_term_has_moved_that_way(which: int, line: str, up: bool) -> None:
    """Up is nowhere down, and strict is nowhere equal."""
    term = term_of(line)
    mover = Mover(theorem_rule(THEOREMS[which].sequent, {}, CONTEXT), CONTEXT)
    moved, gap = mover.move(term, up)
    assert (gap == SAME) <= (moved == term)
    if gap != SAME:
        relation = ("<" if up else ">") + ("" if gap == STRICT else "=")
        assert holds(term, relation, moved, CONTEXT) is not False


# ---------------------------------------------------------------- equivalences
SIDES = one_of("t s h q d o t*s t-s exp(t) h*t 1+d t**2 q*s 2 0 log(h)")
CHANGES = st.sampled_from(
    [
        "({0})*h {2} ({1})*h",
        "-({0}) {3} -({1})",
        "-({0}) {2} -({1})",
        "({0})*t {2} ({1})*t",
        "({0})*d {2} ({1})*d",
        "({0})*(1 + d) {2} ({1})*(1 + d)",
        "exp({0}) {2} exp({1})",
        "exp(-({0})) {2} exp(-({1}))",
        "exp(-({0})) {3} exp(-({1}))",
        "({0})**2 {2} ({1})**2",
        "({0})**3 {2} ({1})**3",
        "({1}) {3} ({0})",
        "({0}) - ({1}) {2} 0",
        "({0})/q {2} ({1})/q",
        "(({0}) - ({1}))/h**2 {2} 0",
        "(({0}) - ({1}))**2 {2} 0",
        "({0}) + s {2} ({1}) + t",
    ]
)
EVERYTHING = parse("0*(t + s + h + q + d + o)", CONTEXT)  # so that both lines meet the same data
MIRROR = {"=": "=", "!=": "!=", "<=": ">=", ">=": "<=", "<": ">", ">": "<"}


@given(left=SIDES, right=SIDES, relation=st.sampled_from(list(MIRROR)), change=CHANGES)
@settings(max_examples=300, deadline=None)
def test_proved_equivalences_agree(left: str, right: str, relation: str, change: str) -> None:
    """At random data both relations hold, or neither does; a refutation is one of numbers too."""
    first = f"{left} {relation} {right}"
    second = change.format(left, right, relation, MIRROR[relation])
    if decide(first, "<=>", second, CONTEXT):
        for seed in range(8):
            assert truth(first, seed) == truth(second, seed)


def truth(line: str, seed: int) -> bool | None:
    """Whether a relation holds at one random place."""
    found = parse_relation(line, CONTEXT)
    relation = "=" if found.relation == "!=" else found.relation
    left = Op("+", found.left, EVERYTHING)
    answer = holds(left, relation, found.right, CONTEXT, seed=seed, number=1)
    return answer if answer is None or found.relation != "!=" else not answer
