"""How a fresh link travels to the one page that shows it."""

import datetime as dt
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from alongside.core import fresh
from alongside.people.queries import viewer


def show_once(request: HttpRequest, page: str, id: str, secret: str, now: dt.datetime) -> HttpResponse:
    """Leads to the page that shows a fresh link."""
    sealed = fresh.wrapped(secret, maker=viewer(request).pk, now=now)
    return HttpResponseRedirect(f"{reverse(page, args=[id])}?{urlencode({'link': sealed})}")


def whole_address(page: str, *arguments: str) -> str:
    return f"{settings.ALONGSIDE_ORIGIN}{reverse(page, args=arguments)}"
