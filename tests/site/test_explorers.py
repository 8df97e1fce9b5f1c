"""Explorers: each number that a reader sees is the one that the package computes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from scipy.optimize import brentq
from scipy.stats import entropy
from sklearn.metrics import roc_curve
from statsmodels.datasets import spector

from lrmath.numeric import (
    Kind,
    find_separation,
    fit,
    gradient,
    hessian,
    lasso_path,
    logit,
    loss,
    sigmoid,
    sigmoid_derivative,
    softmax,
)
from lrmath.plots.families import LAWS
from lrmath.plots.inference import wald_and_ratio

pytestmark = pytest.mark.site

# The script that the page itself has loaded.
CALL = """async ([name, what, state]) => {
    const script = document.querySelector(`script[src*="explorers/${name}.js"]`);
    return (await import(script.src))[what](state);
}"""
PLACES = {
    "scales": "odds",
    "steps": "descent",
    "byhand": "gradient",
    "costs": "decisions",
    "separation": "existence",
    "newton": "newton",
    "links": "families",
    "temperature": "softmax",
    "lasso": "regularisation",
    "hauck": "inference",
}
# The least height of a drawing's letters as they are on the screen, and what leaves the drawing.
LETTERS = """(place) => {
    const box = place.querySelector("svg").getBoundingClientRect();
    const scale = box.width / place.querySelector("svg").viewBox.baseVal.width;
    const words = [...place.querySelectorAll("svg text")].filter((t) => t.textContent);
    const outside = words.filter((t) => {
        const at = t.getBoundingClientRect();
        return at.left < box.left - 1 || at.right > box.right + 1 || at.bottom > box.bottom + 1;
    });
    const sizes = words.map((t) => parseFloat(getComputedStyle(t).fontSize) * scale);
    return { least: Math.min(99, ...sizes), outside: outside.map((t) => t.textContent) };
}"""
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
    return page.evaluate(CALL, [name, "numbers", state])


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
def test_an_explorer_fits_a_phone(browser: Browser, address: str, name: str):
    """Its letters have their size, nothing sticks out, and a finger finds the controls."""
    context = browser.new_context(viewport={"width": 375, "height": 800}, has_touch=True)
    tab = context.new_page()
    place = explorer(tab, address, name)
    found = place.evaluate(LETTERS)
    assert found["least"] >= 11
    assert found["outside"] == []
    wide = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert tab.evaluate(wide) == 0
    for control in place.locator("input, button").all():
        assert control.bounding_box()["height"] >= 24
    context.close()


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
    eta = float(place.locator("input[data-key=eta]").input_value())
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
    ends = [found["cycle"], -found["cycle"]]
    there = ends[0] - step * gradient(X, y, [ends[0]])[0] / 2
    assert there == pytest.approx(ends[1], abs=1e-9)
    assert (found["cycle"] > 0) == (step > 8)


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
        assert (found["hits"] + misses, found["quiet"] + alarms) == (sum(y == 1), sum(y == 0))
    alarm, hit, _ = roc_curve(y, p, drop_intermediate=False)
    curve = page.evaluate(CALL, ["costs", "roc", {"p": list(p), "y": [int(v) for v in y]}])
    assert np.transpose(curve) == pytest.approx(np.array([alarm, hit]))
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
        if expected == "overlap":
            weights = np.array(found["weights"])
            assert min(weights) > 0
            tenths = np.round(10 * np.column_stack([np.ones(7), points]))
            assert (weights * signs) @ tenths == pytest.approx(0, abs=0)
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


@pytest.mark.parametrize("start", [-3.0, 0.4, 2.1, 2.17, 2.18, 3.0])
def test_newton_starts(page: Page, address: str, start: float):
    """The steps are those of the package's gradient and Hessian; the border is the theorem's."""
    explorer(page, address, "newton")
    X, y, t = np.ones((2, 1)), np.array([1, 0]), start
    found = numbers(page, "newton", start=start)
    for here in found["path"]:
        assert here == pytest.approx(t, rel=1e-9, abs=1e-12)
        if abs(t) < 30:
            t = t - float(gradient(X, y, [t])[0] / hessian(X, y, [t])[0, 0])
    border = brentq(lambda r: np.sinh(r) - 2 * r, 1, 3, xtol=1e-14)
    assert found["border"] == pytest.approx(border, rel=1e-12)
    assert found["inside"] == (abs(start) < border) == (abs(found["path"][-1]) < abs(start))


def test_newton_over_the_border(page: Page, address: str):
    """Two buttons stand on either side of it."""
    place = explorer(page, address, "newton")
    for side in ["inside", "outside"]:
        place.get_by_role("button", name=f"just {side}").click()
        assert f"{side} the border 2.177" in said(place)


@pytest.mark.parametrize("mean", [0.001, 0.02, 0.3, 0.5, 0.77, 0.999])
def test_links(page: Page, address: str, mean: float):
    """Each predictor is the quantile of the law that the figure draws."""
    explorer(page, address, "links")
    found = numbers(page, "links", mean=mean)
    assert found == pytest.approx({k: law.ppf(mean) for k, law in LAWS.items()}, rel=1e-10)


@pytest.mark.parametrize("temperature", [1 / 16, 0.5, 1.0, 16.0])
def test_temperature(page: Page, address: str, temperature: float):
    """Probabilities and entropy are those of the package and of SciPy."""
    explorer(page, address, "temperature")
    for scores in ([2.0, 1.0, -0.5], [3.0, 3.0, -3.0], [0.0, 0.0, 0.0]):
        found = numbers(page, "temperature", scores=scores, temperature=temperature)
        p = softmax(np.array(scores) / temperature)
        assert found["p"] == pytest.approx(p, rel=1e-12, abs=1e-300)
        assert found["entropy"] == pytest.approx(entropy(p), abs=1e-12)


def test_temperature_knows_differences_only(page: Page, address: str):
    """One more for every score: three sliders move, and nothing else does."""
    place = explorer(page, address, "temperature")
    before = said(place), place.locator("circle.handle").bounding_box()
    place.get_by_role("button", name="add 1 to every score").click()
    assert (said(place), place.locator("circle.handle").bounding_box()) == before
    assert place.locator("input[data-key=cat]").input_value() == "3"


def test_temperature_by_touch(page: Page, address: str):
    """The point follows the pointer to the corner of the owl."""
    place = explorer(page, address, "temperature")
    box, goal = (place.locator(which).bounding_box() for which in ["circle.handle", "svg"])
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(goal["x"] + goal["width"] / 2, goal["y"] + 30, steps=4)
    page.mouse.up()
    scores = [float(place.locator(f"input[data-key={k}]").input_value()) for k in ("cat", "owl")]
    assert scores[1] > scores[0] + 2


def test_the_path_of_the_lasso(page: Page, address: str):
    """Slopes, zeros, pulls and the largest penalty are those of the package's fits."""
    explorer(page, address, "lasso")
    data = spector.load_pandas()
    X = ((data.exog - data.exog.mean()) / data.exog.std(ddof=0)).to_numpy()
    y = data.endog.to_numpy().astype(int)
    state = page.evaluate("document.querySelector('lr-lasso').state")
    assert np.array(state["X"]) == pytest.approx(X, rel=1e-12)
    dropped = set()
    for penalty in [0.0, 0.4, 1.0, 2.0, 3.5, 5.0, 7.5, 8.0]:
        found = numbers(page, "lasso", X=X.tolist(), y=y.tolist(), penalty=penalty)
        expected = fit(X, y, l1=penalty).coefficients
        assert found["coefficients"] == pytest.approx(expected, abs=1e-7)
        assert [b == 0 for b in found["coefficients"]] == list(expected == 0)
        pulls = gradient(np.column_stack([np.ones(len(y)), X]), y, found["coefficients"])
        assert found["pulls"] == pytest.approx(-pulls[1:], abs=1e-9)
        dropped.add(sum(b == 0 for b in found["coefficients"]))
    assert dropped == {0, 1, 2, 3}
    assert found["largest"] == pytest.approx(lasso_path(X, y, count=2).largest, rel=1e-12)


def test_wald_turns(page: Page, address: str):
    """Both statistics are those of the figure; the button leads to the top of Wald's."""
    place = explorer(page, address, "hauck")
    state = page.evaluate("document.querySelector('lr-hauck').state")
    trials, first = state["trials"], state["first"]
    successes = np.arange(500, trials)
    wald, ratio = wald_and_ratio(successes, trials, first)
    for k in [0, 1, 250, 480, 499]:
        a = int(successes[k])
        found = numbers(page, "hauck", successes=a, trials=trials, first=first)
        assert found["wald"] == pytest.approx(wald[k], rel=1e-10)
        assert found["ratio"] == pytest.approx(ratio[k], rel=1e-9, abs=1e-10)
    place.get_by_role("button", name="to the turn").click()
    assert int(place.locator("input").input_value()) == successes[np.argmax(wald)]
    assert f"Wald {wald.max():.1f}, past the turn" in said(place)
