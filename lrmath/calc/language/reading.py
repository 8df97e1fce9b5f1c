"""One line of text, node by node: numbers, names, entries, operations, calls.

The text is read by Python's parser, but never evaluated: each node of the syntax tree must be on
the short list below, each name must have been declared, each index must stay inside its range.
Everything else is an error with its column.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import ClassVar, NoReturn

from .declarations import Declarations
from .errors import IllTyped, plain_text
from .spelling import complaint, meant, refusal
from .terms import (
    Call,
    Entry,
    Hole,
    Index,
    Minus,
    Number,
    Op,
    Range,
    Size,
    Term,
    Thing,
    Transpose,
    Whole,
    whole_number,
)
from .things import Array, Definition, Function, axes_of
from .work import spend

MAX_LENGTH, MAX_DEPTH, MAX_DIGITS, MAX_ARGUMENTS = 4000, 80, 40, 7
LAST = 1000  # of a range between numbers
OPERATORS = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.Pow: "^",
    ast.MatMult: "@",
}
ELEMENTARY = {"exp": 1, "log": 1, "sqrt": 1}
Scope = Mapping[str, Index]  # indices that binders around have bound


def checked_line(line: object) -> str:
    """The text of a line, if it is one that is read."""
    text = plain_text(line)
    if len(text) > MAX_LENGTH:
        raise IllTyped(f"the line has {len(text)} characters; at most {MAX_LENGTH} are read")
    return text


# ---------------------------------------------------------------- reading
class Reading:
    """A line that is being read; ``special`` reads what binds or names a variable."""

    def __init__(self, text: str, context: Declarations, special: Special):
        self.text, self.context, self.depth = checked_line(text).strip(), context, 0
        self.special = special

    def read(self) -> Term:
        """The whole line."""
        return self.term(self.tree().body, {})

    def tree(self) -> ast.Expression:
        """The line as Python's parser sees it."""
        if not self.text:
            raise IllTyped("the line is empty; write a formula")
        if "#" in self.text:
            raise IllTyped("a formula has no comments", self.text, self.text.index("#"))
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                return ast.parse(self.text, mode="eval")
        except (SyntaxError, SyntaxWarning, DeprecationWarning) as error:
            said, column = complaint(self.text, error)
            raise IllTyped(f"not a formula: {said}", self.text, column) from None
        except (ValueError, MemoryError, RecursionError):
            raise IllTyped(
                "not a formula: it is nested too deeply or holds a forbidden character"
            ) from None

    def fail(self, message: str, node: ast.AST) -> NoReturn:
        """Refuse the line, and point at the part that is wrong."""
        # Python counts columns in UTF-8 bytes, a reader counts characters.
        offset = getattr(node, "col_offset", 0)
        column = len(self.text.encode()[:offset].decode(errors="ignore"))
        raise IllTyped(message, self.text, column)

    # ---------------------------------------------------------------- nodes
    def term(self, node: ast.expr, scope: Scope) -> Term:
        """One node of the tree; ``scope`` holds the indices that are bound where it stands."""
        spend()
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.fail(f"nested more than {MAX_DEPTH} deep", node)
        read = self.READERS.get(type(node))
        if read is None:
            self.fail(refusal(node), node)
        result: Term = read(self, node, scope)
        self.depth -= 1
        return result

    def constant(self, node: ast.Constant, scope: Scope) -> Term:
        """A whole number."""
        if type(node.value) is float:
            exact = Fraction(ast.get_source_segment(self.text, node) or "0")
            self.fail(f"{node.value} is a rounded number; write a fraction, e.g. {exact}", node)
        if type(node.value) is not int:
            self.fail(f"{node.value!r} is not a number", node)
        if node.value >= 10**MAX_DIGITS:
            self.fail(f"a number of more than {MAX_DIGITS} digits is not read", node)
        return whole_number(node.value)

    def unary(self, node: ast.UnaryOp, scope: Scope) -> Term:
        """A minus sign."""
        if not isinstance(node.op, ast.USub):
            self.fail("only - may stand before a term", node)
        return Minus(self.term(node.operand, scope))

    def binary(self, node: ast.BinOp, scope: Scope) -> Term:
        """Two operands and what stands between them."""
        kind = OPERATORS.get(type(node.op))
        if kind is None:
            hint = "; write ** for a power" if isinstance(node.op, ast.BitXor) else ""
            self.fail(f"this operator is not part of a formula{hint}", node)
        return Op(kind, self.term(node.left, scope), self.term(node.right, scope))

    def attribute(self, node: ast.Attribute, scope: Scope) -> Term:
        """A transpose."""
        if node.attr != "T":
            self.fail(
                f"attribute .{node.attr} is not part of a formula; only .T (transpose) is", node
            )
        return Transpose(self.term(node.value, scope))

    def name(self, node: ast.Name, scope: Scope) -> Term:
        """What a name that stands alone means."""
        name = node.id
        if name == "hole":
            return Hole()
        if name in scope:
            return scope[name]
        if name in self.context.wholes:
            return Whole(self.context.wholes[name])
        match self.context.names.get(name):
            case Definition(parameters=()) as found:
                return Entry(found, ())
            case Definition() as found:
                return Whole(found)
            case Array() | Function():
                self.fail(f"{name} needs its arguments here", node)
            case Term() as known:
                return known
        if name in ELEMENTARY:
            self.fail(f"{name} needs its arguments here", node)
        self.fail(f"{name} is not declared{self.hint(name, scope)}", node)

    def functions(self) -> dict[str, int]:
        """Callable names and how many arguments each takes."""
        declared = self.context.functions.items()
        return ELEMENTARY | {name: len(f.parameters) for name, f in declared}

    def hint(self, name: str, scope: Scope) -> str:
        """What may have been meant."""
        known = [*scope, *self.context.standing_alone(), *self.functions()]
        return meant(name, known)

    # ---------------------------------------------------------------- entries and indices
    def entry(self, node: ast.Subscript, scope: Scope) -> Term:
        """An entry of an array or a definition."""
        if not isinstance(node.value, ast.Name):
            self.fail("only a declared array takes indices", node)
        name = node.value.id
        thing = self.context.names.get(name)
        if not isinstance(thing, Thing) or not axes_of(thing):
            self.fail(f"{name} is not a declared array{self.hint(name, scope)}", node)
        shape = axes_of(thing)
        nodes = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        if len(nodes) != len(shape):
            self.fail(f"{name} takes {len(shape)} indices, not {len(nodes)}", node)
        pairs = zip(nodes, shape, strict=True)
        return Entry(thing, tuple(self.place(n, scope, size, name) for n, size in pairs))

    def place(self, node: ast.expr, scope: Scope, size: Term, array: str) -> Term:
        """An index is a name or a number, and must be known to lie in 1..size."""
        found = self.index(node, scope)
        limits = (found.low, found.high) if isinstance(found, Index) else (found, found)
        if not within(limits, size):
            low, high = map(_plain, limits)
            asked = f"{low}..{high}" if low != high else low
            self.fail(f"index {asked} of {array} is not known to lie in 1..{_plain(size)}", node)
        return found

    def index(self, node: ast.expr, scope: Scope) -> Term:
        """An index by name, or a whole number in its place."""
        if isinstance(node, ast.Constant) and type(node.value) is int:
            return self.constant(node, scope)
        if not isinstance(node, ast.Name):
            self.fail("an index is a name or a whole number", node)
        found = scope.get(node.id) or self.context.names.get(node.id)
        if not isinstance(found, Index):
            self.fail(f"{node.id} is not a declared index{self.hint(node.id, scope)}", node)
        return found

    # ---------------------------------------------------------------- functions
    def call(self, node: ast.Call, scope: Scope) -> Term:
        """A function of its arguments, or what binds a variable."""
        if node.keywords:
            self.fail("a function is called without keywords", node)
        if not isinstance(node.func, ast.Name):
            said = "only a declared function can be called"
            self.fail(f"{said}; for a product write *, as in 2*(t + 1)", node)
        name = node.func.id
        if name in self.special:
            self.few(node)
            return self.special[name](self, node, scope)
        arity = self.functions().get(name)
        if arity is None and (name in scope or self.context.taken(name)):
            self.fail(f"{name} is no function; write {name}*(...) for a product", node)
        if arity is None:
            self.fail(f"{name} is not a declared function{self.hint(name, scope)}", node)
        if arity != len(node.args):
            self.fail(
                f"{name} takes {arity} argument{'s' * (arity != 1)}, not {len(node.args)}", node
            )
        thing = self.context.functions.get(name)
        arguments = tuple(self.term(a, scope) for a in node.args)
        return Call(name if thing is None else thing, arguments)

    def few(self, node: ast.Call) -> None:
        """Refuse more indices or variables than anyone writes."""
        if len(node.args) > MAX_ARGUMENTS:
            self.fail(f"at most {MAX_ARGUMENTS - 1} indices or variables are read", node)

    READERS: ClassVar[dict[type, Callable[..., Term]]] = {
        ast.Constant: constant,
        ast.UnaryOp: unary,
        ast.BinOp: binary,
        ast.Attribute: attribute,
        ast.Name: name,
        ast.Subscript: entry,
        ast.Call: call,
    }


def within(limits: Range, size: Term) -> bool:
    """Whether a range is known to lie in 1..size, for every value of the sizes."""
    low, high = limits
    starts = isinstance(low, Size) or (isinstance(low, Number) and low.value >= 1)
    if isinstance(high, Number):
        ceiling = size.value if isinstance(size, Number) else 1
        return starts and high.value <= ceiling
    return starts and high == size


def _plain(term: Term) -> str:
    return str(getattr(term, "name", getattr(term, "value", term)))


Special = Mapping[str, Callable[[Reading, ast.Call, Scope], Term]]
