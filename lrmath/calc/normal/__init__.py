"""Normal forms: polynomials in atoms, and the laws of sums, fractions, exp, ln, roots and signs.

From ground to roof: ``polynomial`` ← ``indices`` ← ``arrangement`` (the weakest form) ← ``laws``
(what the strong form can do) ← one file for each family of laws ← ``algebra`` (all of them).
"""
