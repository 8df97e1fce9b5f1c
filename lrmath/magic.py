"""``%%derivation``: a cell of a notebook in the text format of ``lrmath check``.

``%load_ext lrmath`` makes it known. Each claim that is proved is shown as its equation and the
lines of its derivation; a line that does not follow is the error of the cell::

    %%derivation square
    scalar t

    claim eq-square : (t + 1)**2 = t**2 + 2*t + 1
      = t**2 + 2*t + 1      by algebra
    qed

The name on the first line may be left out. With it the last theorem of the cell is a variable,
``square.at(t=2)``, and another cell may begin with ``%%derivation cube after square``: it knows the
names and the theorems of that one. Nothing in a cell is evaluated as Python.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

from lrmath.calc import CalcError
from lrmath.calc.author.script import File

FIRST = re.compile(r"(?P<name>(?!after\b)[^\W\d]\w*)?\s*(?:\bafter\s+(?P<before>\w+))?")


class NotDerived(CalcError):
    """A derivation that does not stand; a notebook shows why, and no traceback."""

    def _render_traceback_(self) -> list[str]:
        """The lines that IPython prints in the place of a traceback."""
        return [f"{type(self).__name__}: {self}"]


class Notebook:
    """The derivations of a session, by the names of their cells."""

    def __init__(self, shell: Any):
        self.shell = shell
        self.files: dict[str, File] = {}

    def derivation(self, line: str, cell: str) -> None:
        """Check the cell and show what it proves; ``NotDerived`` if a line may not stand."""
        name, before = self.named(line)
        file = File(name, after=before)
        known = set(file.theorems)
        faults = [report for report in file.run(cell) if not report.good]
        if faults:
            raise NotDerived("\n\n".join(f"line {r.line}: {r.fault}" for r in faults))
        new = [theorem for label, theorem in file.theorems.items() if label not in known]
        if name:
            self.files[name] = file
            self.shell.push({name: new[-1]} if new else {})
        display = import_module("IPython.display").display
        for theorem in new:
            display(theorem, *[theorem.wrong] * bool(theorem.wrong_lines))

    def named(self, line: str) -> tuple[str, File | None]:
        """The name of a cell, and the derivation that it comes after."""
        found = FIRST.fullmatch(line.strip())
        if not found:
            raise NotDerived(f"{line!r}: write %%derivation, or %%derivation NAME after OTHER")
        before = found["before"]
        if before and before not in self.files:
            known = ", ".join(self.files) or "none so far"
            raise NotDerived(f"no cell here is %%derivation {before}; there is: {known}")
        return found["name"] or "", self.files.get(before)


def register(shell: Any) -> None:
    """Tell IPython of the magic."""
    shell.register_magic_function(Notebook(shell).derivation, "cell", "derivation")
