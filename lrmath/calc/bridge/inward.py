"""SymPy's object as a line of text, which is then read like any other line.

Symbols are matched by name. So the kernel never meets SymPy: it reads what an author could have
typed, and that is what is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational
from sympy.printing.precedence import PRECEDENCE, precedence
from sympy.printing.str import StrPrinter

from ..language.declarations import Declarations, name_allowed
from ..language.errors import IllTyped
from ..language.terms import Index, Scalar, Size, Thing
from ..language.text import text
from ..language.things import domain_of
from .objects import side_of
from .symbols import COUNTS, assumptions

RELATIONS = {
    sp.Eq: "=", sp.Ne: "!=", sp.Le: "<=", sp.Ge: ">=", sp.Lt: "<", sp.Gt: ">",
}  # fmt: skip
KNOWN = (
    sp.Add, sp.Mul, sp.Pow, sp.Rational, sp.core.numbers.Infinity, sp.core.numbers.NegativeInfinity,
    sp.core.numbers.Exp1, sp.Symbol, sp.Idx, sp.Indexed, sp.IndexedBase, sp.exp, sp.log, sp.Abs,
    sp.Sum, sp.Product, sp.Derivative, sp.Subs, sp.KroneckerDelta, AppliedUndef, *RELATIONS,
    sp.Tuple, sp.MatrixSymbol, sp.MatMul, sp.MatAdd, sp.Transpose, sp.core.symbol.Str,
)  # fmt: skip
REMEDIES = {sp.Float: "it is a rounded number; write a Rational"}
Say = Callable[[Any], str]  # what spells a part
WORDS = ("positive", "negative", "nonnegative", "nonpositive", "real", "integer", "zero")


def spelled(found: Any, context: Declarations) -> str:
    """The text of SymPy's object; raises IllTyped for what a line cannot hold."""
    for part in sp.preorder_traversal(found):
        _has_a_form(part)
    for symbol in symbols_in(found):
        _agrees(symbol, context)
    _one_meaning(found)
    try:
        return str(_Spelling().doprint(found))
    except (TypeError, ValueError) as error:  # a derivative of no definite order, a huge number
        raise IllTyped(f"SymPy's {type(found).__name__} cannot be written out: {error}") from None


def _has_a_form(part: Any) -> None:
    """Refuse what a line cannot hold, and name it."""
    if isinstance(part, sp.logic.boolalg.BooleanAtom):
        raise IllTyped("SymPy has decided a relation on its own; build it with evaluate=False")
    if isinstance(part, KNOWN):
        return
    said = REMEDIES.get(type(part), "it is not part of a formula here")
    if isinstance(part, sp.Function) and not isinstance(part, sp.Piecewise):
        said = f"declare a function, and write Function({part.func.__name__!r}) for it"
    raise IllTyped(f"SymPy's {type(part).__name__} {str(part)[:60]} cannot be read: {said}")


def symbols_in(found: Any) -> list[Any]:
    """The symbols of an expression, but not the names of its arrays."""
    names = {base.label for base in found.atoms(sp.IndexedBase)}
    return sorted(found.atoms(sp.Symbol) - names, key=str)


def _one_meaning(found: Any) -> None:
    """Refuse two symbols with one name; SymPy tells them apart, and a line cannot."""
    seen: dict[str, Any] = {}
    for symbol in symbols_in(found):
        other = seen.setdefault(symbol.name, symbol)
        if other != symbol:
            raise IllTyped(
                f"two different symbols of SymPy are called {symbol.name}; give them the same "
                "assumptions, or two names"
            )


def _agrees(symbol: Any, context: Declarations) -> None:
    """Refuse a symbol whose assumptions contradict what its name means here."""
    if not symbol.is_commutative:
        raise IllTyped(f"SymPy's symbol {symbol.name} does not commute; a number here does")
    declared = context.names.get(symbol.name)
    if isinstance(declared, Size | Index):
        ours = COUNTS
    elif isinstance(declared, Scalar | Thing):
        ours = assumptions(declared.domain if isinstance(declared, Scalar) else domain_of(declared))
    else:
        return
    known = sp.Symbol(symbol.name, **ours).assumptions0
    against = [f for f, v in symbol.assumptions0.items() if known.get(f, v) is not v]
    if against:
        fact = next((f for f in WORDS if f in against), against[0])
        word = "" if symbol.assumptions0[fact] else "not "
        raise IllTyped(
            f"SymPy's symbol {symbol.name} is assumed to be {word}{fact}, which contradicts what "
            f"{symbol.name} means here; leave the assumption out"
        )


class _Spelling(StrPrinter):  # type: ignore[misc]
    """SymPy's own printer, except for the kinds of SPELLINGS."""

    def _print(self, expr: Any, **options: Any) -> str:
        for kind, spell in SPELLINGS.items():
            if isinstance(expr, kind):
                return spell(self._print, expr)
        return str(super()._print(expr, **options))


# ---------------------------------------------------------------- names and numbers
def _name(name: str) -> str:
    """A name, which must not pass for anything else."""
    problem = name_allowed(name)
    if problem:
        raise IllTyped(f"SymPy's name {name!r} cannot be read: {problem}")
    return name


def _fraction(say: Say, expr: Any) -> str:
    """In brackets, which SymPy's printer leaves out below a fraction bar."""
    return str(expr) if expr.q == 1 else f"({expr})"


def _indexed(say: Say, expr: Any) -> str:
    return f"{say(expr.base.label)}[{', '.join(map(say, expr.indices))}]"


def _called(say: Say, expr: Any) -> str:
    known = expr.func is sp.exp or isinstance(expr, sp.KroneckerDelta)
    name = expr.func.__name__ if known else _name(expr.func.__name__)
    return f"{name}({', '.join(map(say, expr.args))})"


def _logarithm(say: Say, expr: Any) -> str:
    parts = [f"log({say(part)})" for part in expr.args]
    return parts[0] if len(parts) == 1 else f"({'/'.join(parts)})"


# ---------------------------------------------------------------- binders
def _big(say: Say, expr: Any) -> str:
    """A sum or a product with its bounds, over a range that runs upwards or is empty.

    SymPy takes a range that runs down for the negative of what lies between.
    """
    for index, low, high in expr.limits:
        definite = low.is_Integer and (int(low) <= 2 if not high.is_Integer else low <= high + 1)
        if not definite:
            raise IllTyped(f"{index} from {low} to {high} cannot be read: it may run downwards")
    limits = ", ".join(f"({', '.join(map(say, limit))})" for limit in expr.limits)
    return f"{type(expr).__name__}({say(expr.function)}, {limits})"


def _derivative(say: Say, expr: Any) -> str:
    return f"D({', '.join(map(say, (expr.expr, *expr.variables)))})"


def _substituted(say: Say, expr: Any) -> str:
    """Values one after another, which is the same as at once if none holds a variable."""
    if any(value.has(*expr.variables) for value in expr.point):
        raise IllTyped(f"{expr} cannot be read: a value depends on a variable replaced")
    found = say(expr.expr)
    for variable, value in zip(expr.variables, expr.point, strict=True):
        found = f"At({found}, {say(variable)}, {say(value)})"
    return found


# ---------------------------------------------------------------- matrices
def _product(say: Say, expr: Any) -> str:
    scalar, matrices = expr.as_coeff_matrices()
    product = " @ ".join(_bracketed(say, matrix) for matrix in matrices)
    return product if scalar == 1 else f"{_bracketed(say, scalar)}*({product})"


def _transpose(say: Say, expr: Any) -> str:
    return f"{_bracketed(say, expr.arg)}.T"


def _bracketed(say: Say, expr: Any) -> str:
    return say(expr) if precedence(expr) >= PRECEDENCE["Pow"] else f"({say(expr)})"


def _relation(say: Say, expr: Any) -> str:
    return f"{say(expr.lhs)} {RELATIONS[type(expr)]} {say(expr.rhs)}"


SPELLINGS: dict[Any, Callable[[Say, Any], str]] = {
    (sp.Symbol, sp.MatrixSymbol): lambda say, expr: _name(expr.name),
    sp.Rational: _fraction,
    sp.Idx: lambda say, expr: say(expr.label),
    sp.Indexed: _indexed,
    sp.core.numbers.Exp1: lambda say, expr: "exp(1)",
    sp.core.numbers.Infinity: lambda say, expr: "oo",
    sp.core.numbers.NegativeInfinity: lambda say, expr: "-oo",
    sp.log: _logarithm,
    sp.Abs: lambda say, expr: f"sqrt(({say(expr.args[0])})**2)",
    (sp.exp, sp.KroneckerDelta, AppliedUndef): _called,
    (sp.Sum, sp.Product): _big,
    sp.Derivative: _derivative,
    sp.Subs: _substituted,
    sp.MatMul: _product,
    sp.Transpose: _transpose,
    Relational: _relation,
}


# ---------------------------------------------------------------- relations
def parted(found: Any, context: Declarations) -> tuple[str, str]:
    """A relation of SymPy as a claim: its left side, and its sign with the right side."""
    if isinstance(found, sp.Equivalent):
        if len(found.args) != 2:
            raise IllTyped(f"an Equivalent of {len(found.args)} relations; a claim has two")
        first, second = (spelled(side, context) for side in found.args)
        return first, f"<=> {second}"
    if isinstance(found, sp.logic.boolalg.BooleanAtom) or not isinstance(found, Relational):
        raise IllTyped(
            f"SymPy's {found} is no relation; give an Eq, Le, ..., built with evaluate=False"
        )
    if isinstance(found.lhs, sp.Limit):
        return _moving(found.lhs, context), f"-> {spelled(found.rhs, context)}"
    return spelled(found.lhs, context), f"{RELATIONS[type(found)]} {spelled(found.rhs, context)}"


def _moving(found: Any, context: Declarations) -> str:
    """What a limit is of, if its variable goes where that of the context goes."""
    body, variable, target, side = found.args
    if context.target is None:
        raise IllTyped(f'declare .tends("{variable}", "{target}") for SymPy\'s Limit')
    declared = [text(term, context) for term in context.target]
    if [spelled(variable, context), spelled(target, context)] != declared:
        goes = " -> ".join(declared)
        raise IllTyped(f"in SymPy's Limit {variable} -> {target}, in the context {goes}")
    if not target.is_infinite and str(side) != (ours := side_of(*context.target)):
        raise IllTyped(f"SymPy's Limit comes from {side}, here {variable} comes from {ours}")
    return spelled(body, context)
