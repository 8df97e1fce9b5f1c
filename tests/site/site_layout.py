"""Where a page's formulas, numbers and figures stand: what is measured in the browser."""

from __future__ import annotations

from playwright.sync_api import Page

# What is far from the window is neither laid out nor measured before it comes near.
WALK = """async () => {
    for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight) {
        scrollTo(0, y);
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    }
}"""

# A box that scrolls can be reached by the keyboard.
UNMARKED = """() => [...document.querySelectorAll("article .katex-display, article pre")]
    .filter((box) => box.checkVisibility() && box.scrollWidth > box.clientWidth + 1)
    .filter((box) => !box.hasAttribute("tabindex")).map((box) => box.textContent.slice(0, 60))"""

# The number of a formula stands on it.
TOUCHING = """() => [...document.querySelectorAll("div.math > .eqno")].filter((number) => {
    const mark = number.firstChild.parentElement.getBoundingClientRect();
    return [...number.parentElement.querySelectorAll(".katex-base")].some((piece) => {
        const box = piece.getBoundingClientRect();
        const seen = piece.closest(".katex-display").getBoundingClientRect();
        return Math.min(box.right, seen.right) > mark.left - 2 && box.left < mark.right
            && box.bottom > mark.top + 2 && box.top < mark.bottom - 2;
    });
}).map((number) => number.textContent.trim())"""

# A condition that would fit on a line is torn.
TORN = """() => [...document.querySelectorAll(".conditions > .katex-display")].filter((box) => {
    const pieces = [...box.querySelectorAll(".katex-base")].map((x) => x.getBoundingClientRect());
    const turns = pieces.some((piece, k) => k && piece.top > pieces[k - 1].bottom - 4);
    const whole = pieces.reduce((sum, piece) => sum + piece.width, 0);
    return turns && whole < box.closest(".formula").clientWidth - 4;
}).map((box) => box.querySelector("annotation").textContent.slice(0, 80))"""

# A line of a card is wider than the card.
CUT = """() => [...document.querySelectorAll(".derivation .katex-display")]
    .filter((box) => box.checkVisibility() && box.scrollWidth > box.clientWidth + 1)
    .map((box) => box.querySelector("annotation").textContent.slice(0, 80))"""

UNFOLD = """() => document.querySelectorAll("details:not([open])").forEach((fold) => {
    fold.open = fold.dataset.unfolded = true;
})"""
FOLD = """() => document.querySelectorAll("details[data-unfolded]").forEach((fold) => {
    fold.open = false;
})"""
MEASURES = {"number on a formula": TOUCHING, "torn condition": TORN}
WIDE = {"line cut by its card": CUT}
NARROW = {"wide formula without a name": UNMARKED}  # there a long line scrolls inside itself


def laid_out(page: Page) -> None:
    """Unfold all that is folded, and lay all of the page out."""
    page.evaluate(UNFOLD)
    page.evaluate(WALK)


def out_of_place(page: Page, width: int) -> list[str]:
    """Find formulas, conditions and lines that are not where they should be."""
    laid_out(page)
    measures = MEASURES | (WIDE if width > 1000 else NARROW)
    found = [
        f"{name}: {said}" for name, script in measures.items() for said in page.evaluate(script)
    ]
    page.evaluate(FOLD)
    return found
