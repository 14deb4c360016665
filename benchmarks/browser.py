"""Somebody's browser, as far as a server notices it: one open line, cookies, gzip, and forms with their keys."""

from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlencode

from django.test import Client

from alongside.core.ids import new_id
from alongside.core.once import FIELD
from alongside.people.models import Person

FORM_KEY = "k" * 32
HEADERS = {"Accept-Encoding": "gzip", "Accept-Language": "en"}


class Wrong(Exception):
    """An answer that the measure does not count on."""


class Browser:
    def __init__(self, port: int) -> None:
        self.line = HTTPConnection("127.0.0.1", port, timeout=60)

    def get(self, path: str, session: str = "") -> bytes:
        answer, body = self.send("GET", path, None, session)
        if answer.status != 200:
            raise Wrong(f"{path} answered {answer.status}")
        return body

    def version(self, path: str) -> str:
        """Of a page as nobody reads it."""
        answer, _body = self.send("GET", path, None, "")
        return answer.headers["ETag"]

    def ask_again(self, path: str, version: str) -> None:
        """A page that the browser has already, as nobody reads it."""
        answer, _body = self.send("GET", path, None, "", version)
        if answer.status != 304:
            raise Wrong(f"{path} answered {answer.status}")

    def post(self, path: str, session: str = "", **fields: str) -> None:
        """Sends a form. Its effect is a redirect; a page that comes back instead shows an error."""
        form = urlencode({"csrfmiddlewaretoken": FORM_KEY, FIELD: new_id(), **fields})
        answer, body = self.send("POST", path, form, session)
        if answer.status != 302:
            raise Wrong(f"{path} answered {answer.status}: {body[:500]!r}")

    def send(
        self, method: str, path: str, form: str | None, session: str, version: str = ""
    ) -> tuple[HTTPResponse, bytes]:
        """On a new line, if the server has closed the old one because nothing was said on it for a while."""
        headers = {**HEADERS, "Cookie": f"form={FORM_KEY}" + (f"; session={session}" if session else "")}
        if version:
            headers["If-None-Match"] = version
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            return self.answered(method, path, form, headers)
        except ConnectionError:
            self.line.close()
            return self.answered(method, path, form, headers)

    def answered(
        self, method: str, path: str, form: str | None, headers: dict[str, str]
    ) -> tuple[HTTPResponse, bytes]:
        self.line.request(method, path, form, headers)
        answer = self.line.getresponse()
        return answer, answer.read()


def session_of(person: Person) -> str:
    client = Client()
    client.force_login(person)
    return client.cookies["session"].value
