"""What people type that is no formula, no name, no relation; and what to write instead."""

from __future__ import annotations

import ast
import difflib
import keyword
import re
import unicodedata
from collections.abc import Iterable
from itertools import islice

from .relations import SIGN, SPELLED
from .work import spend

MOST_HINTS, HINT = 60, 10  # names that are tried for a slip of the pen, and the work of each
BINDERS = ("Sum", "Product", "D", "At", "KroneckerDelta")
#: What other programs and books call it.
ELSEWHERE = {
    "ln": "the natural logarithm is log",
    "log10": "write log(u)/log(10)",
    "log2": "write log(u)/log(2)",
    **dict.fromkeys(("abs", "Abs", "fabs"), "write sqrt(u**2)"),
    **dict.fromkeys(("sqr", "square"), "write u**2"),
    "pow": "write u**k",
    "e": "write exp(u)",
    "sum": "write Sum(formula, i)",
    "prod": "write Product(formula, i)",
    **dict.fromkeys(("diff", "Derivative"), "write D(formula, variable)"),
    "dot": "write v.T @ w",
    "inf": "infinity is oo",
}
GREEK = frozenset({
    *("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "kappa", "lambda"),
    *("mu", "nu", "xi", "pi", "rho", "sigma", "tau", "phi", "chi", "psi", "omega"),
    *("Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Phi", "Psi", "Omega"),
})  # fmt: skip
LAMBDA = r"lam, with .typeset(lam=r'\lambda')"  # lambda is a word of Python
BETWEEN = (
    "stands between two formulas, and this place takes one of them; "
    'the two sides are two arguments, as in claim("label", "t + t", "2*t")'
)
GLUED = re.compile(r"(?<![\w.])(\d+)([A-Za-z]\w*)")
PAIR = re.compile(r"(\w+)\s+(\w+)")


# ---------------------------------------------------------------- formulas
def complaint(text: str, error: Exception) -> tuple[str, int]:
    """What is wrong with a line that Python cannot read, and at which column."""
    sign = SIGN.search(text)
    if sign and SPELLED[sign[0]] == "!=":
        return f"{sign[0]} may be assumed, or asked of decide; it is not claimed", sign.start()
    if sign:
        return f"{sign[0]} {BETWEEN}", sign.start()
    pairs = (found for found in (GLUED.search(text), PAIR.search(text)) if found)
    for found in pairs:
        if not any(map(keyword.iskeyword, found.groups())):
            return f"write {found[1]}*{found[2]} for a product", found.start()
    column = max((getattr(error, "offset", None) or 1) - 1, 0)
    return getattr(error, "msg", str(error)), column


def meant(name: str, known: Iterable[str]) -> str:
    """What may have been meant by a name that is not declared."""
    if name in ELSEWHERE:
        return f"; {ELSEWHERE[name]}"
    if in_letters(name) != name:
        return f"; spell it {spelled(name)}"
    binders = BINDERS if len(name) > 1 else ()  # At is no better name for a
    others = [k for k in islice((*binders, *known), MOST_HINTS) if k != name]
    spend(HINT * len(others))
    close = difflib.get_close_matches(name, others, n=1)
    return f"; did you mean {close[0]}?" if close else ""


def refusal(node: ast.AST) -> str:
    """What is wrong with a part of Python that no formula has."""
    if isinstance(node, ast.Compare):
        return f"a relation {BETWEEN}"
    names = {"Lambda": "a lambda", "JoinedStr": "an f-string", "ListComp": "a comprehension"}
    name = type(node).__name__
    return f"{names.get(name, f'this ({name.lower()})')} is not part of a formula"


# ---------------------------------------------------------------- relations
def one_relation(text: str) -> str:
    """Why a text is not one relation; of 0 < t < 1 two are made."""
    said = f'write one relation, such as "t > 0", not {text.strip()[:80]!r}'
    signs = list(SIGN.finditer(text))
    if len(signs) != 2:
        return said
    first, second = signs
    middle = text[first.end() : second.start()].strip()
    one = f"{text[: first.start()].strip()} {first[0]} {middle}"
    two = f"{middle} {second[0]} {text[second.end() :].strip()}"
    return f'{said}; make two of it: "{one}", "{two}"'


# ---------------------------------------------------------------- names
def no_name(name: str, reserved: Iterable[str]) -> str:
    """Why an author cannot use a name, and what may be used."""
    if keyword.iskeyword(name):
        remedy = f"call it {LAMBDA}" if name == "lambda" else f"choose another, e.g. {name}_1"
        return f"{name!r} is a word of Python, which reads the line; {remedy}"
    several = name.replace(",", " ").split()
    if len(several) > 1:
        quoted = ", ".join(f'"{part}"' for part in several)
        return f"{name!r} is more than one name; write {quoted}"
    if in_letters(name) != name:
        return f"{name!r} cannot be a name; spell it {spelled(name)}"
    if name in ELSEWHERE:
        return f"{name!r} cannot be a name; {ELSEWHERE[name]}"
    others = ", ".join(sorted(reserved))
    return f"{name!r} cannot be a name: use letters and digits, and not one of {others}"


def spelled(name: str) -> str:
    """A name with its Greek letters spelled out, and how it is shown if need be."""
    found = in_letters(name)
    return LAMBDA if keyword.iskeyword(found) else found


def in_letters(name: str) -> str:
    """beta for β, sigma2 for σ2."""
    return "".join(map(_letter, name))


def _letter(sign: str) -> str:
    words = unicodedata.name(sign, "").split()
    if words[:1] != ["GREEK"] or words[-2:-1] != ["LETTER"]:
        return sign
    found = words[-1].lower().replace("lamda", "lambda")
    found = found if "SMALL" in words else found.capitalize()
    return found if found in GREEK else sign
