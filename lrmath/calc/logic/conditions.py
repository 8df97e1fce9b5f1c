"""Where a line is defined: denominators are not zero, logarithms and roots take what they can take.

Every typed line is inspected once, before any rearrangement could hide a condition: ``(x**2 -
1)/(x - 1)`` asks for x ≠ 1 even where it is later cancelled. Conditions are discharged from
declared domains and hypotheses; what cannot be discharged is reported, and the author must
assume it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product

from ..language.binding import free_indices, mentions, opened, replace
from ..language.declarations import Declarations
from ..language.domains import BINARY, DOMAINS
from ..language.errors import IllTyped, Undecided
from ..language.terms import (
    ONE,
    At,
    Big,
    Call,
    Diff,
    Entry,
    Index,
    Number,
    Op,
    Scalar,
    Term,
    Whole,
    children,
)
from ..language.text import text
from ..language.things import Function, domain_of
from ..normal.algebra import Algebra
from ..normal.arrangement import number
from ..normal.polynomial import Poly, Rational, add, scale, tokens
from .calculus import put_values
from .rewriting import unfold_all

MOST_INSTANCES = 64


@dataclass(frozen=True, slots=True)
class Condition:
    """``term relation 0`` must hold for the line to be defined.

    The relation is one of ``!=``, ``>``, ``>=``.

    A relation ``in binary`` or ``in integer`` asks for a value of that domain instead.
    """

    term: Term
    relation: str

    def __str__(self) -> str:
        zero = "" if self.relation.startswith("in ") else " 0"
        return f"{text(self.term)} {self.relation}{zero}"


class Inspector:
    """Finds the conditions of a line and discharges what the context implies."""

    def __init__(self, context: Declarations):
        self.context, self.algebra = context, Algebra(context)

    def open_conditions(self, term: Term) -> list[Condition]:
        """Conditions of the term that could not be discharged, each once."""
        missing = (c for c in self.conditions(term) if not self.holds(c))
        return list(dict.fromkeys(map(_closed, missing)))

    def defined(self, term: Term) -> bool:
        """Whether the term has a value, wherever the context's hypotheses hold."""
        return all(map(self.holds, self.conditions(term)))

    def conditions(self, term: Term) -> Iterator[Condition]:
        """Every condition of the term; an index that is bound where it stands is opened."""
        if isinstance(term, Big):
            yield from self.conditions(opened(term)[1])
            return
        for child in children(term):
            yield from self.conditions(child)
        yield from self.own(term)
        if isinstance(term, Diff):
            yield from self.kinks(put_values(unfold_all(term.body)), term.variable)

    def kinks(self, term: Term, variable: Term) -> Iterator[Condition]:
        """What is differentiated has no root of zero, and no product has a factor zero."""
        if isinstance(term, At):
            raise Undecided("a value at a point hides inside a derivative; put it first")
        if not mentions(term, variable):
            return
        if isinstance(term, Big):
            _, body = opened(term)
            yield from self.kinks(body, variable)
            if term.kind == "Product":
                yield Condition(body, "!=")
            return
        for child in children(term):
            yield from self.kinks(child, variable)
        match term:
            case Call("sqrt", (argument,)):
                yield Condition(argument, ">")

    def own(self, term: Term) -> Iterator[Condition]:
        """The conditions of the outermost operation."""
        match term:
            case Op("/", _, denominator):
                yield Condition(denominator, "!=")
            case Call("log", (argument,)):
                yield Condition(argument, ">")
            case Call("sqrt", (argument,)):
                yield Condition(argument, ">=")
            case Op("^", base, exponent) if not self.natural(exponent):
                value = self.known(exponent)
                if value is None or value.denominator != 1:
                    yield Condition(base, ">")
                elif value < 0:
                    yield Condition(base, "!=")
            case At(_, variable, value):
                yield from arrival(variable, value)
            case Call(Function(parameters=parameters), arguments):
                for argument, parameter in zip(arguments, parameters, strict=True):
                    yield from membership(argument, parameter.domain)

    def natural(self, exponent: Term) -> bool:
        """Whether an exponent is made of sizes and indices, and 0, 1, 2, ... at each of them."""
        try:
            return self.algebra.natural_parts(self.algebra.norm(exponent)) is not None
        except Undecided:
            return False

    def known(self, exponent: Term) -> Rational | None:
        """The value of an exponent that is a number."""
        try:
            return number(self.algebra.norm(exponent))
        except Undecided:
            return None

    def holds(self, condition: Condition) -> bool:
        """Whether the context implies the condition, as written or with every definition put."""
        if condition.relation.startswith("in "):
            return declared_in(condition.term, condition.relation[3:])
        return any(self.certified(form, condition.relation) for form in forms(condition.term))

    def certified(self, term: Term, relation: str) -> bool:
        """A sign certificate, or a hypothesis that says so."""
        try:
            poly = self.algebra.norm(term)
            if relation == ">=":
                return self.algebra.nonnegative(poly) or self.assumed(poly, (">", ">="))
            if relation == ">":
                return self.algebra.positive(poly) or self.assumed(poly, (">",))
            return self.nonzero(poly)
        except Undecided:
            return False

    def nonzero(self, poly: Poly) -> bool:
        """Each factor has a sign or is assumed not to vanish."""
        algebra = self.algebra
        numerator, _ = algebra.clear(poly)
        if not numerator:
            return False
        content, rest = algebra.content(numerator)
        factors: list[Poly] = [{((a, 1),): 1} for a, _ in content]
        factors += [f for f, _ in algebra.factor(rest)[1]]
        return all(
            algebra.positive(f)
            or algebra.positive(scale(f, -1))
            or self.assumed(f, (">", "!="))
            or self.assumed(scale(f, -1), (">", "!="))
            for f in factors
        )

    def assumed(self, poly: Poly, relations: tuple[str, ...]) -> bool:
        """Whether a hypothesis states ``poly relation 0``.

        It may do so up to a positive number, and for some value of its indices.
        """
        return any(
            _proportional(instance, poly)
            for relation, stated in self.stated
            if relation in relations
            for instance in self.instances(stated, poly)
        )

    @cached_property
    def stated(self) -> list[tuple[str, Poly]]:
        """The hypotheses as ``difference relation 0``, with ``<`` turned round."""
        found = []
        for told in self.context.hypotheses:
            left, right = self.algebra.norm(told.left), self.algebra.norm(told.right)
            relation = told.relation
            if relation in ("<", "<="):
                left, right, relation = right, left, relation.replace("<", ">")
            found.append((relation, add(left, right, -1)))
        return found

    def instances(self, stated: Poly, poly: Poly) -> Iterator[Poly]:
        """The hypothesis with the indices of ``poly`` put for its own, which stand for any."""
        own = sorted((t for t in tokens(stated) if t[0] == "free"), key=repr)
        axes = [
            [t for t in tokens(poly) if self.algebra.range_of(t) == self.algebra.range_of(index)]
            for index in own
        ]
        for place in islice(product(*axes), MOST_INSTANCES):
            yield self.algebra.identify(stated, dict(zip(own, place, strict=True)))

    def member(self, term: Term, domain: str) -> bool:
        """Whether the term's values are known to lie in the domain, where it is defined."""
        return all(map(self.holds, membership(term, domain)))


def forms(term: Term) -> Iterator[Term]:
    """The term as written, and with every definition put."""
    yield term
    unfolded = unfold_all(term)
    if unfolded != term:
        yield unfolded


def arrival(variable: Term, value: Term) -> Iterator[Condition]:
    """The value that is put for a variable must lie in the variable's domain."""
    if isinstance(variable, Scalar):
        yield from membership(value, variable.domain)
    elif isinstance(variable, Whole) and not isinstance(value, Whole):
        yield from membership(value, domain_of(variable.of))


def membership(term: Term, domain: str) -> Iterator[Condition]:
    """The conditions that put a term into a domain."""
    row = DOMAINS[domain]
    if row.above:
        yield Condition(term, row.above)
    if row.below_one:
        yield Condition(Op("-", ONE, term), ">")
    if not row.smooth:
        yield Condition(term, f"in {domain}")


def declared_in(term: Term, domain: str) -> bool:
    """Discrete domains are known by declaration, or of a number; 0 and 1 lie in each."""
    if isinstance(term, Number):
        return DOMAINS[domain].holds(term.value)
    declared = getattr(term, "domain", domain_of(term.of) if isinstance(term, Entry) else "")
    return declared in BINARY or declared == domain


def prove_member(context: Declarations, body: Term, domain: str, head: str) -> None:
    """Refuse a body that may be undefined, or that is not known to lie in its domain."""
    inspector = Inspector(context)
    missing = inspector.open_conditions(body)
    if missing:
        raise IllTyped(
            f"{head} may be undefined: not known is {', '.join(map(str, missing))}; "
            "give its parameters a domain, or assume it"
        )
    if not inspector.member(body, domain):
        raise IllTyped(
            f"{head} is not known to be {domain}; leave the domain out, or state it as a claim"
        )


def _closed(condition: Condition) -> Condition:
    """The condition with opened indices called as their author called them."""
    plain: dict[Term, Term] = {
        i: Index(i.name, i.low, i.high, -1) for i in free_indices(condition.term) if i.serial
    }
    return Condition(replace(condition.term, plain), condition.relation)


def _proportional(first: Poly, second: Poly) -> bool:
    """Whether the polynomials differ by a positive factor."""
    if first.keys() != second.keys() or not first:
        return False
    ratios = {second[m] / (first[m] * ONE.value) for m in first}
    return len(ratios) == 1 and ratios.pop() > 0
