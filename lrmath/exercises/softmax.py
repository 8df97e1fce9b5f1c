"""Exercises of the chapter *Softmax regression*."""

from __future__ import annotations

from lrmath.calc import calculus
from lrmath.theorems.scores import lse_gradient, scored, softmax
from lrmath.theorems.softmax import gradient

from .chains import Derivation, derivation
from .core import Exercise, choice, formula, number
from .gap import gap

three = Exercise(
    "ex-softmax-three",
    number(
        softmax.at(o=[1, 2, 3]),
        why="Each probability is e times the one before: only differences of scores count.",
    ),
    right=([0.09003, 0.24473, 0.66524], (0.0900306, 0.2447285, 0.665241)),
    wrong=([1 / 6, 2 / 6, 3 / 6], [0.0900, 0.2447], 0.6652, None),
    level=1,
)

log_of_mean = Exercise(
    "ex-softmax-log-of-mean",
    formula(
        scored,
        "log(Sum(exp(o[h] + t), h)/K)",
        forbid=("exp", "Sum"),
        why="A mean of K exponentials is their sum over K, and t leaves the sum as a factor e^t.",
    ),
    right=("lse + t - log(K)", "t + lse - log(K)"),
    wrong=("lse + t", "lse + t + log(K)", "lse/K + t", "log(Sum(exp(o[h] + t), h)/K)"),
)

parameters = Exercise(
    "ex-softmax-parameters",
    number(
        (10 - 1) * (64 + 1),
        why="One class may be held at 0, so K - 1 columns of n coefficients are free.",
    ),
    right=(585, 585.0),
    wrong=(650, 576, 640, None),
    level=1,
)


#: Totals of the petal lengths of the three species, in centimetres.
PETALS = [73.1, 213.0, 277.6]

first_step = Exercise(
    "ex-softmax-first-step",
    number(
        [
            row[0]
            for row in gradient.at(
                X=[[length] for length in PETALS],
                Y=[[1, 0, 0], [0, 1, 0], [0, 0, 1]],
                W=[[0, 0, 0]],
            )
        ],
        decimals=1,
        why="A third of the grand total, minus each species' own: and they add up to 0.",
    ),
    right=([114.8, -25.1, -89.7],),
    wrong=([-114.8, 25.1, 89.7], [73.1, 213.0, 277.6], 114.8),
)

existence = Exercise(
    "ex-softmax-existence",
    choice(
        ["complete", "overlap"],
        why="Setosa stands apart; versicolor and virginica have a few flowers in common.",
        hint="Ask find_separation, with a label of 0 and 1 for each question.",
    ),
    right=(["complete", "overlap"],),
    wrong=("complete", ["overlap", "complete"], ["complete", "quasi-complete"], 3),
)

# the slope of a surprise by a score
surprise = (
    scored.claim("eq-surprise-slope", "D(lse - o[a], o[c])", "pi[c] - KroneckerDelta(a, c)")
    .step("D(lse, o[c]) - KroneckerDelta(a, c)", by=calculus)
    .step("pi[c] - KroneckerDelta(a, c)", by=lse_gradient)
    .qed()
)

gap_in_surprise = gap(
    "ex-softmax-gap",
    surprise,
    1,
    "D(lse, o[c]) - hole",
    right=("KroneckerDelta(a, c)", "KroneckerDelta(c, a)"),
    wrong=("1", "0", "o[a]", "KroneckerDelta(a, c)*o[a]"),
    why="A score moves with itself, and with no other.",
)

common_shift = derivation(
    "ex-softmax-prove",
    Derivation(
        scored,
        "Sum(D(log(pi[a]), o[c]), c)",
        "0",
        may_cite=("eq-softmax-exponential", "eq-lse-gradient", "eq-softmax-total"),
        hint="write the logarithm of softmax as score minus lse first.",
    ),
    right=(
        "= Sum(D(o[a] - lse, o[c]), c) by eq-softmax-exponential, algebra\n"
        "= Sum(KroneckerDelta(a, c) - D(lse, o[c]), c) by calculus\n"
        "= Sum(KroneckerDelta(a, c) - pi[c], c) by eq-lse-gradient\n"
        "= 1 - Sum(pi[c], c) by algebra\n"
        "= 1 - 1 by eq-softmax-total\n"
        "= 0 by algebra",
    ),
    wrong=("= Sum(pi[c] - 1, c) by algebra", "= 0 by calculus"),
    why="All scores may rise together: no log-probability notices.",
)

# e: the label of one sample, a 1 at its class
labelled = scored.array("e", "K", "binary").assume("Sum(e[a], a) = 1")

score_of_a_label = derivation(
    "ex-softmax-repair",
    Derivation(
        labelled,
        "D(lse - Sum(e[a]*o[a], a), o[c])",
        "pi[c] - e[c]",
        shown=(
            "= D(lse, o[c]) - Sum(e[a], a) by calculus",
            "= pi[c] - e[c] by eq-lse-gradient, algebra",
        ),
        may_cite=("eq-lse-gradient",),
        hint="which scores does o[c] move?",
    ),
    right=(
        "= D(lse, o[c]) - e[c] by calculus, algebra\n= pi[c] - e[c] by eq-lse-gradient",
        "= D(lse, o[c]) - Sum(e[a]*KroneckerDelta(a, c), a) by calculus\n"
        "= pi[c] - Sum(e[a]*KroneckerDelta(a, c), a) by eq-lse-gradient\n"
        "= pi[c] - e[c] by algebra",
    ),
    wrong=("= D(lse, o[c]) - e[c] by calculus, algebra",),
    why="Residual, for one sample: the sum over a keeps its own class only.",
)

EXERCISES = (
    three,
    log_of_mean,
    parameters,
    first_step,
    existence,
    gap_in_surprise,
    common_shift,
    score_of_a_label,
)
