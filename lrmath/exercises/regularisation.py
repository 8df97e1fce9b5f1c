"""Exercises of the chapter *Regularisation and priors*."""

from __future__ import annotations

from math import log
from typing import Any

from mpmath import findroot

from lrmath.theorems.priors import firth_share, group
from lrmath.theorems.regularisation import ridge, ridge_bound, ridge_pair

from .chains import Derivation, derivation
from .core import Exercise, Feedback, number
from .gap import gap

pair = Exercise(
    "ex-regularisation-pair",
    number(
        findroot(lambda t: ridge_pair.at(t=t), (0, 2), solver="anderson"),
        decimals=5,
        why="There the pull of the two samples is as large as the coefficient.",
    ),
    right=(0.674832, "0.674832"),
    wrong=(0.5, 0.88137, "2σ(-t)"),
    level=2,
)


def _judge_largest(answer: Any) -> Feedback:
    """The largest pull on a slope, of any feature, where all slopes are 0."""
    from sklearn.datasets import load_breast_cancer

    data = load_breast_cancer()
    Z = (data.data - data.data.mean(axis=0)) / data.data.std(axis=0)
    pulls = Z.T @ (data.target - data.target.mean())
    return number(
        abs(pulls).max(),
        decimals=3,
        why="The last feature to leave is the worst concave points.",
    )(answer)


largest = Exercise(
    "ex-regularisation-largest",
    _judge_largest,
    right=(218.3158,),
    wrong=(218.0, -218.3158, 569.0, "the largest"),
    level=2,
)

share = Exercise(
    "ex-regularisation-share",
    number(0.5 / 11, decimals=5, why="Half a one more, and half a zero more."),
    right=(1 / 22, 0.0454545),
    wrong=(0, 1 / 12, 0.05),
    level=1,
)

table = Exercise(
    "ex-regularisation-table",
    number(
        [log(3.5 / 7.5), log(10.5 / 0.5) - log(3.5 / 7.5)],
        decimals=4,
        why="Each cell has got a half; then it is the saturated model.",
    ),
    right=([-0.762140, 3.806662], (-0.76214, 3.80666)),
    wrong=([3.806662, -0.762140], [-0.8473, 3.8918], 3.806662),
    level=2,
)

bound = gap(
    "ex-regularisation-gap",
    ridge_bound,
    1,
    "2*hole",
    right=("F - J",),
    wrong=("F", "J - F", "F + J"),
    why="The penalty is what the penalised loss has more than the loss.",
)

chain = derivation(
    "ex-regularisation-chain",
    Derivation(
        group,
        "D(FF, t)",
        "(M + 1)*sigma(t) - (a + 1/2)",
        may_cite=("eq-firth-group", "eq-softplus-derivative"),
        hint="put the penalised loss without its logarithm first.",
    ),
    right=(
        "= D((M + 1)*A(t) - (a + 1/2)*t - log(M)/2, t) by eq-firth-group\n"
        "= (M + 1)*sigma(t) - (a + 1/2) by calculus, eq-softplus-derivative",
    ),
    wrong=("= (M + 1)*sigma(t) - (a + 1) by calculus", "= M*sigma(t) - a by algebra"),
    why=f"Where it vanishes, {firth_share.label} reads off the share.",
)

repair = derivation(
    "ex-regularisation-repair",
    Derivation(
        ridge,
        "-log(L*Product(exp(-(lam[j]*beta[j]**2/2)), j))",
        "F",
        shown=(
            "= -log(L) - 1/2*Sum(lam[j]*beta[j]**2, j) by algebra",
            "= J - 1/2*Sum(lam[j]*beta[j]**2, j) by eq-nll, definition J",
            "= F by definition F",
        ),
        may_cite=("eq-nll",),
        hint="two signs meet in the logarithm of the prior.",
    ),
    right=(
        "= -log(L) + 1/2*Sum(lam[j]*beta[j]**2, j) by algebra\n"
        "= J + 1/2*Sum(lam[j]*beta[j]**2, j) by eq-nll, definition J\n"
        "= F by definition F",
    ),
    wrong=("= -log(L) - 1/2*Sum(lam[j]*beta[j]**2, j) by algebra", "= F by definition F"),
    why="The most probable coefficients are those of the ridge.",
)

EXERCISES = (pair, largest, share, table, bound, chain, repair)
