"""The command ``python -m lrmath check FILE...``."""

from __future__ import annotations

import argparse
import json
import runpy
import sys
import traceback
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from ..language.errors import CalcError
from .lines import LARGEST
from .script import Report, check_text
from .theorem import Theorem

WIDTH = 30  # characters of the progress bar
PLAIN = {"✓": "ok", "✗": "BAD", "≤": "<=", "≥": ">=", "⇔": "<=>", "–": "-"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Check files; 0 if every line may stand, else 1."""
    options = parser().parse_args(arguments)
    reports: list[Report] = []
    for name in progress(options.files):
        found = check_file(name, run=options.run, sympy=options.sympy)
        reports += found
        if not options.json:
            say("\n".join(map(str, found)))
    if options.json:
        say(json.dumps([asdict(r) for r in reports], ensure_ascii=False, indent=1))
    else:
        wrong = sum(not r.good for r in reports)
        say(f"{len(reports) - wrong} of {len(reports)} lines may stand")
    return int(any(not r.good for r in reports) or not reports)


def say(text: str) -> None:
    """Print, also on a console that lacks some of the characters."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = "".join(PLAIN.get(sign) or _escaped(sign) for sign in text)
    print(text)


def _escaped(sign: str) -> str:
    """A character as JSON writes it, where it is not plain."""
    return sign if sign.isascii() else json.dumps(sign)[1:-1]


def parser() -> argparse.ArgumentParser:
    """The options of the command."""
    found = argparse.ArgumentParser(
        prog="lrmath check",
        description="Check derivations in text files; nothing in them is evaluated as Python.",
    )
    found.add_argument("files", nargs="+", metavar="FILE")
    found.add_argument("--json", action="store_true", help="print the reports as JSON")
    found.add_argument(
        "--sympy", action="store_true", help="put every step to SymPy as well, at small sizes"
    )
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


def check_file(name: str, *, run: bool = False, sympy: bool = False) -> list[Report]:
    """The reports on one file; a Python file is run only where that is allowed."""
    if name.endswith(".py"):
        if run:
            return list(check_module(name)) or [failure(name, 0, "the file proves no theorem")]
        return [failure(name, 0, "a Python file would be run; add --run if you trust it")]
    try:
        found = check_text(read(name), name, sympy=sympy)
    except (OSError, ValueError) as error:
        return [failure(name, 0, f"cannot be read: {error}")]
    return found or [failure(name, 0, "nothing is claimed in this file")]


def read(name: str) -> str:
    """The text of a file with its line ends as they are, or enough of it to see it is too long."""
    with open(name, encoding="utf-8-sig", newline="") as file:
        return file.read(LARGEST + 1)


def check_module(name: str) -> Iterator[Report]:
    """Run a Python file; report each theorem it proves, or the line at which it stopped."""
    try:
        values = runpy.run_path(name, run_name="checked")
    except CalcError as error:
        status = getattr(getattr(error, "verdict", None), "status", None)
        said = status.name if status is not None else "ILL_TYPED"
        yield Report(name, line_in(name, error), "", "", said, str(error))
    except (Exception, SystemExit) as error:  # the file may be any program
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
