"""Whether reasons carry a step: both lines are rewritten as the reasons allow, then compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from functools import partial
from itertools import product

from ..language.declarations import Declarations
from ..language.errors import CalcError, IllTyped, Undecided, plain_text
from ..language.relations import EQUATIONS, ORDERS, TENDS, turned
from ..language.shapes import generic
from ..language.terms import Compare, Hole, Term, Thing, has_part, nodes
from ..language.things import body_of
from ..logic.calculus import tidy
from ..logic.citing import still_variables
from ..logic.conditions import Inspector
from ..logic.rewriting import Rule, apply, unfold
from ..logic.verdict import Status, Verdict
from ..normal.algebra import Algebra, Cases
from ..normal.arrangement import BUDGET, Arrangement
from ..normal.polynomial import add
from .declaring import genuine
from .proof import Proof
from .reasons import BUILT_IN, KINDS
from .reasons.algebra import algebra
from .reasons.base import Reason, Step, Strength
from .reasons.bounding import meets
from .reasons.definition import definition
from .reasons.given import given
from .reasons.linearity import linearity

MOST_EQUATIONS = 8  # each may be read in either direction, which makes 2^8 readings
NODE = 20  # operations that a node of a rewritten line counts for
FORMS = {Strength.ARRANGEMENT: Arrangement, Strength.ALGEBRA: Algebra, Strength.CASES: Cases}
Reasons = Sequence[Reason]


# ---------------------------------------------------------------- one step
def judged(
    left: Term, relation: str, right: Term, reasons: Reasons, context: Declarations
) -> Verdict:
    """PROVED, PROVED_UNDER, CITED, or why not; a refutation is for others to find."""
    try:
        genuine(context)
        reasons = tuple(reasons)
        known(reasons, context)
        if any(has_part(side, Hole) for side in (left, right)):
            return Verdict(Status.UNDECIDED, message="the blank is still empty")
        first, second = generic([left, right], context)
        if not all(r.checked for r in reasons):
            return _with_conditions(Status.CITED, second, context)
        return _carried(first, relation, second, reasons, context)
    except (CalcError, RecursionError) as error:
        return failure(error)


def _carried(
    left: Term, relation: str, right: Term, reasons: Reasons, context: Declarations
) -> Verdict:
    judge = Judge(context, reasons)
    if not judge.carries(left, relation, right):
        return Verdict(Status.UNDECIDED, operations=judge.operations)
    idle = decorative(judge, left, relation, right)
    if idle is not None:
        said = f"the reason “{idle.typed()}” is not needed; leave it out"
        return Verdict(Status.UNDECIDED, message=said + (idle.instead(judge.reasons)))
    status = Status.CITED if any(r.cited() for r in reasons) else Status.PROVED
    return _with_conditions(status, right, context, judge.operations)


def _with_conditions(
    status: Status, right: Term, context: Declarations, operations: int = 0
) -> Verdict:
    missing = Inspector(context).open_conditions(right)
    found = Status.PROVED_UNDER if missing else status
    return Verdict(found, tuple(missing), operations=operations)


def failure(error: Exception) -> Verdict:
    """The verdict on a line that could not be worked out."""
    if isinstance(error, RecursionError):
        return Verdict(Status.UNDECIDED, message="the line is nested too deeply")
    status = Status.ILL_TYPED if isinstance(error, IllTyped) else Status.UNDECIDED
    return Verdict(status, message=str(error))


def decided(left: Term, relation: str, right: Term, context: Declarations) -> Verdict:
    """The verdict on a relation by every reason at once; none of them needs to be needed."""
    try:
        first, second = generic([left, right], genuine(context))
        inspector, operations, said = Inspector(context), 0, ""
        missing = inspector.open_conditions(first) + inspector.open_conditions(second)
        for reasons in every_reason(context):
            judge = Judge(context, reasons)
            try:
                carried = judge.carries(first, relation, second)
            except CalcError as error:  # it may still be proved by others, or refuted
                carried, said = False, said or str(error)
            if carried:
                found = Status.PROVED_UNDER if missing else Status.PROVED
                return Verdict(found, tuple(dict.fromkeys(missing)), operations=judge.operations)
            operations += judge.operations
        return Verdict(Status.UNDECIDED, operations=operations, message=said)
    except (CalcError, RecursionError) as error:
        return failure(error)


def every_reason(context: Declarations) -> Iterator[list[Reason]]:
    """All reasons without parameters and all definitions; then the hypotheses as well."""
    names = tuple(n for n, d in context.names.items() if isinstance(d, Thing) and body_of(d))
    found: list[Reason] = [definition(*names)] if names else []
    found += [reason for reason in BUILT_IN.values() if reason not in (given, linearity)]
    yield found
    if context.hypotheses:
        yield [*found, given]


def known(reasons: Reasons, context: Declarations) -> None:
    """Refuse what is not a reason of the kernel's own, or means nothing here."""
    if not reasons:
        raise IllTyped("a step needs a reason, e.g. by=algebra")
    for reason in reasons:
        if type(reason) not in KINDS:
            raise IllTyped(f"this {type(reason).__name__} is not a reason")
        _plain([getattr(reason, field.name) for field in fields(reason)])
        reason.known(context)


def _plain(values: Iterable[object]) -> None:
    """Refuse a reason that holds anything but plain text and proofs."""
    for value in values:
        if type(value) is tuple:
            _plain(value)
        elif type(value) is not Proof:
            plain_text(value, "a part of a reason")


def decorative(judge: Judge, left: Term, relation: str, right: Term) -> Reason | None:
    """A reason that the step does not need, or None."""
    for reason in judge.reasons:
        rest = [r for r in judge.reasons if r is not reason]
        if reason is algebra and not rest:
            continue  # mere rearrangement is the smallest piece of algebra
        weaker = reason.weaker()
        if weaker is not None and weaker not in rest:
            rest.append(weaker)
        if Judge(judge.context, rest).carries(left, relation, right):
            return reason
    return None


# ---------------------------------------------------------------- carrying a step
class Judge:
    """Decides whether a list of reasons carries a step."""

    def __init__(self, context: Declarations, reasons: Reasons):
        self.context = context
        self.reasons = sorted(reasons, key=lambda reason: reason.order)
        self.operations = 0

    def has(self, name: str) -> bool:
        """Whether a reason of this name is among those given."""
        return any(r.name == name for r in self.reasons)

    def carries(self, left: Term, relation: str, right: Term) -> bool:
        """Whether ``left relation right`` follows by exactly these reasons."""
        rules = [rule for reason in self.reasons for rule in reason.rules(relation, self.context)]
        equations = [(r, r.reversed()) for r in rules if r.relation in EQUATIONS]
        bounds = tuple(r for r in rules if r.relation not in EQUATIONS)
        if len(equations) > MOST_EQUATIONS:
            raise Undecided(f"more than {MOST_EQUATIONS} equations are to be used at once")
        problem: CalcError | None = None
        for reading in product(*equations):
            try:
                first, second = self.prepare(left, reading), self.prepare(right, reading)
                if self.settles(Step(first, relation, second, reading, bounds)):
                    return True
            except CalcError as error:  # this reading leads nowhere; another one may
                problem = problem or error
                if self.operations > BUDGET:
                    break
        if problem is not None:
            raise problem
        return False

    def prepare(self, term: Term, rules: tuple[Rule, ...]) -> Term:
        """Unfold, rewrite, apply: in this order, each only if there is a reason for it."""
        things = [thing for r in self.reasons for thing in r.unfolds(self.context)]
        term = unfold(term, things)
        still_variables(term, self.context)
        for reason in self.reasons:
            term = reason.rewrites(term)
        # D(D(f(t), t), t) is first read as the derivative of f′, which a theorem on f′ may
        # rewrite, then as f″.
        for deep in (False, True):
            notation = partial(tidy, deep=deep)
            term = notation(term)
            for rule in rules:
                term = apply(rule.mapped(notation), term)
                self.count(term)
        return term

    def count(self, term: Term) -> None:
        """Count the nodes of a rewritten line; many equations have many readings."""
        self.operations += NODE * nodes(term)
        if self.operations > BUDGET:
            raise Undecided("the equations among the reasons have too many readings; take fewer")

    def settles(self, step: Step) -> bool:
        """Compare the two prepared lines, or let a reason prove the step itself."""
        form = self.form(step.relation)
        try:
            comparing = not any(reason.alone for reason in self.reasons)
            return (comparing and self.compared(step, form)) or any(
                reason.proves(step, form, self) for reason in self.reasons
            )
        finally:
            self.operations += form.operations

    def compared(self, step: Step, form: Arrangement) -> bool:
        """Whether the lines are the same in the normal form that the reasons allow."""
        if isinstance(step.left, Compare) and isinstance(step.right, Compare):
            return side_by_side(form, step.left, step.right)
        if step.relation == "=":
            return form.is_zero(add(form.norm(step.left), form.norm(step.right), -1))
        if step.relation in ORDERS:
            return meets(step, form, self.context)
        if step.relation not in (TENDS, "!="):
            raise IllTyped(f"{step.relation} cannot stand between two formulas")
        return False

    def form(self, relation: str) -> Arrangement:
        """The strongest normal form that a reason allows."""
        strength = max((r.strength(relation) for r in self.reasons), default=Strength.ARRANGEMENT)
        form = FORMS[strength](self.context, BUDGET - self.operations)
        if isinstance(form, Algebra) and any(reason.totals() for reason in self.reasons):
            form.use_totals()
        return form


def side_by_side(form: Arrangement, first: Compare, second: Compare) -> bool:
    """Whether two relations have the same sides, read in either direction."""
    straight = (second.relation, second.left, second.right)
    crossed = (turned(second.relation), second.right, second.left)
    return any(
        relation == first.relation
        and form.equal(first.left, left)
        and form.equal(first.right, right)
        for relation, left, right in (straight, crossed)
    )
