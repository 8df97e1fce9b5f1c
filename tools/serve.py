"""Serve the built site on this machine only (``make serve``)."""

from __future__ import annotations

import functools
import http.server
import sys
from pathlib import Path

SITE = Path(__file__).resolve().parents[1] / "_build" / "html"


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A file server that does not write a line for every request."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def server(site: Path = SITE, port: int = 0) -> http.server.ThreadingHTTPServer:
    """Return a server of the site on the loopback address; port 0 is any free one."""
    handler = functools.partial(Quiet, directory=str(site))
    return http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)


def main() -> int:
    """Serve until interrupted."""
    if not (SITE / "index.html").exists():
        print("There is no site yet: run `make book` first.", file=sys.stderr)
        return 1
    with server(port=8000) as site:
        print(f"The book is at http://127.0.0.1:{site.server_port}/ (Ctrl-C stops)")
        try:
            site.serve_forever()
        except KeyboardInterrupt:
            return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
