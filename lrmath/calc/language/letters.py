"""Which LaTeX may stand for a name: letters, not notation, and nothing that hides the rest."""

from __future__ import annotations

import re

NOTATION = re.compile(
    r"\\(ln|log|exp|sqrt|sum|prod|nabla|partial|infty|frac|delta|top|odot|oslash|checkmark|text"
    r"|left|right|begin|end|to|le|ge|ne|Leftrightarrow)(?![A-Za-z])"
)
ALLOWED = re.compile(r"[A-Za-z0-9\\{}_^'()+\-* ,.]+")
PAIRS = {"(": ")", "{": "}"}


def unfit(latex: str, name: str) -> str:
    """Why LaTeX cannot stand for a name; empty where it can."""
    said = f"{latex!r} cannot be the LaTeX of {name}"
    if not re.match(r"\(?(?:[A-Za-z]|\\[A-Za-z])", latex) or not ALLOWED.fullmatch(latex):
        return f"{said}: begin with a letter or a command, and take letters, digits and brackets"
    if re.search(r"\\(?![A-Za-z{},;!])", latex):
        return f"{said}: a backslash begins a command"
    if NOTATION.match(latex.lstrip("(")):
        return f"{said}: it is notation with a meaning of its own"
    if not _balanced(latex):
        return f"{said}: its brackets do not match"
    if re.search(r"[+\-*,]", _outside(latex)):
        return f"{said}: it looks like a sum or a list; put it into brackets"
    return ""


def _outside(latex: str) -> str:
    """What stands outside all brackets, but for a mark such as the star of ``x^*``."""
    kept, waiting = "", 0
    plain = latex.replace(r"\lVert", "(").replace(r"\rVert", ")")
    for sign in re.sub(r"\^[*+]|\\.", "", plain):
        waiting += (sign in PAIRS) - (sign in PAIRS.values())
        kept += sign if not waiting else ""
    return kept


def unfit_pattern(latex: str, name: str, axes: int) -> str:
    """Why LaTeX such as ``x_{#2}^{(#1)}`` cannot stand for an entry; empty where it can."""
    places = re.findall(r"(?<=[{(])#([1-9])(?=[)}])", latex)
    if sorted(places) != [str(k) for k in range(1, axes + 1)] or latex.count("#") != axes:
        wanted = " and ".join(f"#{k}" for k in range(1, axes + 1))
        asked = f"put {wanted} into it, each once and in brackets" if axes else "it has no indices"
        return f"{latex!r} cannot be the LaTeX of an entry of {name}: {asked}"
    return unfit(re.sub(r"#[1-9]", "i", latex), name)


def _balanced(latex: str) -> bool:
    waiting: list[str] = []
    for sign in latex:
        if sign in PAIRS:
            waiting.append(PAIRS[sign])
        elif sign in PAIRS.values() and (not waiting or waiting.pop() != sign):
            return False
    return not waiting
