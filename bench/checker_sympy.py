"""Stock SymPy on some of the same steps: simplify(left - right) == 0, and left.equals(right).

SymPy is given all that it can be told: definitions written out, matrices by their entries, domains
as assumptions, derivatives taken by its own diff. Each question runs in a process of its own, which
ends after some seconds of processor time.
"""

from __future__ import annotations

import multiprocessing
import resource
from collections.abc import Callable, Mapping, Sequence
from multiprocessing.connection import Connection
from typing import Any

import sympy as sp

from lrmath.calc import Theorem, cases
from lrmath.calc.kernel.proof import Line
from lrmath.calc.kernel.reasons.theorem import ByTheorem
from lrmath.calc.language import Declarations, Term, generic
from lrmath.calc.language.binding import instantiated, replace
from lrmath.calc.language.domains import DOMAINS, UNKNOWN
from lrmath.calc.language.terms import (
    Big,
    Call,
    Delta,
    Diff,
    Entry,
    Index,
    Minus,
    Number,
    Op,
    Scalar,
    Size,
)
from lrmath.calc.language.text import named
from lrmath.calc.language.things import Array, Definition, Function

SECONDS = 3  # of processor time, for one question
EVERY = 4
ELEMENTARY = {"exp": sp.exp, "log": sp.log, "sqrt": sp.sqrt}
METHODS: dict[str, Callable[[Any, Any], bool | None]] = {
    "simplify": lambda left, right: bool(sp.simplify(left - right) == 0),
    "equals": lambda left, right: left.equals(right),
}


# ---------------------------------------------------------------- the same step in SymPy
def expression(term: Term) -> Any:
    """A scalar term as a SymPy expression."""
    match term:
        case Number(value):
            return sp.Rational(value.numerator, value.denominator)
        case Scalar(name, domain):
            return sp.Symbol(name, **assumed(domain))
        case Size(name) | Index(name):
            return sp.Symbol(name, integer=True, positive=True)
        case Entry(Definition() as thing, places):
            return put(thing.body, thing.parameters, places)
        case Entry(Array() as thing, places):
            return sp.IndexedBase(thing.name, **assumed(thing.domain))[*map(expression, places)]
        case Minus(argument):
            return -expression(argument)
        case Op(kind, left, right):
            return OPERATORS[kind](expression(left), expression(right))
        case Call(str() as function, (argument,)):
            return ELEMENTARY[function](expression(argument))
        case Call(Function() as function, arguments, 0) if function.body is not None:
            return put(function.body, function.parameters, arguments)
        case Big():
            return big(term)
        case Diff(body, variable):
            return expression(body).diff(expression(variable))
        case Delta(first, second):
            return sp.KroneckerDelta(expression(first), expression(second))
    raise TypeError(type(term).__name__)


def assumed(domain: str) -> dict[str, bool]:
    """What SymPy is told of the numbers of a domain."""
    row = DOMAINS[domain]
    sign = {} if row.sign == UNKNOWN else {row.sign: True}
    return {"real" if row.smooth else "integer": True, **sign}


def put(body: Term, parameters: Sequence[Term], values: Sequence[Term]) -> Any:
    """The body of a definition or of a function, at these values."""
    return expression(replace(body, dict(zip(parameters, values, strict=True))))


def big(term: Big) -> Any:
    """A sum or a product, its index called as its author did."""
    index = named(term)
    limits = tuple(map(expression, (index, term.low, term.high)))
    sign = sp.Sum if term.kind == "Sum" else sp.Product
    return sign(expression(instantiated(term.body, index)), limits)


OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "^": lambda a, b: a**b,
}


# ---------------------------------------------------------------- one question, one process
def ask(line: Line, context: Declarations, method: str) -> tuple[str, float]:
    """The answer and its seconds of processor time.

    It is ``yes``, ``no`` (SymPy denies a true step), ``unknown``, ``error`` or ``time``.
    """
    left, right = generic([line.start, line.term], context)
    ours, theirs = multiprocessing.Pipe(duplex=False)
    worker = multiprocessing.get_context("fork").Process(
        target=work, args=(theirs, method, left, right)
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


def work(pipe: Connection, method: str, left: Term, right: Term) -> None:
    """Answer one question within the limit; the system ends the process that exceeds it."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        answer = METHODS[method](expression(left), expression(right))
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

    theorems = catalogue()
    steps = [
        (theorem, number, line)
        for theorem in theorems.values()
        for number, line in enumerate(theorem.lines, 1)
        if line.relation == "="
    ]
    return [
        {"label": theorem.label, "step": number}
        | {method: list(ask(line, theorem.context, method)) for method in METHODS}
        for theorem, number, line in steps[::EVERY]
        if not theorem.context.hypotheses and not uses_labels(line, theorems)
    ]


def uses_labels(line: Line, theorems: Mapping[str, Theorem]) -> bool:
    """Whether a step, or a theorem behind it, needs that a label is 0 or 1."""
    cited = (r.label for r in line.reasons if isinstance(r, ByTheorem))
    behind = (inner for label in cited for inner in theorems[label].lines)
    return cases in line.reasons or any(uses_labels(inner, theorems) for inner in behind)
