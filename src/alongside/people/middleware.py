"""Whoever reads: in their language and their time zone, and after a quick exit at a page that anybody may see."""

import zoneinfo
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.crypto import constant_time_compare
from django.utils.translation import trans_real

from alongside.core import reading
from alongside.people import queries
from alongside.people.models import Person
from alongside.people.sessions import SessionStore

LEFT_COOKIE = settings.ALONGSIDE_LEFT_COOKIE_NAME
LEFT_FOR = 600


class SignedIn:
    """Who signed in, read together with their session.

    Only the usual case is decided here: whatever is not as it was when they signed in goes the way of the library.
    It is decided at once, because `Reader` asks for every page; the library's own waits, and pays for that at each use.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = who(request)
        return self.get_response(request)


def who(request: HttpRequest) -> Person | AnonymousUser:
    person = joined(request)
    return person if person is not None else auth.get_user(request)


def joined(request: HttpRequest) -> Person | None:
    """The person that came with the session, if the session is theirs and their passphrase is still the same."""
    kept = request.session
    if not isinstance(kept, SessionStore) or kept.get(auth.SESSION_KEY) is None:
        return None
    person, is_ours = kept.person, kept.get(auth.BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS
    if person is None or not is_ours or kept[auth.SESSION_KEY] != person.pk:
        return None
    word = kept.get(auth.HASH_SESSION_KEY) or ""
    return person if constant_time_compare(word, kept.word) else None


class Reader:
    """A person's own choice counts; for nobody it is the cookie, then what the browser asks for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        languages, zone = chosen(request)
        words_in = reading.words_in(partial(reads_words_in, request, languages))
        with reading.in_order(languages) as language, words_in, timezone.override(zone):
            response = after_exit(request, self.get_response(request))
        response.headers.setdefault("Content-Language", language)
        if not request.user.is_authenticated:
            patch_vary_headers(response, ["Accept-Language", "Cookie"])
        return response


def chosen(request: HttpRequest) -> tuple[list[str], zoneinfo.ZoneInfo]:
    if request.user.is_authenticated:
        return queries.reads_in(person=request.user), request.user.zone
    return asked_for(request), zoneinfo.ZoneInfo(settings.ALONGSIDE_TIME_ZONE)


def reads_words_in(request: HttpRequest, languages: list[str]) -> list[str]:
    """What people wrote in several languages stands in those that a person speaks, and for nobody in the page's."""
    return queries.reads_words_in(person=request.user) if request.user.is_authenticated else languages


def asked_for(request: HttpRequest) -> list[str]:
    """What was chosen here or, failing that, fits the browser best; then all else that the browser asks for."""
    first = translation.get_language_from_request(request)
    return [first] if reading.is_whole(first) else [first, *accepted(request)]


def accepted(request: HttpRequest) -> Iterator[str]:
    for code, _weight in trans_real.parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        with suppress(LookupError):
            yield translation.get_supported_language_variant(code)


def after_exit(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Going back after a quick exit meets the front page, not a page that says what needs signing in.

    Whoever opens the sign-in page itself is back on purpose, and is treated like everybody again.
    """
    if not request.COOKIES.get(LEFT_COOKIE) or LEFT_COOKIE in response.cookies:
        return response
    sign_in = resolve_url(settings.LOGIN_URL)
    if request.path == sign_in:
        response.delete_cookie(LEFT_COOKIE, samesite="Lax")
    elif isinstance(response, HttpResponseRedirect) and response.url.startswith(f"{sign_in}?"):
        return HttpResponseRedirect(reverse("home:front"))
    return response
