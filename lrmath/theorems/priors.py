"""Chapter *Regularisation and priors*: priors, the penalty of Firth, Laplace's approximation."""

from __future__ import annotations

from lrmath.calc import algebra, both_sides, calculus, definition, positivity

from .curvature import quadratic_form
from .gradient import hessian
from .inequalities import exp_tangent
from .likelihood import (
    log_one_minus_sigma,
    log_sigma,
    negative_log_likelihood,
    softplus_derivative,
)
from .notation import book
from .odds import sigmoid_derivative
from .regularisation import MODULUS, SQUARES, bowl, ridge, ridge_hessian

# ---------------------------------------------------------------- a penalty is a prior
# c: the constants that make each prior's integral 1; a: the moduli of the coefficients
priors = ridge.array("c", "n", "positive")

map_ridge = (
    priors.claim(
        "eq-map-ridge",
        "-log(L*Product(c[j]*exp(-(lam[j]*beta[j]**2/2)), j))",
        "F - Sum(log(c[j]), j)",
    )
    .step("-log(L) + 1/2*Sum(lam[j]*beta[j]**2, j) - Sum(log(c[j]), j)", by=algebra)
    .step(f"J + {SQUARES} - Sum(log(c[j]), j)", by=[negative_log_likelihood, definition("J")])
    .step("F - Sum(log(c[j]), j)", by=definition("F"))
    .qed()
)

laplacian = (
    book.array("c", "n", "positive")
    .array("mu", "n", "nonnegative")
    .define("a[j]", "sqrt(beta[j]**2)", domain="nonnegative")
    .typeset(mu=r"\mu", a=MODULUS["a"])
)

map_lasso = (
    laplacian.claim(
        "eq-map-lasso",
        "-log(L*Product(c[j]*exp(-(mu[j]*a[j])), j))",
        "J + Sum(mu[j]*a[j], j) - Sum(log(c[j]), j)",
    )
    .step("-log(L) + Sum(mu[j]*a[j], j) - Sum(log(c[j]), j)", by=algebra)
    .step(
        "J + Sum(mu[j]*a[j], j) - Sum(log(c[j]), j)",
        by=[negative_log_likelihood, definition("J")],
    )
    .qed()
)

# ---------------------------------------------------------------- Firth and Jeffreys
jeffreys_term = (
    book.claim("eq-jeffreys-term", "-log(sigma(t)*(1 - sigma(t)))/2", "A(t) - t/2")
    .step("-(log(sigma(t)) + log(1 - sigma(t)))/2", by=algebra)
    .step("-((t - A(t)) + (-A(t)))/2", by=[log_sigma, log_one_minus_sigma])
    .step("A(t) - t/2", by=algebra)
    .qed()
)

# M: the size of a group; a: how many ones it has; FF: its loss with Firth's penalty
group = (
    book.scalar("M", "positive")
    .scalar("a")
    .define("FF", "M*A(t) - a*t - log(M*sigma(t)*(1 - sigma(t)))/2")
    .typeset(M="m", a="k", FF=r"J^{\ast}")
)

firth_group = (
    group.claim("eq-firth-group", "FF", "(M + 1)*A(t) - (a + 1/2)*t - log(M)/2")
    .step(
        "M*A(t) - a*t - log(M)/2 - log(sigma(t)*(1 - sigma(t)))/2",
        by=[definition("FF"), algebra],
    )
    .step("M*A(t) - a*t - log(M)/2 + (A(t) - t/2)", by=jeffreys_term)
    .wrong("(M + 1)*A(t) - (a + 1)*t - log(M)/2")
    .step("(M + 1)*A(t) - (a + 1/2)*t - log(M)/2", by=algebra)
    .qed()
)

firth_share = (
    group.claim("eq-firth-share", "D(FF, t) = 0", "<=> sigma(t) = (a + 1/2)/(M + 1)")
    .step("D((M + 1)*A(t) - (a + 1/2)*t - log(M)/2, t) = 0", by=firth_group)
    .step("(M + 1)*sigma(t) - (a + 1/2) = 0", by=[calculus, softplus_derivative])
    .step("sigma(t) = (a + 1/2)/(M + 1)", by=both_sides)
    .qed()
)

# two groups: g of N ones where x = 0, a of M where x = 1
# C, E: their curvatures; [[C + E, C], [C, C]] is the information at (t, u)
cells = (
    book.scalar("M N", "positive")
    .scalar("a g")
    .define("JT", "M*A(t + u) - a*(t + u) + N*A(t) - g*t")
    .define("C", "M*sigma(t + u)*(1 - sigma(t + u))", domain="positive")
    .define("E", "N*sigma(t)*(1 - sigma(t))", domain="positive")
    .define("FF", "JT - log((C + E)*C - C**2)/2")
    .typeset(M="m_1", N="m_0", a="k_1", g="k_0", JT="J", C="S_1", E="S_0", FF=r"J^{\ast}")
)

HALVES = "(M + 1)*A(t + u) - (a + 1/2)*(t + u) + (N + 1)*A(t) - (g + 1/2)*t - log(M*N)/2"
firth_table = (
    cells.claim("eq-firth-table", "FF", HALVES)
    .step("JT - log(C*E)/2", by=definition("FF"))
    .step(
        "JT - log(M*N)/2 - log(sigma(t + u)*(1 - sigma(t + u)))/2 - log(sigma(t)*(1 - sigma(t)))/2",
        by=[definition("C", "E"), algebra],
    )
    .step("JT - log(M*N)/2 + (A(t + u) - (t + u)/2) + (A(t) - t/2)", by=jeffreys_term)
    .step(HALVES, by=definition("JT"))
    .qed()
)

# one feature z, one coefficient t: h is the leverage of a sample, W the information
single = (
    book.array("z", "m")
    .define("f[i]", "sigma(t*z[i])", domain="unit")
    .define("c[i]", "f[i]*(1 - f[i])", domain="positive")
    .define("W", "Sum(c[i]*z[i]**2, i)", domain="nonnegative")
    .assume("W > 0")
    .define("h[i]", "c[i]*z[i]**2/W")
    .typeset(z="x", f="p", W=r"\mathcal{I}")
)

firth_score = (
    single.claim("eq-firth-score", "D(-log(W)/2, t)", "Sum(h[i]*(f[i] - 1/2)*z[i], i)")
    .step("-1/(2*W)*D(W, t)", by=[calculus, algebra])
    .step(
        "-1/(2*W)*Sum(f[i]*(1 - f[i])*(1 - 2*f[i])*z[i]**3, i)",
        by=[definition("W", "c", "f"), calculus, sigmoid_derivative],
    )
    .step("Sum(c[i]*z[i]**2/W*(f[i] - 1/2)*z[i], i)", by=[definition("c"), algebra])
    .step("Sum(h[i]*(f[i] - 1/2)*z[i], i)", by=definition("h"))
    .qed()
)

# ---------------------------------------------------------------- Laplace's approximation
ridge_form = (
    bowl.claim(
        "eq-ridge-form",
        "Sum(Sum(v[j]*D(F, beta[j], beta[l])*v[l], l), j)",
        "Sum(p[i]*(1 - p[i])*d[i]**2, i) + Sum(lam[j]*v[j]**2, j)",
    )
    .step(
        "Sum(Sum(v[j]*(D(J, beta[j], beta[l]) + lam[j]*KroneckerDelta(j, l))*v[l], l), j)",
        by=[ridge_hessian, hessian],
    )
    .step("Sum(Sum(v[j]*D(J, beta[j], beta[l])*v[l], l), j) + Sum(lam[j]*v[j]**2, j)", by=algebra)
    .step("Sum(p[i]*(1 - p[i])*d[i]**2, i) + Sum(lam[j]*v[j]**2, j)", by=quadratic_form)
    .qed()
)

averaged = book.scalar("z", "nonnegative")
averaged_pair = (
    averaged.claim("eq-averaged-pair", "(sigma(z + u) + sigma(z - u))/2", "<= sigma(z)")
    .step(
        "sigma(z) - sigma(z)*sigma(z + u)*sigma(z - u)*exp(-2*z)*(exp(z) - 1)"
        "*(exp(u/2) - exp(-u/2))**2/2",
        by=[definition("sigma"), algebra],
    )
    .step(
        "<= sigma(z) - sigma(z)*sigma(z + u)*sigma(z - u)*exp(-2*z)*(1 + z - 1)"
        "*(exp(u/2) - exp(-u/2))**2/2",
        by=exp_tangent,
    )
    .step("<= sigma(z)", by=positivity)
    .qed()
)
