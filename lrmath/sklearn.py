"""The fits of ``lrmath.numeric`` as a scikit-learn estimator."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.class_weight import compute_sample_weight
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import _check_sample_weight, check_is_fitted, validate_data

from lrmath.numeric import Fit, RankError, SeparationError, fit, sigmoid, softmax
from lrmath.numeric.linalg.arrays import Array

#: The penalty that stands in where the unpenalised estimate does not exist.
FALLBACK = 1e-3
#: What stands for parameters and methods of scikit-learn's class that are not here.
INSTEAD = {
    "densify": "not needed: coef_ is dense",
    "dual": "not needed: the way to the estimate is chosen from the shape of X",
    "intercept_scaling": "not needed: the intercept is never penalised",
    "n_jobs": "not needed: large data use every core",
    "penalty": "l1, l2, or C with l1_ratio; without them there is no penalty",
    "random_state": "not needed: nothing is random",
    "set_callbacks": "lrmath.numeric.watched, which reports each iteration",
    "solver": "not needed: the solver is chosen from the data",
    "sparsify": "scipy.sparse.csr_array(model.coef_)",
    "tol": "not needed: iterations end at the last digits that rounding leaves",
    "verbose": "lrmath.numeric.watched, which reports each iteration",
    "warm_start": "lrmath.numeric.lasso_path, where each fit starts at the one before",
}
_REAL = [np.float64, np.float32]


class NoEstimateWarning(UserWarning):
    """The likelihood has no unique maximum; a small penalty was used, and the message says why."""


class LogisticRegression(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Maximum-likelihood logistic regression of two or more classes; no penalty by default.

    Parameters
    ----------
    l2
        Penalty 1/2 l2 sum_j w_j^2 on the slopes; 1/C in scikit-learn's terms.
    l1
        Penalty l1 sum_j abs(w_j) on the slopes: lasso, or with ``l2`` the elastic net.
    C, l1_ratio
        The same penalties in scikit-learn's terms: l1 = l1_ratio / C, l2 = (1 - l1_ratio) / C.
        Either these are given, or ``l1`` and ``l2``.
    class_weight
        What the weights of a class are multiplied by: ``"balanced"``, inversely to its frequency,
        or a dictionary.
    firth
        Whether Firth's penalised likelihood is maximised, without other penalties.
    fit_intercept
        Whether a constant is fitted.
    max_iter
        Largest number of iterations.
    separated
        What happens where the unpenalised estimate does not exist, because classes are separated or
        columns dependent: ``"warn"`` fits with l2 = 0.001 and warns, ``"raise"`` raises the
        ``SeparationError`` or ``RankError``.

    Attributes
    ----------
    classes_
        The classes (K,), sorted.
    coef_, intercept_
        Slopes (1 x p) and intercept (1,) of the second class, or for more than two classes of all
        (K x p), (K,): so that they sum to zero, or with ``l1`` as in ``Fit``.
    result_
        The ``Fit``, with standard errors, tests and ``summary()``.
    n_iter_
        Iterations taken (1,).
    n_features_in_, feature_names_in_
        As everywhere in scikit-learn.
    """

    def __init__(
        self,
        *,
        l2: float = 0.0,
        l1: float = 0.0,
        C: float | None = None,
        l1_ratio: float | None = None,
        class_weight: str | dict[Any, float] | None = None,
        firth: bool = False,
        fit_intercept: bool = True,
        max_iter: int = 100,
        separated: str = "warn",
    ) -> None:
        self.l2 = l2
        self.l1 = l1
        self.C = C
        self.l1_ratio = l1_ratio
        self.class_weight = class_weight
        self.firth = firth
        self.fit_intercept = fit_intercept
        self.max_iter = max_iter
        self.separated = separated

    def set_params(self, **params: Any) -> LogisticRegression:
        """Set parameters; raises ``ValueError`` on an unknown one, with what to write instead."""
        others = [name for name in params if name in INSTEAD]
        if others:
            raise ValueError(f"there is no parameter {others[0]!r}: {INSTEAD[others[0]]}")
        super().set_params(**params)
        return self

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> LogisticRegression:
        """Fit to X (m x p) and labels y (m,), weighted by ``sample_weight`` (m,) if given."""
        X, y = validate_data(self, X, y, accept_sparse="csr", dtype=_REAL)
        check_classification_targets(y)
        if sample_weight is not None:
            sample_weight = _check_sample_weight(sample_weight, X, ensure_non_negative=True)
            y = y[sample_weight > 0]
            X, sample_weight = X[sample_weight > 0], sample_weight[sample_weight > 0]
        sample_weight = self._weighted(y, sample_weight)
        self.classes_ = np.unique(y)
        if len(self.classes_) < 2:
            raise ValueError(
                f"LogisticRegression needs two classes or more, but y has only one class: "
                f"{self.classes_.tolist()}"
            )
        self.result_ = self._fitted(X, y, sample_weight)
        self.n_iter_ = np.array([max(self.result_.iterations, 1)], dtype=np.int32)
        self._set_coefficients()
        return self

    def decision_function(self, X: Any) -> Array:
        """Return the log-odds of the second class (m,), or the linear predictors of all (m x K)."""
        check_is_fitted(self)
        X = validate_data(self, X, accept_sparse="csr", dtype=_REAL, reset=False)
        scores = X @ self.coef_.T + self.intercept_
        return np.asarray(scores[:, 0] if len(self.classes_) == 2 else scores)

    def predict_proba(self, X: Any) -> Array:
        """Return the probability of every class (m x K), in the order of ``classes_``."""
        scores = self.decision_function(X)
        if scores.ndim == 1:
            return np.column_stack([sigmoid(-scores), sigmoid(scores)])
        return softmax(scores)

    def predict_log_proba(self, X: Any) -> Array:
        """Return the logarithms of ``predict_proba``."""
        with np.errstate(divide="ignore"):  # a probability of 0 has the logarithm -inf
            return np.log(self.predict_proba(X))

    def predict(self, X: Any) -> Array:
        """Return the most probable class of each row (m,)."""
        scores = self.decision_function(X)
        best = (scores > 0).astype(np.intp) if scores.ndim == 1 else scores.argmax(axis=1)
        return np.asarray(self.classes_[best])

    def __sklearn_tags__(self) -> Any:
        """Declare that sparse X is welcome."""
        tags = super().__sklearn_tags__()
        tags.input_tags.sparse = True
        return tags

    def _fitted(self, X: Any, y: Any, weights: Any) -> Fit:
        """Fit, and where no unique estimate exists do as ``separated`` says."""
        if self.separated not in ("warn", "raise"):
            raise ValueError(f"separated must be 'warn' or 'raise', got {self.separated!r}")
        if self.fit_intercept not in (True, False):
            raise ValueError(f"fit_intercept must be True or False, got {self.fit_intercept!r}")
        options: dict[str, Any] = {
            "weights": weights,
            "intercept": bool(self.fit_intercept),
            "max_iter": self.max_iter,
            "names": getattr(self, "feature_names_in_", None),
            "classes": self.classes_,
        }
        l1, l2 = self._penalties()
        try:
            return fit(X, y, l1=l1, l2=l2, firth=self.firth, **options)
        except (RankError, SeparationError) as error:
            if self.separated == "raise":
                raise
            message = f"{error} This fit used l2={FALLBACK}."
            warnings.warn(message, NoEstimateWarning, stacklevel=3)
        return fit(X, y, l2=FALLBACK, **options)

    def _weighted(self, y: Any, weights: Any) -> Any:
        """Return the weights (m,) with those of the classes, None if all are 1."""
        if self.class_weight is None:
            return weights
        of_class = compute_sample_weight(self.class_weight, y)
        return of_class if weights is None else of_class * weights

    def _penalties(self) -> tuple[float, float]:
        """Return l1 and l2, in whichever terms they are given; raises ``ValueError`` if in both."""
        if self.C is None and self.l1_ratio is None:
            return self.l1, self.l2
        if self.l1 or self.l2:
            raise ValueError("give l1 and l2, or C and l1_ratio, which say the same: not both")
        C, ratio = 1.0 if self.C is None else self.C, self.l1_ratio or 0.0
        if not (C > 0 and 0 <= ratio <= 1):
            raise ValueError(f"C must be positive and l1_ratio in [0, 1]; got {C!r} and {ratio!r}")
        return ratio / C, (1 - ratio) / C

    def _set_coefficients(self) -> None:
        found = self.result_
        several = len(self.classes_) > 2 and not found.l1
        all_ = np.atleast_2d(found.symmetric if several else found.coefficients)
        first = int(self.fit_intercept)
        self.coef_ = np.array(all_[:, first:])
        self.intercept_ = np.array(all_[:, 0]) if first else np.zeros(len(all_))
