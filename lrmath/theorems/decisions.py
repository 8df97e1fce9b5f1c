"""Chapter *Decisions, calibration, discriminative and generative*."""

from __future__ import annotations

from lrmath.calc import algebra, both_sides, calculus, definition, given, positivity

from .gradient import gradient
from .likelihood import excess_brier, excess_log_loss, log_one_minus_sigma, log_sigma, score
from .notation import book
from .odds import logit, logit_of_sigmoid

# ---------------------------------------------------------------- what a decision costs
# c: the cost of a false alarm; d: the cost of a miss; b: the decision
costs = book.scalar("c d", "positive")

expected_cost = (
    costs.claim(
        "eq-expected-cost",
        "b*(1 - q)*c + (1 - b)*q*d",
        "q*d - b*(c + d)*(q - c/(c + d))",
    )
    .wrong("q*d - b*(c + d)*(q - d/(c + d))")
    .step("q*d - b*((c + d)*q - c)", by=algebra)
    .step("q*d - b*(c + d)*(q - c/(c + d))", by=algebra)
    .qed()
)

# saying 1 costs (1 - q) c, saying 0 costs q d
cheaper_decision = (
    costs.claim("eq-cheaper-decision", "(1 - q)*c <= q*d", "<=> q >= c/(c + d)")
    .step("c <= q*(c + d)", by=both_sides)
    .wrong("q >= d/(c + d)")
    .step("q >= c/(c + d)", by=both_sides)
    .qed()
)

cost_threshold = (
    costs.claim("eq-cost-threshold", "sigma(log(c/d))", "c/(c + d)")
    .step("1/(1 + exp(-log(c/d)))", by=definition("sigma"))
    .step("c/(c + d)", by=algebra)
    .qed()
)

cost_rule = (
    costs.claim("eq-cost-rule", "p[i] >= c/(c + d)", "<=> eta[i] >= log(c/d)")
    .step("1/(1 + exp(-eta[i])) >= c/(c + d)", by=definition("p", "sigma"))
    .step("exp(-eta[i]) <= d/c", by=both_sides)
    .wrong("eta[i] >= log(d/c)")
    .step("eta[i] >= log(c/d)", by=both_sides)
    .qed()
)

# ones that weigh d against zeros that weigh c: the odds that a weighted fit aims at
weighted_odds = (
    costs.claim("eq-weighted-odds", "log(d*q/(c*(1 - q)))", "logit(q) + log(d/c)")
    .step("log(q/(1 - q)) + log(d/c)", by=algebra)
    .step("log(odds(q)) + log(d/c)", by=definition("odds"))
    .step("logit(q) + log(d/c)", by=definition("logit"))
    .qed()
)

# four ways to say that 1 is more probable than 0
likelier_class = (
    book.claim("eq-likelier-class", "p[i] > 1 - p[i]", "<=> eta[i] > 0")
    .step("p[i]/(1 - p[i]) > 1", by=both_sides)
    .step("log(p[i]/(1 - p[i])) > 0", by=both_sides)
    .step("logit(sigma(eta[i])) > 0", by=definition("logit", "odds", "p"))
    .step("eta[i] > 0", by=logit_of_sigmoid)
    .qed()
)

# ---------------------------------------------------------------- the boundary
# a: intercept; w: slopes; z: a point; N: squared length of w; g: log-odds at z; f: its foot
plane = (
    book.scalar("a")
    .array("w", "n")
    .array("z", "n")
    .define("N", "Sum(w[k]**2, k)", domain="nonnegative")
    .assume("N > 0")
    .define("g", "a + Sum(w[k]*z[k], k)")
    .define("f[k]", "z[k] - g/N*w[k]")
    .typeset(a="a", N=r"\lVert w \rVert^2", g=r"\eta(z)", f=r"z^{\ast}")
)

boundary_foot = (
    plane.claim("eq-boundary-foot", "a + Sum(w[k]*f[k], k)", "0")
    .step("a + Sum(w[k]*(z[k] - g/N*w[k]), k)", by=definition("f"))
    .step("g - g/N*N", by=[definition("g", "N"), algebra])
    .step("0", by=algebra)
    .qed()
)

# e: a step that stays on the boundary
along = plane.array("e", "n").assume("Sum(w[k]*e[k], k) = 0").typeset(e="u")

boundary_distance = (
    along.claim("eq-boundary-distance", "Sum((z[k] - (f[k] + e[k]))**2, k)", ">= g**2/N")
    .step("Sum((g/N*w[k] - e[k])**2, k)", by=definition("f"))
    .step("g**2/N - 2*g/N*Sum(w[k]*e[k], k) + Sum(e[k]**2, k)", by=[definition("N"), algebra])
    .step("g**2/N + Sum(e[k]**2, k)", by=given)
    .step(">= g**2/N", by=positivity)
    .qed()
)

# ---------------------------------------------------------------- scores are made of decisions
brier_regret = (
    score.claim("eq-brier-regret", "D(brier(r, q) - brier(q, q), r)", "2*(r - q)")
    .step("D((r - q)**2, r)", by=excess_brier)
    .step("2*(r - q)", by=calculus)
    .qed()
)

log_regret = (
    score.claim("eq-log-regret", "D(loss(r, q) - loss(q, q), r)", "(r - q)/(r*(1 - r))")
    .step("D(kl(q, r), r)", by=excess_log_loss)
    .step("D(q*log(q/r) + (1 - q)*log((1 - q)/(1 - r)), r)", by=definition("kl"))
    .step("(1 - q)/(1 - r) - q/r", by=[calculus, algebra])
    .step("(r - q)/(r*(1 - r))", by=algebra)
    .qed()
)

# ---------------------------------------------------------------- calibration
calibration_slope = (
    book.claim(
        "eq-calibration-slope", "Sum((p[i] - y[i])*eta[i], i)", "Sum(beta[j]*D(J, beta[j]), j)"
    )
    .step("Sum((p[i] - y[i])*Sum(beta[k]*x[i,k], k), i)", by=definition("eta"))
    .step("Sum(beta[j]*Sum((p[i] - y[i])*x[i,j], i), j)", by=algebra)
    .step("Sum(beta[j]*D(J, beta[j]), j)", by=gradient)
    .qed()
)

believed_loss = (
    score.claim("eq-believed-loss", "J", "Sum(loss(p[i], p[i]), i) + Sum(beta[j]*D(J, beta[j]), j)")
    .step("Sum(A(eta[i]) - y[i]*eta[i], i)", by=definition("J"))
    .step("Sum(A(eta[i]) - p[i]*eta[i], i) + Sum((p[i] - y[i])*eta[i], i)", by=algebra)
    .step(
        "Sum(loss(p[i], p[i]), i) + Sum((p[i] - y[i])*eta[i], i)",
        by=[definition("loss", "p"), log_sigma, log_one_minus_sigma],
    )
    .step("Sum(loss(p[i], p[i]), i) + Sum(beta[j]*D(J, beta[j]), j)", by=calibration_slope)
    .qed()
)

# groups of samples: f, the forecast of each; g, its share of ones; h, its size
groups = (
    score.sizes("K")
    .index("c", "K")
    .array("f", "K", "unit")
    .array("g", "K", "unit")
    .array("h", "K", "nonnegative")
    .typeset(f="r", g="q", h="m")
)

brier_parts = (
    groups.claim(
        "eq-brier-parts",
        "Sum(h[c]*brier(f[c], g[c]), c)",
        "Sum(h[c]*(f[c] - g[c])**2, c) + Sum(h[c]*brier(g[c], g[c]), c)",
    )
    .step(
        "Sum(h[c]*(brier(f[c], g[c]) - brier(g[c], g[c])) + h[c]*brier(g[c], g[c]), c)",
        by=algebra,
    )
    .step("Sum(h[c]*(f[c] - g[c])**2 + h[c]*brier(g[c], g[c]), c)", by=excess_brier)
    .step("Sum(h[c]*(f[c] - g[c])**2, c) + Sum(h[c]*brier(g[c], g[c]), c)", by=algebra)
    .qed()
)

# ---------------------------------------------------------------- from the classes to the curve
# f, g: the densities of x in class 1 and in class 0; r: the share of class 1
evidence = book.scalar("f g", "positive").typeset(f="f_1", g="f_0", r=r"\pi")

bayes_log_odds = (
    evidence.claim("eq-bayes-log-odds", "log(r*f/((1 - r)*g))", "log(f/g) + logit(r)")
    .wrong("log(f/g)")
    .step("log(f/g) + log(r/(1 - r))", by=algebra)
    .step("log(f/g) + logit(r)", by=definition("logit", "odds"))
    .qed()
)

# z: a point; a, e: means of class 1 and class 0; G: V'V, the inverse of the common covariance
# M, N: half the squared distances to the means, as G measures; w: slopes; C: a constant
normals = (
    book.array("z", "n")
    .array("a", "n")
    .array("e", "n")
    .array("V", "n,n")
    .scalar("C", "positive")
    .define("G[j,k]", "Sum(V[l,j]*V[l,k], l)")
    .define("M", "1/2*Sum(Sum((z[j] - a[j])*G[j,k]*(z[k] - a[k]), k), j)")
    .define("N", "1/2*Sum(Sum((z[j] - e[j])*G[j,k]*(z[k] - e[k]), k), j)")
    .define("w[k]", "Sum(G[k,j]*(a[j] - e[j]), j)")
    .typeset(z="x", a=r"\mu", e=r"\nu", M=r"Q_{\mu}", N=r"Q_{\nu}")
)

normal_classes = (
    normals.claim(
        "eq-normal-classes",
        "log(C*exp(-M)/(C*exp(-N)))",
        "Sum(w[k]*(z[k] - (a[k] + e[k])/2), k)",
    )
    .step("N - M", by=algebra)
    .step(
        "Sum(Sum(G[k,j]*(a[j] - e[j]), j)*(z[k] - (a[k] + e[k])/2), k)",
        by=[definition("M", "N", "G"), algebra],
    )
    .step("Sum(w[k]*(z[k] - (a[k] + e[k])/2), k)", by=definition("w"))
    .qed()
)

# z: binary features; f: how frequent each is in the class
naive = book.array("z", "n", "binary").array("f", "n", "unit").typeset(z="x", f="r")

naive_bayes = (
    naive.claim(
        "eq-naive-bayes",
        "log(Product(f[k]**z[k]*(1 - f[k])**(1 - z[k]), k))",
        "Sum(log(1 - f[k]), k) + Sum(logit(f[k])*z[k], k)",
    )
    .step("Sum(z[k]*log(f[k]) + (1 - z[k])*log(1 - f[k]), k)", by=algebra)
    .step("Sum(log(1 - f[k]), k) + Sum((log(f[k]) - log(1 - f[k]))*z[k], k)", by=algebra)
    .step("Sum(log(1 - f[k]), k) + Sum(logit(f[k])*z[k], k)", by=logit)
    .qed()
)
