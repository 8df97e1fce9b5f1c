"""Source 3: from a straight line to the gradient, with rules for derivatives by a vector."""

from __future__ import annotations

from lrmath.calc import algebra, calculus, definition, given, linearity
from lrmath.errata.letters import shares
from lrmath.theorems import gradient, likelihood
from lrmath.theorems.notation import book

from .core import draft

#: The text counts its samples by n and has no letter for the number of features, here d.
LETTERS = {"beta": "w", "m": "n", "n": "d", "eta": r"w^{\top} x"}
letters = book.define("F", "log(L)").typeset(**LETTERS)

# ---------------------------------------------------------------- the constant, absorbed
# beta, v: the longer vectors w' and x'; c: the constant b
absorbed = (
    book.assume("v[1] = 1").define("c", "beta[1]").typeset(beta="w'", v="x'", c="b", n="d'", k="k")
)
OTHERS = "Sum((1 - KroneckerDelta(k, 1))*beta[k]*v[k], k)"

constant = (
    draft(
        absorbed,
        "$x'$ begins with 1 and $w'$ with $b$",
        "beta.T @ v",
        f"c + {OTHERS}",
        items="S3.5",
    )
    .line("S3.4", f"beta[1]*v[1] + {OTHERS}", by=algebra)
    .line("", f"beta[1] + {OTHERS}", by=given)
    .line("S3.2", f"c + {OTHERS}", by=definition("c"))
    .done()
)

# ---------------------------------------------------------------- one label, all labels
probability = (
    draft(letters, "The probability of label 1", "p[i]", "1/(1 + exp(-eta[i]))", items="S3.9")
    .line("", "sigma(eta[i])", by=definition("p"))
    .line("S3.9, S3.15", "1/(1 + exp(-eta[i]))", by=definition("sigma"))
    .done()
)

one_label = (
    draft(
        letters,
        "Two cases in one line, {eq}`eq-bernoulli`",
        "y[i]*p[i] + (1 - y[i])*(1 - p[i])",
        "p[i]**y[i]*(1 - p[i])**(1 - y[i])",
        items="S3.10",
    )
    .slip(
        "S3.11",
        "E18",
        "p[i]**g[i]*(1 - p[i])**(1 - g[i]**i)",
        left="p[i]**g[i]*(1 - p[i])**(1 - g[i])",
        context=shares.typeset(**LETTERS),
    )
    .line("S3.11", "p[i]**y[i]*(1 - p[i])**(1 - y[i])", by=likelihood.bernoulli)
    .done()
)

GAINS = "y[i]*log(p[i]) + (1 - y[i])*log(1 - p[i])"

log_likelihood = (
    draft(letters, "The log-likelihood $F$", "F", f"Sum({GAINS}, i)")
    .line(
        "S3.12, S3.13",
        "log(Product(p[i]**y[i]*(1 - p[i])**(1 - y[i]), i))",
        by=[definition("F"), definition("L")],
    )
    .line("S3.14", f"Sum({GAINS}, i)", by=algebra)
    .done()
)

sign = (
    draft(letters, "$F$ is a gain: the loss $J$ of this book is $-F$", "F", "-J", items="S3.13")
    .line(
        "",
        "-Sum(A(eta[i]) - y[i]*eta[i], i)",
        by=[definition("F"), likelihood.negative_log_likelihood],
    )
    .line("", "-J", by=definition("J"))
    .done()
)

# ---------------------------------------------------------------- rules, entry by entry
# G, H: the text's matrix A, on either side; v: its vector X; z: a matrix in the place of X
rules = (
    book.sizes("N")
    .index("c e", "N")
    .array("g", "m,n", whole="G")
    .array("h", "n,m", whole="H")
    .array("z", "n,N", whole="Z")
    .typeset(g="a", G="A", h="a", H="A", v="X", z="X", Z="X", m="q", n="d")
)

left_factor = (
    draft(
        rules,
        "Entry $i$ of $AX$, by entry $j$ of the vector $X$",
        "D(Sum(g[i,k]*v[k], k), v[j])",
        "g[i,j]",
    )
    .line("", "Sum(g[i,k]*KroneckerDelta(k, j), k)", by=calculus)
    .line("S3.17", "g[i,j]", by=algebra)
    .done()
)

left_factor_matrix = (
    draft(
        rules,
        "Entry $(i, c)$ of $AX$, by entry $(j, e)$ of a *matrix* $X$",
        "D(Sum(g[i,k]*z[k,c], k), z[j,e])",
        "g[i,j]*KroneckerDelta(c, e)",
    )
    .slip("S3.17", "", "g[i,j]")
    .line("", "Sum(g[i,k]*(KroneckerDelta(k, j)*KroneckerDelta(c, e)), k)", by=calculus)
    .line("S3.17", "g[i,j]*KroneckerDelta(c, e)", by=algebra)
    .done()
)

right_factor = (
    draft(
        rules,
        "Entry $i$ of $X^\\top A$, by entry $j$ of the vector $X$",
        "D(Sum(v[k]*h[k,i], k), v[j])",
        "h[j,i]",
    )
    .line("", "Sum(KroneckerDelta(k, j)*h[k,i], k)", by=calculus)
    .line("S3.18", "h[j,i]", by=algebra)
    .done()
)

# ---------------------------------------------------------------- the derivative of p
# v: the features x of one sample; P: its probability p
sample = letters.define("P", "sigma(beta.T @ v)", domain="unit").typeset(v="x", P="p")

E = "exp(-(beta.T @ v))"
UNDER = f"(1 + {E})**2"

linear_form = (
    draft(sample, "A linear form", "D(beta.T @ v, beta)", "v", items="S3.19")
    .line("", "v", by=[calculus, algebra])
    .done()
)

slope = (
    draft(
        sample,
        "The derivative of $p$ by the vector $w$",
        "D(P, beta)",
        "P*(1 - P)*v",
        items="S3.20",
    )
    .line("S3.21", f"D(1/(1 + {E}), beta)", by=[definition("P"), definition("sigma")])
    .slip("S3.22", "E19", f"D(1 + {E}, beta)/{UNDER}")
    .line("S3.22", f"-D(1 + {E}, beta)/{UNDER}", by=calculus)
    .slip("S3.23", "E19", f"{E}*D(-(beta.T @ v), beta)/{UNDER}")
    .line("S3.23", f"-({E}*D(-(beta.T @ v), beta))/{UNDER}", by=calculus)
    .slip("S3.24", "E19", f"{E}*(-v)/{UNDER}")
    .line("S3.24", f"-({E}*(-v))/{UNDER}", by=[calculus, algebra])
    .slip("S3.25", "E19", "P*(1 - P)*v", left=f"{E}*(-v)/{UNDER}")
    .line("", f"1/(1 + {E})*(1 - 1/(1 + {E}))*v", by=algebra)
    .line("S3.25", "P*(1 - P)*v", by=[definition("P"), definition("sigma")])
    .done()
)

# ---------------------------------------------------------------- the gradient of F
ascent = (
    draft(
        letters,
        "Component $j$ of $\\nabla_{\\!w} F$",
        "D(F, beta[j])",
        "Sum((y[i] - p[i])*x[i,j], i)",
        items="S3.16",
    )
    .line("", f"D(Sum({GAINS}, i), beta[j])", by=[definition("F"), likelihood.log_likelihood])
    .line("S3.26", f"Sum(D({GAINS}, beta[j]), i)", by=linearity)
    .slip("S3.27", "E20", "Sum(y[i]*(1/p[i]) + (1 - y[i])*(1/(1 - p[i])), i)")
    .line(
        "S3.27",
        "Sum(y[i]*D(log(p[i]), beta[j]) + (1 - y[i])*D(log(1 - p[i]), beta[j]), i)",
        by=linearity,
    )
    .line(
        "S3.28",
        "Sum(y[i]*(D(p[i], beta[j])/p[i]) + (1 - y[i])*(-D(p[i], beta[j])/(1 - p[i])), i)",
        by=calculus,
    )
    .line(
        "S3.29",
        "Sum(y[i]*(p[i]*(1 - p[i])*x[i,j]/p[i])"
        " + (1 - y[i])*(-(p[i]*(1 - p[i])*x[i,j])/(1 - p[i])), i)",
        by=gradient.p_derivative,
    )
    .line("S3.30", "Sum((y[i] - p[i])*x[i,j], i)", by=algebra)
    .done()
)

whole = (
    draft(
        letters,
        "All components at once, $x_i$ being row $i$ of $X$",
        "D(F, beta)",
        "X.T @ (y - p)",
        items="S3.30",
    )
    .line("", "X.T @ (y - p)", by=ascent.theorem)
    .done()
)
