"""No wrong line is proved: mutants of every theorem, judged by plain numbers."""

from __future__ import annotations

from collections import Counter

import pytest
from mutants import Mutant, mutants
from oracle import confirms, holds

from lrmath.calc import Status
from lrmath.calc.kernel import check, decide_terms
from lrmath.calc.text import text

GOOD = (Status.PROVED, Status.PROVED_UNDER)


def judge(mutant: Mutant) -> str:
    """What became of a mutant; raises where a wrong one was proved."""
    step = check(mutant.left, mutant.relation, mutant.term, mutant.reasons, mutant.context)
    known = decide_terms(mutant.left, mutant.relation, mutant.term, mutant.context)
    truth = holds(mutant.left, mutant.relation, mutant.term, mutant.context)
    wrong = truth is False and (step.status in GOOD or known.status in GOOD)
    assert not wrong, f"{mutant.label}, step {mutant.step}: {text(mutant.term)} was proved"
    if known.counterexample is not None:
        line = (mutant.left, mutant.relation, mutant.term, mutant.context)
        assert confirms(*line, known.counterexample), f"{mutant.label}: {known.counterexample}"
    if step.status is Status.CITED:
        return "cited"
    return f"{known.status.name.lower()}, {'true' if truth else 'false' if truth is False else '?'}"


def run(number: int, seed: int) -> Counter[str]:
    """How many mutants had which fate."""
    return Counter(judge(mutant) for mutant in mutants(number, seed))


def test_a_sample_of_mutants() -> None:
    """None is wrongly proved or wrongly refuted, and most are refuted."""
    found = run(120, seed=1)
    assert found["refuted, false"] > 0.6 * found.total(), found


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 22))
def test_twenty_thousand_mutants(seed: int) -> None:
    """The same, a thousand at a time."""
    found = run(1000, seed)
    print(seed, dict(found))
    assert found["refuted, false"] > 0.6 * found.total(), found
