"""Chapter *Checking the model*: samples left out, drawn by their labels, or thrown together."""

from __future__ import annotations

from lrmath.calc import algebra, definition, given

from .notation import book

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

# V: the inverse of the Hessian; N: leverages; w: V times the features of a sample; e: the step
# without it; G: what stands in the middle of the sandwich HC3
each_left_out = (
    book.index("a", "m")
    .index("d", "n")
    .array("V", "n,n")
    .array("N", "m", "nonnegative")
    .assume("N[a] < 1")
    .define("w[a,j]", "Sum(V[j,k]*x[a,k], k)")
    .define("e[a,j]", "(p[a] - y[a])*w[a,j]/(1 - N[a])")
    .define("G[j,l]", "Sum((p[a] - y[a])**2/(1 - N[a])**2*x[a,j]*x[a,l], a)")
    .typeset(N="h", e=r"\Delta", G="M")
)

jackknife = (
    each_left_out.claim(
        "eq-jackknife",
        "Sum(e[a,j]*e[a,l], a)",
        "Sum(Sum(V[j,k]*G[k,d]*V[l,d], d), k)",
    )
    .wrong("Sum((p[a] - y[a])**2*w[a,j]*w[a,l], a)")
    .step("Sum((p[a] - y[a])**2/(1 - N[a])**2*w[a,j]*w[a,l], a)", by=[definition("e"), algebra])
    .step(
        "Sum(Sum(V[j,k]*Sum((p[a] - y[a])**2/(1 - N[a])**2*x[a,k]*x[a,d], a)*V[l,d], d), k)",
        by=[definition("w"), algebra],
    )
    .step("Sum(Sum(V[j,k]*G[k,d]*V[l,d], d), k)", by=definition("G"))
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
