"""What a reader does with a page: colours, side bars, search, keys; what is wide stays legible."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.site

GRADIENT = "book/chapters/gradient.html"
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

CUT = """() => [...document.querySelectorAll(".derivation .katex-display")]
    .filter((box) => box.checkVisibility() && box.scrollWidth > box.clientWidth + 1)
    .map((box) => box.querySelector("annotation").textContent.slice(0, 80))"""


SMALL = """() => [...document.querySelectorAll(".lr-drawing")].flatMap((drawing) => {
    const svg = drawing.firstElementChild;
    const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
    const size = (text) => parseFloat(getComputedStyle(text).fontSize) * scale;
    const words = [...svg.querySelectorAll("text")].filter((text) => !text.querySelector("tspan"));
    return words.filter((text) => size(text) < 10.99).map((text) => text.textContent);
})"""


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


@pytest.mark.parametrize("chapter", DENSE)
@pytest.mark.parametrize("width", [1280, 375])
def test_numbers_keep_their_distance(
    browser: Browser, address: str, chapter: str, width: int
) -> None:
    """The number of an equation does not stand on its formula."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{address}/book/chapters/{chapter}.html")
    page.evaluate("document.fonts.ready")
    page.evaluate(WALK)
    assert page.evaluate(TOUCHING) == []
    context.close()


@pytest.mark.parametrize("chapter", DENSE)
def test_the_lines_of_a_card_are_seen_whole(page: Page, address: str, chapter: str) -> None:
    """Who judges a line must see it: on a wide screen none is cut."""
    page.goto(f"{address}/book/chapters/{chapter}.html")
    page.evaluate("document.fonts.ready")
    page.evaluate(WALK)
    assert page.evaluate(CUT) == []


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
