"""What can go wrong with a line, said in a way that helps its author."""

from __future__ import annotations


class CalcError(ValueError):
    """Base of every error of the checker."""


class IllTyped(CalcError):
    """The line is not a formula of this context.

    It has an undeclared name, an index outside its range, a wrong arity.
    """

    def __init__(self, message: str, text: str = "", column: int | None = None):
        self.message, self.text, self.column = message, text, column
        super().__init__(self._show())

    def _show(self) -> str:
        if self.column is None:
            return self.message
        pointer = " " * self.column + "^"
        return f"{self.message} (column {self.column + 1})\n    {self.text}\n    {pointer}"


class Undecided(CalcError):
    """The line is well formed, but the checker cannot settle it.

    The budget is spent or a construct is not supported.
    """


class StepError(CalcError):
    """A step does not follow for the reason given; the verdict says what is known instead."""

    def __init__(self, message: str, verdict: object = None):
        self.verdict = verdict
        super().__init__(message)


def plain_text(text: object, what: str = "a line") -> str:
    """The text itself; a string of another class could say one thing and be another."""
    if type(text) is not str:
        kind = type(text).__name__
        raise IllTyped(f'{what} is typed as text in quotes, such as "2*t", not as a {kind}')
    return text
