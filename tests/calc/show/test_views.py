"""What is shown of a theorem: plain text, HTML for Jupyter, MyST for the book."""

from __future__ import annotations

import json

import pytest

from lrmath.calc import (
    Context,
    Theorem,
    algebra,
    positivity,
)


@pytest.fixture(scope="module", name="bound")
def bound_fixture(logistic: Context) -> Theorem:
    """σ(1 - σ) ≤ 1/4, with a wrong line on the way."""
    chain = logistic.claim("eq-bound", "sigma(t)*(1 - sigma(t))", "<= 1/4")
    chain = chain.wrong("1/4 + (sigma(t) - 1/2)**2").wrong("<= 1/5")
    chain = chain.step("1/4 - (sigma(t) - 1/2)**2", by=algebra)
    return chain.step("<= 1/4", by=positivity).qed()


def test_what_is_shown(bound: Theorem) -> None:
    """Plain text, HTML for Jupyter, and MyST for the book, from the same terms."""
    assert str(bound).splitlines()[0] == "eq-bound: sigma(t)*(1 - sigma(t)) <= 1/4"
    bundle = bound._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html", "text/markdown"}
    assert ":label: eq-bound" in bundle["text/markdown"]
    assert "{derivation} eq-bound" in bundle["text/markdown"]
    assert "{math}" in bound.statement._repr_mimebundle_()["text/markdown"]
    assert "{math}" not in bound[:]._repr_mimebundle_()["text/markdown"]
    card = bound[1:].myst()
    start = next(line for line in card.splitlines() if line.startswith("start: "))
    assert "sigma" in json.loads(start.removeprefix("start: "))
