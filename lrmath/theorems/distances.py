"""Chapter *Gradient descent and its stochastic version*: how far the minimiser is after a step."""

from __future__ import annotations

from lrmath.calc import algebra, definition, given, positivity

from .descent import BOUND, descent, stepped
from .gradient import gradient
from .inequalities import softplus_parabola, softplus_tangent
from .notation import book

# ---------------------------------------------------------------- the distance to the minimum
# w: a minimiser; W: the product of the gradient with the way from the minimiser
# P, P1: squared distances to the minimiser, before and after
aims = (
    stepped.array("w", "n")
    .define("JW", "Sum(A(Sum(w[k]*x[i,k], k)) - y[i]*Sum(w[k]*x[i,k], k), i)")
    .define("W", "Sum(g[j]*(beta[j] - w[j]), j)")
    .define("P", "Sum((beta[j] - w[j])**2, j)")
    .define("P1", "Sum((beta[j] - alpha*g[j] - w[j])**2, j)")
    .typeset(
        JW=r"J(\hat{\beta})",
        W=r"g^\top (\beta - \hat{\beta})",
        P="r_k^2",
        P1="r_{k+1}^2",
        w=r"\hat{\beta}",
    )
)

two_distances = (
    aims.claim("eq-two-distances", "P1", "P - 2*alpha*W + alpha**2*Sum(g[j]**2, j)")
    .step("Sum((beta[j] - alpha*g[j] - w[j])**2, j)", by=definition("P1"))
    .step("P - 2*alpha*W + alpha**2*Sum(g[j]**2, j)", by=[definition("P", "W"), algebra])
    .qed()
)

minimum_above = (
    aims.claim("eq-minimum-above", "JW", ">= J - W")
    .step("Sum(A(Sum(w[k]*x[i,k], k)) - y[i]*Sum(w[k]*x[i,k], k), i)", by=definition("JW"))
    .step(
        ">= Sum(A(eta[i]) + sigma(eta[i])*(Sum(w[k]*x[i,k], k) - eta[i])"
        " - y[i]*Sum(w[k]*x[i,k], k), i)",
        by=softplus_tangent,
    )
    .step(
        "J - Sum((p[i] - y[i])*Sum(x[i,j]*(beta[j] - w[j]), j), i)",
        by=[definition("J", "p", "eta"), algebra],
    )
    .step("J - Sum(Sum((p[i] - y[i])*x[i,j], i)*(beta[j] - w[j]), j)", by=algebra)
    .step("J - Sum(D(J, beta[j])*(beta[j] - w[j]), j)", by=gradient)
    .step("J - W", by=definition("W", "g"))
    .qed()
)

# N: steps taken
energetic = (
    aims.scalar("N", "nonnegative")
    .scalar("C", "positive")
    .assume("alpha = 1/C", BOUND)
    .typeset(C="L", N="k")
)

energy_falls = (
    energetic.claim("eq-energy", "(N + 1)*(JN - JW) + C/2*P1", "<= N*(J - JW) + C/2*P")
    .step("<= (N + 1)*(J - alpha*(1 - alpha*C/2)*Sum(g[j]**2, j) - JW) + C/2*P1", by=descent)
    .step(
        "(N + 1)*(J - alpha*(1 - alpha*C/2)*Sum(g[j]**2, j) - JW)"
        " + C/2*(P - 2*alpha*W + alpha**2*Sum(g[j]**2, j))",
        by=two_distances,
    )
    .step("N*(J - JW) - N/(2*C)*Sum(g[j]**2, j) + C/2*P + (J - W - JW)", by=[given, algebra])
    .step("<= N*(J - JW) - N/(2*C)*Sum(g[j]**2, j) + C/2*P + (JW - JW)", by=minimum_above)
    .step("<= N*(J - JW) + C/2*P", by=positivity)
    .qed()
)

# ---------------------------------------------------------------- two slopes of softplus
general = book.scalar("s")
APART = "(sigma(s) - sigma(t))"

softplus_apart = (
    general.claim("eq-softplus-apart", "A(s)", f">= A(t) + sigma(t)*(s - t) + 2*{APART}**2")
    .step(
        f"A(s) + (-4*{APART})*sigma(s) + (-4*{APART})**2/8 + 4*{APART}*sigma(s) - 2*{APART}**2",
        by=algebra,
    )
    .step(f">= A(s + (-4*{APART})) + 4*{APART}*sigma(s) - 2*{APART}**2", by=softplus_parabola)
    .step(
        f">= A(t) + sigma(t)*(s + (-4*{APART}) - t) + 4*{APART}*sigma(s) - 2*{APART}**2",
        by=softplus_tangent,
    )
    .step(f"A(t) + sigma(t)*(s - t) + 2*{APART}**2", by=algebra)
    .qed()
)

slopes_apart = (
    general.claim("eq-slopes-apart", f"{APART}*(s - t)", f">= 4*{APART}**2")
    .step("A(s) + A(t) - A(t) - sigma(t)*(s - t) - A(s) - sigma(s)*(t - s)", by=algebra)
    .step(
        f">= A(t) + sigma(t)*(s - t) + 2*{APART}**2 + (A(s) + sigma(s)*(t - s)"
        " + 2*(sigma(t) - sigma(s))**2) - A(t) - sigma(t)*(s - t) - A(s) - sigma(s)*(t - s)",
        by=softplus_apart,
    )
    .step(f"4*{APART}**2", by=algebra)
    .qed()
)

# ---------------------------------------------------------------- every step comes nearer
# z: the probabilities at the minimiser, where the score equations hold
settled = (
    aims.define("z[i]", "sigma(Sum(w[k]*x[i,k], k))", domain="unit")
    .assume("Sum((z[i] - y[i])*x[i,j], i) = 0")
    .typeset(z=r"\hat{p}")
)

pull_by_sample = (
    aims.claim("eq-pull-by-sample", "W", "Sum((p[i] - y[i])*(eta[i] - Sum(w[k]*x[i,k], k)), i)")
    .step("Sum(D(J, beta[j])*(beta[j] - w[j]), j)", by=definition("W", "g"))
    .step("Sum(Sum((p[i] - y[i])*x[i,j], i)*(beta[j] - w[j]), j)", by=gradient)
    .step("Sum((p[i] - y[i])*(eta[i] - Sum(w[k]*x[i,k], k)), i)", by=[definition("eta"), algebra])
    .qed()
)

pull_probabilities = (
    settled.claim("eq-pull-probabilities", "W", ">= 4*Sum((p[i] - z[i])**2, i)")
    .step("Sum((p[i] - y[i])*(eta[i] - Sum(w[k]*x[i,k], k)), i)", by=pull_by_sample)
    .step(
        "Sum((p[i] - z[i])*(eta[i] - Sum(w[k]*x[i,k], k)), i)"
        " + Sum(Sum((z[i] - y[i])*x[i,j], i)*(beta[j] - w[j]), j)",
        by=[definition("eta"), algebra],
    )
    .step(
        "Sum((p[i] - z[i])*(eta[i] - Sum(w[k]*x[i,k], k)), i) + Sum(0*(beta[j] - w[j]), j)",
        by=given,
    )
    .step(
        "Sum((sigma(eta[i]) - sigma(Sum(w[k]*x[i,k], k)))*(eta[i] - Sum(w[k]*x[i,k], k)), i)",
        by=[definition("p", "z"), algebra],
    )
    .step(">= Sum(4*(sigma(eta[i]) - sigma(Sum(w[k]*x[i,k], k)))**2, i)", by=slopes_apart)
    .step("4*Sum((p[i] - z[i])**2, i)", by=[definition("p", "z"), algebra])
    .qed()
)

# C: the bound L; the hypothesis holds if 4C is the largest eigenvalue of XX', which is that of X'X
firm = (
    settled.scalar("C", "positive")
    .assume("Sum((p[i] - z[i])**2, i) >= Sum(g[j]**2, j)/(4*C)")
    .typeset(C="L")
)

pull = (
    firm.claim("eq-pull", "W", ">= Sum(g[j]**2, j)/C")
    .step(">= 4*Sum((p[i] - z[i])**2, i)", by=pull_probabilities)
    .step(">= 4*(Sum(g[j]**2, j)/(4*C))", by=given)
    .step("Sum(g[j]**2, j)/C", by=algebra)
    .qed()
)

nearer = (
    firm.assume("alpha > 0")
    .claim("eq-nearer", "P1", "<= P - alpha*(2/C - alpha)*Sum(g[j]**2, j)")
    .step("P - 2*alpha*W + alpha**2*Sum(g[j]**2, j)", by=two_distances)
    .step("<= P - 2*alpha*(Sum(g[j]**2, j)/C) + alpha**2*Sum(g[j]**2, j)", by=pull)
    .step("P - alpha*(2/C - alpha)*Sum(g[j]**2, j)", by=algebra)
    .qed()
)
