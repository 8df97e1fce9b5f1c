"""How long the checker takes: every step of the book, and lines that grow.

Run ``python bench/checker.py``; ``--json`` prints the numbers for the performance page.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable

from lrmath.calc import Context, algebra, decide
from lrmath.calc.kernel import check

TERMS = (2, 4, 8, 16, 32, 64)


def seconds(work: Callable[[], object]) -> float:
    """The shortest of three runs."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def steps() -> list[dict[str, object]]:
    """Each step of each theorem of the book."""
    from lrmath.theorems import catalogue

    rows: list[dict[str, object]] = []
    for theorem in catalogue().values():
        for number, line in enumerate(theorem.lines, 1):
            args = (line.start, line.relation, line.term, line.reasons, theorem.context)
            rows.append(
                {
                    "label": theorem.label,
                    "step": number,
                    "milliseconds": 1000 * seconds(lambda args=args: check(*args)),
                    "operations": line.verdict.operations,
                }
            )
    return rows


def families(context: Context) -> dict[str, Callable[[int], tuple[str, str]]]:
    """True equalities with a number of terms to choose."""

    def sums(n: int) -> tuple[str, str]:
        parts = [f"Sum(v[k]**{1 + k % 3}*exp(s*v[k]), k)" for k in range(n)]
        return balanced(parts), balanced(parts[::-1])

    def fractions(n: int) -> tuple[str, str]:
        parts = [f"{k}*t/(1 + exp(t))" for k in range(1, n + 1)]
        return balanced(parts), f"{n * (n + 1) // 2}*t*exp(-t)/(1 + exp(-t))"

    def products(n: int) -> tuple[str, str]:
        parts = [f"exp({k}*t)" for k in range(1, n + 1)]
        return balanced(parts, "*"), f"exp({n * (n + 1) // 2}*t)"

    return {"sums": sums, "fractions": fractions, "products": products}


def balanced(parts: list[str], sign: str = "+") -> str:
    """The parts joined by one sign, in brackets that nest as little as possible."""
    if len(parts) == 1:
        return parts[0]
    half = len(parts) // 2
    return f"({balanced(parts[:half], sign)} {sign} {balanced(parts[half:], sign)})"


def growth() -> dict[str, list[float]]:
    """Milliseconds for lines of 2, 4, ... 64 terms."""
    context = Context().sizes("n").index("k", "n").array("v", "n").scalar("t s")
    found: dict[str, list[float]] = {}
    for name, line in families(context).items():
        found[name] = []
        for terms in TERMS:
            left, right = line(terms)
            assert decide(left, "=", right, context), (name, terms)
            chain = context.claim("growth", left, right)
            spent = seconds(lambda chain=chain, right=right: chain.step(right, by=algebra))
            found[name].append(1000 * spent)
    return found


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    rows, tables = steps(), growth()
    if options.json:
        print(json.dumps({"steps": rows, "terms": TERMS, "growth": tables}, indent=1))
        return
    times = sorted(float(str(r["milliseconds"])) for r in rows)
    print(
        f"{len(rows)} steps: median {statistics.median(times):.2f} ms, "
        f"longest {times[-1]:.0f} ms, together {sum(times) / 1000:.2f} s, "
        f"at most {max(int(str(r['operations'])) for r in rows)} operations"
    )
    print("terms     " + "".join(f"{n:>9}" for n in TERMS))
    for name, values in tables.items():
        print(f"{name:<10}" + "".join(f"{v:>7.1f}ms" for v in values))


if __name__ == "__main__":
    main()
