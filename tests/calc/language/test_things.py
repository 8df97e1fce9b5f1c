"""Arrays, definitions and functions exist once: the same declaration gives the same thing."""

from __future__ import annotations

import gc
from collections.abc import Callable

import pytest

from lrmath.calc import Context, IllTyped
from lrmath.calc.language import things


def declared() -> Context:
    """One of each kind."""
    here = Context().sizes("m").index("i", "m").array("v", "m", "positive").scalar("s t")
    return here.define("g[i]", "v[i]*s").function("f(t)", "t**2").function("wave(t)")


@pytest.mark.parametrize("name", ["v", "g", "f", "wave"])
def test_the_same_declaration_is_the_same_thing(name: str) -> None:
    """In another context, so that a theorem can be cited there."""
    assert declared().names[name] is declared().scalar("z").names[name]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("v", lambda: Context().sizes("m").array("v", "m")),
        ("v", lambda: Context().sizes("n").array("v", "n", "positive")),
        ("v", lambda: Context().sizes("m").array("v", "m", "positive", whole="V")),
        ("f", lambda: Context().function("f(t)", "t**3")),
        ("f", lambda: Context().function("f(t)", "t**2", range="nonnegative")),
        ("f", lambda: Context().scalar("t", "positive").function("f(t)", "t**2")),
        ("f", lambda: Context().function("f(t)")),
        ("g", lambda: Context().scalar("s").define("g", "s")),
    ],
)
def test_another_declaration_is_another_thing(name: str, other: Callable[[], Context]) -> None:
    """Another shape, domain, body, range or parameter."""
    assert declared().names[name] is not other().names[name]


def test_a_thing_is_forgotten_with_its_last_context() -> None:
    """The register keeps nothing alive."""
    context = Context().sizes("m").array("forgotten", "m")
    kept = [key for key in things._made if "forgotten" in key]
    assert kept
    del context
    gc.collect()
    assert not [key for key in things._made if "forgotten" in key]


def test_a_thing_is_made_by_a_declaration_only() -> None:
    """It has no constructor, no subclass, and no field that could be replaced."""
    thing = declared().names["v"]
    with pytest.raises(TypeError, match="declaration"):
        type(thing)()
    with pytest.raises(TypeError, match="subclass"):
        type("Evil", (type(thing),), {})
    for change in (lambda: setattr(thing, "domain", "real"), lambda: delattr(thing, "domain")):
        with pytest.raises(AttributeError, match="declared"):
            change()


def test_definitions_of_definitions() -> None:
    """Some dozen of them stand in one another, not hundreds."""
    here = Context().scalar("b0")
    for k in range(things.DEEPEST):
        here = here.define(f"b{k + 1}", f"1 + b{k}")
    with pytest.raises(IllTyped, match=f"more than {things.DEEPEST} definitions"):
        here.define("last", f"b{things.DEEPEST}")
