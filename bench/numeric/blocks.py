"""Fits of data on disk, block by block: this package next to dask-glm and dask-ml.

``python -m bench.numeric.blocks`` writes a million rows to a temporary folder, and runs every
solver in a process of its own, with finer and finer tolerance, until its objective is within
``REACHED`` of the minimum or it has taken ``LIMIT`` seconds. It prints JSON. The solvers compared
with need an environment of their own, which ``make bench-blocks`` makes, and Linux, which knows how
much memory a process had at most.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

#: Relative distance to the minimum at which the clock is read, and the most seconds for a run.
REACHED, LIMIT = 1e-9, 60
TOLERANCES = (1e-2, 1e-4, 1e-6, 1e-8, 1e-10, 1e-12)
#: Columns of the data, and rows of a block.
COLUMNS, BLOCK = 20, 100_000
#: Rows that every solver fits before the clock starts, so that nothing is imported while it runs.
FEW = 1000
PACKAGES = ("numpy", "dask", "dask-glm", "dask-ml")


def write(folder: Path, rows: int) -> None:
    """Write X (rows x COLUMNS) and y (rows,) as two files."""
    folder.mkdir(exist_ok=True)
    rng = np.random.default_rng(0)
    X = rng.standard_normal((rows, COLUMNS))
    eta = X @ rng.standard_normal(COLUMNS) / 3 + 0.3
    np.save(folder / "X.npy", X)
    np.save(folder / "y.npy", (rng.random(rows) < 1 / (1 + np.exp(-eta))).astype(float))


def ours(folder: Path, tolerance: float) -> Array:
    """Fit with the blocks in one process; there is no tolerance to set."""
    return _sources(folder)[0]()


def ours_on_dask(folder: Path, tolerance: float) -> Array:
    """Fit with the blocks as tasks of Dask's threads."""
    return _sources(folder)[1]()


def _sources(folder: Path) -> tuple[Callable[[], Array], Callable[[], Array]]:
    from lrmath.numeric import array_blocks, fit

    source = array_blocks(str(folder / "X.npy"), str(folder / "y.npy"), rows=BLOCK)
    return (
        lambda: fit(source).coefficients,
        lambda: fit(source.on_dask()).coefficients,
    )


def collections(folder: Path) -> tuple[Any, Any]:
    """Return X and y as Dask arrays that are read from the files when they are needed."""
    import dask.array as da

    X, y = (np.load(folder / name, mmap_mode="r") for name in ("X.npy", "y.npy"))
    return da.from_array(X, chunks=(BLOCK, COLUMNS)), da.from_array(y, chunks=BLOCK)


def dask_glm(solver: str) -> Callable[[Path, float], Array]:
    """Return a solver of dask-glm, without penalty."""

    def solve(folder: Path, tolerance: float) -> Array:
        from dask_glm import algorithms
        from dask_glm.utils import add_intercept

        X, y = collections(folder)
        options: dict[str, Any] = {"tol": tolerance, "max_iter": 10_000}
        if solver == "admm":
            options = {"abstol": tolerance, "reltol": tolerance, "max_iter": 10_000}
        if solver in ("admm", "lbfgs", "proximal_grad"):
            options |= {"regularizer": "l2", "lamduh": 0.0}
        beta = getattr(algorithms, solver)(add_intercept(X), y, **options)
        return np.append(beta[-1], beta[:-1])

    return solve


def dask_ml(solver: str) -> Callable[[Path, float], Array]:
    """Return a solver of dask-ml, which cannot go without a penalty: it is made negligible."""

    def solve(folder: Path, tolerance: float) -> Array:
        from dask_ml.linear_model import LogisticRegression

        model = LogisticRegression(solver=solver, C=1e12, tol=tolerance, max_iter=10_000)
        model.fit(*collections(folder))
        return np.append(model.intercept_, model.coef_)

    return solve


SOLVERS = ("newton", "lbfgs", "admm", "gradient_descent", "proximal_grad")
PEERS: dict[str, Callable[[Path, float], Array]] = {
    "lrmath": ours,
    "lrmath on Dask": ours_on_dask,
    **{f"dask-glm {solver}": dask_glm(solver) for solver in SOLVERS},
    **{f"dask-ml {solver}": dask_ml(solver) for solver in SOLVERS},
}


def run(name: str, folder: Path, tolerance: float) -> dict[str, Any]:
    """Fit in this process; return coefficients, seconds, and the growth of memory in bytes."""
    warnings.simplefilter("ignore")
    PEERS[name](folder / "few", 1e-2)
    before = most_memory()
    start = time.perf_counter()
    beta = PEERS[name](folder, tolerance)
    seconds = time.perf_counter() - start
    return {"beta": beta.tolist(), "seconds": seconds, "bytes": most_memory() - before}


def most_memory() -> int:
    """Return the bytes that this process has had at most."""
    lines = Path("/proc/self/status").read_text().splitlines()
    (line,) = [line for line in lines if line.startswith("VmHWM")]
    return 1024 * int(line.split()[1])


def in_process(name: str, folder: Path, tolerance: float) -> dict[str, Any]:
    """Run in a new process, and return what it returns, or its error."""
    command = [sys.executable, "-m", "bench.numeric.blocks", "--folder", str(folder)]
    command += ["--run", name, "--tolerance", repr(tolerance)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT)
    except subprocess.TimeoutExpired:
        return {"error": f"more than {LIMIT} seconds"}
    if done.returncode:
        return {"error": done.stderr.strip().splitlines()[-1]}
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def loss(folder: Path, beta: Array) -> float:
    """Return the negative log-likelihood, block by block."""
    X, y = (np.load(folder / name, mmap_mode="r") for name in ("X.npy", "y.npy"))
    total = 0.0
    for start in range(0, len(y), BLOCK):
        rows = slice(start, start + BLOCK)
        eta = X[rows] @ beta[1:] + beta[0]
        total += float(np.logaddexp(0, eta).sum() - y[rows] @ eta)
    return total


def measured(name: str, folder: Path, least: float) -> dict[str, Any]:
    """Return seconds, memory and gap of the first tolerance that reaches the minimum."""
    found: dict[str, Any] = {}
    for tolerance in TOLERANCES:
        tried = in_process(name, folder, tolerance)
        if "error" in tried:
            return found or tried
        gap = (loss(folder, np.array(tried.pop("beta"))) - least) / least
        found = tried | {"gap": gap, "tolerance": tolerance, "reached": gap <= REACHED}
        if found["reached"]:
            break
    return found


def main() -> None:
    """Measure every solver, or one in this process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--only", nargs="+", default=list(PEERS), metavar="SOLVER")
    parser.add_argument("--run", choices=PEERS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--tolerance", type=float, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        print(json.dumps(run(options.run, options.folder, options.tolerance)))
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write(folder, options.rows)
        write(folder / "few", FEW)
        least = loss(folder, np.array(in_process("lrmath", folder, 0.0)["beta"]))
        results = {}
        for name in options.only:
            results[name] = measured(name, folder, least)
            print(f"{name:28}{json.dumps(results[name])}", file=sys.stderr, flush=True)
    size = {"rows": options.rows, "columns": COLUMNS, "rows of a block": BLOCK}
    versions = {package: version(package) for package in PACKAGES}
    print(json.dumps({"data": size, "packages": versions, "solvers": results}))


if __name__ == "__main__":
    main()
