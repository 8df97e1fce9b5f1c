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

from ..bridge.opinion import Answer
from ..kernel.proof import Proof
from ..kernel.reasons import read_reason, reserved
from ..language.errors import CalcError, IllTyped, StepError
from ..language.work import OF_A_LINE, allowed
from ..logic.verdict import Status
from ..show.statement import statement_text
from .chain import Chain
from .context import Context
from .lines import LARGEST, array_parts, claim_parts, lines_of, printable, step_parts, visible
from .theorem import Theorem

LABEL = re.compile(r"\w[\w.-]*")
OF_A_FILE, OF_A_CHARACTER, OF_READING = 500_000, 8, 5  # units of work
STAND = ("PROVED", "CITED", "REFUTED AS IT SHOULD")


@dataclass(frozen=True, slots=True)
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
        return self.status in STAND

    @property
    def fault(self) -> str:
        """What is wrong with a line that may not stand, for its author."""
        place = self.label or self.text
        if not self.message:
            return f"{place}: {self.status}"
        told = not place or self.message.startswith(place)
        return self.message if told else f"{place}: {self.message}"

    def __str__(self) -> str:
        mark = "(cited)" if self.status == Status.CITED.name else "✓" if self.good else "✗"
        place = f"{self.file}:{self.line}"
        said = f"\n    {self.message}".replace("\n", "\n    ") if self.message else ""
        return f"{mark} {place}  {self.label}  {self.text}  [{self.milliseconds:.1f} ms]{said}"


class File:
    """Reads a file line by line; the context grows, and a claim that fails is left behind.

    It knows the names and the theorems of the file that it comes ``after``.
    """

    def __init__(self, name: str, *, sympy: bool = False, after: File | None = None):
        self.sympy = sympy
        self.name = name
        self.context: Context = after.context if after else Context()
        self.theorems: dict[str, Theorem] = dict(after.theorems) if after else {}
        self.proofs: dict[str, Proof] = dict(after.proofs) if after else {}
        self.label, self.failed = "", False
        self.chain: Chain | None = None
        self.left = 0  # units of work for the rest of the file

    def run(self, text: str) -> Iterator[Report]:
        """A report for each claim, step and end, and for each line that cannot be read."""
        if len(text) > LARGEST:
            said = f"the file has more than {LARGEST} characters; split it"
            yield Report(self.name, 0, "", "", "ILL_TYPED", said)
            return
        last, self.left = 0, OF_A_FILE + OF_A_CHARACTER * len(text)
        for number, line in lines_of(text):
            last = number if line.strip() else last
            yield from self.report(number, line)
        if self.label:
            yield Report(self.name, last, self.label, "", "ILL_TYPED", "qed is missing")

    def report(self, number: int, raw: str) -> Iterator[Report]:
        """Obey one line; what goes wrong with it is bad, whatever is true besides."""
        start, line = time.perf_counter(), raw.strip()
        try:
            line = visible(raw)
            status, message = self.allowed(line)
        except (CalcError, RecursionError) as error:
            status, message, self.failed = _fault(error), _said(error), True
        spent = 1000 * (time.perf_counter() - start)
        if status:
            yield Report(self.name, number, self.label, printable(line), status, message, spent)
        if line.split()[:1] == ["qed"]:
            self.label, self.chain = "", None

    def allowed(self, line: str) -> tuple[str, str]:
        """Obey one line with what work is left for it."""
        with allowed(min(OF_A_LINE, self.left)) as allowance:
            before = allowance.left
            try:
                return self.obey(line)
            finally:
                self.left = max(self.left - OF_READING - before + allowance.left, 0)

    def obey(self, line: str) -> tuple[str, str]:
        """Declare, claim, step or close; the status of what was checked and a word, or nothing."""
        word, _, rest = line.partition(" ")
        if not line or (self.label and self.failed):
            return "", ""
        if self.label:
            return self.derive(word, rest.strip(), line)
        if word == "claim":
            return self.claim(rest)
        if word not in DECLARATIONS:
            raise IllTyped(f"a line cannot begin with {word[:40]!r} here")
        self.context = DECLARATIONS[word](self.context, rest.strip())
        return "", ""

    def claim(self, rest: str) -> tuple[str, str]:
        """Open a claim."""
        label, _, relation = rest.partition(":")
        self.label, self.failed = label.strip(), False
        found = claim_parts(relation.strip())
        if not found or not self.label or self.label in self.theorems:
            raise IllTyped("write: claim LABEL : LEFT = RIGHT, with a label that is new")
        if not LABEL.fullmatch(self.label) or self.label in reserved():
            raise IllTyped(
                f"{self.label[:40]!r} cannot be a label: use one word of letters, digits, - and _ "
                "that names no reason"
            )
        self.chain = self.context.claim(self.label, *found)
        return "", ""

    def derive(self, word: str, rest: str, line: str) -> tuple[str, str]:
        """A step, a wrong line, or the end of a claim."""
        assert self.chain is not None
        if word == "qed":
            return self.close(rest)
        if word == "wrong":
            self.chain = self.chain.wrong(rest)
            return "REFUTED AS IT SHOULD", ""
        found = step_parts(line)
        if not found:
            raise IllTyped("a step is a relation, a formula, and its reason: = FORMULA by algebra")
        self.chain = self.chain.step(found[0], by=[self.reason(reason) for reason in found[1]])
        return self.chain.lines[-1].verdict.status.name, ""

    def close(self, rest: str) -> tuple[str, str]:
        """End a claim; the statement says what it supposes."""
        assert self.chain is not None
        if rest:
            raise IllTyped("nothing may follow qed on its line")
        found = self.theorems[self.label] = self.chain.qed()
        self.proofs[self.label] = found.proof
        said = statement_text(found.sequent) + (f"\n{second_opinion(found)}" if self.sympy else "")
        return "CITED" if found.cited else "PROVED", said

    def reason(self, text: str) -> object:
        """A reason by its name."""
        return read_reason(text, self.proofs)


def _fault(error: Exception) -> str:
    """The status of a line that went wrong; never one with which a line may stand."""
    verdict = getattr(error, "verdict", None)
    if verdict is None:
        return Status.ILL_TYPED.name
    return "NOT REFUTED" if verdict.status.name in STAND else str(verdict.status.name)


def _said(error: Exception) -> str:
    """What an error says."""
    return "the line is nested too deeply" if isinstance(error, RecursionError) else str(error)


# ---------------------------------------------------------------- declarations
def _names(rest: str) -> tuple[str, str]:
    """``NAMES : REST``."""
    names, _, more = rest.partition(":")
    return names.strip(), more.strip()


def _array(context: Context, rest: str) -> Context:
    name, more = _names(rest)
    found = array_parts(more)
    if not found:
        raise IllTyped("write: array NAME : SIZE,SIZE DOMAIN as MATRIX")
    sizes, domain, whole = found
    return context.array(name, sizes, domain, whole=whole)


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
def check_text(text: str, name: str = "<text>", *, sympy: bool = False) -> list[Report]:
    """Check the text of a file; with ``sympy`` each step is put to SymPy as well."""
    return list(File(name, sympy=sympy).run(text))


def second_opinion(theorem: Theorem) -> str:
    """What SymPy says of the steps of a theorem; an error where it finds numbers against one."""
    opinions = theorem.confirm()
    for number, found in enumerate(opinions, 1):
        if found.answer is Answer.DENIED:
            raise StepError(f"{theorem.label}, step {number}: {found}")
    rest = [f"step {k}: {found}" for k, found in enumerate(opinions, 1) if not found]
    agreed = len(opinions) - len(rest)
    return "\n".join([f"SymPy confirms {agreed} of {len(opinions)} steps", *rest])
