"""Asking around. These pages are for those who run a group; for everybody else they do not exist."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.core import clock
from alongside.matching import actions, queries
from alongside.matching.forms import RoundForm
from alongside.matching.models import Round
from alongside.people.queries import viewer
from alongside.ui.forms import refusals


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def rounds(request: HttpRequest, id: str) -> HttpResponse:
    now = clock.now()
    page = queries.rounds_page(viewer=viewer(request), id=id, now=now)
    form = RoundForm(request.POST or None, asks=page.asks, ask=request.GET.get("ask", ""))
    if form.is_valid():
        ask = next((one for one in page.asks if one.pk == form.cleaned_data["ask"]), None)
        chosen = {name: form.cleaned_data[name] for name in ("at_most", "is_urgent")}
        with refusals(form):
            made = actions.begin_round(
                community=page.community, ask=ask, by=viewer(request), now=now, **chosen
            )
            messages.success(request, _("We ask around. You read a name when somebody says yes."))
            return redirect("matching:round", made.pk)
    return render(request, "matching/rounds.html", {"page": page, "community": page.community, "form": form})


@require_safe
@login_required
def round_(request: HttpRequest, id: str) -> HttpResponse:
    page = queries.round_page(viewer=viewer(request), id=id, now=clock.now())
    return render(request, "matching/round.html", {"page": page, "community": page.community})


@require_POST
@login_required
def round_end(request: HttpRequest, id: str) -> HttpResponse:
    actions.end_round(round=Round(pk=id), by=viewer(request), now=clock.now())
    return redirect("matching:round", id)
