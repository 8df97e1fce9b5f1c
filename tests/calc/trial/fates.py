"""What becomes of a mutant, judged by plain numbers and not by the checker."""

from __future__ import annotations

from dataclasses import dataclass

from lrmath.calc import Status
from lrmath.calc.author.judging import check, decide_terms
from lrmath.calc.language.binding import free_indices, replace
from lrmath.calc.language.declarations import Declarations
from lrmath.calc.language.terms import Compare, Index, Term
from lrmath.calc.language.text import text
from trial.mutants import Mutant
from trial.oracle import confirms, holds

GOOD = (Status.PROVED, Status.PROVED_UNDER)
INSTANCES = 12  # places at which a proved mutant must hold
NEVER = "proved under conditions that never hold"


@dataclass(frozen=True)
class Fate:
    """A verdict's name and, for a line that is true after all, why."""

    name: str
    why: str = ""


def fate(mutant: Mutant) -> Fate:
    """Put a mutant to the checker with its step's reasons, then with all that it knows."""
    line = (mutant.left, mutant.relation, mutant.term)
    verdict = check(*line, mutant.original.reasons, mutant.context)
    if verdict.status not in (*GOOD, Status.REFUTED):
        verdict = decide_terms(*line, mutant.context)
    if verdict.counterexample is not None:
        right = confirms(*line, mutant.context, verdict.counterexample)
        return Fate("refuted" if right else "WRONGLY REFUTED")
    if verdict.status in GOOD:
        conditions = verdict.conditions
        truth = holds(*line, mutant.context, number=INSTANCES, conditions=conditions)
        if truth is None:
            return Fate(NEVER if conditions else "PROVED, NOT JUDGED")
        return Fate("true", why(mutant)) if truth else Fate("WRONGLY PROVED")
    return Fate("ill-typed" if verdict.status is Status.ILL_TYPED else "undecided")


def why(mutant: Mutant) -> str:
    """Why a mutant that holds at all instances holds."""
    if mutant.relation != mutant.original.relation:
        return f"the original line holds with {mutant.relation} as well"
    old, new = (declared(part, mutant.context) for part in (mutant.old, mutant.new))
    if old is not None and new is not None and agree(old, new, mutant.context):
        sign = "<=>" if isinstance(old, Compare) else "="
        return f"{text(old, mutant.context)} {sign} {text(new, mutant.context)}"
    if mutant.relation not in ("=", "<=>", "->"):
        return "the bound has moved and still holds"
    said = [text(part, mutant.context) for part in (mutant.new, mutant.old)]
    return "the line keeps its value with {} for {}".format(*said)


def agree(old: Term, new: Term, context: Declarations) -> bool:
    """Whether the part that was changed has the value that it had."""
    relation = "<=>" if isinstance(old, Compare) else "="
    return holds(old, relation, new, context) is True


def declared(part: Term, context: Declarations) -> Term | None:
    """A part of a line with declared indices for those that sums around it bind, if there are."""
    known: dict[Term, Term] = {}
    for index in free_indices(part):
        found = context.indices.get(index.name)
        if found != Index(index.name, index.low, index.high):
            return None
        known[index] = found
    return replace(part, known)
