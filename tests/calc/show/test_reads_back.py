"""What is shown is what was proved: a little reader of LaTeX finds the term in what is written."""

from __future__ import annotations

import contextlib
import random

import pytest
from trial.latex_signs import Unreadable
from trial.term_trees import read, tree

from lrmath.calc import Context, IllTyped
from lrmath.calc.language.reader import parse
from lrmath.calc.language.text import text
from lrmath.calc.show.latex import latex
from lrmath.theorems import catalogue

THEOREMS = catalogue()
LINES = 400  # generated terms for each seed


def matrices(*more: str) -> Context:
    """Vectors, matrices, functions and letters that could be taken for something else."""
    context = (
        Context()
        .sizes("m", "n")
        .index("i k", "m")
        .index("j l", "n")
        .array("q", "n,n", whole="Q")
        .array("r", "n,n", whole="R")
        .array("v", "n")
        .array("w", "n")
        .array("y", "m", "binary")
        .scalar("p a t", "positive")
        .function("f(t)")
        .function("sigma(u)", "1/(1 + exp(-u))", range="unit")
        .define("eta[i]", "a*y[i]")
        .define("J", "Sum(eta[i], i)")
        .define("b_long", "a + t")
    )
    return context.scalar(" ".join(more), "positive") if more else context


@pytest.mark.parametrize("label", THEOREMS)
def test_every_line_of_the_book_reads_back(label: str) -> None:
    """Each line and hypothesis of each theorem, as its page shows it."""
    theorem = THEOREMS[label]
    told = theorem.context.hypotheses
    shown = (theorem.left, theorem.right, *(line.term for line in theorem.lines), *told)
    for term in shown:
        found = read(latex(term, theorem.context), theorem.context, shown)
        assert found == tree(term), text(term)


@pytest.mark.parametrize("more", [(), ("e", "d"), ("delta", "e")])
@pytest.mark.parametrize("seed", range(8))
def test_generated_terms_read_back(seed: int, more: tuple[str, ...]) -> None:
    """Terms that no author would think of."""
    context, source, found = matrices(*more), random.Random(seed), 0
    while found < LINES:
        line = scalar(source, 4, more) if source.random() < 0.6 else wide(source, 3, more)
        try:
            term = parse(line, context)
            tree_of_term = tree(term)
        except IllTyped:
            continue
        found += 1
        written = latex(term, context)
        assert read(written, context) == tree_of_term, f"{line}\n{written}"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Q*R", "Q @ R"),
        ("Q**2", "Q @ Q"),
        ("(Q*R).T", "Q.T @ R.T"),
        ("log(p)**2", "log(p**2)"),
        ("log(p)*a", "log(p*a)"),
        ("At(a*t, t, 1)", "a*At(t, t, 1)"),
        ("Sum(eta[i], i)*a", "Sum(eta[i]*a, i)"),
        ("exp(Q)", "exp(q[1,1])"),
        ("-a**2", "(-a)**2"),
        ("(a**t)**p", "a**(t**p)"),
        ("D(a*t, t)", "a*D(t, t)"),
    ],
)
def test_what_differs_looks_different(first: str, second: str) -> None:
    """Pairs that were once written alike, or easily could be."""
    context = matrices()
    assert latex(parse(first, context), context) != latex(parse(second, context), context)


@pytest.mark.parametrize("line", [r"\ln p^{2}", r"Q^{2}", r"p^{2}^{3}", r"Q \odot R\, Q"])
def test_the_reader_refuses_what_is_ambiguous(line: str) -> None:
    """The test can fail: what a mathematician reads in another way is no term of ours."""
    context = matrices()
    term = parse("log(p)**2" if "ln" in line else "Q*R", context)
    with contextlib.suppress(Unreadable):
        assert read(line, context) != tree(term)


# ---------------------------------------------------------------- generated lines
def scalar(source: random.Random, depth: int, more: tuple[str, ...]) -> str:
    """The text of a number."""
    if depth == 0 or source.random() < 0.15:
        leaves = ["p", "a", "t", "m", "2", "1/2", "J", "b_long", "y[i]", "eta[k]", "q[j,1]", *more]
        return source.choice([*leaves, "v[l]", "q[1,2]", "KroneckerDelta(i, k)"])
    a, b = (scalar(source, depth - 1, more) for _ in range(2))
    forms = [
        f"({a} + {b})", f"({a} - {b})", f"({a})*({b})", f"({a})/({b})", f"({a})**({b})", f"-({a})",
        f"log({a})", f"exp({a})", f"sqrt({a})", f"f({a})", f"sigma({a})", f"Sum({a}, i)",
        f"Product({a}, (k, 1, n))", f"D({a}, t)", f"D({a}, v[l])", f"D({a}, t, p)",
        f"At({a}, t, {b})", f"At({a}, v, w)", f"({a})**2", f"2*({a})",
        f"({vector(source)}) @ ({vector(source)})",
    ]  # fmt: skip
    return source.choice(forms)


def vector(source: random.Random) -> str:
    """The text of a vector, or of its row."""
    return source.choice(["v", "w", "v.T", "(v - w).T", "Q @ v", "v*w", "v.T @ R"])


def wide(source: random.Random, depth: int, more: tuple[str, ...]) -> str:
    """The text of a vector or a matrix; the wrong shapes are refused by the reader."""
    if depth == 0 or source.random() < 0.2:
        return source.choice(["Q", "R", "v", "w"])
    a, b = (wide(source, depth - 1, more) for _ in range(2))
    c = source.choice(["2", "a", "a + p", "log(p)", *more])
    forms = [
        f"({a}) + ({b})", f"({a}) - ({b})", f"({a})*({b})", f"({a}) @ ({b})", f"({a}).T",
        f"({a})/({b})", f"({a})**2", f"({c})*({a})", f"exp({a})", f"log({a})", f"-({a})",
        f"sigma({a})", f"1/({a})", f"1 - ({a})", f"At({a}, t, {c})", f"D({c}, v)",
    ]  # fmt: skip
    return source.choice(forms)
