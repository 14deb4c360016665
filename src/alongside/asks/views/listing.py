"""Lists of one community's asks."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alongside.asks import queries
from alongside.asks.forms import FilterForm
from alongside.core import clock
from alongside.core.unchanged import public
from alongside.people.queries import reader, viewer

ON_A_PAGE = 20


@require_safe
@public
def community_asks(request: HttpRequest, id: str) -> HttpResponse:
    now, who = clock.now(), reader(request)
    form = FilterForm.of(request.GET)
    filters = form.filters()
    page = queries.community_asks(viewer=who, id=id, filters=filters, now=now)
    shown = Paginator(page.asks, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "shown": shown,
        "cards": queries.open_cards(asks=shown, viewer=who, now=now),
        "form": form,
        "community": page.community,
    }
    return render(request, "asks/community_asks.html", context)


@require_safe
@login_required
def drafts(request: HttpRequest, id: str) -> HttpResponse:
    now, who = clock.now(), viewer(request)
    community, found = queries.drafts(viewer=who, id=id, now=now)
    shown = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    resting = queries.resting_asks(viewer=who, community=community, now=now)[:ON_A_PAGE]
    context = {
        "community": community,
        "shown": shown,
        "drafts": queries.cards(asks=shown, viewer=who, now=now),
        "resting": queries.cards(asks=resting, viewer=who, now=now),
    }
    return render(request, "asks/drafts.html", context)
