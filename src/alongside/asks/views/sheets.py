"""From a spreadsheet to drafts: bring it, say which column is which, look at every line, take over."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.asks import actions, queries
from alongside.asks.forms import ColumnsForm, FileForm
from alongside.asks.views.methods import FORM
from alongside.core import clock
from alongside.people.queries import viewer
from alongside.ui.forms import refusals

LINES_ON_A_PAGE = 40


@require_http_methods(FORM)
@login_required
def sheet(request: HttpRequest, id: str) -> HttpResponse:
    community, _places = queries.places(viewer=viewer(request), id=id, now=clock.now())
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusals(form):
            brought = actions.bring_sheet(
                community=community, by=viewer(request), now=clock.now(), content=form.content()
            )
            return redirect("asks:columns", id, brought.pk)
    return render(request, "asks/sheet.html", {"form": form, "community": community})


@require_http_methods(FORM)
@login_required
def columns(request: HttpRequest, id: str, sheet: str) -> HttpResponse:
    found = queries.sheet(viewer=viewer(request), community_id=id, id=sheet, now=clock.now())
    form = ColumnsForm(
        request.POST or None,
        sheet=found,
        columns=queries.columns(sheet=found),
        has_endless=queries.has_endless(sheet=found),
    )
    if form.is_valid():
        with refusals(form):
            actions.map_columns(
                sheet=found,
                by=viewer(request),
                now=clock.now(),
                columns=form.columns(),
                day_first=form.is_day_first(),
                kind=form.cleaned_data["kind"],
                open_to=form.cleaned_data["open_to"],
                takes_endless=form.cleaned_data.get("takes_endless", False),
            )
            return redirect("asks:lines", id, sheet)
    return render(request, "asks/columns.html", {"form": form, "sheet": found, "community": found.community})


@require_safe
@login_required
def lines(request: HttpRequest, id: str, sheet: str) -> HttpResponse:
    now = clock.now()
    found = queries.sheet(viewer=viewer(request), community_id=id, id=sheet, now=now)
    preview = queries.preview(sheet=found, now=now)
    shown = Paginator(preview.ready, LINES_ON_A_PAGE).get_page(request.GET.get("page"))
    problems = Paginator(preview.problems, LINES_ON_A_PAGE).get_page(request.GET.get("problems"))
    context = {
        "preview": preview,
        "shown": shown,
        "shown_lines": queries.worded(sheet=found, lines=shown),
        "problems": problems,
        "problem_lines": queries.worded(sheet=found, lines=problems),
        "sheet": found,
        "community": found.community,
    }
    return render(request, "asks/lines.html", context)


@require_POST
@login_required
def taken_sheet(request: HttpRequest, id: str, sheet: str) -> HttpResponse:
    """With `all` every line that was understood is taken over, otherwise those that were ticked."""
    found = queries.sheet(viewer=viewer(request), community_id=id, id=sheet, now=clock.now())
    ticked = {int(one) for one in request.POST.getlist("line") if one.isdecimal() and len(one) < 9}
    numbers = None if "all" in request.POST else ticked
    count = actions.take_over(sheet=found, by=viewer(request), now=clock.now(), numbers=numbers)
    said = ngettext("%(count)s new draft.", "%(count)s new drafts.", count) % {"count": count}
    messages.success(request, said)
    return redirect("asks:drafts", id)


@require_POST
@login_required
def dropped_sheet(request: HttpRequest, id: str, sheet: str) -> HttpResponse:
    found = queries.sheet(viewer=viewer(request), community_id=id, id=sheet, now=clock.now())
    actions.drop_sheet(sheet=found, by=viewer(request), now=clock.now())
    return redirect("asks:sheet", id)
