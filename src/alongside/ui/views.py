"""Pages about pages: what to show when something is missing, expired or broken, and the gallery of components."""

import sys

from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.http import require_safe

from alongside.core import reading
from alongside.core.outages import is_outage
from alongside.core.refusals import Refused
from alongside.ui import queries, rules
from alongside.ui.context import Frame
from alongside.ui.middleware import refused


def problem(request: HttpRequest, noun: str, status: int) -> HttpResponse:
    """The same bytes for every address, so that a page says nothing about what exists behind it."""
    return render(request, f"ui/{noun}.html", {"frame": Frame(request, is_plain=True)}, status=status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return problem(request, "not_found", 404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return problem(request, "forbidden", 403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, Refused):
        return refused(request, exception, 400)
    return problem(request, "bad_request", 400)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    return problem(request, "form_expired", 403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Asks neither the session nor the database, because either may be what is broken."""
    if is_outage(sys.exception()):
        return unkept(request)
    return HttpResponse(render_to_string("ui/server_error.html", {"frame": Frame(None)}), status=500)


def unkept(request: HttpRequest) -> HttpResponse:
    """Gives back what was sent, with its key, so that it is copied or sent again and has its effect once.

    A line to the database that was opened while nothing could be kept would stay so. The next request opens a new one.
    """
    connections.close_all()
    sent = rules.given_back(list(request.POST.lists())) if request.method == "POST" else None
    context = {"frame": Frame(None), "given_back": sent, "action": request.get_full_path()}
    with reading.as_before(translation.get_language_from_request(request)):
        page = render_to_string("ui/unkept.html", context)
    return HttpResponse(page, status=503, headers={"Retry-After": "120"})


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/gallery.html", {"components": queries.components()})
