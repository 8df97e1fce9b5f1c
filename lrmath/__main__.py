"""The commands of the package, ``lrmath check``, ``fit`` and ``grade``; or ``python -m lrmath``."""

from __future__ import annotations

import sys

USAGE = """usage: lrmath check [--json] [--run] [--sympy] FILE...
       lrmath fit DATA --target COLUMN [options]
       lrmath grade [--json] FILE...

check   prove the derivations in text files, line by line
fit     fit a logistic regression to a table
grade   mark the answers of a class again

lrmath COMMAND --help says more; python -m lrmath is the same program."""


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
    asked = verb in (["--help"], ["-h"])
    print(USAGE, file=sys.stdout if asked else sys.stderr)
    return 0 if asked else 2


if __name__ == "__main__":
    sys.exit(main())
