"""How a theorem is shown; nothing here is needed to prove one, so display is imported late."""

# mypy: disable-error-code="misc"
# The class below is a part of Theorem: its methods take the whole for self.

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .display import View
    from .kernel import Theorem


class Shown:
    """The views of a theorem, a part of :class:`~lrmath.calc.kernel.Theorem`."""

    __slots__ = ()

    @property
    def statement(self: Theorem) -> View:
        """The labelled equation, for display."""
        from .display import View

        return View(self, statement=True)

    @property
    def wrong(self: Theorem) -> View:
        """The deliberately wrong lines with their counterexamples, for display."""
        from .display import View

        return View(self, wrong=True)

    def __getitem__(self: Theorem, steps: slice) -> View:
        """Some steps of the chain, for display; ``theorem[:]`` is the whole chain."""
        from .display import View

        start, stop, _ = steps.indices(len(self.lines))
        return View(self, start=start, stop=stop)

    def _repr_mimebundle_(
        self: Theorem, include: object = None, exclude: object = None
    ) -> dict[str, str]:
        from .display import mimebundle

        return mimebundle(self)

    def __str__(self: Theorem) -> str:
        from .display import plain

        return plain(self)
