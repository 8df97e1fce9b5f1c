"""Logistic regression, derived step by step, machine-checked, and computed.

The rooms are imported one by one, so that each stays light:

- ``lrmath.calc``      checks derivations (needs mpmath only);
- ``lrmath.theorems``  the book's derivations, written in it;
- ``lrmath.numeric``   the same mathematics on NumPy and SciPy;
- ``lrmath.plots``     the book's figures, for your own data;
- ``lrmath.live``      what a page of the book asks the checker in the reader's browser;
- ``lrmath.sphinx``    derivations in the books of other authors, checked at every build;
- ``lrmath.magic``     derivations in a cell of a notebook, after ``%load_ext lrmath``.
"""

__version__ = "0.1.0"


def load_ipython_extension(shell: object) -> None:
    """Give a notebook ``%%derivation``; ``%load_ext lrmath`` calls it."""
    from .magic import register  # the checker is loaded for those who ask for it

    register(shell)
