"""Make the notebooks of the book from their text, byte for byte the same on every run.

A page with code is written as ``NAME.md`` (MyST Markdown with ``{code-cell}`` blocks) and read by
the site and by Jupyter as ``NAME.ipynb``, which stores the outputs. This tool runs the one into
the other::

    python tools/notebooks.py                      # every page
    python tools/notebooks.py book/chapters/odds.md
    python tools/notebooks.py --check              # run nothing: is each notebook its text's?

A cell that raises, writes to stderr or draws anything but SVG stops the run.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

BOOK = Path(__file__).resolve().parents[1] / "book"
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


class PageError(Exception):
    """A page that cannot become a notebook, with the cell at fault."""


def texts(book: Path = BOOK) -> list[Path]:
    """Every page with code: the Markdown files that name a kernel."""
    pages = (p for p in book.rglob("*.md") if not {"_build", "_ext"} & set(p.parts))
    return sorted(p for p in pages if "kernelspec:" in front_matter(p))


def front_matter(page: Path) -> str:
    """Return the YAML between the first two ``---`` lines, or nothing."""
    parts = page.read_text(encoding="utf-8").split("---\n", 2)
    return parts[1] if len(parts) == 3 and not parts[0] else ""


def read_text(page: Path) -> NotebookNode:
    """Read a page as a notebook without outputs, its metadata and cell ids in normal form."""
    notebook = jupytext.read(page, fmt="md:myst")
    kept = {k: v for k, v in notebook.metadata.items() if k not in ("jupytext", "kernelspec")}
    notebook.metadata = nbformat.from_dict({"kernelspec": KERNEL, **kept})
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    for cell, name in zip(notebook.cells, cell_ids(notebook.cells), strict=True):
        cell["id"] = name
    return notebook


def cell_ids(cells: Iterable[NotebookNode]) -> Iterator[str]:
    """Name each cell by its content, so that an edit renames the edited cell only."""
    seen: Counter[str] = Counter()
    for cell in cells:
        digest = hashlib.sha256(cell.source.encode()).hexdigest()[:8]
        seen[digest] += 1
        yield digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"


def execute(page: Path) -> NotebookNode:
    """Run a page in its own folder and return it with its outputs."""
    notebook = read_text(page)
    NotebookClient(
        notebook,
        timeout=600,
        kernel_name="python3",
        record_timing=False,
        resources={"metadata": {"path": str(page.parent)}},
    ).execute()
    notebook.metadata.pop("language_info", None)  # the one thing that names a Python version
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            complaint = fault(output)
            if complaint:
                raise PageError(f"{page.name}: {complaint} from the cell\n\n{cell.source}\n")
    return notebook


def fault(output: NotebookNode) -> str | None:
    """Say why an output may not be committed; nothing when it may."""
    if output.output_type == "stream" and output.name == "stderr":
        return f"text on stderr ({output.text.strip()[:200]})"
    pictures = [m for m in output.get("data", {}) if m.startswith("image/")]
    if any(m != "image/svg+xml" for m in pictures):
        return f"{pictures[0]} (figures are SVG: call lrmath.plots.style() first)"
    if output.get("data", {}).get("application/vnd.jupyter.widget-view+json"):
        return "a widget (it needs a running kernel)"
    return None


def dumps(notebook: NotebookNode) -> str:
    """Write a notebook out: sorted keys, one space of indent, one newline at the end."""
    return nbformat.writes(notebook, indent=1) + "\n"


def without_outputs(notebook: NotebookNode) -> str:
    """Return the part of a notebook that comes from its text."""
    bare = nbformat.from_dict(notebook)
    for cell in bare.cells:
        if cell.cell_type == "code":
            cell["outputs"], cell["execution_count"] = [], None
    return dumps(bare)


def in_sync(page: Path) -> bool:
    """Return whether the committed notebook has exactly the cells of its text."""
    notebook = page.with_suffix(".ipynb")
    if not notebook.exists():
        return False
    committed = nbformat.reads(notebook.read_text(encoding="utf-8"), 4)
    return without_outputs(committed) == without_outputs(read_text(page))


def build(pages: Iterable[Path]) -> None:
    """Run every page and write its notebook, saying what changed."""
    for page in pages:
        print(f"{page.stem:24s}", end=" ", flush=True)
        start = time.perf_counter()
        new = dumps(execute(page))
        target = page.with_suffix(".ipynb")
        old = target.read_text(encoding="utf-8") if target.exists() else None
        target.write_text(new, encoding="utf-8")
        said = "unchanged" if new == old else "written"
        print(f"{said} in {time.perf_counter() - start:.1f} s")


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", nargs="*", type=Path, help="texts (default: all of the book's)")
    parser.add_argument("--check", action="store_true", help="run nothing, compare inputs only")
    options = parser.parse_args(arguments)
    pages = [p.with_suffix(".md").resolve() for p in options.pages] or texts()
    if options.check:
        stale = [p for p in pages if not in_sync(p)]
        for page in stale:
            print(f"{page}: the notebook is not its text's; run `make notebooks`")
        return bool(stale)
    try:
        build(pages)
    except PageError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
