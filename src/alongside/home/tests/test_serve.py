"""What a browser gets from the real server."""

import re

import pytest

from alongside.home.tests.installation import Installation, fetched, free_port, wait_until

pytestmark = pytest.mark.sqlite


def test_style_and_script_come_compressed_and_are_asked_for_once(installation: Installation) -> None:
    port = free_port()
    server = installation.start("serve", "--without-worker", "--port", str(port))
    try:
        assert wait_until(lambda: fetched(port, "/help/"))
        _headers, page = fetched(port, "/help/") or ({}, b"")
        links = re.findall(r'"(/static/[^"]+)"', page.decode())
        assert {link.rpartition(".")[2] for link in links} == {"css", "js", "svg"}
        for link in links:
            headers, _body = fetched(port, link, **{"Accept-Encoding": "br"}) or ({}, b"")
            assert re.search(r"\.[0-9a-f]{12}\.", link)
            assert headers["Content-Encoding"] == "br"
            assert "immutable" in headers["Cache-Control"]
    finally:
        server.terminate()
        server.communicate(timeout=60)
