"""A term with every definition put and every derivative carried out, to refute or to evaluate."""

from __future__ import annotations

from ..language.binding import rebuild_open, replace
from ..language.terms import Call, Term, nodes
from ..language.things import Function
from .calculus import derivative, evaluate
from .rewriting import unfold_all


def explicit(term: Term) -> Term:
    """The term with every definition put and every derivative carried out."""
    while True:
        new = evaluate(_function_derivatives(unfold_all(term)))
        if new == term:
            return term
        term = new


def _function_derivatives(term: Term) -> Term:
    """Put the derivative of a declared function's body for f′(u)."""
    term = rebuild_open(term, _function_derivatives)
    if not isinstance(term, Call) or term.primes == 0 or not isinstance(term.function, Function):
        return term
    if term.function.body is None:
        return term
    (parameter,) = term.function.parameters
    body = unfold_all(term.function.body)
    for _ in range(term.primes):
        body = derivative(evaluate(body), parameter)
        nodes(body)
    return replace(body, {parameter: term.arguments[0]})
