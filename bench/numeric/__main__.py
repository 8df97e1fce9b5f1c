"""Run the whole benchmark and keep its numbers: ``python -m bench.numeric [--quick]``.

Each part runs in a process of its own; ``--only`` measures some parts anew and keeps the others.
``--quick`` takes two minutes on smaller data, and writes nothing unless ``--output`` says where.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.numeric import machine
from bench.numeric.workloads import WORKLOADS

RESULTS = Path(__file__).parents[2] / "book" / "data" / "speed_numeric.json"
PARTS = ("accuracy", "failures", "growth")


def part(module: str, *arguments: str) -> Any:
    """Return what a part of the benchmark prints."""
    command = [sys.executable, "-m", f"bench.numeric.{module}", *arguments]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def shown(workload: str, report: dict[str, Any]) -> str:
    """Return one line for each solver, those that reached the accuracy first."""
    lines = [f"{workload}: peak memory X {report['peak memory over X']:+.0%}"]
    for name, found in sorted(report["solvers"].items(), key=lambda s: not s[1]["reached"]):
        time = "       -" if found["seconds"] is None else f"{found['seconds']:8.4f} s"
        gap = "" if found["reached"] else f"  not reached, gap {found['gap']}"
        lines.append(f"  {name:30}{time}{gap}")
    return "\n".join(lines)


def main() -> None:
    """Measure, print, and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument(
        "--only", nargs="+", default=[*WORKLOADS, *PARTS], help="measure these anew"
    )
    parser.add_argument("--output", type=Path)
    options = parser.parse_args()
    output = options.output or (None if options.quick else RESULTS)
    results = json.loads(output.read_text()) if output and output.exists() else {"times": {}}
    results |= {"machine": machine.describe()}
    quick = ["--quick"] if options.quick else []
    for name in options.only:
        if name in WORKLOADS:
            results["times"][name] = {"quick": options.quick} | part("timing", name, *quick)
            print(shown(name, results["times"][name]), flush=True)
        else:
            results[name] = part(name, *(quick if name == "growth" else []))
            print(f"{name}: {json.dumps(results[name])}", flush=True)
        if output:
            output.write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
