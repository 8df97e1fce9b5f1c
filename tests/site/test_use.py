"""What a reader does with a page: colours, side bars, search, keys."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.site

GRADIENT = "book/chapters/gradient.html"


def theme(page: Page) -> str:
    """Return which colours a page has."""
    return page.evaluate("document.documentElement.dataset.theme")


def test_colours_change_and_stay(page: Page, address: str) -> None:
    """The button turns to the dark, and the next page is dark from its first moment."""
    page.goto(f"{address}/{GRADIENT}")
    assert theme(page) == "light"
    page.locator(".theme-switch-button:visible").click()
    assert theme(page) == "dark"
    page.goto(f"{address}/book/errata.html", wait_until="commit")
    page.wait_for_selector("body", state="attached")
    assert theme(page) == "dark"


def test_the_side_bar_closes_on_a_wide_screen(page: Page, address: str) -> None:
    """The button takes the contents away and brings them back."""
    page.goto(f"{address}/{GRADIENT}")
    bar, button = page.locator("#pst-primary-sidebar"), page.locator(".primary-toggle")
    button.click()
    expect(bar).to_be_hidden()
    button.click()
    expect(bar).to_be_visible()


@pytest.mark.parametrize("which", ["primary", "secondary"])
def test_the_side_bars_open_on_a_phone(phone: Page, address: str, which: str) -> None:
    """They open over the text; Escape closes them, and so does a link in them."""
    phone.goto(f"{address}/{GRADIENT}")
    dialog = phone.locator(f"#pst-{which}-sidebar-modal")
    phone.locator(f".{which}-toggle").click()
    expect(dialog).to_be_visible()
    phone.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    phone.locator(f".{which}-toggle").click()
    dialog.locator("a:visible").last.click()
    expect(dialog).to_be_hidden()


def test_the_keyboard_opens_the_search(page: Page, address: str) -> None:
    """Ctrl+K, words, Enter."""
    page.goto(f"{address}/{GRADIENT}")
    page.keyboard.press("Control+k")
    page.keyboard.type("hessian")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=hessian")
    expect(page.locator("#lr-hits > li").first).to_be_visible()


@pytest.mark.parametrize("start", ["chapters/gradient.html", "errata.html"])
def test_a_link_leads_to_its_place(page: Page, address: str, start: str) -> None:
    """From the contents of the page or from another page: the heading is in sight, uncovered."""
    page.goto(f"{address}/book/{start}")
    if start == "errata.html":
        page.goto(f"{address}/{GRADIENT}#exercises")
    else:
        page.locator("#pst-page-toc-nav a[href='#exercises']").click()
    page.wait_for_timeout(500)
    top = page.locator("#exercises > h2").bounding_box()["y"]
    assert page.locator(".bd-header-article").bounding_box()["height"] - 1 <= top < 450


def hits(page: Page, address: str, query: str) -> list[str]:
    """Return the places that a search finds, best first."""
    page.goto(f"{address}/search.html?q={query}")
    expect(page.locator("#lr-count")).not_to_be_empty()
    links = page.locator("#lr-hits a").all()
    return [str(link.get_attribute("href")).split("book/", 1)[1] for link in links]


def test_chapters_come_before_the_reference(page: Page, address: str) -> None:
    """A word leads to the section that explains it."""
    found = hits(page, address, "hessian")
    assert found[0].startswith("chapters/")
    assert all("#" in place for place in found)


def test_a_label_is_found(page: Page, address: str) -> None:
    """An equation is found by the name that ties it to its proof and program."""
    assert hits(page, address, "eq-gradient")[0].startswith("chapters/gradient.html#")


def test_another_word_for_it_is_found(page: Page, address: str) -> None:
    """Who knows it as the sigmoid finds the logistic function."""
    assert any(
        place.startswith("chapters/odds.html#") for place in hits(page, address, "sigmoid")[:5]
    )


def test_an_excerpt_has_each_formula_once(page: Page, address: str) -> None:
    """In letters, not in TeX."""
    hits(page, address, "softmax")
    excerpts = page.locator("#lr-hits p").all_text_contents()
    assert len(excerpts) > 5
    assert not [words for words in excerpts if "\\" in words]


def test_the_menu_of_downloads_opens(page: Page, address: str) -> None:
    """By a key; Escape closes it."""
    page.goto(f"{address}/{GRADIENT}")
    menu = page.locator(".dropdown-download-buttons .dropdown-menu")
    page.locator(".dropdown-download-buttons > button").focus()
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()


def test_a_missing_page_leads_home(page: Page, address: str) -> None:
    """The site has an answer of its own, at every depth."""
    answer = page.goto(f"{address}/book/chapters/nothing/here.html")
    assert answer.status == 404
    page.get_by_role("link", name="Go to the first page").click()
    page.wait_for_url("**/book/index.html")


def test_a_solution_opens_for_a_link_and_without_script(browser: Browser, address: str) -> None:
    """The fold is the browser's own."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/{GRADIENT}")
    box = page.locator("details.solution").first
    expect(box.locator("section")).to_be_hidden()
    box.locator("summary").click(position={"x": 4, "y": 8})
    expect(box.locator("section")).to_be_visible()
    context.close()
