"""What the names of a derivation mean: sizes, indices, arrays, scalars, functions, definitions.

A :class:`Context` is a value. Each method returns a new context that knows one thing more::

    context = (
        Context()
        .sizes("m", "n")
        .index("i", "m").index("j", "n").index("k", "n")
        .array("x", "m,n", "real").array("beta", "n")
        .scalar("t", "real")
        .function("sigma(t)", "1/(1 + exp(-t))", range="unit")
        .define("eta[i]", "Sum(beta[k]*x[i,k], k)")
    )
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any, NoReturn, final

from ..kernel import declaring
from ..language.declarations import Declarations
from ..language.errors import plain_text
from ..language.work import question
from .chain import Chain, claim
from .from_sympy import spelling


@final
class Context(Declarations):
    """The declarations under which lines are read and checked.

    The kernel keeps its own record of what was declared, and checks in that.
    """

    __slots__ = ("kept",)
    kept: Declarations

    def __init_subclass__(cls) -> NoReturn:
        raise TypeError("a Context is a value; there are no other kinds of it")

    def __init__(self) -> None:
        _wrap(declaring.empty(), self)

    def __copy__(self) -> Context:
        return self

    def __deepcopy__(self, memo: object) -> Context:
        return self

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Context cannot be pickled; declare it again")

    # ---------------------------------------------------------------- declarations
    @question
    def sizes(self, *names: str) -> Context:
        """Declare positive whole numbers such as m (samples), n (features), K (classes)."""
        return _wrap(declaring.sizes(self.kept, names))

    @question
    def index(self, names: str, size: str) -> Context:
        """Declare indices that run from 1 to ``size``.

        Several names are separated by spaces or commas.
        """
        return _wrap(declaring.indices(self.kept, _words(names), size))

    @question
    def array(
        self, name: str, shape: str, domain: str = "real", *, whole: str | None = None
    ) -> Context:
        """Declare an array by its sizes, e.g. ``array("x", "m,n", whole="X")``.

        The entries are x[i,j], the matrix is X.
        """
        return _wrap(declaring.array(self.kept, name, _words(shape), domain, whole))

    @question
    def scalar(self, names: str, domain: str = "real") -> Context:
        """Declare scalars, variables that stand for any value of the domain."""
        return _wrap(declaring.scalars(self.kept, _words(names), domain))

    @question
    def function(
        self,
        head: str,
        body: str | None = None,
        *,
        range: str = "real",  # noqa: A002
    ) -> Context:
        """Declare a function, e.g. ``function("sigma(t)", "1/(1 + exp(-t))", range="unit")``.

        Without a body it stands for any smooth function with this range.

        Parameters take the domain that their name has as a scalar, else they are real. That the
        function is defined on its domain and keeps to its range is proved here, not believed, and
        under no hypothesis on its parameters.
        """
        return _wrap(declaring.function(self.kept, head, body, range))

    @question
    def define(self, head: str, body: Any, *, domain: str = "real") -> Context:
        """Name a formula, e.g. ``define("eta[i]", "Sum(beta[k]*x[i,k], k)")``.

        A domain is proved, not believed. The body may be SymPy's expression.
        """
        return _wrap(declaring.definition(self.kept, head, spelling(body, self.kept), domain))

    @question
    def assume(self, *relations: Any) -> Context:
        """Add hypotheses such as ``"Sum(y[i,k], k) = 1"``, ``"t > 0"`` or ``"t != 1"``.

        Relations of SymPy are read as well.
        """
        kept = self.kept
        for relation in relations:
            kept = declaring.assumption(kept, spelling(relation, kept))
        return _wrap(kept)

    @question
    def tends(self, name: str, target: str) -> Context:
        """Let a scalar or a size go somewhere, so that lines may say ``-> 1``.

        The target is ``"oo"``, ``"-oo"``, or a value; a domain may leave only one side of it.
        """
        return _wrap(declaring.tending(self.kept, name, target))

    def typeset(self, **latex: str) -> Context:
        """Give names their LaTeX, where it is not the name itself or a Greek letter.

        LaTeX with ``#1`` and ``#2`` is that of entries, ``typeset(x=r"x_{#2}^{(#1)}")``; the name
        itself, where it stands alone, keeps its own.
        """
        return _wrap(declaring.typeset(self.kept, latex))

    def claim(self, label: str, left: Any, right: Any = None) -> Chain:
        """Open a derivation in this context; see :func:`~lrmath.calc.author.chain.claim`."""
        return claim(label, left, right, context=self)


def _wrap(kept: Declarations, context: Context | None = None) -> Context:
    """The context with these declarations."""
    found = object.__new__(Context) if context is None else context
    for field in fields(Declarations):
        object.__setattr__(found, field.name, getattr(kept, field.name))
    object.__setattr__(found, "kept", kept)
    return found


def _words(text: str) -> list[str]:
    return plain_text(text, "a list of names").replace(",", " ").split()
