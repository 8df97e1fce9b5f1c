"""The language of lines: terms, what their names mean, and how they are read and written.

Nothing here knows any logic. A name is resolved once, when a line is read: from then on a term
holds the declared thing itself, and a bound index has no name at all.
"""

from .declarations import Declarations
from .reader import parse, parse_relation
from .relations import starting
from .shapes import generic
from .terms import Term
from .text import text

__all__ = ["Declarations", "Term", "generic", "parse", "parse_relation", "starting", "text"]
