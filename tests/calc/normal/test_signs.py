"""Signs of logarithms below one, of fractions term by term, and of a term beside its sum."""

from __future__ import annotations

import pytest
from trial.proving import weighted_context

from lrmath.calc import (
    Context,
    Status,
    decide,
)


@pytest.mark.parametrize(
    "line",
    [
        "log(q) < 0",
        "log(q/2) < 0",
        "1/log(q) < 0",
        "log(q)**3 < 0",
        "log(q)*log(q*r[i]) > 0",
        "Sum(log(r[i]), i) < 0",
        "-o*log(q) - (1 - o)*log(1 - q) >= 0",
        "-r[i]*log(q) - (1 - r[i])*log(1 - q) > 0",
    ],
)
def test_a_logarithm_of_less_than_one_is_negative(line: str, plain: Context) -> None:
    """Cross-entropy is positive, whatever the labels and the probabilities."""
    left, relation, _ = line.rsplit(" ", 2)
    assert decide(left, relation, "0", plain).status is Status.PROVED
    assert decide(left, {"<": ">="}.get(relation, "<"), "0", plain).status is Status.REFUTED


@pytest.mark.parametrize("line", ["log(2*q)", "log(h)", "t*log(q)", "log(q) + h", "d*log(q)"])
def test_and_no_other_is(line: str, plain: Context) -> None:
    """Neither an argument that may exceed one nor a factor that may be 0 or negative will do."""
    assert decide(line, "<", "0", plain).status is Status.REFUTED


@pytest.fixture(scope="module", name="weighted")
def weighted_fixture(logistic: Context) -> Context:
    """See :func:`weighted_context`."""
    return weighted_context(logistic)


def test_a_term_is_at_most_its_sum(weighted: Context) -> None:
    """Where no term is negative; softmax is at most 1, and less only for two classes or more."""
    for left, right in (
        ("P[a]", "1"),
        ("exp(z[a])", "Sum(exp(z[c]), c)"),
        ("v[k]**2*h", "h*Sum(v[j]**2, j)"),
        ("w[j] + 1", "1 + Sum(w[k], k)"),
    ):
        assert decide(left, "<=", right, weighted)
    for left, right in (("v[k]", "Sum(v[j], j)"), ("2*w[k]", "Sum(w[j], j)"), ("y[i]", "0")):
        assert not decide(left, "<=", right, weighted)
    assert not decide("P[a]", "<", "1", weighted)
    assert not decide("w[2]", "<=", "Sum(w[j], j)", weighted.sizes("N"))
    assert not decide("w[k]", "<=", "Sum(w[j], (j, 2, n))", weighted)


def test_each_denominator_by_itself(weighted: Context) -> None:
    """q/h² + (1 - q)/(1 + t²) is positive; with a minus it is not."""
    assert decide("q/h**2 + (1 - q)/(1 + t**2)", ">", "0", weighted)
    assert not decide("q/h**2 - (1 - q)/(1 + t**2)", ">", "0", weighted)
    assert not decide("t/h**2 + (1 - q)/(1 + t**2)", ">", "0", weighted)


def test_of_two_indices_of_one_range_either_is_tried(plain: Context) -> None:
    """A term of a sum is at most the sum, whichever of the free indices chooses it."""
    squares = "Sum(v[c]**2, (c, 1, n))"
    assert decide("v[j]**2", "<=", squares, plain)
    assert decide("v[k]**2", "<=", squares, plain)
    assert not decide("v[j]**2 + v[k]**2", "<=", squares, plain)  # j may be k
    assert not decide("KroneckerDelta(j, k)", "<=", squares, plain)
