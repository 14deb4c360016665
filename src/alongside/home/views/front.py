"""The pages that anybody may open: what this place is, how it goes, and what to do first."""

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from alongside.asks import queries as asks
from alongside.core import clock
from alongside.people.models import Person

SHOWN = 3
LOOKS = {"steward": "amal", "ally": "bruno", "nobody": ""}
"""The sign-in names of the two people in the demo as whom a visitor may look around."""


@require_http_methods(["GET", "HEAD"])
def front(request: HttpRequest) -> HttpResponse:
    """Also what Back shows after the quick exit, so it says nothing about whoever was here."""
    if request.user.is_authenticated:
        return redirect("home:desk")
    now = clock.now()
    found = list(asks.open_asks(viewer=None, now=now)[:SHOWN])
    context = {
        "asks": asks.seen_all(asks=found, viewer=None, now=now),
        "robots": "index",
        "is_demo": settings.ALONGSIDE_MODE == "demo",
    }
    return render(request, "home/front.html", context)


@require_http_methods(["GET", "HEAD"])
def help(request: HttpRequest) -> HttpResponse:
    return render(request, "home/help.html", {"contact": settings.ALONGSIDE_CONTACT, "robots": "index"})


@require_http_methods(["GET", "HEAD"])
def tour(request: HttpRequest) -> HttpResponse:
    """The chain in five steps."""
    return render(
        request, "home/tour.html", {"is_demo": settings.ALONGSIDE_MODE == "demo", "robots": "index"}
    )


@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Signs a visitor of the demo in as somebody who does not exist; anywhere else there is no such page."""
    role = request.POST.get("role", "")
    if settings.ALONGSIDE_MODE != "demo" or role not in LOOKS:
        raise Http404
    if not LOOKS[role]:
        logout(request)
        return redirect("matching:fits")
    login(
        request,
        get_object_or_404(Person, sign_in_name=LOOKS[role]),
        backend=settings.AUTHENTICATION_BACKENDS[0],
    )
    return redirect("home:desk")
