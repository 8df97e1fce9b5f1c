"""The commands of the package: ``python -m lrmath check FILE...``."""

from __future__ import annotations

import sys


def main() -> int:
    """Run a command; ``check`` is the only one."""
    if sys.argv[1:2] != ["check"]:
        print("usage: python -m lrmath check [--json] FILE...", file=sys.stderr)
        return 2
    from lrmath.calc.check import main as check

    return check(sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())
