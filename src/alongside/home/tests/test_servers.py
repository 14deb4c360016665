"""Two servers and a command share nothing but the database: what one of them commits holds in all at once."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from alongside.home.tests.installation import Installation, fetched, free_port, wait_until

PREPARE = """
import json
from alongside.home.cast import make
from django.test import Client
cast, browser = make(now()), Client()
browser.force_login(cast.bruno)
print(json.dumps([f"/asks/{cast.ask.pk}/", browser.cookies["session"].value]))
"""
REWORD = """
from alongside.asks.models import Ask
Ask.objects.update(what="Carry two pots")
"""
SIGN_OUT = """
from alongside.people.models import Session
Session.objects.all().delete()
"""


@contextmanager
def serving(server: Installation) -> Iterator[int]:
    port = free_port()
    started: subprocess.Popen[str] = server.start("serve", "--without-worker", "--port", str(port))
    try:
        assert wait_until(lambda: fetched(port, "/help/"))
        yield port
    finally:
        started.terminate()
        started.communicate(timeout=60)


def test_what_a_command_commits_holds_in_both_servers_at_once(server: Installation) -> None:
    path, session = json.loads(server.python(PREPARE).splitlines()[-1])

    def page(port: int) -> str:
        _headers, body = fetched(port, path, Cookie=f"session={session}") or ({}, b"")
        return body.decode()

    with ExitStack() as running:
        ports = [running.enter_context(serving(server)) for _each in range(2)]
        for port in ports * 3:
            assert "Carry soup pots" in page(port)
        server.python(REWORD)
        for port in ports * 3:
            assert "Carry two pots" in page(port)
        server.python(SIGN_OUT)
        for port in ports * 3:
            assert "Carry two pots" not in page(port)
