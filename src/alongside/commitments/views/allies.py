"""What an ally does: offer, keep, release, say it is done, or take an offer back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.commitments import actions, queries
from alongside.commitments.forms import OfferForm
from alongside.commitments.models import Commitment
from alongside.core import clock
from alongside.people.queries import viewer
from alongside.ui.forms import refusals


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, ask_id: str) -> HttpResponse:
    ally, now = viewer(request), clock.now()
    form = OfferForm(request.POST or None, ask_id=ask_id, initial={"shift": request.GET.get("date")})
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            made = actions.offer(**form.cleaned_data, language=ally.language, by=ally, now=now)
            messages.success(request, _("Thank you. The group has your offer."))
            return redirect("commitments:commitment", made.pk)
    page = queries.offerable(viewer=ally, ask_id=ask_id, now=now)
    form.show(shifts=page.shifts, needs=page.needs)
    return render(request, "commitments/offer.html", {"page": page, "form": form})


@login_required
@require_http_methods(["GET", "HEAD"])
def commitment(request: HttpRequest, id: str) -> HttpResponse:
    page = queries.commitment(viewer=viewer(request), id=id, now=clock.now())
    return render(request, "commitments/commitment.html", {"page": page})


@login_required
@require_POST
def keep(request: HttpRequest, id: str) -> HttpResponse:
    actions.keep(commitment=Commitment(pk=id), by=viewer(request), now=clock.now())
    messages.success(request, _("Good. The group knows that you come."))
    return redirect("commitments:commitment", id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def release(request: HttpRequest, id: str) -> HttpResponse:
    now = clock.now()
    if request.method != "POST":
        page = queries.own_commitment(viewer=viewer(request), id=id, now=now)
        return render(request, "commitments/release.html", {"page": page})
    actions.release(commitment=Commitment(pk=id), by=viewer(request), now=now)
    messages.success(request, _("Released. The place is open again for somebody else."))
    return redirect("commitments:commitment", id)


@login_required
@require_safe
def leaving(request: HttpRequest, id: str) -> HttpResponse:
    """Read before somebody leaves a group: what then goes back, and what stays."""
    page = queries.leaving(viewer=viewer(request), id=id, now=clock.now())
    return render(request, "commitments/leaving.html", {"page": page})


@login_required
@require_POST
def done(request: HttpRequest, id: str) -> HttpResponse:
    is_small = actions.claim_done(commitment=Commitment(pk=id), by=viewer(request), now=clock.now())
    if is_small:
        return redirect("matching:next", id)
    messages.success(request, _("Noted. Now the people who asked say whether it helped."))
    return redirect("commitments:commitment", id)


@login_required
@require_POST
def withdrawal(request: HttpRequest, id: str) -> HttpResponse:
    actions.withdraw(commitment=Commitment(pk=id), by=viewer(request), now=clock.now())
    messages.success(request, _("Your offer is taken back. That is fine."))
    return redirect("home:desk")


@login_required
@require_http_methods(["GET", "HEAD"])
def series(request: HttpRequest, id: str) -> HttpResponse:
    page = queries.series(viewer=viewer(request), id=id, now=clock.now())
    return render(request, "commitments/series.html", {"page": page})
