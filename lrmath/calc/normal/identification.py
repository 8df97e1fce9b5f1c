"""Putting one index for another, where two may become equal."""

from __future__ import annotations

from collections.abc import Mapping

from ..language.errors import Undecided
from .laws import Laws
from .polynomial import (
    Atom,
    Key,
    Poly,
    Rational,
    Token,
    add,
    constant,
    monomial_of,
    single,
)


def identify(form: Laws, poly: Poly | Key, names: Mapping[Token, Token]) -> Poly:
    """Put indices for indices, where two may become equal; the result is normalised again."""
    total: Poly = {}
    for monomial, coefficient in poly.items() if isinstance(poly, dict) else poly:
        term = constant(coefficient)
        for atom, exponent in monomial:
            term = form.multiply(term, identify_power(form, atom, exponent, names))
        total = add(total, term)
    return total


def identify_power(
    form: Laws, atom: Atom, exponent: Rational, names: Mapping[Token, Token]
) -> Poly:
    """One factor of a monomial with its indices replaced."""
    if atom.tokens.isdisjoint(names):
        return form.reduce(((atom, exponent),))
    new = identify_atom(form, atom, names)
    found = single(new)
    if found and found[1] == 1:
        return form.reduce(monomial_of({a: e * exponent for a, e in found[0]}))
    return form.raised(new, exponent)


def identify_atom(form: Laws, atom: Atom, names: Mapping[Token, Token]) -> Poly:
    """An atom with its indices replaced, built anew by the law of its kind."""
    match atom.kind:
        case "delta":
            first, second = (names.get(t, t) for t in atom.data)
            return form.delta(first, second)
        case "exp":
            return form.exp(form.identify({atom.data[0]: 1}, names))
        case "log" | "inverse" | "root":
            inner = form.identify(atom.data[1], names)
            return {"log": form.log, "inverse": form.inverse, "root": form.root}[atom.kind](inner)
        case "sum":
            indices, monomial = form.open_sum(atom)
            body = form.identify({monomial: 1}, names)
            for token in indices:
                body = form.close(body, token)
            return body
        case "index":
            return form.index(names.get(atom.data[0], atom.data[0]))
        case "entry":
            return {((form.relabel(atom, names), 1),): 1}
    parts = [form.identify(p, names) for p in atom.data[1:]]
    if atom.kind == "power":
        return form.general_power(*parts)
    if atom.kind in ("call", "diff"):
        return form.box(atom.kind, *parts, label=atom.data[0])
    raise Undecided(f"an index inside a {atom.kind} cannot be replaced")
