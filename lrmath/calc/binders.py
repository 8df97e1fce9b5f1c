"""Reading what binds or names a variable: Σ, Π, derivatives, values at a point, δ."""

# mypy: disable-error-code="misc"
# The class below is a part of the reader: its methods take the whole for self.

from __future__ import annotations

import ast
from fractions import Fraction
from typing import TYPE_CHECKING

from .letters import twins
from .term import At, Big, Delta, Diff, Name, Number, Term

if TYPE_CHECKING:
    from .syntax import Range
    from .syntax import _Reader as Reader

MAX_ARGUMENTS = 7


class Binders:
    """A part of the reader of :mod:`lrmath.calc.syntax`."""

    def big(self: Reader, node: ast.Call, bound: dict[str, Range]) -> Term:
        """``Sum(body, i)``, ``Product(body, (i, 1, m))``, with several indices if need be."""
        assert isinstance(node.func, ast.Name)
        if len(node.args) < 2:
            self.fail(f"write {node.func.id}(body, i) or {node.func.id}(body, (i, 1, m))", node)
        self.few(node)
        limits = [self.limit(n, bound) for n in node.args[1:]]
        inner = bound | {index: (low, high) for index, low, high in limits}
        body = self.term(node.args[0], inner)
        for index, low, high in limits:
            body = Big(node.func.id, body, index, low, high)
        return body

    def limit(self: Reader, node: ast.expr, bound: dict[str, Range]) -> tuple[str, Term, Term]:
        """``i`` with its declared range, or ``(i, low, high)``."""
        if isinstance(node, ast.Name):
            limits = self.context.index_range(node.id)
            if limits is None:
                self.fail(f"{node.id} is not a declared index; write ({node.id}, 1, m)", node)
            return node.id, *limits
        if not (
            isinstance(node, ast.Tuple)
            and len(node.elts) == 3
            and isinstance(node.elts[0], ast.Name)
        ):
            self.fail("a range is an index i, or (i, low, high)", node)
        index, low, high = node.elts
        assert isinstance(index, ast.Name)
        self.new_index(index)
        return index.id, self.bound_of_range(low), self.bound_of_range(high)

    def new_index(self: Reader, node: ast.Name) -> None:
        """An index that is not declared may be used, unless its name means something else."""
        if self.context.index_range(node.id) is not None:
            return
        if self.context.taken(node.id):
            self.fail(f"{node.id} is declared, but not as an index", node)
        if any(map(self.context.taken, twins(node.id))):
            self.fail(f"{node.id} looks the same on a page as another name", node)
        if not self.context.may_name(node.id):
            self.fail(f"{node.id} cannot be the name of an index", node)

    def bound_of_range(self: Reader, node: ast.expr) -> Term:
        """An end of a range."""
        if isinstance(node, ast.Constant) and type(node.value) is int and 0 <= node.value <= 1000:
            return Number(Fraction(node.value))
        if isinstance(node, ast.Name) and node.id in self.context.size_names:
            return Name(node.id)
        self.fail("a range runs between whole numbers (at most 1000) or declared sizes", node)

    def few(self: Reader, node: ast.Call) -> None:
        """Refuse more indices or variables than anyone writes."""
        if len(node.args) > MAX_ARGUMENTS:
            self.fail(f"at most {MAX_ARGUMENTS - 1} indices or variables are read", node)

    def derivative(self: Reader, node: ast.Call, bound: dict[str, Range]) -> Term:
        """``D(body, v)``; ``D(body, v, w)`` differentiates by v, then by w."""
        if len(node.args) < 2:
            self.fail("write D(formula, variable)", node)
        self.few(node)
        body = self.term(node.args[0], bound)
        for argument in node.args[1:]:
            variable = self.term(argument, bound)
            problem = self.context.not_a_variable(variable)
            if problem:
                self.fail(problem, argument)
            body = Diff(body, variable)
        return body

    def at(self: Reader, node: ast.Call, bound: dict[str, Range]) -> Term:
        """``At(body, t, 0)``; for an array ``At(body, beta, 0)`` or ``At(body, beta, v)``."""
        if len(node.args) != 3:
            self.fail("write At(formula, variable, value)", node)
        body, variable, value = (self.term(a, bound) for a in node.args)
        problem = self.context.not_free(variable, value)
        if problem:
            self.fail(problem, node.args[1])
        return At(body, variable, value)

    def delta(self: Reader, node: ast.Call, bound: dict[str, Range]) -> Term:
        """``KroneckerDelta(i, j)``."""
        if len(node.args) != 2:
            self.fail("KroneckerDelta takes two indices", node)
        first, second = (self.bare_index(a, bound)[0] for a in node.args)
        return Delta(first, second)
