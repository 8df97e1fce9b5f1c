"""Chapter *Standard errors, tests, odds ratios*: tests, deviance, profiles."""

from __future__ import annotations

from lrmath.calc import algebra, calculus, definition, given, positivity

from .gradient import linear_cross_entropy
from .likelihood import excess_log_loss, log_one_minus_sigma, log_sigma, score
from .newton import table
from .notation import book
from .odds import sigmoid_derivative

# ---------------------------------------------------------------- three tests on a parabola
# H: the information; V: its inverse; d: estimate less hypothesis; U: the score at the hypothesis
parabola = (
    book.index("h", "n")
    .array("H", "n,n")
    .array("V", "n,n")
    .array("d", "n")
    .define("U[j]", "Sum(H[j,k]*d[k], k)")
    .assume("Sum(V[j,k]*H[k,l], k) = KroneckerDelta(j, l)")
)

tests_agree = (
    parabola.claim(
        "eq-tests-agree",
        "Sum(Sum(U[j]*V[j,k]*U[k], k), j)",
        "Sum(Sum(d[j]*H[j,k]*d[k], k), j)",
    )
    .step("Sum(U[j]*Sum(Sum(V[j,k]*H[k,l], k)*d[l], l), j)", by=[definition("U"), algebra])
    .step("Sum(U[j]*Sum(KroneckerDelta(j, l)*d[l], l), j)", by=given)
    .step("Sum(Sum(d[j]*H[j,k]*d[k], k), j)", by=[definition("U"), algebra])
    .qed()
)

# ---------------------------------------------------------------- the table a, b; c, d
# M: all counts; E, F: how many of a and b are expected if the rows have the same share
expected = (
    table.define("M", "a + f + g + h", domain="positive")
    .define("E", "(a + f)*(a + g)/M", domain="positive")
    .define("F", "(a + f)*(f + h)/M", domain="positive")
    .define("B", "(g + h)*(a + g)/M", domain="positive")
    .define("C", "(g + h)*(f + h)/M", domain="positive")
    .typeset(M="m", E="E_a", F="E_b", B="E_c", C="E_d")
)

score_table = (
    expected.claim("eq-score-table", "a - (a + f)*sigma(log((a + g)/(f + h)))", "a - E")
    .step("a - (a + f)/(1 + (f + h)/(a + g))", by=[definition("sigma"), algebra])
    .step("a - E", by=[definition("E", "M"), algebra])
    .qed()
)

score_pearson = (
    expected.claim(
        "eq-score-pearson",
        "(a - E)**2/((a + g)*(f + h)/M**2*((a + f) - (a + f)**2/M))",
        "(a - E)**2/E + (f - F)**2/F + (g - B)**2/B + (h - C)**2/C",
    )
    .step("(a - E)**2*(1/E + 1/F + 1/B + 1/C)", by=[definition("E", "F", "B", "C", "M"), algebra])
    .step(
        "(a - E)**2/E + (f - F)**2/F + (g - B)**2/B + (h - C)**2/C",
        by=[definition("E", "F", "B", "C", "M"), algebra],
    )
    .qed()
)

# ---------------------------------------------------------------- deviance
cross_entropy = (
    score.claim("eq-logistic-cross-entropy", "loss(sigma(t), q)", "A(t) - q*t")
    .step("-q*log(sigma(t)) - (1 - q)*log(1 - sigma(t))", by=definition("loss"))
    .step("-q*(t - A(t)) - (1 - q)*(-A(t))", by=[log_sigma, log_one_minus_sigma])
    .step("A(t) - q*t", by=algebra)
    .qed()
)

fitted = score.assume("Sum(y[i]*x[i,k], i) = Sum(p[i]*x[i,k], i)")

deviance_fitted = (
    fitted.claim("eq-deviance-fitted", "2*J", "2*Sum(loss(p[i], p[i]), i)")
    .step(
        "2*Sum(A(eta[i]), i) - 2*Sum(beta[k]*Sum(y[i]*x[i,k], i), k)",
        by=[definition("J", "eta"), algebra],
    )
    .step("2*Sum(A(eta[i]), i) - 2*Sum(beta[k]*Sum(p[i]*x[i,k], i), k)", by=given)
    .step("2*Sum(A(eta[i]) - p[i]*eta[i], i)", by=[definition("eta"), algebra])
    .step("2*Sum(loss(p[i], p[i]), i)", by=linear_cross_entropy)
    .qed()
)

# c: other coefficients, say of the model under the hypothesis; e: their predictors
other = (
    fitted.array("c", "n")
    .define("e[i]", "Sum(c[k]*x[i,k], k)")
    .typeset(c=r"\gamma", e=r"\tilde{\eta}")
)

likelihood_ratio = (
    other.claim(
        "eq-likelihood-ratio",
        "2*Sum(A(e[i]) - y[i]*e[i], i) - 2*J",
        "2*Sum(kl(p[i], sigma(e[i])), i)",
    )
    .step(
        "2*Sum(A(e[i]), i) - 2*Sum(c[k]*Sum(y[i]*x[i,k], i), k) - 2*Sum(loss(p[i], p[i]), i)",
        by=[definition("e"), deviance_fitted, algebra],
    )
    .step(
        "2*Sum(A(e[i]), i) - 2*Sum(c[k]*Sum(p[i]*x[i,k], i), k) - 2*Sum(loss(p[i], p[i]), i)",
        by=given,
    )
    .step("2*Sum(A(e[i]) - p[i]*e[i] - loss(p[i], p[i]), i)", by=[definition("e"), algebra])
    .step("2*Sum(loss(sigma(e[i]), p[i]) - loss(p[i], p[i]), i)", by=cross_entropy)
    .step("2*Sum(kl(p[i], sigma(e[i])), i)", by=excess_log_loss)
    .qed()
)

# ---------------------------------------------------------------- profiles
# v: a step; V: the inverse of the Hessian; f: how fast the predictors move along its column j
profiled = (
    book.array("V", "n,n")
    .define("c[i]", "p[i]*(1 - p[i])", domain="positive")
    .define("d[i]", "Sum(x[i,k]*v[k], k)")
    .define("f[i,j]", "Sum(x[i,k]*V[k,j], k)")
    .assume("Sum(c[i]*x[i,k]*f[i,j], i) = KroneckerDelta(k, j)", "V[j,j] > 0")
)

profile_parabola = (
    profiled.claim("eq-profile-parabola", "Sum(c[i]*d[i]**2, i)", ">= v[j]**2/V[j,j]")
    .step(
        "Sum(c[i]*(d[i] - v[j]/V[j,j]*f[i,j])**2, i) + 2*v[j]/V[j,j]*Sum(c[i]*d[i]*f[i,j], i)"
        " - v[j]**2/V[j,j]**2*Sum(c[i]*f[i,j]**2, i)",
        by=algebra,
    )
    .step(
        "Sum(c[i]*(d[i] - v[j]/V[j,j]*f[i,j])**2, i)"
        " + 2*v[j]/V[j,j]*Sum(v[k]*Sum(c[i]*x[i,k]*f[i,j], i), k)"
        " - v[j]**2/V[j,j]**2*Sum(V[k,j]*Sum(c[i]*x[i,k]*f[i,j], i), k)",
        by=[definition("d", "f"), algebra],
    )
    .step(
        "Sum(c[i]*(d[i] - v[j]/V[j,j]*f[i,j])**2, i) + v[j]**2/V[j,j]",
        by=[given, algebra],
    )
    .step(">= v[j]**2/V[j,j]", by=positivity)
    .qed()
)

# ---------------------------------------------------------------- where Wald's statistic turns
# N trials with log-odds t
trials = (
    book.scalar("N", "positive").define("T", "t**2*(N*sigma(t)*(1 - sigma(t)))").typeset(T="z^2")
)

wald_turns = (
    trials.claim("eq-wald-turns", "D(T, t)", "N*t*sigma(t)*(1 - sigma(t))*(2 - t*(2*sigma(t) - 1))")
    .step("D(t**2*(N*sigma(t)*(1 - sigma(t))), t)", by=definition("T"))
    .wrong("2*t*(N*sigma(t)*(1 - sigma(t)))")
    .step(
        "2*t*N*sigma(t)*(1 - sigma(t)) + t**2*N*(1 - 2*sigma(t))*(sigma(t)*(1 - sigma(t)))",
        by=[calculus, sigmoid_derivative],
    )
    .step("N*t*sigma(t)*(1 - sigma(t))*(2 - t*(2*sigma(t) - 1))", by=algebra)
    .qed()
)
