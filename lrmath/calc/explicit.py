"""A term with every definition put and every derivative carried out, to decide or to evaluate."""

from __future__ import annotations

from .calculus import derivative, evaluate
from .context import Context
from .rewrite import unfold_all
from .term import Call, Name, Term, fresh, nodes, rebuild, replace


def explicit(term: Term, context: Context) -> Term:
    """The term with every definition put and every derivative carried out."""
    while True:
        new = evaluate(_function_derivatives(unfold_all(term, context), context), context)
        if new == term:
            return term
        term = new


def _function_derivatives(term: Term, context: Context) -> Term:
    """Put the derivative of a declared function's body for f′(u)."""
    term = rebuild(term, lambda child: _function_derivatives(child, context))
    if not isinstance(term, Call) or term.primes == 0:
        return term
    declared = context.functions[term.function]
    if declared.body is None:
        return term
    (parameter,) = declared.parameters
    variable = Name(fresh(parameter, frozenset()))
    body = unfold_all(replace(declared.body, {parameter: variable}), context)
    for _ in range(term.primes):
        body = derivative(body, variable, context)
        nodes(body)
    return replace(body, {variable.name: term.arguments[0]})
