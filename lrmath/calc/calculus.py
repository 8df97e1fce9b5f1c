"""Derivatives, term by term, without capturing an index and without forgetting a dependence.

``evaluate`` carries derivatives out; ``spread`` only uses that differentiation and sums are
linear. A name that was *defined* keeps its derivative, ∂η_i/∂β_j, when its definition mentions
the variable, and has derivative 0 when not.
"""

from __future__ import annotations

from collections.abc import Callable

from .context import Context
from .errors import Undecided
from .term import (
    ONE,
    ZERO,
    At,
    Big,
    Call,
    Delta,
    Diff,
    Entry,
    Minus,
    Name,
    Number,
    Op,
    Term,
    free_names,
    fresh,
    nodes,
    rebuild,
    rebuild_values,
    rename_binder,
    replace,
    walk,
)


def evaluate(term: Term, context: Context) -> Term:
    """Carry out every derivative in the term, innermost first."""
    term = rebuild(term, lambda child: evaluate(child, context))
    if isinstance(term, At):
        return put(term, context)
    if not isinstance(term, Diff):
        return term
    found = derivative(term.body, term.variable, context)
    nodes(found)  # derivatives of derivatives grow: refuse them before they fill the memory
    return found


def put(term: At, context: Context) -> Term:
    """The body with the value in it, unless a derivative or a definition still hides where."""
    name = context.entries(term.variable)
    hidden = context.mentions(term.body, name) and name in context.behind(
        free_names(term.body) - {name}
    )
    if hidden or any(isinstance(part, Diff | At) for part in walk(term.body)):
        return term
    if name in context.scalars:
        found = replace(term.body, {name: term.value})
    else:
        found = _put_array(term.body, name, term.value, context)
    nodes(found)  # values in values grow, too
    return found


def _put_array(term: Term, name: str, value: Term, context: Context) -> Term:
    """A number, or the entry of another array at the same place, for each entry of an array."""
    if isinstance(term, Entry) and term.array == name:
        whole = isinstance(value, Name)
        return Entry(context.entries(value), term.indices) if whole else value
    return rebuild_values(term, lambda child: _put_array(child, name, value, context))


def spread(term: Term, context: Context) -> Term:
    """Move derivatives inside sums, and past factors that do not vary."""
    term = rebuild(term, lambda child: spread(child, context))
    return _spread(term.body, term.variable, context) if isinstance(term, Diff) else term


def variable_name(variable: Term) -> str:
    """The scalar or the array that a derivative varies."""
    return variable.array if isinstance(variable, Entry) else getattr(variable, "name", "")


def varies(term: Term, variable: Term, context: Context) -> bool:
    """Whether the variable occurs in the term, definitions included."""
    return context.mentions(term, variable_name(variable))


def derivative(term: Term, variable: Term, context: Context) -> Term:
    """∂term/∂variable by the rules of calculus."""
    if not varies(term, variable, context):
        return ZERO
    match term:
        case Name() | Entry():
            return _of_variable(term, variable, context)
        case Minus(argument):
            return Minus(derivative(argument, variable, context))
        case Op(kind, left, right):
            return _of_operation(kind, left, right, variable, context)
        case Call():
            return _chain(term, variable, context)
        case Big("Sum"):
            inner = _apart(term, variable)
            return Big(
                "Sum", derivative(inner.body, variable, context), inner.index, inner.low, inner.high
            )
        case Big("Product"):  # its factors are not zero where this is asked: Inspector.kinks
            inner = _apart(term, variable)
            rate = Op("/", derivative(inner.body, variable, context), inner.body)
            return Op("*", term, Big("Sum", rate, inner.index, inner.low, inner.high))
        case Diff():
            return Diff(term, variable)
    raise Undecided(f"the derivative of a {type(term).__name__} is not supported")


def _of_variable(term: Term, variable: Term, context: Context) -> Term:
    """∂β_k/∂β_j = δ_kj; a defined name keeps its derivative."""
    if isinstance(term, Name) and isinstance(variable, Name):
        return ONE if term == variable else Diff(term, variable)
    if isinstance(term, Entry) and isinstance(variable, Entry) and term.array == variable.array:
        deltas = [Delta(a, b) for a, b in zip(term.indices, variable.indices, strict=True)]
        result: Term = deltas[0]
        for factor in deltas[1:]:
            result = Op("*", result, factor)
        return result
    return Diff(term, variable)


def _of_operation(kind: str, left: Term, right: Term, variable: Term, context: Context) -> Term:
    """Sum, product, quotient and power rules; factors that do not vary are not differentiated."""
    first, second = derivative(left, variable, context), derivative(right, variable, context)
    match kind:
        case "+" | "-":
            return Op(kind, first, second)
        case "*":
            return Op("+", Op("*", first, right), Op("*", left, second))
        case "/" if second == ZERO:
            return Op("/", first, right)
        case "/":
            top = Op("-", Op("*", first, right), Op("*", left, second))
            return Op("/", top, Op("^", right, Number(2 * ONE.value)))
        case "^" if second == ZERO:
            power = Op("^", left, Op("-", right, ONE))
            return Op("*", Op("*", right, power), first)
        case "^":
            log_derivative = Op(
                "+", Op("*", second, Call("log", (left,))), Op("/", Op("*", right, first), left)
            )
            return Op("*", Op("^", left, right), log_derivative)
    raise Undecided(f"the derivative of operator {kind} is not supported")


OUTER: dict[str, Callable[[Term], Term]] = {
    "exp": lambda u: Call("exp", (u,)),
    "log": lambda u: Op("/", ONE, u),
    "sqrt": lambda u: Op("/", ONE, Op("*", Number(2 * ONE.value), Call("sqrt", (u,)))),
}


def _chain(term: Call, variable: Term, context: Context) -> Term:
    """f(u)′ = f′(u) u′; of a declared function f′ stays a name, f with a prime."""
    if len(term.arguments) != 1:
        raise Undecided(
            f"the derivative of {term.function}, a function of several arguments, is not supported"
        )
    (inside,) = term.arguments
    if term.function in OUTER:
        outer = OUTER[term.function](inside)
    else:
        outer = Call(term.function, term.arguments, term.primes + 1)
    return Op("*", outer, derivative(inside, variable, context))


def _apart(term: Big, variable: Term) -> Big:
    """The sum with its index renamed when the variable's index has the same name."""
    if term.index in free_names(variable):
        return rename_binder(term, fresh(term.index, free_names(variable) | free_names(term.body)))
    return term


def _spread(term: Term, variable: Term, context: Context) -> Term:
    """D(a u + v) = a D(u) + D(v), D(Σ u) = Σ D(u); anything else stays a derivative to be taken."""
    if not varies(term, variable, context):
        return ZERO
    match term:
        case Minus(argument):
            return Minus(_spread(argument, variable, context))
        case Op("+" | "-" as kind, left, right):
            return Op(kind, _spread(left, variable, context), _spread(right, variable, context))
        case Op("*", left, right) if not varies(left, variable, context):
            return Op("*", left, _spread(right, variable, context))
        case Op("*" | "/" as kind, left, right) if not varies(right, variable, context):
            return Op(kind, _spread(left, variable, context), right)
        case Big("Sum"):
            inner = _apart(term, variable)
            return Big(
                "Sum", _spread(inner.body, variable, context), inner.index, inner.low, inner.high
            )
    return Diff(term, variable)


def tidy(term: Term, context: Context, *, deep: bool) -> Term:
    """Write D(f(t), t) as f′(t), and if ``deep`` also D(f′(t), t) as f″(t).

    This is notation, not calculus.
    """
    term = rebuild(term, lambda child: tidy(child, context, deep=deep))
    if isinstance(term, Diff) and isinstance(term.body, Call):
        call = term.body
        known = call.function in context.functions and call.arguments == (term.variable,)
        if known and (deep or call.primes == 0):
            return Call(call.function, call.arguments, call.primes + 1)
    return term


def spread_sums(term: Term) -> Term:
    """Σ(a u + v) = a Σu + Σv."""
    term = rebuild(term, spread_sums)
    if not isinstance(term, Big) or term.kind != "Sum":
        return term
    limits = (term.index, term.low, term.high)

    def inside(body: Term) -> Term:
        return spread_sums(Big("Sum", body, *limits))

    match term.body:
        case Minus(argument):
            return Minus(inside(argument))
        case Op("+" | "-" as kind, left, right):
            return Op(kind, inside(left), inside(right))
        case Op("*", left, right) if term.index not in free_names(left):
            return Op("*", left, inside(right))
        case Op("*" | "/" as kind, left, right) if term.index not in free_names(right):
            return Op(kind, inside(left), right)
    return term
