"""Which LaTeX may stand for a name: letters, not notation, and nothing that hides the rest."""

from __future__ import annotations

import re

NOTATION = re.compile(
    r"\\(ln|log|exp|sqrt|sum|prod|nabla|partial|infty|frac|delta|top|odot|oslash|checkmark|text"
    r"|left|right|begin|end|to|le|ge|ne|Leftrightarrow)(?![A-Za-z])"
)
GREEK = (
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi"
    " pi varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega"
    " Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
)
ACCENTS = (
    "hat bar tilde vec dot ddot check breve acute grave widehat widetilde overline underline"
    " mathbf mathrm mathcal mathbb mathsf mathit mathfrak boldsymbol operatorname text"
)
FUNCTIONS = "cos sin tan cosh sinh tanh arg min max sup inf det dim ker"
MARKS = "top ast star dagger prime circ perp parallel mid Re Im"
KNOWN = frozenset(
    f"{GREEK} {ACCENTS} {FUNCTIONS} {MARKS} ell hbar imath jmath lVert rVert lvert rvert".split()
)
OURS = frozenset(("ln", "log", "exp", "sqrt"))  # functions of the language itself
OPERATORS = OURS.union(FUNCTIONS.split(), MARKS.split())  # they act on what stands beside them
FONT = re.compile(r"\\(?:mathrm|mathsf|mathit|operatorname|text|mathbf|boldsymbol)(?![A-Za-z])")
UPRIGHT = re.compile(r"\\(?:mathrm|mathsf|mathit|operatorname|text)(?![A-Za-z])")
SCRIPT = re.compile(r"[_^](?:\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}|\\[A-Za-z]+|[^\\{])|'")
GROUP = re.compile(r"\([^()]*\)|\\lVert.*?\\rVert|\\lvert.*?\\rvert")
FACTOR = re.compile(
    rf"\\(?:{'|'.join(ACCENTS.split())})(?![A-Za-z])\s*(?:\{{[^{{}}]*\}}|\\[A-Za-z]+|[A-Za-z])"
    r"|\\[A-Za-z]+|[A-Za-z0-9]"
)
ALLOWED = re.compile(r"[A-Za-z0-9\\{}_^'()+\-* ,.]+")
PAIRS = {"(": ")", "{": "}"}


def unfit(latex: str, name: str, *, of_function: bool = False) -> str:
    """Why LaTeX cannot stand for a name; empty where it can. A function may be called tanh."""
    said = f"{latex!r} cannot be the LaTeX of {name}"
    if not re.match(r"\(?(?:[A-Za-z]|\\[A-Za-z])", latex) or not ALLOWED.fullmatch(latex):
        return f"{said}: begin with a letter or a command, and take letters, digits and brackets"
    if re.search(r"\\(?![A-Za-z{},;!])", latex):
        return f"{said}: a backslash begins a command"
    strange = [c for c in re.findall(r"\\([A-Za-z]+)", latex) if c not in KNOWN]
    if strange:
        return f"{said}: \\{strange[0]} is neither a letter, nor an accent, nor a font"
    if NOTATION.match(latex.lstrip("(")):
        return f"{said}: it is notation with a meaning of its own"
    misread = acting(latex)
    if misread and not (of_function and misread in OPERATORS - OURS):
        return f"{said}: {misread} would not be read as a part of a name"
    if not _balanced(latex):
        return f"{said}: its brackets do not match"
    if re.search(r"[+\-*,]", _outside(latex)):
        return f"{said}: it looks like a sum or a list; put it into brackets"
    return ""


def acting(latex: str) -> str:
    """What in a name would be read as a number, or as acting on what stands beside it; or empty.

    Nobody reads ln t as a product, nor 2 as a name.
    """
    parts = [FONT.sub("", part).strip("\\{} ") for part in factors(latex)]
    whole = "".join(parts)
    if whole in OPERATORS:
        return whole
    anywhere = [part for part in parts if part.isdigit() or part in MARKS.split()]
    return next(iter([*anywhere, *(part for part in parts[-1:] if part in OPERATORS)]), "")


def bare(latex: str) -> str:
    """The letters of a name, whatever upright or sloping font they stand in."""
    return re.sub(r"[{} ]|\\[,;!]", "", UPRIGHT.sub("", latex))


def factors(latex: str) -> list[str]:
    """The letters and words side by side, without what stands in brackets, above and below."""
    plain, before = SCRIPT.sub("", latex), ""
    while plain != before:
        plain, before = GROUP.sub("", plain), plain
    return FACTOR.findall(plain)


def _outside(latex: str) -> str:
    """What stands outside all brackets, but for a mark such as the star of ``x^*``."""
    kept, waiting = "", 0
    plain = latex.replace(r"\lVert", "(").replace(r"\rVert", ")")
    for sign in re.sub(r"\^[*+]|\\.", "", plain):
        waiting += (sign in PAIRS) - (sign in PAIRS.values())
        kept += sign if not waiting else ""
    return kept


def unfit_pattern(latex: str, name: str, axes: int) -> str:
    """Why LaTeX such as ``x_{#2}^{(#1)}`` cannot stand for an entry; empty where it can."""
    places = re.findall(r"(?<=[{(])#([1-9])(?=[)}])", latex)
    if sorted(places) != [str(k) for k in range(1, axes + 1)] or latex.count("#") != axes:
        wanted = " and ".join(f"#{k}" for k in range(1, axes + 1))
        asked = f"put {wanted} into it, each once and in brackets" if axes else "it has no indices"
        return f"{latex!r} cannot be the LaTeX of an entry of {name}: {asked}"
    return unfit(re.sub(r"#[1-9]", "i", latex), name)


def _balanced(latex: str) -> bool:
    waiting: list[str] = []
    for sign in latex:
        if sign in PAIRS:
            waiting.append(PAIRS[sign])
        elif sign in PAIRS.values() and (not waiting or waiting.pop() != sign):
            return False
    return not waiting
