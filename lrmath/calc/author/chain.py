"""claim → step → qed, as an author writes it.

A :class:`Chain` is a value; ``.step`` has the new line checked against the one before and returns a
longer chain, or raises :class:`StepError` at the author's line. ``.qed()`` closes it. The kernel
does the checking and keeps the proof (:mod:`lrmath.calc.kernel.derivation`).
"""

from __future__ import annotations

from typing import Any, NoReturn, final

from ..kernel.derivation import Derivation, claim_of, claimed, closed, extended, lines_of
from ..kernel.proof import Line
from ..kernel.reasons.base import Reason
from ..language.declarations import Declarations
from ..language.errors import IllTyped, StepError
from ..language.reader import parse, parse_relation, reader
from ..language.relations import EQUIVALENT, starting
from ..language.shapes import shape
from ..language.terms import Term
from ..language.text import text as written
from ..language.work import question
from ..logic.citing import Sequent
from ..logic.verdict import Status, Verdict
from ..show.complaint import complaint
from .from_sympy import sides, step_text
from .judging import decide_terms, explained, told_apart
from .reasons import as_reasons, place
from .theorem import Theorem, theorem

_KEY = object()  # whoever lacks it cannot make a Chain


@final
class Chain:
    """A claim and the lines found so far."""

    __slots__ = ("derivation", "line", "lines", "module", "sequent", "wrong_lines")
    derivation: Derivation  # what counts; the two fields below are what the kernel says of it
    sequent: Sequent
    lines: tuple[Line, ...]
    module: str
    line: int
    wrong_lines: tuple[Line, ...]

    def __init_subclass__(cls) -> NoReturn:
        raise TypeError("a Chain is made by claim(...) and .step(...) only")

    def __init__(self, key: object = None, **values: Any):
        if key is not _KEY:
            raise TypeError("a Chain is made by claim(...) and .step(...) only")
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a chain is a value; its {name} cannot be replaced")

    def __copy__(self) -> Chain:
        return self

    def __deepcopy__(self, memo: object) -> Chain:
        return self

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Chain cannot be pickled; derive it again")

    def _with(self, **new: Any) -> Chain:
        return Chain(_KEY, **{name: getattr(self, name) for name in self.__slots__} | new)

    @property
    def label(self) -> str:
        """The label of the claim."""
        return self.sequent.label

    @property
    def context(self) -> Declarations:
        """What the names mean."""
        return self.sequent.context

    @property
    def last(self) -> Term:
        """The line that the next step starts from."""
        return self.lines[-1].term if self.lines else self.sequent.left

    @question
    def step(self, text: Any, *, by: object) -> Chain:
        """Add a line that follows from the last one by the reason, or by all reasons of a list.

        A line is text, such as ``"= 2*t"`` or ``"<= 1"``, or SymPy's: an expression, or a relation
        that starts from the last line.
        """
        relation, term = self._read(text)
        try:
            reasons = as_reasons(by)
        except IllTyped as error:
            raise StepError(
                f"{self._place()}: {error}", Verdict(Status.ILL_TYPED, message=str(error))
            ) from None
        told_apart((self.last, term), self.context)
        longer, verdict = extended(self.derivation, relation, term, reasons)
        verdict = self._explained(verdict, relation, term, reasons)
        if longer is None or verdict.status not in (Status.PROVED, Status.CITED):
            raise StepError(self._complaint(relation, term, reasons, verdict), verdict)
        return self._with(derivation=longer, lines=lines_of(longer))

    @question
    def wrong(self, text: Any) -> Chain:
        """Show a line that does not follow; it must be refuted by a counterexample."""
        relation, term = self._read(text)
        told_apart((self.last, term), self.context)
        verdict = decide_terms(self.last, relation, term, self.context)
        if verdict.status is not Status.REFUTED:
            raise StepError(
                f"{self.label}: the deliberately wrong line is {verdict.status.name}", verdict
            )
        line = Line(relation, term, (), verdict, self.last)
        return self._with(wrong_lines=(*self.wrong_lines, line))

    @question
    def qed(self) -> Theorem:
        """Close the chain: its last line must be the claimed right side."""
        try:
            proof = closed(self.derivation)
        except StepError as error:
            raise StepError(f"{error}\n{self._ends()}") from None
        return theorem(proof, self.wrong_lines, self.module, self.line)

    def _ends(self) -> str:
        last, claimed_ = written(self.last, self.context), written(self.sequent.right, self.context)
        said = f"  last line:    {last}\n  claimed side: {self.sequent.relation} {claimed_}"
        if self.last == self.sequent.right:
            return said
        return f"{said}\n  add a step that ends there, or correct the claim"

    def _place(self) -> str:
        return f"{self.label}, step {len(self.lines) + 1}"

    def _explained(
        self, verdict: Verdict, relation: str, term: Term, reasons: tuple[Reason, ...]
    ) -> Verdict:
        if verdict.status is Status.PROVED:
            return verdict
        return explained(verdict, self.last, relation, term, reasons, self.context)

    def _read(self, line: Any) -> tuple[str, Term]:
        claim_of(self.derivation)  # raises for a chain that the kernel did not make
        try:
            text = self._spelled(line)
            relation, body = starting(text) if isinstance(text, str) else ("=", text)
            if self.sequent.relation == EQUIVALENT:
                return EQUIVALENT, self._same_shape(parse_relation(body, self.context), text)
            if relation == EQUIVALENT:
                raise IllTyped(
                    "⇔ stands between relations only; the claim is not of that kind", text
                )
            return relation, self._same_shape(reader(relation)(body, self.context), body)
        except IllTyped as error:
            message = f"{self._place()}: {error}"
            raise StepError(message, Verdict(Status.ILL_TYPED, message=str(error))) from None

    def _spelled(self, line: Any) -> Any:
        """The line as text; a relation of SymPy's must start from the line before."""
        start, text = step_text(line, self.sequent.relation == EQUIVALENT, self.context)
        if start is not None and parse(start, self.context) != self.last:
            before = written(self.last, self.context)
            raise IllTyped(f"the relation starts from {start}, the line before is {before}")
        return text

    def _same_shape(self, term: Term, text: str) -> Term:
        if shape(term) not in (shape(self.sequent.left), ()):
            raise IllTyped("the line has another shape than the claim", text)
        return term

    def _complaint(
        self, relation: str, term: Term, reasons: tuple[Reason, ...], verdict: Verdict
    ) -> str:
        return complaint(self._place(), self.last, relation, term, reasons, verdict, self.context)


@question
def claim(label: str, left: Any, right: Any = None, *, context: Declarations) -> Chain:
    """Open a chain for ``left = right``.

    ``right`` may begin with another relation, as in ``">= 0"``. Both may be SymPy's expressions,
    and ``left`` alone a relation of SymPy's, such as ``Eq(a, b)``.
    """
    kept = getattr(context, "kept", context)
    left, right = sides(left, right, kept)
    relation, text = starting(right) if isinstance(right, str) else ("=", right)
    start = reader(relation if relation == EQUIVALENT else "=")
    first, last = start(left, kept), reader(relation)(text, kept)
    if shape(last) not in (shape(first), ()):
        raise IllTyped(f"{label}: the two sides have different shapes")
    told_apart((first, last, *kept.hypotheses), kept)
    derivation = claimed(label, first, relation, last, kept)
    module, line = place()
    said = {"derivation": derivation, "sequent": claim_of(derivation), "lines": ()}
    return Chain(_KEY, **said, module=module, line=line, wrong_lines=())
