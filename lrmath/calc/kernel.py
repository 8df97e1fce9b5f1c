"""claim → step → qed: the only place where a Theorem is made.

A :class:`Chain` is a value; ``.step`` checks the new line against the one before and returns a
longer chain, or raises :class:`StepError` at the author's line. ``.qed()`` checks that the chain
ends at the claimed right side.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import InitVar, dataclass, fields
from dataclasses import replace as changed
from types import FrameType
from typing import Any

from .context import Context
from .decision import decide_terms as decide_terms
from .decision import failure
from .domains import Inspector
from .errors import CalcError, IllTyped, StepError
from .matrices import generic as generic
from .matrices import shape
from .mint import Sealed, genuine, plain_text, register
from .relations import IMPLIES
from .relations import compose as compose
from .rules import BUILT_IN, Citation, Definition, Induction, Instance, Touch, instance
from .shown import Shown
from .stepping import judged
from .syntax import parse_relation, reader, split_relation
from .term import Hole, Term, same, walk
from .verdict import Status, Verdict
from .work import question

_KEY = object()  # whoever lacks it cannot make a Theorem
NAMED = (Citation, Induction, Touch)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chain: its relation to the line before, the term as typed, and the reason."""

    relation: str
    term: Term
    reasons: tuple[object, ...]
    verdict: Verdict
    start: Term  # the line before


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Theorem(Shown, Sealed):
    """A relation whose every step was checked; to cite it, it must exist.

    It is ``cited`` when a step, or a theorem behind one, rests on a source instead of a check.
    """

    label: str
    left: Term
    relation: str
    right: Term
    lines: tuple[Line, ...]
    context: Context
    module: str
    line: int
    wrong_lines: tuple[Line, ...] = ()
    cited: bool = False
    key: InitVar[object] = None

    def __post_init__(self, key: object) -> None:
        if key is not _KEY:
            raise TypeError("a Theorem is made by claim(...).step(...).qed() only")
        register(self)

    def __init_subclass__(cls) -> None:
        raise TypeError(
            "a Theorem has no subclasses; it is made by claim(...).step(...).qed() only"
        )

    def at(self, **values: object) -> Any:
        """The right side at given data, in thirty digits.

        It is a number, or nested lists over the free indices.
        """
        from .evaluate import evaluate

        return evaluate(self.right, self.context, values)

    def put(self, **values: str) -> Instance:
        """The theorem as a reason, with these values for some of its variables."""
        return instance(self, values)

    def __repr__(self) -> str:
        return f"<Theorem {self.label}>"


@dataclass(frozen=True, slots=True, eq=False)
class Chain(Sealed):
    """A claim and the lines found so far."""

    label: str
    left: Term
    relation: str
    right: Term
    context: Context
    module: str = ""
    line: int = 0
    lines: tuple[Line, ...] = ()
    wrong_lines: tuple[Line, ...] = ()
    key: InitVar[object] = None

    def __post_init__(self, key: object) -> None:
        if key is not _KEY:
            raise TypeError("a Chain is made by claim(...) and .step(...) only")
        register(self)

    def __init_subclass__(cls) -> None:
        raise TypeError("a Chain has no subclasses; it is made by claim(...) and .step(...) only")

    @property
    def last(self) -> Term:
        """The line that the next step starts from."""
        return self.lines[-1].term if self.lines else self.left

    @question
    def step(self, text: str, *, by: object) -> Chain:
        """Add a line that follows from the last one by the reason, or by all reasons of a list."""
        relation, term = self._read(text)
        reasons: tuple[object, ...] = tuple(by) if isinstance(by, list | tuple) else (by,)
        verdict = check(self.last, relation, term, reasons, self.context)
        if verdict.status not in (Status.PROVED, Status.CITED):
            raise StepError(self._complaint(relation, term, reasons, verdict), verdict)
        line = Line(relation, term, reasons, verdict, self.last)
        return changed(self, lines=(*self.lines, line), key=_KEY)

    @question
    def wrong(self, text: str) -> Chain:
        """Show a line that does not follow; it must be refuted by a counterexample."""
        relation, term = self._read(text)
        verdict = decide_terms(self.last, relation, term, self.context)
        if verdict.status is not Status.REFUTED:
            raise StepError(
                f"{self.label}: the deliberately wrong line is {verdict.status.name}", verdict
            )
        line = Line(relation, term, (), verdict, self.last)
        return changed(self, wrong_lines=(*self.wrong_lines, line), key=_KEY)

    @question
    def qed(self) -> Theorem:
        """Close the chain: its last line must be the claimed right side."""
        self._genuine()
        reached = compose(line.relation for line in self.lines)
        if not same(self.last, self.right):
            from .display import unfinished

            raise StepError(unfinished(self))
        if reached not in IMPLIES[self.relation]:
            raise StepError(
                f"{self.label}: the chain shows {reached}, the claim says {self.relation}"
            )
        return Theorem(
            self.label,
            self.left,
            self.relation,
            self.right,
            self.lines,
            self.context,
            self.module,
            self.line,
            self.wrong_lines,
            any(line.verdict.status is Status.CITED for line in self.lines),
            key=_KEY,
        )

    def _genuine(self) -> None:
        """Refuse a chain that was altered, or whose context was."""
        genuine(self, Chain)
        genuine(self.context, Context)

    def _read(self, text: str) -> tuple[str, Term]:
        self._genuine()
        try:
            relation, body = split_relation(plain_text(text))
            if self.relation == "<=>":
                return "<=>", self._same_shape(parse_relation(body, self.context), text)
            if relation == "<=>":
                raise IllTyped(
                    "⇔ stands between relations only; the claim is not of that kind", text
                )
            return relation, self._same_shape(reader(relation)(body, self.context), body)
        except IllTyped as error:
            number = len(self.lines) + 1
            message = f"{self.label}, step {number}: {error}"
            raise StepError(message, Verdict(Status.ILL_TYPED, message=str(error))) from None

    def _same_shape(self, term: Term, text: str) -> Term:
        if shape(term, self.context) not in (shape(self.left, self.context), ()):
            raise IllTyped("the line has another shape than the claim", text)
        return term

    def _complaint(
        self, relation: str, term: Term, reasons: tuple[object, ...], verdict: Verdict
    ) -> str:
        from .display import complaint

        return complaint(self, relation, term, reasons, verdict)


@question
def claim(label: str, left: str, right: str, *, context: Context) -> Chain:
    """Open a chain for ``left = right``.

    ``right`` may begin with another relation, as in ``">= 0"``.
    """
    genuine(context, Context)
    for side, what in ((label, "the label"), (left, "the left side"), (right, "the right side")):
        plain_text(side, what)
    relation, text = split_relation(right)
    start = reader(relation if relation == "<=>" else "=")
    first, last = start(left, context), reader(relation)(text, context)
    wide = shape(first, context)
    if shape(last, context) not in (wide, ()):
        raise IllTyped(f"{label}: the two sides have different shapes")
    _defined((first, last), context, label)
    return Chain(label, first, relation, last, context, *_place(), key=_KEY)


def _place() -> tuple[str, int]:
    """The module and the line of whoever claims, outside the checker."""
    frame: FrameType | None = sys._getframe()
    while frame and frame.f_globals.get("__name__", "").startswith(f"{__package__}."):
        frame = frame.f_back
    return (frame.f_globals.get("__name__", ""), frame.f_lineno) if frame else ("", 0)


def _defined(terms: Iterable[Term], context: Context, label: str) -> None:
    """A claim may only be made where both its sides are defined."""
    for term in terms:
        (found,), inner = generic([term], context)
        missing = Inspector(inner).open_conditions(found)
        if missing:
            from .display import conditions

            said = f"PROVED UNDER {conditions(missing, inner)} at best; assume it in the context"
            raise StepError(f"{label}: {said}", Verdict(Status.PROVED_UNDER, tuple(missing)))


# ---------------------------------------------------------------- judging one step
def check(
    left: Term, relation: str, right: Term, reasons: tuple[object, ...], context: Context
) -> Verdict:
    """The verdict on one step with its reasons."""
    if any(isinstance(t, Hole) for side in (left, right) for t in walk(side)):
        return Verdict(Status.UNDECIDED, message="the blank is still empty")
    try:
        _known(reasons, context)
        if any(isinstance(r, Citation) for r in reasons):
            verdict = decide_terms(left, relation, right, context)
            return verdict if verdict.status is Status.REFUTED else Verdict(Status.CITED)
        (first, second), inner = generic([left, right], context)
        verdict = judged(first, relation, second, reasons, inner)
        return changed(verdict, status=Status.CITED) if verdict and _cited(reasons) else verdict
    except (CalcError, RecursionError) as error:
        return failure(error)


def _cited(reasons: Iterable[Any]) -> bool:
    """Whether a theorem among the reasons rests on a source."""
    return any(_theorem(r).cited for r in reasons if type(r) in (Theorem, Instance))


def _theorem(reason: Any) -> Any:
    """A theorem, also of one with values put."""
    return reason.theorem if type(reason) is Instance else reason


def _known(reasons: tuple[object, ...], context: Context) -> None:
    """Refuse what is not a reason: above all, a chain that was never closed."""
    if not reasons:
        raise IllTyped("a step needs a reason, e.g. by=algebra")
    for reason in reasons:
        if type(reason) in (Theorem, Instance):
            genuine(_theorem(reason), Theorem)
            genuine(_theorem(reason).context, Context)
        elif type(reason) is Definition:
            _defined_here(reason, context)
        elif not (any(reason is r for r in BUILT_IN) or _only_text(reason)):
            from .hints import no_reason

            hint = "; close it with .qed()" if isinstance(reason, Chain) else ""
            raise IllTyped(no_reason(reason) + hint)


def _only_text(reason: Any) -> bool:
    """Whether a reason is of a kind that holds nothing but text."""
    return type(reason) in NAMED and all(
        type(getattr(reason, field.name)) is str for field in fields(reason)
    )


def _defined_here(reason: Definition, context: Context) -> None:
    """Only what has a formula can be unfolded."""
    for name in reason.names:
        declared = context.definitions.get(name) or context.functions.get(name)
        if declared is None or declared.body is None:
            raise IllTyped(f"{name} has no definition here")
