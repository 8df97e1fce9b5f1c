"""Chapter *Odds and the logistic function*."""

from __future__ import annotations

from lrmath.calc import algebra, both_sides, calculus, definition, positivity

from .notation import book

# ---------------------------------------------------------------- forms and symmetry
sigmoid = (
    book.claim("eq-sigmoid", "sigma(t)", "exp(t)/(1 + exp(t))")
    .step("1/(1 + exp(-t))", by=definition("sigma"))
    .step("exp(t)/(1 + exp(t))", by=algebra)
    .qed()
)

sigmoid_symmetry = (
    book.claim("eq-sigmoid-symmetry", "1 - sigma(t)", "sigma(-t)")
    .step("1 - 1/(1 + exp(-t))", by=definition("sigma"))
    .step("exp(-t)/(1 + exp(-t))", by=algebra)
    .step("1/(1 + exp(-(-t)))", by=algebra)
    .step("sigma(-t)", by=definition("sigma"))
    .qed()
)

hyperbolic = book.function("tanh(t)", "(exp(t) - exp(-t))/(exp(t) + exp(-t))").typeset(
    tanh=r"\tanh"
)

sigmoid_tanh = (
    hyperbolic.claim("eq-sigmoid-tanh", "(1 + tanh(t/2))/2", "sigma(t)")
    .step("(1 + (exp(t/2) - exp(-t/2))/(exp(t/2) + exp(-t/2)))/2", by=definition("tanh"))
    .step("exp(t/2)/(exp(t/2) + exp(-t/2))", by=algebra)
    .step("1/(1 + exp(-t))", by=algebra)
    .step("sigma(t)", by=definition("sigma"))
    .qed()
)

# ---------------------------------------------------------------- odds and log-odds
odds = (
    book.claim("eq-odds", "odds(sigma(t))", "exp(t)")
    .step("sigma(t)/(1 - sigma(t))", by=definition("odds"))
    .step("(1/(1 + exp(-t)))/(1 - 1/(1 + exp(-t)))", by=definition("sigma"))
    .step("exp(t)", by=algebra)
    .qed()
)

logit = (
    book.claim("eq-logit", "logit(q)", "log(q) - log(1 - q)")
    .step("log(q/(1 - q))", by=[definition("logit"), definition("odds")])
    .step("log(q) - log(1 - q)", by=algebra)
    .qed()
)

logit_of_sigmoid = (
    book.claim("eq-logit-sigmoid", "logit(sigma(t))", "t")
    .step("log(odds(sigma(t)))", by=definition("logit"))
    .wrong("odds(sigma(t))")
    .step("log(exp(t))", by=odds)
    .step("t", by=algebra)
    .qed()
)

sigmoid_of_logit = (
    book.claim("eq-sigmoid-logit", "sigma(logit(q))", "q")
    .step("1/(1 + exp(-logit(q)))", by=definition("sigma"))
    .step("1/(1 + exp(-log(q/(1 - q))))", by=[definition("logit"), definition("odds")])
    .step("1/(1 + (1 - q)/q)", by=algebra)
    .step("q", by=algebra)
    .qed()
)

sigmoid_inverse = (
    book.claim("eq-sigmoid-inverse", "sigma(t) = q", "<=> t = logit(q)")
    .step("1/(1 + exp(-t)) = q", by=definition("sigma"))
    .step("exp(-t) = (1 - q)/q", by=both_sides)
    .step("t = log(q/(1 - q))", by=both_sides)
    .step("t = logit(q)", by=definition("logit", "odds"))
    .qed()
)

# ---------------------------------------------------------------- slopes
sigmoid_derivative = (
    book.claim("eq-sigmoid-derivative", "D(sigma(t), t)", "sigma(t)*(1 - sigma(t))")
    .step("D(1/(1 + exp(-t)), t)", by=definition("sigma"))
    .wrong("-exp(-t)/(1 + exp(-t))**2")
    .step("exp(-t)/(1 + exp(-t))**2", by=calculus)
    .step("1/(1 + exp(-t)) * (1 - 1/(1 + exp(-t)))", by=algebra)
    .step("sigma(t)*(1 - sigma(t))", by=definition("sigma"))
    .qed()
)

sigmoid_increasing = (
    book.claim("eq-sigmoid-increasing", "D(sigma(t), t)", "> 0")
    .step("sigma(t)*(1 - sigma(t))", by=sigmoid_derivative)
    .step("> 0", by=positivity)
    .qed()
)

slope_bound = (
    book.claim("eq-slope-bound", "D(sigma(t), t)", "<= 1/4")
    .step("sigma(t)*(1 - sigma(t))", by=sigmoid_derivative)
    .step("1/4 - (sigma(t) - 1/2)**2", by=algebra)
    .step("<= 1/4", by=positivity)
    .qed()
)

second_derivative = (
    book.claim("eq-sigmoid-second", "D(sigma(t), t, t)", "sigma(t)*(1 - sigma(t))*(1 - 2*sigma(t))")
    .step("D(sigma(t)*(1 - sigma(t)), t)", by=sigmoid_derivative)
    .step("(1 - 2*sigma(t))*D(sigma(t), t)", by=calculus)
    .step("(1 - 2*sigma(t))*(sigma(t)*(1 - sigma(t)))", by=sigmoid_derivative)
    .step("sigma(t)*(1 - sigma(t))*(1 - 2*sigma(t))", by=algebra)
    .qed()
)

power_derivative = (
    book.scalar("c", "positive")
    .claim("eq-sigmoid-power", "D(sigma(t)**c, t)", "c*sigma(t)**c*(1 - sigma(t))")
    .step("c*sigma(t)**(c - 1)*D(sigma(t), t)", by=calculus)
    .step("c*sigma(t)**(c - 1)*(sigma(t)*(1 - sigma(t)))", by=sigmoid_derivative)
    .step("c*sigma(t)**c*(1 - sigma(t))", by=algebra)
    .qed()
)

logit_derivative = (
    book.claim("eq-logit-derivative", "D(logit(q), q)", "1/(q*(1 - q))")
    .step("D(log(q/(1 - q)), q)", by=[definition("logit"), definition("odds")])
    .step("1/q + 1/(1 - q)", by=[calculus, algebra])
    .step("1/(q*(1 - q))", by=algebra)
    .qed()
)

# u' = u(1 - u) put into the derivative of u(1 + e^-t): what is left vanishes where u = sigma(t)
growth = (
    book.claim("eq-growth-unique", "u*(1 - u)*(1 + exp(-t)) - u*exp(-t)", "u*(1 - u*(1 + exp(-t)))")
    .step("u - u**2*(1 + exp(-t))", by=algebra)
    .step("u*(1 - u*(1 + exp(-t)))", by=algebra)
    .qed()
)

# ---------------------------------------------------------------- reading a coefficient
shifted_predictor = (
    book.claim(
        "eq-shifted-predictor",
        "Sum(beta[k]*(x[i,k] + t*KroneckerDelta(j, k)), k)",
        "eta[i] + t*beta[j]",
    )
    .step("Sum(beta[k]*x[i,k], k) + t*Sum(beta[k]*KroneckerDelta(j, k), k)", by=algebra)
    .step("Sum(beta[k]*x[i,k], k) + t*beta[j]", by=algebra)
    .step("eta[i] + t*beta[j]", by=definition("eta"))
    .qed()
)

odds_ratio = (
    book.claim("eq-odds-ratio", "odds(sigma(eta[i] + t*beta[j]))/odds(p[i])", "exp(t*beta[j])")
    .step("odds(sigma(eta[i] + t*beta[j]))/odds(sigma(eta[i]))", by=definition("p"))
    .step("exp(eta[i] + t*beta[j])/exp(eta[i])", by=odds)
    .wrong("t*beta[j]")
    .step("exp(t*beta[j])", by=algebra)
    .qed()
)

predictor_slope = (
    book.claim("eq-predictor-slope", "D(eta[i], x[i,j])", "beta[j]")
    .step("D(Sum(beta[k]*x[i,k], k), x[i,j])", by=definition("eta"))
    .step("Sum(beta[k]*KroneckerDelta(k, j), k)", by=calculus)
    .step("beta[j]", by=algebra)
    .qed()
)

marginal_effect = (
    book.claim("eq-marginal-effect", "D(p[i], x[i,j])", "p[i]*(1 - p[i])*beta[j]")
    .step("D(sigma(eta[i]), x[i,j])", by=definition("p"))
    .step("sigma(eta[i])*(1 - sigma(eta[i]))*D(eta[i], x[i,j])", by=[calculus, sigmoid_derivative])
    .step("p[i]*(1 - p[i])*beta[j]", by=[definition("p"), predictor_slope])
    .qed()
)

# ---------------------------------------------------------------- another S-shaped curve
root_link = book.function("rho(t)", "(1 + t/sqrt(1 + t**2))/2")

algebraic_slope = (
    root_link.claim("eq-algebraic-slope", "D(rho(t), t)", "> 0")
    .step("D((1 + t/sqrt(1 + t**2))/2, t)", by=definition("rho"))
    .step("1/(2*(1 + t**2)*sqrt(1 + t**2))", by=[calculus, algebra])
    .step("> 0", by=positivity)
    .qed()
)
