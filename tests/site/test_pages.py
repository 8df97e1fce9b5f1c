"""Every page, as a reader has it: wide and narrow, light and dark, in a real browser."""

from pathlib import Path

import pytest
import serve
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response
from site_layout import WALK, out_of_place

pytestmark = pytest.mark.site

SCREENSHOTS = serve.SITE.parent / "screenshots"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LAYOUTS = [(width, scheme) for width in (1280, 375) for scheme in ("light", "dark")]
TWO_LAYOUTS = [(1280, "light"), (375, "dark")]  # of pages of source code, and of pictures

RAW_TEX = r"""() => {
    const prose = document.querySelector("article, main, body").cloneNode(true);
    prose.querySelectorAll("script, style, pre, code, annotation").forEach((e) => e.remove());
    return prose.textContent.match(/\\[a-zA-Z]+|\\[(\[]|\$\$/g) ?? [];
}"""

# The strokes of formulas and figures, thousands on a page, are not judged one by one: they are
# hidden from assistive technology. Their places stay, so that what scrolls still does.
EMPTY_DRAWINGS = """() => {
    const drawings = [...document.querySelectorAll(".katex-html, svg[role=img]")];
    const sizes = drawings.map((drawing) => drawing.getBoundingClientRect());
    drawings.forEach((drawing, k) => {
        drawing.replaceChildren();
        const { width, height } = sizes[k];
        drawing.style = `display: inline-block; width: ${width}px; height: ${height}px`;
    });
}"""

# A box may be wider than the page only inside something that scrolls.
OVERFLOW = """() => {
    const page = document.documentElement;
    return page.scrollWidth > page.clientWidth ? page.scrollWidth : 0;
}"""

# A wide formula scrolls inside itself, from its beginning. An empty box waits for an answer.
CUT_OFF = """() => [...document.querySelectorAll("div.math:not(:empty)")].filter((box) =>
    box.querySelector(".katex-html").getBoundingClientRect().left
        < box.getBoundingClientRect().left - 1).length"""


def cases() -> list[tuple[str, int, str]]:
    """Return each page of the book in all four layouts, each page of source in two."""
    return [
        (name, width, scheme)
        for name in serve.pages() or ["index.html"]
        for width, scheme in LAYOUTS
        if (not name.startswith("source/") or (width, scheme) in TWO_LAYOUTS)
    ]


@pytest.fixture(scope="session")
def windows(browser: Browser) -> dict[tuple[int, str], BrowserContext]:
    """Return one window for each width and colour scheme."""
    return {
        (width, scheme): browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
        )
        for width, scheme in LAYOUTS
    }


def open_tab(window: BrowserContext, address: str) -> tuple[Page, list[str]]:
    """Return a new tab, and the list of its complaints and of its requests to elsewhere."""
    tab, faults = window.new_page(), []
    tab.on("pageerror", lambda error: faults.append(f"error: {error}"))
    tab.on("console", lambda message: faults.extend(complaint(message)))
    tab.on("request", lambda request: faults.extend(leaves(request.url, address)))
    tab.on("response", lambda answer: faults.extend(unanswered(answer)))
    return tab, faults


def complaint(message: ConsoleMessage) -> list[str]:
    """Keep the console's warnings and errors."""
    return [f"{message.type}: {message.text}"] if message.type in ("error", "warning") else []


def leaves(url: str, address: str) -> list[str]:
    """Keep a request that goes to another host."""
    inside = url.startswith((f"{address}/", "data:", "blob:"))
    return [] if inside else [f"request to another host: {url}"]


def unanswered(answer: Response) -> list[str]:
    """Keep a request for something that is not there."""
    return [] if answer.ok else [f"{answer.status} {answer.url}"]


@pytest.mark.parametrize(("name", "width", "scheme"), cases())
def test_page(windows, axe: str, address: str, name: str, width: int, scheme: str):
    """It makes no noise, keeps to its width, sets its formulas, and is open to everyone."""
    tab, faults = open_tab(windows[width, scheme], address)
    tab.goto(f"{address}/{name}", wait_until="load")
    tab.evaluate("document.fonts.ready")
    if not name.startswith("source/"):
        picture = Path(name).with_suffix("").as_posix().replace("/", "-")
        tab.evaluate(WALK)
        if (width, scheme) in TWO_LAYOUTS:
            tab.screenshot(path=SCREENSHOTS / f"{picture}-{width}-{scheme}.png", full_page=True)
        faults += out_of_place(tab, width) if scheme == "light" else []
    faults += [*layout_faults(tab), *formula_faults(tab), *axe_faults(tab, axe)]
    tab.close()
    assert faults == [], "\n" + "\n".join(faults)


def layout_faults(page: Page) -> list[str]:
    """Find a page wider than its window, and pictures without words."""
    width = page.evaluate(OVERFLOW)
    wide = [f"the page scrolls sideways: {width} px"] if width else []
    silent = page.locator("img:not([alt]), svg[role=img]:not([aria-label])").count()
    return wide + ([f"{silent} pictures without alternative text"] if silent else [])


def formula_faults(page: Page) -> list[str]:
    """Find formulas that were not set, or set wrongly."""
    cut = page.evaluate(CUT_OFF)
    unset = page.locator("span.math:not(:has(.katex)), div.math:not(:empty, :has(.katex))").count()
    wrong = page.locator(".katex-error").count()
    raw = page.evaluate(RAW_TEX)
    return (
        ([f"{cut} formulas whose beginning is cut off"] if cut else [])
        + ([f"{unset} formulas not set"] if unset else [])
        + ([f"{wrong} formulas with an error"] if wrong else [])
        + ([f"TeX in the text: {raw[:5]}"] if raw else [])
    )


def axe_faults(page: Page, axe: str) -> list[str]:
    """Return what the accessibility checker objects to."""
    page.evaluate(EMPTY_DRAWINGS)
    page.evaluate(axe)
    options = {"runOnly": RULES, "resultTypes": ["violations"]}
    found = page.evaluate("(options) => axe.run(document, options)", options)
    return [
        f"axe {v['id']}: {v['help']}: {v['nodes'][0]['html'][:160]}" for v in found["violations"]
    ]


def test_the_root_is_the_landing_page(windows, address: str):
    """The address without a page shows the book's first one, without a detour."""
    tab, faults = open_tab(windows[1280, "light"], address)
    tab.goto(f"{address}/")
    assert tab.locator("article h1").inner_text().startswith("Logistic regression")
    tab.get_by_role("link", name="Skip to main content").focus()
    tab.keyboard.press("Enter")
    assert tab.url == f"{address}/#main-content"
    tab.close()
    assert faults == []


def test_pages_are_readable_without_script(browser: Browser, address: str):
    """Formulas and text stand in the page itself."""
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    for name in serve.pages(under="book/"):
        tab.goto(f"{address}/{name}")
        assert tab.locator("article h1").count() == 1, name
        assert tab.locator(".math:not(:has(.katex))").count() == 0, name
    context.close()
