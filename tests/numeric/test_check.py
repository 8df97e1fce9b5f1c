"""The front door: what is accepted, and what each refusal says."""

import numpy as np
import pandas as pd
import pytest

from lrmath.numeric import DataError, fit
from lrmath.numeric.data.observations import check_data

X = np.array([[0.0, 1.0], [1.0, 3.0], [2.0, 0.0], [3.0, 5.0], [4.0, 1.0], [5.0, 2.0]])
Y = np.array([0, 1, 0, 0, 1, 1])


def changed(array, index, value):
    """Return a copy with one entry replaced."""
    copy = array.astype(float)
    copy[index] = value
    return copy


ACCEPTED_X = {
    "list": X.tolist(),
    "int": X.astype(int),
    "int8": X.astype(np.int8),
    "unsigned": X.astype(np.uint16),
    "float32": X.astype(np.float32),
    "long double": X.astype(np.longdouble),
    "Fortran": np.asfortranarray(X),
    "strided": np.repeat(X, 2, axis=1)[:, ::2],
    "reversed": X[::-1][::-1],
    "pandas": pd.DataFrame(X, columns=["x1", "x2"]),
    "pandas of mixed types": pd.DataFrame({"x1": X[:, 0].astype(int), "x2": X[:, 1]}),
}


@pytest.mark.parametrize("form", ACCEPTED_X)
def test_every_form_of_the_features_gives_the_same_fit(form):
    """Lists, integers, float32, any memory order and data frames are one and the same data."""
    assert np.array_equal(fit(ACCEPTED_X[form], Y).coefficients, fit(X, Y).coefficients)


@pytest.mark.parametrize(
    "y", [Y.tolist(), Y == 1, Y.astype(float), Y.astype(np.uint8), pd.Series(Y), pd.Series(Y == 1)]
)
def test_every_form_of_y_gives_the_same_fit(y):
    """0 and 1 may be booleans, integers, floats, a list or a series."""
    assert np.array_equal(fit(X, y).coefficients, fit(X, Y).coefficients)


def test_frame_of_booleans_and_numbers():
    """A frame with dummy columns, which NumPy would make an object array, is numeric."""
    frame = pd.DataFrame({"a": X[:, 0], "b": X[:, 1] > 1})
    assert fit(frame, Y).names == ("(intercept)", "a", "b")


def test_float64_is_neither_copied_nor_modified():
    """The data of the caller are used where they lie, and stay as they are."""
    mine = X.copy()
    mine.setflags(write=False)
    data = check_data(mine, Y)
    assert np.shares_memory(data.X, mine)
    fit(mine, Y, weights=np.ones(6), offset=np.zeros(6))
    assert np.array_equal(mine, X)


def test_names():
    """Names come from the frame, from the argument, or are numbered as on the page."""
    assert check_data(X, Y).names == ("(intercept)", "x1", "x2")
    assert check_data(X, Y, names=["a", "b"], intercept=False).names == ("a", "b")
    frame = pd.DataFrame(X, columns=["c", "d"])
    assert check_data(frame, Y).names == ("(intercept)", "c", "d")
    assert check_data(frame, Y, names=["a", "b"]).names == ("(intercept)", "a", "b")


def test_duplicate_column_names_are_kept_apart():
    """Two columns of one name are two columns, once they are called differently."""
    frame = pd.DataFrame(X, columns=["a", "a"])
    assert np.array_equal(check_data(frame, Y, names=["a", "b"]).X, X)
    with pytest.raises(DataError, match="two columns are called 'a'"):
        check_data(frame, Y)


def test_rows_of_weight_zero_do_not_count():
    """A row of weight 0 is as good as absent."""
    weights = np.array([1, 1, 0, 2, 1, 1.0])
    data = check_data(X, Y, weights, offset=np.arange(6.0))
    assert (len(data.y), data.size) == (5, 6)
    assert np.array_equal(data.offset, [0, 1, 3, 4, 5])


REFUSED = {
    "labels -1, 1": ((X, 2 * Y - 1), r"0 and 1 only, but it holds -1, 1"),
    "labels 1, 2": ((X, Y + 1), r"holds 1, 2"),
    "strings": ((X, np.where(Y, "yes", "no")), r"holds 'no', 'yes'.*y == 'yes'"),
    "categories": ((X, pd.Series(np.where(Y, "b", "a"), dtype="category")), r"holds 'a', 'b'"),
    "proportions": ((X, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]), r"holds 0.1, 0.2.*6 different values"),
    "objects": ((X, np.array([0, 1, None, 1, 0, 1])), r"y\[2\] is missing; drop or impute it"),
    "NaN in y": ((X, changed(Y, 3, np.nan)), r"y\[3\] is nan"),
    "two-dimensional y": ((X, Y[:, None]), r"y has shape \(6, 1\).*needed"),
    "length of y": ((X, Y[:5]), r"y has 5 entries and X has 6 rows"),
    "one class": ((X, np.ones(6)), r"y is 1 in every row.*thm-separation.*At least two classes"),
    "NaN in X": ((changed(X, (2, 1), np.nan), Y), r"X is nan in row 2, column 'x2'"),
    "inf in X": ((changed(X, (0, 0), -np.inf), Y), r"X is -inf in row 0, column 'x1'"),
    "vector X": ((X[:, 0], Y), r"X has shape \(6,\).*reshape\(-1, 1\)"),
    "cube X": ((X[None], Y), r"X has shape \(1, 6, 2\)"),
    "no rows": ((X[:0], Y[:0]), r"X is empty.*\(0, 2\)"),
    "ragged": (([[1, 2], [3]], [0, 1]), r"X is not rectangular"),
    "complex": ((X + 0j, Y), r"X has dtype complex128; real numbers"),
    "object": ((X.astype(object), Y), r"X has dtype object"),
    "text": ((np.full((6, 2), "a"), Y), r"X has dtype <U1"),
    "text column": ((pd.DataFrame({"a": X[:, 0], "b": list("pqrstu")}), Y), r"X\['b'\] has dtype"),
    "index": (
        (pd.DataFrame(X), pd.Series(Y, index=range(1, 7))),
        r"different row labels.*reset_index",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refusal_names_the_culprit(case):
    """Each refusal says which entry is wrong and what was found there."""
    arguments, message = REFUSED[case]
    with pytest.raises(DataError, match=message):
        fit(*arguments)


KEYWORDS = {
    "negative weight": ({"weights": [1, 1, -2, 1, 1, 1]}, r"weights\[2\] is -2"),
    "no weight": ({"weights": np.zeros(6)}, r"weights are all zero"),
    "NaN weight": ({"weights": changed(np.ones(6), 1, np.nan)}, r"weights\[1\] is nan"),
    "weights' shape": ({"weights": np.ones(5)}, r"weights has shape \(5,\).*\(6,\)"),
    "one class left": ({"weights": 1 - Y}, r"y is 0 in every row"),
    "offset": ({"offset": np.ones((6, 1))}, r"offset has shape \(6, 1\)"),
    "names": ({"names": ["a"]}, r"names has 1 entries for the 2 columns"),
    "negative penalty": ({"l2": -1.0}, r"l2 must be a finite number, at least 0; got -1.0"),
    "penalty of text": ({"l2": "1"}, r"l2 must be .* got '1'"),
    "no iteration": ({"max_iter": 0}, r"max_iter must be a whole number, at least 1; got 0"),
}


@pytest.mark.parametrize("case", KEYWORDS)
def test_refused_options(case):
    """The options are checked as the data are."""
    keywords, message = KEYWORDS[case]
    with pytest.raises(DataError, match=message):
        fit(X, Y, **keywords)


def test_no_column_at_all():
    """Without columns the intercept alone is fitted; without both there is nothing to fit."""
    assert fit(X[:, :0], Y).names == ("(intercept)",)
    with pytest.raises(DataError, match="X is empty"):
        fit(X[:, :0], Y, intercept=False)
