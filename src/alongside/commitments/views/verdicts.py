"""The word of the people who asked: for one person, for a whole date, or by a one-time link."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alongside.commitments import actions, queries
from alongside.commitments.forms import VerdictForm
from alongside.core import clock
from alongside.people.queries import viewer
from alongside.ui.forms import refusals


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def verdict(request: HttpRequest, id: str) -> HttpResponse:
    now = clock.now()
    page = queries.judgeable(viewer=viewer(request), id=id, now=now)
    form = VerdictForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            actions.judge(commitment=page.commitment, by=viewer(request), now=now, **form.cleaned_data)
            messages.success(request, _("Thank you. It is written down."))
            return redirect("commitments:date", page.commitment.shift_id)
    return render(request, "commitments/verdict.html", {"page": page, "form": form})


@login_required
@require_POST
def date_verdict(request: HttpRequest, id: str) -> HttpResponse:
    now = clock.now()
    page = queries.date(viewer=viewer(request), id=id, now=now)
    form = VerdictForm(request.POST)
    if form.is_valid():
        actions.judge_date(shift=page.shift, by=viewer(request), now=now, **form.cleaned_data)
        messages.success(request, _("Thank you. It is written down for everybody of this date."))
        return redirect("commitments:date", id)
    return render(request, "commitments/date.html", {"page": page}, status=400)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, id: str) -> HttpResponse:
    now = clock.now()
    page = queries.judgeable(viewer=viewer(request), id=id, now=now)
    if request.method == "POST":
        actions.make_verdict_link(commitment=page.commitment, by=viewer(request), now=now)
        return redirect("commitments:link", id)
    return render(request, "commitments/link.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def said(request: HttpRequest, secret: str) -> HttpResponse:
    now = clock.now()
    page = queries.link_page(secret=secret, viewer=request.user, now=now)
    form = VerdictForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            actions.judge_by_link(secret=secret, by=page.viewer, now=now, **form.cleaned_data)
            return redirect("commitments:said", secret)
    return render(request, "commitments/said.html", {"page": page, "form": form})
