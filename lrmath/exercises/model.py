"""Exercises of the chapter *The model and what it assumes*."""

from __future__ import annotations

from math import exp

from lrmath.theorems.model import bernoulli_spread
from lrmath.theorems.notation import book
from lrmath.theorems.odds import sigmoid

from .chains import Derivation, derivation
from .core import Exercise, number
from .gap import gap

the_zero = Exercise(
    "ex-glm-the-zero",
    number(
        [sigmoid.at(t=-2), sigmoid.at(t=0)],
        why="One number cannot be both. The condition must read x, not 0.",
    ),
    right=([0.1192, 0.5], (1 / (1 + exp(2)), 0.5)),
    wrong=([0.5, 0.1192], [0.8808, 0.5], 0.5),
)

louder_noise = Exercise(
    "ex-glm-louder-noise",
    number(
        [sigmoid.at(t=1.2), sigmoid.at(t=0.4), sigmoid.at(t=1.2)],
        why="Only the ratio of predictor to noise can be seen in the labels.",
    ),
    right=([0.7685, 0.5987, 0.7685],),
    wrong=([0.7685, 0.9734, 0.7685], [0.7685, 0.5987, 0.9734], 0.7685),
)

gap_in_spread = gap(
    "ex-model-gap",
    bernoulli_spread,
    1,
    "q*(1 - q)*hole",
    right=("q + (1 - q)", "1", "1 - q + q"),
    wrong=("q", "1 - q", "2", "1 - 2*q"),
    why="The first term has one factor q more, the second one factor 1 - q.",
)

chance_of_zero = derivation(
    "ex-model-prove",
    Derivation(
        book,
        "1 - p[i]",
        "1/(1 + exp(eta[i]))",
        may_cite=("eq-sigmoid-symmetry",),
        hint="begin with definition p, and then let the symmetry work.",
    ),
    right=(
        "= 1 - sigma(eta[i]) by definition p\n"
        "= sigma(-eta[i]) by eq-sigmoid-symmetry\n"
        "= 1/(1 + exp(eta[i])) by definition sigma",
        "= 1 - sigma(eta[i]) by definition p\n"
        "= 1 - 1/(1 + exp(-eta[i])) by definition sigma\n"
        "= 1/(1 + exp(eta[i])) by algebra",
    ),
    wrong=(
        "= sigma(-eta[i]) by eq-sigmoid-symmetry",
        "= 1 - sigma(eta[i]) by definition p\n= 1/(1 + exp(-eta[i])) by algebra",
    ),
    why="This is the chance of a zero, with an x behind the bar.",
)

bells_to_repair = derivation(
    "ex-model-repair",
    Derivation(
        book.scalar("a d"),
        "log(exp(-(u - a)**2/2)/exp(-(u - d)**2/2))",
        "(a - d)*(u - (a + d)/2)",
        shown=(
            "= (u - a)**2/2 - (u - d)**2/2 by algebra",
            "= (a - d)*u - a**2/2 + d**2/2 by algebra",
            "= (a - d)*(u - (a + d)/2) by algebra",
        ),
        hint="which sign do the exponents have?",
    ),
    right=(
        "= (u - d)**2/2 - (u - a)**2/2 by algebra\n"
        "= (a - d)*u - a**2/2 + d**2/2 by algebra\n"
        "= (a - d)*(u - (a + d)/2) by algebra",
    ),
    wrong=("= (u - d)**2/2 + (u - a)**2/2 by algebra",),
    why="What stands above in the quotient comes with a minus, and so does its square.",
)

EXERCISES = (
    the_zero,
    louder_noise,
    gap_in_spread,
    chance_of_zero,
    bells_to_repair,
)
