"""Run inside Pyodide by live.mjs: compile what the page needs, and find which modules that is.

Writes ``/lrmath.zip`` (lrmath and mpmath, compiled) and ``/stdlib.zip`` (of the standard library
what was imported). Compiled files hold the hash of their source and no time, and archives no
dates, so the same sources give the same bytes.
"""

import importlib.util
import sys
import zipfile
from importlib._bootstrap_external import _code_to_hash_pyc
from pathlib import Path

from live_questions import use

ROOMS = ("__init__.py", "labels.py", "live", "calc", "theorems", "exercises")
EPOCH = (1980, 1, 1, 0, 0, 0)


def compiled(source: Path, name: str) -> bytes:
    """The bytecode of a file; it is not compared with its source when it is imported."""
    text = source.read_bytes()
    code = compile(text, name, "exec", dont_inherit=True)
    return bytes(_code_to_hash_pyc(code, importlib.util.source_hash(text), checked=False))


def sources(folder: Path, wanted: tuple[str, ...] = ("",)) -> list[Path]:
    """The Python files of a package, without its tests."""
    found = [path for name in wanted for path in (folder / name, *(folder / name).rglob("*.py"))]
    return sorted({p for p in found if p.suffix == ".py" and "tests" not in p.parts})


def write(archive: str, files: dict[str, bytes]) -> None:
    """An archive without dates, in the order of the names."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(entry, files[name])


def write_packages() -> None:
    """lrmath and mpmath."""
    files = {}
    for home, paths in (
        ("/source", sources(Path("/source/lrmath"), ROOMS)),
        ("/packages", sources(Path("/packages/mpmath"))),
    ):
        for path in paths:
            name = path.relative_to(home).with_suffix(".pyc").as_posix()
            files[name] = compiled(path, name.removesuffix("c"))
    write("/lrmath.zip", files)


def write_stdlib(before: set[str]) -> None:
    """What Pyodide itself had imported, and what was imported for the questions."""
    names = {name for name in sys.modules if name not in TOOLS - before}
    with zipfile.ZipFile("/whole_stdlib.zip") as whole:
        kept = {entry: whole.read(entry) for entry in whole.namelist() if belongs(entry, names)}
    write("/stdlib.zip", kept)


def belongs(entry: str, names: set[str]) -> bool:
    """Whether an entry of the archive is one of these modules."""
    stem = entry.rpartition(".")[0].removesuffix("/__init__").replace("/", ".")
    return stem in names or entry.startswith(("encodings/utf", "encodings/ascii"))


#: What only this file needs.
TOOLS = {"zipfile", "zipfile._path", "zipfile._path.glob", "shutil", "bz2", "lzma"}
BEFORE = set(sys.modules)
write_packages()
sys.path.insert(0, "/lrmath.zip")
use()
write_stdlib(BEFORE)
