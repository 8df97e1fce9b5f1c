"""Chapter *The model and what it assumes*."""

from __future__ import annotations

from lrmath.calc import algebra, calculus, definition, given

from .notation import book
from .odds import sigmoid_symmetry

# ---------------------------------------------------------------- one label
bernoulli_spread = (
    book.claim("eq-bernoulli-spread", "(1 - q)*(0 - q)**2 + q*(1 - q)**2", "q*(1 - q)")
    .step("q*(1 - q)*(q + (1 - q))", by=algebra)
    .step("q*(1 - q)", by=algebra)
    .qed()
)

# ---------------------------------------------------------------- the constant feature
with_constant = book.assume("x[i,1] = 1")

constant_feature = (
    with_constant.claim(
        "eq-constant-feature",
        "eta[i]",
        "beta[1] + Sum((1 - KroneckerDelta(k, 1))*beta[k]*x[i,k], k)",
    )
    .step("Sum(beta[k]*x[i,k], k)", by=definition("eta"))
    .step("beta[1]*x[i,1] + Sum((1 - KroneckerDelta(k, 1))*beta[k]*x[i,k], k)", by=algebra)
    .step("beta[1] + Sum((1 - KroneckerDelta(k, 1))*beta[k]*x[i,k], k)", by=given)
    .qed()
)

# ---------------------------------------------------------------- noise behind the label
# kappa: the probability of at least one event; G: Gumbel's distribution function
hazard = book.function("kappa(t)", "1 - exp(-exp(t))").function("G(t)", "exp(-exp(-t))")

latent = (
    book.claim("eq-latent", "1 - sigma(-eta[i])", "p[i]")
    .wrong("1 - sigma(eta[i])")
    .step("sigma(eta[i])", by=sigmoid_symmetry)
    .step("p[i]", by=definition("p"))
    .qed()
)

latent_gumbel = (
    hazard.claim("eq-latent-gumbel", "1 - G(-t)", "kappa(t)")
    .step("1 - exp(-exp(-(-t)))", by=definition("G"))
    .step("1 - exp(-exp(t))", by=algebra)
    .step("kappa(t)", by=definition("kappa"))
    .qed()
)

gumbel_difference = (
    hazard.claim(
        "eq-gumbel-difference",
        "D(sigma(t)*exp(-exp(-u)/sigma(t)), u)",
        "D(G(u), u)*G(u + t)",
    )
    .step("exp(-u)*exp(-exp(-u)/sigma(t))", by=[calculus, algebra])
    .step("exp(-u)*exp(-exp(-u)*(1 + exp(-t)))", by=[definition("sigma"), algebra])
    .step("exp(-u)*exp(-exp(-u))*exp(-exp(-(u + t)))", by=algebra)
    .step("D(G(u), u)*G(u + t)", by=[definition("G"), calculus])
    .qed()
)

# ---------------------------------------------------------------- two classes of equal spread
# u: a measurement; a, d: its means in class 1 and in class 0; s: its standard deviation in both
bells = book.scalar("a d").scalar("C s", "positive").typeset(a=r"\mu", d=r"\nu")

two_bells = (
    bells.claim(
        "eq-two-bells",
        "log(C*exp(-(u - a)**2/(2*s**2))/(C*exp(-(u - d)**2/(2*s**2))))",
        "(a - d)/s**2*(u - (a + d)/2)",
    )
    .wrong("(a - d)/s**2*u")
    .step("(u - d)**2/(2*s**2) - (u - a)**2/(2*s**2)", by=algebra)
    .step("(a - d)/s**2*(u - (a + d)/2)", by=algebra)
    .qed()
)
