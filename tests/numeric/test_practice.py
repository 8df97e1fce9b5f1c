"""What practitioners run into: rows and columns that do not match, formulas not to be meant."""

from concurrent.futures import ThreadPoolExecutor
from importlib import import_module

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from numpy.testing import assert_allclose
from sklearn.linear_model import LogisticRegression as Peer

from lrmath.numeric import Blocks, DataError, Fit, RankError, Raw, fit, lasso_path
from lrmath.sklearn import INSTEAD, LogisticRegression

RNG = np.random.default_rng(0)
FRAME = pd.DataFrame(RNG.normal(size=(120, 2)), columns=["x", "Intercept"])
FRAME["g"] = np.tile(["a", "b", "c"], 40)
FRAME["y"] = (RNG.random(120) < 1 / (1 + np.exp(-FRAME["x"] - FRAME["Intercept"]))).astype(int)


def test_a_column_called_intercept():
    """It is a column like others; next to a constant, which formulaic calls so, it is refused."""
    with pytest.raises(DataError, match="'Intercept' is what a formula calls its constant"):
        fit("y ~ x + Intercept", FRAME)
    found = fit("y ~ 0 + x + Intercept", FRAME)
    expected = fit(FRAME[["x", "Intercept"]], FRAME["y"], intercept=False)
    assert found.names == ("x", "Intercept")
    assert_allclose(found.coefficients, expected.coefficients, rtol=1e-12)


@pytest.mark.parametrize("name", ["weights", "offset"])
def test_rows_in_another_order(name):
    """A series whose index is that of X in another order is refused, not mispaired."""
    shuffled = pd.Series(np.arange(120) / 120).sample(frac=1, random_state=0)
    with pytest.raises(DataError, match=f"X and {name} have different row labels"):
        fit(FRAME[["x"]], FRAME["y"], **{name: shuffled})
    with pytest.raises(DataError, match=f"X and {name} have different row labels"):
        fit("y ~ x", FRAME, **{name: shuffled})


def test_columns_of_weights_and_offsets():
    """With a formula they may be named."""
    frame = FRAME.assign(w=np.arange(120) % 3, off=FRAME["x"] / 2)
    found = fit("y ~ x", frame, weights="w", offset="off")
    expected = fit(frame[["x"]], frame["y"], weights=frame["w"], offset=frame["off"])
    assert np.array_equal(found.coefficients, expected.coefficients)
    with pytest.raises(DataError, match="weights='z' is no column; there are"):
        fit("y ~ x", frame, weights="z")


def test_names_that_are_not_different():
    """Tests go by names, so two coefficients cannot share one."""
    with pytest.raises(DataError, match="two columns are called 'a'"):
        fit(FRAME[["x", "Intercept"]], FRAME["y"], names=["a", "a"])
    with pytest.raises(DataError, match=r"two columns are called '\(intercept\)'"):
        fit(FRAME[["x"]], FRAME["y"], names=["(intercept)"])


def test_columns_in_another_order():
    """A frame whose columns stand in another order than the given names is refused."""
    found = fit(FRAME[["x", "Intercept"]].to_numpy(), FRAME["y"], names=["u", "v"])
    frame = pd.DataFrame([[1.0, 2.0]], columns=["u", "v"])
    assert found.predict_proba(frame).shape == (1,)
    with pytest.raises(DataError, match=r"the fit has the columns \('u', 'v'\), and X has"):
        found.predict_proba(frame[["v", "u"]])


def test_levels_that_were_not_seen():
    """A category without a coefficient is no reference level; one row may be scalars."""
    found = fit("y ~ x + g", FRAME)
    assert found.predict_proba({"x": 0.0, "g": "b"}).shape == (1,)
    with pytest.raises(DataError, match="has no coefficients for them"):
        found.predict_proba(pd.DataFrame({"x": [0.0], "g": ["q"]}))


@pytest.mark.parametrize("formula", ["y ~ ", "y ~ x | g", "y ~ __import__('os').getcwd()"])
def test_formulas_that_cannot_be_meant(formula):
    """The message is ours, whatever the parser stumbles over."""
    with pytest.raises(DataError, match=r"formula|response"):
        fit(formula, FRAME)


def test_nothing_to_test():
    """A model without slopes has no hypothesis."""
    with pytest.raises(DataError, match="nothing to test"):
        fit(np.empty((120, 0)), FRAME["y"]).score_test()


def test_a_factor_is_tested_as_a_whole():
    """The name of a formula's term stands for all its columns, as in statsmodels."""
    found = fit("y ~ x + C(g)", FRAME)
    peer = smf.logit("y ~ x + C(g)", FRAME).fit(disp=0, tol=1e-12)
    theirs = peer.wald_test_terms(scalar=True).table.loc["C(g)"]
    ours = found.wald_test("C(g)")
    assert (ours.statistic, ours.df) == (pytest.approx(theirs["statistic"], rel=1e-6), 2)
    smaller = smf.logit("y ~ x", FRAME).fit(disp=0, tol=1e-12)
    ratio = found.likelihood_ratio_test("C(g)")
    assert ratio.statistic == pytest.approx(2 * (peer.llf - smaller.llf), rel=1e-8)
    assert found.score_test("C(g)").df == 2


@pytest.mark.parametrize("value", [1.0, 3.0])
def test_a_constant_column_is_called_constant(value):
    """The most common mistake of all: a column of ones next to the intercept."""
    X = FRAME[["x"]].assign(const=value)
    for data in (X, X.to_numpy(np.float32)):
        with pytest.raises(RankError, match=r"is constant, a multiple of '\(intercept\)'"):
            fit(data, FRAME["y"])
    with pytest.raises(RankError, match="'const' is zero"):
        fit(X.assign(const=0.0), FRAME["y"])


def test_labels_of_objects():
    """0 and 1 are 0 and 1 in a column of objects too."""
    found = fit(FRAME[["x"]], FRAME["y"].astype(object))
    assert np.array_equal(found.coefficients, fit(FRAME[["x"]], FRAME["y"]).coefficients)


def test_what_follows_from_a_formula():
    """Robust errors, effects and residuals of a formula are those of its columns."""
    found, plain = fit("y ~ x", FRAME), fit(FRAME[["x"]], FRAME["y"])
    assert_allclose(found.robust().standard_errors, plain.robust().standard_errors, rtol=1e-12)
    effects = found.average_marginal_effects(), plain.average_marginal_effects()
    assert_allclose(effects[0].effects, effects[1].effects, rtol=1e-12)
    assert_allclose(found.deviance_residuals(), plain.deviance_residuals(), rtol=1e-12)


@pytest.mark.parametrize("groups", [None, np.arange(120) // 5])
def test_robust_errors_of_three_classes(groups):
    """The sandwich of K classes is that of the scores, written out row by row."""
    X, y = FRAME[["x"]].to_numpy(), np.arange(120) % 3
    found = fit(X, y, classes="all")
    A = np.column_stack([np.ones(120), X])
    residuals = (found.predict_proba(X) - np.eye(3)[y])[:, 1:]
    scores = np.einsum("ik,ij->ikj", residuals, A).reshape(120, -1)
    sums = scores if groups is None else np.add.reduceat(scores, np.arange(0, 120, 5))
    expected = found.covariance @ sums.T @ sums @ found.covariance
    assert_allclose(found.robust(groups).covariance, expected, rtol=1e-9, atol=1e-15)


@pytest.mark.parametrize("ratio", [0.0, 0.4, 1.0])
@pytest.mark.parametrize("labels", ["y", "g"])
def test_the_estimator_speaks_of_c_and_ratio(labels, ratio):
    """C and l1_ratio are scikit-learn's, and so are the weights of the classes."""
    X, y = FRAME[["x", "Intercept"]], FRAME[labels]
    options = {"C": 0.7, "l1_ratio": ratio, "class_weight": "balanced"}
    peer = Peer(solver="saga", tol=1e-12, max_iter=100_000, **options).fit(X, y)
    found = LogisticRegression(**options).fit(X, y)
    assert_allclose(found.coef_, peer.coef_, atol=1e-6)
    with pytest.raises(ValueError, match="C and l1_ratio, which say the same"):
        LogisticRegression(C=1.0, l2=1.0).fit(X, y)
    with pytest.raises(ValueError, match="C must be positive"):
        LogisticRegression(C=-1.0).fit(X, y)


@pytest.mark.parametrize("size", [1e-155, 1e-308, 1e155, 1e300])
@pytest.mark.parametrize("options", [{}, {"firth": True}, {"l2": 1.0}, {"l1": 1.0}])
def test_units_out_of_range(size, options):
    """Columns whose squares leave the range of floats are refused, not fitted wrongly."""
    X = FRAME[["x", "Intercept"]].rename(columns={"x": "tiny"}) * [size, 1]
    with pytest.raises(DataError, match="'tiny' has entries whose squares leave the range"):
        fit(X, FRAME["y"], **options)
    large = np.tile(FRAME[["x"]], (40, 1))
    large[1] = 1e200  # not among the rows from which scales are chosen
    with pytest.raises(DataError, match="'x1' has entries whose squares"):
        fit(large, np.tile(FRAME["y"], 40))


def test_data_changed_after_the_fit():
    """What would read other numbers than the fit did says so."""
    X = RNG.normal(size=(20_000, 3))
    y = (RNG.random(20_000) < 1 / (1 + np.exp(-X[:, 0]))).astype(int)
    found, small = fit(X, y), fit(X[:200].copy(), y[:200])
    X -= X.mean(axis=0)
    for follow in (
        Fit.deviance_residuals,
        Fit.average_marginal_effects,
        Fit.robust,
        Fit.wald_test,
        Fit.score_test,
    ):
        with pytest.raises(DataError, match="X was changed in place after the fit"):
            follow(found)
    assert small.standard_errors.shape == (4,)
    assert small.deviance_residuals().shape == (200,)


def test_groups_that_cannot_be_meant():
    """Missing labels, a single group, and rows in another order are refused."""
    found, groups = fit(FRAME[["x"]], FRAME["y"]), pd.Series(np.arange(120) // 6)
    aligned = found.robust(groups)
    shuffled = groups.sample(frac=1, random_state=0)
    with pytest.raises(DataError, match="groups and X have different row labels"):
        found.robust(shuffled)
    again = found.robust(shuffled.loc[found.data.index])
    assert np.array_equal(again.standard_errors, aligned.standard_errors)
    for missing in (np.where(groups < 3, np.nan, groups), np.array(["a", None] * 60, object)):
        with pytest.raises(DataError, match="groups has missing labels"):
            found.robust(missing)
    with pytest.raises(DataError, match="all observations are in one group"):
        found.robust(np.zeros(120))


def test_one_class_under_firth():
    """Firth's estimate exists: of m ones it is ln((m + 1/2) / (1/2)), and of blocks the same."""
    X = np.empty((10, 0))
    found = fit(X, np.ones(10), firth=True)
    assert found.coefficients[0] == pytest.approx(np.log(21.0), rel=1e-12)
    x = FRAME[["x"]].to_numpy()[:20]
    in_blocks = fit(Blocks([lambda: Raw(x, np.ones(20))]), firth=True)
    assert_allclose(in_blocks.coefficients, fit(x, np.ones(20), firth=True).coefficients, rtol=1e-9)
    with pytest.raises(DataError, match="or Firth's penalty"):
        fit(x, np.ones(20))


def test_concurrent_fits_leave_blas_alone():
    """The number of threads of BLAS is what it was, though fits overlapped."""
    info = import_module("threadpoolctl").threadpool_info
    before = [library["num_threads"] for library in info()]
    X, y = RNG.normal(size=(5000, 5)), RNG.integers(0, 2, 5000)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda start: fit(X[start:], y[start:]), range(16)))
    assert [library["num_threads"] for library in info()] == before


def test_every_parameter_of_scikit_learn_has_an_answer():
    """What its class takes ours takes too, or says what to write instead."""
    ours = LogisticRegression()
    theirs = {name for name in Peer().get_params() if name not in ours.get_params()}
    methods = {name for name in dir(Peer) if name[0] != "_" and not hasattr(ours, name)}
    assert theirs | methods == set(INSTEAD)
    with pytest.raises(ValueError, match="there is no parameter 'solver': not needed"):
        ours.set_params(solver="lbfgs")
    with pytest.raises(ValueError, match="Invalid parameter 'nonsense'"):
        ours.set_params(nonsense=1)
    assert ours.set_params(l2=2.0).l2 == 2.0
    with pytest.raises(ValueError, match="fit_intercept must be True or False"):
        LogisticRegression(fit_intercept="no").fit(FRAME[["x"]], FRAME["y"])


def test_one_offset_out_of_all_proportion():
    """A row that its offset decides says nothing of the coefficients, however large that is."""
    X = FRAME[["x"]].to_numpy()
    y, sure = FRAME["y"].to_numpy(), int(np.argmax(FRAME["y"] == 1))
    expected = fit(np.delete(X, sure, 0), np.delete(y, sure))
    for size in (1e3, 1e5, 1e9):
        found = fit(X, y, offset=np.where(np.arange(120) == sure, size, 0.0))
        assert_allclose(found.coefficients, expected.coefficients, rtol=1e-12)


@pytest.mark.parametrize("column", [np.empty((120, 0)), np.zeros((120, 1))])
def test_no_path_where_no_slope_can_move(column):
    """Without a slope that a penalty could hold there is nothing to walk along."""
    with pytest.raises(DataError, match="there is no path"):
        lasso_path(column, FRAME["y"])


def test_what_was_left_out_is_asked_for():
    """A contrast needs its text, a Dask collection its labels."""
    with pytest.raises(DataError, match="no contrast is given"):
        fit("y ~ x", FRAME).contrasts()
    features = import_module("dask.array").from_array(FRAME[["x"]].to_numpy(), chunks=(40, 1))
    with pytest.raises(DataError, match="labels are missing"):
        fit(features)


def test_dask_partitions_without_rows():
    """A filter that leaves partitions empty leaves a fit."""
    table = import_module("dask.dataframe").from_pandas(FRAME.assign(k=range(120)), npartitions=6)
    kept = table[table["k"] >= 45]
    found = fit(kept[["x"]], kept["y"])
    assert_allclose(found.coefficients, fit(FRAME[["x"]][45:], FRAME["y"][45:]).coefficients)
