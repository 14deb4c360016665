"""Saying that an ask stands."""

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
def renewed(request: HttpRequest, id: str) -> HttpResponse:
    now = clock.now()
    found = queries.renewable(viewer=viewer(request), id=id, now=now)
    actions.renew(ask=found, by=viewer(request), now=now)
    messages.success(request, _("Good to know. It stands."))
    return redirect("asks:ask", id)
