"""Whoever reads: in their language and their time zone, and after a quick exit at a page that anybody may see."""

import zoneinfo
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

LEFT_COOKIE = "left"
LEFT_FOR = 600


class Reader:
    """A person's own choice counts; for nobody it is the cookie, then what the browser asks for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language, zone = chosen(request)
        with translation.override(language), timezone.override(zone):
            response = after_exit(request, self.get_response(request))
        response.headers.setdefault("Content-Language", language)
        if not request.user.is_authenticated:
            patch_vary_headers(response, ["Accept-Language", "Cookie"])
        return response


def chosen(request: HttpRequest) -> tuple[str, zoneinfo.ZoneInfo]:
    if request.user.is_authenticated:
        return request.user.language, request.user.zone
    return translation.get_language_from_request(request), zoneinfo.ZoneInfo(settings.ALONGSIDE_TIME_ZONE)


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
