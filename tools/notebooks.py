"""Make the notebooks of the book from their text, byte for byte the same on every run.

A page with code is written as ``NAME.md`` (MyST Markdown with ``{code-cell}`` blocks) and read by
the site and by Jupyter as ``NAME.ipynb``, which stores the outputs. This tool runs the one into
the other::

    python tools/notebooks.py                      # every page
    python tools/notebooks.py book/chapters/odds.md
    python tools/notebooks.py --check              # run nothing, look for faults

A cell that raises, writes to stderr or draws anything but SVG stops the run.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode
from traitlets.config import Config

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
    with tempfile.TemporaryDirectory() as folder:  # sockets in it: no port, nothing to overhear
        sockets = Config({"KernelManager": {"transport": "ipc", "ip": f"{folder}/kernel"}})
        where = {"metadata": {"path": str(page.parent)}}
        NotebookClient(
            notebook,
            config=sockets,
            timeout=600,
            record_timing=False,
            coalesce_streams=True,  # one print may arrive in two parts
            resources=where,
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


def problems(page: Path) -> Iterator[str]:
    """Yield what is wrong with the committed notebook of a page, running nothing."""
    path = page.with_suffix(".ipynb")
    if not path.exists():
        yield "there is no notebook"
        return
    written = path.read_text(encoding="utf-8")
    notebook = nbformat.reads(written, 4)
    if without_outputs(notebook) != without_outputs(read_text(page)):
        yield "its cells are not those of the text"
    if written != dumps(notebook):
        yield "it was not written by this tool"
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    if [cell.execution_count for cell in code] != list(range(1, len(code) + 1)):
        yield "it was not run from top to bottom, or its outputs were stripped"
    for cell in code:
        for output in cell.outputs:
            complaint = fault(output) or _unnamed(output, cell)
            if complaint:
                yield f"cell {cell.execution_count}: {complaint}"


def _unnamed(output: NotebookNode, cell: NotebookNode) -> str | None:
    """Say whether a picture lacks its alternative text or caption."""
    if "image/svg+xml" not in output.get("data", {}):
        return None
    words = cell.metadata.get("mystnb", {})
    if words.get("image", {}).get("alt") and words.get("figure", {}).get("caption"):
        return None
    return "a figure without alternative text or caption (metadata: mystnb)"


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
        found = [f"{page}: {problem}" for page in pages for problem in problems(page)]
        print("\n".join([*found, "Run `make notebooks`."]) if found else f"{len(pages)} in order")
        return bool(found)
    try:
        build(pages)
    except PageError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
