"""Pairs of doubles keep what they promise, and give the last digits where long double is double."""

from fractions import Fraction

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrmath.numeric import fit
from lrmath.numeric.linalg import double_double
from lrmath.numeric.linalg.double_double import DoubleDouble, exp, product, two_product, two_sum
from lrmath.numeric.model import precision
from lrmath.numeric.model.categorical import Categorical
from lrmath.numeric.model.families import BERNOULLI, BINARY

EPS = Fraction(double_double.EPS)
#: Numbers whose products and quotients neither overflow nor underflow.
NUMBERS = st.floats(1e-50, 1e50).flatmap(lambda x: st.sampled_from([x, -x]))
PAIRS = st.tuples(NUMBERS, st.floats(-0.5, 0.5))


def pairs(values):
    """Return numbers with random second doubles, each a part of the first's last digit."""
    high = np.array([value for value, _ in values])
    return DoubleDouble(high, np.array([part for _, part in values]) * np.spacing(np.abs(high)))


def exact(numbers):
    """Return the numbers as the fractions that they are."""
    flat = zip(np.ravel(numbers.high), np.ravel(numbers.low), strict=True)
    return [Fraction(float(a)) + Fraction(float(b)) for a, b in flat]


def close(found, expected, sizes=None):
    """Check that numbers are right to the error that is promised, relative to the sizes."""
    sizes = expected if sizes is None else sizes
    for value, truth, size in zip(exact(found), expected, sizes, strict=True):
        assert abs(value - truth) <= EPS * abs(size)


@given(NUMBERS, NUMBERS)
def test_errors_of_sums_and_products_are_doubles(a, b):
    """Rounded result and error are together the exact one."""
    x, y = np.array([a]), np.array([b])
    assert exact(DoubleDouble(*two_sum(x, y))) == [Fraction(a) + Fraction(b)]
    assert exact(DoubleDouble(*two_product(x, y))) == [Fraction(a) * Fraction(b)]


@given(st.lists(PAIRS, min_size=1, max_size=9), st.lists(PAIRS, min_size=9, max_size=9))
def test_arithmetic(left, right):
    """Products, quotients and sums are those of fractions, to the error that is promised."""
    a, b = pairs(left), pairs(right[: len(left)])
    x, y = exact(a), exact(b)
    close(a * b, [s * t for s, t in zip(x, y, strict=True)])
    close(a / b, [s / t for s, t in zip(x, y, strict=True)])
    sizes = [abs(s) + abs(t) for s, t in zip(x, y, strict=True)]
    close(a + b, [s + t for s, t in zip(x, y, strict=True)], sizes)
    close(a - b, [s - t for s, t in zip(x, y, strict=True)], sizes)
    close(a.sum().reshape(1), [sum(x)], [sum(map(abs, x))])
    inner = product(DoubleDouble(a.high[None], a.low[None]), b)
    products = [s * t for s, t in zip(x, y, strict=True)]
    close(inner, [sum(products)], [sum(map(abs, products))])


def test_products_of_huge_numbers():
    """Splitting does not overflow where the product does not."""
    high, low = two_product(np.array([1.5e308, -3e303]), np.array([0.3, 0.1]))
    truth = [Fraction(1.5e308) * Fraction(0.3), Fraction(-3e303) * Fraction(0.1)]
    assert exact(DoubleDouble(high, low)) == truth


def true(function, t):
    """Return values of a function of mpmath at pairs of doubles, as fractions."""
    with mpmath.workprec(300):
        values = [function(mpmath.mpf(x.numerator) / x.denominator) for x in exact(t)]
        scaled = [int(mpmath.nint(mpmath.ldexp(value, 1200))) for value in values]
    return [Fraction(value, 2**1200) for value in scaled]


@given(st.lists(st.tuples(st.floats(-599, 0), st.floats(-0.5, 0.5)), min_size=1, max_size=20))
def test_exponentials(values):
    """They are right to the error that is promised, against 90 digits; far out they are 0."""
    t = pairs(values)
    close(exp(t), true(mpmath.exp, t))
    assert exact(exp(DoubleDouble.of(np.array([-1e4, -601.0])))) == [0, 0]


@given(st.lists(st.tuples(st.floats(-40, 40), st.floats(-0.5, 0.5)), min_size=1, max_size=20))
def test_residuals_of_two_classes(values):
    """Those of label 0 are sigma(t), of label 1 -sigma(-t), neither with cancellation."""
    t = pairs(values)
    up = true(lambda x: 1 / (1 + mpmath.exp(-x)), t)
    down = [-value for value in true(lambda x: 1 / (1 + mpmath.exp(x)), t)]
    for family in (BERNOULLI, BINARY):
        close(family.residual_in_pairs(t, np.zeros(len(t))), up, [2 * value for value in up])
        close(family.residual_in_pairs(t, np.ones(len(t))), down, [2 * value for value in down])


@pytest.mark.parametrize("symmetric", [False, True])
def test_residuals_of_several_classes(symmetric):
    """They are p - y of the softmax function, to the promised error relative to themselves."""
    rng, classes = np.random.default_rng(0), 4
    family = Categorical(classes, symmetric)
    t = DoubleDouble.of(10 * rng.standard_normal((family.predictors, 30)))
    y = rng.integers(0, classes, 30).astype(float)
    found = family.residual_in_pairs(t, y)
    with mpmath.workprec(300):
        for i, label in enumerate(y.astype(int)):
            eta = [mpmath.mpf(0)] * (not symmetric) + [mpmath.mpf(float(x)) for x in t.high[:, i]]
            powers = [mpmath.exp(x) for x in eta]
            own = powers[label]
            for row, k in enumerate(range(int(not symmetric), classes)):
                rest = -mpmath.fsum(powers[:label] + powers[label + 1 :]) if k == label else None
                truth = (powers[k] if rest is None else rest) / (own + mpmath.fsum(powers) - own)
                value = mpmath.mpf(found.high[row, i]) + mpmath.mpf(found.low[row, i])
                assert abs(value - truth) <= 4 * double_double.EPS * abs(truth)


def correlated(seed, gap):
    """Return two columns with correlation 1 - gap on different scales, far from 0, and labels."""
    rng = np.random.default_rng(seed)
    common = rng.standard_normal(60)
    X = np.column_stack([common, common + np.sqrt(2 * gap) * rng.standard_normal(60)])
    y = (rng.random(60) < 1 / (1 + np.exp(-common))).astype(int)
    return X * [1e-3, 1e4] + [1.0, 1e6], y


@pytest.mark.parametrize("kind", [np.longdouble, DoubleDouble], ids=["long double", "pairs"])
@pytest.mark.parametrize("gap", [1e-1, 1e-4, 1e-8])
def test_last_digits_of_either(kind, gap, monkeypatch, newton_50_digits, digits):
    """Against 50 digits both give what ``digits`` says, and nearly all digits."""
    if kind is np.longdouble and precision.widest() is DoubleDouble:
        pytest.skip("long double is double here")
    monkeypatch.setattr(precision, "EXTENDED", kind)
    X, y = correlated(1, gap)
    found, truth = fit(X, y), newton_50_digits(X, y)
    right = digits(found.coefficients, truth.coefficients)
    assert right >= min(found.digits, 15.6) > 11.5
    assert right >= 15.0 or kind is np.longdouble


@pytest.mark.parametrize(
    "options",
    [{}, {"l2": 0.7}, {"firth": True}, {"classes": "all"}, {"classes": "all", "l2": 0.7}],
    ids=str,
)
@pytest.mark.parametrize("weighted", [False, True])
def test_both_give_the_same_fit(options, weighted, monkeypatch):
    """For every penalty, weighted, with an offset or of three classes, it is the same estimate."""
    rng = np.random.default_rng(3)
    X = rng.standard_normal((150, 3)) * [1e-3, 1, 1e3] + [1, 0, 0]
    y = rng.integers(0, 3 if "classes" in options else 2, 150)
    given_ = dict(options)
    if weighted:
        given_["weights"] = rng.random(150) + 0.5
        if "classes" not in options and "firth" not in options:
            given_["offset"] = rng.standard_normal(150)
    fits = []
    for kind in (np.longdouble, DoubleDouble):
        monkeypatch.setattr(precision, "EXTENDED", kind)
        fits.append(fit(X, y, **given_))
    first, second = fits
    size = np.maximum(np.abs(first.coefficients), first.standard_errors)
    off = (np.abs(first.coefficients - second.coefficients) / size).max()
    assert off <= 10 ** -min(first.digits, second.digits, 15) + np.finfo(float).eps


def test_what_is_chosen(monkeypatch):
    """Long double is used where it has more bits than double, pairs of doubles elsewhere."""
    wide = np.finfo(np.longdouble).nmant > np.finfo(np.float64).nmant
    assert precision.widest() is (np.longdouble if wide else DoubleDouble)
    monkeypatch.setattr(np, "longdouble", np.float64)
    assert precision.widest() is DoubleDouble
