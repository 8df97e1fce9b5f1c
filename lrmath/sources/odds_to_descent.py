"""Source 0: from a line over the odds to gradient descent."""

from __future__ import annotations

from lrmath.calc import algebra, calculus, definition, given, linearity, positivity
from lrmath.errata.words import one_feature
from lrmath.theorems import gradient, likelihood, odds
from lrmath.theorems.notation import book

from .core import draft

#: The features with a 1 behind them are x-hat, their number is d + 1, here n.
LETTERS = {"x": r"\hat{x}", "eta": r"\beta^{\top} \hat{x}", "sigma": r"\operatorname{sig}"}

#: F: the log-likelihood, M: the loss of the text, a mean.
letters = (
    book.define("F", "log(L)")
    .define("M", "-(1/m*F)")
    .typeset(**LETTERS, X=r"\hat{X}", F=r"l(\beta)", M=r"J(\beta)")
)

# ---------------------------------------------------------------- the curve, and the odds
curve = (
    draft(
        book.typeset(t="z", sigma=r"\operatorname{sig}"),
        "How steep the curve is",
        "D(sigma(t), t)",
        "<= 1/4",
        items="S0.9",
    )
    .line("", "sigma(t)*(1 - sigma(t))", by=odds.sigmoid_derivative)
    .line("", "1/4 - (sigma(t) - 1/2)**2", by=algebra)
    .line("S0.9", "<= 1/4", by=positivity)
    .done()
)

log_odds = (
    draft(
        book.typeset(t="z", sigma="y"),
        "The log-odds of $y = 1/(1 + e^{-z})$",
        "log(sigma(t)/(1 - sigma(t)))",
        "t",
        items="S0.12",
    )
    .line("", "logit(sigma(t))", by=definition("logit", "odds"))
    .line("S0.13", "t", by=odds.logit_of_sigmoid)
    .done()
)

# ---------------------------------------------------------------- the constant, absorbed
# v: the longer vector of one sample; c: the constant b. The text has it as the last entry; an entry
# of a vector of any length needs a number that is known, so here it is the first.
absorbed = book.assume("v[1] = 1").define("c", "beta[1]").typeset(v=r"\hat{x}", c="b")
OTHERS = "Sum((1 - KroneckerDelta(k, 1))*beta[k]*v[k], k)"

constant = (
    draft(
        absorbed,
        r"One entry of $\hat x$ is 1, and its coefficient is $b$",
        "beta.T @ v",
        f"{OTHERS} + c",
        items="S0.19",
    )
    .line("", f"{OTHERS} + beta[1]*v[1]", by=algebra)
    .line("", f"{OTHERS} + beta[1]*1", by=given)
    .line("S0.3", f"{OTHERS} + c", by=definition("c"))
    .done()
)

# ---------------------------------------------------------------- the two probabilities
label_one = (
    draft(letters, "The probability of label 1", "p[i]", "exp(eta[i])/(1 + exp(eta[i]))")
    .line("S0.18", "sigma(eta[i])", by=definition("p"))
    .line("S0.20", "exp(eta[i])/(1 + exp(eta[i]))", by=odds.sigmoid)
    .done()
)

label_zero = (
    draft(letters, "The probability of label 0", "1 - p[i]", "1/(1 + exp(eta[i]))")
    .line("S0.18", "1 - exp(eta[i])/(1 + exp(eta[i]))", by=label_one.theorem)
    .line("S0.21", "1/(1 + exp(eta[i]))", by=algebra)
    .done()
)

# ---------------------------------------------------------------- the log-likelihood
GAINS = "Sum(y[i]*log(p[i]) + (1 - y[i])*log(1 - p[i]), i)"

log_likelihood = (
    draft(
        letters,
        r"The log-likelihood $l(\beta)$",
        "F",
        "Sum(y[i]*eta[i] - log(1 + exp(eta[i])), i)",
    )
    .slip("S0.23", "E4", "log(Product(p[1]**y[1]*(1 - p[1])**(1 - y[1]), i))")
    .line(
        "S0.23",
        "log(Product(p[i]**y[i]*(1 - p[i])**(1 - y[i]), i))",
        by=[definition("F"), definition("L")],
    )
    .slip("S0.24", "E4", "Sum(y[1]*log(p[1]) + (1 - y[1])*log(1 - p[1]), i)")
    .line("S0.24", GAINS, by=algebra)
    .line(
        "",
        "Sum(y[i]*log(sigma(eta[i])) + (1 - y[i])*log(1 - sigma(eta[i])), i)",
        by=definition("p"),
    )
    .line(
        "",
        "Sum(y[i]*(eta[i] - A(eta[i])) + (1 - y[i])*(-A(eta[i])), i)",
        by=[likelihood.log_sigma, likelihood.log_one_minus_sigma],
    )
    .line("S0.25", "Sum(y[i]*eta[i] - log(1 + exp(eta[i])), i)", by=definition("A"))
    .done()
)

# ---------------------------------------------------------------- the gradient
SIG = "sigma(eta[i])"

slope = (
    draft(
        book.typeset(t="x", sigma=r"\operatorname{sig}"),
        r"The slope of $\operatorname{sig}$",
        "D(sigma(t), t)",
        "sigma(t)*(1 - sigma(t))",
    )
    .line("S0.32", "sigma(t)*(1 - sigma(t))", by=odds.sigmoid_derivative)
    .done()
)

last = one_feature.typeset(sigma=r"\operatorname{sig}", t="x", w=r"\omega", c="b", b="y")

mean_gradient = (
    draft(
        letters,
        "The gradient",
        "D(M, beta[j])",
        "(1/m)*Sum((p[i] - y[i])*x[i,j], i)",
        items="S0.28",
    )
    .line("S0.29", "-(1/m*D(F, beta[j]))", by=[definition("M"), linearity])
    .line("", f"-(1/m*D({GAINS}, beta[j]))", by=[definition("F"), likelihood.log_likelihood])
    .line(
        "S0.30",
        "-(1/m*Sum(y[i]*(1/p[i])*D(p[i], beta[j])"
        " - (1 - y[i])*(1/(1 - p[i]))*D(p[i], beta[j]), i))",
        by=calculus,
    )
    .line(
        "S0.31",
        f"-(1/m*Sum(y[i]*(1/{SIG})*D({SIG}, beta[j])"
        f" - (1 - y[i])*(1/(1 - {SIG}))*D({SIG}, beta[j]), i))",
        by=definition("p"),
    )
    .line(
        "S0.33",
        f"-(1/m*Sum((y[i]*(1/{SIG}) - (1 - y[i])*(1/(1 - {SIG})))"
        f"*({SIG}*(1 - {SIG}))*D(eta[i], beta[j]), i))",
        by=[calculus, odds.sigmoid_derivative],
    )
    .erratum("E5", 0, last)
    .line(
        "S0.34",
        f"-(1/m*Sum((y[i]*(1 - {SIG}) - (1 - y[i])*{SIG})*x[i,j], i))",
        by=[gradient.eta_derivative, algebra],
    )
    .erratum("E5", 1, last)
    .line("S0.35", f"(1/m)*Sum(({SIG} - y[i])*x[i,j], i)", by=algebra)
    .erratum("E5", 2, last)
    .line("S0.36", "(1/m)*Sum((p[i] - y[i])*x[i,j], i)", by=definition("p"))
    .done()
)

whole_gradient = (
    draft(
        letters,
        "All components at once",
        "D(M, beta)",
        "(1/m)*(X.T @ (p - y))",
    )
    .erratum("E5", 3, last)
    .line("S0.37", "(1/m)*(X.T @ (p - y))", by=mean_gradient.theorem)
    .done()
)

only_constant = (
    draft(
        last,
        "The last component, for one sample with one feature",
        "D(A(w*t + c) - b*(w*t + c), c)",
        "sigma(w*t + c) - b",
        items="S0.37",
    )
    .line("", "sigma(w*t + c) - b", by=[calculus, likelihood.softplus_derivative])
    .done()
)
