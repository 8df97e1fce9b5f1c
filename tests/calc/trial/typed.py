"""What people type, right or wrong, drawn at random: formulas, garbage, and whole files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

HEAD = """sizes m n K
index i : m
index j k : n
index a : K
array x : m,n as X
array beta : n
array y : m binary
scalar t s
scalar h : positive
function sigma(t) = 1/(1 + exp(-t)) : unit
"""
SIGNS = "ts()+-*/[],.12ijkDSum exp'\"_:=<>@{}\\\n\t#\0ßσ∑"


def one_of(text: str, separator: str = " ") -> Any:
    """One of the parts of a text."""
    return st.sampled_from(text.split(separator))


ATOMS = one_of(
    "t t t s s h q o d 0 1 2 3 1/2 -1 10**30 9**9**9 m n beta[j] beta[j] x[i,j] x[i,k] y[i] v[k]"
    " z[a] P[a] eta[i] p[i] J W[a,j] r[i] KroneckerDelta(j,k) KroneckerDelta(1,j)"
)
MATRICES = one_of("X @ beta|X.T @ (p - y)|X.T|beta.T @ beta|W @ v|p - y|hole|D(J, beta)|X", "|")
SHAPES = one_of(
    "({0})+({1})|({0})-({1})|({0})*({1})|({0})/({1})|({0})**({1})|-({0})|exp({0})|log({0})"
    "|sqrt({0})|sigma({0})|A({0})|Sum({0}, k)|Sum({0}, j, k)|Sum({0}, (k, 2, n))|Sum({0}, i)"
    "|Sum({0}, (k, 0, 3))|Sum({0}, (w, 1, m))|Sum({0}, a)|Product({0}, i)|D({0}, t)"
    "|D({0}, beta[j])|D({0}, t, t)|({0})**2|({0})**-1|({0})**(1/2)|2*({0})-({0})",
    "|",
)
FORMULAS = st.recursive(
    ATOMS, lambda inner: st.builds(str.format, SHAPES, inner, inner), max_leaves=10
)
RELATIONS = one_of("= <= >= < > != == -> <=>")
GARBAGE = st.text(alphabet=SIGNS, max_size=40) | st.text(max_size=40)


@st.composite
def lines(draw: Callable[..., Any]) -> str:
    """A formula, a formula with something else in the middle of it, or garbage."""
    line: str = draw(FORMULAS | FORMULAS | MATRICES | GARBAGE)
    if draw(st.booleans()):
        return line
    start = draw(st.integers(0, len(line)))
    return line[:start] + draw(GARBAGE) + line[draw(st.integers(start, len(line))) :]


STATEMENTS = st.builds(
    str.format,
    one_of(
        "sizes {2}|index {2} : {3}|array {2} : {3},n {4}|array {2} : n {4} as {3}|scalar {2} {4}"
        "|scalar {2} : {4}|function {2}(t) = {0} : {4}|define {2}[i] = {0}|define {2} = {0} : {4}"
        "|assume {0} = {1}|assume {0} > 0|claim {2} : {0} = {1}|= {0} by {5}|<= {0} by {5}"
        "|tends {2} : oo|tends t : {1}|claim {2} : {0} -> {1}|-> {0} by {5}|-> oo by {5}"
        "|wrong {0}|qed|{0}|# {0}|claim {2} : {0} = {0}|= {0} by {5}, {5}",
        "|",
    ),
    FORMULAS | GARBAGE,
    FORMULAS,
    one_of("t f g a x1 Sum exp T e__1 n k λ") | st.text(max_size=5),
    one_of("m n K j 3 0 999"),
    one_of("real positive unit binary onehot integer complex"),
    one_of(
        "algebra|calculus|cases|hypothesis|linearity|positivity|limit|definition sigma|definition"
        "|definition f|cite 'a book'|nonsense|t|a",
        "|",
    ),
)
FILES = st.lists(STATEMENTS, max_size=8).map(lambda found: HEAD + "\n".join(found))
