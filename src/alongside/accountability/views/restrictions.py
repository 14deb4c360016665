"""Keeping somebody out of a group, and ending it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.accountability import actions, queries
from alongside.accountability.forms import RestrictionForm
from alongside.core import clock
from alongside.people.queries import viewer
from alongside.ui.forms import refusals


@require_safe
@login_required
def restrictions(request: HttpRequest, community: str) -> HttpResponse:
    group, found = queries.restrictions_page(viewer=viewer(request), community=community, now=clock.now())
    context = {"community": group, "restrictions": found}
    return render(request, "accountability/restrictions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def restriction_of(request: HttpRequest, community: str, of: str) -> HttpResponse:
    by, now = viewer(request), clock.now()
    found = queries.restrictable(viewer=by, community=community, person=of, now=now)
    form = RestrictionForm(request.POST or None)
    if form.is_valid():
        with refusals(form):
            reason = form.cleaned_data["reason"]
            made = actions.restrict(
                community=found.community, person=found.person, reason=reason, by=by, now=now
            )
            return redirect("accountability:restriction", made.pk)
    return render(request, "accountability/restriction_of.html", {"found": found, "form": form})


@require_safe
@login_required
def restriction(request: HttpRequest, id: str) -> HttpResponse:
    page = queries.restriction_page(viewer=viewer(request), id=id, now=clock.now())
    return render(request, "accountability/restriction.html", {"page": page, "restriction": page.restriction})


@require_POST
@login_required
def lasting(request: HttpRequest, id: str) -> HttpResponse:
    by, now = viewer(request), clock.now()
    page = queries.restriction_page(viewer=by, id=id, now=now)
    actions.make_last(restriction=page.restriction, by=by, now=now)
    return redirect("accountability:restriction", id)


@require_POST
@login_required
def renewal(request: HttpRequest, id: str) -> HttpResponse:
    by, now = viewer(request), clock.now()
    old = queries.restriction_page(viewer=by, id=id, now=now).restriction
    made = actions.restrict(community=old.community, person=old.person, reason=old.reason, by=by, now=now)
    return redirect("accountability:restriction", made.pk)


@require_POST
@login_required
def restriction_end(request: HttpRequest, id: str) -> HttpResponse:
    by, now = viewer(request), clock.now()
    page = queries.restriction_page(viewer=by, id=id, now=now)
    actions.lift(restriction=page.restriction, by=by, now=now)
    return redirect("accountability:restriction", id)
