"""Source 1, its argument for the negative gradient: first order, an angle, a step."""

from __future__ import annotations

from lrmath.calc import definition
from lrmath.theorems import directions, inequalities

from .core import draft
from .numbered import numbered

# ---------------------------------------------------------------- which way is down
# g: the gradient; d: how fast the predictors move along the step
step = directions.sloped
FIRST = "J + Sum(g[j]*v[j], j)"

at_least = (
    draft(step, "Never below the first order", "JV", f">= {FIRST}", items="S1.31")
    .line("", ">= J + Sum(D(J, beta[j])*v[j], j)", by=inequalities.loss_above_tangent)
    .line("S1.31", FIRST, by=definition("g"))
    .done()
)

at_most = (
    draft(step, "And not far above", "JV", f"<= {FIRST} + Sum(d[i]**2, i)/8", items="S1.31")
    .line(
        "",
        "<= J + Sum(D(J, beta[j])*v[j], j) + Sum(d[i]**2, i)/8",
        by=inequalities.loss_below_parabola,
    )
    .line("S1.31", f"{FIRST} + Sum(d[i]**2, i)/8", by=definition("g"))
    .done()
)

angle = numbered(directions.slope_by_angle, "The slope along a step", "S1.32", {2: "S1.32"})
lowest = numbered(directions.least_cosine, "How small a cosine can be", "S1.33", {4: "S1.33"})
opposite = numbered(directions.opposite_step, "Against the gradient", "S1.33", {2: "S1.33"})
no_lower = numbered(directions.no_step_lower, "The most that a step can do", "", {4: "S1.30"})
nearly = numbered(
    directions.steepest_step, "What the step against the gradient does", "", {3: "S1.30"}
)
