"""The scalar functions, against mpmath at 50 digits."""

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrmath.numeric import logit, sigmoid, sigmoid_derivative, softplus
from lrmath.numeric.model.families import BERNOULLI

EPS = np.finfo(float).eps
POINTS = [0.0, 1e-300, 1e-9, 0.3, 1.0, 7.7, 36.7368, 40.0, 700.0, -1e-9, -0.3, -40.0, -700.0]
finite = st.floats(allow_nan=False, allow_infinity=False)


def relative_error(value, truth):
    """Return |value - truth| / |truth| with an exact difference."""
    return float(abs(mpmath.mpf(float(value)) - truth) / abs(truth))


@pytest.mark.parametrize("t", POINTS)
@pytest.mark.parametrize(
    ("function", "truth"),
    [
        (softplus, lambda t: mpmath.log(1 + mpmath.exp(t))),
        (sigmoid, lambda t: 1 / (1 + mpmath.exp(-t))),
        (sigmoid_derivative, lambda t: mpmath.exp(-t) / (1 + mpmath.exp(-t)) ** 2),
    ],
)
def test_full_relative_accuracy(function, truth, t):
    """Each function is right to four units in the last place, in both tails too."""
    with mpmath.workdps(400):
        assert relative_error(function(t), truth(mpmath.mpf(t))) <= 4 * EPS


@pytest.mark.parametrize("p", [1e-300, 1e-9, 0.2, 0.25, 0.49999999, 0.5000001, 0.75, 0.9, 1 - EPS])
def test_logit_is_accurate(p):
    """The log-odds are right also where p is near 1/2 and the value is tiny."""
    with mpmath.workdps(50):
        truth = mpmath.log(mpmath.mpf(p) / (1 - mpmath.mpf(p)))
        assert relative_error(logit(p), truth) <= 4 * EPS


def test_known_values():
    """sigma(ln 3) = 3/4, logit(0.8) = ln 4, A(0) = ln 2, sigma'(0) = 1/4 (chapter 1)."""
    assert sigmoid(np.log(3)) == pytest.approx(0.75, rel=EPS)
    assert logit(0.8) == pytest.approx(np.log(4), rel=2 * EPS)
    assert softplus(0) == np.log(2)
    assert sigmoid_derivative(0) == 0.25


@pytest.mark.parametrize("t", [1e300, np.inf])
def test_limits(t):
    """Nothing overflows: far out the functions take their limits, without a warning."""
    assert (sigmoid(t), sigmoid(-t)) == (1, 0)
    assert (softplus(t), softplus(-t)) == (t, 0)
    assert sigmoid_derivative(t) == sigmoid_derivative(-t) == 0


def test_logit_at_the_ends_and_outside():
    """0 and 1 are mapped to the infinities; no probability, no log-odds."""
    assert np.array_equal(logit([0, 1]), [-np.inf, np.inf])
    for p in (-0.1, 1.1, np.nan):
        with pytest.raises(ValueError, match="0 <= p <= 1"):
            logit(p)


@given(finite)
def test_reflection(t):
    """sigma(-t) = 1 - sigma(t) and A(t) - A(-t) = t, to rounding."""
    assert sigmoid(t) + sigmoid(-t) == pytest.approx(1, abs=EPS)
    assert softplus(t) - softplus(-t) == pytest.approx(t, rel=2 * EPS, abs=EPS)


@given(finite, finite)
def test_monotone(s, t):
    """Both sigma and A never decrease."""
    low, high = min(s, t), max(s, t)
    assert sigmoid(low) <= sigmoid(high)
    assert softplus(low) <= softplus(high)


@given(st.floats(-30, 30))
def test_logit_inverts_sigmoid(t):
    """logit(sigma(t)) = t as far as the condition of sigma allows."""
    assert logit(sigmoid(t)) == pytest.approx(t, abs=4 * EPS * (1 + np.exp(abs(t))))


def test_precision_and_shape_are_kept():
    """float32 and long double stay what they are, integers become float64, shapes stay."""
    for dtype in (np.float32, np.float64, np.longdouble):
        assert sigmoid(np.zeros((2, 3), dtype)).dtype == dtype
        assert sigmoid(np.zeros((2, 3), dtype)).shape == (2, 3)
    assert softplus(np.array([1, 2])).dtype == np.float64
    assert all(isinstance(f(0.3), float) for f in (sigmoid, softplus, sigmoid_derivative, logit))


@given(st.floats(-1e300, 1e300), st.sampled_from([0.0, 1.0, 0.25]))
def test_fused_terms_agree_with_the_functions(t, y):
    """Loss, residual and curvature from one exponential are A - yt, sigma - y and sigma'."""
    terms = BERNOULLI.terms(np.array(t), np.array(y))
    assert terms.loss == pytest.approx(softplus(t) - y * t, rel=4 * EPS, abs=4 * EPS * abs(t))
    assert terms.residual == pytest.approx(sigmoid(t) - y, abs=4 * EPS)
    assert terms.curvature == pytest.approx(sigmoid_derivative(t), rel=4 * EPS)


@given(st.floats(-700, 700))
def test_residual_does_not_cancel(t):
    """For y = 1 the residual is -sigma(-t) and for y = 0 sigma(t), with all digits (chapter 9)."""
    zero, one = (BERNOULLI.terms(np.array(t), np.array(y)) for y in (0.0, 1.0))
    assert one.residual == pytest.approx(-sigmoid(-t), rel=2 * EPS, abs=0)
    assert zero.residual == pytest.approx(sigmoid(t), rel=2 * EPS, abs=0)
    assert one.loss == pytest.approx(softplus(-t), rel=2 * EPS, abs=0)


def test_family_names_the_functions():
    """A, A' and A'' of the family are softplus, sigmoid and its derivative."""
    t = np.linspace(-3, 3, 7)
    assert np.array_equal(BERNOULLI.cumulant(t), softplus(t))
    assert np.array_equal(BERNOULLI.mean(t), sigmoid(t))
    assert np.array_equal(BERNOULLI.variance(t), sigmoid_derivative(t))
