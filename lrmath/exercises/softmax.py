"""Exercises of the chapter *Softmax regression*."""

from __future__ import annotations

from itertools import product

from mpmath import eigsy, matrix

from lrmath.calc import algebra, calculus
from lrmath.theorems.scores import exponential, jacobian, lse_gradient, scored, softmax
from lrmath.theorems.softmax import gradient, hessian

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

log_slope = Exercise(
    "ex-softmax-log-slope",
    formula(
        scored,
        "D(log(pi[a]), o[c])",
        forbid=("D(",),
        why="One minus a probability for the class itself, minus a probability for the others.",
    ),
    right=("KroneckerDelta(a, c) - pi[c]", "= -pi[c] + KroneckerDelta(c, a)"),
    wrong=("1 - pi[c]", "pi[a]*(KroneckerDelta(a, c) - pi[c])", "KroneckerDelta(a, c) - pi[a]"),
)

repair = Exercise(
    "ex-softmax-repair",
    formula(
        scored,
        "log(Sum(exp(o[h] + t), h))",
        forbid=("exp", "log"),
        why="What is added to every score is added to lse. Only its gradient does not notice.",
    ),
    right=("lse + t", "t + lse"),
    wrong=("lse", "lse + K*t", "log(Sum(exp(o[h] + t), h))"),
    level=1,
)

#: The scores of the probabilities 0.5, 0.3, 0.2: any logarithms of 5, 3 and 2.
SCORES = [1.6094379124341003, 1.0986122886681098, 0.6931471805599453]

eigenvalues = Exercise(
    "ex-softmax-eigenvalues",
    number(
        sorted(eigsy(matrix(jacobian.at(o=SCORES)), eigvals_only=True)),
        why="One eigenvalue is 0, because rows sum to 0; the others add up to 1 - Σπ².",
    ),
    right=([0, 0.2318975, 0.3881025],),
    wrong=([0.5, 0.3, 0.2], [0.25, 0.21, 0.16], [0.3881, 0.2319, 0], 0),
)

parameters = Exercise(
    "ex-softmax-parameters",
    number(
        (7 - 1) * 6,
        why="One class may be held at 0, so K - 1 columns of n coefficients are free.",
    ),
    right=(36, 36.0),
    wrong=(42, 30, 35, None),
    level=1,
)


def _level_directions() -> int:
    """How many eigenvalues of the Hessian vanish, for n = 2 features of full rank and K = 3."""
    blocks = hessian.at(
        X=[[1, 0], [1, 1], [1, 3]],
        Y=[[1, 0, 0], [0, 1, 0], [0, 0, 1]],
        W=[[0, 1, 0], [1, 0, -1]],
    )
    places = list(product(range(3), range(2)))  # class, feature
    rows = [[blocks[a][c][j][k] for c, k in places] for a, j in places]
    return sum(abs(value) < 1e-9 for value in eigsy(matrix(rows), eigvals_only=True))


nullity = Exercise(
    "ex-softmax-nullity",
    number(
        _level_directions(),
        why="One direction for each feature: the same number on top of its K coefficients.",
    ),
    right=(2,),
    wrong=(0, 1, 3, 6),
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
        "quasi-complete",
        why="Setosa stands apart; some samples of the other two must lie on the boundary.",
        hint="Read what the error says of the hyperplane and of points on it.",
    ),
    right=("quasi-complete",),
    wrong=("complete", "overlap", 3),
)

# the slope of a log-probability by a score
log_probability = (
    scored.claim("eq-log-probability", "D(log(pi[a]), o[c])", "KroneckerDelta(a, c) - pi[c]")
    .step("D(o[a] - lse, o[c])", by=[exponential, algebra])
    .step("KroneckerDelta(a, c) - D(lse, o[c])", by=calculus)
    .step("KroneckerDelta(a, c) - pi[c]", by=lse_gradient)
    .qed()
)

gap_in_log = gap(
    "ex-softmax-gap",
    log_probability,
    2,
    "hole - D(lse, o[c])",
    right=("KroneckerDelta(a, c)", "KroneckerDelta(c, a)"),
    wrong=("1", "0", "o[a]", "KroneckerDelta(a, c)*o[a]"),
    why="A score moves with itself, and with no other.",
)

EXERCISES = (
    three,
    log_slope,
    repair,
    eigenvalues,
    parameters,
    nullity,
    first_step,
    existence,
    gap_in_log,
)
