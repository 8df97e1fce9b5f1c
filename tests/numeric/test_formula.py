"""Formulas: dummies, transformations, new rows, and what is wrong said clearly."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from numpy.testing import assert_allclose

from lrmath.numeric import ConvergenceWarning, DataError, fit
from lrmath.numeric.data import formulas

RNG = np.random.default_rng(8)
FRAME = pd.DataFrame(
    {
        "age": RNG.uniform(20, 70, 120),
        "dose": RNG.uniform(1, 9, 120),
        "city": RNG.choice(["Oslo", "Rome", "Wien"], 120),
        "sick": np.where(RNG.random(120) < 0.4, "yes", "no"),
    }
).assign(y=lambda frame: (frame["sick"] == "yes").astype(int))


def test_agrees_with_statsmodels():
    """Dummies, a transformation and an interaction are those of statsmodels' formula."""
    model = "y ~ age + np.log(dose) + C(city) + age:dose"
    peer = smf.logit(model, FRAME).fit(disp=0, tol=1e-12)
    found = fit(model.replace("np.log", "log"), FRAME)
    assert_allclose(np.sort(found.coefficients), np.sort(peer.params), rtol=1e-7)
    assert found.names[0] == "(intercept)"
    assert "C(city)[T.Rome]" in found.names


def test_text_and_events():
    """Text columns need no C(); a comparison on the left says which value is 1."""
    found = fit("{sick == 'yes'} ~ age + city", FRAME)
    same = fit("y ~ age + C(city)", FRAME.to_dict("series"))
    assert_allclose(found.coefficients, same.coefficients, rtol=1e-12)


def test_new_rows_go_through_the_formula():
    """Predictions take the columns that the formula names, also when a category is absent."""
    found = fit("y ~ log(dose) + city", FRAME)
    X = np.column_stack([np.log(FRAME["dose"]), FRAME["city"] == "Rome", FRAME["city"] == "Wien"])
    plain = fit(X, FRAME["y"])
    some = FRAME[FRAME["city"] == "Rome"].head(3)
    expected = plain.predict_proba(X[FRAME["city"] == "Rome"][:3])
    assert_allclose(found.predict_proba(some), expected, rtol=1e-12)
    assert found.predict_proba(some).index.equals(some.index)
    with pytest.raises(DataError, match="the formula cannot be used"):
        found.predict_proba(FRAME[["age"]])


def test_without_intercept_and_with_penalty():
    """``- 1`` leaves out the constant; options go to the fit."""
    assert fit("y ~ age - 1", FRAME).names == ("age",)
    assert fit("y ~ age", FRAME, l2=2.0).l2 == 2.0


@pytest.mark.parametrize(
    ("model", "message"),
    [
        ("y ~ height", "`height` is not present"),
        ("y ~ age +", "the formula cannot be used"),
        ("age", "has no response; write 'y ~ age'"),
        ("city ~ age", r"not one column of 0 and 1 but \['city\[Oslo\]'"),
        ("age ~ dose", "y must hold 0 and 1 only"),
    ],
)
def test_refusals(model, message):
    """Each refusal says what is missing or wrong."""
    with pytest.raises(DataError, match=message):
        fit(model, FRAME)


def test_missing_values_are_refused():
    """They are never dropped in silence."""
    with pytest.raises(DataError, match=r"`age` contains null.*Drop or impute"):
        fit("y ~ age", FRAME.assign(age=FRAME["age"].where(FRAME["age"] > 21)))


def test_without_formulaic_the_remedy_is_named(monkeypatch):
    """The package is needed here only, and said so."""

    def absent(name):
        raise ImportError(name)

    monkeypatch.setattr(formulas, "import_module", absent)
    with pytest.raises(ImportError, match="pip install formulaic"):
        fit("y ~ age", FRAME)


class Columns:
    """A data frame of another package, as far as it is needed here."""

    def __init__(self, frame):
        self.frame, self.columns = frame, list(frame)

    def to_pandas(self):
        """Return the frame of pandas."""
        return self.frame


def test_formula_as_the_first_argument():
    """``fit`` takes a formula and a frame in place of X and y."""
    found, expected = (
        fit("y ~ age + city", FRAME, l2=0.5),
        fit("y ~ age + city", FRAME, l2=0.5),
    )
    assert np.array_equal(found.coefficients, expected.coefficients)
    assert found.formula == "y ~ age + city"
    weights, offset = np.tile([1.0, 2.0], 60), np.full(120, 0.5)
    X = np.column_stack([FRAME["age"], FRAME["dose"]])
    same = fit("y ~ age + dose", Columns(FRAME), weights=weights, offset=offset)
    expected = fit(X, FRAME["y"], weights=weights, offset=offset)
    assert_allclose(same.coefficients, expected.coefficients, rtol=1e-13)


def test_softmax_regression_by_formula():
    """Labels of any kind on the left; new rows as a frame, of pandas or polars."""
    X = np.column_stack([np.log(FRAME["dose"]), FRAME["sick"] == "yes"])
    found = fit("city ~ log(dose) + sick", FRAME, classes="all")
    expected = fit(X, FRAME["city"], classes="all")
    assert found.classes == ("Oslo", "Rome", "Wien")
    assert_allclose(found.coefficients, expected.coefficients, rtol=1e-12)
    assert_allclose(found.predict_proba(FRAME), expected.predict_proba(X), rtol=1e-12)
    assert list(found.predict(Columns(FRAME))) == list(expected.predict(X))
    assert fit("city ~ age - 1", FRAME, l2=1.0, classes="all").names == ("age",)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: fit("y ~ height", FRAME), r"`height` is not present.*columns \['age', 'dose'"),
        (lambda: fit("y ~ age", FRAME.to_numpy()), "needs a data frame.*came with a ndarray"),
        (lambda: fit("y ~ age", None), "needs a data frame.*came with a NoneType"),
        (
            lambda: fit("y ~ age", FRAME, intercept=False),
            "goes without intercept; write 'y ~ x - 1",
        ),
        (lambda: fit("y ~ age", FRAME, names=["a"]), "goes without names"),
        (
            lambda: fit("town ~ age", FRAME, classes="all"),
            r"column of labels on its left.*\['age',",
        ),
        (lambda: fit("age", FRAME, classes="all"), "column of labels on its left"),
        (lambda: fit("city ~ height", FRAME, classes="all"), "`height` is not present"),
    ],
)
def test_refusals_of_strings(call, message):
    """What is missing is named, and what there is."""
    with pytest.raises(DataError, match=message):
        call()


def test_warnings_point_to_the_caller():
    """Whichever form the data have, the warning names the line that called ``fit``."""
    X = FRAME[["age"]]
    calls = [
        lambda: fit("y ~ age", FRAME, max_iter=1),
        lambda: fit(X, FRAME["y"], max_iter=1),
        lambda: fit("city ~ age", FRAME, max_iter=1, classes="all"),
        lambda: fit(X, FRAME["city"], max_iter=1, classes="all"),
        lambda: fit("y ~ age", FRAME, max_iter=1),
    ]
    for call in calls:
        with pytest.warns(ConvergenceWarning, match="ran out") as caught:
            call()
        assert caught[0].filename == __file__


#: One feature.
ROWS = pd.DataFrame({"x": FRAME["dose"] - 5, "y": FRAME["y"]})


def test_offset_inside_a_formula():
    """Its coefficient is 1, for the fit and for new rows; twice is refused."""
    frame = ROWS.assign(z=ROWS["x"] / 3)
    inside, beside = fit("y ~ x + offset(z)", frame), fit("y ~ x", frame, offset="z")
    assert inside.names == beside.names
    assert np.array_equal(inside.coefficients, beside.coefficients)
    assert_allclose(inside.predict_proba(frame), beside.predict_proba(frame, frame["z"]))
    with pytest.raises(DataError, match=r"has an offset\(\) already"):
        fit("y ~ x + offset(z)", frame, offset="z")


def test_natural_splines():
    """The curves of ns are R's: cubics that join at the quantiles, and straight outside."""
    x = ROWS["x"].to_numpy()
    ends = np.array([x.min(), *np.quantile(x, [1 / 3, 2 / 3]), x.max()])

    def bent(k):
        cubes = np.maximum(x - ends[k], 0) ** 3 - np.maximum(x - ends[-1], 0) ** 3
        return cubes / (ends[-1] - ends[k])

    basis = np.column_stack([x, bent(0) - bent(2), bent(1) - bent(2)])
    found, expected = fit("y ~ ns(x, 3)", ROWS), fit(basis, ROWS["y"])
    assert found.log_likelihood == pytest.approx(expected.log_likelihood, rel=1e-10)
    assert_allclose(found.predict_proba(ROWS.head(5)), expected.predict_proba(basis[:5]), rtol=1e-6)
    with pytest.raises(DataError, match=r"ns\(z, 1\) has no knots"):
        fit("y ~ ns(x, 1)", ROWS)


@pytest.mark.parametrize("spline", ["cr(x, df=4)", "cc(x, df=4)"])
def test_splines_with_an_intercept(spline):
    """They are centred, so that the constant is not in them twice; new rows get the same basis."""
    found = fit(f"y ~ {spline}", ROWS)
    assert len(found.names) == 5
    whole = found.predict_proba(ROWS)
    assert_allclose(found.predict_proba(ROWS.head(3)), whole[:3], rtol=1e-12)


def test_levels_that_do_not_occur():
    """They have no column; a factor of one level is named."""
    levels = pd.Categorical(np.tile(["u", "v"], len(ROWS) // 2), categories=["u", "v", "w"])
    found = fit("y ~ g", ROWS.assign(g=levels))
    assert found.names == ("(intercept)", "g[T.v]")
    with pytest.raises(DataError, match="'g' takes one value only"):
        fit("y ~ x + g", ROWS.assign(g="u"))


def test_missing_rows_are_dropped_and_counted():
    """As in R's glm; only the columns that are used count."""
    frame = ROWS.assign(w=1.0, other=np.nan)
    frame.loc[[3, 5], "x"] = np.nan
    frame.loc[7, "w"] = np.nan
    found = fit("y ~ x", frame, weights="w", missing="drop")
    kept = frame.drop(index=[3, 5, 7])
    assert np.array_equal(found.coefficients, fit("y ~ x", kept).coefficients)
    assert "(3 with missing values dropped)" in str(found.summary())
    arrays = fit(frame[["x"]], ROWS["y"], weights=frame["w"], missing="drop")
    assert np.array_equal(arrays.coefficients, found.coefficients)
    plain = fit(frame[["x"]].to_numpy(), ROWS["y"].tolist(), missing="drop")
    assert plain.data.dropped == 2
    with pytest.raises(DataError, match="Drop or impute"):
        fit("y ~ x", frame)
    with pytest.raises(DataError, match="every row has a missing value"):
        fit(frame[["other"]], ROWS["y"], missing="drop")
    with pytest.raises(DataError, match="missing must be 'raise' or 'drop'"):
        fit(frame[["x"]], ROWS["y"], missing="ignore")
