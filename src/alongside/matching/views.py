from dataclasses import replace

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alongside.asks import queries as asks
from alongside.core import clock
from alongside.matching import queries
from alongside.matching.forms import FitsForm
from alongside.people.queries import reader

ON_A_PAGE = 20


@require_safe
def fits(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    viewer = reader(request)
    form = FitsForm(request.GET)
    filters = form.filters()
    page = queries.fits(viewer=viewer, filters=filters, within_km=form.within_km(), now=now)
    shown = Paginator(page.suggestions, ON_A_PAGE).get_page(request.GET.get("page"))
    seen = asks.seen_all(asks=[one.ask for one in shown], viewer=viewer, now=now)
    suggestions = [replace(one, seen=its) for one, its in zip(shown, seen, strict=True)]
    context = {
        "page": page,
        "shown": shown,
        "suggestions": suggestions,
        "form": form,
        "robots": "noindex" if viewer else "index",
    }
    return render(request, "matching/fits.html", context)
