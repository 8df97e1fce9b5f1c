"""Chapter *Hessian, convexity and curvature bounds*."""

from __future__ import annotations

from lrmath.calc import algebra, calculus, definition, linearity, positivity

from .gradient import directional_derivative, gradient, hessian, line, line_slope, p_derivative
from .likelihood import log_one_minus_sigma, log_sigma, softplus_derivative
from .notation import book
from .odds import logit as logit_sum
from .odds import logit_derivative, second_derivative, sigmoid_derivative, sigmoid_symmetry

# ---------------------------------------------------------------- one sample, either label
zero_gradient = (
    book.claim("eq-zero-gradient", "D(-log(1 - p[i]), beta[j])", "p[i]*x[i,j]")
    .step("1/(1 - p[i])*D(p[i], beta[j])", by=calculus)
    .step("1/(1 - p[i])*(p[i]*(1 - p[i])*x[i,j])", by=p_derivative)
    .step("p[i]*x[i,j]", by=algebra)
    .qed()
)

zero_hessian = (
    book.claim(
        "eq-zero-hessian", "D(-log(1 - p[i]), beta[j], beta[l])", "p[i]*(1 - p[i])*x[i,j]*x[i,l]"
    )
    .step("D(p[i]*x[i,j], beta[l])", by=zero_gradient)
    .step("p[i]*(1 - p[i])*x[i,l]*x[i,j]", by=[calculus, p_derivative])
    .step("p[i]*(1 - p[i])*x[i,j]*x[i,l]", by=algebra)
    .qed()
)

one_gradient = (
    book.claim("eq-one-gradient", "D(-log(p[i]), beta[j])", "-((1 - p[i])*x[i,j])")
    .step("-(1/p[i]*D(p[i], beta[j]))", by=calculus)
    .step("-(1/p[i]*(p[i]*(1 - p[i])*x[i,j]))", by=p_derivative)
    .step("-((1 - p[i])*x[i,j])", by=algebra)
    .qed()
)

one_hessian = (
    book.claim("eq-one-hessian", "D(-log(p[i]), beta[j], beta[l])", "p[i]*(1 - p[i])*x[i,j]*x[i,l]")
    .step("D(-((1 - p[i])*x[i,j]), beta[l])", by=one_gradient)
    .step("p[i]*(1 - p[i])*x[i,l]*x[i,j]", by=[calculus, p_derivative])
    .step("p[i]*(1 - p[i])*x[i,j]*x[i,l]", by=algebra)
    .qed()
)

# ---------------------------------------------------------------- all samples
# c: the curvature of each sample; S: the diagonal matrix of c
bent = book.define("c[i]", "p[i]*(1 - p[i])", domain="positive")
weights = bent.index("a", "m").define("S[i,a]", "KroneckerDelta(i, a)*c[i]")

hessian_matrix = (
    weights.claim("eq-hessian-matrix", "D(J, beta, beta)", "X.T @ S @ X")
    .step("X.T @ S @ X", by=[hessian, definition("S", "c"), algebra])
    .qed()
)

# how fast the predictors move when the coefficients move in the direction v
moved = bent.define("d[i]", "Sum(x[i,k]*v[k], k)")

rank_one = (
    moved.claim("eq-rank-one", "Sum(Sum(v[j]*x[i,j]*x[i,l]*v[l], l), j)", "d[i]**2")
    .step("Sum(v[j]*x[i,j], j)*Sum(x[i,l]*v[l], l)", by=algebra)
    .step("d[i]**2", by=definition("d"))
    .qed()
)

quadratic_form = (
    moved.claim(
        "eq-quadratic-form",
        "Sum(Sum(v[j]*D(J, beta[j], beta[l])*v[l], l), j)",
        "Sum(p[i]*(1 - p[i])*d[i]**2, i)",
    )
    .step("Sum(Sum(v[j]*Sum(p[i]*(1 - p[i])*x[i,j]*x[i,l], i)*v[l], l), j)", by=hessian)
    .wrong("Sum((p[i] - y[i])**2*d[i]**2, i)")
    .step("Sum(p[i]*(1 - p[i])*Sum(Sum(v[j]*x[i,j]*x[i,l]*v[l], l), j), i)", by=algebra)
    .step("Sum(p[i]*(1 - p[i])*d[i]**2, i)", by=rank_one)
    .qed()
)

semidefinite = (
    moved.claim("eq-hessian-semidefinite", "v.T @ D(J, beta, beta) @ v", ">= 0")
    .step("Sum(Sum(v[j]*D(J, beta[j], beta[l])*v[l], l), j)", by=algebra)
    .step("Sum(p[i]*(1 - p[i])*d[i]**2, i)", by=quadratic_form)
    .step("Sum(c[i]*d[i]**2, i)", by=definition("c"))
    .wrong("> 0")
    .step(">= 0", by=positivity)
    .qed()
)

walk = line.define("d[i]", "Sum(x[i,k]*v[k], k)")

line_curvature = (
    walk.claim("eq-line-curvature", "D(JL, s, s)", "Sum(sigma(h[i])*(1 - sigma(h[i]))*d[i]**2, i)")
    .step("D(Sum((sigma(h[i]) - y[i])*Sum(x[i,k]*v[k], k), i), s)", by=directional_derivative)
    .step("D(Sum((sigma(h[i]) - y[i])*d[i], i), s)", by=definition("d"))
    .step("Sum(D(sigma(h[i]), s)*d[i], i)", by=linearity)
    .step(
        "Sum(sigma(h[i])*(1 - sigma(h[i]))*D(h[i], s)*d[i], i)", by=[calculus, sigmoid_derivative]
    )
    .step("Sum(sigma(h[i])*(1 - sigma(h[i]))*d[i]**2, i)", by=[line_slope, definition("d")])
    .qed()
)

line_convex = (
    walk.claim("eq-line-convex", "D(JL, s, s)", ">= 0")
    .step("Sum(sigma(h[i])*(1 - sigma(h[i]))*d[i]**2, i)", by=line_curvature)
    .step("Sum(sigma(h[i])*sigma(-h[i])*d[i]**2, i)", by=sigmoid_symmetry)
    .step(">= 0", by=positivity)
    .qed()
)

# ---------------------------------------------------------------- directions without curvature
predictor_moved = (
    moved.claim("eq-predictor-moved", "Sum((beta[k] + t*v[k])*x[i,k], k)", "eta[i] + t*d[i]")
    .step("Sum(beta[k]*x[i,k], k) + t*Sum(x[i,k]*v[k], k)", by=algebra)
    .step("eta[i] + t*d[i]", by=definition("eta", "d"))
    .qed()
)

# ---------------------------------------------------------------- at most a quarter
softplus_curvature = (
    book.claim("eq-softplus-curvature", "D(A(t), t, t)", "sigma(t)*(1 - sigma(t))")
    .step("D(sigma(t), t)", by=softplus_derivative)
    .step("sigma(t)*(1 - sigma(t))", by=sigmoid_derivative)
    .qed()
)

bounded = moved.define("g[i]", "p[i] - 1/2")

curvature_bound = (
    bounded.claim("eq-curvature-bound", "v.T @ D(J, beta, beta) @ v", "<= 1/4*(v.T @ X.T @ X @ v)")
    .step("Sum(Sum(v[j]*D(J, beta[j], beta[l])*v[l], l), j)", by=algebra)
    .step("Sum(p[i]*(1 - p[i])*d[i]**2, i)", by=quadratic_form)
    .wrong("<= 1/8*(v.T @ X.T @ X @ v)")
    .step("1/4*Sum(d[i]**2, i) - Sum(g[i]**2*d[i]**2, i)", by=[definition("g"), algebra])
    .step("<= 1/4*Sum(d[i]**2, i)", by=positivity)
    .step("1/4*(v.T @ X.T @ X @ v)", by=[definition("d"), algebra])
    .qed()
)

hessian_zero = (
    book.claim(
        "eq-hessian-zero", "At(D(J, beta[j], beta[l]), beta, 0)", "1/4*Sum(x[i,j]*x[i,l], i)"
    )
    .step("At(Sum(p[i]*(1 - p[i])*x[i,j]*x[i,l], i), beta, 0)", by=hessian)
    .step(
        "Sum(sigma(0)*(1 - sigma(0))*x[i,j]*x[i,l], i)",
        by=[definition("p", "eta"), calculus, algebra],
    )
    .step("1/4*Sum(x[i,j]*x[i,l], i)", by=[definition("sigma"), algebra])
    .qed()
)

# e: the predictors after a step v; tau: how far softplus rises above its tangent
arrived = (
    moved.define("e[i]", "Sum((beta[k] + v[k])*x[i,k], k)")
    .define("JV", "Sum(A(e[i]) - y[i]*e[i], i)")
    .define("tau[i]", "A(eta[i] + d[i]) - A(eta[i]) - d[i]*sigma(eta[i])")
    .typeset(JV="J(\\beta + v)")
)

loss_moved = (
    arrived.claim("eq-loss-moved", "JV", "J + Sum(D(J, beta[j])*v[j], j) + Sum(tau[i], i)")
    .step(
        "Sum(A(eta[i] + d[i]) - y[i]*(eta[i] + d[i]), i)",
        by=[definition("JV", "e", "eta", "d"), algebra],
    )
    .step(
        "J + Sum((p[i] - y[i])*d[i], i) + Sum(tau[i], i)", by=[definition("J", "tau", "p"), algebra]
    )
    .step(
        "J + Sum(Sum((p[i] - y[i])*x[i,j], i)*v[j], j) + Sum(tau[i], i)",
        by=[definition("d"), algebra],
    )
    .step("J + Sum(D(J, beta[j])*v[j], j) + Sum(tau[i], i)", by=gradient)
    .qed()
)

# ---------------------------------------------------------------- how fast the curvature changes
mirror = (
    book.claim("eq-curvature-even", "D(A(t), t, t)", "sigma(-t)*(1 - sigma(-t))")
    .step("sigma(t)*(1 - sigma(t))", by=softplus_curvature)
    .step("sigma(-t)*(1 - sigma(-t))", by=[definition("sigma"), algebra])
    .qed()
)

tail = (
    book.claim("eq-curvature-tail", "D(A(t), t, t)", "< exp(-t)")
    .step("sigma(t)*(1 - sigma(t))", by=softplus_curvature)
    .step("exp(-t)*sigma(t)**2", by=[definition("sigma"), algebra])
    .step("< exp(-t)", by=positivity)
    .qed()
)

softplus_third = (
    book.claim("eq-softplus-third", "D(A(t), t, t, t)", "sigma(t)*(1 - sigma(t))*(1 - 2*sigma(t))")
    .step("D(sigma(t), t, t)", by=softplus_derivative)
    .step("sigma(t)*(1 - sigma(t))*(1 - 2*sigma(t))", by=second_derivative)
    .qed()
)

log_curvature_slope = (
    book.claim("eq-log-curvature-slope", "D(log(sigma(t)*(1 - sigma(t))), t)", "1 - 2*sigma(t)")
    .step("(1 - 2*sigma(t))*D(sigma(t), t)/(sigma(t)*(1 - sigma(t)))", by=calculus)
    .step("1 - 2*sigma(t)", by=[sigmoid_derivative, algebra])
    .qed()
)

self_concordance = (
    book.claim("eq-self-concordance", "D(A(t), t, t, t)**2", "< D(A(t), t, t)**2")
    .step("(sigma(t)*(1 - sigma(t))*(1 - 2*sigma(t)))**2", by=softplus_third)
    .step("(sigma(t)*(1 - sigma(t)))**2 - 4*(sigma(t)*(1 - sigma(t)))**3", by=algebra)
    .step("< (sigma(t)*(1 - sigma(t)))**2", by=positivity)
    .step("D(A(t), t, t)**2", by=softplus_curvature)
    .qed()
)

# ---------------------------------------------------------------- convex without derivatives
entropic = book.function("ent(q)", "-q*log(q) - (1 - q)*log(1 - q)")

entropy_slope = (
    entropic.claim("eq-entropy-slope", "D(q*t + ent(q), q)", "t - logit(q)")
    .step("D(q*t - q*log(q) - (1 - q)*log(1 - q), q)", by=definition("ent"))
    .step("t - (log(q) - log(1 - q))", by=[calculus, algebra])
    .step("t - logit(q)", by=logit_sum)
    .qed()
)

entropy_curvature = (
    entropic.claim("eq-entropy-curvature", "D(q*t + ent(q), q, q)", "< 0")
    .step("D(t - logit(q), q)", by=entropy_slope)
    .step("-(1/(q*(1 - q)))", by=[calculus, logit_derivative])
    .step("< 0", by=positivity)
    .qed()
)

best = entropic.define("qhat", "sigma(t)", domain="unit").typeset(qhat=r"\hat{q}")

fenchel = (
    best.claim("eq-fenchel", "qhat*t + ent(qhat)", "A(t)")
    .step("qhat*(t - log(qhat)) - (1 - qhat)*log(1 - qhat)", by=definition("ent"))
    .step(
        "qhat*A(t) + (1 - qhat)*A(t)",
        by=[definition("qhat"), log_sigma, log_one_minus_sigma],
    )
    .step("A(t)", by=algebra)
    .qed()
)
