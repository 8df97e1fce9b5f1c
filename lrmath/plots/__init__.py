"""The book's figures, drawn by functions that take your data as well as the book's.

One line makes a notebook draw as the book does::

    from lrmath.plots import BLUE, style; style()
"""

from .gradient import chain_of_slopes, derivative_errors, gradient_field, residual_pulls
from .likelihood import divergence_bound, likelihood_bars, pulls, surprise, two_losses
from .odds import (
    empirical_log_odds,
    odds_scales,
    s_curves,
    sigmoid_derivatives,
    step_and_sigmoid,
)
from .style import (
    BLUE,
    FAINT,
    GREEN,
    INK,
    ORANGE,
    PALETTE,
    PURPLE,
    SKY,
    YELLOW,
    style,
)

__all__ = [
    "BLUE",
    "FAINT",
    "GREEN",
    "INK",
    "ORANGE",
    "PALETTE",
    "PURPLE",
    "SKY",
    "YELLOW",
    "chain_of_slopes",
    "derivative_errors",
    "divergence_bound",
    "empirical_log_odds",
    "gradient_field",
    "likelihood_bars",
    "odds_scales",
    "pulls",
    "residual_pulls",
    "s_curves",
    "sigmoid_derivatives",
    "step_and_sigmoid",
    "style",
    "surprise",
    "two_losses",
]
