"""Reasons, terms and text that somebody made by hand prove nothing."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from trial.forgery import REFUSED, Turning, Word, context, falsehoods, theorem
from trial.traps import prove

from lrmath.calc import (
    CalcError,
    Context,
    algebra,
    cite,
    convexity,
    definition,
    induction,
)
from lrmath.calc.kernel.derivation import claimed, extended
from lrmath.calc.kernel.judge import judged
from lrmath.calc.language.terms import Bound, Entry, Number, Op, Scalar, Term, whole_number

REASONS = [algebra, definition("f"), cite("x"), convexity("t", at="0"), induction("m")]


# ---------------------------------------------------------------- reasons
@pytest.mark.parametrize("module", ["here", "lrmath.calc.kernel.reasons.algebra"])
@pytest.mark.parametrize("reason", [*REASONS, "theorem", "instance"], ids=str)
@pytest.mark.parametrize("use", falsehoods())
def test_a_subclass_of_a_reason_is_none(
    reason: object, use: Callable[..., object], module: str
) -> None:
    """Neither with the attributes of a theorem, nor with those of a reason, nor with its home."""
    here, real = context(), theorem()
    kind = type({"theorem": real, "instance": real.put(t="s")}.get(str(reason), reason))
    one, two = prove(here, "0", "0").left, prove(here, "1", "1").left
    body = {"label": "f", "left": one, "relation": "=", "right": two, "context": here}
    body |= {"cited": False, "names": (), "__module__": module, "proves": lambda *rest: True}

    def false() -> object:
        fake = object.__new__(type("Fake", (kind,), body))
        return use(here, fake)

    with pytest.raises(REFUSED):
        false()


def test_an_instance_whose_theorem_changes_is_none() -> None:
    """It shows a real theorem once, and then another thing."""
    here, real = context(), theorem()
    zero, one = prove(here, "0", "0").left, prove(here, "1", "1").left
    fake = SimpleNamespace(label="f", left=zero, right=one, relation="=", context=here)
    altered = real.put(t="s")
    object.__setattr__(altered, "proof", fake)
    with pytest.raises(CalcError):
        prove(here, "0", "1", ("1", altered))
    altered = real.put(t="s")
    object.__setattr__(altered, "values", (Turning([("t", "s")], [("t", "log(0)")]),))
    with pytest.raises(REFUSED):
        prove(here, "0", "1", ("1", [altered, algebra]))


def test_reasons_that_change_are_looked_at_once() -> None:
    """What is judged is what was looked at."""
    here = context()

    class Liar:
        """It proves everything."""

        name, order, checked, alone = "liar", 0, True, False

        def __getattr__(self, name: str) -> Any:
            return lambda *rest: True

    by = Turning([algebra], [Liar()])
    derivation = here.claim("a", "t", "t + 1").derivation
    right = prove(here, "t + 1", "t + 1").left
    longer, _ = extended(derivation, "=", right, by)
    assert longer is None
    left = prove(here, "t", "t").left
    assert not judged(left, "=", right, Turning([algebra], [Liar()]), here.kept)


# ---------------------------------------------------------------- terms and text
def terms_by_hand() -> list[Term]:
    """Terms that no reader gives."""
    here = context()
    array = here.arrays["v"]
    shell = object.__new__(type(array))
    for name, value in {
        "name": "v",
        "axes": array.axes,
        "domain": "positive",
        "whole": "v",
    }.items():
        object.__setattr__(shell, name, value)
    kind = type(
        "Fake", (Scalar,), {"__eq__": lambda self, other: True, "__hash__": Scalar.__hash__}
    )
    return [
        kind("t", "positive"),
        Scalar("t", "positive"),
        Scalar(Word("t"), "real"),
        Scalar("t", Word("real")),
        Entry(shell, (whole_number(1),)),
        Op("+", Scalar("t", "real"), kind("s", "real")),
        Op(Word("+"), Scalar("t", "real"), Scalar("s", "real")),
        Number(1.5),  # type: ignore[arg-type]
        Bound(0),
        None,  # type: ignore[list-item]
    ]


@pytest.mark.parametrize("k", range(10))
def test_a_term_by_hand_is_no_line(k: int) -> None:
    """The kernel takes what the reader of its context gives."""
    here, term = context(), terms_by_hand()[k]
    zero = prove(here, "0", "0").left
    with pytest.raises(REFUSED):
        claimed("a", term, "=", zero, here.kept)
    with pytest.raises(REFUSED):
        claimed("a", zero, "=", term, here.kept)
    with pytest.raises(REFUSED):
        extended(here.claim("a", "0", "0").derivation, "=", term, [algebra])


@pytest.mark.parametrize("relation", ["~", "", "==", "<-", None, 3])
def test_a_relation_by_hand_is_none(relation: Any) -> None:
    """Only those of the table."""
    here = context()
    zero = prove(here, "0", "0").left
    for false in (relation, Word(str(relation)), Word("=")):
        with pytest.raises(REFUSED):
            claimed("a", zero, false, zero, here.kept)
        with pytest.raises(REFUSED):
            extended(here.claim("a", "0", "0").derivation, false, zero, [algebra])


@pytest.mark.parametrize(
    "make",
    [
        lambda c: c.scalar("z", Word("positive")),
        lambda c: c.scalar(Word("z")),
        lambda c: c.sizes(Word("z")),
        lambda c: c.index("z", Word("m")),
        lambda c: c.array("z", Word("m")),
        lambda c: c.array("z", "m", Word("real")),
        lambda c: c.define(Word("z"), "1"),
        lambda c: c.define("z", Word("1")),
        lambda c: c.define("z", "1", domain=Word("positive")),
        lambda c: c.function("z(t)", "t", range=Word("positive")),
        lambda c: c.function(Word("z(t)")),
        lambda c: c.assume(Word("t > 0")),
        lambda c: c.tends(Word("t"), "oo"),
        lambda c: c.tends("t", Word("oo")),
        lambda c: c.claim("a", Word("t"), "t"),
        lambda c: c.claim("a", "t", Word("t")),
        lambda c: c.claim(Word("a"), "t", "t"),
        lambda c: c.claim("a", "t", "t").step(Word("t"), by=algebra),
        lambda c: c.claim("a", "t", "t").wrong(Word("t + 1")),
        lambda c: c.claim("a", "g", "s**2").step("s**2", by=definition(Word("g"))).qed(),
        lambda c: prove(c, "t + s", "s + t", ("s + t", theorem().put(t=Word("t")))),
        lambda c: c.claim("a", "t**2", ">= 0").step(">= 0", by=convexity(Word("t"), at="0")),
        lambda c: c.claim("a", "t**2", ">= 0").step(">= 0", by=convexity("t", at=Word("0"))),
    ],
)
def test_text_is_plain_text(make: Callable[[Context], object]) -> None:
    """A string of another class may say one thing and be another."""
    with pytest.raises(CalcError):
        make(context())
