"""The pages of dates that repeat."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alongside.asks import actions, queries
from alongside.asks.forms import DayOffForm, EndForm, RepeatForm
from alongside.asks.views.methods import FORM
from alongside.core import clock
from alongside.people.queries import viewer
from alongside.ui.forms import refusals


@require_http_methods(FORM)
@login_required
def new_series(request: HttpRequest, id: str, date: str) -> HttpResponse:
    """First the next dates are shown. The button below them names the rule: nothing is made that was not seen."""
    now = clock.now()
    found = queries.editable_date(viewer=viewer(request), ask_id=id, id=date, now=now)
    form, days = RepeatForm(request.POST or None, date=found), []
    if form.is_valid():
        days = form.next_days()
        if request.POST.get("seen") == form.rule():
            with refusals(form):
                made = actions.repeat(shift=found, by=viewer(request), now=now, rule=form.rule())
                messages.success(request, _("These dates repeat now."))
                return redirect("asks:series", id, made.pk)
    context = {"form": form, "ask": found.ask, "date": found, "days": days}
    return render(request, "asks/new_series.html", context)


@require_http_methods(FORM)
@login_required
def series(request: HttpRequest, id: str, series: str) -> HttpResponse:
    now = clock.now()
    found = queries.series(viewer=viewer(request), ask_id=id, id=series, now=now)
    form = EndForm(request.POST or None, series=found.series)
    if form.is_valid():
        with refusals(form):
            last = form.cleaned_data["until"]
            actions.end_series(series=found.series, last=last, by=viewer(request), now=now)
            messages.success(request, _("The end is changed."))
            return redirect("asks:series", id, series)
    return render(request, "asks/series.html", {"form": form, "ask": found.series.ask, "seen": found})


@require_http_methods(FORM)
@login_required
def days_off(request: HttpRequest, id: str, series: str) -> HttpResponse:
    now = clock.now()
    found = queries.series(viewer=viewer(request), ask_id=id, id=series, now=now)
    form = DayOffForm(request.POST or None)
    if form.is_valid():
        with refusals(form):
            day = form.cleaned_data["on"]
            actions.leave_out(series=found.series, on=day, by=viewer(request), now=now)
            return redirect("asks:days_off", id, series)
    return render(request, "asks/days_off.html", {"form": form, "ask": found.series.ask, "seen": found})


@require_POST
@login_required
def day_on(request: HttpRequest, id: str, series: str, day: str) -> HttpResponse:
    """A day that was left out takes place after all. Twice is once."""
    now = clock.now()
    found = queries.series(viewer=viewer(request), ask_id=id, id=series, now=now)
    for one in found.series.days_off.all():
        if one.pk == day:
            actions.take_in(series=found.series, on=one.on, by=viewer(request), now=now)
    return redirect("asks:days_off", id, series)
