"""Relations: how a line begins with one, and how those of a chain compose."""

from __future__ import annotations

import pytest

from lrmath.calc import (
    StepError,
)
from lrmath.calc.language.relations import composed, starting


def test_relations_are_split_off() -> None:
    """A line may begin with its relation."""
    assert starting(">= 0") == (">=", " 0")
    assert starting("≤ 1") == ("<=", " 1")
    assert starting("t + 1") == ("=", "t + 1")


def test_relations_compose() -> None:
    """Mixed chains keep the weaker relation, and a strict one stays strict."""
    assert composed(["=", "<=", "="]) == "<="
    assert composed(["<=", "<", "<="]) == "<"
    assert composed([">", ">="]) == ">"
    assert composed([]) == "="
    with pytest.raises(StepError, match="mix"):
        composed(["<=", ">"])
