"""A second opinion from Coq: the headline theorems, proved again by hand for every size.

The files in ``coq/`` use the standard real numbers and Coquelicot. Each ends by printing the axioms
that its theorems rest on; only those of the classical reals are accepted. As a control, a theorem
with one sign changed must not compile.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).parent / "coq"
FILES = ("Sums", "Logistic", "Gradient", "LogSumExp")
ACCEPTED = {
    "ClassicalDedekindReals.sig_forall_dec",
    "ClassicalDedekindReals.sig_not_dec",
    "FunctionalExtensionality.functional_extensionality_dep",
    "Classical_Prop.classic",
}
# Labels of the book, and the theorem of Coq that says the same.
SAME = {
    "eq-sigmoid": "Logistic.sigma_form",
    "eq-sigmoid-symmetry": "Logistic.sigma_symmetry",
    "eq-sigmoid-derivative": "Logistic.sigma_derivative",
    "eq-softplus-derivative": "Logistic.softplus_derivative",
    "eq-log-sigma": "Logistic.log_sigma",
    "eq-log-one-minus-sigma": "Logistic.log_one_minus_sigma",
    "eq-gradient-chain-rule": "Gradient.gradient",
}
CONTROL = (
    "Gradient",
    "(sum m (fun i => (y i - sigma (eta n b (x i))) * x i j)).",
    "y i -",
    "y i +",
)


class Refused(Exception):
    """Coq does not accept a file, or a theorem rests on more than the classical reals."""


def compile_file(name: str, folder: Path) -> str:
    """What ``coqc`` prints; raises ``Refused`` when it does not accept the file."""
    command = ["coqc", "-Q", ".", "", f"{name}.v"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Refused(f"{name}.v: {done.stderr.strip()}")
    return done.stdout


def axioms(printed: str) -> set[str]:
    """Names of the axioms in the output of ``Print Assumptions``."""
    return set(re.findall(r"^([A-Za-z_]\w*(?:\.\w+)+)\s*:?", printed, flags=re.MULTILINE))


def theorems(name: str) -> set[str]:
    """Names that a file proves."""
    text = (HERE / f"{name}.v").read_text(encoding="utf-8")
    return set(re.findall(r"^(?:Theorem|Lemma) (\w+)", text, flags=re.MULTILINE))


def check(folder: Path) -> dict[str, str]:
    """Compile all files; labels of the book with the Coq theorem that was accepted."""
    proved: set[str] = set()
    for name in FILES:
        shutil.copy(HERE / f"{name}.v", folder)
        extra = axioms(compile_file(name, folder)) - ACCEPTED
        if extra:
            raise Refused(f"{name}.v rests on {', '.join(sorted(extra))}")
        proved |= {f"{name}.{theorem}" for theorem in theorems(name)}
        print(f"Coq accepts {name}.v: {len(theorems(name))} theorems")
    return {label: theorem for label, theorem in SAME.items() if theorem in proved}


def control(folder: Path) -> None:
    """A false statement must be refused, or the check is worth nothing."""
    name, statement, old, new = CONTROL
    text = (HERE / f"{name}.v").read_text(encoding="utf-8")
    if statement not in text:
        raise Refused(f"the control's statement is no longer in {name}.v")
    wrong = text.replace(statement, statement.replace(old, new), 1)
    (folder / "Control.v").write_text(wrong, encoding="utf-8")
    try:
        compile_file("Control", folder)
    except Refused:
        print("Coq refuses the gradient with a wrong sign")
        return
    raise Refused("Coq accepts a wrong sign: the control failed")


def ask() -> dict[str, str]:
    """Labels of the book with the theorem that Coq accepts; raises ``Refused``."""
    folder = Path("_build/coq")
    folder.mkdir(parents=True, exist_ok=True)
    found = check(folder)
    control(folder)
    print(f"{len(found)} theorems of the book are proved in Coq for every size")
    return found
