"""The errata of the sources, executable: what is printed is refuted, what is right is proved.

``ERRORS`` holds the 25 errors of the five source documents, ``SLIPS`` seven of other texts::

    >>> from lrmath.errata import ERRORS
    >>> ERRORS["E19"].wrong[0].verdict.status.name
    'REFUTED'
"""

from .core import REFUSED, Erratum, Evidence, Line
from .errors import ERRORS
from .slips import SLIPS

__all__ = ["ERRORS", "REFUSED", "SLIPS", "Erratum", "Evidence", "Line"]
