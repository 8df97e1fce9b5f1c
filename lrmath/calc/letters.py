"""How a name is shown where nothing else is said: σ for sigma, b_0 for b0."""

from __future__ import annotations

GREEK = {
    *("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "kappa", "lambda"),
    *("mu", "nu", "xi", "pi", "rho", "sigma", "tau", "phi", "chi", "psi", "omega"),
    *("Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Phi", "Psi", "Omega"),
}


def plain_name(name: str) -> str:
    """The LaTeX of a name to which none is given."""
    stem, number = parts(name)
    shown = stem.replace("_", r"\_")
    letter = (
        "\\" + stem if stem in GREEK else stem if len(stem) == 1 else rf"\operatorname{{{shown}}}"
    )
    return f"{letter}_{{{number}}}" if number else letter


def twins(name: str) -> set[str]:
    """Other names that look the same on a page: b_0 for b0."""
    stem, number = parts(name)
    return {stem + number, f"{stem}_{number}"} - {name} if number else set()


def parts(name: str) -> tuple[str, str]:
    """A name without its number, and the number."""
    stem = name.rstrip("0123456789")
    return stem.rstrip("_"), name[len(stem) :]


def is_letter(written: str) -> bool:
    """Whether LaTeX shows one sign, so that it needs no comma beside another one."""
    return len(written) == 1 or written.removeprefix("\\") in GREEK
