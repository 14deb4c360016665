"""Who may speak to the local page: a browser on this machine that was told this address, and nobody else.

A site elsewhere can make a browser send requests to 127.0.0.1, or point a name of its own there. The first
is told by Origin and Sec-Fetch-Site, the second by Host; both are refused before anything is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

MOST_BYTES = 64 * 1024 * 1024
NAMES = ("127.0.0.1", "localhost")
OWN = frozenset({"same-origin", "none"})


def refusal(method: str, headers: Mapping[str, str], port: int) -> HTTPStatus | None:
    """The status to refuse with, or None when the request may be answered."""
    if headers.get("Host") not in {f"{name}:{port}" for name in NAMES}:
        return HTTPStatus.MISDIRECTED_REQUEST
    if method in {"GET", "HEAD"}:
        return None
    if method != "POST":
        return HTTPStatus.METHOD_NOT_ALLOWED
    if not _is_ours(headers):
        return HTTPStatus.FORBIDDEN
    length = headers.get("Content-Length", "")
    if not length.isdecimal():
        return HTTPStatus.LENGTH_REQUIRED
    return HTTPStatus.REQUEST_ENTITY_TOO_LARGE if int(length) > MOST_BYTES else None


def _is_ours(headers: Mapping[str, str]) -> bool:
    """A form of ours names its origin. What names none must at least be marked as coming from our page."""
    if headers.get("Sec-Fetch-Site", "same-origin") not in OWN:
        return False
    origin = headers.get("Origin")
    if origin is None:
        return headers.get("Sec-Fetch-Site") == "same-origin"
    return origin == f"http://{headers['Host']}"
