"""Data in blocks, on disk or on a cluster, give the fit of the same data in memory."""

from functools import partial, reduce
from itertools import pairwise
from operator import add

import dask.array as da
import dask.dataframe as dd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from numpy.testing import assert_allclose

from lrmath.numeric import (
    Blocks,
    ConvergenceWarning,
    DataError,
    Fit,
    RankError,
    Raw,
    SeparationError,
    Status,
    array_blocks,
    fit,
    parquet_blocks,
)
from lrmath.numeric.data import survey
from lrmath.numeric.inference.constraints import fixed
from lrmath.numeric.inference.restriction import restricted_optimum
from lrmath.numeric.model.families import BINARY
from lrmath.numeric.model.objective import Likelihood
from lrmath.numeric.model.rows import Rows
from lrmath.numeric.model.scaling import Scaling
from lrmath.numeric.model.separability import Kind

M = 6000
RNG = np.random.default_rng(5)
X = RNG.standard_normal((M, 3)) * [1, 100, 0.01] + [0, 1e4, 0]
X = np.column_stack([X, RNG.random(M) < 0.2])
Y = (RNG.random(M) < 1 / (1 + np.exp(-(X - X.mean(axis=0)) @ [1, 0.01, -50, 1]))).astype(float)
CUTS = [0, 1000, 1001, 1001, 4000, M]


def block(start, stop, X=X, y=Y, **more):
    """Return some rows, as a loader would."""
    return Raw(X[start:stop], y[start:stop], **{k: v[start:stop] for k, v in more.items()})


def blocks(X=X, y=Y, **more):
    """Return the rows in blocks of very different sizes, one of them empty."""
    return Blocks([partial(block, *pair, X=X, y=y, **more) for pair in pairwise(CUTS)])


def same(found, expected, rtol=1e-10):
    """Assert that two fits agree."""
    assert found.status is Status.CONVERGED
    assert_allclose(found.coefficients, expected.coefficients, rtol=rtol, atol=1e-13)
    assert_allclose(found.standard_errors, expected.standard_errors, rtol=1e-6)
    size = np.outer(expected.standard_errors, expected.standard_errors)
    assert_allclose(found.covariance / size, expected.covariance / size, atol=1e-6)
    assert found.log_likelihood == pytest.approx(expected.log_likelihood, rel=1e-12)
    assert (found.aic, found.bic) == pytest.approx((expected.aic, expected.bic), rel=1e-12)


@pytest.fixture(autouse=True)
def small_sample(monkeypatch):
    """Let the sample be a part of the rows, as it is of large data."""
    monkeypatch.setattr(survey, "SAMPLE", 1500)


@pytest.mark.parametrize("options", [{}, {"l2": 3.0}, {"intercept": False}])
def test_blocks_of_any_size(options):
    """To 1e-10 the estimate is that in memory, with errors and criteria."""
    same(fit(blocks(), **options), fit(X, Y, **options))


def test_weights_and_offset():
    """Both are cut with the rows; a block whose weights are all zero counts for nothing."""
    weights, offset = RNG.integers(0, 3, M).astype(float), RNG.standard_normal(M) / 5
    weights[1000:1001] = 0
    found = fit(blocks(weights=weights, offset=offset))
    same(found, fit(X, Y, weights=weights, offset=offset))
    new = found.predict_proba(X[:5], offset[:5])
    assert_allclose(new, fit(X, Y, weights=weights, offset=offset).predict_proba(X[:5], offset[:5]))


def test_files_of_arrays(tmp_path):
    """Two files are read in slices; their shapes must fit."""
    np.save(tmp_path / "X.npy", X)
    np.save(tmp_path / "y.npy", Y)
    files = str(tmp_path / "X.npy"), str(tmp_path / "y.npy")
    assert len(array_blocks(*files, rows=1000).loaders) == 6
    same(fit(array_blocks(*files, rows=1000)), fit(X, Y))
    same(fit(array_blocks(*files)), fit(X, Y))
    with pytest.raises(DataError, match=r"\(m, p\) and \(m,\) are needed"):
        array_blocks(files[1], files[1])
    np.save(tmp_path / "X.npy", np.asfortranarray(X))
    with pytest.raises(DataError, match="stored by columns"):
        array_blocks(*files)
    with pytest.raises(DataError, match="nowhere cannot be read as an array"):
        array_blocks("nowhere", files[1])


def test_parquet(tmp_path):
    """Row groups are the blocks; names are those of the columns."""
    frame = pd.DataFrame(X, columns=["a", "b", "c", "d"]).assign(d=X[:, 3] == 1, sick=Y.astype(int))
    path = str(tmp_path / "data.parquet")
    frame.to_parquet(path, row_group_size=1700)
    source = parquet_blocks(path, "sick")
    assert len(source.loaders) == 4
    found = fit(source)
    same(found, fit(X, Y))
    assert found.names == ("(intercept)", "a", "b", "c", "d")
    same(fit(parquet_blocks(path, "sick", ["b"])), fit(X[:, 1:2], Y))
    with pytest.raises(DataError, match="has no column 'age'; it has"):
        parquet_blocks(path, "sick", ["age"])


def test_parquet_that_cannot_be_fitted(tmp_path):
    """Missing values and text are named, with the block."""
    path = str(tmp_path / "bad.parquet")
    pq.write_table(pa.table({"a": [1.0, None], "t": ["x", "y"], "y": [0, 1]}), path)
    with pytest.raises(DataError, match="nowhere cannot be read as Parquet"):
        parquet_blocks("nowhere", "y")
    with pytest.raises(DataError, match="column 'a' has missing values"):
        fit(parquet_blocks(path, "y", ["a"]))
    with pytest.raises(DataError, match="column 't' has type string; numbers are needed"):
        fit(parquet_blocks(path, "y", ["t"]))


def test_dask_arrays_and_frames():
    """``fit`` takes Dask collections; the partitions of X and y must be cut alike."""
    expected = fit(X, Y)
    cut = da.from_array(X, chunks=(1700, 2)), da.from_array(Y, chunks=1700)
    same(fit(*cut), expected)
    frame = dd.from_pandas(pd.DataFrame(X, columns=list("abcd")).assign(y=Y), npartitions=3)
    found = fit(frame[list("abcd")], frame["y"])
    same(found, expected)
    assert found.names[1:] == ("a", "b", "c", "d")
    assert fit(*cut, names="efgh").names[1:] == ("e", "f", "g", "h")
    with pytest.raises(DataError, match=r"cut into \[4, 6\] parts"):
        fit(cut[0], da.from_array(Y, chunks=1000))
    with pytest.raises(DataError, match="y, weights and offset must be, too"):
        fit(cut[0], Y)
    with pytest.warns(ConvergenceWarning, match="ran out") as told:
        fit(*cut, max_iter=1)
    assert told[0].filename == __file__


def test_threads_of_dask_change_no_bit():
    """Sums are taken in the same tree whoever computes the parts, and in order in one process."""
    first, again = (fit(blocks().on_dask()) for _ in range(2))
    assert np.array_equal(first.coefficients, again.coefficients)
    serial = fit(blocks())
    assert_allclose(first.coefficients, serial.coefficients, rtol=1e-11)
    assert np.array_equal(serial.coefficients, fit(blocks()).coefficients)


def test_sample_is_uniform_and_does_not_depend_on_the_order():
    """Surveys add up to the same sample in any order; each row is as likely as any other."""
    numbered = [survey.Block(k, Raw(*_numbered(k))) for k in range(4)]
    parts = [survey.Survey.of(block, intercept=True, classes=None) for block in numbered]
    forwards, backwards = reduce(add, parts), reduce(add, reversed(parts))
    assert len(forwards.sample.y) == 1500
    assert set(forwards.sample.X[:, 0]) == set(backwards.sample.X[:, 0])
    shares = np.bincount(forwards.sample.X[:, 0].astype(int) // 1000, minlength=4) / 1500
    assert_allclose(shares, 0.25, atol=0.04)


def _numbered(k):
    return 1000.0 * k + np.arange(1000)[:, None], np.arange(1000) % 2


def test_separation_is_proved_on_all_rows():
    """One row among thousands decides, in blocks as in memory; the certificate is exact."""
    x = np.linspace(-1, 1, M)[:, None]
    y = (x[:, 0] > 0).astype(float)
    with pytest.raises(SeparationError, match="thm-separation") as caught:
        fit(blocks(x, y))
    assert caught.value.separation.kind is Kind.COMPLETE
    overlapping = y.copy()
    overlapping[M // 2 - 1] = 1
    overlapping[M // 2] = 0
    same(fit(blocks(x, overlapping), max_iter=200), fit(x, overlapping), rtol=1e-8)


def test_quasi_complete_separation_by_a_rare_dummy():
    """A dummy that is one in five rows, all of one class, is found although the sample has none."""
    rare = np.zeros(M)
    rare[[10, 2000, 3000, 4500, 5500]] = 1
    y = np.where(rare == 1, 1.0, Y)
    with pytest.raises(SeparationError) as caught:
        fit(blocks(np.column_stack([X, rare]), y))
    assert caught.value.columns == ("x5",)


def test_dependent_columns_are_named():
    """Rank is decided on all rows."""
    with pytest.raises(RankError, match="'x5' is a combination of 'x1', 'x3'"):
        fit(blocks(np.column_stack([X, X[:, 0] + 100 * X[:, 2]])))
    with pytest.raises(RankError, match="'x5' is zero"):
        fit(blocks(np.column_stack([X, np.zeros(M)])))


@pytest.fixture
def offsets():
    """Return a fit of blocks with weights and an offset, and the same in memory."""
    weights = np.tile([1.0, 2.0, 0.5], M // 3)
    offset = np.sin(np.arange(M)) / 2
    more = {"weights": weights, "offset": offset}
    return fit(blocks(**more)), fit(X, Y, **more)


@pytest.mark.parametrize("names", [(), ("x2",), ("x1", "x4"), ("(intercept)",)])
@pytest.mark.parametrize("test", [Fit.wald_test, Fit.likelihood_ratio_test, Fit.score_test])
def test_tests_read_the_blocks_again(offsets, test, names):
    """The three tests give the statistics of the data in memory."""
    found, expected = offsets
    assert test(found, *names).df == test(expected, *names).df
    statistic = test(expected, *names).statistic
    assert test(found, *names).statistic == pytest.approx(statistic, rel=1e-7)
    shifted = test(expected, *names, value=0.1).statistic
    assert test(found, *names, value=0.1).statistic == pytest.approx(shifted, rel=1e-7)


def test_profiles_read_the_blocks_again(offsets):
    """So do profile intervals, and the null model of a pseudo R squared."""
    found, expected = offsets
    assert_allclose(found.profile_intervals("x4"), expected.profile_intervals("x4"), rtol=1e-7)
    assert found.mcfadden() == pytest.approx(expected.mcfadden(), rel=1e-9)
    beta = dict(zip(found.names, np.ones(5), strict=True))
    assert restricted_optimum(found, fixed(found.labels, beta))[0] == pytest.approx(
        restricted_optimum(expected, fixed(expected.labels, beta))[0], rel=1e-12
    )


def test_restricted_fits_take_few_passes(offsets):
    """The metric of the first fit serves: some ten passes a test, not as many as a fit."""
    source = Counting(blocks().loaders)
    found = fit(source)
    object.__setattr__(source, "passes", 0)
    found.likelihood_ratio_test("x4")
    assert 0 < source.passes <= 12


class Counting(Blocks):
    """Blocks that count how often they are read."""

    def total(self, kernel, add):
        """Count, and return the sum."""
        object.__setattr__(self, "passes", getattr(self, "passes", 0) + 1)
        return super().total(kernel, add)


def test_refusals():
    """The block at fault is named; the rows are not there to be fitted again."""
    bad = X.copy()
    bad[4500, 1] = np.nan
    with pytest.raises(DataError, match="in block 4, counted from 0: X is nan in row 500"):
        fit(blocks(bad))
    with pytest.raises(DataError, match="y is 1 in every row"):
        fit(blocks(y=np.ones(M)))
    with pytest.raises(DataError, match="every block is empty"):
        fit(Blocks([lambda: block(0, 0)]))
    with pytest.raises(DataError, match="blocks differ in their columns"):
        fit(Blocks([lambda: block(0, 100), lambda: block(0, 100, X=X[:, :2])]))
    with pytest.warns(ConvergenceWarning, match="ran out"):
        assert fit(blocks(), max_iter=1).status is Status.BUDGET
    found = fit(blocks())
    with pytest.raises(DataError, match="came in blocks and are not in memory; fit arrays"):
        found.deviance_residuals()
    with pytest.raises(DataError, match=r"no coefficient is called \['x9'\]"):
        found.score_test("x9")
    with pytest.raises(DataError, match=r"no coefficient is called \['x9'\]"):
        found.profile_log_likelihood("x9", 0.0)
    with pytest.raises(DataError, match="the fit is penalised"):
        fit(blocks(), l2=1.0).likelihood_ratio_test()


def test_derivatives_of_blocks_are_those_of_all_rows():
    """Loss, gradient and Hessian are the sums over the blocks, whatever the tree."""
    scaling = Scaling.of(X, intercept=True)
    theta = RNG.standard_normal(5)
    whole = Likelihood(Rows(X, Y, family=BINARY, scaling=scaling)).evaluate(theta, 2)
    for source in (blocks(), blocks().on_dask()):
        data = survey.BlockData.of(source, intercept=True, classes=None)
        found = Likelihood(data.source(scaling, BINARY)).evaluate(theta, 2)
        assert found.value == pytest.approx(whole.value, rel=1e-13)
        assert_allclose(found.gradient, whole.gradient, rtol=1e-10)
        assert_allclose(found.hessian, whole.hessian, rtol=1e-11, atol=1e-9)
    assert blocks().total(lambda part: len(part.raw.y), add) == M
