"""Exercises marked in the page: the same words as in the notebook, by keyboard, in a browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, expect
from readers import PAGE, START, Reader

from lrmath.exercises import EXERCISES, check

pytestmark = pytest.mark.site

FIVE = "ex-gradient-five-points"
WIDE, NARROW = (1280, "light"), (375, "dark")


def under(reader: Reader, label: str) -> Locator:
    """The place for the answer to an exercise."""
    return reader.tab.locator(f'lr-answer[data-exercise="{label}"]')


def answered(reader: Reader, label: str, answer: str) -> Locator:
    """Type an answer, press Enter, and return the place of the mark."""
    place = under(reader, label)
    field = place.get_by_label("Your answer")
    field.fill(answer)
    field.press("Enter")
    return place.get_by_role("status")


def go(reader: Reader, page: str = PAGE) -> None:
    """Open a page, and wait for the forms."""
    reader.tab.goto(f"{reader.address}/{page}")
    expect(reader.tab.locator("lr-answer form").first).to_be_visible()


def test_every_exercise_of_a_page_has_a_place_for_its_answer(reader: Reader):
    """Behind each question one, and none gives the answer away in its mark-up."""
    go(reader)
    asked = [label for label in EXERCISES if label.startswith("ex-gradient-")]
    places = reader.tab.locator("lr-answer")
    expect(places).to_have_count(len(asked))
    for label in asked:
        told = under(reader, label).evaluate("(place) => place.outerHTML")
        right = EXERCISES[label].right[0]
        assert callable(right) or str(right) not in told


@pytest.mark.parametrize(
    ("label", "typed", "answer"),
    [
        (FIVE, "-1/2, -2", [-0.5, -2]),
        (FIVE, "2, 1/2", [2, 0.5]),
        (FIVE, "two", "two"),
        ("ex-gradient-reciprocal", "-exp(-eta[i])*D(eta[i], beta[j])", None),
        ("ex-gradient-least-squares", "Sum((eta[i] - y[i])*x[i,j], i)", None),
        ("ex-gradient-gap", "2*(p[i] - y[i])", None),
        ("ex-gradient-gap", "p[i] - y[i]", None),
    ],
)
def test_the_mark_is_that_of_the_notebook(reader: Reader, label: str, typed: str, answer: object):
    """Verdict, counterexample and hint, word for word."""
    go(reader)
    said = answered(reader, label, typed)
    found = check(label, typed if answer is None else answer)
    if typed == "two":  # a notebook cannot tell it from a name
        expect(said).to_contain_text("Not yet. Give numbers such as")
    else:
        expect(said).to_have_text(repr(found))


def test_what_needs_the_notebook_says_so(reader: Reader):
    """A function is no text, and some data are not in the page."""
    go(reader)
    function = under(reader, "ex-gradient-complex-step")
    expect(function).to_contain_text("run this one in the notebook")
    assert function.get_by_role("button").count() == 0
    go(reader, "book/chapters/regularisation.html")
    said = answered(reader, "ex-regularisation-largest", "218.3158")
    expect(said).to_contain_text("Run this one in the notebook: it needs ")


def test_a_formula_is_set_while_it_is_typed_once_python_is_there(reader: Reader):
    """And a new key takes the mark of the old answer away."""
    go(reader)
    said = answered(reader, "ex-gradient-gap", "p[i]")
    expect(said).to_contain_text("Not yet.")
    place = under(reader, "ex-gradient-gap")
    place.get_by_label("Your answer").fill("exp(y[i])")
    expect(place.locator("annotation")).to_contain_text("e^{y_{i}}")
    expect(said).to_be_empty()


def test_lines_are_ticked_with_the_space_bar(reader: Reader):
    """Planted errors are named by boxes, one for each line."""
    go(reader, "book/errata.html")
    place = under(reader, "ex-errata-true-end")
    boxes = place.get_by_role("checkbox")
    expect(boxes).to_have_count(6)
    place.get_by_label("6", exact=True).press(" ")
    place.get_by_label("6", exact=True).press("Enter")
    expect(place.get_by_role("status")).to_have_text(repr(check("ex-errata-true-end", [6])))


def test_answer_and_mark_are_kept_and_nothing_is_loaded_for_them(reader: Reader):
    """Python is not started to show again what it said."""
    go(reader)
    expect(answered(reader, FIVE, "-1/2, -2")).to_contain_text("Right.")
    reader.requests.clear()
    reader.tab.reload(wait_until="networkidle")
    place = under(reader, FIVE)
    expect(place.get_by_role("status")).to_contain_text("Right.")
    assert place.get_by_label("Your answer").input_value() == "-1/2, -2"
    assert not [url for url in reader.requests if "checker.js" in url or "pyodide" in url]


def test_a_chain_is_repaired(reader: Reader):
    """The lines come as they are shown; none is judged before its reader asks for it."""
    go(reader)
    box = reader.tab.locator("#ex-gradient-repair")
    box.get_by_role("button", name="Repair it here").press("Enter")
    first = box.locator(".derivation-own input").first
    expect(first).to_be_focused()
    assert first.input_value() == "= D(J, beta[j])/(2*m)"
    expect(box.locator(".derivation-own .derivation-refuted")).to_have_count(0)
    said = box.locator("lr-answer").get_by_role("status")
    first.press("Enter")
    expect(said).to_contain_text("Line 1: refuted at")
    expect(said).to_contain_text("Hint: no square is differentiated here.")
    first.fill("= D(J, beta[j])/m")
    first.press("Enter")
    expect(said).to_contain_text("✓ Right. 2 lines, each follows.")
    reader.tab.reload()
    expect(said).to_contain_text("✓ Right. 2 lines, each follows.")


def test_a_chain_is_derived_from_an_empty_line(reader: Reader):
    """The goal stays in sight; lines and reasons are added by keyboard."""
    go(reader)
    box = reader.tab.locator("#ex-gradient-prove")
    box.get_by_role("button", name="Derive it here").press("Enter")
    fields = box.locator(".derivation-own input")
    expect(fields.first).to_be_focused()
    expect(box.locator(".derivation-own > .derivation-blank")).to_be_visible()
    said = box.locator("lr-answer").get_by_role("status")
    fields.first.fill("= D(J, beta[j]) + s*beta[j]")
    fields.first.press("Enter")
    expect(said).to_contain_text("Line 1 has no reason yet.")
    for reason in ("calculus", "algebra"):
        box.locator(".derivation-own select").first.select_option(reason)
        expect(fields.first).to_be_focused()
    expect(said).to_contain_text("Every line follows, but")
    box.get_by_role("button", name="Add a line after line 1").press("Enter")
    fields.nth(1).fill("= Sum((p[i] - y[i])*x[i,j], i) + s*beta[j]")
    box.get_by_role("button", name="Leave out the reason algebra").nth(1).press("Enter")
    box.locator(".derivation-own select").nth(1).select_option("eq-gradient")
    expect(said).to_contain_text("✓ Right. 2 lines, each follows.")


@pytest.mark.parametrize(("width", "scheme"), [WIDE, NARROW])
def test_forms_are_open_to_everyone(
    browser: Browser, address: str, axe: str, width: int, scheme: str
):
    """The accessibility checker objects to nothing in the exercises; the page keeps its width."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    context.set_default_timeout(START)
    reader = Reader(context.new_page(), address)
    go(reader)
    expect(answered(reader, FIVE, "2, 1")).to_contain_text("Not yet.")
    expect(answered(reader, "ex-gradient-gap", "p[i] - y[i]")).to_contain_text("Right.")
    wide = reader.tab.evaluate("document.documentElement.scrollWidth")
    reader.tab.evaluate("document.querySelectorAll('.katex-html').forEach((e) => e.remove())")
    reader.tab.evaluate(axe)
    found = reader.tab.evaluate("axe.run({ include: ['.exercise'] })")
    context.close()
    assert [violation["id"] for violation in found["violations"]] == []
    assert wide <= width
