"""The package as it is installed: its wheel builds the example project, and has its command."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
STRICT = ("-m", "sphinx", "-W", "--keep-going", "-q")
PIP = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with what a wheel, built of the source without a network, puts there."""
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("installed")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    unwanted = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "lrmath", source / "lrmath", ignore=unwanted)
    wheel = (
        "wheel",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
        "--wheel-dir",
        "wheel",
        ".",
    )
    subprocess.run([*PIP, *wheel], cwd=source, check=True)
    (found,) = (source / "wheel").glob("lrmath-*.whl")
    install = ("install", "--no-deps", "--no-index", "--no-compile", "--target", str(target))
    subprocess.run([*PIP, *install, str(found)], cwd=source, check=True)
    return target


def run(installed: Path, folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a Python command that finds the installed package first, away from the source."""
    environment = {**os.environ, "PYTHONPATH": str(installed), "NO_COLOR": "1"}
    whole = [sys.executable, *command]
    return subprocess.run(
        whole, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_the_package_in_use_is_the_installed_one(installed: Path, tmp_path: Path) -> None:
    """Else the other tests would say nothing."""
    found = run(installed, tmp_path, "-c", "import lrmath; print(lrmath.__file__)")
    assert Path(found.stdout.strip()) == installed / "lrmath" / "__init__.py"


def test_the_example_project_is_built(installed: Path, tmp_path: Path) -> None:
    """By Sphinx as it comes, every warning an error; each claim is an equation with its card."""
    project, site = tmp_path / "project", tmp_path / "site"
    shutil.copytree(HERE / "example", project)
    built = run(installed, project, *STRICT, ".", str(site))
    assert (built.returncode, built.stderr) == (0, "")
    page = (site / "index.html").read_text(encoding="utf-8")
    for label, steps in (("eq-slope", 4), ("eq-curvature", 2), ("eq-excess", 3)):
        assert f'id="equation-{label}"' in page
        assert f"{steps} of {steps} steps machine-checked" in page
    assert "MathJax" in page or "mathjax" in page
    assert (site / "_static" / "lrmath-derivation.css").is_file()


def test_a_wrong_sign_ends_the_build_of_the_example(installed: Path, tmp_path: Path) -> None:
    """The message has the line of the page, and numbers at which the two sides differ."""
    project = tmp_path / "project"
    shutil.copytree(HERE / "example", project)
    page = project / "index.rst"
    text = page.read_text(encoding="utf-8")
    wrong = text.replace("= Sum(-2*(z[i] - c), i) ", "= Sum(2*(z[i] - c), i)  ")
    assert wrong != text
    page.write_text(wrong, encoding="utf-8")
    built = run(installed, project, *STRICT, ".", str(tmp_path / "site"))
    line = wrong[: wrong.index("     = Sum(2*(z[i] - c), i)  ")].count("\n") + 1
    assert built.returncode != 0
    assert f"index.rst:{line}: WARNING: eq-slope, step 2, by calculus" in built.stderr
    assert "at m = 1, c = 0, z = [1]: left -2, right 2" in built.stderr


def test_the_command_is_on_the_path(installed: Path, tmp_path: Path) -> None:
    """``lrmath --help`` says what there is, and ``lrmath check`` checks the example's file."""
    command = str(installed / "bin" / "lrmath")
    said = run(installed, tmp_path, command, "--help")
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout.startswith("usage: lrmath check")
    checked = run(installed, HERE / "example", command, "check", "excess.txt")
    assert checked.returncode == 0
    assert "4 of 4 lines may stand" in checked.stdout
    assert run(installed, tmp_path, command).returncode == 2
