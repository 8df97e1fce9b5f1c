"""Splitting into cases: two indices are equal or not, a binary variable is 0 or 1."""

from __future__ import annotations

from .laws import Laws
from .polynomial import Atom, Poly, Rational, accumulate, add, constant, monomial_of


def zero_in_both_cases(form: Laws, poly: Poly, delta: Atom, depth: int) -> bool:
    """δ_ij is 0, or the indices are equal."""
    unequal = {m: c for m, c in poly.items() if all(a is not delta for a, _ in m)}
    keep, drop = delta.data
    equal: Poly = {}
    for monomial, coefficient in poly.items():
        accumulate(equal, monomial_of({a: e for a, e in monomial if a is not delta}), coefficient)
    return form.is_zero(unequal, depth + 1) and form.is_zero(
        form.identify(equal, {drop: keep}), depth + 1
    )


def split_exponents(form: Laws, poly: Poly) -> Poly:
    """e^(yM) = 1 + y (e^M - 1) for y in {0, 1}, also under sums."""
    total: Poly = {}
    for monomial, coefficient in poly.items():
        term = constant(coefficient)
        for atom, exponent in monomial:
            term = form.multiply(term, split_power(form, atom, exponent))
        total = add(total, term)
    return total


def split_power(form: Laws, atom: Atom, exponent: Rational) -> Poly:
    """One factor of a monomial, g(y) = g(0) + y (g(1) - g(0)) for a binary y inside it."""
    if atom.kind == "sum" and exponent.denominator == 1 and exponent > 0:
        indices, monomial = form.open_sum(atom)
        body = split_exponents(form, {monomial: 1})
        if body != {monomial: 1}:
            for token in indices:
                body = form.close(body, token)
            return form.power(body, int(exponent))
    found = switch(form, atom)
    if found is None:
        return {((atom, exponent),): 1}
    off, on = (put(form, atom, exponent, found, value) for value in (0, 1))
    return add(off, form.multiply({((found, 1),): 1}, add(on, off, -1)))


def switch(form: Laws, atom: Atom) -> Atom | None:
    """A binary variable inside an exp, log, root, inverse or function; each atom is asked once.

    Atoms share their parts: written out, a function of a function of ... grows without end.
    """
    if atom not in form.switches:
        form.switches[atom] = inner_switch(form, atom)
    return form.switches[atom]


def inner_switch(form: Laws, atom: Atom) -> Atom | None:
    """The first binary variable among the parts of an atom, or below them."""
    form.tick()
    if atom.kind not in ("exp", "log", "root", "inverse", "call"):
        return None
    monomials = [atom.data[0]] if atom.kind == "exp" else [m for p in atom.data[1:] for m, _ in p]
    inside = {a: None for monomial in monomials for a, _ in monomial}
    found = (inner if form.binary(inner) else switch(form, inner) for inner in inside)
    return next((binary for binary in found if binary is not None), None)


def put(form: Laws, atom: Atom, exponent: Rational, switch: Atom, value: int) -> Poly:
    """A power of an atom with 0 or 1 put for the switch inside it."""
    if atom is switch:
        return form.general_power(constant(value), constant(exponent))
    if atom.kind == "exp":
        return form.exp(put_inside(form, {atom.data[0]: exponent}, switch, value))
    if atom.kind not in ("log", "root", "inverse", "call"):
        return {((atom, exponent),): 1}
    parts = [put_inside(form, dict(p), switch, value) for p in atom.data[1:]]
    if atom.kind == "call":
        return form.raised(form.box("call", *parts, label=atom.data[0]), exponent)
    law = {"log": form.log, "root": form.root, "inverse": form.inverse}[atom.kind]
    return form.raised(law(parts[0]), exponent)


def put_inside(form: Laws, poly: Poly, switch: Atom, value: int) -> Poly:
    """A polynomial with 0 or 1 put for the switch."""
    total: Poly = {}
    for monomial, coefficient in poly.items():
        term = constant(coefficient)
        for atom, exponent in monomial:
            term = form.multiply(term, put(form, atom, exponent, switch, value))
        total = add(total, term)
    return total
