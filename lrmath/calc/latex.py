"""A term as LaTeX, in the order and with the brackets that its author typed."""

from __future__ import annotations

import re

from .context import Context
from .matrices import shape
from .term import (
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

GREEK = [
    "alpha",
    "beta",
    "gamma",
    "delta",
    "epsilon",
    "zeta",
    "eta",
    "theta",
    "kappa",
    "lambda",
    "mu",
    "nu",
    "xi",
    "pi",
    "rho",
    "sigma",
    "tau",
    "phi",
    "chi",
    "psi",
    "omega",
    "Gamma",
    "Delta",
    "Theta",
    "Lambda",
    "Xi",
    "Pi",
    "Sigma",
    "Phi",
    "Psi",
    "Omega",
]
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
SUM, PRODUCT, UNARY, POWER, ATOM = 1, 2, 3, 4, 5


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
                return rf"\delta_{{{self.write(first)}{self.write(second)}}}"
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
        if name in self.context.latex:
            return self.context.latex[name]
        stem, number = re.fullmatch(r"(.*?)_*(\d*)", name).groups()  # type: ignore[union-attr]
        letter = (
            "\\" + stem
            if stem in GREEK
            else stem
            if len(stem) == 1
            else rf"\operatorname{{{stem}}}"
        )
        return f"{letter}_{{{number}}}" if number else letter

    def indexed(self, array: str, indices: tuple[Term, ...]) -> str:
        """x_{ij}; a comma where an index has several characters."""
        written = [self.write(i) for i in indices]
        if not written:
            return self.name(array)
        comma = (
            ","
            if any("_" in w for w in written)
            else " "
            if any("\\" in w for w in written)
            else ""
        )
        return f"{self.name(array)}_{{{comma.join(written)}}}"

    # ---------------------------------------------------------------- operations
    def operation(self, term: Op) -> str:
        """Two operands with their sign."""
        left, right = term.left, term.right
        match term.kind:
            case "+":
                return f"{self.write(left)} + {self.at_least(right, SUM)}"
            case "-":
                return f"{self.write(left)} - {self.at_least(right, PRODUCT)}"
            case "/":
                return rf"\frac{{{self.write(left)}}}{{{self.write(right)}}}"
            case "^":
                return f"{self.at_least(left, ATOM)}^{{{self.write(right)}}}"
        return self.product(left, right)

    def product(self, left: Term, right: Term) -> str:
        """Juxtaposition, with a dot between two numbers.

        A sum sign that is not last gets brackets.
        """
        first = self.at_least(left, PRODUCT)
        if ends_open(left):
            first = brackets(first)
        second = self.at_least(right, UNARY if isinstance(right, Minus) else PRODUCT)
        if isinstance(right, Minus):
            second = brackets(self.write(right))
        dot = r" \cdot " if second[0].isdigit() else r"\, "
        return first + dot + second

    def call(self, term: Call) -> str:
        """f(u), e^u, ln u, √u."""
        arguments = [self.write(a) for a in term.arguments]
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
            if shape(variables[0], self.context) and not shape(body, self.context):
                return rf"\nabla_{{\!{self.write(variables[0])}}} {self.at_least(body, ATOM)}"
            if shape(body, self.context):
                return self.jacobian(body, variables[0])
        sign = "d" if self.ordinary(body, variables) else r"\partial"
        order = f"^{{{len(variables)}}}" if len(variables) > 1 else ""
        below = self.denominator(variables, sign)
        if isinstance(body, Name | Entry) or (
            isinstance(body, Call) and body.function not in ("exp", "log")
        ):
            return rf"\frac{{{sign}{order} {self.write(body)}}}{{{below}}}"
        return rf"\frac{{{sign}{order}}}{{{below}}} {brackets(self.write(body), '[]')}"

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
        return written if strength(term) >= least else brackets(written)


def strength(term: Term) -> int:
    """How tightly the LaTeX of the term binds."""
    match term:
        case Op("+" | "-"):
            return SUM
        case Minus():
            return SUM
        case Op("*" | "@"):
            return PRODUCT
        case Big() | Diff() | At():
            return PRODUCT
        case Op("/" | "^"):
            return POWER
        case Call("exp"):
            return POWER
        case Number(value) if value < 0:
            return SUM
    return ATOM


def ends_open(term: Term) -> bool:
    """Whether a sum sign reaches to the end, so that a factor after it would join the sum."""
    if isinstance(term, Op) and term.kind in "*@":
        return ends_open(term.right)
    return isinstance(term, Big)


def brackets(written: str, pair: str = "()") -> str:
    """Brackets that grow with what they hold, where it is tall."""
    tall = any(sign in written for sign in (r"\frac", r"\sum", r"\prod"))
    left, right = pair[0], pair[1]
    return rf"\left{left} {written} \right{right}" if tall else f"{left}{written}{right}"


def latex(term: Term, context: Context) -> str:
    """The LaTeX of a term in a context."""
    return Writer(context).write(term)
