"""What a page tells the script that asks for answers: never an answer."""

from __future__ import annotations

import html
import json

import pytest
from lrbook import answers

from lrmath.exercises import EXERCISES
from lrmath.exercises.chains import Derivation


@pytest.mark.parametrize("label", EXERCISES)
def test_the_mark_up_of_an_exercise_gives_no_answer_away(label: str):
    """It has the label, the kind, and what the question shows already."""
    exercise = EXERCISES[label]
    found = html.unescape(answers.markup(exercise))
    assert found.startswith(f'<lr-answer data-exercise="{label}" data-kind=')
    told = answers.told(exercise)
    for answer in exercise.right if isinstance(exercise.right[0], str) else ():
        if len(answer) > 3:
            assert answer not in "".join(
                v for k, v in told.items() if k not in ("exercise", "kind")
            )


CHAINS = {label: e for label, e in EXERCISES.items() if isinstance(e.shows, Derivation)}


@pytest.mark.parametrize("label", CHAINS)
def test_a_chain_comes_with_the_lines_that_it_shows(label: str):
    """As they are typed: start and broken lines, none for a chain to prove."""
    told, shows = answers.told(CHAINS[label]), CHAINS[label].shows
    lines = [f"{line['line']} by {', '.join(line['by'])}" for line in json.loads(told["lines"])]
    assert lines == [" by ".join(map(str.strip, line.split(" by "))) for line in shows.shown]
    assert told["start"] == shows.left


def test_lines_to_tick_are_counted():
    """One box for each line but the first."""
    told = answers.told(EXERCISES["ex-errata-true-end"])
    assert told == {"exercise": "ex-errata-true-end", "kind": "lines", "count": "7"}
