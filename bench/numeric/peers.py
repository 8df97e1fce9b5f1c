"""Every solver as one function from data and tolerance to coefficients, on the same objective.

Solvers that can only penalise the intercept too minimise something else and are left out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sp

from bench.numeric.workloads import Array, Workload

#: Intercepts (k,) and slopes (p x k).
Coefficients = tuple[Array, Array]
#: The tolerances between which one is chosen for each solver.
LOOSEST, FINEST = 1e-3, 1e-13


@dataclass(frozen=True)
class Peer:
    """A solver: ``solve(X, y, l2, tolerance)``, and what it can do."""

    name: str
    solve: Callable[[Any, Array, float, float], Coefficients]
    sparse: bool = False
    penalty: bool = True
    classes: bool = False
    #: Conversions that a user would have done once, outside the clock.
    prepare: Callable[[Any, Array], tuple[Any, Any]] = lambda X, y: (X, y)

    def takes(self, work: Workload) -> bool:
        """Say whether the solver can fit the workload."""
        return (
            (self.sparse or not sp.issparse(work.X))
            and (self.penalty or work.l2 == 0)
            and (self.classes or work.classes == 2)
        )


def lrmath(X: Any, y: Array, l2: float, tolerance: float) -> Coefficients:
    """Fit by this package with its default settings, whatever the tolerance."""
    from lrmath.numeric import fit

    if y.max() == 1:
        beta = fit(X, y, l2=l2).coefficients
        return beta[:1], beta[1:, None]
    B = fit(X, y, l2=l2, classes="all").coefficients
    B = np.vstack([np.zeros(B.shape[1]), B])
    slopes = B[:, 1:] - B[:, 1:].mean(axis=0)  # the penalty is on differences from the mean
    return B[:, 0], slopes.T


def scikit_learn(solver: str) -> Callable[[Any, Array, float, float], Coefficients]:
    """scikit-learn's LogisticRegression with one of its solvers."""

    def solve(X: Any, y: Array, l2: float, tolerance: float) -> Coefficients:
        from sklearn.linear_model import LogisticRegression

        C = np.inf if l2 == 0 else 1 / l2
        model = LogisticRegression(C=C, solver=solver, tol=tolerance, max_iter=100_000).fit(X, y)
        return model.intercept_, model.coef_.T

    return solve


def statsmodels(X: Any, y: Array, l2: float, tolerance: float) -> Coefficients:
    """Logit by Newton's method."""
    import statsmodels.api as sm

    beta = sm.Logit(y, X).fit(method="newton", tol=tolerance, disp=0, maxiter=200).params
    return beta[:1], beta[1:, None]


def glum(solver: str) -> Callable[[Any, Array, float, float], Coefficients]:
    """Glum, whose objective is a mean."""

    def solve(X: Any, y: Array, l2: float, tolerance: float) -> Coefficients:
        from glum import GeneralizedLinearRegressor

        model = GeneralizedLinearRegressor(
            family="binomial",
            alpha=l2 / len(y),
            l1_ratio=0,
            solver=solver,
            gradient_tol=tolerance,
            max_iter=100_000,
        ).fit(X, y)
        return np.array([model.intercept_]), model.coef_[:, None]

    return solve


def liblinear(X: Any, y: Array, l2: float, tolerance: float) -> Coefficients:
    """The official liblinear, trust-region Newton, intercept not penalised."""
    from liblinear.liblinearutil import train

    C = 1 / l2 if l2 else 1e10
    model = train(y, X, f"-s 0 -B 1 -R -c {C!r} -e {tolerance!r} -q")
    w, b = model.get_decfun()
    return np.array([b]), np.array(w)[:, None]


def optax(X: Any, y: Any, l2: float, tolerance: float) -> Coefficients:
    """L-BFGS of optax, compiled by JAX for the shape of the data before the clock starts."""
    import jax.numpy as jnp

    k = 1 if int(y.max()) == 1 else int(y.max()) + 1
    start = (jnp.zeros(k), jnp.zeros((X.shape[1], k)))
    intercept, W = _compiled()(start, X, y, l2, tolerance)
    return np.asarray(intercept), np.asarray(W)


_cache: list[Any] = []


def _compiled() -> Any:
    if _cache:
        return _cache[0]
    import jax
    import jax.numpy as jnp
    import optax as ox

    def mean_loss(at: Any, X: Any, y: Any, l2: Any) -> Any:
        eta = X @ at[1] + at[0]
        if eta.shape[1] == 1:
            losses = jax.nn.softplus(eta[:, 0]) - y * eta[:, 0]
        else:
            losses = jax.nn.logsumexp(eta, 1) - eta[jnp.arange(len(y)), y]
        return losses.mean() + l2 / 2 * (at[1] ** 2).sum() / len(y)

    def run(start: Any, X: Any, y: Any, l2: Any, tolerance: Any) -> Any:
        def f(at: Any) -> Any:
            return mean_loss(at, X, y, l2)

        rule, evaluate = ox.lbfgs(), ox.value_and_grad_from_state(f)

        def step(carry: Any) -> Any:
            at, state = carry
            value, g = evaluate(at, state=state)
            move, state = rule.update(g, state, at, value=value, grad=g, value_fn=f)
            return ox.apply_updates(at, move), state

        def unfinished(carry: Any) -> Any:
            count, g = ox.tree.get(carry[1], "count"), ox.tree.get(carry[1], "grad")
            size = jnp.maximum(jnp.abs(g[0]).max(), jnp.abs(g[1]).max())
            return (count == 0) | ((count < 20_000) & (size >= tolerance))

        return jax.lax.while_loop(unfinished, step, (start, rule.init(start)))[0]

    _cache.append(jax.jit(run))
    return _cache[0]


def _on_device(X: Any, y: Array) -> tuple[Any, Any]:
    import jax
    import jax.numpy as jnp

    jax.config.update("jax_enable_x64", True)
    return jnp.asarray(X), jnp.asarray(y)


def _signs(X: Any, y: Array) -> tuple[Any, Any]:
    return (sp.csr_matrix(X) if sp.issparse(X) else X), 2.0 * y - 1


def _constant(X: Any, y: Array) -> tuple[Any, Any]:
    return np.column_stack([np.ones(len(y)), X]), y.astype(float)


def _columns(X: Any, y: Array) -> tuple[Any, Any]:
    return (sp.csc_matrix(X) if sp.issparse(X) else X), y.astype(float)


OURS = "lrmath"
PEERS = (
    Peer(OURS, lrmath, sparse=True, classes=True),
    Peer("scikit-learn lbfgs", scikit_learn("lbfgs"), sparse=True, classes=True),
    Peer("scikit-learn newton-cg", scikit_learn("newton-cg"), sparse=True, classes=True),
    Peer("scikit-learn newton-cholesky", scikit_learn("newton-cholesky"), classes=True),
    Peer("statsmodels Logit", statsmodels, penalty=False, prepare=_constant),
    Peer("glum irls", glum("irls-ls"), prepare=_columns),
    Peer("glum lbfgs", glum("lbfgs"), sparse=True, prepare=_columns),
    Peer("liblinear", liblinear, sparse=True, prepare=_signs),
    Peer("optax lbfgs", optax, classes=True, prepare=_on_device),
)
