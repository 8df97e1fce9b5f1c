"""What people type that is no formula, and a plain word for it."""

from __future__ import annotations

import ast
import difflib
import re
from collections.abc import Iterable
from itertools import islice

from .relations import SIGN
from .work import spend

MOST_HINTS, HINT = 60, 10  # names that are tried for a slip of the pen, and the work of each
BINDERS = ("Sum", "Product", "D", "At", "KroneckerDelta")
WRITE = {  # what people type, and how it is spelled here
    "ln": "log",
    "abs": "sqrt(t**2)",
    "Abs": "sqrt(t**2)",
    "diff": "D",
    "Derivative": "D",
    "prod": "Product",
    "sum": "Sum",
    "e": "exp(t)",
}
GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta",
    "η": "eta", "θ": "theta", "κ": "kappa", "λ": "lambda_1", "μ": "mu", "ν": "nu", "ξ": "xi",
    "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau", "φ": "phi", "χ": "chi", "ψ": "psi",
    "ω": "omega",
}  # fmt: skip

BETWEEN = (
    "stands between two formulas, and this place takes one of them; "
    "the left and the right side are two arguments"
)
GLUED = re.compile(r"(?<![\w.])(\d+)([A-Za-z(]\w*)")


def complaint(text: str, error: Exception) -> tuple[str, int]:
    """What is wrong with a line that Python cannot read, and at which column."""
    glued = GLUED.search(text)
    if glued:
        return f"write {glued[1]}*{glued[2]}: a product needs its *", glued.start()
    sign = SIGN.search(text)
    if sign:
        return f"{sign[0]} {BETWEEN}", sign.start()
    column = max((getattr(error, "offset", None) or 1) - 1, 0)
    return getattr(error, "msg", str(error)), column


def meant(name: str, known: Iterable[str]) -> str:
    """What may have been meant by a name that is not declared."""
    if name in WRITE:
        return f"; write {WRITE[name]}"
    if name in GREEK:
        return f"; spell it out: {GREEK[name]}"
    binders = BINDERS if len(name) > 1 else ()  # At is no better name for a
    others = [k for k in islice((*binders, *known), MOST_HINTS) if k != name]
    spend(HINT * len(others))
    close = difflib.get_close_matches(name, others, n=1)
    return f"; did you mean {close[0]}?" if close else ""


def refusal(node: ast.AST) -> str:
    """What is wrong with a part of Python that no formula has."""
    if isinstance(node, ast.Compare):
        return f"a relation {BETWEEN}"
    names = {"Lambda": "a lambda", "JoinedStr": "an f-string", "ListComp": "a comprehension"}
    name = type(node).__name__
    return f"{names.get(name, f'this ({name.lower()})')} is not part of a formula"
