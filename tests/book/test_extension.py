"""What book/_ext/lrbook promises, shown on a tiny book."""

import re
from pathlib import Path

import pytest
from lrbook import derivation, figures

from lrmath.exercises import EXERCISES, LEVELS

HERE = Path(__file__).parent


def test_markdown_output_becomes_a_numbered_equation(built):
    """A labelled equation in an output is numbered, and can be cited from another cell."""
    html = built.html()
    assert re.search(
        r'<div class="math[^>]*id="equation-eq-sample">\s*<span class="eqno">\(1', html
    )
    assert re.search(r'<a class="reference internal" href="#equation-eq-sample">\(1\)</a>', html)


def test_markdown_output_is_preferred_to_html(built):
    """The rendering for Jupyter is not on the page."""
    assert '<div class="output text_html">for Jupyter' not in built.html()


def test_html_output_alone_is_shown(built):
    """A data frame keeps its table."""
    assert '<table border="1" class="dataframe">' in built.html()


def test_derivation_has_a_line_a_step_with_reason_and_mark(built):
    """The card counts its checked steps and says each mark in words."""
    html = built.html()
    assert "2 of 2 steps machine-checked" in html
    assert html.count('<li class="derivation-start">') == 2  # one a card
    assert html.count('<li class="derivation-proved">') == 3
    assert html.count('<span class="visually-hidden">proved</span>') == 3
    assert '<p class="derivation-reason">calculus</p>' in html
    style = re.search(r'href="\.\./\.\./(_static/lrmath-derivation\.css)', html)[1]
    assert (built.folder / "_build" / "html" / style).is_file()


def test_a_struck_line_stands_beside_its_number_and_is_found_there(built):
    """Numbers in the margin are targets, for prose too; what is struck is said to be."""
    html = built.html()
    assert "1 of 1 step machine-checked, 1 struck" in html
    assert re.search(r'<li class="derivation-struck" id="s9-2">\s*<p class="item-number">', html)
    assert html.count('id="s9-2"') == 1
    assert '<span class="visually-hidden">struck out, because refuted</span>' in html
    assert re.search(r'<div class="source-item[^>]*id="s9-1"', html)
    assert '<span class="item-struck">A sum is a product.</span>' in html
    assert re.search(r'<a class="reference internal" href="#s9-2">', html)


def test_ties_lead_to_proof_code_and_test(built):
    """Under a theorem's equation stand its proof, its functions and its test."""
    html = built.html()
    assert 'href="../../source/lrmath/labels.html#L-7"' in html
    assert "lrmath.labels.implementations" in html
    assert "pytest -k eq-sample" in re.sub(r"</?span[^>]*>", "", html)
    assert 'id="L-7"' in built.html("source/lrmath/labels")


def test_a_theorem_in_words_says_what_was_checked(built):
    """The equations it cites, that there is an argument in words, and that a source is cited."""
    lines = re.findall(r'<p class="grounds">(.*?)</p>', built.html(), re.DOTALL)
    plain = [re.sub(r"<[^>]*>", "", line) for line in lines]
    assert plain[0] == "¶ Argued in words only: no machine checked it."
    assert plain[1].startswith("✓ Relations machine-checked: (1)")
    rest = "argued in words, which no machine checked.¶ Rests in part on a source, cited."
    assert plain[1].endswith(rest)
    assert 'href="#equation-eq-sample"' in lines[1]


def test_a_further_section_is_folded_below_its_title(built):
    """The title stays in sight, the text opens on a click, and a link into it has its goal."""
    html = built.html()
    fold = re.search(r"<h2>Further: [^<]*<a.*?</h2>\s*(<details.*?</details>)", html, re.DOTALL)[1]
    assert fold.startswith('<details class="lr-further"><summary>')
    assert "Nobody needs this" in fold
    assert 'id="folded"' in fold
    assert html.count("lr-further") == 1


def test_an_exercise_says_how_hard_it_is(built):
    """Beside its title, in discs for the eye and words for the ear, from the exercise's field."""
    title = re.search(r'<p class="admonition-title">(?:(?!</p>).)*●.*?</p>', built.html())[0]
    level = EXERCISES["ex-odds-four"].level
    assert title.count("●") == level
    assert title.count("○") == 3 - level
    assert re.search(r'<span class="level" aria-hidden="true"', title)
    said = f"difficulty {level} of 3: {LEVELS[level]}"
    assert f'<span class="visually-hidden">, {said}</span>' in title


def test_an_exercise_has_a_place_for_its_answer(built):
    """Inside of its box, and the page loads the script that makes it a field."""
    page = built.html()
    box = page[page.index('id="ex-odds-four"') :]
    assert '<lr-answer data-exercise="ex-odds-four" data-kind="numbers"></lr-answer>' in box
    assert re.search(r'<script type="module" src="[^"]*live/answer\.js', page)


def test_svg_is_part_of_the_page_in_the_colours_of_the_theme(built):
    """A figure carries its alternative text, and no colour of its own."""
    svg = re.search(r'<svg[^>]*class="lr-figure".*?</svg>', built.html(), re.DOTALL)[0]
    assert 'role="img" aria-label="The logistic curve rises' in svg
    assert "var(--lr-blue)" in svg
    assert not re.search(r"#[0-9a-f]{6}\b", svg)
    assert not list((built.folder / "_build" / "html" / "_images").glob("*.svg"))


def test_two_equal_figures_share_no_id_with_others():
    """The names inside a drawing are its own."""
    drawing = '<svg width="72pt" height="72pt"><path id="a"/><use xlink:href="#a"/></svg>'
    one, two = (figures.inline_svg(drawing, alt) for alt in ("one", "two"))
    assert not set(re.findall(r'id="([^"]*)"', one)) & set(re.findall(r'id="([^"]*)"', two))


@pytest.mark.parametrize(("letters", "least"), [("10", "396px"), ("9", "440px"), ("8.33", "475px")])
def test_a_figure_is_never_too_narrow_for_its_letters(letters, least):
    """At its least width the smallest letters are 11 px high; a narrower screen scrolls."""
    words = f'<text style="font-size: 12px">a</text><text style="font-size: {letters}px">b</text>'
    drawing = figures.inline_svg(f'<svg width="360pt" height="72pt">{words}</svg>', "alt")
    assert f"min-width: {least}; max-width: 36.0em" in drawing
    assert drawing.startswith('<div class="lr-drawing"><svg')


def test_pages_ask_no_other_host(built):
    """No script, style sheet or picture comes from elsewhere, and no unused script at all."""
    html = built.html()
    assert not re.findall(r'<(?:script|link|img)\b[^>]*(?:src|href)="(?:https?:)?//[^"]*"', html)
    assert not re.search(r"(thebe|mathjax|fontawesome)[^\"<>]*\.js", html, re.IGNORECASE)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("    alt: The logistic", "    class: The logistic", "without alternative text"),
        ("    caption: The", "    align: center #", "without a caption"),
        ("{numref}`fig-sample`", "{numref}`fig-absent`", "fig-absent"),
        ("mark: proved", "mark: obvious", "'obvious' is not one of"),
        ("{cite:p}`berkson1944`", "{cite:p}`nobody1900`", "nobody1900"),
    ],
)
def test_build_fails(tiny_book, page_text, old, new, complaint):
    """A picture without words, a dead reference or an unknown mark ends the build."""
    assert old in page_text
    tiny_book.write(page_text.replace(old, new, 1))
    result = tiny_book.build()
    assert result.returncode != 0
    assert complaint in result.stdout + result.stderr


@pytest.mark.parametrize(
    "body",
    [
        "start: x",
        "start: x\nsteps: []",
        "- x",
        "start: x\nsteps:\n- {tex: y, reason: algebra, mark: proved}",
        "start: x\nsteps:\n- {relation: '=', tex: y, reason: algebra, mark: maybe}",
    ],
)
def test_derivation_refuses(body):
    """A chain that is not one is refused with the place."""
    with pytest.raises(ValueError, match=r"mapping|steps|step 1"):
        derivation.parse(body)
