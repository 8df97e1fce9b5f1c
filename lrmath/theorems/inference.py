"""Chapter *Standard errors, tests, odds ratios*."""

from __future__ import annotations

from lrmath.calc import algebra, calculus, definition, given

from .gradient import p_derivative
from .notation import book

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
