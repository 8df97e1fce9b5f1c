"""Chapter *Regularisation and priors*: ridge, lasso, elastic net and the dual."""

from __future__ import annotations

from lrmath.calc import algebra, calculus, definition, given, linearity, positivity

from .curvature import arrived
from .existence import signed, signed_loss, softplus_zero
from .gradient import gradient, hessian
from .inequalities import kullback_leibler, loss_above_tangent
from .likelihood import (
    log_one_minus_sigma,
    log_sigma,
    score,
    softplus_derivative,
)
from .notation import book

# ---------------------------------------------------------------- ridge: slope and curvature
# lam: one penalty for each coefficient, 0 for an intercept that is left alone
SQUARES = "1/2*Sum(lam[k]*beta[k]**2, k)"
RIDGE = f"J + {SQUARES}"
NAMES = {"lam": r"\lambda", "F": r"J_{\lambda}"}
ridge = book.array("lam", "n", "nonnegative").define("F", RIDGE).typeset(**NAMES)

ridge_gradient = (
    ridge.claim(
        "eq-ridge-gradient", "D(F, beta[j])", "Sum((p[i] - y[i])*x[i,j], i) + lam[j]*beta[j]"
    )
    .step(
        "D(J, beta[j]) + D(1/2*Sum(lam[k]*beta[k]**2, k), beta[j])", by=[definition("F"), linearity]
    )
    .wrong("Sum((p[i] - y[i])*x[i,j], i) + 2*lam[j]*beta[j]")
    .step("D(J, beta[j]) + lam[j]*beta[j]", by=[calculus, algebra])
    .step("Sum((p[i] - y[i])*x[i,j], i) + lam[j]*beta[j]", by=gradient)
    .qed()
)

ridge_hessian = (
    ridge.claim(
        "eq-ridge-hessian",
        "D(F, beta[j], beta[l])",
        "Sum(p[i]*(1 - p[i])*x[i,j]*x[i,l], i) + lam[j]*KroneckerDelta(j, l)",
    )
    .step(
        f"D(J, beta[j], beta[l]) + D({SQUARES}, beta[j], beta[l])", by=[definition("F"), linearity]
    )
    .step("D(J, beta[j], beta[l]) + lam[j]*KroneckerDelta(j, l)", by=[calculus, algebra])
    .step("Sum(p[i]*(1 - p[i])*x[i,j]*x[i,l], i) + lam[j]*KroneckerDelta(j, l)", by=hessian)
    .qed()
)

# ---------------------------------------------------------------- there is a minimum, and only one
grown = signed.array("lam", "n", "nonnegative").define("F", RIDGE).typeset(**NAMES)

loss_nonnegative = (
    signed.claim("eq-loss-nonnegative", "J", ">= 0")
    .step("Sum(A(-(s[i]*eta[i])), i)", by=signed_loss)
    .step(">= 0", by=positivity)
    .qed()
)

ridge_zero = (
    ridge.claim("eq-ridge-zero", "At(F, beta, 0)", "m*log(2)")
    .step(f"At(Sum(A(eta[i]) - y[i]*eta[i], i) + {SQUARES}, beta, 0)", by=definition("F", "J"))
    .step("Sum(A(0), i)", by=[definition("eta"), calculus, algebra])
    .step("m*log(2)", by=[softplus_zero, algebra])
    .qed()
)

ridge_bound = (
    grown.assume("F <= m*log(2)")
    .claim("eq-ridge-bound", "Sum(lam[k]*beta[k]**2, k)", "<= 2*m*log(2)")
    .step("2*F - 2*J", by=definition("F"))
    .step("<= 2*F", by=loss_nonnegative)
    .step("<= 2*m*log(2)", by=given)
    .qed()
)

# FV: the penalised loss after a step v
SHIFTED = "1/2*Sum(lam[k]*(beta[k] + v[k])**2, k)"
bowl = (
    arrived.array("lam", "n", "nonnegative")
    .define("F", RIDGE)
    .define("FV", f"JV + {SHIFTED}")
    .typeset(**NAMES, FV=r"J_{\lambda}(\beta + v)")
)

SLOPE = "Sum((p[i] - y[i])*x[i,j], i)"
loss_above_plane = (
    arrived.claim("eq-loss-above-plane", "JV", f">= J + Sum({SLOPE}*v[j], j)")
    .step(">= J + Sum(D(J, beta[j])*v[j], j)", by=loss_above_tangent)
    .step(f"J + Sum({SLOPE}*v[j], j)", by=gradient)
    .qed()
)

ridge_above = (
    bowl.claim(
        "eq-ridge-above",
        "FV",
        f">= F + Sum(({SLOPE} + lam[j]*beta[j])*v[j], j) + 1/2*Sum(lam[j]*v[j]**2, j)",
    )
    .step(f"JV + {SHIFTED}", by=definition("FV"))
    .step(f">= J + Sum({SLOPE}*v[j], j) + {SHIFTED}", by=loss_above_plane)
    .step(
        f"F + Sum(({SLOPE} + lam[j]*beta[j])*v[j], j) + 1/2*Sum(lam[j]*v[j]**2, j)",
        by=[definition("F"), algebra],
    )
    .qed()
)

ridge_least = (
    bowl.assume(f"{SLOPE} + lam[j]*beta[j] = 0")
    .claim("eq-ridge-least", "FV", ">= F + 1/2*Sum(lam[j]*v[j]**2, j)")
    .step(
        f">= F + Sum(({SLOPE} + lam[j]*beta[j])*v[j], j) + 1/2*Sum(lam[j]*v[j]**2, j)",
        by=ridge_above,
    )
    .step("F + Sum(0*v[j], j) + 1/2*Sum(lam[j]*v[j]**2, j)", by=given)
    .step("F + 1/2*Sum(lam[j]*v[j]**2, j)", by=algebra)
    .qed()
)

# one sample at 1 with label 1, one at -1 with label 0, penalty 1
ridge_pair = (
    book.claim("eq-ridge-pair", "D(2*A(-t) + t**2/2, t)", "t - 2*sigma(-t)")
    .step("t - 2*sigma(-t)", by=[calculus, softplus_derivative])
    .qed()
)

# two minimisers: the loss C and the penalty M of one, E and N of the other
rivals = (
    book.scalar("C E")
    .scalar("lam mu M N", "nonnegative")
    .assume("C + lam*M <= E + lam*N", "E + mu*N <= C + mu*M")
    .typeset(lam=r"\lambda", mu=r"\mu")
)

penalty_falls = (
    rivals.claim("eq-penalty-falls", "(lam - mu)*(M - N)", "<= 0")
    .step("(C + lam*M) + (E + mu*N) - (E + lam*N) - (C + mu*M)", by=algebra)
    .step("<= (E + lam*N) + (C + mu*M) - (E + lam*N) - (C + mu*M)", by=given)
    .step("0", by=algebra)
    .qed()
)

# ---------------------------------------------------------------- lasso and elastic net
MODULUS = {"a": r"\lvert\beta_{#1}\rvert", "h": r"\lvert(\beta + v)_{#1}\rvert"}

# s: the sign of each coefficient, and where it is zero some number from -1 to 1
SIGNED_PENALTY = "Sum(mu[j]*a[j], j) + 1/2*Sum(lam[j]*beta[j]**2, j)"
net = (
    arrived.array("lam", "n", "nonnegative")
    .array("mu", "n", "nonnegative")
    .array("s", "n")
    .define("a[j]", "sqrt(beta[j]**2)", domain="nonnegative")
    .define("h[j]", "sqrt((beta[j] + v[j])**2)", domain="nonnegative")
    .define("F", f"J + {SIGNED_PENALTY}")
    .define("FV", "JV + Sum(mu[j]*h[j], j) + 1/2*Sum(lam[j]*(beta[j] + v[j])**2, j)")
    .assume("s[j]*beta[j] = a[j]", "h[j] >= s[j]*(beta[j] + v[j])")
    .typeset(mu=r"\mu", F=r"J_{\lambda,\mu}", FV=r"J_{\lambda,\mu}(\beta + v)", **MODULUS)
    .typeset(lam=r"\lambda")
)

penalty_above = (
    net.claim(
        "eq-penalty-above",
        "Sum(mu[j]*h[j], j)",
        ">= Sum(mu[j]*a[j], j) + Sum(mu[j]*s[j]*v[j], j)",
    )
    .step(">= Sum(mu[j]*(s[j]*(beta[j] + v[j])), j)", by=given)
    .step("Sum(mu[j]*(s[j]*beta[j]), j) + Sum(mu[j]*s[j]*v[j], j)", by=algebra)
    .step("Sum(mu[j]*a[j], j) + Sum(mu[j]*s[j]*v[j], j)", by=given)
    .qed()
)

optimal = net.assume(f"{SLOPE} = -(mu[j]*s[j]) - lam[j]*beta[j]")

MOVED_RIDGE = "1/2*Sum(lam[j]*(beta[j] + v[j])**2, j)"
net_least = (
    optimal.claim("eq-net-least", "FV", ">= F + 1/2*Sum(lam[j]*v[j]**2, j)")
    .step(f"JV + Sum(mu[j]*h[j], j) + {MOVED_RIDGE}", by=definition("FV"))
    .step(
        f">= JV + (Sum(mu[j]*a[j], j) + Sum(mu[j]*s[j]*v[j], j)) + {MOVED_RIDGE}",
        by=penalty_above,
    )
    .step(
        f">= J + Sum({SLOPE}*v[j], j) + Sum(mu[j]*a[j], j) + Sum(mu[j]*s[j]*v[j], j)"
        f" + {MOVED_RIDGE}",
        by=loss_above_plane,
    )
    .step(
        "J + Sum((-(mu[j]*s[j]) - lam[j]*beta[j])*v[j], j) + Sum(mu[j]*a[j], j)"
        f" + Sum(mu[j]*s[j]*v[j], j) + {MOVED_RIDGE}",
        by=given,
    )
    .step("F + 1/2*Sum(lam[j]*v[j]**2, j)", by=[definition("F"), algebra])
    .qed()
)

# the conditions of the elastic net with one penalty of each kind for all coefficients
pulled = (
    book.scalar("lam", "positive")
    .scalar("mu", "nonnegative")
    .array("s", "n")
    .assume(f"{SLOPE} = -(mu*s[j]) - lam*beta[j]")
    .typeset(lam=r"\lambda", mu=r"\mu")
)

grouping = (
    pulled.claim(
        "eq-grouping",
        "lam*(beta[j] - beta[k])",
        "Sum((p[i] - y[i])*(x[i,k] - x[i,j]), i) + mu*(s[k] - s[j])",
    )
    .step("(-(mu*s[k]) - lam*beta[k]) - (-(mu*s[j]) - lam*beta[j]) + mu*(s[k] - s[j])", by=algebra)
    .step(
        f"Sum((p[i] - y[i])*x[i,k], i) - {SLOPE} + mu*(s[k] - s[j])",
        by=given,
    )
    .step("Sum((p[i] - y[i])*(x[i,k] - x[i,j]), i) + mu*(s[k] - s[j])", by=algebra)
    .qed()
)

# all slopes are zero, and the intercept is the log-odds of a share r
flat = book.assume("eta[i] = logit(r)")

lambda_max = (
    flat.claim("eq-lambda-max", SLOPE, "Sum((r - y[i])*x[i,j], i)")
    .step("Sum((sigma(logit(r)) - y[i])*x[i,j], i)", by=[definition("p"), given])
    .step("Sum((r - y[i])*x[i,j], i)", by=[definition("sigma", "logit", "odds"), algebra])
    .qed()
)

# ---------------------------------------------------------------- the dual
# a: a share of each sample's pull; w: the coefficients that these make; G: the dual objective
dual = (
    score.function("ent(q)", "-q*log(q) - (1 - q)*log(1 - q)")
    .define("s[i]", "2*y[i] - 1")
    .define("rho[i]", "sigma(-(s[i]*eta[i]))", domain="unit")
    .scalar("lam", "positive")
    .array("a", "m", "unit")
    .define("w[j]", "Sum(a[i]*s[i]*x[i,j], i)/lam")
    .define("F", "J + lam/2*Sum(beta[j]**2, j)")
    .define("G", "Sum(ent(a[i]), i) - lam/2*Sum(w[j]**2, j)")
    .typeset(**NAMES, G=r"D_{\lambda}(a)")
)

dual_sample = (
    dual.claim("eq-dual-sample", "A(-t) + q*t - ent(q)", "kl(q, sigma(-t))")
    .step("A(-t) + q*t + q*log(q) + (1 - q)*log(1 - q)", by=definition("ent"))
    .step("q*(log(q) - (-t - A(-t))) + (1 - q)*(log(1 - q) - (-A(-t)))", by=algebra)
    .step(
        "q*(log(q) - log(sigma(-t))) + (1 - q)*(log(1 - q) - log(1 - sigma(-t)))",
        by=[log_sigma, log_one_minus_sigma],
    )
    .step("kl(q, sigma(-t))", by=[definition("kl"), algebra])
    .qed()
)

APART = "lam/2*Sum((beta[j] - w[j])**2, j)"
dual_gap = (
    dual.claim("eq-dual-gap", "F - G", f"Sum(kl(a[i], rho[i]), i) + {APART}")
    .step(
        "Sum(A(-(s[i]*eta[i])), i) + lam/2*Sum(beta[j]**2, j) - Sum(ent(a[i]), i)"
        " + lam/2*Sum(w[j]**2, j)",
        by=[definition("F", "G"), signed_loss],
    )
    .step(
        "Sum(A(-(s[i]*eta[i])) + a[i]*(s[i]*eta[i]) - ent(a[i]), i)"
        f" + {APART} + lam*Sum(beta[j]*w[j], j) - Sum(a[i]*(s[i]*eta[i]), i)",
        by=algebra,
    )
    .step(
        f"Sum(A(-(s[i]*eta[i])) + a[i]*(s[i]*eta[i]) - ent(a[i]), i) + {APART}",
        by=[definition("w", "eta"), algebra],
    )
    .step(f"Sum(kl(a[i], sigma(-(s[i]*eta[i]))), i) + {APART}", by=dual_sample)
    .step(f"Sum(kl(a[i], rho[i]), i) + {APART}", by=definition("rho"))
    .qed()
)

dual_below = (
    dual.claim("eq-dual-below", "F", ">= G")
    .step("G + (F - G)", by=algebra)
    .step(f"G + (Sum(kl(a[i], rho[i]), i) + {APART})", by=dual_gap)
    .step(f">= G + (Sum(0, i) + {APART})", by=kullback_leibler.put(q="a[i]", r="rho[i]"))
    .step(">= G", by=positivity)
    .qed()
)
