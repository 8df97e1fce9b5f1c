"""No wrong line is proved: every single change of every line, judged by plain numbers.

Each shard leaves its numbers, and every altered line that was not refuted, in ``_build/mutants``.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from trial.changes import changes
from trial.fates import fate
from trial.mutants import Mutant, drafts, mutants
from trial.oracle import holds

from lrmath.calc import Context
from lrmath.calc.language.reader import parse, parse_relation, reader
from lrmath.calc.language.text import text
from lrmath.theorems import catalogue

SHARDS = 20
REPORTS = Path(__file__).parents[2] / "_build" / "mutants"


@dataclass
class Tally:
    """How many mutants had which fate, and those that were not refuted."""

    counts: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    others: list[dict[str, str]] = field(default_factory=list)

    def add(self, mutant: Mutant) -> None:
        """Judge one more."""
        found = fate(mutant)
        self.counts[found.name] += 1
        self.kinds[mutant.kind] += 1
        if found.name != "refuted":
            row = {"fate": found.name, "kind": mutant.kind, "line": str(mutant), "why": found.why}
            self.others.append(row)

    def wrong(self) -> list[dict[str, str]]:
        """Mutants that were proved and are not known to be true, or were refuted and are."""
        return [row for row in self.others if row["fate"].isupper()]


def judged(found: Iterable[Mutant]) -> Tally:
    """The fates of some mutants; none is wrong, and nearly all that are not true are refuted."""
    tally = Tally()
    for mutant in found:
        tally.add(mutant)
    assert not tally.wrong()
    false = tally.counts.total() - tally.counts["true"]
    assert tally.counts["refuted"] > 0.8 * false, tally.counts
    return tally


def kinds(label: str) -> set[str]:
    """What is changed in the last line of a theorem."""
    theorem = catalogue()[label]
    line = theorem.lines[-1]
    return {draft.kind for draft in drafts(line, theorem.context)}


def test_relations_points_and_limits_are_changed() -> None:
    """Not only formulas: a relation turned, another point, the order of value and derivative."""
    assert {"relation", "exchanged sides", "sign"} <= kinds("eq-cost-rule")
    theorem = catalogue()["eq-gradient-zero"]
    found = {
        text(new, theorem.context): kind for kind, new in changes(theorem.left, theorem.context)
    }
    assert found["D(J, beta[j])"] == "dropped point"
    assert found["At(D(J, beta[j]), beta, v)"] == found["At(D(J, beta[j]), t, 0)"] == "point"
    assert found["D(At(J, beta, 0), beta[j])"] == "exchanged order"
    assert "limit" in kinds("eq-decay")


@pytest.mark.parametrize(
    ("left", "relation", "right", "truth"),
    [
        ("sigma(t) = q", "<=>", "t = log(q/(1 - q))", True),
        ("sigma(t) = q", "<=>", "t = log((1 - q)/q)", False),  # both are false almost everywhere
        ("exp(t) > h", "<=>", "t > log(h)", True),
        ("exp(t) > h", "<=>", "t >= log(h)", False),  # on the border only
        ("exp(t) > 40*h", "<=>", "t*h > 90", False),  # far from the small values
        ("X.T @ (p - y) = 0", "<=>", "X.T @ y = X.T @ p", True),
        ("At(D(t**2, t), t, 3)", "=", "6", True),
        ("D(At(t**2, t, 3), t)", "=", "6", False),
        ("At(t*s, t, s + t)", "=", "s**2 + s*t", True),
        ("At(J, beta, v)", "=", "J", False),
        ("At(D(J, beta[j]), beta, 0)", "=", "Sum((1/2 - y[i])*x[i,j], i)", True),
        ("sigma(t)", "->", "1", True),
        ("sigma(-t)", "->", "1", False),
        ("log(1 + exp(t))", "->", "oo", True),
        ("log(1 + exp(t))", "->", "-oo", False),
        ("log(h)/t", "->", "0", True),
        ("log(1 + t**2)", "->", "oo", True),
        ("t/sqrt(1 + t**2)", "->", "oo", False),
        ("1/(1 + exp(-t))", "->", "oo", False),  # it grows, but not beyond 1
    ],
)
def test_the_oracle(left: str, relation: str, right: str, truth: bool, logistic: Context) -> None:
    """Equivalences also where they are decided, derivatives before values, limits far out."""
    context = logistic.tends("t", "oo") if relation == "->" else logistic
    first = (parse_relation if relation == "<=>" else parse)(left, context)
    assert holds(first, relation, reader(relation)(right, context), context) is truth


def test_a_sample_of_mutants() -> None:
    """One altered line of every tenth step."""
    judged(mutants(60, every=10))


@pytest.mark.slow
@pytest.mark.parametrize("shard", range(SHARDS))
def test_all_mutants(shard: int) -> None:
    """All of them, a twentieth at a time: more than thirty thousand lines."""
    tally = judged(mutants(10**6, shard=shard, shards=SHARDS))
    REPORTS.mkdir(parents=True, exist_ok=True)
    (REPORTS / f"{shard:02}.json").write_text(json.dumps(vars(tally), indent=1) + "\n", "utf-8")
