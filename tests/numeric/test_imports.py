"""The numeric room is built from the ground to the roof: every file rests on those below it."""

import ast
import re
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import lrmath.numeric

ROOM = Path(__file__).parents[2] / "lrmath/numeric"
PREFIX = "lrmath.numeric."
#: The folders from ground to roof; files outside of them stand on the roof.
FLOORS = ("linalg", "model", "data", "solve", "exist", "estimate", "inference")
FILES = {
    ".".join(file.relative_to(ROOM).with_suffix("").parts): file
    for file in ROOM.rglob("*.py")
    if file.stem != "__init__"
}


def imported(tree):
    """Return the modules of the room that a file imports anywhere, also for its types only."""
    froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    plain = [node for node in ast.walk(tree) if isinstance(node, ast.Import)]
    names = {node.module or "" for node in froms}
    names |= {f"{node.module}.{alias.name}" for node in froms for alias in node.names}
    names |= {alias.name for node in plain for alias in node.names}
    return {name.removeprefix(PREFIX) for name in names if name.removeprefix(PREFIX) in FILES}


ARROWS = {name: imported(ast.parse(file.read_text("utf-8"))) for name, file in FILES.items()}


def floor(module):
    """Return the floor of a module, counted from the ground."""
    folder, _, inside = module.partition(".")
    return FLOORS.index(folder) if inside else len(FLOORS)


def wrong(arrows):
    """Return the arrows that run upwards, each with both of its ends."""
    return [
        f"{name} imports {other}, but {floor(name)} lies below {floor(other)}"
        for name, others in sorted(arrows.items())
        for other in sorted(others)
        if floor(name) < floor(other)
    ]


def test_every_folder_is_a_floor():
    """No folder stands beside the house."""
    assert {name.partition(".")[0] for name in FILES if "." in name} == set(FLOORS)


def test_a_file_imports_from_its_own_floor_and_those_below():
    """The arrows run one way."""
    assert wrong(ARROWS) == []


def test_an_arrow_upwards_is_named_by_both_ends():
    """The test above can fail, and says between which files."""
    (found,) = wrong({"linalg.rank": {"model.rows", "linalg.arrays"}})
    assert found.startswith("linalg.rank imports model.rows")


def test_no_import_circle():
    """Every module can be read after those it builds on."""
    order = list(TopologicalSorter(ARROWS).static_order())
    assert sorted(order) == sorted(FILES)


def test_no_two_files_have_the_same_name():
    """A name means one thing in the room."""
    names = [name.rpartition(".")[2] for name in FILES] + list(FLOORS)
    assert len(names) == len(set(names))


@pytest.mark.parametrize("folder", FLOORS)
def test_the_map_names_every_folder_in_order(folder):
    """Who opens the room is told where everything is."""
    listed = re.findall(r"^- (\w+)", lrmath.numeric.__doc__, re.MULTILINE)
    assert listed == [*FLOORS, "fit", "validation"]
    assert (ROOM / folder / "__init__.py").read_text("utf-8").count("\n") == 1


def test_the_face_is_small():
    """The room exports what is called by name, and nothing that a call only returns."""
    offered = {name: getattr(lrmath.numeric, name) for name in lrmath.numeric.__all__}
    assert len(offered) <= 36
    assert all(vars(lrmath.numeric)[name] is value for name, value in offered.items())
