"""Errors of names, letters, indices, factors and signs."""

from __future__ import annotations

from lrmath.theorems import likelihood, odds
from lrmath.theorems.notation import book

from . import counterexamples as found
from .core import Erratum, Line
from .words import COST, PULL, one_feature

# ---------------------------------------------------------------- names
per_class = book.scalar("f g", "positive").typeset(f="f_1", g="f_0")  # densities of the two classes

e1 = Erratum(
    "E1",
    "A ratio is not yet a logarithm",
    ("S0.15",),
    r"The ratio $\frac{y}{1 - y}$ is called the log-odds.",
    "The ratio is the *odds*; its logarithm is the log-odds.",
    "The two names differ by one short word, and the formula beside the sentence does have the "
    "logarithm.",
    wrong=(Line("q/(1 - q)", "logit(q)", "S0.15"),),
    right=(odds.logit,),
    counterexample=found.odds_of_rain,
)

e3 = Erratum(
    "E3",
    "What one maximises is not a loss",
    ("S0.22",),
    r"The loss function is $l(\beta) = \log\prod \dots$",
    r"The log-likelihood $l$ is a gain. The loss is $-l$, or $-l/m$ for the mean.",
    "The text itself maximises $l$ a few lines later, so only the name slipped in early.",
    wrong=(Line("J", "log(L)", "S0.22"),),
    right=(likelihood.negative_log_likelihood,),
    counterexample=found.a_gain,
)

e14 = Erratum(
    "E14",
    "The prior is part of the log-odds",
    ("S2.30",),
    r"$\ln\frac{p(y=1 \mid x)}{p(y=0 \mid x)}$ is called the log-likelihood ratio. Below, $f_1$ "
    "and $f_0$ are the densities of $x$ in the classes, and $q$ is the probability of class 1.",
    "It is the log-odds given $x$: the log-likelihood ratio *plus* the log-odds before $x$ was "
    "seen.",
    "With equally frequent classes the two agree, and many examples have equal classes.",
    wrong=(Line("log(f*q/(g*(1 - q)))", "log(f/g)", "S2.30", per_class),),
    right=(Line("log(f*q/(g*(1 - q)))", "log(f/g) + logit(q)", context=per_class),),
    counterexample=found.prior_odds,
)

e16 = Erratum(
    "E16",
    "One letter for a matrix and a vector",
    ("S2.57",),
    r"For every non-zero vector $X$: $x^\top X x = (x_i^\top x)^2 \ge 0$",
    r"For every vector $v$: $v^\top (x_i x_i^\top)\, v = (x_i^\top v)^2 \ge 0$.",
    "$X$ already is the matrix $x_i x_i^\\top$, and the letters ran out.",
    right=(
        Line("Sum(Sum(v[k]*x[i,k]*x[i,l]*v[l], k), l)", "Sum(x[i,k]*v[k], k)**2"),
        Line("Sum(Sum(v[k]*x[i,k]*x[i,l]*v[l], k), l)", ">= 0"),
    ),
    counterexample=found.declared_twice,
)

# ---------------------------------------------------------------- letters and indices
shares = book.array("g", "m", "unit").typeset(g="y")  # labels that are proportions

e4 = Erratum(
    "E4",
    "An index that stands still",
    ("S0.23", "S0.24"),
    r"$\log\coprod (p_1)^{y_1}(1 - p_1)^{1 - y_1} = \sum (y_1\log p_1 + (1 - y_1)\log(1 - p_1))$",
    r"Each sample brings its own $y_i$ and $p_i$, and the sign is $\prod$, not $\coprod$.",
    "The source writes $p_1$ for the probability of class 1. In the product the same 1 reads as "
    "the number of a sample, and stands still. The sign of the product is set upside down.",
    wrong=(
        Line("log(L)", "log(Product(p[1]**y[1]*(1 - p[1])**(1 - y[1]), i))", "S0.23"),
        Line("log(L)", "Sum(y[1]*log(p[1]) + (1 - y[1])*log(1 - p[1]), i)", "S0.24"),
    ),
    right=(likelihood.log_likelihood,),
)

e6 = Erratum(
    "E6",
    "Zero in place of x",
    ("S1.5",),
    r"$P(Y = 0 \mid 0) = \frac{1}{1 + \exp(w\cdot x + b)}$. Below, one feature $t$, slope $w$, "
    "intercept $c$.",
    r"$P(Y = 0 \mid x)$ stands on the left.",
    "The 0 of the label seems to have been typed twice. On the left is then one number, the value "
    "at $x = 0$; on the right a function of $x$.",
    wrong=(Line("1 - sigma(w*0 + c)", "1/(1 + exp(w*t + c))", "S1.5", one_feature),),
    right=(Line("1 - sigma(w*t + c)", "1/(1 + exp(w*t + c))", context=one_feature),),
)

e7 = Erratum(
    "E7",
    "One term too many",
    ("S1.13",),
    r"$J(\theta) = \frac{1}{2m}\sum_{i=0}^m (\phi(x^i) - y^i)^2$",
    r"The sum runs from 1 to $m$, and the parameters are $w$ and $b$.",
    "Some number samples from 0 to $m - 1$, some from 1 to $m$. A mixture of the two counts one "
    "sample more than there is: with all residuals equal to $t$, the mean no longer is $t^2/2$.",
    wrong=(
        Line(
            "Sum((p[i] - y[i])**2, i)/(2*m)",
            "Sum((p[i] - y[i])**2, (i, 0, m))/(2*m)",
            "S1.13",
            tex=r"\frac{1}{2\, m} \sum_{i=0}^{m} (p_{i} - y_{i})^{2}",
        ),
        Line("t**2/2", "Sum(t**2, (i, 0, m))/(2*m)", "S1.13"),
    ),
    right=(Line("t**2/2", "Sum(t**2, (i, 1, m))/(2*m)"),),
)

e8 = Erratum(
    "E8",
    "A prediction without parameters",
    ("S1.14",),
    r"$g(z^{(i)}) = \frac{1}{1 + e^{-x^{(i)}}}$. Below, one feature $t$, slope $w$, intercept $c$.",
    r"The exponent is $-z^{(i)}$, with $z^{(i)} = w^\top x^{(i)} + b$.",
    "Both letters were in play, and the wrong one went into the exponent. As printed nothing is "
    "left to fit.",
    wrong=(Line("sigma(w*t + c)", "1/(1 + exp(-t))", "S1.14", one_feature),),
    right=(Line("sigma(w*t + c)", "1/(1 + exp(-(w*t + c)))", context=one_feature),),
)

e18 = Erratum(
    "E18",
    "An index that became a power",
    ("S3.11",),
    r"$p(y_i \mid x_i) = p^{y_i}(1 - p)^{1 - y^i}$",
    r"Both exponents carry the index below: $p_i^{y_i}(1 - p_i)^{1 - y_i}$.",
    "The index slid up. For labels 0 and 1 a power of the label is the label, so nothing shows. "
    "For proportions of a group, such as ½, it does.",
    wrong=(
        Line(
            "p[i]**g[i]*(1 - p[i])**(1 - g[i])",
            "p[i]**g[i]*(1 - p[i])**(1 - g[i]**i)",
            "S3.11",
            shares,
        ),
    ),
    right=(Line("p[i]**y[i]*(1 - p[i])**(1 - y[i])", "y[i]*p[i] + (1 - y[i])*(1 - p[i])"),),
)

e22 = Erratum(
    "E22",
    "A sample without its number",
    ("S4.6",),
    r"$-y^{(i)}\log(h_\theta(x)) - (1 - y^{(i)})\log(1 - h_\theta(x^{(i)}))$. Below, $x$ is "
    "read as the first sample.",
    r"Both logarithms take $h_\theta(x^{(i)})$.",
    "A number was left out in the first of two like terms. Nobody is misled, but a program is.",
    wrong=(
        Line("A(eta[i]) - y[i]*eta[i]", "-(y[i]*log(p[1])) - (1 - y[i])*log(1 - p[i])", "S4.6"),
    ),
    right=(Line("A(eta[i]) - y[i]*eta[i]", COST),),
)

# ---------------------------------------------------------------- factors and signs
doubly = book.define("Jp", f"-Sum({COST}, i)/m").typeset(Jp="J_{S4.8}")

e21 = Erratum(
    "E21",
    "A half that belongs to squares",
    ("S4.5",),
    r"$J(\theta) = \frac{1}{2m}\sum_{i=1}^m \mathrm{Cost}$",
    r"The mean has the factor $\frac1m$.",
    "The ½ is there in squared error to cancel a 2 when one differentiates. Here there is no 2.",
    wrong=(Line("J/m", f"Sum({COST}, i)/(2*m)", "S4.5"),),
    right=(Line("J/m", f"Sum({COST}, i)/m"),),
)

e23 = Erratum(
    "E23",
    "A minus counted twice",
    ("S4.8", "S4.9"),
    r"$J = -\frac1m\left[\sum -y\log h - (1 - y)\log(1 - h)\right]$, and the derivative of that. "
    r"Below, $J_{S4.8}$ is this printed right side.",
    r"One minus only: $J = -\frac1m\sum [y\log h + (1 - y)\log(1 - h)]$.",
    "A minus went out of the bracket and also stayed in. The source's next line is right again.",
    wrong=(
        Line("J/m", f"-Sum({COST}, i)/m", "S4.8"),
        Line("D(J/m, beta[j])", "D(Jp, beta[j])", "S4.9", doubly),
    ),
    right=(
        Line("J/m", "-Sum(y[i]*log(p[i]) + (1 - y[i])*log(1 - p[i]), i)/m"),
        Line("D(J/m, beta[j])", f"-Sum(({PULL})*D(p[i], beta[j]), i)/m"),
    ),
)
