"""Tables in text, HTML and LaTeX."""

from html.parser import HTMLParser

import pytest

from lrmath.numeric.inference.table import Table, number, probability

TABLE = Table("A & B", ("", "x"), (("a_1 <b>", "-1.5"), ("c", "12")), ("50 % of it",))


class Cells(HTMLParser):
    """Collect the texts of the cells."""

    def __init__(self):
        super().__init__()
        self.texts, self.open = [], False

    def handle_starttag(self, tag, attrs):
        """Start a cell."""
        self.open = tag in ("td", "th", "caption")

    def handle_data(self, data):
        """Keep what stands in a cell."""
        if self.open:
            self.texts.append(data)

    def handle_endtag(self, tag):
        """End a cell."""
        self.open = False


def test_text_aligns_numbers_right():
    """Names are set left, numbers right, between rules."""
    assert str(TABLE).splitlines() == [
        "A & B",
        "-------------",
        "            x",
        "-------------",
        "a_1 <b>  -1.5",
        "c          12",
        "-------------",
        "50 % of it",
    ]
    assert repr(TABLE) == str(TABLE)


def test_html_keeps_every_cell():
    """A parser reads back the title and the cells; marks in names are no tags."""
    parser = Cells()
    parser.feed(TABLE.html())
    assert parser.texts == ["A & B", "x", "a_1 <b>", "-1.5", "c", "12"]
    assert TABLE._repr_html_() == TABLE.html()
    assert '<th scope="row">c</th>' in TABLE.html()


def test_latex_escapes():
    """Characters with a meaning in LaTeX are escaped; a minus is set as one."""
    text = TABLE.latex()
    assert r"A \& B\\" in text
    assert r"a\_1 $<$b$>$ & $-$1.5 \\" in text
    assert r"\begin{tabular}{lr}" in text
    assert r"50 \% of it\\" in text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0.0000"), (-13.02134, "-13.0213"), (2.2126e-6, "2.2126e-06"), (1.5e9, "1.5e+09")],
)
def test_numbers_keep_their_digits(value, text):
    """Four decimals as a rule, an exponent where they would hide the number."""
    assert number(value) == text


def test_probabilities():
    """Tiny p-values are shown as a bound."""
    assert (probability(0.0255), probability(1e-9)) == ("0.0255", "<0.0001")
