"""Error sheets: each drawing has errors where they were planted, and nowhere else."""

from __future__ import annotations

import pytest

from lrmath.calc import Status
from lrmath.exercises import SHEETS, check, sheet

NAMES = [f"student {k}" for k in range(200)]
KEYS = {
    "sheet-slope": [3, 6],
    "sheet-gradient": [5, 6],
    "sheet-hessian": [2, 4],
    "sheet-softmax": [3, 5],
}


@pytest.mark.parametrize("label", SHEETS)
def test_every_drawing_has_its_errors_and_no_other(label: str) -> None:
    """The checker refutes the lines where a place turns, and proves all others."""
    for turned in SHEETS[label].draws():
        found = SHEETS[label].planted(turned)
        assert found.errors == set(turned.values()), turned
        statuses = {verdict.status for verdict in found.verdicts.values()}
        assert statuses <= {Status.PROVED, Status.REFUTED}, turned


@pytest.mark.parametrize("label", SHEETS)
def test_the_sheet_without_errors_is_a_proof(label: str) -> None:
    """Nothing is planted, nothing is refuted."""
    verdicts = SHEETS[label].planted({}).verdicts.values()
    assert {verdict.status for verdict in verdicts} == {Status.PROVED}


@pytest.mark.parametrize("label", SHEETS)
def test_students_have_different_sheets(label: str) -> None:
    """Of two hundred names, at least a dozen sheets; the same name has the same one."""
    drawn = [sheet(label, name).lines for name in NAMES]
    assert len(set(drawn)) > 12
    assert drawn[7] == sheet(label, NAMES[7]).lines


def test_a_drawing_is_the_same_for_ever() -> None:
    """A teacher's key of last term still fits: the lines of one seed, kept since the first day."""
    keys = {label: sorted(sheet(label, "Ada").errors) for label in SHEETS}
    assert keys == KEYS


@pytest.mark.parametrize("label", SHEETS)
def test_a_sheet_is_marked_for_its_seed(label: str) -> None:
    """The planted lines are right; any other set is not; without a seed there is no sheet."""
    errors = sheet(label, "Ada").errors
    assert check(label, errors, seed="Ada").right
    assert not check(label, [99], seed="Ada").right
    assert not check(label, [*errors, 1], seed="Ada").right
    with pytest.raises(ValueError, match="give one"):
        check(label, errors)


def test_an_unknown_sheet_is_named() -> None:
    """With those that there are."""
    with pytest.raises(KeyError, match="sheet-slope"):
        sheet("sheet-none", "Ada")
