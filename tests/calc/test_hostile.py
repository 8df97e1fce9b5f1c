"""No file hangs the checker or brings it down, and nothing in these is proved."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from multiprocessing import TimeoutError as Late
from multiprocessing import get_context
from multiprocessing.pool import Pool
from pathlib import Path

import pytest
from hostile import FILES, REPEATED

from lrmath.calc import Context, Status, algebra, decide
from lrmath.calc.check import check_text
from lrmath.calc.command import main

LONG = pytest.mark.slow  # these use up the work that is done for a file
GUARD = 120  # seconds after which a file hangs; the longest takes a few on an idle machine


def statuses(text: str) -> list[str]:
    """What the checker says of each line; run in another process."""
    return [report.status for report in check_text(text)]


@pytest.fixture(name="ask", scope="module")
def ask_fixture() -> Iterator[Callable[[str], list[str]]]:
    """Ask another process, which is ended when it hangs."""
    pools: list[Pool] = []

    def ask(text: str) -> list[str]:
        if not pools:
            pools.append(get_context("spawn").Pool(1))
        try:
            return pools[0].apply_async(statuses, (text,)).get(GUARD)
        except Late:
            pools.pop().terminate()
            pytest.fail(f"no answer after {GUARD} seconds")

    yield ask
    for pool in pools:
        pool.terminate()


@pytest.mark.parametrize(
    "name", [pytest.param(n, marks=LONG if n in REPEATED else ()) for n in FILES]
)
def test_a_hostile_file_is_answered(name: str, ask: Callable[[str], list[str]]) -> None:
    """In a moment, in words, and never with a proof of what it claims."""
    text = FILES[name]()
    assert len(text) <= 100_000
    found = ask(text)
    assert all(status == status.upper() for status in found)
    if "claim" in text:
        assert not found or found[-1] not in ("PROVED", "CITED")


def test_thirty_thousand_declarations(ask: Callable[[str], list[str]]) -> None:
    """Each costs the same; beyond some thousand names a context is full."""
    found = ask("".join(f"scalar a_{k}\n" for k in range(30_000)))
    assert set(found) == {"ILL_TYPED"}
    text = "".join(f"scalar a_{k}\n" for k in range(4_000))
    assert ask(f"{text}claim a : a_1 + a_2 = a_2 + a_1\n= a_2 + a_1 by algebra\nqed\n")


def test_a_long_honest_file_is_read_to_the_end(ask: Callable[[str], list[str]]) -> None:
    """The honest twin: a hundred thousand characters, and all is proved."""
    claims = (
        f"claim c{k} : (t + {k})**2 = t**2 + {2 * k}*t + {k**2}\n"
        f"= t**2 + {2 * k}*t + {k**2} by algebra\nqed\n"
        for k in range(1_100)
    )
    text = "scalar t\n" + "".join(claims)
    assert 80_000 < len(text) < 100_000
    assert set(ask(text)) == {"PROVED"}


# ---------------------------------------------------------------- the same limits from Python
def test_a_context_says_what_is_too_much() -> None:
    """Each limit has its remedy."""
    start = Context().sizes("m").scalar("t")
    for make, said in (
        (lambda: start.function("f()", "1"), "define"),
        (lambda: start.function("f()"), "define"),
        (lambda: start.array("x", "m,m,m,m,m,m,m"), "at most 6"),
        (lambda: start.scalar(" ".join(f"a{k}" for k in range(5_001))), "at most 5000"),
        (lambda: start.assume(*["t > 0"] * 201), "at most 200"),
    ):
        with pytest.raises(ValueError, match=said):
            make()


def test_definitions_stand_in_one_another_some_deep() -> None:
    """Thirty are used; four hundred are refused in words."""
    deep = Context().scalar("b0")
    for k in range(30):
        deep = deep.define(f"b{k + 1}", f"1 + b{k}")
    assert decide("b30", "=", "30 + b0", deep)

    def deeper(context: Context) -> None:
        for k in range(30, 400):
            context = context.define(f"b{k + 1}", f"1 + b{k}")

    with pytest.raises(ValueError, match="deep"):
        deeper(deep)


def test_large_data_are_not_drawn() -> None:
    """An array of a thousand million entries is no place to look for a counterexample."""
    here = Context().array("x", "999,999,999").array("y", "2,2")
    assert decide("x[1,1,1]", "=", "1", here).status is Status.UNDECIDED
    assert decide("y[1,1]", "=", "1", here).status is Status.REFUTED


def test_a_point_outside_its_domain_refutes_nothing() -> None:
    """r lies between 0 and 1, so r² at r = m is not defined at m = 1."""
    here = Context().sizes("m").scalar("r", "unit").scalar("s").define("mu", "r**2")
    assert decide("At(mu, r, m)", "=", "3", here).status is not Status.REFUTED
    assert decide("At(mu, r, 1/2)", "=", "3", here).status is Status.REFUTED
    assert decide("At(mu, r, s)", "=", "s**2", here).status is not Status.REFUTED


# ---------------------------------------------------------------- consoles
FINE = "scalar t\nclaim a : t + t = 2*t\n= 2*t by algebra\nqed\n"


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "cp437", "utf-8"])
@pytest.mark.parametrize("options", [[], ["--json"]])
def test_a_console_of_any_encoding(
    encoding: str, options: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """✓ is not in every alphabet; the verdict is."""
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text(FINE)
    bad.write_text("scalar t\nclaim ü : t = 𝑡 + ∞\nqed\n", encoding="utf-8")
    for path, code in ((good, 0), (bad, 1)):
        stream = io.BytesIO()
        monkeypatch.setattr("sys.stdout", io.TextIOWrapper(stream, encoding=encoding))
        assert main([*options, str(path)]) == code
        sys.stdout.flush()
        written = stream.getvalue().decode(encoding)
        assert json.loads(written) if options else "may stand" in written


def test_the_command_on_an_ascii_console(tmp_path: Path) -> None:
    """As it is started from a shell, and the list of the book's theorems as well."""
    path = tmp_path / "good.txt"
    path.write_text(FINE)
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    for command in (["lrmath", "check", str(path)], ["lrmath.theorems"]):
        found = subprocess.run(
            [sys.executable, "-m", *command], env=environment, capture_output=True, check=False
        )
        assert found.returncode == 0, found.stderr
        assert b"proved" in found.stdout or b"may stand" in found.stdout


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"scalar \xff\n", b"\x00" * 99])
def test_a_file_that_is_no_text(content: bytes, tmp_path: Path) -> None:
    """An error in words, not a crash."""
    path = tmp_path / "bad.txt"
    path.write_bytes(content)
    assert main([str(path)]) == 1
    assert main([str(tmp_path)]) == 1


def test_no_step_is_read_twice() -> None:
    """A chain of many steps costs as many steps."""
    chain = Context().scalar("t").claim("a", "t", "t")
    for _ in range(200):
        chain = chain.step("t + 0", by=algebra).step("t", by=algebra)
    assert chain.qed()
