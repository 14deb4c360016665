"""Shared set-up: one local page for all visits, and English unless a test says otherwise.

pytest puts this folder on the path, so test modules may import each other's data by plain name.
"""

import threading
from collections.abc import Iterator

import pytest
from visits import Browser

from alongside_equity.local.server import Server


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


@pytest.fixture
def browser(server: Server) -> Browser:
    return Browser(server.server_port)


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
