"""Polynomials in one variable modulo a number, and their irreducible factors modulo a prime.

A polynomial is a list of coefficients, the constant one first and the leading one not zero. The
factors of each degree d divide x^(p^d) - x; those of one degree are told apart by the values of
(x + s)^((p^d - 1)/2), which are 1 and -1 equally often (Cantor and Zassenhaus).
"""

from __future__ import annotations

from itertools import zip_longest

from .work import TooMuch, Work, effort

Line = list[int]
MOST_SHIFTS = 60  # that are tried, each telling two factors apart with probability one half


def trimmed(line: Line, modulus: int) -> Line:
    """Coefficients reduced, leading zeros dropped."""
    reduced = [c % modulus for c in line]
    while reduced and not reduced[-1]:
        reduced.pop()
    return reduced


def _effort(modulus: int) -> int:
    return effort(modulus.bit_length(), modulus.bit_length())


def difference(first: Line, second: Line, modulus: int) -> Line:
    """The first minus the second."""
    return trimmed([a - b for a, b in zip_longest(first, second, fillvalue=0)], modulus)


def product(first: Line, second: Line, modulus: int, work: Work) -> Line:
    """The product."""
    if not (first and second):
        return []
    work.spend(50 + len(first) * len(second) * _effort(modulus))
    total = [0] * (len(first) + len(second) - 1)
    for i, a in enumerate(first):
        for j, b in enumerate(second):
            total[i + j] += a * b
    return trimmed(total, modulus)


def division(first: Line, second: Line, modulus: int, work: Work) -> tuple[Line, Line]:
    """Quotient and remainder; the leading coefficient of the divisor has an inverse."""
    rest, shift = list(first), len(first) - len(second)
    if shift < 0:
        return [], rest
    work.spend(50 + (shift + 1) * len(second) * _effort(modulus))
    inverse = pow(second[-1], -1, modulus)
    quotient = [0] * (shift + 1)
    for k in range(shift, -1, -1):
        c = quotient[k] = rest[k + len(second) - 1] * inverse % modulus
        for i, b in enumerate(second):
            rest[k + i] -= c * b
    return trimmed(quotient, modulus), trimmed(rest[: len(second) - 1], modulus)


def monic(line: Line, modulus: int) -> Line:
    """The polynomial with leading coefficient 1."""
    inverse = pow(line[-1], -1, modulus)
    return [c * inverse % modulus for c in line]


def common_divisor(first: Line, second: Line, prime: int, work: Work) -> Line:
    """The greatest common divisor."""
    while second:
        first, second = second, division(first, second, prime, work)[1]
    return monic(first, prime) if first else first


def bezout(first: Line, second: Line, prime: int, work: Work) -> tuple[Line, Line]:
    """The polynomials s and t with s * first + t * second = 1, of two without common divisor."""
    rows: list[tuple[Line, Line, Line]] = [(first, [1], []), (second, [], [1])]
    while rows[1][0]:
        (a, s, t), (b, u, v) = rows
        quotient, rest = division(a, b, prime, work)
        after = (
            rest,
            difference(s, product(quotient, u, prime, work), prime),
            difference(t, product(quotient, v, prime, work), prime),
        )
        rows = [rows[1], after]
    (unit,), s, t = rows[0]
    inverse = pow(unit, -1, prime)
    return [c * inverse % prime for c in s], [c * inverse % prime for c in t]


def square_free(line: Line, prime: int, work: Work) -> bool:
    """Whether no square divides the polynomial."""
    slope = trimmed([k * c for k, c in enumerate(line)][1:], prime)
    return len(common_divisor(line, slope, prime, work)) == 1


def power(base: Line, exponent: int, modulo: Line, prime: int, work: Work) -> Line:
    """``base ** exponent`` modulo a polynomial."""
    result = [1]
    for bit in f"{exponent:b}":
        result = division(product(result, result, prime, work), modulo, prime, work)[1]
        if bit == "1":
            result = division(product(result, base, prime, work), modulo, prime, work)[1]
    return result


def by_degree(line: Line, prime: int, work: Work) -> list[tuple[Line, int]]:
    """Products of the irreducible factors of one degree, with that degree; no square divides."""
    found: list[tuple[Line, int]] = []
    whole, degree, image, images = line, 0, [0, 1], list[Line]()
    while len(line) > 2 * degree + 2:
        degree += 1
        if degree == 1:
            image = power([0, 1], prime, whole, prime, work)
        else:
            images = images or powers(image, whole, prime, work)
            image = combined(image, images, prime, work)
        part = common_divisor(line, difference(image, [0, 1], prime), prime, work)
        if len(part) > 1:
            found.append((part, degree))
            line = division(line, part, prime, work)[0]
    return [*found, (monic(line, prime), len(line) - 1)] if len(line) > 1 else found


def powers(base: Line, modulo: Line, prime: int, work: Work) -> list[Line]:
    """The powers 0, 1, 2, ... of a polynomial, as many as the degree of the modulus."""
    found = [[1]]
    while len(found) < len(modulo) - 1:
        found.append(division(product(found[-1], base, prime, work), modulo, prime, work)[1])
    return found


def combined(line: Line, parts: list[Line], prime: int, work: Work) -> Line:
    """The sum of the parts times the coefficients: h(x)^p, where the parts are powers of x^p."""
    total = [0] * len(parts)
    for c, part in zip(line, parts, strict=False):
        work.spend(len(part))
        for k, value in enumerate(part):
            total[k] += c * value
    return trimmed(total, prime)


def degrees(line: Line, prime: int, work: Work) -> list[int]:
    """The degrees of the irreducible factors; no square divides."""
    found = by_degree(line, prime, work)
    return [degree for part, degree in found for _ in range((len(part) - 1) // degree)]


def modular_factors(line: Line, prime: int, work: Work) -> list[Line]:
    """The irreducible factors modulo an odd prime, each with leading coefficient 1."""
    found = by_degree(line, prime, work)
    return [f for part, degree in found for f in told_apart(part, degree, prime, work)]


def told_apart(line: Line, degree: int, prime: int, work: Work) -> list[Line]:
    """The irreducible factors of a product of such of one degree."""
    parts = [line]
    for shift in range(MOST_SHIFTS):
        if all(len(part) == degree + 1 for part in parts):
            return parts
        parts = [piece for part in parts for piece in halves(part, shift, degree, prime, work)]
    raise TooMuch


def halves(line: Line, shift: int, degree: int, prime: int, work: Work) -> list[Line]:
    """Where x + shift is a square modulo a factor, and where it is not."""
    if len(line) == degree + 1:
        return [line]
    image = power([shift, 1], (prime**degree - 1) // 2, line, prime, work)
    part = common_divisor(line, difference(image, [1], prime), prime, work)
    if not 1 < len(part) < len(line):
        return [line]
    return [part, division(line, part, prime, work)[0]]
