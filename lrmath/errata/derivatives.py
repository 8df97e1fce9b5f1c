"""Errors on the way to a derivative."""

from __future__ import annotations

from lrmath.theorems import gradient
from lrmath.theorems.notation import book

from .core import Erratum, Line
from .words import PULL, one_feature

# ---------------------------------------------------------------- a component, a minus
BIAS = "D(A(w*t + c) - b*(w*t + c), c)"

e5 = Erratum(
    "E5",
    "The constant loses its component",
    ("S0.34", "S0.35", "S0.36", "S0.37"),
    r"$\nabla_\beta J = \frac1m\sum (p_i - y_i)\,x$, with $\beta = (\omega; b)$. Below, its last "
    r"component, for one sample with label $b$, one feature $t$, slope $w$ and intercept $c$.",
    r"The factor is $\hat x_i = (x_i; 1)$, the feature with its constant, so the slope by the "
    r"intercept has the factor 1.",
    "One line earlier $x$ still has its hat. Whoever programs the printed line never updates the "
    "intercept.",
    wrong=(
        Line(
            BIAS,
            "-((b*(1 - sigma(w*t + c)) - (1 - b)*sigma(w*t + c))*t)",
            "S0.34",
            one_feature,
        ),
        Line(BIAS, "(sigma(w*t + c) - b)*t", "S0.35", one_feature),
        Line(BIAS, "(1/(1 + exp(-(w*t + c))) - b)*t", "S0.36", one_feature, shown=False),
        Line(BIAS, "(sigma(w*t + c) - b)*t", "S0.37", one_feature, shown=False),
    ),
    right=(Line(BIAS, "sigma(w*t + c) - b", context=one_feature), gradient.gradient_matrix),
)

UNDER = "(1 + exp(-eta[i]))**2"

SQUARE = "p[i]*(1 - p[i])"

e19 = Erratum(
    "E19",
    "A minus is lost, and found again",
    ("S3.22", "S3.23", "S3.24", "S3.25"),
    r"$\left(\frac1u\right)' = \frac{u'}{u^2}$, kept for three lines, and then $= p(1 - p)x$",
    r"$\left(\frac1u\right)' = -\frac{u'}{u^2}$: all three lines need a leading minus.",
    "The result is right and was known beforehand, so the last equals sign repairs the first.",
    wrong=(
        Line("D(p[i], beta[j])", f"D(1 + exp(-eta[i]), beta[j])/{UNDER}", "S3.22"),
        Line("D(p[i], beta[j])", f"exp(-eta[i])*D(-eta[i], beta[j])/{UNDER}", "S3.23"),
        Line("D(p[i], beta[j])", f"exp(-eta[i])*(-x[i,j])/{UNDER}", "S3.24"),
        Line(f"exp(-eta[i])*(-x[i,j])/{UNDER}", f"{SQUARE}*x[i,j]", "S3.25"),
    ),
    right=(
        Line("D(p[i], beta[j])", f"-D(1 + exp(-eta[i]), beta[j])/{UNDER}"),
        gradient.p_derivative_by_quotient,
    ),
)

# ---------------------------------------------------------------- the chain rule, and its variable
GAINS = "D(Sum(y[i]*log(p[i]) + (1 - y[i])*log(1 - p[i]), i), beta[j])"

e20 = Erratum(
    "E20",
    "Differentiated by what?",
    ("S3.27",),
    r"$\sum_i y_i \ln'(p) + (1 - y_i)\ln'(1 - p)$",
    r"$\ln'(p)$ is $1/p$. Meant is the derivative of $\ln p$ by $w$, which is $p'/p$.",
    "A prime does not say by which variable. The next line of the source is right.",
    wrong=(
        Line("D(log(p[i]), beta[j])", "1/p[i]", "S3.27"),
        Line(GAINS, "Sum(y[i]/p[i] + (1 - y[i])/(1 - p[i]), i)", "S3.27"),
    ),
    right=(
        Line("D(log(p[i]), beta[j])", "D(p[i], beta[j])/p[i]"),
        Line(GAINS, f"Sum(({PULL})*D(p[i], beta[j]), i)"),
    ),
)

e24 = Erratum(
    "E24",
    "An exponential of an exponential",
    ("S4.16", "S4.17"),
    r"$-(1 + e^{-\theta^\top x})^{-2}\, e^{e^{-\theta^\top x}}\, x = "
    r"-\frac{e^{e^{-\theta^\top x}} \cdot -x}{(1 + e^{e^{-\theta^\top x}})^2}$",
    r"The derivative of $e^u$ is $e^u u'$, with the same $u$; here $u' = -x_j$.",
    "The chain rule was applied where the exponent was already in place, and a minus went astray "
    "until the next line.",
    wrong=(
        Line("D(p[i], beta[j])", "-((1 + exp(-eta[i]))**(-2)*exp(exp(-eta[i]))*x[i,j])", "S4.16"),
        Line(
            "D(p[i], beta[j])",
            "-(exp(exp(-eta[i]))*(-x[i,j]))/(1 + exp(exp(-eta[i])))**2",
            "S4.17",
        ),
    ),
    right=(
        Line("D(p[i], beta[j])", "-((1 + exp(-eta[i]))**(-2)*exp(-eta[i])*(-x[i,j]))"),
        Line("D(p[i], beta[j])", f"exp(-eta[i])*x[i,j]/{UNDER}"),
    ),
)

# ---------------------------------------------------------------- a component or a vector
doubled = book.define("K[i]", "exp(-eta[i])", domain="positive").typeset(K="k")


def vectors(left: str, **lines: str) -> tuple[Line, ...]:
    """Printed lines ``S4_18="…"`` for one left side; the first of them is shown."""
    return tuple(
        Line(left, right, item.replace("_", "."), doubled, shown=k == 0)
        for k, (item, right) in enumerate(lines.items())
    )


e25 = Erratum(
    "E25",
    "A number on the left, a vector on the right",
    tuple(f"S4.{k}" for k in (*range(18, 26), 27, 28, 29)),
    r"$\frac{\partial}{\partial\theta_j} g(\theta^\top x) = \frac{k}{(1 + k)^2}\cdot x$ with "
    r"$k = e^{-\theta^\top x}$, and so on, down to "
    r"$\frac1m\sum [h_\theta(x^{(i)}) - y^{(i)}]\, x^{(i)}$. Below, $x$ is read as its component "
    "$l$, for every $l$.",
    r"A partial derivative by $\theta_j$ has the factor $x_j^{(i)}$. With the whole vector "
    r"$x^{(i)}$, the left side is $\nabla_\theta$.",
    "The index was dropped once and stayed away for eleven lines. With $l = j$ they all hold.",
    wrong=(
        *vectors(
            "D(p[i], beta[j])",
            S4_18="K[i]/(1 + K[i])**2*x[i,l]",
            S4_19="1/(1 + K[i])*((1 + K[i] - 1)/(1 + K[i]))*x[i,l]",
            S4_20="1/(1 + K[i])*(1 - 1/(1 + K[i]))*x[i,l]",
            S4_21="1/(1 + exp(-eta[i]))*(1 - 1/(1 + exp(-eta[i])))*x[i,l]",
            S4_22=f"{SQUARE}*x[i,l]",
        ),
        *vectors(
            "D(J/m, beta[j])",
            S4_23=f"-Sum(({PULL})*{SQUARE}*x[i,l], i)/m",
            S4_24="-Sum(y[i]*(1 - p[i])*x[i,l] - (1 - y[i])*p[i]*x[i,l], i)/m",
            S4_25="-Sum(y[i]*x[i,l] - y[i]*p[i]*x[i,l] - p[i]*x[i,l] + y[i]*p[i]*x[i,l], i)/m",
            S4_27="-Sum(y[i]*x[i,l] - p[i]*x[i,l], i)/m",
            S4_28="-Sum((y[i] - p[i])*x[i,l], i)/m",
            S4_29="Sum((p[i] - y[i])*x[i,l], i)/m",
        ),
    ),
    right=(
        Line("D(p[i], beta[j])", "K[i]/(1 + K[i])**2*x[i,j]", context=doubled),
        Line("D(J/m, beta[j])", "Sum((p[i] - y[i])*x[i,j], i)/m"),
    ),
)
