"""Two taps by which a steward says what matters most to the group now."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.asks import actions, queries
from alongside.core import clock
from alongside.people.queries import viewer


@require_POST
@login_required
def first(request: HttpRequest, id: str) -> HttpResponse:
    now = clock.now()
    found = queries.steered_ask(viewer=viewer(request), id=id, now=now)
    actions.put_first(ask=found, by=viewer(request), now=now)
    messages.success(request, _("For two weeks it comes before your other asks."))
    return redirect("asks:ask", id)


@require_POST
@login_required
def first_end(request: HttpRequest, id: str) -> HttpResponse:
    now = clock.now()
    found = queries.steered_ask(viewer=viewer(request), id=id, now=now)
    actions.put_back(ask=found, by=viewer(request), now=now)
    messages.success(request, _("It counts like your other asks again."))
    return redirect("asks:ask", id)
