"""Source 1: study notes on the model, its cost, and stochastic descent."""

from __future__ import annotations

from lrmath.calc import algebra, both_sides, calculus, cases, definition, given, positivity
from lrmath.theorems import likelihood
from lrmath.theorems.notation import book

from .core import draft
from .notes_training import cost as cost
from .notes_training import gradient as gradient
from .notes_training import gradient_bias as gradient_bias
from .notes_training import linear_regression as linear_regression
from .notes_training import log_likelihood as log_likelihood
from .notes_training import one_at_a_time as one_at_a_time
from .notes_training import squares_gradient as squares_gradient
from .notes_training import update as update
from .way_down import angle as angle
from .way_down import at_least as at_least
from .way_down import at_most as at_most
from .way_down import lowest as lowest
from .way_down import nearly as nearly
from .way_down import no_lower as no_lower
from .way_down import opposite as opposite

# ---------------------------------------------------------------- the model, at one point
# v: the features x; c: the intercept b; P1, P0: the two probabilities; P00: the one printed
WZ = "w.T @ v + c"
point = (
    book.array("w", "n")
    .scalar("c")
    .define("P1", f"exp({WZ})/(1 + exp({WZ}))", domain="unit")
    .define("P0", "1 - P1", domain="unit")
    .define("P00", "1/(1 + exp(c))", domain="unit")
    .typeset(c="b", v="x", P1=r"P(1 \mid x)", P0=r"P(0 \mid x)", P00=r"P(0 \mid 0)")
)

class_one = (
    draft(point, "The probability of class 1", "P1", f"1/(1 + exp(-({WZ})))")
    .line("S1.4", f"exp({WZ})/(1 + exp({WZ}))", by=definition("P1"))
    .line("S1.6", f"1/(1 + exp(-({WZ})))", by=algebra)
    .done()
)

class_zero = (
    draft(point, "The probability of class 0", "P0", f"1/(1 + exp({WZ}))")
    .line("", "1 - P1", by=definition("P0"))
    .line("", f"1 - exp({WZ})/(1 + exp({WZ}))", by=definition("P1"))
    .slip("S1.5", "E6", f"1/(1 + exp({WZ}))", left="P00")
    .line("S1.5", f"1/(1 + exp({WZ}))", by=algebra)
    .done()
)

log_odds = (
    draft(point, "The log-odds are linear", "log(P1/P0)", WZ)
    .line("", f"log(exp({WZ}))", by=[definition("P1", "P0"), algebra])
    .line("S1.1", WZ, by=algebra)
    .done()
)

# ---------------------------------------------------------------- the sigmoid, at a number z
number = book.typeset(t="z", sigma=r"\phi")

below_one = (
    draft(number, "The value 1 is not attained", "1 - sigma(t)", "> 0")
    .line("", "1 - 1/(1 + exp(-t))", by=definition("sigma"))
    .line("", "1/(1 + exp(t))", by=algebra)
    .line("S1.10", "> 0", by=positivity)
    .done()
)

threshold = (
    draft(number, "The threshold ½", "sigma(t) >= 1/2", "<=> t >= 0", items="S1.12")
    .line("", "1/(1 + exp(-t)) >= 1/2", by=definition("sigma"))
    .line("", "exp(-t) <= 1", by=both_sides)
    .line("S1.8", "t >= 0", by=both_sides)
    .done()
)

slope = (
    draft(number, "The slope of the sigmoid", "D(sigma(t), t)", "sigma(t)*(1 - sigma(t))")
    .line("", "D(1/(1 + exp(-t)), t)", by=definition("sigma"))
    .line("", "exp(-t)/(1 + exp(-t))**2", by=calculus)
    .line("", "1/(1 + exp(-t)) * (1 - 1/(1 + exp(-t)))", by=algebra)
    .line("S1.29", "sigma(t)*(1 - sigma(t))", by=definition("sigma"))
    .done()
)

# ---------------------------------------------------------------- squared error
# a: the one feature of each sample, printed x
SQUARES = "Sum((sigma(z[i]) - y[i])**2, i)/(2*m)"
single = (
    book.scalar("w c")
    .array("a", "m")
    .define("z[i]", "w*a[i] + c")
    .define("S", SQUARES)
    .typeset(a="x")
    .typeset(c="b", t="r", S="J(w, b)", sigma=r"\phi", a=r"x^{(#1)}", y=r"y^{(#1)}", z=r"z^{(#1)}")
)

squares = (
    draft(
        single,
        "The cost of squares, for one feature",
        "S",
        "Sum((1/(1 + exp(-z[i])) - y[i])**2, i)/(2*m)",
    )
    .slip(
        "S1.13",
        "E7",
        "Sum(t**2, (i, 0, m))/(2*m)",
        left="t**2/2",
    )
    .line("S1.13", SQUARES, by=definition("S"))
    .slip("S1.14", "E8", "1/(1 + exp(-a[i]))", left="sigma(z[i])")
    .line("S1.14", "Sum((1/(1 + exp(-z[i])) - y[i])**2, i)/(2*m)", by=definition("sigma"))
    .done()
)

one_sample = likelihood.squared.typeset(t="z", sigma=r"\phi")

bends = (
    draft(
        one_sample,
        "One sample with label 1: where its squared error bends downwards",
        "D(Q(t), t, t) < 0",
        "<=> sigma(t) < 1/3",
    )
    .line(
        "",
        "sigma(t)*(1 - sigma(t))**2*(3*sigma(t) - 1) < 0",
        by=likelihood.squared_curvature,
    )
    .line("S1.15", "sigma(t) < 1/3", by=both_sides)
    .done()
)


# ---------------------------------------------------------------- one label
# q: the probability φ(z); b: the label
label = book.typeset(q=r"\phi(z)", b="y")

one_label = (
    draft(
        label,
        "Both cases in one line, {eq}`eq-bernoulli`",
        "b*q + (1 - b)*(1 - q)",
        "q**b*(1 - q)**(1 - b)",
        items="S1.18",
    )
    .line("S1.20", "q**b*(1 - q)**(1 - b)", by=cases)
    .done()
)

COST = "-(b*log(q) + (1 - b)*log(1 - q))"

cost_of_one = (
    draft(
        label.assume("b = 1"), "The cost of one sample, if $y = 1$", COST, "-log(q)", items="S1.25"
    )
    .line("", "-(1*log(q) + (1 - 1)*log(1 - q))", by=given)
    .line("S1.26", "-log(q)", by=algebra)
    .done()
)

cost_of_zero = (
    draft(label.assume("b = 0"), "The same, if $y = 0$", COST, "-log(1 - q)", items="S1.25")
    .line("", "-(0*log(q) + (1 - 0)*log(1 - q))", by=given)
    .line("S1.26", "-log(1 - q)", by=algebra)
    .done()
)

cost_falls = (
    draft(label, "With label 1 the cost falls as $\\phi(z)$ grows", "D(-log(q), q)", "< 0")
    .line("", "-1/q", by=calculus)
    .line("S1.28", "< 0", by=positivity)
    .done()
)

cost_rises = (
    draft(label, "With label 0 it rises", "D(-log(1 - q), q)", "> 0")
    .line("", "1/(1 - q)", by=calculus)
    .line("S1.28", "> 0", by=positivity)
    .done()
)
