"""Every step of the subject, for symbolic sizes."""

from __future__ import annotations

import pytest
from trial.subject import wide_context

from lrmath.calc import (
    Context,
    Status,
    Undecided,
    decide,
)

SIGMA = "1/(1 + exp(-t))"


EQUALITIES = {
    "a1": (SIGMA, "exp(t)/(1 + exp(t))"),
    "a2": ("1 - sigma(t)", "sigma(-t)"),
    "a3": ("D(sigma(t), t)", "sigma(t)*(1 - sigma(t))"),
    "a4": ("log(sigma(t)/(1 - sigma(t)))", "t"),
    "a5": ("sigma(log(q/(1 - q)))", "q"),
    "b1": ("q**1*(1 - q)**(1 - 1)", "q"),
    "b2": ("q**0*(1 - q)**(1 - 0)", "1 - q"),
    "b2c": ("q**o*(1 - q)**(1 - o)", "o*q + (1 - o)*(1 - q)"),
    "b3": (
        "log(Product(r[i]**y[i]*(1 - r[i])**(1 - y[i]), i))",
        "Sum(y[i]*log(r[i]) + (1 - y[i])*log(1 - r[i]), i)",
    ),
    "b4": ("L", "Sum(y[i]*eta[i] - log(1 + exp(eta[i])), i)"),
    "c0": ("D(eta[i], beta[j])", "x[i,j]"),
    "c1": ("D(p[i], beta[j])", "p[i]*(1 - p[i])*x[i,j]"),
    "c2": (
        "D(L, beta[j])",
        "Sum(y[i]/p[i]*D(p[i], beta[j]) - (1 - y[i])/(1 - p[i])*D(p[i], beta[j]), i)",
    ),
    "c3": (
        "Sum(y[i]/r[i]*(r[i]*(1 - r[i])*x[i,j])"
        " - (1 - y[i])/(1 - r[i])*(r[i]*(1 - r[i])*x[i,j]), i)",
        "Sum(y[i]*(1 - r[i])*x[i,j] - (1 - y[i])*r[i]*x[i,j], i)",
    ),
    "c5": (
        "Sum(y[i]*(1 - r[i])*x[i,j] - (1 - y[i])*r[i]*x[i,j], i)",
        "Sum((y[i] - r[i])*x[i,j], i)",
    ),
    "c6": ("D(L, beta[j])", "Sum((y[i] - p[i])*x[i,j], i)"),
    "c7": ("D(-L/m, beta[j])", "Sum((p[i] - y[i])*x[i,j], i)/m"),
    "d1": ("D(beta.T @ xi, beta)", "xi"),
    "d2": ("D(C @ xi, xi)", "C"),
    "d3": ("D(xi.T @ B, xi)", "B.T"),
    "d4": ("D(xi.T @ Q @ xi, xi)", "(Q + Q.T) @ xi"),
    "d5": ("(C @ B).T", "B.T @ C.T"),
    "d6": ("y.T @ X @ beta - Sum(log(1 + exp(eta[i])), i)", "L"),
    "d7": ("D(-L, beta)", "X.T @ (p - y)"),
    "d8": ("D(D(-L, beta[j]), beta[k])", "Sum(x[i,j]*p[i]*(1 - p[i])*x[i,k], i)"),
    "e1": ("D(D(J, beta[j]), beta[k])", "Sum(p[i]*(1 - p[i])*x[i,j]*x[i,k], i)"),
    "e2": (
        "Sum(v[j]*v[k]*Sum(r[i]*(1 - r[i])*x[i,j]*x[i,k], i), j, k)",
        "Sum(r[i]*(1 - r[i])*Sum(x[i,j]*v[j], j)**2, i)",
    ),
    "e5": ("D(D(-log(sigma(t)), t), t)", "sigma(t)*(1 - sigma(t))"),
    "e6": ("D(D(-log(1 - sigma(t)), t), t)", "sigma(t)*(1 - sigma(t))"),
    "f1": ("D(D((1 - sigma(t))**2, t), t)", "2*sigma(t)*(1 - sigma(t))**2*(3*sigma(t) - 1)"),
    "g1": ("log(sigma(score)/(1 - sigma(score)))", "score"),
    "g2": ("sigma(score) - (1 - sigma(score))", "(exp(score) - 1)/(exp(score) + 1)"),
    "h1": (
        "D(Sum(A(Sum((beta[k] + t*f[k])*x[i,k], k)), i), t)",
        "Sum(sigma(Sum((beta[k] + t*f[k])*x[i,k], k))*Sum(x[i,j]*f[j], j), i)",
    ),
    "h2": (
        "D(D(Sum(A(Sum((beta[k] + t*f[k])*x[i,k], k)), i), t), t)",
        "Sum(sigma(Sum((beta[k] + t*f[k])*x[i,k], k))"
        "*(1 - sigma(Sum((beta[k] + t*f[k])*x[i,k], k)))*Sum(x[i,j]*f[j], j)**2, i)",
    ),
    "h3": (
        "Sum(g[j]**2, j)*Sum(f[j]**2, j) - Sum(g[j]*f[j], j)**2",
        "Sum((g[j]*f[k] - g[k]*f[j])**2, j, k)/2",
    ),
    "h5": (
        "Sum(g[j]*(-g[j]/sqrt(1 + Sum(g[k]**2, k))), j)*sqrt(1 + Sum(g[k]**2, k))",
        "-Sum(g[j]**2, j)",
    ),
    "i0": ("Sum(P[a], a)", "1"),
    "i1": ("D(P[a], z[b])", "P[a]*(KroneckerDelta(a, b) - P[b])"),
    "i2": ("D(-Sum(e[a]*log(P[a]), a), z[b])", "P[b] - e[b]"),
    "i3": ("D(-Sum(Y[i,a]*log(S[i,a]), a, i), W[b,j])", "Sum((S[i,b] - Y[i,b])*x[i,j], i)"),
    "i4": (
        "D(Sum((S[i,b] - Y[i,b])*x[i,j], i), W[c,k])",
        "Sum(S[i,b]*(KroneckerDelta(b, c) - S[i,c])*x[i,j]*x[i,k], i)",
    ),
    "i5": (
        "Sum(P[a]*z[a]**2, a) - Sum(P[a]*z[a], a)**2",
        "Sum(P[a]*P[b]*(z[a] - z[b])**2, a, b)/2",
    ),
    "i7": ("exp(t)/(exp(t) + exp(s))", "sigma(t - s)"),
    "i8": ("exp(z[a] + s)/Sum(exp(z[c] + s), c)", "P[a]"),
    "i9": ("D(log(Sum(exp(z[c]), c)), z[b])", "P[b]"),
    "i10": (
        "D(D(log(Sum(exp(z[c]), c)), z[a]), z[b])",
        "P[a]*KroneckerDelta(a, b) - P[a]*P[b]",
    ),
    "i11": (
        "Sum(z[a]*z[b]*D(D(log(Sum(exp(z[c]), c)), z[a]), z[b]), a, b)",
        "Sum(P[a]*P[b]*(z[a] - z[b])**2, a, b)/2",
    ),
}


SIGNS = {
    "a8": ("D(sigma(t), t)", ">", "0"),
    "e3": ("Sum(r[i]*(1 - r[i])*Sum(x[i,j]*v[j], j)**2, i)", ">=", "0"),
    "e4": ("Sum(p[i]*(1 - p[i])*Sum(x[i,j]*v[j], j)**2, i)", ">=", "0"),
    "e7": ("sigma(t)*(1 - sigma(t))", ">=", "0"),
    "h4": ("Sum((g[j]*f[k] - g[k]*f[j])**2, j, k)/2", ">=", "0"),
    "i6": ("Sum(P[a]*P[b]*(z[a] - z[b])**2, a, b)/2", ">=", "0"),
    "softplus": ("A(t)", ">", "0"),
    "odds": ("q/(1 - q)", ">", "0"),
    "margin labels": ("1 + exp(-(2*o - 1)*t)", ">", "1"),
}


@pytest.fixture(scope="module", name="wide")
def wide_fixture() -> Context:
    """See :func:`wide_context`."""
    return wide_context()


@pytest.mark.parametrize("key", EQUALITIES)
def test_equalities(key: str, wide: Context) -> None:
    """Proved for all sizes and all data."""
    left, right = EQUALITIES[key]
    verdict = decide(left, "=", right, wide)
    assert verdict, verdict


@pytest.mark.parametrize("key", SIGNS)
def test_signs(key: str, wide: Context) -> None:
    """Proved by a certificate."""
    verdict = decide(*SIGNS[key], wide)
    assert verdict, verdict


def test_hypotheses_are_used(wide: Context) -> None:
    """Σ w = 1 counts also inside other sums; a sign that is assumed counts as a domain."""
    context = wide.array("w", "K").assume("Sum(w[a], a) = 1", "t > 0", "s > 0", "u != 0")
    assert decide("Sum(z[b]*w[a], a, b)", "=", "Sum(z[b], b)", context)
    assert decide("log(t*s)", "=", "log(t) + log(s)", context)
    assert decide("D(log(t**2), t)", "=", "2/t", context)
    assert decide("u/u", "=", "1", context)
    assert decide("Sum(w[a]**2, a)", "=", "1", context).status is Status.REFUTED


def test_binary_variables_inside_functions(wide: Context) -> None:
    """Labels ±1 under a logarithm are split into cases, under sums too."""
    assert decide("log(1 + exp(-(2*o - 1)*t))", "=", "A(t) - o*t", wide)
    left, right = "Sum(log(1 + exp(-(2*y[i] - 1)*eta[i])), i)", "J"
    assert decide(left, "=", right, wide)
    assert not decide("log(1 + exp(-(2*s - 1)*t))", "=", "A(t) - s*t", wide)


def test_one_hot_rows(wide: Context) -> None:
    """Each row has a single one."""
    assert decide("Sum(Y[i,a], a)", "=", "1", wide)
    assert decide("Sum(Y[i,a]*Y[i,a], a)", "=", "1", wide)
    assert decide("Sum(Y[i,a], i)", "=", "1", wide).status is Status.REFUTED


def test_undecided_is_an_answer(logistic: Context) -> None:
    """Neither proved nor refuted: a true line that needs a lemma."""
    assert decide("exp(t)", ">=", "1 + t", logistic).status is Status.UNDECIDED
    assert issubclass(Undecided, ValueError)
