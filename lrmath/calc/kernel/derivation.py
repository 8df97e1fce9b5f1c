"""claim → step → qed: the only place where a Proof is made.

A :class:`Derivation` is a claim and the lines found so far. ``extended`` judges one line more;
``closed`` makes the proof, if the last line is the claimed right side. Like a proof it has no
fields: what counts is the kernel's own record.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple, NoReturn, final
from weakref import WeakKeyDictionary

from ..language.binding import depends
from ..language.declarations import Declarations
from ..language.errors import IllTyped, StepError, plain_text
from ..language.relations import RELATIONS, composed
from ..language.shapes import generic
from ..language.terms import Compare, Hole, Term, Thing, has_part
from ..language.things import intact
from ..logic.citing import Sequent
from ..logic.conditions import Inspector
from ..logic.verdict import Status, Verdict
from .declaring import genuine
from .judge import judged
from .proof import _MINT, Line, Proof, Record, digest, mint
from .reasons.base import Reason
from .taken import known_relation, taken

_KEY = object()  # whoever lacks it cannot make a Derivation
LABEL = re.compile(r"\w[\w.:-]*")


class State(NamedTuple):
    """The claim, and the lines that were accepted."""

    sequent: Sequent
    lines: tuple[Line, ...]
    digest: int

    @property
    def last(self) -> Term:
        """The line that the next step starts from."""
        return self.lines[-1].term if self.lines else self.sequent.left


@final
class Derivation:
    """A claim and the lines that the kernel has accepted."""

    __slots__ = ("__weakref__",)

    def __init_subclass__(cls) -> NoReturn:
        raise TypeError("a Derivation is made by the kernel only, and so has no subclasses")

    def __init__(self, key: object = None, state: State | None = None):
        if key is not _KEY or state is None:
            raise TypeError("a Derivation is made by claim(...) and .step(...) only")
        _STATES[self] = state

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("a Derivation has no field that could be replaced")

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Derivation cannot be pickled; derive it again")


_STATES: WeakKeyDictionary[Derivation, State] = WeakKeyDictionary()


def _state(derivation: Derivation) -> State:
    found = _STATES.get(derivation) if type(derivation) is Derivation else None
    if found is None:
        raise IllTyped("this derivation was not made by the kernel")
    terms = (found.sequent.left, found.sequent.right, *(line.term for line in found.lines))
    things = (t for t in frozenset().union(*map(depends, terms)) if isinstance(t, Thing))
    if digest(found.sequent, found.lines) != found.digest or not all(map(intact, things)):
        raise IllTyped(f"the terms of {found.sequent.label} were altered since they were read")
    return found


def _derivation(sequent: Sequent, lines: tuple[Line, ...]) -> Derivation:
    return Derivation(_KEY, State(sequent, lines, digest(sequent, lines)))


def claimed(
    label: str, left: Term, relation: str, right: Term, context: Declarations
) -> Derivation:
    """Open a chain for ``left relation right``; both sides must be defined."""
    declared = genuine(context)
    if not LABEL.fullmatch(plain_text(label, "a label")):
        raise IllTyped(f"{label!r} cannot be a label: use letters, digits and . : - _")
    known_relation(relation)
    for side in (left, right):
        taken(side, declared)
    if has_part(Compare(left, relation, right), Hole):
        raise IllTyped(f"{label}: a claim has no blank")
    for side in (left, right):
        (found,) = generic([side], declared)
        missing = Inspector(declared).open_conditions(found)
        if missing:
            asked = ", ".join(map(str, missing))
            said = f"PROVED UNDER {asked} at best; assume it in the context"
            raise StepError(f"{label}: {said}", Verdict(Status.PROVED_UNDER, tuple(missing)))
    return _derivation(Sequent(label, left, relation, right, declared), ())


def extended(
    derivation: Derivation, relation: str, term: Term, reasons: Sequence[Reason]
) -> tuple[Derivation | None, Verdict]:
    """The derivation with one line more, if its reasons carry it, and the verdict on the line."""
    state, why = _state(derivation), tuple(reasons)
    context = genuine(state.sequent.context)
    known_relation(relation)
    taken(term, context)
    verdict = judged(state.last, relation, term, why, context)
    if verdict.status not in (Status.PROVED, Status.CITED):
        return None, verdict
    line = Line(relation, term, why, verdict, state.last)
    return _derivation(state.sequent, (*state.lines, line)), verdict


def lines_of(derivation: Derivation) -> tuple[Line, ...]:
    """The lines that were accepted."""
    return _state(derivation).lines


def claim_of(derivation: Derivation) -> Sequent:
    """What is to be proved."""
    return _state(derivation).sequent


def closed(derivation: Derivation) -> Proof:
    """The proof, if the chain ends at the claimed right side with the claimed relation."""
    state = _state(derivation)
    claim = state.sequent
    reached = composed(line.relation for line in state.lines)
    if state.last != claim.right:
        raise StepError(f"{claim.label}: the last line is not the claimed right side")
    if reached not in RELATIONS[claim.relation].follows_from:
        raise StepError(
            f"{claim.label}: the chain shows {reached}, the claim says {claim.relation}"
        )
    cited = any(line.verdict.status is Status.CITED for line in state.lines)
    return mint(Record(claim, state.lines, cited, state.digest), _MINT)
