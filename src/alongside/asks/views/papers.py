"""The pages that a steward prints: an ask for somebody without a phone, and the open asks for a wall.

They are in the time of the group, whatever the steward's own is: whoever reads them lives there.
"""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from alongside.asks import queries
from alongside.asks.forms import BoardForm, PaperForm
from alongside.core import clock
from alongside.people.queries import viewer


@require_safe
@login_required
def paper(request: HttpRequest, id: str) -> HttpResponse:
    now = clock.now()
    found = queries.steered_ask(viewer=viewer(request), id=id, now=now)
    form = PaperForm(request.GET, ask=found, has_place=queries.has_open_place(ask=found, now=now))
    printed = queries.paper(ask=found, shows=form.parts, now=now)
    context = {"ask": found, "form": form, "paper": printed, "now": now}
    with timezone.override(found.community.zone):
        return render(request, "asks/paper.html", context)


@require_safe
@login_required
def board(request: HttpRequest, id: str) -> HttpResponse:
    now = clock.now()
    community, asks = queries.board(viewer=viewer(request), id=id, now=now)
    written = [one.language for seen in asks for one in seen.ask.reworded]
    form = BoardForm(request.GET, other=community.language, written=written)
    context = {"community": community, "asks": asks, "form": form, "now": now}
    with timezone.override(community.zone):
        return render(request, "asks/board.html", context)
