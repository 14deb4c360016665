"""Two promises for every answer: the headers that protect its reader, and plain words when a rule says no."""

import re
import secrets
from collections.abc import Callable
from urllib.parse import urlsplit

from csp.constants import HEADER as CONTENT_SECURITY_POLICY
from csp.utils import build_policy
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from isal import igzip

from alongside.core.refusals import Refused

ACCEPTED, SHORT, LEVEL = re.compile(r"\bgzip\b"), 200, 1
WITH_NAME = 8
"""The flag of a gzip file that says that a name stands after the ten bytes of its head (RFC 1952)."""
METHODS = ["GET", "HEAD", "POST", "OPTIONS"]
OWN_KEYS_ONLY = "publickey-credentials-get=(self), publickey-credentials-create=(self)"
REFUSED_FEATURES = (
    "accelerometer, autoplay, browsing-topics, camera, display-capture, encrypted-media, fullscreen, geolocation, "
    "gyroscope, magnetometer, microphone, midi, payment, picture-in-picture, screen-wake-lock, sync-xhr, usb, "
    "xr-spatial-tracking"
)
PERMISSIONS = ", ".join([OWN_KEYS_ONLY, *(f"{feature}=()" for feature in REFUSED_FEATURES.split(", "))])


class Headers:
    """A page may sit in front of somebody who must not see it later: nothing that a person read is stored.

    A view that keeps public pages sets its own Cache-Control; for whoever is signed in it is overruled.
    The policy of what a page may load is one text for all. The library's own middleware puts it together each time.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.policy = build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response: HttpResponse = (
            self.get_response(request) if request.method in METHODS else HttpResponseNotAllowed(METHODS)
        )
        response.headers.setdefault(CONTENT_SECURITY_POLICY, self.policy)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        is_static = getattr(request, "resolver_match", None) is None and response.status_code in (200, 304)
        kept = response.headers.get("Cache-Control", "no-store")
        if not is_static and (is_signed_in(request) or "no-store" in kept):
            response.headers["Cache-Control"] = "no-store"
        return response


def is_signed_in(request: HttpRequest) -> bool:
    person = getattr(request, "user", None)
    return bool(person and person.is_authenticated)


class Gzip(GZipMiddleware):
    """Django's own, by a library that packs a page in a third of the time, into as few bytes.

    It hides the length as Django's does, with a name of random length in the header, so that what somebody else puts
    into a page does not tell them what stands in it (BREACH). Only files are streamed here, and they come as they are.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not isinstance(response, HttpResponse) or len(response.content) < SHORT:
            return response
        if response.has_header("Content-Encoding"):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        if not ACCEPTED.search(request.headers.get("Accept-Encoding", "")):
            return response
        response.content = packed(response.content, name=b"a" * secrets.randbelow(self.max_random_bytes))
        response.headers["Content-Length"] = str(len(response.content))
        response.headers["Content-Encoding"] = "gzip"
        etag = response.headers.get("ETag", "")
        if etag.startswith('"'):
            response.headers["ETag"] = f"W/{etag}"
        return response


def packed(content: bytes, *, name: bytes) -> bytes:
    """A gzip file of that name."""
    file = igzip.compress(content, compresslevel=LEVEL, mtime=0)
    return file[:3] + bytes([WITH_NAME]) + file[4:10] + name + b"\0" + file[10:]


class Refusals:
    """Turns a refusal that no form caught into a page with its words and a way back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        return refused(request, exception)


def refused(request: HttpRequest, refusal: Refused, status: int = 409) -> HttpResponse:
    context = {"message": str(refusal), "back": way_back(request)}
    return render(request, "ui/refused.html", context, status=status)


def way_back(request: HttpRequest) -> str:
    """The path of the page from which the form came, when that page is ours."""
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        return "/"
    return urlsplit(came_from).path or "/"
