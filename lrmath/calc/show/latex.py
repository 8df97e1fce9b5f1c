"""A term as LaTeX, in the order and with the brackets that its author typed.

What works entry by entry is written so: ``Q*R`` is Q ⊙ R, and no matrix product. What stands
behind ln, Σ or d/dt belongs to it only in brackets.
"""

from __future__ import annotations

import re
from itertools import pairwise

from ..language.binding import depends, instantiated
from ..language.declarations import Declarations
from ..language.letters import bare
from ..language.relations import RELATIONS
from ..language.shapes import shape
from ..language.spelling import GREEK
from ..language.terms import (
    ONE,
    At,
    Big,
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
    Scalar,
    Size,
    Term,
    Thing,
    Transpose,
    Whole,
)
from ..language.text import named
from ..language.things import Array, Function
from .brackets import (
    ATOM,
    ENTRYWISE,
    MATRIX,
    POWER,
    PRODUCT,
    SUM,
    brackets,
    column_before,
    ends_open,
    entrywise,
    filled,
    meets_every_entry,
    mixed,
    name_strength,
    pattern_strength,
    strength,
    takes_indices,
    tall,
)

RELATION = {name: row.tex for name, row in RELATIONS.items()}


class Writer:
    """Writes terms of one context."""

    def __init__(self, context: Declarations):
        self.context = context

    def write(self, term: Term) -> str:
        """The LaTeX of a term."""
        match term:
            case Number(value) if value.denominator == 1:
                return str(value)
            case Number(value):
                return rf"\frac{{{value.numerator}}}{{{value.denominator}}}"
            case Size(name) | Scalar(name) | Index(name):
                return self.name(name)
            case Entry(thing, indices):
                return self.indexed(thing, indices)
            case Whole(thing):
                return self.name(getattr(thing, "whole", thing.name))
            case Infinity(sign):
                return r"\infty" if sign > 0 else r"-\infty"
            case Hole():
                return r"\boxed{\;?\;}"
        return self.formula(term)

    def formula(self, term: Term) -> str:
        """What is made of other terms."""
        match term:
            case Minus(argument):
                return "-" + self.at_least(argument, PRODUCT)
            case Op():
                return self.operation(term)
            case Call():
                return self.call(term)
            case Big():
                return self.big(term)
            case Diff():
                return self.derivative(term)
            case At(body, variable, value):
                where = f"{self.write(variable)} = {self.write(value)}"
                return rf"\left[ {self.write(body)} \right]_{{{where}}}"
            case Delta(first, second):
                return self.delta(first, second)
            case Transpose(argument):
                return self.at_least(argument, ATOM) + r"^{\top}"
            case Compare(left, relation, right):
                return f"{self.write(left)} {RELATION[relation]} {self.write(right)}"
        raise TypeError(type(term).__name__)

    def name(self, name: str) -> str:
        """σ for sigma, b_0 for b0, i_1 for i_1."""
        if name in self.context.latex:
            return self.context.latex[name]
        found = re.fullmatch(r"(.*?)_*(\d*)", name)
        stem, number = found.groups() if found else (name, "")
        plain = stem.replace("_", r"\_")
        letter = (
            "\\" + stem
            if stem in GREEK
            else stem
            if len(stem) == 1
            else rf"\operatorname{{{plain}}}"
        )
        return f"{letter}_{{{number}}}" if number else letter

    def indexed(self, thing: Thing, indices: tuple[Term, ...]) -> str:
        """x_{ij}; a name that has a subscript already is bracketed."""
        if f"{thing.name}[]" in self.context.latex:
            return filled(self.context.latex[f"{thing.name}[]"], map(self.write, indices))
        written = self.name(thing.name)
        if not indices:
            return written
        if not takes_indices(written):
            written = f"({written})"
        return f"{written}_{{{self.indices(indices)}}}"

    def indices(self, indices: tuple[Term, ...]) -> str:
        """Indices side by side; with commas where they could be read otherwise, as 1,2 or i,12."""
        written = [self.write(i) for i in indices]
        digits = any(first.isdigit() and second.isdigit() for first, second in pairwise(written))
        return ("," if digits or any(len(w) > 1 for w in written) else "").join(written)

    def delta(self, first: Term, second: Term) -> str:
        """Kronecker's δ; the indicator of i = j where δ means something else."""
        if self.context.taken("delta"):
            return rf"\mathbf{{1}}_{{{self.write(first)} = {self.write(second)}}}"
        return rf"\delta_{{{self.indices((first, second))}}}"

    def means_more(self, letter: str) -> bool:
        """Whether an author writes something else with a letter of the notation."""
        return any(
            bare(self.name(name)) == letter and not isinstance(found, Array | Function)
            for name, found in self.context.names.items()
        )

    # ---------------------------------------------------------------- operations
    def operation(self, term: Op) -> str:
        """Two operands with their sign."""
        left, right = term.left, term.right
        match term.kind:
            case "+" | "-" if meets_every_entry(left, right):
                return f"{self.ones(left)} {term.kind} {self.at_least(right, PRODUCT)}"
            case "+" | "-" if meets_every_entry(right, left):
                return f"{self.write(left)} {term.kind} {self.ones(right)}"
            case "+":
                return f"{self.write(left)} + {self.at_least(right, SUM, after=True)}"
            case "-":
                return f"{self.write(left)} - {self.at_least(right, PRODUCT)}"
            case "/" if not shape(right):
                return rf"\frac{{{self.write(left)}}}{{{self.write(right)}}}"
            case "^":
                circle = r"\circ " if shape(left) or shape(right) else ""
                return f"{self.at_least(left, ATOM)}^{{{circle}{self.write(right)}}}"
            case "*" | "/" as kind if shape(right) and (shape(left) or kind == "/"):
                first, second = self.at_least(left, POWER), self.at_least(right, POWER)
                return rf"{first} {ENTRYWISE[kind]} {second}"
            case "@" if column_before(term):
                return self.product(Transpose(left), right)
        return self.product(left, right)

    def ones(self, number: Term) -> str:
        """A number in every entry of a matrix."""
        factor = "" if number == ONE else self.at_least(number, POWER) + r"\, "
        return factor + r"\mathbf{1}"

    def product(self, left: Term, right: Term) -> str:
        """Juxtaposition, with a dot between two numbers.

        A sum sign or a logarithm that is not last gets brackets.
        """
        first = self.write(left)
        if self.strength(left) < PRODUCT or ends_open(left) or entrywise(left):
            first = brackets(first)
        second = self.at_least(right, PRODUCT)
        if isinstance(right, Minus) or entrywise(right):
            second = brackets(self.write(right))
        dot = r" \cdot " if second[0].isdigit() or mixed(first, second) else r"\, "
        return first + dot + second

    def big(self, term: Big) -> str:
        """Σ or Π, with brackets around a sum below it."""
        index = named(term, {n for n in self.context.names if n not in self.context.indices})
        body = instantiated(term.body, index)
        sign = r"\sum" if term.kind == "Sum" else r"\prod"
        limits = f"_{{{self.name(index.name)}={self.write(term.low)}}}^{{{self.write(term.high)}}}"
        return f"{sign}{limits} {self.at_least(body, PRODUCT)}"

    def call(self, term: Call) -> str:
        """f(u), e^u, ln u, √u; with a circle where it works entry by entry on a matrix."""
        arguments = [self.write(a) for a in term.arguments]
        inside = ", ".join(arguments)
        circle = r"^{\circ}" if len(shape(term)) >= MATRIX else ""
        match term.function:
            case "exp" if not circle and not tall(inside) and not self.means_more("e"):
                return f"e^{{{inside}}}"
            case "exp":
                return rf"\exp{circle}" + brackets(inside)
            case "sqrt" if not circle:
                return rf"\sqrt{{{inside}}}"
            case "sqrt":
                return rf"\operatorname{{sqrt}}{circle}" + brackets(inside)
            case "log" if not circle and isinstance(term.arguments[0], Scalar | Entry | Number):
                return rf"\ln {inside}"
            case "log":
                return rf"\ln{circle}" + brackets(inside)
        assert isinstance(term.function, Function)
        return self.name(term.function.name) + "'" * term.primes + circle + brackets(inside)

    # ---------------------------------------------------------------- derivatives
    def derivative(self, term: Diff) -> str:
        """∂f/∂v with a short f on the fraction, a long one in brackets behind it."""
        body, variables = term.body, [term.variable]
        while isinstance(body, Diff):
            variables.append(body.variable)
            body = body.body
        if len(variables) == 1 and isinstance(variables[0], Whole):
            return self.gradient(body, variables[0])
        sign = "d" if self.ordinary(body, variables) else r"\partial"
        order = f"^{{{len(variables)}}}" if len(variables) > 1 else ""
        below = self.denominator(variables, sign)
        short = isinstance(body, Scalar | Entry | Whole) or (
            isinstance(body, Call) and isinstance(body.function, Function)
        )
        if short or (isinstance(body, Call) and body.function == "sqrt"):
            return rf"\frac{{{sign}{order} {self.write(body)}}}{{{below}}}"
        return rf"\frac{{{sign}{order}}}{{{below}}} {brackets(self.write(body), '[]')}"

    def gradient(self, body: Term, variable: Term) -> str:
        """∇f of a number, ∂f/∂v of a vector, by a vector v."""
        written = self.at_least(body, ATOM)
        if shape(body):
            return rf"\frac{{\partial {written}}}{{\partial {self.write(variable)}}}"
        return rf"\nabla_{{\!{self.write(variable)}}} {written}"

    def ordinary(self, body: Term, variables: list[Term]) -> bool:
        """A function of one scalar has an ordinary derivative."""
        (first, *others) = set(variables)
        if others or not isinstance(first, Scalar) or self.means_more("d"):
            return False
        varies = {p for p in depends(body) if not isinstance(p, Size | Function)}
        return varies <= {first} and not any(isinstance(p, Thing) for p in varies)

    def denominator(self, variables: list[Term], sign: str) -> str:
        """What stands below the fraction bar of a derivative."""
        if len(variables) > 1 and len(set(variables)) == 1:
            written = self.write(variables[0])
            return f"{sign} {written}^{{{len(variables)}}}"
        return r"\, ".join(f"{sign} {self.write(v)}" for v in variables)

    def at_least(self, term: Term, least: int, *, after: bool = False) -> str:
        """In brackets when it binds less tightly than its place asks for."""
        written = self.write(term)
        signed = after and written.startswith("-")
        return brackets(written) if self.strength(term) < least or signed else written

    def strength(self, term: Term) -> int:
        """How tightly a term binds; a name or an entry with LaTeX of its own may be a product."""
        if isinstance(term, Entry) and f"{term.of.name}[]" in self.context.latex:
            return pattern_strength(self.context.latex[f"{term.of.name}[]"])
        bare = isinstance(term, Scalar | Whole) or (isinstance(term, Entry) and not term.indices)
        return min(name_strength(self.write(term)), strength(term)) if bare else strength(term)


def latex(term: Term, context: Declarations) -> str:
    """The LaTeX of a term in a context."""
    return Writer(context).write(term)
