"""Whoever reads: in their language and their time zone."""

import zoneinfo
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers


class Reader:
    """A person's own choice counts; for nobody it is the cookie, then what the browser asks for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language, zone = chosen(request)
        with translation.override(language), timezone.override(zone):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        if not request.user.is_authenticated:
            patch_vary_headers(response, ["Accept-Language", "Cookie"])
        return response


def chosen(request: HttpRequest) -> tuple[str, zoneinfo.ZoneInfo]:
    if request.user.is_authenticated:
        return request.user.language, request.user.zone
    return translation.get_language_from_request(request), zoneinfo.ZoneInfo(settings.ALONGSIDE_TIME_ZONE)
