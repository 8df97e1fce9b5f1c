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
    added_evidence,
    class_map,
    cost_curve,
    decision_costs,
    four_cells,
    normal_classes,
    precision_curves,
    recalibrated,
    reliability,
    roc_curves,
)
from .descent import descent_distances, descent_parabola, descent_paths, descent_steps
from .existence import escape, losses_along, separable_share, separated_points
from .fits import curve_and_line, curved_boundaries, extrapolated, odds_ratios, turned_sign
from .glm import compared_fits, curve_gap, link_curves, model_parts, noisy_threshold
from .gradient import chain_of_slopes, derivative_errors, gradient_field, residual_pulls
from .likelihood import divergence_bound, likelihood_bars, pulls, surprise, two_losses
from .limits import softplus_asymptotes, squeezed_entropy
from .newton import damped_and_pure, newton_cobweb, solver_race
from .odds import (
    empirical_log_odds,
    odds_scales,
    s_curves,
    sigmoid_derivatives,
    step_and_sigmoid,
)
from .softmax import (
    class_regions,
    class_shares,
    score_bars,
    score_lines,
    shares_before_and_after,
    smooth_maximum,
    temperature_paths,
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
    "added_evidence",
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
    "curved_boundaries",
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
    "extrapolated",
    "falling_losses",
    "four_cells",
    "gradient_field",
    "likelihood_bars",
    "link_curves",
    "losses_along",
    "model_parts",
    "newton_cobweb",
    "noisy_threshold",
    "normal_classes",
    "odds_ratios",
    "odds_scales",
    "precision_curves",
    "pulls",
    "recalibrated",
    "reliability",
    "residual_pulls",
    "roc_curves",
    "s_curves",
    "score_bars",
    "score_lines",
    "separable_share",
    "separated_points",
    "shares_before_and_after",
    "sigmoid_derivatives",
    "smooth_maximum",
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
    "two_losses",
    "valleys",
]
