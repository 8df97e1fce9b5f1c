"""Fuzz the checker, guided by the branches that each input reaches.

    make fuzz                                    a few minutes for each target
    python tools/fuzz.py NAME -runs=100000       one target, with options of libFuzzer

The targets are the tests ``test_any_...`` of ``tests/calc/test_fuzz.py``: their strategies turn the
fuzzer's bytes into lines and files. Inputs that were worth keeping, and those that fail, stay in
``_build/fuzz``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris
from hypothesis import settings

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "calc")]

settings.register_profile("fuzz", deadline=None)
settings.load_profile("fuzz")
with atheris.instrument_imports(include=["lrmath"]):
    import test_fuzz


def main() -> None:
    """Fuzz the named target until libFuzzer's options say stop."""
    name, *options = sys.argv[1:]
    kept = ROOT / "_build" / "fuzz" / name
    kept.mkdir(parents=True, exist_ok=True)
    target = test_fuzz.TESTS[f"test_any_{name}"].hypothesis.fuzz_one_input
    atheris.Setup([sys.argv[0], str(kept), f"-artifact_prefix={kept}-", *options], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
