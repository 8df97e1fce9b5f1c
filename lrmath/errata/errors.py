"""The 25 errors of the five sources, E1 to E25, in the order in which they are printed."""

from __future__ import annotations

from lrmath.theorems import gradient, likelihood, odds
from lrmath.theorems.notation import book

from . import counterexamples as found
from .core import Erratum, Line

# ---------------------------------------------------------------- words that the printed lines need
one_feature = book.scalar("w c")  # σ(w t + c): slope, intercept, one feature t
per_class = book.scalar("f g", "positive").typeset(f="f_1", g="f_0")  # densities of the two classes
shares = book.array("g", "m", "unit").typeset(g="y")  # labels that are proportions
powers = book.scalar("w", "positive")
doubled = book.define("K[i]", "exp(-eta[i])", domain="positive").typeset(K="k")

COST = "-(y[i]*log(p[i])) - (1 - y[i])*log(1 - p[i])"
PULL = "y[i]/p[i] - (1 - y[i])/(1 - p[i])"
doubly = book.define("Jp", f"-Sum({COST}, i)/m").typeset(Jp="J_{S4.8}")
SQUARE = "p[i]*(1 - p[i])"


def vectors(left: str, **lines: str) -> tuple[Line, ...]:
    """Printed lines ``S4_18="…"`` for one left side; the first of them is shown."""
    return tuple(
        Line(left, right, item.replace("_", "."), doubled, shown=k == 0)
        for k, (item, right) in enumerate(lines.items())
    )


# ---------------------------------------------------------------- source 0
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

e2 = Erratum(
    "E2",
    "Labels have no log-odds",
    ("S0.16",),
    "A straight line is fitted to the log-odds of the true labels.",
    "The log-odds of the *probability* of a label are linear, and the fit is by likelihood.",
    "It is easily said in short. But a label is 0 or 1, and neither has log-odds: the checker "
    "asks for conditions that no label fulfils.",
    wrong=(Line("logit(b)", "t", "S0.16"),),
    right=(Line("logit(p[i])", "eta[i]"),),
    counterexample=found.clipped_labels,
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

# ---------------------------------------------------------------- source 1
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

e9 = Erratum(
    "E9",
    "Not convex does not mean many minima",
    ("S1.16",),
    "That the squared error is not convex means that it has many local minima.",
    "A function that is not convex may have several local minima, or one, or none.",
    "The pictures that one remembers do have many valleys. The squared error of one sample bends "
    "both ways, and yet it falls everywhere.",
    asked=r"One sample: is $Q(t) = (1 - \sigma(t))^2/2$ convex?",
    wrong=(Line("D(Q(t), t, t)", ">= 0", context=likelihood.squared),),
    right=(Line("D(Q(t), t)", "< 0", context=likelihood.squared), likelihood.squared_curvature),
    shown="Checked",
    counterexample=found.one_sample_many_samples,
)

e10 = Erratum(
    "E10",
    "Likelihood and squares are two criteria",
    ("S1.21",),
    "Maximum likelihood and the sum of squared errors are equivalent.",
    "They agree for normal noise of constant variance, not for labels 0 and 1.",
    "For normal noise the sentence is true, and most of us learnt it there. For labels, the two "
    "have different slopes.",
    wrong=(Line("D(J, beta[j])", "D(Sum((p[i] - y[i])**2/2, i), beta[j])"),),
    right=(gradient.squared_gradient, likelihood.normal_loss),
    asked="Have the two the same slopes?",
    shown="The slopes of squares, and the loss of normal noise",
    counterexample=found.two_estimates,
)

# ---------------------------------------------------------------- source 2
e11 = Erratum(
    "E11",
    "Not every power grows",
    ("S2.9",),
    r"Power functions: $x^a \to \infty$ for $x \to \pm\infty$.",
    "Only for $a > 0$, and for odd $a$ the limit at $-\\infty$ is $-\\infty$.",
    "Positive exponents were meant. They would have done: a negative one is not defined at 0, and "
    "so fails as well.",
    asked="Does the power of $1 + w$, with a positive $w$, stay at 1 or above?",
    wrong=(Line("(1 + w)**(-2)", ">= 1", context=powers),),
    right=(Line("(1 + w)**(-2)", "< 1", context=powers),),
    shown="It stays below",
    counterexample=found.a_power_that_vanishes,
)

e12 = Erratum(
    "E12",
    "One inverse function is defined everywhere",
    ("S2.15",),
    r"Inverse trigonometric functions fail, for they are not defined on all of $\mathbb{R}$.",
    r"The arctangent is defined on $\mathbb{R}$, and $\frac12 + \frac1\pi\arctan x$ maps it onto "
    "$(0, 1)$.",
    "True of arcsine and arccosine, which come to mind first.",
    counterexample=found.arctangent,
)

e13 = Erratum(
    "E13",
    "There are more S-curves than two families",
    ("S2.16",),
    "Only exponential or trigonometric functions can lead to the wanted curve.",
    "Many others can. The logistic curve is singled out by its odds, not by lack of rivals.",
    "A search among a handful of school functions finds few. Roots were not among them.",
    right=(
        odds.algebraic_slope,
        Line("rho(t)*(1 - rho(t))", "1/(4*(1 + t**2))", context=odds.root_link),
    ),
    shown="One more curve: increasing, and between 0 and 1",
    counterexample=found.algebraic_curve,
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

e15 = Erratum(
    "E15",
    "Convex is not yet convergent",
    ("S2.50", "S2.67"),
    "The problem is convex, therefore convergence to the global optimum is guaranteed.",
    "Convexity makes every stationary point a minimum. That there is one, and that the steps reach "
    "it, are two further conditions: classes that overlap, and steps under control. The loss of "
    r"two separated samples is $2A(-t)$: convex, and falling for ever. For labels 0 and 1 at one "
    r"point, slope over curvature is Newton's step, and it equals $\sinh t$.",
    "On most data sets all goes well, so the two conditions are easily forgotten.",
    right=(
        Line("D(2*A(-t), t, t)", "> 0"),
        Line("D(2*A(-t), t)", "< 0"),
        Line("(2*sigma(t) - 1)/(2*sigma(t)*(1 - sigma(t)))", "(exp(t) - exp(-t))/2"),
    ),
    shown="Checked",
    counterexample=found.convex_without_convergence,
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

e17 = Erratum(
    "E17",
    "A falling curve shows no shape",
    ("S2.65",),
    "The curve of the training loss falls, which shows that the problem is convex.",
    "Small steps downhill make any smooth loss fall. Convexity is read off the second derivative.",
    "On a convex loss one does see such a curve. One sees it elsewhere too.",
    asked=r"Is $Q(w) = (1 - \sigma(w))^2/2$ convex?",
    wrong=(Line("D(Q(t), t, t)", ">= 0", context=likelihood.squared),),
    right=(likelihood.squared_curvature,),
    shown="Its second derivative",
    counterexample=found.falling_curve,
)

# ---------------------------------------------------------------- source 3
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

UNDER = "(1 + exp(-eta[i]))**2"
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

# ---------------------------------------------------------------- source 4
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

ERRORS: dict[str, Erratum] = {
    erratum.number: erratum
    for erratum in (
        *(e1, e2, e3, e4, e5),
        *(e6, e7, e8, e9, e10),
        *(e11, e12, e13, e14, e15, e16, e17),
        *(e18, e19, e20),
        *(e21, e22, e23, e24, e25),
    )
}
