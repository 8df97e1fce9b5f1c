"""Every type of data gives the right fit or a clear error, in every entry, and stays as it was."""

import copy
import pickle
from functools import partial

import numpy as np
import pandas as pd
import pytest
import scipy.sparse as sp
from numpy.testing import assert_allclose

from lrmath.numeric import Blocks, DataError, Raw, find_separation, fit, lasso_path

RNG = np.random.default_rng(7)
X = RNG.integers(0, 5, (40, 3)).astype(float) * (RNG.random((40, 3)) < 0.6)
Y = (RNG.random(40) < 0.5).astype(int)
Z = RNG.integers(0, 3, 40)


def in_blocks(X, y, weights=None, offset=None):
    """Fit the data in one block."""
    return fit(Blocks([lambda: Raw(X, y, weights, offset)]))


#: What is fitted, by name, and whether more than two classes are.
ENTRIES = {
    "fit": (fit, False),
    "firth": (partial(fit, firth=True), False),
    "lasso": (lambda X, y, **more: fit(X, y, l1=0.5, **more), False),
    "lasso_path": (lambda X, y, **more: lasso_path(X, y, count=2, **more)[1], False),
    "blocks": (in_blocks, False),
    "classes": (partial(fit, classes="all"), True),
    "classes firth": (partial(fit, classes="all", firth=True), True),
    "classes lasso": (
        lambda X, y, **more: fit(X, y, l1=0.5, **more, classes="all"),
        True,
    ),
    "classes path": (
        lambda X, y, **more: lasso_path(X, y, count=2, **more, classes="all")[1],
        True,
    ),
}
#: What returns no fit.
OTHERS = {
    "find_separation": (find_separation, False),
}


class Columns:
    """A data frame of another package, as far as it is needed here."""

    def __init__(self, X):
        self.X, self.columns = X, ["a", "b", "c"]
        self.shape = X.shape

    def __getitem__(self, name):
        return self.X[:, self.columns.index(name)]

    def __len__(self):
        return len(self.X)


class Lazy:
    """A data frame that is a plan, as far as it is needed here."""

    def __len__(self):
        return 40

    def collect(self):
        """Return the rows."""


def contents(given):
    """Return a copy of all that an object holds, to compare with later."""
    return given.copy() if hasattr(given, "iloc") else pickle.dumps(copy.deepcopy(given))


def unchanged(given, before):
    """Say whether an object holds what it held."""
    return before.equals(given) if hasattr(given, "iloc") else contents(given) == before


def frozen(array):
    """Return the array, which nobody may write to."""
    array.setflags(write=False)
    return array


def shuffled_rows():
    """Return sparse rows whose columns are out of order and partly in two entries."""
    rows = sp.csr_array(X)
    halves = sp.csr_array(
        (np.repeat(rows.data / 2, 2), np.repeat(rows.indices, 2), 2 * rows.indptr), shape=X.shape
    )
    for i in range(len(X)):
        some = slice(*halves.indptr[i : i + 2])
        halves.indices[some] = halves.indices[some][::-1]
        halves.data[some] = halves.data[some][::-1]
    halves.has_sorted_indices = halves.has_canonical_format = False
    return halves


FEATURES = {
    "list": X.tolist(),
    "list of arrays": list(X),
    "integers": X.astype(int),
    "one byte": X.astype(np.int8),
    "unsigned": X.astype(np.uint64),
    "float16": X.astype(np.float16),
    "float32": X.astype(np.float32),
    "long double": X.astype(np.longdouble),
    "other byte order": X.astype(">f8"),
    "by columns": np.asfortranarray(X),
    "every second": np.repeat(X, 2, axis=1)[:, ::2],
    "backwards": X[::-1, ::-1].copy()[::-1, ::-1],
    "read only": frozen(X.copy()),
    "mask that hides nothing": np.ma.masked_array(X, mask=np.zeros_like(X, dtype=bool)),
    "pandas": pd.DataFrame(X),
    "pandas of several types": pd.DataFrame({"a": X[:, 0].astype(int), "b": X[:, 1], "c": X[:, 2]}),
    "pandas with its own integers": pd.DataFrame(X).astype("Int64"),
    "pandas with its own floats": pd.DataFrame(X).astype("Float64"),
    "pandas on Arrow": pd.DataFrame(X).astype("float64[pyarrow]"),
    "sparse pandas": pd.DataFrame(X).astype(pd.SparseDtype(float, 0)),
    "frame of another package": Columns(X),
    **{
        f"sparse {form}": getattr(sp, f"{form}_array")(X)
        for form in ["bsr", "coo", "csc", "csr", "dia", "dok", "lil"]
    },
    "sparse matrix": sp.csr_matrix(X),
    "sparse integers": sp.csr_array(X.astype(int)),
    "sparse float32": sp.csc_array(X.astype(np.float32)),
    "sparse with long indices": sp.csr_array(X, dtype=float),
    "sparse, out of order": shuffled_rows(),
}
FEATURES["sparse with long indices"].indices = sp.csr_array(X).indices.astype(np.int64)


@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize("form", FEATURES)
def test_features_of_any_type(entry, form):
    """The fit and its predictions are those of the plain array; the data stay as they were."""
    function, many = ENTRIES[entry]
    given, y = FEATURES[form], Z if many else Y
    before = contents(given)
    found, expected = function(given, y), function(X, y)
    assert_allclose(found.coefficients, expected.coefficients, rtol=1e-9, atol=1e-12)
    assert_allclose(found.predict_proba(given), expected.predict_proba(X), rtol=1e-9)
    assert unchanged(given, before)


BOOLEANS = [X > 1, sp.csr_array(X > 1), pd.DataFrame(X > 1), pd.DataFrame(X > 1).astype("boolean")]


@pytest.mark.parametrize("entry", ENTRIES)
def test_booleans_are_zeros_and_ones(entry):
    """True is 1, in arrays, sparse arrays and both kinds of columns."""
    function, many = ENTRIES[entry]
    expected = function((X > 1).astype(float), Z if many else Y).coefficients
    for given in BOOLEANS:
        assert_allclose(function(given, Z if many else Y).coefficients, expected, rtol=1e-9)


LABELS = {
    "list": Y.tolist(),
    "booleans": Y == 1,
    "floats": Y.astype(float),
    "float32": Y.astype(np.float32),
    "one byte": Y.astype(np.uint8),
    "every second": np.repeat(Y, 2)[::2],
    "read only": frozen(Y.copy()),
    "series": pd.Series(Y),
    "series with its own integers": pd.Series(Y, dtype="Int64"),
    "series with its own booleans": pd.Series(Y == 1, dtype="boolean"),
    "categories": pd.Series(Y, dtype="category"),
}


@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize("form", LABELS)
def test_two_labels_of_any_type(entry, form):
    """0 and 1 may be numbers, booleans or categories; the labels stay as they were."""
    function, _ = ENTRIES[entry]
    given = LABELS[form]
    before = contents(given)
    assert_allclose(function(X, given).coefficients, function(X, Y).coefficients, rtol=1e-9)
    assert unchanged(given, before)


NAMES = np.array(["ash", "oak", "yew"])[Z]
CLASSES = {
    "text": NAMES,
    "text as objects": NAMES.astype(object),
    "bytes": NAMES.astype("S3"),
    "series": pd.Series(NAMES),
    "categories": pd.Series(NAMES, dtype="category"),
    "list": NAMES.tolist(),
    "floats": Z / 2,
    "dates": np.array(["2020-01-01", "2021-01-01", "2022-01-01"], dtype="M8[D]")[Z],
}


@pytest.mark.parametrize("entry", [name for name, (_, many) in ENTRIES.items() if many])
@pytest.mark.parametrize("form", CLASSES)
def test_classes_of_any_type(entry, form):
    """Labels of any sortable kind give the coefficients of 0, 1 and 2, and come back."""
    function, _ = ENTRIES[entry]
    found, expected = function(X, CLASSES[form]), function(X, Z)
    assert_allclose(found.coefficients, expected.coefficients, rtol=1e-12)
    back = np.searchsorted(np.array(found.classes), found.predict(X))
    assert np.array_equal(back, expected.predict(X))


def changed(array, index, value):
    """Return a copy with one entry replaced."""
    copied = array.astype(float)
    copied[index] = value
    return copied


BAD_FEATURES = {
    "NaN": (changed(X, (2, 1), np.nan), r"X is nan in row 2, column 'x2': 1 .*Drop or impute"),
    "infinity": (changed(X, (0, 0), np.inf), r"X is inf in row 0.*Drop or impute"),
    "sparse NaN": (sp.csc_array(changed(X, (2, 1), np.nan)), r"X is nan in row 2.*impute"),
    "pandas NA": (pd.DataFrame(X).astype("Int64").mask(X == 4), r"X is nan in row.*impute"),
    "masked": (np.ma.masked_array(X, mask=X == 4), r"X has \d+ masked entries.*Drop or impute"),
    "no rows": (X[:0], r"X is empty: its shape is \(0, 3\)|every block is empty"),
    "vector": (X[:, 0], r"X has shape \(40,\).*x.reshape\(-1, 1\)"),
    "series": (pd.Series(X[:, 0]), r"X has shape \(40,\).*x.reshape\(-1, 1\)"),
    "cube": (X[None], r"X has shape \(1, 40, 3\); one row per"),
    "number": (3.0, r"X has shape \(\); one row per observation"),
    "nothing": (None, r"X has dtype object; real numbers are needed"),
    "ragged": ([[1, 2], [3]], "X is not rectangular"),
    "complex": (X + 0j, r"X has dtype complex128; real numbers are needed.*X.real"),
    "sparse complex": (sp.csr_array(X + 0j), r"X has dtype complex128; real numbers.*X.real"),
    "objects": (X.astype(object), r"X has dtype object; real numbers.*astype\(float\)"),
    "text": (X.astype(str), r"X has dtype <U\d+; real numbers are needed.*encode"),
    "bytes": (X.astype("S3"), r"X has dtype \|S3; real numbers"),
    "dates": (X.astype("M8[D]"), r"X has dtype datetime64\[D\]; real numbers"),
    "fields": (np.zeros(40, dtype=[("a", float)]), r"X has dtype \[\('a', '<f8'\)\]; real"),
    "text in a frame": (pd.DataFrame(X).assign(t="a"), r"X\['t'\] has dtype .*encode"),
    "categories in a frame": (
        pd.DataFrame(X).assign(g=pd.Categorical(Z)),
        r"X\['g'\] is categorical.*get_dummies",
    ),
    "dates in a frame": (pd.DataFrame(X).assign(t=pd.Timestamp(0)), r"X\['t'\] has dtype dat"),
    "lazy frame": (Lazy(), r"X is a Lazy, whose rows are not there yet: X.collect\(\)"),
    "generator": ((row for row in X), r"X has dtype object"),
}


@pytest.mark.parametrize("entry", [*ENTRIES, *OTHERS])
@pytest.mark.parametrize("case", BAD_FEATURES)
def test_features_that_cannot_be_used(entry, case):
    """Each refusal says what came, where, and what to do."""
    function, many = (ENTRIES | OTHERS)[entry]
    given, message = BAD_FEATURES[case]
    m = len(given) if case == "no rows" else 40
    with pytest.raises(DataError, match=message):
        function(given, (Z if many else Y)[:m])


BAD_LABELS = {
    "NaN": (changed(Y, 3, np.nan), r"y\[3\] is nan"),
    "infinity": (changed(Y, 3, np.inf), r"y\[3\] is inf"),
    "missing": (np.where(Y, 1, None), r"y\[\d+\] is missing; drop or impute"),
    "pandas NA": (
        pd.Series(Y, dtype="Int64").mask(Z == 1),
        r"y\[\d+\] is (missing|nan); drop or impute",
    ),
    "masked": (np.ma.masked_array(Y, mask=Z == 1), r"y has \d+ masked entries.*Drop or impute"),
    "column": (Y[:, None], r"y has shape \(40, 1\).*one label per row"),
    "frame": (pd.DataFrame({"y": Y}), r"y has shape \(40, 1\)"),
    "too few": (Y[:30], r"y has 30 entries and X has 40 rows"),
    "one class": (np.ones(40), r"y is 1(\.0)? in every row"),
    "number": (1.0, r"y has shape \(\)"),
    "complex": (Y + 0j, r"y (must hold 0 and 1 only|has dtype complex128)"),
}


def refused(entries, cases):
    """Return the pairs to try; Firth's estimate of one class exists."""
    pairs = [(entry, case) for case in cases for entry in entries]
    return [pair for pair in pairs if pair[0] != "firth" or not pair[1].startswith("one class")]


@pytest.mark.parametrize(("entry", "case"), refused([*ENTRIES, *OTHERS], BAD_LABELS))
def test_labels_that_cannot_be_used(entry, case):
    """Each refusal says what came and what is needed."""
    given, message = BAD_LABELS[case]
    with pytest.raises(DataError, match=message):
        (ENTRIES | OTHERS)[entry][0](X, given)


@pytest.mark.parametrize("entry", [n for n, (_, many) in (ENTRIES | OTHERS).items() if not many])
@pytest.mark.parametrize(
    "y", [2 * Y - 1, Y + 1, np.where(Y, "yes", "no"), pd.Series(NAMES, dtype="category")]
)
def test_two_classes_are_named_by_zero_and_one(entry, y):
    """Other labels are not guessed at: the message lists them and says how to choose."""
    with pytest.raises(DataError, match=r"must hold 0 and 1 only, but it holds .*y = \(y =="):
        (ENTRIES | OTHERS)[entry][0](X, y)


BAD_WEIGHTS = {
    "negative": (changed(np.ones(40), 2, -2), r"weights must not be negative.*weights\[2\] is -2"),
    "NaN": (changed(np.ones(40), 1, np.nan), r"weights\[1\] is nan"),
    "infinity": (changed(np.ones(40), 1, np.inf), r"weights\[1\] is inf"),
    "all zero": (np.zeros(40), r"weights are all zero|every block is empty"),
    "too few": (np.ones(30), r"weights has shape \(30,\); one per row of X is needed, \(40,\)"),
    "column": (np.ones((40, 1)), r"weights has shape \(40, 1\)"),
    "text": (np.full(40, "1"), r"weights has dtype <U1; real numbers are needed"),
    "one class left": (1.0 * (Z == 0) * (Y == 0), r"y is 0 in every row"),
}


@pytest.mark.parametrize(("entry", "case"), refused(ENTRIES, BAD_WEIGHTS))
def test_weights_that_cannot_be_used(entry, case):
    """Each refusal says which weight is wrong."""
    function, many = ENTRIES[entry]
    weights, message = BAD_WEIGHTS[case]
    with pytest.raises(DataError, match=message):
        function(X, Z if many else Y, weights=weights)


@pytest.mark.parametrize("entry", ENTRIES)
def test_weights_of_any_type(entry):
    """Integers, booleans, float32, lists and series are weights, and stay as they were."""
    function, many = ENTRIES[entry]
    y, counts = Z if many else Y, np.where(np.arange(40) % 5, 1, 0)
    expected = function(X, y, weights=counts.astype(float)).coefficients
    forms = [counts, counts > 0, counts.astype(np.float32), counts.tolist(), pd.Series(counts)]
    for given in forms:
        assert_allclose(function(X, y, weights=given).coefficients, expected, rtol=1e-12)
    assert np.array_equal(counts, np.where(np.arange(40) % 5, 1, 0))
