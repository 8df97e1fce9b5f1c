"""The book's figures, drawn by functions that take your data as well as the book's.

One line makes a notebook draw as the book does::

    from lrmath.plots import BLUE, style; style()
"""

from .curvature import (
    curvature_band,
    curvature_ellipses,
    falling_losses,
    sum_of_bowls,
    tangent_and_parabola,
    valleys,
)
from .decisions import (
    class_map,
    cost_curve,
    decision_costs,
    normal_classes,
    reliability,
    roc_curves,
)
from .descent import (
    descent_distances,
    descent_parabola,
    descent_paths,
    descent_steps,
    loss_heights,
    predicted_errors,
    stochastic_cloud,
)
from .existence import (
    escape,
    escape_path,
    existence_border,
    losses_along,
    margin_losses,
    separable_share,
    separated_points,
    signed_arrows,
)
from .fits import curve_and_line, odds_ratios, turned_sign
from .glm import compared_fits, curve_gap, link_curves, model_parts, noisy_threshold
from .gradient import chain_of_slopes, derivative_errors, gradient_field, residual_pulls
from .likelihood import divergence_bound, likelihood_bars, pulls, surprise, two_losses
from .limits import softplus_asymptotes, squeezed_entropy
from .newton import (
    bowl_and_bound,
    damped_and_pure,
    learned_hessians,
    newton_basin,
    newton_bowls,
    newton_cobweb,
    solver_race,
)
from .odds import (
    empirical_log_odds,
    odds_scales,
    s_curves,
    sigmoid_derivatives,
    step_and_sigmoid,
)
from .softmax import class_regions, class_shares, score_bars, temperature_paths
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
    "bowl_and_bound",
    "chain_of_slopes",
    "class_map",
    "class_regions",
    "class_shares",
    "compared_fits",
    "cost_curve",
    "curvature_band",
    "curvature_ellipses",
    "curve_and_line",
    "curve_gap",
    "damped_and_pure",
    "decision_costs",
    "derivative_errors",
    "descent_distances",
    "descent_parabola",
    "descent_paths",
    "descent_steps",
    "divergence_bound",
    "empirical_log_odds",
    "escape",
    "escape_path",
    "existence_border",
    "falling_losses",
    "gradient_field",
    "learned_hessians",
    "likelihood_bars",
    "link_curves",
    "loss_heights",
    "losses_along",
    "margin_losses",
    "model_parts",
    "newton_basin",
    "newton_bowls",
    "newton_cobweb",
    "noisy_threshold",
    "normal_classes",
    "odds_ratios",
    "odds_scales",
    "predicted_errors",
    "pulls",
    "reliability",
    "residual_pulls",
    "roc_curves",
    "s_curves",
    "score_bars",
    "separable_share",
    "separated_points",
    "sigmoid_derivatives",
    "signed_arrows",
    "softplus_asymptotes",
    "solver_race",
    "squeezed_entropy",
    "step_and_sigmoid",
    "stochastic_cloud",
    "style",
    "sum_of_bowls",
    "surprise",
    "tangent_and_parabola",
    "temperature_paths",
    "turned_sign",
    "two_losses",
    "valleys",
]
