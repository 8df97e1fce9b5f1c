"""What tables and predictions need to know of a fit."""

from __future__ import annotations

from typing import Any, Protocol

from lrmath.numeric.data.formulas import Design
from lrmath.numeric.data.problem import Observations
from lrmath.numeric.linalg.arrays import Array
from lrmath.numeric.solve.status import Status


class Predicting(Protocol):
    """Coefficients, and the columns and classes that they belong to."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""

    @property
    def classes(self) -> tuple[Any, ...]:
        """The classes."""

    @property
    def coefficients(self) -> Array:
        """(n,), (K-1) x n or K x n."""

    @property
    def data(self) -> Observations:
        """The observations."""

    @property
    def design(self) -> Design | None:
        """How a formula makes features of a data frame."""


class Tabled(Predicting, Protocol):
    """The numbers of a fit, and how it came about."""

    @property
    def l1(self) -> float:
        """The lasso penalty."""

    @property
    def l2(self) -> float:
        """The ridge penalty."""

    @property
    def firth(self) -> bool:
        """Whether Firth's penalty was used."""

    @property
    def log_likelihood(self) -> float:
        """The log-likelihood."""

    @property
    def kkt(self) -> float:
        """The violation of the lasso's conditions."""

    @property
    def digits(self) -> float:
        """The right digits."""

    @property
    def status(self) -> Status:
        """How it ended."""

    @property
    def iterations(self) -> int:
        """The number of iterations."""

    @property
    def errors_from(self) -> str:
        """Where the errors are from."""

    @property
    def labels(self) -> tuple[str, ...]:
        """The names of the coefficients."""

    @property
    def active(self) -> tuple[str, ...]:
        """The names of the columns that are used."""

    @property
    def deviance(self) -> float:
        """Minus twice the log-likelihood."""

    @property
    def null_deviance(self) -> float:
        """That of the model without slopes."""

    @property
    def df_model(self) -> int:
        """The number of coefficients without the intercepts."""

    @property
    def df_resid(self) -> float:
        """The number of observations less that of the coefficients."""

    @property
    def aic(self) -> float:
        """Akaike's criterion."""

    @property
    def bic(self) -> float:
        """Schwarz's criterion."""

    def columns(self, level: float = 0.95) -> dict[str, Array]:
        """Return the numbers of the table."""
