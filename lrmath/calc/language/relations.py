"""The relations of a line, in one table: how they are spelled, shown, turned round and denied."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .errors import StepError


@dataclass(frozen=True, slots=True)
class Relation:
    """A row of the table."""

    spellings: tuple[str, ...]  # as an author may type it
    tex: str
    turned: str  # the same, read from right to left
    denied: str = ""  # what holds where this fails, if the sides are numbers
    follows_from: tuple[str, ...] = ()  # what a chain may show to prove it


EQUAL, EQUIVALENT, TENDS = "=", "<=>", "->"
RELATIONS = {
    "=": Relation(("=", "=="), "=", "=", "!=", ("=",)),
    "!=": Relation(("!=", "≠"), r"\ne", "!=", "="),
    "<=": Relation(("<=", "≤"), r"\le", ">=", ">", ("=", "<", "<=")),
    ">=": Relation((">=", "≥"), r"\ge", "<=", "<", ("=", ">", ">=")),
    "<": Relation(("<",), "<", ">", ">=", ("<",)),
    ">": Relation((">",), ">", "<", "<=", (">",)),
    "<=>": Relation(("<=>", "⇔"), r"\Leftrightarrow", "<=>", "", ("=", "<=>")),
    "->": Relation(("->", "→"), r"\to", "<-", "", ("->",)),
}
ORDERS = ("<=", ">=", "<", ">")
EQUATIONS = ("=", "<=>")  # what rewrites in either direction

SPELLED = {said: name for name, row in RELATIONS.items() for said in row.spellings}
_LONGEST_FIRST = sorted(SPELLED, key=len, reverse=True)
SIGN = re.compile("|".join(map(re.escape, _LONGEST_FIRST)))


def turned(relation: str) -> str:
    """The same relation, read from right to left."""
    return RELATIONS[relation].turned if relation in RELATIONS else "->"


def starting(text: str) -> tuple[str, str]:
    """The relation that a line begins with, and what follows; without one it goes on with ``=``."""
    found = SIGN.match(text.lstrip())
    if not found or SPELLED[found[0]] == "!=":
        return EQUAL, text
    return SPELLED[found[0]], text.lstrip()[found.end() :]


def composed(relations: Iterable[str]) -> str:
    """a = b ≤ c < d gives a < d, and a = b → c = d gives a → d."""
    total = EQUAL
    for relation in relations:
        if relation in (EQUAL, total):
            continue
        if total == EQUAL:
            total = relation
        elif {total, relation} in ({"<", "<="}, {">", ">="}):
            total = total[0]  # one of them is strict
        else:
            raise StepError(f"a chain cannot mix {total} and {relation}")
    return total
