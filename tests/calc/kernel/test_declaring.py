"""Declarations: names, sizes, domains, and bodies that keep to their domain."""

from __future__ import annotations

import pytest

from lrmath.calc import Context, IllTyped, Status, decide


def test_declarations_are_checked() -> None:
    """Names, sizes, domains, and bodies that keep to their domain."""
    context = Context().sizes("m").index("i", "m").array("w", "m").scalar("t")
    for declare in (
        lambda: context.scalar("t"),
        lambda: context.scalar("exp"),
        lambda: context.scalar("a b__1"),
        lambda: context.scalar("2t"),
        lambda: context.index("j", "n"),
        lambda: context.array("y", "0"),
        lambda: context.array("y", "m", "round"),
        lambda: context.array("y", "m,2", "onehot"),
        lambda: context.define("f", "w[i]"),
        lambda: context.define("f[i,i]", "w[i]"),
        lambda: context.define("f", "w"),
        lambda: context.define("f", "1/t"),
        lambda: context.define("f", "t", domain="positive"),
        lambda: context.function("f(s)", "s*t"),
        lambda: context.function("f(s, s)", "s"),
        lambda: context.function("f(s)", "exp(s)", range="unit"),
        lambda: context.assume("t"),
        lambda: context.assume("w = 0"),
        lambda: context.assume("t < 1 < 2"),
    ):
        with pytest.raises(IllTyped):
            declare()


def test_a_point_in_a_body_is_its_own(logistic: Context) -> None:
    """The variable of At is bound there: nothing that is put outside reaches it."""
    context = (
        logistic.define("f", "At(t**2*s, t, 3)")
        .define("start", "At(J, beta, 0)")
        .function("near(t)", "At(t**2, t, 3) + t")
        .function("far(s, t)", "At(t*s, t, s)")
    )
    for left, right in (
        ("f", "9*s"),
        ("D(f, t)", "0"),
        ("At(f, t, 5)", "9*s"),
        ("D(start, beta[j])", "0"),
        ("near(t)", "9 + t"),
        ("At(near(t), t, 5)", "14"),
        ("far(t, u)", "t**2"),
        ("D(far(t, t), t)", "2*t"),
    ):
        assert decide(left, "=", right, context), (left, right)
    for left, right in (("f", "t**2*s"), ("near(t)", "t**2 + t"), ("far(t, t)", "t")):
        assert decide(left, "=", right, context).status is Status.REFUTED, (left, right)
