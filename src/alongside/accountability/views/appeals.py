"""The page of an appeal: for the person who is kept out, and for whoever answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from alongside.accountability import actions, queries
from alongside.accountability.forms import AppealAnswerForm, AppealForm
from alongside.core import clock
from alongside.people.queries import viewer


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def appeal(request: HttpRequest, id: str) -> HttpResponse:
    by, now = viewer(request), clock.now()
    page = queries.appeal_page(viewer=by, id=id, now=now)
    form = (AppealForm if page.is_mine else AppealAnswerForm)(
        request.POST if request.method == "POST" else None
    )
    if form.is_valid():
        found, words, language = page.restriction, form.cleaned_data["words"], get_language() or by.language
        if page.is_mine:
            actions.appeal(restriction=found, by=by, words=words, language=language, now=now)
        else:
            is_lifted = form.cleaned_data["answer"] == "lifted"
            actions.answer_appeal(
                restriction=found, by=by, is_lifted=is_lifted, words=words, language=language, now=now
            )
        messages.success(request, gettext("Sent."))
        return redirect("accountability:appeal", id)
    context = {"page": page, "restriction": page.restriction, "form": form}
    return render(request, "accountability/appeal.html", context)
