"""Where a line is defined: denominators are not zero, logarithms and roots take what they can take.

Every typed line is inspected once, before any rearrangement could hide a condition: ``(x**2 -
1)/(x - 1)`` asks for x ≠ 1 even where it is later cancelled. Conditions are discharged from
declared domains and hypotheses; what cannot be discharged is reported, and the author must
assume it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product

from .algebra import Algebra
from .arrangement import Names, number
from .calculus import variable_name
from .context import Context
from .errors import IllTyped, Undecided
from .explicit import explicit
from .matrices import shape
from .polynomial import Poly, Rational, add, scale, tokens
from .rewrite import unfold_all
from .term import ONE, At, Big, Call, Diff, Name, Number, Op, Term, children, walk

DISCRETE = ("binary", "onehot", "integer")
MOST_INSTANCES = 64


@dataclass(frozen=True)
class Condition:
    """``term relation 0`` must hold for the line to be defined.

    The relation is one of ``!=``, ``>``, ``>=``.

    A relation ``in binary`` or ``in integer`` asks for a value of that domain instead.
    """

    term: Term
    relation: str


class Inspector:
    """Finds the conditions of a line and discharges what the context implies."""

    def __init__(self, context: Context):
        self.context, self.algebra = context, Algebra(context)

    def open_conditions(self, term: Term, names: Names | None = None) -> list[Condition]:
        """Conditions of the term that could not be discharged."""
        found = self.conditions(term, names or {})
        return list(dict.fromkeys(c for c, inner in found if not self.holds(c, inner)))

    def conditions(self, term: Term, names: Names) -> Iterator[tuple[Condition, Names]]:
        """Every condition of the term, with the indices that are bound where it stands."""
        if isinstance(term, Big):
            names = {**names, term.index: self.algebra.open(term.low, term.high, names)}
        for child in children(term):
            yield from self.conditions(child, names)
        for condition in self.own(term, names):
            yield condition, names
        if isinstance(term, Diff):
            yield from self.kinks(self.worked_out(term.body), term.variable, names)

    def worked_out(self, body: Term) -> Term:
        """What is differentiated, with every definition put, and every value at a point."""
        full = unfold_all(body, self.context)
        if any(isinstance(part, At) for part in walk(full)):
            full = explicit(full, self.context)
            if any(isinstance(part, At) for part in walk(full)):
                raise Undecided("a value at a point inside a derivative cannot be worked out")
        return full

    def kinks(self, term: Term, variable: Term, names: Names) -> Iterator[tuple[Condition, Names]]:
        """What is differentiated has no root of zero, and no product has a factor zero."""
        if isinstance(term, Big):
            names = {**names, term.index: self.algebra.open(term.low, term.high, names)}
        for child in children(term):
            yield from self.kinks(child, variable, names)
        match term:
            case Call("sqrt", (argument,)) if self.context.mentions(term, variable_name(variable)):
                yield Condition(argument, ">"), names
            case Big("Product", body) if self.context.mentions(term, variable_name(variable)):
                yield Condition(body, "!="), names

    def own(self, term: Term, names: Names) -> Iterator[Condition]:
        """The conditions of the outermost operation."""
        match term:
            case Op("/", _, denominator):
                yield Condition(denominator, "!=")
            case Call("log", (argument,)):
                yield Condition(argument, ">")
            case Call("sqrt", (argument,)):
                yield Condition(argument, ">=")
            case Op("^", base, exponent) if not self.natural(exponent, names):
                value = self.known(exponent)
                if value is None or value.denominator != 1:
                    yield Condition(base, ">")
                elif value < 0:
                    yield Condition(base, "!=")
            case At(_, variable, value):
                yield from self.arrival(variable, value)
            case Call(function, arguments) if function in self.context.functions:
                domains = self.context.functions[function].domains
                for argument, domain in zip(arguments, domains, strict=True):
                    yield from membership(argument, domain)

    def arrival(self, variable: Term, value: Term) -> Iterator[Condition]:
        """The value that is put for a variable must lie in the variable's domain."""
        if not shape(value, self.context):
            domain = self.context.domain_of(Name(self.context.entries(variable)))
            yield from membership(value, domain)

    def natural(self, exponent: Term, names: Names) -> bool:
        """Whether an exponent is made of sizes and indices, and 0, 1, 2, ... at each of them."""
        try:
            return self.algebra.natural_parts(self.algebra.norm(exponent, names)) is not None
        except Undecided:
            return False

    def known(self, exponent: Term) -> Rational | None:
        """The value of an exponent that is a number."""
        try:
            return number(self.algebra.norm(exponent))
        except Undecided:
            return None

    def holds(self, condition: Condition, names: Names) -> bool:
        """Whether the context implies the condition, as written or with every definition put."""
        if condition.relation.startswith("in "):
            return self.declared_in(condition.term, condition.relation[3:])
        return any(
            self.certified(form, condition.relation, names) for form in self.forms(condition.term)
        )

    def forms(self, term: Term) -> Iterator[Term]:
        """The term as written, and with every definition put."""
        yield term
        unfolded = unfold_all(term, self.context)
        if unfolded != term:
            yield unfolded

    def certified(self, term: Term, relation: str, names: Names) -> bool:
        """A sign certificate, or a hypothesis that says so."""
        try:
            poly = self.algebra.norm(term, names)
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
        if not poly:
            return False
        content, rest = algebra.content(algebra.clear(poly)[0])
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
        for hypothesis in self.context.hypotheses:
            left, right = self.algebra.norm(hypothesis.left), self.algebra.norm(hypothesis.right)
            relation = hypothesis.relation
            if relation in ("<", "<="):
                left, right, relation = right, left, relation.replace("<", ">")
            found.append((relation, add(left, right, -1)))
        return found

    def instances(self, stated: Poly, poly: Poly) -> Iterator[Poly]:
        """The hypothesis with the indices of ``poly`` put for its own, which stand for any."""
        own = sorted(t for t in tokens(stated) if t[0] == "free")
        axes = [
            [t for t in tokens(poly) if self.algebra.range_of(t) == self.algebra.range_of(index)]
            for index in own
        ]
        for place in islice(product(*axes), MOST_INSTANCES):
            yield self.algebra.identify(stated, dict(zip(own, place, strict=True)))

    def member(self, term: Term, domain: str, names: Names | None = None) -> bool:
        """Whether the term's values are known to lie in the domain."""
        return all(self.holds(c, names or {}) for c in membership(term, domain))

    def declared_in(self, term: Term, domain: str) -> bool:
        """Discrete domains are known by declaration, or of the numbers 0 and 1.

        No number is onehot by itself: that is said of rows.
        """
        found = self.context.domain_of(term)
        if domain == "onehot":
            return found == domain
        if isinstance(term, Number):
            return term.value.denominator == 1 and (domain == "integer" or term.value in (0, 1))
        return found in ("binary", "onehot", domain)


def names_of(bound: Mapping[str, tuple[Term, Term]], form: Algebra) -> Names:
    """Tokens for indices that binders around a term have bound."""
    return {index: form.open(low, high, {}) for index, (low, high) in bound.items()}


def membership(term: Term, domain: str) -> Iterator[Condition]:
    """The conditions that put a term into a domain."""
    if domain in ("positive", "unit"):
        yield Condition(term, ">")
    if domain == "unit":
        yield Condition(Op("-", ONE, term), ">")
    if domain == "nonnegative":
        yield Condition(term, ">=")
    if domain in DISCRETE:
        yield Condition(term, f"in {domain}")


def prove_defined(context: Context, body: Term, head: str) -> None:
    """Refuse a body that may be undefined, and say what is not known."""
    missing = Inspector(context).open_conditions(body)
    if missing:
        from .display import conditions  # for the message only

        raise IllTyped(f"{head} may be undefined: {conditions(missing, context)} is not known")


def prove_member(context: Context, body: Term, domain: str, head: str) -> None:
    """Refuse a body that is not known to lie in its domain."""
    if not Inspector(context).member(body, domain):
        raise IllTyped(
            f"{head} is not known to be {domain}; leave the domain out, or state it as a claim"
        )


def _proportional(first: Poly, second: Poly) -> bool:
    """Whether the polynomials differ by a positive factor."""
    if first.keys() != second.keys() or not first:
        return False
    ratios = {second[m] / (first[m] * ONE.value) for m in first}
    return len(ratios) == 1 and ratios.pop() > 0
