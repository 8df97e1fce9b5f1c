"""What depends on a variable is never put for something that does not."""

from __future__ import annotations

import pytest
from traps import bad, derived, good, prove, refused

from lrmath.calc import Context, Theorem, algebra, calculus, definition, given, limit, linearity

# Each holds t: the theorem ∂(c t)/∂t = c, of a constant c, says nothing of it.
BODIES = (
    *("t", "t**2", "-t", "t*s", "t + s", "exp(t)", "1/(1 + exp(-t))", "log(1 + exp(t))"),
    *("sqrt(1 + t**2)", "t/(1 + t**2)", "Sum(t*v[k], k)", "Sum(v[k], k)*t", "a1*t", "D(t**3, t)"),
)


def scalars() -> Context:
    """Two constants, a variable, a vector, and a definition without the variable."""
    context = Context().sizes("n").index("k", "n").array("v", "n").scalar("c t s")
    return context.define("a1", "s**2")


@pytest.mark.parametrize("body", BODIES)
def test_a_definition_with_the_variable_is_no_constant_of_a_derivative(body: str) -> None:
    """∂(μ t)/∂t is more than μ where μ depends on t."""
    context = scalars().define("mu", body)
    theorem = prove(context, "D(c*t, t)", "c", ("c", calculus))
    refused(lambda: prove(context, "D(mu*t, t)", "mu", ("mu", theorem)))
    refused(lambda: prove(context, "D(mu*t, t)", "mu", ("mu", theorem.put(c="mu"))))
    refused(lambda: prove(context, f"D(({body})*t, t)", body, (body, theorem.put(c=body))))


@pytest.mark.parametrize("body", BODIES)
def test_a_definition_with_the_variable_is_no_constant_at_a_point(body: str) -> None:
    """(μ + t) at t = 0 is μ(0), not μ."""
    context = scalars().define("mu", body)
    theorem = derived(context, "At(c + t, t, 0)", "c", "c + 0")
    refused(lambda: prove(context, "At(mu + t, t, 0)", "mu", ("mu", theorem)))
    refused(lambda: prove(context, "At(mu + t, t, 0)", "mu", ("mu", theorem.put(c="mu"))))


@pytest.mark.parametrize("body", BODIES)
def test_a_definition_is_no_constant_through_a_chain_of_definitions(body: str) -> None:
    """The variable may hide two definitions deep, and behind an index."""
    context = scalars().define("mu", body).define("nu", "1 + 2*mu").define("w[k]", "nu*v[k]")
    theorem = prove(context, "D(c*t, t)", "c", ("c", calculus))
    for name in ("nu", "w[k]", "w[1]"):
        refused(lambda name=name: prove(context, f"D({name}*t, t)", name, (name, theorem)))


@pytest.mark.parametrize("body", ["s", "s**2", "exp(s)", "a1", "Sum(v[k], k)", "3"])
def test_a_definition_without_the_variable_is_a_constant(body: str) -> None:
    """The honest twin."""
    context = scalars().define("mu", body)
    theorem = prove(context, "D(c*t, t)", "c", ("c", calculus))
    assert prove(context, "D(mu*t, t)", "mu", ("mu", theorem))


@pytest.mark.parametrize(
    "entry", ["x[1, 1]", "x[i, k]", "Sum(x[i, k]*v[k], k)", "Sum(x[i, k], i, k)"]
)
def test_an_array_at_a_point_has_the_name_of_its_entries(entry: str) -> None:
    """Where X = 0 its entries are 0: they are no constants of an evaluation at X."""
    context = Context().sizes("m", "n").index("i", "m").index("k", "n").scalar("c")
    context = context.array("x", "m,n", whole="X").array("v", "n")
    theorem = derived(context, "At(c + Sum(x[i, k], i, k), X, 0)", "c", "c + Sum(0, i, k)")
    left = f"At({entry} + Sum(x[i, k], i, k), X, 0)"
    refused(lambda: prove(context, left, entry, (entry, theorem)))
    refused(lambda: prove(context, left, entry, (entry, theorem.put(c=entry))))
    assert prove(context, "At(v[1] + Sum(x[i, k], i, k), X, 0)", "v[1]", ("v[1]", theorem))


# ---------------------------------------------------------------- limits
def vanishing(context: Context) -> Theorem:
    """c m/m² → 0 for every constant c; `limit` alone finds ∞/∞."""
    steps = [("c/m", algebra), ("-> 0", limit)]
    return prove(context, "c*m/(m*m)", "-> 0", *steps)


@pytest.mark.parametrize(
    "value", ["m", "m + 1", "2*m", "m**2", "-m", "Sum(1, i)", "m*t", "sqrt(m)*sqrt(m)", "mu", "i"]
)
def test_what_grows_is_no_constant_of_a_limit(value: str) -> None:
    """c m/m² → 0 for every constant c, but for c = m it is 1; i may be m."""
    context = (
        Context().sizes("m").index("i", "m").scalar("c t").define("mu", "m*t").tends("m", "oo")
    )
    theorem, left = vanishing(context), f"({value})*m/(m*m)"
    refused(lambda: prove(context, left, "-> 0", ("-> 0", [limit, theorem])))
    refused(lambda: prove(context, left, "-> 0", ("-> 0", [limit, theorem.put(c=value)])))


@pytest.mark.parametrize("body", ["2*exp(t)", "exp(t) + t", "t*exp(t)", "exp(2*t)", "1 + exp(t)"])
def test_a_definition_that_moves_is_no_constant_of_a_limit(body: str) -> None:
    """μ/(1 + e^t) does not vanish where μ grows like e^t."""
    context = Context().scalar("c t").define("mu", body).tends("t", "oo")
    theorem = prove(context, "c/(1 + exp(t))", "-> 0", ("-> 0", limit))
    refused(lambda: prove(context, "mu/(1 + exp(t))", "-> 0", ("-> 0", [limit, theorem])))
    put = theorem.put(c="mu")
    refused(lambda: prove(context, "mu/(1 + exp(t))", "-> 0", ("-> 0", [limit, put])))


@pytest.mark.parametrize(
    "line",
    [
        *("u[i]/m", "i/m", "u[1]/m", "x[i, 1]/m", "x[1, k]/m", "1/(m + i)*i", "exp(-m)*u[i]"),
        *("(u[i] + 1)/m", "u[i]**2/m**2", "w[i]/m", "i**2/m**2", "k*u[1]/m", "z[i]/m"),
    ],
)
def test_data_of_a_growing_size_are_others_for_every_size(line: str) -> None:
    """u_i may be m, and i may be m: nothing is known of their limits."""
    context = Context().sizes("m", "n").index("i", "m").index("k", "n").array("u", "m")
    context = (
        context.array("x", "m,n").define("w[i]", "u[i]").define("z[i]", "i*i").tends("m", "oo")
    )
    refused(lambda: prove(context, line, "-> 0", ("-> 0", limit)))


@pytest.mark.parametrize("value", ["c", "k", "v[k]", "Sum(v[k], k)", "mu", "n"])
def test_what_stays_has_a_limit(value: str) -> None:
    """The honest twin: constants, an index and data of another size."""
    context = Context().sizes("m", "n").index("k", "n").array("v", "n").scalar("c")
    context = context.define("mu", "c*Sum(v[k], k)").tends("m", "oo")
    assert prove(context, f"({value})/m", "-> 0", ("-> 0", limit))
    theorem = vanishing(context)
    assert prove(context, f"({value})*m/(m*m)", "-> 0", ("-> 0", [limit, theorem]))


def test_a_limit_is_not_an_entry_of_growing_data() -> None:
    """m u_1/m → u_1 would name data that are others for every m."""
    context = Context().sizes("m").array("u", "m").tends("m", "oo")
    refused(lambda: prove(context, "m*u[1]/m", "-> u[1]", ("-> u[1]", [algebra, limit])))


# ---------------------------------------------------------------- text files, other reasons
@pytest.mark.parametrize("body", BODIES)
def test_a_text_file_has_no_constant_that_varies(body: str) -> None:
    """The same from a file: 1/(x) ∂/∂t is tried by the label of a claim, and by values put."""
    head = "sizes n\nindex k : n\narray v : n\nscalar c t s\ndefine a1 = s**2\n"
    text = f"{head}define mu = {body}\nclaim rule : D(c*t, t) = c\n= c by calculus\nqed\n"
    for by in ("rule", "rule with c = mu"):
        bad(f"{text}claim false : D(mu*t, t) = mu\n= mu by {by}\nqed\n")
    good(f"{text}claim true : D(a1*t, t) = a1\n= a1 by rule\nqed\n")


def test_three_squares_are_not_one() -> None:
    """The first trap of this kind: 3t² = t², by a definition that was taken for an index."""
    context = Context().scalar("c t").define("mu", "t**2")
    theorem = prove(context, "D(c*t, t)", "c", ("c", calculus))
    steps = [
        ("D(t**2*t, t)", calculus),
        ("D(mu*t, t)", definition("mu")),
        ("mu", theorem),
        ("t**2", definition("mu")),
    ]
    refused(lambda: prove(context, "3*t**2", "t**2", *steps))


@pytest.mark.parametrize("body", BODIES)
def test_linearity_moves_no_definition_that_varies(body: str) -> None:
    """Only what does not vary leaves a derivative."""
    context = scalars().define("mu", body)
    refused(lambda: prove(context, "D(mu*t, t)", "mu*D(t, t)", ("mu*D(t, t)", linearity)))
    refused(lambda: prove(context, "D(mu, t)", "0", ("0", calculus)))


def test_a_hypothesis_makes_no_constant() -> None:
    """c = t ties t, so that nothing is differentiated by it any more."""
    context = Context().scalar("c t")
    theorem = prove(context, "D(c*t, t)", "c", ("c", calculus))
    tied = context.assume("c = t")
    refused(lambda: prove(tied, "c*1", "c", ("D(t*t, t)", [theorem, given]), ("c", calculus)))
