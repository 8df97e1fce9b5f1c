"""Source 1, its second half: likelihood, gradient and the updates."""

from __future__ import annotations

from lrmath.calc import algebra, calculus, definition
from lrmath.theorems import likelihood
from lrmath.theorems.notation import book
from lrmath.theorems.odds import sigmoid_derivative

from .core import draft

# ---------------------------------------------------------------- all labels
# P: the probability of a label; W: the likelihood L; M: its logarithm; F: the cost J
TERM = "y[i]*log(sigma(z[i])) + (1 - y[i])*log(1 - sigma(z[i]))"
model = (
    book.array("w", "n")
    .scalar("c")
    .define("z[i]", "Sum(w[k]*x[i,k], k) + c")
    .define("P[i]", "sigma(z[i])**y[i]*(1 - sigma(z[i]))**(1 - y[i])", domain="positive")
    .define("W", "Product(P[i], i)", domain="positive")
    .define("M", "log(W)")
    .define("F", "-M")
    .typeset(P="p")
    .typeset(
        c="b",
        sigma=r"\phi",
        x=r"x^{(#1)}_{#2}",
        y=r"y^{(#1)}",
        z=r"z^{(#1)}",
        P=r"p(y^{(#1)})",
        W="L(w)",
        M="l(w)",
        F="J(w)",
    )
)

log_likelihood = (
    draft(model, "The log-likelihood", "M", f"Sum({TERM}, i)")
    .line("S1.22", "log(Product(P[i], i))", by=definition("M", "W"))
    .line("", "Sum(log(P[i]), i)", by=algebra)
    .line("", "Sum(log(sigma(z[i])**y[i]*(1 - sigma(z[i]))**(1 - y[i])), i)", by=definition("P"))
    .line("S1.23", f"Sum({TERM}, i)", by=algebra)
    .done()
)

cost = (
    draft(
        model,
        "The cost is the loss of this book",
        "F",
        "Sum(A(z[i]) - y[i]*z[i], i)",
        items="S1.24",
    )
    .line("", f"-Sum({TERM}, i)", by=[definition("F"), log_likelihood.theorem])
    .line(
        "",
        "-Sum(y[i]*(z[i] - A(z[i])) + (1 - y[i])*(-A(z[i])), i)",
        by=[likelihood.log_sigma, likelihood.log_one_minus_sigma],
    )
    .line("", "Sum(A(z[i]) - y[i]*z[i], i)", by=algebra)
    .done()
)

PULLED = "y[i]*(1/sigma(z[i])) - (1 - y[i])*(1/(1 - sigma(z[i])))"
PRODUCT = "sigma(z[i])*(1 - sigma(z[i]))"

gradient = (
    draft(
        model,
        "The derivative by the weight of feature $j$",
        "D(F, w[j])",
        "-Sum((y[i] - sigma(z[i]))*x[i,j], i)",
    )
    .line("", f"D(-Sum({TERM}, i), w[j])", by=[definition("F"), log_likelihood.theorem])
    .line("S1.36", f"-Sum(({PULLED})*D(sigma(z[i]), w[j]), i)", by=calculus)
    .line("", f"-Sum(({PULLED})*({PRODUCT}*D(z[i], w[j])), i)", by=[calculus, sigmoid_derivative])
    .line("", f"-Sum(({PULLED})*({PRODUCT}*x[i,j]), i)", by=[definition("z"), calculus, algebra])
    .line(
        "",
        "-Sum((y[i]*(1 - sigma(z[i])) - (1 - y[i])*sigma(z[i]))*x[i,j], i)",
        by=algebra,
    )
    .line("S1.36", "-Sum((y[i] - sigma(z[i]))*x[i,j], i)", by=algebra)
    .done()
)

gradient_bias = (
    draft(model, "The derivative by the intercept", "D(F, c)", "-Sum(y[i] - sigma(z[i]), i)")
    .line("", f"D(-Sum({TERM}, i), c)", by=[definition("F"), log_likelihood.theorem])
    .line("", f"-Sum(({PULLED})*D(sigma(z[i]), c), i)", by=calculus)
    .line("", f"-Sum(({PULLED})*({PRODUCT}*D(z[i], c)), i)", by=[calculus, sigmoid_derivative])
    .line("", f"-Sum(({PULLED})*({PRODUCT}*1), i)", by=[definition("z"), calculus])
    .line("S1.37", "-Sum(y[i] - sigma(z[i]), i)", by=algebra)
    .done()
)

# g: the change of a weight, as the notes define it; s: the learning rate
update = (
    draft(
        model.scalar("s").define("g[j]", "-s*D(F, w[j])").typeset(s=r"\eta", g=r"\Delta w_{#1}"),
        "The update of one weight",
        "w[j] + g[j]",
        "w[j] + s*Sum((y[i] - sigma(z[i]))*x[i,j], i)",
        items="S1.35",
    )
    .line("S1.35", "w[j] - s*D(F, w[j])", by=definition("g"))
    .line("S1.37", "w[j] + s*Sum((y[i] - sigma(z[i]))*x[i,j], i)", by=gradient.theorem)
    .done()
)

squares_gradient = (
    draft(
        model,
        "The slope of squared error is another one",
        "D(Sum((sigma(z[i]) - y[i])**2/2, i), w[j])",
        f"-Sum((y[i] - sigma(z[i]))*{PRODUCT}*x[i,j], i)",
        items="S1.21",
    )
    .line("", "Sum((sigma(z[i]) - y[i])*D(sigma(z[i]), w[j]), i)", by=calculus)
    .line(
        "",
        f"Sum((sigma(z[i]) - y[i])*({PRODUCT}*D(z[i], w[j])), i)",
        by=[calculus, sigmoid_derivative],
    )
    .slip("S1.21", "E10", "D(F, w[j])")
    .line(
        "",
        f"-Sum((y[i] - sigma(z[i]))*{PRODUCT}*x[i,j], i)",
        by=[definition("z"), calculus, algebra],
    )
    .done()
)

linear_regression = (
    draft(
        model,
        "Linear regression: $z^{(i)}$ stands where $\\phi(z^{(i)})$ stood",
        "D(Sum((y[i] - z[i])**2/2, i), w[j])",
        "-Sum((y[i] - z[i])*x[i,j], i)",
    )
    .line("", "-Sum((y[i] - z[i])*D(z[i], w[j]), i)", by=[calculus, algebra])
    .line("S1.38", "-Sum((y[i] - z[i])*x[i,j], i)", by=[definition("z"), calculus, algebra])
    .done()
)

one_at_a_time = (
    draft(
        model,
        "The mean of the small steps is the large one, divided by $m$",
        "Sum(1/m*((y[i] - sigma(z[i]))*x[i,j]), i)",
        "-(1/m)*D(F, w[j])",
        items="S1.42",
    )
    .line("", "1/m*Sum((y[i] - sigma(z[i]))*x[i,j], i)", by=algebra)
    .line("S1.41", "-(1/m)*D(F, w[j])", by=gradient.theorem)
    .done()
)
