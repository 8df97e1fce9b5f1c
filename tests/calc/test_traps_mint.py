"""A theorem is made by claim, step and qed, and by nothing else that ordinary Python offers."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from traps import prove

from lrmath.calc import (
    CalcError,
    Chain,
    Context,
    Theorem,
    algebra,
    calculus,
    cite,
    convexity,
    definition,
    given,
    induction,
    positivity,
)

REFUSED = (CalcError, TypeError, AttributeError, ValueError)
REASONS = [algebra, definition("f"), cite("x"), convexity("t", at="0"), induction("m")]


def context() -> Context:
    """Names of every kind."""
    found = Context().sizes("m").index("i", "m").array("v", "m").scalar("s t")
    return found.scalar("h", "positive").function("f(t)", "t**2").define("g", "s**2")


def theorem() -> Theorem:
    """t + s = s + t."""
    return prove(context(), "t + s", "s + t", ("s + t", algebra))


def falsehoods() -> list[Callable[[Context, Any], object]]:
    """Ways to use something as a reason for what is false."""
    return [
        lambda here, by: prove(here, "t", "t + 1", ("t + 1", by)),
        lambda here, by: prove(here, "0", "1", ("1", by)),
        lambda here, by: prove(here, "t", "t + 1", ("t + 1", [algebra, by])),
        lambda here, by: prove(here, "s", "> 0", ("> 0", [by, positivity])),
    ]


# ---------------------------------------------------------------- contexts
FIELDS = [field.name for field in dataclasses.fields(Context)]


@pytest.mark.parametrize("name", FIELDS)
def test_a_context_is_not_altered(name: str) -> None:
    """Its declarations come from its methods, which prove them."""
    here, other = context(), context().scalar("z", "positive").assume("s > 1").tends("t", "oo")
    value = getattr(other.sizes("k").index("j", "k").typeset(s="S"), name)
    value = value or getattr(context(), name) or {"s": "positive"}
    with pytest.raises(REFUSED):
        dataclasses.replace(here, **{name: value})
    with pytest.raises(REFUSED):
        Context(**{name: value})
    with pytest.raises(REFUSED):
        setattr(here, name, value)
    with pytest.raises(REFUSED):
        vars(here)[name] = value
    if isinstance(value, dict):
        with pytest.raises(TypeError):
            getattr(here, name)["s"] = "positive"


@pytest.mark.parametrize("name", FIELDS)
def test_a_context_that_was_forced_is_not_believed(name: str) -> None:
    """Python lets a frozen object be forced; a claim in such a context is refused."""
    here, other = context(), context().scalar("z", "positive").assume("s > 1").tends("t", "oo")
    other = other.sizes("k").index("j", "k").array("w", "k").typeset(s="S")
    other = other.function("f2(t)").define("g2", "1")
    object.__setattr__(here, name, getattr(other, name))
    with pytest.raises(CalcError, match="altered"):
        prove(here, "t", "t")


@pytest.mark.parametrize("kind", [Context, Theorem, Chain])
@pytest.mark.parametrize("body", [{}, {"supposed": lambda self, name: "positive"}, {"label": "x"}])
def test_what_is_sealed_has_no_subclasses(kind: type, body: dict[str, object]) -> None:
    """A subclass could answer the checker's questions otherwise."""
    with pytest.raises(TypeError, match="subclasses"):
        type("Evil", (kind,), dict(body))


@pytest.mark.parametrize("kind", ["definitions", "functions", "arrays", "hypotheses"])
@pytest.mark.parametrize("key", ["domain", "range", "body", "left", "right", "relation"])
def test_a_declaration_is_not_altered(kind: str, key: str) -> None:
    """Neither through its own dictionary, nor by assignment."""
    here = context().assume("t > 0")
    group = getattr(here, kind)
    part = group[0] if kind == "hypotheses" else next(iter(group.values()))
    with pytest.raises(REFUSED):
        vars(part)[key] = "positive"
    with pytest.raises(REFUSED):
        setattr(part, key, "positive")


# ---------------------------------------------------------------- theorems and chains
@pytest.mark.parametrize("name", [field.name for field in dataclasses.fields(Theorem)])
def test_a_theorem_is_not_altered(name: str) -> None:
    """What it states is what was proved."""
    real, false = theorem(), prove(context(), "0", "0")
    with pytest.raises(REFUSED):
        dataclasses.replace(real, **{name: getattr(false, name)})
    with pytest.raises(REFUSED):
        setattr(real, name, getattr(false, name))
    with pytest.raises(REFUSED):
        vars(real)[name] = getattr(false, name)
    if getattr(real, name) is not getattr(false, name):
        object.__setattr__(real, name, getattr(false, name))
        with pytest.raises(CalcError, match="altered"):
            prove(context(), "t + s", "s + t", ("s + t", real))


@pytest.mark.parametrize("name", [field.name for field in dataclasses.fields(Chain)])
def test_a_chain_is_not_altered(name: str) -> None:
    """What is closed is what was checked."""
    chain = context().claim("a", "t", "t + 1")
    other = context().scalar("z").claim("b", "t + 1", ">= t + 1").step("t + 1", by=algebra)
    with pytest.raises(REFUSED):
        dataclasses.replace(chain, **{name: getattr(other, name)})
    with pytest.raises(REFUSED):
        vars(chain)[name] = getattr(other, name)
    object.__setattr__(chain, name, getattr(other, name))
    if name not in ("module", "wrong_lines"):
        for go_on in (chain.qed, lambda: chain.step("t + 1", by=algebra)):
            with pytest.raises(CalcError):
                go_on()


@pytest.mark.parametrize("kind", [Theorem, Chain, Context])
def test_an_empty_shell_is_not_believed(kind: type) -> None:
    """An object that no constructor made, filled with the contents of a real one."""
    real = {Theorem: theorem(), Chain: context().claim("a", "t", "t"), Context: context()}[kind]
    shell = object.__new__(kind)
    for field in dataclasses.fields(kind):
        object.__setattr__(shell, field.name, getattr(real, field.name))
    tries = {
        Theorem: lambda: prove(context(), "t + s", "s + t", ("s + t", shell)),
        Chain: lambda: shell.qed(),
        Context: lambda: prove(shell, "t", "t"),
    }
    with pytest.raises(CalcError, match="not made"):
        tries[kind]()


@pytest.mark.parametrize("make", [theorem, context, lambda: context().claim("a", "t", "t")])
def test_a_copy_is_the_same_and_nothing_is_stored(make: Callable[[], object]) -> None:
    """A value need not be copied; from a file anything could come."""
    thing = make()
    assert copy.copy(thing) is thing
    assert copy.deepcopy(thing) is thing
    with pytest.raises(TypeError, match="anew"):
        pickle.dumps(thing)


# ---------------------------------------------------------------- reasons
@pytest.mark.parametrize("reason", [*REASONS, "theorem", "instance"], ids=str)
@pytest.mark.parametrize("use", falsehoods())
def test_a_subclass_of_a_reason_is_none(reason: object, use: Callable[..., object]) -> None:
    """Neither with the attributes of a theorem, nor with those of a reason."""
    here, real = context(), theorem()
    kind = type({"theorem": real, "instance": real.put(t="s")}.get(str(reason), reason))
    one, two = prove(here, "0", "0").left, prove(here, "1", "1").left
    body = {"label": "f", "left": one, "relation": "=", "right": two, "context": here}

    def false() -> object:
        fake = object.__new__(type("Fake", (kind,), {**body, "cited": False, "names": ()}))
        return use(here, fake)

    with pytest.raises(REFUSED):
        false()


def test_an_instance_whose_theorem_changes_is_none() -> None:
    """It shows a real theorem once, and then another thing."""
    here, real = context(), theorem()
    zero, one = prove(here, "0", "0").left, prove(here, "1", "1").left
    fake = SimpleNamespace(label="f", left=zero, right=one, relation="=", context=here)

    class Evil(type(real.put(t="s"))):  # type: ignore[misc]
        reads, values = 0, ()

        def __init__(self) -> None:
            """Nothing is kept."""

        @property
        def theorem(self) -> object:
            """The real one first."""
            type(self).reads += 1
            return real if type(self).reads == 1 else fake

    with pytest.raises(CalcError):
        prove(here, "0", "1", ("1", Evil()))
    altered = real.put(t="s")
    object.__setattr__(altered, "theorem", fake)
    with pytest.raises(CalcError):
        prove(here, "0", "1", ("1", altered))


class Word(str):
    """Text that is equal to everything."""

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return hash("positive")

    def strip(self, chars: str | None = None) -> str:
        """Something else than the text."""
        return "-5"


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


def test_an_honest_theorem_is_believed() -> None:
    """The twin of them all: cited as it is, with values, and from another context."""
    real = prove(context(), "log(exp(t))", "t", ("t", algebra))
    assert prove(context(), "log(exp(s))", "s", ("s", real))
    assert prove(context().scalar("z"), "log(exp(z))", "z", ("z", [real.put(t="z")]))
    assert prove(context(), "D(t**2, t)", "2*t", ("2*t", [calculus]))
    assert prove(context().assume("t = 3"), "t", "3", ("3", given))
