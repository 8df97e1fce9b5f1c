"""Inequalities to cite: tangents, two means, two distributions; and bounds of the loss."""

from __future__ import annotations

from lrmath.calc import algebra, cases, convexity, definition, given, monotonicity, positivity

from .curvature import arrived, loss_moved
from .likelihood import gap, pinsker_slope, score, softplus_derivative
from .notation import book
from .odds import sigmoid_derivative

general = book.scalar("h g", "positive").scalar("s")

# ---------------------------------------------------------------- curves and their tangents
exp_tangent = (
    book.claim("eq-exp-tangent", "exp(t)", ">= 1 + t")
    .step(">= 1 + t", by=convexity("t", at="0"))
    .qed()
)

log_tangent = (
    general.claim("eq-log-tangent", "log(h)", "<= h - 1")
    .step("<= h - 1", by=convexity("h", at="1"))
    .qed()
)

softplus_tangent = (
    general.claim("eq-softplus-tangent", "A(s)", ">= A(t) + sigma(t)*(s - t)")
    .step(
        ">= A(t) + sigma(t)*(s - t)",
        by=[convexity("s", at="t"), softplus_derivative, sigmoid_derivative],
    )
    .qed()
)

softplus_parabola = (
    book.claim("eq-softplus-parabola", "A(t + u)", "<= A(t) + u*sigma(t) + u**2/8")
    .wrong("<= A(t) + u*sigma(t) + u**2/9")
    .step(
        "<= A(t) + u*sigma(t) + u**2/8",
        by=[convexity("u", at="0"), softplus_derivative, sigmoid_derivative],
    )
    .qed()
)

# ---------------------------------------------------------------- means
two_means = (
    general.claim("eq-two-means", "sqrt(g*h)", "<= (g + h)/2")
    .step("(g + h)/2 - (sqrt(g) - sqrt(h))**2/2", by=algebra)
    .step("<= (g + h)/2", by=positivity)
    .qed()
)

cauchy_schwarz = (
    book.claim(
        "eq-cauchy-schwarz",
        "Sum(beta[j]**2, j)*Sum(v[j]**2, j)",
        ">= Sum(beta[j]*v[j], j)**2",
    )
    .wrong(">= 2*Sum(beta[j]*v[j], j)**2")
    .step(
        "Sum(beta[j]*v[j], j)**2 + Sum(Sum((beta[j]*v[k] - beta[k]*v[j])**2, k), j)/2",
        by=algebra,
    )
    .step(">= Sum(beta[j]*v[j], j)**2", by=positivity)
    .qed()
)

softplus_midpoint = (
    general.claim("eq-softplus-midpoint", "(A(s) + A(t))/2", ">= A((s + t)/2)")
    .step(
        ">= (A((s + t)/2) + sigma((s + t)/2)*(s - (s + t)/2) + A(t))/2",
        by=softplus_tangent.put(s="s", t="(s + t)/2"),
    )
    .step(
        ">= (A((s + t)/2) + sigma((s + t)/2)*(s - (s + t)/2)"
        " + A((s + t)/2) + sigma((s + t)/2)*(t - (s + t)/2))/2",
        by=softplus_tangent.put(s="t", t="(s + t)/2"),
    )
    .step("A((s + t)/2)", by=algebra)
    .qed()
)

# ---------------------------------------------------------------- two distributions
kullback_leibler = (
    score.claim("eq-kl-nonnegative", "kl(q, r)", ">= 0")
    .step("q*log(q/r) + (1 - q)*log((1 - q)/(1 - r))", by=definition("kl"))
    .step("q*(log(q) - log(r)) + (1 - q)*(log(1 - q) - log(1 - r))", by=algebra)
    .step(">= 0", by=convexity("r", at="q"))
    .qed()
)

pinsker = (
    gap.claim("eq-pinsker", "g", ">= 0")
    .step(">= 0", by=[monotonicity("r", at="q"), pinsker_slope])
    .qed()
)

several = (
    general.sizes("K")
    .index("a", "K")
    .array("f", "K", "positive")
    .array("w", "K", "positive")
    .assume("Sum(f[a], a) = 1", "Sum(w[a], a) = 1")
)

gibbs = (
    several.claim("eq-gibbs", "Sum(f[a]*log(f[a]/w[a]), a)", ">= 0")
    .step("-Sum(f[a]*log(w[a]/f[a]), a)", by=algebra)
    .step(">= -Sum(f[a]*(w[a]/f[a] - 1), a)", by=log_tangent)
    .step("Sum(f[a], a) - Sum(w[a], a)", by=algebra)
    .step("0", by=given)
    .qed()
)

# ---------------------------------------------------------------- labels 1 and -1
signed_labels = (
    book.claim("eq-signed-labels", "log(1 + exp(-(2*b - 1)*t))", "A(t) - b*t")
    .step("log(1 + exp(t)) - b*t", by=cases)
    .step("A(t) - b*t", by=definition("A"))
    .qed()
)

# ---------------------------------------------------------------- the loss beside its tangent plane
above_tangent = (
    arrived.claim("eq-above-tangent", "tau[i]", ">= 0")
    .step("A(eta[i] + d[i]) - A(eta[i]) - d[i]*sigma(eta[i])", by=definition("tau"))
    .step(
        ">= A(eta[i]) + sigma(eta[i])*(eta[i] + d[i] - eta[i]) - A(eta[i]) - d[i]*sigma(eta[i])",
        by=softplus_tangent,
    )
    .step("0", by=algebra)
    .qed()
)

below_parabola = (
    arrived.claim("eq-below-parabola", "tau[i]", "<= d[i]**2/8")
    .step("A(eta[i] + d[i]) - A(eta[i]) - d[i]*sigma(eta[i])", by=definition("tau"))
    .step(
        "<= A(eta[i]) + d[i]*sigma(eta[i]) + d[i]**2/8 - A(eta[i]) - d[i]*sigma(eta[i])",
        by=softplus_parabola,
    )
    .step("d[i]**2/8", by=algebra)
    .qed()
)

loss_above_tangent = (
    arrived.claim("eq-loss-above-tangent", "JV", ">= J + Sum(D(J, beta[j])*v[j], j)")
    .step("J + Sum(D(J, beta[j])*v[j], j) + Sum(tau[i], i)", by=loss_moved)
    .wrong(">= J + Sum(D(J, beta[j])*v[j], j) + Sum(d[i]**2, i)/8")
    .step(">= J + Sum(D(J, beta[j])*v[j], j)", by=[above_tangent, algebra])
    .qed()
)

loss_below_parabola = (
    arrived.claim(
        "eq-loss-below-parabola", "JV", "<= J + Sum(D(J, beta[j])*v[j], j) + Sum(d[i]**2, i)/8"
    )
    .step("J + Sum(D(J, beta[j])*v[j], j) + Sum(tau[i], i)", by=loss_moved)
    .step("<= J + Sum(D(J, beta[j])*v[j], j) + Sum(d[i]**2/8, i)", by=below_parabola)
    .step("J + Sum(D(J, beta[j])*v[j], j) + Sum(d[i]**2, i)/8", by=algebra)
    .qed()
)
