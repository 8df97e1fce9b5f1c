"""The command ``python -m lrmath check FILE...``."""

from __future__ import annotations

import argparse
import json
import runpy
import sys
import traceback
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from ..language.errors import CalcError
from .chain import Theorem
from .script import Report, check_text

WIDTH = 30  # characters of the progress bar


def main(arguments: Sequence[str] | None = None) -> int:
    """Check files; 0 if every line may stand, else 1."""
    options = parser().parse_args(arguments)
    reports: list[Report] = []
    for name in progress(options.files):
        found = check_file(name, run=options.run)
        reports += found
        if not options.json:
            print("\n".join(map(str, found)))
    if options.json:
        print(json.dumps([asdict(r) for r in reports], ensure_ascii=False, indent=1))
    else:
        wrong = sum(not r.good for r in reports)
        print(f"{len(reports) - wrong} of {len(reports)} lines may stand")
    return int(any(not r.good for r in reports) or not reports)


def parser() -> argparse.ArgumentParser:
    """The options of the command."""
    found = argparse.ArgumentParser(
        prog="lrmath check",
        description="Check derivations in text files; nothing in them is evaluated as Python.",
    )
    found.add_argument("files", nargs="+", metavar="FILE")
    found.add_argument("--json", action="store_true", help="print the reports as JSON")
    found.add_argument(
        "--run",
        action="store_true",
        help="run files that end in .py, and list the theorems they prove; such a file is a "
        "program that may do anything, so give this only for files that you trust",
    )
    return found


def progress(names: Sequence[str]) -> Iterator[str]:
    """The names, with a bar on the terminal while several files are checked."""
    shown = len(names) > 1 and sys.stderr.isatty()
    for done, name in enumerate(names):
        if shown:
            filled = WIDTH * done // len(names)
            bar = "#" * filled + "." * (WIDTH - filled)
            print(f"\r[{bar}] {done}/{len(names)}", end="", file=sys.stderr, flush=True)
        yield name
    if shown:
        print("\r" + " " * (WIDTH + 20) + "\r", end="", file=sys.stderr, flush=True)


def check_file(name: str, *, run: bool = False) -> list[Report]:
    """The reports on one file; a Python file is run only where that is allowed."""
    if name.endswith(".py"):
        if run:
            return list(check_module(name))
        return [failure(name, 0, "a Python file would be run; add --run if you trust it")]
    try:
        return check_text(Path(name).read_text(encoding="utf-8"), name)
    except (OSError, UnicodeDecodeError) as error:
        return [failure(name, 0, f"cannot be read: {error}")]


def check_module(name: str) -> Iterator[Report]:
    """Run a Python file; report each theorem it proves, or the line at which it stopped."""
    try:
        values = runpy.run_path(name, run_name="checked")
    except CalcError as error:
        status = getattr(getattr(error, "verdict", None), "status", None)
        said = status.name if status is not None else "ILL_TYPED"
        yield Report(name, line_in(name, error), "", "", said, str(error))
    except Exception as error:  # the file may be any program
        yield failure(name, line_in(name, error), f"{type(error).__name__}: {error}")
    else:
        for theorem in theorems(values.values()):
            status = "CITED" if theorem.cited else "PROVED"
            text = str(theorem.statement).partition(": ")[2]
            yield Report(name, theorem.line, theorem.label, text, status)


def theorems(values: Iterable[object]) -> list[Theorem]:
    """The theorems that the file itself proved, in order."""
    found = {id(v): v for v in values if isinstance(v, Theorem) and v.module == "checked"}
    return sorted(found.values(), key=lambda theorem: theorem.line)


def line_in(name: str, error: BaseException) -> int:
    """The line of the file that an error came from."""
    frames = traceback.extract_tb(error.__traceback__)
    return next((f.lineno or 0 for f in reversed(frames) if f.filename == name), 0)


def failure(name: str, line: int, message: str) -> Report:
    """The report on a file that could not be checked."""
    return Report(name, line, "", "", "ILL_TYPED", message)


if __name__ == "__main__":
    sys.exit(main())
