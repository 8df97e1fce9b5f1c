"""The contexts in which the checker's tests are written."""

from __future__ import annotations

from lrmath.calc import Context


def plain_context() -> Context:
    """Sizes, indices, a matrix, vectors, and scalars of every domain."""
    context = Context().sizes("m", "n", "K")
    context = context.index("i l", "m").index("j k", "n").index("a b c", "K")
    context = context.array("x", "m,n", whole="X").array("beta", "n").array("y", "m", "binary")
    context = context.array("v", "n").array("g", "n").array("z", "K").array("r", "m", "unit")
    context = context.scalar("t s u").scalar("q", "unit").scalar("h", "positive")
    return context.scalar("d", "nonnegative").scalar("o", "binary")


def logistic_context() -> Context:
    """The notation of logistic and softmax regression."""
    return (
        plain_context()
        .array("W", "K,n")
        .function("sigma(t)", "1/(1 + exp(-t))", range="unit")
        .function("A(t)", "log(1 + exp(t))", range="positive")
        .define("eta[i]", "Sum(beta[k]*x[i,k], k)")
        .define("p[i]", "sigma(eta[i])", domain="unit")
        .define("J", "Sum(A(eta[i]) - y[i]*eta[i], i)")
        .define("P[a]", "exp(z[a])/Sum(exp(z[c]), c)", domain="positive")
    )
