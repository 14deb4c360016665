"""Saying that something is wrong, and looking at what others said."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from alongside.accountability import actions, queries
from alongside.accountability.forms import ClosingForm, ReportForm
from alongside.core import clock
from alongside.people.queries import viewer
from alongside.ui.forms import refusals

PAGE = ["GET", "HEAD", "POST"]


@require_http_methods(PAGE)
@login_required
def report(request: HttpRequest) -> HttpResponse:
    by, now = viewer(request), clock.now()
    about, within = request.GET.get("about", ""), request.GET.get("in", "")
    found = queries.reportable(viewer=by, about=about, within=within, now=now)
    form = ReportForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals(form):
            words, language = form.cleaned_data["words"], get_language() or by.language
            actions.report(by=by, about=about, within=within, words=words, language=language, now=now)
            return redirect("accountability:received")
    return render(request, "accountability/report.html", {"form": form, "found": found})


@require_safe
@login_required
def received(request: HttpRequest) -> HttpResponse:
    return render(request, "accountability/received.html")


@require_safe
@login_required
def matters(request: HttpRequest) -> HttpResponse:
    page = queries.matters(viewer=viewer(request), now=clock.now())
    return render(request, "accountability/matters.html", {"page": page})


@require_http_methods(PAGE)
@login_required
def matter(request: HttpRequest, id: str) -> HttpResponse:
    by, now = viewer(request), clock.now()
    page = queries.matter_page(viewer=by, id=id, now=now, page=request.GET.get("page", "1"))
    form = ClosingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals(form):
            actions.close(matter=page.matter, by=by, note=form.cleaned_data["note"], now=now)
            messages.success(request, gettext("Closed. Thank you for looking at it."))
            return redirect("accountability:matters")
    return render(request, "accountability/matter.html", {"page": page, "matter": page.matter, "form": form})
