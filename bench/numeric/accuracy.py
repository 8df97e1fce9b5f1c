"""Right digits of coefficients and standard errors with default settings, judged by mpmath.

``python -m bench.numeric.accuracy`` prints them as JSON.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import mpmath
import numpy as np

from bench.numeric.workloads import Array, labels, spector

#: Coefficients (n,) with the intercept first, and standard errors or None.
Answer = tuple[Array, Array | None]


def newton(X: Array, y: Array) -> tuple[list[Any], list[Any]]:
    """Return coefficients and standard errors to 50 digits, by damped Newton steps."""
    with mpmath.workdps(60):
        A = mpmath.matrix([[1, *map(float, row)] for row in X])
        units = [mpmath.norm(A[:, j]) for j in range(A.cols)]
        for j, unit in enumerate(units):
            A[:, j] /= unit
        beta = mpmath.matrix(A.cols, 1)
        for _ in range(100):
            value, score, hessian = _derivatives(A, y, beta)
            step, length = mpmath.lu_solve(hessian, score), mpmath.mpf(1)
            while _value(A, y, beta - length * step) > value and length > 1e-12:
                length /= 2
            beta -= length * step
            if mpmath.norm(step) < mpmath.mpf(10) ** -52 * mpmath.norm(beta):
                break
        inverse = _derivatives(A, y, beta)[2] ** -1
        errors = [mpmath.sqrt(inverse[j, j]) / unit for j, unit in enumerate(units)]
        return [beta[j] / unit for j, unit in enumerate(units)], errors


def _value(A: Any, y: Array, beta: Any) -> Any:
    eta = A * beta
    return mpmath.fsum(mpmath.log(1 + mpmath.exp(t)) - int(y[i]) * t for i, t in enumerate(eta))


def _derivatives(A: Any, y: Array, beta: Any) -> tuple[Any, Any, Any]:
    p = [1 / (1 + mpmath.exp(-t)) for t in A * beta]
    score = A.T * mpmath.matrix([p[i] - int(y[i]) for i in range(A.rows)])
    weighted = mpmath.matrix(A.rows, A.cols)
    for i in range(A.rows):
        weighted[i, :] = A[i, :] * (p[i] * (1 - p[i]))
    return _value(A, y, beta), score, A.T * weighted


def digits(values: Array, truth: list[Any]) -> float:
    """Return the right digits of the worst value: 16 at most, 0 if none or not a number."""
    if not np.all(np.isfinite(values)):
        return 0.0
    with mpmath.workdps(60):
        pairs = zip(np.asarray(values, dtype=float), truth, strict=True)
        worst = max(abs(mpmath.mpf(float(a)) - t) / abs(t) for a, t in pairs)
        return float(min(16, max(0, -mpmath.log10(worst + mpmath.mpf(10) ** -30))))


def datasets() -> Iterator[tuple[str, Array, Array]]:
    """Yield one easy data set and four hard ones."""
    work = spector()
    yield "Spector, 32 x 3", work.X, work.y
    rng = np.random.default_rng(5)
    U = np.sqrt(0.99) * rng.standard_normal((150, 1)) + 0.1 * rng.standard_normal((150, 4))
    y = labels(rng, U.sum(axis=1) / 2)
    yield "correlation 0.99, scales 1e-4 to 1e4", U * np.logspace(-4, 4, 4), y
    near = rng.standard_normal((150, 1)) + 1e-4 * rng.standard_normal((150, 4))
    yield "correlation 1 - 1e-8", near, y
    yield "mean 1e6, deviation 1", rng.standard_normal((150, 3)) + 1e6, y
    yield "powers 1 to 6 of x in [5, 6]", rng.uniform(5, 6, 150)[:, None] ** np.arange(1, 7), y


def lrmath(X: Array, y: Array) -> Answer:
    """Return the estimate of this package."""
    from lrmath.numeric import fit

    found = fit(X, y)
    return found.coefficients, found.standard_errors


def scikit_learn(solver: str) -> Callable[[Array, Array], Answer]:
    """scikit-learn without a penalty."""

    def solve(X: Array, y: Array) -> Answer:
        from sklearn.linear_model import LogisticRegression

        model = LogisticRegression(C=np.inf, solver=solver).fit(X, y)
        return np.append(model.intercept_, model.coef_), None

    return solve


def statsmodels_logit(X: Array, y: Array) -> Answer:
    """Logit of statsmodels."""
    import statsmodels.api as sm

    found = sm.Logit(y, sm.add_constant(X, has_constant="add")).fit(disp=0)
    return np.asarray(found.params), np.asarray(found.bse)


def statsmodels_glm(X: Array, y: Array) -> Answer:
    """GLM of statsmodels."""
    import statsmodels.api as sm

    model = sm.GLM(y, sm.add_constant(X, has_constant="add"), family=sm.families.Binomial())
    found = model.fit()
    return np.asarray(found.params), np.asarray(found.bse)


def glum(X: Array, y: Array) -> Answer:
    """Glum without a penalty."""
    from glum import GeneralizedLinearRegressor

    model = GeneralizedLinearRegressor(family="binomial", alpha=0).fit(X, y.astype(float))
    return np.append(model.intercept_, model.coef_), None


DEFAULTS: dict[str, Callable[[Any, Any], Answer]] = {
    "lrmath": lrmath,
    "scikit-learn lbfgs": scikit_learn("lbfgs"),
    "scikit-learn newton-cholesky": scikit_learn("newton-cholesky"),
    "statsmodels Logit": statsmodels_logit,
    "statsmodels GLM": statsmodels_glm,
    "glum": glum,
}


def table() -> dict[str, Any]:
    """Return the digits of every solver on every data set; an error counts as none."""
    rows: dict[str, Any] = {}
    for name, X, y in datasets():
        beta, errors = newton(X, y)
        rows[name] = {}
        for solver, solve in DEFAULTS.items():
            try:
                found, spread = solve(X, y)
            except Exception as error:
                rows[name][solver] = {"error": type(error).__name__}
                continue
            rows[name][solver] = {"coefficients": round(digits(found, beta), 1)}
            if spread is not None:
                rows[name][solver]["standard errors"] = round(digits(spread, errors), 1)
    return rows


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    print(json.dumps(table()))
