"""Every exercise accepts its right answers, refuses its wrong ones, and stands on a page."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from lrmath.calc import Status
from lrmath.calc.language.binding import depends
from lrmath.exercises import EXERCISES, check, find, question
from lrmath.exercises.chains import Derivation
from lrmath.exercises.gap import Gap
from lrmath.exercises.planted import Planted
from lrmath.theorems import CHAPTERS
from lrmath.theorems.decisions import bayes_log_odds
from lrmath.theorems.notation import book

PAGES = sorted(Path(__file__).parents[2].glob("book/**/*.md"))
ON_PAGES = [
    label
    for page in PAGES
    for label in re.findall(
        r"```\{exercise(?:-start)?\}[^\n]*\n:label: (\S+)", page.read_text(encoding="utf-8")
    )
]


@pytest.mark.parametrize("label", EXERCISES)
def test_right_answers_are_accepted(label: str) -> None:
    """At least one right answer is known, and the judge takes each."""
    assert EXERCISES[label].right
    for answer in EXERCISES[label].right:
        assert check(label, answer).right, answer


@pytest.mark.parametrize("label", EXERCISES)
def test_wrong_answers_are_refused_with_a_reason(label: str) -> None:
    """At least one wrong answer is known; the judge refuses each and says something."""
    assert EXERCISES[label].wrong
    for answer in EXERCISES[label].wrong:
        feedback = check(label, answer)
        assert not feedback.right, answer
        assert feedback.message


def test_an_exercise_is_found_in_the_chapter_that_its_label_names() -> None:
    """So one exercise imports one chapter, and not the book."""
    assert all(find(label) is found for label, found in EXERCISES.items())


def test_one_exercise_loads_one_chapter_and_no_large_library() -> None:
    """The reader's browser waits for nothing else."""
    program = (
        "import sys; from lrmath.exercises import check;"
        "assert check('ex-odds-four', [0.8, 1.386294]).right;"
        "home = 'lrmath.exercises.'; loaded = list(sys.modules.items());"
        "print([m for m, v in loaded if m.startswith(home) and hasattr(v, 'EXERCISES')],"
        " {'sympy', 'numpy', 'scipy'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "['lrmath.exercises.odds'] set()", done.stderr


def test_dots_are_no_answer() -> None:
    """The blank call on the page asks for an answer."""
    assert "in place of the dots" in repr(check("ex-gradient-five-points", ...))


def test_an_unknown_label_is_named() -> None:
    """A typing error in the label is reported as such."""
    with pytest.raises(KeyError, match="ex-nothing"):
        check("ex-nothing", 1)


def test_pages_and_judges_belong_together() -> None:
    """Every exercise of the book is marked, and every judge has its question on a page."""
    assert sorted(ON_PAGES) == sorted(EXERCISES)


def test_solutions_stand_behind_every_exercise() -> None:
    """Each question has a folded solution that puts a right answer before the judge."""
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    for label in EXERCISES:
        solution = re.search(
            rf"\{{solution-start\}} {label}\n.*?\{{solution-end\}}", text, flags=re.DOTALL
        )
        assert solution is not None, label
        assert f'check("{label}"' in solution[0], label


# ---------------------------------------------------------------- blanks and planted errors
GAPS = {label: e.shows for label, e in EXERCISES.items() if isinstance(e.shows, Gap)}
PLANTED = {label: e.shows for label, e in EXERCISES.items() if isinstance(e.shows, Planted)}


@pytest.mark.parametrize("chapter", ["scores", *(c.__name__.rsplit(".", 1)[-1] for c in CHAPTERS)])
def test_every_chapter_has_a_derivation_with_a_blank(chapter: str) -> None:
    """One line of a chain is the reader's."""
    page = {
        "scores": "softmax",
        "inequalities": "likelihood",
        "limits": "existence",
        "distances": "descent",
        "families": "glm",
        "curves": "odds",
        "directions": "gradient",
        "priors": "regularisation",
        "comparisons": "inference",
        "steepest": "gradient",
    }.get(chapter, chapter)
    assert any(label.startswith(f"ex-{page}-") for label in GAPS)


@pytest.mark.parametrize("label", GAPS)
def test_a_blank_stands_in_a_proved_chain(label: str) -> None:
    """The other lines are shown as they were proved, and the blank is marked as one."""
    shown = GAPS[label].myst()
    assert shown.count("mark: blank") == shown.count("boxed") == 1
    assert shown.count("mark: proved") == len(GAPS[label].theorem.lines) - 1
    assert "hole" in str(GAPS[label])
    assert "boxed" in GAPS[label].html()


@pytest.mark.parametrize("label", GAPS)
def test_a_blank_takes_no_line_that_skips_the_step(label: str) -> None:
    """A false filling meets a counterexample, an unreadable one the parser's complaint."""
    assert "not a formula" in check(label, "1 +").message
    assert "not declared" in check(label, "unheard_of").message


@pytest.mark.parametrize("label", GAPS)
def test_a_blank_is_filled_with_the_letters_that_are_shown(label: str) -> None:
    """A letter that is printed otherwise than it is typed is spelled out beside the card."""
    asked, context = GAPS[label], GAPS[label].theorem.context
    answers = EXERCISES[label].right
    names = {part.name for answer in answers for part in depends(asked.filled(answer))}
    for name in names & set(context.latex):
        printed = f"`{name}` for ${context.latex[name]}$"
        assert context.latex[name] == book.latex.get(name) or printed in asked.myst()


def test_the_next_line_is_no_answer_yet() -> None:
    """The reader who runs ahead is told so, not that the line leads elsewhere."""
    asked = Gap(bayes_log_odds, 1, "log(f/g) + hole")
    assert "next line" in asked.judge("logit(r)").message


@pytest.mark.parametrize("label", PLANTED)
def test_every_other_planted_line_is_proved(label: str) -> None:
    """A line is an error with a counterexample, or follows from the line before."""
    verdicts = PLANTED[label].verdicts
    assert {v.status for v in verdicts.values()} == {Status.PROVED, Status.REFUTED}
    assert all(verdicts[n].counterexample for n in PLANTED[label].errors)
    assert PLANTED[label].myst().count("mark: open") == len(verdicts)
    assert PLANTED[label].html().count("displaystyle") == len(verdicts) + 1
    assert str(PLANTED[label]).count("\n") == len(verdicts)


CHAINS = {label: e.shows for label, e in EXERCISES.items() if isinstance(e.shows, Derivation)}


@pytest.mark.parametrize("label", CHAINS)
def test_a_chain_to_repair_has_one_wrong_line(label: str) -> None:
    """The judge names the line at fault, with a hint; a chain to prove shows only the goal."""
    asked = CHAINS[label]
    assert asked.hint
    if asked.shown:
        message = check(label, "\n".join(asked.shown)).message
        assert re.match(r"Line \d does not follow\. It fails at ", message)
        assert asked.hint in message
        assert asked.myst().count("mark: open") == len(asked.shown)
    else:
        assert asked.myst().count("mark: blank") == 1


@pytest.mark.parametrize("label", CHAINS)
def test_a_chain_that_stops_early_is_told_so(label: str) -> None:
    """Lines that all follow are not yet a proof; nor may the claim be taken for a reason."""
    first = EXERCISES[label].right[0].splitlines()[0]
    assert "Every line follows, but" in check(label, first).message
    assert "is no reason here" in check(label, f"= {CHAINS[label].right} by eq-yours").message


def test_a_question_shows_its_derivation() -> None:
    """The page asks for it by the label."""
    assert question("ex-gradient-gap") is GAPS["ex-gradient-gap"]
