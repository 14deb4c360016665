"""The page on which a steward writes down an ask while somebody is on the phone."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alongside.asks import actions, queries
from alongside.asks.forms.phoning import PhonedForm
from alongside.asks.views.methods import FORM
from alongside.core import clock
from alongside.people.queries import viewer
from alongside.ui.forms import refusals


@require_http_methods(FORM)
@login_required
def phoned(request: HttpRequest, id: str) -> HttpResponse:
    now = clock.now()
    community = queries.phoning(viewer=viewer(request), id=id, now=now)
    places = queries.usable_places(community=community)
    form = PhonedForm(request.POST or None, places=places, zone=community.zone, now=now)
    if form.is_valid():
        with refusals(form):
            language = get_language() or community.language
            made = actions.phone_in(
                community=community, by=viewer(request), now=now, language=language, **form.answers()
            )
            if made.published_at:
                messages.success(request, _("It is open now."))
            return redirect("asks:ask", made.pk)
    return render(request, "asks/phoned.html", {"form": form, "community": community})


@require_POST
@login_required
def behalf_end(request: HttpRequest, id: str) -> HttpResponse:
    now = clock.now()
    found = queries.steered_ask(viewer=viewer(request), id=id, now=now)
    actions.forget_behalf(ask=found, by=viewer(request), now=now)
    messages.success(request, _("Forgotten. The ask stays as it is."))
    return redirect("asks:ask", id)
