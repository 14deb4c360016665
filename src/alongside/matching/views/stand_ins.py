"""Standing in: for whoever does it, and for the stewards of the date. For everybody else these pages do not exist."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.core import clock
from alongside.matching import actions, queries
from alongside.matching.forms import StandInForm
from alongside.matching.models import StandIn
from alongside.people.queries import viewer
from alongside.ui.forms import refusals


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_stand_in(request: HttpRequest, id: str) -> HttpResponse:
    by, now = viewer(request), clock.now()
    page = queries.new_stand_in(viewer=by, id=id, now=now)
    form = StandInForm(request.POST or None, shifts=page.shifts)
    if form.is_valid():
        with refusals(form):
            made = actions.offer_stand_in(shift=form.date(), by=by, now=now)
            messages.success(request, _("Thank you. We ask you if a place becomes free."))
            return redirect("matching:stand_in", made.pk)
    return render(request, "matching/new_stand_in.html", {"page": page, "form": form})


@login_required
@require_safe
def stand_in(request: HttpRequest, id: str) -> HttpResponse:
    page = queries.stand_in(viewer=viewer(request), id=id, now=clock.now())
    return render(request, "matching/stand_in.html", {"page": page})


@login_required
@require_POST
def stand_in_yes(request: HttpRequest, id: str) -> HttpResponse:
    made = actions.come_as_stand_in(stand_in=StandIn(pk=id), by=viewer(request), now=clock.now())
    return redirect("commitments:commitment", made.pk)


@login_required
@require_POST
def stand_in_end(request: HttpRequest, id: str) -> HttpResponse:
    actions.end_stand_in(stand_in=StandIn(pk=id), by=viewer(request), now=clock.now())
    messages.success(request, _("That is fine. You do not stand in for this date any more."))
    return redirect("matching:stand_in", id)


@login_required
@require_safe
def stand_ins(request: HttpRequest, id: str) -> HttpResponse:
    page = queries.stand_ins(viewer=viewer(request), id=id, now=clock.now())
    return render(request, "matching/stand_ins.html", {"page": page})


@login_required
@require_POST
def stand_in_agreed(request: HttpRequest, id: str) -> HttpResponse:
    found = actions.agree_stand_in(stand_in=StandIn(pk=id), by=viewer(request), now=clock.now())
    messages.success(request, _("Agreed. If they are called and say yes, they have the place."))
    return redirect("matching:stand_ins", found.shift_id)
