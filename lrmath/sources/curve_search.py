"""Source 2, its first half: which functions turn a real number into a probability."""

from __future__ import annotations

from lrmath.calc import algebra, calculus, definition, given, limit, positivity
from lrmath.theorems import curves
from lrmath.theorems.notation import book
from lrmath.theorems.odds import sigmoid_derivative

from .core import draft
from .numbered import numbered

# ---------------------------------------------------------------- the search for a curve
polynomial = numbered(
    curves.polynomial_lead, "A polynomial beside its leading power", "", {3: "S2.10"}
)
share = numbered(curves.share_slope, "A curve with a logarithm inside rises", "S2.13")
share_left = numbered(curves.share_left, "Its left end", "S2.13")
share_right = numbered(curves.share_right, "Its right end", "S2.13")
roots = numbered(curves.root_product, "A curve made of a root stays between 0 and 1", "S2.16")
periodic = numbered(curves.monotone_periodic, "A monotone function with a period", "", {2: "S2.17"})
recipe = numbered(
    curves.below_one, "The recipe, and why it stays below 1", "S2.12", {1: "S2.18", 2: "S2.19"}
)
straight = numbered(curves.straight_log_odds, "Which curves have straight log-odds")

curve = book.typeset(t="x", sigma="h")

rises = (
    draft(curve, "The curve rises", "D(1/(1 + exp(-t)), t)", "> 0", items="S2.19")
    .slip("S2.18", "", "> 0", left="D(1/(1 + exp(t)), t)")
    .line("", "D(sigma(t), t)", by=definition("sigma"))
    .line("", "sigma(t)*(1 - sigma(t))", by=sigmoid_derivative)
    .line("S2.20", "> 0", by=positivity)
    .done()
)

right_end = (
    draft(curve.tends("t", "oo"), "Its right end", "1/(1 + exp(-t))", "-> 1")
    .line("", "-> 1/(1 + 0)", by=limit)
    .line("S2.20", "1", by=algebra)
    .done()
)

left_end = (
    draft(curve.tends("t", "-oo"), "Its left end", "1/(1 + exp(-t))", "-> 0")
    .line("S2.20", "-> 0", by=limit)
    .done()
)

# s, c: sine and cosine of the angle between -pi/2 and pi/2 whose tangent is x
arctangent = (
    draft(
        curve.scalar("s").scalar("c", "positive").assume("t = s/c", "s**2 + c**2 = 1"),
        "The curve of a root is a sine of an arctangent",
        "(1 + t/sqrt(1 + t**2))/2",
        "(1 + s)/2",
    )
    .line("", "(1 + s/c/sqrt(1 + (s/c)**2))/2", by=given)
    .line("", "(1 + s/c/sqrt((s**2 + c**2)/c**2))/2", by=algebra)
    .line("", "(1 + s/c/sqrt(1/c**2))/2", by=given)
    .line("S2.15", "(1 + s)/2", by=algebra)
    .done()
)

never_done = (
    draft(curve, "What a positive sample pays falls for ever", "D(-log(sigma(t)), t)", "< 0")
    .line("", "-(1 - sigma(t))", by=[calculus, sigmoid_derivative, algebra])
    .line("S2.21", "< 0", by=positivity)
    .done()
)
