"""``python -m lrmath fit``: tables, JSON, pictures, and errors that a shell can act on."""

import json
import re
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from lrmath import command
from lrmath.numeric import fit, watched


@pytest.fixture(scope="module")
def students(spector, tmp_path_factory):
    """Return a folder with Spector's data as CSV, TSV and Parquet."""
    folder = tmp_path_factory.mktemp("students")
    X, y = spector
    frame = pd.DataFrame(X, columns=["gpa", "tuce", "psi"]).assign(grade=y.astype(int))
    frame.to_csv(folder / "data.csv", index=False)
    frame.to_csv(folder / "data.tsv", index=False, sep="\t")
    frame.to_parquet(folder / "data.parquet", row_group_size=10)
    frame.assign(grade=np.where(y == 1, "A", "B"), town=["x", "y"] * 16).to_csv(
        folder / "text.csv", index=False
    )
    frame.assign(gpa=frame["gpa"].where(frame["gpa"] > 2.5)).to_csv(
        folder / "gaps.csv", index=False
    )
    frame.to_csv(folder / "packed.csv.gz", index=False)
    frame.to_csv(folder / "semicolons.csv", index=False, sep=";")
    odd = frame.astype({"gpa": object})
    odd.loc[[0, 4], "gpa"] = "?"
    odd.to_csv(folder / "marks.csv", index=False)
    frame.rename(columns={"gpa": "g`a"}).assign(town=["x", "y"] * 16).to_csv(
        folder / "ticks.csv", index=False
    )
    (folder / "odd.xml").write_text("<a/>")
    (folder / "broken.parquet").write_text("no")
    return folder


def run(capsys, *arguments):
    """Return exit status and what was printed."""
    status = command.main(list(map(str, arguments)))
    printed = capsys.readouterr()
    return status, printed.out, printed.err


@pytest.mark.parametrize("name", ["data.csv", "data.tsv", "data.parquet"])
def test_table(students, spector, capsys, name):
    """The table is that of the fit, whatever the format of the file."""
    status, out, err = run(capsys, students / name, "--target", "grade")
    expected = fit(*spector, names=["gpa", "tuce", "psi"]).summary()
    assert (status, out, err) == (0, f"{expected}\n", "")


def test_json(students, spector, capsys):
    """The numbers are those of the fit, all digits."""
    status, out, _ = run(
        capsys, students / "data.csv", "--target", "grade", "--json", "--l2", "0.5"
    )
    found, expected = json.loads(out), fit(*spector, l2=0.5)
    assert status == 0
    rows = list(found["coefficients"].values())
    assert [row["estimate"] for row in rows] == expected.coefficients.tolist()
    assert [row["p_value"] for row in rows] == pytest.approx(expected.p_values, rel=1e-13)
    assert found["log_likelihood"] == expected.log_likelihood
    assert found["converged"] is True


def test_options(students, spector, capsys):
    """Firth, a formula, an event, text columns and blocks each have their word."""
    path = students / "data.csv"
    _, out, _ = run(capsys, path, "--target", "grade", "--firth", "--json")
    rows = json.loads(out)["coefficients"].values()
    assert [row["estimate"] for row in rows] == fit(*spector, firth=True).coefficients.tolist()
    _, out, _ = run(capsys, path, "--formula", "grade ~ gpa + C(psi)")
    assert "C(psi)[T.1.0]" in out
    _, out, _ = run(capsys, students / "text.csv", "--target", "grade", "--event", "A")
    assert "town[T.y]" in out
    status, out, _ = run(
        capsys, students / "data.parquet", "--target", "grade", "--stream", "--json"
    )
    slope = json.loads(out)["coefficients"]["gpa"]["estimate"]
    assert (status, slope) == (0, pytest.approx(fit(*spector).coefficients[1], rel=1e-9))


def test_kinds_of_text(students, capsys):
    """Compressed text, other separators, quoted names, and rows with empty cells."""
    expected = run(capsys, students / "data.csv", "--target", "grade")
    assert run(capsys, students / "packed.csv.gz", "--target", "grade") == expected
    semicolons = students / "semicolons.csv"
    assert run(capsys, semicolons, "--target", "grade", "--sep", ";") == expected
    _, out, _ = run(capsys, students / "ticks.csv", "--target", "grade")
    assert re.search(r"^g`a .*\n(.*\n)*town\[T.y\] ", out, re.MULTILINE)
    for model in (["--target", "grade"], ["--formula", "grade ~ gpa + tuce + psi"]):
        status, out, _ = run(capsys, students / "gaps.csv", *model, "--missing", "drop")
        assert (status, "with missing values dropped)" in out) == (0, True)


@pytest.mark.parametrize("suffix", ["svg", "png"])
def test_plot(students, tmp_path, capsys, suffix):
    """The picture is saved in the format of its name."""
    picture = tmp_path / f"odds.{suffix}"
    status, _, _ = run(capsys, students / "data.csv", "--target", "grade", "--plot", picture)
    assert status == 0
    content = picture.read_bytes()
    assert content.startswith(b"\x89PNG") if suffix == "png" else b"odds ratio" in content


BAD = {
    "no file": (["nowhere.csv", "--target", "y"], "there is no file"),
    "no column": (["data.csv", "--target", "age"], "there is no column 'age'; there are"),
    "numbers": (["data.csv", "--target", "gpa"], "y must hold 0 and 1 only"),
    "text target": (
        ["text.csv", "--target", "grade"],
        "but it holds 'B', 'A'. Say which class is 1, --event VALUE",
    ),
    "event and formula": (
        ["text.csv", "--formula", "grade ~ gpa", "--event", "A"],
        "--formula goes without --target and --event",
    ),
    "marks": (["marks.csv", "--target", "grade"], "'gpa' holds numbers but for ['?'] in 2 rows"),
    "separator": (["semicolons.csv", "--target", "grade"], "what separates columns: --sep ';'"),
    "event": (["text.csv", "--target", "grade", "--event", "C"], "no entry of 'grade' is 'C'"),
    "gaps": (["gaps.csv", "--target", "grade"], "entries are missing, by column: {'gpa': "),
    "format": (["odd.xml", "--target", "y"], "must end in .csv"),
    "broken": (["broken.parquet", "--target", "y"], "broken.parquet: "),
    "nothing": (["data.csv"], "--target COLUMN or --formula"),
    "penalty": (["data.csv", "--target", "grade", "--l2", "-1"], "l2 must be a finite number"),
    "stream": (["data.csv", "--target", "grade", "--stream"], "--stream needs a .parquet file"),
    "firth": (
        ["data.csv", "--target", "grade", "--firth", "--l2", "1"],
        "firth goes without l1 and l2",
    ),
    "formula": (["data.csv", "--formula", "grade ~ age"], "`age` is not present"),
    "plot": (["data.csv", "--target", "grade", "--plot", "a.xyz"], "the plot was not saved"),
}


@pytest.mark.parametrize("case", BAD)
def test_unusable_input(students, capsys, case):
    """Exit status 2, one line that says what is wrong, as JSON if that was asked for."""
    arguments, message = BAD[case]
    path = students / arguments[0]
    status, out, err = run(capsys, path, *arguments[1:])
    assert status == 2
    assert err.startswith("error: ")
    assert message in err
    status, out, err = run(capsys, path, *arguments[1:], "--json")
    assert (status, err) == (2, "")
    assert message in json.loads(out.splitlines()[-1])["error"]


def test_separated_data(students, capsys):
    """Separation is an answer about the data, with its remedy."""
    table = pd.read_csv(students / "data.csv")
    table.assign(copy=table["grade"]).to_csv(students / "separated.csv", index=False)
    status, _, err = run(capsys, students / "separated.csv", "--target", "grade")
    assert status == 2
    assert "not zero for '(intercept)', 'copy'" in err
    assert "or add a penalty: --l2 1.0" in err


def test_progress_is_shown_on_a_terminal(students, capsys, monkeypatch):
    """One line of progress, on standard error, and only if somebody is watching."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    status, _, err = run(capsys, students / "data.csv", "--target", "grade")
    assert status == 0
    assert re.search(r"\riteration 3: objective 12\.\d+", err)


def test_watcher_sees_every_point(spector):
    """``watched`` tells of the points of the trace, and of none outside its block."""
    seen = []
    with watched(lambda k, point: seen.append((k, point.value))):
        found = fit(*spector)
    fit(*spector)
    assert seen == [(k, point.value) for k, point in enumerate(found.trace)][1:]


def test_module_is_run_by_its_verb(students):
    """``python -m lrmath fit`` is the command; another verb prints how to use it."""
    call = [sys.executable, "-m", "lrmath"]
    path = str(students / "data.csv")
    fitted = subprocess.run(
        [*call, "fit", path, "--target", "grade"], capture_output=True, text=True
    )
    assert fitted.returncode == 0
    assert "psi" in fitted.stdout
    unknown = subprocess.run([*call, "fry"], capture_output=True, text=True)
    assert (unknown.returncode, "fit DATA --target" in unknown.stderr) == (2, True)
