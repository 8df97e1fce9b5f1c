"""Chapter *Softmax regression*, first half: the scores of one sample, and their softmax."""

from __future__ import annotations

from lrmath.calc import algebra, calculus, definition, given, linearity, positivity

from .notation import book

# ---------------------------------------------------------------- one sample: scores, softmax
# o: the scores of K classes; pi: their softmax; d: a direction in the space of scores
scored = (
    book.sizes("K")
    .index("a c h", "K")
    .array("o", "K")
    .array("d", "K")
    .define("pi[a]", "exp(o[a])/Sum(exp(o[h]), h)", domain="positive")
    .define("lse", "log(Sum(exp(o[h]), h))")
    .typeset(lse=r"\operatorname{lse}(o)")
)

softmax = (
    scored.claim("eq-softmax", "pi[a]", "exp(o[a])/Sum(exp(o[h]), h)")
    .step("exp(o[a])/Sum(exp(o[h]), h)", by=definition("pi"))
    .qed()
)

total = (
    scored.claim("eq-softmax-total", "Sum(pi[a], a)", "1")
    .step("Sum(exp(o[a])/Sum(exp(o[h]), h), a)", by=definition("pi"))
    .step("Sum(exp(o[a]), a)/Sum(exp(o[h]), h)", by=linearity)
    .step("1", by=algebra)
    .qed()
)

log_ratio = (
    scored.claim("eq-softmax-odds", "log(pi[a]/pi[c])", "o[a] - o[c]")
    .step("log(exp(o[a])/exp(o[c]))", by=[definition("pi"), algebra])
    .step("o[a] - o[c]", by=algebra)
    .qed()
)

exponential = (
    scored.claim("eq-softmax-exponential", "pi[a]", "exp(o[a] - lse)")
    .step("exp(o[a])/Sum(exp(o[h]), h)", by=definition("pi"))
    .step("exp(o[a] - log(Sum(exp(o[h]), h)))", by=algebra)
    .step("exp(o[a] - lse)", by=definition("lse"))
    .qed()
)

# ---------------------------------------------------------------- a constant added to all scores
shift = (
    scored.claim("eq-softmax-shift", "exp(o[a] + t)/Sum(exp(o[h] + t), h)", "pi[a]")
    .step("exp(o[a])*exp(t)/(Sum(exp(o[h]), h)*exp(t))", by=algebra)
    .step("exp(o[a])/Sum(exp(o[h]), h)", by=algebra)
    .step("pi[a]", by=definition("pi"))
    .qed()
)

lse_shift = (
    scored.claim("eq-lse-shift", "log(Sum(exp(o[h] + t), h))", "lse + t")
    .wrong("lse")
    .step("log(exp(t)*Sum(exp(o[h]), h))", by=algebra)
    .step("t + log(Sum(exp(o[h]), h))", by=algebra)
    .step("lse + t", by=definition("lse"))
    .qed()
)

# ---------------------------------------------------------------- two classes
pair = (
    book.index("a h", "2")
    .array("o", "2")
    .define("pi[a]", "exp(o[a])/Sum(exp(o[h]), h)", domain="positive")
)

two_classes = (
    pair.claim("eq-softmax-two", "pi[1]", "sigma(o[1] - o[2])")
    .step("exp(o[1])/(exp(o[1]) + exp(o[2]))", by=[definition("pi"), algebra])
    .wrong("sigma(o[1])")
    .step("1/(1 + exp(-(o[1] - o[2])))", by=algebra)
    .step("sigma(o[1] - o[2])", by=definition("sigma"))
    .qed()
)

# ---------------------------------------------------------------- slopes
lse_gradient = (
    scored.claim("eq-lse-gradient", "D(lse, o[c])", "pi[c]")
    .step("D(log(Sum(exp(o[h]), h)), o[c])", by=definition("lse"))
    .step("exp(o[c])/Sum(exp(o[h]), h)", by=[calculus, algebra])
    .step("pi[c]", by=definition("pi"))
    .qed()
)

jacobian = (
    scored.claim("eq-softmax-jacobian", "D(pi[a], o[c])", "pi[a]*(KroneckerDelta(a, c) - pi[c])")
    .wrong("pi[a]*(1 - pi[c])")
    .step("D(exp(o[a] - lse), o[c])", by=exponential)
    .step("exp(o[a] - lse)*(KroneckerDelta(a, c) - D(lse, o[c]))", by=calculus)
    .step("pi[a]*(KroneckerDelta(a, c) - pi[c])", by=[exponential, lse_gradient])
    .qed()
)

kernel = (
    scored.claim("eq-softmax-kernel", "Sum(D(pi[a], o[c]), c)", "0")
    .step("Sum(pi[a]*(KroneckerDelta(a, c) - pi[c]), c)", by=jacobian)
    .step("pi[a] - pi[a]*Sum(pi[c], c)", by=algebra)
    .step("0", by=total)
    .qed()
)

# ---------------------------------------------------------------- curvature of one sample
# mu: the mean of d under the probabilities pi
meant = scored.define("mu", "Sum(pi[a]*d[a], a)")

variance = (
    meant.claim(
        "eq-softmax-variance",
        "Sum(Sum(d[a]*D(pi[a], o[c])*d[c], c), a)",
        "Sum(pi[a]*d[a]**2, a) - mu**2",
    )
    .step("Sum(Sum(d[a]*pi[a]*(KroneckerDelta(a, c) - pi[c])*d[c], c), a)", by=jacobian)
    .step("Sum(pi[a]*d[a]**2, a) - Sum(pi[a]*d[a], a)**2", by=algebra)
    .step("Sum(pi[a]*d[a]**2, a) - mu**2", by=definition("mu"))
    .qed()
)

pairs = (
    meant.claim(
        "eq-softmax-pairs",
        "Sum(pi[a]*d[a]**2, a) - mu**2",
        "1/2*Sum(Sum(pi[a]*pi[c]*(d[a] - d[c])**2, c), a)",
    )
    .step("Sum(pi[a]*d[a]**2, a)*1 - Sum(pi[a]*d[a], a)**2", by=definition("mu"))
    .step("Sum(pi[a]*d[a]**2, a)*Sum(pi[c], c) - Sum(pi[a]*d[a], a)**2", by=total)
    .step("1/2*Sum(Sum(pi[a]*pi[c]*(d[a] - d[c])**2, c), a)", by=algebra)
    .qed()
)

lse_convex = (
    meant.claim("eq-lse-convex", "Sum(Sum(d[a]*D(lse, o[a], o[c])*d[c], c), a)", ">= 0")
    .step("Sum(Sum(d[a]*D(pi[a], o[c])*d[c], c), a)", by=lse_gradient)
    .step("Sum(pi[a]*d[a]**2, a) - mu**2", by=variance)
    .step("1/2*Sum(Sum(pi[a]*pi[c]*(d[a] - d[c])**2, c), a)", by=pairs)
    .step(">= 0", by=positivity)
    .qed()
)

# ---------------------------------------------------------------- a bound that no score can raise
# the variance is the mean square around any point t, less a square
around = (
    meant.claim(
        "eq-softmax-around",
        "Sum(pi[a]*d[a]**2, a) - mu**2",
        "<= Sum(pi[a]*(d[a] - t)**2, a)",
    )
    .step("Sum(pi[a]*d[a]**2, a) - 2*t*mu + t**2*1 - (mu - t)**2", by=algebra)
    .step("Sum(pi[a]*d[a]**2, a) - 2*t*mu + t**2*Sum(pi[a], a) - (mu - t)**2", by=total)
    .step("Sum(pi[a]*(d[a] - t)**2, a) - (mu - t)**2", by=[definition("mu"), algebra])
    .step("<= Sum(pi[a]*(d[a] - t)**2, a)", by=positivity)
    .qed()
)

# ---------------------------------------------------------------- why this function and no other
# rho: any positive probabilities
chosen = (
    scored.array("rho", "K", "positive")
    .assume("Sum(rho[a], a) = 1")
    .define("kl", "Sum(rho[a]*log(rho[a]/pi[a]), a)")
    .typeset(kl=r"\mathrm{KL}(\rho, \pi)")
)

variational = (
    chosen.claim(
        "eq-lse-variational",
        "Sum(rho[a]*o[a], a) - Sum(rho[a]*log(rho[a]), a)",
        "lse - kl",
    )
    .step(
        "Sum(rho[a]*o[a], a) - Sum(rho[a]*log(rho[a]/pi[a]), a) - Sum(rho[a]*log(pi[a]), a)",
        by=algebra,
    )
    .step(
        "Sum(rho[a]*o[a], a) - kl - Sum(rho[a]*(o[a] - lse), a)",
        by=[definition("kl"), exponential, algebra],
    )
    .step("lse*Sum(rho[a], a) - kl", by=algebra)
    .step("lse - kl", by=given)
    .qed()
)
