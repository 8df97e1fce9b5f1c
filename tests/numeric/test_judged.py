"""Thousands of small data sets, many a hair from separable, against a judge in exact arithmetic.

The judge is the simplex method in fractions: slow, short, exact, and written apart from lrmath. The
estimate exists exactly if the rows a_i = s_i (1, x_i) have full rank and some multipliers lambda_i
>= 1 have sum lambda_i a_i = 0. With lambda = 1 + mu this asks for mu >= 0 with A'mu = -A'1, which
phase one of the simplex method decides.
"""

import warnings
from collections import Counter
from fractions import Fraction

import numpy as np
import pytest

from lrmath.numeric import RankError, SeparationError, fit


def verdict(X, y):
    """Return 'rank', 'separated' or 'overlap' for rows X (m x p) and labels y of 0 and 1."""
    rows = [[Fraction(1), *map(Fraction, map(float, row))] for row in X]
    if rank(rows) < len(rows[0]):
        return "rank"
    signed = [[a if label else -a for a in row] for row, label in zip(rows, y, strict=True)]
    columns = list(zip(*signed, strict=True))
    return "overlap" if feasible([[*column, -sum(column)] for column in columns]) else "separated"


def rank(rows):
    """Return the rank of a matrix of fractions by elimination."""
    rows, found = [list(row) for row in rows], 0
    for j in range(len(rows[0])):
        pivot = next((i for i in range(found, len(rows)) if rows[i][j]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        for i in range(found + 1, len(rows)):
            factor = rows[i][j] / rows[found][j]
            rows[i] = [a - factor * b for a, b in zip(rows[i], rows[found], strict=True)]
        found += 1
    return found


def feasible(equations):
    """Say whether B mu = b has a solution mu >= 0; each equation is a row of B and its b.

    Artificial variables, one for each equation, are driven out as far as they go. The entering
    variable is the first that helps, the leaving one the first of those that are equally tight
    (R. G. Bland, Mathematics of Operations Research 2, 1977, 103), so it ends.
    """
    table = [[-a for a in row] if row[-1] < 0 else list(row) for row in equations]
    count = len(table[0]) - 1
    basis = list(range(count, count + len(table)))
    gain = [sum(column) for column in zip(*table, strict=True)]
    while (entering := next((j for j in range(count) if gain[j] > 0), None)) is not None:
        leaving = tightest(table, basis, entering)
        pivot(table, gain, leaving, entering)
        basis[leaving] = entering
    return gain[-1] == 0


def tightest(table, basis, entering):
    """Return the equation that limits the entering variable most."""
    ratios = [
        (row[-1] / row[entering], basis[i], i) for i, row in enumerate(table) if row[entering] > 0
    ]
    return min(ratios)[2]


def pivot(table, gain, leaving, entering):
    """Make the entering variable basic in the leaving equation, in place."""
    head = table[leaving]
    head[:] = [a / head[entering] for a in head]
    for row in (*table[:leaving], *table[leaving + 1 :], gain):
        factor = row[entering]
        if factor:
            row[:] = [a - factor * b for a, b in zip(row, head, strict=True)]


EXPECTED = {"overlap": "CONVERGED", "separated": "separated", "rank": "rank"}


def lattice(rng, m, p):
    """Return points of a small lattice, with many ties and now and then dependent columns."""
    X = rng.integers(-1, 3, (m, p)).astype(float)
    if rng.random() < 0.1:
        X[:, -1] = 2 * X[:, 0] if p > 1 else 0
    return X, rng.integers(0, 2, m)


def noisy(rng, m, p):
    """Return points whose labels follow a hyperplane with some noise."""
    X = rng.standard_normal((m, p))
    return X, (X @ rng.standard_normal(p) + 0.7 * rng.standard_normal(m) > 0).astype(int)


def hair(rng, m, p):
    """Return classes that a hyperplane cuts, but for one point just across it on the wrong side.

    The pair across is next to each other, so the gap decides, down to 1e-7.
    """
    X = rng.standard_normal((m, p))
    normal = rng.standard_normal(p)
    y = (X @ normal > 0).astype(int)
    gap = 10.0 ** -rng.integers(1, 8) * rng.choice([-1, 1])
    foot = X[0] - (X[0] @ normal) / (normal @ normal) * normal
    X[:2] = foot + gap * normal, foot - gap * normal
    y[:2] = 0, 1
    return X, y


def tie(rng, m, p):
    """Return separated classes, but for one point that has both labels."""
    X = rng.standard_normal((m, p))
    y = (X @ rng.standard_normal(p) > 0).astype(int)
    X[1], y[1] = X[0], 1 - y[0]
    return X, y


def decimal(rng, m, p):
    """Return decimals, which are no binary fractions, cut with ties and noise."""
    X = rng.integers(-3, 4, (m, p)) / 10
    noise = rng.choice([0, 0.1, -0.2], m)
    return X, (X @ rng.integers(-2, 3, p) + noise > 0).astype(int)


KINDS = (lattice, noisy, hair, tie, decimal)


def example(seed):
    """Return features and labels of both classes."""
    rng = np.random.default_rng(seed)
    p = int(rng.integers(1, 4))
    X, y = KINDS[seed % len(KINDS)](rng, int(rng.integers(p + 3, 7 * p + 9)), p)
    if y.min() == y.max():
        y[0] = 1 - y[0]
    return X, y


def outcome(X, y):
    """Return the status of the fit, or which error it raised."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return fit(X, y).status.name
        except SeparationError:
            return "separated"
        except RankError:
            return "rank"


def disagreements(seeds):
    """Return the seeds whose fit is not what the judge says, and how often it said what."""
    found, verdicts = [], Counter()
    for seed in seeds:
        X, y = example(seed)
        judged = verdict(X, y)
        verdicts[judged] += 1
        if outcome(X, y) != EXPECTED[judged]:
            found.append((seed, judged, outcome(X, y)))
    return found, verdicts


def test_the_judge_knows_simple_cases():
    """Cut, tied, overlapping and dependent data on a line; a system with and without solution."""
    line = np.arange(4.0)[:, None]
    assert verdict(line, [0, 0, 1, 1]) == "separated"
    assert verdict([[0.0], [1.0], [1.0], [2.0]], [0, 0, 1, 1]) == "separated"
    assert verdict(line, [0, 1, 0, 1]) == "overlap"
    assert verdict(np.ones((4, 1)), [0, 1, 0, 1]) == "rank"
    assert rank([[1, 2], [2, 4]]) == 1
    assert feasible([[1, 1, 2], [1, -1, 0]])
    assert not feasible([[1, 1, -2]])


def test_three_hundred_data_sets():
    """Never a wrong 'converged', never a missed separation, never a false alarm."""
    found, verdicts = disagreements(range(300))
    assert found == []
    assert min(verdicts["overlap"], verdicts["separated"]) > 50
    assert verdicts["rank"] > 0


@pytest.mark.slow
@pytest.mark.parametrize("part", range(10))
def test_ten_thousand_data_sets(part):
    """The same for ten thousand."""
    assert disagreements(range(1000 * part, 1000 * (part + 1)))[0] == []
