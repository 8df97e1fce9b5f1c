"""Exercises of the chapter *Checking the model*."""

from __future__ import annotations

from math import log

from lrmath.theorems.checking import deletion, drawn, jackknife, marginal_odds

from .chains import Derivation, derivation
from .core import Exercise, choice, number
from .gap import gap

mean = Exercise(
    "ex-checking-mean",
    number(5 / 250, decimals=3, why="Leverages add up to the number of coefficients."),
    right=(0.02, 0.0201),
    wrong=(0.016, 5, 1),
    level=1,
)

reading = Exercise(
    "ex-checking-reading",
    choice(
        "abd",
        why="What holds after every fit is no test, and errors do not change an estimate.",
        hint="Which sums does every fit make 0? Give letters only.",
    ),
    right=("abd",),
    wrong=("ab", "abcd", "c"),
    level=1,
)

intercept = Exercise(
    "ex-inference-intercept",
    number(-1.2 - log(50), decimals=3, why="Each control stands for fifty."),
    right=(-5.112, -5.112023),
    wrong=(2.712, -1.2, -0.024),
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

leaving = gap(
    "ex-inference-gap",
    deletion,
    2,
    "(p[a] - y[a])/(1 - N[a])*hole",
    right=("(x[a,j] - x[a,j]*N[a])",),
    wrong=("x[a,j]", "N[a]", "(x[a,j] + x[a,j]*N[a])"),
    why="What is left of the features, 1 - h, cancels the denominator.",
)

middle = gap(
    "ex-checking-gap",
    jackknife,
    2,
    "Sum(Sum(V[j,k]*Sum((p[a] - y[a])**2/(1 - N[a])**2*hole, a)*V[l,d], d), k)",
    right=("x[a,k]*x[a,d]", "x[a,d]*x[a,k]"),
    wrong=("x[a,j]*x[a,l]", "x[a,k]**2", "w[a,k]*w[a,d]"),
    why="Each factor w is a sum over features of its own.",
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

EXERCISES = (
    mean,
    reading,
    intercept,
    marginal,
    leaving,
    middle,
    chain,
)
