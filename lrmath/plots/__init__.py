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
from .descent import descent_distances, descent_parabola, descent_paths, descent_steps
from .existence import escape, losses_along, separable_share, separated_points
from .families import compared_fits, curve_gap, link_curves, link_pulls
from .fits import curve_and_line, odds_ratios, turned_sign
from .gradient import (
    chain_of_slopes,
    derivative_errors,
    entropy_of_rivals,
    feature_totals,
    gradient_field,
    gradient_parts,
    residual_pulls,
)
from .likelihood import (
    divergence_bound,
    likelihood_bars,
    margin_losses,
    mean_losses,
    product_and_loss,
    pulls,
    surprise,
    two_losses,
)
from .limits import softplus_asymptotes, squeezed_entropy
from .model import drawn_labels, misfit, model_parts, neuron, noisy_threshold, two_bells
from .newton import damped_and_pure, newton_cobweb, solver_race
from .odds import (
    empirical_log_odds,
    level_lines,
    odds_scales,
    probability_plane,
    risk_ratios,
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
    "drawn_labels",
    "empirical_log_odds",
    "entropy_of_rivals",
    "escape",
    "falling_losses",
    "feature_totals",
    "gradient_field",
    "gradient_parts",
    "level_lines",
    "likelihood_bars",
    "link_curves",
    "link_pulls",
    "losses_along",
    "margin_losses",
    "mean_losses",
    "misfit",
    "model_parts",
    "neuron",
    "newton_cobweb",
    "noisy_threshold",
    "normal_classes",
    "odds_ratios",
    "odds_scales",
    "probability_plane",
    "product_and_loss",
    "pulls",
    "reliability",
    "residual_pulls",
    "risk_ratios",
    "roc_curves",
    "s_curves",
    "score_bars",
    "separable_share",
    "separated_points",
    "sigmoid_derivatives",
    "softplus_asymptotes",
    "solver_race",
    "squeezed_entropy",
    "step_and_sigmoid",
    "style",
    "sum_of_bowls",
    "surprise",
    "tangent_and_parabola",
    "temperature_paths",
    "turned_sign",
    "two_bells",
    "two_losses",
    "valleys",
]
