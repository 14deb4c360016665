"""Saying whether two asks are the same."""

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
def same(request: HttpRequest, id: str, other: str) -> HttpResponse:
    now = clock.now()
    found = queries.alike_pair(viewer=viewer(request), id=id, other=other, now=now)
    stays = actions.call_same(ask=found.ask, other=found.other, by=viewer(request), now=now)
    said = _("They are one now.") if stays else _("Thank you. Now the other side is asked.")
    messages.success(request, said)
    return redirect("asks:ask", stays.pk if stays else id)


@require_POST
@login_required
def different(request: HttpRequest, id: str, other: str) -> HttpResponse:
    now = clock.now()
    found = queries.alike_pair(viewer=viewer(request), id=id, other=other, now=now)
    actions.call_different(ask=found.ask, other=found.other, by=viewer(request), now=now)
    messages.success(request, _("Good to know. Both stay as they are."))
    return redirect("asks:ask", id)
