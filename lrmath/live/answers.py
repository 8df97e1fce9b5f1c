"""Answers to exercises: what the reader typed becomes the value that ``check`` marks.

Nothing that is typed is run. Numbers are read by a few lines of arithmetic; formulas and chains are
text for the checker.
"""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable, Sequence
from typing import Any

from lrmath.calc import IllTyped
from lrmath.exercises import Exercise, check
from lrmath.exercises.chains import Derivation
from lrmath.exercises.core import Blank, Formula
from lrmath.exercises.gap import Gap
from lrmath.exercises.planted import Planted

from .place import Answer, bounded, exercise

KINDS = ("chain", "formula", "lines", "notebook", "numbers", "word", "words")
NOTEBOOK = "Run this one in the notebook: {}."
SHAPE = "Give numbers such as 0.25, 1/4 or log(3); a comma stands between two of them."

NAMES = {"pi": math.pi, "e": math.e}
FUNCTIONS: dict[str, Callable[[float], float]] = {
    "exp": math.exp,
    "log": math.log,
    "ln": math.log,
    "sqrt": math.sqrt,
    "atan": math.atan,
}
OPERATIONS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: math.pow,
}


def kind(asked: Exercise) -> str:
    """What is typed for an answer to an exercise: one of ``KINDS``."""
    if isinstance(asked.shows, Derivation):
        return "chain"
    if isinstance(asked.shows, Planted):
        return "lines"
    if isinstance(asked.shows, Gap) or isinstance(asked.judge, Formula | Blank):
        return "formula"
    return _kind_of(asked.right[0])


def _kind_of(right: Any) -> str:
    """What is typed for a value such as a right answer."""
    parts: Sequence[Any] = right if isinstance(right, list | tuple) else [right]
    if any(callable(part) for part in parts):
        return "notebook"
    if isinstance(right, str):
        return "word"
    return "words" if all(isinstance(part, str) for part in parts) else "numbers"


def mark(label: str, answer: str) -> Answer:
    """Whether an answer is right, and what to say of it; ``right`` is None if it was not marked."""
    asked = exercise(label)
    if kind(asked) == "notebook":
        return {"right": None, "message": NOTEBOOK.format("the answer is a function")}
    try:
        value = read(kind(asked), answer)
        found = check(label, value)
    except IllTyped as error:
        return {"right": False, "message": str(error)}
    except ModuleNotFoundError as error:
        return {
            "right": None,
            "message": NOTEBOOK.format(f"it needs {error.name}, which is not in the page"),
        }
    return {"right": found.right, "message": found.message}


def read(kind: str, answer: str) -> Any:
    """The value of what was typed; ``IllTyped`` if it is none."""
    for line in answer.split("\n"):
        bounded(line)
    if kind in ("chain", "formula"):
        return answer
    if kind == "word":
        return re.sub(r"[^\w-]", "", answer)  # letters, with or without commas
    if kind == "words":
        return [word.strip(" \"'") for word in answer.strip(" []()").split(",")]
    return numbers(answer)


def numbers(answer: str) -> Any:
    """A number, or lists of numbers, as they are written in Python and by hand."""
    typed = answer.strip().replace("−", "-").replace("^", "**")
    try:
        return _value(ast.parse(typed, mode="eval").body)
    except (SyntaxError, ValueError, ArithmeticError, RecursionError, MemoryError):
        raise IllTyped(SHAPE) from None


def _value(node: ast.expr) -> Any:
    """The value of a part; ``ValueError`` for what is no number."""
    match node:
        case ast.Constant(int() | float() as number) if not isinstance(number, bool):
            return number
        case ast.List(parts) | ast.Tuple(parts) | ast.Set(parts):
            return [_value(part) for part in parts]
        case ast.Name(name) if name in NAMES:
            return NAMES[name]
        case ast.UnaryOp(ast.USub(), inner):
            return -_number(inner)
        case ast.UnaryOp(ast.UAdd(), inner):
            return _number(inner)
        case ast.BinOp(left, sign, right) if type(sign) in OPERATIONS:
            return OPERATIONS[type(sign)](_number(left), _number(right))
        case ast.Call(ast.Name(name), [argument], []) if name in FUNCTIONS:
            return FUNCTIONS[name](_number(argument))
    raise ValueError("this is no number")


def _number(node: ast.expr) -> Any:
    """The value of a part that must not be a list."""
    value = _value(node)
    if isinstance(value, list):
        raise ValueError("a list has no sign and no sum")
    return value
