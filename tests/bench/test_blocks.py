"""The benchmark of data in blocks measures what it says."""

import numpy as np
import pytest

from bench.numeric import blocks
from lrmath.numeric import fit


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a folder with three thousand rows, and one with few."""
    path = tmp_path_factory.mktemp("rows")
    blocks.write(path, 3000)
    blocks.write(path / "few", 200)
    return path


def test_loss_is_the_objective(folder, monkeypatch):
    """Summed over blocks it is minus the log-likelihood of the fit."""
    monkeypatch.setattr(blocks, "BLOCK", 700)
    found = fit(np.load(folder / "X.npy"), np.load(folder / "y.npy"))
    assert blocks.loss(folder, found.coefficients) == pytest.approx(
        -found.log_likelihood, rel=1e-13
    )


def test_our_fit_reaches_the_minimum(folder):
    """In a process of its own, within the accuracy at which the clock is read."""
    X, y = np.load(folder / "X.npy"), np.load(folder / "y.npy")
    found = blocks.measured("lrmath", folder, -fit(X, y).log_likelihood)
    assert found["reached"]
    assert found["seconds"] > 0
    assert found["bytes"] >= 0


def test_what_does_not_run_is_reported(folder, monkeypatch):
    """An error or a time that is up stands in place of the numbers."""
    assert "No such file" in blocks.measured("lrmath", folder / "nowhere", 1.0)["error"]
    monkeypatch.setattr(blocks, "LIMIT", 0.01)
    assert blocks.measured("lrmath", folder, 1.0)["error"] == "more than 0.01 seconds"
