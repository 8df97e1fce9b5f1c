"""Source 2: a long article, from the search for a curve to a proof of convexity."""

from __future__ import annotations

from lrmath.calc import algebra, both_sides, calculus, definition, positivity
from lrmath.theorems import decisions, descent, distances, gradient, likelihood
from lrmath.theorems.notation import book

from .core import draft
from .curve_search import arctangent as arctangent
from .curve_search import left_end as left_end
from .curve_search import never_done as never_done
from .curve_search import periodic as periodic
from .curve_search import polynomial as polynomial
from .curve_search import recipe as recipe
from .curve_search import right_end as right_end
from .curve_search import rises as rises
from .curve_search import roots as roots
from .curve_search import share as share
from .curve_search import share_left as share_left
from .curve_search import share_right as share_right
from .curve_search import straight as straight
from .two_cases import LETTERS, TERMS, samples
from .two_cases import convex as convex
from .two_cases import one as one
from .two_cases import one_convex as one_convex
from .two_cases import one_gradient as one_gradient
from .two_cases import one_hessian as one_hessian
from .two_cases import semidefinite as semidefinite
from .two_cases import zero as zero
from .two_cases import zero_convex as zero_convex
from .two_cases import zero_gradient as zero_gradient
from .two_cases import zero_hessian as zero_hessian

# ---------------------------------------------------------------- the prediction, at one point
# v: the features x; c: the intercept b; H: the prediction; P1, P0: the two probabilities
WZ = "w.T @ v + c"
point = (
    book.array("w", "n")
    .scalar("c")
    .define("H", f"sigma({WZ})", domain="unit")
    .define("P1", "H", domain="unit")
    .define("P0", "1 - P1", domain="unit")
    .typeset(c="b", v="x", sigma="h", H="h(x)", P1=r"p(1 \mid x)", P0=r"p(0 \mid x)")
)

weighted_sum = (
    draft(point, "A weighted sum", "Sum(w[k]*v[k], k) + c", WZ, items="S2.24")
    .line("S2.25", WZ, by=algebra)
    .done()
)

prediction = (
    draft(point, "The prediction", "H", f"1/(1 + exp(-({WZ})))")
    .line("S2.26", f"1/(1 + exp(-({WZ})))", by=definition("H", "sigma"))
    .done()
)

log_odds = (
    draft(point, "The logarithm of the ratio", "log(P1/P0)", WZ)
    .line("S2.27, S2.28", "log(H/(1 - H))", by=definition("P1", "P0"))
    .line("", f"log(exp({WZ}))", by=[definition("H", "sigma"), algebra])
    .line("S2.29", WZ, by=algebra)
    .done()
)

evidence = (
    draft(
        decisions.evidence,
        "Log-odds after $x$ was seen: densities $f_1$ and $f_0$, share $\\pi$ of class 1",
        "log(r*f/((1 - r)*g))",
        "log(f/g) + log(r/(1 - r))",
    )
    .slip("S2.30", "E14", "log(f/g)")
    .line("S2.30", "log(f/g) + log(r/(1 - r))", by=algebra)
    .done()
)

decision = (
    draft(point, "The class, in four ways", "P1 > P0", f"<=> {WZ} > 0", items="S2.31")
    .line("S2.32", "P1/P0 > 1", by=both_sides)
    .line("S2.33", "log(P1/P0) > 0", by=both_sides)
    .line("S2.34", f"{WZ} > 0", by=log_odds.theorem)
    .done()
)

half = (
    draft(point, "The same as more than ½", "H > 1/2", f"<=> {WZ} > 0")
    .line("", f"1/(1 + exp(-({WZ}))) > 1/2", by=definition("H", "sigma"))
    .line("", f"exp(-({WZ})) < 1", by=both_sides)
    .line("S2.35", f"{WZ} > 0", by=both_sides)
    .done()
)

# ---------------------------------------------------------------- all samples
label = book.typeset(q="h_w(x)", b="y")

one_label = (
    draft(
        label,
        "One formula for both labels, {eq}`eq-bernoulli`",
        "b*q + (1 - b)*(1 - q)",
        "q**b*(1 - q)**(1 - b)",
    )
    .line("S2.41", "q**b*(1 - q)**(1 - b)", by=likelihood.bernoulli)
    .done()
)

honest = (
    draft(
        likelihood.score.typeset(r="r", q="q"),
        "Squared error is smallest at the true probability $q$, too",
        "brier(r, q) - brier(q, q)",
        ">= 0",
    )
    .line("", "(r - q)**2", by=likelihood.excess_brier)
    .line("S2.42", ">= 0", by=positivity)
    .done()
)

log_likelihood = (
    draft(samples, "The logarithm of the likelihood", "log(L)", f"Sum({TERMS}, i)")
    .line("S2.43", "log(Product(p[i]**y[i]*(1 - p[i])**(1 - y[i]), i))", by=definition("L"))
    .line("S2.45", f"Sum({TERMS}, i)", by=algebra)
    .done()
)

# q, r: the probabilities of two samples
two_trials = (
    draft(
        book.typeset(q="p_1", r="p_2"),
        "The probability of one 1 among two labels",
        "q*(1 - r) + (1 - q)*r",
        "2*((q + r)/2)*(1 - (q + r)/2) + (q - r)**2/2",
    )
    .slip("S2.44", "", "2*((q + r)/2)*(1 - (q + r)/2)")
    .line("S2.44", "2*((q + r)/2)*(1 - (q + r)/2) + (q - r)**2/2", by=algebra)
    .done()
)

objective = (
    draft(samples, "What is minimised is the loss of this book", "-log(L)", "J")
    .line("S2.46", f"-Sum({TERMS}, i)", by=log_likelihood.theorem)
    .line(
        "",
        "-Sum(y[i]*(eta[i] - A(eta[i])) + (1 - y[i])*(-A(eta[i])), i)",
        by=[definition("p"), likelihood.log_sigma, likelihood.log_one_minus_sigma],
    )
    .line("", "J", by=[definition("J"), algebra])
    .done()
)

slope = (
    draft(
        samples,
        "Component $j$ of the gradient",
        "D(-log(L), beta[c])",
        "Sum((p[i] - y[i])*x[i,c], i)",
    )
    .line("", f"D(-Sum({TERMS}, i), beta[c])", by=log_likelihood.theorem)
    .line("", "-Sum((y[i]/p[i] - (1 - y[i])/(1 - p[i]))*D(p[i], beta[c]), i)", by=calculus)
    .line(
        "",
        "-Sum((y[i]/p[i] - (1 - y[i])/(1 - p[i]))*(p[i]*(1 - p[i])*x[i,c]), i)",
        by=gradient.p_derivative,
    )
    .line("S2.47", "Sum((p[i] - y[i])*x[i,c], i)", by=algebra)
    .done()
)


# ---------------------------------------------------------------- what convergence takes
STEP = {
    "g": "g",
    "C": r"\Lambda",
    "JN": r"f(w_{k+1})",
    "P": r"\lVert w_k - \hat{w} \rVert^2",
    "P1": r"\lVert w_{k+1} - \hat{w} \rVert^2",
    "W": r"g^{\top} (w_k - \hat{w})",
    "w": r"\hat{w}",
    "z": r"\hat{h}",
    "J": r"f(w_k)",
}
downhill = descent.bounded.typeset(**LETTERS).typeset(
    **{name: tex for name, tex in STEP.items() if name in {"C", "JN", "J"}}
)

falls = (
    draft(
        downhill,
        "One step lowers the objective, if $0 < \\alpha < 2/\\Lambda$",
        "JN",
        "<= J - alpha*(1 - alpha*C/2)*Sum(g[j]**2, j)",
    )
    .line("S2.66", "<= J - alpha*(1 - alpha*C/2)*Sum(g[j]**2, j)", by=descent.descent)
    .done()
)

nearing = distances.firm.assume("alpha > 0").typeset(**LETTERS).typeset(**STEP)

nearer = (
    draft(
        nearing,
        "One step comes nearer to every minimiser $\\hat{w}$",
        "P1",
        "<= P - alpha*(2/C - alpha)*Sum(g[j]**2, j)",
    )
    .line("S2.50", "<= P - alpha*(2/C - alpha)*Sum(g[j]**2, j)", by=distances.nearer)
    .done()
)

# ---------------------------------------------------------------- more than two classes
# t, u: the scores of class 1 and of class 0
two_scores = book.typeset(t=r"w_1^{\top} x", u=r"w_0^{\top} x", sigma="h")

softmax_of_two = (
    draft(
        two_scores,
        "Softmax of two classes",
        "exp(t)/(exp(t) + exp(u))",
        "sigma(t - u)",
        items="S2.70",
    )
    .line("", "1/(1 + exp(-(t - u)))", by=algebra)
    .line("S2.69", "sigma(t - u)", by=definition("sigma"))
    .done()
)
