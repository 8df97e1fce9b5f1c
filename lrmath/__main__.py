"""The commands of the package: ``python -m lrmath check``, ``fit`` and ``grade``."""

from __future__ import annotations

import sys

USAGE = """usage: python -m lrmath check [--json] [--run] [--sympy] FILE...
       python -m lrmath fit DATA --target COLUMN [options]
       python -m lrmath grade [--json] FILE..."""


def main() -> int:
    """Run a command; each room is imported only if its command is."""
    verb, arguments = sys.argv[1:2], sys.argv[2:]
    if verb == ["check"]:
        from lrmath.calc.author.command import main as check

        return check(arguments)
    if verb == ["fit"]:
        from lrmath.command import main as fit

        return fit(arguments)
    if verb == ["grade"]:
        from lrmath.exercises.command import main as grade

        return grade(arguments)
    print(USAGE, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
