"""What the README shows is what a reader gets."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

from lrmath.calc import Context, StepError, calculus, definition

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", README, flags=re.DOTALL | re.MULTILINE)
PROGRAMS = [text for language, text in BLOCKS if language == "python"]
OUTPUTS = [text for language, text in BLOCKS if not language]


def test_the_derivation_of_the_readme_proves() -> None:
    """The first program ends with a theorem."""
    names: dict[str, object] = {}
    exec(PROGRAMS[0], names)
    assert str(names["theorem"]).count("✓") == 4


def test_the_wrong_line_of_the_readme_is_refuted_as_printed() -> None:
    """The error message in the README is the checker's own."""
    context = Context().scalar("t").function("sigma(t)", "1/(1 + exp(-t))", range="unit")
    chain = context.claim("eq-slope", "D(sigma(t), t)", "sigma(t)*(1 - sigma(t))").step(
        "D(1/(1 + exp(-t)), t)", by=definition("sigma")
    )
    with pytest.raises(StepError) as caught:
        chain.step("-exp(-t)/(1 + exp(-t))**2", by=calculus)
    assert str(caught.value).startswith(OUTPUTS[0].strip())


def test_the_fit_of_the_readme_prints_its_table() -> None:
    """The table in the README is part of what the second program prints."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(PROGRAMS[1], {})
    assert OUTPUTS[1].rstrip() in printed.getvalue()
