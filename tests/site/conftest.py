"""The built site, served on this machine, and a browser without network to look at it."""

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import serve
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from readers import START, Reader

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "tools" / "node" / "node_modules" / "axe-core" / "axe.min.js"

# No sandbox: a test runs as root in a container. The rest keeps the browser from calling home.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Return the address at which the built site is served."""
    if not (serve.SITE / "index.html").exists():
        pytest.fail("there is no site to test: run `make book` first", pytrace=False)
    with serve.server() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a headless Chromium."""
    program = (
        os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    )
    if not program:
        pytest.fail(
            "no Chromium: install it (Debian: `apt-get install chromium`) "
            "or give its path in the variable CHROMIUM",
            pytrace=False,
        )
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """Return the accessibility checker's script."""
    if not AXE.exists():
        pytest.fail("axe-core is not installed: run `make book` first", pytrace=False)
    return AXE.read_text(encoding="utf-8")


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


@pytest.fixture
def window(browser: Browser) -> Iterator[BrowserContext]:
    """A window that remembers nothing."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(START)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context
    context.close()


@pytest.fixture
def reader(window: BrowserContext, address: str) -> Iterator[Reader]:
    """A reader whom nothing may disturb, and whose browser may ask no other host."""
    found = Reader(window.new_page(), address)
    found.watch()
    yield found
    assert found.faults == []
    assert found.elsewhere() == []
