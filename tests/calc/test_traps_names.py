"""A name means the same where a theorem was proved and where it is used."""

from __future__ import annotations

import pytest
from traps import derived, prove, refused

from lrmath.calc import (
    Context,
    Theorem,
    algebra,
    calculus,
    cases,
    given,
    induction,
    limit,
    positivity,
)


# ---------------------------------------------------------------- names in hypotheses
def above(there: Context, told: str) -> Theorem:
    """``a > 0``, because a is above something that is positive there."""
    bound = told.removeprefix("a ")
    steps = [(bound, given), ("> 0", positivity)]
    return prove(there.assume(told), "a", "> 0", *steps)


@pytest.mark.parametrize(
    ("there", "here", "told"),
    [
        (Context().scalar("s", "positive"), Context().scalar("s"), "a > s"),
        (Context().scalar("s", "unit"), Context().scalar("s"), "a > s"),
        (Context().scalar("s", "positive"), Context().scalar("s", "integer"), "a > 2*s"),
        (Context().scalar("s", "positive"), Context().define("s", "-9"), "a > s"),
        (Context().define("s", "9"), Context().define("s", "-9"), "a > 1 + s**2 - s**2"),
        (Context().define("s", "1", domain="positive"), Context().define("s", "-1"), "a > s"),
        (Context().sizes("s"), Context().scalar("s"), "a > s"),
        (Context().array("s", "2", "positive"), Context().array("s", "2"), "a > s[1]"),
        (Context().array("s", "2", "positive"), Context().array("s", "2", "binary"), "a > s[2]"),
        (
            Context().function("f(t)", "exp(t)", range="positive"),
            Context().function("f(t)", "-exp(t)"),
            "a > f(1)",
        ),
        (
            Context().function("f(t)", range="positive"),
            Context().function("f(t)", "t", range="real"),
            "a > f(-1)",
        ),
        (
            Context().scalar("s", "positive").define("c", "s", domain="positive"),
            Context().scalar("s").define("c", "s"),
            "a > c",
        ),
    ],
)
def test_a_hypothesis_is_assumed_with_the_same_meaning(
    there: Context, here: Context, told: str
) -> None:
    """a > s gives a > 0 where s is positive, not where s is anything."""
    there, here = there.scalar("a"), here.scalar("a")
    if "**2" in told:
        steps = [("> 1 + s**2 - s**2", given), ("= 1", algebra), ("> 0", positivity)]
        theorem = prove(there.assume(told), "a", "> 0", *steps)
    else:
        theorem = above(there, told)
    said = refused(lambda: prove(here.assume(told), "a", "> 0", ("> 0", theorem)))
    if "**2" not in told:
        assert "another meaning" in said
    assert prove(there.assume(told).scalar("z"), "a", "> 0", ("> 0", theorem))


@pytest.mark.parametrize("index", ["i", "k", "row"])
@pytest.mark.parametrize(
    ("whole", "part"), [("m", "1"), ("m", "2"), ("m", "n"), ("4", "3"), ("n", "1"), ("9", "1")]
)
def test_a_hypothesis_is_assumed_for_the_same_indices(whole: str, part: str, index: str) -> None:
    """All u_i > 0 give Σ u > 0; the first one alone does not."""
    told, sums = f"u[{index}] > 0", f"Sum(u[q], (q, 1, {whole}))"
    start = Context().sizes("m", "n")
    there = start.index(index, whole).array("u", whole).assume(told)
    theorem = prove(there, sums, "> 0", ("> 0", positivity))
    short = start.index(index, part)
    if (whole, part) not in (("m", "2"), ("m", "n"), ("n", "2")):
        here = short.array("u", whole).assume(told)
        refused(lambda: prove(here, sums, "> 0", ("> 0", theorem)))
    assert prove(there.scalar("z"), sums, "> 0", ("> 0", theorem))


@pytest.mark.parametrize("here", ["real", "positive", "unit", "nonnegative", "integer"])
@pytest.mark.parametrize(
    "line", ["t**2 - t", "t*(1 - t)", "t**3 - t", "c*t**2 - c*t", "t**2*(1 - t)"]
)
def test_a_limit_is_taken_at_the_same_place(line: str, here: str) -> None:
    """t² - t goes to 0 where t goes to 0 or to 1; it may go elsewhere here."""
    start = Context().scalar("t c")
    there = start.scalar("b", "binary").tends("t", "b")
    steps = [(f"-> {line.replace('t', 'b')}", limit), ("0", cases)]
    theorem = prove(there, line, "-> 0", *steps)
    other = start.scalar("b", here).tends("t", "b")
    refused(lambda: prove(other, line, "-> 0", ("-> 0", [limit, theorem])))
    refused(lambda: prove(other, f"1 + ({line})", "-> 1 + 0", ("-> 1 + 0", [limit, theorem])))
    assert prove(there.scalar("z"), line, "-> 0", ("-> 0", [limit, theorem]))


# ---------------------------------------------------------------- matrix names
@pytest.mark.parametrize(
    "line", ["Sum(x[i], i)", "x[1]", "x[i]", "x[1]**2", "exp(x[i]) - 1", "2*x[i]"]
)
@pytest.mark.parametrize("whole", ["X", "Y1", "z9"])
def test_a_matrix_name_stands_for_the_same_array(line: str, whole: str) -> None:
    """Where X is the matrix of z, putting 0 for X leaves x alone."""
    start = Context().sizes("m").index("i", "m")
    there = start.array("x", "m", whole=whole)
    put = line.replace("x[i]", "0").replace("x[1]", "0")
    theorem = derived(there, f"At({line}, {whole}, 0)", "0", put)
    here = start.array("x", "m").array("z", "m", whole=whole)
    steps = [(f"At({line}, {whole}, 0)", calculus), ("0", theorem)]
    refused(lambda: prove(here, line, "0", *steps))
    more = there.scalar("s")
    assert prove(more, f"s + At({line}, {whole}, 0)", "s + 0", ("s + 0", theorem))


# ---------------------------------------------------------------- binders of a theorem
BOUND = ["z", "q", "r1", "tau", "k_1", "w_2", "a", "row", "lam", "omega"]


@pytest.mark.parametrize("name", BOUND)
def test_a_binder_of_a_theorem_captures_no_name(name: str) -> None:
    """m s = Σ_z s, and s = z + 1: but Σ_z s is no sum of z + 1 over z."""
    there = Context().sizes("m").scalar("s")
    theorem = prove(there, "m*s", f"Sum(s, ({name}, 1, m))", (f"Sum(s, ({name}, 1, m))", algebra))
    here = Context().sizes("m").index("i", "m").scalar(f"s {name}")
    equal, less = here.assume(f"s = {name} + 1"), here.assume(f"s <= {name}")
    wrong = "Sum(i + 1, i)"
    refused(lambda: prove(equal, "m*s", wrong, (wrong, [theorem, given])))
    refused(lambda: prove(less, "m*s", "<= Sum(i, i)", ("<= Sum(i, i)", [theorem, given])))
    right = f"Sum({name} + 1, i)"
    assert prove(equal, "m*s", right, (right, [theorem, given]))
    moving = Context().sizes("m").index("j", "m").scalar(f"s {name}").tends("s", name)
    refused(lambda: prove(moving, "m*s", "-> Sum(j, j)", ("-> Sum(j, j)", [theorem, limit])))
    right = f"Sum({name}, j)"
    assert prove(moving, "m*s", f"-> {right}", (f"-> {right}", [theorem, limit]))


@pytest.mark.parametrize("name", BOUND)
def test_a_binder_of_a_theorem_is_no_scalar_of_a_hypothesis(name: str) -> None:
    """z = 3 is said of the scalar, not of the index of a sum that a theorem brings."""
    right = f"Sum({name}, ({name}, 1, m))"
    steps = [(right, induction("m"))]
    theorem = prove(Context().sizes("m"), "m*(m + 1)/2", right, *steps)
    here = Context().sizes("m").index("i", "m").scalar(f"s {name}").assume(f"{name} = 3")
    left, wrong = "m*(m + 1)/2", "Sum(3, i)"
    refused(lambda: prove(here, left, wrong, (wrong, [theorem, given])))
    refused(lambda: prove(here, left, "3*m", ("3*m", [theorem, given, algebra])))
    assert prove(here, left, "Sum(i, i)", ("Sum(i, i)", theorem))


# ---------------------------------------------------------------- variables that cannot vary here
@pytest.mark.parametrize(
    "told", ["u = 3", "u = c", "u**2 = 9", "c - u = 1", "u >= c", "u <= 3", "exp(u) = c", "mu = 2"]
)
def test_a_theorem_brings_no_derivative_by_a_tied_variable(told: str) -> None:
    """2u = ∂u²/∂u, but with u = 3 that is no derivative of 9."""
    square = prove(Context().scalar("t"), "D(t**2, t)", "2*t", ("2*t", calculus))
    still = prove(Context().scalar("c t"), "D(c, t)", "0", ("0", calculus))
    here = Context().scalar("c t u").define("mu", "u").assume(told)
    put = still.put(c="9", t="u")
    refused(lambda: prove(here, "2*u", "0", ("0", [square, put, given])))
    refused(lambda: prove(here, "2*u", "0", ("D(u**2, u)", square), ("0", [put, given])))
    refused(lambda: prove(here, "2*u", "2*t", ("2*t", [square.put(t="u"), square])))


@pytest.mark.parametrize("domain", ["binary", "integer"])
@pytest.mark.parametrize("name", ["b", "o", "y1", "kappa", "u_2"])
def test_a_theorem_brings_no_derivative_by_a_discrete_variable(domain: str, name: str) -> None:
    """b² = b has no derivative 2b = 1."""
    here = Context().scalar("t").scalar(name, domain)
    square = prove(here, "D(t**2, t)", "2*t", ("2*t", calculus))
    one = prove(here, "D(t, t)", "1", ("1", calculus)).put(t=name)
    by = [square, one, *([cases] if domain == "binary" else [])]
    refused(lambda: prove(here, f"2*{name}", "1", ("1", by)))


@pytest.mark.parametrize(
    "told", ["t = 3", "t > 0", "t != s", "t < v", "mu = 3", "t*s = 1", "t >= 0"]
)
def test_a_theorem_brings_no_value_at_a_tied_variable(told: str) -> None:
    """(t s) at t = v is v s, also where t = 3."""
    free = Context().scalar("t s v c").define("mu", "t")
    first = prove(free, "At(t*s, t, v)", "v*s", ("v*s", calculus))
    second = prove(free, "At(c, t, v)", "c", ("c", calculus))
    here = free.assume(told)
    put = second.put(c="3*s", v="v")
    refused(lambda: prove(here, "v*s", "3*s", ("3*s", [first, put, given])))
    refused(lambda: prove(here, "v*s", "3*s", ("3*s", [first, put, given, algebra])))


@pytest.mark.parametrize("told", ["s > 0", "s >= 0", "s > 1", "0 < s", "c < s", "s != c"])
def test_a_theorem_brings_no_value_at_a_limited_variable(told: str) -> None:
    """√s² = s where s > 0, but √c² is not c."""
    free = Context().scalar("s c d")
    root = "sqrt(c**2)*d"
    first = prove(free, "At(sqrt(s**2)*d, s, c)", root, (root, calculus))
    second = prove(free, "At(s*d, s, c)", "c*d", ("c*d", calculus))
    here = free.assume(told)
    refused(lambda: prove(here, root, "c*d", ("c*d", [first, second, algebra])))


@pytest.mark.parametrize("told", ["s = 3", "s > 0", "s <= 1", "s != 0"])
def test_a_theorem_brings_a_derivative_by_a_free_variable(told: str) -> None:
    """The honest twin: what is supposed of s does not tie u."""
    square = prove(Context().scalar("t"), "D(t**2, t)", "2*t", ("2*t", calculus))
    here = Context().scalar("u s").assume(told)
    assert prove(here, "s*D(u**2, u)", "s*(2*u)", ("s*(2*u)", square))
