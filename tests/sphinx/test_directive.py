"""The directive ``{derivation}``, in a project of one page."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

SQUARE = """\
scalar t

claim eq-square : (t + 1)**2 = t**2 + 2*t + 1
  = t**2 + 2*t + 1      by algebra
qed
"""
WRONG = SQUARE.replace("  = t**2 + 2*t + 1", "  = t**2 + 1      ")


def rst(body: str, *options: str) -> str:
    """A directive in reStructuredText."""
    return ".. derivation::\n" + textwrap.indent("\n".join([*options, "", body]), "   ") + "\n"


def myst(body: str, *options: str) -> str:
    """A directive in Markdown."""
    return "\n".join(["```{derivation}", *options, "", body + "```\n"])


#: A page in each mark-up: its name, its first lines, the directive, a reference.
MARKUPS = [
    ("index.rst", "Page\n====\n\n", rst, ":eq:`eq-square`"),
    ("index.md", "# Page\n\n", myst, "{eq}`eq-square`"),
]


@pytest.mark.parametrize(("page", "title", "derivation", "reference"), MARKUPS)
def test_a_right_derivation_is_an_equation_and_a_card(build, page, title, derivation, reference):
    """Numbered and found by a reference, its steps marked, and not a word of warning."""
    found = build(page, f"{title}By {reference}.\n\n{derivation(SQUARE)}")
    assert found.warnings == ""
    assert 'id="equation-eq-square">\n<span class="eqno">(1)' in found.text
    link = '<a class="reference internal" href="#equation-eq-square">(1)</a>'
    assert found.text.count(link) == 2  # in the prose, and over the card
    assert "1 of 1 step machine-checked" in found.text
    assert r"\[= t^{2} + 2\, t + 1\]" in found.text
    assert '<p class="derivation-reason">algebra</p>' in found.text
    assert '<span class="visually-hidden">proved</span>' in found.text
    assert "lrmath-derivation.css" in found.text
    assert (Path(found.app.outdir) / "_static" / "lrmath-derivation.css").is_file()


@pytest.mark.parametrize("options", [(), (":title: Of a sum",)])
@pytest.mark.parametrize(("page", "title", "derivation", "reference"), MARKUPS)
def test_a_wrong_step_is_a_warning_at_its_line(build, page, title, derivation, reference, options):
    """It names the line of the page, and the numbers that refute it; no equation is shown."""
    text = f"{title}Prose.\n\n{derivation(WRONG, *options)}"
    found = build(page, text)
    line = text[: text.index("  = t**2 + 1 ")].count("\n") + 1
    assert f"{page}:{line}: WARNING: eq-square, step 1, by algebra" in found.warnings
    assert "REFUTED\n  at t = 1: left 4, right 2" in found.warnings
    assert found.warnings.count("WARNING") == 1
    assert "equation-eq-square" not in found.text
    assert "proved" not in found.text
    assert "not derived" in found.text


@pytest.mark.parametrize(
    ("page", "before"),
    [("index.rst", "Page\n====\n\n.. note::\n\n   Deep.\n\n"), ("index.md", "# Page\n\n")],
)
def test_the_line_is_right_inside_of_a_box(build, page, before):
    """Where a directive stands in another one."""
    if page.endswith("rst"):
        text = before + textwrap.indent(rst(WRONG), "   ")
    else:
        text = before + "````{note}\nDeep.\n\n" + myst(WRONG) + "````\n"
    line = text[: text.index("  = t**2 + 1 ")].count("\n") + 1
    assert f"{page}:{line}: WARNING: eq-square, step 1" in build(page, text).warnings


def test_a_derivation_in_a_file(build):
    """A fault has the line of the file, and the page is read anew when the file changes."""
    page = "Page\n====\n\n.. derivation::\n   :file: square.txt\n"
    found = build("index.rst", page, square=SQUARE)
    assert found.warnings == ""
    assert "1 of 1 step machine-checked" in found.text
    assert "square.txt" in found.app.env.dependencies["index"]
    refuted = build("index.rst", page, square=WRONG)
    assert "square.txt:4: WARNING: eq-square, step 1" in refuted.warnings


def test_one_derivation_continues_another(build):
    """Then, and only then, it knows the names and may cite the theorem."""
    first = "scalar t\nfunction f(t) = t**2 : nonnegative\n"
    first += "claim eq-f : f(t) = t**2\n  = t**2   by definition f\nqed\n"
    more = "claim eq-twice : 2*f(t) = 2*t**2\n  = 2*t**2   by eq-f\nqed\n"
    start = "Page\n====\n\n" + rst(first) + "\n"
    found = build("index.rst", start + rst(more, ":continue:"))
    assert found.warnings == ""
    link = '<p class="derivation-reason"><a class="reference internal" href="#equation-eq-f">'
    assert link in found.text
    alone = build("index.rst", start + rst(more))
    assert "index.rst:15: WARNING: eq-twice: f is not a declared function" in alone.warnings


def test_a_wrong_line_on_purpose_is_shown_with_its_numbers(build):
    """And one that is true is a fault."""
    body = SQUARE.replace("  = t", "  wrong t**2 + 1\n  = t")
    found = build("index.rst", "Page\n====\n\n" + rst(body))
    assert found.warnings == ""
    card = found.text[found.text.index("A wrong step for") :]
    assert re.search(r'<li class="derivation-refuted">.*at <span[^>]*>\\\(t = 1', card, re.DOTALL)
    true = build(
        "index.rst", "Page\n====\n\n" + rst(body.replace("wrong t**2", "wrong t**2 + 2*t"))
    )
    assert "index.rst:9: WARNING: eq-square: the deliberately wrong line is PROVED" in true.warnings


def test_reasons_are_said_in_words_and_formulas(build):
    """A citation is marked, and so is the equation that rests on it."""
    body = "scalar s t\nfunction f(t) = t**2 : nonnegative\n"
    body += "claim a : f(t) = t**2\n  = t**2   by definition f\nqed\n"
    body += "claim b : f(s) = s**2\n  = s**2   by a with t = s\nqed\n"
    body += "claim c : f(s) >= 0\n  >= 0   by cite Euler 1748\nqed\n"
    found = build("index.rst", "Page\n====\n\n" + rst(body))
    assert found.warnings == ""
    plain = re.sub(r"<[^>]*>", "", found.text)
    assert r"definition of \(f\)" in plain
    assert r"(1) with \(t = s\)" in plain
    assert "Euler 1748\n¶cited, not checked here" in plain
    assert plain.count("Rests on a citation.") == 1


@pytest.mark.parametrize(
    ("body", "line", "said"),
    [
        ("scalar t\nclaim a : t + = t\nqed", 7, "\n    "),
        ("scalar t\nclam a : t = t", 7, "a line cannot begin with 'clam' here"),
        ("scalar t\nclaim a : t = t", 7, "qed is missing"),
        ("scalar t\nclaim a : t + t = 2*t\n  = 2*t   by magic\nqed", 8, "magic"),
        ("scalar t\nclaim a : t + t = 3*t\n  = 2*t   by algebra\nqed", 9, "claimed side"),
    ],
)
def test_what_cannot_be_read_is_a_warning_at_its_line(build, body, line, said):
    """A slip of spelling, a word that is none, an end that is missing, a reason that is none."""
    found = build("index.rst", "Page\n====\n\n" + rst(body))
    assert f"index.rst:{line}: WARNING: " in found.warnings
    assert said in found.warnings


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (rst(SQUARE, ":continue:"), ":continue: needs a derivation before it on the page"),
        (rst(SQUARE, ":file: square.txt"), "it has a body, and :file: names another"),
        (".. derivation::\n   :file: nowhere.txt\n", "nowhere.txt cannot be read"),
        (".. derivation::\n", "Content block expected"),
        (rst(SQUARE) + "\n" + rst(SQUARE), "duplicate label of equation eq-square"),
    ],
)
def test_what_the_directive_refuses(build, text, said):
    """It says what is missing, or too much."""
    assert said in build("index.rst", f"Page\n====\n\n{text}").warnings


@pytest.mark.parametrize("builder", ["latex", "text"])
def test_other_builders_show_the_card_too(build, builder):
    """In words, where a sign is drawn by the site only."""
    found = build("index.rst", "Page\n====\n\n" + rst(SQUARE), builder=builder)
    assert found.warnings == ""
    assert "1 of 1 step machine" in found.text
    assert "proved" in found.text
