"""Laws as they are misremembered: what is proved of them is true, at random formulas."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trial.contexts import logistic_context
from trial.oracle import holds
from trial.typed import one_of

from lrmath.calc import Status, decide
from lrmath.calc.language.reader import parse

CONTEXT = logistic_context().array("w", "n", "positive")
PARTS = one_of(
    "t s h q d o n j 0 1 2 -1 v[j] v[k] w[j] w[k] exp(t) log(h) -h 1-q t*s h/t 2*w[k] t+s"
    " exp(v[k]) v[k]**2 Sum(v[k],k) KroneckerDelta(j,k) sigma(t) sigma(v[k]) sqrt(h)"
)
# Each line is true for some A and B and false for others.
SLIPS = tuple(
    tuple(line.split(" ~ "))
    for line in """\
log((A)*(B)) ~ log(A) + log(B)
log((A)/(B)) ~ log(A) - log(B)
log((A)**2) ~ 2*log(A)
log((A)**(B)) ~ (B)*log(A)
log((A) + (B)) ~ log(A) + log(B)
exp((A) + (B)) ~ exp(A) + exp(B)
exp(log(A)) ~ A
sqrt((A)**2) ~ A
sqrt((A)*(B)) ~ sqrt(A)*sqrt(B)
sqrt((A) + (B)) ~ sqrt(A) + sqrt(B)
((A)*(B))**t ~ (A)**t*(B)**t
((A)**h)**t ~ (A)**(h*t)
(A)**(B) ~ exp((B)*log(A))
(A)**2 ~ A
(A)/(A) ~ 1
((A)**2 - (B)**2)/((A) - (B)) ~ (A) + (B)
1/((A) + (B)) ~ 1/(A) + 1/(B)
Sum((A)*(B), k) ~ (A)*Sum(B, k)
Sum((A)*(B), k) ~ Sum(A, k)*Sum(B, k)
Sum((A) + (B), k) ~ (A) + Sum(B, k)
Sum(A, k) ~ n*(A)
Sum(A, k)**2 ~ Sum((A)**2, k)
Sum(A, k)*Sum(B, k) ~ Sum(Sum((A)*(B), k), j)
Sum(KroneckerDelta(j, k)*(A), k) ~ A
Sum(A, (k, 2, n)) ~ Sum(A, k) - (A)
Product(A, k) ~ (A)**n
Product((A)*(B), k) ~ (A)*Product(B, k)
Product((A)/(B), k) ~ Product(A, k)/Product(B, k)
Product(-(A), k) ~ -Product(A, k)
log(Product(A, k)) ~ Sum(log(A), k)
D((A)*(B), t) ~ D(A, t)*D(B, t)
D((A)/(B), t) ~ (D(A, t)*(B) - (A)*D(B, t))/(B)**2
D(Sum((A)*(B), k), v[k]) ~ Sum(D((A)*(B), v[k]), k)
D(Product(A, k), t) ~ Product(D(A, t), k)""".splitlines()
)
# These look like the laws for any exponent, but hold for all A and B.
LAWS = (
    ("((A)*(B))**n", "(A)**n*(B)**n"),
    ("((A)**2)**n", "((A)**n)**2"),
    ("Product((A)*(B), k)", "Product(A, k)*Product(B, k)"),
    ("Product((A)**2, k)", "Product(A, k)**2"),
)
SIGNS = one_of("log(A)|log(A)*log(B)|-log(A)*(B)|sqrt(A)-(B)|(A)*(B)|(A)**n|Product(A, k)", "|")


def put(line: str, first: str, second: str) -> str:
    """The line with its two parts."""
    return line.replace("A", "#").replace("B", second).replace("#", first)


def is_true(left: str, relation: str, right: str) -> bool | None:
    """What plain numbers say."""
    return holds(parse(left, CONTEXT), relation, parse(right, CONTEXT), CONTEXT)


def statuses(slip: tuple[str, str]) -> list[Status]:
    """What the checker says of a law in a few typical cases."""
    cases = [("t", "s"), ("v[k]", "t"), ("v[j]", "v[k]"), ("-h", "-h"), ("h", "h"), ("k", "k")]
    return [decide(put(slip[0], *c), "=", put(slip[1], *c), CONTEXT).status for c in cases]


@pytest.mark.parametrize("slip", SLIPS, ids=" = ".join)
def test_some_cases_are_false(slip: tuple[str, str]) -> None:
    """Each of the laws would be a mistake somewhere, or it would test nothing."""
    assert set(statuses(slip)) - {Status.PROVED}


def test_some_cases_are_proved() -> None:
    """Most laws hold somewhere, so that what follows is not about nothing."""
    assert sum(Status.PROVED in statuses(slip) for slip in SLIPS) > len(SLIPS) / 2


@pytest.mark.parametrize("law", LAWS, ids=" = ".join)
def test_all_cases_are_proved(law: tuple[str, str]) -> None:
    """A natural power of a product, whatever the signs."""
    assert set(statuses(law)) == {Status.PROVED}


@given(slip=st.sampled_from(SLIPS + LAWS), first=PARTS, second=PARTS)
@settings(max_examples=400, deadline=None)
def test_what_is_proved_of_a_slip_is_true(slip: tuple[str, str], first: str, second: str) -> None:
    """The checker tells the cases in which the law holds from those in which it does not."""
    left, right = (put(line, first, second) for line in slip)
    if decide(left, "=", right, CONTEXT).status is Status.PROVED:
        assert is_true(left, "=", right) is not False, f"{left} = {right}"


@given(line=SIGNS, first=PARTS, second=PARTS, relation=one_of("< <= > >="))
@settings(max_examples=300, deadline=None)
def test_what_is_proved_of_a_sign_is_true(
    line: str, first: str, second: str, relation: str
) -> None:
    """The same for comparisons with 0."""
    left = put(line, first, second)
    if decide(left, relation, "0", CONTEXT).status is Status.PROVED:
        assert is_true(left, relation, "0") is not False, f"{left} {relation} 0"
