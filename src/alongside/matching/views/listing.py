import datetime as dt
from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from alongside.asks import queries as asks
from alongside.core import clock, reading
from alongside.core.unchanged import public
from alongside.core.written import for_a_minute
from alongside.matching import actions, queries
from alongside.matching.forms import FitsForm
from alongside.people import queries as people
from alongside.people.models import Person
from alongside.people.queries import reader
from alongside.ui.templatetags.ui import km

ON_A_PAGE = 20


@require_safe
@public
def fits(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    viewer = reader(request)
    form, is_kept = chosen(request, viewer, now)
    filters, within_km, number = form.filters(), form.within_km(), request.GET.get("page")

    def made() -> tuple[queries.Fits, Page[int], list[asks.Card]]:
        """The page without what it does not show, because it is kept."""
        page = queries.fits(
            viewer=viewer, filters=filters, within_km=within_km, now=now, is_by_date=form.is_by_date
        )
        shown = Paginator(range(len(page.suggestions)), ON_A_PAGE).get_page(number)
        cards = [card(page.suggestions[place], viewer, now) for place in shown]
        return replace(page, suggestions=[]), shown, cards

    asked = ("fits", viewer and viewer.pk, filters, within_km, form.is_by_date, number, reading.manner())
    page, shown, cards = for_a_minute(asked, made, now=now)
    context = {
        "page": page,
        "shown": shown,
        "cards": cards,
        "form": form,
        "query": "" if is_kept else form.kept,
        "robots": "noindex" if viewer else "index",
    }
    return render(request, "matching/fits.html", context)


def chosen(request: HttpRequest, viewer: Person | None, now: dt.datetime) -> tuple[FitsForm, bool]:
    """What the address says or, where it says nothing, what its reader keeps; and whether it is kept."""
    speaks = bool(request.GET.keys() & FitsForm.base_fields.keys())
    kept = "" if speaks or viewer is None else queries.choice(person=viewer, now=now)
    return FitsForm.of(QueryDict(kept) if kept else request.GET), bool(kept)


@require_POST
@login_required
def choice(request: HttpRequest) -> HttpResponse:
    """Keeps what the form says, in the other order where the button for it was used."""
    said = FitsForm(request.POST)
    turned = QueryDict(said.turned.removeprefix("?")) if "turn" in request.POST else request.POST
    kept = "" if "everything" in request.POST else FitsForm(turned).said
    actions.choose(by=people.viewer(request), said=kept, now=clock.now())
    return redirect("matching:fits")


@require_safe
@login_required
def next_(request: HttpRequest, id: str) -> HttpResponse:
    """After a small gesture: one ask that fits, and nothing else."""
    viewer, now = people.viewer(request), clock.now()
    page = queries.following(viewer=viewer, id=id, now=now)
    cards = [card(page.suggestion, viewer, now)] if page.suggestion else []
    return render(request, "matching/next.html", {"page": page, "cards": cards})


def card(one: queries.Suggestion, viewer: Person | None, now: dt.datetime) -> asks.Card:
    why = asks.Why(
        away="" if one.km is None else km(one.km),
        reasons=tuple(str(reason) for reason in one.reasons),
        unknowns=one.unknowns,
    )
    return asks.card(ask=one.found.ask, relation=one.found.relation, viewer=viewer, now=now, why=why)
