"""Derivations edited in the page and judged there: by keyboard, without network, in a browser."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pytest
import serve
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

pytestmark = pytest.mark.site

PAGE = "book/chapters/gradient.html"
CARD = '.derivation[data-theorem="eq-gradient-zero"][data-from="1"]'
WRONG = '.derivation[data-theorem="eq-gradient"][data-from="0"]'
START = 120_000  # milliseconds that Python may take to start on a busy machine
expect.set_options(timeout=START)
LAYOUTS = [(1280, "light"), (375, "dark")]
HOSTILE = (
    "= __import__('os').system('true')",
    "= <img src=x onerror=alert(1)>",
    "= $\\htmlData{a=b}{x}$",
    "= " + "(" * 3000,
    "= 9**9**9**9",
)


@dataclass
class Reader:
    """A tab, all that it asked for, and all that it complained of."""

    tab: Page
    address: str
    requests: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Note requests, errors, warnings and dialogs."""
        self.tab.on("request", lambda request: self.requests.append(request.url))
        self.tab.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.tab.on("console", lambda told: self.note(told.type, told.text))
        self.tab.on("dialog", lambda dialog: (self.faults.append("dialog"), dialog.dismiss()))

    def note(self, kind: str, text: str) -> None:
        """Keep the console's warnings and errors."""
        if kind in ("error", "warning"):
            self.faults.append(f"{kind}: {text}")

    def open(self, card: str = CARD, page: str = PAGE) -> Card:
        """Go to the page, press Edit by keyboard, and wait for the checker."""
        self.tab.goto(f"{self.address}/{page}")
        return self.edit(card)

    def edit(self, card: str = CARD) -> Card:
        """Press Edit by keyboard, and wait for the checker."""
        found = Card(self.tab.locator(card).first)
        found.button.focus()
        self.tab.keyboard.press("Enter")
        found.ready()
        return found

    def copied(self) -> str:
        """The text on the clipboard."""
        return str(self.tab.evaluate("navigator.clipboard.readText()"))

    def elsewhere(self) -> list[str]:
        """The requests that went to another host."""
        inside = (f"{self.address}/", "data:", "blob:")
        return [url for url in self.requests if not url.startswith(inside)]


@dataclass
class Card:
    """A derivation on the page."""

    place: Locator

    @property
    def button(self) -> Locator:
        """Edit, or Close."""
        return self.place.locator(".derivation-edit")

    @property
    def said(self) -> Locator:
        """The sentence that a screen reader hears."""
        return self.place.locator("[role=status]")

    def ready(self) -> None:
        """Wait until the checker has started and the first field has the focus."""
        expect(self.field(1)).to_be_focused()

    def line(self, number: int) -> Locator:
        """A line that is being edited, counted from 1."""
        return self.place.locator(".derivation-own > li:not(.derivation-start)").nth(number - 1)

    def field(self, number: int) -> Locator:
        """The field of a line."""
        return self.line(number).locator("input")

    def write(self, number: int, text: str) -> None:
        """Put a text into a field and press Enter."""
        self.field(number).fill(text)
        self.field(number).press("Enter")

    def marked(self, number: int, word: str) -> None:
        """Wait until a line has this mark."""
        mark = self.line(number).locator(".derivation-mark .visually-hidden")
        expect(mark).to_have_text(word)


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


def test_nothing_is_loaded_before_the_button_is_pressed(reader: Reader):
    """Neither Python nor the editor; and only then the folder named by its content."""
    reader.tab.goto(f"{reader.address}/{PAGE}", wait_until="networkidle")
    expect(reader.tab.locator(CARD).locator(".derivation-edit")).to_have_text("Edit")
    live = [url for url in reader.requests if "/live/" in url]
    assert len(live) == 1
    assert "/live/start.js" in live[0]


def test_a_right_step_is_ticked_and_the_whole_stands(reader: Reader):
    """Another form of a line follows, so does the next one, and the claim is still reached."""
    card = reader.open()
    assert card.field(1).input_value() == "= At(Sum((p[i] - y[i])*x[i, j], i), beta, 0)"
    card.write(2, "= Sum(x[i,j]*(sigma(0) - y[i]), i)")
    card.marked(2, "proved")
    expect(card.said).to_contain_text("Your derivation stands")
    expect(card.place.locator(".derivation-count")).to_have_text("3 of 3 lines stand")


def test_a_wrong_step_is_refuted_at_numbers_and_so_is_what_follows(reader: Reader):
    """The counterexample is typeset in the line, said in words, and the next line is judged."""
    card = reader.open()
    card.write(2, "= Sum((sigma(0) + y[i])*x[i,j], i)")
    card.marked(2, "refuted")
    card.marked(3, "refuted")
    told = card.line(2).locator(".derivation-told")
    expect(told).to_contain_text("Refuted at")
    expect(told.locator(".katex").first).to_be_visible()
    expect(card.said).to_contain_text("Line 2: refuted at m = 1")
    expect(card.said).to_contain_text("The next line then is refuted")
    card.field(2).press("Escape")
    card.marked(2, "proved")
    card.marked(3, "proved")


def test_a_wrong_line_of_the_book_can_be_repaired(reader: Reader):
    """It has no reason; with the right sign and reasons it is ticked."""
    card = reader.open(WRONG)
    card.marked(1, "refuted")
    card.write(1, "= Sum((p[i] - y[i])*x[i,j], i)")
    expect(card.line(1).locator(".derivation-told")).to_contain_text("give it a reason")
    for reason in ("definition p", "eq-eta-derivative"):
        card.line(1).locator("select").select_option(reason)
        expect(card.field(1)).to_be_focused()
    card.marked(1, "proved")


def test_the_formula_is_set_while_one_types_and_a_slip_is_pointed_at(reader: Reader):
    """No key but those of the formula is pressed; Enter then moves the caret to the slip."""
    card = reader.open()
    card.field(3).fill("= Sum(exp(y[i]), i)")
    expect(card.line(3).locator("annotation")).to_contain_text("e^{y_{i}}")
    card.field(3).fill("= Sum((1/2 - y[i])*x[i,j]), i)")
    expect(card.line(3).locator("pre")).to_contain_text("^")
    card.field(3).press("Enter")
    card.marked(3, "not a formula")
    expect(card.said).to_contain_text("not a formula")
    assert card.field(3).evaluate("(field) => field.selectionStart") == 29


def test_hostile_text_gets_a_sentence(reader: Reader):
    """Nothing is run, nothing of it becomes an element, and the checker lives on."""
    card = reader.open()
    for text in HOSTILE:
        card.write(3, text)
        expect(card.line(3).locator(".derivation-told p").first).to_contain_text("Not ")
        expect(card.said).to_contain_text("Line 3: not")
        assert card.place.locator("img, script").count() == 0
    card.field(3).press("Escape")
    card.marked(3, "proved")


def test_lines_are_added_removed_undone_and_taken_back(reader: Reader):
    """With the keyboard alone, as everything else."""
    card = reader.open()
    lines = card.place.locator(".derivation-own > li")
    for name, count in (("Add a line after line 2", 5), ("Remove line 3", 4)):
        card.place.get_by_role("button", name=name).press("Enter")
        expect(lines).to_have_count(count)
    card.place.get_by_role("button", name="Undo").press("Enter")
    expect(lines).to_have_count(5)
    card.place.get_by_role("button", name="The book's version").press("Enter")
    expect(lines).to_have_count(4)
    card.field(1).press("ArrowDown")
    expect(card.field(2)).to_be_focused()
    card.button.press("Enter")
    expect(card.place.locator(".derivation-lines").first).to_be_visible()
    expect(card.place.locator(".derivation-count")).to_have_text("3 of 3 steps machine-checked")


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


@pytest.mark.parametrize(("width", "scheme"), LAYOUTS)
def test_an_open_editor_is_open_to_everyone(
    browser: Browser, address: str, axe: str, width: int, scheme: str
):
    """The accessibility checker objects to nothing in the card, and the page keeps its width."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    context.set_default_timeout(START)
    reader = Reader(context.new_page(), address)
    card = reader.open()
    card.write(3, "= Sum((1/2 + y[i])*x[i,j]), i)")
    card.marked(3, "not a formula")
    card.write(2, "= Sum((sigma(0) + y[i])*x[i,j], i)")
    card.marked(2, "refuted")
    wide = reader.tab.evaluate("document.documentElement.scrollWidth")
    reader.tab.evaluate("document.querySelectorAll('.katex-html').forEach((e) => e.remove())")
    reader.tab.evaluate(axe)
    found = reader.tab.evaluate("(card) => axe.run(card)", card.place.element_handle())
    context.close()
    assert [violation["id"] for violation in found["violations"]] == []
    assert wide <= width


def test_a_derivation_of_ones_own(reader: Reader):
    """Checked as it is typed, filled from an example, saved as it stands, and linked."""
    reader.tab.goto(f"{reader.address}/book/try.html")
    place = reader.tab.locator(".derivation-try")
    field, said = place.locator("textarea"), place.locator("[role=status]")
    assert not [url for url in reader.requests if "pyodide" in url]
    place.get_by_role("button", name="Check").press("Enter")
    expect(said).to_have_text("4 of 4 lines may stand.")
    field.fill(field.input_value().replace("*(1 - 1/(1", "*(1 + 1/(1"))
    expect(said).to_have_text("1 of 2 lines may stand.")
    expect(place.locator("li.derivation-refuted pre")).to_contain_text("REFUTED")  # and no further
    with reader.tab.expect_download() as saved:
        place.get_by_role("button", name="Save as a file").press("Enter")
    assert Path(saved.value.path()).read_text(encoding="utf-8") == field.input_value()
    reader.tab.get_by_role("button", name="Put it into the field").first.press("Enter")
    expect(said).to_have_text("5 of 5 lines may stand.")
    assert field.input_value().startswith("sizes m")
    place.get_by_role("button", name="Copy a link").press("Enter")
    expect(said).to_contain_text("holds your text")
    kept = field.input_value()
    reader.tab.evaluate("sessionStorage.clear()")
    reader.tab.goto(reader.copied())
    reader.tab.reload()
    assert field.input_value() == kept


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
    shown = [path for path in files if path.suffix in (".wasm", ".zip")]
    assert manifest["bytes"] == sum(path.stat().st_size for path in shown)
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    assert digest.hexdigest()[:16] == manifest["folder"]
