"""Chapter *Computing it right*."""

from __future__ import annotations

from lrmath.calc import algebra, calculus, definition, given, positivity

from .likelihood import softplus
from .notation import book
from .odds import sigmoid_derivative
from .scores import scored

# ---------------------------------------------------------------- how a number's error grows
sigmoid_condition = (
    book.claim("eq-sigmoid-condition", "t*D(sigma(t), t)/sigma(t)", "t*(1 - sigma(t))")
    .wrong("t*sigma(t)")
    .step("t*(sigma(t)*(1 - sigma(t)))/sigma(t)", by=sigmoid_derivative)
    .step("t*(1 - sigma(t))", by=algebra)
    .qed()
)

# z, w: the numbers; f, h: what rounding makes of 1; epsilon, delta: how far that may be from 1
rounded = (
    book.scalar("z", "nonnegative")
    .scalar("w", "positive")
    .scalar("f", "nonnegative")
    .scalar("h")
    .scalar("epsilon delta", "unit")
)

cancellation = (
    rounded.assume("f <= 1 + epsilon", "h >= 1 - epsilon")
    .claim("eq-cancellation", "(z*f - w*h) - (z - w)", "<= (z + w)*epsilon")
    .step("<= (z*(1 + epsilon) - w*h) - (z - w)", by=given)
    .step("<= (z*(1 + epsilon) - w*(1 - epsilon)) - (z - w)", by=given)
    .step("= (z + w)*epsilon", by=algebra)
    .qed()
)

# ---------------------------------------------------------------- softplus
softplus_condition = (
    rounded.claim("eq-softplus-condition", "z*D(A(z), z)/A(z)", "<= 1")
    .step("= z*sigma(z)/A(z)", by=[definition("A", "sigma"), calculus, algebra])
    .step("<= z/A(z)", by=positivity)
    .step("= 1 - A(-z)/A(z)", by=[softplus.put(t="z"), algebra])
    .step("<= 1", by=positivity)
    .qed()
)

# z + w stands for z + A(-z), the softplus of z
rounding = rounded.assume("f <= 1 + delta", "h <= 1 + epsilon")
softplus_error = (
    rounding.claim(
        "eq-softplus-error",
        "(z + w*f)*h - (z + w)",
        "<= (z + w)*((1 + delta)*(1 + epsilon) - 1)",
    )
    .step("<= (z + w*f)*(1 + epsilon) - (z + w)", by=given)
    .step("<= (z + w*(1 + delta))*(1 + epsilon) - (z + w)", by=given)
    .step("= (z + w)*((1 + delta)*(1 + epsilon) - 1) - z*delta*(1 + epsilon)", by=algebra)
    .step("<= (z + w)*((1 + delta)*(1 + epsilon) - 1)", by=positivity)
    .qed()
)

below = rounded.assume("f >= 1 - delta", "h >= 1 - epsilon")
softplus_error_below = (
    below.claim(
        "eq-softplus-error-below",
        "(z + w*f)*h - (z + w)",
        ">= -(z + w)*(delta + epsilon)",
    )
    .step(">= (z + w*f)*(1 - epsilon) - (z + w)", by=given)
    .step(">= (z + w*(1 - delta))*(1 - epsilon) - (z + w)", by=given)
    .step(
        "= -(z + w)*(delta + epsilon) + z*delta + w*delta*epsilon",
        by=algebra,
    )
    .step(">= -(z + w)*(delta + epsilon)", by=positivity)
    .qed()
)

# ---------------------------------------------------------------- log-sum-exp
lse_stable = (
    scored.claim("eq-lse-stable", "t + log(Sum(exp(o[h] - t), h))", "lse")
    .wrong("log(Sum(exp(o[h] - t), h))")
    .step("t + log(Sum(exp(o[h]), h)*exp(-t))", by=algebra)
    .step("log(Sum(exp(o[h]), h))", by=algebra)
    .step("lse", by=definition("lse"))
    .qed()
)

lse_above = (
    scored.assume("o[a] <= t")
    .claim("eq-lse-above", "lse", "<= t + log(K)")
    .step("= log(Sum(exp(o[h]), h))", by=definition("lse"))
    .step("<= log(Sum(exp(t), h))", by=given)
    .step("= t + log(K)", by=algebra)
    .qed()
)

# ---------------------------------------------------------------- what limits the last digits
# g: the score at a point; e: its error; v: the step that was taken; w: the step to the minimum
stepping = (
    book.index("a", "n")
    .array("H", "n,n").array("g", "n").array("e", "n").array("w", "n")
    .assume("Sum(H[j,k]*v[k], k) = -(g[j] + e[j])", "Sum(H[j,k]*w[k], k) = -g[j]")
)  # fmt: skip

score_error = (
    stepping.claim("eq-score-error", "Sum(H[j,k]*(v[k] - w[k]), k)", "-e[j]")
    .step("Sum(H[j,k]*v[k], k) - Sum(H[j,k]*w[k], k)", by=algebra)
    .step("-(g[j] + e[j]) - -g[j]", by=given)
    .step("-e[j]", by=algebra)
    .qed()
)
