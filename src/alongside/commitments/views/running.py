"""The pages of somebody who runs one ask for its stewards, and what an ally writes to them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.asks import actions as asks
from alongside.asks import queries as asks_queries
from alongside.asks.models import Runner
from alongside.commitments import actions, queries
from alongside.commitments.forms import CameForm, MessageForm
from alongside.commitments.models import Commitment
from alongside.core import clock
from alongside.people.queries import viewer
from alongside.ui.forms import Form, refusals


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def running(request: HttpRequest, secret: str) -> HttpResponse:
    """Opening a link uses nothing up, because mail programs and previews open links too."""
    by, now = viewer(request), clock.now()
    page = asks_queries.run_link_page(viewer=by, secret=secret, now=now)
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals(form):
            begun = actions.begin_run(secret=secret, by=by, now=now)
            return redirect("commitments:run", begun.pk)
    return render(request, "commitments/running.html", {"page": page, "form": form})


@login_required
@require_safe
def runs(request: HttpRequest) -> HttpResponse:
    found = queries.runs(viewer=viewer(request), now=clock.now())
    return render(request, "commitments/runs.html", {"runs": found})


@login_required
@require_safe
def run(request: HttpRequest, id: str) -> HttpResponse:
    by, now = viewer(request), clock.now()
    page = queries.run(viewer=by, id=id, now=now)
    if not page.is_read_today:
        asks.note_reading_of_run(runner=page.runner, by=by, now=now)
    return render(request, "commitments/run.html", {"page": page, "runner": page.runner, "ask": page.ask})


@login_required
@require_safe
def run_date(request: HttpRequest, id: str, date: str) -> HttpResponse:
    page = queries.run_date(
        viewer=viewer(request), id=id, date=date, now=clock.now(), page=request.GET.get("page")
    )
    return render(request, "commitments/run_date.html", {"page": page, "runner": page.runner})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def run_person(request: HttpRequest, id: str, commitment: str) -> HttpResponse:
    by, now = viewer(request), clock.now()
    page = queries.run_person(viewer=by, id=id, commitment=commitment, now=now)
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            actions.write_in_run(
                runner=page.runner, commitment=page.person.commitment, by=by, now=now, **form.cleaned_data
            )
            return redirect("commitments:run_person", id, commitment)
    return render(request, "commitments/run_person.html", {"page": page, "form": form})


@login_required
@require_POST
def run_yes(request: HttpRequest, id: str, commitment: str) -> HttpResponse:
    made = actions.say_yes_in_run(
        runner=Runner(pk=id), commitment=Commitment(pk=commitment), by=viewer(request), now=clock.now()
    )
    messages.success(request, _("Accepted. They have been told."))
    return redirect("commitments:run_date", id, made.shift_id)


@login_required
@require_POST
def run_no(request: HttpRequest, id: str, commitment: str) -> HttpResponse:
    made = actions.say_no_in_run(
        runner=Runner(pk=id), commitment=Commitment(pk=commitment), by=viewer(request), now=clock.now()
    )
    messages.success(request, _("Declined, with a kind word."))
    return redirect("commitments:run_date", id, made.shift_id)


@login_required
@require_POST
def run_came(request: HttpRequest, id: str, commitment: str) -> HttpResponse:
    """Whether somebody came; anything else that is sent says nothing, and changes nothing."""
    by, now, form = viewer(request), clock.now(), CameForm(request.POST)
    page = queries.run_person(viewer=by, id=id, commitment=commitment, now=now)
    if form.is_valid():
        actions.mark_in_run(
            runner=page.runner, commitment=page.person.commitment, came=form.came(), by=by, now=now
        )
        messages.success(request, _("Marked. The stewards read it; the ally does not."))
    return redirect("commitments:run_date", id, page.person.commitment.shift_id)


@login_required
@require_POST
def run_end(request: HttpRequest, id: str) -> HttpResponse:
    by, now = viewer(request), clock.now()
    asks.end_run(runner=queries.running(viewer=by, id=id, now=now), by=by, now=now)
    messages.success(request, _("You gave it back. The stewards go on."))
    return redirect("commitments:runs")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def with_runner(request: HttpRequest, id: str, runner: str) -> HttpResponse:
    by, now = viewer(request), clock.now()
    page = queries.with_runner(viewer=by, id=id, runner=runner, now=now)
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            actions.answer_runner(
                runner=page.runner, commitment=page.commitment, by=by, now=now, **form.cleaned_data
            )
            return redirect("commitments:with_runner", id, runner)
    return render(request, "commitments/with_runner.html", {"page": page, "form": form})
