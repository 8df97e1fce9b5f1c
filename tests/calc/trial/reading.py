"""Reads a line as it is typed, and gives its value at data: by Python's own parser, and by name.

What a name means is looked up in what was declared; bodies of definitions are read from their text.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, ClassVar
from weakref import WeakKeyDictionary

import numpy as np

from lrmath.calc.language.declarations import Declarations
from lrmath.calc.language.terms import Index, Scalar, Size
from lrmath.calc.language.text import text
from lrmath.calc.language.things import Array, Definition, Function
from trial.values import ELEMENTARY, MP, Data, Formula, Place, Scope, everywhere, inside, operate
from trial.varying import difference, filled, moved, slope

KINDS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "^", ast.MatMult: "@"}
SIGN = re.compile("<=>|->|!=|<=|>=|==|=|<|>")
PRIMES = re.compile(r"(\w+)('+)\(")
BINDERS = ("Sum", "Product")
_readers: WeakKeyDictionary[Declarations, Reader] = WeakKeyDictionary()


def reader(context: Declarations) -> Reader:
    """The reader of a context; it remembers the lines that it has read."""
    if context not in _readers:
        _readers[context] = Reader(context)
    return _readers[context]


def value(line: str, data: Data, scope: Scope) -> Any:
    """The value of a line: a number, or an array of numbers."""
    return reader(data.context).formula(line)(data, scope)


def relation_in(line: str) -> tuple[str, str, str] | None:
    """The two sides of a relation and what stands between them; None for a formula."""
    found = SIGN.search(line)
    return (line[: found.start()], found[0], line[found.end() :]) if found else None


def sides(line: str) -> list[str]:
    """The formulas in a line: one, or the two sides of a relation."""
    found = relation_in(line)
    return [found[0].strip(), found[2].strip()] if found else [line]


def tree(line: str) -> ast.expr:
    """The line as Python's parser reads it; f'' becomes a call that names the primes."""
    plain = PRIMES.sub(lambda found: f"prime({len(found[2])}, {found[1]}, ", line.strip())
    return ast.parse(plain, mode="eval").body


def free_indices(line: str, context: Declarations) -> list[str]:
    """The declared indices in a line that no sum or product binds."""
    declared = reader(context).indices
    return [name for name in free_names(line) if name in declared]


@lru_cache(maxsize=20_000)
def free_names(line: str) -> tuple[str, ...]:
    """The names in a line that no sum or product binds."""
    return tuple(sorted({name for side in sides(line) for name in _free(tree(side))}))


def _free(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Name):
        yield node.id
    bound: set[str] = set()
    parts = list(ast.iter_child_nodes(node))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in BINDERS:
        bound = {_bound(argument) for argument in node.args[1:]}
        parts = node.args[:1]
    for part in parts:
        yield from (name for name in _free(part) if name not in bound)


def _bound(node: ast.expr) -> str:
    name = node.elts[0] if isinstance(node, ast.Tuple) else node
    assert isinstance(name, ast.Name)
    return name.id


class Reader:
    """Turns lines into functions of data."""

    def __init__(self, context: Declarations):
        # a weak key must not be held by its own value
        self.names, self.wholes = dict(context.names), dict(context.wholes)
        self.indices = context.indices
        self.text = {
            name: text(thing.body, context)
            for name, thing in self.names.items()
            if isinstance(thing, Definition | Function) and thing.body is not None
        }
        self.known: dict[str, Formula] = {}
        self.bodies: dict[str, Formula] = {}
        self.parameters: dict[str, str] = {}  # of the function whose body is read, with domains

    def formula(self, line: str) -> Formula:
        """The line as a function of data and of the indices around it."""
        if line not in self.known:
            self.known[line] = self.read(tree(line))
        return self.known[line]

    def body(self, thing: Definition | Function) -> Formula:
        """What a definition or a function says, as such a function."""
        if thing.name not in self.bodies:
            before = self.parameters
            self.parameters = {p.name: getattr(p, "domain", "") for p in thing.parameters}
            self.bodies[thing.name] = self.read(tree(self.text[thing.name]))
            self.parameters = before
        return self.bodies[thing.name]

    def read(self, node: ast.expr) -> Formula:
        """A part of a line as such a function."""
        return self.READERS[type(node)](self, node)

    # ---------------------------------------------------------------- numbers and operations
    def constant(self, node: ast.Constant) -> Formula:
        """A whole number."""
        found = MP.mpf(node.value)
        return lambda data, scope: found

    def negative(self, node: ast.UnaryOp) -> Formula:
        """Minus an operand."""
        operand = self.read(node.operand)
        return lambda data, scope: -operand(data, scope)

    def operation(self, node: ast.BinOp) -> Formula:
        """Two operands."""
        left, right, kind = self.read(node.left), self.read(node.right), KINDS[type(node.op)]
        return lambda data, scope: operate(kind, left(data, scope), right(data, scope))

    def transpose(self, node: ast.Attribute) -> Formula:
        """``.T`` as in NumPy: of a vector it is the vector."""
        operand = self.read(node.value)
        return lambda data, scope: transposed(operand(data, scope))

    # ---------------------------------------------------------------- names
    def name(self, node: ast.Name) -> Formula:
        """An index or a parameter around here; else what the name was declared as."""
        name, declared = node.id, self.declared(node.id)
        return lambda data, scope: MP.mpf(scope[name]) if name in scope else declared(data)

    def declared(self, name: str) -> Callable[[Data], Any]:
        """The value of a size, a scalar, a definition, or of all entries of an array."""
        match self.wholes.get(name) or self.names.get(name):
            case Size():
                return lambda data: MP.mpf(data.size(name))
            case Scalar():
                return lambda data: data.datum(name)
            case Definition(parameters=()) as thing:
                return lambda data: self.entry(thing, (), data)
            case Array() | Definition() as thing:
                return lambda data: self.whole(thing, data)
        return lambda data: data.datum(name)  # nothing that is declared, such as a blank, has one

    def whole(self, thing: Array | Definition, data: Data) -> Any:
        """All entries as an array of NumPy's."""
        ends = tuple(data.end(size) for size in thing.axes)
        found = np.empty(ends, dtype=object)
        for place in np.ndindex(*ends):
            found[place] = self.entry(thing, tuple(k + 1 for k in place), data)
        return found

    def entry(self, thing: Array | Definition, places: tuple[int, ...], data: Data) -> Any:
        """One entry of data, or the body of a definition with values for its indices."""
        if isinstance(thing, Array):
            return data.datum(thing.name, places)
        names = [p.name for p in thing.parameters]
        return self.body(thing)(data, dict(zip(names, places, strict=True)))

    def subscript(self, node: ast.Subscript) -> Formula:
        """``x[i, j]``."""
        assert isinstance(node.value, ast.Name)
        thing = self.names[node.value.id]
        assert isinstance(thing, Array | Definition)
        found = self.places(node.slice)
        return lambda data, scope: self.entry(thing, found(scope), data)

    def places(self, node: ast.expr) -> Callable[[Scope], tuple[int, ...]]:
        """The values of indices."""
        nodes = node.elts if isinstance(node, ast.Tuple) else [node]
        found = [self.place(n) for n in nodes]
        return lambda scope: tuple(f(scope) for f in found)

    def place(self, node: ast.expr) -> Callable[[Scope], int]:
        """The value of one index."""
        if isinstance(node, ast.Constant):
            number = int(node.value)
            return lambda scope: number
        assert isinstance(node, ast.Name)
        name = node.id
        return lambda scope: int(scope[name])

    # ---------------------------------------------------------------- functions
    def call(self, node: ast.Call) -> Formula:
        """A function, a sum, a derivative, a value at a point."""
        assert isinstance(node.func, ast.Name)
        name = node.func.id
        if name in self.SPECIAL:
            return self.SPECIAL[name](self, node)
        function = ELEMENTARY.get(name)
        found = [self.read(argument) for argument in node.args]
        if function is not None:
            return lambda data, scope: everywhere(function, *(f(data, scope) for f in found))
        return lambda data, scope: everywhere(
            lambda *values: self.applied(name, values, data), *(f(data, scope) for f in found)
        )

    def applied(self, name: str, values: tuple[Any, ...], data: Data) -> Any:
        """A declared function at numbers of the domains of its parameters."""
        thing = self.names[name]
        assert isinstance(thing, Function)
        for found, parameter in zip(values, thing.parameters, strict=True):
            inside(found, parameter.domain)
        if name not in self.text:
            return data.function(name)(*values)
        names = [p.name for p in thing.parameters]
        return self.body(thing)(data, dict(zip(names, values, strict=True)))

    def primed(self, node: ast.Call) -> Formula:
        """``prime(2, f, u)``: a function of one number, differentiated twice."""
        order, function, argument = node.args
        assert isinstance(order, ast.Constant)
        assert isinstance(function, ast.Name)
        name, inside_ = function.id, self.read(argument)

        def slope(value: Any, times: int, data: Data) -> Any:
            if not times:
                return self.applied(name, (value,), data)
            return difference(lambda moved: slope(moved, times - 1, data), value)

        return lambda data, scope: slope(inside_(data, scope), order.value, data)

    def delta(self, node: ast.Call) -> Formula:
        """Kronecker's delta."""
        first, second = map(self.place, node.args)
        return lambda data, scope: MP.mpf(first(scope) == second(scope))

    # ---------------------------------------------------------------- sums and products
    def big(self, node: ast.Call) -> Formula:
        """``Sum(body, i, (j, 2, n))``."""
        assert isinstance(node.func, ast.Name)
        found = self.read(node.args[0])
        for argument in node.args[1:]:
            found = self.over(node.func.id, found, argument)
        return found

    def over(self, kind: str, body: Formula, node: ast.expr) -> Formula:
        """A sum or product over one index."""
        name, total = _bound(node), MP.fsum if kind == "Sum" else MP.fprod
        low, high = self.ends(node, name)

        def found(data: Data, scope: Scope) -> Any:
            steps = range(low(data), high(data) + 1)
            return total([body(data, {**scope, name: k}) for k in steps])

        return found

    def ends(self, node: ast.expr, name: str) -> list[Callable[[Data], int]]:
        """The ends of a range, declared or typed."""
        if isinstance(node, ast.Tuple):
            return [self.end(n) for n in node.elts[1:]]
        index = self.names[name]
        assert isinstance(index, Index)
        return [lambda data: data.end(index.low), lambda data: data.end(index.high)]

    def end(self, node: ast.expr) -> Callable[[Data], int]:
        """A number or a size."""
        if isinstance(node, ast.Constant):
            number = int(node.value)
            return lambda data: number
        assert isinstance(node, ast.Name)
        name = node.id
        return lambda data: data.size(name)

    # ---------------------------------------------------------------- derivatives
    def derivative(self, node: ast.Call) -> Formula:
        """``D(body, v, w)``: by v, then by w."""
        found = self.read(node.args[0])
        for variable in node.args[1:]:
            found = self.slope(found, variable)
        return found

    def slope(self, body: Formula, node: ast.expr) -> Formula:
        """The derivative by a scalar or an entry, or by every entry of an array."""
        thing = self.wholes.get(node.id) if isinstance(node, ast.Name) else None
        if thing is None:
            variable = self.variable(node)
            return lambda data, scope: slope(body, variable(scope), data, scope)
        assert isinstance(thing, Array)

        def gradient(data: Data, scope: Scope) -> Any:
            ends = tuple(data.end(size) for size in thing.axes)
            shape = getattr(body(data, scope), "shape", ())
            found = np.empty((*shape, *ends), dtype=object)
            for place in np.ndindex(*ends):
                where = (thing.name, tuple(k + 1 for k in place))
                found[(..., *place)] = slope(body, where, data, scope)
            return found

        return gradient

    def variable(self, node: ast.expr) -> Callable[[Scope], Place]:
        """The datum that varies."""
        if isinstance(node, ast.Name):
            name = node.id
            return lambda scope: (name, ())
        assert isinstance(node, ast.Subscript)
        assert isinstance(node.value, ast.Name)
        array, places = node.value.id, self.places(node.slice)
        return lambda scope: (array, places(scope))

    # ---------------------------------------------------------------- values at a point
    def at(self, node: ast.Call) -> Formula:
        """``At(body, v, value)``; the value must lie in the domain of the variable."""
        body, variable, point = node.args
        assert isinstance(variable, ast.Name)
        inner, name = self.read(body), variable.id
        put = self.read(point)
        thing = self.wholes.get(name)
        if thing is None:
            declared = getattr(self.names.get(name), "domain", "real")
            domain = self.parameters.get(name, declared)
            return lambda data, scope: inner(
                *moved((name, ()), inside(put(data, scope), domain), data, scope)
            )
        assert isinstance(thing, Array)
        return lambda data, scope: inner(filled(thing, put(data, scope), data), scope)

    READERS: ClassVar[dict[type, Callable[..., Formula]]] = {
        ast.Constant: constant,
        ast.UnaryOp: negative,
        ast.BinOp: operation,
        ast.Attribute: transpose,
        ast.Name: name,
        ast.Subscript: subscript,
        ast.Call: call,
    }
    SPECIAL: ClassVar[dict[str, Callable[..., Formula]]] = {
        "Sum": big,
        "Product": big,
        "D": derivative,
        "At": at,
        "KroneckerDelta": delta,
        "prime": primed,
    }


def transposed(found: Any) -> Any:
    """The transpose of an array."""
    return np.transpose(found) if isinstance(found, np.ndarray) else found
