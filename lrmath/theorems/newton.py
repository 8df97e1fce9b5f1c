"""Chapter *Newton, IRLS, BFGS, MM*."""

from __future__ import annotations

from lrmath.calc import algebra, both_sides, calculus, definition, given

from .curvature import hessian_zero
from .gradient import gradient, gradient_zero, hessian
from .likelihood import softplus_derivative
from .notation import book
from .odds import sigmoid_derivative

# ---------------------------------------------------------------- the step
# c: the curvature of each sample; d: how fast the predictors move in the direction v
bent = book.define("c[i]", "p[i]*(1 - p[i])", domain="positive")
moved = bent.define("d[i]", "Sum(x[i,k]*v[k], k)")

newton_model = (
    moved.claim(
        "eq-newton-model",
        "D(Sum(D(J, beta[j])*v[j], j) + 1/2*Sum(c[i]*d[i]**2, i), v[l])",
        "D(J, beta[l]) + Sum(D(J, beta[l], beta[k])*v[k], k)",
    )
    .step(
        "D(Sum((p[i] - y[i])*d[i] + 1/2*c[i]*d[i]**2, i), v[l])",
        by=[gradient, definition("d"), algebra],
    )
    .step("Sum((p[i] - y[i] + c[i]*d[i])*x[i,l], i)", by=[definition("d"), calculus, algebra])
    .step("D(J, beta[l]) + Sum(c[i]*x[i,l]*d[i], i)", by=[gradient, algebra])
    .step(
        "D(J, beta[l]) + Sum(Sum(c[i]*x[i,l]*x[i,k], i)*v[k], k)",
        by=[definition("d"), algebra],
    )
    .step("D(J, beta[l]) + Sum(D(J, beta[l], beta[k])*v[k], k)", by=[definition("c"), hessian])
    .qed()
)

# ---------------------------------------------------------------- weighted least squares
working = moved.define("zeta[i]", "eta[i] + (y[i] - p[i])/c[i]")

working_residual = (
    working.claim(
        "eq-working-residual", "c[i]*(zeta[i] - (eta[i] + d[i]))", "-(p[i] - y[i] + c[i]*d[i])"
    )
    .step("c[i]*((y[i] - p[i])/c[i] - d[i])", by=definition("zeta"))
    .step("-(p[i] - y[i] + c[i]*d[i])", by=algebra)
    .qed()
)

irls = (
    working.define("e[i]", "Sum((beta[k] + v[k])*x[i,k], k)")
    .claim(
        "eq-irls",
        "Sum(c[i]*x[i,j]*(zeta[i] - e[i]), i)",
        "-(D(J, beta[j]) + Sum(D(J, beta[j], beta[l])*v[l], l))",
    )
    .step(
        "Sum(x[i,j]*(c[i]*(zeta[i] - (eta[i] + d[i]))), i)",
        by=[definition("e", "eta", "d"), algebra],
    )
    .step("-Sum(x[i,j]*(p[i] - y[i] + c[i]*d[i]), i)", by=[working_residual, algebra])
    .step("-(D(J, beta[j]) + Sum(c[i]*x[i,j]*d[i], i))", by=[gradient, algebra])
    .step(
        "-(D(J, beta[j]) + Sum(Sum(c[i]*x[i,j]*x[i,l], i)*v[l], l))",
        by=[definition("d"), algebra],
    )
    .step(
        "-(D(J, beta[j]) + Sum(D(J, beta[j], beta[l])*v[l], l))",
        by=[definition("c"), hessian],
    )
    .qed()
)

origin = working.assume("beta[k] = 0")

first_response = (
    origin.claim("eq-first-response", "zeta[i]", "4*y[i] - 2")
    .step("eta[i] + (y[i] - p[i])/(p[i]*(1 - p[i]))", by=definition("zeta", "c"))
    .step(
        "(y[i] - sigma(0))/(sigma(0)*(1 - sigma(0)))", by=[definition("p", "eta"), given, algebra]
    )
    .step("4*y[i] - 2", by=[definition("sigma"), algebra])
    .qed()
)

first_step = (
    book.claim(
        "eq-newton-first-step",
        "At(D(J, beta, beta), beta, 0) @ v = -At(D(J, beta), beta, 0)",
        "<=> X.T @ X @ v = X.T @ (4*y - 2)",
    )
    .step(
        "1/4*X.T @ X @ v = -(X.T @ (1/2 - y))",
        by=[hessian_zero, gradient_zero, algebra],
    )
    .wrong("X.T @ X @ v = X.T @ (y - 1/2)")
    .step("X.T @ X @ v = X.T @ (4*y - 2)", by=both_sides)
    .qed()
)

# ---------------------------------------------------------------- a bound in place of the Hessian
mm_decrease = (
    moved.claim(
        "eq-mm-decrease",
        "Sum(D(J, beta[j])*v[j], j) + 1/8*Sum(d[i]**2, i)",
        "Sum((D(J, beta[j]) + 1/4*Sum(x[i,j]*d[i], i))*v[j], j) - 1/8*Sum(d[i]**2, i)",
    )
    .step(
        "Sum(D(J, beta[j])*v[j], j) + 1/4*Sum(Sum(x[i,j]*v[j], j)*d[i], i) - 1/8*Sum(d[i]**2, i)",
        by=definition("d"),
    )
    .step(
        "Sum((D(J, beta[j]) + 1/4*Sum(x[i,j]*d[i], i))*v[j], j) - 1/8*Sum(d[i]**2, i)",
        by=algebra,
    )
    .qed()
)

# ---------------------------------------------------------------- one coefficient, y = 1 and y = 0
pair_slope = (
    book.claim("eq-newton-pair-slope", "D(A(t) - t + A(t), t)", "2*sigma(t) - 1")
    .step("2*sigma(t) - 1", by=[calculus, softplus_derivative])
    .qed()
)

pair_curvature = (
    book.claim("eq-newton-pair-curvature", "D(A(t) - t + A(t), t, t)", "2*sigma(t)*(1 - sigma(t))")
    .step("D(2*sigma(t) - 1, t)", by=pair_slope)
    .step("2*sigma(t)*(1 - sigma(t))", by=[calculus, sigmoid_derivative])
    .qed()
)

newton_map = (
    book.claim(
        "eq-newton-map",
        "t - (2*sigma(t) - 1)/(2*sigma(t)*(1 - sigma(t)))",
        "t - (exp(t) - exp(-t))/2",
    )
    .wrong("t - (exp(t) - exp(-t))/4")
    .step("t - (exp(t) - exp(-t))/2", by=[definition("sigma"), algebra])
    .qed()
)

# ---------------------------------------------------------------- BFGS keeps the last secant
# z: the last step; w: the change of the gradient; h: the old matrix; e: h times z
secants = (
    book.array("z", "n")
    .array("w", "n")
    .array("h", "n,n")
    .scalar("M N", "positive")
    .array("e", "n")
    .assume("Sum(h[j,l]*z[l], l) = e[j]", "Sum(e[l]*z[l], l) = M", "Sum(w[l]*z[l], l) = N")
    .typeset(z="s", w="w", h="B", e="(Bs)")
)

secant = (
    secants.claim("eq-bfgs-secant", "Sum((h[j,l] - e[j]*e[l]/M + w[j]*w[l]/N)*z[l], l)", "w[j]")
    .step("Sum(h[j,l]*z[l], l) - e[j]/M*Sum(e[l]*z[l], l) + w[j]/N*Sum(w[l]*z[l], l)", by=algebra)
    .step("e[j] - e[j]/M*M + w[j]/N*N", by=given)
    .step("w[j]", by=algebra)
    .qed()
)

# ---------------------------------------------------------------- the table a, b; c, d
# a, f: successes and failures where x = 1; g, h: where x = 0 (in print b, c and d)
table = (
    book.scalar("a f g h", "positive")
    .define("JT", "(a + f)*A(t + u) - a*(t + u) + (g + h)*A(t) - g*t")
    .typeset(f="b", g="c", h="d", JT="J")
)

table_score_intercept = (
    table.claim(
        "eq-table-score-intercept",
        "D(JT, t)",
        "(a + f)*sigma(t + u) - a + (g + h)*sigma(t) - g",
    )
    .step("D((a + f)*A(t + u) - a*(t + u) + (g + h)*A(t) - g*t, t)", by=definition("JT"))
    .step("(a + f)*sigma(t + u) - a + (g + h)*sigma(t) - g", by=[calculus, softplus_derivative])
    .qed()
)

table_score_slope = (
    table.claim("eq-table-score-slope", "D(JT, u)", "(a + f)*sigma(t + u) - a")
    .step("D((a + f)*A(t + u) - a*(t + u) + (g + h)*A(t) - g*t, u)", by=definition("JT"))
    .step("(a + f)*sigma(t + u) - a", by=[calculus, softplus_derivative])
    .qed()
)

table_zero = (
    table.claim("eq-table-zero", "(g + h)*sigma(log(g/h)) - g", "0")
    .step("(g + h)/(1 + exp(-log(g/h))) - g", by=definition("sigma"))
    .step("0", by=algebra)
    .qed()
)

table_one = (
    table.claim("eq-table-one", "(a + f)*sigma(log(g/h) + log(a*h/(f*g))) - a", "0")
    .step("(a + f)/(1 + exp(-(log(g/h) + log(a*h/(f*g))))) - a", by=definition("sigma"))
    .step("(a + f)/(1 + f/a) - a", by=algebra)
    .step("0", by=algebra)
    .qed()
)

# the Hessian of the table is [[M + N, M], [M, M]]
spread = (
    table.define("M", "a*f/(a + f)", domain="positive")
    .define("N", "g*h/(g + h)", domain="positive")
    .typeset(M="S_1", N="S_0")
)

table_variance = (
    spread.claim("eq-table-variance", "(M + N)/((M + N)*M - M**2)", "1/a + 1/f + 1/g + 1/h")
    .step("1/M + 1/N", by=algebra)
    .step("1/a + 1/f + 1/g + 1/h", by=[definition("M", "N"), algebra])
    .qed()
)
