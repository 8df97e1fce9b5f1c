"""Proofs: what was proved, kept where nobody can replace it.

A :class:`Proof` has no fields. The kernel keeps a record of each that it made, and believes the
record; a copy, a subclass or an object of any other kind has none.
"""

from __future__ import annotations

from typing import Any, NamedTuple, NoReturn, final
from weakref import WeakKeyDictionary

from ..language.errors import IllTyped
from ..language.terms import Term
from ..logic.citing import Sequent
from ..logic.verdict import Verdict

_KEY = object()  # whoever lacks it cannot make a Proof


class Line(NamedTuple):
    """One line of a chain: its relation to the line before, the term as typed, and the reasons."""

    relation: str
    term: Term
    reasons: tuple[Any, ...]
    verdict: Verdict
    start: Term  # the line before


class Record(NamedTuple):
    """What a proof shows, its lines, and whether it rests on a source instead of a check."""

    sequent: Sequent
    lines: tuple[Line, ...]
    cited: bool
    digest: int  # of both when the proof was made


@final
class Proof:
    """That a relation holds under the hypotheses of its context; made by the kernel only."""

    __slots__ = ("__weakref__",)

    def __init_subclass__(cls) -> NoReturn:
        raise TypeError("a Proof is made by the kernel only, and so has no subclasses")

    def __init__(self, key: object = None, record: Record | None = None):
        if key is not _KEY or record is None:
            raise TypeError("a Proof is made by claim(...).step(...).qed() only")
        _RECORDS[self] = record

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("a Proof has no field that could be replaced")

    def __copy__(self) -> Proof:
        return self

    def __deepcopy__(self, memo: object) -> Proof:
        return self

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Proof cannot be pickled; prove it again")

    def __repr__(self) -> str:
        return f"<Proof {record_of(self).sequent.label}>"


_RECORDS: WeakKeyDictionary[Proof, Record] = WeakKeyDictionary()


def record_of(proof: Proof) -> Record:
    """What the kernel has proved; an error for what it has not made."""
    found = _RECORDS.get(proof) if type(proof) is Proof else None
    if found is None:
        raise IllTyped(f"this {type(proof).__name__} was not made by the kernel")
    if digest(found.sequent, found.lines) != found.digest:
        raise IllTyped(f"the terms of {found.sequent.label} were altered since it was proved")
    return found


def digest(sequent: Sequent, lines: tuple[Line, ...]) -> int:
    """A number that changes when a term is altered, for those who reach for its fields."""
    told = sequent.context.hypotheses
    said = (sequent.left, sequent.relation, sequent.right, told, sequent.context.target)
    kept = ((n.relation, n.term, n.reasons, n.verdict.status, n.start) for n in lines)
    return hash((said, tuple(kept)))


def mint(record: Record, key: object) -> Proof:
    """A proof of what a record says; the key belongs to :mod:`lrmath.calc.kernel.derivation`."""
    if key is not _MINT:
        raise TypeError("a Proof is made by claim(...).step(...).qed() only")
    return Proof(_KEY, record)


_MINT = object()
