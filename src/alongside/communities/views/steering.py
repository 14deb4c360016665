"""What stewards do with a group as a whole. Each is one tap, and each can be undone."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from alongside.communities import actions, queries
from alongside.communities.forms import EditingForm, KeepingForm, values_of
from alongside.core import clock
from alongside.people.queries import viewer
from alongside.ui.forms import refusals

PAGE = ["GET", "HEAD", "POST"]


@require_http_methods(PAGE)
@login_required
def details(request: HttpRequest, id: str) -> HttpResponse:
    now = clock.now()
    community = queries.stewarded_community(viewer=viewer(request), id=id, now=now)
    form = EditingForm(request.POST or None, initial=values_of(community))
    if form.is_valid():
        with refusals(form):
            actions.edit(community=community, by=viewer(request), details=form.details(), now=now)
            messages.success(request, gettext("Saved."))
            return redirect("communities:community", id)
    return render(request, "communities/details.html", {"form": form, "community": community})


@require_POST
@login_required
def pause(request: HttpRequest, id: str) -> HttpResponse:
    now = clock.now()
    community = queries.stewarded_community(viewer=viewer(request), id=id, now=now)
    actions.pause(community=community, by=viewer(request), now=now)
    return redirect("communities:community", id)


@require_POST
@login_required
def pause_end(request: HttpRequest, id: str) -> HttpResponse:
    now = clock.now()
    community = queries.stewarded_community(viewer=viewer(request), id=id, now=now)
    actions.resume(community=community, by=viewer(request), now=now)
    return redirect("communities:community", id)


@require_http_methods(PAGE)
@login_required
def closing(request: HttpRequest, id: str) -> HttpResponse:
    now = clock.now()
    community = queries.stewarded_community(viewer=viewer(request), id=id, now=now)
    if request.method == "POST":
        actions.close(community=community, by=viewer(request), now=now)
        return redirect("communities:community", id)
    context = {"community": community, "emptied_at": queries.emptied_at(community, now)}
    return render(request, "communities/closing.html", context)


@require_POST
@login_required
def closing_end(request: HttpRequest, id: str) -> HttpResponse:
    now = clock.now()
    community = queries.stewarded_community(viewer=viewer(request), id=id, now=now)
    actions.reopen(community=community, by=viewer(request), now=now)
    return redirect("communities:community", id)


@require_http_methods(PAGE)
@login_required
def keeping(request: HttpRequest, id: str) -> HttpResponse:
    by, now = viewer(request), clock.now()
    page = queries.keeping_page(viewer=by, id=id, now=now)
    form = KeepingForm(request.POST if request.method == "POST" else None, page=page, now=now)
    if form.is_valid():
        with refusals(form):
            actions.keep_for(community=page.community, by=by, days=form.cleaned_data, now=now)
            messages.success(request, gettext("Saved."))
            return redirect("communities:keeping", id)
    return render(
        request, "communities/keeping.html", {"form": form, "page": page, "community": page.community}
    )


@require_POST
@login_required
def stewarding(request: HttpRequest, id: str) -> HttpResponse:
    now = clock.now()
    page = queries.own_community(viewer=viewer(request), id=id, now=now)
    actions.step_up(community=page.community, by=viewer(request), now=now)
    return redirect("communities:community", id)


@require_POST
@login_required
def stewarding_end(request: HttpRequest, id: str) -> HttpResponse:
    now = clock.now()
    community = queries.stewarded_community(viewer=viewer(request), id=id, now=now)
    actions.step_down(community=community, by=viewer(request), now=now)
    return redirect("communities:community", id)
