r"""Chapter *The gradient, four times*: how much a step of a given length can lower the loss.

The letters are those of the text that asks: the coefficients are printed $w$, the step $\Delta w$.
"""

from __future__ import annotations

from lrmath.calc import algebra, definition, positivity

from .curvature import arrived
from .descent import bounded, descent
from .inequalities import loss_above_tangent

# ---------------------------------------------------------------- the angle
# g: the gradient; M, N: the lengths of g and v; the cosine of the angle between the two
LETTERS = {
    "beta": "w",
    "eta": "z",
    "v": r"\Delta w_{#1}",
    "J": "J(w)",
    "M": r"\lVert g \rVert",
}
sloped = (
    arrived.define("g[j]", "D(J, beta[j])")
    .define("M", "sqrt(Sum(g[j]**2, j))", domain="nonnegative")
    .define("N", "sqrt(Sum(v[j]**2, j))", domain="nonnegative")
    .assume("M > 0", "N > 0")
    .define("cosine", "Sum(g[j]*v[j], j)/(M*N)")
    .typeset(**LETTERS, N=r"\lVert \Delta w \rVert", JV=r"J(w + \Delta w)", cosine=r"\cos \theta")
)

slope_by_angle = (
    sloped.claim("eq-slope-by-angle", "Sum(g[j]*v[j], j)", "M*N*cosine")
    .step("M*N*(Sum(g[j]*v[j], j)/(M*N))", by=algebra)
    .step("M*N*cosine", by=definition("cosine"))
    .qed()
)

least_cosine = (
    sloped.claim("eq-least-cosine", "cosine", ">= -1")
    .step("Sum(g[j]*v[j], j)/(M*N)", by=definition("cosine"))
    .step(
        "Sum((g[j]/M + v[j]/N)**2, j)/2 - Sum(g[j]**2, j)/(2*M**2) - Sum(v[j]**2, j)/(2*N**2)",
        by=algebra,
    )
    .step(">= -Sum(g[j]**2, j)/(2*M**2) - Sum(v[j]**2, j)/(2*N**2)", by=positivity)
    .step("-1", by=[definition("M", "N"), algebra])
    .qed()
)

# h: how many gradients long the step against the gradient is; its length is h times that of g
opposite = sloped.scalar("h", "positive")

opposite_step = (
    opposite.claim("eq-opposite-step", "Sum(g[j]*(-(h*g[j])), j)", "-(M*(h*M))")
    .step("-h*Sum(g[j]**2, j)", by=algebra)
    .step("-(M*(h*M))", by=[definition("M"), algebra])
    .qed()
)

# ---------------------------------------------------------------- the loss itself
no_step_lower = (
    sloped.claim("eq-no-step-lower", "JV", ">= J - M*N")
    .step(">= J + Sum(D(J, beta[j])*v[j], j)", by=loss_above_tangent)
    .step("J + Sum(g[j]*v[j], j)", by=definition("g"))
    .step("J + M*N*cosine", by=slope_by_angle)
    .step(">= J - M*N", by=least_cosine)
    .qed()
)

# e: the length of the step -α g
measured = (
    bounded.define("M", "sqrt(Sum(g[j]**2, j))", domain="nonnegative")
    .define("e", "alpha*M")
    .typeset(**LETTERS, e=r"\varrho", C=r"\Lambda", JN=r"J(w - \alpha g)")
)

steepest_step = (
    measured.claim("eq-steepest-step", "JN", "<= J - e*M + C/2*e**2")
    .step("<= J - alpha*(1 - alpha*C/2)*Sum(g[j]**2, j)", by=descent)
    .step("J - alpha*(1 - alpha*C/2)*M**2", by=[definition("M"), algebra])
    .step("J - e*M + C/2*e**2", by=definition("e"))
    .qed()
)
