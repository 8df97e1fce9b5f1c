"""Names and formulas that several errata need."""

from __future__ import annotations

from lrmath.theorems.notation import book

one_feature = book.scalar("w c")  # σ(w t + c): slope, intercept, one feature t
COST = "-(y[i]*log(p[i])) - (1 - y[i])*log(1 - p[i])"
PULL = "y[i]/p[i] - (1 - y[i])/(1 - p[i])"
