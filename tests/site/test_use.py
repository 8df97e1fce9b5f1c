"""What a reader does with a page: colours, side bars, search, keys; what is wide stays legible."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import serve
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.site

GRADIENT = "book/chapters/gradient.html"
BOOK = serve.pages(under="book/")
DENSE = ["gradient", "softmax", "likelihood", "newton", "descent"]

WALK = """async () => {
    for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight) {
        scrollTo(0, y);
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    }
}"""

STOPS = """() => [...document.querySelectorAll("article [tabindex='0']:not(a, button, g)")]
    .filter((box) => box.scrollWidth <= box.clientWidth + 1 || !box.getAttribute("aria-label"))
    .map((box) => box.className)"""

UNMARKED = """() => [...document.querySelectorAll("article .katex-display, article pre")]
    .filter((box) => box.checkVisibility() && box.scrollWidth > box.clientWidth + 1)
    .filter((box) => !box.hasAttribute("tabindex")).map((box) => box.textContent.slice(0, 60))"""

UNNAMED = """() => [...document.querySelectorAll(".derivation-lines")]
    .filter((list) => !document.getElementById(list.getAttribute("aria-labelledby"))).length"""

TOUCHING = """() => [...document.querySelectorAll("div.math > .eqno")].filter((number) => {
    const mark = number.firstChild.parentElement.getBoundingClientRect();
    return [...number.parentElement.querySelectorAll(".katex-base")].some((piece) => {
        const box = piece.getBoundingClientRect();
        const seen = piece.closest(".katex-display").getBoundingClientRect();
        return Math.min(box.right, seen.right) > mark.left - 2 && box.left < mark.right
            && box.bottom > mark.top + 2 && box.top < mark.bottom - 2;
    });
}).map((number) => number.textContent.trim())"""

TORN = """() => [...document.querySelectorAll(".conditions > .katex-display")].filter((box) => {
    const pieces = [...box.querySelectorAll(".katex-base")].map((x) => x.getBoundingClientRect());
    const turns = pieces.some((piece, k) => k && piece.top > pieces[k - 1].bottom - 4);
    const whole = pieces.reduce((sum, piece) => sum + piece.width, 0);
    return turns && whole < box.closest(".formula").clientWidth - 4;
}).map((box) => box.querySelector("annotation").textContent.slice(0, 80))"""

CUT = """() => [...document.querySelectorAll(".derivation .katex-display")]
    .filter((box) => box.checkVisibility() && box.scrollWidth > box.clientWidth + 1)
    .map((box) => box.querySelector("annotation").textContent.slice(0, 80))"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return a tab of a wide window."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, color_scheme="light", reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """Return a tab of a narrow window."""
    context = browser.new_context(viewport={"width": 375, "height": 800}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


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


def laid_out(page: Page, address: str) -> Page:
    """Open a page with all that is folded unfolded, and lay all of it out."""
    page.goto(address)
    page.evaluate("document.fonts.ready")
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    page.evaluate(WALK)
    return page


@pytest.mark.parametrize("name", BOOK)
def test_formulas_keep_their_places(page: Page, address: str, name: str) -> None:
    """No number stands on its formula, no condition ends in a line's midst, no card cuts a line."""
    laid_out(page, f"{address}/{name}")
    assert page.evaluate(TOUCHING) == []
    assert page.evaluate(TORN) == []
    assert page.evaluate(CUT) == []


@pytest.mark.parametrize("name", BOOK)
def test_formulas_keep_their_places_on_a_phone(phone: Page, address: str, name: str) -> None:
    """The same, but that a long line of a card scrolls inside itself."""
    laid_out(phone, f"{address}/{name}")
    assert phone.evaluate(TOUCHING) == []
    assert phone.evaluate(TORN) == []
    assert phone.evaluate(UNMARKED) == []


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
    laid_out(page, f"{address}/book/chapters/inference.html")
    page.evaluate(BROKEN, change)
    assert page.evaluate(found) != []
