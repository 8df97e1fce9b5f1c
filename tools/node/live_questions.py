"""Run inside Pyodide by live.mjs: ask all that a page asks, so that all it needs is imported."""

import gc
import json
import sys
import zipimport


def use() -> None:
    """Ask every kind of question, and mark a right answer to every exercise."""
    from lrmath.live import ask

    step = {"module": "gradient", "label": "eq-gradient", "before": "D(J, beta[j])"}
    right = {"line": "= D(Sum(A(eta[i]) - y[i]*eta[i], i), beta[j])", "by": ["definition J"]}
    file = "scalar t\nclaim a : t + t = 3*t\n  = 2*t by magic\nqed\nwhat"
    questions = (
        {"ask": "check_step", **step, **right},
        {"ask": "check_step", **step, "line": "= x[i,j]", "by": ["algebra"]},
        {"ask": "check_step", **step, "line": "= (x[i,j]", "by": ["algbra"]},
        {"ask": "check_chain", "module": "gradient", "label": "eq-gradient", "lines": []},
        {"ask": "reasons", "module": "softmax", "label": "eq-softmax-shift"},
        {"ask": "check_file", "source": file},
    )
    answers = [json.loads(ask(json.dumps(question))) for question in questions]
    found = [answer.get("status") for answer in answers[:2]]
    if found != ["PROVED", "REFUTED"]:
        raise SystemExit(f"the checker in the browser does not work: {answers}")
    mark_all(ask)


def mark_all(ask) -> None:
    """Mark the first right answer to every exercise; each is right, or needs the notebook."""
    from lrmath import theorems
    from lrmath.exercises import EXERCISES, MARKS

    assert theorems.CHAPTERS  # a page can ask about each
    for label, exercise in EXERCISES.items():
        question = {"ask": "mark", "label": label, "answer": typed(exercise.right[0])}
        found = json.loads(ask(json.dumps(question)))
        if found.get("right") not in (True, None) or "error" in found:
            raise SystemExit(f"the browser does not mark {label}: {found}")
    MARKS.by_label.clear()


def typed(answer) -> str:
    """An answer as a reader types it."""
    if isinstance(answer, list) and all(isinstance(part, str) for part in answer):
        return ", ".join(answer)
    return str(answer)


def forget() -> None:
    """Leave no trace of the archives: in the page they lie elsewhere, or are empty."""
    sys.path.remove("/lrmath.zip")
    sys.path_importer_cache.clear()
    zipimport._zip_directory_cache.clear()
    gc.collect()
