"""How a fresh link travels to the one page that shows it."""

import datetime as dt
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from alongside.core import fields
from alongside.people.queries import viewer

SHOWN_FOR = dt.timedelta(minutes=10)


def show_once(request: HttpRequest, page: str, id: str, secret: str, now: dt.datetime) -> HttpResponse:
    """Leads to the page that shows a fresh link. Its secret travels sealed, for its maker, for ten minutes."""
    sealed = fields.seal(f"{viewer(request).pk} {(now + SHOWN_FOR).timestamp()} {secret}")
    return HttpResponseRedirect(f"{reverse(page, args=[id])}?{urlencode({'link': sealed})}")


def whole_address(page: str, secret: str) -> str:
    return f"{settings.ALONGSIDE_ORIGIN}{reverse(page, args=[secret])}"
