"""Logistic regression, derived step by step, machine-checked, and computed.

The rooms are imported one by one, so that each stays light:

- ``lrmath.calc``      checks derivations (needs mpmath only);
- ``lrmath.theorems``  the book's derivations, written in it;
- ``lrmath.numeric``   the same mathematics on NumPy and SciPy;
- ``lrmath.plots``     the book's figures, for your own data;
- ``lrmath.live``      what a page of the book asks the checker in the reader's browser.
"""

__version__ = "0.1.0"
