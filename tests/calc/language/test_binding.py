"""Bound indices have no names, and what is replaced is never captured."""

from __future__ import annotations

import pytest

from lrmath.calc import Context
from lrmath.calc.language.binding import Captured, big, depends, free, hides, opened, replace
from lrmath.calc.language.reader import parse
from lrmath.calc.language.terms import Big, Term
from lrmath.calc.language.things import things_in


@pytest.fixture(scope="module", name="here")
def here_fixture(logistic: Context) -> Context:
    """The logistic context with a definition that hides t, and a function of u."""
    return logistic.define("hidden", "t**2 + s").function("cube(u)", "u**3")


def put(text: str, values: dict[str, str], context: Context) -> Term:
    """The line with these values put for its names."""
    found = {context.names[name]: parse(value, context) for name, value in values.items()}
    return replace(parse(text, context), found)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Sum(v[j], j)", "Sum(v[k], k)", True),
        ("Sum(v[j], j)", "Sum(v[q1], (q1, 1, n))", True),
        ("Sum(v[j], j)", "Sum(v[j], (j, 2, n))", False),
        ("Sum(v[j]*g[k], j, k)", "Sum(v[k]*g[j], k, j)", True),
        ("Sum(v[j]*g[k], j, k)", "Sum(v[k]*g[j], j, k)", False),
        ("Sum(Sum(x[i,j], i)*v[j], j)", "Sum(Sum(x[l,k], l)*v[k], k)", True),
        ("Sum(v[j], k)", "Sum(v[j], j)", False),
        ("Sum(v[j], j)", "Product(v[j], j)", False),
    ],
)
def test_lines_are_equal_up_to_bound_names(one: str, other: str, same: bool, here: Context) -> None:
    """Equality of terms is equality of what they say."""
    first, second = parse(one, here), parse(other, here)
    assert (first == second) is same
    assert not same or hash(first) == hash(second)


def test_what_is_opened_is_closed_again(here: Context) -> None:
    """A new index each time, the same sum in the end."""
    term = parse("Sum(Sum(x[i,j]*v[j]*t, i), j)", here)
    assert isinstance(term, Big)
    (index, body), (other, _) = opened(term), opened(term)
    assert index != other
    assert big("Sum", body, index) == term


@pytest.mark.parametrize(
    ("line", "values", "found"),
    [
        ("t*s", {"t": "s", "s": "t"}, "s*t"),  # at once
        ("Sum(v[j]*t, j)", {"t": "v[j]"}, "Sum(v[k]*v[j], k)"),  # the outer j
        ("Sum(x[i,j], i)", {"j": "k"}, "Sum(x[i,k], i)"),
        ("D(t*s, t)", {"s": "h"}, "D(t*h, t)"),
        ("D(t*s, t)", {"t": "u"}, "D(u*s, u)"),
        ("At(t*s, t, s)", {"s": "u"}, "At(t*u, t, u)"),
        ("At(t*s, t, t)", {"t": "u"}, "At(t*s, t, u)"),  # inside At the t is another
        ("cube(t)", {"t": "s + 1"}, "cube(s + 1)"),
        ("hidden + u", {"u": "2"}, "hidden + 2"),
        ("P[a]", {"a": "b"}, "P[b]"),
    ],
)
def test_values_are_put(line: str, values: dict[str, str], found: str, here: Context) -> None:
    """What the term says of its names, the result says of the values."""
    assert put(line, values, here) == parse(found, here)


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("D(t*s, t)", {"s": "t"}),  # s is a constant there
        ("D(t*s, t)", {"s": "hidden"}),  # which depends on t
        ("D(t*s, t)", {"t": "s"}),
        ("D(t*s, t)", {"t": "3"}),
        ("D(t*s, t)", {"t": "s + 1"}),
        ("D(hidden*u, u)", {"u": "t"}),  # the definition depends on t already
        ("At(t*s, t, 3)", {"s": "t"}),
        ("At(t*s, t, 3)", {"s": "hidden"}),
        ("hidden + u", {"t": "2"}),
        ("D(Sum(A(eta[i]), i), beta[j])*s", {"m": "n"}),  # eta is declared for m rows
        ("Sum(D(t*s, t)*v[j], j)", {"s": "t"}),
    ],
)
def test_nothing_is_captured(line: str, values: dict[str, str], here: Context) -> None:
    """Where the result would say something else, there is none."""
    with pytest.raises(Captured):
        put(line, values, here)


def test_what_a_term_depends_on(here: Context) -> None:
    """Through definitions and functions, and down to the sizes of arrays."""
    names = {part.name for part in depends(parse("J", here))}
    assert names >= {"J", "eta", "beta", "x", "y", "m", "n", "A"}
    assert names.isdisjoint({"t", "i", "k", "v"})  # a parameter and bound indices
    assert depends(parse("Sum(v[j], j)", here)) == depends(parse("Sum(v[k], k)", here))
    assert hides(parse("hidden", here), here.names["t"])  # type: ignore[arg-type]
    assert not hides(parse("t", here), here.names["t"])  # type: ignore[arg-type]


def test_what_stands_in_a_term(here: Context) -> None:
    """Free names and things, not those behind a definition."""
    term = parse("hidden + Sum(x[i,j]*u, i)", here)
    assert {getattr(part, "name", "") for part in free(term)} == {"u", "j", "m", "n"}
    assert {thing.name for thing in things_in(term)} == {"hidden", "x"}
