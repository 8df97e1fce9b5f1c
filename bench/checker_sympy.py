"""Stock SymPy on some of the same steps: simplify(left - right) == 0, and left.equals(right).

SymPy is given all that it can be told: definitions written out, matrices by their entries, domains
as assumptions, derivatives taken by its own diff. Each question runs in a process of its own, which
ends after some seconds of processor time.
"""

from __future__ import annotations

import multiprocessing
import resource
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

import sympy as sp

from lrmath.calc import Context, cases
from lrmath.calc.kernel import Line
from lrmath.calc.matrices import generic
from lrmath.calc.term import (
    Big,
    Call,
    Delta,
    Diff,
    Entry,
    Minus,
    Name,
    Number,
    Op,
    Term,
    replace,
)

SECONDS = 3  # of processor time, for one question
EVERY = 4
ASSUMED: dict[str, dict[str, bool]] = {
    "real": {"real": True},
    "positive": {"positive": True},
    "unit": {"positive": True},
    "nonnegative": {"nonnegative": True},
    "binary": {"integer": True, "nonnegative": True},
    "onehot": {"integer": True, "nonnegative": True},
    "integer": {"integer": True},
}
ELEMENTARY = {"exp": sp.exp, "log": sp.log, "sqrt": sp.sqrt}
METHODS: dict[str, Callable[[Any, Any], bool | None]] = {
    "simplify": lambda left, right: bool(sp.simplify(left - right) == 0),
    "equals": lambda left, right: left.equals(right),
}


# ---------------------------------------------------------------- the same step in SymPy
def expression(term: Term, context: Context) -> Any:
    """A scalar term as a SymPy expression."""

    def of(part: Term) -> Any:
        return expression(part, context)

    match term:
        case Number(value):
            return sp.Rational(value.numerator, value.denominator)
        case Name(name):
            return symbol(name, context)
        case Entry(array, places) if array in context.definitions:
            definition = context.definitions[array]
            return of(replace(definition.body, dict(zip(definition.indices, places, strict=True))))
        case Entry(array, places):
            base = sp.IndexedBase(array, **ASSUMED[context.arrays[array].domain])
            return base[tuple(map(of, places))]
        case Minus(argument):
            return -of(argument)
        case Op(kind, left, right):
            return OPERATORS[kind](of(left), of(right))
        case Call(function, arguments, 0):
            return applied(function, arguments, context)
        case Big(kind, body, index, low, high):
            limits = (symbol(index, context), of(low), of(high))
            return (sp.Sum if kind == "Sum" else sp.Product)(of(body), limits)
        case Diff(body, variable):
            return of(body).diff(of(variable))
        case Delta(first, second):
            return sp.KroneckerDelta(of(first), of(second))
    raise TypeError(type(term).__name__)


OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "^": lambda a, b: a**b,
}


def symbol(name: str, context: Context) -> Any:
    """A scalar, an index, a size, or what a name stands for."""
    if name in context.definitions:
        return expression(context.definitions[name].body, context)
    if name in context.scalars:
        return sp.Symbol(name, **ASSUMED[context.scalars[name]])
    return sp.Symbol(name, integer=True, positive=True)


def applied(function: str, arguments: tuple[Term, ...], context: Context) -> Any:
    """An elementary function, or the body of a declared one."""
    if function in ELEMENTARY:
        return ELEMENTARY[function](expression(arguments[0], context))
    if function not in context.functions:
        return getattr(sp, function)(expression(arguments[0], context))
    declared = context.functions[function]
    body = replace(declared.body, dict(zip(declared.parameters, arguments, strict=True)))
    return expression(body, context)


# ---------------------------------------------------------------- one question, one process
def ask(line: Line, context: Context, method: str) -> tuple[str, float]:
    """The answer and its seconds of processor time.

    It is ``yes``, ``no`` (SymPy denies a true step), ``unknown``, ``error`` or ``time``.
    """
    (left, right), inner = generic([line.start, line.term], context)
    ours, theirs = multiprocessing.Pipe(duplex=False)
    worker = multiprocessing.get_context("fork").Process(
        target=work, args=(theirs, method, left, right, inner)
    )
    before = children_seconds()
    worker.start()
    theirs.close()
    try:
        found = str(ours.recv())
    except EOFError:
        found = "time"
    worker.join()
    return found, round(children_seconds() - before, 3)


def children_seconds() -> float:
    """Processor time of the processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def work(pipe: Connection, method: str, left: Term, right: Term, context: Context) -> None:
    """Answer one question within the limit; the system ends the process that exceeds it."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        answer = METHODS[method](expression(left, context), expression(right, context))
    except Exception:  # SymPy's own errors are one of the results
        pipe.send("error")
        return
    negative = "no" if method == "equals" and answer is False else "unknown"
    pipe.send("yes" if answer else negative)


def measure() -> list[dict[str, object]]:
    """SymPy's answers to every fourth equality step of the book: all take ten minutes.

    Steps are left out that rest on what SymPy cannot be told.
    """
    from lrmath.theorems import catalogue

    steps = [
        (theorem, number, line)
        for theorem in catalogue().values()
        for number, line in enumerate(theorem.lines, 1)
        if line.relation == "="
    ]
    return [
        {"label": theorem.label, "step": number}
        | {method: list(ask(line, theorem.context, method)) for method in METHODS}
        for theorem, number, line in steps[::EVERY]
        if not theorem.context.hypotheses and not any(map(uses_labels, line.reasons))
    ]


def uses_labels(reason: object) -> bool:
    """Whether a reason, or a theorem behind it, needs that a label is 0 or 1."""
    behind = [inner for line in getattr(reason, "lines", ()) for inner in line.reasons]
    return reason is cases or any(map(uses_labels, behind))
