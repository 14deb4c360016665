"""Who carries what in a group. These pages are for those who run it; for everybody else they do not exist."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.core import clock
from alongside.home import actions, queries
from alongside.home.forms import TurnForm
from alongside.people.queries import viewer


@require_safe
@login_required
def carrying(request: HttpRequest, id: str) -> HttpResponse:
    page = queries.carrying(viewer=viewer(request), id=id, now=clock.now())
    return render(request, "home/carrying.html", {"page": page, "community": page.community})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def handover(request: HttpRequest, id: str, duty: int) -> HttpResponse:
    now = clock.now()
    page = queries.handover(viewer=viewer(request), id=id, duty=duty, now=now)
    form = TurnForm(request.POST or None, others=page.others)
    if form.is_valid():
        to = form.cleaned_data["to"]
        actions.ask_for_a_turn(community=id, duty=page.carried.duty, to=to, by=viewer(request), now=now)
        messages.success(request, _("Asked. It leaves this list once they have done it."))
        return redirect("home:carrying", id)
    return render(request, "home/handover.html", {"page": page, "community": page.community, "form": form})
