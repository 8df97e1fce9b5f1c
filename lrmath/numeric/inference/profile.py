"""Profile-likelihood intervals: the values that the likelihood-ratio test accepts."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtri

from lrmath.numeric.data.vectors import check_level
from lrmath.numeric.inference.constraints import fixed
from lrmath.numeric.inference.fitted import Fitted
from lrmath.numeric.inference.hypotheses import unpenalised
from lrmath.numeric.inference.restriction import restricted_optimum
from lrmath.numeric.linalg.arrays import Array, ArrayLike
from lrmath.numeric.model.errors import DataError

#: Doublings of the Wald distance before a profile counts as flat.
DOUBLINGS = 40


def profile_log_likelihood(fit: Fitted, name: str, values: ArrayLike) -> Array:
    """Return the largest log-likelihood for each fixed value of the coefficient (k,), for plots."""
    flat = np.ravel(np.asarray(values, dtype=np.float64))
    return np.array([restricted_optimum(fit, fixed(fit.labels, {name: float(v)}))[0] for v in flat])


def profile_intervals(fit: Fitted, *names: str, level: float = 0.95) -> Array:
    """Return the intervals {b_j : 2 (l - l_profile(b_j)) <= z^2} of the named coefficients (k x 2).

    Without names all coefficients get theirs. Unlike Wald's they need not be symmetric, and they do
    not depend on the parametrisation (D. J. Venzon and S. H. Moolgavkar, Applied Statistics 37,
    1988, 87). Raises ``DataError`` on an unknown name, a penalised fit, or a level outside (0, 1).
    """
    unpenalised(fit)
    z = float(ndtri((1 + check_level(level)) / 2))
    return np.array([[_bound(fit, name, -z), _bound(fit, name, z)] for name in names or fit.labels])


def _bound(fit: Fitted, name: str, z: float) -> float:
    """Return where the signed root of the likelihood ratio, nearly linear, equals z."""
    estimate, reach = _estimate_and_reach(fit, name, z)
    excess = _signed_root(fit, name, estimate, z)
    for _ in range(DOUBLINGS):
        if excess(estimate + reach) >= 0:
            return float(brentq(excess, estimate, estimate + reach, xtol=1e-12, rtol=1e-12))
        reach *= 2
    return float(np.copysign(np.inf, z))


def _estimate_and_reach(fit: Fitted, name: str, z: float) -> tuple[float, float]:
    if name not in fit.labels:
        raise DataError(f"no coefficient is called {name!r}; there are {fit.labels}")
    j = fit.labels.index(name)
    return float(fit.coefficients.ravel()[j]), float(z * fit.standard_errors.ravel()[j])


def _signed_root(fit: Fitted, name: str, estimate: float, z: float) -> Callable[[float], float]:
    """Return v -> sqrt(2 (l - l_profile(v))) - |z|, which is -|z| at the estimate."""

    def excess(value: float) -> float:
        if value == estimate:
            return -abs(z)
        drop = fit.maximum - restricted_optimum(fit, fixed(fit.labels, {name: value}))[0]
        return float(np.sqrt(max(2 * drop, 0.0))) - abs(z)

    return excess
