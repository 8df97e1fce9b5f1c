"""Limits to cite: where the curves of the book end, and which of two growths wins."""

from __future__ import annotations

from lrmath.calc import algebra, definition, limit, positivity

from .inequalities import exp_tangent, log_tangent
from .likelihood import softplus
from .notation import book
from .odds import sigmoid

right, left = book.tends("t", "oo"), book.tends("t", "-oo")

# ---------------------------------------------------------------- the ends of σ and of the logit
sigmoid_right = (
    right.claim("eq-sigmoid-right", "sigma(t)", "-> 1")
    .step("1/(1 + exp(-t))", by=definition("sigma"))
    .step("-> 1/(1 + 0)", by=limit)
    .step("1", by=algebra)
    .qed()
)

sigmoid_left = (
    left.claim("eq-sigmoid-left", "sigma(t)", "-> 0")
    .wrong("-> 1/2")
    .step("1/(1 + exp(-t))", by=definition("sigma"))
    .step("-> 0", by=limit)
    .qed()
)

odds_left = (
    left.claim("eq-rare", "sigma(t)/exp(t)", "-> 1")
    .step("(exp(t)/(1 + exp(t)))/exp(t)", by=sigmoid)
    .step("1/(1 + exp(t))", by=algebra)
    .step("-> 1/(1 + 0)", by=limit)
    .step("1", by=algebra)
    .qed()
)

logit_end = (
    book.tends("q", "1")
    .claim("eq-logit-end", "logit(q)", "-> oo")
    .step("log(q/(1 - q))", by=[definition("logit"), definition("odds")])
    .step("-> oo", by=limit)
    .qed()
)

# ---------------------------------------------------------------- softplus and its corner
softplus_left = (
    left.claim("eq-softplus-left", "A(t)", "-> 0")
    .step("log(1 + exp(t))", by=definition("A"))
    .step("-> log(1 + 0)", by=limit)
    .step("0", by=algebra)
    .qed()
)

softplus_right = (
    right.claim("eq-softplus-right", "A(t) - t", "-> 0")
    .step("t + A(-t) - t", by=softplus)
    .step("t + log(1 + exp(-t)) - t", by=definition("A"))
    .step("log(1 + exp(-t))", by=algebra)
    .wrong("-> log(2)")
    .step("-> log(1 + 0)", by=limit)
    .step("0", by=algebra)
    .qed()
)

# ---------------------------------------------------------------- samples on the right side
sure = right.array("g", "m", "positive").scalar("c", "positive")  # g: margins

separated = (
    sure.claim("eq-separated-limit", "Sum(A(-(g[i]*t)), i)", "-> 0")
    .step("Sum(log(1 + exp(-(g[i]*t))), i)", by=definition("A"))
    .step("-> Sum(log(1 + 0), i)", by=limit)
    .step("0", by=algebra)
    .qed()
)

one_wrong = (
    sure.claim("eq-one-wrong-limit", "A(c*t)", "-> oo")
    .step("log(1 + exp(c*t))", by=definition("A"))
    .step("-> oo", by=limit)
    .qed()
)

# ---------------------------------------------------------------- surprise
surprise = (
    book.tends("q", "0").claim("eq-surprise-end", "-log(q)", "-> oo").step("-> oo", by=limit).qed()
)

entropy_bound = (
    book.claim("eq-entropy-bound", "-q*log(q)", "<= 2*sqrt(q) - 2*q")
    .step("2*q*log(1/sqrt(q))", by=algebra)
    .step("<= 2*q*(1/sqrt(q) - 1)", by=log_tangent)
    .step("2*sqrt(q) - 2*q", by=algebra)
    .qed()
)

entropy_end = (
    book.tends("q", "0")
    .claim("eq-entropy-end", "-q*log(q)", "-> 0")
    .step("-> 0", by=[entropy_bound, positivity, limit])
    .qed()
)

# ---------------------------------------------------------------- e^h outgrows every power of h
growth = book.scalar("h", "positive")

decay_bound = (
    growth.claim("eq-decay-bound", "h**n*exp(-h)", "<= (1/(1/h + 1/n + h/(4*n**2)))**n")
    .step("h**n/(exp(h/(2*n))**2)**n", by=algebra)
    .step("<= h**n/((1 + h/(2*n))**2)**n", by=exp_tangent.put(t="h/(2*n)"))
    .step("(1/(1/h + 1/n + h/(4*n**2)))**n", by=algebra)
    .qed()
)

decay = (
    growth.tends("h", "oo")
    .claim("eq-decay", "h**n*exp(-h)", "-> 0")
    .step("-> 0", by=[decay_bound, positivity, limit])
    .qed()
)
