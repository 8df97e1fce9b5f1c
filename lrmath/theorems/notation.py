"""Every symbol of the book, once: its name, its meaning, where it lives in code.

``book`` is the context in which the theorems are stated. A chapter that needs a name of its own
adds it to ``book``.
"""

from __future__ import annotations

from dataclasses import dataclass

from lrmath.calc import Context


@dataclass(frozen=True)
class Symbol:
    """A row of the notation table; ``numeric`` is how ``lrmath.numeric`` writes it."""

    name: str
    meaning: str
    numeric: str = ""


book = (
    Context()
    .sizes("m", "n")
    .index("i", "m")
    .index("j k l", "n")
    .array("x", "m,n", whole="X")
    .array("y", "m", "binary")
    .array("beta", "n")
    .array("v", "n")
    .scalar("t u")
    .scalar("q r", "unit")
    .scalar("b", "binary")
    .function("sigma(t)", "1/(1 + exp(-t))", range="unit")
    .function("A(t)", "log(1 + exp(t))", range="positive")
    .function("odds(q)", "q/(1 - q)", range="positive")
    .function("logit(q)", "log(odds(q))")
    .define("eta[i]", "Sum(beta[k]*x[i,k], k)")
    .define("p[i]", "sigma(eta[i])", domain="unit")
    .define("L", "Product(p[i]**y[i]*(1 - p[i])**(1 - y[i]), i)", domain="positive")
    .define("J", "Sum(A(eta[i]) - y[i]*eta[i], i)")
    .typeset(L=r"\mathcal{L}")
)

SYMBOLS = (
    Symbol("m", "number of samples (rows of X)", "X.shape[0]"),
    Symbol("n", "number of features (columns of X), the constant included", "X.shape[1]"),
    Symbol("i", "a sample, from 1 to m"),
    Symbol("j", "a feature, from 1 to n"),
    Symbol("k", "a feature that a sum runs over"),
    Symbol("l", "another feature"),
    Symbol("X", "design matrix, one row a sample; with an intercept its first column is ones", "X"),
    Symbol("x", "an entry of X: feature j of sample i", "X[i, j]"),
    Symbol("y", "labels, each 0 or 1", "y"),
    Symbol("beta", "coefficients", "beta"),
    Symbol("v", "a direction in the space of coefficients"),
    Symbol("t", "a real number, often a log-odds", "t"),
    Symbol("u", "another real number"),
    Symbol("q", "a probability strictly between 0 and 1", "p"),
    Symbol("r", "another probability strictly between 0 and 1"),
    Symbol("b", "a single label, 0 or 1"),
    Symbol("sigma", "logistic function", "sigmoid(t)"),
    Symbol("A", "softplus, the log-partition function of the Bernoulli family", "softplus(t)"),
    Symbol("odds", "odds of a probability"),
    Symbol("logit", "log-odds of a probability, the inverse of σ", "logit(p)"),
    Symbol("eta", "linear predictors: the log-odds of the samples", "X @ beta"),
    Symbol("p", "fitted probabilities", "sigmoid(X @ beta)"),
    Symbol("L", "likelihood of the labels"),
    Symbol("J", "negative log-likelihood, the loss", "loss(X, y, beta)"),
)
