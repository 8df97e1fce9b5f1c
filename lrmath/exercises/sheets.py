"""Error sheets: derivations with errors planted by a seed, so that each student has other ones.

A sheet's lines have places of the form ``{name:right|turned}``. Where an error is planted, its
place turns in one line and stays turned in those that follow: so only the line where it turns does
not follow from the line before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product
from random import Random

from lrmath.calc import Context
from lrmath.theorems.notation import book
from lrmath.theorems.scores import scored

from .planted import Planted

PLACE = re.compile(r"\{(?P<name>\w+):(?P<right>[^|}]*)\|(?P<turned>[^}]*)\}")
#: The most errors that one sheet is given.
MOST = 2


@dataclass(frozen=True)
class Sheet:
    """A derivation with places where an error may come in."""

    label: str
    lines: tuple[str, ...]
    context: Context = book

    @cached_property
    def turns(self) -> dict[str, list[int]]:
        """The lines, counted from 1, in which each place may turn: all in which it stands."""
        found: dict[str, list[int]] = {}
        for number, line in enumerate(self.lines, 1):
            for place in dict.fromkeys(match["name"] for match in PLACE.finditer(line)):
                found.setdefault(place, []).append(number)
        return found

    def draws(self) -> Iterator[dict[str, int]]:
        """Every choice of one or two places and of the lines, all different, where they turn."""
        for size in range(1, MOST + 1):
            for names in combinations(self.turns, size):
                for where in product(*(self.turns[name] for name in names)):
                    if len(set(where)) == size:
                        yield dict(zip(names, where, strict=True))

    def drawn(self, seed: str) -> dict[str, int]:
        """The places that turn for this seed, and in which lines."""
        return Random(f"{self.label}:{seed}").choice(list(self.draws()))

    def planted(self, turned: dict[str, int]) -> Planted:
        """The sheet with these errors in it."""
        lines = enumerate(self.lines, 1)
        return Planted(tuple(_written(line, n, turned) for n, line in lines), self.context)

    def sheet(self, seed: str) -> Planted:
        """The sheet of a student: the same seed gives the same errors, on any machine."""
        return self.planted(self.drawn(seed))


def _written(line: str, number: int, turned: dict[str, int]) -> str:
    """A line with each of its places as it is written there."""

    def form(place: re.Match[str]) -> str:
        late = number >= turned.get(place["name"], number + 1)
        return place["turned" if late else "right"]

    return PLACE.sub(form, line)


slope = Sheet(
    "sheet-slope",
    (
        "D(sigma(t)**2, t)",
        "{k:2*|}sigma(t)*D(sigma(t), t)",
        "{k:2*|}sigma(t)*({s:|-}exp(-t)/(1 + exp(-t))**2)",
        "{k:2*|}sigma(t)*({s:|-}1/(1 + exp(-t)))*(exp(-t)/(1 + exp(-t)))",
        "{k:2*|}({s:|-}sigma(t)**{q:2|1})*(1 - sigma(t))",
        "{k:2*|}({s:|-1*}(sigma(t)**{q:2|1} - sigma(t)**{q:3|2}))",
    ),
)

gradient = Sheet(
    "sheet-gradient",
    (
        "D(J, beta[j])",
        "Sum(D(-(y[i]*log(p[i])) - (1 - y[i])*log(1 - p[i]), beta[j]), i)",
        "Sum((-(y[i]/p[i]) {m:+|-} (1 - y[i])/(1 - p[i]))*D(p[i], beta[j]), i)",
        "Sum((-(y[i]/p[i]) {m:+|-} (1 - y[i])/(1 - p[i]))"
        "*({s:|-}p[i]*(1 - p[i])*x[i,j]{x:|**2}), i)",
        "Sum(({s:|-1*}(-(y[i]*(1 - p[i])) {m:+|-} (1 - y[i])*p[i]))*x[i,j]{x:|**2}, i)",
        "Sum(({s:|-1*}({m:p[i] - y[i]|2*y[i]*p[i] - y[i] - p[i]}))*x[i,j]{x:|**2}, i)",
    ),
)

hessian = Sheet(
    "sheet-hessian",
    (
        "D(J, beta[j], beta[l])",
        "D(Sum(({r:p[i] - y[i]|y[i] - p[i]})*x[i,j], i), beta[l])",
        "Sum(({r:|-}D(p[i], beta[l]))*x[i,j], i)",
        "Sum(({r:|-}p[i]*(1 {q:-|+} p[i]))*x[i,j]*{l:x[i,l]|x[i,j]}, i)",
        "Sum(({r:|-1*}(p[i] {q:-|+} p[i]**2))*{l:x[i,j]*x[i,l]|x[i,j]**2}, i)",
        "{r:|-}Sum((p[i] {q:-|+} p[i]**2)*{l:x[i,j]*x[i,l]|x[i,j]**2}, i)",
    ),
)

softmax = Sheet(
    "sheet-softmax",
    (
        "D(log(pi[a]), o[c])",
        "D(o[a] {m:-|+} lse, o[c])",
        "{d:KroneckerDelta(a, c)|1} {m:-|+} D(lse, o[c])",
        "{d:KroneckerDelta(a, c)|1} {m:-|+} pi[{q:c|a}]",
        "-(({m:|-}pi[{q:c|a}]) - {d:KroneckerDelta(a, c)|1})",
    ),
    scored,
)

SHEETS: dict[str, Sheet] = {s.label: s for s in (slope, gradient, hessian, softmax)}
