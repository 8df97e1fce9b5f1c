"""What a page of the book asks the checker, in the reader's browser: JSON in, JSON out.

A derivation on a page can be edited line by line. :func:`ask` takes one question about a line as
JSON text and returns the answer as JSON text, so that whatever carries it (a worker with Python in
WebAssembly, a test) needs to know nothing of terms and verdicts::

    >>> import json
    >>> from lrmath.live import ask
    >>> question = {"ask": "check_step", "module": "odds", "label": "eq-sigmoid",
    ...             "before": "sigma(t)", "line": "= 1/(1 + exp(t))", "by": ["definition sigma"]}
    >>> json.loads(ask(json.dumps(question)))["status"]
    'REFUTED'

A theorem is named by its label and the chapter's module that proves it; only that chapter, and what
it builds on, is then loaded. The lines are text in the checker's own spelling. They are read, and
never evaluated as Python.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from importlib import import_module
from itertools import accumulate
from typing import Any

from lrmath.calc import CalcError, Chain, IllTyped, StepError, Theorem, Verdict, decide
from lrmath.calc.author.chain import claim
from lrmath.calc.author.script import Report, check_text
from lrmath.calc.kernel.proof import Line, Proof
from lrmath.calc.kernel.reasons import BUILT_IN, read_reason
from lrmath.calc.kernel.reasons.base import Reason
from lrmath.calc.kernel.reasons.citation import Citation
from lrmath.calc.kernel.reasons.definition import ByDefinition
from lrmath.calc.kernel.reasons.induction import Induction
from lrmath.calc.kernel.reasons.theorem import ByTheorem
from lrmath.calc.kernel.reasons.touch import Touch
from lrmath.calc.language import Declarations, starting, text
from lrmath.calc.language.reader import reader
from lrmath.calc.language.relations import EQUIVALENT
from lrmath.calc.language.terms import Thing
from lrmath.calc.language.things import body_of
from lrmath.calc.language.work import question
from lrmath.calc.show import RELATION, counterexample_myst, latex

Answer = dict[str, Any]
MODULE, YOURS = re.compile(r"[a-z_]+"), "eq-yours"
# Of a line. Python's own parser takes its stack for each bracket and each sign before a sign, and a
# browser gives it little; the book's lines need less than half of this.
LONGEST, DEEPEST = 1_000, 60
NESTING = re.compile(r"[-+~]\s*(?=[-+~])|\*\*|\b(?:not|if|lambda)\b")


# ---------------------------------------------------------------- theorems and their reasons
@cache
def find(module: str, label: str) -> Theorem:
    """The theorem with this label in a chapter's module; ``CalcError`` if there is none."""
    if MODULE.fullmatch(module):
        try:
            for value in vars(import_module(f"lrmath.theorems.{module}")).values():
                if isinstance(value, Theorem) and value.label == label:
                    return value
        except ModuleNotFoundError:
            pass
    raise CalcError(f"the chapter {module!r} has no theorem {label!r}")


@cache
def citable(module: str, label: str) -> dict[str, Proof]:
    """What a step of a theorem may cite: what its own steps cite, and what stands before it."""
    theorem = find(module, label)
    found: dict[str, Proof] = {}
    for line in theorem.lines:
        found |= {r.label: r.proof for r in line.reasons if isinstance(r, ByTheorem)}
    for value in vars(import_module(f"lrmath.theorems.{module}")).values():
        if value is theorem:
            break
        if isinstance(value, Theorem):
            found[value.label] = value.proof
    return found


def _reasons(by: list[str], module: str, label: str) -> list[Reason]:
    """Reasons as they are typed."""
    return [read_reason(_bounded(reason), citable(module, label)) for reason in by]


def spelled_reason(reason: Reason) -> str:
    """A reason as :func:`~lrmath.calc.kernel.reasons.read_reason` reads it."""
    match reason:
        case ByDefinition(names):
            return f"definition {' '.join(names)}"
        case ByTheorem(_, values) if values:
            put = "; ".join(f"{name} = {value}" for name, value in values)
            return f"{reason.label} with {put}"
        case Touch(kind, variable, point):
            return f"{kind} {variable} at {point}"
        case Induction(size):
            return f"induction {size}"
        case Citation(source):
            return f"cite {source}"
    return reason.typed()


def spelled_line(line: Line, context: Declarations) -> str:
    """A line of a theorem with its relation, as it is typed."""
    return f"{line.relation} {text(line.term, context)}"


def reasons(module: str, label: str) -> Answer:
    """The reasons that a step may name: the built-in ones, definitions, theorems before it."""
    context = find(module, label).context
    defined = [n for n, t in context.names.items() if isinstance(t, Thing) and body_of(t)]
    return {
        "plain": sorted(reason.typed() for reason in BUILT_IN.values()),
        "definitions": [f"definition {name}" for name in sorted(defined)],
        "theorems": sorted(citable(module, label)),
    }


# ---------------------------------------------------------------- one line
def preview(module: str, label: str, line: str) -> Answer:
    """The LaTeX of a line, or what is wrong with its spelling and in which column."""
    theorem = find(module, label)
    try:
        return {"tex": _tex(line, theorem)}
    except IllTyped as error:
        return {"status": "ILL_TYPED", **_slip(line, error)}


@question
def _tex(line: str, theorem: Theorem) -> str:
    relation, body = starting(_bounded(line))
    relation = EQUIVALENT if theorem.relation == EQUIVALENT else relation
    term = reader(relation)(body, theorem.context)
    return f"{RELATION[relation]} {latex(term, theorem.context)}"


def _too_much(line: str) -> str:
    """What is too much of in a line for a browser, if anything is."""
    if len(line) > LONGEST:
        return f"the line has more than {LONGEST} characters; name a part of it first"
    depth = accumulate((sign in "([{") - (sign in ")]}") for sign in line)
    if max(depth, default=0) > DEEPEST or len(NESTING.findall(line)) > DEEPEST:
        return "the line is nested too deeply; name a part of it first"
    return ""


def _bounded(line: str) -> str:
    """The line, if there is not too much of anything in it."""
    said = _too_much(line)
    if said:
        raise IllTyped(said)
    return line


def _slip(line: str, error: IllTyped) -> Answer:
    """The message of a slip, and its column in the whole line if it is known."""
    start = line.find(error.text) if error.text else -1
    column = None if error.column is None or start < 0 else start + error.column
    return {"message": error.message, "column": column}


def check_step(module: str, label: str, before: str, line: str, by: list[str]) -> Answer:
    """The verdict on a line that follows ``before`` by these reasons, in a theorem's context.

    It has ``status`` and ``tex``; where they apply also ``message``, ``column``, ``where`` (the
    counterexample in words and formulas), ``left_over`` (LaTeX) and ``conditions``.
    """
    shown = preview(module, label, line)
    if "tex" not in shown:
        return shown
    theorem = find(module, label)
    try:
        if not by:
            return shown | _without_reason(theorem, _bounded(before), line)
        why = _reasons(by, module, label)
        found = _opened(theorem, _bounded(before)).step(line, by=why).lines[-1].verdict
    except StepError as error:
        if not isinstance(error.verdict, Verdict):
            return shown | {"status": "UNDECIDED", "message": str(error)}
        found = error.verdict
    except (CalcError, RecursionError) as error:
        return shown | {"status": "ILL_TYPED", "message": str(error), "column": None}
    return shown | _said(found, theorem.context)


def _start(theorem: Theorem, before: str) -> str:
    """The line before without its sign; in an equivalence only ⇔ stands before a line."""
    relation, body = starting(before)
    return before if theorem.relation == EQUIVALENT and relation != EQUIVALENT else body


def _opened(theorem: Theorem, before: str) -> Chain:
    """A chain that stands at the line before; it claims nothing beyond it."""
    same = _start(theorem, before)
    relation = EQUIVALENT if theorem.relation == EQUIVALENT else "="
    return claim(YOURS, same, f"{relation} {same}", context=theorem.context)


def _without_reason(theorem: Theorem, before: str, line: str) -> Answer:
    """What is known of a line that gives no reason; it is not accepted, even if it is true."""
    relation, body = starting(line)
    relation = EQUIVALENT if theorem.relation == EQUIVALENT else relation
    found = decide(_start(theorem, before), relation, body, theorem.context)
    if found:
        return {"status": "UNDECIDED", "message": "the line is true; give it a reason"}
    return _said(found, theorem.context)


def _said(verdict: Verdict, context: Declarations) -> Answer:
    """A verdict for the page."""
    found: Answer = {"status": verdict.status.name}
    if verdict.message:
        found["message"] = verdict.message
    if verdict.counterexample is not None:
        found["where"] = counterexample_myst(verdict.counterexample, context)
    if verdict.left_over is not None:
        found["left_over"] = latex(verdict.left_over, context)
    if verdict.conditions:
        found["conditions"] = [str(condition) for condition in verdict.conditions]
    return found


# ---------------------------------------------------------------- whole derivations
def check_chain(module: str, label: str, lines: list[list[Any]]) -> Answer:
    """Whether lines, each with its reasons, derive the theorem's own statement from its left side.

    This is the last word on an edited derivation: every line follows, and the last one is the
    claimed side.
    """
    theorem = find(module, label)
    context, relation = theorem.context, theorem.relation
    left, right = text(theorem.left, context), text(theorem.right, context)
    try:
        chain = claim(YOURS, left, f"{relation} {right}", context=context)
        for line, by in lines:
            chain = chain.step(_bounded(line), by=_reasons(by, module, label))
        chain.qed()
    except (CalcError, RecursionError) as error:
        return {"status": "UNDECIDED", "message": str(error).removeprefix(f"{YOURS}: ")}
    return {"status": "PROVED"}


def check_file(source: str) -> Answer:
    """The reports on a derivation in the text format of ``python -m lrmath check``."""
    for number, line in enumerate(source.split("\n"), 1):
        said = _too_much(line)
        if said:
            reports = [Report("", number, "", line[:DEEPEST], "ILL_TYPED", said)]
            break
    else:
        reports = check_text(source)
    good = sum(report.good for report in reports)
    return {"reports": [asdict(r) | {"good": r.good} for r in reports], "good": good}


# ---------------------------------------------------------------- the one door
ANSWERS: dict[str, Callable[..., Answer]] = {
    found.__name__: found for found in (reasons, preview, check_step, check_chain, check_file)
}


def ask(told: str) -> str:
    """Answer a question, a JSON object whose ``ask`` names a function of this module.

    What cannot be answered has ``error``, a sentence; nothing is raised.
    """
    try:
        question_ = dict(json.loads(told))
        answer = ANSWERS[question_.pop("ask")](**question_)
    except (CalcError, RecursionError) as error:
        answer = {"error": str(error)}
    except (KeyError, TypeError, ValueError):
        answer = {"error": f"this is no question; write one of {', '.join(ANSWERS)}"}
    return json.dumps(answer, ensure_ascii=False)
