"""The map of theorems on the site: the table, and the picture that is drawn from it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import serve
from playwright.sync_api import Browser, Page, expect

from lrmath.theorems import catalogue
from lrmath.theorems.chains import carried, citations, depths

pytestmark = pytest.mark.site

MAP = "book/map.html"
ROWS = """() => [...document.querySelectorAll("tr[id^=map-]")].map((row) => {
    const labels = (name) => [...row.querySelectorAll(`.${name} a`)].map((a) => a.hash.slice(5));
    return {
        label: row.id.slice(4),
        goal: row.querySelector(".map-number a").getAttribute("href"),
        below: labels("map-rests-on"),
        above: labels("map-carries"),
        badges: row.querySelector(".ties").textContent,
        links: [...row.querySelectorAll(".ties a")].length,
    };
})"""
# Letters smaller than 11 px, and boxes that stick out of the picture.
FAULTS = """(map) => {
    const edge = map.querySelector(".map-frame").getBoundingClientRect().right + 1;
    const size = (text) => parseFloat(getComputedStyle(text).fontSize);
    const small = [...map.querySelectorAll("text")].filter((text) => size(text) < 11);
    const boxes = [...map.querySelectorAll("rect")];
    const out = boxes.filter((box) => box.getBoundingClientRect().right > edge);
    return [small.length, out.length];
}"""


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Return the page of the map, without movement."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    tab = context.new_page()
    tab.goto(f"{address}/{MAP}")
    yield tab
    context.close()


def chosen(page: Page) -> str:
    """Return the theorem in the middle of the picture."""
    return str(page.locator(".map-chosen").get_attribute("data-label"))


def test_the_table_has_every_theorem_and_every_citation(page: Page) -> None:
    """The edges of the checked theorems are the catalogue's, read both ways; there is no circle."""
    rows = {row["label"]: row for row in page.evaluate(ROWS)}
    below = {label: row["below"] for label, row in rows.items()}
    assert set(catalogue()) <= set(rows)
    assert {label: below[label] for label in catalogue()} == citations()
    above = carried(below)
    assert {label: row["above"] for label, row in rows.items()} == above
    assert max(depths(below).values()) > max(depths(citations()).values())


def test_every_theorem_leads_to_its_page(page: Page) -> None:
    """Its number is a link to the very place; a checked one has links to proof and code."""
    for row in page.evaluate(ROWS):
        parts = urlsplit(row["goal"])
        goal = posixpath.normpath(posixpath.join("book", parts.path))
        html = (serve.SITE / goal).read_text(encoding="utf-8")
        assert f'id="{parts.fragment}"' in html, row["label"]
        if row["label"].startswith("eq-"):
            assert row["badges"].startswith("✓ Machine-checked.")
            assert row["links"] >= 1
        else:
            assert "✓" in row["badges"] or "¶" in row["badges"]


def test_a_theorem_is_chosen_by_keys_and_its_link_followed(page: Page) -> None:
    """In the list, then with arrows in the picture; the link leads to its equation."""
    page.locator("lr-map select").focus()
    page.locator("lr-map select").select_option("eq-hessian")
    assert chosen(page) == "eq-hessian"
    page.locator(".map-chosen").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    assert chosen(page) in citations()["eq-hessian"]
    assert page.evaluate("location.hash") == f"#map-{chosen(page)}"
    there = chosen(page)
    expect(page.locator(".map-card")).to_contain_text(there)
    page.locator(".map-card").get_by_role("link", name="Go to").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/*.html#equation-{there}")
    assert page.locator(f"#equation-{there}").is_visible()


def test_the_picture_has_all_neighbours(page: Page) -> None:
    """Boxes for what it cites and for what cites it, each joined by a line."""
    rows = {row["label"]: row for row in page.evaluate(ROWS)}
    for label in ["eq-gradient", "thm-gradient", "eq-sigmoid-derivative"]:
        page.locator("lr-map select").select_option(label)
        boxes = page.locator(".map-box").evaluate_all("(all) => all.map((b) => b.dataset.label)")
        assert len(boxes) == len(set(boxes))
        assert {label, *rows[label]["below"], *rows[label]["above"]} <= set(boxes)
        lines = sum(other in boxes for box in boxes for other in rows[box]["below"])
        assert page.locator(".map-edge").count() == lines


def test_an_equation_leads_to_the_map(page: Page, address: str) -> None:
    """The line under it has a link, and the picture shows it."""
    page.goto(f"{address}/book/chapters/gradient.html")
    page.evaluate("delete document.documentElement.dataset.near")
    page.locator("a[href$='map.html#map-eq-gradient']").first.click()
    page.wait_for_url("**/map.html#map-eq-gradient")
    assert chosen(page) == "eq-gradient"


@pytest.mark.parametrize("label", ["eq-gradient", "eq-energy", "eq-sigmoid-derivative"])
def test_the_picture_fits_a_phone(browser: Browser, address: str, label: str) -> None:
    """Boxes stand below each other, and their letters have their size."""
    context = browser.new_context(viewport={"width": 375, "height": 800}, has_touch=True)
    tab = context.new_page()
    tab.goto(f"{address}/{MAP}#map-{label}")
    expect(tab.locator(".map-chosen")).to_be_visible()
    assert tab.locator("lr-map").evaluate(FAULTS) == [0, 0]
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_without_script_there_is_the_table(browser: Browser, address: str) -> None:
    """Its links work; there is no empty frame."""
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{address}/{MAP}")
    expect(tab.locator("lr-map")).to_be_hidden()
    tab.locator("#map-eq-gradient .map-rests-on a").first.click()
    assert tab.url.endswith(f"#map-{citations()['eq-gradient'][0]}")
    context.close()
