"""Data sets and the oracle: Newton's method in mpmath at 50 digits, written apart from lrmath."""

from dataclasses import dataclass

import mpmath
import numpy as np
import pytest
from numpy.typing import NDArray


@dataclass(frozen=True)
class Truth:
    """Coefficients, standard errors and log-likelihood to 50 digits, intercept first."""

    coefficients: list
    standard_errors: list
    log_likelihood: mpmath.mpf


def newton_50_digits(X, y):
    """Return the maximum-likelihood fit of y on a constant and the columns of X."""
    with mpmath.workdps(60):
        A = mpmath.matrix([[1, *map(float, row)] for row in X])
        units = [mpmath.norm(A[:, j]) for j in range(A.cols)]
        for j, unit in enumerate(units):
            A[:, j] /= unit
        y = mpmath.matrix([int(label) for label in y])
        beta = mpmath.matrix(A.cols, 1)
        for _ in range(200):
            value, score, hessian = derivatives(A, y, beta)
            step = mpmath.lu_solve(hessian, score)
            length = mpmath.mpf(1)
            while derivatives(A, y, beta - length * step)[0] > value and length > 1e-12:
                length /= 2
            beta -= length * step
            if mpmath.norm(step) < mpmath.mpf(10) ** -52 * mpmath.norm(beta):
                break
        value, _, hessian = derivatives(A, y, beta)
        inverse = hessian**-1
        return Truth(
            [beta[j] / unit for j, unit in enumerate(units)],
            [mpmath.sqrt(inverse[j, j]) / unit for j, unit in enumerate(units)],
            -value,
        )


def derivatives(A, y, beta):
    """Return loss, gradient and Hessian from the textbook formulas."""
    eta = A * beta
    p = [1 / (1 + mpmath.exp(-t)) for t in eta]
    value = mpmath.fsum(mpmath.log(1 + mpmath.exp(t)) - y[i] * t for i, t in enumerate(eta))
    score = A.T * mpmath.matrix([p[i] - y[i] for i in range(A.rows)])
    weighted = mpmath.matrix(A.rows, A.cols)
    for i in range(A.rows):
        weighted[i, :] = A[i, :] * (p[i] * (1 - p[i]))
    return value, score, A.T * weighted


def digits(values, truth):
    """Return the number of right significant digits of the worst value, at most 16.5."""
    with mpmath.workdps(60):
        worst = max(
            abs(mpmath.mpf(float(a)) - t) / abs(t) for a, t in zip(values, truth, strict=True)
        )
        return float(min(16.5, -mpmath.log10(worst + mpmath.mpf(10) ** -30)))


def spector() -> tuple[NDArray, NDArray]:
    """Return the 32 students of L. C. Spector and M. Mazzeo (1980) as ``X`` (32 x 3) and ``y``."""
    import statsmodels.api as sm  # heavy: only the tests that use the data pay for it

    data = sm.datasets.spector.load_pandas()
    return data.exog.to_numpy(), data.endog.to_numpy()


def twenty_three() -> tuple[NDArray, NDArray]:
    """Return 23 points on which Newton's method without a line search diverges from 0."""
    x = np.concatenate([[-2.0, -1.0], np.zeros(20), [100.0]])
    return x[:, None], np.concatenate([[1, 0], np.ones(20), [1]])


def five() -> tuple[NDArray, NDArray]:
    """Return x = (-2, -1, 0, 1, 2) and y = (0, 1, 0, 1, 1)."""
    return np.arange(-2.0, 3.0)[:, None], np.array([0, 1, 0, 1, 1])


@pytest.fixture(name="spector", scope="session")
def _spector():
    return spector()


@pytest.fixture(name="twenty_three")
def _twenty_three():
    return twenty_three()


@pytest.fixture(name="newton_50_digits", scope="session")
def _newton_50_digits():
    return newton_50_digits


@pytest.fixture(name="digits", scope="session")
def _digits():
    return digits
