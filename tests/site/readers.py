"""A reader of the built site, who edits derivations by keyboard."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, expect

PAGE = "book/chapters/gradient.html"
CARD = '.derivation[data-theorem="eq-gradient-zero"][data-from="1"]'
START = 120_000  # milliseconds that Python may take to start on a busy machine
expect.set_options(timeout=START)


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
