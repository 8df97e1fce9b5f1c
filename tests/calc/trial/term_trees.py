"""Terms as the trees that the little reader of LaTeX makes, straight from their nodes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import singledispatch

from lrmath.calc.language import terms as t
from lrmath.calc.language.binding import depends
from lrmath.calc.language.declarations import Declarations
from lrmath.calc.language.shapes import shape
from lrmath.calc.show.brackets import column_before, meets_every_entry
from lrmath.calc.show.latex import Writer
from trial.latex_reading import Latex
from trial.latex_signs import tokens
from trial.latex_trees import Tree, flat, minus, without_names

MATRIX = 2


def read(latex: str, context: Declarations, among: Iterable[t.Term] = ()) -> Tree:
    """The tree that a reader of the page sees, who knows the names of some terms, or all."""
    writer = Writer(context)
    known = {part.name for term in among for part in depends(term)}
    known |= {p.hint for term in among for p in t.walk(term) if isinstance(p, t.Big)}
    known |= {whole for whole, thing in context.wholes.items() if thing.name in known}
    names: dict[tuple[str, ...], str] = {}
    endings: dict[str, list[str]] = {}
    for name in (n for n in (*context.names, *context.wholes) if not among or n in known):
        start, place, end = context.latex.get(f"{name}[]", "").partition("_{#1}")
        alone = start if place else writer.name(name)
        endings[name] = tokens(end)
        twin = names.setdefault(tuple(tokens(alone)), name)
        assert twin == name, f"{twin} and {name} look alike"
    names[(r"\operatorname{sqrt}",)] = "sqrt"
    definitions = {n for n, d in context.definitions.items() if d.parameters}
    wide = frozenset({*context.wholes, *definitions})
    functions = frozenset({*context.functions, "sqrt"})
    return without_names(Latex(latex, names, functions, wide, endings).line())


@singledispatch
def tree(term: t.Term) -> Tree:
    """The tree of a term."""
    raise TypeError(type(term).__name__)


@tree.register
def _(term: t.Number) -> Tree:
    top, bottom = (("number", str(abs(v))) for v in (term.value.numerator, term.value.denominator))
    found = top if term.value.denominator == 1 else ("/", top, bottom)
    return minus(found) if term.value < 0 else found


@tree.register(t.Size)
@tree.register(t.Scalar)
@tree.register(t.Index)
def _(term: t.Size | t.Scalar | t.Index) -> Tree:
    return ("name", term.name)


@tree.register
def _(term: t.Bound) -> Tree:
    return ("bound", term.depth)


@tree.register
def _(term: t.Entry) -> Tree:
    name = term.of.name
    return ("entry", name, *map(tree, term.indices)) if term.indices else ("name", name)


@tree.register
def _(term: t.Whole) -> Tree:
    return ("wide", getattr(term.of, "whole", term.of.name))


@tree.register
def _(term: t.Minus) -> Tree:
    return minus(tree(term.argument))


@tree.register
def _(term: t.Op) -> Tree:
    left, right = tree(term.left), tree(term.right)
    wide = bool(shape(term.left)), bool(shape(term.right))
    match term.kind:
        case "+" | "-":
            left, right = _ones(term.left, left, term.right), _ones(term.right, right, term.left)
            return flat("+", [left, minus(right) if term.kind == "-" else right])
        case "@" if column_before(term):
            return flat("*", [("transpose", left), right])
        case "/":
            return (r"\oslash" if wide[1] else "/", left, right)
        case "^":
            return ("entrywise power" if wide[0] else "power", left, right)
        case "*" if all(wide):
            return (r"\odot", left, right)
    return flat("*", [left, right])


def _ones(number: t.Term, written: Tree, other: t.Term) -> Tree:
    """A number that meets every entry of a matrix."""
    if not meets_every_entry(number, other):
        return written
    return ("ones",) if number == t.ONE else flat("*", [written, ("ones",)])


@tree.register
def _(term: t.Call) -> Tree:
    name = term.function if isinstance(term.function, str) else term.function.name
    circle = "°" if len(shape(term)) >= MATRIX else ""
    return ("call", name + circle, term.primes, *map(tree, term.arguments))


@tree.register
def _(term: t.Big) -> Tree:
    return (term.kind, tree(term.low), tree(term.high), tree(term.body))


@tree.register
def _(term: t.Diff) -> Tree:
    return ("diff", tree(term.body), tree(term.variable))


@tree.register
def _(term: t.At) -> Tree:
    return ("at", tree(term.body), tree(term.variable), tree(term.value))


@tree.register
def _(term: t.Delta) -> Tree:
    return ("delta", tree(term.first), tree(term.second))


@tree.register
def _(term: t.Transpose) -> Tree:
    return ("transpose", tree(term.argument))


@tree.register
def _(term: t.Compare) -> Tree:
    return ("compare", term.relation, tree(term.left), tree(term.right))


@tree.register
def _(term: t.Infinity) -> Tree:
    return ("infinity",) if term.sign > 0 else minus(("infinity",))
