"""Sparse, single-precision and large data give the fit of a dense float64 array."""

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from lrmath.numeric import DataError, RankError, SeparationError, find_separation, fit
from lrmath.numeric.data import problem
from lrmath.numeric.linalg import parallel
from lrmath.numeric.linalg.factor import back_solve, cholesky, half_solve, solve
from lrmath.numeric.model import kernels, rows
from lrmath.numeric.model.families import BINARY
from lrmath.numeric.model.kernels import evaluate_block, gram_block
from lrmath.numeric.model.rows import Rows
from lrmath.numeric.model.scaling import Scaling

RNG = np.random.default_rng(11)
M = 300
DENSE = np.column_stack([RNG.random((M, 4)) < 0.3, RNG.standard_normal(M) * (RNG.random(M) < 0.5)])
Y = (RNG.random(M) < 1 / (1 + np.exp(-(DENSE @ [1, -1, 0.5, 0, 1] - 0.3)))).astype(int)
FORMATS = ("csr", "csc", "coo", "lil", "dok", "bsr")


@pytest.mark.parametrize("form", FORMATS)
def test_every_sparse_format_gives_the_dense_fit(form):
    """Coefficients, errors and predictions agree to fourteen digits."""
    X = sp.coo_array(DENSE).asformat(form)
    found, expected = fit(X, Y), fit(DENSE, Y)
    assert_allclose(found.coefficients, expected.coefficients, rtol=1e-14)
    assert_allclose(found.covariance, expected.covariance, rtol=1e-12)
    assert_allclose(found.predict_proba(X), expected.predict_proba(DENSE), rtol=1e-14)
    assert found.digits > 15


def test_old_sparse_matrices_are_accepted():
    """The older ``csr_matrix``, for which * is a matrix product, works too."""
    found = fit(sp.csr_matrix(DENSE), Y)
    assert_allclose(found.coefficients, fit(DENSE, Y).coefficients, rtol=1e-14)


def test_inference_on_sparse_data():
    """Tests, effects and the sandwich read sparse data as they read dense."""
    found, expected = fit(sp.csr_array(DENSE), Y), fit(DENSE, Y)
    ratio = found.likelihood_ratio_test("x2").statistic
    assert ratio == pytest.approx(expected.likelihood_ratio_test("x2").statistic, rel=1e-9)
    for groups in (None, np.arange(M) % 20):
        sandwich = found.robust(groups).covariance
        assert_allclose(sandwich, expected.robust(groups).covariance, rtol=1e-11)
    errors = found.average_marginal_effects().standard_errors
    assert_allclose(errors, expected.average_marginal_effects().standard_errors, rtol=1e-11)


def test_options_on_sparse_data():
    """Penalty, weights, offset and no intercept work as on dense data."""
    options = {"l2": 0.5, "weights": RNG.integers(0, 3, M), "offset": RNG.standard_normal(M)}
    for intercept in (True, False):
        found = fit(sp.csr_array(DENSE), Y, intercept=intercept, **options)
        expected = fit(DENSE, Y, intercept=intercept, **options)
        assert_allclose(found.coefficients, expected.coefficients, rtol=1e-13)


def test_errors_on_sparse_data():
    """Infinite entries, dependent columns and separation are found in sparse data."""
    bad = DENSE.copy()
    bad[7, 4] = np.nan
    with pytest.raises(DataError, match="X is nan in row 7, column 'x5'"):
        fit(sp.csr_array(bad), Y)
    with pytest.raises(DataError, match="complex128"):
        fit(sp.csr_array(DENSE + 0j), Y)
    twice = sp.csr_array(np.column_stack([DENSE, DENSE[:, 0]]))
    with pytest.raises(RankError, match="'x6' is a combination of 'x1'"):
        fit(twice, Y)
    told = sp.csr_array(np.column_stack([DENSE, Y * (np.arange(M) < 50)]))
    with pytest.raises(SeparationError, match="not zero for 'x6'"):
        fit(told, Y)
    assert find_separation(told, Y).separated


@pytest.mark.parametrize("X", [DENSE, sp.csr_array(DENSE)], ids=["dense", "sparse"])
def test_input_is_not_modified(X):
    """The stored entries are the same afterwards."""
    before = X.copy()
    fit(X, Y, l2=1.0)
    difference = before != X
    assert (difference.nnz if sp.issparse(X) else difference.sum()) == 0


def test_single_precision_is_not_copied_and_loses_nothing():
    """float32 data stay where they are; the fit is that of the same numbers in float64."""
    X = DENSE.astype(np.float32)
    found = fit(X, Y)
    assert np.shares_memory(found.data.X, X)
    assert_allclose(found.coefficients, fit(X.astype(float), Y).coefficients, rtol=1e-15)
    sparse = fit(sp.csr_array(X), Y)
    assert_allclose(sparse.coefficients, found.coefficients, rtol=1e-14)


@pytest.mark.parametrize("shift", [0.0, 1e5])
def test_large_data_are_never_stored_scaled(monkeypatch, shift):
    """Formed block by block, centred or not, the scaled matrix gives the same estimate."""
    X = DENSE + shift
    expected = fit(X, Y)
    monkeypatch.setattr(problem, "SMALL", 0)
    monkeypatch.setattr(rows, "BLOCK_BYTES", 1 << 10)
    found = fit(X, Y)
    assert_allclose(found.coefficients, expected.coefficients, rtol=1e-14)
    assert_allclose(found.standard_errors, expected.standard_errors, rtol=1e-12)


def test_threads_change_no_bit(monkeypatch):
    """The sums are those of the same halves, so any number of threads gives the same bits."""
    monkeypatch.setattr(parallel, "LARGE", 0)
    monkeypatch.setattr(problem, "SMALL", 0)
    monkeypatch.setattr(rows, "BLOCK_BYTES", 1 << 10)
    fits = []
    for count in (1, 2, 3):
        monkeypatch.setattr(parallel, "cores", lambda count=count: count)
        fits.append(fit(DENSE, Y))
    for other in fits[1:]:
        assert np.array_equal(fits[0].coefficients, other.coefficients)
        assert np.array_equal(fits[0].covariance, other.covariance)


@given(st.integers(1, 70), st.integers(1, 9))
def test_every_item_is_added_once(items, count):
    """The tree has every item as a leaf, in order, whatever the number of threads."""
    with parallel.threads(parallel.LARGE, count=count):
        leaves = parallel.tree_sum(lambda i: [i], range(items), lambda a, b: [*a, *b])
        tree = parallel.tree_sum(str, range(items), lambda a, b: f"({a} {b})")
    assert leaves == list(range(items))
    assert tree == parallel.tree_sum(str, range(items), lambda a, b: f"({a} {b})")


def test_few_results_wait_in_memory():
    """Of a thousand results no more than one for each level of the tree is held at a time."""
    held, most = set(), []

    def leaf(i):
        held.add(i)
        most.append(len(held))
        return i

    def add(a, b):
        held.remove(b)
        return a

    assert parallel.tree_sum(leaf, range(1000), add) == 0
    assert max(most) <= 11


def test_an_error_in_any_thread_is_raised():
    """What a kernel raises comes out of the sum, from whatever branch."""
    with parallel.threads(parallel.LARGE, count=2):
        for numbers in ([0, *range(1, 16)], [*range(1, 16), 0]):
            with pytest.raises(ZeroDivisionError):
                parallel.tree_sum(lambda number: 1 // number, numbers, int.__add__)


def test_threads_only_where_they_pay(monkeypatch):
    """Small data and missing threadpoolctl run serially; large data use the threads asked for."""
    with parallel.threads(10) as count:
        assert count == 1
    with parallel.threads(parallel.LARGE, count=2) as count:
        assert count == 2
        assert parallel.tree_sum(abs, [-1, 2, -3], int.__add__) == 6
    monkeypatch.setattr(parallel, "find_spec", lambda name: None)
    with parallel.threads(parallel.LARGE, count=2) as count:
        assert count == 1


def rows_of(rng, m, p, shift, intercept, dtype=np.float64):
    """Return rows with a scaling that centres columns if they are shifted far."""
    X = (rng.standard_normal((m, p)) * 10.0 ** rng.integers(-3, 4, p) + shift).astype(dtype)
    y = (rng.random(m) < 0.5).astype(float)
    return Rows(X, y, family=BINARY, scaling=Scaling.of(X, intercept))


@given(st.integers(0, 999), st.sampled_from([1, 5, 70]), st.sampled_from([0, 1e6]), st.booleans())
def test_products_in_parts(seed, p, shift, intercept):
    """A'DA comes out the same from parts of some, narrow or not, centred or not, and symmetric."""
    rng = np.random.default_rng(seed)
    some, d = rows_of(rng, 700, p, shift, intercept), rng.random(700)
    A = some.model()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kernels, "PART", 1)
        patch.setattr(kernels, "PART_ROWS", 100)
        found, single = gram_block(some, d), gram_block(some, d, np.float32)
    expected = A.T @ (d[:, None] * A)
    assert np.array_equal(found, found.T)
    assert_allclose(found, expected, atol=1e-12 * np.abs(expected).max())
    assert_allclose(single, expected, atol=1e-5 * np.abs(expected).max())


@given(st.integers(0, 999), st.sampled_from([0, 1e6]), st.sampled_from([np.float32, np.float64]))
def test_sums_in_pieces(seed, shift, dtype):
    """The gradient of many rows is that of their parts together."""
    some = rows_of(np.random.default_rng(seed), 1000, 3, shift, intercept=True, dtype=dtype)
    theta = np.array([0.3, -0.2, 0.1, 0.4])
    whole = evaluate_block(some, theta, 1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rows, "BLOCK_ROWS", 90)
        parts = some.total(lambda part: evaluate_block(part, theta, 1).gradient, np.add)
        terms = some.terms(theta)
    assert_allclose(whole.gradient, parts, atol=1e-11)
    assert_allclose(whole.value, terms.loss.sum(), rtol=1e-13)


@given(st.integers(0, 999), st.sampled_from([np.float32, np.float64]))
def test_factors_of_either_precision(seed, dtype):
    """Solves undo H = R'R, of which the upper triangle is enough, and stay in its precision."""
    rng = np.random.default_rng(seed)
    root = rng.standard_normal((9, 5)) * 10.0 ** rng.integers(-3, 4, 5)
    H, b = root.T @ root, rng.standard_normal(5)
    R = cholesky(np.triu(H).astype(dtype))
    assert R.dtype == dtype
    unit, eps = np.sqrt(np.diag(H)), 50 * np.finfo(dtype).eps
    assert np.all(np.abs(R.T @ R - H) <= eps * np.outer(unit, unit))
    x = half_solve(R, b)
    assert np.all(np.abs(R.T @ x - b) <= eps * (np.abs(R.T) @ np.abs(x) + np.abs(b)))
    assert_allclose(solve(R, b), back_solve(R, x))
