"""Chapter *The gradient, four times*."""

from __future__ import annotations

from lrmath.calc import algebra, both_sides, calculus, definition, given, linearity

from .likelihood import (
    excess_log_loss,
    log_likelihood,
    log_one_minus_sigma,
    log_sigma,
    score,
    softplus_derivative,
)
from .notation import book
from .odds import sigmoid, sigmoid_derivative
from .steepest import steepest as steepest
from .steepest import steepest_by_hessian as steepest_by_hessian

# ---------------------------------------------------------------- what moves when β_j moves
eta_derivative = (
    book.claim("eq-eta-derivative", "D(eta[i], beta[j])", "x[i,j]")
    .step("D(Sum(beta[k]*x[i,k], k), beta[j])", by=definition("eta"))
    .step("Sum(KroneckerDelta(k, j)*x[i,k], k)", by=calculus)
    .step("x[i,j]", by=algebra)
    .qed()
)

p_derivative = (
    book.claim("eq-p-derivative", "D(p[i], beta[j])", "p[i]*(1 - p[i])*x[i,j]")
    .step("D(sigma(eta[i]), beta[j])", by=definition("p"))
    .step("sigma(eta[i])*(1 - sigma(eta[i]))*D(eta[i], beta[j])", by=[calculus, sigmoid_derivative])
    .step("p[i]*(1 - p[i])*x[i,j]", by=[definition("p"), eta_derivative])
    .qed()
)

p_derivative_by_quotient = (
    book.claim("eq-p-derivative-quotient", "D(p[i], beta[j])", "p[i]*(1 - p[i])*x[i,j]")
    .step("D(1/(1 + exp(-eta[i])), beta[j])", by=[definition("p"), definition("sigma")])
    .wrong("D(1 + exp(-eta[i]), beta[j])/(1 + exp(-eta[i]))**2")
    .wrong("-(1 + exp(-eta[i]))**(-2)*exp(exp(-eta[i]))*x[i,j]")
    .step("-D(1 + exp(-eta[i]), beta[j])/(1 + exp(-eta[i]))**2", by=calculus)
    .step("exp(-eta[i])*x[i,j]/(1 + exp(-eta[i]))**2", by=[calculus, eta_derivative])
    .step("1/(1 + exp(-eta[i]))*(1 - 1/(1 + exp(-eta[i])))*x[i,j]", by=algebra)
    .step("p[i]*(1 - p[i])*x[i,j]", by=[definition("p"), definition("sigma")])
    .qed()
)

# ---------------------------------------------------------------- first: from y η - A(η)
gradient = (
    book.claim("eq-gradient", "D(J, beta[j])", "Sum((p[i] - y[i])*x[i,j], i)")
    .step("D(Sum(A(eta[i]) - y[i]*eta[i], i), beta[j])", by=definition("J"))
    .step("Sum(D(A(eta[i]) - y[i]*eta[i], beta[j]), i)", by=linearity)
    .step("Sum((sigma(eta[i]) - y[i])*D(eta[i], beta[j]), i)", by=[calculus, softplus_derivative])
    .wrong("Sum((p[i] + y[i])*x[i,j], i)")
    .step("Sum((p[i] - y[i])*x[i,j], i)", by=[definition("p"), eta_derivative])
    .qed()
)

# ---------------------------------------------------------------- second: through the probabilities
gradient_by_chain_rule = (
    book.claim("eq-gradient-chain-rule", "D(-log(L), beta[j])", "Sum((p[i] - y[i])*x[i,j], i)")
    .step(
        "D(-Sum(y[i]*log(p[i]) + (1 - y[i])*log(1 - p[i]), i), beta[j])",
        by=log_likelihood,
    )
    .step("-Sum((y[i]/p[i] - (1 - y[i])/(1 - p[i]))*D(p[i], beta[j]), i)", by=calculus)
    .wrong("-Sum((y[i]/p[i] + (1 - y[i])/(1 - p[i]))*D(p[i], beta[j]), i)")
    .step("-Sum((y[i]/p[i] - (1 - y[i])/(1 - p[i]))*(p[i]*(1 - p[i])*x[i,j]), i)", by=p_derivative)
    .step("-Sum((y[i]*(1 - p[i]) - (1 - y[i])*p[i])*x[i,j], i)", by=algebra)
    .step("Sum((p[i] - y[i])*x[i,j], i)", by=algebra)
    .qed()
)

# ---------------------------------------------------------------- third: all coordinates at once
gradient_matrix = (
    book.claim("eq-gradient-matrix", "D(J, beta)", "X.T @ (p - y)")
    .step("X.T @ (p - y)", by=gradient)
    .qed()
)

line = (
    book.scalar("s")
    .define("h[i]", "Sum((beta[k] + s*v[k])*x[i,k], k)")
    .define("JL", "Sum(A(h[i]) - y[i]*h[i], i)")
    .typeset(JL="J(\\beta + s v)")
)

line_slope = (
    line.claim("eq-line-slope", "D(h[i], s)", "Sum(x[i,k]*v[k], k)")
    .step("D(Sum((beta[k] + s*v[k])*x[i,k], k), s)", by=definition("h"))
    .step("Sum(v[k]*x[i,k], k)", by=calculus)
    .step("Sum(x[i,k]*v[k], k)", by=algebra)
    .qed()
)

directional_derivative = (
    line.claim(
        "eq-directional-derivative",
        "D(JL, s)",
        "Sum((sigma(h[i]) - y[i])*Sum(x[i,k]*v[k], k), i)",
    )
    .step("D(Sum(A(h[i]) - y[i]*h[i], i), s)", by=definition("JL"))
    .step("Sum(D(A(h[i]) - y[i]*h[i], s), i)", by=linearity)
    .step("Sum((sigma(h[i]) - y[i])*D(h[i], s), i)", by=[calculus, softplus_derivative])
    .step("Sum((sigma(h[i]) - y[i])*Sum(x[i,k]*v[k], k), i)", by=line_slope)
    .qed()
)

# ---------------------------------------------------------------- fourth: any canonical family
counts = book.array("c", "m", "nonnegative")

poisson_gradient = (
    counts.claim(
        "eq-poisson-gradient",
        "D(Sum(exp(eta[i]) - c[i]*eta[i], i), beta[j])",
        "Sum((exp(eta[i]) - c[i])*x[i,j], i)",
    )
    .step("Sum(D(exp(eta[i]) - c[i]*eta[i], beta[j]), i)", by=linearity)
    .step("Sum((exp(eta[i]) - c[i])*D(eta[i], beta[j]), i)", by=calculus)
    .step("Sum((exp(eta[i]) - c[i])*x[i,j], i)", by=eta_derivative)
    .qed()
)

least_squares_gradient = (
    book.claim(
        "eq-least-squares-gradient",
        "D(Sum((eta[i] - y[i])**2/2, i), beta[j])",
        "Sum((eta[i] - y[i])*x[i,j], i)",
    )
    .step("Sum(D((eta[i] - y[i])**2/2, beta[j]), i)", by=linearity)
    .step("Sum((eta[i] - y[i])*D(eta[i], beta[j]), i)", by=calculus)
    .step("Sum((eta[i] - y[i])*x[i,j], i)", by=eta_derivative)
    .qed()
)

# the family of a label: the values 0 and 1, both with weight 1; B: its log-partition function
two_values = (
    book.index("c", "2")
    .array("a", "2")
    .array("h", "2", "positive")
    .define("B[i]", "log(Sum(h[c]*exp(a[c]*eta[i]), c))")
    .assume("a[1] = 0", "a[2] = 1", "h[1] = 1", "h[2] = 1")
)
UNDER = "(h[1]*exp(a[1]*eta[i]) + h[2]*exp(a[2]*eta[i]))"

gradient_by_family = (
    two_values.claim(
        "eq-gradient-family",
        "D(Sum(B[i] - y[i]*eta[i], i), beta[j])",
        "Sum((p[i] - y[i])*x[i,j], i)",
    )
    .step("Sum(D(B[i], beta[j]) - y[i]*D(eta[i], beta[j]), i)", by=linearity)
    .step(
        "Sum((Sum(a[c]*h[c]*exp(a[c]*eta[i]), c)/Sum(h[c]*exp(a[c]*eta[i]), c) - y[i])"
        "*D(eta[i], beta[j]), i)",
        by=[definition("B"), calculus, algebra],
    )
    .step(
        "Sum(((a[1]*h[1]*exp(a[1]*eta[i]) + a[2]*h[2]*exp(a[2]*eta[i]))"
        f"/{UNDER} - y[i])*D(eta[i], beta[j]), i)",
        by=algebra,
    )
    .step("Sum((exp(eta[i])/(1 + exp(eta[i])) - y[i])*D(eta[i], beta[j]), i)", by=[given, algebra])
    .step("Sum((p[i] - y[i])*x[i,j], i)", by=[sigmoid, definition("p"), eta_derivative])
    .qed()
)

squared_gradient = (
    book.claim(
        "eq-squared-gradient",
        "D(Sum((p[i] - y[i])**2/2, i), beta[j])",
        "Sum((p[i] - y[i])*p[i]*(1 - p[i])*x[i,j], i)",
    )
    .step("Sum(D((p[i] - y[i])**2/2, beta[j]), i)", by=linearity)
    .step("Sum((p[i] - y[i])*D(p[i], beta[j]), i)", by=calculus)
    .step("Sum((p[i] - y[i])*p[i]*(1 - p[i])*x[i,j], i)", by=p_derivative)
    .qed()
)

# ---------------------------------------------------------------- at the start of a descent
gradient_zero = (
    book.claim("eq-gradient-zero", "At(D(J, beta[j]), beta, 0)", "Sum((1/2 - y[i])*x[i,j], i)")
    .step("At(Sum((p[i] - y[i])*x[i,j], i), beta, 0)", by=gradient)
    .wrong("Sum((p[i] - y[i])*x[i,j], i)")
    .step("Sum((sigma(0) - y[i])*x[i,j], i)", by=[definition("p", "eta"), calculus, algebra])
    .step("Sum((1/2 - y[i])*x[i,j], i)", by=[definition("sigma"), algebra])
    .qed()
)

# ---------------------------------------------------------------- what it says at the optimum
score_equations = (
    book.claim("eq-score-equations", "D(J, beta) = 0", "<=> X.T @ p = X.T @ y")
    .step("X.T @ (p - y) = 0", by=gradient_matrix)
    .step("X.T @ p = X.T @ y", by=both_sides)
    .qed()
)

with_intercept = book.assume("x[i,1] = 1")

intercept_residuals = (
    with_intercept.claim("eq-intercept-residuals", "D(J, beta[1])", "Sum(p[i], i) - Sum(y[i], i)")
    .step("Sum((p[i] - y[i])*x[i,1], i)", by=gradient)
    .step("Sum((p[i] - y[i])*1, i)", by=given)
    .step("Sum(p[i], i) - Sum(y[i], i)", by=algebra)
    .qed()
)

# z: other probabilities, in which every feature has the total that it has in the fit
rivals = (
    score.array("z", "m", "unit").assume("Sum(z[i]*x[i,k], i) = Sum(p[i]*x[i,k], i)").typeset(z="r")
)

linear_cross_entropy = (
    score.claim("eq-linear-cross-entropy", "loss(p[i], q)", "A(eta[i]) - q*eta[i]")
    .step(
        "-q*log(sigma(eta[i])) - (1 - q)*log(1 - sigma(eta[i]))",
        by=[definition("loss"), definition("p")],
    )
    .step("-q*(eta[i] - A(eta[i])) - (1 - q)*(-A(eta[i]))", by=[log_sigma, log_one_minus_sigma])
    .step("A(eta[i]) - q*eta[i]", by=algebra)
    .qed()
)

maximum_entropy = (
    rivals.claim(
        "eq-maximum-entropy",
        "Sum(loss(p[i], p[i]), i) - Sum(loss(z[i], z[i]), i)",
        "Sum(kl(z[i], p[i]), i)",
    )
    .step("Sum(A(eta[i]) - p[i]*eta[i], i) - Sum(loss(z[i], z[i]), i)", by=linear_cross_entropy)
    .step(
        "Sum(A(eta[i]), i) - Sum(beta[k]*Sum(p[i]*x[i,k], i), k) - Sum(loss(z[i], z[i]), i)",
        by=[definition("eta"), algebra],
    )
    .step(
        "Sum(A(eta[i]), i) - Sum(beta[k]*Sum(z[i]*x[i,k], i), k) - Sum(loss(z[i], z[i]), i)",
        by=given,
    )
    .step(
        "Sum(A(eta[i]) - z[i]*eta[i], i) - Sum(loss(z[i], z[i]), i)",
        by=[definition("eta"), algebra],
    )
    .step("Sum(loss(p[i], z[i]) - loss(z[i], z[i]), i)", by=[linear_cross_entropy, algebra])
    .step("Sum(kl(z[i], p[i]), i)", by=excess_log_loss)
    .qed()
)

# ---------------------------------------------------------------- layouts
square = book.array("G", "n,n")

layout_linear = (
    book.claim("eq-layout-linear", "D(X @ v, v)", "X").step("X", by=[calculus, algebra]).qed()
)

layout_dot = (
    book.claim("eq-layout-dot", "D(beta.T @ v, v)", "beta")
    .step("beta", by=[calculus, algebra])
    .qed()
)

layout_quadratic = (
    square.claim("eq-layout-quadratic", "D(v.T @ G @ v, v)", "(G + G.T) @ v")
    .step("(G + G.T) @ v", by=[calculus, algebra])
    .qed()
)

# ---------------------------------------------------------------- one derivative further
hessian = (
    book.claim("eq-hessian", "D(J, beta[j], beta[l])", "Sum(p[i]*(1 - p[i])*x[i,j]*x[i,l], i)")
    .step("D(Sum((p[i] - y[i])*x[i,j], i), beta[l])", by=gradient)
    .step("Sum(D(p[i], beta[l])*x[i,j], i)", by=linearity)
    .step("Sum(p[i]*(1 - p[i])*x[i,l]*x[i,j], i)", by=p_derivative)
    .step("Sum(p[i]*(1 - p[i])*x[i,j]*x[i,l], i)", by=algebra)
    .qed()
)
