"""Exercises of the chapter *Likelihood and loss*."""

from __future__ import annotations

from lrmath.theorems.likelihood import excess_log_loss, line_rate, negative_log_likelihood
from lrmath.theorems.notation import book
from lrmath.theorems.odds import logit

from .chains import Derivation, derivation
from .core import Exercise, formula, number
from .gap import gap

# p = (0.9, 0.2, 0.6) as log-odds: a design with one row per sample makes any fit possible
UNITS = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
LOG_ODDS = [logit.at(q=p) for p in (0.9, 0.2, 0.6)]

three_samples = Exercise(
    "ex-likelihood-three-samples",
    number(
        negative_log_likelihood.at(X=UNITS, y=[1, 0, 1], beta=LOG_ODDS),
        why="It is -ln(0.9 · 0.8 · 0.6): the 0 counts with 1 - 0.2.",
    ),
    right=(0.8393, 0.8393296907380268),
    wrong=(-0.8393, 0.2798, 2.2256, None),
    level=1,
)

one_product = Exercise(
    "ex-likelihood-product",
    formula(
        book,
        "log(L)",
        forbid=("L", "Product", "eta", "A(", "1 - y", "1-y"),
        why="The label multiplies its log-odds; what is left does not depend on it.",
    ),
    right=(
        "Sum(log(1 - p[i]) + y[i]*log(p[i]/(1 - p[i])), i)",
        "Sum(log(1 - p[i]), i) + Sum(y[i]*logit(p[i]), i)",
    ),
    wrong=(
        "Sum(log(1 - p[i]) + y[1]*log(p[1]/(1 - p[1])), i)",
        "Sum(y[i]*log(p[i]) + (1 - y[i])*log(1 - p[i]), i)",
        "log(L)",
    ),
)

intercept = Exercise(
    "ex-likelihood-intercept",
    number(
        logit.at(q=11 / 32),
        decimals=6,
        why="The best constant log-odds are those of the proportion.",
    ),
    right=(-0.6466271649250525, -0.646627),
    wrong=(0.646627, 0.34375, 0.523810),
)

divergence = Exercise(
    "ex-likelihood-divergence",
    number(
        excess_log_loss.at(q=0.3, r=0.6),
        decimals=6,
        why="Twice the squared distance is 0.18, so Pinsker's inequality is nearly sharp here.",
    ),
    right=(0.183786767, 0.183787),
    wrong=(0.192, 0.18, -0.183787),
)

other_label = Exercise(
    "ex-likelihood-other-label",
    formula(
        book,
        "D(sigma(t)**2/2, t)",
        forbid=("D(", "exp"),
        why="Replace σ by 1 - σ in the slope for label 1, and turn its sign: the mirror image.",
    ),
    right=("sigma(t)**2*(1 - sigma(t))", "(1 - sigma(-t))**2*sigma(-t)"),
    wrong=("sigma(t)*(1 - sigma(t))", "-sigma(t)*(1 - sigma(t))**2", "sigma(t)"),
)

gap_in_rate = gap(
    "ex-likelihood-gap",
    line_rate,
    2,
    "sigma(a[i]*t)*(1 - sigma(a[i]*t))*hole",
    right=("a[i]", "1*a[i]"),
    wrong=("t", "1", "a[i]*t", "D(a[i]*t, t)"),
    why="The chain rule leaves the slope of what stands inside.",
)

other_side = derivation(
    "ex-likelihood-prove",
    Derivation(
        book,
        "-log(1 - sigma(2*t))",
        "2*t + A(-(2*t))",
        may_cite=("eq-log-one-minus-sigma", "eq-softplus"),
        hint="one equation leads from the logarithm to A, another from A(t) to A(-t).",
    ),
    right=(
        "= A(2*t) by eq-log-one-minus-sigma\n= 2*t + A(-(2*t)) by eq-softplus",
        "= -(-A(2*t)) by eq-log-one-minus-sigma\n= A(2*t) by algebra\n"
        "= 2*t + A(-(2*t)) by eq-softplus",
    ),
    wrong=("= -A(2*t) by eq-log-one-minus-sigma", "= A(-(2*t)) by eq-softplus"),
    why="What a label 0 pays, in the form that no program overflows in.",
)

reciprocal_inside = derivation(
    "ex-likelihood-repair",
    Derivation(
        book,
        "-log(sigma(t))",
        "A(-t)",
        shown=(
            "= -log(1/(1 + exp(-t))) by definition sigma",
            "= log(1 + exp(t)) by algebra",
            "= A(-t) by definition A",
        ),
        hint="what is the logarithm of a reciprocal?",
    ),
    right=(
        "= -log(1/(1 + exp(-t))) by definition sigma\n"
        "= log(1 + exp(-t)) by algebra\n"
        "= A(-t) by definition A",
    ),
    wrong=("= -log(1/(1 + exp(-t))) by definition sigma",),
    why="The logarithm turns the reciprocal into a minus, and leaves the exponent alone.",
)

EXERCISES = (
    three_samples,
    one_product,
    intercept,
    divergence,
    other_label,
    gap_in_rate,
    other_side,
    reciprocal_inside,
)
