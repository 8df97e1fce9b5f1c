"""Where LaTeX needs brackets: how tightly each part binds, and what reaches too far."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate

from ..language.letters import factors
from ..language.shapes import is_row, shape
from ..language.terms import (
    At,
    Big,
    Call,
    Diff,
    Entry,
    Minus,
    Number,
    Op,
    Scalar,
    Term,
    Transpose,
)

SUM, PRODUCT, POWER, ATOM = 1, 2, 3, 4
MATRIX = 2  # axes: what works entry by entry could be taken for something of the whole matrix
ENTRYWISE = {"*": r"\odot", "/": r"\oslash"}


def strength(term: Term) -> int:
    """How tightly the LaTeX of the term binds."""
    match term:
        case Op("+" | "-") | Minus():
            return SUM
        case Op("*" | "@") | Big() | Diff():
            return PRODUCT
        case Op("/", _, right) if shape(right):
            return PRODUCT
        case Op("/" | "^") | Call("exp" | "log") | Transpose() | At():
            return POWER
        case Number(value) if value < 0:
            return SUM
        case Number(value) if value.denominator != 1:
            return POWER
    return ATOM


def ends_open(term: Term) -> bool:
    """Whether a sum sign, ln or d/dt reaches to the end, so that a factor after it would join."""
    if isinstance(term, Op) and term.kind in "*@":
        return ends_open(term.right)
    if isinstance(term, Minus):
        return ends_open(term.argument)
    if isinstance(term, Call) and term.function == "log":
        return isinstance(term.arguments[0], Scalar | Entry | Number)
    return isinstance(term, Big)


def entrywise(term: Term) -> bool:
    """Whether a product works entry by entry, so that it needs brackets beside a factor."""
    if not isinstance(term, Op):
        return False
    wide = bool(shape(term.right)) and (bool(shape(term.left)) or term.kind == "/")
    return term.kind in ENTRYWISE and wide


def column_before(term: Op) -> bool:
    """Whether a vector that is written as a column stands before @, where it acts as a row."""
    return term.kind == "@" and len(shape(term.left)) == 1 and not is_row(term.left)


def meets_every_entry(number: Term, other: Term) -> bool:
    """Whether a number is added to each entry of a matrix."""
    return not shape(number) and len(shape(other)) == MATRIX


def takes_indices(name: str) -> bool:
    """Whether a name is a letter or a word without subscript, or stands in one pair of brackets."""
    if name.startswith("("):
        depths = accumulate((c == "(") - (c == ")") for c in name)
        return 0 not in list(depths)[:-1]
    has_subscript = "_" in re.sub(r"\\operatorname\{.*\}", "", name)
    return re.match(r"\\?\w", name) is not None and not has_subscript


def filled(pattern: str, indices: Iterable[str]) -> str:
    """The LaTeX of an entry, ``x_{#2}^{(#1)}``, with its indices in place."""
    for number, index in enumerate(indices, 1):
        pattern = pattern.replace(f"#{number}", index)
    return pattern


def pattern_strength(pattern: str) -> int:
    """How tightly the LaTeX of an entry binds: with a space in it, it reads as a product."""
    return PRODUCT if " " in pattern else POWER


def name_strength(latex: str) -> int:
    """How tightly the LaTeX of a name binds: several letters read as a product, ^ as a power."""
    if len(factors(latex)) > 1:
        return PRODUCT
    return POWER if "^" in re.sub(r"\{[^{}]*\}|\([^()]*\)", "", latex) else ATOM


def mixed(first: str, second: str) -> bool:
    """Whether a number stands before a fraction of numbers, and reads as a mixed number."""
    return first[-1].isdigit() and re.match(r"\\frac\{\d+\}\{\d+\}", second) is not None


def tall(written: str) -> bool:
    """Whether a formula is higher than a line."""
    return any(sign in written for sign in (r"\frac", r"\sum", r"\prod", r"\left["))


def brackets(written: str, pair: str = "()") -> str:
    """Brackets that grow with what they hold, where it is tall."""
    left, right = pair[0], pair[1]
    return rf"\left{left} {written} \right{right}" if tall(written) else f"{left}{written}{right}"
