"""Claims about curves and about convergence that do not follow."""

from __future__ import annotations

from lrmath.theorems import gradient, likelihood, odds
from lrmath.theorems.notation import book

from . import counterexamples as found
from . import failures
from .core import Erratum, Line

# ---------------------------------------------------------------- which curves there are
powers = book.scalar("w", "positive")

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

# ---------------------------------------------------------------- what follows from what
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
    counterexample=failures.clipped_labels,
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
    counterexample=failures.one_sample_many_samples,
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
    counterexample=failures.two_estimates,
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
    counterexample=failures.convex_without_convergence,
)

e17 = Erratum(
    "E17",
    "A falling curve does not show convexity",
    ("S2.65",),
    "The curve of the training loss falls, which shows that the problem is convex.",
    "Small steps downhill make any smooth loss fall. Convexity is read off the second derivative.",
    "On a convex loss one does see such a curve. One sees it elsewhere too.",
    asked=r"Is $Q(w) = (1 - \sigma(w))^2/2$ convex?",
    wrong=(Line("D(Q(t), t, t)", ">= 0", context=likelihood.squared),),
    right=(likelihood.squared_curvature,),
    shown="Its second derivative",
    counterexample=failures.falling_curve,
)
