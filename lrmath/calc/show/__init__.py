"""What a reader sees: LaTeX, statements, cards, complaints; all written from the checked terms."""

from .card import Row, card
from .latex import RELATION, Writer, latex
from .words import counterexample_myst, reason_myst, reason_text

__all__ = [
    "RELATION",
    "Row",
    "Writer",
    "card",
    "counterexample_myst",
    "latex",
    "reason_myst",
    "reason_text",
]
