"""Where a request ends is read one way: none of these carries a second one past whoever looked at the first."""

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from alongside.home.tests.installation import Installation, fetched, free_port, wait_until

pytestmark = pytest.mark.sqlite
FIRST = b"GET /help/ HTTP/1.1\r\nHost: localhost\r\n\r\n"
HIDDEN = b"GET /help/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
CHUNKS = b"0\r\n\r\n"


def asked(*headers: bytes, body: bytes) -> bytes:
    return b"\r\n".join([b"POST /me/language/ HTTP/1.1", b"Host: localhost", *headers, b"", body])


AMBIGUOUS = {
    "two lengths": asked(b"Content-Length: 0", b"Content-Length: %d" % len(HIDDEN), body=HIDDEN),
    "a length that is two": asked(b"Content-Length: 0, %d" % len(HIDDEN), body=HIDDEN),
    "a length with a sign": asked(b"Content-Length: +0", body=HIDDEN),
    "a length below nothing": asked(b"Content-Length: -1", body=HIDDEN),
    "a length in another base": asked(b"Content-Length: 0x0", body=HIDDEN),
    "a space before the colon": asked(b"Content-Length : 0", body=HIDDEN),
    "chunks that are called otherwise": asked(b"Transfer-Encoding: xchunked", body=CHUNKS + HIDDEN),
    "chunks and then something": asked(b"Transfer-Encoding: chunked, identity", body=CHUNKS + HIDDEN),
    "a header with a NUL": asked(b"Content-Type: a\0b", b"Content-Length: 0", body=b"") + HIDDEN,
    "a folded header": asked(b"X: a", b" Content-Length: 5", b"Content-Length: 0", body=b"") + HIDDEN,
}


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Iterator[int]:
    folder = tmp_path_factory.mktemp("ends") / "data"
    chosen, installed = free_port(), Installation(Path(shutil.copytree(migrated, folder)))
    server = installed.start("serve", "--without-worker", "--port", str(chosen))
    try:
        assert wait_until(lambda: fetched(chosen, "/health/") is not None)
        yield chosen
    finally:
        server.terminate()
        server.communicate(timeout=60)


def answers(port: int, sent: bytes) -> bytes:
    """All that comes back until the server closes the line."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall(sent)
        got = b""
        while piece := line.recv(65536):
            got += piece
    return got


def test_two_whole_requests_are_answered_twice(port: int) -> None:
    """What the others are held against."""
    assert answers(port, FIRST + HIDDEN).count(b"HTTP/1.1 200") == 2


@pytest.mark.parametrize("sent", AMBIGUOUS.values(), ids=AMBIGUOUS.keys())
def test_nothing_is_read_after_a_request_whose_end_is_unclear(sent: bytes, port: int) -> None:
    got = answers(port, sent)
    assert got.startswith(b"HTTP/1.1 400")
    assert got.count(b"HTTP/1.1 ") == 1


def test_nothing_is_read_after_a_chunk_without_a_size(port: int) -> None:
    """The form is taken for empty, as its length says, and the line ends."""
    got = answers(port, asked(b"Transfer-Encoding: chunked", body=b"g\r\n\r\n" + HIDDEN))
    assert got.count(b"HTTP/1.1 ") == 1
    assert b"/me/language/" in got
