"""How fast is the checker? Measures, and stores the numbers for the page of that name.

    python -m bench.checker steps growth        these sections; the others stay as they are
    python -m bench.checker                     all of them

Times are processor time, the shortest of some runs; SymPy's section takes minutes. Each
section notes when, where and with what it was measured.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import platform
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bench import (
    checker_growth,
    checker_mutants,
    checker_polynomials,
    checker_steps,
    checker_sympy,
)

REPORT = Path(__file__).parents[1] / "book" / "data" / "speed_checker.json"
PACKAGES = ("sympy", "mpmath", "python-flint")
SECTIONS: dict[str, Callable[[], object]] = {
    "steps": checker_steps.measure,
    "growth": checker_growth.measure,
    "polynomials": checker_polynomials.measure,
    "sympy": checker_sympy.measure,
    "mutants": checker_mutants.measure,
}


def surroundings() -> dict[str, object]:
    """When and where the numbers were measured."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "processor": processor(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "versions": {name: importlib.metadata.version(name) for name in PACKAGES},
    }


def processor() -> str:
    """The processor's name, where the system tells it."""
    path = Path("/proc/cpuinfo")
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def main() -> None:
    """Measure the named sections, or all, and store them."""
    parser = argparse.ArgumentParser(description="Measure the checker.")
    parser.add_argument("sections", nargs="*", help=", ".join(SECTIONS))
    chosen = parser.parse_args().sections or list(SECTIONS)
    for name in chosen:
        found = {"measured": surroundings(), "rows": SECTIONS[name]()}
        store(name, found)
        print(f"{name}: stored in {REPORT.name}")


def store(name: str, found: dict[str, object]) -> None:
    """Put a section into the report."""
    stored = json.loads(REPORT.read_text(encoding="utf-8")) if REPORT.exists() else {}
    text = json.dumps(stored | {name: found}, indent=1)
    rows = re.sub(r"\{[^{}\[\]]*\}|\[[^{}\[\]]*\]", lambda flat: " ".join(flat[0].split()), text)
    REPORT.write_text(rows + "\n", encoding="utf-8")  # what holds no other lists is one line


if __name__ == "__main__":
    main()
