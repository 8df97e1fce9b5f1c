"""The checker without one of its precautions, so that its attackers can be tried themselves.

A row names a function, a piece of its source, and what stands there instead.
"""

from __future__ import annotations

import inspect
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import _lru_cache_wrapper
from importlib import import_module
from typing import Any

ROWS = """\
language.binding:_apart ~ if name in inside and ~ if False and
language.binding:_replace_diff ~ if root(variable) in kept: ~ if False:
logic.citing:variables ~ or theorem.context.tied(name) ~
logic.citing:variables ~ at.union(*map(depends, target or ())) ~ at
logic.citing:_supposed ~ if told not in context.hypotheses: ~ if False:
logic.citing:theorem_rule ~ if theorem.relation == TENDS and theorem.context.target != context.target: ~ if False:
logic.citing:fits ~ inspector.defined(value) and ~
logic.citing:fits ~ and inspector.member(value, name.domain) ~
logic.citing:_in_range ~ return isinstance(value, Index) and (value.low, value.high) == (index.low, index.high) ~ return isinstance(value, Index)
logic.citing:_in_range ~ and within((value, value), index.high) ~
logic.citing:_admits ~ and not (moving and mentions(value, moving)) ~
logic.citing:still_variables ~ if problem: ~ if False:
logic.conditions:Inspector.conditions ~ if isinstance(term, Diff): ~ if False:
logic.conditions:Inspector.own ~ yield from arrival(variable, value) ~ pass
logic.conditions:Inspector.own ~ yield Condition(denominator, "!=") ~ pass
logic.conditions:declared_in ~ return declared in ~ return True or declared in
logic.calculus:put ~ if hides(term.body, term.variable): ~ if False:
logic.calculus:put ~ if _behind_definitions(term.body, root(term.variable)): ~ if False:
logic.calculus:derivative ~ if not mentions(term, variable): ~ if variable not in free(term) and root(variable) not in {getattr(p, "of", None) for p in walk(term)}:
logic.rewriting:without_own_calculus ~ return evaluate(body) if any(part.variable in values for part in parts) else body ~ return body
kernel.declaring:_without ~ kept = [h for h in declared.hypotheses if ~ kept = [h for h in declared.hypotheses if True or
kernel.declaring:_closed ~ if names: ~ if False:
logic.conditions:prove_member ~ if missing: ~ if False:
logic.conditions:prove_member ~ if not inspector.member(body, domain): ~ if False:
logic.limits:Limits.big ~ if any(mentions(end, self.variable) for end in ends): ~ if False:
logic.limits:approach ~ if any(mentions(side, variable) for side in others): ~ if False:
logic.limits:within_reach ~ if not reached: ~ if False:
logic.bounds:Mover.below_sum ~ if gap == STRICT and not ~ if False and not
logic.certificates:Certificates.big ~ if term.kind == "Sum" and found == POSITIVE and not ~ if False and not
normal.indices:nonempty ~ return ~ return True or
logic.minimum:touching ~ if context.tied(variable): ~ if False:
logic.minimum:never_negative ~ if not Inspector(form.context).defined(Diff(gap, variable)): ~ if False:
logic.induction:_only_a_number ~ if context.tied(size): ~ if False:
kernel.derivation:claimed ~ if missing: ~ if False:
kernel.judge:_with_conditions ~ if missing ~ if False
language.declarations:Declarations.not_a_variable ~ if self.tied(term, allowed=("<", ">", "!=")): ~ if False:
language.declarations:Declarations.not_a_variable ~ allowed=("<", ">", "!=") ~ allowed=("<", ">", "!=", "<=", ">=")
language.declarations:Declarations.not_free ~ if self.tied(variable): ~ if False:
language.text:named ~ while name in inside or ~ while False or
language.reading:within ~ return ~ return True or
logic.limits:Limits.continuous ~ if not isinstance(term.function, Function): ~ return True
logic.limits:Limits.quotient ~ near = self.side(bottom) if ~ near = 1 if
logic.minimum:touching ~ if not (inspector.defined(found) and inspector.member(found, variable.domain)): ~ if False:
logic.induction:_has_a_next ~ if low == size or not (isinstance(low, Number) and low.value <= 2): ~ if False:"""


@dataclass(frozen=True)
class Weaker:
    """A function of the checker, and a change of its source."""

    module: str
    function: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.function}: {self.old}"

    @property
    def owner(self) -> Any:
        """The module or the class that the function stands in."""
        found: Any = import_module(f"lrmath.calc.{self.module}")
        *outer, _ = self.function.split(".")
        for name in outer:
            found = getattr(found, name)
        return found

    def made(self, function: Any) -> Any:
        """The function with the change."""
        source = textwrap.dedent(inspect.getsource(function))
        assert source.count(self.old) == 1, f"{self} is not written there any more"
        scope: dict[str, Any] = {}
        code = "from __future__ import annotations\n" + source.replace(self.old, self.new)
        exec(code, import_module(f"lrmath.calc.{self.module}").__dict__, scope)
        return scope[function.__name__]


def _rows() -> Iterator[Weaker]:
    for row in ROWS.splitlines():
        where, old, new = (part.strip() for part in row.split(" ~"))
        yield Weaker(*where.split(":"), old, new)


WEAKER = tuple(_rows())


@contextmanager
def weakened(weaker: Weaker) -> Iterator[None]:
    """The checker with this change, wherever the function was imported to."""
    name = weaker.function.split(".")[-1]
    function = weaker.owner.__dict__[name]
    changed = weaker.made(function)
    places = [weaker.owner] if isinstance(weaker.owner, type) else list(_holding(function))
    try:
        for place in places:
            setattr(place, name, changed)
        _forget()
        yield
    finally:
        for place in places:
            setattr(place, name, function)
        _forget()


def _checker() -> list[Any]:
    return [module for name, module in sys.modules.items() if name.startswith("lrmath.calc")]


def _holding(function: Any) -> Iterator[Any]:
    for module in _checker():
        if vars(module).get(function.__name__) is function:
            yield module


def _forget() -> None:
    """What was remembered was found out with the other source."""
    for module in _checker():
        for found in vars(module).values():
            if isinstance(found, _lru_cache_wrapper):
                found.cache_clear()
