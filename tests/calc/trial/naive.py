"""Substitution by name, as a careless author does it: nothing is renamed, nothing is refused."""

from __future__ import annotations

import ast
import random
from collections.abc import Mapping

from trial.formulas import HINTS, Words
from trial.reading import SIGN, tree

HOLE = "HERE"
AROUND = (
    "{s} + HERE", "HERE - {s}", "HERE*{s}", "2*HERE", "-(HERE)", "(HERE)**2", "exp(HERE)",
    "HERE/(1 + {s}**2)", "1/(1 + (HERE)**2)", "Sum(HERE, {k})", "Sum((HERE)*{s}, {k})",
    "Sum(HERE, ({z}, 1, {n}))", "Sum(HERE, ({z}, 2, {n}))", "Product(HERE, {k})",
    "D(HERE, {t})", "D((HERE)*{t}, {t})", "At(HERE, {t}, {v})", "At((HERE) + {t}, {t}, {s})",
    "(HERE)*{t} - {v}", "KroneckerDelta({k}, {k})*(HERE)", "Sum(D(HERE, {t}), {k})",
    "HERE + (HERE)*{t}",
)  # fmt: skip


class _Put(ast.NodeTransformer):
    def __init__(self, values: Mapping[str, str]):
        self.values = values

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return tree(self.values[node.id]) if node.id in self.values else node


def put(line: str, values: Mapping[str, str]) -> str:
    """The line with values for names, wherever these stand: bound, varied, or declared."""
    signs = SIGN.findall(line)
    parts = [ast.unparse(_Put(values).visit(tree(part))) for part in SIGN.split(line)]
    return "".join(a + (f" {b} " if b else "") for a, b in zip(parts, [*signs, ""], strict=True))


def around(words: Words, source: random.Random) -> str:
    """Something for a line to stand in, where its names may be bound, varied or put."""
    return source.choice(AROUND).format(
        s=words.one(words.scalars),
        t=words.variable(),
        k=words.one(list(words.ends), "(z, 1, 2)"),
        z=source.choice(HINTS),
        n=words.one([*words.sizes, "2"]),
        v=words.value(),
    )


def inside(outer: str, line: str) -> str:
    """The line in its place."""
    return put(outer, {HOLE: line})


def slopes_in(line: str) -> int:
    """How many derivatives stand in one another."""
    return max(_slopes(tree(part)) for part in SIGN.split(line))


def _slopes(node: ast.AST) -> int:
    own = 0
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "D":
        own = len(node.args) - 1
    return own + max(map(_slopes, ast.iter_child_nodes(node)), default=0)


def names_in(line: str) -> list[str]:
    """The names in a line, in order."""
    found = [node.id for part in SIGN.split(line) for node in ast.walk(tree(part))
             if isinstance(node, ast.Name)]  # fmt: skip
    return sorted(set(found))
