"""How somebody comes into a group, and how they go."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from alongside.communities import actions, queries
from alongside.communities.forms import RequestForm, joining_form
from alongside.core import clock
from alongside.people.queries import viewer
from alongside.ui.forms import Form, refusals

PAGE = ["GET", "HEAD", "POST"]


@require_http_methods(PAGE)
@login_required
def request_page(request: HttpRequest, id: str) -> HttpResponse:
    now = clock.now()
    community = queries.joinable(viewer=viewer(request), id=id, now=now)
    form = RequestForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals(form):
            words = form.cleaned_data["words"]
            actions.ask_to_join(community=community, by=viewer(request), words=words, now=now)
            return redirect("communities:community", id)
    return render(request, "communities/request.html", {"form": form, "community": community})


@require_POST
@login_required
def request_end(request: HttpRequest, id: str) -> HttpResponse:
    now = clock.now()
    community = queries.joinable(viewer=viewer(request), id=id, now=now)
    actions.withdraw_request(community=community, by=viewer(request), now=now)
    return redirect("communities:community", id)


@require_http_methods(PAGE)
@login_required
def ally(request: HttpRequest, id: str) -> HttpResponse:
    """The boundary comes first; the button that makes somebody an ally stands below it."""
    now = clock.now()
    community = queries.joinable(viewer=viewer(request), id=id, now=now)
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals(form):
            actions.join_as_ally(community=community, by=viewer(request), now=now)
            return redirect("communities:community", id)
    return render(request, "communities/ally.html", {"form": form, "community": community})


@require_http_methods(PAGE)
@login_required
def leaving(request: HttpRequest, id: str) -> HttpResponse:
    """Whoever is kept out may go for good; their button stands on the page that tells them so."""
    now = clock.now()
    if request.method == "POST":
        community = queries.leavable(viewer=viewer(request), id=id)
        actions.leave(community=community, by=viewer(request), now=now)
        messages.success(request, gettext("You have left."))
        return redirect("communities:communities")
    page = queries.own_community(viewer=viewer(request), id=id, now=now)
    return render(request, "communities/leaving.html", {"page": page, "community": page.community})


@require_http_methods(PAGE)
@login_required
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Opening a link uses nothing up, because mail programs and previews open links too."""
    now = clock.now()
    page = queries.invitation_page(viewer=viewer(request), secret=secret, now=now)
    form = joining_form(page.role, viewer(request), request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals(form):
            joined = actions.use_invitation(
                secret=secret,
                by=viewer(request),
                digests_a_week=form.cleaned_data.get("digests_a_week"),
                now=now,
            )
            return redirect("communities:community", joined.pk)
    return render(request, "communities/invitation.html", {"form": form, "page": page})
