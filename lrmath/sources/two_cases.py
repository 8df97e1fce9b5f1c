"""Source 2, its proof of convexity, one label after the other."""

from __future__ import annotations

from lrmath.calc import algebra, calculus, definition, given, positivity
from lrmath.theorems import curvature, gradient
from lrmath.theorems.notation import book

from .core import draft

# ---------------------------------------------------------------- all samples
# the vectors are longer by one: the last feature of each sample is 1, the last weight is b
LETTERS = {
    "beta": "w",
    "m": "l",
    "eta": r"w^{\top} x_{#1}",
    "p": r"h_w(x_{#1})",
    "L": "L(w)",
    "J": "f(w)",
}
samples = book.index("c d", "n").typeset(p="h_w").typeset(**LETTERS, c="j", d="k")

TERMS = "y[i]*log(p[i]) + (1 - y[i])*log(1 - p[i])"

# ---------------------------------------------------------------- convex, in two cases
# E: the loss of one sample; M: the text's matrix X; v: any vector
one_sample = samples.define("E[i]", f"-({TERMS})").typeset(E=r"\ell")
NEGATIVE, POSITIVE = one_sample.assume("y[i] = 0"), one_sample.assume("y[i] = 1")

zero = (
    draft(NEGATIVE, "The loss of a negative sample", "E[i]", "-log(1 - p[i])")
    .line("", f"-({TERMS})", by=definition("E"))
    .line("", "-(0*log(p[i]) + (1 - 0)*log(1 - p[i]))", by=given)
    .line("S2.51", "-log(1 - p[i])", by=algebra)
    .done()
)

zero_gradient = (
    draft(
        samples,
        "The gradient for a negative sample, component $j$",
        "D(-log(1 - p[i]), beta[c])",
        "p[i]*x[i,c]",
    )
    .line("", "D(p[i], beta[c])/(1 - p[i])", by=calculus)
    .line("S2.52", "p[i]*(1 - p[i])*x[i,c]/(1 - p[i])", by=gradient.p_derivative)
    .line("S2.52", "p[i]*x[i,c]", by=algebra)
    .done()
)

SQUARE = "p[i]*(1 - p[i])"
matrix = (
    samples.define("M[i,c,d]", "x[i,c]*x[i,d]").typeset(M="X").typeset(M=r"X^{(#1)}_{{#2}{#3}}")
)

zero_hessian = (
    draft(
        matrix,
        "The Hessian for a negative sample, entry $(j, k)$",
        "D(-log(1 - p[i]), beta[c], beta[d])",
        f"{SQUARE}*M[i,c,d]",
    )
    .line("", "D(p[i]*x[i,c], beta[d])", by=zero_gradient.theorem)
    .line("", f"{SQUARE}*x[i,d]*x[i,c]", by=[calculus, gradient.p_derivative])
    .line("S2.53", f"{SQUARE}*(x[i,c]*x[i,d])", by=algebra)
    .line("S2.55", f"{SQUARE}*M[i,c,d]", by=definition("M"))
    .done()
)

semidefinite = (
    draft(
        matrix,
        "The matrix $X^{(i)}$ is positive semidefinite",
        "Sum(Sum(v[c]*M[i,c,d]*v[d], d), c)",
        ">= 0",
    )
    .line("S2.54, S2.56", "Sum(Sum(v[c]*(x[i,c]*x[i,d])*v[d], d), c)", by=definition("M"))
    .line("", "Sum(v[c]*x[i,c], c)*Sum(x[i,d]*v[d], d)", by=algebra)
    .line("S2.57", "Sum(x[i,c]*v[c], c)**2", by=algebra)
    .line("S2.57", ">= 0", by=positivity)
    .done()
)

# N: how much the loss of one sample bends along v
bent = matrix.define("N[i]", "sigma(eta[i])*(1 - sigma(eta[i]))", domain="positive").typeset(N=r"c")

zero_convex = (
    draft(
        bent,
        "The loss of a negative sample is convex; $c_i = h_w(x_i)(1 - h_w(x_i))$ is positive",
        "Sum(Sum(v[c]*D(-log(1 - p[i]), beta[c], beta[d])*v[d], d), c)",
        ">= 0",
    )
    .line("", f"Sum(Sum(v[c]*({SQUARE}*M[i,c,d])*v[d], d), c)", by=zero_hessian.theorem)
    .line("", "N[i]*Sum(Sum(v[c]*M[i,c,d]*v[d], d), c)", by=[definition("N", "p"), algebra])
    .line("S2.58", ">= N[i]*0", by=semidefinite.theorem)
    .line("S2.58", "0", by=algebra)
    .done()
)

one = (
    draft(POSITIVE, "The loss of a positive sample", "E[i]", "-log(p[i])")
    .line("", f"-({TERMS})", by=definition("E"))
    .line("", "-(1*log(p[i]) + (1 - 1)*log(1 - p[i]))", by=given)
    .line("S2.59", "-log(p[i])", by=algebra)
    .done()
)

one_gradient = (
    draft(
        samples,
        "The gradient for a positive sample, component $j$",
        "D(-log(p[i]), beta[c])",
        "-((1 - p[i])*x[i,c])",
    )
    .line("", "-D(p[i], beta[c])/p[i]", by=calculus)
    .line("", "-(p[i]*(1 - p[i])*x[i,c])/p[i]", by=gradient.p_derivative)
    .line("S2.59", "-((1 - p[i])*x[i,c])", by=algebra)
    .done()
)

one_hessian = (
    draft(
        matrix,
        "The Hessian for a positive sample, entry $(j, k)$",
        "D(-log(p[i]), beta[c], beta[d])",
        f"{SQUARE}*M[i,c,d]",
    )
    .line("", "D(-((1 - p[i])*x[i,c]), beta[d])", by=one_gradient.theorem)
    .line("", f"{SQUARE}*x[i,d]*x[i,c]", by=[calculus, gradient.p_derivative])
    .line("S2.60", f"{SQUARE}*(x[i,c]*x[i,d])", by=algebra)
    .line("S2.61", f"{SQUARE}*M[i,c,d]", by=definition("M"))
    .done()
)

one_convex = (
    draft(
        bent,
        "The loss of a positive sample is convex",
        "Sum(Sum(v[c]*D(-log(p[i]), beta[c], beta[d])*v[d], d), c)",
        ">= 0",
    )
    .line("", f"Sum(Sum(v[c]*({SQUARE}*M[i,c,d])*v[d], d), c)", by=one_hessian.theorem)
    .line("", "N[i]*Sum(Sum(v[c]*M[i,c,d]*v[d], d), c)", by=[definition("N", "p"), algebra])
    .line("S2.62", ">= N[i]*0", by=semidefinite.theorem)
    .line("S2.62", "0", by=algebra)
    .done()
)

# e: how fast the predictors move along v
whole = curvature.moved.typeset(**LETTERS, d=r"x_{#1}^{\top} v", l="k")

convex = (
    draft(whole, "The sum over all samples", "v.T @ D(J, beta, beta) @ v", ">= 0")
    .line("", "Sum(Sum(v[j]*D(J, beta[j], beta[l])*v[l], l), j)", by=algebra)
    .line("S2.63", "Sum(p[i]*(1 - p[i])*d[i]**2, i)", by=curvature.quadratic_form)
    .line("", "Sum(c[i]*d[i]**2, i)", by=definition("c"))
    .line("S2.64", ">= 0", by=positivity)
    .done()
)
