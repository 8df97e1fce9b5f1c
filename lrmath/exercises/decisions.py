"""Exercises of the chapter *Decisions and calibration*."""

from __future__ import annotations

from fractions import Fraction

from lrmath.calc import algebra
from lrmath.theorems.decisions import cost_threshold, costs
from lrmath.theorems.likelihood import score

from .chains import Derivation, derivation
from .core import Exercise, choice, number
from .gap import gap

thresholds = Exercise(
    "ex-decisions-thresholds",
    number(
        [cost_threshold.at(c=9, d=1), cost_threshold.at(c=1, d=9)],
        why="The threshold is the false alarm's part of both costs.",
    ),
    right=([0.9, 0.1],),
    wrong=([0.1, 0.9], [9, 1], 0.9, None),
    level=1,
)


group = Exercise(
    "ex-decisions-group",
    number(
        Fraction(8, 14),
        why="The total of a 0/1 feature is matched, whatever else the model holds.",
    ),
    right=(8 / 14, 0.5714),
    wrong=(8, 11 / 32, 0.5, None),
)

ONES, ZEROS = [3, 1, 1], [0, 1, 2]


def _pairs_won(ones: list[int], zeros: list[int]) -> Fraction:
    """The share of pairs in which the one scores higher; a tie is half a win."""
    wins = sum(2 * (a > b) + (a == b) for a in ones for b in zeros)
    return Fraction(wins, 2 * len(ones) * len(zeros))


auc = Exercise(
    "ex-decisions-auc",
    number(
        [_pairs_won(ONES, ZEROS)] * 2,
        why="Of nine pairs, five are won and two are tied. An increasing function moves none.",
    ),
    right=([6 / 9, 6 / 9],),
    wrong=([5 / 9, 5 / 9], [7 / 9, 7 / 9], 2 / 3, None),
)


# what it costs more to say 1 than to say 0
surplus = (
    costs.claim("eq-surplus", "(1 - q)*c - q*d", "(c + d)*(c/(c + d) - q)")
    .step("c - (c + d)*q", by=algebra)
    .step("(c + d)*(c/(c + d) - q)", by=algebra)
    .qed()
)

gap_in_surplus = gap(
    "ex-decisions-gap",
    surplus,
    1,
    "c - hole*q",
    right=("c + d", "d + c"),
    wrong=("d", "c - d", "d - c", "1"),
    why="With every bit of probability a false alarm becomes rarer, and a miss dearer.",
)

#: Said 1 and are 1, said 1 and are 0, said 0 and are 1, said 0 and are 0.
_SPAM = (45, 15, 30, 910)


def _measures(hits: int, alarms: int, misses: int, passed: int) -> list[Fraction]:
    """Recall, precision and the share of right answers."""
    right = Fraction(hits + passed, hits + alarms + misses + passed)
    return [Fraction(hits, hits + misses), Fraction(hits, hits + alarms), right]


measures = Exercise(
    "ex-decisions-measures",
    number(_measures(*_SPAM), why="A filter that never says spam is right in 92.5 % of the mails."),
    right=([0.6, 0.75, 0.955],),
    wrong=([0.75, 0.6, 0.955], [0.6, 0.75, 0.9838], 0.955),
    level=1,
)

best_forecast = derivation(
    "ex-decisions-prove",
    Derivation(
        score,
        "D(q*(1 - r)**2 + (1 - q)*r**2, r)",
        "2*(r - q)",
        hint="two squares, each with the slope of its inside; then collect.",
    ),
    right=("= -(2*q*(1 - r)) + 2*(1 - q)*r by calculus\n= 2*(r - q) by algebra",),
    wrong=("= 2*q*(1 - r) + 2*(1 - q)*r by calculus", "= 2*(r - q) by algebra"),
    why="The mean score falls until r = q, and rises from there: honesty is best.",
)

weighted_loss = derivation(
    "ex-decisions-repair",
    Derivation(
        costs,
        "D(-(d*q*log(r)) - c*(1 - q)*log(1 - r), r)",
        "(c*(1 - q)*r - d*q*(1 - r))/(r*(1 - r))",
        shown=(
            "= -(d*q/r) - c*(1 - q)/(1 - r) by calculus",
            "= (c*(1 - q)*r - d*q*(1 - r))/(r*(1 - r)) by algebra",
        ),
        hint="what is the slope of 1 - r?",
    ),
    right=(
        "= -(d*q/r) + c*(1 - q)/(1 - r) by calculus\n"
        "= (c*(1 - q)*r - d*q*(1 - r))/(r*(1 - r)) by algebra",
    ),
    wrong=("= -(d*q/r) + c*(1 - q)/(1 - r) by calculus",),
    why="It is 0 where the odds of r are d/c times those of q.",
)

sigma = Exercise(
    "ex-decisions-sigma",
    choice(
        "d",
        why="Classes and ranks need an order, at any threshold; an expected number needs σ.",
        hint="Ask of each whether the log-odds would do, compared with a suitable number.",
    ),
    right=("d",),
    wrong=("a", "bd", "cd", "abcd", 4),
)

EXERCISES = (
    thresholds,
    group,
    measures,
    auc,
    gap_in_surplus,
    sigma,
    best_forecast,
    weighted_loss,
)
