"""The result of a fit, with everything that can be asked of it: ``Fit``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from lrmath.numeric.data.frames import frame
from lrmath.numeric.inference import (
    diagnostics,
    effects,
    hypotheses,
    null,
    predictions,
    profile,
    sandwich,
    terms,
)
from lrmath.numeric.inference.fitted import Fitted
from lrmath.numeric.inference.summary import summary
from lrmath.numeric.inference.table import Table
from lrmath.numeric.linalg.arrays import Array, ArrayLike


@dataclass(frozen=True, repr=False, eq=False)
class Fit(Fitted):
    """A fitted regression of two or more classes: immutable, and made by ``fit`` only.

    Of two classes the ``coefficients`` and their errors are (n,), in the order of ``names``, the
    intercept first. Of K classes they are (K-1) x n, a row for each of ``classes[1:]``, relative to
    the reference ``classes[0]``; with ``l1``, where no class is a reference, they are K x n.
    ``covariance`` follows ``labels``. Errors are from the inverse Fisher information at the
    estimate with the ridge penalty added, or as ``errors_from`` says, and are computed when first
    asked for.

    ``log_likelihood`` is the ordinary one at the estimate; ``maximum`` is what was maximised: the
    same, or Firth's penalised one up to a constant that depends on the units of X. ``digits`` is
    the number of significant digits of the coefficients that rounding errors leave, as estimated
    from the data's condition. ``trace`` holds the iterates, the start first. ``kkt`` is the largest
    violation of the lasso's optimality conditions relative to ``l1``: the gradient g of the smooth
    part has g_j = -l1 sign(beta_j), or abs(g_j) <= l1 where beta_j = 0.
    """

    @property
    def symmetric(self) -> Array:
        """The coefficients w_k of all classes (K x n), shifted so that they sum to zero."""
        full = predictions.of_all_classes(self)
        return np.asarray(full - full.mean(axis=0))

    def frame(self, level: float = 0.95) -> Any:
        """Return the numbers of ``summary`` as a pandas data frame, a row for each coefficient."""
        return frame(self.columns(level), self.labels)

    def summary(self, level: float = 0.95) -> Table:
        """Return the table of estimates, standard errors, tests, intervals and odds ratios.

        That of a lasso has the coefficients that are not zero. It prints as text, shows as HTML in
        a notebook, and has ``html()`` and ``latex()``.
        """
        return summary(self, level)

    def linear_predictor(self, X: Any, offset: ArrayLike | None = None) -> Any:
        """Return the log-odds eta = X beta + offset (m,) of new rows; raises ``DataError``.

        Of K classes these are (m x K), relative to the reference.
        """
        return predictions.linear_predictor(self, X, offset)

    def predict_proba(self, X: Any, offset: ArrayLike | None = None) -> Any:
        """Return the probability of the second of two classes (m,), sigma(eta) (eq-sigmoid).

        Of K classes return all (m x K), as ordered in ``classes``. For a pandas data frame they
        come as a series or a data frame with its index. Raises ``DataError``.
        """
        return predictions.probabilities(self, X, offset)

    def predict(self, X: Any, offset: ArrayLike | None = None, *, threshold: float = 0.5) -> Any:
        """Return the classes of new rows (m,); raises ``DataError``.

        The second of two classes is predicted where its probability is at least the ``threshold``,
        one of K where it is the most probable.
        """
        return predictions.classes(self, X, offset, threshold)

    wald_test = hypotheses.wald_test
    likelihood_ratio_test = hypotheses.likelihood_ratio_test
    score_test = hypotheses.score_test
    term_tests = terms.term_tests
    term_table = terms.term_table
    contrasts = terms.contrasts
    profile_intervals = profile.profile_intervals
    profile_log_likelihood = profile.profile_log_likelihood
    robust = sandwich.robust
    mcfadden = hypotheses.mcfadden
    null_log_likelihood = null.null_log_likelihood
    average_marginal_effects = effects.average_marginal_effects
    prediction_intervals = diagnostics.prediction_intervals
    laplace_probabilities = diagnostics.laplace_probabilities
    deviance_residuals = diagnostics.deviance_residuals
    pearson_residuals = diagnostics.pearson_residuals
    leverage = diagnostics.leverage
    cooks_distance = diagnostics.cooks_distance
    variance_inflation = terms.variance_inflation

    def __repr__(self) -> str:
        """Return the fit on one line, with the status if it is not the good one."""
        ending = "" if self.status.converged else f", status={self.status.name}"
        likelihood = f"log-likelihood {self.log_likelihood:.6g}{ending}"
        penalties = "".join(f"{name}={getattr(self, name):g}, " for name in self._penalties)
        penalties += "firth, " if self.firth else ""
        if self.coefficients.ndim > 1:
            reference = "" if self.l1 else f"reference {self.classes[0]!r}, "
            size = f"{self.coefficients.size} coefficients"
            several = f"{len(self.classes)} classes, {reference}{size}"
            return f"Fit({penalties}{several}; {likelihood})"
        if self.l1:
            return f"Fit({penalties}{len(self.active)} slopes; {likelihood})"
        pairs = zip(self.names, self.coefficients, strict=True)
        listed = ", ".join(f"{name}={value:.6g}" for name, value in pairs)
        return f"Fit({'firth, ' if self.firth else ''}{listed}; {likelihood})"

    @property
    def _penalties(self) -> tuple[str, ...]:
        return tuple(name for name in ("l1", "l2") if getattr(self, name))
