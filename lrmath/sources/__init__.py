"""The derivations of five public texts, repaired: in their letters and their order, line by line.

One module for each page of the book's part "Your text, repaired". A struck line is refused by the
checker, every other line is proved; the mathematics is that of ``lrmath.theorems``, cited.
"""

from .core import Draft, Repaired, Slip, Struck, draft, struck

__all__ = ["Draft", "Repaired", "Slip", "Struck", "draft", "struck"]
