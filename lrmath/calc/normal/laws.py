"""What the strong normal form can do: the vocabulary in which its laws are written.

Each family of laws has a file of functions over this vocabulary, so that sums may ask for signs
and signs for sums, while no file imports all others.
:class:`~lrmath.calc.normal.algebra.Algebra` puts them together.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping

from .arrangement import Arrangement
from .polynomial import Atom, Key, Monomial, Poly, Range, Rational, Token, add, constant

Factors = list[tuple[Poly, int]]
Powers = list[tuple[Poly, Rational]]


class Laws(Arrangement, ABC):
    """A normal form with the laws of fractions, exp, log, roots, sums and signs."""

    cases = False  # whether y² = y for binary y, and a function of y is known from its two values

    def plus(self, poly: Poly, value: Rational) -> Poly:
        """``poly + value``."""
        return add(poly, constant(value))

    @abstractmethod
    def is_zero(self, poly: Poly, depth: int = 0) -> bool:
        """Whether the polynomial is zero by the laws of this form."""

    # ---------------------------------------------------------------- products
    @abstractmethod
    def reduce(self, monomial: Monomial) -> Poly:
        """A product of powers of atoms, with the laws of these atoms."""

    @abstractmethod
    def raised(self, poly: Poly, exponent: Rational) -> Poly:
        """A power whose exponent is whole or half."""

    @abstractmethod
    def binary(self, atom: Atom) -> bool:
        """Whether the atom is declared to be 0 or 1."""

    @abstractmethod
    def identify(self, poly: Poly | Key, names: Mapping[Token, Token]) -> Poly:
        """Put indices for indices, where two may become equal; the result is normalised again."""

    # ---------------------------------------------------------------- fractions and factors
    @abstractmethod
    def clear(self, poly: Poly) -> tuple[Poly, dict[Atom, int]]:
        """Multiply by every denominator: (numerator, {1/P: exponent})."""

    @abstractmethod
    def content(self, poly: Poly) -> tuple[Monomial, Poly]:
        """The monomial that divides every term, and what is left."""

    @abstractmethod
    def factor(self, poly: Poly) -> tuple[Rational, Factors]:
        """A number and factors, of a polynomial without content."""

    # ---------------------------------------------------------------- exp, log, roots
    @abstractmethod
    def exp(self, poly: Poly) -> Poly:
        """e^P."""

    @abstractmethod
    def log(self, poly: Poly) -> Poly:
        """ln P, where P is positive."""

    @abstractmethod
    def root(self, poly: Poly) -> Poly:
        """√P, where P is not negative."""

    @abstractmethod
    def parts(self, poly: Poly) -> tuple[Rational, Powers]:
        """The polynomial as a number times powers of irreducible factors."""

    @abstractmethod
    def sort_by_sign(self, coefficient: Rational, parts: Powers) -> tuple[int, Powers, Powers]:
        """The sign of the known factors, these made positive, and those of unknown sign."""

    @abstractmethod
    def natural_parts(self, exponent: Poly) -> tuple[int, list[tuple[Poly, int]]] | None:
        """An exponent made of sizes and indices, as a whole number and natural parts."""

    @abstractmethod
    def may_be_halved(self, atom: Atom, exponent: Rational) -> bool:
        """Whether the root of a power of the atom is its half power."""

    # ---------------------------------------------------------------- sums
    @abstractmethod
    def open_sum(self, atom: Atom) -> tuple[list[Token], Monomial]:
        """A sum atom's monomial with fresh open indices."""

    @abstractmethod
    def only_sum(self, monomial: Monomial) -> Atom | None:
        """The only sum factor of the monomial, when it occurs once."""

    @abstractmethod
    def length(self, limits: Range) -> Poly:
        """How many indices a range holds."""

    @abstractmethod
    def lies_in(self, token: Token, limits: Range) -> bool:
        """Whether an index is known to lie in a range."""

    @abstractmethod
    def use_totals(self) -> None:
        """From now on use hypotheses such as Σ_a Y_ia = 1, for every i."""

    # ---------------------------------------------------------------- signs
    @abstractmethod
    def atom_sign(self, atom: Atom) -> str:
        """The sign of an atom."""

    @abstractmethod
    def monomial_sign(self, monomial: Monomial) -> str:
        """The sign of a product of powers."""

    @abstractmethod
    def positive(self, poly: Poly) -> bool:
        """Whether the polynomial is known to be > 0."""

    @abstractmethod
    def nonnegative(self, poly: Poly) -> bool:
        """Whether the polynomial is known to be ≥ 0."""
