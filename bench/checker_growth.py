"""How the time for one line grows: with its terms, with the depth of its sums, with its indices."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise

from bench.timing import milliseconds
from lrmath.calc import Context, Status
from lrmath.calc.author.judging import decide_terms
from lrmath.calc.language import parse

CONTEXT = (
    Context()
    .sizes("n")
    .index("a b c d e f g h", "n")
    .array("v", "n")
    .array("x", "n,n")
    .scalar("t s")
)
NAMES = "abcdefgh"


def balanced(parts: list[str], sign: str = "+") -> str:
    """The parts joined by one sign, in brackets that nest as little as possible."""
    if len(parts) == 1:
        return parts[0]
    half = len(parts) // 2
    return f"({balanced(parts[:half], sign)} {sign} {balanced(parts[half:], sign)})"


# ---------------------------------------------------------------- true equalities of any size
def sums(size: int) -> tuple[str, str]:
    """Different sums, added in another order."""
    parts = [f"Sum(v[a]**{1 + k % 3}*exp({k}*s*v[a]), a)" for k in range(size)]
    return balanced(parts), balanced(parts[::-1])


def fractions(size: int) -> tuple[str, str]:
    """Fractions with one denominator, added up."""
    parts = [f"{k}*t/(1 + exp(t))" for k in range(1, size + 1)]
    return balanced(parts), f"{size * (size + 1) // 2}*t*exp(-t)/(1 + exp(-t))"


def products(size: int) -> tuple[str, str]:
    """Exponentials, multiplied."""
    parts = [f"exp({k}*t)" for k in range(1, size + 1)]
    return balanced(parts, "*"), f"exp({size * (size + 1) // 2}*t)"


def depth(size: int) -> tuple[str, str]:
    """Sums inside sums, and the same sums multiplied: Σ v (Σ v (Σ v)) = (Σ v)(Σ v)(Σ v)."""
    nested = "1"
    for name in NAMES[:size]:
        nested = f"Sum(v[{name}]*exp(s*v[{name}])*{nested}, {name})"
    return nested, balanced([f"Sum(v[{k}]*exp(s*v[{k}]), {k})" for k in NAMES[:size]], "*")


def indices(size: int) -> tuple[str, str]:
    """One sum over a chain x_ab x_bc x_cd ... v, with other names and in another order."""

    def chain(names: str) -> str:
        factors = [f"x[{first},{second}]" for first, second in pairwise(names)]
        return f"Sum({'*'.join([f'v[{names[0]}]', *factors])}, {', '.join(names)})"

    return chain(NAMES[:size]), chain(NAMES[:size][::-1])


FAMILIES: dict[str, tuple[Callable[[int], tuple[str, str]], tuple[int, ...]]] = {
    "terms: sums": (sums, (2, 4, 8, 16, 32, 64)),
    "terms: fractions": (fractions, (2, 4, 8, 16, 32, 64)),
    "terms: products": (products, (2, 4, 8, 16, 32, 64)),
    "depth of sums": (depth, (1, 2, 3, 4)),
    "indices of one sum": (indices, (1, 2, 3, 4, 5, 6)),
}


def measure() -> list[dict[str, object]]:
    """Milliseconds to decide each line."""
    return [
        {"family": family, "size": size, "milliseconds": spent}
        for family, (line, sizes) in FAMILIES.items()
        for size, spent in decided(line, sizes)
    ]


def decided(
    line: Callable[[int], tuple[str, str]], sizes: tuple[int, ...]
) -> Iterator[tuple[int, float]]:
    """Each size with its time; every line must be proved."""
    for size in sizes:
        left, right = (parse(side, CONTEXT) for side in line(size))
        verdict = decide_terms(left, "=", right, CONTEXT)
        if verdict.status is not Status.PROVED:
            raise ValueError(f"{verdict.status.name}: {line(size)}: {verdict.message}")
        yield size, milliseconds(partial(decide_terms, left, "=", right, CONTEXT))
