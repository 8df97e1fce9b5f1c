"""A second opinion from Coq: the headline theorems, proved again by hand for every size.

The files in ``coq/`` use the standard real numbers and Coquelicot. What a theorem rests on is
printed, and only the axioms of the classical reals are accepted. As a control, statements with one
sign changed must not be proved by the same proofs.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).parent / "coq"
BUILD = Path(__file__).parents[2] / "_build" / "coq"
FILES = ("Sums", "Logistic", "Gradient", "Loss", "LogSumExp", "Softmax", "Ridge", "Effects")
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
    "eq-sigmoid-increasing": "Logistic.sigma_increasing",
    "eq-slope-bound": "Logistic.slope_bound",
    "eq-sigmoid-second": "Logistic.sigma_second",
    "eq-softplus": "Logistic.softplus_even",
    "eq-softplus-derivative": "Logistic.softplus_derivative",
    "eq-softplus-curvature": "Logistic.softplus_curvature",
    "eq-log-sigma": "Logistic.log_sigma",
    "eq-log-one-minus-sigma": "Logistic.log_one_minus_sigma",
    "eq-log-likelihood": "Loss.ln_likelihood",
    "eq-nll": "Loss.negative_log_likelihood",
    "eq-gradient": "Loss.loss_gradient",
    "eq-gradient-chain-rule": "Loss.chain_rule",
    "eq-hessian": "Loss.hessian_entry",
    "eq-quadratic-form": "Loss.loss_form",
    "eq-hessian-semidefinite": "Loss.loss_semidefinite",
    "eq-curvature-bound": "Loss.loss_form_bound",
    "eq-lse-gradient": "LogSumExp.log_sum_exp_derivative",
    "eq-lse-shift": "LogSumExp.log_sum_exp_shift",
    "eq-softmax-two": "LogSumExp.softmax_of_two",
    "eq-softmax-total": "Softmax.softmax_total",
    "eq-softmax-exponential": "Softmax.softmax_exponential",
    "eq-softmax-odds": "Softmax.softmax_odds",
    "eq-softmax-shift": "Softmax.softmax_shift",
    "eq-softmax-jacobian": "Softmax.jacobian",
    "eq-softmax-kernel": "Softmax.kernel",
    "eq-softmax-variance": "Softmax.variance",
    "eq-softmax-pairs": "Softmax.pairs",
    "eq-lse-convex": "Softmax.lse_convex",
    "eq-loss-nonnegative": "Ridge.loss_nonnegative",
    "eq-loss-above-plane": "Ridge.loss_above_plane",
    "eq-ridge-gradient": "Ridge.ridge_gradient",
    "eq-ridge-hessian": "Ridge.ridge_hessian",
    "eq-ridge-zero": "Ridge.ridge_zero",
    "eq-ridge-bound": "Ridge.ridge_bound",
    "eq-ridge-above": "Ridge.ridge_above",
    "eq-ridge-least": "Ridge.ridge_least",
    "eq-sigmoid-condition": "Effects.sigma_condition",
    "eq-softplus-condition": "Effects.softplus_condition",
    "eq-lse-stable": "Effects.lse_stable",
    "eq-lse-above": "Effects.lse_above",
    "eq-case-control": "Effects.case_control",
    "eq-marginal-odds": "Effects.marginal_odds",
    "eq-collapsed": "Effects.collapsed",
    "eq-wald-turns": "Effects.wald_turns",
}
# A file, a part of a theorem's statement, and the same with another sign.
CONTROLS = (
    ("Gradient", "(sum m (fun i => (y i - sigma", "(sum m (fun i => (y i + sigma"),
    (
        "Loss",
        "(sum m (fun i => weight n b (x i) * x i j",
        "(sum m (fun i => - weight n b (x i) * x i j",
    ),
    (
        "Softmax",
        "(softmax K z a * (delta a c - softmax K z c))",
        "(softmax K z a * (delta a c + softmax K z c))",
    ),
    ("Softmax", "= square K z d - mean K z d ^ 2.", "= square K z d + mean K z d ^ 2."),
    ("Ridge", "(pull m n x y b j + lam j * b j).", "(pull m n x y b j - lam j * b j)."),
    ("Ridge", "+ 1 / 2 * penalty n lam v <= ridge", "+ penalty n lam v <= ridge"),
    ("Effects", "= exp t * (exp t + cosine u)", "= exp t * (exp t - cosine u)"),
    ("Effects", "(2 - t * (2 * sigma t - 1))", "(2 + t * (2 * sigma t - 1))"),
)


class Refused(Exception):
    """Coq does not accept a file, or a theorem rests on more than the classical reals."""


def compile_file(name: str) -> str:
    """What ``coqc`` prints; raises ``Refused`` when it does not accept the file."""
    command = ["coqc", "-Q", ".", "", f"{name}.v"]
    done = subprocess.run(command, cwd=BUILD, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Refused(f"{name}.v: {done.stderr.strip()}")
    return done.stdout


def axioms(theorems: Iterable[str]) -> set[str]:
    """Names of the axioms that theorems rest on."""
    lines = [f"Require {' '.join(FILES)}.", *(f"Print Assumptions {t}." for t in theorems)]
    (BUILD / "Assumptions.v").write_text("\n".join(lines) + "\n", encoding="utf-8")
    printed = compile_file("Assumptions")
    return set(re.findall(r"^([A-Za-z_]\w*(?:\.\w+)+)\s*:?", printed, flags=re.MULTILINE))


def control(file: str, old: str, new: str) -> None:
    """A statement with a wrong sign must be refused, or the check is worth nothing."""
    text = (HERE / f"{file}.v").read_text(encoding="utf-8")
    if old not in text:
        raise Refused(f"the control's statement is no longer in {file}.v: {old}")
    (BUILD / "Control.v").write_text(text.replace(old, new, 1), encoding="utf-8")
    try:
        compile_file("Control")
    except Refused:
        return
    raise Refused(f"{file}.v is accepted with a wrong sign: {new}")


def ask() -> dict[str, str]:
    """Labels of the book with the theorem that Coq accepts; raises ``Refused``."""
    BUILD.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        shutil.copy(HERE / f"{name}.v", BUILD)
        compile_file(name)
        print(f"Coq accepts {name}.v")
    found = axioms(SAME.values())
    print(f"axioms: {', '.join(sorted(found))}")
    if found - ACCEPTED:
        raise Refused(f"not accepted: {', '.join(sorted(found - ACCEPTED))}")
    for wrong in CONTROLS:
        control(*wrong)
    print(f"Coq refuses {len(CONTROLS)} wrong signs")
    print(f"{len(SAME)} theorems of the book are proved in Coq for every size")
    return dict(SAME)
