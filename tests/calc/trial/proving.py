"""Theorems of one step, and the context of inequalities."""

from __future__ import annotations

from lrmath.calc import Context, Theorem


def prove(context: Context, left: str, right: str, by: object) -> Theorem:
    """A theorem of one step."""
    return context.claim("thm", left, right).step(right, by=by).qed()


def weighted_context(logistic: Context) -> Context:
    """The logistic context, with positive and nonnegative weights and a second range."""
    return logistic.array("w", "n", "positive").array("mu", "n", "nonnegative").array("e", "n")
