"""The book's figures, drawn by functions that take your data as well as the book's.

One line makes a notebook draw as the book does::

    from lrmath.plots import BLUE, style; style()
"""

from .gradient import chain_of_slopes, derivative_errors, gradient_field, residual_pulls
from .style import (
    BLUE,
    FAINT,
    GREEN,
    INK,
    ORANGE,
    PALETTE,
    PURPLE,
    SKY,
    YELLOW,
    style,
)

__all__ = [
    "BLUE",
    "FAINT",
    "GREEN",
    "INK",
    "ORANGE",
    "PALETTE",
    "PURPLE",
    "SKY",
    "YELLOW",
    "chain_of_slopes",
    "derivative_errors",
    "gradient_field",
    "residual_pulls",
    "style",
]
