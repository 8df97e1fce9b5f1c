"""One line, or a whole derivation, of the reader's: LaTeX, verdict, counterexample."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from lrmath.calc import CalcError, Chain, IllTyped, StepError, Verdict, decide
from lrmath.calc.author.chain import claim
from lrmath.calc.author.script import Report, check_text
from lrmath.calc.kernel.proof import Line
from lrmath.calc.kernel.reasons.base import Reason
from lrmath.calc.kernel.reasons.citation import Citation
from lrmath.calc.kernel.reasons.definition import ByDefinition
from lrmath.calc.kernel.reasons.induction import Induction
from lrmath.calc.kernel.reasons.theorem import ByTheorem
from lrmath.calc.kernel.reasons.touch import Touch
from lrmath.calc.language import Declarations, starting, text
from lrmath.calc.language.reader import reader
from lrmath.calc.language.relations import EQUIVALENT
from lrmath.calc.language.work import question
from lrmath.calc.show import RELATION, counterexample_myst, latex

from .place import DEEPEST, Answer, Place, bounded, place, too_much

YOURS = "eq-yours"


# ---------------------------------------------------------------- how the book's lines are spelled
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


# ---------------------------------------------------------------- one line
def reasons(module: str, label: str) -> Answer:
    """The reasons that a step may name: the built-in ones, definitions, theorems before it."""
    here = place(module, label)
    plain, theorems = list(here.plain), list(here.theorems)
    return {"plain": plain, "definitions": here.definitions(), "theorems": theorems}


def preview(module: str, label: str, line: str) -> Answer:
    """The LaTeX of a line, or what is wrong with its spelling and in which column."""
    here = place(module, label)
    try:
        return {"tex": _tex(line, here)}
    except IllTyped as error:
        return {"status": "ILL_TYPED", **_slip(line, error)}


@question
def _tex(line: str, here: Place) -> str:
    relation, body = starting(bounded(line))
    relation = EQUIVALENT if here.relation == EQUIVALENT else relation
    term = reader(relation)(body, here.context)
    return f"{RELATION[relation]} {latex(term, here.context)}"


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
    here = place(module, label)
    try:
        if not by:
            return shown | _without_reason(here, bounded(before), line)
        why = here.reasons(by)
        found = _opened(here, bounded(before)).step(line, by=why).lines[-1].verdict
    except StepError as error:
        if not isinstance(error.verdict, Verdict):
            return shown | {"status": "UNDECIDED", "message": str(error)}
        found = error.verdict
    except (CalcError, RecursionError) as error:
        return shown | {"status": "ILL_TYPED", "message": str(error), "column": None}
    return shown | _said(found, here.context)


def _start(here: Place, before: str) -> str:
    """The line before without its sign; in an equivalence only ⇔ stands before a line."""
    relation, body = starting(before)
    return before if here.relation == EQUIVALENT and relation != EQUIVALENT else body


def _opened(here: Place, before: str) -> Chain:
    """A chain that stands at the line before; it claims nothing beyond it."""
    same = _start(here, before)
    relation = EQUIVALENT if here.relation == EQUIVALENT else "="
    return claim(YOURS, same, f"{relation} {same}", context=here.context)


def _without_reason(here: Place, before: str, line: str) -> Answer:
    """What is known of a line that gives no reason; it is not accepted, even if it is true."""
    relation, body = starting(line)
    relation = EQUIVALENT if here.relation == EQUIVALENT else relation
    found = decide(_start(here, before), relation, body, here.context)
    if found:
        return {"status": "UNDECIDED", "message": "the line is true; give it a reason"}
    return _said(found, here.context)


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
    here = place(module, label)
    try:
        chain = claim(YOURS, here.left, f"{here.relation} {here.right}", context=here.context)
        for line, by in lines:
            chain = chain.step(bounded(line), by=here.reasons(by))
        chain.qed()
    except (CalcError, RecursionError) as error:
        return {"status": "UNDECIDED", "message": str(error).removeprefix(f"{YOURS}: ")}
    return {"status": "PROVED"}


def check_file(source: str) -> Answer:
    """The reports on a derivation in the text format of ``python -m lrmath check``."""
    for number, line in enumerate(source.split("\n"), 1):
        said = too_much(line)
        if said:
            reports = [Report("", number, "", line[:DEEPEST], "ILL_TYPED", said)]
            break
    else:
        reports = check_text(source)
    good = sum(report.good for report in reports)
    return {"reports": [asdict(r) | {"good": r.good} for r in reports], "good": good}
