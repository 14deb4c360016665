"""What stewards do with a date: say yes, kindly no, let somebody go, or call it off."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alongside.asks.models import Shift
from alongside.commitments import actions, queries
from alongside.commitments.forms import CancellationForm, DeclineForm, DismissalForm
from alongside.commitments.models import Commitment
from alongside.core import clock
from alongside.people.queries import viewer
from alongside.ui.forms import refusals


@login_required
@require_http_methods(["GET", "HEAD"])
def date(request: HttpRequest, id: str) -> HttpResponse:
    page = queries.date(viewer=viewer(request), id=id, now=clock.now(), page=request.GET.get("page"))
    return render(request, "commitments/date.html", {"page": page})


@login_required
@require_POST
def acceptance(request: HttpRequest, id: str) -> HttpResponse:
    accepted = actions.accept(commitment=Commitment(pk=id), by=viewer(request), now=clock.now())
    messages.success(request, _("Accepted. They have been told."))
    return redirect("commitments:date", accepted.shift_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: HttpRequest, id: str) -> HttpResponse:
    steward, now, form = viewer(request), clock.now(), DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            declined = actions.decline(commitment=Commitment(pk=id), by=steward, now=now, **form.cleaned_data)
            messages.success(request, _("Declined, with a kind word."))
            return redirect("commitments:date", declined.shift_id)
    page = queries.answerable(viewer=steward, id=id, now=now)
    return render(request, "commitments/decline.html", {"page": page, "form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def dismissal(request: HttpRequest, id: str) -> HttpResponse:
    steward, now, form = viewer(request), clock.now(), DismissalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            released = actions.release_by_community(
                commitment=Commitment(pk=id), by=steward, now=now, **form.cleaned_data
            )
            messages.success(request, _("Released. They have been told, and their hours are free again."))
            return redirect("commitments:date", released.shift_id)
    page = queries.answerable(viewer=steward, id=id, now=now)
    return render(request, "commitments/dismissal.html", {"page": page, "form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cancellation(request: HttpRequest, id: str) -> HttpResponse:
    steward, now = viewer(request), clock.now()
    form = CancellationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals(form):
            actions.cancel_date(shift=Shift(pk=id), by=steward, now=now, reach=form.reached())
            messages.success(request, _("Called off. Everybody who had promised has been told."))
            return redirect("commitments:date", id)
    page = queries.stewards_date(viewer=steward, id=id, now=now)
    return render(request, "commitments/cancellation.html", {"page": page, "form": form})
