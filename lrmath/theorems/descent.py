"""Chapter *Gradient descent and its stochastic version*."""

from __future__ import annotations

from lrmath.calc import algebra, calculus, definition, given, positivity

from .gradient import gradient, hessian
from .likelihood import softplus_derivative
from .notation import book
from .odds import sigmoid_derivative

# ---------------------------------------------------------------- one step down
# alpha: the step; g: the gradient; d: how fast the predictors move along it;
# tau: how far softplus rises above its tangent
steps = book.scalar("alpha")
stepped = (
    steps.define("g[j]", "D(J, beta[j])")
    .define("d[i]", "Sum(x[i,k]*g[k], k)")
    .define("JN", "Sum(A(eta[i] - alpha*d[i]) - y[i]*(eta[i] - alpha*d[i]), i)")
    .define("tau[i]", "A(eta[i] - alpha*d[i]) - A(eta[i]) + alpha*d[i]*sigma(eta[i])")
    .typeset(JN=r"J(\beta - \alpha g)")
)

step_loss = (
    stepped.claim("eq-step-loss", "JN", "J - alpha*Sum(g[j]**2, j) + Sum(tau[i], i)")
    .step(
        "J - alpha*Sum((p[i] - y[i])*d[i], i) + Sum(tau[i], i)",
        by=[definition("JN", "J", "tau", "p"), algebra],
    )
    .step(
        "J - alpha*Sum(Sum((p[i] - y[i])*x[i,j], i)*g[j], j) + Sum(tau[i], i)",
        by=[definition("d"), algebra],
    )
    .step("J - alpha*Sum(D(J, beta[j])*g[j], j) + Sum(tau[i], i)", by=gradient)
    .step("J - alpha*Sum(g[j]**2, j) + Sum(tau[i], i)", by=definition("g"))
    .qed()
)

# F, F1: the loss before and after the step; z: the gradient; G: its squared length
# C: the bound L of the curvature; s: what the parabola has too much
bounded = (
    steps.scalar("F F1")
    .scalar("s", "nonnegative")
    .scalar("C", "positive")
    .array("z", "n")
    .define("G", "Sum(z[j]**2, j)")
    .assume("F1 = F - alpha*G + C/2*alpha**2*G - s")
    .typeset(C="L", F="J", F1="J^{+}", G=r"\lVert g \rVert^2", z="g")
)

descent = (
    bounded.claim("eq-descent", "F1", "<= F - alpha*(1 - alpha*C/2)*G")
    .step("F - alpha*G + C/2*alpha**2*G - s", by=given)
    .wrong("<= F - alpha*G")
    .step("F - alpha*(1 - alpha*C/2)*G - s", by=algebra)
    .step("<= F - alpha*(1 - alpha*C/2)*G", by=positivity)
    .qed()
)

best_step = (
    steps.scalar("C", "positive")
    .typeset(C="L")
    .claim("eq-best-step", "alpha*(1 - alpha*C/2)", "<= 1/(2*C)")
    .step("1/(2*C) - C/2*(alpha - 1/C)**2", by=algebra)
    .step("<= 1/(2*C)", by=positivity)
    .qed()
)

# ---------------------------------------------------------------- the distance to the minimum
# z: the gradient; w: a minimiser; G: the squared length of the gradient; W: its product with the
# way from the minimiser; P, P1: squared distances to the minimiser, before and after
aims = (
    book.array("z", "n")
    .array("w", "n")
    .scalar("C", "positive")
    .define("G", "Sum(z[j]**2, j)", domain="nonnegative")
    .define("W", "Sum(z[j]*(beta[j] - w[j]), j)")
    .define("P", "Sum((beta[j] - w[j])**2, j)")
    .define("P1", "Sum((beta[j] - z[j]/C - w[j])**2, j)")
    .typeset(
        C="L",
        G=r"\lVert g \rVert^2",
        W=r"g^\top (\beta - \hat{\beta})",
        P="r_k^2",
        P1="r_{k+1}^2",
        w=r"\hat{\beta}",
        z="g",
    )
)

two_distances = (
    aims.claim("eq-two-distances", "C/2*P1", "C/2*P - W + G/(2*C)")
    .step("C/2*Sum((beta[j] - z[j]/C - w[j])**2, j)", by=definition("P1"))
    .step("C/2*P - W + G/(2*C)", by=[definition("P", "W", "G"), algebra])
    .qed()
)

# N: steps taken; F, F1: the loss above its minimum, before and after; a, s: slacks
energy_falls = (
    aims.scalar("F F1")
    .scalar("N a s", "nonnegative")
    .assume("F1 = F - G/(2*C) - a", "F = W - s")
    .typeset(N="k", F=r"\Delta_k", F1=r"\Delta_{k+1}")
    .claim("eq-energy", "(N + 1)*F1 + C/2*P1", "<= N*F + C/2*P")
    .step("(N + 1)*F1 + (C/2*P - W + G/(2*C))", by=two_distances)
    .step("N*F1 + C/2*P - a - s", by=given)
    .step("N*(F - G/(2*C) - a) + C/2*P - a - s", by=given)
    .step("N*F + C/2*P - (N*(G/(2*C) + a) + a + s)", by=algebra)
    .step("<= N*F + C/2*P", by=positivity)
    .qed()
)

# ---------------------------------------------------------------- the last stretch
step_jacobian = (
    steps.claim(
        "eq-step-jacobian",
        "D(beta[j] - alpha*D(J, beta[j]), beta[l])",
        "KroneckerDelta(j, l) - alpha*Sum(p[i]*(1 - p[i])*x[i,j]*x[i,l], i)",
    )
    .step("KroneckerDelta(j, l) - alpha*D(J, beta[j], beta[l])", by=calculus)
    .step("KroneckerDelta(j, l) - alpha*Sum(p[i]*(1 - p[i])*x[i,j]*x[i,l], i)", by=hessian)
    .qed()
)

eigen = (
    steps.array("h", "n,n", whole="H")
    .scalar("mu")
    .assume("Sum(h[j,l]*v[l], l) = mu*v[j]")
    .typeset(mu=r"\lambda")
)

eigen_step = (
    eigen.claim(
        "eq-eigen-step",
        "Sum((KroneckerDelta(j, l) - alpha*h[j,l])*v[l], l)",
        "(1 - alpha*mu)*v[j]",
    )
    .step("v[j] - alpha*Sum(h[j,l]*v[l], l)", by=algebra)
    .step("v[j] - alpha*(mu*v[j])", by=given)
    .step("(1 - alpha*mu)*v[j]", by=algebra)
    .qed()
)

# ---------------------------------------------------------------- two samples, one too long step
# T: a step of length c on the mean loss of x = (1, 1), y = (1, 0)
pair = book.scalar("c", "positive").function("T(t, c)", "t - c*(sigma(t) - 1/2)")

pair_slope = (
    pair.claim("eq-pair-slope", "D((A(t) - t + A(t))/2, t)", "sigma(t) - 1/2")
    .step("sigma(t) - 1/2", by=[calculus, softplus_derivative])
    .qed()
)

pair_odd = (
    pair.claim("eq-pair-odd", "T(-t, c)", "-T(t, c)")
    .step("-t - c*(sigma(-t) - 1/2)", by=definition("T"))
    .step("-(t - c*(sigma(t) - 1/2))", by=[definition("sigma"), algebra])
    .step("-T(t, c)", by=definition("T"))
    .qed()
)

jump = pair.assume("2*t = c*(sigma(t) - 1/2)")

two_cycle = (
    jump.claim("eq-two-cycle", "T(t, c)", "-t")
    .step("t - c*(sigma(t) - 1/2)", by=definition("T"))
    .step("t - 2*t", by=given)
    .step("-t", by=algebra)
    .qed()
)

pair_rate = (
    pair.claim("eq-pair-rate", "D(T(t, c), t)", "1 - c*sigma(t)*(1 - sigma(t))")
    .step("D(t - c*(sigma(t) - 1/2), t)", by=definition("T"))
    .step("1 - c*sigma(t)*(1 - sigma(t))", by=[calculus, sigmoid_derivative])
    .qed()
)

# ---------------------------------------------------------------- one sample at a time
unbiased = (
    book.claim("eq-unbiased", "Sum(1/m*((p[i] - y[i])*x[i,j]), i)", "1/m*D(J, beta[j])")
    .wrong("D(J, beta[j])")
    .step("1/m*Sum((p[i] - y[i])*x[i,j], i)", by=algebra)
    .step("1/m*D(J, beta[j])", by=gradient)
    .qed()
)

# w: a minimiser; P, E: squared distances to it, before and after a step along sample i
# W: the pull; N: the squared length of each row; B: the push
aimed = (
    steps.array("w", "n")
    .define("P", "Sum((beta[j] - w[j])**2, j)")
    .define("E[i]", "Sum((beta[j] - alpha*(p[i] - y[i])*x[i,j] - w[j])**2, j)")
    .define("W", "Sum(D(J, beta[j])*(beta[j] - w[j]), j)")
    .define("N[i]", "Sum(x[i,j]**2, j)")
    .define("B", "Sum((p[i] - y[i])**2*N[i], i)")
    .typeset(w=r"\hat{\beta}", P="r^2", W=r"g^\top (\beta - \hat{\beta})", E="E", B="B", N="N")
)

expected_distance = (
    aimed.claim("eq-expected-distance", "Sum(1/m*E[i], i)", "P - 2*alpha/m*W + alpha**2/m*B")
    .step(
        "P - 2*alpha/m*Sum(Sum((p[i] - y[i])*x[i,j], i)*(beta[j] - w[j]), j) + alpha**2/m*B",
        by=[definition("E", "P", "B", "N"), algebra],
    )
    .step("P - 2*alpha/m*Sum(D(J, beta[j])*(beta[j] - w[j]), j) + alpha**2/m*B", by=gradient)
    .step("P - 2*alpha/m*W + alpha**2/m*B", by=definition("W"))
    .qed()
)

residual_square = (
    book.claim("eq-residual-square", "q*(q - 1)**2 + (1 - q)*q**2", "q*(1 - q)")
    .step("q*(1 - q)", by=algebra)
    .qed()
)
