"""The pages on which an ask is said in other languages."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.asks import actions, queries
from alongside.asks.forms import NewWordingForm, WordingForm, words_of
from alongside.asks.views.methods import FORM
from alongside.core import clock
from alongside.people.queries import viewer
from alongside.ui.forms import refusals


@require_safe
@login_required
def wordings(request: HttpRequest, id: str) -> HttpResponse:
    found = queries.editable(viewer=viewer(request), id=id, now=clock.now())
    return render(request, "asks/wordings.html", {"ask": found})


@require_http_methods(FORM)
@login_required
def new_wording(request: HttpRequest, id: str) -> HttpResponse:
    now = clock.now()
    found = queries.editable(viewer=viewer(request), id=id, now=now)
    form = NewWordingForm(request.POST or None, ask=found)
    if form.is_valid():
        with refusals(form):
            actions.reword(ask=found, by=viewer(request), now=now, **form.cleaned_data)
            messages.success(request, _("The ask is in one more language now."))
            return redirect("asks:wordings", id)
    return render(request, "asks/new_wording.html", {"form": form, "ask": found})


@require_http_methods(FORM)
@login_required
def wording(request: HttpRequest, id: str, wording: str) -> HttpResponse:
    now = clock.now()
    found = queries.wording(viewer=viewer(request), ask_id=id, id=wording, now=now)
    form = WordingForm(request.POST or None, initial=words_of(found))
    if form.is_valid():
        with refusals(form):
            words = form.cleaned_data
            actions.reword(ask=found.ask, by=viewer(request), now=now, language=found.language, **words)
            messages.success(request, _("The words are saved."))
            return redirect("asks:wordings", id)
    return render(request, "asks/wording.html", {"form": form, "ask": found.ask, "wording": found})


@require_POST
@login_required
def removed_wording(request: HttpRequest, id: str, wording: str) -> HttpResponse:
    now = clock.now()
    found = queries.wording(viewer=viewer(request), ask_id=id, id=wording, now=now)
    actions.remove_wording(wording=found, by=viewer(request), now=now)
    messages.success(request, _("This language is gone."))
    return redirect("asks:wordings", id)
