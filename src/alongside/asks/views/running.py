"""The pages on which stewards let somebody run one ask, and take it back."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.asks import actions, queries
from alongside.asks.forms import RunnerForm
from alongside.asks.views.methods import FORM
from alongside.core import clock, fresh
from alongside.people.queries import viewer
from alongside.ui.forms import refusals


@require_http_methods(FORM)
@login_required
def runners(request: HttpRequest, id: str) -> HttpResponse:
    steward, now = viewer(request), clock.now()
    page = queries.runners(viewer=steward, id=id, now=now)
    form = RunnerForm(request.POST or None)
    if form.is_valid():
        with refusals(form):
            secret = actions.let_run(ask=page.ask, by=steward, now=now, **form.cleaned_data)
            sealed = fresh.wrapped(secret, maker=steward.pk, now=now)
            return redirect(f"{reverse('asks:runner_made', args=[id])}?{urlencode({'link': sealed})}")
    return render(request, "asks/runners.html", {"form": form, "page": page, "ask": page.ask})


@require_safe
@login_required
def runner_made(request: HttpRequest, id: str) -> HttpResponse:
    sealed = request.GET.get("link", "")
    ask, secret = queries.made_run_link(viewer=viewer(request), id=id, sealed=sealed, now=clock.now())
    address = settings.ALONGSIDE_ORIGIN + reverse("commitments:running", args=[secret])
    return render(request, "asks/runner_made.html", {"ask": ask, "address": address})


@require_POST
@login_required
def runner_end(request: HttpRequest, id: str, runner: str) -> HttpResponse:
    page = queries.runners(viewer=viewer(request), id=id, now=clock.now())
    for one in page.standing:
        if one.pk == runner:
            actions.end_run(runner=one, by=viewer(request), now=clock.now())
            messages.success(request, _("Taken back. From now on it opens nothing."))
    return redirect("asks:runners", id)
