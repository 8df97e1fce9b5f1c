"""A Sphinx extension of the tiny book: its one equation is a theorem, proved and computed here."""

from lrbook import ties

from lrmath.labels import implementations, implements

LABEL = "eq-sample"


def setup(app):
    """Stand in for the catalogue of theorems."""
    implements(LABEL)(implementations)
    ties.proofs = lambda: {LABEL: ("lrmath.labels", 7)}
    return {"version": "1"}
