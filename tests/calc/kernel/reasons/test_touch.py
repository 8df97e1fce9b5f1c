"""Convexity and monotonicity: a gap that touches zero from above, and what does not."""

from __future__ import annotations

import pytest
from trial.proving import prove

from lrmath.calc import (
    Context,
    StepError,
    algebra,
    convexity,
    definition,
    given,
    monotonicity,
    positivity,
)


def test_convexity(weighted: Context) -> None:
    """Value and slope vanish at the point, and the curve bends upwards everywhere."""
    for left, right, by in (
        ("exp(t)", ">= 1 + t", convexity("t", at="0")),
        ("exp(t)", ">= exp(s)*(1 + t - s)", convexity("t", at="s")),
        ("h + 1/h", ">= 2", convexity("h", at="1")),
        ("h*log(h)", ">= h - 1", convexity("h", at="1")),
        ("sqrt(h)", "<= (1 + h)/2", convexity("h", at="1")),
        ("-log(q) - log(1 - q)", ">= 2*log(2)", convexity("q", at="1/2")),
    ):
        assert prove(weighted, left, right, by)


FALSE = [
    ("exp(t)", ">= 1 + 2*t", convexity("t", at="0")),  # slope is not zero
    ("exp(t)", ">= 2 + t", convexity("t", at="0")),  # value is not zero
    ("exp(t)", "> 1 + t", convexity("t", at="0")),  # equal at the point
    ("exp(t)", "<= 1 + t", convexity("t", at="0")),  # bends the other way
    ("t**3", ">= 0", convexity("t", at="0")),  # bends both ways
    ("t**3", ">= 0", monotonicity("t", at="0")),  # rises through zero
    ("sqrt(t**2)", ">= 2*t**2", convexity("t", at="0")),  # a kink
    ("log(h)", ">= h - 1", convexity("h", at="1")),
    ("exp(t)", ">= 1 + t", convexity("t", at="1")),  # another point
    ("t**2", ">= 2*t*s", convexity("t", at="s")),
]


@pytest.mark.parametrize(("left", "right", "by"), FALSE)
def test_what_does_not_touch_from_above(
    left: str, right: str, by: object, weighted: Context
) -> None:
    """False, or not for this reason; not even with every helper."""
    for reasons in ([by], [by, algebra], [by, positivity]):
        with pytest.raises(StepError):
            prove(weighted, left, right, reasons)


def test_the_point_lies_in_the_interval(weighted: Context) -> None:
    """t + 1/t has a minimum at -1 only for negative t; h is positive."""
    for by, message in (
        (convexity("h", at="-1"), "not known to be positive"),
        (convexity("q", at="1"), "not known to be unit"),
        (convexity("h", at="h"), "not one point"),
        (convexity("h", at="w"), "not one point"),
        (convexity("o", at="1"), "binary"),
        (convexity("v", at="1"), "declared scalar"),
        (convexity("zeta", at="1"), "declared scalar"),
    ):
        with pytest.raises(StepError, match=message):
            prove(weighted, "h + 1/h", ">= -2", by)


def test_a_hypothesis_may_cut_the_interval(weighted: Context) -> None:
    """On t ≠ 0 the function 1/t - 1 touches nothing from -1; a hypothesis leaves no interval."""
    told = weighted.assume("t != 0")
    with pytest.raises(StepError, match="declare its domain"):
        prove(told, "t**2", ">= 2*t - 1", convexity("t", at="1"))
    hidden = weighted.define("f", "t + 1").assume("f > 0")
    with pytest.raises(StepError, match="declare its domain"):
        prove(hidden, "t**2", ">= 2*t - 1", convexity("t", at="1"))


def test_a_definition_does_not_hide_the_variable(weighted: Context) -> None:
    """With f = -2t², the gap t² + f looks convex, but is not."""
    hiding = weighted.define("f", "-2*t**2")
    with pytest.raises(StepError):
        prove(hiding, "t**2 + f", ">= 0", convexity("t", at="0"))
    with pytest.raises(StepError):
        prove(hiding, "t**2 + f", ">= 0", [definition("f"), convexity("t", at="0")])
    helping = weighted.define("f", "2*t**2")
    assert prove(helping, "f - t**2", ">= 0", [definition("f"), convexity("t", at="0")])


def test_monotonicity(weighted: Context) -> None:
    """The slope has the sign of the distance to the point."""
    assert prove(weighted, "t**4", ">= 0", monotonicity("t", at="0"))
    assert prove(weighted, "h - 1 - log(h)", ">= 0", monotonicity("h", at="1"))
    with pytest.raises(StepError):
        prove(weighted, "t**2*(t - 1)**2", ">= t**2", monotonicity("t", at="0"))


def test_other_reasons_do_not_carry_it(weighted: Context) -> None:
    """e^t ≥ 1 + t follows neither from signs nor from algebra."""
    for by in (positivity, algebra, [algebra, positivity], given, definition("A")):
        with pytest.raises(StepError):
            prove(weighted, "exp(t)", ">= 1 + t", by)


def test_a_function_of_unknown_shape_is_not_convex(weighted: Context) -> None:
    """Any smooth f with f(0) = 0 = f′(0) need not stay above 0."""
    smooth = weighted.function("f(t)")
    with pytest.raises(StepError):
        prove(smooth, "f(t)", ">= f(s)", convexity("t", at="s"))


def test_a_convex_gap_with_a_point_in_it(logistic: Context) -> None:
    """What is not worked out cannot be taken at the point."""
    with pytest.raises(StepError):
        logistic.claim("thm", "At(t**2, t, s)", ">= t**2").step(
            ">= t**2", by=convexity("t", at="s")
        )
