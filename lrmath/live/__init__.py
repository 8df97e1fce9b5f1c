"""What a page of the book asks the checker, in the reader's browser: JSON in, JSON out.

A derivation on a page can be edited line by line. :func:`ask` takes one question about a line as
JSON text and returns the answer as JSON text, so that whatever carries it (a worker with Python in
WebAssembly, a test) needs to know nothing of terms and verdicts::

    >>> import json
    >>> from lrmath.live import ask
    >>> question = {"ask": "check_step", "module": "odds", "label": "eq-sigmoid",
    ...             "before": "sigma(t)", "line": "= 1/(1 + exp(t))", "by": ["definition sigma"]}
    >>> json.loads(ask(json.dumps(question)))["status"]
    'REFUTED'

A theorem is named by its label and the chapter's module that proves it; only that chapter, and what
it builds on, is then loaded. The lines are text in the checker's own spelling. They are read, and
never evaluated as Python.

An exercise is named by its label; its answer gets the mark that ``lrmath.exercises.check`` gives.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from lrmath.calc import CalcError

from .answers import mark
from .lines import check_chain, check_file, check_step, preview, reasons
from .place import Answer

ANSWERS: dict[str, Callable[..., Answer]] = {
    found.__name__: found for found in (reasons, preview, check_step, check_chain, check_file, mark)
}


def ask(told: str) -> str:
    """Answer a question, a JSON object whose ``ask`` names a function of this module.

    What cannot be answered has ``error``, a sentence; nothing is raised.
    """
    try:
        question_ = dict(json.loads(told))
        answer = ANSWERS[question_.pop("ask")](**question_)
    except (CalcError, RecursionError) as error:
        answer = {"error": str(error)}
    except (KeyError, TypeError, ValueError):
        answer = {"error": f"this is no question; write one of {', '.join(ANSWERS)}"}
    return json.dumps(answer, ensure_ascii=False)
