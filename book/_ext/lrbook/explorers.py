"""``{explorer} NAME``: a place for one of ``_static/explorers``, with the samples it speaks of.

The samples come from the package at build time, so that page, figure and explorer have the same
ones. Each file of that folder has a function ``numbers``, which a test compares with the package.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from typing import Any

from docutils import nodes
from docutils.nodes import Node
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

Samples = dict[str, Any]


def five() -> Samples:
    """Return the five samples of the chapter on the gradient."""
    return {"x": [-2, -1, 0, 1, 2], "y": [0, 1, 0, 1, 1]}


def seven() -> Samples:
    """Return the seven points of the chapter on existence, the last one where classes overlap."""
    points = [[-1.2, -0.4], [-0.8, 0.9], [0, -1], [0, 1], [1, -0.6], [1.3, 0.8], [-0.4, 0]]
    return {"points": points, "y": [0, 0, 0, 0, 1, 1, 1]}


def students() -> Samples:
    """Return the fitted probabilities and the labels of Spector's students."""
    from statsmodels.datasets import spector

    from lrmath.numeric import fit

    data = spector.load_pandas()
    forecasts = fit(data.exog, data.endog).predict_proba(data.exog)
    return {"p": [float(p) for p in forecasts], "y": [int(label) for label in data.endog]}


def features() -> Samples:
    """Return the students' features, standardised, their names and the labels."""
    from statsmodels.datasets import spector

    data = spector.load_pandas()
    scaled = (data.exog - data.exog.mean()) / data.exog.std(ddof=0)
    return {"X": scaled.to_numpy().tolist(), "y": list(map(int, data.endog)), "names": [*scaled]}


def groups() -> Samples:
    """Return the two groups of the chapter on tests: the cells of one, the size of the other."""
    return {"first": [50, 50], "trials": 1000}


#: The samples of each explorer; some need none.
EXPLORERS: dict[str, Callable[[], Samples] | None] = {
    "byhand": five,
    "costs": students,
    "hauck": groups,
    "lasso": features,
    "links": None,
    "newton": None,
    "scales": None,
    "separation": seven,
    "steps": None,
    "temperature": None,
}


class Explorer(SphinxDirective):
    """The element that a script turns into an explorer."""

    required_arguments = 1

    def run(self) -> list[Node]:
        """Return the element, and note that the page needs its script."""
        name = self.arguments[0]
        if name not in EXPLORERS:
            known = ", ".join(sorted(EXPLORERS))
            raise self.error(f"explorer: {name!r} is not one of {known}")
        element = nodes.raw("", markup(name), format="html")
        element["explorer"] = name
        return [element]


def markup(name: str) -> str:
    """Return an explorer's element, with its samples."""
    samples = EXPLORERS[name]
    data = f' data-samples="{html.escape(json.dumps(samples()))}"' if samples else ""
    return f'<lr-{name} data-explorer="{name}"{data}></lr-{name}>'


def add_scripts(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Load the scripts of the explorers on a page, and no others."""
    for element in doctree.findall(nodes.raw) if doctree else ():
        if "explorer" in element:
            app.add_js_file(f"explorers/{element['explorer']}.js", type="module")


def register(app: Sphinx) -> None:
    """Tell Sphinx of the directive."""
    app.add_directive("explorer", Explorer)
    app.connect("html-page-context", add_scripts)
