"""Chapter *Standard errors, tests, odds ratios*."""

from __future__ import annotations

from lrmath.calc import algebra, calculus, definition, given, positivity

from .gradient import linear_cross_entropy, p_derivative
from .likelihood import excess_log_loss, log_one_minus_sigma, log_sigma, score
from .newton import table
from .notation import book
from .odds import sigmoid_derivative

# ---------------------------------------------------------------- labels by chance
# o: one of N outcomes; w: how probable it is; z: its labels; U: its score
chance = (
    book.sizes("N")
    .index("o", "N")
    .index("a", "m")
    .index("h", "n")
    .array("w", "N", "nonnegative")
    .array("z", "N,m", "binary")
    .define("U[o,j]", "Sum((z[o,i] - p[i])*x[i,j], i)")
    .typeset(w=r"\pi", z="y")
)
right_mean = chance.assume("Sum(w[o], o) = 1", "Sum(w[o]*z[o,i], o) = p[i]")

score_mean = (
    right_mean.claim("eq-score-mean", "Sum(w[o]*U[o,j], o)", "0")
    .step("Sum(w[o]*Sum((z[o,i] - p[i])*x[i,j], i), o)", by=definition("U"))
    .step("Sum((Sum(w[o]*z[o,i], o) - p[i]*Sum(w[o], o))*x[i,j], i)", by=algebra)
    .step("Sum((p[i] - p[i]*1)*x[i,j], i)", by=given)
    .step("0", by=algebra)
    .qed()
)

labels_apart = (
    book.claim(
        "eq-labels-uncorrelated",
        "q*r*(1 - q)*(1 - r) + q*(1 - r)*(1 - q)*(0 - r)"
        " + (1 - q)*r*(0 - q)*(1 - r) + (1 - q)*(1 - r)*(0 - q)*(0 - r)",
        "0",
    )
    .step("0", by=algebra)
    .qed()
)

uncorrelated = chance.assume(
    "Sum(w[o]*(z[o,i] - p[i])*(z[o,a] - p[a]), o) = KroneckerDelta(i, a)*p[i]*(1 - p[i])"
)

score_variance = (
    uncorrelated.claim(
        "eq-score-variance",
        "Sum(w[o]*U[o,j]*U[o,l], o)",
        "Sum(p[i]*(1 - p[i])*x[i,j]*x[i,l], i)",
    )
    .step(
        "Sum(w[o]*Sum((z[o,i] - p[i])*x[i,j], i)*Sum((z[o,a] - p[a])*x[a,l], a), o)",
        by=definition("U"),
    )
    .step(
        "Sum(Sum(Sum(w[o]*(z[o,i] - p[i])*(z[o,a] - p[a]), o)*x[i,j]*x[a,l], a), i)",
        by=algebra,
    )
    .wrong("Sum(p[i]*(1 - p[i])*x[i,j], i)*Sum(p[i]*(1 - p[i])*x[i,l], i)")
    .step("Sum(Sum(KroneckerDelta(i, a)*p[i]*(1 - p[i])*x[i,j]*x[a,l], a), i)", by=given)
    .step("Sum(p[i]*(1 - p[i])*x[i,j]*x[i,l], i)", by=algebra)
    .qed()
)

# ---------------------------------------------------------------- the estimate, to first order
# V: any matrix; e: how far the outcome moves the estimate; G: the second moments of the score
moved = (
    chance.array("V", "n,n")
    .define("e[o,j]", "Sum(V[j,k]*U[o,k], k)")
    .define("G[j,l]", "Sum(w[o]*U[o,j]*U[o,l], o)")
    .typeset(e=r"\Delta", G="M")
)

sandwich = (
    moved.claim(
        "eq-sandwich",
        "Sum(w[o]*e[o,j]*e[o,l], o)",
        "Sum(Sum(V[j,k]*G[k,h]*V[l,h], h), k)",
    )
    .step("Sum(w[o]*Sum(V[j,k]*U[o,k], k)*Sum(V[l,h]*U[o,h], h), o)", by=definition("e"))
    .step("Sum(Sum(V[j,k]*Sum(w[o]*U[o,k]*U[o,h], o)*V[l,h], h), k)", by=algebra)
    .step("Sum(Sum(V[j,k]*G[k,h]*V[l,h], h), k)", by=definition("G"))
    .qed()
)

right_model = moved.assume(
    "Sum(w[o]*(z[o,i] - p[i])*(z[o,a] - p[a]), o) = KroneckerDelta(i, a)*p[i]*(1 - p[i])",
    "Sum(V[j,k]*Sum(p[i]*(1 - p[i])*x[i,k]*x[i,h], i), k) = KroneckerDelta(j, h)",
)

estimate_variance = (
    right_model.claim("eq-estimate-variance", "Sum(w[o]*e[o,j]*e[o,l], o)", "V[l,j]")
    .step("Sum(Sum(V[j,k]*G[k,h]*V[l,h], h), k)", by=sandwich)
    .step(
        "Sum(Sum(V[j,k]*Sum(p[i]*(1 - p[i])*x[i,k]*x[i,h], i), k)*V[l,h], h)",
        by=[definition("G"), score_variance, algebra],
    )
    .step("Sum(KroneckerDelta(j, h)*V[l,h], h)", by=given)
    .step("V[l,j]", by=algebra)
    .qed()
)

# ---------------------------------------------------------------- the delta method
# c: weights of a linear function of the coefficients; V: covariances
linear_variance = (
    moved.array("c", "n")
    .claim(
        "eq-linear-variance",
        "Sum(w[o]*Sum(c[j]*e[o,j], j)**2, o)",
        "Sum(Sum(c[j]*Sum(w[o]*e[o,j]*e[o,l], o)*c[l], l), j)",
    )
    .step("Sum(Sum(c[j]*Sum(w[o]*e[o,j]*e[o,l], o)*c[l], l), j)", by=algebra)
    .qed()
)

average_effect_slope = (
    book.claim(
        "eq-average-effect-slope",
        "D(Sum(p[i]*(1 - p[i])*beta[l], i), beta[j])",
        "Sum(p[i]*(1 - p[i])*KroneckerDelta(l, j)"
        " + p[i]*(1 - p[i])*(1 - 2*p[i])*x[i,j]*beta[l], i)",
    )
    .step(
        "Sum(p[i]*(1 - p[i])*KroneckerDelta(l, j) + (1 - 2*p[i])*D(p[i], beta[j])*beta[l], i)",
        by=calculus,
    )
    .step(
        "Sum(p[i]*(1 - p[i])*KroneckerDelta(l, j)"
        " + p[i]*(1 - p[i])*(1 - 2*p[i])*x[i,j]*beta[l], i)",
        by=p_derivative,
    )
    .qed()
)

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

# ---------------------------------------------------------------- samples drawn by their labels
# f, g: the shares of the cases and of the controls that are drawn
drawn = book.scalar("f g", "positive").typeset(f="r_1", g="r_0")

case_control = (
    drawn.claim("eq-case-control", "f*p[i]/(f*p[i] + g*(1 - p[i]))", "sigma(eta[i] + log(f/g))")
    .wrong("sigma(eta[i])*f/g")
    .step("f*exp(eta[i])/(f*exp(eta[i]) + g)", by=[definition("p", "sigma"), algebra])
    .step("sigma(eta[i] + log(f/g))", by=[definition("sigma"), algebra])
    .qed()
)

# ---------------------------------------------------------------- two strata in one
# two groups of equal size, their log-odds apart by 2u; C: how their odds spread
strata = (
    book.define("C", "(exp(u) + exp(-u))/2", domain="positive")
    .define("h", "(sigma(t + u) + sigma(t - u))/2", domain="unit")
    .typeset(h=r"\bar{p}", C=r"\cosh u")
)

marginal_odds = (
    strata.claim("eq-marginal-odds", "odds(h)", "exp(t)*(exp(t) + C)/(1 + exp(t)*C)")
    .step(
        "(exp(2*t) + exp(t)*(exp(u) + exp(-u))/2)/(1 + exp(t)*(exp(u) + exp(-u))/2)",
        by=[definition("odds", "h", "sigma"), algebra],
    )
    .step("exp(t)*(exp(t) + C)/(1 + exp(t)*C)", by=[definition("C"), algebra])
    .qed()
)

collapsed = (
    strata.claim(
        "eq-collapsed",
        "exp(t) - odds(h)",
        "exp(t)*(exp(t) - 1)*(exp(u/2) - exp(-u/2))**2/(2*(1 + exp(t)*C))",
    )
    .step("exp(t) - exp(t)*(exp(t) + C)/(1 + exp(t)*C)", by=marginal_odds)
    .step("exp(t)*(exp(t) - 1)*(C - 1)/(1 + exp(t)*C)", by=algebra)
    .step(
        "exp(t)*(exp(t) - 1)*(exp(u/2) - exp(-u/2))**2/(2*(1 + exp(t)*C))",
        by=[definition("C"), algebra],
    )
    .qed()
)

# ---------------------------------------------------------------- one sample and the estimate
# V: the inverse of H, the Hessian; c: the curvatures
hat = (
    book.array("V", "n,n")
    .define("c[i]", "p[i]*(1 - p[i])", domain="positive")
    .assume("Sum(V[j,k]*Sum(c[i]*x[i,k]*x[i,l], i), k) = KroneckerDelta(j, l)")
)

leverage_sum = (
    hat.claim("eq-leverage-sum", "Sum(c[i]*Sum(Sum(x[i,j]*V[j,k]*x[i,k], k), j), i)", "n")
    .step("Sum(Sum(V[j,k]*Sum(c[i]*x[i,k]*x[i,j], i), k), j)", by=algebra)
    .step("Sum(KroneckerDelta(j, j), j)", by=given)
    .step("n", by=algebra)
    .qed()
)

# w: V times the features of sample a; N: its leverage; H: the Hessian; g: its curvature
left_out = (
    book.index("a", "m")
    .array("H", "n,n")
    .array("w", "m,n")
    .array("N", "m")
    .array("c", "m", "positive")
    .assume("Sum(H[j,k]*w[a,k], k) = x[a,j]", "c[a]*Sum(x[a,k]*w[a,k], k) = N[a]", "N[a] < 1")
    .typeset(N="h")
)

deletion = (
    left_out.claim(
        "eq-deletion",
        "Sum((H[j,k] - c[a]*x[a,j]*x[a,k])*((p[a] - y[a])*w[a,k]/(1 - N[a])), k)",
        "(p[a] - y[a])*x[a,j]",
    )
    .step(
        "(p[a] - y[a])/(1 - N[a])*(Sum(H[j,k]*w[a,k], k) - x[a,j]*(c[a]*Sum(x[a,k]*w[a,k], k)))",
        by=algebra,
    )
    .step("(p[a] - y[a])/(1 - N[a])*(x[a,j] - x[a,j]*N[a])", by=given)
    .step("(p[a] - y[a])*x[a,j]", by=algebra)
    .qed()
)
