"""A fit on a cluster loses nothing when a worker dies in the middle of it."""

import os
import signal
import time
from pathlib import Path
from threading import Thread

import numpy as np
import pytest
from distributed import Client, LocalCluster
from numpy.testing import assert_allclose

from lrmath.numeric import Blocks, Raw, Status, fit

BLOCKS, ROWS = 12, 2000


class Slow:
    """A loader that takes its time and leaves a mark, so that the test can tell what has run."""

    def __init__(self, number: int, marks: str) -> None:
        self.number, self.marks = number, marks

    def __call__(self) -> Raw:
        """Leave the number of the process, and return the rows."""
        time.sleep(0.05)
        with Path(self.marks).open("a") as file:
            file.write(f"{os.getpid()}\n")
        return rows(self.number)


def rows(number):
    """Return the rows of a block."""
    rng = np.random.default_rng(number)
    X = rng.standard_normal((ROWS, 3))
    return Raw(X, (rng.random(ROWS) < 1 / (1 + np.exp(-X @ [1, -1, 0.5]))).astype(float))


def kill_one(marks: str, killed: list[int]) -> None:
    """Kill the process that loaded the last block, after two passes over the data."""
    while True:
        time.sleep(0.02)
        seen = Path(marks).read_text().split() if Path(marks).exists() else []
        if len(seen) > 2 * BLOCKS + BLOCKS // 2:
            os.kill(int(seen[-1]), signal.SIGKILL)
            killed.append(int(seen[-1]))
            return


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_killed_worker_costs_its_blocks_and_nothing_else(tmp_path):
    """The estimate is that of an undisturbed run, bit by bit, and that in memory to 1e-10."""
    marks, killed = str(tmp_path / "marks"), []
    source = Blocks([Slow(k, marks) for k in range(BLOCKS)]).on_dask()
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": ":0"}
    with LocalCluster(**options) as cluster, Client(cluster):
        killer = Thread(target=kill_one, args=(marks, killed))
        killer.start()
        disturbed = fit(source)
        killer.join()
        undisturbed = fit(source)
    pids = Path(marks).read_text().split()
    assert len(set(pids)) > 2  # a third process came in for the one that died
    assert str(killed[0]) in pids
    assert disturbed.status is Status.CONVERGED
    assert np.array_equal(disturbed.coefficients, undisturbed.coefficients)
    parts = [rows(k) for k in range(BLOCKS)]
    whole = fit(np.vstack([part.X for part in parts]), np.concatenate([part.y for part in parts]))
    assert_allclose(disturbed.coefficients, whole.coefficients, rtol=1e-10)
    assert_allclose(disturbed.standard_errors, whole.standard_errors, rtol=1e-8)
