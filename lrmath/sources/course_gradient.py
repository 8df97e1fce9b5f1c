"""Source 4: the gradient of the cost, for students of an online course."""

from __future__ import annotations

from lrmath.calc import algebra, calculus, definition, given, linearity
from lrmath.theorems import gradient
from lrmath.theorems.notation import book

from .core import draft

LETTERS = {
    "beta": r"\theta",
    "x": r"x_{#2}^{(#1)}",
    "y": r"y^{(#1)}",
    "eta": r"\theta^{\top} x^{(#1)}",
    "p": r"h_{\theta}(x^{(#1)})",
    "sigma": "g",
}
GAIN = "y[i]*log(p[i]) + (1 - y[i])*log(1 - p[i])"
COST = "-(y[i]*log(p[i])) - (1 - y[i])*log(1 - p[i])"

#: C: the cost of a sample; M: the mean cost, which the text calls J; K: its k, one for each sample.
letters = (
    book.define("C[i]", COST)
    .define("M", "Sum(C[i], i)/m")
    .define("K[i]", "exp(-eta[i])", domain="positive")
    .typeset(**LETTERS, M=r"J(\theta)", C=r"\operatorname{Cost}")
    .typeset(p=r"h_{\theta}", C=r"\operatorname{Cost}^{(#1)}", K=r"k^{(#1)}")
    .typeset(K="k")
)

# ---------------------------------------------------------------- the cost of one sample
ONE_LINE = "-(b*log(q)) - (1 - b)*log(1 - q)"
single = book.typeset(b="y", q=r"h")

label_one = (
    draft(single.assume("b = 1"), "The cost of a sample with $y = 1$", ONE_LINE, "-log(q)")
    .line("", "-(1*log(q)) - (1 - 1)*log(1 - q)", by=given)
    .line("S4.4", "-log(q)", by=algebra)
    .done()
)

label_zero = (
    draft(single.assume("b = 0"), "The cost of a sample with $y = 0$", ONE_LINE, "-log(1 - q)")
    .line("", "-(0*log(q)) - (1 - 0)*log(1 - q)", by=given)
    .line("S4.4", "-log(1 - q)", by=algebra)
    .done()
)

one_sample = (
    draft(letters, "The cost of sample $i$, in one line", "C[i]", COST)
    .slip("S4.6", "E22", "-(y[i]*log(p[1])) - (1 - y[i])*log(1 - p[i])")
    .line("S4.6", COST, by=definition("C"))
    .done()
)

# ---------------------------------------------------------------- the mean cost
mean = (
    draft(letters, "The cost of all samples", "M", f"-(1/m*Sum({GAIN}, i))")
    .slip("S4.5", "E21", "1/(2*m)*Sum(C[i], i)")
    .line("S4.5", "1/m*Sum(C[i], i)", by=definition("M"))
    .line("", f"1/m*Sum({COST}, i)", by=definition("C"))
    .slip("S4.8", "E23", f"-(1/m*Sum({COST}, i))")
    .line("S4.8", f"-(1/m*Sum({GAIN}, i))", by=algebra)
    .done()
)

# ---------------------------------------------------------------- the slope of g
E = "exp(-eta[i])"
HALVES = "1/(1 + K[i])*(1 - 1/(1 + K[i]))"
WHOLE = f"1/(1 + {E})*(1 - 1/(1 + {E}))"

slope = (
    draft(
        letters,
        r"The slope of $g(\theta^\top x)$",
        "D(sigma(eta[i]), beta[j])",
        "sigma(eta[i])*(1 - sigma(eta[i]))*x[i,j]",
        items="S4.13",
    )
    .line("S4.14", f"D(1/(1 + {E}), beta[j])", by=definition("sigma"))
    .line("S4.15", f"D((1 + {E})**(-1), beta[j])", by=algebra)
    .slip("S4.16", "E24", f"-((1 + {E})**(-2)*exp({E})*x[i,j])")
    .line("S4.16", f"-((1 + {E})**(-2)*{E}*(-x[i,j]))", by=[calculus, gradient.eta_derivative])
    .slip("S4.17", "E24", f"-(exp({E})*(-x[i,j]))/(1 + exp({E}))**2")
    .line("S4.17", f"-({E}*(-x[i,j]))/(1 + {E})**2", by=algebra)
    .slip("S4.18", "E25", "K[i]/(1 + K[i])**2*x[i,l]")
    .line("S4.18", "K[i]/(1 + K[i])**2*x[i,j]", by=definition("K"))
    .slip("S4.19", "E25", "1/(1 + K[i])*((1 + K[i] - 1)/(1 + K[i]))*x[i,l]")
    .line("S4.19", "1/(1 + K[i])*((1 + K[i] - 1)/(1 + K[i]))*x[i,j]", by=algebra)
    .slip("S4.20", "E25", f"{HALVES}*x[i,l]")
    .line("S4.20", f"{HALVES}*x[i,j]", by=algebra)
    .slip("S4.21", "E25", f"{WHOLE}*x[i,l]")
    .line("S4.21", f"{WHOLE}*x[i,j]", by=definition("K"))
    .slip("S4.22", "E25", "sigma(eta[i])*(1 - sigma(eta[i]))*x[i,l]")
    .line("S4.22", "sigma(eta[i])*(1 - sigma(eta[i]))*x[i,j]", by=definition("sigma"))
    .done()
)

# ---------------------------------------------------------------- the gradient
G = "sigma(eta[i])"
PULL = f"(y[i]*(1/{G}) - (1 - y[i])*(1/(1 - {G})))"


def by_component(index: str) -> dict[str, str]:
    """The lines from S4.23 on, with this component of the features; the text has the vector."""
    x = f"x[i,{index}]"
    return {
        "S4.23": f"-(1/m*Sum({PULL}*({G}*(1 - {G})*{x}), i))",
        "S4.24": f"-(1/m*Sum(y[i]*(1 - {G})*{x} - (1 - y[i])*{G}*{x}, i))",
        "S4.25": f"-(1/m*Sum(y[i]*{x} - y[i]*{G}*{x} - {G}*{x} + y[i]*{G}*{x}, i))",
        "S4.27": f"-(1/m*Sum(y[i]*{x} - {G}*{x}, i))",
        "S4.28": f"-(1/m*Sum((y[i] - {G})*{x}, i))",
        "S4.29": f"1/m*Sum((p[i] - y[i])*{x}, i)",
    }


RIGHT, PRINTED = by_component("j"), by_component("l")

cost_gradient = (
    draft(letters, "The gradient of the cost", "D(M, beta[j])", RIGHT["S4.29"])
    .slip("S4.9", "E23", f"D(-(1/m*Sum({COST}, i)), beta[j])")
    .line("S4.9", f"D(-(1/m*Sum({GAIN}, i)), beta[j])", by=mean.theorem)
    .line(
        "S4.10",
        "-(1/m*Sum(y[i]*(1/p[i])*D(p[i], beta[j])"
        " + (1 - y[i])*(1/(1 - p[i]))*D(-p[i], beta[j]), i))",
        by=calculus,
    )
    .line(
        "S4.11",
        "-(1/m*Sum((y[i]*(1/p[i]) - (1 - y[i])*(1/(1 - p[i])))*D(p[i], beta[j]), i))",
        by=calculus,
    )
    .line("S4.12", f"-(1/m*Sum({PULL}*D({G}, beta[j]), i))", by=definition("p"))
    .slip("S4.23", "E25", PRINTED["S4.23"])
    .line("S4.23", RIGHT["S4.23"], by=slope.theorem)
    .slip("S4.24", "E25", PRINTED["S4.24"])
    .line("S4.24", RIGHT["S4.24"], by=algebra)
    .slip("S4.25", "E25", PRINTED["S4.25"])
    .line("S4.25", RIGHT["S4.25"], by=algebra)
    .slip("S4.27", "E25", PRINTED["S4.27"])
    .line("S4.26, S4.27", RIGHT["S4.27"], by=algebra)
    .slip("S4.28", "E25", PRINTED["S4.28"])
    .line("S4.28", RIGHT["S4.28"], by=algebra)
    .slip("S4.29", "E25", PRINTED["S4.29"])
    .line("S4.29", RIGHT["S4.29"], by=[definition("p"), algebra])
    .done()
)

all_components = (
    draft(letters, "All components at once", "D(M, beta)", "1/m*(X.T @ (p - y))")
    .line("S4.29", "1/m*(X.T @ (p - y))", by=cost_gradient.theorem)
    .done()
)

# ---------------------------------------------------------------- the same form
LINEAR = "1/m*Sum((eta[i] - y[i])*x[i,j], i)"

linear_regression = (
    draft(
        letters,
        r"Linear regression, $h_\theta(x) = \theta^\top x$",
        "D(1/(2*m)*Sum((eta[i] - y[i])**2, i), beta[j])",
        LINEAR,
    )
    .slip("S4.7", "", RIGHT["S4.29"])
    .line("", "D(1/m*Sum((eta[i] - y[i])**2/2, i), beta[j])", by=algebra)
    .line("", "1/m*D(Sum((eta[i] - y[i])**2/2, i), beta[j])", by=linearity)
    .line("S4.30", LINEAR, by=gradient.least_squares_gradient)
    .done()
)
