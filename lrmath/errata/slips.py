"""Slips of other texts, A1 to A7: an online textbook, an interactive page, a set of lectures."""

from __future__ import annotations

from lrmath.theorems import odds
from lrmath.theorems.notation import book

from . import counterexamples as found
from .core import Erratum, Line

classes = book.sizes("K").index("a e", "K").array("o", "K").scalar("c").typeset(a="k", e="h")
ordered = book.assume("r < q")
stopping = book.assume("u - t < 1/1000")

a1 = Erratum(
    "A1",
    "Which of the two is invariant?",
    ("A1",),
    r"$g(x) = \log\sum_i \exp x_i$ satisfies $g(x + b) = g(x)$.",
    "A constant added to every entry is added to $g$. Its gradient, the softmax, does not change.",
    "Function and gradient are spoken of in one breath, and only one is invariant.",
    wrong=(Line("log(Sum(exp(o[a] + c), a))", "log(Sum(exp(o[a]), a))", "A1", classes),),
    right=(
        Line("log(Sum(exp(o[a] + c), a))", "log(Sum(exp(o[a]), a)) + c", context=classes),
        Line("exp(o[e] + c)/Sum(exp(o[a] + c), a)", "exp(o[e])/Sum(exp(o[a]), a)", context=classes),
    ),
)

a2 = Erratum(
    "A2",
    "Noise on the label",
    ("A2",),
    r"$y = o + \epsilon$ with normal $\epsilon$ is called the probit model.",
    r"That is linear regression. The probit model is $Y = \mathbf{1}[o + \varepsilon > 0]$.",
    "Both start from the same noisy line; the threshold makes the model.",
    counterexample=found.noise_on_a_label,
)

a3 = Erratum(
    "A3",
    "One term too many, again",
    ("A3",),
    r"$\sum_{i=0}^n$ over $n$ samples, twice.",
    r"$\sum_{i=1}^n$.",
    "The same slip as in E7: there is no sample 0 when the last one is $n$.",
    wrong=(Line("t", "Sum(t, (i, 0, m))/m", "A3"),),
    right=(Line("t", "Sum(t, (i, 1, m))/m"),),
)

a4 = Erratum(
    "A4",
    "A way and a goal",
    ("A4",),
    "There are two main approaches, gradient descent and maximum likelihood.",
    "Maximum likelihood is the goal, gradient descent a way to it. To set the derivatives to 0 and "
    "solve is another way, but for this model there is no closed formula.",
    "Libraries offer both words in one menu.",
    counterexample=found.descent_finds_the_estimate,
)

a5 = Erratum(
    "A5",
    "The intercept lives on another scale",
    ("A5",),
    "The intercept is the predicted probability where all features are 0.",
    r"The intercept $c$ is the *log-odds* there; the probability is $\sigma(c)$.",
    "In linear regression the sentence would be true of the mean.",
    wrong=(Line("sigma(w*0 + c)", "c", "A5", book.scalar("w c")),),
    right=(Line("logit(sigma(w*0 + c))", "c", context=book.scalar("w c")),),
)

a6 = Erratum(
    "A6",
    "Logarithms turn ratios into differences",
    ("A6",),
    "Ratios of log-odds are log-odds ratios.",
    "*Differences* of log-odds are logarithms of odds ratios.",
    "The word *ratio* moved one step too far to the left.",
    wrong=(Line("log(odds(q)/odds(r))", "logit(q)/logit(r)", "A6", ordered),),
    right=(Line("log(odds(q)/odds(r))", "logit(q) - logit(r)"), odds.odds_ratio),
)

a7 = Erratum(
    "A7",
    "Small, or merely negative?",
    ("A7",),
    r"Stop when $\beta_{k+1} - \beta_k < \mathrm{tol}$. (And the parameter is called random.) "
    "Below, $t$ steps to $u$ with $u - t < 1/1000$: is the step small?",
    "The *size* of the step must be small. A likelihood varies with its parameter; neither is "
    "random there.",
    "In one's head a difference is a distance. A program takes it at its word.",
    wrong=(Line("(u - t)**2", "< (1/1000)**2", "A7", stopping),),
    counterexample=found.a_step_that_stops,
)

SLIPS: dict[str, Erratum] = {e.number: e for e in (a1, a2, a3, a4, a5, a6, a7)}
