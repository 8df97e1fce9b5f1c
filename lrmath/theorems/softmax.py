"""Chapter *Softmax regression*, second half: all samples, the loss and its derivatives."""

from __future__ import annotations

from lrmath.calc import algebra, calculus, definition, given, linearity, positivity

from .notation import book

# ---------------------------------------------------------------- all samples: the model
# W: a column of coefficients for each class; O: scores; P: fitted probabilities; Y: labels
model = (
    book.sizes("K")
    .index("a c h", "K")
    .array("w", "n,K", whole="W")
    .array("Y", "m,K", "binary")
    .define("O[i,a]", "Sum(x[i,k]*w[k,a], k)")
    .define("P[i,a]", "exp(O[i,a])/Sum(exp(O[i,h]), h)", domain="positive")
    .define("LW", "Product(Product(P[i,a]**Y[i,a], a), i)", domain="positive")
    .define("lse[i]", "log(Sum(exp(O[i,h]), h))")
    .define("JW", "Sum(lse[i] - Sum(Y[i,a]*O[i,a], a), i)")
    .typeset(lse=r"\operatorname{lse}", LW=r"\mathcal{L}(W)", JW="J(W)")
)
coded = model.assume("Sum(Y[i,a], a) = 1")

cross_entropy = (
    coded.claim("eq-softmax-nll", "-log(LW)", "JW")
    .step("-log(Product(Product(P[i,a]**Y[i,a], a), i))", by=definition("LW"))
    .step("-Sum(Sum(Y[i,a]*log(P[i,a]), a), i)", by=algebra)
    .step(
        "-Sum(Sum(Y[i,a]*(O[i,a] - lse[i]), a), i)",
        by=[definition("P", "lse"), algebra],
    )
    .step(
        "Sum(lse[i]*Sum(Y[i,a], a) - Sum(Y[i,a]*O[i,a], a), i)",
        by=algebra,
    )
    .step("Sum(lse[i] - Sum(Y[i,a]*O[i,a], a), i)", by=given)
    .step("JW", by=definition("JW"))
    .qed()
)

# the label of a sample follows an exponential family; its scores are the parameter
family = (
    coded.claim(
        "eq-softmax-family",
        "Product(P[i,a]**Y[i,a], a)",
        "exp(Sum(Y[i,a]*O[i,a], a) - lse[i])",
    )
    .step("exp(Sum(Y[i,a]*log(P[i,a]), a))", by=algebra)
    .step(
        "exp(Sum(Y[i,a]*O[i,a], a) - lse[i]*Sum(Y[i,a], a))",
        by=[definition("P", "lse"), algebra],
    )
    .step("exp(Sum(Y[i,a]*O[i,a], a) - lse[i])", by=given)
    .qed()
)

margins = (
    model.claim(
        "eq-softmax-margins", "JW", "Sum(log(Sum(exp(O[i,h] - Sum(Y[i,a]*O[i,a], a)), h)), i)"
    )
    .step("Sum(lse[i] - Sum(Y[i,a]*O[i,a], a), i)", by=definition("JW"))
    .step(
        "Sum(log(exp(-Sum(Y[i,a]*O[i,a], a))*Sum(exp(O[i,h]), h)), i)",
        by=[definition("lse"), algebra],
    )
    .step("Sum(log(Sum(exp(O[i,h] - Sum(Y[i,a]*O[i,a], a)), h)), i)", by=algebra)
    .qed()
)

rows = (
    model.claim("eq-softmax-rows", "Sum(P[i,a], a)", "1")
    .step("1", by=[definition("P"), algebra])
    .qed()
)

score_slope = (
    model.claim("eq-score-slope", "D(O[i,a], w[j,c])", "KroneckerDelta(a, c)*x[i,j]")
    .step("D(Sum(x[i,k]*w[k,a], k), w[j,c])", by=definition("O"))
    .step("KroneckerDelta(a, c)*x[i,j]", by=[calculus, algebra])
    .qed()
)

lse_slope = (
    model.claim("eq-lse-slope", "D(lse[i], w[j,c])", "P[i,c]*x[i,j]")
    .step("D(log(Sum(exp(O[i,h]), h)), w[j,c])", by=definition("lse"))
    .step("Sum(exp(O[i,h])*D(O[i,h], w[j,c]), h)/Sum(exp(O[i,h]), h)", by=calculus)
    .step("exp(O[i,c])*x[i,j]/Sum(exp(O[i,h]), h)", by=[score_slope, algebra])
    .step("P[i,c]*x[i,j]", by=definition("P"))
    .qed()
)

gradient = (
    model.claim("eq-softmax-gradient", "D(JW, w[j,c])", "Sum((P[i,c] - Y[i,c])*x[i,j], i)")
    .step(
        "D(Sum(lse[i] - Sum(Y[i,a]*O[i,a], a), i), w[j,c])",
        by=definition("JW"),
    )
    .step(
        "Sum(D(lse[i], w[j,c]) - Sum(Y[i,a]*D(O[i,a], w[j,c]), a), i)",
        by=linearity,
    )
    .step("Sum(P[i,c]*x[i,j] - Sum(Y[i,a]*D(O[i,a], w[j,c]), a), i)", by=lse_slope)
    .step("Sum(P[i,c]*x[i,j] - Y[i,c]*x[i,j], i)", by=[score_slope, algebra])
    .wrong("Sum((sigma(O[i,c]) - Y[i,c])*x[i,j], i)")
    .step("Sum((P[i,c] - Y[i,c])*x[i,j], i)", by=algebra)
    .qed()
)

gradient_matrix = (
    model.claim("eq-softmax-gradient-matrix", "D(JW, W)", "X.T @ (P - Y)")
    .step("X.T @ (P - Y)", by=gradient)
    .qed()
)

balance = (
    coded.claim("eq-softmax-balance", "Sum(D(JW, w[j,c]), c)", "0")
    .step("Sum(Sum((P[i,c] - Y[i,c])*x[i,j], i), c)", by=gradient)
    .step("Sum((Sum(P[i,c], c) - Sum(Y[i,c], c))*x[i,j], i)", by=algebra)
    .step("Sum((1 - 1)*x[i,j], i)", by=[rows, given])
    .step("0", by=algebra)
    .qed()
)

probability_slope = (
    model.claim(
        "eq-softmax-slope", "D(P[i,a], w[l,c])", "P[i,a]*(KroneckerDelta(a, c) - P[i,c])*x[i,l]"
    )
    .step(
        "P[i,a]*(KroneckerDelta(a, c) - P[i,c])*x[i,l]",
        by=[definition("P"), calculus, score_slope, algebra],
    )
    .qed()
)

hessian = (
    model.claim(
        "eq-softmax-hessian",
        "D(JW, w[j,a], w[l,c])",
        "Sum(P[i,a]*(KroneckerDelta(a, c) - P[i,c])*x[i,j]*x[i,l], i)",
    )
    .step("D(Sum((P[i,a] - Y[i,a])*x[i,j], i), w[l,c])", by=gradient)
    .step("Sum(D(P[i,a], w[l,c])*x[i,j], i)", by=linearity)
    .step("Sum(P[i,a]*(KroneckerDelta(a, c) - P[i,c])*x[i,l]*x[i,j], i)", by=probability_slope)
    .step("Sum(P[i,a]*(KroneckerDelta(a, c) - P[i,c])*x[i,j]*x[i,l], i)", by=algebra)
    .qed()
)

# ---------------------------------------------------------------- all samples: curvature
# g: a direction in the space of W; d: how fast the scores move along it
moved = (
    model.array("g", "n,K", whole="G")
    .define("d[i,a]", "Sum(x[i,k]*g[k,a], k)")
    .define("mu[i]", "Sum(P[i,a]*d[i,a], a)")
)

quadratic_form = (
    moved.claim(
        "eq-softmax-quadratic-form",
        "Sum(Sum(Sum(Sum(g[j,a]*D(JW, w[j,a], w[l,c])*g[l,c], l), c), j), a)",
        "1/2*Sum(Sum(Sum(P[i,a]*P[i,c]*(d[i,a] - d[i,c])**2, c), a), i)",
    )
    .step(
        "Sum(Sum(Sum(Sum(g[j,a]*Sum(P[i,a]*(KroneckerDelta(a, c) - P[i,c])*x[i,j]*x[i,l], i)"
        "*g[l,c], l), c), j), a)",
        by=hessian,
    )
    .step(
        "Sum(Sum(Sum(d[i,a]*P[i,a]*(KroneckerDelta(a, c) - P[i,c])*d[i,c], c), a), i)",
        by=[definition("d"), algebra],
    )
    .step("Sum(Sum(P[i,a]*d[i,a]**2, a)*1 - mu[i]**2, i)", by=[definition("mu"), algebra])
    .step("Sum(Sum(P[i,a]*d[i,a]**2, a)*Sum(P[i,c], c) - mu[i]**2, i)", by=rows)
    .step(
        "1/2*Sum(Sum(Sum(P[i,a]*P[i,c]*(d[i,a] - d[i,c])**2, c), a), i)",
        by=[definition("mu"), algebra],
    )
    .qed()
)

convex = (
    moved.claim(
        "eq-softmax-convex",
        "Sum(Sum(Sum(Sum(g[j,a]*D(JW, w[j,a], w[l,c])*g[l,c], l), c), j), a)",
        ">= 0",
    )
    .step("1/2*Sum(Sum(Sum(P[i,a]*P[i,c]*(d[i,a] - d[i,c])**2, c), a), i)", by=quadratic_form)
    .step(">= 0", by=positivity)
    .qed()
)

# ---------------------------------------------------------------- one direction too many
# every class gets the same v on top: scores T, loss JT
translated = (
    model.define("T[i,a]", "Sum(x[i,k]*(w[k,a] + v[k]), k)")
    .define("JT", "Sum(log(Sum(exp(T[i,h]), h)) - Sum(Y[i,a]*T[i,a], a), i)")
    .define("f[i]", "Sum(x[i,k]*v[k], k)")
    .typeset(JT=r"J(W + v\mathbf{1}^\top)")
)

scores_moved = (
    translated.claim("eq-scores-moved", "T[i,a]", "O[i,a] + f[i]")
    .step("Sum(x[i,k]*w[k,a], k) + Sum(x[i,k]*v[k], k)", by=[definition("T"), algebra])
    .step("O[i,a] + f[i]", by=definition("O", "f"))
    .qed()
)

translation = (
    translated.assume("Sum(Y[i,a], a) = 1")
    .claim("eq-softmax-translation", "JT", "JW")
    .step("Sum(log(Sum(exp(T[i,h]), h)) - Sum(Y[i,a]*T[i,a], a), i)", by=definition("JT"))
    .step(
        "Sum(log(Sum(exp(O[i,h] + f[i]), h)) - Sum(Y[i,a]*(O[i,a] + f[i]), a), i)",
        by=scores_moved,
    )
    .step(
        "Sum(lse[i] + f[i] - Sum(Y[i,a]*O[i,a], a) - f[i]*Sum(Y[i,a], a), i)",
        by=[definition("lse"), algebra],
    )
    .step("Sum(lse[i] - Sum(Y[i,a]*O[i,a], a), i)", by=given)
    .step("JW", by=definition("JW"))
    .qed()
)
