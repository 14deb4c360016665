"""A person's own pages about the addresses at which calendar programs read their promises."""

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from alongside.commitments import actions, queries
from alongside.commitments.forms import CalendarForm, MailedTimesForm
from alongside.core import clock, fresh
from alongside.people.queries import viewer
from alongside.ui.forms import refusals

MADE = "calendar_made"
"""Where the session holds an address until its page has shown it: sealed, and for ten minutes."""


@login_required
@require_safe
def calendars(request: HttpRequest) -> HttpResponse:
    shown = {"calendars": queries.calendars(person=viewer(request))}
    return render(request, "commitments/calendars.html", shown)


@login_required
@reauthentication_required()  # type: ignore[untyped-decorator]  # allauth has no types
@require_http_methods(["GET", "HEAD", "POST"])
def new_calendar(request: HttpRequest) -> HttpResponse:
    """Asks once more who is there: an address goes on when the telephone is back in its owner's hand."""
    now, form = clock.now(), CalendarForm(request.POST or None)
    if form.is_valid():
        with refusals(form):
            secret = actions.make_calendar(by=viewer(request), now=now, **form.cleaned_data)
            request.session[MADE] = fresh.wrapped(secret, maker=viewer(request).pk, now=now)
            return redirect("commitments:calendar_made")
    return render(request, "commitments/new_calendar.html", {"form": form})


@login_required
@reauthentication_required()  # type: ignore[untyped-decorator]  # allauth has no types
@require_http_methods(["GET", "HEAD", "POST"])
def mailed_times(request: HttpRequest) -> HttpResponse:
    """Files with mails, for whoever says again who they are: a mailbox may be open where the telephone is."""
    form = MailedTimesForm(request.POST or None)
    if form.is_valid():
        with refusals(form):
            actions.mail_times(by=viewer(request), now=clock.now(), **form.cleaned_data)
            messages.success(request, _("From now on a file comes with each mail about a time of yours."))
            return redirect("commitments:calendars")
    return render(request, "commitments/mailed_times.html", {"form": form})


@login_required
@require_GET
def calendar_made(request: HttpRequest) -> HttpResponse:
    """Shows the address once: a reload, or going back, leads to the list, because nothing holds it any more."""
    sealed = request.session.pop(MADE, None)
    if sealed is None:
        messages.info(
            request, _("An address is shown once. If you did not copy it, end it and make a new one.")
        )
        return redirect("commitments:calendars")
    secret = fresh.unwrapped(sealed, maker=viewer(request).pk, now=clock.now())
    address = settings.ALONGSIDE_ORIGIN + reverse("commitments:calendar", args=[secret])
    return render(request, "commitments/calendar_made.html", {"address": address})


@login_required
@require_POST
def calendar_end(request: HttpRequest, id: str) -> HttpResponse:
    actions.end_calendar(by=viewer(request), id=id, now=clock.now())
    messages.success(request, _("It has ended. Nothing more reaches that calendar."))
    return redirect("commitments:calendars")
