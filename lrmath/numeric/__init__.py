"""The mathematics of the book on NumPy and SciPy: ``fit(X, y)``, and the parts it is made of.

Folders from ground to roof; each imports only from itself and from those above it in this list:

- linalg     arrays, dense or sparse; triangular factors, ranks, fractions; threads
- model      families, rows, scaling, objectives and their kernels; what can be wrong with data
- data       observations as they come: checked arrays, frames, formulas, files, blocks
- solve      the loop, its rules, the orthants of the lasso, the last digits
- exist      whether the estimate exists: the cheap bound, and proofs in exact arithmetic
- estimate   the plan from data to estimate: few, many, wide, in blocks, K classes
- inference  what a fit says: results, tests, profiles, robust errors, effects, tables
- fit.py     the entries: one fit, and a path of them
- validation.py  how good probabilities are: ROC, calibration

This room never imports SymPy, ``lrmath.calc`` or ``lrmath.theorems``: it writes the formulas a
second time, and the tests compare the two.
"""

from lrmath.numeric.data.blocks import Blocks, Raw
from lrmath.numeric.data.loaders import array_blocks, parquet_blocks
from lrmath.numeric.exist.decision import find_separation
from lrmath.numeric.fit import fit, lasso_path
from lrmath.numeric.inference.result import Fit
from lrmath.numeric.model.categorical import log_sum_exp, softmax
from lrmath.numeric.model.errors import ConvergenceWarning, DataError, RankError, SeparationError
from lrmath.numeric.model.families import logit, sigmoid, sigmoid_derivative, softplus
from lrmath.numeric.model.objective import gradient, hessian, loss, nll, ridge
from lrmath.numeric.model.separability import Kind
from lrmath.numeric.solve.loop import minimise
from lrmath.numeric.solve.progress import watched
from lrmath.numeric.solve.quasi_newton import bfgs
from lrmath.numeric.solve.rules import GradientDescent, Majorise, Newton, lipschitz_constant
from lrmath.numeric.solve.status import Status
from lrmath.numeric.solve.stochastic import reshuffled, sgd, stochastic_steps

__all__ = [
    "Blocks",
    "ConvergenceWarning",
    "DataError",
    "Fit",
    "GradientDescent",
    "Kind",
    "Majorise",
    "Newton",
    "RankError",
    "Raw",
    "SeparationError",
    "Status",
    "array_blocks",
    "bfgs",
    "find_separation",
    "fit",
    "gradient",
    "hessian",
    "lasso_path",
    "lipschitz_constant",
    "log_sum_exp",
    "logit",
    "loss",
    "minimise",
    "nll",
    "parquet_blocks",
    "reshuffled",
    "ridge",
    "sgd",
    "sigmoid",
    "sigmoid_derivative",
    "softmax",
    "softplus",
    "stochastic_steps",
    "watched",
]
