"""What a page asks the checker: every line of the book, slips, wrong lines, hostile text."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from lrmath.calc.kernel.reasons import read_reason
from lrmath.calc.language import parse, starting, text
from lrmath.live import ask as answer
from lrmath.live import lines, place
from lrmath.theorems import NAMES, catalogue

GRADIENT = {"module": "gradient", "label": "eq-gradient"}
BEFORE = "= Sum((sigma(eta[i]) - y[i])*D(eta[i], beta[j]), i)"
BY = ["definition p", "eq-eta-derivative"]


def asked(ask: str, **question: Any) -> dict[str, Any]:
    """An answer, as the page receives it."""
    return dict(json.loads(answer(json.dumps({"ask": ask, **question}))))


def of_chapter(name: str) -> list[tuple[str, Any]]:
    """The theorems of a chapter with their labels."""
    home = f"lrmath.theorems.{name}"
    return [(label, found) for label, found in catalogue().items() if found.module == home]


@pytest.mark.parametrize("module", NAMES)
def test_every_line_of_the_book_stands_as_the_page_asks_it(module: str) -> None:
    """Each step from the text of the line before, by its reasons as text; then the whole chain."""
    assert of_chapter(module)
    for label, theorem in of_chapter(module):
        before, whole = text(theorem.left, theorem.context), []
        for line in theorem.lines:
            spelled = lines.spelled_line(line, theorem.context)
            by = [lines.spelled_reason(reason) for reason in line.reasons]
            step = {"before": before, "line": spelled, "by": by}
            found = asked("check_step", module=module, label=label, **step)
            assert found["status"] == line.verdict.status.name, (label, spelled, found)
            before, whole = spelled, [*whole, [spelled, by]]
        found = asked("check_chain", module=module, label=label, lines=whole)
        assert found == {"status": "PROVED"}, (label, found)


def test_every_reason_of_the_book_is_read_back() -> None:
    """The spelling of a reason gives the same reason."""
    for label, theorem in catalogue().items():
        known = place.citable(theorem.module.rsplit(".", 1)[-1], label)
        for reason in (reason for line in theorem.lines for reason in line.reasons):
            assert read_reason(lines.spelled_reason(reason), known) == reason


def test_every_wrong_line_of_the_book_is_refuted_in_the_page_as_well() -> None:
    """A counterexample comes with it, in words and formulas."""
    for label, theorem in catalogue().items():
        module = theorem.module.rsplit(".", 1)[-1]
        for line in theorem.wrong_lines:
            before = text(line.start, theorem.context)
            wrong = lines.spelled_line(line, theorem.context)
            step = {"before": before, "line": wrong, "by": ["algebra"]}
            found = asked("check_step", module=module, label=label, **step)
            assert found["status"] == "REFUTED", (label, wrong)
            assert "left $" in found["where"]


def test_a_turned_sign_is_refuted_with_a_counterexample_and_a_left_over() -> None:
    """The verdict has all that the page shows."""
    line = "= Sum((p[i] + y[i])*x[i,j], i)"
    found = asked("check_step", **GRADIENT, before=BEFORE, line=line, by=BY)
    assert found["status"] == "REFUTED"
    assert found["where"].endswith("left $-1/2$, right $3/2$")
    assert found["left_over"] == r"-2\, \sum_{i=1}^{m} y_{i}\, x_{ij}"
    assert found["tex"] == r"= \sum_{i=1}^{m} (p_{i} + y_{i})\, x_{ij}"


@pytest.mark.parametrize(("sign", "status"), [("-", "UNDECIDED"), ("+", "REFUTED")])
def test_a_line_without_a_reason_is_never_accepted(sign: str, status: str) -> None:
    """It is told whether it is true, and refuted if it is not."""
    line = f"= Sum((p[i] {sign} y[i])*x[i,j], i)"
    found = asked("check_step", **GRADIENT, before=BEFORE, line=line, by=[])
    assert found["status"] == status
    assert ("give it a reason" in found.get("message", "")) == (sign == "-")


def test_a_true_line_for_another_reason_is_not_accepted_and_the_reason_is_named() -> None:
    """The judge is as strict as on the book's own lines."""
    line = "= Sum((p[i] - y[i])*x[i,j], i)"
    found = asked("check_step", **GRADIENT, before=BEFORE, line=line, by=["definition p"])
    assert found["status"] == "UNDECIDED"
    assert "true, but not for this reason" in found["message"]


@pytest.mark.parametrize(
    ("line", "sign"),
    [("= Sum((p[i] - y[i])*x[i,j]), i)", ")"), ("= p[i] + w[i]", "w"), ("= 2*x[i,j", "[")],
)
def test_a_slip_is_shown_at_its_place_in_the_whole_line(line: str, sign: str) -> None:
    """The column counts from the relation on, as the field does."""
    found = asked("preview", **GRADIENT, line=line)
    assert found["status"] == "ILL_TYPED"
    assert line[found["column"]] == sign


def test_a_chain_that_ends_elsewhere_is_not_the_theorem() -> None:
    """Each line may follow, and yet the claim is not reached."""
    lines = [["= D(Sum(A(eta[i]) - y[i]*eta[i], i), beta[j])", ["definition J"]]]
    found = asked("check_chain", **GRADIENT, lines=lines)
    assert found["status"] == "UNDECIDED"
    assert "last line is not the claimed right side" in found["message"]


def test_a_theorem_cannot_be_cited_in_its_own_proof() -> None:
    """Neither it nor what comes after it is on the list of reasons, and no step may name it."""
    listed = asked("reasons", **GRADIENT)
    assert "eq-softplus-derivative" in listed["theorems"]
    assert not {"eq-gradient", "eq-hessian"} & set(listed["theorems"])
    step = {"before": "D(J, beta[j])", "line": "= Sum((p[i] - y[i])*x[i,j], i)"}
    found = asked("check_step", **GRADIENT, **step, by=["eq-gradient"])
    assert found["status"] == "ILL_TYPED"
    assert "is no reason" in found["message"]


def test_what_is_listed_as_a_reason_is_read_as_one() -> None:
    """The page offers nothing that the checker does not know."""
    listed = asked("reasons", **GRADIENT)
    known = place.citable(**GRADIENT)
    for name in (name for names in listed.values() for name in names):
        assert read_reason(name, known)


@pytest.mark.parametrize(
    "line",
    [
        "= __import__('os').system('true')",
        "= (lambda: 0)()",
        "= " + "(" * 5_000,
        "= " + "-" * 3_000 + "1",
        "= 9**9**9**9",
        "= \u202e1",
        "= " + "1+" * 100_000 + "1",
        "= " + "- " * 400 + "1",
        "= " + "2**" * 300 + "2",
        "= " + "[" * 90,
        "= " + "not " * 200 + "1",
        "",
        "<script>alert(1)</script>",
    ],
)
def test_hostile_text_gets_a_sentence(line: str) -> None:
    """Nothing is run, nothing is raised, and nothing is proved."""
    found = asked("check_step", **GRADIENT, before="D(J, beta[j])", line=line, by=["algebra"])
    assert found["status"] in ("ILL_TYPED", "UNDECIDED")
    assert found["message"]


def test_the_bounds_hold_for_the_line_before_and_for_reasons_as_well() -> None:
    """Whatever the page sends is bounded."""
    step = {"before": "D(J, beta[j])", "line": "= J", "by": ["algebra"]}
    deep = "(" * 99
    for change in (
        {"before": deep},
        {"before": deep, "by": []},
        {"by": [f"eq-sigmoid with t = {deep}"]},
    ):
        found = asked("check_step", **GRADIENT, **(step | change))
        assert "nested too deeply" in found["message"]
    found = asked("check_chain", **GRADIENT, lines=[["(" * 99, ["algebra"]]])
    assert "nested too deeply" in found["message"]


@pytest.mark.parametrize(
    "told",
    ["", "[]", "{}", "null", '{"ask": "system"}', '{"ask": "preview"}', '{"ask": ["reasons"]}'],
)
def test_what_is_no_question_gets_a_sentence(told: str) -> None:
    """The door never raises."""
    assert "this is no question" in json.loads(answer(told))["error"]


@pytest.mark.parametrize(
    ("module", "label"), [("os", "eq-gradient"), ("..calc", "eq-x"), ("gradient", "eq-nothing")]
)
def test_an_unknown_theorem_is_said_to_be_unknown(module: str, label: str) -> None:
    """No module but a chapter is imported."""
    found = asked("reasons", module=module, label=label)
    assert found == {"error": f"the chapter {module!r} has no theorem {label!r}"}


def test_a_file_is_reported_line_by_line() -> None:
    """The text format of the command, with what may stand."""
    found = asked("check_file", source="scalar t\nclaim a : t + t = 3*t\n  = 2*t by algebra\nqed")
    assert [(r["line"], r["status"], r["good"]) for r in found["reports"]] == [
        (3, "PROVED", True),
        (4, "ILL_TYPED", False),
    ]
    assert found["good"] == 1


def test_a_file_with_a_line_that_is_too_deep_is_told_which() -> None:
    """The same bounds hold for files; a browser's stack is small."""
    found = asked("check_file", source="scalar t\nclaim a : " + "(" * 99 + "t = t")
    (report,) = found["reports"]
    assert (report["line"], report["good"]) == (2, False)
    assert "nested too deeply" in report["message"]


def test_the_bounds_of_a_line_are_far_from_the_lines_of_the_book() -> None:
    """No line comes near to half of them."""
    for theorem in catalogue().values():
        for line in theorem.lines:
            spelled = lines.spelled_line(line, theorem.context)
            assert place.too_much("(" * (place.DEEPEST // 2) + spelled) == ""
            assert len(spelled) < place.LONGEST // 2


def test_one_line_loads_one_chapter_and_no_large_library() -> None:
    """The page waits for what it asks about, and for nothing else."""
    program = (
        "import json, sys; from lrmath.live import ask;"
        "ask(json.dumps(dict(ask='reasons', module='odds', label='eq-sigmoid')));"
        "print(sorted(m for m in sys.modules if m.startswith('lrmath.theorems.')),"
        " {'sympy', 'numpy', 'scipy'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "['lrmath.theorems.notation', 'lrmath.theorems.odds'] set()"


def test_a_line_that_can_be_read_has_the_latex_of_its_term() -> None:
    """The preview shows what will be checked."""
    theorem = place.find(**GRADIENT)
    line = ">= Sum(y[i]**2, i)"
    assert starting(line)[0] == ">="
    assert asked("preview", **GRADIENT, line=line) == {"tex": r"\ge \sum_{i=1}^{m} y_{i}^{2}"}
    assert parse("Sum(y[i]**2, i)", theorem.context)
