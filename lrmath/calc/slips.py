"""What to write instead of what is no formula, no name, no relation."""

from __future__ import annotations

import keyword
import re
import unicodedata

from .letters import GREEK

#: What other programs and books call it.
ELSEWHERE = {
    "ln": "the natural logarithm is log",
    "log10": "write log(u)/log(10)",
    "log2": "write log(u)/log(2)",
    "abs": "write sqrt(u**2)",
    "fabs": "write sqrt(u**2)",
    "sqr": "write u**2",
    "pow": "write u**k",
    "square": "write u**2",
    "sum": "write Sum(formula, i)",
    "prod": "write Product(formula, i)",
    "diff": "write D(formula, variable)",
    "dot": "write v.T @ w",
    "inf": "infinity is oo",
}
NUMBER_FIRST = re.compile(r"(?<![\w.])(\d+)([A-Za-z]\w*)")
TWO_NAMES = re.compile(r"(\w+)\s+(\w+)")
TWO_SIDES = 'the two sides are two arguments, as in claim("label", "t + t", "2*t")'
RELATION = re.compile(r"<=>|⇔|->|→|<=|>=|!=|==|=|<|>|≤|≥|≠")


def no_formula(text: str, said: str) -> str:
    """What Python says of a text, or the remedy for a common slip."""
    relation = RELATION.search(text)
    if relation and relation[0] in ("!=", "≠"):
        return f"{relation[0]} may be assumed, or asked of decide; it is not claimed"
    if relation:
        return f"a formula holds no {relation[0]}; {TWO_SIDES}"
    number, pair = NUMBER_FIRST.search(text), TWO_NAMES.search(text)
    if number:
        return f"not a formula: write {number[1]}*{number[2]} for a product"
    if pair:
        return f"not a formula: write {pair[1]}*{pair[2]} for a product"
    return f"not a formula: {said}"


def elsewhere(name: str) -> str:
    """What a name is called here; empty where that is not known."""
    greek = in_letters(name)
    if greek != name:
        return f"; spell it {greek}"
    return f"; {ELSEWHERE[name]}" if name in ELSEWHERE else ""


def no_name(name: str, reserved: set[str]) -> str:
    """Why an author cannot use a name, and what may be used."""
    greek = in_letters(name)
    if keyword.iskeyword(name):
        remedy = (
            r"call it lam, with .typeset(lam=r'\lambda')" if name == "lambda" else "choose another"
        )
        return f"{name!r} is a word of Python; {remedy}"
    several = name.replace(",", " ").split()
    if len(several) > 1:
        return f"{name!r} is more than one name; write {', '.join(map(quoted, several))}"
    if greek != name and greek.isascii():
        return f"{name!r} cannot be a name; spell it {greek}"
    if name in ELSEWHERE and name in reserved:
        return f"{name!r} cannot be a name; {ELSEWHERE[name]}"
    return f"{name!r} cannot be a name: use letters and digits, and not one of " + ", ".join(
        sorted(reserved)
    )


def quoted(name: str) -> str:
    """A name as an argument."""
    return f'"{name}"'


def in_letters(name: str) -> str:
    """A name with its Greek letters spelled out."""
    return "".join(map(letter, name))


def letter(sign: str) -> str:
    """beta for β."""
    words = unicodedata.name(sign, "").split()
    if words[:1] != ["GREEK"] or words[-2:-1] != ["LETTER"]:
        return sign
    spelled = words[-1].lower().replace("lamda", "lambda")
    spelled = spelled if "SMALL" in words else spelled.capitalize()
    return spelled if spelled in GREEK else sign


def one_relation(text: str, parts: list[str]) -> str:
    """Why a text is not one relation; of 0 < t < 1 two are made."""
    said = f'write one relation, such as "t > 0", not {text.strip()[:80]!r}'
    if len(parts) != 5:
        return said
    left, first, middle, second, right = (part.strip() for part in parts)
    return f'{said}; make two of it: "{left} {first} {middle}", "{middle} {second} {right}"'
