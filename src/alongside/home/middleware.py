"""Counts answers for a monitor. It stands first in the settings, and only where metrics are on."""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from alongside.home.meters import METERS


class Counted:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun = time.perf_counter()
        response = self.get_response(request)
        METERS.count(status=response.status_code, seconds=time.perf_counter() - begun)
        return response
