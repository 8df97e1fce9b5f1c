"""Answers typed in the page: the same mark as in the notebook, without the large libraries."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest
from live_questions import typed

from lrmath.calc import IllTyped
from lrmath.exercises import EXERCISES, check
from lrmath.exercises.chains import Derivation
from lrmath.live import ask
from lrmath.live.answers import KINDS, kind, numbers, read

#: What the page has no library for, or no field.
NOTEBOOK = {"ex-gradient-complex-step", "ex-errata-falling", "ex-regularisation-largest"}


def asked(name: str, **question: Any) -> dict[str, Any]:
    """An answer, as the page receives it."""
    return dict(json.loads(ask(json.dumps({"ask": name, **question}))))


def spelled(answer: Any) -> str | None:
    """An answer as a reader types it, if it is one that a field can hold."""
    parts = answer if isinstance(answer, list | tuple | set) else [answer]
    good = all(isinstance(part, int | float | str | list | tuple) for part in parts)
    return (
        typed(list(parts) if isinstance(answer, list | tuple | set) else answer) if good else None
    )


@pytest.mark.parametrize("label", [label for label in EXERCISES if label not in NOTEBOOK])
def test_the_page_marks_as_the_notebook_does(label: str) -> None:
    """Right and wrong answers, typed as text, get the same verdict; right ones the same words."""
    exercise = EXERCISES[label]
    for answer in exercise.right:
        text = spelled(answer)
        assert text is not None
        found = asked("mark", label=label, answer=text)
        assert found == {"right": True, "message": check(label, answer).message}
    for answer in exercise.wrong:
        text = spelled(answer)
        if text is not None and answer not in ("hole", ""):
            assert asked("mark", label=label, answer=text)["right"] is False, answer


@pytest.mark.parametrize("label", sorted(NOTEBOOK))
def test_what_the_page_cannot_mark_is_sent_to_the_notebook(label: str) -> None:
    """Without a verdict, and with the reason."""
    program = (
        "import sys; sys.modules['sklearn'] = sys.modules['numpy'] = None;"
        "from lrmath.live.answers import mark;"
        f"print(mark({label!r}, '1'))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert "{'right': None, 'message': 'Run this one in the notebook: " in done.stdout, done.stderr


def test_all_others_are_marked_without_numpy() -> None:
    """There is none for the browser."""
    program = (
        "import sys\n"
        "for name in ('numpy', 'scipy', 'sympy', 'pandas', 'sklearn'): sys.modules[name] = None\n"
        "from lrmath.exercises import EXERCISES, check\n"
        "for label, exercise in EXERCISES.items():\n"
        f"    if label not in {NOTEBOOK!r}:\n"
        "        assert all(check(label, answer).right for answer in exercise.right), label\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_every_exercise_has_a_kind_of_answer() -> None:
    """And every kind is that of an exercise."""
    assert {kind(exercise) for exercise in EXERCISES.values()} == set(KINDS)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-1/2, -2", [-0.5, -2]),
        ("[0.5, −2]", [0.5, -2]),
        ("{6, 8}", [6, 8]),
        ("(2, 1), (1, 0)", [[2, 1], [1, 0]]),
        ("2^3", 8),
        ("sqrt(4) + ln(1)", 2),
        ("1e-3", 0.001),
        (" 7 ", 7),
    ],
)
def test_numbers_are_read_as_they_are_written(text: str, value: object) -> None:
    """In Python and by hand."""
    assert numbers(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "two",
        "1 +",
        "log(0)",
        "9**9**9**9",
        "10**400",
        "True",
        "__import__('os')",
        "f(1)",
        "1,,2",
    ],
)
def test_what_is_no_number_gets_a_sentence(text: str) -> None:
    """Nothing is run, and nothing takes long."""
    with pytest.raises(IllTyped, match="Give numbers such as"):
        numbers(text)


@pytest.mark.parametrize("name", KINDS)
def test_answers_are_bounded(name: str) -> None:
    """A browser's stack is small."""
    with pytest.raises(IllTyped, match="nested too deeply"):
        read(name, "(" * 99)


# ---------------------------------------------------------------- chains and formulas
CHAINS = {label: e.shows for label, e in EXERCISES.items() if isinstance(e.shows, Derivation)}


@pytest.mark.parametrize("label", CHAINS)
def test_each_line_of_a_right_chain_stands_as_the_page_asks_it(label: str) -> None:
    """The editor judges line by line what the exercise judges as a whole."""
    place = {"module": "exercises", "label": label}
    before = CHAINS[label].left
    shown = Derivation(CHAINS[label].context, "", "", tuple(EXERCISES[label].right[0].split("\n")))
    for line in shown.typed():
        found = asked("check_step", **place, before=before, **line)
        assert found["status"] in ("PROVED", "PROVED_UNDER"), found
        before = line["line"]


def test_a_chain_may_rest_on_what_its_exercise_names_and_no_more() -> None:
    """The list of reasons is that of the notebook."""
    place = {"module": "exercises", "label": "ex-gradient-repair"}
    listed = asked("reasons", **place)
    assert listed["theorems"] == ["eq-gradient"]
    assert "definition J" in listed["definitions"]
    step = {"before": "D(J/m, beta[j])", "line": "= D(J, beta[j])/m"}
    assert asked("check_step", **place, **step, by=["calculus"])["status"] == "PROVED"
    found = asked("check_step", **place, **step, by=["eq-hessian"])
    assert "is no reason here" in found["message"]


def test_a_formula_is_set_in_the_letters_of_its_exercise() -> None:
    """Also that of a blank; a number has no formula."""
    place = {"module": "exercises", "line": "p[i] - y[i]"}
    assert asked("preview", **place, label="ex-gradient-gap")["tex"] == "= p_{i} - y_{i}"
    assert asked("preview", **place, label="ex-gradient-least-squares")["tex"]
    assert asked("preview", **place, label="ex-gradient-reciprocal")["tex"]
    assert "is no formula" in asked("preview", **place, label="ex-gradient-five-points")["error"]


def test_an_unknown_exercise_is_said_to_be_unknown() -> None:
    """No module but a chapter's is imported."""
    for label in ("ex-os-path", "ex-gradient-nothing", "eq-gradient", ""):
        assert "no exercise is called" in asked("mark", label=label, answer="1")["error"]
