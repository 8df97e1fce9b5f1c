"""Every page, as a reader has it: wide and narrow, light and dark, in a real browser."""

import re
from pathlib import Path

import pytest
import serve
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.site

SCREENSHOTS = serve.SITE.parent / "screenshots"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LAYOUTS = [(width, scheme) for width in (1280, 375) for scheme in ("light", "dark")]

RAW_TEX = r"""() => {
    const prose = document.querySelector("article, main, body").cloneNode(true);
    prose.querySelectorAll("script, style, pre, code, annotation").forEach((e) => e.remove());
    return prose.textContent.match(/\\[a-zA-Z]+|\\[(\[]|\$\$/g) ?? [];
}"""

# A box may be wider than the page only inside something that scrolls.
OVERFLOW = """() => {
    const page = document.documentElement;
    return page.scrollWidth > page.clientWidth ? page.scrollWidth : 0;
}"""


def pages() -> list[str]:
    """Return every page of the site; a missing site is reported by the fixture."""
    found = sorted(p for p in serve.SITE.rglob("*.html") if "_static" not in p.parts)
    return [p.relative_to(serve.SITE).as_posix() for p in found] or ["index.html"]


@pytest.fixture(scope="module", params=LAYOUTS, ids=lambda layout: f"{layout[0]}-{layout[1]}")
def window(request: pytest.FixtureRequest, browser: Browser):
    """Return a fresh window of one width and colour scheme."""
    width, scheme = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    yield context
    context.close()


@pytest.fixture
def page(window, address: str):
    """Return a page that notes every complaint and every request to elsewhere."""
    tab = window.new_page()
    tab.faults = []
    tab.on("pageerror", lambda error: tab.faults.append(f"error: {error}"))
    tab.on("console", lambda message: _note(tab, message))
    tab.on("request", lambda request: _leaves(tab, request.url, address))
    tab.on(
        "response", lambda answer: answer.ok or tab.faults.append(f"{answer.status} {answer.url}")
    )
    yield tab
    tab.close()


def _note(tab: Page, message) -> None:
    """Keep the console's warnings and errors."""
    if message.type in ("error", "warning"):
        tab.faults.append(f"console {message.type}: {message.text}")


def _leaves(tab: Page, url: str, address: str) -> None:
    """Keep a request that goes to another host."""
    if not url.startswith((f"{address}/", "data:", "blob:")):
        tab.faults.append(f"request to another host: {url}")


@pytest.mark.parametrize("name", pages())
def test_page(page: Page, axe: str, address: str, name: str, request: pytest.FixtureRequest):
    """It makes no noise, keeps to its width, sets its formulas, and is open to everyone."""
    page.goto(f"{address}/{name}", wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    shot = f"{Path(name).with_suffix('').as_posix().replace('/', '-')}-{layout(request)}.png"
    page.screenshot(path=SCREENSHOTS / shot, full_page=True)
    faults = [*page.faults, *layout_faults(page), *formula_faults(page), *axe_faults(page, axe)]
    assert faults == [], "\n" + "\n".join(faults)


def layout(request: pytest.FixtureRequest) -> str:
    """Return the width and scheme of a test from its id."""
    return re.search(r"(1280|375)-(light|dark)", request.node.name)[0]


def layout_faults(page: Page) -> list[str]:
    """Find a page wider than its window, and pictures without words."""
    width = page.evaluate(OVERFLOW)
    wide = [f"the page scrolls sideways: {width} px"] if width else []
    silent = page.locator("img:not([alt]), svg[role=img]:not([aria-label])").count()
    return wide + ([f"{silent} pictures without alternative text"] if silent else [])


def formula_faults(page: Page) -> list[str]:
    """Find formulas that were not set, or set wrongly."""
    unset = page.locator("span.math:not(:has(.katex)), div.math:not(:has(.katex))").count()
    wrong = page.locator(".katex-error").count()
    raw = page.evaluate(RAW_TEX)
    return (
        ([f"{unset} formulas not set"] if unset else [])
        + ([f"{wrong} formulas with an error"] if wrong else [])
        + ([f"TeX in the text: {raw[:5]}"] if raw else [])
    )


def axe_faults(page: Page, axe: str) -> list[str]:
    """Return what the accessibility checker objects to."""
    page.evaluate(axe)
    options = {"runOnly": RULES, "resultTypes": ["violations"]}
    found = page.evaluate("(options) => axe.run(document, options)", options)
    return [
        f"axe {v['id']}: {v['help']}: {v['nodes'][0]['html'][:160]}" for v in found["violations"]
    ]


def test_pages_are_readable_without_script(browser: Browser, address: str):
    """Formulas and text stand in the page itself."""
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    for name in (n for n in pages() if n.startswith("book/")):
        tab.goto(f"{address}/{name}")
        assert tab.locator("h1").count() == 1, name
        assert tab.locator(".math:not(:has(.katex))").count() == 0, name
    context.close()
