"""Explorers: each number that a reader sees is the one that the package computes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from statsmodels.datasets import spector

from lrmath.numeric import (
    Kind,
    find_separation,
    fit,
    gradient,
    logit,
    loss,
    sigmoid,
    sigmoid_derivative,
)

pytestmark = pytest.mark.site

# The script that the page itself has loaded.
NUMBERS = """async ([name, state]) => {
    const script = document.querySelector(`script[src*="explorers/${name}.js"]`);
    return (await import(script.src)).numbers(state);
}"""
PLACES = {
    "scales": "odds",
    "steps": "descent",
    "byhand": "gradient",
    "costs": "decisions",
    "separation": "existence",
}
RNG = np.random.default_rng(20261121)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """Return a tab."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, has_touch=True)
    yield context.new_page()
    context.close()


def explorer(page: Page, address: str, name: str) -> Locator:
    """Open the chapter of an explorer, and return the explorer."""
    page.goto(f"{address}/book/chapters/{PLACES[name]}.html")
    page.evaluate("delete document.documentElement.dataset.near")
    place = page.locator(f"lr-{name}")
    place.scroll_into_view_if_needed()
    expect(place.locator(".explorer-numbers")).not_to_be_empty()
    return place


def numbers(page: Page, name: str, **state: Any) -> Any:
    """Return what the explorer computes for a state."""
    return page.evaluate(NUMBERS, [name, state])


def said(place: Locator) -> str:
    """Return the numbers in words, with the minus of programs."""
    return place.locator(".explorer-numbers").inner_text().replace("−", "-")


@pytest.mark.parametrize("name", PLACES)
def test_an_explorer_has_one_message_and_is_worked_by_keys(page: Page, address: str, name: str):
    """Every control is reached and moved by the keyboard, and the words follow."""
    place = explorer(page, address, name)
    expect(place.locator(".explorer-message")).to_have_count(1)
    moved = place.locator("g[role=button]").last if name == "separation" else place.locator("input")
    before = said(place)
    moved.first.focus()
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    assert said(place) != before


@pytest.mark.parametrize("name", PLACES)
def test_without_script_there_is_the_figure_alone(browser: Browser, address: str, name: str):
    """No empty frame; the drawing above says the message."""
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{address}/book/chapters/{PLACES[name]}.html")
    expect(tab.locator(f"lr-{name}")).to_be_hidden()
    assert tab.locator("figure svg[role=img]").count() > 0
    context.close()


def test_three_scales(page: Page, address: str):
    """Probability, odds, log-odds and slope are those of the package."""
    place = explorer(page, address, "scales")
    for eta in [-5.0, -0.3, 0.0, 0.7, 2.5, 5.0]:
        found = numbers(page, "scales", eta=eta)
        p = float(sigmoid(eta))
        assert found["p"] == pytest.approx(p, rel=1e-14)
        assert found["odds"] == pytest.approx(p / (1 - p), rel=1e-12)
        assert found["logOdds"] == pytest.approx(float(logit(p)), abs=1e-12)
        assert found["slope"] == pytest.approx(float(sigmoid_derivative(eta)), rel=1e-12)
    place.get_by_role("button", name="odds × 2").click()
    odds = 2 * np.exp(0.7)
    assert f"Probability {odds / (1 + odds):.3f}, odds {odds:.3f}" in said(place)


def test_three_scales_by_touch(page: Page, address: str):
    """The point on the curve follows the pointer."""
    place = explorer(page, address, "scales")
    box = place.locator("circle.handle").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 80, box["y"], steps=4)
    page.mouse.up()
    eta = float(place.locator("input").input_value())
    assert eta > 1
    assert f"Probability {float(sigmoid(eta)):.3f}," in said(place)


@pytest.mark.parametrize("step", [0.5, 3.0, 4.0, 7.0, 8.5, 10.0])
def test_step_lengths(page: Page, address: str, step: float):
    """Each coefficient of the path is the one that gradient steps lead to."""
    explorer(page, address, "steps")
    X, y, beta = np.ones((2, 1)), np.array([1, 0]), np.array([1.0])
    found = numbers(page, "steps", step=step, start=1.0)
    for coefficient in found["path"]:
        assert coefficient == pytest.approx(beta[0], rel=1e-9, abs=1e-12)
        last, beta = beta, beta - step * gradient(X, y, beta) / 2
    assert found["loss"] == pytest.approx(loss(X, y, last) / 2, rel=1e-12)
    assert found["rate"] == 1 - step / 4


def test_fit_by_hand(page: Page, address: str):
    """Residuals, gradient and loss are the package's; at its fit both sums are zero."""
    place = explorer(page, address, "byhand")
    x, y = [-2, -1, 0, 1, 2], [0, 1, 0, 1, 1]
    X = np.column_stack([np.ones(5), x])
    best = fit(np.array(x, float)[:, None], y).coefficients
    for beta in [[0.2, 0.4], [-1.5, 2.0], [float(b) for b in best]]:
        found = numbers(page, "byhand", x=x, y=y, intercept=beta[0], slope=beta[1])
        assert found["gradient"] == pytest.approx(gradient(X, y, beta), abs=1e-10)
        assert found["loss"] == pytest.approx(loss(X, y, beta), rel=1e-12)
        assert found["residuals"] == pytest.approx(sigmoid(X @ np.array(beta)) - y, abs=1e-12)
    first, second = gradient(X, y, [0.2, 0.4])
    assert f"Sum of residuals {first:.3f}, of residuals times x {second:.3f}" in said(place)


def test_costs(page: Page, address: str):
    """Misses, alarms and mean cost are counted as NumPy counts them, on the package's forecasts."""
    place = explorer(page, address, "costs")
    data = spector.load_pandas()
    p, y = fit(data.exog, data.endog).predict_proba(data.exog).to_numpy(), data.endog.to_numpy()
    state = page.evaluate("document.querySelector('lr-costs').state")
    assert state["p"] == pytest.approx(p, abs=1e-9)
    assert state["y"] == list(y)
    for threshold, price in [(0.5, 3.0), (0.1, 10.0), (0.9, 1.0)]:
        found = numbers(page, "costs", p=list(p), y=list(y), threshold=threshold, price=price)
        misses, alarms = int(sum((y == 1) & (p < threshold))), int(sum((y == 0) & (p >= threshold)))
        assert (found["misses"], found["alarms"]) == (misses, alarms)
        assert found["cost"] == pytest.approx((alarms + price * misses) / len(y))
        assert found["best"] == pytest.approx(float(sigmoid(-np.log(price))))
    place.get_by_role("button", name="use the threshold of the costs").click()
    assert "Threshold 0.250," in said(place)


def grids() -> list[tuple[list[list[float]], list[int]]]:
    """Return sets of seven points on a grid, so that many touch the line between the classes."""
    found = []
    while len(found) < 60:
        points, y = RNG.integers(-2, 3, (7, 2)) / 2, RNG.integers(0, 2, 7)
        if np.linalg.matrix_rank(np.column_stack([np.ones(7), points])) == 3 and 0 < sum(y) < 7:
            found.append((points.tolist(), y.tolist()))
    return found


def test_separation(page: Page, address: str):
    """The verdict is the package's on random points; its direction is wrong about no sample."""
    place = explorer(page, address, "separation")
    kinds = {Kind.COMPLETE: "complete", Kind.QUASI_COMPLETE: "quasi-complete"}
    seen = set()
    for points, y in grids():
        found = numbers(page, "separation", points=points, y=y)
        expected = kinds.get(find_separation(points, y).kind, "overlap")
        assert found["kind"] == expected, (points, y)
        signs = 2 * np.array(y) - 1
        margins = signs * (np.column_stack([np.ones(7), points]) @ np.array(found["direction"]))
        assert min(margins) >= -1e-9
        assert sum(margins <= 1e-9) == found["onTheLine"]
        seen.add(expected)
    assert seen == {"complete", "quasi-complete", "overlap"}
    assert said(place).startswith("Overlap")


def test_separation_by_keys(page: Page, address: str):
    """The seventh point moves right, through the line, out of the circles."""
    place = explorer(page, address, "separation")
    place.locator("g[role=button]").nth(6).focus()
    for kind in ["Overlap", "Quasi-complete", "Complete"]:
        assert said(place).startswith(kind)
        for _ in range(4):
            page.keyboard.press("ArrowRight")
