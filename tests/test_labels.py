"""Labels tie functions to equations."""

import importlib

import pytest

from lrmath import labels


@pytest.fixture
def registry(monkeypatch):
    """Give the test a registry of its own."""
    monkeypatch.setattr(labels, "_REGISTRY", {})


@pytest.mark.usefixtures("registry")
def test_function_is_marked_and_found():
    """A tied function works as before, carries its labels and is found under each of them."""

    @labels.implements("eq-double", "thm-double-2")
    def double(t):
        return 2 * t

    assert double(3) == 6
    assert double.__implements__ == ("eq-double", "thm-double-2")
    assert (
        labels.implementations("eq-double") == labels.implementations("thm-double-2") == (double,)
    )
    assert labels.implemented_labels() == ("eq-double", "thm-double-2")


@pytest.mark.usefixtures("registry")
def test_two_functions_share_a_label():
    """A label may have several implementations, kept in the order of definition."""

    @labels.implements("eq-double")
    def double(t):
        return 2 * t

    @labels.implements("eq-double")
    def twice(t):
        return t + t

    assert labels.implementations("eq-double") == (double, twice)


def test_unknown_label_has_no_implementation():
    """A well-formed label without a function gives an empty tuple, not an error."""
    assert labels.implementations("eq-nobody-implements-this") == ()


@pytest.mark.parametrize("label", ["gradient", "eq-", "eq_gradient", "Eq-gradient", "eq-a b", 3])
def test_malformed_label_is_refused(label):
    """A label that could not be found by grep is refused with an example of a good one."""
    with pytest.raises(ValueError, match=r"is not a label.*eq-gradient"):
        labels.implements(label)


def test_label_is_required():
    """The decorator without a label would tie the function to nothing."""
    with pytest.raises(ValueError, match="at least one label"):
        labels.implements()


def test_reloading_a_module_lists_no_function_twice():
    """A module loaded again, as in a notebook, replaces its functions."""
    family = importlib.import_module("lrmath.numeric.model.families")
    before = len(labels.implementations("eq-sigmoid"))
    importlib.reload(family)
    assert len(labels.implementations("eq-sigmoid")) == before == 1
