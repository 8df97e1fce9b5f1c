"""Limits as steps of a chain: by the laws, squeezed, and as reasons."""

from __future__ import annotations

import pytest

from lrmath.calc import (
    Context,
    StepError,
    Theorem,
    algebra,
    convexity,
    definition,
    limit,
    positivity,
)
from lrmath.calc.author.script import check_text

BASE = (
    Context()
    .sizes("m", "n")
    .index("i", "m")
    .array("s", "m", "positive")
    .array("x", "m")
    .scalar("t a")
    .scalar("c", "positive")
    .function("sigma(t)", "1/(1 + exp(-t))", range="unit")
    .function("g(t)")
)


FAR = BASE.tends("t", "oo")


def test_a_chain() -> None:
    """Equal lines, the limit, equal limits; a claim of the limit itself."""
    chain = FAR.claim("eq-one", "exp(t)/(1 + exp(t))", "-> 1")
    with pytest.raises(StepError, match="∞/∞"):
        chain.step("-> 1", by=limit)
    chain = chain.step("1/(exp(-t) + 1)", by=algebra).step("-> 1/(0 + 1)", by=limit)
    theorem = chain.step("1", by=algebra).qed()
    assert theorem.relation == "->"
    assert r"\to 1" in theorem.statement.myst()
    with pytest.raises(StepError, match="not for this reason"):
        chain.step("-> 1", by=algebra)


def test_a_bound_squeezes() -> None:
    """0 ≤ t e^-t, and what is above it tends to 0."""
    theorem = squeezed()
    with pytest.raises(StepError):
        POSITIVE.tends("t", "oo").claim("thm", "t*exp(-t)", "-> 0").step(
            "-> 0", by=[bound_of_decay(), limit]
        )
    assert str(theorem.statement).startswith("eq-decay: t*exp(-t) -> 0")


POSITIVE = Context().scalar("t", "positive")


def bound_of_decay() -> Theorem:
    """t e^-t ≤ 1/(1/t + 1 + t/4) for t > 0, from e^u ≥ 1 + u."""
    line = Context().scalar("u")
    tangent = line.claim("eq-tangent", "exp(u)", ">= 1 + u")
    known = tangent.step(">= 1 + u", by=convexity("u", at="0")).qed()
    chain = POSITIVE.claim("eq-b", "t*exp(-t)", "<= 1/(1/t + 1 + t/4)")
    chain = chain.step("t/exp(t/2)**2", by=algebra)
    chain = chain.step("<= t/(1 + t/2)**2", by=known.put(u="t/2"))
    return chain.step("= 1/(1/t + 1 + t/4)", by=algebra).qed()


def squeezed() -> Theorem:
    """t e^-t → 0."""
    chain = POSITIVE.tends("t", "oo").claim("eq-decay", "t*exp(-t)", "-> 0")
    return chain.step("-> 0", by=[bound_of_decay(), limit, positivity]).qed()


def test_a_limit_as_reason() -> None:
    """A proved limit serves inside other lines, but never with the variable put for a constant."""
    far = POSITIVE.scalar("c", "positive").tends("t", "oo")
    decay = far.claim("eq-decay", "c*(t*exp(-t))", "-> 0")
    decay = decay.step("-> c*0", by=[squeezed(), limit]).step("0", by=algebra)
    assert decay.qed()
    scaled = far.claim("eq-scaled", "c*exp(-t)", "-> 0").step("-> c*0", by=limit)
    scaled_theorem = scaled.step("0", by=algebra).qed()
    with pytest.raises(StepError):
        far.claim("eq-false", "t*exp(-t)", "-> 0").step("-> 0", by=scaled_theorem)
    near = POSITIVE.tends("t", "0")
    with pytest.raises(StepError, match="at another place"):
        near.claim("eq-false", "t*exp(-t)", "-> 0").step("-> 0", by=[squeezed(), limit])


def test_a_limit_is_no_equation() -> None:
    """σ(t) → 1 does not let anyone put 1 for σ(t)."""
    one = FAR.claim("eq-one", "sigma(t)", "-> 1").step("1/(1 + exp(-t))", by=definition("sigma"))
    theorem = one.step("-> 1", by=limit).qed()
    with pytest.raises(StepError, match="cannot carry a step with ="):
        FAR.claim("eq-false", "sigma(t)", "1").step("1", by=theorem)


def test_in_a_text_file() -> None:
    """``tends`` declares, ``->`` claims and derives."""
    text = "scalar t\ntends t : oo\nclaim a : exp(-t) -> 0\n -> 0 by limit\nqed"
    assert [r.status for r in check_text(text)] == ["PROVED", "PROVED"]
