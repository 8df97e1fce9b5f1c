"""The reasons of a step: each says what may be done to the two lines, and nothing else is done.

================  ===============================================================================
``algebra``       fractions, powers, exp, log, roots, sums; no definition, no derivative
``cases``         algebra that also uses y ∈ {0, 1} for variables declared binary
``calculus``      carries derivatives out; no algebra beyond rearrangement
``linearity``     moves derivatives and constants through sums
``positivity``    proves ≥, >, ≤, < by a certificate
``given``         rewrites by the context's hypotheses
``definition``    unfolds or folds the named definitions
a theorem         rewrites by its equation, in either direction
``cite``          not checked, and marked so
================  ===============================================================================

A list of reasons allows all of them together. Every one must be needed: a reason without which the
step still follows is refused as decorative.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, Any

from .algebra import Algebra, Cases
from .arrangement import BUDGET, Arrangement
from .calculus import evaluate, spread, spread_sums, tidy, variable_name
from .certificates import holds
from .context import Context, Hypothesis
from .domains import Inspector
from .errors import IllTyped, Undecided
from .matrices import generic
from .polynomial import add
from .rewrite import Bound, Rule, Values, apply, unfold
from .syntax import Range
from .term import ONE, Call, Diff, Entry, Name, Number, Term, free_names, walk

if TYPE_CHECKING:
    from .kernel import Theorem


@dataclass(frozen=True)
class Reason:
    """A built-in reason."""

    name: str


@dataclass(frozen=True)
class Definition:
    """Unfold or fold these definitions."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class Citation:
    """A result taken from a source: shown with its own mark, never checked."""

    source: str


algebra, cases, calculus = Reason("algebra"), Reason("cases"), Reason("calculus")
linearity, positivity, given = Reason("linearity"), Reason("positivity"), Reason("hypothesis")
BUILT_IN = (algebra, cases, calculus, linearity, positivity, given)
MOST_EQUATIONS = 8  # each may be read in either direction, which makes 2^8 readings


def definition(*names: str) -> Definition:
    """The reason "by definition of these names"."""
    if not names:
        raise IllTyped("definition() needs the name of what is defined, e.g. definition('sigma')")
    return Definition(names)


def cite(source: str) -> Citation:
    """The reason "known from this source"; a step with it is CITED, not PROVED."""
    return Citation(source)


class Judge:
    """Decides whether a list of reasons carries a step."""

    def __init__(self, context: Context, reasons: Iterable[object]):
        self.context, self.reasons = context, list(reasons)
        self.operations = 0

    def has(self, reason: Reason) -> bool:
        """Whether a built-in reason is in the list."""
        return any(r is reason for r in self.reasons)

    # ---------------------------------------------------------------- carrying a step
    def carries(self, left: Term, relation: str, right: Term) -> bool:
        """Whether ``left relation right`` follows by exactly these reasons."""
        return any(self.settles(*pair, relation) for pair in self.readings(left, right))

    def readings(self, left: Term, right: Term) -> Iterator[tuple[Term, Term]]:
        """Both lines rewritten by the reasons; each theorem may be read in either direction."""
        for rules in product(*self.rules()):
            yield self.prepare(left, rules), self.prepare(right, rules)

    def prepare(self, term: Term, rules: tuple[Rule, ...]) -> Term:
        """Unfold, differentiate, rewrite: in this order, each only if there is a reason for it."""
        context = self.context
        names = [n for r in self.reasons if isinstance(r, Definition) for n in r.names]
        term = unfold(term, names, context)
        _still_variables(term, context)
        if self.has(calculus):
            term = evaluate(term, context)
        if self.has(linearity):
            term = spread_sums(spread(term, context))
        # D(D(f(t), t), t) is first read as the derivative of f′, which a theorem on f′ may
        # rewrite, then as f″.
        for deep in (False, True):
            notation = partial(tidy, context=context, deep=deep)
            term = notation(term)
            for rule in rules:
                term = apply(rule.mapped(notation), term)
        return term

    def settles(self, left: Term, right: Term, relation: str) -> bool:
        """Compare the two prepared lines."""
        form = self.form(relation)
        try:
            difference = add(form.norm(left), form.norm(right), -1)
            if relation == "=":
                return form.is_zero(difference)
            if not self.has(positivity) or not isinstance(form, Algebra):
                return False
            return holds(form, (left, right), difference, relation)
        finally:
            self.operations += form.operations

    def form(self, relation: str) -> Arrangement:
        """The normal form that the reasons allow.

        A sign is read off the strong one, an equality only by algebra.
        """
        budget = BUDGET - self.operations
        if self.has(cases):
            form: Algebra = Cases(self.context, budget)
        elif self.has(algebra) or (self.has(positivity) and relation != "="):
            form = Algebra(self.context, budget)
        else:
            return Arrangement(self.context, budget)
        if self.has(given):
            form.use_totals()
        return form

    # ---------------------------------------------------------------- decorative reasons
    def decorative(self, left: Term, relation: str, right: Term) -> object | None:
        """A reason that the step does not need, or None."""
        for reason in self.reasons:
            rest = [r for r in self.reasons if r is not reason]
            if reason is algebra and not rest:
                continue  # mere rearrangement is the smallest piece of algebra
            if reason is cases:
                rest.append(algebra)
            if Judge(self.context, rest).carries(left, relation, right):
                return reason
        return None

    # ---------------------------------------------------------------- rules
    def rules(self) -> list[tuple[Rule, ...]]:
        """For each equation among the reasons, its two readings."""
        theorems: list[Any] = [r for r in self.reasons if hasattr(r, "label")]
        equations = [theorem_rule(t, self.context) for t in theorems]
        if self.has(given):
            equations += [
                self.hypothesis_rule(h) for h in self.context.hypotheses if h.relation == "="
            ]
        if len(equations) > MOST_EQUATIONS:
            raise Undecided(f"more than {MOST_EQUATIONS} equations are to be used at once")
        return [(rule, rule.reversed()) for rule in equations]

    def hypothesis_rule(self, hypothesis: Hypothesis) -> Rule:
        """A hypothesis as an equation for every value of its free indices."""
        return equation(
            (hypothesis.left, hypothesis.right), self.context, self.context, frozenset()
        )


def theorem_rule(theorem: Theorem, context: Context) -> Rule:
    """A theorem's equation, which must mean the same in this context.

    A matrix equation through its entry.
    """
    if theorem.relation != "=":
        raise IllTyped(f"{theorem.label} is not an equation; it cannot rewrite a line")
    (left, right), inner = generic([theorem.left, theorem.right], theorem.context)
    if not set(inner.hypotheses) <= set(context.hypotheses):
        raise IllTyped(f"{theorem.label} has hypotheses that are not assumed here")
    rule = equation((left, right), inner, context, frozenset(inner.scalars))
    _same_meaning(theorem.label, rule, inner, context)
    return rule


def equation(
    sides: tuple[Term, Term], inner: Context, context: Context, scalars: frozenset[str]
) -> Rule:
    """An equation known in the context ``inner``, to be used in ``context``.

    It holds for all values of its free indices, and for all values of those scalars that nothing
    else fixes: neither a hypothesis, nor a definition among its names that depends on them.
    """
    names = free_names(sides[0]) | free_names(sides[1])
    told = (free_names(side) for h in inner.hypotheses for side in (h.left, h.right))
    fixed = inner.behind(names - scalars) | inner.behind(frozenset().union(*told))
    schema = frozenset(n for n in names if n in inner.ranges or (n in scalars and n not in fixed))
    return Rule(*sides, schema, admits(inner, context))


def _same_meaning(label: str, rule: Rule, inner: Context, context: Context) -> None:
    """Every name that is not put for must mean here what it meant in the theorem."""
    for name in sorted(_all_names((rule.left, rule.right), inner) - rule.schema):
        if inner.meaning(name) != context.meaning(name):
            raise IllTyped(f"{label} was proved with another meaning of {name}")


def admits(inner: Context, context: Context) -> Callable[[Rule, Values, Bound], bool]:
    """The test that values may be put for the schema names of an equation."""

    def fits(name: str, value: Term, bound: Bound) -> bool:
        """An index stays in its range, a scalar in its domain."""
        limits = inner.ranges.get(name)
        if limits is not None:
            return _in_range(value, limits, context, bound)
        inspector = Inspector(context)
        names = {i: inspector.algebra.open(low, high, {}) for i, (low, high) in bound.items()}
        return inspector.member(value, inner.scalars[name], names)

    def test(rule: Rule, values: Values, bound: Bound) -> bool:
        sides = (rule.left, rule.right)
        variables = {d.variable for side in sides for d in walk(side) if isinstance(d, Diff)}
        constants = (free_names(rule.left) | free_names(rule.right)) - rule.schema
        return (
            set(values) == set(rule.schema)
            and all(fits(n, v, bound) for n, v in values.items())
            and all(_independent(v, values, constants, context) for v in variables)
        )

    return test


def _in_range(value: Term, limits: Range, context: Context, bound: Bound) -> bool:
    if isinstance(value, Number):
        whole = value.value.denominator == 1
        return whole and limits[0] == ONE and context.within((value, value), limits[1])
    if not isinstance(value, Name):
        return False
    return (bound.get(value.name) or context.ranges.get(value.name)) == limits


def _independent(
    variable: Term, values: Values, constants: frozenset[str], context: Context
) -> bool:
    """Inside a derivative nothing that varies may be put for something that did not.

    From ∂(t d)/∂t = d follows ∂(u d)/∂u = d only if d does not depend on u.
    """
    name = variable_name(variable)
    new = values.get(name, Name(name))
    if not isinstance(new, Name) or (name in values and new.name not in context.scalars):
        return False
    others = [v for n, v in values.items() if n != name and not _is_index(v, context)]
    kept = constants - {name} if new.name != name else frozenset()
    return not any(
        context.mentions(v, new.name) for v in others
    ) and new.name not in context.behind(kept)


def _is_index(value: Term, context: Context) -> bool:
    return isinstance(value, Number) or (
        isinstance(value, Name) and value.name not in context.scalars
    )


def _still_variables(term: Term, context: Context) -> None:
    """Unfolding may bring a derivative under a hypothesis that ties its variable."""
    for found in walk(term):
        if isinstance(found, Diff):
            problem = context.not_a_variable(found.variable)
            if problem:
                raise IllTyped(problem)


def _all_names(terms: Iterable[Term], context: Context) -> set[str]:
    """Names and functions of the terms, and of the definitions behind them."""
    found: set[str] = set()
    queue = list(terms)
    while queue:
        for part in walk(queue.pop()):
            names = set(free_names(part)) if isinstance(part, Name | Entry) else set()
            if isinstance(part, Call):
                names.add(part.function)
            for name in names - found:
                found.add(name)
                declared = context.definitions.get(name) or context.functions.get(name)
                if declared is not None:
                    queue.append(declared.body)
    return found
