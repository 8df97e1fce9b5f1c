"""A theorem is made by claim, step and qed, and by nothing else that ordinary Python offers."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable, Iterator, Mapping
from types import SimpleNamespace
from typing import Any

import pytest
from trial.traps import prove

from lrmath.calc import (
    CalcError,
    Chain,
    Context,
    Status,
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
from lrmath.calc.kernel.derivation import Derivation, claimed, extended
from lrmath.calc.kernel.judge import judged
from lrmath.calc.kernel.proof import Proof
from lrmath.calc.language.declarations import Declarations
from lrmath.calc.language.terms import Bound, Entry, Number, Op, Scalar, Term, whole_number

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
    with pytest.raises(REFUSED):
        dataclasses.replace(part, **{key: "positive"})


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
    with pytest.raises(CalcError):
        prove(here, "0", "1", ("1", [altered, algebra]))


class Turning(list[Any]):
    """It holds one thing when it is looked at, and another when it is used."""

    def __init__(self, *turns: list[Any]):
        super().__init__(turns[0])
        self.turns = list(turns)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.turns.pop(0) if len(self.turns) > 1 else self.turns[0])


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
    assert (
        judged(
            right, "=", prove(here, "t", "t").left, Turning([algebra], [Liar()]), here.kept
        ).status
        is not Status.PROVED
    )


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


@pytest.mark.parametrize("k", range(len(terms_by_hand()) if False else 10))
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
