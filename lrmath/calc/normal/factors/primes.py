"""Prime factors of whole numbers below about 2⁴⁰.

Small primes are divided out; what is left is told to be prime by the test of Miller and Rabin,
or falls apart in the cycle of x² + c (Pollard's rho).
"""

from __future__ import annotations

from itertools import count
from math import gcd

SMALL = 1_000  # divisors below are tried one by one
#: These suffice below 2 152 302 898 747, that is beyond 2⁴⁰ (Jaeschke 1993).
WITNESSES = (2, 3, 5, 7, 11)


def prime_factors(number: int) -> dict[int, int]:
    """The primes of a positive number with their exponents."""
    found: dict[int, int] = {}
    for prime in (2, *range(3, SMALL, 2)):
        while number % prime == 0:
            found[prime], number = found.get(prime, 0) + 1, number // prime
        if prime * prime > number:
            break
    for prime in large_primes(number):
        found[prime] = found.get(prime, 0) + 1
    return found


def large_primes(number: int) -> list[int]:
    """The primes of a number that has none below ``SMALL``."""
    if number == 1:
        return []
    if is_prime(number):
        return [number]
    divisor = proper_divisor(number)
    return sorted(large_primes(divisor) + large_primes(number // divisor))


def is_prime(number: int) -> bool:
    """Whether an odd number is prime; certain below the limit of the witnesses."""
    if number < 2 or any(number % w == 0 for w in WITNESSES):
        return number in WITNESSES
    twos = (number - 1 & 1 - number).bit_length() - 1
    return all(_passes(number, witness, twos) for witness in WITNESSES)


def _passes(number: int, witness: int, twos: int) -> bool:
    value = pow(witness, number - 1 >> twos, number)
    if value in (1, number - 1):
        return True
    for _ in range(twos - 1):
        value = value * value % number
        if value == number - 1:
            return True
    return False


def proper_divisor(number: int) -> int:
    """A divisor of a composite number that is neither 1 nor the number."""
    for shift in count(1):
        slow = fast = divisor = 1
        while divisor == 1:
            slow = (slow * slow + shift) % number
            fast = (fast * fast + shift) % number
            fast = (fast * fast + shift) % number
            divisor = gcd(slow - fast, number)
        if divisor != number:
            return divisor
    raise AssertionError  # the count never ends
