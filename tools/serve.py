"""Serve the built site on this machine only (``make serve``)."""

from __future__ import annotations

import functools
import http
import http.server
import sys
from pathlib import Path

SITE = Path(__file__).resolve().parents[1] / "_build" / "html"


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A file server that does not write a line for every request, and has a page for no page."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer what is not there as a static host does: with the site's own page."""
        page = Path(self.directory) / "404.html"
        if code != http.HTTPStatus.NOT_FOUND or not page.exists():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def server(site: Path = SITE, port: int = 0) -> http.server.ThreadingHTTPServer:
    """Return a server of the site on the loopback address; port 0 is any free one."""
    handler = functools.partial(Quiet, directory=str(site))
    return http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)


def pages(site: Path = SITE, under: str = "") -> list[str]:
    """Return every page of the site, or of a folder of it; what is only copied is left out."""
    found = (p.relative_to(site) for p in site.rglob("*.html"))
    shown = sorted(p.as_posix() for p in found if p.parts[0] not in ("_static", "_sources"))
    return [name for name in shown if name.startswith(under)]


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
