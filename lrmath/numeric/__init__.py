"""The mathematics of the book on NumPy and SciPy: ``fit(X, y)``, and the parts it is made of.

This room never imports SymPy, ``lrmath.calc`` or ``lrmath.theorems``: it writes the formulas a
second time, and the tests compare the two.
"""

from lrmath.numeric.blocks import Block, Blocks, DaskBlocks, Raw
from lrmath.numeric.categorical import log_sum_exp, softmax
from lrmath.numeric.effects import Effects, average_marginal_effects
from lrmath.numeric.entry import fit, fit_multinomial
from lrmath.numeric.errors import ConvergenceWarning, DataError, RankError, SeparationError
from lrmath.numeric.family import BERNOULLI, Family, logit, sigmoid, sigmoid_derivative, softplus
from lrmath.numeric.firth_fit import FirthFit, fit_firth
from lrmath.numeric.firth_multinomial import MultinomialFirthFit, fit_multinomial_firth
from lrmath.numeric.formula import (
    FormulaFit,
    MultinomialFormulaFit,
    fit_formula,
    fit_multinomial_formula,
)
from lrmath.numeric.inference import (
    ChiSquared,
    deviance_residuals,
    likelihood_ratio_test,
    mcfadden,
    null_log_likelihood,
    score_test,
    wald_test,
)
from lrmath.numeric.kernel import Evaluation
from lrmath.numeric.lasso_fit import LassoFit, fit_lasso, largest_l1, lasso_path
from lrmath.numeric.lasso_multinomial import (
    MultinomialLassoFit,
    fit_multinomial_lasso,
    largest_multinomial_l1,
    multinomial_lasso_path,
)
from lrmath.numeric.loaders import array_blocks, collection_blocks, parquet_blocks
from lrmath.numeric.model import Fit
from lrmath.numeric.multinomial import MultinomialFit
from lrmath.numeric.objective import Objective, gradient, hessian, loss, nll, ridge
from lrmath.numeric.point import Point
from lrmath.numeric.profile import profile_intervals, profile_log_likelihood
from lrmath.numeric.progress import watched
from lrmath.numeric.quasi_newton import bfgs
from lrmath.numeric.rules import GradientDescent, Majorise, Newton, lipschitz_constant
from lrmath.numeric.sandwich import robust
from lrmath.numeric.separation import find_separation
from lrmath.numeric.solvers import Solution, gradient_step, minimise, newton_step
from lrmath.numeric.status import Status
from lrmath.numeric.stochastic import reshuffled, sgd, stochastic_steps
from lrmath.numeric.streamed_fit import BlocksFit, fit_blocks
from lrmath.numeric.table import Table
from lrmath.numeric.verdict import Kind, Separation

__all__ = [
    "BERNOULLI",
    "Block",
    "Blocks",
    "BlocksFit",
    "ChiSquared",
    "ConvergenceWarning",
    "DaskBlocks",
    "DataError",
    "Effects",
    "Evaluation",
    "Family",
    "FirthFit",
    "Fit",
    "FormulaFit",
    "GradientDescent",
    "Kind",
    "LassoFit",
    "Majorise",
    "MultinomialFirthFit",
    "MultinomialFit",
    "MultinomialFormulaFit",
    "MultinomialLassoFit",
    "Newton",
    "Objective",
    "Point",
    "RankError",
    "Raw",
    "Separation",
    "SeparationError",
    "Solution",
    "Status",
    "Table",
    "array_blocks",
    "average_marginal_effects",
    "bfgs",
    "collection_blocks",
    "deviance_residuals",
    "find_separation",
    "fit",
    "fit_blocks",
    "fit_firth",
    "fit_formula",
    "fit_lasso",
    "fit_multinomial",
    "fit_multinomial_firth",
    "fit_multinomial_formula",
    "fit_multinomial_lasso",
    "gradient",
    "gradient_step",
    "hessian",
    "largest_l1",
    "largest_multinomial_l1",
    "lasso_path",
    "likelihood_ratio_test",
    "lipschitz_constant",
    "log_sum_exp",
    "logit",
    "loss",
    "mcfadden",
    "minimise",
    "multinomial_lasso_path",
    "newton_step",
    "nll",
    "null_log_likelihood",
    "parquet_blocks",
    "profile_intervals",
    "profile_log_likelihood",
    "reshuffled",
    "ridge",
    "robust",
    "score_test",
    "sgd",
    "sigmoid",
    "sigmoid_derivative",
    "softmax",
    "softplus",
    "stochastic_steps",
    "wald_test",
    "watched",
]
