"""Formulas as trees of tuples, with brackets gone; sums and products are flat."""

from __future__ import annotations

from typing import Any

Tree = tuple[Any, ...]


def bare(tree: Tree) -> Tree:
    """The tree without the mark that it stood in brackets."""
    return tree[:-1] if tree[-1:] == ("bracketed",) else tree


def minus(tree: Tree) -> Tree:
    """Minus a tree; two of them cancel in no line, but a sign may stand at any factor."""
    return ("-", bare(tree))


def flat(kind: str, parts: list[Tree]) -> Tree:
    """A sum or product of parts, those of the same kind laid open."""
    if len(parts) == 1:
        return parts[0]
    found: list[Tree] = []
    for part in map(bare, parts):
        found += part[1:] if part[0] == kind else [part]
    return (kind, *found)


def without_names(tree: Any, scope: tuple[str, ...] = ()) -> Any:
    """The tree with a number for each bound index: how many sums stand between."""
    if not isinstance(tree, tuple):
        return tree
    tree = bare(tree)
    if tree[:1] == ("name",) and tree[1] in scope:
        return ("bound", scope[::-1].index(tree[1]))
    if tree and tree[0] in ("Sum", "Product"):
        kind, index, low, high, body = tree
        return (kind, *(without_names(e, scope) for e in (low, high)),
                without_names(body, (*scope, index)))  # fmt: skip
    return tuple(without_names(part, scope) for part in tree)
