"""Derivatives, term by term, without forgetting a dependence.

``evaluate`` carries derivatives out; ``spread`` only uses that differentiation and sums are
linear. A name that was *defined* keeps its derivative, ∂η_i/∂β_j, when its definition mentions
the variable, and has derivative 0 when not.
"""

from __future__ import annotations

from collections.abc import Callable

from ..language.binding import (
    big,
    depends,
    free,
    hides,
    mentions,
    opened,
    rebuild_open,
    rebuild_values,
    replace,
    root,
)
from ..language.errors import Undecided
from ..language.terms import (
    ONE,
    TWO,
    ZERO,
    At,
    Big,
    Call,
    Delta,
    Diff,
    Entry,
    Index,
    Minus,
    Op,
    Scalar,
    Term,
    Thing,
    Whole,
    has_part,
    nodes,
)
from ..language.things import Array, Function, things_in


def evaluate(term: Term) -> Term:
    """Carry out every derivative in the term, innermost first."""
    if not has_part(term, Diff, At):
        return term
    term = rebuild_open(term, evaluate)
    if isinstance(term, At):
        return put(term)
    if not isinstance(term, Diff):
        return term
    found = derivative(term.body, term.variable)
    nodes(found)  # derivatives of derivatives grow: refuse them before they fill the memory
    return found


# ---------------------------------------------------------------- values at a point
def put_values(term: Term) -> Term:
    """Put the value of every ``At`` in, innermost first, and carry no derivative out."""
    if not has_part(term, At):
        return term
    term = rebuild_open(term, put_values)
    return put(term) if isinstance(term, At) else term


def put(term: At) -> Term:
    """The body with the value in it, unless a derivative or a definition still hides where."""
    if has_part(term.body, Diff, At):
        return term
    if isinstance(term.variable, Scalar):
        if hides(term.body, term.variable):
            return term
        found = replace(term.body, {term.variable: term.value})
    else:
        if _behind_definitions(term.body, root(term.variable)):
            return term
        found = _put_array(term.body, term.variable, term.value)
    nodes(found)  # values in values grow as well
    return found


def _behind_definitions(term: Term, array: object) -> bool:
    return any(array in depends(Whole(t)) for t in things_in(term) if not isinstance(t, Array))


def _put_array(term: Term, variable: Term, value: Term) -> Term:
    """A number, or the entry of another array at the same place, for each entry of an array."""
    if isinstance(term, Entry) and isinstance(variable, Whole) and term.of is variable.of:
        return Entry(value.of, term.indices) if isinstance(value, Whole) else value
    return rebuild_values(term, lambda child: _put_array(child, variable, value))


# ---------------------------------------------------------------- derivatives
def derivative(term: Term, variable: Term) -> Term:
    """∂term/∂variable by the rules of calculus."""
    if not mentions(term, variable):
        return ZERO
    match term:
        case Scalar() | Entry():
            return _of_variable(term, variable)
        case Minus(argument):
            return Minus(derivative(argument, variable))
        case Op(kind, left, right):
            return _of_operation(kind, left, right, variable)
        case Call():
            return _chain(term, variable)
        case Big("Sum"):
            index, body = opened(term)
            return big("Sum", derivative(body, variable), index)
        case Big("Product"):  # its factors are not zero where this is asked: Inspector.kinks
            index, body = opened(term)
            return Op("*", term, big("Sum", Op("/", derivative(body, variable), body), index))
        case Diff():
            return Diff(term, variable)
    raise Undecided(f"the derivative of a {type(term).__name__} is not supported")


def _of_variable(term: Term, variable: Term) -> Term:
    """∂β_k/∂β_j = δ_kj; a defined name keeps its derivative."""
    if term == variable:
        return ONE
    if isinstance(term, Entry) and isinstance(variable, Entry) and term.of is variable.of:
        pairs = zip(term.indices, variable.indices, strict=True)
        first, *others = (Delta(a, b) for a, b in pairs)
        result: Term = first
        for factor in others:
            result = Op("*", result, factor)
        return result
    return Diff(term, variable)


def _of_operation(kind: str, left: Term, right: Term, variable: Term) -> Term:
    """Sum, product, quotient and power rules; factors that do not vary are not differentiated."""
    first, second = derivative(left, variable), derivative(right, variable)
    match kind:
        case "+" | "-":
            return Op(kind, first, second)
        case "*":
            return Op("+", Op("*", first, right), Op("*", left, second))
        case "/" if second == ZERO:
            return Op("/", first, right)
        case "/":
            top = Op("-", Op("*", first, right), Op("*", left, second))
            return Op("/", top, Op("^", right, TWO))
        case "^" if second == ZERO:
            power = Op("^", left, Op("-", right, ONE))
            return Op("*", Op("*", right, power), first)
        case "^":
            log_derivative = Op(
                "+", Op("*", second, Call("log", (left,))), Op("/", Op("*", right, first), left)
            )
            return Op("*", Op("^", left, right), log_derivative)
    raise Undecided(f"the derivative of operator {kind} is not supported")


OUTER: dict[str | Thing, Callable[[Term], Term]] = {
    "exp": lambda u: Call("exp", (u,)),
    "log": lambda u: Op("/", ONE, u),
    "sqrt": lambda u: Op("/", ONE, Op("*", TWO, Call("sqrt", (u,)))),
}


def _chain(term: Call, variable: Term) -> Term:
    """f(u)′ = f′(u) u′; of a declared function f′ stays a name, f with a prime."""
    if len(term.arguments) != 1:
        name = getattr(term.function, "name", term.function)
        raise Undecided(
            f"the derivative of {name}, a function of several arguments, is not supported"
        )
    (inside,) = term.arguments
    if term.function in OUTER:
        outer = OUTER[term.function](inside)
    else:
        outer = Call(term.function, term.arguments, term.primes + 1)
    return Op("*", outer, derivative(inside, variable))


# ---------------------------------------------------------------- linearity
def spread(term: Term) -> Term:
    """Move derivatives inside sums, and past factors that do not vary."""
    if not has_part(term, Diff):
        return term
    term = rebuild_open(term, spread)
    return _spread(term.body, term.variable) if isinstance(term, Diff) else term


def _spread(term: Term, variable: Term) -> Term:
    """D(a u + v) = a D(u) + D(v), D(Σ u) = Σ D(u); anything else stays a derivative to be taken."""
    if not mentions(term, variable):
        return ZERO
    match term:
        case Minus(argument):
            return Minus(_spread(argument, variable))
        case Op("+" | "-" as kind, left, right):
            return Op(kind, _spread(left, variable), _spread(right, variable))
        case Op("*", left, right) if not mentions(left, variable):
            return Op("*", left, _spread(right, variable))
        case Op("*" | "/" as kind, left, right) if not mentions(right, variable):
            return Op(kind, _spread(left, variable), right)
        case Big("Sum"):
            index, body = opened(term)
            return big("Sum", _spread(body, variable), index)
    return Diff(term, variable)


def spread_sums(term: Term) -> Term:
    """Σ(a u + v) = a Σu + Σv."""
    term = rebuild_open(term, spread_sums)
    if isinstance(term, Big) and term.kind == "Sum":
        index, body = opened(term)
        return _over_parts(body, index)
    return term


def _over_parts(body: Term, index: Index) -> Term:
    """The sum of a body over an index, taken apart."""
    match body:
        case Minus(argument):
            return Minus(_over_parts(argument, index))
        case Op("+" | "-" as kind, left, right):
            return Op(kind, _over_parts(left, index), _over_parts(right, index))
        case Op("*", left, right) if index not in free(left):
            return Op("*", left, _over_parts(right, index))
        case Op("*" | "/" as kind, left, right) if index not in free(right):
            return Op(kind, _over_parts(left, index), right)
    return big("Sum", body, index)


# ---------------------------------------------------------------- notation
def tidy(term: Term, *, deep: bool) -> Term:
    """Write D(f(t), t) as f′(t), and if ``deep`` also D(f′(t), t) as f″(t).

    This is notation, not calculus.
    """
    if not has_part(term, Diff):
        return term
    term = rebuild_open(term, lambda child: tidy(child, deep=deep))
    if isinstance(term, Diff) and isinstance(term.body, Call):
        call = term.body
        known = isinstance(call.function, Function) and call.arguments == (term.variable,)
        if known and (deep or call.primes == 0):
            return Call(call.function, call.arguments, call.primes + 1)
    return term
