"""What a page costs before a reader presses anything: bytes, and things that jump."""

from __future__ import annotations

import gzip

import pytest
import serve
from playwright.sync_api import Browser, Page, Response

pytestmark = pytest.mark.site

BOOK = serve.pages(under="book/")

WIRE = 400_000  # bytes of a page with all that it loads, compressed as every host does
PACKED = (".html", ".css", ".js", ".json", ".svg")

SHIFTS = """() => new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => {
        for (const shift of list.getEntries()) if (!shift.hadRecentInput) sum += shift.value;
    }).observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done(sum), 300);
})"""


def weight(answer: Response) -> int:
    """Return how many bytes of an answer travel."""
    body = answer.body()
    packed = answer.url.partition("?")[0].endswith(PACKED)
    return len(gzip.compress(body, 6)) if packed else len(body)


def loaded(page: Page, address: str) -> dict[str, int]:
    """Open a page; return what it loaded, with sizes."""
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # a method cannot be marked
    page.goto(address, wait_until="load")
    page.evaluate("document.fonts.ready")
    page.wait_for_load_state("networkidle")
    return {answer.url: weight(answer) for answer in answers}


@pytest.mark.parametrize("name", BOOK or ["book/index.html"])
def test_a_page_is_light(browser: Browser, address: str, name: str) -> None:
    """All that it loads, on a first visit, is below the limit; no icon font is among it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    sizes = loaded(context.new_page(), f"{address}/{name}")
    context.close()
    assert sum(sizes.values()) <= WIRE, sizes
    assert not [url for url in sizes if "fontawesome" in url]


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["index", "chapters/gradient", "chapters/softmax", "errata"])
def test_nothing_jumps(browser: Browser, address: str, name: str, scheme: str, width: int) -> None:
    """Text stays where it is while fonts, colours and scripts arrive."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(f"{address}/book/{name}.html", wait_until="load")
    page.evaluate("document.fonts.ready")
    shift = page.evaluate(SHIFTS)
    size = page.evaluate("getComputedStyle(document.documentElement).fontSize")
    context.close()
    assert (round(shift, 2), size) == (0, "17px")
