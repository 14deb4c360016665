"""The word of the people who asked: for one person, for a whole date, or by a one-time link."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alongside.asks.models import Shift
from alongside.commitments import actions, queries
from alongside.commitments.forms import VerdictForm
from alongside.commitments.models import Commitment
from alongside.core import clock
from alongside.people.queries import viewer
from alongside.ui.forms import refusals


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def verdict(request: HttpRequest, id: str) -> HttpResponse:
    judge, now, form = viewer(request), clock.now(), VerdictForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            judged = actions.judge(commitment=Commitment(pk=id), by=judge, now=now, **form.cleaned_data)
            messages.success(request, _("Thank you. It is written down."))
            return redirect("commitments:date", judged.shift_id)
    page = queries.judgeable(viewer=judge, id=id, now=now)
    return render(request, "commitments/verdict.html", {"page": page, "form": form})


@login_required
@require_POST
def date_verdict(request: HttpRequest, id: str) -> HttpResponse:
    judge, now, form = viewer(request), clock.now(), VerdictForm(request.POST)
    if form.is_valid():
        actions.judge_date(shift=Shift(pk=id), by=judge, now=now, **form.cleaned_data)
        messages.success(request, _("Thank you. It is written down for everybody of this date."))
        return redirect("commitments:date", id)
    page = queries.date(viewer=judge, id=id, now=now)
    return render(request, "commitments/date.html", {"page": page}, status=400)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, id: str) -> HttpResponse:
    now = clock.now()
    if request.method == "POST":
        actions.make_verdict_link(commitment=Commitment(pk=id), by=viewer(request), now=now)
        return redirect("commitments:link", id)
    page = queries.judgeable(viewer=viewer(request), id=id, now=now)
    return render(request, "commitments/link.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def said(request: HttpRequest, secret: str) -> HttpResponse:
    now = clock.now()
    page = queries.link_page(secret=secret, viewer=request.user, now=now)
    form = VerdictForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            actions.judge_by_link(secret=secret, by=page.viewer, now=now, **form.cleaned_data)
            messages.success(request, _("Your answer is in. Nobody is told who gave it."))
            return redirect("commitments:said", secret)
    return render(request, "commitments/said.html", {"page": page, "form": form})
