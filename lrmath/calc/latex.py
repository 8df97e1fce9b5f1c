"""A term as LaTeX, in the order and with the brackets that its author typed.

What is shown must say what was proved. So entrywise products of arrays are ⊙, entrywise powers
Q^∘2, and whatever could be read in another way gets brackets.
"""

from __future__ import annotations

from .context import Context
from .letters import is_letter, plain_name
from .matrices import shape
from .rows import standing
from .term import (
    ONE,
    ZERO,
    At,
    Big,
    Call,
    Compare,
    Delta,
    Diff,
    Entry,
    Hole,
    Infinity,
    Minus,
    Name,
    Number,
    Op,
    Term,
    Transpose,
    free_names,
)

RELATION = {
    "=": "=",
    "<=": r"\le",
    ">=": r"\ge",
    "<": "<",
    ">": ">",
    "!=": r"\ne",
    "<=>": r"\Leftrightarrow",
    "->": r"\to",
}
BAR, SUM, ENTRYWISE, PRODUCT, UNARY, POWER, ATOM = range(7)
ONES = r"\mathbf{1}"  # a matrix whose entries are all 1


class Writer:
    """Writes terms of one context."""

    def __init__(self, context: Context):
        self.context = context

    def write(self, term: Term) -> str:
        """The LaTeX of a term."""
        match term:
            case Number(value):
                return (
                    str(value)
                    if value.denominator == 1
                    else rf"\frac{{{value.numerator}}}{{{value.denominator}}}"
                )
            case Name(name):
                return self.name(name)
            case Entry(array, indices):
                return self.indexed(array, indices)
            case Minus(At() as argument):
                return "-" + self.write(argument)
            case Minus(argument):
                return "-" + self.at_least(argument, PRODUCT)
            case Op():
                return self.operation(term)
            case Call():
                return self.call(term)
            case Big(kind, body, index, low, high):
                sign = r"\sum" if kind == "Sum" else r"\prod"
                limits = f"_{{{self.name(index)}={self.write(low)}}}^{{{self.write(high)}}}"
                return f"{sign}{limits} {self.at_least(body, PRODUCT)}"
            case Diff():
                return self.derivative(term)
            case At(body, variable, value):
                where = f"{self.write(variable)} = {self.write(value)}"
                return rf"\left. {self.at_least(body, PRODUCT)} \right|_{{{where}}}"
            case Delta(first, second):
                return self.delta((first, second))
            case Transpose(argument):
                return self.at_least(argument, ATOM) + r"^{\top}"
            case Compare(left, relation, right):
                return f"{self.write(left)} {RELATION[relation]} {self.write(right)}"
            case Infinity(sign):
                return r"\infty" if sign > 0 else r"-\infty"
            case Hole():
                return r"\boxed{\;?\;}"
        raise TypeError(type(term).__name__)

    def name(self, name: str) -> str:
        """σ for sigma, b_0 for b0, i_1 for i_1."""
        return self.context.latex.get(name) or plain_name(name)

    def indexed(self, array: str, indices: tuple[Term, ...]) -> str:
        """x_{ij}; a name that has a subscript already is one letter first."""
        written = self.name(array)
        if not indices:
            return written
        letter = f"{{{written}}}" if "_" in written else written
        return f"{letter}_{{{self.subscripts(indices)}}}"

    def subscripts(self, indices: tuple[Term, ...]) -> str:
        """Indices side by side; with commas where one of them has several characters."""
        written = [self.write(i) for i in indices]
        if not all(map(is_letter, written)):
            return ",".join(written)
        return (" " if any("\\" in w for w in written) else "").join(written)

    def delta(self, indices: tuple[Term, ...]) -> str:
        """δ_ij, or 1_{i=j} where delta is the name of something else."""
        if self.context.taken("delta"):
            return r"\mathbf{1}_{\{" + " = ".join(map(self.write, indices)) + r"\}}"
        return rf"\delta_{{{self.subscripts(indices)}}}"

    # ---------------------------------------------------------------- operations
    def operation(self, term: Op) -> str:
        """Two operands with their sign."""
        left, right = term.left, term.right
        match term.kind:
            case "+":
                least = ENTRYWISE if isinstance(right, Minus) else SUM
                return f"{self.meeting(left, right, BAR)} + {self.meeting(right, left, least)}"
            case "-":
                return f"{self.meeting(left, right, BAR)} - {self.meeting(right, left, ENTRYWISE)}"
            case "/" if self.wide(right):
                return self.entrywise(left, r"\oslash", right)
            case "/":
                return self.fraction(self.write(left), self.write(right))
            case "^" if self.wide(term):
                return rf"{self.at_least(left, ATOM)}^{{\circ {self.at_least(right, ATOM)}}}"
            case "^":
                return f"{self.at_least(left, ATOM)}^{{{self.write(right)}}}"
            case "*" if self.wide(left) and self.wide(right):
                return self.entrywise(left, r"\odot", right)
        return self.product(left, right)

    def fraction(self, top: str, bottom: str) -> str:
        """A fraction; d t over d s with dots, for it is no derivative."""
        if all(part.startswith((r"d\, ", r"\partial\, ")) for part in (top, bottom)):
            top, bottom = (part.replace(r"\,", r" \cdot", 1) for part in (top, bottom))
        return rf"\frac{{{top}}}{{{bottom}}}"

    def wide(self, term: Term) -> int:
        """The number of axes of a term."""
        return len(shape(term, self.context))

    def meeting(self, term: Term, other: Term, least: int) -> str:
        """A part of a sum; beside a matrix, a number stands for a matrix of it."""
        if self.wide(other) < 2 or self.wide(term) or term == ZERO:
            return self.at_least(term, least)
        return ONES if term == ONE else rf"{self.at_least(term, PRODUCT)}\, {ONES}"

    def entrywise(self, left: Term, sign: str, right: Term) -> str:
        """An operation of arrays entry by entry; other products in it get brackets."""
        parts = []
        for part in (left, right):
            simple = self.strength(part) == ENTRYWISE and part is left
            closed = simple or (self.strength(part) > PRODUCT and not self.ends_open(part))
            parts.append(self.write(part) if closed else brackets(self.write(part)))
        return f" {sign} ".join(parts)

    def product(self, left: Term, right: Term) -> str:
        """Juxtaposition, with a dot between two numbers.

        What would reach over the next factor, such as a sum sign or ln, gets brackets.
        """
        first = self.at_least(left, PRODUCT)
        if self.ends_open(left) and self.strength(left) >= PRODUCT:
            first = brackets(first)
        second = self.at_least(right, PRODUCT)
        mixed = first[-1:].isdigit() and is_fraction(right)  # 2⅓ is not 2 times ⅓
        return first + (r" \cdot " if second[0].isdigit() or mixed else r"\, ") + second

    def call(self, term: Call) -> str:
        """f(u), e^u, ln u, √u; of a matrix, which has an exponential of its own, entrywise."""
        arguments = [self.write(a) for a in term.arguments]
        entrywise = term.function in ("exp", "log", "sqrt") and self.wide(term) > 1
        if entrywise:
            sign = {"exp": r"\exp", "log": r"\ln", "sqrt": r"\operatorname{sqrt}"}[term.function]
            return sign + r"_{\circ}" + brackets(arguments[0])
        match term.function:
            case "exp" if r"\sum" not in arguments[0] and r"\frac" not in arguments[0]:
                return f"e^{{{arguments[0]}}}"
            case "exp":
                return r"\exp" + brackets(arguments[0])
            case "sqrt":
                return rf"\sqrt{{{arguments[0]}}}"
            case "log":
                simple = isinstance(term.arguments[0], Name | Entry | Number)
                return rf"\ln {arguments[0]}" if simple else r"\ln" + brackets(arguments[0])
        return self.name(term.function) + "'" * term.primes + brackets(", ".join(arguments))

    def derivative(self, term: Diff) -> str:
        """∂f/∂v with a short f on the fraction, a long one in brackets behind it."""
        body, variables = term.body, [term.variable]
        while isinstance(body, Diff):
            variables.append(body.variable)
            body = body.body
        if len(variables) == 1 and isinstance(variables[0], Name):
            if self.is_gradient(body, variables[0]):
                return rf"\nabla_{{\!{self.write(variables[0])}}} {self.at_least(body, ATOM)}"
            if self.wide(body):
                return self.jacobian(body, variables[0])
        sign = "d" if self.ordinary(body, variables) else r"\partial"
        order = f"^{{{len(variables)}}}" if len(variables) > 1 else ""
        below = self.denominator(variables, sign)
        if isinstance(body, Name | Entry) or (
            isinstance(body, Call) and body.function not in ("exp", "log")
        ):
            return rf"\frac{{{sign}{order} {self.write(body)}}}{{{below}}}"
        return rf"\frac{{{sign}{order}}}{{{below}}} {brackets(self.write(body), '[]')}"

    def is_gradient(self, body: Term, variable: Term) -> bool:
        """Whether a number is differentiated by an array."""
        return bool(self.wide(variable)) and not self.wide(body)

    def jacobian(self, body: Term, variable: Term) -> str:
        """∂f/∂v of a vector f by a vector v."""
        written = self.at_least(body, ATOM)
        return rf"\frac{{\partial {written}}}{{\partial {self.write(variable)}}}"

    def ordinary(self, body: Term, variables: list[Term]) -> bool:
        """A function of one scalar has an ordinary derivative."""
        (*others,) = set(variables)
        free = free_names(body) - set(self.context.size_names)
        return len(others) == 1 and isinstance(others[0], Name) and free <= {others[0].name}

    def denominator(self, variables: list[Term], sign: str) -> str:
        """What stands below the fraction bar of a derivative."""
        if len(variables) > 1 and len(set(variables)) == 1:
            written = self.write(variables[0])
            return f"{sign} {written}^{{{len(variables)}}}"
        return r"\, ".join(f"{sign} {self.write(v)}" for v in variables)

    def at_least(self, term: Term, least: int) -> str:
        """In brackets when it binds less tightly than its place asks for."""
        written = self.write(term)
        return written if self.strength(term) >= least else brackets(written)

    def strength(self, term: Term) -> int:
        """How tightly the LaTeX of the term binds."""
        match term:
            case At():
                return BAR
            case Op("+" | "-") | Minus() | Compare():
                return SUM
            case Op("*", left, right) if self.wide(left) and self.wide(right):
                return ENTRYWISE
            case Op("/", _, right) if self.wide(right):
                return ENTRYWISE
            case Op("*" | "@") | Big() | Diff() | Call("log"):
                return PRODUCT
            case Op("/" | "^") | Transpose() | Call("exp"):
                return POWER
            case Number(value) if value < 0:
                return SUM
            case Number(value) if value.denominator != 1:
                return POWER
            case Name(name) if "^" in self.name(name) or self.name(name) == "e":
                return POWER  # (e)^t is no exponential
        return ATOM

    def ends_open(self, term: Term) -> bool:
        """Whether a sum sign, ln or ∇ reaches to the end, so that it would take the next factor."""
        match term:
            case Op("*" | "@", _, right):
                return self.ends_open(right)
            case Diff(body, variable):
                return isinstance(variable, Name) and self.is_gradient(body, variable)
            case Call("log", (argument,)):
                return isinstance(argument, Name | Entry | Number)
        return isinstance(term, Big)


def is_fraction(term: Term) -> bool:
    """Whether a term is a fraction of two numbers."""
    if isinstance(term, Op) and term.kind == "/":
        return isinstance(term.left, Number) and isinstance(term.right, Number)
    return isinstance(term, Number) and term.value.denominator != 1


def brackets(written: str, pair: str = "()") -> str:
    """Brackets that grow with what they hold, where it is tall."""
    tall = any(sign in written for sign in (r"\frac", r"\sum", r"\prod"))
    left, right = pair[0], pair[1]
    return rf"\left{left} {written} \right{right}" if tall else f"{left}{written}{right}"


def latex(term: Term, context: Context, wide: int = 0) -> str:
    """The LaTeX of a term in a context; beside something with ``wide`` axes, of its shape."""
    writer, shown = Writer(context), standing(term, context)
    if wide < 2 or writer.wide(term) or term == ZERO:
        return writer.write(shown)
    return ONES if term == ONE else rf"{writer.at_least(shown, PRODUCT)}\, {ONES}"
