"""Run the whole benchmark and keep its numbers: ``python -m bench.numeric [--quick]``.

Each part runs in a process of its own. ``--quick`` takes two minutes on smaller data, and writes
nothing unless ``--output`` says where.
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


def part(module: str, *arguments: str) -> Any:
    """Return what a part of the benchmark prints."""
    command = [sys.executable, "-m", f"bench.numeric.{module}", *arguments]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def shown(workload: str, report: dict[str, Any]) -> str:
    """Return one line for each solver, the fastest first."""
    lines = [f"{workload}: peak memory X {report['peak memory over X']:+.0%}"]
    solvers = sorted(
        report["solvers"].items(), key=lambda s: (not s[1]["reached"], s[1]["seconds"])
    )
    for name, found in solvers:
        verdict = "" if found["reached"] else f"  gap {found['gap']:.0e}: not reached"
        lines.append(f"  {name:30}{found['seconds']:10.4f} s{verdict}")
    return "\n".join(lines)


def main() -> None:
    """Measure, print, and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--output", type=Path)
    options = parser.parse_args()
    quick = ["--quick"] if options.quick else []
    results: dict[str, Any] = {"machine": machine.describe(), "quick": options.quick, "times": {}}
    for workload in WORKLOADS:
        results["times"][workload] = part("timing", workload, *quick)
        print(shown(workload, results["times"][workload]), flush=True)
    for name, arguments in (("accuracy", []), ("failures", []), ("growth", quick)):
        results[name] = part(name, *arguments)
        print(f"{name}: {json.dumps(results[name])}", flush=True)
    output = options.output or (None if options.quick else RESULTS)
    if output:
        output.write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
