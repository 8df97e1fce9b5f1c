"""Check derivations written in a plain text file: ``python -m lrmath check FILE...``.

A file declares its names, then derives::

    sizes m n
    index i : m
    index j k : n
    array x : m,n
    array y : m binary
    array beta : n
    scalar t
    function sigma(t) = 1/(1 + exp(-t)) : unit
    define eta[i] = Sum(beta[k]*x[i,k], k)

    claim slope : D(sigma(t), t) = sigma(t)*(1 - sigma(t))
      = D(1/(1 + exp(-t)), t)                                 by definition sigma
      = 1/(1 + exp(-t))*(1 - 1/(1 + exp(-t)))                 by calculus, algebra
      = sigma(t)*(1 - sigma(t))                               by definition sigma
    qed

``assume t > 0`` adds a hypothesis, ``wrong FORMULA`` a line that must be refuted, ``by cite
SOURCE`` a step that is marked and not proved. ``function f(t)`` stands for any smooth function.
The label of an earlier claim is a reason; ``LABEL with s = t + 1; u = 0`` puts values for its
variables. ``by convexity t at 0`` and ``by monotonicity t at 0`` prove that a gap is not negative,
``by induction n`` an equation for every size. After ``tends t : oo`` a line ``-> 1`` says what the
one before tends to; its reason is ``limit``.
A line of a claim may begin with ``<=``, ``>=``, ``<`` or ``>``; in a claim of the form ``P <=> Q``
every line is a relation. What follows ``#`` is a comment. Nothing in a file is ever evaluated as
Python.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..kernel.reasons import read_reason
from ..language.errors import CalcError, IllTyped
from .chain import Chain, Theorem
from .context import Context

STEP = re.compile(r"(<=>|->|<=|>=|=|<|>)\s*(.*?)\s+by\s+(.*)")
CLAIM = re.compile(
    r"(?P<whole>.*?)\s*(?=<=>)(?P<then>.*)|(?P<left>.*?)\s*(?P<right>(->|<=|>=|=|<|>).*)"
)
COMMA = re.compile(r",(?![^\[(]*[\])])")  # outside brackets
LARGEST = 1_000_000  # characters of a file


@dataclass(frozen=True)
class Report:
    """What became of one line of a file."""

    file: str
    line: int
    label: str
    text: str
    status: str
    message: str = ""
    milliseconds: float = 0.0

    @property
    def good(self) -> bool:
        """Whether the line may stand."""
        return self.status in ("PROVED", "CITED", "REFUTED AS IT SHOULD")

    def __str__(self) -> str:
        mark = "✓" if self.good else "✗"
        place = f"{self.file}:{self.line}"
        said = f"\n    {self.message}".replace("\n", "\n    ") if self.message else ""
        return f"{mark} {place}  {self.label}  {self.text}  [{self.milliseconds:.1f} ms]{said}"


class File:
    """Reads a file line by line; the context grows, and a claim that fails is left behind."""

    def __init__(self, name: str):
        self.name, self.context = name, Context()
        self.theorems: dict[str, Theorem] = {}
        self.label, self.failed = "", False
        self.chain: Chain | None = None

    def run(self, text: str) -> Iterator[Report]:
        """A report for each claim, step and end, and for each line that cannot be read."""
        for number, raw in enumerate(text[:LARGEST].splitlines(), 1):
            line = raw.split("#")[0].strip()
            if line:
                yield from self.report(number, line)
        if self.label:
            yield Report(self.name, number, self.label, "", "ILL_TYPED", "qed is missing")

    def report(self, number: int, line: str) -> Iterator[Report]:
        """Obey one line."""
        start = time.perf_counter()
        try:
            status, message = self.obey(line), ""
        except CalcError as error:
            verdict = getattr(error, "verdict", None)
            status = verdict.status.name if verdict is not None else "ILL_TYPED"
            message, self.failed = str(error), True
        spent = 1000 * (time.perf_counter() - start)
        if status:
            yield Report(self.name, number, self.label, line, status, message, spent)
        if line == "qed":
            self.label, self.chain = "", None

    def obey(self, line: str) -> str:
        """Declare, claim, step or close; the status of what was checked, or nothing."""
        word, _, rest = line.partition(" ")
        if self.label:
            return "" if self.failed else self.derive(word, rest.strip(), line)
        if word == "claim":
            return self.claim(rest)
        if word not in DECLARATIONS:
            raise IllTyped(f"a line cannot begin with {word!r} here")
        self.context = DECLARATIONS[word](self.context, rest.strip())
        return ""

    def claim(self, rest: str) -> str:
        """Open a claim."""
        label, _, relation = rest.partition(":")
        self.label, self.failed = label.strip(), False
        found = CLAIM.fullmatch(relation.strip())
        if not found or not self.label or self.label in self.theorems:
            raise IllTyped("write: claim LABEL : LEFT = RIGHT, with a label that is new")
        left, right = found["whole"] or found["left"], found["then"] or found["right"]
        self.chain = self.context.claim(self.label, left, right)
        return ""

    def derive(self, word: str, rest: str, line: str) -> str:
        """A step, a wrong line, or the end of a claim."""
        assert self.chain is not None
        if word == "qed":
            self.theorems[self.label] = self.chain.qed()
            return "PROVED" if not self.theorems[self.label].cited else "CITED"
        if word == "wrong":
            self.chain = self.chain.wrong(rest)
            return "REFUTED AS IT SHOULD"
        found = STEP.fullmatch(line)
        if not found:
            raise IllTyped("a step is a relation, a formula, and its reason: = FORMULA by algebra")
        reasons = [self.reason(r.strip()) for r in COMMA.split(found[3])]
        self.chain = self.chain.step(f"{found[1]} {found[2]}", by=reasons)
        return self.chain.lines[-1].verdict.status.name

    def reason(self, text: str) -> object:
        """A reason by its name."""
        return read_reason(text, {label: t.proof for label, t in self.theorems.items()})


# ---------------------------------------------------------------- declarations
def _names(rest: str) -> tuple[str, str]:
    """``NAMES : REST``."""
    names, _, more = rest.partition(":")
    return names.strip(), more.strip()


def _array(context: Context, rest: str) -> Context:
    name, more = _names(rest)
    found = re.fullmatch(r"([\w, ]+?)(?:\s+([a-z]+))?(?:\s+as\s+(\w+))?", more)
    if not found:
        raise IllTyped("write: array NAME : SIZE,SIZE DOMAIN as MATRIX")
    return context.array(name, found[1], found[2] or "real", whole=found[3])


def _scalar(context: Context, rest: str) -> Context:
    names, domain = _names(rest)
    return context.scalar(names, domain or "real")


def _equation(rest: str) -> tuple[str, str, str]:
    """``HEAD = BODY : DOMAIN``."""
    head, equals, body = rest.partition("=")
    if not equals:
        raise IllTyped("write: NAME = FORMULA, and perhaps : DOMAIN")
    formula, _, domain = body.partition(":")
    return head.strip(), formula.strip(), domain.strip() or "real"


def _function(context: Context, rest: str) -> Context:
    if "=" not in rest:  # any smooth function
        head, domain = _names(rest)
        return context.function(head, range=domain or "real")
    head, body, domain = _equation(rest)
    return context.function(head, body, range=domain)


def _define(context: Context, rest: str) -> Context:
    head, body, domain = _equation(rest)
    return context.define(head, body, domain=domain)


DECLARATIONS: dict[str, Callable[[Context, str], Context]] = {
    "sizes": lambda context, rest: context.sizes(*rest.replace(",", " ").split()),
    "index": lambda context, rest: context.index(*_names(rest)),
    "array": _array,
    "scalar": _scalar,
    "function": _function,
    "define": _define,
    "tends": lambda context, rest: context.tends(*_names(rest)),
    "assume": lambda context, rest: context.assume(rest),
}


# ---------------------------------------------------------------- whole files
def check_text(text: str, name: str = "<text>") -> list[Report]:
    """Check the text of a file."""
    return list(File(name).run(text))
