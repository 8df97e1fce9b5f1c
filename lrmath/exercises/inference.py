"""Exercises of the chapter *Standard errors, tests, odds ratios*."""

from __future__ import annotations

from math import exp, log
from statistics import NormalDist

from lrmath.theorems.comparisons import likelihood_ratio, score_pearson
from lrmath.theorems.notation import book

from .chains import Derivation, derivation
from .core import Exercise, choice, number
from .gap import gap

pearson = Exercise(
    "ex-inference-pearson",
    number(
        score_pearson.at(a=7, f=3, g=2, h=8),
        decimals=3,
        why="The score test of a feature of 0 and 1 is Pearson's chi-squared.",
    ),
    right=(5.0505, 5.05050505),
    wrong=(2.5, 5.3, 4.3548),
    level=1,
)

_REACH = 0.25 * NormalDist().inv_cdf(0.975)
interval = Exercise(
    "ex-inference-interval",
    number(
        [exp(0.7 - _REACH), exp(0.7 + _REACH)],
        decimals=3,
        why="The ends of the interval of the coefficient, put through the exponential.",
    ),
    right=([1.2337, 3.2871],),
    wrong=([0.21, 1.19], [1.5238, 2.5037], [1.3347, 3.0382]),
    level=1,
)

reading = Exercise(
    "ex-inference-reading",
    choice(
        "bd",
        why="A p-value supposes the hypothesis; it is no probability of it.",
        hint="Which sentences speak of the data, given the hypothesis? Give letters only.",
    ),
    right=("bd",),
    wrong=("a", "abd", "c"),
    level=1,
)


def _wald(count: int) -> float:
    """Wald's statistic of 50 of 100 against so many of 1000."""
    variance = 1 / count + 1 / (1000 - count) + 1 / 50 + 1 / 50
    return log(count / (1000 - count)) ** 2 / variance


turn = Exercise(
    "ex-inference-turn",
    number(
        max(range(500, 1000), key=_wald),
        decimals=0,
        why="Beyond it, stronger evidence looks weaker to Wald.",
    ),
    right=(979,),
    wrong=(978, 999, 917),
    level=2,
)

ratio = gap(
    "ex-inference-ratio",
    likelihood_ratio,
    4,
    "2*Sum(hole - loss(p[i], p[i]), i)",
    right=("loss(sigma(e[i]), p[i])",),
    wrong=("loss(p[i], sigma(e[i]))", "loss(sigma(e[i]), y[i])", "A(e[i])"),
    why="The labels have given way to the fitted probabilities, so these are what is forecast.",
)

repair = derivation(
    "ex-inference-repair",
    Derivation(
        book,
        "D(p[i]/(1 - p[i]), beta[j])",
        "p[i]/(1 - p[i])*x[i,j]",
        shown=(
            "= 1/(1 - p[i])**2*D(p[i], beta[j]) by calculus",
            "= (1 - p[i])/(1 - p[i])**2*x[i,j] by eq-p-derivative",
            "= p[i]/(1 - p[i])*x[i,j] by algebra",
        ),
        may_cite=("eq-p-derivative",),
        hint="how does a probability change with a coefficient?",
    ),
    right=(
        "= 1/(1 - p[i])**2*D(p[i], beta[j]) by calculus\n"
        "= 1/(1 - p[i])**2*(p[i]*(1 - p[i])*x[i,j]) by eq-p-derivative\n"
        "= p[i]/(1 - p[i])*x[i,j] by algebra",
    ),
    wrong=(
        "= 1/(1 - p[i])**2*D(p[i], beta[j]) by calculus",
        "= p[i]*(1 - p[i])*x[i,j] by eq-p-derivative",
    ),
    why="So the odds change by their own size: the delta method for odds.",
)

EXERCISES = (
    pearson,
    interval,
    reading,
    turn,
    ratio,
    repair,
)
