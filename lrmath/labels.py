"""Tie a function to the equations it computes: one label in page, theorem, code and test.

A label is the primary key of an equation (``eq-gradient``) or of a theorem (``thm-separation``).
``grep -rn eq-gradient`` then gives the whole path from the derivation to the number.
"""

import re
from collections.abc import Callable
from typing import TypeVar

F = TypeVar("F", bound=Callable[..., object])

_LABEL = re.compile(r"(eq|thm)(-[a-z0-9]+)+")
_REGISTRY: dict[str, list[Callable[..., object]]] = {}


def implements(*labels: str) -> Callable[[F], F]:
    """Declare that the decorated function computes the right-hand side of the labelled equations.

    The labels are stored as the tuple ``function.__implements__``. A tie test calls the function by
    parameter name, so its parameters are spelled as in the book's notation: ``t``, ``X``, ``y``,
    ``beta``.

    Raises ``ValueError`` if no label is given or one does not read ``eq-...`` or ``thm-...``.
    """
    if not labels:
        raise ValueError("implements() needs at least one label, e.g. implements('eq-gradient')")
    for label in labels:
        _validate(label)

    def tie(function: F) -> F:
        function.__implements__ = labels  # type: ignore[attr-defined]
        for label in labels:
            _register(label, function)
        return function

    return tie


def implementations(label: str) -> tuple[Callable[..., object], ...]:
    """Return the functions that compute the equation ``label``, in the order they were defined.

    Only modules already imported have registered theirs. Raises ``ValueError`` on a malformed
    label.
    """
    return tuple(_REGISTRY.get(_validate(label), ()))


def implemented_labels() -> tuple[str, ...]:
    """Return every label that some imported function implements, sorted."""
    return tuple(sorted(_REGISTRY))


def _validate(label: str) -> str:
    if isinstance(label, str) and _LABEL.fullmatch(label):
        return label
    raise ValueError(
        f"{label!r} is not a label: a label is 'eq-' or 'thm-' and lower-case words joined by "
        "hyphens, e.g. 'eq-gradient'"
    )


def _register(label: str, function: Callable[..., object]) -> None:
    """Add the function; a module that is loaded again replaces its own entry."""
    kept = [other for other in _REGISTRY.get(label, []) if _address(other) != _address(function)]
    _REGISTRY[label] = [*kept, function]


def _address(function: Callable[..., object]) -> tuple[str, str]:
    return function.__module__, function.__qualname__
