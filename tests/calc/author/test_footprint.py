"""Footprints: which lines of the checker one theorem rests on."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Callable
from pathlib import Path

import lrmath.calc
from lrmath.calc import Context, Theorem, algebra, calculus
from lrmath.calc.author.footprint import FINDERS, TRUSTED, Place, footprint, replay, trusted_base
from lrmath.calc.logic.calculus import derivative
from lrmath.theorems import catalogue

FOLDER = Path(lrmath.calc.__file__).parent


def square(*, slope: bool) -> Theorem:
    """(t + 1)² multiplied out, or its derivative."""
    context = Context().scalar("t")
    if not slope:
        chain = context.claim("eq-square", "(t + 1)**2", "t**2 + 2*t + 1")
        return chain.step("t**2 + 2*t + 1", by=algebra).qed()
    return (
        context.claim("eq-slope", "D(t**2, t)", "2*t")
        .step("2*t**1*1", by=calculus)
        .step("2*t", by=algebra)
        .qed()
    )


def test_a_replay_gives_the_same_theorem() -> None:
    """Every theorem of the book is read from its own text, and proved again."""
    for theorem in catalogue().values():
        again = replay(theorem)
        assert (again.left, again.relation, again.right) == (
            theorem.left,
            theorem.relation,
            theorem.right,
        )
        assert [line.term for line in again.lines] == [line.term for line in theorem.lines]


def test_only_what_ran() -> None:
    """A theorem of algebra never enters the rules of derivatives; one with a derivative does."""
    plain, with_slope = (footprint(square(slope=slope)) for slope in (False, True))
    rooms = {"kernel/derivation", "kernel/judge", "normal/arrangement", "language/reader"}
    assert rooms <= {name for name, _ in plain}
    rules = lines_of(derivative)
    assert plain.isdisjoint(rules)
    assert with_slope & rules
    assert {name for name, _ in with_slope}.isdisjoint(FINDERS)


def lines_of(function: Callable[..., object]) -> set[Place]:
    """The lines of a function of the checker."""
    source, first = inspect.getsourcelines(function)
    file = Path(inspect.getsourcefile(inspect.unwrap(function)) or "")
    name = file.relative_to(FOLDER).with_suffix("").as_posix()
    return {(name, line) for line in range(first, first + len(source))}


def test_nothing_is_remembered() -> None:
    """A line whose result is kept from an earlier proof would not run, and would be missing."""
    rooms = tuple(f"lrmath.calc.{room}." for room in TRUSTED)
    files = [module for name, module in sys.modules.items() if name.startswith(rooms)]
    assert len(files) > 50
    values = [value for module in files for value in vars(module).values()]
    inside = [part for value in values if isinstance(value, type) for part in vars(value).values()]
    kept = [part for part in (*values, *inside) if hasattr(part, "cache_info")]
    assert [part for part in kept if part.__module__.startswith(rooms)] == []


def test_places_are_statements() -> None:
    """Each place is a line of code of its file, and the same every time."""
    found = footprint(square(slope=True))
    assert found == footprint(square(slope=True))
    for name in {name for name, _ in found}:
        tree = ast.parse((FOLDER / f"{name}.py").read_text(encoding="utf-8"))
        lines = {n.lineno for n in ast.walk(tree) if hasattr(n, "lineno")}
        assert {line for module, line in found if module == name} <= lines


def test_the_trusted_base() -> None:
    """Every line that runs for a theorem is in the base; what finds squares and factors is not."""
    base = trusted_base()
    assert {"kernel/derivation", "kernel/judge", "normal/signs"} <= base.keys()
    assert base.keys().isdisjoint(FINDERS)
    assert all(0 < lines < 300 for lines in base.values())
    for theorem in list(catalogue().values())[::10]:
        assert {name for name, _ in footprint(theorem)} <= base.keys()


def test_the_trace_is_given_back() -> None:
    """A debugger or a coverage tool that was listening goes on listening."""
    before = sys.gettrace()
    footprint(square(slope=False))
    assert sys.gettrace() is before
