from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.core.clock import now
from alongside.core.once import repeatable
from alongside.notices import actions, queries
from alongside.notices.forms import AnswerForm, MuteForm, SeenForm
from alongside.people.queries import viewer
from alongside.ui.forms import refusals


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    """What somebody was told; POST marks as read what the page had shown.

    What has no page any more is read when its words are shown, so it is marked behind the page that shows them.
    """
    if request.method != "POST":
        at = now()
        found = queries.notices_page(viewer=viewer(request), number=request.GET.get("page", "1"), now=at)
        shown = render(request, "notices/notices.html", {"found": found})
        if found.read_here:
            actions.see_words(by=viewer(request), notices=found.read_here, now=at)
        return shown
    form = SeenForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    actions.see(by=viewer(request), until=form.cleaned_data["until"], now=now())
    return redirect("notices:notices")


@login_required
@require_POST
def mail(request: HttpRequest) -> HttpResponse:
    """Turns mail off, or on again."""
    if request.POST.get("wanted") == "yes":
        actions.resubscribe(by=viewer(request), now=now())
        messages.success(request, _("Mail is on again."))
    else:
        actions.unsubscribe(person=viewer(request), now=now())
        messages.success(request, _("Mail is off."))
    return redirect("notices:notices")


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The link in a mail about somebody's words. Opening it uses nothing up: previews open links too."""
    at = now()
    page = queries.answer_page(token=token, now=at)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals(form):
            actions.answer(token=token, text=form.cleaned_data["text"], now=at)
            messages.success(request, _("Your answer was sent."))
            return redirect("notices:answer", token)
    return render(request, "notices/answer.html", {"form": form, "is_over": page.is_over})


@csrf_exempt
@repeatable
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """The link in a mail. Mail programs post to it by themselves (RFC 8058), without a cookie or a redirect."""
    person = queries.person_of_token(token)
    if request.method == "POST":
        actions.unsubscribe(person=person, now=now())
    return render(request, "notices/unsubscribe.html", {"is_done": request.method == "POST"})


@require_safe
@login_required
def mutes(request: HttpRequest) -> HttpResponse:
    return render(request, "notices/mutes.html", {"mutes": queries.mutes(person=viewer(request))})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mute(request: HttpRequest, id: str) -> HttpResponse:
    """The same page for every id, whether it belongs to somebody or not; it names nobody."""
    return hear_less(request, f"person:{id}")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mute_group(request: HttpRequest, id: str) -> HttpResponse:
    return hear_less(request, f"community:{id}")


def hear_less(request: HttpRequest, of: str) -> HttpResponse:
    by = viewer(request)
    typed = request.POST if request.method == "POST" else None
    form = MuteForm(typed, initial={"note": queries.muted_note(person=by, of=of)})
    if form.is_valid():
        with refusals(form):
            actions.mute(by=by, of=of, note=form.cleaned_data["note"], now=now())
            messages.success(request, _("You hear less now."))
            return redirect("notices:mutes")
    return render(request, "notices/mute.html", {"form": form, "is_group": of.startswith("community:")})


@require_POST
@login_required
def unmute(request: HttpRequest, mute: str) -> HttpResponse:
    actions.unmute(by=viewer(request), mute=mute, now=now())
    messages.success(request, _("You hear of it again."))
    return redirect("notices:mutes")
