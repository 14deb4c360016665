"""A person's own pages about the addresses at which calendar programs read their promises."""

from urllib.parse import urlencode

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.commitments import actions, queries
from alongside.commitments.forms import CalendarForm
from alongside.core import clock, fresh
from alongside.people.queries import viewer
from alongside.ui.forms import refusals


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
            link = urlencode({"link": fresh.wrapped(secret, maker=viewer(request).pk, now=now)})
            return HttpResponseRedirect(f"{reverse('commitments:calendar_made')}?{link}")
    return render(request, "commitments/new_calendar.html", {"form": form})


@login_required
@require_safe
def calendar_made(request: HttpRequest) -> HttpResponse:
    sealed = request.GET.get("link", "")
    secret = fresh.unwrapped(sealed, maker=viewer(request).pk, now=clock.now())
    address = settings.ALONGSIDE_ORIGIN + reverse("commitments:calendar", args=[secret])
    return render(request, "commitments/calendar_made.html", {"address": address})


@login_required
@require_POST
def calendar_end(request: HttpRequest, id: str) -> HttpResponse:
    actions.end_calendar(by=viewer(request), id=id, now=clock.now())
    messages.success(request, _("Nobody can read this address any more."))
    return redirect("commitments:calendars")
