"""Reasons, conditions and counterexamples in words: plain, MyST, and LaTeX."""

from __future__ import annotations

from ..kernel.reasons.base import Label, Named, Put, Reason, Word
from ..language.declarations import Declarations
from ..language.reader import parse
from ..language.terms import Scalar
from ..logic.verdict import Counterexample, show_data
from ..refute.values import SAMPLED
from .latex import Writer, latex


def name_tex(name: str, context: Declarations) -> str:
    """The LaTeX of a name."""
    return Writer(context).name(name)


def reason_text(reason: Reason) -> str:
    """A reason in plain words."""
    return reason.said()


def reason_myst(reason: Reason, context: Declarations) -> str:
    """A reason for a page of the book, with a link where it is a theorem."""
    return "".join(_myst(word, context) for word in reason.words())


def _myst(word: Word, context: Declarations) -> str:
    match word:
        case Named() | Put():
            return f"${word_tex(word, context)}$"
        case Label(label):
            return f"{{eq}}`{label}`"
    return word


def reason_tex(reason: Reason, context: Declarations) -> str:
    """A reason inside a formula."""
    return "".join(_tex(word, context) for word in reason.words())


def _tex(word: Word, context: Declarations) -> str:
    match word:
        case Named() | Put():
            return word_tex(word, context)
        case Label(label):
            return rf"\text{{{label}}}"
    return rf"\text{{{word}}}"


def word_tex(word: Named | Put, context: Declarations) -> str:
    """The LaTeX of a name in the words of a reason, with its value if it is given one."""
    if isinstance(word, Named):
        return name_tex(word.name, context)
    return f"{name_tex(word.name, context)} = {latex(parse(word.formula, context), context)}"


def counterexample_myst(found: Counterexample, context: Declarations) -> str:
    """A counterexample in words and formulas."""
    values = found.sizes | found.indices | found.data
    where = ", ".join(f"${_value_tex(k, v, context)}$" for k, v in values.items())
    place = f"at {where}: " if where else ""
    return f"{place}left ${found.left}$, right ${found.right}$"


def _value_tex(name: str, value: object, context: Declarations) -> str:
    """The value of a datum, or the formula of a function that stands for any."""
    if not isinstance(value, str):
        return f"{name_tex(name, context)} = {show_data(value)}"
    sampled: Scalar = SAMPLED
    inner = Declarations(names={sampled.name: sampled})
    return f"{name_tex(name, context)}({sampled.name}) = {latex(parse(value, inner), inner)}"
