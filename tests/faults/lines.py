"""What a browser sends and what it hears back, over a line that may break at any letter."""

import os
import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from alongside.core import ids
from alongside.home.tests.installation import Installation, fetched, free_port, wait_until

TOKEN = "t" * 32
"""Of the form: the same in the cookie and in what is sent, as Django asks."""
ASK = re.compile(r"/asks/([^/]+)/$")


@dataclass(frozen=True)
class Answer:
    status: int
    leads_to: str
    cookies: str
    body: str


@dataclass(frozen=True)
class Writer:
    """A steward who writes asks: each a form with words of its own and a key of its own. `other` is Jun's session."""

    community: str
    session: str
    other: str
    on: str

    def form(self, what: str, key: str) -> dict[str, str]:
        return {
            "once": key,
            "csrfmiddlewaretoken": TOKEN,
            "what": what,
            "kind": "transport",
            "open_to": "usual",
            "how_many": "1",
            "rows": "1",
            "on_0": self.on,
            "from_0": "10:00",
            "to_0": "12:00",
        }

    @property
    def path(self) -> str:
        return f"/communities/{self.community}/asks/new/"

    def send(
        self, port: int, path: str, form: dict[str, str], *, seconds: float = 30, **more: str
    ) -> Answer | None:
        """The answer, or nothing when the line broke before all of it was here."""
        line = HTTPConnection("127.0.0.1", port, timeout=seconds)
        headers = {
            "Cookie": f"session={self.session}; form={TOKEN}",
            "Content-Type": "application/x-www-form-urlencoded",
            **more,
        }
        try:
            line.request("POST", path, body=urlencode(form), headers=headers)
            heard = line.getresponse()
            body = heard.read().decode()
            cookies = "; ".join(heard.headers.get_all("Set-Cookie", []))
            return Answer(heard.status, heard.headers.get("Location", ""), cookies, body)
        except (OSError, HTTPException):
            return None
        finally:
            line.close()

    def draft(self, port: int, what: str, key: str, **options: Any) -> Answer | None:
        return self.send(port, self.path, self.form(what, key), **options)

    def publish(self, port: int, ask: str, key: str) -> Answer | None:
        return self.send(port, f"/asks/{ask}/published/", {"once": key, "csrfmiddlewaretoken": TOKEN})


@dataclass
class Told:
    """What the server acknowledged, and what it left unanswered."""

    drafted: dict[str, str] = field(default_factory=dict)
    published: set[str] = field(default_factory=set)
    unanswered: dict[str, str] = field(default_factory=dict)
    wrong: list[Answer] = field(default_factory=list)


def ask_in(answer: Answer) -> str:
    found = ASK.search(answer.leads_to)
    assert found, answer
    return found[1]


def write_on(writer: Writer, port: int, name: str, told: Told, stop: threading.Event) -> None:
    """Drafts and publishes until the line breaks. Each thing is told only once its answer is here."""
    number = 0
    while not stop.is_set():
        number += 1
        what, key = f"Carry box {number} of {name}", ids.new_secret()
        answer = writer.draft(port, what, key)
        if answer is None:
            told.unanswered[key] = what
            return
        if answer.status != 302:
            told.wrong.append(answer)
            return
        told.drafted[what] = ask = ask_in(answer)
        answer = writer.publish(port, ask, ids.new_secret())
        if answer is None:
            return
        if answer.status != 302:
            told.wrong.append(answer)
            return
        told.published.add(ask)


@contextmanager
def serving(installed: Installation, *options: str) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    port = free_port()
    started = installed.start("serve", "--port", str(port), *options)
    try:
        assert wait_until(lambda: fetched(port, "/help/"))
        yield port, started
    finally:
        started.terminate()
        started.communicate(timeout=60)


def children(parent: int) -> list[int]:
    said = Path(f"/proc/{parent}/task/{parent}/children").read_text()
    return [int(one) for one in said.split()]


def command_of(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")


def worked(pid: int) -> float:
    """Seconds for which a process had a processor, in itself and in the kernel."""
    after_its_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(after_its_name[11]) + int(after_its_name[12])) / os.sysconf("SC_CLK_TCK")
