"""Chapter *The gradient, four times*: which way is down, for two ways to measure length."""

from __future__ import annotations

from lrmath.calc import algebra, definition, given, positivity

from .notation import book

# v: any direction as long as the gradient g
sloped = book.define("g[j]", "D(J, beta[j])")
equally_long = sloped.assume("Sum(v[j]**2, j) = Sum(g[j]**2, j)")

steepest = (
    equally_long.claim("eq-steepest", "Sum(g[j]*v[j], j)", ">= -Sum(g[j]**2, j)")
    .step("Sum((g[j] + v[j])**2, j)/2 - Sum(g[j]**2, j)/2 - Sum(v[j]**2, j)/2", by=algebra)
    .step(">= -Sum(g[j]**2, j)/2 - Sum(v[j]**2, j)/2", by=positivity)
    .step("-Sum(g[j]**2, j)/2 - Sum(g[j]**2, j)/2", by=given)
    .step("-Sum(g[j]**2, j)", by=algebra)
    .qed()
)

# u: Newton's step, H u = -g, where H_jl is the sum of c_i x_ij x_il; e, d: how fast the predictors
# move along u and along v; v is as long as u in the metric of the Hessian
measured = (
    sloped.array("w", "n")
    .define("c[i]", "p[i]*(1 - p[i])", domain="positive")
    .define("e[i]", "Sum(x[i,k]*w[k], k)")
    .define("d[i]", "Sum(x[i,k]*v[k], k)")
    .assume("g[j] = -Sum(c[i]*x[i,j]*e[i], i)", "Sum(c[i]*d[i]**2, i) = Sum(c[i]*e[i]**2, i)")
    .typeset(w="u")
)

steepest_by_hessian = (
    measured.claim("eq-steepest-hessian", "Sum(g[j]*v[j], j)", ">= -Sum(c[i]*e[i]**2, i)")
    .step("Sum(-Sum(c[i]*x[i,j]*e[i], i)*v[j], j)", by=given)
    .step("-Sum(c[i]*e[i]*d[i], i)", by=[definition("d"), algebra])
    .step(
        "Sum(c[i]*(e[i] - d[i])**2, i)/2 - Sum(c[i]*e[i]**2, i)/2 - Sum(c[i]*d[i]**2, i)/2",
        by=algebra,
    )
    .step(">= -Sum(c[i]*e[i]**2, i)/2 - Sum(c[i]*d[i]**2, i)/2", by=positivity)
    .step("-Sum(c[i]*e[i]**2, i)/2 - Sum(c[i]*e[i]**2, i)/2", by=given)
    .step("-Sum(c[i]*e[i]**2, i)", by=algebra)
    .qed()
)
