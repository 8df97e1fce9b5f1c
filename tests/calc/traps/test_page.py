r"""What a page shows is what was proved: two lines that differ do not look the same."""

from __future__ import annotations

import re

import pytest
from trial.traps import bad, good, prove

from lrmath.calc import CalcError, Context, IllTyped, StepError, algebra, cite, positivity


def context() -> Context:
    """Matrices, vectors, and scalars whose names are those of constants and signs."""
    found = Context().sizes("n").index("i j k l", "n").array("v", "n").array("w", "n")
    for name in ("q", "r", "s"):
        found = found.array(name, "n,n", "positive", whole=name.upper())
    found = found.array("u", "20,20").scalar("p a e d", "positive").scalar("t c")
    return found.array("delta", "n,n").array("b0", "n").function("f(t)")


def shown(line: str, here: Context | None = None) -> str:
    """The formula that the page shows for a line."""
    theorem = (here or context()).claim("x", line, line).qed()
    page = theorem.statement._repr_mimebundle_()["text/markdown"]
    formula = page.split("\n\n")[1].split("\n```")[0].split(r" \qquad ")[0]
    half = formula[: len(formula) // 2 - 1]
    assert formula == f"{half} = {half}"
    return half


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # entry by entry, or as matrices
        *(
            ("Q*R", "Q @ R"),
            ("Q**2", "Q @ Q"),
            ("(Q*R) @ S", "Q*(R @ S)"),
            ("Q*R @ v", "Q @ R @ v"),
        ),
        *(("Q/R", "Q*R"), ("(Q/R)*S", "Q/(R*S)"), ("Q**2*R", "(Q*R)**2"), ("Q.T**2", "(Q**2).T")),
        *(("v*w", "v.T @ w"), ("Q + c", "Q @ (R/R) + c"), ("exp(Q)", "exp(t)"), ("1 - Q", "1 - t")),
        *(("(Q @ R)*S", "Q @ (R*S)"), ("Q.T @ R", "(Q @ R).T"), ("(Q + R).T", "Q + R.T")),
        # what reaches over the next factor
        *(("log(p)**2", "log(p**2)"), ("log(p)*a", "log(p*a)"), ("t*log(p)*a", "t*log(p*a)")),
        *(("log(2)*3", "log(2*3)"), ("log(p)*log(a)", "log(p*log(1 + a))")),
        *(("Sum(v[j], j)*c", "Sum(v[j]*c, j)"), ("Sum(v[j], j)**2", "Sum(v[j]**2, j)")),
        *(("Product(v[j], j)*c", "Product(v[j]*c, j)"), ("(Sum(v[j], j)*c)*t", "Sum(v[j]*c, j)*t")),
        *(("D(v.T @ v, v)*c", "D(v.T @ v*c, v)"), ("-t**2", "(-t)**2"), ("(c*t)**2", "c*t**2")),
        # values at a point
        *(("c*At(t, t, c)", "At(c*t, t, c)"), ("c + At(t, t, c)", "At(c + t, t, c)")),
        *(("c - At(t, t, c)", "At(c - t, t, c)"), ("At(t, t, c)**2", "At(t**2, t, c)*1")),
        *(
            ("(c + t)*At(t, t, c)", "At((c + t)*t, t, c)"),
            ("c + (-At(t, t, c))", "At(c - t, t, c)"),
        ),
        # names and numbers that look alike
        *(("e**2", "exp(2)"), ("e**t", "exp(t)"), ("e**(-t)", "exp(-t)"), ("2*(1/3)", "2 + 1/3")),
        *(("u[1, 12]", "u[11, 2]"), ("KroneckerDelta(1, 12)", "KroneckerDelta(11, 2)")),
        *(("delta[i, j]", "KroneckerDelta(i, j)"), ("d*f(t)/(d*p)", "D(f(p), p)")),
        *(("2*3", "23"), ("t*2", "t**2"), ("f(t)*c", "f(t*c)"), ("c*(t + 1)", "f(t + 1)")),
    ],
)
def test_lines_that_differ_do_not_look_the_same(one: str, other: str) -> None:
    """Spaces apart, which a reader does not see."""
    first, second = (re.sub(r"\\,|\s", "", shown(line)) for line in (one, other))
    assert first != second


@pytest.mark.parametrize(
    ("line", "formula"),
    [
        ("Q*R", r"Q \odot R"),
        ("Q**2", r"Q^{\circ 2}"),
        ("Q**(-1)*Q", r"Q^{\circ -1} \odot Q"),
        ("Q.T**2", r"(Q^{\top})^{\circ 2}"),
        ("Q.T.T", r"(Q^{\top})^{\top}"),
        ("(Q*R).T", r"(Q \odot R)^{\top}"),
        ("Q/R", r"Q \oslash R"),
        ("(Q*R) @ v", r"(Q \odot R)\, v"),
        ("v @ w", r"v^{\top}\, w"),
        ("v.T @ Q @ w", r"v^{\top}\, Q\, w"),
        ("v @ Q", r"v^{\top}\, Q"),
        ("v.T", r"v^{\top}"),
        ("v*w", r"v \odot w"),
        ("t*v", r"t\, v"),
        ("v/p", r"\frac{v}{p}"),
        ("log(p)**2", r"(\ln p)^{2}"),
        ("log(p)*a", r"(\ln p)\, a"),
        ("a*log(p)", r"a\, \ln p"),
        ("(a*log(p))*t", r"(a\, \ln p)\, t"),
        ("Q + c", r"Q + c\, \mathbf{1}"),
        ("b0[j]", r"(b_{0})_{j}"),
        ("u[1, 12]", r"u_{1,12}"),
        ("c + (-t)", r"c + (-t)"),
    ],
)
def test_how_lines_are_shown(line: str, formula: str) -> None:
    """⊙ and ∘ for entries, ⊤ for rows, brackets for what reaches far."""
    assert shown(line) == formula


@pytest.mark.parametrize("right", ["v.T", "w.T", "(v + w).T", "(2*v).T", "(Q @ v).T", "v.T.T.T"])
@pytest.mark.parametrize("left", ["v", "Q", "v.T", "Q @ R"])
def test_no_outer_product_is_read_into_a_line(left: str, right: str) -> None:
    """v @ v.T is a number here, and looks like a matrix; so it is not read."""
    with pytest.raises(IllTyped, match=r"v\.T @ w"):
        context().claim("x", f"{left} @ {right}", f"{left} @ {right}")


@pytest.mark.parametrize(
    ("one", "other"),
    [("b0", "b_0"), ("x1", "x_1"), ("beta2", "beta_2"), ("k10", "k_10"), ("ab3", "ab_3")],
)
def test_names_that_look_the_same_are_refused(one: str, other: str) -> None:
    """In every order, as anything that has a name."""
    for first, second in ((one, other), (other, one)):
        known = Context().sizes("n").scalar("t").scalar(first)
        for declare in (
            lambda c, name: c.scalar(name),
            lambda c, name: c.sizes(name),
            lambda c, name: c.index(name, "n"),
            lambda c, name: c.array(name, "n"),
            lambda c, name: c.array("Z", "n", whole=name),
            lambda c, name: c.define(name, "1"),
            lambda c, name: c.function(f"{name}(t)", "t"),
            lambda c, name: c.claim("x", f"Sum({name}, ({name}, 1, n))", "0"),
        ):
            with pytest.raises(IllTyped, match="look"):
                declare(known, second)
        bad(f"scalar {first} {second}\nclaim a : 0 = 0\nqed\n")
    good(f"scalar {one}\nclaim a : {one} = {one}\nqed\n")


@pytest.mark.parametrize(
    "letters", [{"t": "c"}, {"t": r"\beta"}, {"c": "t"}, {"f": "c"}, {"q": "r"}]
)
def test_two_names_of_a_theorem_are_told_apart(letters: dict[str, str]) -> None:
    """LaTeX is given to names by their author, but t and c are not both shown as c."""
    here = context().array("beta", "n").typeset(**letters)
    line = "t + c + f(t) + beta[j] + q[i, j] + r[i, j]"
    with pytest.raises(StepError, match="look alike"):
        here.claim("x", line, line)
    with pytest.raises(StepError, match="look alike"):
        here.claim("x", "0", "0").step(f"0*({line})", by=algebra)
    with pytest.raises(StepError, match="look alike"):
        here.assume(f"{line} > 0").claim("x", "0", "0")
    assert here.claim("x", "t", "t").qed().statement._repr_mimebundle_()


def test_what_rests_on_a_source_says_so_everywhere() -> None:
    """The line, the lines that cite it, the statements, and the card; never a ✓ by itself."""
    here = Context().scalar("s t")
    source = prove(here, "exp(t)", ">= 1 + t", (">= 1 + t", cite("Bernoulli 1689")), label="known")
    resting = prove(here, "exp(s)", ">= 1 + s", (">= 1 + s", source), label="resting")
    far = prove(here, "exp(s) + 0", ">= 1 + s", ("exp(s)", algebra), (">= 1 + s", resting))
    assert source.cited
    assert resting.cited
    assert far.cited
    for theorem in (source, resting, far):
        assert "rests on a citation" in str(theorem.statement)
        assert "Rests on a citation" in theorem.statement._repr_mimebundle_()["text/markdown"]
        last = str(theorem).splitlines()[-1]
        assert last.endswith("cited")
        assert "✓" not in last
        pages = theorem._repr_mimebundle_()
        assert "mark: cited" in pages["text/markdown"]
        assert "(cited)" in pages["text/html"]
        assert "rests on a citation" in pages["text/html"]
    honest = prove(here, "t**2", ">= 0", (">= 0", positivity))
    for page in (str(honest), *honest._repr_mimebundle_().values()):
        assert "cited" not in page
        assert "citation" not in page


def test_a_file_says_what_rests_on_a_source() -> None:
    """Each step and each claim, also those that cite the claim."""
    text = "scalar s t\nclaim a : exp(t) >= 1 + t\n>= 1 + t by cite Bernoulli\nqed\n"
    said = good(f"{text}claim b : exp(s) >= 1 + s\n>= 1 + s by a\nqed\n").splitlines()
    reports = [line for line in said if not line.startswith(" ")]
    assert [line.split()[0] for line in reports] == ["(cited)"] * 4


@pytest.mark.parametrize("depth", [60])
def test_what_rests_on_a_source_is_known_at_once(depth: int) -> None:
    """Each theorem cites the one before twice: two to the power of the depth were asked."""
    here = Context().scalar("s t")
    last = prove(here, "exp(t)", ">= 1 + t", (">= 1 + t", cite("a book")))
    for _ in range(depth):
        steps = [(">= 1 + t", last), ("= t + 1", algebra), ("= 1 + t", algebra)]
        last = prove(here, "exp(t)", ">= 1 + t", *steps)
    assert last.cited


def test_a_mistyped_line_is_no_theorem() -> None:
    """The helper of this file refuses what the checker refuses."""
    with pytest.raises(CalcError):
        shown("v @ v.T")


@pytest.mark.parametrize(
    ("whole", "part", "said"),
    [
        ("m", "m", "u[i] > 0 for all i"),
        ("m", "1", "u[i] > 0 for all i = 1..1"),
        ("9", "3", "u[i] > 0 for all i = 1..3"),
        ("9", "9", "u[i] > 0 for all i"),
    ],
)
def test_what_is_supposed_of_some_rows_is_not_told_of_all(whole: str, part: str, said: str) -> None:
    """An index that runs over a part of the rows says so."""
    here = Context().sizes("m").index("i", part).array("u", whole).assume("u[i] > 0")
    theorem = prove(here, "u[1]", "u[1]")
    assert str(theorem.statement).endswith(said)
    page = theorem.statement._repr_mimebundle_()["text/markdown"]
    assert (rf"\dots, {part}" in page) == ("=" in said)
