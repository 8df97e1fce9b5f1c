"""Text files that once hung or crashed the checker, or were written to try.

Each claims something false, and has at most 100 000 characters. They are written by functions, so
that a list of their names costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable

BLANKS, NINES = " " * 99_000, "9" * 39


def many(head: str, claim: str, line: str, times: int = 1_000) -> str:
    """A file that claims the same again and again, as often as there is room."""
    parts = [head, *(f"claim c{k} : {claim}\n{line}\nqed\n" for k in range(times))]
    while sum(map(len, parts)) > 100_000:
        parts = parts[: 9 * len(parts) // 10]
    return "".join(parts)


def names(stem: str, count: int, join: str = " ") -> str:
    """Names with a number."""
    return join.join(f"{stem}{k}" for k in range(count))


def nested(inner: str, outer: str, depth: int) -> str:
    """A formula inside itself."""
    for _ in range(depth):
        inner = outer.format(inner)
    return inner


def chained(count: int) -> str:
    """Definitions that stand in one another."""
    lines = [f"define b{k + 1} = 1 + b{k}\n" for k in range(count)]
    return f"scalar b0\n{''.join(lines)}claim a : 1/b{count} = 1\n= 1 by algebra\nqed\n"


ONE = "claim a : {} = 1\n= 1 by {}\nqed\n"
T = "scalar t s u\n"
SUM6 = "Sum(x[j,k]*x[k,l]*x[l,a]*x[a,b]*x[b,c]*x[c,j], j, k, l, a, b, c)"
STEEP = (
    "(a**9*b**7 + c**8*d**5 + p**7*f**9 + g**3*h**11 + a*b*c*d*p*f*g*h + 1)"
    "*(a**5*c**3 + b**7*h + p**3*g**5 + d**2 + f + 1)"
)

FILES: dict[str, Callable[[], str]] = {
    # crashes
    "function without parameter": lambda: "function f()\nclaim a : f() = 1\n= 1 by algebra\nqed\n",
    "onehot scalar": lambda: "scalar s : onehot\nclaim a : s = 1\n= 1 by cases\nqed\n",
    "40 definitions": lambda: chained(39),
    "400 definitions": lambda: chained(400),
    "3000 definitions": lambda: chained(3_000),
    "4000 brackets": lambda: T + ONE.format("(" * 1_900 + "t" + ")" * 1_900, "algebra"),
    "4000 minus signs": lambda: T + ONE.format("-" * 3_900 + "t", "algebra"),
    "4000 powers": lambda: T + ONE.format("t" + "**t" * 1_300, "algebra"),
    "79 deep": lambda: T + ONE.format(nested("t", "exp({})", 78), "calculus"),
    "79 deep derivative": lambda: T + ONE.format(f"D({nested('t', 'exp({})', 76)}, t)", "calculus"),
    "null character": lambda: "scalar t\nclaim a : t = \x00t\nqed\n",
    # sizes
    "999 cubed": lambda: "array x : 999,999,999\n" + ONE.format("x[1,1,1]", "algebra"),
    "250 cubed": lambda: "array x : 250,250,250\n" + ONE.format("x[1,1,1]", "algebra"),
    "14 axes": lambda: f"sizes m\narray x : {','.join('m' * 14)}\nclaim a : 0 = 1\nqed\n",
    "6 axes": lambda: (
        f"sizes m\narray x : {','.join('m' * 6)}\n"
        + ONE.format(f"x[{','.join('1' * 6)}]", "algebra")
    ),
    "20 sizes": lambda: f"sizes {names('m', 20)}\n" + ONE.format(names("m", 20, "+"), "algebra"),
    "30 arrays": lambda: (
        "sizes m\nindex i : m\n"
        + "".join(f"array x{k} : m,m\n" for k in range(30))
        + ONE.format("+".join(f"x{k}[i,i]" for k in range(30)), "algebra")
    ),
    # growth
    "At in At": lambda: "scalar t\n" + ONE.format(nested("t*t", "At({}, t, t*t)", 24), "calculus"),
    "At in At in derivatives": lambda: (
        T + ONE.format(f"D({nested('t*t', 'At({}, t, t*t*s)', 20)}, s)", "calculus")
    ),
    "doubling definitions": lambda: (
        "scalar d0\n"
        + "".join(f"define d{k + 1} = d{k}*d{k}\n" for k in range(38))
        + ONE.format("D(d38, d0)", "calculus, definition " + names("d", 39)[3:])
    ),
    "8 theorems": lambda: (
        "scalar t\n"
        + "".join(f"claim z{k} : t + 0 = t\n= t by algebra\nqed\n" for k in range(8))
        + f"claim a : t*t = t\n= t by {names('z', 8, ', ')}\nqed\n"
    ),
    "8 equations": lambda: many(
        f"scalar {names('f', 9)}\n" + "".join(f"assume f{k} = f{k + 1} + 1\n" for k in range(8)),
        f"{names('f', 9, '*')} = 1",
        "= 1 by given",
    ),
    "derivatives": lambda: many(
        T, "D(t*exp(t)*s*t*exp(s*t)*log(1 + exp(t)), t, t, t, t, t, t) = 1", "= 1 by calculus"
    ),
    "powers": lambda: many(
        "scalar a b c d f g\n", "(a + b + c + d + f + g + 1)**6 = 1", "= 1 by algebra"
    ),
    "towers": lambda: many(
        "scalar h : positive\n", f"2**{nested('h', '({})**64', 6)} = h", "= h by algebra"
    ),
    "numbers": lambda: many(T, f"{nested(NINES, '({})**64', 3)} = t", "= t by algebra"),
    "products of numbers": lambda: many(T, "*".join([NINES] * 60) + " = t", "= t by algebra"),
    "hard numbers": lambda: many(
        T, f"log({10**39 - 57})*sqrt({10**12 - 39})*log({10**11 + 3}) = t", "= t by algebra"
    ),
    # splitting, factors, squares
    "binary exponents": lambda: (
        f"scalar {names('b', 26)} : binary\n"
        + ONE.format(f"exp({'+'.join(f'b{k}*b{k + 1}' for k in range(25))})", "cases")
    ),
    "binary logarithm": lambda: (
        f"scalar {names('b', 25)} : binary\n"
        + ONE.format(f"log(1 + {names('b', 25, '+')})", "cases")
    ),
    "18 deltas": lambda: (
        f"sizes n\nindex {names('i', 19)} : n\n"
        + ONE.format("+".join(f"KroneckerDelta(i{k}, i{k + 1})" for k in range(18)), "algebra")
    ),
    "a hard factor": lambda: (
        f"scalar a b c d p f g h\nclaim a : 1/({STEEP}) > 0\n> 0 by positivity\nqed\n"
    ),
    "hard factors": lambda: many(
        "scalar a b c d p f g h\n", f"({STEEP})**2 >= 1", ">= 1 by positivity"
    ),
    "many fractions": lambda: many(
        T,
        "+".join(f"1/(t**2 + s**2*{k} + u**2 + 1)" for k in range(1, 30)) + " >= 1",
        ">= 1 by positivity",
    ),
    "many roots": lambda: many(
        "scalar h g : positive\n",
        "+".join(f"sqrt({k}*h + {j}*g)" for k in range(2, 7) for j in range(2, 6)) + " = 1",
        "= 1 by algebra",
    ),
    "squares": lambda: many(
        "scalar a b c d f g\n",
        "(a**4*b**2 + a**2*b**4 + c**6 + d**4*f**2 + g**8 - 3*a**2*b**2*c**2)**2 >= a*b*c*d*f",
        ">= a*b*c*d*f by positivity",
    ),
    "functions of functions": lambda: many(
        "function f(t) = 1/(1 + exp(-t))\n" + T, f"{'f(' * 58}t{')' * 58} = t", "= t by algebra"
    ),
    "functions of functions in cases": lambda: many(
        "function f(t) = 1/(1 + exp(-t))\nscalar b : binary\n",
        f"{'f(' * 58}b{')' * 58} = b",
        "= b by definition f, cases",
    ),
    # sums, matrices, other reasons
    "six sums": lambda: many(
        "sizes n\nindex j k l a b c : n\narray x : n,n\n", f"{SUM6}**2 = 1", "= 1 by algebra"
    ),
    "70 matrices": lambda: (
        f"sizes n\narray x : n,n as X\nclaim a : {'X@' * 70}X = X\n= X by algebra\nqed\n"
    ),
    "many matrices": lambda: many(
        "sizes n\narray x : n,n as X\n", f"{'X@' * 20}X = X.T", "= X.T by algebra"
    ),
    "limits": lambda: many(
        T + "tends t : oo\n", "/".join(["(1 + exp(t))"] * 20) + " -> 1", "-> 1 by limit"
    ),
    "convexity": lambda: many(T, "log(1 + exp(t))**4*exp(t**4) >= s", ">= s by convexity t at 0"),
    "induction": lambda: many(
        "sizes n\n", "Sum(j**9*(j + 1)**9, (j, 1, n)) = n**20", "= n**20 by induction n"
    ),
    "false lines": lambda: many(T, "exp(t*s)*u = t", "= t by algebra", 3_000),
    "false lines with data": lambda: many(
        "sizes m n\nindex i : m\nindex j : n\narray x : m,n\narray y : m\n",
        "exp(Sum(x[i,j]*y[i], j)) <= 1000000 + exp(9)",
        "<= 1000000 + exp(9) by algebra",
    ),
    # reading
    "blanks in a claim": lambda: f"scalar t x\nclaim a : t{BLANKS}x\nqed\n",
    "blanks in a step": lambda: f"scalar t x\nclaim a : t = x\n= t{BLANKS}x\nqed\n",
    "blanks before by": lambda: f"scalar t x\nclaim a : t = x\n= x{BLANKS}by{BLANKS[:99]}\nqed\n",
    "blanks in a definition": lambda: f"define f{BLANKS}!\nclaim a : 0 = 1\nqed\n",
    "blanks in a head": lambda: f"define f{BLANKS}! = 3\nclaim a : 0 = 1\nqed\n",
    "blanks in an array": lambda: f"sizes m\narray x : m{BLANKS}!\nclaim a : 0 = 1\nqed\n",
    "blanks in a reason": lambda: f"scalar t\nclaim a : t = 1\n= 1 by convexity{BLANKS}t\nqed\n",
    "commas": lambda: f"scalar t\nclaim a : t = 1\n= 1 by {',' * 99_000}\nqed\n",
    "brackets": lambda: f"scalar t\nclaim a : t = 1\n= 1 by {'[' * 99_000}\nqed\n",
    "a long line": lambda: f"scalar t\nclaim a : {'t+' * 49_000}t = 1\nqed\n",
    "relations": lambda: f"scalar t\nclaim a : t {'= t ' * 24_000}\nqed\n",
    "many values": lambda: (
        "scalar t\nclaim z : t + 0 = t\n= t by algebra\nqed\nclaim a : t = 1\n= 1 by z with "
        + ";".join(f"t{k} = 1" for k in range(7_000))
        + "\nqed\n"
    ),
    # many declarations
    "scalars": lambda: "".join(f"scalar a{k}\n" for k in range(6_500)),
    "sizes": lambda: "".join(f"sizes a{k}\n" for k in range(7_000)),
    "scalars in a line": lambda: f"scalar {names('a', 14_000)}\n",
    "definitions": lambda: "".join(f"define a{k} = {k}\n" for k in range(5_000)),
    "sums in definitions": lambda: "".join(
        f"define a{k} = Sum(q{k}, (q{k}, 1, 9))\n" for k in range(2_500)
    ),
    "functions": lambda: "".join(f"function f{k}(t) = t + {k}\n" for k in range(3_400)),
    "hypotheses": lambda: "scalar t\n" + "".join(f"assume t > {k}\n" for k in range(6_000)),
    "hypotheses and claims": lambda: many(
        "scalar t\n" + "".join(f"assume t > {k}\n" for k in range(190)),
        "t = t + 1",
        "= t by given",
        3_000,
    ),
    "unknown reasons": lambda: many(T, "t = t + 1", "= t + 1 by foo", 3_000),
    "unknown names": lambda: many(
        "".join(f"scalar tt{k}\n" for k in range(2_000)), "tz = t", "= t by algebra", 2_500
    ),
    "what is no line": lambda: "x\n" * 50_000,
    "claims without an end": lambda: "".join(f"claim a{k} : 0 = 1\n" for k in range(5_000)),
}
REPEATED = {
    *("8 equations", "derivatives", "powers", "towers", "numbers", "products of numbers"),
    *("functions of functions", "functions of functions in cases"),
    *("hard numbers", "many fractions", "many roots", "squares", "six sums", "many matrices"),
    *(
        "limits",
        "convexity",
        "induction",
        "false lines with data",
        "hard factors",
        "hypotheses and claims",
    ),
}
