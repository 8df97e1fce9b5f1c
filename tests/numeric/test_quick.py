"""The path for large data gives the estimates of the careful path, or leaves the field to it."""

import tracemalloc

import numpy as np
import pytest
import statsmodels.api as sm
import threadpoolctl
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from lrmath.numeric import (
    ConvergenceWarning,
    DataError,
    RankError,
    SeparationError,
    Status,
    fit,
)
from lrmath.numeric.data.observations import check_data
from lrmath.numeric.data.problem import Problem
from lrmath.numeric.estimate import kronecker, plan, subsample
from lrmath.numeric.linalg import parallel

RNG = np.random.default_rng(21)
M = 20_000
X = np.column_stack([RNG.standard_normal((M, 3)), RNG.random((M, 2)) < 0.3]).astype(float)
Y = (RNG.random(M) < 1 / (1 + np.exp(-(X @ [1, -1, 0.5, 1, -2] + 0.2)))).astype(int)


EVERY = 1 << 60
#: The limits that send any data one way: all digits refined, Newton without a sample, a sample and
#: one Newton step with all rows, a sample alone.
WAYS = {
    "refined": {"SMALL": EVERY, "SAMPLED": EVERY},
    "newton": {"SMALL": 0, "SAMPLED": EVERY, "DIGITS": 0},
    "polished": {"SMALL": 0, "SAMPLED": 0, "DIGITS": 0},
    "sampled": {"SMALL": 0, "SAMPLED": 0, "FEW": 0, "LARGE": 0},
}


def send(monkeypatch, way):
    """Let the data go this way only; an attempt of the careful one is an error."""
    for name, limit in WAYS[way].items():
        monkeypatch.setattr(subsample, name, limit)
    monkeypatch.delattr(plan, "_carefully")


def carefully(X, y, **options):
    """Fit by Newton's method with QR in every step, and refine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plan, "quick_solution", lambda problem, max_iter: None)
        return fit(X, y, **options)


@pytest.fixture
def large(monkeypatch):
    """Let every data set count as large."""
    monkeypatch.setattr(subsample, "SMALL", 0)
    monkeypatch.setattr(subsample, "SAMPLED", 0)
    monkeypatch.setattr(subsample, "FEW", 0)
    monkeypatch.setattr(subsample, "LARGE", 0)


def agree(found, expected, reach=1e-8):
    """Check that two fits agree to a part of a standard error."""
    off = np.abs(found.coefficients - expected.coefficients) / expected.standard_errors
    assert off.max() < reach
    assert found.log_likelihood == pytest.approx(expected.log_likelihood, rel=1e-10)
    assert_allclose(found.standard_errors, expected.standard_errors, rtol=1e-7)
    assert found.digits > 6


OPTIONS = {
    "plain": {},
    "penalty": {"l2": 3.0},
    "weights": {"weights": RNG.integers(0, 4, M)},
    "offset": {"offset": RNG.standard_normal(M)},
    "no intercept": {"intercept": False},
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("case", OPTIONS)
def test_agrees_with_the_careful_path(case, way, monkeypatch):
    """Coefficients, likelihood and covariance are those of Newton's method with refinement."""
    expected = carefully(X, Y, **OPTIONS[case])
    send(monkeypatch, way)
    agree(fit(X, Y, **OPTIONS[case]), expected, 1e-8 if way == "sampled" else 1e-11)


@pytest.mark.parametrize("way", WAYS)
def test_far_and_badly_scaled_columns(way, monkeypatch):
    """Columns with a mean of 1e6 and scales from 1e-6 to 1e6 are no obstacle."""
    Z = X * [1e-6, 1, 1e6, 1, 1] + [0, 1e6, 0, 0, 0]
    expected = carefully(Z, Y)
    send(monkeypatch, way)
    agree(fit(Z, Y), expected)


@pytest.mark.parametrize("way", WAYS)
def test_single_precision_data(way, monkeypatch):
    """Their numbers are used as they are, in double precision."""
    Z = X.astype(np.float32)
    expected = carefully(Z.astype(float), Y)
    send(monkeypatch, way)
    agree(fit(Z, Y), expected)


@pytest.mark.parametrize("way", ["refined", "newton", "polished"])
@given(st.integers(0, 10_000), st.integers(100, 3000), st.floats(0, 0.999), st.integers(0, 3))
def test_digits_are_not_promised_in_vain(way, seed, rows, correlation, order):
    """Against the refined estimate no coefficient is off by more than ``digits`` allows.

    Rows come as drawn, sorted by label, by a column, or by how well they are fitted.
    """
    rng = np.random.default_rng(seed)
    common = rng.standard_normal((rows, 1))
    Z = np.sqrt(correlation) * common + np.sqrt(1 - correlation) * rng.standard_normal((rows, 3))
    Z = Z * 10.0 ** rng.integers(-3, 4, 3) + rng.integers(-2, 3, 3)
    eta = common[:, 0] - 0.5
    y = (rng.random(rows) < 1 / (1 + np.exp(-eta))).astype(int)
    keys = (np.arange(rows), y, Z[:, 0], np.abs(y - 1 / (1 + np.exp(-eta))))
    Z, y = Z[np.argsort(keys[order])], y[np.argsort(keys[order])]
    expected = carefully(Z, y)
    with pytest.MonkeyPatch.context() as patch:
        send(patch, way)
        found = fit(Z, y)
    size = np.maximum(np.abs(expected.coefficients), expected.standard_errors)
    off = np.abs(found.coefficients - expected.coefficients) / size
    assert off.max() <= 10 ** -min(found.digits, expected.digits) + np.finfo(float).eps
    assert found.digits > 11


@pytest.mark.parametrize("way", WAYS)
def test_statsmodels_agrees(way, monkeypatch):
    """Estimates and standard errors are those of another package's Newton method."""
    design = sm.add_constant(X[:4000])
    other = sm.Logit(Y[:4000], design).fit(disp=0, method="newton", tol=1e-14)
    send(monkeypatch, way)
    found = fit(X[:4000], Y[:4000])
    assert_allclose(found.coefficients, other.params, rtol=1e-9)
    assert_allclose(found.standard_errors, other.bse, rtol=1e-7)


def test_few_rows_for_each_column(monkeypatch):
    """With 20 rows for each of 150 columns the sample is small, and the estimate the same."""
    rng = np.random.default_rng(5)
    Z = rng.standard_normal((3000, 150))
    y = (rng.random(3000) < 1 / (1 + np.exp(-Z[:, 0]))).astype(int)
    expected = carefully(Z, y, l2=1.0)
    send(monkeypatch, "sampled")
    agree(fit(Z, y, l2=1.0), expected)


@pytest.mark.usefixtures("large")
def test_few_passes(monkeypatch):
    """A handful of steps is enough, and the errors wait until they are asked for."""
    found = fit(X, Y)
    assert found.status is Status.CONVERGED
    assert found.iterations < 15
    monkeypatch.delattr(plan, "errors_at")
    assert np.isfinite(found.coefficients).all()
    with pytest.raises(NameError):
        _ = found.standard_errors


@pytest.mark.usefixtures("large")
def test_separation_and_rank_are_still_found():
    """What a sample cannot prove goes the ordinary way, to the ordinary errors."""
    told = X.copy()
    told[:, 4] = 0
    told[np.flatnonzero(Y)[:5], 4] = 1
    with pytest.raises(SeparationError, match="not zero for 'x5'"):
        fit(told, Y)
    with pytest.raises(RankError, match="'x6' is a combination of 'x1', 'x2'"):
        fit(np.column_stack([X, X[:, 0] - X[:, 1]]), Y)


@pytest.mark.usefixtures("large")
def test_the_sample_is_formed_without_copies_of_its_size():
    """Next to the sample itself there is room for the index of all rows, and little else."""
    large = Problem.of(check_data(np.tile(X, 10), Y), 0.0)
    tracemalloc.start()
    sample = subsample.sampled(large, subsample.chosen(large, M // 4))
    beyond = tracemalloc.get_traced_memory()[1] - sample.X.nbytes
    tracemalloc.stop()
    assert np.array_equal(sample.model(), large.scaling.apply(large.data.X)[_chosen(sample, large)])
    assert beyond < sample.X.nbytes / 2


def _chosen(sample, whole):
    """Find the rows of the sample among all rows by their first continuous column."""
    column = whole.scaling.apply(whole.data.X)[:, 1]
    order = np.argsort(column)
    return order[np.searchsorted(column[order], sample.model()[:, 1])]


def test_the_estimate_does_not_depend_on_chance():
    """The sample is drawn with a fixed seed: the same data give the same bits."""
    assert np.array_equal(fit(X, Y).coefficients, fit(X, Y).coefficients)


def test_covariance_of_very_many_coefficients_is_refused(monkeypatch):
    """A matrix that would not fit in memory is refused with its size, not attempted."""
    found = fit(X, Y)
    monkeypatch.setattr(plan, "MANY", 3)
    with pytest.raises(DataError, match="covariance of 6 coefficients would take"):
        _ = found.covariance


@pytest.mark.parametrize("intercept", [True, False])
def test_softmax_agrees_with_the_careful_path(intercept, monkeypatch):
    """Large penalised softmax regressions, unevenly spread over classes, weighted and far out."""
    rng = np.random.default_rng(3)
    Z = rng.standard_normal((3000, 4)) * [1, 10, 1, 0.1] + [0, 200, 0, 0]
    y = (Z[:, 0] + rng.logistic(size=3000) > 0.5).astype(int) + (rng.random(3000) < 0.1)
    weights = rng.integers(0, 3, 3000)
    expected = fit(Z, y, l2=2.0, weights=weights, intercept=intercept, classes="all")
    monkeypatch.setattr(kronecker, "SAMPLED", 0)
    monkeypatch.delattr(plan, "_carefully")
    found = fit(Z, y, l2=2.0, weights=weights, intercept=intercept, classes="all")
    assert found.status is Status.CONVERGED
    reach = np.abs(found.coefficients - expected.coefficients) / expected.standard_errors
    assert reach.max() < 1e-7
    assert found.log_likelihood == pytest.approx(expected.log_likelihood, rel=1e-9)
    assert_allclose(found.standard_errors, expected.standard_errors, rtol=1e-6)
    assert found.digits > 6


def test_blas_keeps_to_one_thread():
    """With blocks on our threads and without, but not on tiny data; afterwards all is as before."""

    def most():
        infos = threadpoolctl.threadpool_info()
        return max(info["num_threads"] for info in infos if info["user_api"] == "blas")

    with threadpoolctl.threadpool_limits(2, user_api="blas"):
        for entries, blas, ours in (
            (parallel.MEDIUM - 1, 2, 1),
            (parallel.MEDIUM, 1, 1),
            (parallel.LARGE, 1, 2),
        ):
            with parallel.threads(entries, count=2) as count:
                assert (most(), count) == (blas, ours)
            assert most() == 2


def test_softmax_with_hardly_any_penalty(monkeypatch):
    """Where columns depend on others and the penalty vanishes, rounding is said to dominate."""
    monkeypatch.setattr(kronecker, "SAMPLED", 0)
    Z = np.column_stack([X[:3000], X[:3000, 0] + X[:3000, 1], np.zeros(3000)])
    y = Y[:3000] + (X[:3000, 1] > 1)
    with pytest.warns(ConvergenceWarning, match="rounding errors dominate"):
        found = fit(Z, y, l2=1e-20, classes="all")
    plain = fit(X[:3000], y, l2=1e-20, classes="all")
    assert found.log_likelihood == pytest.approx(plain.log_likelihood, rel=1e-6)


def test_softmax_with_a_rare_class(monkeypatch):
    """A class with a few rows, of which the sample has none, is estimated like the others."""
    y = Y.copy()
    y[::1500] = 2
    expected = fit(X, y, l2=1.0, classes="all")
    monkeypatch.setattr(kronecker, "SAMPLED", 0)
    monkeypatch.delattr(plan, "_carefully")
    found = fit(X, y, l2=1.0, classes="all")
    assert found.status is Status.CONVERGED
    off = np.abs(found.coefficients - expected.coefficients) / expected.standard_errors
    assert off.max() < 1e-7
