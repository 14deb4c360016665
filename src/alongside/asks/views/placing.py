"""Saved places: a steward's pages."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.asks import actions, queries
from alongside.asks.forms import PlaceForm
from alongside.asks.models import Place
from alongside.asks.views.methods import FORM
from alongside.communities.models import Community
from alongside.core import clock
from alongside.people.queries import viewer
from alongside.ui.forms import refusals


@require_safe
@login_required
def places(request: HttpRequest, id: str) -> HttpResponse:
    community, found = queries.places(viewer=viewer(request), id=id, now=clock.now())
    return render(request, "asks/places.html", {"community": community, "places": found})


@require_http_methods(FORM)
@login_required
def new_place(request: HttpRequest, id: str) -> HttpResponse:
    community, _places = queries.places(viewer=viewer(request), id=id, now=clock.now())
    return place_form(request, community, None)


@require_http_methods(FORM)
@login_required
def place(request: HttpRequest, id: str) -> HttpResponse:
    found = queries.place(viewer=viewer(request), id=id, now=clock.now())
    return place_form(request, found.community, found)


def place_form(request: HttpRequest, community: Community, place: Place | None) -> HttpResponse:
    form = PlaceForm(request.POST or None, place=place, viewer=viewer(request))
    if form.is_valid():
        with refusals(form):
            actions.save_place(
                community=community, by=viewer(request), now=clock.now(), place=place, **form.answers()
            )
            return redirect("asks:places", community.pk)
    return render(request, "asks/place.html", {"form": form, "community": community, "place": place})


@require_POST
@login_required
def archived_place(request: HttpRequest, id: str) -> HttpResponse:
    found = queries.place(viewer=viewer(request), id=id, now=clock.now())
    actions.archive_place(place=found, by=viewer(request), now=clock.now())
    return redirect("asks:places", found.community_id)


@require_POST
@login_required
def restored_place(request: HttpRequest, id: str) -> HttpResponse:
    found = queries.place(viewer=viewer(request), id=id, now=clock.now())
    actions.restore_place(place=found, by=viewer(request), now=clock.now())
    return redirect("asks:places", found.community_id)
