"""Chapter *Likelihood and loss*."""

from __future__ import annotations

from lrmath.calc import (
    algebra,
    both_sides,
    calculus,
    cases,
    definition,
    linearity,
    positivity,
)

from .notation import book
from .odds import sigmoid_derivative

# ---------------------------------------------------------------- from one label to all of them
bernoulli = (
    book.claim("eq-bernoulli", "q**b*(1 - q)**(1 - b)", "b*q + (1 - b)*(1 - q)")
    .step("b*q + (1 - b)*(1 - q)", by=cases)
    .qed()
)

log_likelihood = (
    book.claim("eq-log-likelihood", "log(L)", "Sum(y[i]*log(p[i]) + (1 - y[i])*log(1 - p[i]), i)")
    .wrong("Sum(y[1]*log(p[1]) + (1 - y[1])*log(1 - p[1]), i)")
    .step("log(Product(p[i]**y[i]*(1 - p[i])**(1 - y[i]), i))", by=definition("L"))
    .step("Sum(log(p[i]**y[i]*(1 - p[i])**(1 - y[i])), i)", by=algebra)
    .step("Sum(y[i]*log(p[i]) + (1 - y[i])*log(1 - p[i]), i)", by=algebra)
    .qed()
)

log_sigma = (
    book.claim("eq-log-sigma", "log(sigma(t))", "t - A(t)")
    .step("log(1/(1 + exp(-t)))", by=definition("sigma"))
    .step("t - log(1 + exp(t))", by=algebra)
    .step("t - A(t)", by=definition("A"))
    .qed()
)

log_one_minus_sigma = (
    book.claim("eq-log-one-minus-sigma", "log(1 - sigma(t))", "-A(t)")
    .step("log(1 - 1/(1 + exp(-t)))", by=definition("sigma"))
    .step("-log(1 + exp(t))", by=algebra)
    .step("-A(t)", by=definition("A"))
    .qed()
)

negative_log_likelihood = (
    book.claim("eq-nll", "-log(L)", "Sum(A(eta[i]) - y[i]*eta[i], i)")
    .step("-Sum(y[i]*log(p[i]) + (1 - y[i])*log(1 - p[i]), i)", by=log_likelihood)
    .wrong("-Sum(y[i]*log(sigma(eta[1])) + (1 - y[i])*log(1 - sigma(eta[i])), i)")
    .step(
        "-Sum(y[i]*log(sigma(eta[i])) + (1 - y[i])*log(1 - sigma(eta[i])), i)", by=definition("p")
    )
    .step(
        "-Sum(y[i]*(eta[i] - A(eta[i])) + (1 - y[i])*(-A(eta[i])), i)",
        by=[log_sigma, log_one_minus_sigma],
    )
    .wrong("Sum(A(eta[i]) - y[i]*eta[i], i)/2")
    .wrong("Sum(A(eta[i]) + y[i]*eta[i], i)")
    .step("Sum(A(eta[i]) - y[i]*eta[i], i)", by=algebra)
    .qed()
)

# c: the likelihood at other coefficients
likelihood_order = (
    book.scalar("c", "positive")
    .claim("eq-likelihood-order", "L >= c", "<=> J <= -log(c)")
    .step("log(L) >= log(c)", by=both_sides)
    .wrong("-log(L) >= -log(c)")
    .step("-log(L) <= -log(c)", by=both_sides)
    .step("J <= -log(c)", by=[negative_log_likelihood, definition("J")])
    .qed()
)

softplus = (
    book.claim("eq-softplus", "A(t)", "t + A(-t)")
    .step("log(1 + exp(t))", by=definition("A"))
    .step("t + log(1 + exp(-t))", by=algebra)
    .step("t + A(-t)", by=definition("A"))
    .qed()
)

margin_loss = (
    book.claim("eq-margin-loss", "A(t) - b*t", "b*A(-t) + (1 - b)*A(t)")
    .wrong("A(-(b*t))")
    .step("b*(A(t) - t) + (1 - b)*A(t)", by=algebra)
    .step("b*(t + A(-t) - t) + (1 - b)*A(t)", by=softplus)
    .step("b*A(-t) + (1 - b)*A(t)", by=algebra)
    .qed()
)

# ---------------------------------------------------------------- what the loss rewards
score = (
    book.function("loss(r, q)", "-q*log(r) - (1 - q)*log(1 - r)")
    .function("brier(r, q)", "q*(1 - r)**2 + (1 - q)*r**2")
    .function("kl(q, r)", "q*log(q/r) + (1 - q)*log((1 - q)/(1 - r))")
    .typeset(loss=r"\ell", brier="B", kl=r"\mathrm{KL}")
)

excess_log_loss = (
    score.claim("eq-excess-log-loss", "loss(r, q) - loss(q, q)", "kl(q, r)")
    .step("q*log(q/r) + (1 - q)*log((1 - q)/(1 - r))", by=[definition("loss"), algebra])
    .step("kl(q, r)", by=definition("kl"))
    .qed()
)

excess_brier = (
    score.claim("eq-excess-brier", "brier(r, q) - brier(q, q)", "(r - q)**2")
    .step("q*(1 - r)**2 + (1 - q)*r**2 - q*(1 - q)", by=definition("brier"))
    .step("(r - q)**2", by=algebra)
    .qed()
)

gap = score.define("g", "q*log(q/r) + (1 - q)*log((1 - q)/(1 - r)) - 2*(r - q)**2")

pinsker_slope = (
    gap.claim("eq-pinsker-slope", "D(g, r)", "(r - q)*(1 - 2*r)**2/(r*(1 - r))")
    .step("(1 - q)/(1 - r) - q/r - 4*(r - q)", by=[definition("g"), calculus, algebra])
    .step("(r - q)*(1/(r*(1 - r)) - 4)", by=algebra)
    .step("(r - q)*(1 - 2*r)**2/(r*(1 - r))", by=algebra)
    .qed()
)

# ---------------------------------------------------------------- squared error on one sample
squared = book.function("Q(t)", "(1 - sigma(t))**2/2")

squared_slope = (
    squared.claim("eq-squared-slope", "D(Q(t), t)", "-(sigma(t)*(1 - sigma(t))**2)")
    .step("D((1 - sigma(t))**2/2, t)", by=definition("Q"))
    .step("-((1 - sigma(t))*D(sigma(t), t))", by=calculus)
    .step("-((1 - sigma(t))*sigma(t)*(1 - sigma(t)))", by=sigmoid_derivative)
    .step("-(sigma(t)*(1 - sigma(t))**2)", by=algebra)
    .qed()
)

squared_slope_bound = (
    squared.claim("eq-squared-slope-bound", "-D(Q(t), t)", "<= 4/27")
    .step("sigma(t)*(1 - sigma(t))**2", by=squared_slope)
    .step("4/27 - (sigma(t) - 1/3)**2*(4/3 - sigma(t))", by=algebra)
    .step("<= 4/27", by=positivity)
    .qed()
)

squared_curvature = (
    squared.claim(
        "eq-squared-curvature", "D(Q(t), t, t)", "sigma(t)*(1 - sigma(t))**2*(3*sigma(t) - 1)"
    )
    .step("D(-(sigma(t)*(1 - sigma(t))**2), t)", by=squared_slope)
    .step("(1 - sigma(t))*(3*sigma(t) - 1)*D(sigma(t), t)", by=calculus)
    .step("(1 - sigma(t))*(3*sigma(t) - 1)*(sigma(t)*(1 - sigma(t)))", by=sigmoid_derivative)
    .step("sigma(t)*(1 - sigma(t))**2*(3*sigma(t) - 1)", by=algebra)
    .qed()
)

squared_bends_down = (
    squared.claim("eq-squared-bends-down", "D(Q(t), t, t) < 0", "<=> sigma(t) < 1/3")
    .step("sigma(t)*(1 - sigma(t))**2*(3*sigma(t) - 1) < 0", by=squared_curvature)
    .wrong("sigma(t) < 2/3")
    .step("sigma(t) < 1/3", by=both_sides)
    .qed()
)

# ---------------------------------------------------------------- squared error on a line
line = (
    book.array("a", "m")
    .define("h[i]", "sigma(a[i]*t)", domain="unit")
    .define("w[i]", "h[i]*(1 - h[i])", domain="positive")
    .typeset(h=r"\tilde{p}")
)

line_rate = (
    line.claim("eq-line-rate", "D(h[i], t)", "w[i]*a[i]")
    .step("D(sigma(a[i]*t), t)", by=definition("h"))
    .step("sigma(a[i]*t)*(1 - sigma(a[i]*t))*a[i]", by=[calculus, sigmoid_derivative])
    .step("w[i]*a[i]", by=definition("h", "w"))
    .qed()
)

squared_line = (
    line.claim(
        "eq-squared-line",
        "D(Sum((h[i] - y[i])**2/2, i), t, t)",
        "Sum((w[i] + (h[i] - y[i])*(1 - 2*h[i]))*w[i]*a[i]**2, i)",
    )
    .step("D(Sum((h[i] - y[i])*D(h[i], t), i), t)", by=calculus)
    .step("D(Sum((h[i] - y[i])*w[i]*a[i], i), t)", by=line_rate)
    .step(
        "Sum((w[i] + (h[i] - y[i])*(1 - 2*h[i]))*a[i]*D(h[i], t), i)",
        by=[definition("w"), calculus],
    )
    .step("Sum((w[i] + (h[i] - y[i])*(1 - 2*h[i]))*w[i]*a[i]**2, i)", by=line_rate)
    .qed()
)

squared_line_zero = (
    line.claim(
        "eq-squared-line-zero",
        "At(D(Sum((h[i] - y[i])**2/2, i), t, t), t, 0)",
        "1/16*Sum(a[i]**2, i)",
    )
    .step("At(Sum((w[i] + (h[i] - y[i])*(1 - 2*h[i]))*w[i]*a[i]**2, i), t, 0)", by=squared_line)
    .step(
        "Sum((1/4 + (1/2 - y[i])*(1 - 2*1/2))*1/4*a[i]**2, i)",
        by=[definition("w", "h", "sigma"), calculus, algebra],
    )
    .step("1/16*Sum(a[i]**2, i)", by=algebra)
    .qed()
)

# ---------------------------------------------------------------- normal noise
normal = book.scalar("C s", "positive")

normal_loss = (
    normal.claim(
        "eq-normal-loss", "-log(C*exp(-(u - t)**2/(2*s**2)))", "(u - t)**2/(2*s**2) - log(C)"
    )
    .step("(u - t)**2/(2*s**2) - log(C)", by=algebra)
    .qed()
)

# ---------------------------------------------------------------- the simplest fit
softplus_derivative = (
    book.claim("eq-softplus-derivative", "D(A(t), t)", "sigma(t)")
    .step("D(log(1 + exp(t)), t)", by=definition("A"))
    .step("exp(t)/(1 + exp(t))", by=calculus)
    .wrong("1/(1 + exp(t))")
    .step("1/(1 + exp(-t))", by=algebra)
    .step("sigma(t)", by=definition("sigma"))
    .qed()
)

intercept_score = (
    book.claim("eq-intercept-score", "D(Sum(A(t) - y[i]*t, i), t)", "m*sigma(t) - Sum(y[i], i)")
    .step("Sum(D(A(t), t) - y[i]*D(t, t), i)", by=linearity)
    .step("Sum(sigma(t) - y[i], i)", by=[calculus, softplus_derivative])
    .step("m*sigma(t) - Sum(y[i], i)", by=algebra)
    .qed()
)

grouped = book.scalar("N c").scalar("C", "positive")

grouped_loss = (
    grouped.claim(
        "eq-grouped-loss",
        "-log(C*sigma(t)**c*(1 - sigma(t))**(N - c))",
        "N*A(t) - c*t - log(C)",
    )
    .step("-log(C) - c*log(sigma(t)) - (N - c)*log(1 - sigma(t))", by=algebra)
    .step("-log(C) - c*(t - A(t)) - (N - c)*(-A(t))", by=[log_sigma, log_one_minus_sigma])
    .step("N*A(t) - c*t - log(C)", by=algebra)
    .qed()
)
