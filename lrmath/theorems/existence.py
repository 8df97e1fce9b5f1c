"""Chapter *Does the estimate exist? Separation*."""

from __future__ import annotations

from lrmath.calc import algebra, calculus, cases, definition, given, positivity

from .curvature import predictor_moved
from .gradient import gradient
from .likelihood import softplus, softplus_derivative
from .notation import book

# ---------------------------------------------------------------- labels as signs
# s: the label as a sign; d: the speed of a predictor; rho: the probability of the label not seen
signed = (
    book.define("s[i]", "2*y[i] - 1")
    .define("d[i]", "Sum(x[i,k]*v[k], k)")
    .define("rho[i]", "sigma(-(s[i]*eta[i]))", domain="positive")
)

signed_odds = (
    book.claim("eq-signed-odds", "1 + exp(-((2*b - 1)*t))", "exp(-(b*t)) + exp((1 - b)*t)")
    .step("exp(-(b*t)) + exp((1 - b)*t)", by=cases)
    .qed()
)

signed_term = (
    book.claim("eq-signed-term", "A(t) - b*t", "A(-((2*b - 1)*t))")
    .wrong("A((2*b - 1)*t)")
    .step("log(1 + exp(t)) + log(exp(-(b*t)))", by=[definition("A"), algebra])
    .step("log(exp(-(b*t)) + exp((1 - b)*t))", by=algebra)
    .step("log(1 + exp(-((2*b - 1)*t)))", by=signed_odds)
    .step("A(-((2*b - 1)*t))", by=definition("A"))
    .qed()
)

signed_loss = (
    signed.claim("eq-signed-loss", "J", "Sum(A(-(s[i]*eta[i])), i)")
    .step("Sum(A(eta[i]) - y[i]*eta[i], i)", by=definition("J"))
    .step("Sum(A(-((2*y[i] - 1)*eta[i])), i)", by=signed_term)
    .step("Sum(A(-(s[i]*eta[i])), i)", by=definition("s"))
    .qed()
)

signed_residual = (
    book.claim("eq-signed-residual", "sigma(t) - b", "-((2*b - 1)*sigma(-((2*b - 1)*t)))")
    .step("D(A(t) - b*t, t)", by=[calculus, softplus_derivative])
    .step("D(A(-((2*b - 1)*t)), t)", by=signed_term)
    .step("-((2*b - 1)*sigma(-((2*b - 1)*t)))", by=[calculus, softplus_derivative])
    .qed()
)

signed_gradient = (
    signed.claim("eq-signed-gradient", "D(J, beta[j])", "-Sum(rho[i]*s[i]*x[i,j], i)")
    .step("Sum((p[i] - y[i])*x[i,j], i)", by=gradient)
    .step("Sum((sigma(eta[i]) - y[i])*x[i,j], i)", by=definition("p"))
    .step(
        "Sum(-((2*y[i] - 1)*sigma(-((2*y[i] - 1)*eta[i])))*x[i,j], i)",
        by=signed_residual,
    )
    .step("-Sum(rho[i]*s[i]*x[i,j], i)", by=[definition("rho", "s"), algebra])
    .qed()
)

signed_slope = (
    signed.claim("eq-signed-slope", "Sum(D(J, beta[j])*v[j], j)", "-Sum(rho[i]*(s[i]*d[i]), i)")
    .step("Sum(-Sum(rho[i]*s[i]*x[i,j], i)*v[j], j)", by=signed_gradient)
    .step("-Sum(rho[i]*(s[i]*Sum(x[i,k]*v[k], k)), i)", by=algebra)
    .step("-Sum(rho[i]*(s[i]*d[i]), i)", by=definition("d"))
    .qed()
)

# ---------------------------------------------------------------- along a direction
# h: the predictors at β + t v
ray = (
    signed.define("h[i]", "Sum((beta[k] + t*v[k])*x[i,k], k)")
    .define("JR", "Sum(A(-(s[i]*h[i])), i)")
    .typeset(JR="J(\\beta + t v)")
)

ray_loss = (
    ray.claim("eq-ray-loss", "JR", "Sum(A(-(s[i]*eta[i] + t*s[i]*d[i])), i)")
    .step("Sum(A(-(s[i]*h[i])), i)", by=definition("JR"))
    .step("Sum(A(-(s[i]*(eta[i] + t*d[i]))), i)", by=[definition("h"), predictor_moved])
    .step("Sum(A(-(s[i]*eta[i] + t*s[i]*d[i])), i)", by=algebra)
    .qed()
)

# z: margins at the start; g: their speeds, for a direction that separates
margins = book.array("z", "m").array("g", "m").assume("g[i] >= 0")

ray_falls = (
    margins.claim("eq-ray-falls", "D(Sum(A(-(z[i] + t*g[i])), i), t)", "<= 0")
    .step("Sum(-(g[i]*sigma(-(z[i] + t*g[i]))), i)", by=[calculus, softplus_derivative])
    .step("-Sum(g[i]*sigma(-(z[i] + t*g[i])), i)", by=algebra)
    .wrong("< 0")
    .step("<= 0", by=positivity)
    .qed()
)

rising = book.scalar("c", "positive")

term_falls = (
    rising.claim("eq-term-falls", "D(A(-(u + c*t)), t)", "< 0")
    .step("-(c*sigma(-(u + c*t)))", by=[calculus, softplus_derivative])
    .step("< 0", by=positivity)
    .qed()
)

# ---------------------------------------------------------------- multipliers forbid a direction
certified = (
    signed.array("lam", "m", "positive")
    .assume("Sum(lam[i]*s[i]*x[i,j], i) = 0")
    .typeset(lam="\\lambda")
)

certificate = (
    certified.claim("eq-certificate", "Sum(lam[i]*(s[i]*d[i]), i)", "0")
    .step("Sum(lam[i]*s[i]*Sum(x[i,k]*v[k], k), i)", by=definition("d"))
    .step("Sum(Sum(lam[i]*s[i]*x[i,k], i)*v[k], k)", by=algebra)
    .step("Sum(0*v[k], k)", by=given)
    .step("0", by=algebra)
    .qed()
)

# ---------------------------------------------------------------- the loss is above the modulus
softplus_above = (
    book.claim("eq-softplus-above", "A(t)", "> t")
    .step("t + A(-t)", by=softplus)
    .step("> t", by=positivity)
    .qed()
)

softplus_even = (
    book.claim("eq-softplus-even", "2*A(-t) + t", "A(t) + A(-t)")
    .step("t + A(-t) + A(-t)", by=algebra)
    .step("A(t) + A(-t)", by=softplus)
    .qed()
)

# g: the margins at β = v
weighted = certified.define("g[i]", "s[i]*d[i]")

weighted_loss = (
    weighted.claim(
        "eq-weighted-loss",
        "Sum(lam[i]*(A(g[i]) + A(-g[i])), i)",
        "2*Sum(lam[i]*A(-g[i]), i)",
    )
    .step("Sum(lam[i]*(2*A(-g[i]) + g[i]), i)", by=softplus_even)
    .step("2*Sum(lam[i]*A(-g[i]), i) + Sum(lam[i]*g[i], i)", by=algebra)
    .step("2*Sum(lam[i]*A(-g[i]), i)", by=[definition("g"), certificate])
    .qed()
)

softplus_zero = (
    book.claim("eq-softplus-zero", "A(0)", "log(2)")
    .step("log(1 + exp(0))", by=definition("A"))
    .step("log(2)", by=algebra)
    .qed()
)

loss_zero = (
    book.claim("eq-loss-zero", "At(J, beta, 0)", "m*log(2)")
    .step("At(Sum(A(eta[i]) - y[i]*eta[i], i), beta, 0)", by=definition("J"))
    .step("Sum(A(0), i)", by=[definition("eta"), calculus, algebra])
    .step("m*log(2)", by=[softplus_zero, algebra])
    .qed()
)

# ---------------------------------------------------------------- one sample, descended for ever
flow = (
    book.claim("eq-escape-rate", "D(exp(t) + t, t)*sigma(-t)", "1")
    .step("(exp(t) + 1)*sigma(-t)", by=calculus)
    .step("(exp(t) + 1)/(1 + exp(t))", by=definition("sigma"))
    .step("1", by=algebra)
    .qed()
)

escape_curvature = (
    book.claim("eq-escape-curvature", "D(exp(t) + t, t, t)*sigma(-t)**2", "sigma(t)*sigma(-t)")
    .step("exp(t)*sigma(-t)**2", by=calculus)
    .step("sigma(t)*sigma(-t)", by=[definition("sigma"), algebra])
    .qed()
)
