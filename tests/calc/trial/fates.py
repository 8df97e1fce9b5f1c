"""What becomes of a mutant, judged by plain numbers and not by the checker."""

from __future__ import annotations

from dataclasses import dataclass

from mutants import Mutant
from oracle import confirms, holds

from lrmath.calc import Status
from lrmath.calc.kernel import check, decide_terms
from lrmath.calc.term import Compare, Name, Term, walk
from lrmath.calc.text import text

GOOD = (Status.PROVED, Status.PROVED_UNDER)
INSTANCES = 12  # places at which a proved mutant must hold
NOWHERE = "undecided, without a value"
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
    if verdict.status is Status.ILL_TYPED:
        return Fate("ill-typed")
    truth = holds(*line, mutant.context)
    return Fate({True: "undecided, true", False: "undecided, false"}.get(truth, NOWHERE))


def why(mutant: Mutant) -> str:
    """Why a mutant that holds at all instances holds."""
    if mutant.relation != mutant.original.relation:
        return f"the original line holds with {mutant.relation} as well"
    if agree(mutant.old, mutant.new, mutant):
        sign = "<=>" if isinstance(mutant.old, Compare) else "="
        return f"{text(mutant.old)} {sign} {text(mutant.new)}"
    if mutant.relation not in ("=", "<=>", "->"):
        return "the bound has moved and still holds"
    return f"the line keeps its value with {text(mutant.new)} for {text(mutant.old)}"


def agree(old: Term, new: Term, mutant: Mutant) -> bool:
    """Whether the part that was changed has the value that it had."""
    context = mutant.context
    indices = {i for t in walk(mutant.term) if (i := getattr(t, "index", None))}
    used = {t.name for side in (old, new) for t in walk(side) if isinstance(t, Name)}
    if (indices & used) - set(context.ranges):
        return False  # an index that only the line itself declares
    relation = "<=>" if isinstance(old, Compare) else "="
    return holds(old, relation, new, context) is True
