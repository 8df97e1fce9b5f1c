"""The normal form that decides algebra: fractions, powers, exp, log, roots and sums over :mod:`polynomial`.

A worked example, to be checked by hand. The line ``exp(t)/(1 + exp(t)) - 1/(1 + exp(-t))`` has the atom e = exp(t):

1. ``exp(-t)`` is e⁻¹, so the second denominator is 1 + e⁻¹ = e⁻¹(1 + e); its content e⁻¹ leaves the inverse.
2. With the atom d = 1/(1 + e) the two fractions are e·d and e·d, and their difference has no terms: it is zero.

Were the second numerator 2, e·d - 2e·d = -e·d would be left over. Products of d with its own denominator are not
recognised while they are built; :meth:`Algebra.is_zero` multiplies the denominators out at the end.
Kernels of exp and log are treated as independent of one another: the form never equates what differs (sound), but
may miss an equality that needs a relation between them (incomplete).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import lcm

from sympy import QQ, factorint, ring

from .arrangement import Arrangement, number
from .errors import Undecided
from .polynomial import (
    UNIT,
    Atom,
    Key,
    Monomial,
    Poly,
    Rational,
    Token,
    accumulate,
    add,
    constant,
    key,
    monomial_of,
    scale,
    single,
    times,
)
from .signs import EULER, POSITIVE, Signs
from .sums import Sums

MAX_DEPTH = 8  # how often a zero test may split into cases
REDUCIBLE = {"root", "inverse", "delta"}
Factors = list[tuple[Poly, int]]


class Algebra(Sums, Signs, Arrangement):
    """Normal form with the laws of fractions, exp, log, roots and sums; with ``cases`` also y ∈ {0, 1}."""

    cases = False

    def plus(self, poly: Poly, value: Rational) -> Poly:
        """``poly + value``."""
        return add(poly, constant(value))

    # ---------------------------------------------------------------- products
    def multiply(self, first: Poly, second: Poly) -> Poly:
        """The product, multiplied out and reduced."""
        product: Poly = {}
        for left, a in first.items():
            for right, b in second.items():
                self.tick()
                for monomial, c in self.reduce(times(left, right)).items():
                    accumulate(product, monomial, a * b * c)
        return product

    def reduce(self, monomial: Monomial) -> Poly:
        """Apply √P² = P, δ² = δ, δ_ij f(j) = δ_ij f(i), and y² = y for binary y."""
        special = [
            (a, e) for a, e in monomial if a.kind in REDUCIBLE or (self.cases and self.binary(a))
        ]
        if not special:
            return {monomial: 1}
        exponents, factor = dict(monomial), constant(1)
        for atom, exponent in special:
            exponents[atom], extra = self.reduce_power(atom, exponent)
            if extra is not None:
                factor = self.multiply(factor, extra)
        rest = monomial_of(exponents)
        merged = self.merge_delta(rest)
        if merged is not None:
            return self.multiply(merged, factor)
        return {rest: 1} if factor == {UNIT: 1} else self.multiply({rest: 1}, factor)

    def reduce_power(self, atom: Atom, exponent: Rational) -> tuple[Rational, Poly | None]:
        """The exponent that stays on the atom, and the factor that leaves it."""
        if atom.kind == "root" and not 0 <= exponent < 2:
            whole = exponent // 2
            return exponent - 2 * whole, self.raised(dict(atom.data[1]), whole)
        if atom.kind == "inverse" and exponent < 0:
            return 0, self.raised(dict(atom.data[1]), -exponent)
        if (atom.kind == "delta" or (self.cases and self.binary(atom))) and exponent > 1:
            return 1, None
        return exponent, None

    def merge_delta(self, monomial: Monomial) -> Poly | None:
        """δ_ij f(j) = δ_ij f(i)."""
        for atom, _ in monomial:
            if atom.kind == "delta":
                keep, drop = atom.data
                rest = monomial_of({a: e for a, e in monomial if a is not atom})
                if any(drop in a.tokens for a, _ in rest):
                    return self.multiply({((atom, 1),): 1}, self.identify({rest: 1}, {drop: keep}))
        return None

    def binary(self, atom: Atom) -> bool:
        """Whether the atom is declared to be 0 or 1."""
        return atom.kind in ("symbol", "entry") and self.domain(atom) == "binary"

    def raised(self, poly: Poly, exponent: Rational) -> Poly:
        """``poly ** exponent`` for an exponent that comes from an atom's power."""
        if exponent.denominator != 1:
            return self.raised(self.root(poly), exponent * 2)
        whole = int(exponent)
        return self.power(poly, whole) if whole >= 0 else self.power(self.inverse(poly), -whole)

    # ---------------------------------------------------------------- functions
    def call(self, function: str, primes: int, arguments: list[Poly]) -> Poly:
        """exp, log, sqrt obey their laws; declared functions stay closed."""
        match function:
            case "exp":
                return self.exp(arguments[0])
            case "log":
                return self.log(arguments[0])
            case "sqrt":
                return self.root(arguments[0])
        return super().call(function, primes, arguments)

    def exp(self, poly: Poly) -> Poly:
        """e^(a+b) = e^a e^b, e^(c ln P) = P^c for whole and half c."""
        result = constant(1)
        for monomial, coefficient in poly.items():
            result = self.multiply(result, self.exp_term(monomial, coefficient))
        return result

    def exp_term(self, monomial: Monomial, coefficient: Rational) -> Poly:
        """e^(c M) as the power c of the atom e^M."""
        if monomial == UNIT:
            return {((self.intern("symbol", EULER), coefficient),): 1}
        atom, exponent = monomial[0]
        if (
            len(monomial) == 1
            and atom.kind == "log"
            and exponent == 1
            and (2 * coefficient).denominator == 1
        ):
            return self.raised(dict(atom.data[1]), coefficient)
        tokens = frozenset().union(*(a.tokens for a, _ in monomial))
        deep = max(a.height for a, _ in monomial)
        return {((self.intern("exp", monomial, height=deep, tokens=tokens), coefficient),): 1}

    def symbolic_power(self, base: Poly, exponent: Poly) -> Poly:
        """P^y = e^(y ln P) for positive P; √P for the exponent ½."""
        value = number(exponent)
        if value is not None and value.denominator == 2:
            return self.raised(base, value)
        if not self.positive(base):
            return super().symbolic_power(base, exponent)
        return self.exp(self.multiply(exponent, self.log(base)))

    def root(self, poly: Poly) -> Poly:
        """√P; positive atoms of a monomial leave it."""
        found = single(poly)
        if (
            found
            and found[1] == 1
            and all(self.atom_sign(a) == POSITIVE and a.kind != "sum" for a, _ in found[0])
        ):
            return self.reduce(monomial_of({a: Fraction(e) / 2 for a, e in found[0]}))
        return self.box("root", poly) if poly else {}

    def product(self, body: Poly, token: Token) -> Poly:
        """Π_i f_i = exp Σ_i ln f_i for positive factors."""
        if self.positive(body):
            return self.exp(self.close(self.log(body), token))
        return super().product(body, token)

    # ---------------------------------------------------------------- log
    def log(self, poly: Poly) -> Poly:
        """ln of a product is the sum of the ln of its factors, where their signs allow it.

        The author's line is defined, so the argument is positive; with one factor of unknown sign, that sign follows.
        """
        coefficient, parts = self.parts(poly)
        sign, known, unknown = self.sort_by_sign(coefficient, parts)
        if len(unknown) > 1 or any(e not in (1, -1) for _, e in unknown):
            return self.box("log", poly)
        if not unknown and sign < 0:
            raise Undecided("the line takes the logarithm of something negative")
        total = self.log_number(abs(coefficient))
        for base, exponent in known + [(scale(b, sign), e) for b, e in unknown]:
            total = add(total, self.log_factor(base), exponent)
        return total

    def parts(self, poly: Poly) -> tuple[Rational, list[tuple[Poly, Rational]]]:
        """The polynomial as a number times powers of irreducible factors."""
        if not poly:
            raise Undecided("the line takes the logarithm of zero")
        numerator, denominators = self.clear(poly)
        content, rest = self.content(numerator)
        coefficient, factors = self.factor(rest)
        parts: list[tuple[Poly, Rational]] = [({((a, 1),): 1}, e) for a, e in content]
        parts += [(dict(a.data[1]), -e) for a, e in denominators.items()]
        return coefficient, parts + [(base, e) for base, e in factors]

    def sort_by_sign(
        self, coefficient: Rational, parts: list[tuple[Poly, Rational]]
    ) -> tuple[int, list[tuple[Poly, Rational]], list[tuple[Poly, Rational]]]:
        """The sign of the known factors together, the known ones made positive, and those of unknown sign."""
        sign, known, unknown = (1 if coefficient > 0 else -1), [], []
        for base, exponent in parts:
            if self.positive(base):
                known.append((base, exponent))
            elif exponent.denominator == 1 and self.positive(scale(base, -1)):
                known.append((scale(base, -1), exponent))
                sign *= (-1) ** int(exponent)
            else:
                unknown.append((base, exponent))
        return sign, known, unknown

    def log_number(self, value: Rational) -> Poly:
        """ln of a positive rational, through its prime factors while they are quickly found."""
        total: Poly = {}
        for part, sign in ((value.numerator, 1), (value.denominator, -1)):
            factors = factorint(part) if part.bit_length() <= 64 else {part: 1}
            for prime, exponent in factors.items():
                if prime != 1:
                    total = add(total, self.box("log", constant(int(prime))), sign * exponent)
        return total

    def log_factor(self, base: Poly) -> Poly:
        """ln of one positive factor; ln e^M = M."""
        found = single(base)
        if found and len(found[0]) == 1 and found[1] == 1:
            atom, exponent = found[0][0]
            if atom.kind == "exp":
                return {atom.data[0]: exponent}
            if atom.kind == "symbol" and atom.data[0] == EULER:
                return constant(exponent)
            if atom.kind == "root":
                return scale(self.log(dict(atom.data[1])), Fraction(exponent) / 2)
            return scale(self.box("log", {((atom, 1),): 1}), exponent)
        return self.box("log", base)

    # ---------------------------------------------------------------- fractions
    def inverse(self, poly: Poly) -> Poly:
        """1/P, factored; each irreducible factor of several terms gives an atom 1/f."""
        if number(poly) is not None or len(poly) == 1:
            return self.inverse_monomial(poly)
        numerator, denominators = self.clear(poly)
        result = constant(1)
        for atom, exponent in denominators.items():
            result = self.multiply(result, self.raised(dict(atom.data[1]), exponent))
        content, rest = self.content(numerator)
        result = self.multiply(result, self.inverse_monomial({content: 1}))
        coefficient, factors = self.factor(rest)
        for base, exponent in factors:
            if self.positive(scale(base, -1)):  # 1/(q - 1) is kept as -1/(1 - q), whose sign is known
                base, coefficient = scale(base, -1), coefficient * (-1) ** exponent
            factor = self.inverse_monomial(base) if len(base) == 1 else self.box("inverse", base)
            result = self.multiply(result, self.power(factor, exponent))
        return scale(result, Fraction(1) / coefficient)

    def inverse_monomial(self, poly: Poly) -> Poly:
        """1/(c M) with negative exponents."""
        found = single(poly)
        if found is None:
            raise Undecided("the line divides by zero")
        monomial, coefficient = found
        return scale(
            self.reduce(monomial_of({a: -e for a, e in monomial})), Fraction(1) / coefficient
        )

    def clear(self, poly: Poly) -> tuple[Poly, dict[Atom, int]]:
        """Multiply by every denominator: (numerator, {1/P: exponent})."""
        highest: dict[Atom, int] = {}
        for monomial in poly:
            for atom, exponent in monomial:
                if atom.kind == "inverse":
                    highest[atom] = max(highest.get(atom, 0), int(exponent))
        if not highest:
            return poly, {}
        numerator: Poly = {}
        for monomial, coefficient in poly.items():
            exponents = dict(monomial)
            term: Poly = {monomial_of({a: e for a, e in monomial if a not in highest}): coefficient}
            for atom, most in highest.items():
                term = self.multiply(
                    term, self.power(dict(atom.data[1]), most - int(exponents.get(atom, 0)))
                )
            numerator = add(numerator, term)
        again, more = self.clear(numerator)
        return again, highest | more

    def content(self, poly: Poly) -> tuple[Monomial, Poly]:
        """The monomial that divides every term, and what is left."""
        atoms = {a: None for m in poly for a, _ in m}
        rows = [dict(m) for m in poly]
        lowest = {a: min(row.get(a, 0) for row in rows) for a in atoms}
        content = monomial_of(lowest)
        if not content:
            return content, poly
        inverse = monomial_of({a: -e for a, e in content})
        return content, {times(m, inverse): c for m, c in poly.items()}

    def factor(self, poly: Poly) -> tuple[Rational, Factors]:
        """Irreducible factors over the rationals; SymPy factors, this turns atoms into generators and back."""
        atoms = sorted({a for m in poly for a, _ in m}, key=lambda a: a.serial)
        if not atoms:
            return poly[UNIT], []
        if len(poly) == 1:
            ((monomial, coefficient),) = poly.items()
            return coefficient, [({((a, 1),): 1}, int(e)) for a, e in monomial]
        self.tick(20 * len(poly))
        denominator = lcm(*(e.denominator for m in poly for _, e in m))
        generators = ring([f"g{k}" for k in range(len(atoms))], QQ)[0]
        element = generators.from_dict(
            {
                _exponents(m, atoms, denominator): QQ(c.numerator, c.denominator)
                for m, c in poly.items()
            }
        )
        coefficient, factors = element.factor_list()
        result = Fraction(int(coefficient.numerator), int(coefficient.denominator))
        found: Factors = []
        for base, exponent in factors:
            turned = _polynomial(base, atoms, denominator)
            sign = _leading_sign(turned)
            result *= sign**exponent
            found.append((scale(turned, sign), exponent))
        return result, found

    # ---------------------------------------------------------------- putting one index for another
    def identify(self, poly: Poly | Key, names: Mapping[Token, Token]) -> Poly:
        """Put indices for indices, where two may become equal; the result is normalised again."""
        total: Poly = {}
        for monomial, coefficient in poly.items() if isinstance(poly, dict) else poly:
            term = constant(coefficient)
            for atom, exponent in monomial:
                term = self.multiply(term, self.identify_power(atom, exponent, names))
            total = add(total, term)
        return total

    def identify_power(self, atom: Atom, exponent: Rational, names: Mapping[Token, Token]) -> Poly:
        """One factor of a monomial with its indices replaced."""
        if atom.tokens.isdisjoint(names):
            return self.reduce(((atom, exponent),))
        new = self.identify_atom(atom, names)
        found = single(new)
        if found and found[1] == 1:
            return self.reduce(monomial_of({a: e * exponent for a, e in found[0]}))
        return self.raised(new, exponent)

    def identify_atom(self, atom: Atom, names: Mapping[Token, Token]) -> Poly:
        """An atom with its indices replaced, built anew by the law of its kind."""
        match atom.kind:
            case "delta":
                first, second = (names.get(t, t) for t in atom.data)
                return self.delta(first, second)
            case "exp":
                return self.exp(self.identify({atom.data[0]: 1}, names))
            case "log" | "inverse" | "root":
                inner = self.identify(atom.data[1], names)
                return {"log": self.log, "inverse": self.inverse, "root": self.root}[atom.kind](
                    inner
                )
            case "sum":
                indices, monomial = self.open_sum(atom)
                body = self.identify({monomial: 1}, names)
                for token in indices:
                    body = self.close(body, token)
                return body
            case "entry" | "index":
                return {((self.relabel(atom, names), 1),): 1}
        parts = [self.identify(p, names) for p in atom.data[1:]]
        if atom.kind in ("call", "power"):
            return self.box(atom.kind, *parts, label=atom.data[0])
        raise Undecided(f"an index inside a {atom.kind} cannot be replaced")

    # ---------------------------------------------------------------- deciding
    def is_zero(self, poly: Poly, depth: int = 0) -> bool:
        """Zero after denominators are cleared, sums merged, and δ and binary exponents split into cases."""
        numerator, _ = self.clear(poly)
        if not numerator:
            return True
        if depth > MAX_DEPTH:
            return False
        if any(self.has_fraction(m) for m in numerator):
            merged = self.merge(numerator)
            if merged != numerator:
                return self.is_zero(merged, depth + 1)
        delta = next((a for m in numerator for a, _ in m if a.kind == "delta"), None)
        if delta is not None:
            return self.zero_in_both_cases(numerator, delta, depth)
        if self.cases:
            split = self.split_exponents(numerator)
            return split != numerator and self.is_zero(split, depth + 1)
        return False

    def has_fraction(self, monomial: Monomial) -> bool:
        """Whether a sum with a denominator in its summand occurs."""
        return any(
            a.kind == "sum" and any(b.kind == "inverse" or e < 0 for b, e in a.data[1][0][0])
            for a, _ in monomial
        )

    def zero_in_both_cases(self, poly: Poly, delta: Atom, depth: int) -> bool:
        """δ_ij is 0, or the indices are equal."""
        unequal = {m: c for m, c in poly.items() if all(a is not delta for a, _ in m)}
        keep, drop = delta.data
        equal: Poly = {}
        for monomial, coefficient in poly.items():
            accumulate(
                equal, monomial_of({a: e for a, e in monomial if a is not delta}), coefficient
            )
        return self.is_zero(unequal, depth + 1) and self.is_zero(
            self.identify(equal, {drop: keep}), depth + 1
        )

    def split_exponents(self, poly: Poly) -> Poly:
        """e^(yM) = 1 + y (e^M - 1) for y in {0, 1}, also under sums."""
        total: Poly = {}
        for monomial, coefficient in poly.items():
            term = constant(coefficient)
            for atom, exponent in monomial:
                term = self.multiply(term, self.split_power(atom, exponent))
            total = add(total, term)
        return total

    def split_power(self, atom: Atom, exponent: Rational) -> Poly:
        """One factor of a monomial, split where its exponent holds a binary variable."""
        if atom.kind == "exp" and exponent.denominator == 1:
            for factor, degree in atom.data[0]:
                if degree == 1 and self.binary(factor):
                    rest = monomial_of({a: e for a, e in atom.data[0] if a is not factor})
                    jump = self.plus(self.exp({rest: exponent}), -1)
                    return self.plus(self.multiply({((factor, 1),): 1}, jump), 1)
        if atom.kind == "sum" and exponent.denominator == 1 and exponent > 0:
            indices, monomial = self.open_sum(atom)
            body = self.split_exponents({monomial: 1})
            if body != {monomial: 1}:
                for token in indices:
                    body = self.close(body, token)
                return self.power(body, int(exponent))
        return {((atom, exponent),): 1}


class Cases(Algebra):
    """Algebra that also knows y² = y and e^(yM) = 1 + y(e^M - 1) for binary y."""

    cases = True


def _exponents(monomial: Monomial, atoms: list[Atom], denominator: int) -> tuple[int, ...]:
    found = dict(monomial)
    return tuple(int(found.get(a, 0) * denominator) for a in atoms)


def _polynomial(element: object, atoms: list[Atom], denominator: int) -> Poly:
    """A SymPy ring element back as a polynomial in atoms."""
    return {
        monomial_of(
            {a: Fraction(e, denominator) for a, e in zip(atoms, powers, strict=True)}
        ): Fraction(int(c.numerator), int(c.denominator))
        for powers, c in element.terms()
    }


def _leading_sign(poly: Poly) -> int:
    """The sign of the term that comes first by a measure that does not depend on the names of indices."""
    lead = max(
        poly,
        key=lambda m: sorted(
            (a.kind, str(a.data[0]) if a.kind == "entry" else "", e) for a, e in m
        ),
    )
    return 1 if poly[lead] > 0 else -1
