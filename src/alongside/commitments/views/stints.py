"""The pages of an ally's word for every date of a series until a day."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.commitments import actions, queries
from alongside.commitments.forms import EndStintForm, StintForm
from alongside.commitments.models import Stint
from alongside.core import clock
from alongside.people.queries import viewer
from alongside.ui.forms import refusals


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_stint(request: HttpRequest, id: str) -> HttpResponse:
    ally, now = viewer(request), clock.now()
    page = queries.new_stint(viewer=ally, id=id, now=now)
    form = StintForm(request.POST or None, initial={"until": page.last})
    if form.is_valid():
        with refusals(form):
            made = actions.offer_stint(series=page.series, by=ally, now=now, **form.cleaned_data)
            messages.success(request, _("Thank you. The group has your offer."))
            return redirect("commitments:stint", made.pk)
    return render(request, "commitments/new_stint.html", {"page": page, "form": form})


@login_required
@require_safe
def stint(request: HttpRequest, id: str) -> HttpResponse:
    page = queries.stint(viewer=viewer(request), id=id, now=clock.now())
    return render(request, "commitments/stint.html", {"page": page})


@login_required
@require_POST
def stint_acceptance(request: HttpRequest, id: str) -> HttpResponse:
    actions.accept_stint(stint=Stint(pk=id), by=viewer(request), now=clock.now())
    messages.success(request, _("Accepted. They have been told."))
    return redirect("commitments:stint", id)


@login_required
@require_POST
def stint_decline(request: HttpRequest, id: str) -> HttpResponse:
    actions.decline_stint(stint=Stint(pk=id), by=viewer(request), now=clock.now())
    messages.success(request, _("Declined, with a kind word."))
    return redirect("commitments:stint", id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def stint_end(request: HttpRequest, id: str) -> HttpResponse:
    by, now = viewer(request), clock.now()
    page = queries.stint(viewer=by, id=id, now=now)
    form = EndStintForm(request.POST if request.method == "POST" else None, holds_some=page.holds_some)
    if form.is_valid():
        with refusals(form):
            actions.end_stint(stint=page.stint, by=by, now=now, gives_back=form.gives_back())
            messages.success(request, _("No more dates are added."))
            return redirect("commitments:stint", id)
    return render(request, "commitments/stint_end.html", {"page": page, "form": form})
