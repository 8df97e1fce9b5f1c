"""Chapter *Families and links*."""

from __future__ import annotations

from lrmath.calc import algebra, calculus, definition, linearity

from .model import hazard
from .notation import book
from .odds import logit, sigmoid, sigmoid_derivative

# ---------------------------------------------------------------- one label in exponential form
softplus_of_logit = (
    book.claim("eq-softplus-logit", "A(logit(q))", "-log(1 - q)")
    .step("log(1 + exp(logit(q)))", by=definition("A"))
    .step("log(1 + q/(1 - q))", by=[definition("logit"), definition("odds"), algebra])
    .step("-log(1 - q)", by=algebra)
    .qed()
)

exponential_form = (
    book.claim("eq-exponential-form", "q**b*(1 - q)**(1 - b)", "exp(b*logit(q) - A(logit(q)))")
    .step("exp(b*log(q) + (1 - b)*log(1 - q))", by=algebra)
    .step("exp(b*(log(q) - log(1 - q)) + log(1 - q))", by=algebra)
    .wrong("exp(b*q - A(q))")
    .step("exp(b*logit(q) - A(logit(q)))", by=[logit, softplus_of_logit])
    .qed()
)

# ---------------------------------------------------------------- families with K values
family = (
    book.sizes("K")
    .index("c d", "K")
    .array("a", "K")
    .array("h", "K", "positive")
    .define("Z", "Sum(h[c]*exp(a[c]*t), c)", domain="positive")
    .define("B", "log(Z)")
    .define("w[c]", "h[c]*exp(a[c]*t)/Z", domain="positive")
    .define("mu", "Sum(a[c]*w[c], c)")
    .typeset(B="B(t)", Z="Z(t)", w=r"\pi")
)

family_law = (
    family.claim("eq-family-law", "w[c]", "h[c]*exp(a[c]*t - B)")
    .step("h[c]*exp(a[c]*t)/Z", by=definition("w"))
    .step("h[c]*exp(a[c]*t - log(Z))", by=algebra)
    .step("h[c]*exp(a[c]*t - B)", by=definition("B"))
    .qed()
)

family_total = (
    family.claim("eq-family-total", "Sum(w[c], c)", "1")
    .step("Sum(h[c]*exp(a[c]*t)/Z, c)", by=definition("w"))
    .step("Z/Z", by=[definition("Z"), algebra])
    .step("1", by=algebra)
    .qed()
)

family_mean = (
    family.claim("eq-family-mean", "D(B, t)", "mu")
    .step("D(log(Z), t)", by=definition("B"))
    .step("D(Z, t)/Z", by=calculus)
    .wrong("Sum(a[c]*h[c]*exp(a[c]*t), c)")
    .step("Sum(a[c]*h[c]*exp(a[c]*t), c)/Z", by=[calculus, definition("Z")])
    .step("Sum(a[c]*w[c], c)", by=[algebra, definition("w")])
    .step("mu", by=definition("mu"))
    .qed()
)

family_tilt = (
    family.claim("eq-family-tilt", "D(w[c], t)", "(a[c] - mu)*w[c]")
    .step("D(h[c]*exp(a[c]*t)/Z, t)", by=definition("w"))
    .step("(a[c] - D(Z, t)/Z)*(h[c]*exp(a[c]*t)/Z)", by=[calculus, algebra])
    .step("(a[c] - D(B, t))*w[c]", by=[calculus, definition("B"), definition("w")])
    .step("(a[c] - mu)*w[c]", by=family_mean)
    .qed()
)

family_variance = (
    family.claim("eq-family-variance", "D(B, t, t)", "Sum((a[c] - mu)**2*w[c], c)")
    .step("D(mu, t)", by=family_mean)
    .step("Sum(a[c]*D(w[c], t), c)", by=[definition("mu"), linearity])
    .step("Sum(a[c]*(a[c] - mu)*w[c], c)", by=family_tilt)
    .step("Sum((a[c] - mu)**2*w[c], c) + mu*(mu - mu*Sum(w[c], c))", by=[definition("mu"), algebra])
    .step("Sum((a[c] - mu)**2*w[c], c)", by=family_total)
    .qed()
)

# the Bernoulli family: two values, 0 and 1
bernoulli_variance = (
    book.claim("eq-bernoulli-variance", "D(A(t), t, t)", "sigma(t)*(1 - sigma(t))")
    .step("D(log(1 + exp(t)), t, t)", by=definition("A"))
    .step("D(exp(t)/(1 + exp(t)), t)", by=[calculus, algebra])
    .step("D(sigma(t), t)", by=sigmoid)
    .step("sigma(t)*(1 - sigma(t))", by=sigmoid_derivative)
    .qed()
)

# ---------------------------------------------------------------- the score for any link
# f: any smooth curve with values between 0 and 1
curve = (
    book.function("f(t)", range="unit")
    .define("mu[i]", "f(eta[i])", domain="unit")
    .define("ell", "Sum(y[i]*log(mu[i]) + (1 - y[i])*log(1 - mu[i]), i)")
    .typeset(ell=r"\ell")
)

score_any_link = (
    curve.claim(
        "eq-score-any-link",
        "D(ell, beta[j])",
        "Sum((y[i] - mu[i])/(mu[i]*(1 - mu[i]))*D(mu[i], beta[j]), i)",
    )
    .step("D(Sum(y[i]*log(mu[i]) + (1 - y[i])*log(1 - mu[i]), i), beta[j])", by=definition("ell"))
    .step("Sum((y[i]/mu[i] - (1 - y[i])/(1 - mu[i]))*D(mu[i], beta[j]), i)", by=calculus)
    .wrong("Sum((y[i] - mu[i])*D(mu[i], beta[j]), i)")
    .step("Sum((y[i] - mu[i])/(mu[i]*(1 - mu[i]))*D(mu[i], beta[j]), i)", by=algebra)
    .qed()
)

cancellation = (
    book.claim(
        "eq-canonical-cancellation",
        "(b - sigma(t))/(sigma(t)*(1 - sigma(t)))*D(sigma(t), t)",
        "b - sigma(t)",
    )
    .step(
        "(b - sigma(t))/(sigma(t)*(1 - sigma(t)))*(sigma(t)*(1 - sigma(t)))",
        by=sigmoid_derivative,
    )
    .step("b - sigma(t)", by=algebra)
    .qed()
)

# any family with finitely many values; the responses y_i need not be 0 or 1
responses = (
    book.sizes("K")
    .index("c", "K")
    .array("a", "K")
    .array("h", "K", "positive")
    .array("z", "m")
    .define("Z[i]", "Sum(h[c]*exp(a[c]*eta[i]), c)", domain="positive")
    .define("B[i]", "log(Z[i])")
    .define("mu[i]", "Sum(a[c]*h[c]*exp(a[c]*eta[i]), c)/Z[i]")
    .typeset(z="y")
)

canonical_score = (
    responses.claim(
        "eq-canonical-score",
        "D(Sum(z[i]*eta[i] - B[i], i), beta[j])",
        "Sum((z[i] - mu[i])*x[i,j], i)",
    )
    .step("Sum(z[i]*D(eta[i], beta[j]) - D(B[i], beta[j]), i)", by=linearity)
    .step(
        "Sum((z[i] - Sum(a[c]*h[c]*exp(a[c]*eta[i]), c)/Z[i])*D(eta[i], beta[j]), i)",
        by=[definition("B"), definition("Z"), calculus, algebra],
    )
    .step("Sum((z[i] - mu[i])*D(eta[i], beta[j]), i)", by=definition("mu"))
    .step("Sum((z[i] - mu[i])*x[i,j], i)", by=[definition("eta"), calculus, algebra])
    .qed()
)

# ---------------------------------------------------------------- the score for any family and link
# f: any smooth curve
linked = (
    book.sizes("K")
    .index("c", "K")
    .array("a", "K")
    .array("h", "K", "positive")
    .array("z", "m")
    .function("f(t)")
    .define("theta[i]", "f(eta[i])")
    .define("Z[i]", "Sum(h[c]*exp(a[c]*theta[i]), c)", domain="positive")
    .define("w[i,c]", "h[c]*exp(a[c]*theta[i])/Z[i]", domain="positive")
    .define("mu[i]", "Sum(a[c]*w[i,c], c)")
    .define("V[i]", "Sum((a[c] - mu[i])**2*w[i,c], c)")
    .define("ell", "Sum(z[i]*theta[i] - log(Z[i]), i)")
    .assume("V[i] > 0")
    .typeset(z="y", w=r"\pi", theta=r"\theta", ell=r"\ell")
)
PULL = "Sum(a[c]*h[c]*exp(a[c]*theta[i]), c)/Z[i]"

mean_by_parameter = (
    linked.claim("eq-mean-by-parameter", "D(mu[i], beta[j])", "V[i]*D(theta[i], beta[j])")
    .step(f"D({PULL}, beta[j])", by=[definition("mu"), definition("w"), algebra])
    .step(
        f"(Sum(a[c]**2*h[c]*exp(a[c]*theta[i]), c)/Z[i] - ({PULL})**2)*D(theta[i], beta[j])",
        by=[definition("Z"), calculus, algebra],
    )
    .step(
        "(Sum(a[c]**2*w[i,c], c) - mu[i]**2)*D(theta[i], beta[j])",
        by=[definition("w"), definition("mu"), algebra],
    )
    .step(
        "V[i]*D(theta[i], beta[j])",
        by=[definition("V"), definition("w"), definition("Z"), definition("mu"), algebra],
    )
    .qed()
)

score = (
    linked.claim("eq-score", "D(ell, beta[j])", "Sum((z[i] - mu[i])/V[i]*D(mu[i], beta[j]), i)")
    .step(
        "Sum(z[i]*D(theta[i], beta[j]) - D(log(Z[i]), beta[j]), i)",
        by=[definition("ell"), linearity],
    )
    .step(f"Sum((z[i] - {PULL})*D(theta[i], beta[j]), i)", by=[definition("Z"), calculus, algebra])
    .step(
        "Sum((z[i] - mu[i])*D(theta[i], beta[j]), i)",
        by=[definition("mu"), definition("w"), algebra],
    )
    .step("Sum((z[i] - mu[i])/V[i]*(V[i]*D(theta[i], beta[j])), i)", by=algebra)
    .step("Sum((z[i] - mu[i])/V[i]*D(mu[i], beta[j]), i)", by=mean_by_parameter)
    .qed()
)

# ---------------------------------------------------------------- the complementary log-log link
cloglog_inverse = (
    hazard.claim("eq-cloglog-inverse", "log(-log(1 - kappa(t)))", "t")
    .step("log(-log(exp(-exp(t))))", by=definition("kappa"))
    .step("log(exp(t))", by=algebra)
    .step("t", by=algebra)
    .qed()
)

cloglog_slope = (
    hazard.claim("eq-cloglog-slope", "D(kappa(t), t)", "exp(t)*(1 - kappa(t))")
    .step("D(1 - exp(-exp(t)), t)", by=definition("kappa"))
    .step("exp(t)*exp(-exp(t))", by=calculus)
    .step("exp(t)*(1 - kappa(t))", by=definition("kappa"))
    .qed()
)

cloglog_score = (
    hazard.assume("kappa(t) > 0", "kappa(t) < 1")
    .claim(
        "eq-cloglog-score",
        "(b - kappa(t))/(kappa(t)*(1 - kappa(t)))*(exp(t)*(1 - kappa(t)))",
        "(b/kappa(t) - 1)*exp(t)",
    )
    .step("(b - kappa(t))/kappa(t)*exp(t)", by=algebra)
    .step("(b/kappa(t) - 1)*exp(t)", by=algebra)
    .qed()
)

softplus_hazard = (
    book.claim("eq-softplus-hazard", "1 - exp(-A(t))", "sigma(t)")
    .step("1 - exp(-log(1 + exp(t)))", by=definition("A"))
    .step("exp(t)/(1 + exp(t))", by=algebra)
    .step("sigma(t)", by=sigmoid)
    .qed()
)
