"""What a group shows to whoever may know of it, and how a new one begins."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from alongside.communities import actions, queries
from alongside.communities.forms import FoundingForm, starting_values
from alongside.communities.views.links import whole_address
from alongside.core import clock
from alongside.core.unchanged import public
from alongside.people.queries import reader, viewer
from alongside.ui.forms import refusals


@require_safe
@public
def communities(request: HttpRequest) -> HttpResponse:
    page = queries.communities(viewer=reader(request), now=clock.now())
    return render(request, "communities/communities.html", {"page": page})


@require_safe
@public
def community(request: HttpRequest, id: str) -> HttpResponse:
    page = queries.community_page(viewer=reader(request), id=id, now=clock.now())
    context = {"page": page, "community": page.community}
    if page.own_standing:
        context["vouch_address"] = whole_address("communities:ally_vouch", id, page.own_standing)
    return render(request, "communities/community.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def founding(request: HttpRequest) -> HttpResponse:
    founder = viewer(request)
    form = FoundingForm(request.POST or None, initial=starting_values(founder))
    if form.is_valid():
        with refusals(form):
            made = actions.found(
                by=founder,
                details=form.details(),
                digests_a_week=form.cleaned_data.get("digests_a_week"),
                now=clock.now(),
            )
            return redirect("communities:community", made.pk)
    return render(request, "communities/founding.html", {"form": form})
