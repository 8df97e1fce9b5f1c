"""Cards: what their heading may claim, and how wide a formula is."""

import pytest

from lrmath.sphinx import card


@pytest.mark.parametrize(
    ("marks", "said"),
    [
        (["proved", "conditional", "cited"], "2 of 3 steps machine-checked"),
        (["proved", "refuted"], "refuted"),
        (["proved", "blank"], "fill the box"),
        (["open", "open"], "yours to check"),
        (["struck", "proved"], "1 of 1 step machine-checked, 1 struck"),
    ],
)
def test_a_card_claims_no_more_than_was_checked(marks, said):
    """A chain with a blank, or one to be judged by the reader, bears no number of checks."""
    assert card.count(marks) == said


@pytest.mark.parametrize(
    ("tex", "signs"),
    [("x", 1), (r"\frac{1}{m}\, \sum_{i=1}^{m} p_{i}", 5), (r"\left( x \right)^{2}", 4)],
)
def test_a_long_formula_is_known_by_its_signs(tex, signs):
    """What is not seen, or above a sign, does not count; a long one has its reason below."""
    assert card.width(tex) == signs
