"""Chapter *Softmax regression*."""

from __future__ import annotations

from lrmath.calc import algebra, calculus, definition, given, linearity, positivity

from .notation import book

# ---------------------------------------------------------------- one sample: scores, softmax
# o: the scores of K classes; pi: their softmax; d: a direction in the space of scores
scored = (
    book.sizes("K")
    .index("a c h", "K")
    .array("o", "K")
    .array("d", "K")
    .define("pi[a]", "exp(o[a])/Sum(exp(o[h]), h)", domain="positive")
    .define("lse", "log(Sum(exp(o[h]), h))")
    .typeset(lse=r"\operatorname{lse}(o)")
)

softmax = (
    scored.claim("eq-softmax", "pi[a]", "exp(o[a])/Sum(exp(o[h]), h)")
    .step("exp(o[a])/Sum(exp(o[h]), h)", by=definition("pi"))
    .qed()
)

total = (
    scored.claim("eq-softmax-total", "Sum(pi[a], a)", "1")
    .step("Sum(exp(o[a])/Sum(exp(o[h]), h), a)", by=definition("pi"))
    .step("Sum(exp(o[a]), a)/Sum(exp(o[h]), h)", by=linearity)
    .step("1", by=algebra)
    .qed()
)

log_ratio = (
    scored.claim("eq-softmax-odds", "log(pi[a]/pi[c])", "o[a] - o[c]")
    .step("log(exp(o[a])/exp(o[c]))", by=[definition("pi"), algebra])
    .step("o[a] - o[c]", by=algebra)
    .qed()
)

exponential = (
    scored.claim("eq-softmax-exponential", "pi[a]", "exp(o[a] - lse)")
    .step("exp(o[a])/Sum(exp(o[h]), h)", by=definition("pi"))
    .step("exp(o[a] - log(Sum(exp(o[h]), h)))", by=algebra)
    .step("exp(o[a] - lse)", by=definition("lse"))
    .qed()
)

# ---------------------------------------------------------------- a constant added to all scores
shift = (
    scored.claim("eq-softmax-shift", "exp(o[a] + t)/Sum(exp(o[h] + t), h)", "pi[a]")
    .step("exp(o[a])*exp(t)/(Sum(exp(o[h]), h)*exp(t))", by=algebra)
    .step("exp(o[a])/Sum(exp(o[h]), h)", by=algebra)
    .step("pi[a]", by=definition("pi"))
    .qed()
)

lse_shift = (
    scored.claim("eq-lse-shift", "log(Sum(exp(o[h] + t), h))", "lse + t")
    .wrong("lse")
    .step("log(exp(t)*Sum(exp(o[h]), h))", by=algebra)
    .step("t + log(Sum(exp(o[h]), h))", by=algebra)
    .step("lse + t", by=definition("lse"))
    .qed()
)

# ---------------------------------------------------------------- two classes
pair = (
    book.index("a h", "2")
    .array("o", "2")
    .define("pi[a]", "exp(o[a])/Sum(exp(o[h]), h)", domain="positive")
)

two_classes = (
    pair.claim("eq-softmax-two", "pi[1]", "sigma(o[1] - o[2])")
    .step("exp(o[1])/(exp(o[1]) + exp(o[2]))", by=[definition("pi"), algebra])
    .wrong("sigma(o[1])")
    .step("1/(1 + exp(-(o[1] - o[2])))", by=algebra)
    .step("sigma(o[1] - o[2])", by=definition("sigma"))
    .qed()
)

# ---------------------------------------------------------------- slopes
lse_gradient = (
    scored.claim("eq-lse-gradient", "D(lse, o[c])", "pi[c]")
    .step("D(log(Sum(exp(o[h]), h)), o[c])", by=definition("lse"))
    .step("exp(o[c])/Sum(exp(o[h]), h)", by=[calculus, algebra])
    .step("pi[c]", by=definition("pi"))
    .qed()
)

jacobian = (
    scored.claim("eq-softmax-jacobian", "D(pi[a], o[c])", "pi[a]*(KroneckerDelta(a, c) - pi[c])")
    .wrong("pi[a]*(1 - pi[c])")
    .step("D(exp(o[a] - lse), o[c])", by=exponential)
    .step("exp(o[a] - lse)*(KroneckerDelta(a, c) - D(lse, o[c]))", by=calculus)
    .step("pi[a]*(KroneckerDelta(a, c) - pi[c])", by=[exponential, lse_gradient])
    .qed()
)

kernel = (
    scored.claim("eq-softmax-kernel", "Sum(D(pi[a], o[c]), c)", "0")
    .step("Sum(pi[a]*(KroneckerDelta(a, c) - pi[c]), c)", by=jacobian)
    .step("pi[a] - pi[a]*Sum(pi[c], c)", by=algebra)
    .step("0", by=total)
    .qed()
)

# ---------------------------------------------------------------- curvature of one sample
# mu: the mean of d under the probabilities pi
meant = scored.define("mu", "Sum(pi[a]*d[a], a)")

variance = (
    meant.claim(
        "eq-softmax-variance",
        "Sum(Sum(d[a]*D(pi[a], o[c])*d[c], c), a)",
        "Sum(pi[a]*d[a]**2, a) - mu**2",
    )
    .step("Sum(Sum(d[a]*pi[a]*(KroneckerDelta(a, c) - pi[c])*d[c], c), a)", by=jacobian)
    .step("Sum(pi[a]*d[a]**2, a) - Sum(pi[a]*d[a], a)**2", by=algebra)
    .step("Sum(pi[a]*d[a]**2, a) - mu**2", by=definition("mu"))
    .qed()
)

pairs = (
    meant.claim(
        "eq-softmax-pairs",
        "Sum(pi[a]*d[a]**2, a) - mu**2",
        "1/2*Sum(Sum(pi[a]*pi[c]*(d[a] - d[c])**2, c), a)",
    )
    .step("Sum(pi[a]*d[a]**2, a)*1 - Sum(pi[a]*d[a], a)**2", by=definition("mu"))
    .step("Sum(pi[a]*d[a]**2, a)*Sum(pi[c], c) - Sum(pi[a]*d[a], a)**2", by=total)
    .step("1/2*Sum(Sum(pi[a]*pi[c]*(d[a] - d[c])**2, c), a)", by=algebra)
    .qed()
)

lse_convex = (
    meant.claim("eq-lse-convex", "Sum(Sum(d[a]*D(lse, o[a], o[c])*d[c], c), a)", ">= 0")
    .step("Sum(Sum(d[a]*D(pi[a], o[c])*d[c], c), a)", by=lse_gradient)
    .step("Sum(pi[a]*d[a]**2, a) - mu**2", by=variance)
    .step("1/2*Sum(Sum(pi[a]*pi[c]*(d[a] - d[c])**2, c), a)", by=pairs)
    .step(">= 0", by=positivity)
    .qed()
)

# ---------------------------------------------------------------- a bound that no score can raise
# the variance is the mean square around any point t, less a square
around = (
    meant.claim(
        "eq-softmax-around",
        "Sum(pi[a]*d[a]**2, a) - mu**2",
        "<= Sum(pi[a]*(d[a] - t)**2, a)",
    )
    .step("Sum(pi[a]*d[a]**2, a) - 2*t*mu + t**2*1 - (mu - t)**2", by=algebra)
    .step("Sum(pi[a]*d[a]**2, a) - 2*t*mu + t**2*Sum(pi[a], a) - (mu - t)**2", by=total)
    .step("Sum(pi[a]*(d[a] - t)**2, a) - (mu - t)**2", by=[definition("mu"), algebra])
    .step("<= Sum(pi[a]*(d[a] - t)**2, a)", by=positivity)
    .qed()
)

# ---------------------------------------------------------------- why this function and no other
# rho: any positive probabilities
chosen = (
    scored.array("rho", "K", "positive")
    .assume("Sum(rho[a], a) = 1")
    .define("kl", "Sum(rho[a]*log(rho[a]/pi[a]), a)")
    .typeset(kl=r"\mathrm{KL}(\rho, \pi)")
)

variational = (
    chosen.claim(
        "eq-lse-variational",
        "Sum(rho[a]*o[a], a) - Sum(rho[a]*log(rho[a]), a)",
        "lse - kl",
    )
    .step(
        "Sum(rho[a]*o[a], a) - Sum(rho[a]*log(rho[a]/pi[a]), a) - Sum(rho[a]*log(pi[a]), a)",
        by=algebra,
    )
    .step(
        "Sum(rho[a]*o[a], a) - kl - Sum(rho[a]*(o[a] - lse), a)",
        by=[definition("kl"), exponential, algebra],
    )
    .step("lse*Sum(rho[a], a) - kl", by=algebra)
    .step("lse - kl", by=given)
    .qed()
)

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
