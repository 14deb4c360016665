"""The server: loopback only, every answer with a strict policy, nothing logged."""

from __future__ import annotations

from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from alongside_equity.local.gate import refusal
from alongside_equity.local.kept import Kept
from alongside_equity.local.posted import Posted, read
from alongside_equity.local.routes import Answer, answer, broken

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""A report that is downloaded carries its own policy; these are for what is seen here. The referrer stays
`same-origin` because browsers send `Origin: null` with a form where there is none at all."""


class Server(ThreadingHTTPServer):
    """Bound to this machine's own address; port 0 lets the system choose one."""

    daemon_threads = True

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Exchange)
        self.kept = Kept()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"


class Exchange(BaseHTTPRequestHandler):
    """One request and its answer."""

    server: Server
    timeout = 60
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer("GET", Posted())

    def do_HEAD(self) -> None:
        self._answer("HEAD", Posted())

    def do_POST(self) -> None:
        self._answer("POST", None)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What the library refuses by itself (other methods, broken requests) looks like our refusals."""
        self.close_connection = True
        self._send(broken(HTTPStatus(code), self._language()))

    def version_string(self) -> str:
        return "alongside-equity"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
        """Nothing is kept of who asked for what."""

    def _answer(self, method: str, posted: Posted | None) -> None:
        refused = refusal(
            method, {name.title(): value for name, value in self.headers.items()}, self.server.server_port
        )
        if refused is not None:
            self.close_connection = True
            self._send(broken(refused, self._language()))
            return
        if posted is None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            posted = read(self.headers.get("Content-Type", ""), body)
        try:
            made = answer(method, self.path, posted, self.server.kept, self._language())
        except Exception:
            made = broken(HTTPStatus.INTERNAL_SERVER_ERROR, self._language())
        self._send(made)

    def _language(self) -> str:
        """What the browser asks for; a request that was not understood has no headers."""
        return self.headers.get("Accept-Language", "en")[:2] if getattr(self, "headers", None) else "en"

    def _send(self, made: Answer) -> None:
        self.send_response(made.status)
        for name, value in {**HEADERS, **made.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Type", made.kind)
        self.send_header("Content-Length", str(len(made.body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if getattr(self, "command", None) != "HEAD":
            self.wfile.write(made.body)
