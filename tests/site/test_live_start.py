"""What the live checker loads and when, what it keeps, and what happens when something fails."""

from __future__ import annotations

import hashlib
import json
from urllib.parse import quote

import pytest
import serve
from playwright.sync_api import Browser, BrowserContext, Route, expect
from readers import CARD, PAGE, START, Card, Reader

pytestmark = pytest.mark.site


def test_nothing_is_loaded_before_the_button_is_pressed(reader: Reader):
    """Neither Python nor the editor; and only then the folder named by its content."""
    reader.tab.goto(f"{reader.address}/{PAGE}", wait_until="networkidle")
    expect(reader.tab.locator(CARD).locator(".derivation-edit")).to_have_text("Edit")
    live = [url for url in reader.requests if "/live/" in url]
    names = sorted(url.rpartition("/")[2].partition("?")[0] for url in live)
    assert names == ["answer.js", "element.js", "kept.js", "start.js"]


def test_lines_are_kept_when_the_page_is_loaded_again(reader: Reader):
    """The card opens by itself, and its lines are judged again."""
    card = reader.open()
    card.write(3, "= Sum((1/2 + y[i])*x[i,j], i)")
    card.marked(3, "refuted")
    reader.tab.reload()
    card.ready()
    assert card.field(3).input_value() == "= Sum((1/2 + y[i])*x[i,j], i)"
    card.marked(3, "refuted")


def test_a_link_brings_lines_to_another_reader(reader: Reader, browser: Browser):
    """Nothing is loaded before that reader presses Edit."""
    card = reader.open()
    card.write(3, "= Sum((1/2 + y[i])*x[i,j], i)")
    card.marked(3, "refuted")
    card.place.get_by_role("button", name="Copy a link").press("Enter")
    expect(card.said).to_contain_text("holds your lines")
    other = Reader(browser.new_page(), reader.address)
    other.tab.set_default_timeout(START)
    other.watch()
    other.tab.goto(reader.copied(), wait_until="networkidle")
    expect(Card(other.tab.locator(CARD)).said).to_contain_text("link brings a changed derivation")
    assert not [url for url in other.requests if "editor.js" in url]
    found = other.edit()
    assert found.field(3).input_value() == "= Sum((1/2 + y[i])*x[i,j], i)"
    found.marked(3, "refuted")
    other.tab.close()
    assert [*other.faults, *other.elsewhere()] == []


@pytest.mark.parametrize("rows", ["[]", "[1]", '[{"line": 1, "by": []}]', "{", '[{"line": "="}]'])
def test_a_broken_link_leaves_the_book_as_it_is(reader: Reader, rows: str):
    """What is no list of lines is not taken."""
    fragment = f"#edit=eq-gradient-zero:1&lines={quote(rows)}"
    card = reader.open(page=PAGE + fragment)
    assert card.field(3).input_value() == "= Sum((1/2 - y[i])*x[i, j], i)"


def test_stop_ends_the_checker_and_the_next_check_starts_another(reader: Reader):
    """Whatever it is doing."""
    card = reader.open()
    reader.tab.evaluate(
        "(card) => card.querySelector('.derivation-tools [hidden]').hidden = false",
        card.place.element_handle(),
    )
    card.field(3).fill("= Sum((1/2 + y[i])*x[i,j], i)")
    reader.tab.evaluate(
        """(card) => {
            const key = new KeyboardEvent("keydown", { key: "Enter", bubbles: true });
            card.querySelectorAll(".derivation-own input")[2].dispatchEvent(key);
            [...card.querySelectorAll("button")].find((b) => b.textContent === "Stop").click();
        }""",
        card.place.element_handle(),
    )
    expect(card.said).to_contain_text("Stopped")
    card.field(3).press("Enter")
    card.marked(3, "refuted")


def test_it_works_without_network_once_it_has_started(reader: Reader, window: BrowserContext):
    """Every later verdict is found in the page."""
    card = reader.open()
    window.set_offline(True)
    card.write(3, "= Sum((1/2 + y[i])*x[i,j], i)")
    card.marked(3, "refuted")


def test_a_copy_opened_as_a_file_says_that_it_needs_a_server(window: BrowserContext):
    """The button is there, and says what to do."""
    tab = window.new_page()
    tab.goto((serve.SITE / PAGE).as_uri())
    card = Card(tab.locator(CARD))
    card.button.click()
    expect(card.said).to_contain_text("make serve")


def test_the_same_site_has_the_same_python(address: str, reader: Reader):
    """The folder is named by what is in it, and the manifest names it."""
    answer = reader.tab.request.get(f"{address}/_static/live/manifest.json")
    manifest = json.loads(answer.text())
    files = sorted((serve.SITE / "_static" / "live" / manifest["folder"]).iterdir())
    size = {path.name: path.stat().st_size for path in files}
    wasm = size["pyodide.asm.wasm"]
    assert manifest["bytes"] == wasm + size["stdlib.zip"] + size["lrmath.zip"]
    assert manifest["snap"] == wasm + size["empty.zip"] + size["python.snap"]
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    assert digest.hexdigest()[:16] == manifest["folder"]


def test_python_comes_as_it_stood_when_the_site_was_built(reader: Reader):
    """The snapshot is taken, and neither the archives nor the standard library."""
    card = reader.open()
    card.write(3, "= Sum((1/2 + y[i])*x[i,j], i)")
    card.marked(3, "refuted")
    names = {url.rpartition("/")[2] for url in reader.requests}
    assert {"python.snap", "empty.zip"} <= names
    assert not {"lrmath.zip", "stdlib.zip"} & names


def half(route: Route) -> None:
    """The first half of the snapshot, as a broken connection or a bad cache gives it."""
    body = route.fetch().body()
    route.fulfill(body=body[: len(body) // 2])


BROKEN = {
    "missing": lambda route: route.fulfill(status=404),
    "no snapshot": lambda route: route.fulfill(body=b"no snapshot"),
    "half": half,
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_snapshot_that_cannot_be_used_is_done_without(
    window: BrowserContext, address: str, fault: str
):
    """Python then starts anew from its files, and judges as well."""
    reader = Reader(window.new_page(), address)
    window.route("**/python.snap", BROKEN[fault])
    reader.watch()
    card = reader.open()
    card.write(3, "= Sum((1/2 + y[i])*x[i,j], i)")
    card.marked(3, "refuted")
    assert any(url.endswith("lrmath.zip") for url in reader.requests)
