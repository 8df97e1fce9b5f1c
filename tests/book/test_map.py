"""The map of theorems: its edges are the citations, and there is no circle."""

from __future__ import annotations

from graphlib import CycleError

import pytest
from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st
from lrbook import map as theorem_map
from sphinx import addnodes

from lrmath.calc.kernel.reasons import base
from lrmath.theorems import catalogue
from lrmath.theorems.chains import carried, citations, depths, support


@st.composite
def graphs(draw: st.DrawFn) -> dict[str, list[str]]:
    """Return citations of what stands before, as in a book."""
    size = draw(st.integers(1, 9))
    below = [
        draw(st.lists(st.integers(0, k - 1), unique=True) if k else st.just([]))
        for k in range(size)
    ]
    return {str(k): [str(other) for other in found] for k, found in enumerate(below)}


def test_every_citation_is_an_edge() -> None:
    """Each label among the words of a proof's reasons, and no other."""
    cited = citations()
    assert set(cited) == set(catalogue())
    for label, theorem in catalogue().items():
        words = (word for line in theorem.lines for r in line.reasons for word in r.words())
        assert set(cited[label]) == {word.label for word in words if isinstance(word, base.Label)}


def test_no_theorem_rests_on_itself() -> None:
    """Each citation leads to a smaller depth, so that no chain comes back."""
    cited = citations()
    depth = depths(cited)
    assert all(depth[below] < depth[label] for label in cited for below in cited[label])
    assert not [label for label in cited if label in support(label, cited)]


def test_a_circle_is_named() -> None:
    """The error has the labels that rest on each other."""
    with pytest.raises(CycleError, match=r"eq-a.*eq-b|eq-b.*eq-a"):
        depths({"eq-a": ["eq-b"], "eq-b": ["eq-a"]})


@given(graphs())
def test_support_and_carrying_are_one_relation_read_twice(cited: dict[str, list[str]]) -> None:
    """What a theorem rests on is closed under citation, and carries it."""
    above, depth = carried(cited), depths(cited)
    for label, below in cited.items():
        under = support(label, cited)
        assert under == set(below).union(*(support(other, cited) for other in below))
        assert all(label in support(other, cited) for other in above[label])
        assert depth[label] <= len(under)


def xref(domain: str, target: str) -> addnodes.pending_xref:
    """Return a reference as a role leaves it."""
    kind = "eq" if domain == "math" else "ref"
    return addnodes.pending_xref("", refdomain=domain, reftype=kind, reftarget=target)


def test_a_theorem_in_words_rests_on_what_its_proof_names() -> None:
    """Equations and theorems, each once; not itself, and no definition."""
    proof = nodes.paragraph("", "", xref("prf", "thm-convex"), xref("prf", "def-glm"))
    proof += [xref("math", "eq-gradient"), xref("prf", "thm-here"), xref("math", "eq-gradient")]
    statement = nodes.Element(label="thm-here")
    ground = theorem_map.grounds.Grounds(statement, [proof], ["eq-hessian"])
    found = theorem_map.in_words(ground)
    assert found.rests_on == ("eq-hessian", "eq-gradient", "thm-convex")
    assert (found.argued, found.cites) == (True, False)
