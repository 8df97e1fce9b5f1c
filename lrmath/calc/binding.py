"""Indices: opened and bound, and renamed one to one."""

# mypy: disable-error-code="misc"
# The class below is a part of Arrangement: its methods take the whole for self.

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from .polynomial import Atom, Key, Monomial, Poly, Token, height, key, monomial_of, tokens
from .term import Number, Term

if TYPE_CHECKING:
    from .arrangement import Arrangement, Names


class Binding:
    """A part of :class:`~lrmath.calc.arrangement.Arrangement`."""

    def open(self: Arrangement, low: Term, high: Term, names: Names) -> Token:
        """A new open index with this range."""
        token = ("open", next(self.fresh))
        self.open_ranges[token] = (self.end(low), self.end(high))
        return token

    def end(self: Arrangement, term: Term) -> Token:
        """An end of a range: a whole number or a size."""
        return (
            ("num", int(term.value))
            if isinstance(term, Number)
            else ("size", getattr(term, "name", ""))
        )

    def bind(self: Arrangement, kind: str, body: Poly, token: Token) -> Poly:
        """Bind one open index.

        Its new name depends on the depth only, so that α-equal sums are the same atom.
        """
        level = height(body) + 1
        closed = self.relabel_poly(body, {token: ("bound", level, 0)})
        inside = tokens(body) - {token}
        return self.atom(kind, (self.open_ranges[token],), key(closed), height=level, tokens=inside)

    def relabel_poly(self: Arrangement, poly: Poly | Key, names: Mapping[Token, Token]) -> Poly:
        """Rename tokens one to one; the structure stays as it is."""
        items = poly.items() if isinstance(poly, dict) else poly
        return {self.relabel_monomial(m, names): c for m, c in items}

    def relabel_monomial(
        self: Arrangement, monomial: Monomial, names: Mapping[Token, Token]
    ) -> Monomial:
        """Rename tokens one to one in a monomial."""
        if not any(t in names for a, _ in monomial for t in a.tokens):
            return monomial
        return monomial_of({self.relabel(a, names): e for a, e in monomial})

    def relabel(self: Arrangement, atom: Atom, names: Mapping[Token, Token]) -> Atom:
        """Rename tokens one to one in an atom."""
        if not any(t in names for t in atom.tokens):
            return atom
        self.tick()
        new = frozenset(names.get(t, t) for t in atom.tokens)
        data = self.relabel_data(atom, names)
        return self.intern(atom.kind, *data, height=atom.height, tokens=new)

    def relabel_data(
        self: Arrangement, atom: Atom, names: Mapping[Token, Token]
    ) -> tuple[object, ...]:
        """Rename tokens in the content of an atom."""
        match atom.kind:
            case "entry":
                array, indices = atom.data
                return array, tuple(names.get(i, i) for i in indices)
            case "index":
                return (names.get(atom.data[0], atom.data[0]),)
            case "delta":
                return tuple(sorted((names.get(t, t) for t in atom.data), key=repr))
            case "exp":
                return (self.relabel_monomial(atom.data[0], names),)
            case _:  # a label, then polynomials
                label, *parts = atom.data
                return label, *(key(self.relabel_poly(p, names)) for p in parts)
