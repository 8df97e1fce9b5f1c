"""Chapter *Likelihood and loss*."""

from __future__ import annotations

from lrmath.calc import algebra, calculus, cases, definition, linearity, positivity

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
    .step(
        "-Sum(y[i]*log(sigma(eta[i])) + (1 - y[i])*log(1 - sigma(eta[i])), i)", by=definition("p")
    )
    .step(
        "-Sum(y[i]*(eta[i] - A(eta[i])) + (1 - y[i])*(-A(eta[i])), i)",
        by=[log_sigma, log_one_minus_sigma],
    )
    .wrong("Sum(A(eta[i]) + y[i]*eta[i], i)")
    .step("Sum(A(eta[i]) - y[i]*eta[i], i)", by=algebra)
    .qed()
)

softplus = (
    book.claim("eq-softplus", "A(t)", "t + A(-t)")
    .step("log(1 + exp(t))", by=definition("A"))
    .step("t + log(1 + exp(-t))", by=algebra)
    .step("t + A(-t)", by=definition("A"))
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
    .step(
        "-q*log(r) - (1 - q)*log(1 - r) - (-q*log(q) - (1 - q)*log(1 - q))", by=definition("loss")
    )
    .step("q*log(q/r) + (1 - q)*log((1 - q)/(1 - r))", by=algebra)
    .step("kl(q, r)", by=definition("kl"))
    .qed()
)

excess_brier = (
    score.claim("eq-excess-brier", "brier(r, q) - brier(q, q)", "(r - q)**2")
    .step("q*(1 - r)**2 + (1 - q)*r**2 - (q*(1 - q)**2 + (1 - q)*q**2)", by=definition("brier"))
    .step("(r - q)**2", by=algebra)
    .qed()
)

pinsker_slope = (
    score.claim(
        "eq-pinsker-slope",
        "D(q*log(q/r) + (1 - q)*log((1 - q)/(1 - r)) - 2*(r - q)**2, r)",
        "(r - q)*(1 - 2*r)**2/(r*(1 - r))",
    )
    .step("-q/r + (1 - q)/(1 - r) - 4*(r - q)", by=[calculus, algebra])
    .step("(r - q)*(1/(r*(1 - r)) - 4)", by=algebra)
    .step("(r - q)*(1 - 2*r)**2/(r*(1 - r))", by=algebra)
    .qed()
)

# ---------------------------------------------------------------- squared error on one sample
squared = book.function("Q(t)", "(1 - sigma(t))**2/2")

squared_slope = (
    squared.claim("eq-squared-slope", "D(Q(t), t)", "-sigma(t)*(1 - sigma(t))**2")
    .step("D((1 - sigma(t))**2/2, t)", by=definition("Q"))
    .step("-(1 - sigma(t))*D(sigma(t), t)", by=calculus)
    .step("-(1 - sigma(t))*(sigma(t)*(1 - sigma(t)))", by=sigmoid_derivative)
    .step("-sigma(t)*(1 - sigma(t))**2", by=algebra)
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
    .step("D(-sigma(t)*(1 - sigma(t))**2, t)", by=squared_slope)
    .step("(1 - sigma(t))*(3*sigma(t) - 1)*D(sigma(t), t)", by=calculus)
    .step("(1 - sigma(t))*(3*sigma(t) - 1)*(sigma(t)*(1 - sigma(t)))", by=sigmoid_derivative)
    .step("sigma(t)*(1 - sigma(t))**2*(3*sigma(t) - 1)", by=algebra)
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
