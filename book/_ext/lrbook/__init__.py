r"""What the book adds to Sphinx: theorem outputs, derivations, ties, figures, a light page.

The contract between a Python object and the site
-------------------------------------------------
A cell whose last value has ``_repr_mimebundle_`` is shown from that bundle:

``text/plain``
    for a terminal, and for the verification of the notebook;
``text/html``
    for Jupyter;
``text/markdown``
    for the site: *MyST source*, parsed as if its author had typed it on the page.

The site prefers ``text/markdown`` to ``text/html``, so an object that has both, such as a theorem,
appears as mark-up of the page's own: a labelled equation is numbered, counted, linked and found by
``{eq}`` from every other cell and page. An object with ``text/html`` alone (a data frame) keeps it.

A theorem's equation is a ``{math}`` block with the theorem's label::

    ```{math}
    :label: eq-gradient

    \nabla J = X^\top (p - y)
    ```

The proof of it is a ``{derivation}`` (see ``lrbook.derivation``)::

    ```{derivation} eq-gradient
    start: '\nabla J'
    steps:
    - {relation: '=', tex: 'X^\top (p - y)', reason: 'definition of $p$', mark: proved}
    ```

Under each equation whose label is a theorem's, the site writes its ties (``lrbook.ties``), and
under each theorem in words what of it was checked (``lrbook.grounds``).

The parts: ``derivation`` the directive, on the cards of ``lrmath.sphinx``; ``items`` the numbers
of a text's statements in the margin; ``ties`` proof, code and test of an equation; ``grounds``
what a theorem in words rests on; ``levels`` how hard an exercise is; ``answers`` the field for its
answer; ``solutions`` folds its solution; ``sources`` the pages the ties lead to; ``figures`` SVG
inside the page, and the guard for alternative texts; ``explorers`` figures that answer;
``further`` folds what a first reading can leave out; ``live`` what the page's checker must know of
a derivation; ``map`` what rests on what, in one table; ``pairs`` which of a page's two files is
read; ``sections`` what the search reads; ``meta`` what a page says of itself; ``theme`` takes from
a page what is not used, and repairs it for readers who do not see it.
"""

from __future__ import annotations

from importlib import import_module

from sphinx.application import Sphinx

#: Of what Sphinx keeps of the pages between two builds; another number, and all are read anew.
STORED = 3

PARTS = (
    "answers",
    "derivation",
    "explorers",
    "figures",
    "further",
    "grounds",
    "items",
    "levels",
    "map",
    "meta",
    "pairs",
    "sections",
    "solutions",
    "theme",
    "ties",
)


def setup(app: Sphinx) -> dict[str, object]:
    """Register every part with Sphinx."""
    for part in PARTS:
        import_module(f"lrbook.{part}").register(app)
    told = {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
    return told | {"env_version": STORED}
