"""Theorems as an author holds them: to be cited, evaluated and shown.

What a theorem states is the kernel's record of its proof; nothing here is believed.
"""

from __future__ import annotations

from typing import Any, NoReturn, final

from ..bridge.opinion import Opinion
from ..kernel.proof import Line, Proof, record_of
from ..kernel.reasons.theorem import ByTheorem
from ..language.declarations import Declarations
from ..language.terms import Term
from ..logic.citing import Sequent
from ..refute.evaluate import evaluate
from ..show.views import Shown, View

_KEY = object()  # whoever lacks it cannot make a Theorem


@final
class Theorem:
    """A relation whose every step was checked; to cite it, it must exist.

    What was proved is the kernel's record of its ``proof``; the lines are kept to be shown.
    """

    __slots__ = ("__weakref__", "line", "module", "proof", "wrong_lines")
    proof: Proof
    wrong_lines: tuple[Line, ...]
    module: str
    line: int

    def __init_subclass__(cls) -> NoReturn:
        raise TypeError("a Theorem is made by claim(...).step(...).qed() only")

    def __init__(self, key: object = None, **values: Any):
        if key is not _KEY:
            raise TypeError("a Theorem is made by claim(...).step(...).qed() only")
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a theorem stays as it was proved; its {name} cannot be replaced")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a theorem stays as it was proved; its {name} cannot be deleted")

    def __copy__(self) -> Theorem:
        return self

    def __deepcopy__(self, memo: object) -> Theorem:
        return self

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Theorem cannot be pickled; prove it again")

    # ---------------------------------------------------------------- what was proved
    @property
    def sequent(self) -> Sequent:
        """The relation and its context, as the kernel keeps them."""
        return record_of(self.proof).sequent

    @property
    def label(self) -> str:
        """Its name in the book."""
        return self.sequent.label

    @property
    def left(self) -> Term:
        """The left side."""
        return self.sequent.left

    @property
    def relation(self) -> str:
        """What stands between the sides."""
        return self.sequent.relation

    @property
    def right(self) -> Term:
        """The right side."""
        return self.sequent.right

    @property
    def context(self) -> Declarations:
        """What its names mean, and what is assumed."""
        return self.sequent.context

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of the chain, as the kernel accepted them."""
        return record_of(self.proof).lines

    @property
    def cited(self) -> bool:
        """Whether a step, or a theorem behind one, rests on a source instead of a check."""
        return record_of(self.proof).cited

    def at(self, **values: object) -> Any:
        """The right side at given data, in thirty digits.

        It is a number, or nested lists over the free indices.
        """
        return evaluate(self.right, self.context, values)

    def put(self, **values: str) -> ByTheorem:
        """The theorem as a reason, with these values for some of its variables."""
        return ByTheorem(self.proof, tuple(values.items()))

    # ---------------------------------------------------------------- SymPy beside it
    def sympy(self, **sizes: int) -> Any:
        """The statement as SymPy's object: ``Sum``, ``Indexed``, assumptions from the domains.

        Sizes stay symbols, unless they are given: ``theorem.sympy(m=2, n=2)`` is written out.
        """
        from ..bridge.objects import sympy_statement  # SymPy is loaded when it is asked for

        return sympy_statement(self.sequent, sizes)

    def confirm(self) -> tuple[Opinion, ...]:
        """What stock SymPy says of each step, at small sizes and for all values of the entries."""
        from ..bridge.second_judge import opinion

        return tuple(opinion(n.start, n.relation, n.term, self.context) for n in self.lines)

    # ---------------------------------------------------------------- how it is shown
    @property
    def shown(self) -> Shown:
        """What there is to show."""
        return Shown(self.sequent, self.lines, self.wrong_lines, self.cited)

    @property
    def statement(self) -> View:
        """The labelled equation, for display."""
        return View(self.shown, statement=True)

    @property
    def wrong(self) -> View:
        """The deliberately wrong lines with their counterexamples, for display."""
        return View(self.shown, wrong=True)

    def __getitem__(self, steps: slice) -> View:
        """Some steps of the chain, for display; ``theorem[:]`` is the whole chain."""
        start, stop, _ = steps.indices(len(self.lines))
        return View(self.shown, start=start, stop=stop)

    def whole(self) -> View:
        """Statement and chain."""
        return View(self.shown, statement=True, stop=len(self.lines))

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return self.whole()._repr_mimebundle_()

    def __str__(self) -> str:
        return str(self.whole())

    def __repr__(self) -> str:
        return f"<Theorem {self.label}>"


def theorem(proof: Proof, wrong_lines: tuple[Line, ...], module: str, line: int) -> Theorem:
    """The theorem of a proof, made at this place of the source."""
    return Theorem(_KEY, proof=proof, wrong_lines=wrong_lines, module=module, line=line)
