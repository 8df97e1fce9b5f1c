"""The algebra of sums over an index, the part of the normal form that SymPy does not have.

A sum atom is Σ over a *connected* set of indices of one monomial. Sums distribute over +,
factors without the index leave, Kronecker's delta contracts where its range is known, a product
of sums becomes one sum over two indices, and the bound indices get the names that make the atom
smallest among all their permutations. So

    Σ_i Σ_j a_i b_j = (Σ_i a_i)(Σ_j b_j)     and     Σ_i p_i (Σ_j x_j)² = Σ_i Σ_j Σ_k p_i x_j x_k

reach the same normal form from either side.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations

from ..language.errors import Undecided
from ..language.terms import ONE, Big, Bound, Entry, Index, Number, Term, Thing
from ..language.things import axes_of
from .arrangement import Arrangement
from .indices import FIRST, end
from .laws import Laws
from .polynomial import (
    UNIT,
    Atom,
    Monomial,
    Poly,
    Range,
    Rational,
    Token,
    add,
    key,
    monomial_of,
    scale,
    times,
)
from .ranges import natural

LONGEST_EXPANSION = 12  # a sum over a range of known length is written out up to this length
MOST_INDICES = 6  # permutations of more bound indices are not tried


# ---------------------------------------------------------------- what hypotheses say of sums
def use_totals(form: Laws) -> None:
    """From now on use hypotheses such as Σ_a Y_ia = 1, for every i."""
    for hypothesis in form.context.hypotheses:
        match hypothesis.left, hypothesis.relation, hypothesis.right:
            case Big("Sum", Entry(thing, indices), low, high), "=", Number(value):
                axis = whole_axis(thing, indices, (low, high))
                if axis is not None:
                    form.totals[thing, axis] = value


def whole_axis(thing: Thing, indices: tuple[Term, ...], limits: tuple[Term, Term]) -> int | None:
    """The axis that a sum of entries runs along, if it runs along all of it everywhere."""
    if indices.count(Bound(0)) != 1 or len(set(indices)) < len(indices):
        return None
    ranges = [limits if i == Bound(0) else _range(i) for i in indices]
    whole = all(r == (ONE, size) for r, size in zip(ranges, axes_of(thing), strict=True))
    return indices.index(Bound(0)) if whole else None


def _range(index: Term) -> tuple[Term, Term] | None:
    return (index.low, index.high) if isinstance(index, Index) else None


def total(form: Laws, monomial: Monomial, indices: list[Token]) -> Poly | None:
    """The sum of a monomial in which one index occurs only in an entry of known total."""
    for token in indices if form.totals else []:
        touched = [(a, e) for a, e in monomial if token in a.tokens]
        atom, exponent = touched[0]
        if len(touched) > 1 or atom.kind != "entry" or exponent != 1:
            continue
        thing, places = atom.data
        value = form.totals.get((thing, places.index(token)))
        size = axes_of(thing)[places.index(token)]
        if value is None or places.count(token) > 1:
            continue
        if form.open_ranges[token] == (end(ONE), end(size)):
            rest = monomial_of({a: e for a, e in monomial if a is not atom})
            return scale(close_flat(form, rest, [t for t in indices if t != token]), value)
    return None


# ---------------------------------------------------------------- closing
def close(form: Laws, body: Poly, token: Token) -> Poly:
    """The sum of ``body`` over an open index."""
    written_out = expand(form, body, token)
    if written_out is not None:
        return written_out
    total: Poly = {}
    for monomial, coefficient in body.items():
        total = add(total, close_monomial(form, monomial, token), coefficient)
    return total


def expand(form: Laws, body: Poly, token: Token) -> Poly | None:
    """Write out a short sum whose ends are numbers."""
    (low_kind, low), (high_kind, high) = form.open_ranges[token]
    if low_kind != "num" or high_kind != "num" or high - low >= LONGEST_EXPANSION:
        return None
    total: Poly = {}
    for value in range(low, high + 1):
        total = add(total, form.identify(body, {token: ("num", value)}))
    return total


def close_monomial(form: Laws, monomial: Monomial, token: Token) -> Poly:
    """The sum of one monomial over an open index."""
    form.tick()
    contracted = contract(form, monomial, token)
    if contracted is not None:
        return contracted
    indices, flat = flatten(form, monomial, [token])
    reduced = form.reduce(flat)
    if reduced == {flat: 1}:
        return close_flat(form, flat, indices)
    total: Poly = {}
    for part, coefficient in reduced.items():
        total = add(total, close_flat(form, part, indices), coefficient)
    return total


def contract(form: Laws, monomial: Monomial, token: Token) -> Poly | None:
    """Σ_k δ_kj f(k) = f(j), where j is known to lie in the range of k."""
    for atom, exponent in monomial:
        if atom.kind == "delta" and token in atom.data:
            other = atom.data[0] if atom.data[1] == token else atom.data[1]
            if form.lies_in(other, form.open_ranges[token]):
                rest = times(monomial, ((atom, -exponent),))
                return form.identify({rest: 1}, {token: other})
    return None


def flatten(form: Laws, monomial: Monomial, indices: list[Token]) -> tuple[list[Token], Monomial]:
    """Open every sum factor that shares an index with those being closed."""
    indices, done, queue = list(indices), UNIT, list(monomial)
    while queue:
        atom, exponent = queue.pop()
        if atom.kind == "sum" and natural(exponent) and not atom.tokens.isdisjoint(indices):
            for _ in range(int(exponent)):
                opened, body = form.open_sum(atom)
                indices += opened
                queue += body
        else:
            done = times(done, ((atom, exponent),))
    return indices, done


def open_sum(form: Laws, atom: Atom) -> tuple[list[Token], Monomial]:
    """A sum atom's monomial with fresh open indices."""
    ranges, ((monomial, _),) = atom.data
    opened: list[Token] = []
    names: dict[Token, Token] = {}
    for position, limits in enumerate(ranges):
        token = ("open", next(form.fresh))
        form.open_ranges[token] = limits
        names["bound", atom.height, position] = token
        opened.append(token)
    return opened, form.relabel_monomial(monomial, names)


def close_flat(form: Laws, monomial: Monomial, indices: list[Token]) -> Poly:
    """Split a monomial into connected components, one sum each.

    What holds no index stays outside.
    """
    result = {monomial_of({a: e for a, e in monomial if a.tokens.isdisjoint(indices)}): 1}
    for group, factors in components(form, monomial, indices):
        if factors:
            result = form.multiply(result, sum_atom(form, group, monomial_of(factors)))
        else:
            for token in group:
                result = form.multiply(result, form.length(form.open_ranges[token]))
    return result


def components(
    form: Laws, monomial: Monomial, indices: list[Token]
) -> list[tuple[list[Token], dict[Atom, Rational]]]:
    """Group indices that occur in a common factor."""
    groups: list[tuple[list[Token], dict[Atom, Rational]]] = [([t], {}) for t in indices]
    for atom, exponent in monomial:
        touched = [g for g in groups if not atom.tokens.isdisjoint(g[0])]
        if not touched:
            continue
        merged: tuple[list[Token], dict[Atom, Rational]] = ([], {atom: exponent})
        for group, factors in touched:
            merged[0].extend(group)
            merged[1].update(factors)
        groups = [g for g in groups if g not in touched] + [merged]
    return groups


def sum_atom(form: Laws, indices: list[Token], monomial: Monomial) -> Poly:
    """The sum of a connected monomial, its indices named canonically."""
    if len(indices) > MOST_INDICES:
        raise Undecided(
            f"a sum over {len(indices)} connected indices; at most {MOST_INDICES} are compared"
        )
    known = total(form, monomial, indices)
    if known is not None:
        return known
    return {((canonical(form, monomial, indices), 1),): 1}


def canonical(form: Laws, monomial: Monomial, indices: list[Token]) -> Atom:
    """The first known among the sum atoms for all orders of the indices."""
    candidates = [bound_sum(form, order, monomial) for order in orders(form, indices)]
    return min(candidates, key=lambda atom: atom.serial)


def orders(form: Laws, indices: list[Token]) -> list[tuple[Token, ...]]:
    """Permutations of the indices that keep equal ranges together."""
    ranked = sorted(indices, key=lambda t: repr(form.open_ranges[t]))
    ranges = [form.open_ranges[t] for t in ranked]
    found = []
    for order in permutations(ranked):
        form.tick()
        if [form.open_ranges[t] for t in order] == ranges:
            found.append(order)
    return found


def bound_sum(form: Laws, order: tuple[Token, ...], monomial: Monomial) -> Atom:
    """The sum atom for one order of its indices."""
    level = 1 + max(a.height for a, _ in monomial)
    names: dict[Token, Token] = {t: ("bound", level, k) for k, t in enumerate(order)}
    body = key({form.relabel_monomial(monomial, names): 1})
    inside = frozenset().union(*(a.tokens for a, _ in monomial)) - set(order)
    ranges = tuple(form.open_ranges[t] for t in order)
    return form.intern("sum", ranges, body, height=level, tokens=inside)


def relabel(form: Laws, atom: Atom, names: Mapping[Token, Token]) -> Atom:
    """Rename tokens one to one; the order of a sum's own indices is chosen anew."""
    new = Arrangement.relabel(form, atom, names)
    if new is atom or new.kind != "sum" or len(new.data[0]) == 1:
        return new
    indices, monomial = form.open_sum(new)
    return canonical(form, monomial, indices)


# ---------------------------------------- sums whose terms have denominators
def merge(form: Laws, poly: Poly) -> Poly:
    """Put sums over the same range together under one Σ and simplify the summand.

    Σ_i e^z_i/(1+e^z_i) + Σ_i 1/(1+e^z_i) = Σ_i 1 is seen only when the two summands meet over
    one denominator.
    """
    groups: dict[tuple[Range, ...], Poly] = {}
    opened: dict[tuple[Range, ...], list[Token]] = {}
    rest: Poly = {}
    for monomial, coefficient in poly.items():
        found = form.only_sum(monomial)
        if found is None:
            rest[monomial] = coefficient
            continue
        body = summand(form, found, opened)
        outside = {times(monomial, ((found, -1),)): coefficient}
        ranges = found.data[0]
        groups[ranges] = add(groups.get(ranges, {}), form.multiply(body, outside))
    rest = spread_constants(form, rest, groups)
    for ranges, body in groups.items():
        numerator, _ = form.clear(body)
        if form.is_zero(numerator):
            continue
        for token in opened[ranges]:
            body = form.close(body, token)
        rest = add(rest, body)
    return rest


def spread_constants(form: Laws, poly: Poly, groups: dict[tuple[Range, ...], Poly]) -> Poly:
    """Move c n into the group of Σ from 1 to n, as its summand c; the rest stays outside."""
    rest = dict(poly)
    for ranges in groups:
        if len(ranges) > 1 or ranges[0][0] != FIRST or ranges[0][1][0] != "size":
            continue
        size = form.intern("symbol", ranges[0][1][1])
        for monomial in [m for m in rest if (size, 1) in m]:
            summand = {times(monomial, ((size, -1),)): rest.pop(monomial)}
            groups[ranges] = add(groups[ranges], summand)
    return rest


def only_sum(form: Laws, monomial: Monomial) -> Atom | None:
    """The only sum factor of the monomial, when it occurs once."""
    sums = [(a, e) for a, e in monomial if a.kind == "sum"]
    return sums[0][0] if len(sums) == 1 and sums[0][1] == 1 else None


def summand(form: Laws, atom: Atom, opened: dict[tuple[Range, ...], list[Token]]) -> Poly:
    """The monomial under a sum, with the open indices that its group shares."""
    ranges, ((monomial, _),) = atom.data
    if ranges not in opened:
        opened[ranges] = form.open_sum(atom)[0]
    names = {("bound", atom.height, k): t for k, t in enumerate(opened[ranges])}
    return {form.relabel_monomial(monomial, names): 1}
