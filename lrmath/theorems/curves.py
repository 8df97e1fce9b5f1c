"""Chapter *Odds and the logistic function*: which curves turn a real number into a probability.

The letters are those of the text whose search this is: a real number is printed $x$.
"""

from __future__ import annotations

from lrmath.calc import algebra, both_sides, calculus, definition, given, limit, positivity

from .notation import book
from .odds import logit, root_link

letters = book.typeset(t="x", sigma="h")

# ---------------------------------------------------------------- what leaves every bound
# c: the leading coefficient; β: those of the lower powers, from h^(n-1) down to the constant
power = letters.scalar("h", "positive").tends("h", "oo").typeset(h="x")
polynomial = power.scalar("c")

power_grows = power.claim("eq-power-grows", "h**n", "-> oo").step("-> oo", by=limit).qed()

power_vanishes = power.claim("eq-power-vanishes", "h**(-n)", "-> 0").step("-> 0", by=limit).qed()

polynomial_lead = (
    polynomial.claim("eq-polynomial-lead", "(c*h**n + Sum(beta[k]*h**(n - k), k))/h**n", "-> c")
    .step("c + Sum(beta[k]*h**(-k), k)", by=algebra)
    .step("-> c + Sum(beta[k]*0, k)", by=limit)
    .step("c", by=algebra)
    .qed()
)

exponential_grows = (
    power.scalar("c", "positive")
    .typeset(c="a")
    .claim("eq-exponential-grows", "exp(c*h)", "-> oo")
    .step("-> oo", by=limit)
    .qed()
)

# ---------------------------------------------------------------- what comes back
# h: a period; s: a point between t and t + h
period = (
    letters.scalar("s")
    .scalar("h", "positive")
    .typeset(h="T", s="u")
    .function("f(t)")
    .assume("f(t) <= f(s)", "f(s) <= f(t + h)", "f(t + h) = f(t)")
)

monotone_periodic = (
    period.claim("eq-monotone-periodic", "f(s)", "<= f(t)")
    .step("<= f(t + h)", by=given)
    .step("f(t)", by=given)
    .qed()
)

# ---------------------------------------------------------------- into the unit interval
below_one = (
    letters.claim("eq-reciprocal-below-one", "exp(-t) > 0", "<=> 1/(1 + exp(-t)) < 1")
    .step("1 + exp(-t) > 1", by=both_sides)
    .step("1/(1 + exp(-t)) < 1", by=both_sides)
    .qed()
)

# rho: a logarithm inside, and still a curve from 0 to 1
S = "log(1 + exp(t))"
shared = letters.function("rho(t)", f"{S}/(1 + {S})", range="unit")

share_slope = (
    shared.claim("eq-share-slope", "D(rho(t), t)", "> 0")
    .step(f"D({S}/(1 + {S}), t)", by=definition("rho"))
    .step(f"exp(t)/((1 + exp(t))*(1 + {S})**2)", by=[calculus, algebra])
    .step("> 0", by=positivity)
    .qed()
)

share_right = (
    shared.tends("t", "oo")
    .claim("eq-share-right", "rho(t)", "-> 1")
    .step(f"1 - 1/(1 + {S})", by=[definition("rho"), algebra])
    .step("-> 1", by=limit)
    .qed()
)

share_left = (
    shared.tends("t", "-oo")
    .claim("eq-share-left", "rho(t)", "-> 0")
    .step(f"{S}/(1 + {S})", by=definition("rho"))
    .step("-> log(1 + 0)/(1 + log(1 + 0))", by=limit)
    .step("0", by=algebra)
    .qed()
)

root_product = (
    root_link.typeset(t="x")
    .claim("eq-algebraic-product", "rho(t)*(1 - rho(t))", "> 0")
    .step("1/(4*(1 + t**2))", by=[definition("rho"), algebra])
    .step("> 0", by=positivity)
    .qed()
)

# ---------------------------------------------------------------- which one, then
# f: any smooth curve with values between 0 and 1; c: how much the log-odds grow for each unit
any_curve = letters.scalar("c").function("f(t)", range="unit")

straight_log_odds = (
    any_curve.claim(
        "eq-straight-log-odds", "D(f(t), t) = c*f(t)*(1 - f(t))", "<=> D(logit(f(t)), t) = c"
    )
    .step("D(f(t), t)/(f(t)*(1 - f(t))) = c", by=both_sides)
    .step("D(log(f(t)) - log(1 - f(t)), t) = c", by=[calculus, algebra])
    .step("D(logit(f(t)), t) = c", by=logit)
    .qed()
)
