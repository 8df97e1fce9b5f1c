"""Labels in messages and docstrings lead somewhere: each is on a page of the book."""

import re
from pathlib import Path

from lrmath.theorems import catalogue

ROOT = Path(__file__).parents[2]
LABEL = re.compile(r"\b(?:eq|thm)-[a-z0-9]+(?:-[a-z0-9]+)*\b")


def labels(folder, pattern):
    """Return every label in the files."""
    return {label for file in folder.glob(pattern) for label in LABEL.findall(file.read_text())}


def test_every_label_is_in_the_book():
    """What an error message or a docstring cites is a theorem or an equation of it."""
    cited = labels(ROOT / "lrmath/numeric", "**/*.py") | labels(ROOT / "lrmath", "sklearn.py")
    assert "thm-separation" in cited
    assert cited <= labels(ROOT / "book/chapters", "*.md") | set(catalogue())
