"""From one line of text to a :class:`~lrmath.calc.term.Term`, in SymPy's own spelling.

The text is read by Python's parser, but never evaluated: each node of the syntax tree must be on
the short list below, each name must have been declared, each index must stay inside its range.
Everything else is an error with its column.
"""

from __future__ import annotations

import ast
import difflib
import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from .binders import Binders
from .errors import IllTyped
from .mint import plain_text
from .slips import ELSEWHERE, TWO_SIDES, elsewhere, no_formula, one_relation
from .term import (
    Call,
    Compare,
    Entry,
    Hole,
    Infinity,
    Minus,
    Name,
    Number,
    Op,
    Term,
    Transpose,
)
from .work import spend

if TYPE_CHECKING:
    from .context import Context

MAX_LENGTH, MAX_DEPTH, MAX_DIGITS, MAX_ARGUMENTS = 4000, 80, 40, 7
MOST_HINTS = 60  # names that are tried for a slip of the pen
RELATIONS = {"=": "=", "==": "=", "<=": "<=", ">=": ">=", "<": "<", ">": ">", "≤": "<=", "≥": ">="}
RELATIONS |= {"<=>": "<=>", "⇔": "<=>", "->": "->", "→": "->"}
INFINITIES = {"oo": Infinity(1), "-oo": Infinity(-1)}
COMPARISONS = re.compile(r"(<=>|⇔|<=|>=|!=|==|=|<|>|≤|≥|≠)")
OPERATORS = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.Pow: "^",
    ast.MatMult: "@",
}
ELEMENTARY = {"exp": 1, "log": 1, "sqrt": 1}

Range = tuple[Term, Term]


def parse(text: str, context: Context, bound: Mapping[str, Range] | None = None) -> Term:
    """Read one formula.

    ``bound`` gives ranges to index names beyond those that the context declares.
    """
    return _Reader(text, context).read(bound or {})


def parse_relation(text: str, context: Context) -> Compare:
    """Read one relation between two formulas, such as ``t > 0``."""
    parts = COMPARISONS.split(plain_text(text))
    relation = (RELATIONS | {"!=": "!=", "≠": "!="}).get(parts[1]) if len(parts) == 3 else None
    if relation is None or relation == "<=>":
        raise IllTyped(one_relation(text, parts))
    return Compare(parse(parts[0], context), relation, parse(parts[2], context))


def parse_limit(text: str, context: Context) -> Term:
    """Read what a line tends to: a formula without the variable that moves, ``oo``, or ``-oo``."""
    if context.target is None:
        raise IllTyped('-> needs a variable that tends to something; declare .tends("t", "oo")')
    found = INFINITIES.get(text.replace(" ", "")) or parse(text, context)
    if context.moves(found, context.target[0]):
        raise IllTyped(f"a limit cannot depend on {context.target[0]}", text)
    return found


def reader(relation: str) -> Callable[[str, Context], Any]:
    """What reads the side that follows a relation."""
    return {"<=>": parse_relation, "->": parse_limit}.get(relation, parse)


def split_relation(text: str) -> tuple[str, str]:
    """Split ``">= 0"`` into ``(">=", "0")``; a line without a relation continues with ``=``."""
    found = re.match(r"\s*(<=>|⇔|->|→|<=|>=|==|=|<|>|≤|≥)", text)
    if not found:
        return "=", text
    return RELATIONS[found[1]], text[found.end() :]


class _Reader(Binders):
    def __init__(self, text: str, context: Context):
        self.text, self.context, self.depth = plain_text(text).strip(), context, 0

    def read(self, bound: Mapping[str, Range]) -> Term:
        return self.term(self.tree().body, dict(bound))

    def tree(self) -> ast.Expression:
        if len(self.text) > MAX_LENGTH:
            raise IllTyped(
                f"the line has {len(self.text)} characters; at most {MAX_LENGTH} are read"
            )
        if not self.text:
            raise IllTyped("the line is empty; write a formula")
        if "#" in self.text:
            raise IllTyped("a formula has no comments", self.text, self.text.index("#"))
        try:
            return ast.parse(self.text, mode="eval")
        except SyntaxError as error:
            column = max((error.offset or 1) - 1, 0)
            raise IllTyped(no_formula(self.text, error.msg), self.text, column) from None
        except (ValueError, MemoryError, RecursionError):
            raise IllTyped(
                "not a formula: it is nested too deeply or holds a forbidden character"
            ) from None

    def fail(self, message: str, node: ast.AST) -> NoReturn:
        # Python counts columns in UTF-8 bytes, a reader counts characters.
        offset = getattr(node, "col_offset", 0)
        column = len(self.text.encode()[:offset].decode(errors="ignore"))
        raise IllTyped(message, self.text, column)

    # ---------------------------------------------------------------- nodes
    def term(self, node: ast.expr, bound: dict[str, Range]) -> Term:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.fail(f"nested more than {MAX_DEPTH} deep", node)
        read = self.READERS.get(type(node))
        if read is None:
            remedy = f"; {TWO_SIDES}" if isinstance(node, ast.Compare) else ""
            self.fail(f"{_kind(node)} is not part of a formula{remedy}", node)
        result: Term = read(self, node, bound)
        self.depth -= 1
        return result

    def constant(self, node: ast.Constant, bound: dict[str, Range]) -> Term:
        if type(node.value) is float:
            self.fail(f"{node.value} is a rounded number; write a fraction, e.g. 1/2", node)
        if type(node.value) is not int:
            self.fail(f"{node.value!r} is not a number", node)
        if node.value >= 10**MAX_DIGITS:
            self.fail(f"a number of more than {MAX_DIGITS} digits is not read", node)
        return Number(Fraction(node.value))

    def unary(self, node: ast.UnaryOp, bound: dict[str, Range]) -> Term:
        if not isinstance(node.op, ast.USub):
            self.fail("only - may stand before a term", node)
        return Minus(self.term(node.operand, bound))

    def binary(self, node: ast.BinOp, bound: dict[str, Range]) -> Term:
        kind = OPERATORS.get(type(node.op))
        if kind is None:
            hint = "; write ** for a power" if isinstance(node.op, ast.BitXor) else ""
            self.fail(f"this operator is not part of a formula{hint}", node)
        return Op(kind, self.term(node.left, bound), self.term(node.right, bound))

    def attribute(self, node: ast.Attribute, bound: dict[str, Range]) -> Term:
        if node.attr != "T":
            self.fail(
                f"attribute .{node.attr} is not part of a formula; only .T (transpose) is", node
            )
        return Transpose(self.term(node.value, bound))

    def name(self, node: ast.Name, bound: dict[str, Range]) -> Term:
        if node.id == "hole":
            return Hole()
        if node.id in bound or self.context.knows(node.id):
            return Name(node.id)
        if node.id in self.context.indexed() or node.id in self.functions():
            self.fail(f"{node.id} needs its arguments here", node)
        self.fail(f"{node.id} is not declared{self.hint(node.id, bound)}", node)

    def functions(self) -> dict[str, int]:
        """Callable names and how many arguments each takes."""
        return ELEMENTARY | {f: len(d.parameters) for f, d in self.context.functions.items()}

    def hint(self, name: str, bound: Mapping[str, Range]) -> str:
        if name in ELSEWHERE or not name.isascii():
            return elsewhere(name)
        binders = BINDERS if len(name) > 1 else ()  # At is no better name for a
        known = [*bound, *binders, *self.functions(), *self.context.names()][:MOST_HINTS]
        spend(10 * len(known))
        close = difflib.get_close_matches(name, [k for k in known if k != name], n=1)
        return f"; did you mean {close[0]}?" if close else ""

    # ---------------------------------------------------------------- entries and indices
    def entry(self, node: ast.Subscript, bound: dict[str, Range]) -> Term:
        if not isinstance(node.value, ast.Name):
            self.fail("only a declared array takes indices", node)
        array = node.value.id
        shape = self.context.indexed().get(array)
        if shape is None:
            self.fail(f"{array} is not a declared array{self.hint(array, bound)}", node)
        nodes = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        if len(nodes) != len(shape):
            self.fail(f"{array} takes {len(shape)} indices, not {len(nodes)}", node)
        pairs = zip(nodes, shape, strict=True)
        return Entry(array, tuple(self.index(n, bound, size, array) for n, size in pairs))

    def index(self, node: ast.expr, bound: dict[str, Range], size: Term, array: str) -> Term:
        """An index is a name or a number, and must be known to lie in 1..size."""
        found, limits = self.bare_index(node, bound)
        if not self.context.within(limits, size):
            low, high = (_plain(t) for t in limits)
            asked = f"{low}..{high}" if low != high else low
            self.fail(f"index {asked} of {array} is not known to lie in 1..{_plain(size)}", node)
        return found

    def bare_index(self, node: ast.expr, bound: dict[str, Range]) -> tuple[Term, Range]:
        if isinstance(node, ast.Constant) and type(node.value) is int:
            number = Number(Fraction(node.value))
            return number, (number, number)
        if not isinstance(node, ast.Name):
            self.fail("an index is a name or a whole number", node)
        limits = bound.get(node.id) or self.context.index_range(node.id)
        if limits is None:
            self.fail(f"{node.id} is not a declared index{self.hint(node.id, bound)}", node)
        return Name(node.id), limits

    # ---------------------------------------------------------------- functions and binders
    def call(self, node: ast.Call, bound: dict[str, Range]) -> Term:
        if node.keywords:
            self.fail("a function is called without keywords", node)
        if not isinstance(node.func, ast.Name):
            self.fail(
                "only a declared function can be called; for a product write *, as in 2*(t + 1)",
                node,
            )
        name = node.func.id
        if name in BINDERS:
            return BINDERS[name](self, node, bound)
        if name in bound or self.context.knows(name):
            self.fail(f"{name} is no function; write {name}*(...) for a product", node)
        arity = self.functions().get(name)
        if arity is None:
            self.fail(f"{name} is not a declared function{self.hint(name, bound)}", node)
        if arity != len(node.args):
            self.fail(
                f"{name} takes {arity} argument{'s' * (arity != 1)}, not {len(node.args)}", node
            )
        return Call(name, tuple(self.term(a, bound) for a in node.args))

    READERS: ClassVar[dict[type, Callable[..., Term]]] = {
        ast.Constant: constant,
        ast.UnaryOp: unary,
        ast.BinOp: binary,
        ast.Attribute: attribute,
        ast.Name: name,
        ast.Subscript: entry,
        ast.Call: call,
    }


BINDERS = {
    "Sum": _Reader.big,
    "Product": _Reader.big,
    "D": _Reader.derivative,
    "At": _Reader.at,
    "KroneckerDelta": _Reader.delta,
}


def _plain(term: Term) -> str:
    return term.name if isinstance(term, Name) else str(getattr(term, "value", term))


def _kind(node: ast.AST) -> str:
    names = {
        "Compare": "a comparison",
        "Lambda": "a lambda",
        "JoinedStr": "an f-string",
        "ListComp": "a comprehension",
    }
    name = type(node).__name__
    return names.get(name, f"this ({name.lower()})")
