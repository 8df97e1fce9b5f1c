"""Reading what binds or names a variable: Σ, Π, derivatives, values at a point, δ."""

from __future__ import annotations

import ast

from .binding import big, new_index
from .declarations import name_allowed
from .reading import Reading, Scope
from .terms import (
    At,
    Delta,
    Diff,
    Index,
    Size,
    Term,
    whole_number,
)

LAST = 1000  # of a range between numbers
LETTERS_OF_NOTATION = ("e", "d")  # e^t, and d of derivatives, where nobody declared them


# ---------------------------------------------------------------- sums and products
def sum_or_product(line: Reading, node: ast.Call, scope: Scope) -> Term:
    """``Sum(body, i)``, ``Product(body, (i, 1, m))``, with several indices if need be."""
    kind = node.func.id if isinstance(node.func, ast.Name) else ""
    if len(node.args) < 2:
        line.fail(f"write {kind}(body, i) or {kind}(body, (i, 1, m))", node)
    bound = [limit(line, n) for n in node.args[1:]]
    names = [index.name for index in bound]
    for index, written in zip(bound, node.args[1:], strict=True):
        if names.count(index.name) > 1:
            line.fail(
                f"{index.name} is bound twice here; give each index a name of its own", written
            )
    body = line.term(node.args[0], {**scope, **{index.name: index for index in bound}})
    for index in bound:
        body = big(kind, body, index)
    return body


def limit(line: Reading, node: ast.expr) -> Index:
    """``i`` with its declared range, or ``(i, low, high)``, as a new index."""
    if isinstance(node, ast.Name):
        declared = line.context.names.get(node.id)
        if not isinstance(declared, Index):
            line.fail(f"{node.id} is not a declared index; write ({node.id}, 1, m)", node)
        return new_index(node.id, (declared.low, declared.high))
    parts = node.elts if isinstance(node, ast.Tuple) else []
    if len(parts) != 3 or not isinstance(parts[0], ast.Name):
        line.fail("a range is an index i, or (i, low, high)", node)
    may_be_bound(line, parts[0])
    return new_index(parts[0].id, (end(line, parts[1]), end(line, parts[2])))


def may_be_bound(line: Reading, node: ast.Name) -> None:
    """An index that is not declared may be used, unless its name means something else."""
    if isinstance(line.context.names.get(node.id), Index):
        return
    if line.context.taken(node.id):
        line.fail(f"{node.id} is declared, but not as an index", node)
    twin = line.context.twin(node.id)
    if twin is not None:
        line.fail(f"{node.id} would look like {twin} on the page; choose another name", node)
    if node.id in LETTERS_OF_NOTATION:
        line.fail(f"{node.id} would look like a letter of the notation; choose another name", node)
    if name_allowed(node.id):
        line.fail(f"{node.id} cannot be the name of an index", node)


def end(line: Reading, node: ast.expr) -> Term:
    """An end of a range."""
    if isinstance(node, ast.Constant) and type(node.value) is int and 0 <= node.value <= LAST:
        return whole_number(node.value)
    size = line.context.names.get(node.id) if isinstance(node, ast.Name) else None
    if isinstance(size, Size):
        return size
    line.fail(f"a range runs between whole numbers (at most {LAST}) or declared sizes", node)


# ---------------------------------------------------------------- derivatives and values
def derivative(line: Reading, node: ast.Call, scope: Scope) -> Term:
    """``D(body, v)``; ``D(body, v, w)`` differentiates by v, then by w."""
    if len(node.args) < 2:
        line.fail("write D(formula, variable)", node)
    body = line.term(node.args[0], scope)
    for argument in node.args[1:]:
        variable = line.term(argument, scope)
        problem = line.context.not_a_variable(variable)
        if problem:
            line.fail(problem, argument)
        body = Diff(body, variable)
    return body


def at(line: Reading, node: ast.Call, scope: Scope) -> Term:
    """``At(body, t, 0)``; for an array ``At(body, beta, 0)`` or ``At(body, beta, v)``."""
    if len(node.args) != 3:
        line.fail("write At(formula, variable, value)", node)
    body, variable, value = (line.term(a, scope) for a in node.args)
    problem = line.context.not_free(variable, value)
    if problem:
        line.fail(problem, node.args[1])
    return At(body, variable, value)


def delta(line: Reading, node: ast.Call, scope: Scope) -> Term:
    """``KroneckerDelta(i, j)``."""
    if len(node.args) != 2:
        line.fail("KroneckerDelta takes two indices", node)
    first, second = (line.index(a, scope) for a in node.args)
    return Delta(first, second)


SPECIAL = {
    "Sum": sum_or_product,
    "Product": sum_or_product,
    "D": derivative,
    "At": at,
    "KroneckerDelta": delta,
}
