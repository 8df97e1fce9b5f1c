"""Build the book: prove, verify, set, and say what was checked (``make book``).

Six stages, each of which ends the build when it finds a fault:

1. every derivation is checked (``python -m lrmath.theorems``);
2. every step is put to SymPy, the second judge (``tools/confirm.py``);
3. every notebook is run again and its outputs compared with the stored ones (nbval);
4. the site is built, warnings being errors (Jupyter Book);
5. its formulas are set (KaTeX), and its style sheets made one;
6. Python for the browser is put beside it, so that its derivations can be edited and judged
   in the page (Pyodide).

A step is not asked again, and a notebook not run again, while nothing that it could depend on has
changed since.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import posixpath
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "_build" / "html"
VERIFIED = ROOT / "_build" / "verified.json"
CANONICAL = '<link rel="canonical" href="book/index.html" />\n'


class BuildError(Exception):
    """A stage that found a fault; what it said is already on the screen."""


@contextmanager
def stage(number: int, name: str) -> Iterator[None]:
    """Announce a stage and, at its end, how long it took."""
    print(f"\n[{number}/6] {name}", flush=True)
    start = time.perf_counter()
    yield
    print(f"      done in {time.perf_counter() - start:.1f} s", flush=True)


def run(*command: str, worth: str = "") -> str:
    """Run a command, show its output as it comes, and return its last line.

    Only lines in which the pattern ``worth`` is found are shown, unless the command fails.
    """
    hidden, last = [], ""
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "NO_COLOR": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        for line in process.stdout or ():
            if re.search(worth, line):
                print("      " + line, end="", flush=True)
            else:
                hidden.append(line)
            last = line.strip() or last
    if process.returncode:
        print("".join(hidden), file=sys.stderr)
        raise BuildError(f"`{' '.join(command)}` failed")
    return last


def prove() -> str:
    """Check every derivation; return the count that the checker prints last."""
    count = run(sys.executable, "-m", "lrmath.theorems")
    if not re.fullmatch(r"\d+ theorems, \d+ steps proved", count):
        raise BuildError(f"expected a count of theorems and steps, and read {count!r}")
    return count


def confirm() -> str:
    """Put every step to SymPy; return the count of those that it confirms."""
    count = run(sys.executable, "tools/confirm.py")
    if not re.fullmatch(r"\d+ steps proved for every size, \d+ of them confirmed by SymPy", count):
        raise BuildError(f"expected a count of confirmed steps, and read {count!r}")
    return count


def verify() -> str:
    """Run the notebooks whose grounds have changed; return how many are verified."""
    notebooks = sorted(p for p in (ROOT / "book").rglob("*.ipynb") if "_" not in p.parent.name)
    known = json.loads(VERIFIED.read_text()) if VERIFIED.exists() else {}
    now = {str(p.relative_to(ROOT)): fingerprint(p) for p in notebooks}
    changed = [name for name, mark in now.items() if known.get(name) != mark]
    if changed:
        run(*nbval(changed))
        VERIFIED.parent.mkdir(exist_ok=True)
        VERIFIED.write_text(json.dumps(now, indent=1))
    else:
        print("      nothing has changed since every notebook passed")
    return f"{len(notebooks)} notebooks verified"


def nbval(notebooks: Sequence[str]) -> list[str]:
    """Return the command that compares stored and fresh outputs."""
    parallel = ["-n", "auto", "--dist", "loadfile"] if len(notebooks) > 1 else []
    return [sys.executable, "-m", "pytest", "-q", "--nbval", *parallel, *notebooks]


def fingerprint(notebook: Path) -> str:
    """Digest all that a notebook's outputs can depend on."""
    digest = hashlib.sha256()
    data = [p for p in (ROOT / "book" / "data").rglob("*") if p.is_file()]
    code = (ROOT / "lrmath").rglob("*.py")
    for path in [notebook, ROOT / "requirements" / "lock.txt", *sorted([*data, *code])]:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def build() -> None:
    """Build the pages."""
    builder = str(Path(sys.executable).with_name("jupyter-book"))
    run(builder, "build", ".", "--warningiserror", "--nitpick", worth=r"^(reading|writing) .*%\]")


def root_page(html: str) -> str:
    """Return the first page of the book as the page of the site's own address."""

    def moved(found: re.Match[str]) -> str:
        attribute, address = found.groups()
        inside = not re.match(r"[a-z]+:|[#/]|$", address)
        return f'{attribute}="{posixpath.normpath(f"book/{address}") if inside else address}"'

    here = re.sub(r'\b(href|src|action)="([^"]*)"', moved, html)
    here = here.replace('data-content_root="../"', 'data-content_root="./"')
    canonical = "" if 'rel="canonical"' in here else CANONICAL
    return here.replace("</head>", f"{canonical}</head>", 1)


def finish() -> None:
    """Set the formulas, make one style sheet of many, and give the site's own address a page."""
    run("node", "tools/node/math.mjs", str(SITE))
    run("node", "tools/node/styles.mjs", str(SITE))
    first = (SITE / "book" / "index.html").read_text(encoding="utf-8")
    (SITE / "index.html").write_text(root_page(first), encoding="utf-8")


def home_of(package: str) -> Path:
    """Return the folder in which an installed package lies."""
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        raise BuildError(f"{package} is not installed")
    return Path(found.origin).parents[1]


def main() -> int:
    """Run the six stages; return the exit status."""
    try:
        with stage(1, "Check every derivation"):
            theorems = prove()
        with stage(2, "Ask SymPy about every step"):
            confirmed = confirm()
        with stage(3, "Verify the notebooks"):
            notebooks = verify()
        with stage(4, "Build the site"):
            build()
        with stage(5, "Set the formulas and the styles"):
            finish()
        with stage(6, "Put the checker into the site"):
            run("node", "tools/node/live.mjs", str(SITE), str(home_of("mpmath")))
    except BuildError as error:
        print(f"\nThe book was not built: {error}.", file=sys.stderr)
        return 1
    number, _ = theorems.split(",")
    print(f"\n{number}: {confirmed}; {notebooks}.")
    print(f"Open {SITE / 'index.html'}, or run `make serve`.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
