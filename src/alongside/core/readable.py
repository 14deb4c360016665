"""What cannot be read as text is answered with a page that says so, before a session, a form or a view meets it."""

import codecs
from collections.abc import Callable, Mapping
from urllib.parse import unquote_to_bytes

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils.http import parse_header_parameters


class Readable:
    """Browsers send UTF-8, and nobody types a NUL into an address. PostgreSQL keeps neither a NUL nor half a letter.

    A NUL in a form is left to its fields, so that the rest of what somebody pasted stays there.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not (
            is_in_utf8(request) and is_text(request.META.get("QUERY_STRING", "")) and has_whole_form(request)
        ):
            raise BadRequest
        return self.get_response(request)


def leave_encodings_unread() -> None:
    """Django decodes an address in whatever encoding the form names, before any middleware, and fails where that is
    none of text. So the name is kept for `is_in_utf8` to refuse, and is never used.
    """
    HttpRequest._set_content_type_params = keep_content_type  # type: ignore[attr-defined]  # missing in the stubs


def keep_content_type(request: HttpRequest, headers: Mapping[str, str]) -> None:
    """Python fails with a TypeError on some, as on `a;q*;q*0`. What cannot be read is named so, and refused later."""
    try:
        request.content_type, request.content_params = parse_header_parameters(
            headers.get("CONTENT_TYPE", "")
        )
    except (TypeError, ValueError):
        request.content_type, request.content_params = "", {"charset": "unreadable"}


def is_in_utf8(request: HttpRequest) -> bool:
    """Nothing but UTF-8 is named. Python knows names that are no encodings of text, and some that make half letters."""
    named = (request.content_params or {}).get("charset", "utf-8")
    try:
        return codecs.lookup(named).name == "utf-8"
    except (LookupError, ValueError):
        return False


def is_text(encoded: str) -> bool:
    content = unquote_to_bytes(encoded.encode("latin-1", errors="replace"))
    return b"\0" not in content and is_utf8(content)


def is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def has_whole_form(request: HttpRequest) -> bool:
    """A line that broke off in the middle of a form leaves nothing to go on with; nor does a broken head of a part."""
    try:
        return request.method != "POST" or request.POST is not None
    except (UnreadablePostError, TypeError):
        return False
