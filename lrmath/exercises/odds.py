"""Exercises of the chapter *Odds and the logistic function*."""

from __future__ import annotations

from fractions import Fraction
from math import atan, factorial, log, pi, sqrt

from lrmath.calc import algebra, calculus, definition
from lrmath.theorems.notation import book
from lrmath.theorems.odds import logit, marginal_effect, odds_ratio, sigmoid

from .chains import Derivation, derivation
from .core import Exercise, blank, choice, formula, number
from .gap import gap

four_to_one = Exercise(
    "ex-odds-four",
    number(
        [Fraction(4, 1 + 4), logit.at(q=0.8)],
        decimals=6,
        why="Odds of 4 are 4 chances in 5, and their logarithm is ln 4.",
    ),
    right=([0.8, 1.386294], (4 / 5, 1.3862943611)),
    wrong=([0.75, 1.386294], [0.8, 4.0], 0.8, "four"),
    level=1,
)

name_the_ratio = Exercise(
    "ex-odds-name",
    choice(
        "c",
        why="The ratio is the odds; its logarithm is the log-odds.",
        hint="Try y = 0.8 in each sentence, and compare with the scales of the chapter.",
    ),
    right=("c",),
    wrong=("a", "b", "d", 3),
    level=1,
)

three_curves = Exercise(
    "ex-odds-three-curves",
    number(
        [sigmoid.at(t=log(3)), 0.5 + atan(1) / pi, (1 + 1 / sqrt(2)) / 2],
        decimals=6,
        why="Two of the three are exactly ¾.",
    ),
    right=([0.75, 0.75, 0.853553], (0.75, 0.75, 0.8535533906)),
    wrong=([0.75, 0.75, 0.75], [3, 0.75, 0.853553], 0.75),
)

half_way = Exercise(
    "ex-odds-half-way",
    number(
        [3 / 0.5, marginal_effect.at(X=[[1, 3 / 0.5]], beta=[-3, 0.5])[0][1]],
        why="The curve is steepest half-way, and there its slope is β/4.",
    ),
    right=([6, 0.125], (6.0, 1 / 8)),
    wrong=([-6, 0.125], [6, 0.5], 6),
)

doubling = Exercise(
    "ex-odds-doubling",
    number(
        [odds_ratio.at(beta=[log(2)], t=3)[0], Fraction(8, 1 + 8)],
        why="Each unit doubles the odds: from 1 to 2 to 4 to 8.",
    ),
    right=([8, 0.8889], (8.0, 8 / 9)),
    wrong=([6, 0.8571], [8, 4.0], 8),
    level=1,
)

mind_the_minus = Exercise(
    "ex-odds-logit-slope",
    blank(
        book.claim("eq-x", "D(log(1 + q) - log(1 - q), q)", "2/(1 - q**2)"),
        by=calculus,
        why="The minus before the logarithm meets the minus of 1 - q.",
    ),
    right=("1/(1 + q) + 1/(1 - q)", "1/(1 + q) - (-1)/(1 - q)"),
    wrong=("1/(1 + q) - 1/(1 - q)", "1/(1 + q)", ""),
)

third_derivative = Exercise(
    "ex-odds-third-derivative",
    formula(
        book,
        "D(sigma(t), t, t, t)",
        forbid=("D(",),
        why="In short: σ‴ = σ′(1 - 6σ′).",
    ),
    right=(
        "sigma(t)*(1 - sigma(t))*(1 - 6*sigma(t)*(1 - sigma(t)))",
        "sigma(t) - 7*sigma(t)**2 + 12*sigma(t)**3 - 6*sigma(t)**4",
    ),
    wrong=("sigma(t)*(1 - sigma(t))*(1 - 6*sigma(t))", "-1/8", "D(sigma(t), t, t, t)"),
    level=3,
)


def _taylor(order: int) -> list[Fraction]:
    """Taylor coefficients of σ at 0: d/dt takes σ^k to kσ^k - kσ^(k+1) (eq-sigmoid-power)."""
    powers, found = {1: 1}, []
    for r in range(order + 1):
        value = sum((Fraction(c, 2**k) for k, c in powers.items()), Fraction(0))
        found.append(value / factorial(r))
        up = {k + 1: -k * c for k, c in powers.items()}
        powers = {k: k * powers.get(k, 0) + up.get(k, 0) for k in powers.keys() | up.keys()}
    return found


series = Exercise(
    "ex-odds-series",
    number(
        _taylor(7)[1::2],
        decimals=8,
        why="Even powers are missing: σ - ½ is odd, as 1 - σ(t) = σ(-t) says.",
    ),
    right=([1 / 4, -1 / 48, 1 / 480, -17 / 80640],),
    wrong=([1 / 4, 1 / 48, 1 / 480, 17 / 80640], [0.25, -0.0208, 0.0021, -0.0002], 0.25),
    level=3,
)

rumour = Exercise(
    "ex-odds-rumour",
    number(
        -logit.at(q=0.25),
        why="The log-odds grow by 1 a day, and start at -ln 3.",
    ),
    right=(1.0986, log(3)),
    wrong=(0.25, 1.0, -1.0986),
)

logarithm_inside = Exercise(
    "ex-odds-logarithm-inside",
    formula(
        book,
        "D(A(t)/(1 + A(t)), t)",
        forbid=("D(",),
        why="A quotient of positive quantities: the curve rises everywhere.",
    ),
    right=("sigma(t)/(1 + A(t))**2", "= 1/((1 + exp(-t))*(1 + A(t))**2)"),
    wrong=("sigma(t)/(1 + A(t))", "-sigma(t)/(1 + A(t))**2", "> 0 D("),
)

# how fast the odds grow with the probability
odds_slope = (
    book.claim("eq-odds-slope", "D(odds(q), q)", "1/(1 - q)**2")
    .step("D(q/(1 - q), q)", by=definition("odds"))
    .step("((1 - q) + q)/(1 - q)**2", by=calculus)
    .step("1/(1 - q)**2", by=algebra)
    .qed()
)

gap_in_slope = gap(
    "ex-odds-gap",
    odds_slope,
    2,
    "hole/(1 - q)**2",
    right=("(1 - q) + q", "1", "1 - q - q*(-1)"),
    wrong=("1 - q", "(1 - q) - q", "q"),
    why="Top slope times bottom, minus top times bottom slope; the bottom's slope is -1.",
)

two_chances = derivation(
    "ex-odds-prove",
    Derivation(
        book,
        "sigma(t)/sigma(-t)",
        "exp(t)",
        hint="write both values of σ out first, by definition sigma.",
    ),
    right=(
        "= 1/(1 + exp(-t))/(1/(1 + exp(t))) by definition sigma\n= exp(t) by algebra",
        "= 1/(1 + exp(-t))/(1/(1 + exp(-(-t)))) by definition sigma\n"
        "= (1 + exp(t))/(1 + exp(-t)) by algebra\n= exp(t) by algebra",
    ),
    wrong=("= exp(-t) by algebra", "= exp(t) by calculus", "= exp(t) by magic"),
    why="The chance for over the chance against is the odds, and these are e^t.",
)

inner_factor = derivation(
    "ex-odds-repair",
    Derivation(
        book,
        "D(sigma(2*t), t)",
        "2*sigma(2*t)*(1 - sigma(2*t))",
        shown=(
            "= D(1/(1 + exp(-2*t)), t) by definition sigma",
            "= exp(-2*t)/(1 + exp(-2*t))**2 by calculus",
            "= 2*(1/(1 + exp(-2*t)))*(1 - 1/(1 + exp(-2*t))) by algebra",
            "= 2*sigma(2*t)*(1 - sigma(2*t)) by definition sigma",
        ),
        hint="what is the derivative of the inside?",
    ),
    right=(
        "= D(1/(1 + exp(-2*t)), t) by definition sigma\n"
        "= 2*exp(-2*t)/(1 + exp(-2*t))**2 by calculus\n"
        "= 2*(1/(1 + exp(-2*t)))*(1 - 1/(1 + exp(-2*t))) by algebra\n"
        "= 2*sigma(2*t)*(1 - sigma(2*t)) by definition sigma",
    ),
    wrong=("= D(1/(1 + exp(-2*t)), t) by definition sigma",),
    why="The inner derivative of -2t is -2, and its minus meets that of the reciprocal rule.",
)

EXERCISES = (
    four_to_one,
    name_the_ratio,
    three_curves,
    half_way,
    doubling,
    mind_the_minus,
    third_derivative,
    series,
    rumour,
    logarithm_inside,
    gap_in_slope,
    two_chances,
    inner_factor,
)
