"""What is wide stays legible: it scrolls, by keys as well; letters keep their size on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from site_layout import TORN, TOUCHING, WALK, laid_out

pytestmark = pytest.mark.site

GRADIENT = "book/chapters/gradient.html"
DENSE = ["gradient", "softmax", "likelihood", "newton", "descent"]

STOPS = """() => [...document.querySelectorAll("article [tabindex='0']:not(a, button, g)")]
    .filter((box) => box.scrollWidth <= box.clientWidth + 1 || !box.getAttribute("aria-label"))
    .map((box) => box.className)"""

UNNAMED = """() => [...document.querySelectorAll(".derivation-lines")]
    .filter((list) => !document.getElementById(list.getAttribute("aria-labelledby"))).length"""

SMALL = """() => [...document.querySelectorAll(".lr-drawing")].flatMap((drawing) => {
    const svg = drawing.firstElementChild;
    const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
    const size = (text) => parseFloat(getComputedStyle(text).fontSize) * scale;
    const words = [...svg.querySelectorAll("text")].filter((text) => !text.querySelector("tspan"));
    return words.filter((text) => size(text) < 10.99).map((text) => text.textContent);
})"""


@pytest.mark.parametrize("chapter", DENSE)
def test_only_what_scrolls_is_a_stop(page: Page, address: str, chapter: str) -> None:
    """Each stop of the tab key has a name and more to show; each card names its list."""
    page.goto(f"{address}/book/chapters/{chapter}.html")
    page.evaluate("document.fonts.ready")
    page.evaluate(WALK)
    assert page.evaluate(STOPS) == []
    assert page.evaluate(UNNAMED) == 0


def test_what_scrolls_is_a_stop(phone: Page, address: str) -> None:
    """On a phone as well, once it is near."""
    phone.goto(f"{address}/{GRADIENT}")
    phone.evaluate("document.fonts.ready")
    box = phone.locator(".derivation .katex-display").first
    box.evaluate("(box) => { box.style.width = '1rem'; box.style.whiteSpace = 'nowrap'; }")
    box.evaluate("(box) => { box.firstChild.style.whiteSpace = 'nowrap'; }")
    box.scroll_into_view_if_needed()
    expect(box).to_have_attribute("tabindex", "0")
    assert box.get_attribute("aria-label").startswith("Wide formula")


BROKEN = """(change) => {
    const box = document.querySelector("div.math:has(> .eqno):has(.conditions)");
    const number = box.querySelector(".eqno"), formula = box.querySelector(".formula");
    box.scrollIntoView();
    if (change === "number") number.style.cssText = "position: absolute; right: 40%";
    if (change === "condition") {
        formula.querySelectorAll(".conditions .katex-display").forEach((told) => {
            told.style.width = "2.5rem";
        });
    }
}"""


@pytest.mark.parametrize(("change", "found"), [("number", TOUCHING), ("condition", TORN)])
def test_a_formula_out_of_place_is_found(page: Page, address: str, change: str, found: str) -> None:
    """The measures of the tests above can fail."""
    page.goto(f"{address}/book/chapters/inference.html")
    page.evaluate("document.fonts.ready")
    laid_out(page)
    page.evaluate(BROKEN, change)
    assert page.evaluate(found) != []


@pytest.mark.parametrize(
    "name", ["map", "chapters/gradient", "chapters/softmax", "chapters/newton"]
)
def test_letters_of_figures_keep_their_size(phone: Page, address: str, name: str) -> None:
    """On a phone a figure scrolls sideways, also by keys, rather than show letters below 11 px."""
    phone.goto(f"{address}/book/{name}.html")
    phone.evaluate("delete document.documentElement.dataset.near")
    phone.evaluate("document.fonts.ready")
    phone.evaluate(WALK)
    assert phone.locator(".lr-drawing").count() > 0
    assert phone.evaluate(SMALL) == []
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
