"""The pages that anybody may open: what this place is, how it goes, and what to do first."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alongside.asks import queries as asks
from alongside.core import clock
from alongside.core.unchanged import public
from alongside.home import queries

SHOWN = 3


@require_http_methods(["GET", "HEAD"])
@public
def front(request: HttpRequest) -> HttpResponse:
    """Also what Back shows after the quick exit, so it says nothing about whoever was here."""
    if request.user.is_authenticated:
        return redirect("home:desk")
    now = clock.now()
    found = asks.open_asks(viewer=None, now=now)[:SHOWN]
    context = {
        "cards": asks.open_cards(asks=found, viewer=None, now=now),
        "robots": "index",
        "is_demo": settings.ALONGSIDE_MODE == "demo",
    }
    return render(request, "home/front.html", context)


@require_http_methods(["GET", "HEAD"])
@public
def help(request: HttpRequest) -> HttpResponse:
    return render(request, "home/help.html", {"contact": settings.ALONGSIDE_CONTACT, "robots": "index"})


@require_http_methods(["GET", "HEAD"])
@public
def tour(request: HttpRequest) -> HttpResponse:
    """The chain in five steps."""
    return render(
        request, "home/tour.html", {"is_demo": settings.ALONGSIDE_MODE == "demo", "robots": "index"}
    )


@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Signs a visitor of the demo in as somebody who does not exist; anywhere else there is no such page."""
    step = request.POST.get("step", "")
    stop = queries.stop(step=step, now=clock.now())
    if stop.person is None:
        logout(request)
    else:
        login(request, stop.person, backend=settings.AUTHENTICATION_BACKENDS[0])
    if step.isdecimal():
        guide = format_html(
            '{}. <a href="{}">{}</a>', step, reverse("home:tour"), _("The chain in five steps")
        )
        messages.info(request, guide)
    return redirect(stop.url)
