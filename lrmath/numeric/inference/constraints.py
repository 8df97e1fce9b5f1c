"""Linear functions of coefficients, by name or written out: ``"g[T.b] - g[T.c] = 0"``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from lrmath.numeric.linalg.arrays import Array
from lrmath.numeric.model.errors import DataError

_NUMBER = re.compile(r"\d+(\.\d*)?([eE][+-]?\d+)?|\.\d+")


class Constraints(NamedTuple):
    """The hypothesis R beta = values, one row for each equation: ``R`` (k x n), ``values`` (k,)."""

    R: Array
    values: Array


def fixed(labels: Sequence[str], values: Mapping[str, float]) -> Constraints:
    """Return that labelled coefficients have these values; raises ``DataError``."""
    unknown = set(values) - set(labels)
    if unknown:
        raise DataError(f"no coefficient is called {sorted(unknown)}; there are {tuple(labels)}")
    chosen = [list(labels).index(name) for name in values]
    return Constraints(np.eye(len(labels))[chosen], np.array([*values.values()], dtype=np.float64))


def written(labels: Sequence[str], texts: Sequence[str]) -> Constraints:
    """Return what the equations say, ``a - 2*b = 1``; without ``=`` the value is 0.

    Raises ``DataError`` on what is not linear in the coefficients, and on equations of which some
    follow from the others or contradict them.
    """
    rows, values = [], []
    for text in texts:
        left, _, right = _split(text)
        row = _linear(labels, left) - _linear(labels, right or "0")
        rows.append(row[:-1])
        values.append(-row[-1])
    R = np.array(rows)
    if np.linalg.matrix_rank(R) < len(R):
        raise DataError(f"the hypothesis {list(texts)} has equations too many: not independent")
    return Constraints(R, np.array(values))


def _split(text: str) -> tuple[str, str, str]:
    """Return both sides of an equation; an equals sign in brackets belongs to a name."""
    depth = 0
    for place, mark in enumerate(text):
        depth += (mark in "([{") - (mark in ")]}")
        if mark == "=" and depth == 0:
            return text[:place], "=", text[place + 1 :]
    return text, "", ""


def _linear(labels: Sequence[str], text: str) -> Array:
    """Return the coefficients and the constant (n + 1,) of a sum of terms."""
    total: Array = np.zeros(len(labels) + 1)
    rest = text.strip()
    if not rest:
        raise DataError("a hypothesis has a side without anything; write e.g. 'x1 - x2 = 0'")
    while rest:
        sign, rest = _sign(rest)
        term, rest = _term(labels, rest, text)
        total = total + sign * term
        if rest and rest[0] not in "+-":
            raise _unreadable(labels, rest, text)
    return total


def _sign(rest: str) -> tuple[float, str]:
    sign = 1.0
    while rest[:1] in ("+", "-"):
        sign, rest = (-sign if rest[0] == "-" else sign), rest[1:].lstrip()
    return sign, rest


def _term(labels: Sequence[str], rest: str, text: str) -> tuple[Array, str]:
    """Return one term, number, name, or number * name, and what follows it."""
    found: Array = np.zeros(len(labels) + 1)
    names = sorted((name for name in labels if rest.startswith(name)), key=len)
    number = _NUMBER.match(rest)
    if names:
        found[list(labels).index(names[-1])] = 1
        return found, rest[len(names[-1]) :].lstrip()
    if number is None:
        raise _unreadable(labels, rest, text)
    rest = rest[number.end() :].lstrip()
    if rest[:1] != "*":
        found[-1] = float(number.group())
        return found, rest
    found, rest = _term(labels, rest[1:].lstrip(), text)
    return float(number.group()) * found, rest


def _unreadable(labels: Sequence[str], rest: str, text: str) -> DataError:
    return DataError(
        f"the hypothesis {text!r} cannot be read at {rest!r}: sums of names and multiples of them "
        f"are needed, as in 'x1 - 2*x2 = 0'; no coefficient is called that, there are "
        f"{tuple(labels)}"
    )
