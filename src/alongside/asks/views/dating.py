"""The dates of an ask."""

import datetime as dt

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from alongside.asks import actions, queries
from alongside.asks.forms import DateForm
from alongside.asks.models import Shift
from alongside.asks.rules.repeating import Reach
from alongside.asks.views.methods import FORM
from alongside.core import clock
from alongside.people.models import Person
from alongside.people.queries import viewer
from alongside.ui.forms import refusals


@require_http_methods(FORM)
@login_required
def dates(request: HttpRequest, id: str) -> HttpResponse:
    now = clock.now()
    found = queries.editable(viewer=viewer(request), id=id, now=now)
    places = queries.usable_places(community=found.community, ask=found)
    form = DateForm(request.POST or None, ask=found, now=now, places=places)
    if form.is_valid():
        with refusals(form):
            actions.add_shift(ask=found, by=viewer(request), now=now, slot=form.slot())
            return redirect("asks:dates", id)
    context = {
        "form": form,
        "ask": found,
        "seen": queries.seen(ask=found, viewer=viewer(request), relation=found.community.relation, now=now),
        "repeats": queries.all_series(ask=found, now=now),
        "repeated": queries.repeated_dates(ask=found),
    }
    return render(request, "asks/dates.html", context)


@require_http_methods(FORM)
@login_required
def date(request: HttpRequest, id: str, date: str) -> HttpResponse:
    now = clock.now()
    found = queries.editable_date(viewer=viewer(request), ask_id=id, id=date, now=now)
    places = queries.usable_places(community=found.ask.community, ask=found.ask, date=found)
    form = DateForm(request.POST or None, ask=found.ask, now=now, places=places, date=found)
    if form.is_valid():
        with refusals(form):
            change(found, form, viewer(request), now)
            return redirect("asks:dates", id)
    return render(request, "asks/date.html", {"form": form, "ask": found.ask, "date": found})


def change(date: Shift, form: DateForm, by: Person, now: dt.datetime) -> None:
    reach = form.reached()
    if reach is Reach.ONE:
        actions.change_shift(shift=date, by=by, now=now, slot=form.slot())
    else:
        actions.change_dates(shift=date, by=by, now=now, slot=form.slot(), reach=reach)


@require_POST
@login_required
def removed_date(request: HttpRequest, id: str, date: str) -> HttpResponse:
    now = clock.now()
    found = queries.editable_date(viewer=viewer(request), ask_id=id, id=date, now=now)
    actions.remove_shift(shift=found, by=viewer(request), now=now)
    return redirect("asks:dates", id)
