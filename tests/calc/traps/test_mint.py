"""A theorem is made by claim, step and qed, and by nothing else that ordinary Python offers."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable, Mapping
from types import SimpleNamespace

import pytest
from trial.forgery import REFUSED, context, falsehoods, theorem
from trial.traps import prove

from lrmath.calc import (
    CalcError,
    Chain,
    Context,
    Theorem,
    algebra,
    calculus,
    given,
    positivity,
)
from lrmath.calc.kernel.derivation import Derivation
from lrmath.calc.kernel.proof import Proof
from lrmath.calc.language.declarations import Declarations
from lrmath.calc.language.terms import Scalar

# ---------------------------------------------------------------- contexts
FIELDS = [field.name for field in dataclasses.fields(Declarations)]


def other_context() -> Context:
    """More is declared, and supposed."""
    found = context().scalar("z", "positive").assume("s > 1").tends("t", "oo").sizes("k")
    found = found.index("j", "k").array("w", "k").typeset(s="S").function("f2(t)")
    return found.define("g2", "1")


@pytest.mark.parametrize("name", FIELDS)
def test_a_context_is_not_altered(name: str) -> None:
    """Its declarations come from its methods, which prove them."""
    here, value = context(), getattr(other_context(), name)
    with pytest.raises(REFUSED):
        dataclasses.replace(here, **{name: value})
    with pytest.raises(REFUSED):
        Context(**{name: value})
    with pytest.raises(REFUSED):
        setattr(here, name, value)
    with pytest.raises(REFUSED):
        vars(here)[name] = value
    if isinstance(value, Mapping):
        with pytest.raises(TypeError):
            getattr(here, name)["s"] = "positive"


@pytest.mark.parametrize("name", FIELDS)
def test_a_context_that_was_forced_is_not_believed(name: str) -> None:
    """Python lets a frozen object be forced; the kernel keeps its own."""
    here, other = context(), other_context()
    object.__setattr__(here, name, getattr(other, name))
    with pytest.raises(CalcError):
        prove(here, "s", "> 0", ("> 0", [given, positivity]))
    assert "z" not in prove(here, "t", "t").context.names
    object.__setattr__(here.kept, name, getattr(other, name))
    with pytest.raises(CalcError, match="not made"):
        prove(here, "t", "t")


@pytest.mark.parametrize("make", [dataclasses.replace, copy.copy, copy.deepcopy])
def test_what_the_kernel_keeps_is_not_copied(make: Callable[[object], object]) -> None:
    """Nor is a record that somebody fills in."""
    here = context()
    made = Declarations(names={"s": Scalar("s", "positive")})
    for kept in (made, *([] if (same := _or_none(make, here.kept)) is None else [same])):
        if kept is not here.kept:
            object.__setattr__(here, "kept", kept)
            with pytest.raises(CalcError, match="not made"):
                prove(here, "s", "> 0", ("> 0", positivity))


def _or_none(make: Callable[[object], object], thing: object) -> object:
    try:
        return make(thing)
    except REFUSED:
        return None


SEALED = [Context, Theorem, Chain, Proof, Derivation]


@pytest.mark.parametrize("kind", SEALED)
@pytest.mark.parametrize("body", [{}, {"supposed": lambda self, name: "positive"}, {"label": "x"}])
def test_what_is_sealed_has_no_subclasses(kind: type, body: dict[str, object]) -> None:
    """A subclass could answer the checker's questions otherwise."""
    with pytest.raises(TypeError):
        type("Evil", (kind,), dict(body))


@pytest.mark.parametrize("kind", SEALED[1:])
def test_what_is_sealed_is_not_called(kind: type) -> None:
    """What was proved has no constructor."""
    with pytest.raises(TypeError, match="made by"):
        kind()


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
def slots(kind: type) -> list[str]:
    """What an object of this kind holds."""
    return [name for name in kind.__slots__ if not name.startswith("__")]


@pytest.mark.parametrize("name", [*slots(Theorem), "sequent", "lines", "left", "right", "cited"])
def test_a_theorem_is_not_altered(name: str) -> None:
    """What it states is what was proved; forced, it is at most another theorem."""
    real, true = theorem(), prove(context(), "0", "0")
    with pytest.raises(REFUSED):
        dataclasses.replace(real, **{name: getattr(true, name)})
    with pytest.raises(REFUSED):
        setattr(real, name, getattr(true, name))
    with pytest.raises(REFUSED):
        vars(real)[name] = getattr(true, name)
    if name in slots(Theorem):
        object.__setattr__(real, name, getattr(true, name))
        assert str(real.statement).split(":")[1] in (" t + s = s + t", " 0 = 0")
        for use in falsehoods():
            with pytest.raises(REFUSED):
                use(context(), real)


@pytest.mark.parametrize("fake", [None, "proof", SimpleNamespace(), object.__new__(Proof)])
def test_a_theorem_without_a_proof_is_not_believed(fake: object) -> None:
    """The kernel asks its own register."""
    shell = object.__new__(Theorem)
    object.__setattr__(shell, "proof", fake)
    with pytest.raises(CalcError, match="not made"):
        prove(context(), "t + s", "s + t", ("s + t", shell))
    with pytest.raises(CalcError, match="not made"):
        str(shell)


@pytest.mark.parametrize("name", slots(Chain))
def test_a_chain_is_not_altered(name: str) -> None:
    """What is closed is what was checked; forced, it is at most another chain."""
    chain = context().claim("a", "t", "t + 1")
    other = context().scalar("z").claim("b", "t + 1", ">= t + 1").step("t + 1", by=algebra)
    with pytest.raises(REFUSED):
        dataclasses.replace(chain, **{name: getattr(other, name)})
    with pytest.raises(REFUSED):
        vars(chain)[name] = getattr(other, name)
    with pytest.raises(REFUSED):
        setattr(chain, name, getattr(other, name))
    object.__setattr__(chain, name, getattr(other, name))
    if name == "derivation":
        assert str(chain.qed().statement) == "b: t + 1 >= t + 1"
        return
    for go_on in (chain.qed, lambda: chain.step("t + 1", by=algebra)):
        with pytest.raises(CalcError):
            go_on()


@pytest.mark.parametrize("fake", [None, "t", object.__new__(Derivation)])
def test_a_chain_without_a_derivation_is_not_believed(fake: object) -> None:
    """An object that no constructor made, filled with anything."""
    shell = object.__new__(Chain)
    for name in slots(Chain):
        object.__setattr__(shell, name, fake)
    for go_on in (shell.qed, lambda: shell.step("t", by=algebra), lambda: shell.wrong("t + 1")):
        with pytest.raises(CalcError, match="not made"):
            go_on()


@pytest.mark.parametrize("make", [theorem, context, lambda: context().claim("a", "t", "t")])
def test_a_copy_is_the_same_and_nothing_is_stored(make: Callable[[], object]) -> None:
    """A value need not be copied; from a file anything could come."""
    thing = make()
    assert copy.copy(thing) is thing
    assert copy.deepcopy(thing) is thing
    with pytest.raises(TypeError, match="again"):
        pickle.dumps(thing)


def test_an_honest_theorem_is_believed() -> None:
    """The twin of them all: cited as it is, with values, and from another context."""
    real = prove(context(), "log(exp(t))", "t", ("t", algebra))
    assert prove(context(), "log(exp(s))", "s", ("s", real))
    assert prove(context().scalar("z"), "log(exp(z))", "z", ("z", [real.put(t="z")]))
    assert prove(context(), "D(t**2, t)", "2*t", ("2*t", [calculus]))
    assert prove(context().assume("t = 3"), "t", "3", ("3", given))
