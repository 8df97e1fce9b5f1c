"""Contexts: what is declared, proved where it says something, and kept where nobody can change it.

Each function takes what is declared and one declaration more, and gives what is declared then. That
a definition keeps to its domain and a function to its range is proved here, under no hypothesis
that speaks of their parameters. The kernel derives only in contexts that it has made so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields
from dataclasses import replace as changed
from typing import Any
from weakref import WeakKeyDictionary

from ..language import things
from ..language.binding import big, depends, mentions
from ..language.declarations import MOST_HYPOTHESES, MOST_NAMES, Declarations, name_allowed
from ..language.domains import DOMAINS, ROWS, SMOOTH
from ..language.errors import IllTyped, plain_text
from ..language.letters import FUNCTIONS, unfit, unfit_pattern
from ..language.reader import INFINITIES, parse, parse_relation
from ..language.shapes import scalar, shape
from ..language.terms import ONE, Compare, Entry, Index, Scalar, Size, Term, Thing, whole_number
from ..language.things import Declared, axes_of
from ..logic.conditions import prove_member
from ..logic.limits import approach, within_reach

LARGEST_SIZE, MOST_AXES = 999, 6
_MADE: WeakKeyDictionary[Declarations, tuple[Any, ...]] = WeakKeyDictionary()


# ---------------------------------------------------------------- contexts that the kernel made
def empty() -> Declarations:
    """Nothing is declared."""
    return _made(Declarations())


def _made(declared: Declarations) -> Declarations:
    _MADE[declared] = _fields(declared), _contents(declared)
    return declared


def _contents(declared: Declarations) -> int:
    """A number that changes when what a context holds is altered from inside."""
    tables = (declared.names, declared.wholes, declared.latex)
    held = tuple(tuple(table.items()) for table in tables)
    return hash((held, declared.hypotheses, declared.target))


def _fields(declared: Declarations) -> tuple[Any, ...]:
    return tuple(getattr(declared, f.name) for f in fields(Declarations))


def _as_made(declared: Declarations, kept: tuple[Any, ...], contents: int) -> bool:
    same = all(a is b for a, b in zip(kept, _fields(declared), strict=True))
    return same and contents == _contents(declared)


def genuine(declared: Declarations) -> Declarations:
    """The declarations, if they were made here and are as they were."""
    known = _MADE.get(declared) if type(declared) is Declarations else None
    if known is None or not _as_made(declared, *known):
        raise IllTyped("this context was not made by the methods of Context; declare it anew")
    return declared


def _with(declared: Declarations, **new: Any) -> Declarations:
    return _made(changed(genuine(declared), **new))


def _named(declared: Declarations, found: dict[str, Declared]) -> Declarations:
    return _with(declared, names={**declared.names, **found})


# ---------------------------------------------------------------- sizes, indices, scalars, arrays
def sizes(declared: Declarations, names: Iterable[str]) -> Declarations:
    """Positive whole numbers."""
    for name in names:
        _new(declared, name)
        declared = _named(declared, {name: Size(name)})
    return declared


def indices(declared: Declarations, names: Iterable[str], size: str) -> Declarations:
    """Indices from 1 to a size."""
    last = _size(declared, size)
    for name in names:
        _new(declared, name)
        declared = _named(declared, {name: Index(name, ONE, last)})
    return declared


def scalars(declared: Declarations, names: Iterable[str], domain: str) -> Declarations:
    """Variables that stand for any number of a domain."""
    _domain(domain, of_rows=False)
    for name in names:
        _new(declared, name)
        declared = _named(declared, {name: Scalar(name, domain)})
    return declared


def array(
    declared: Declarations, name: str, axes: list[str], domain: str, whole: str | None
) -> Declarations:
    """Data or parameters; the rows of a onehot array add up to one."""
    _new(declared, name)
    if whole is not None and whole != name:
        _new(declared, whole)
    if not axes:
        raise IllTyped(f"{name} has no axes; declare it with .scalar({name!r})")
    if len(axes) > MOST_AXES:
        raise IllTyped(f"{name} has {len(axes)} axes; at most {MOST_AXES} are read")
    lengths = tuple(_size(declared, axis) for axis in axes)
    found = things.array(name, lengths, _domain(domain, of_rows=True), whole or name)
    names, wholes = {**declared.names, name: found}, {**declared.wholes, whole or name: found}
    told = (_rows(declared, found),) if domain == ROWS else ()
    return _with(declared, names=names, wholes=wholes, hypotheses=(*declared.hypotheses, *told))


def _rows(declared: Declarations, found: things.Array) -> Compare:
    """The sum over the last axis of an array is one, whatever the indices of the others are."""
    chosen: list[Index] = []
    for size in found.axes:
        index = next((i for i in declared.index_over((ONE, size)) if i not in chosen), None)
        if index is None:
            raise IllTyped(
                f"declare an index for every axis of {found.name} before its onehot rows"
            )
        chosen.append(index)
    return Compare(big("Sum", Entry(found, tuple(chosen)), chosen[-1]), "=", ONE)


# ---------------------------------------------------------------- functions and definitions
def function(declared: Declarations, head: str, body: str | None, range_: str) -> Declarations:
    """A function of scalars; without a body any smooth one."""
    name, parameters = _head(head, "()")
    _new(declared, name, of_function=True)
    _domain(range_, of_rows=False)
    if not parameters:
        raise IllTyped(f"{head} has no parameter; name a formula with .define({name!r}, ...)")
    known = declared.scalars
    variables = tuple(known.get(p, Scalar(p, "real")) for p in parameters)
    fresh = [v.name for v in variables if v.name not in known]
    inner = scalars(_without(declared, variables), fresh, "real")
    term = None
    if body is not None:
        term = _one_number(parse(body, inner), head)
        _closed({p for p in depends(term) if not isinstance(p, things.Function)}, variables, head)
        prove_member(inner, term, range_, head)
    elif range_ not in SMOOTH:
        raise IllTyped(f"{head} without a body is smooth; its range cannot be {range_}")
    return _named(declared, {name: things.function(name, variables, term, range_)})


def definition(declared: Declarations, head: str, body: str, domain: str) -> Declarations:
    """A name for a formula."""
    name, parameters = _head(head, "[]")
    _new(declared, name)
    _domain(domain, of_rows=False)
    variables = tuple(_index(declared, p, head) for p in parameters)
    term = _one_number(parse(body, declared), head)
    _closed({p for p in depends(term) if isinstance(p, Index)}, variables, head)
    prove_member(_without(declared, variables), term, domain, head)
    return _named(declared, {name: things.definition(name, variables, term, domain)})


def _without(declared: Declarations, parameters: Iterable[Term]) -> Declarations:
    """What is declared, without the hypotheses that a value of a parameter could escape.

    A hypothesis with a free index is supposed of every value of it, and stays.
    """
    bound = [p for p in parameters if isinstance(p, Scalar)]
    kept = [h for h in declared.hypotheses if not any(mentions(h, p) for p in bound)]
    return _with(declared, hypotheses=tuple(kept))


def _closed(names_in: set[Any], parameters: Iterable[Term], head: str) -> None:
    """Refuse a body with an index, or in a function anything, that is not a parameter."""
    names = sorted(part.name for part in names_in - set(parameters))
    if names:
        raise IllTyped(f"{', '.join(names)} is free in the body of {head}; make it a parameter")


def _one_number(term: Term, head: str) -> Term:
    """The term with matrix products written as sums; refused when it has several entries."""
    if shape(term):
        raise IllTyped(f"{head} has several entries; write it with indices, e.g. eta[i] for eta")
    return scalar(term)


# ---------------------------------------------------------------- hypotheses and limits
def assumption(declared: Declarations, text: str) -> Declarations:
    """A hypothesis."""
    line = parse_relation(text, declared)
    left, right = (_one_number(side, text) for side in (line.left, line.right))
    if len(declared.hypotheses) >= MOST_HYPOTHESES:
        raise IllTyped(f"a context holds at most {MOST_HYPOTHESES} hypotheses")
    told = Compare(left, line.relation, right)
    return _with(declared, hypotheses=(*declared.hypotheses, told))


def tending(declared: Declarations, name: str, target: str) -> Declarations:
    """A variable that goes somewhere."""
    if declared.target is not None:
        moving = getattr(declared.target[0], "name", "")
        raise IllTyped(f"{moving} tends to something already; one variable moves")
    variable = declared.names.get(plain_text(name, "a name"))
    if not isinstance(variable, Scalar | Size):
        raise IllTyped(f"{name} is no declared scalar or size; nothing else can tend to {target}")
    infinite = INFINITIES.get(plain_text(target, "a target").replace(" ", ""))
    found = infinite or _one_number(parse(target, declared), target)
    within_reach(declared, variable, found)
    inner = _with(declared, target=(variable, found))
    approach(inner)
    return inner


def typeset(declared: Declarations, latex: dict[str, str]) -> Declarations:
    """How names are shown; LaTeX with ``#1`` and ``#2`` is that of the entries."""
    unknown = sorted(name for name in latex if not declared.taken(name))
    if unknown:
        raise IllTyped(f"{unknown[0]} is not declared, so it has no LaTeX")
    found = dict(_typeset(declared, name, written) for name, written in latex.items())
    return _with(declared, latex={**declared.latex, **found})


def _typeset(declared: Declarations, name: str, latex: str) -> tuple[str, str]:
    pattern = "#" in plain_text(latex, "LaTeX")
    found = declared.names.get(name)
    axes = len(axes_of(found)) if isinstance(found, Thing) else 0
    applied = isinstance(found, things.Function)
    problem = (
        unfit_pattern(latex, name, axes) if pattern else unfit(latex, name, of_function=applied)
    )
    if problem:
        raise IllTyped(problem)
    return (f"{name}[]" if pattern else name), latex


# ---------------------------------------------------------------- names
def _new(declared: Declarations, name: str, *, of_function: bool = False) -> None:
    problem = name_allowed(plain_text(name, "a name"))
    if problem:
        raise IllTyped(problem)
    if name in FUNCTIONS.split() and not of_function:
        raise IllTyped(f"{name} is read as a function; give what is none another name")
    if declared.taken(name):
        raise IllTyped(f"{name} is declared twice")
    if len(declared.names) >= MOST_NAMES:
        raise IllTyped(f"a context holds at most {MOST_NAMES} names")
    twin = declared.twin(name)
    if twin is not None:
        raise IllTyped(f"{name} would look like {twin} on the page; choose another name")


def _size(declared: Declarations, text: str) -> Term:
    if re.fullmatch("[1-9][0-9]{0,2}", plain_text(text, "a size")):
        return whole_number(int(text))
    found = declared.names.get(text)
    if not isinstance(found, Size):
        raise IllTyped(
            f"{text} is not a declared size, and no number from 1 to {LARGEST_SIZE}; "
            f"declare it with .sizes({text!r})"
        )
    return found


def _index(declared: Declarations, name: str, head: str) -> Index:
    found = declared.names.get(name)
    if not isinstance(found, Index):
        raise IllTyped(f"{name} in {head} is not a declared index")
    return found


def _domain(domain: str, *, of_rows: bool) -> str:
    known = [d for d in DOMAINS if of_rows or d != ROWS]
    if plain_text(domain, "a domain") not in known:
        raise IllTyped(f"{domain!r} is not a domain here; choose one of {', '.join(known)}")
    return domain


def _head(head: str, brackets: str) -> tuple[str, tuple[str, ...]]:
    """Split ``eta[i]`` or ``sigma(t)`` into its name and parameters."""
    name, opening, rest = plain_text(head, "a name").strip().partition(brackets[0])
    inside, closing, after = rest.partition(brackets[1])
    parameters = tuple(inside.replace(",", " ").split())
    if (bool(opening) != bool(closing)) or after.strip() or not name.strip():
        raise IllTyped(f"{head!r} is not a name with parameters in {brackets}")
    if len(set(parameters)) < len(parameters):
        raise IllTyped(f"{head!r} has a parameter twice")
    return name.strip(), parameters
