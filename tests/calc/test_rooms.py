"""The rooms of the checker: which file may import which, and how long files and functions are."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import lrmath.calc

HOME = Path(lrmath.calc.__file__).parent
#: From ground to roof; each imports only those before it.
ROOMS = ("language", "normal", "logic", "kernel", "refute", "show", "bridge", "author")
PACKAGE = "lrmath.calc"
LOADERS = {"import_module", "__import__", "run_path", "run_module", "exec", "eval"}
#: The files that may load by name: one loads its own folder, the other what an author asks it to.
MAY_LOAD = {"kernel/reasons/__init__", "author/command"}
LONGEST_FILE, LONGEST_FUNCTION = 300, 30


@dataclass(frozen=True)
class Arrow:
    """One file imports another."""

    source: str
    target: str
    line: int

    def __str__(self) -> str:
        return f"{self.source}, line {self.line}, imports {self.target}"


# ---------------------------------------------------------------- reading a tree of files
def names(home: Path) -> dict[str, Path]:
    """The files by their names, as language/terms."""
    return {p.relative_to(home).with_suffix("").as_posix(): p for p in sorted(home.rglob("*.py"))}


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def arrows(home: Path) -> Iterator[Arrow]:
    """Every import of a file by another; in functions and for types as well."""
    files = names(home)
    for source, path in files.items():
        for node in ast.walk(parsed(path)):
            for module in modules(source, node):
                target = file_of(module, files)
                if target is not None and target != source:
                    yield Arrow(source, target, getattr(node, "lineno", 0))


def modules(source: str, node: ast.AST) -> Iterator[str]:
    """The dotted names that an import may mean."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        folder = [*PACKAGE.split("."), *source.split("/")[:-1]]
        base = folder[: len(folder) - node.level + 1] if node.level else []
        start = ".".join([*base, *([node.module] if node.module else [])])
        yield from (f"{start}.{alias.name}" for alias in node.names)


def file_of(module: str, files: dict[str, Path]) -> str | None:
    """The file of a module, or of what it holds; None for what is not of the checker."""
    if module != PACKAGE and not module.startswith(f"{PACKAGE}."):
        return None
    parts = module.split(".")[len(PACKAGE.split(".")) :]
    for end in range(len(parts), -1, -1):
        for name in ("/".join(parts[:end]), "/".join([*parts[:end], "__init__"])):
            if name in files:
                return name
    return None


# ---------------------------------------------------------------- what is wrong
def room(name: str) -> int:
    """The floor of a file; what stands in no room is the roof."""
    first = name.split("/")[0]
    return ROOMS.index(first) if first in ROOMS else len(ROOMS)


def wrong_arrows(home: Path) -> list[str]:
    """Imports from a room above."""
    return [f"{a}, which stands above" for a in arrows(home) if room(a.source) < room(a.target)]


def circles(home: Path) -> list[str]:
    """A way from a file back to itself."""
    graph: dict[str, set[str]] = {name: set() for name in names(home)}
    for arrow in arrows(home):
        graph[arrow.source].add(arrow.target)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return [" ← ".join(error.args[1])]
    return []


def loaders(home: Path) -> list[str]:
    """Files that import by name, where no arrow is seen."""
    return [
        f"{name}, line {node.lineno}, calls {said}"
        for name, path in names(home).items()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call)
        and (said := getattr(node.func, "id", getattr(node.func, "attr", ""))) in LOADERS
        and name not in MAY_LOAD
    ]


def silenced(home: Path) -> list[str]:
    """Files in which a whole kind of error is switched off."""
    signs = ("disable-error-code", "mypy: ignore-errors", "ruff: noqa")
    return [
        f"{name} says {sign.strip()}"
        for name, path in names(home).items()
        for sign in signs
        if sign in path.read_text(encoding="utf-8")
    ]


def too_long(home: Path) -> list[str]:
    """Files and functions that are longer than a reader takes in."""
    found = []
    for name, path in names(home).items():
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > LONGEST_FILE:
            found.append(f"{name} has {lines} lines")
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = code_lines(node)
                if length > LONGEST_FUNCTION:
                    found.append(f"{name}: {node.name} has {length} lines")
    return found


def code_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The lines of a function without its decorators and its documentation."""
    assert node.end_lineno is not None
    length = node.end_lineno - node.lineno + 1
    first = node.body[0]
    if ast.get_docstring(node) is None or first.end_lineno is None:
        return length
    return length - (first.end_lineno - first.lineno + 1)


CHECKS = {f.__name__: f for f in (wrong_arrows, circles, loaders, silenced, too_long)}


# ---------------------------------------------------------------- the house as it stands
@pytest.mark.parametrize("check", CHECKS)
def test_the_house(check: str) -> None:
    """Nothing is wrong with it."""
    assert CHECKS[check](HOME) == []


def test_there_are_these_rooms_and_no_others() -> None:
    """The map at the front door names them in the same order."""
    found = {p.name for p in HOME.iterdir() if p.is_dir() and names(p)}
    assert found == set(ROOMS)
    told = [
        line.split("``")[1] for line in (lrmath.calc.__doc__ or "").splitlines() if "* ``" in line
    ]
    assert told == list(ROOMS)


def test_every_import_is_seen() -> None:
    """Each room above the ground uses one below it, and there are hundreds of arrows."""
    found = list(arrows(HOME))
    assert len(found) > 3 * len(names(HOME))
    for floor, name in enumerate(ROOMS[1:], 1):
        assert any(room(a.source) == floor > room(a.target) for a in found), name


# ---------------------------------------------------------------- a house with a fault
FAULTS = {
    "an import": ("wrong_arrows", {"language/a": "from ..kernel.b import f\n", "kernel/b": ""}),
    "an import of a file": ("wrong_arrows", {"normal/a": "from ..show import b\n", "show/b": ""}),
    "an import by its full name": (
        "wrong_arrows",
        {"logic/a": "import lrmath.calc.refute.b\n", "refute/b": ""},
    ),
    "an import from the full name": (
        "wrong_arrows",
        {"logic/a": "from lrmath.calc.author.b import f\n", "author/b": ""},
    ),
    "an import in a function": (
        "wrong_arrows",
        {"kernel/a": "def f():\n    from ..author import b\n", "author/b": ""},
    ),
    "an import for types": (
        "wrong_arrows",
        {
            "refute/a": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from ..show.b "
            "import C\n",
            "show/b": "",
        },
    ),
    "an import from a folder in a room": (
        "wrong_arrows",
        {"kernel/reasons/a": "from ...author.b import f\n", "author/b": ""},
    ),
    "an import from the front door": (
        "wrong_arrows",
        {"language/a": "from .. import f\n", "__init__": "f = 1\n"},
    ),
    "an import of what stands beside": (
        "wrong_arrows",
        {"bridge/a": "from ..author import b\n", "author/b": ""},
    ),
    "a circle of two": (
        "circles",
        {"logic/a": "from . import b\n", "logic/b": "from . import a\n"},
    ),
    "a circle of three": (
        "circles",
        {
            "show/a": "from .b import f\n",
            "show/b": "from .c import f\n",
            "show/c": "def f():\n    from .a import g\n",
        },
    ),
    "a hidden import": ("loaders", {"kernel/a": "import_module('lrmath.calc.show.b')\n", "b": ""}),
    "an import by a string": ("loaders", {"kernel/a": "x = __import__('b')\n", "b": ""}),
    "errors off": ("silenced", {"kernel/a": '# mypy: disable-error-code="misc"\n', "b": ""}),
    "lint off": ("silenced", {"kernel/a": "# ruff: noqa\n", "b": ""}),
    "a long file": ("too_long", {"show/a": "x = 1\n" * 301, "b": ""}),
    "a long function": ("too_long", {"show/a": "def f():\n" + "    x = 1\n" * 30, "b": ""}),
    "a long method": (
        "too_long",
        {"show/a": "class A:\n    def f(self):\n" + "        x = 1\n" * 30, "b": ""},
    ),
}


def built(home: Path, files: dict[str, str]) -> Path:
    """A tree of files."""
    for name, text in files.items():
        path = home / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return home


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(fault: str, tmp_path: Path) -> None:
    """One check tells it, and names both ends; the others are silent."""
    check, files = FAULTS[fault]
    found = {name: run(built(tmp_path, files)) for name, run in CHECKS.items()}
    (said,) = found.pop(check)
    assert not any(found.values())
    ends = files if check in ("wrong_arrows", "circles") else list(files)[:1]
    assert all(name in said for name in ends)


def test_what_is_right_is_no_fault(tmp_path: Path) -> None:
    """Imports of rooms below, a full file, a full function with a long documentation."""
    home = built(
        tmp_path,
        {
            "language/a": "x = 1\n" * 300,
            "kernel/b": "import re\nfrom ..language import a\nfrom ..language.a import x\n",
            "author/c": "from ..kernel.b import x\nfrom ..language.a import x\n",
            "author/d": "def f():\n    '''Told.\n"
            + "    more\n" * 40
            + "    '''\n"
            + "    x = 1\n" * 29,
            "__init__": "from .author.c import x\n",
        },
    )
    assert [run(home) for run in CHECKS.values()] == [[]] * len(CHECKS)
