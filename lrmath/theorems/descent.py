"""Chapter *Gradient descent and its stochastic version*."""

from __future__ import annotations

from lrmath.calc import algebra, calculus, definition, given, positivity

from .gradient import gradient
from .inequalities import softplus_parabola
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

# how far one predictor can rise above its tangent, and then all of them
step_bend = (
    steps.claim("eq-step-bend", "A(t - alpha*u)", "<= A(t) - alpha*u*sigma(t) + alpha**2*u**2/8")
    .step("A(t + (-alpha*u))", by=algebra)
    .step("<= A(t) + (-alpha*u)*sigma(t) + (-alpha*u)**2/8", by=softplus_parabola)
    .step("A(t) - alpha*u*sigma(t) + alpha**2*u**2/8", by=algebra)
    .qed()
)

step_height = (
    stepped.claim("eq-step-height", "tau[i]", "<= alpha**2*d[i]**2/8")
    .step("A(eta[i] - alpha*d[i]) - A(eta[i]) + alpha*d[i]*sigma(eta[i])", by=definition("tau"))
    .step(
        "<= A(eta[i]) - alpha*d[i]*sigma(eta[i]) + alpha**2*d[i]**2/8"
        " - A(eta[i]) + alpha*d[i]*sigma(eta[i])",
        by=step_bend,
    )
    .step("alpha**2*d[i]**2/8", by=algebra)
    .qed()
)

# C: the bound L of the curvature; the hypothesis holds if 4C is the largest eigenvalue of X'X
BOUND = "Sum(d[i]**2, i) <= 4*C*Sum(g[j]**2, j)"
bounded = stepped.scalar("C", "positive").assume(BOUND).typeset(C="L")

descent = (
    bounded.claim("eq-descent", "JN", "<= J - alpha*(1 - alpha*C/2)*Sum(g[j]**2, j)")
    .step("J - alpha*Sum(g[j]**2, j) + Sum(tau[i], i)", by=step_loss)
    .step("<= J - alpha*Sum(g[j]**2, j) + Sum(alpha**2*d[i]**2/8, i)", by=step_height)
    .wrong("<= J - alpha*Sum(g[j]**2, j)")
    .step("J - alpha*Sum(g[j]**2, j) + alpha**2/8*Sum(d[i]**2, i)", by=algebra)
    .step("<= J - alpha*Sum(g[j]**2, j) + alpha**2/8*(4*C*Sum(g[j]**2, j))", by=given)
    .step("J - alpha*(1 - alpha*C/2)*Sum(g[j]**2, j)", by=algebra)
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

# ---------------------------------------------------------------- the last stretch
# H: the Hessian where the step begins
locally = steps.define("H[j,l]", "D(J, beta[j], beta[l])")

step_jacobian = (
    locally.claim(
        "eq-step-jacobian",
        "D(beta[j] - alpha*D(J, beta[j]), beta[l])",
        "KroneckerDelta(j, l) - alpha*H[j,l]",
    )
    .step("KroneckerDelta(j, l) - alpha*D(J, beta[j], beta[l])", by=calculus)
    .step("KroneckerDelta(j, l) - alpha*H[j,l]", by=definition("H"))
    .qed()
)

eigen = locally.scalar("mu").assume("Sum(H[j,l]*v[l], l) = mu*v[j]").typeset(mu=r"\lambda")

eigen_step = (
    eigen.claim(
        "eq-eigen-step",
        "Sum((KroneckerDelta(j, l) - alpha*H[j,l])*v[l], l)",
        "(1 - alpha*mu)*v[j]",
    )
    .step("v[j] - alpha*Sum(H[j,l]*v[l], l)", by=algebra)
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
