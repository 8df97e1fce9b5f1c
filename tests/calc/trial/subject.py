"""The notation of the whole subject, for tests that go through it."""

from __future__ import annotations

from lrmath.calc import Context
from trial.contexts import logistic_context


def wide_context() -> Context:
    """The logistic context with matrices, one-hot labels and directions."""
    return (
        logistic_context()
        .array("f", "n")
        .array("B", "n,m")
        .array("Q", "n,n")
        .array("C", "m,n")
        .array("xi", "n")
        .array("Y", "m,K", "onehot")
        .array("e", "K", "onehot")
        .array("one", "m")
        .scalar("b0 eps")
        .define("S[i,a]", "exp(Sum(W[a,k]*x[i,k], k))/Sum(exp(Sum(W[c,k]*x[i,k], k)), c)")
        .define("L", "Sum(y[i]*log(p[i]) + (1 - y[i])*log(1 - p[i]), i)")
        .define("score", "Sum(beta[j]*xi[j], j) + b0")
    )
