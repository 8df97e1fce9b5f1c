"""The mathematics of the book on NumPy and SciPy: ``fit(X, y)``, and the parts it is made of.

This room never imports SymPy, ``lrmath.calc`` or ``lrmath.theorems``: it writes the formulas a
second time, and the tests compare the two.
"""

from lrmath.numeric.errors import ConvergenceWarning, DataError, RankError, SeparationError
from lrmath.numeric.family import BERNOULLI, Family, logit, sigmoid, sigmoid_derivative, softplus
from lrmath.numeric.kernel import Evaluation
from lrmath.numeric.model import Fit, fit
from lrmath.numeric.objective import Objective, gradient, hessian, loss, nll, ridge
from lrmath.numeric.point import Point
from lrmath.numeric.solvers import (
    GradientDescent,
    Newton,
    Solution,
    gradient_step,
    minimise,
    newton_step,
)
from lrmath.numeric.status import Status
from lrmath.numeric.table import Table

__all__ = [
    "BERNOULLI",
    "ConvergenceWarning",
    "DataError",
    "Evaluation",
    "Family",
    "Fit",
    "GradientDescent",
    "Newton",
    "Objective",
    "Point",
    "RankError",
    "SeparationError",
    "Solution",
    "Status",
    "Table",
    "fit",
    "gradient",
    "gradient_step",
    "hessian",
    "logit",
    "loss",
    "minimise",
    "newton_step",
    "nll",
    "ridge",
    "sigmoid",
    "sigmoid_derivative",
    "softplus",
]
