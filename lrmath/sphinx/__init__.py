"""An extension of Sphinx: ``{derivation}``, whose lines are checked while a page is built.

With ``extensions = ["lrmath.sphinx"]`` in ``conf.py``, a page of any Sphinx project, in Markdown or
in reStructuredText, may hold a derivation in the text format of ``lrmath check``::

    .. derivation::

       scalar t

       claim eq-square : (t + 1)**2 = t**2 + 2*t + 1
         = t**2 + 2*t + 1      by algebra
       qed

Each claim that is proved becomes a numbered equation, which ``:eq:`eq-square``` refers to from
every page, and a card of its steps, each with its reason. A line that does not follow is a
warning of Sphinx at that line of the page, with the numbers that refute it; so ``sphinx-build
-W`` fails. Nothing in a derivation is evaluated as Python.

Options of the directive:

``:continue:``
    the names and theorems of the derivation before it on the page are known;
``:file: slope.txt``
    the derivation stands in this file, beside the page, and not in the page;
``:title: ...``
    the heading of the card.
"""

from __future__ import annotations

from pathlib import Path

try:
    from sphinx.application import Sphinx
except ModuleNotFoundError as error:
    raise ModuleNotFoundError(
        "lrmath.sphinx is an extension of Sphinx, which is not installed here: pip install sphinx",
        name=error.name,
    ) from error

from lrmath import __version__

from . import card, directive

STATIC = Path(__file__).parent / "static"
#: Of what Sphinx keeps of cards between two builds; another number, and all pages are read anew.
STORED = 1
STYLE = "lrmath-derivation.css"


def setup(app: Sphinx) -> dict[str, object]:
    """Tell Sphinx of the directive, the cards and their style sheet."""
    card.register(app)
    directive.register(app)
    app.connect("builder-inited", add_static)
    app.add_css_file(STYLE)
    told = {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
    return told | {"env_version": STORED}


def add_static(app: Sphinx) -> None:
    """Let Sphinx copy the style sheet."""
    app.config.html_static_path.append(str(STATIC))
