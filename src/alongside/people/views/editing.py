"""What all small pages do: show a form, call one action, say that it is kept, and go on."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from alongside.core import clock
from alongside.people import queries
from alongside.ui.forms import Form, refusals

Shown = dict[str, Any]


def edit(
    request: HttpRequest,
    noun: str,
    form_class: type[Form],
    initial: Shown,
    action: Callable[..., None],
    *,
    then: str = "people:me",
    shown: Shown | None = None,
) -> HttpResponse:
    """The page `noun`: its form starts with `initial`, and what was typed well is given to `action`."""
    form = form_class(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        with refusals(form):
            action(by=queries.viewer(request), now=clock.now(), **form.cleaned_data)
            return kept(request, then)
    return render(request, f"people/{noun}.html", {"form": form, **(shown or {})})


def kept(request: HttpRequest, then: str) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect(then)
