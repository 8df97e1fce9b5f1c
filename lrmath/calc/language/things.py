"""Arrays, definitions and functions: what a declared name stands for, made once.

Two declarations that say the same give the same object, so "the same meaning in another context"
is identity. A definition's domain and a function's range are facts: the context that declares them
has proved them (:class:`lrmath.calc.author.context.Context`).
"""

from __future__ import annotations

from operator import attrgetter
from typing import Any, NoReturn, TypeVar
from weakref import WeakValueDictionary

from .errors import IllTyped
from .terms import Call, Entry, Index, Scalar, Size, Term, Thing, Whole, parts_of

DEEPEST = 60  # definitions of definitions of ...

_made: WeakValueDictionary[tuple[Any, ...], Thing] = WeakValueDictionary()


class _Made(Thing):
    """A thing whose fields never change; it is equal to itself only."""

    __slots__ = ()

    def __init_subclass__(cls) -> None:
        if cls.__module__ != __name__:
            raise TypeError("what a name means cannot be redefined by a subclass")

    def __init__(self) -> None:
        raise TypeError(f"a {type(self).__name__} is made by a declaration of a Context only")

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{self.name} is declared; its {name} cannot be replaced")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{self.name} is declared; its {name} cannot be deleted")

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError(f"{self!r} cannot be pickled; declare it again")

    def __copy__(self) -> Thing:
        return self

    def __deepcopy__(self, memo: object) -> Thing:
        return self


class Array(_Made):
    """Independent data or parameters: the sizes of its axes and the domain of its entries."""

    __slots__ = ("axes", "domain", "whole")
    axes: tuple[Term, ...]
    domain: str
    whole: str  # how all entries together are called: X for x[i, j]


class Definition(_Made):
    """A name for a formula; its parameters are indices, and it may have none."""

    __slots__ = ("body", "depth", "domain", "parameters")
    parameters: tuple[Index, ...]
    body: Term
    domain: str
    depth: int

    @property
    def axes(self) -> tuple[Term, ...]:
        """The sizes of its axes."""
        return tuple(p.high for p in self.parameters)


class Function(_Made):
    """A function of scalars, its body, and the domain of its values.

    Without a body it is any smooth function.
    """

    __slots__ = ("body", "depth", "parameters", "range")
    parameters: tuple[Scalar, ...]
    body: Term | None
    range: str
    depth: int


T = TypeVar("T", bound=_Made)


def array(name: str, axes: tuple[Term, ...], domain: str, whole: str) -> Array:
    """The array of this name, shape and domain."""
    return _make(Array, name=name, axes=axes, domain=domain, whole=whole)


def definition(name: str, parameters: tuple[Index, ...], body: Term, domain: str) -> Definition:
    """The definition with this body; that the body lies in the domain has been proved."""
    depth = _depth(name, body)
    return _make(
        Definition, name=name, parameters=parameters, body=body, domain=domain, depth=depth
    )


def function(name: str, parameters: tuple[Scalar, ...], body: Term | None, range: str) -> Function:  # noqa: A002
    """The function with this body; that its values lie in the range has been proved."""
    depth = 0 if body is None else _depth(name, body)
    return _make(Function, name=name, parameters=parameters, body=body, range=range, depth=depth)


def _make(kind: type[T], **values: Any) -> T:
    key = _key(kind, values)
    found = _made.get(key)
    if found is None:
        found = object.__new__(kind)  # the only place
        for name, value in values.items():
            object.__setattr__(found, name, value)
        _made[key] = found
    assert isinstance(found, kind)
    return found


def intact(thing: Thing) -> bool:
    """Whether a thing is as it was made."""
    fields = type(thing).__slots__
    values = {name: getattr(thing, name, None) for name in ("name", *fields)}
    return _made.get(_key(type(thing), values)) is thing


def _key(kind: type[Thing], values: dict[str, Any]) -> tuple[Any, ...]:
    return (kind, *(values[name] for name in sorted(values)))


def _depth(name: str, body: Term) -> int:
    """How many definitions lie below one another in a body."""
    below = (getattr(thing, "depth", 0) for thing in things_in(body))
    depth = 1 + max(below, default=0)
    if depth > DEEPEST:
        raise IllTyped(f"{name} rests on more than {DEEPEST} definitions of definitions")
    return depth


# The kinds of terms that speak of a thing, and where.
_NAMED = {Entry: attrgetter("of"), Whole: attrgetter("of"), Call: attrgetter("function")}


def thing_of(part: Term) -> Thing | None:
    """The array, definition or function of which a part of a term is an entry or a value."""
    named = _NAMED.get(type(part))
    found = None if named is None else named(part)
    return found if isinstance(found, Thing) else None


def things_in(term: Term) -> frozenset[Thing]:
    """The arrays, definitions and functions that stand in a term."""
    return frozenset(thing for part in parts_of(term) if (thing := thing_of(part)) is not None)


def parameters_of(thing: Thing) -> tuple[Term, ...]:
    """The parameters of a definition or a function."""
    return thing.parameters if isinstance(thing, Definition | Function) else ()


def body_of(thing: Thing) -> Term | None:
    """The body of a definition or a function."""
    return thing.body if isinstance(thing, Definition | Function) else None


def axes_of(thing: Thing) -> tuple[Term, ...]:
    """The sizes of the axes of an array or a definition."""
    return thing.axes if isinstance(thing, Array | Definition) else ()


def domain_of(thing: Thing) -> str:
    """The domain of the entries of an array or a definition, or of a function's values."""
    if isinstance(thing, Array | Definition):
        return thing.domain
    return thing.range if isinstance(thing, Function) else "real"


Declared = Size | Scalar | Index | Array | Definition | Function
MADE = (Array, Definition, Function)
