"""What a chain of relations shows."""

from __future__ import annotations

from collections.abc import Iterable

from .errors import StepError

IMPLIES = {"=": {"="}, "<=": {"=", "<", "<="}, ">=": {"=", ">", ">="}, "<": {"<"}, ">": {">"}}
IMPLIES["<=>"] = {"=", "<=>"}  # a chain without a step ends where it began
IMPLIES["->"] = {"->"}


def compose(relations: Iterable[str]) -> str:
    """a = b ≤ c < d gives a < d, and a = b → c = d gives a → d."""
    total = "="
    for relation in relations:
        if relation == "=" or relation == total:
            continue
        if total == "=":
            total = relation
        elif {total, relation} in ({"<", "<="}, {">", ">="}):
            total = total[0]  # one of them is strict
        else:
            raise StepError(f"a chain cannot mix {total} and {relation}")
    return total
