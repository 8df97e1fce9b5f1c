"""Derivations edited in the page and judged there: by keyboard, in a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from readers import START, Reader

pytestmark = pytest.mark.site

WRONG = '.derivation[data-theorem="eq-gradient"][data-from="0"]'
LAYOUTS = [(1280, "light"), (375, "dark")]
HOSTILE = (
    "= __import__('os').system('true')",
    "= <img src=x onerror=alert(1)>",
    "= $\\htmlData{a=b}{x}$",
    "= " + "(" * 3000,
    "= 9**9**9**9",
)


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
