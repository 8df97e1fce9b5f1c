"""The ties: one label joins the equation on the page, its proof, its code, and the test here."""

from __future__ import annotations

import inspect
import json
import re
from pathlib import Path

import numpy as np
import pytest

import lrmath.numeric  # noqa: F401  (importing it registers the implementations)
from lrmath.labels import implementations, implemented_labels
from lrmath.theorems import catalogue
from lrmath.theorems.notation import SYMBOLS, book

ROOT = Path(__file__).parents[2]
THEOREMS = catalogue()
PAGES = sorted(ROOT.glob("book/**/*.ipynb"))
IN_CODE = {symbol.name: symbol.numeric for symbol in SYMBOLS if symbol.numeric.isidentifier()}


def random_data(names: set[str], seed: int) -> dict[str, object]:
    """Values for the free names of a theorem: three samples, two features."""
    source = np.random.default_rng(seed)
    makers = {
        "x": lambda: source.normal(size=(3, 2)),
        "y": lambda: source.integers(0, 2, size=3),
        "beta": lambda: source.normal(size=2),
        "t": lambda: source.normal(scale=5),
        "q": lambda: source.uniform(0.01, 0.99),
    }
    return {name: makers[name]() for name in sorted(names) if name in makers}


def arguments(function: object, data: dict[str, object]) -> dict[str, object]:
    """The data under the names that the numeric function gives its parameters."""
    named = {IN_CODE.get(name, name): value for name, value in data.items()}
    named |= {"X": data["x"]} if "x" in data else {}
    wanted = inspect.signature(function).parameters  # type: ignore[arg-type]
    return {name: named[name] for name in wanted if name in named}


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("label", implemented_labels())
def test_the_program_computes_what_the_theorem_says(label: str, seed: int) -> None:
    """Each implementation equals the proved right side, evaluated term by term in 30 digits."""
    theorem = THEOREMS[label]
    data = random_data({"x", "y", "beta", "t", "q"}, seed)
    proved = np.array(theorem.at(**data), dtype=float)
    for function in implementations(label):
        computed = function(**arguments(function, data))
        np.testing.assert_allclose(computed, proved, rtol=1e-12, atol=1e-14)


def test_every_implementation_names_a_theorem() -> None:
    """No function claims to compute an equation that the book does not prove."""
    assert set(implemented_labels()) <= set(THEOREMS)
    assert {"eq-nll", "eq-gradient", "eq-hessian", "eq-sigmoid"} <= set(implemented_labels())


def labels_on_pages() -> list[str]:
    """Labels of the equations that cells of the book display, in page order."""
    found = []
    for page in PAGES:
        for cell in json.loads(page.read_text(encoding="utf-8"))["cells"]:
            for output in cell.get("outputs", []):
                text = "".join(output.get("data", {}).get("text/markdown", ""))
                found += re.findall(r"^:label: (eq-[a-z0-9-]+)", text, flags=re.MULTILINE)
    return found


@pytest.mark.parametrize("label", THEOREMS)
def test_every_theorem_stands_on_one_page(label: str) -> None:
    """A theorem is displayed with its label by exactly one cell of the book."""
    assert labels_on_pages().count(label) == 1


def test_every_label_on_a_page_is_a_theorem() -> None:
    """Nothing that looks proved is merely typed."""
    assert set(labels_on_pages()) <= set(THEOREMS)


def test_every_symbol_is_explained() -> None:
    """The notation page covers every name that the book's context declares, and no other."""
    assert {symbol.name for symbol in SYMBOLS} == {*book.names, *book.wholes}


def test_theorems_speak_of_declared_names_only() -> None:
    """Whatever a theorem depends on is declared in its context, and means the same there."""
    for theorem in THEOREMS.values():
        assert theorem.context.knows(theorem.left)
        assert theorem.context.knows(theorem.right)
