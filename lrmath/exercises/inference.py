"""Exercises of the chapter *Standard errors, tests, odds ratios*."""

from __future__ import annotations

from math import log

from lrmath.theorems.comparisons import score_pearson
from lrmath.theorems.inference import (
    deletion,
    drawn,
    marginal_odds,
)
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

intercept = Exercise(
    "ex-inference-intercept",
    number(-1.2 - log(50), decimals=3, why="Each control stands for fifty."),
    right=(-5.112, -5.112023),
    wrong=(2.712, -1.2, -0.024),
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

marginal = Exercise(
    "ex-inference-marginal",
    number(
        log(float(marginal_odds.at(t=1, u=1))),
        decimals=4,
        why="It lies nearer to 0 than 1, and nothing was confounded.",
    ),
    right=(0.801983, 0.80198),
    wrong=(1.0, 2.23, 0.76),
    level=2,
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

leaving = gap(
    "ex-inference-gap",
    deletion,
    2,
    "(p[a] - y[a])/(1 - N[a])*hole",
    right=("(x[a,j] - x[a,j]*N[a])",),
    wrong=("x[a,j]", "N[a]", "(x[a,j] + x[a,j]*N[a])"),
    why="What is left of the features, 1 - h, cancels the denominator.",
)

chain = derivation(
    "ex-inference-chain",
    Derivation(
        drawn,
        "log(f*q/(g*(1 - q)))",
        "logit(q) + log(f/g)",
        hint="take the logarithm of the product apart.",
    ),
    right=(
        "= log(q/(1 - q)) + log(f/g) by algebra\n"
        "= logit(q) + log(f/g) by definition logit, definition odds",
    ),
    wrong=("= log(q/(1 - q))*log(f/g) by algebra", "= log(q/(1 - q)) + log(f/g) by algebra"),
    why="The shares that were drawn add a constant to the log-odds, whatever these are.",
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
    intercept,
    reading,
    marginal,
    turn,
    leaving,
    chain,
    repair,
)
