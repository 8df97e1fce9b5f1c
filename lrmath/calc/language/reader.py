"""From one line of text to a :class:`~lrmath.calc.language.terms.Term`, in SymPy's own spelling.

The text is read by Python's parser, but never evaluated: each node of the syntax tree must be on
the short list below, each name must have been declared, each index must stay inside its range.
Everything else is an error with its column. Names are resolved here, once.
"""

from __future__ import annotations

import ast
import difflib
import re
import warnings
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, ClassVar, NoReturn

from .binding import big, mentions, new_index
from .declarations import Declarations, name_allowed
from .errors import IllTyped
from .relations import SIGN, SPELLED
from .terms import (
    At,
    Call,
    Compare,
    Delta,
    Diff,
    Entry,
    Hole,
    Index,
    Infinity,
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

MAX_LENGTH, MAX_DEPTH, MAX_DIGITS, MAX_ARGUMENTS = 4000, 80, 40, 7
LAST = 1000  # of a range between numbers
INFINITIES = {"oo": Infinity(1), "-oo": Infinity(-1)}
OPERATORS = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.Pow: "^",
    ast.MatMult: "@",
}
ELEMENTARY = {"exp": 1, "log": 1, "sqrt": 1}
BINDERS = ("Sum", "Product", "D", "At", "KroneckerDelta")
WRITE = {  # what people type, and how it is spelled here
    "ln": "log",
    "abs": "sqrt(t**2)",
    "Abs": "sqrt(t**2)",
    "diff": "D",
    "Derivative": "D",
    "prod": "Product",
    "sum": "Sum",
    "e": "exp(t)",
}
GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta",
    "η": "eta", "θ": "theta", "κ": "kappa", "λ": "lambda_1", "μ": "mu", "ν": "nu", "ξ": "xi",
    "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau", "φ": "phi", "χ": "chi", "ψ": "psi",
    "ω": "omega",
}  # fmt: skip

Scope = Mapping[str, Index]  # indices that binders around have bound


# ---------------------------------------------------------------- entries of this module
def parse(text: str, context: Declarations) -> Term:
    """Read one formula."""
    return _Reader(text, context).read()


def parse_relation(text: str, context: Declarations) -> Compare:
    """Read one relation between two formulas, such as ``t > 0``."""
    signs = list(SIGN.finditer(_line(text)))
    if len(signs) > 1 and all(SPELLED[s[0]] not in ("<=>", "->") for s in signs):
        raise IllTyped(f"{text.strip()!r} holds two relations; write two assumptions")
    relation = SPELLED[signs[0][0]] if len(signs) == 1 else ""
    if relation in ("", "<=>", "->"):
        raise IllTyped(f'write one relation, such as "t > 0", not {text.strip()!r}')
    start, end = signs[0].span()
    return Compare(parse(text[:start], context), relation, parse(text[end:], context))


def parse_limit(text: str, context: Declarations) -> Term:
    """Read what a line tends to: a formula without the variable that moves, ``oo``, or ``-oo``."""
    if context.target is None:
        raise IllTyped('-> needs a variable that tends to something; declare .tends("t", "oo")')
    found = INFINITIES.get(text.replace(" ", "")) or parse(text, context)
    variable = context.target[0]
    if mentions(found, variable):
        raise IllTyped(f"a limit cannot depend on {getattr(variable, 'name', '')}", text)
    return found


def reader(relation: str) -> Callable[[str, Declarations], Any]:
    """What reads the side that follows a relation."""
    return {"<=>": parse_relation, "->": parse_limit}.get(relation, parse)


def _line(text: object) -> str:
    if not isinstance(text, str):
        raise IllTyped(f"a line is text, not a {type(text).__name__}")
    if len(text) > MAX_LENGTH:
        raise IllTyped(f"the line has {len(text)} characters; at most {MAX_LENGTH} are read")
    return text


# ---------------------------------------------------------------- reading
class _Reader:
    def __init__(self, text: str, context: Declarations):
        self.text, self.context, self.depth = _line(text).strip(), context, 0

    def read(self) -> Term:
        return self.term(self.tree().body, {})

    def tree(self) -> ast.Expression:
        if not self.text:
            raise IllTyped("the line is empty; write a formula")
        if "#" in self.text:
            raise IllTyped("a formula has no comments", self.text, self.text.index("#"))
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                return ast.parse(self.text, mode="eval")
        except (SyntaxError, SyntaxWarning, DeprecationWarning) as error:
            self.not_a_formula(error)
        except (ValueError, MemoryError, RecursionError):
            raise IllTyped(
                "not a formula: it is nested too deeply or holds a forbidden character"
            ) from None

    def not_a_formula(self, error: Exception) -> NoReturn:
        """Python's complaint, or a plainer word for what people often type."""
        column = max((getattr(error, "offset", None) or 1) - 1, 0)
        glued = re.search(r"(?<![\w.])(\d+)([A-Za-z(]\w*)", self.text)
        if glued:
            said = f"write {glued[1]}*{glued[2]}: a product needs its *"
            raise IllTyped(f"not a formula: {said}", self.text, glued.start()) from None
        sign = SIGN.search(self.text)
        if sign:
            said = f"{sign[0]} stands between two formulas, and this place takes one of them"
            raise IllTyped(
                f"not a formula: {said}; the left and the right side are two arguments",
                self.text,
                sign.start(),
            ) from None
        said = getattr(error, "msg", str(error))
        raise IllTyped(f"not a formula: {said}", self.text, column) from None

    def fail(self, message: str, node: ast.AST) -> NoReturn:
        # Python counts columns in UTF-8 bytes, a reader counts characters.
        offset = getattr(node, "col_offset", 0)
        column = len(self.text.encode()[:offset].decode(errors="ignore"))
        raise IllTyped(message, self.text, column)

    # ---------------------------------------------------------------- nodes
    def term(self, node: ast.expr, scope: Scope) -> Term:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.fail(f"nested more than {MAX_DEPTH} deep", node)
        read = self.READERS.get(type(node))
        if read is None:
            self.fail(f"{_kind(node)} is not part of a formula", node)
        result: Term = read(self, node, scope)
        self.depth -= 1
        return result

    def constant(self, node: ast.Constant, scope: Scope) -> Term:
        if type(node.value) is float:
            exact = Fraction(ast.get_source_segment(self.text, node) or "0")
            self.fail(f"{node.value} is a rounded number; write a fraction, e.g. {exact}", node)
        if type(node.value) is not int:
            self.fail(f"{node.value!r} is not a number", node)
        if node.value >= 10**MAX_DIGITS:
            self.fail(f"a number of more than {MAX_DIGITS} digits is not read", node)
        return whole_number(node.value)

    def unary(self, node: ast.UnaryOp, scope: Scope) -> Term:
        if not isinstance(node.op, ast.USub):
            self.fail("only - may stand before a term", node)
        return Minus(self.term(node.operand, scope))

    def binary(self, node: ast.BinOp, scope: Scope) -> Term:
        kind = OPERATORS.get(type(node.op))
        if kind is None:
            hint = "; write ** for a power" if isinstance(node.op, ast.BitXor) else ""
            self.fail(f"this operator is not part of a formula{hint}", node)
        return Op(kind, self.term(node.left, scope), self.term(node.right, scope))

    def comparison(self, node: ast.Compare, scope: Scope) -> Term:
        self.fail(
            "a relation stands between two formulas, and this place takes one of them; "
            "the left and the right side are two arguments",
            node,
        )

    def attribute(self, node: ast.Attribute, scope: Scope) -> Term:
        if node.attr != "T":
            self.fail(
                f"attribute .{node.attr} is not part of a formula; only .T (transpose) is", node
            )
        return Transpose(self.term(node.value, scope))

    def name(self, node: ast.Name, scope: Scope) -> Term:
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
        if name in WRITE:
            return f"; write {WRITE[name]}"
        if name in GREEK:
            return f"; spell it out: {GREEK[name]}"
        binders = BINDERS if len(name) > 1 else ()  # At is no better name for a
        known = [*scope, *self.context.standing_alone(), *self.functions(), *binders]
        close = difflib.get_close_matches(name, [k for k in known if k != name], n=1)
        return f"; did you mean {close[0]}?" if close else ""

    # ---------------------------------------------------------------- entries and indices
    def entry(self, node: ast.Subscript, scope: Scope) -> Term:
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
        if not isinstance(node.func, ast.Name) or node.keywords:
            self.fail("only a declared function can be called, without keywords", node)
        name = node.func.id
        if name in BINDERS:
            self.few(node)
            return self.SPECIAL[name](self, node, scope)
        arity = self.functions().get(name)
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

    # ---------------------------------------------------------------- sums and products
    def big(self, node: ast.Call, scope: Scope) -> Term:
        """``Sum(body, i)``, ``Product(body, (i, 1, m))``, with several indices if need be."""
        kind = node.func.id if isinstance(node.func, ast.Name) else ""
        if len(node.args) < 2:
            self.fail(f"write {kind}(body, i) or {kind}(body, (i, 1, m))", node)
        bound = [self.limit(n) for n in node.args[1:]]
        body = self.term(node.args[0], {**scope, **{index.name: index for index in bound}})
        for index in bound:
            body = big(kind, body, index)
        return body

    def limit(self, node: ast.expr) -> Index:
        """``i`` with its declared range, or ``(i, low, high)``, as a new index."""
        if isinstance(node, ast.Name):
            declared = self.context.names.get(node.id)
            if not isinstance(declared, Index):
                self.fail(f"{node.id} is not a declared index; write ({node.id}, 1, m)", node)
            return new_index(node.id, (declared.low, declared.high))
        parts = node.elts if isinstance(node, ast.Tuple) else []
        if len(parts) != 3 or not isinstance(parts[0], ast.Name):
            self.fail("a range is an index i, or (i, low, high)", node)
        self.may_be_bound(parts[0])
        return new_index(parts[0].id, (self.end(parts[1]), self.end(parts[2])))

    def may_be_bound(self, node: ast.Name) -> None:
        """An index that is not declared may be used, unless its name means something else."""
        if isinstance(self.context.names.get(node.id), Index):
            return
        if self.context.taken(node.id):
            self.fail(f"{node.id} is declared, but not as an index", node)
        if name_allowed(node.id):
            self.fail(f"{node.id} cannot be the name of an index", node)

    def end(self, node: ast.expr) -> Term:
        """An end of a range."""
        if isinstance(node, ast.Constant) and type(node.value) is int and 0 <= node.value <= LAST:
            return whole_number(node.value)
        size = self.context.names.get(node.id) if isinstance(node, ast.Name) else None
        if isinstance(size, Size):
            return size
        self.fail(f"a range runs between whole numbers (at most {LAST}) or declared sizes", node)

    # ---------------------------------------------------------------- derivatives and values
    def derivative(self, node: ast.Call, scope: Scope) -> Term:
        """``D(body, v)``; ``D(body, v, w)`` differentiates by v, then by w."""
        if len(node.args) < 2:
            self.fail("write D(formula, variable)", node)
        body = self.term(node.args[0], scope)
        for argument in node.args[1:]:
            variable = self.term(argument, scope)
            problem = self.context.not_a_variable(variable)
            if problem:
                self.fail(problem, argument)
            body = Diff(body, variable)
        return body

    def at(self, node: ast.Call, scope: Scope) -> Term:
        """``At(body, t, 0)``; for an array ``At(body, beta, 0)`` or ``At(body, beta, v)``."""
        if len(node.args) != 3:
            self.fail("write At(formula, variable, value)", node)
        body, variable, value = (self.term(a, scope) for a in node.args)
        problem = self.context.not_free(variable, value)
        if problem:
            self.fail(problem, node.args[1])
        return At(body, variable, value)

    def delta(self, node: ast.Call, scope: Scope) -> Term:
        """``KroneckerDelta(i, j)``."""
        if len(node.args) != 2:
            self.fail("KroneckerDelta takes two indices", node)
        first, second = (self.index(a, scope) for a in node.args)
        return Delta(first, second)

    READERS: ClassVar[dict[type, Callable[..., Term]]] = {
        ast.Constant: constant,
        ast.UnaryOp: unary,
        ast.BinOp: binary,
        ast.Compare: comparison,
        ast.Attribute: attribute,
        ast.Name: name,
        ast.Subscript: entry,
        ast.Call: call,
    }
    SPECIAL: ClassVar[dict[str, Callable[..., Term]]] = {
        "Sum": big,
        "Product": big,
        "D": derivative,
        "At": at,
        "KroneckerDelta": delta,
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


def _kind(node: ast.AST) -> str:
    names = {"Lambda": "a lambda", "JoinedStr": "an f-string", "ListComp": "a comprehension"}
    name = type(node).__name__
    return names.get(name, f"this ({name.lower()})")
