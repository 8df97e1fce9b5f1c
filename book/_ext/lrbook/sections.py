"""What the search reads: one record a section, each formula once, labels among the words.

Sphinx's own search knows pages, and words without their order. Here each section is a record of its
own, so that a hit leads to the place; ``search.js`` reads the records in the browser. A formula is
there in the letters that it is read with (``σ(t) = 1 / (1 + e^-t)``), not in TeX.
"""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

#: Greek letters, and the few signs that have a letter of their own.
LETTERS = {
    name: unicodedata.lookup(f"GREEK {'SMALL' if name.islower() else 'CAPITAL'} LETTER {greek}")
    for greek in (
        *("ALPHA", "BETA", "GAMMA", "DELTA", "EPSILON", "ZETA", "ETA", "THETA", "KAPPA", "MU"),
        *("NU", "XI", "PI", "RHO", "SIGMA", "TAU", "PHI", "CHI", "PSI", "OMEGA"),
    )
    for name in (greek.lower(), greek.capitalize())
} | {
    **{"lambda": "λ", "Lambda": "Λ", "varepsilon": "ε", "varphi": "φ", "ell": "ℓ"},
    **{"sum": "Σ", "prod": "Π", "int": "∫", "partial": "∂", "nabla": "∇", "sqrt": "√"},
    **{"le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠", "in": "∈"},
    **{"cdot": "·", "infty": "∞", "to": "→", "top": "ᵀ", "pm": "±", "mid": "|"},
    **{"ldots": "…", "dots": "…", "cdots": "…"},
    **{"log": "log", "ln": "ln", "exp": "exp", "max": "max", "min": "min"},
}


def collect(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Keep the records of a page that is about to be written."""
    if app.builder.format != "html" or page.startswith("source/"):
        return
    title = next(iter(doctree.findall(nodes.title)), None)
    found = [record(section, page) for section in doctree.findall(titled)]
    records(app)[page] = {"title": words(title) if title else page, "sections": found}


def records(app: Sphinx) -> dict[str, Any]:
    """Return the records of every page, those of earlier builds included."""
    store = getattr(app, "lr_search", None)
    if store is None:
        kept = Path(app.doctreedir, "search.json")
        store = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
        app.lr_search = store  # type: ignore[attr-defined]
    return store  # type: ignore[no-any-return]


def titled(node: nodes.Node) -> bool:
    """Return whether a node is a section with a title; the body of an exercise is one without."""
    return isinstance(node, nodes.section) and isinstance(node.next_node(), nodes.title)


def record(section: nodes.section, page: str) -> dict[str, str]:
    """Return a section's place, title, labels and words; its subsections have their own."""
    title = next((words(child) for child in section if isinstance(child, nodes.title)), "")
    body = [child for child in section if not (titled(child) or told_elsewhere(child))]
    labels = sorted({name for child in body for name in labels_of(child)})
    return {
        "place": f"{page}.html#{section['ids'][0]}",
        "title": title,
        "labels": " ".join(labels),
        "text": " ".join(filter(None, map(words, body))),
    }


def told_elsewhere(node: nodes.Node) -> bool:
    """Return whether a part of a section is its title, or lists what other pages say."""
    return isinstance(node, nodes.title) or "map-page" in getattr(node, "attributes", {}).get(
        "classes", []
    )


def labels_of(node: nodes.Node) -> set[str]:
    """Return the names by which the book knows what is in here: ``eq-gradient``."""
    found: set[str] = set()
    for element in node.findall(nodes.Element):
        found |= {i.removeprefix("equation-") for i in element.get("ids", [])}
        found |= {element["label"]} if element.get("label") else set()
    return {
        name for name in found if "-" in name and "/" not in name and not name.endswith("-content")
    }


def words(node: nodes.Node) -> str:
    """Return what a reader reads, on one line."""
    parts = []
    for text in node.findall(nodes.Text):
        if isinstance(text.parent, nodes.math | nodes.math_block):
            parts.append(f" {legible(text)} ")
        elif not isinstance(text.parent, nodes.raw | nodes.comment | nodes.literal_block):
            parts.append(text if isinstance(text.parent, nodes.TextElement) else f" {text} ")
        if not isinstance(text.parent, nodes.Inline):
            parts.append(" ")
    return " ".join("".join(parts).split())


def legible(tex: str) -> str:
    """Return a formula in letters; what only sets it is left out."""
    tex = re.sub(r"\\(?:left|right|big|Big|tag|text|operatorname|mathrm|quad|qquad)\b\*?", " ", tex)
    tex = re.sub(r"([_^])\{([^{}]*)\}", r"\1\2", tex)
    tex = re.sub(r"\\d?frac\{([^{}]*)\}\{([^{}]*)\}", r"\1/(\2)", tex)
    tex = re.sub(r"\\([A-Za-z]+)", lambda found: LETTERS.get(found[1], ""), tex)
    return " ".join(re.sub(r"\\.|[{}&\\]", "", tex).split())


def write(app: Sphinx, failure: Exception | None) -> None:
    """Store the records for the next build, and give them to the site."""
    if failure or app.builder.format != "html":
        return
    store = {page: found for page, found in records(app).items() if page in app.env.found_docs}
    Path(app.doctreedir, "search.json").write_text(json.dumps(store), encoding="utf-8")
    flat = [
        {**section, "page": found["title"], "id": number}
        for number, (found, section) in enumerate(
            (found, section) for found in store.values() for section in found["sections"]
        )
    ]
    text = json.dumps(flat, ensure_ascii=False, separators=(",", ":"))
    Path(app.outdir, "_static", "search.json").write_text(text, encoding="utf-8")


def register(app: Sphinx) -> None:
    """Tell Sphinx of both steps."""
    app.connect("doctree-resolved", collect, priority=900)
    app.connect("build-finished", write)
