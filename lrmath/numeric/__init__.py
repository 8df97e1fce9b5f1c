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

from lrmath.numeric.data.blocks import Block, Blocks, DaskBlocks, Raw
from lrmath.numeric.data.loaders import array_blocks, parquet_blocks
from lrmath.numeric.exist.decision import find_separation
from lrmath.numeric.fit import Path, fit, lasso_path
from lrmath.numeric.inference.diagnostics import (
    cooks_distance,
    deviance_residuals,
    laplace_probabilities,
    leverage,
    pearson_residuals,
    prediction_intervals,
)
from lrmath.numeric.inference.effects import Effects, average_marginal_effects
from lrmath.numeric.inference.hypotheses import (
    ChiSquared,
    likelihood_ratio_test,
    mcfadden,
    score_test,
    wald_test,
)
from lrmath.numeric.inference.null import null_log_likelihood
from lrmath.numeric.inference.profile import profile_intervals, profile_log_likelihood
from lrmath.numeric.inference.result import Fit
from lrmath.numeric.inference.sandwich import robust
from lrmath.numeric.inference.table import Table
from lrmath.numeric.inference.terms import contrasts, term_table, term_tests, variance_inflation
from lrmath.numeric.model.categorical import log_sum_exp, softmax
from lrmath.numeric.model.errors import ConvergenceWarning, DataError, RankError, SeparationError
from lrmath.numeric.model.families import (
    BERNOULLI,
    logit,
    sigmoid,
    sigmoid_derivative,
    softplus,
)
from lrmath.numeric.model.iterate import Point
from lrmath.numeric.model.objective import Objective, gradient, hessian, loss, nll, ridge
from lrmath.numeric.model.rows import Evaluation
from lrmath.numeric.model.separability import Kind, Separation
from lrmath.numeric.solve.loop import Solution, gradient_step, minimise, newton_step
from lrmath.numeric.solve.progress import watched
from lrmath.numeric.solve.quasi_newton import bfgs
from lrmath.numeric.solve.rules import GradientDescent, Majorise, Newton, lipschitz_constant
from lrmath.numeric.solve.status import Status
from lrmath.numeric.solve.stochastic import reshuffled, sgd, stochastic_steps
from lrmath.numeric.validation import (
    Calibration,
    Roc,
    brier_score,
    calibration,
    calibration_fit,
    hosmer_lemeshow,
    roc,
)

__all__ = [
    "BERNOULLI",
    "Block",
    "Blocks",
    "Calibration",
    "ChiSquared",
    "ConvergenceWarning",
    "DaskBlocks",
    "DataError",
    "Effects",
    "Evaluation",
    "Fit",
    "GradientDescent",
    "Kind",
    "Majorise",
    "Newton",
    "Objective",
    "Path",
    "Point",
    "RankError",
    "Raw",
    "Roc",
    "Separation",
    "SeparationError",
    "Solution",
    "Status",
    "Table",
    "array_blocks",
    "average_marginal_effects",
    "bfgs",
    "brier_score",
    "calibration",
    "calibration_fit",
    "contrasts",
    "cooks_distance",
    "deviance_residuals",
    "find_separation",
    "fit",
    "gradient",
    "gradient_step",
    "hessian",
    "hosmer_lemeshow",
    "laplace_probabilities",
    "lasso_path",
    "leverage",
    "likelihood_ratio_test",
    "lipschitz_constant",
    "log_sum_exp",
    "logit",
    "loss",
    "mcfadden",
    "minimise",
    "newton_step",
    "nll",
    "null_log_likelihood",
    "parquet_blocks",
    "pearson_residuals",
    "prediction_intervals",
    "profile_intervals",
    "profile_log_likelihood",
    "reshuffled",
    "ridge",
    "robust",
    "roc",
    "score_test",
    "sgd",
    "sigmoid",
    "sigmoid_derivative",
    "softmax",
    "softplus",
    "stochastic_steps",
    "term_table",
    "term_tests",
    "variance_inflation",
    "wald_test",
    "watched",
]
