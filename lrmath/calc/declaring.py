"""What a declaration is checked for before its names are believed."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from .declarations import DOMAINS
from .errors import IllTyped
from .mint import plain_text
from .term import At, Diff, Term, free_names, walk

if TYPE_CHECKING:
    from .context import Context


def names_in(text: str) -> list[str]:
    """Several names, separated by blanks or commas."""
    return [w for w in re.split(r"[\s,]+", plain_text(text, "a list of names")) if w]


def split_head(head: str, brackets: str) -> tuple[str, tuple[str, ...]]:
    """Split ``eta[i]`` or ``sigma(t)`` into its name and parameters."""
    plain_text(head, "a name")
    name, opening, rest = head.strip().partition(brackets[0])
    inside, closing, after = rest.partition(brackets[1])
    complete = (closing and not after) or not opening
    if not complete or not re.fullmatch(r"\w+", name.strip()) or set(inside) & set("()[]"):
        raise IllTyped(f"{head[:40]!r} is not a name with parameters in {brackets}")
    parameters = tuple(names_in(inside))
    if len(set(parameters)) < len(parameters):
        raise IllTyped(f"{head!r} has a parameter twice")
    return name.strip(), parameters


def known_domain(domain: str) -> str:
    """The domain, if it is one."""
    if type(domain) is not str or domain not in DOMAINS:
        raise IllTyped(f"{domain!r} is not a domain; choose one of {', '.join(DOMAINS)}")
    return domain


def number_domain(domain: str) -> str:
    """A domain of single numbers; onehot is said of the rows of an array."""
    if known_domain(domain) == "onehot":
        raise IllTyped("onehot is said of the rows of an array; a number may be binary")
    return domain


def closed(body: Term, parameters: tuple[str, ...], loose: AbstractSet[str], head: str) -> None:
    """Refuse a body with an index, or in a function any name, that is not a parameter."""
    free = (free_names(body) & loose) - set(parameters)
    if free:
        raise IllTyped(
            f"{', '.join(sorted(free))} is free in the body of {head}; make it a parameter"
        )


def one_number(term: Term, context: Context, head: str) -> Term:
    """The term with matrix products written as sums; refused when it has several entries."""
    from .matrices import scalar, shape  # knows contexts

    if any(isinstance(part, At) for part in walk(term)):
        raise IllTyped(f"{head} cannot hold At; use it in a line")
    if shape(term, context):
        raise IllTyped(f"{head} has several entries; write it with indices, e.g. eta[i] for eta")
    return scalar(term, context)


def worked_out(body: Term, context: Context, head: str) -> Term:
    """The body of a function with its derivatives carried out, wherever it is defined.

    Of f(t) = D(t**2, t) the value f(3) is 6. With 3 put for t first, it would be D(9, 3).
    """
    from .calculus import evaluate  # knows contexts

    prove_defined(context, body, head)
    found = evaluate(body, context)
    if any(isinstance(part, Diff) for part in walk(found)):
        raise IllTyped(f"a derivative in the body of {head} cannot be carried out; write its value")
    return found


def prove_defined(context: Context, body: Term, head: str) -> None:
    """Refuse a declaration whose body may be undefined."""
    from .domains import prove_defined  # needs the normal form, which needs contexts

    prove_defined(context, body, head)


def prove_domain(context: Context, body: Term, domain: str, head: str) -> None:
    """Refuse a declaration whose body may leave its domain."""
    from .domains import prove_member  # needs the normal form, which needs contexts

    prove_member(context, body, domain, head)
