"""The pages on which an ask is written, read and steered."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.asks import actions, queries
from alongside.asks.forms import AskForm, DelegateForm, MoreForm, NewAskForm
from alongside.asks.models import Delegate
from alongside.asks.views.methods import FORM
from alongside.communities.models import Community
from alongside.core import clock, reading
from alongside.core.unchanged import public
from alongside.core.written import for_a_minute
from alongside.people.queries import reader, viewer
from alongside.ui.forms import refusals


@require_safe
@public
def ask(request: HttpRequest, id: str) -> HttpResponse:
    who, now, language = reader(request), clock.now(), request.GET.get("in", "")
    page = for_a_minute(
        ("ask", who and who.pk, id, language, reading.manner()),
        lambda: queries.ask_page(viewer=who, id=id, now=now, language=language),
        now=now,
    )
    robots = "noindex" if request.user.is_authenticated else "index"
    context = {"page": page, "seen": page.seen, "ask": page.seen.ask, "robots": robots}
    return render(request, "asks/ask.html", context)


@require_http_methods(FORM)
@login_required
def new(request: HttpRequest, id: str) -> HttpResponse:
    now = clock.now()
    community = queries.posting(viewer=viewer(request), id=id, now=now)
    form = new_form(request, community, now)
    if form.is_bound and form.is_valid():
        with refusals(form):
            language = get_language() or community.language
            made = actions.draft(
                community=community, by=viewer(request), now=now, language=language, **form.answers()
            )
            return redirect("asks:ask", made.pk)
    return render(request, "asks/new.html", {"form": form, "community": community})


def new_form(request: HttpRequest, community: Community, now: Any) -> NewAskForm:
    """With "add another date" it comes back with one more row, everything typed kept, and nothing judged yet."""
    more_rows = "add_date" in request.POST
    rows = request.POST.get("rows", "1")
    count = (int(rows) if rows.isdecimal() and len(rows) < 4 else 1) + more_rows
    typed: dict[str, Any] = {"initial": request.POST.dict()} if more_rows else {"data": request.POST or None}
    places = queries.usable_places(community=community)
    return NewAskForm(**typed, places=places, rows=count, zone=community.zone, now=now)


@require_http_methods(FORM)
@login_required
def edit(request: HttpRequest, id: str) -> HttpResponse:
    found = queries.editable(viewer=viewer(request), id=id, now=clock.now())
    initial = {"what": found.what, "kind": found.kind, "place": found.place_id, "open_to": found.open_to}
    places = queries.usable_places(community=found.community, ask=found)
    form = AskForm(request.POST or None, places=places, initial=initial)
    if form.is_valid():
        with refusals(form):
            said = form.cleaned_data
            changes = {**said, "place": form.place_chosen()}
            actions.edit(ask=found, by=viewer(request), now=clock.now(), changes=changes)
            return redirect("asks:ask", id)
    return render(request, "asks/edit.html", {"form": form, "ask": found})


@require_http_methods(FORM)
@login_required
def more(request: HttpRequest, id: str) -> HttpResponse:
    found = queries.editable(viewer=viewer(request), id=id, now=clock.now())
    form = MoreForm(request.POST or None, ask=found)
    if form.is_valid():
        with refusals(form):
            actions.edit(
                ask=found,
                by=viewer(request),
                now=clock.now(),
                changes=form.changes(),
                languages=form.languages(),
                needed=form.cleaned_data["needed"],
                welcome=form.cleaned_data["welcome"],
            )
            return redirect("asks:ask", id)
    return render(request, "asks/more.html", {"form": form, "ask": found})


@require_POST
@login_required
def published(request: HttpRequest, id: str) -> HttpResponse:
    found = queries.editable(viewer=viewer(request), id=id, now=clock.now())
    actions.publish(ask=found, by=viewer(request), now=clock.now())
    messages.success(request, _("It is open now."))
    return redirect("asks:ask", id)


@require_POST
@login_required
def paused(request: HttpRequest, id: str) -> HttpResponse:
    found = queries.editable(viewer=viewer(request), id=id, now=clock.now())
    actions.pause(ask=found, by=viewer(request), now=clock.now())
    return redirect("asks:ask", id)


@require_POST
@login_required
def resumed(request: HttpRequest, id: str) -> HttpResponse:
    found = queries.editable(viewer=viewer(request), id=id, now=clock.now())
    actions.resume(ask=found, by=viewer(request), now=clock.now())
    return redirect("asks:ask", id)


@require_http_methods(FORM)
@login_required
def closed(request: HttpRequest, id: str) -> HttpResponse:
    found = queries.editable(viewer=viewer(request), id=id, now=clock.now())
    if request.method == "POST":
        actions.close(ask=found, by=viewer(request), now=clock.now())
        return redirect("asks:ask", id)
    return render(request, "asks/closed.html", {"ask": found})


@require_POST
@login_required
def discarded(request: HttpRequest, id: str) -> HttpResponse:
    found = queries.editable(viewer=viewer(request), id=id, now=clock.now())
    actions.discard(ask=found, by=viewer(request), now=clock.now())
    messages.success(request, _("The draft is gone."))
    return redirect("asks:drafts", found.community_id)


@require_http_methods(FORM)
@login_required
def delegates(request: HttpRequest, id: str) -> HttpResponse:
    page = queries.delegates(viewer=viewer(request), id=id, now=clock.now())
    members = page.members + [one.person for one in page.delegates if request.method == "POST"]
    form = DelegateForm(request.POST or None, members=members)
    if form.is_valid():
        with refusals(form):
            actions.delegate(ask=page.ask, person=form.chosen(), by=viewer(request), now=clock.now())
            return redirect("asks:delegates", id)
    return render(request, "asks/delegates.html", {"form": form, "page": page, "ask": page.ask})


@require_POST
@login_required
def undelegated(request: HttpRequest, id: str, delegate: str) -> HttpResponse:
    page = queries.delegates(viewer=viewer(request), id=id, now=clock.now())
    found = next((one for one in page.delegates if one.pk == delegate), None)
    if isinstance(found, Delegate):
        actions.undelegate(delegate=found, by=viewer(request), now=clock.now())
    return redirect("asks:delegates", id)
