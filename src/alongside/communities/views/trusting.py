"""Where a member says that they know an ally, and takes it back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.communities import actions, queries
from alongside.core import clock
from alongside.people.queries import viewer
from alongside.ui.forms import Form, refusals


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def ally_vouch(request: HttpRequest, id: str, ally: str) -> HttpResponse:
    by, now = viewer(request), clock.now()
    page = queries.ally_vouch_page(viewer=by, id=id, ally=ally, now=now)
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals(form):
            actions.vouch_for_ally(standing=page.standing, by=by, now=now)
            messages.success(request, gettext("Thank you. Your word counts."))
            return redirect("communities:ally_vouches", id)
    context = {"page": page, "community": page.community, "form": form}
    return render(request, "communities/ally_vouch.html", context)


@require_POST
@login_required
def ally_vouch_end(request: HttpRequest, id: str, ally: str) -> HttpResponse:
    by, now = viewer(request), clock.now()
    page = queries.ally_vouch_page(viewer=by, id=id, ally=ally, now=now)
    actions.take_back_ally_vouch(standing=page.standing, by=by, now=now)
    messages.success(request, gettext("Your word is taken back."))
    return redirect("communities:ally_vouches", id)


@require_safe
@login_required
def ally_vouches(request: HttpRequest, id: str) -> HttpResponse:
    community, given = queries.ally_vouches(viewer=viewer(request), id=id, now=clock.now())
    return render(request, "communities/ally_vouches.html", {"community": community, "given": given})
