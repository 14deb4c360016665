"""How others come to vouch for a new group: a link for established groups, a page for operators."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.communities import actions, queries
from alongside.communities.forms import VoucherForm
from alongside.communities.models import Community
from alongside.communities.views.links import show_once, whole_address
from alongside.core import clock
from alongside.people.queries import viewer
from alongside.ui.forms import refusals

PAGE = ["GET", "HEAD", "POST"]


@require_http_methods(PAGE)
@login_required
def vouches(request: HttpRequest, id: str) -> HttpResponse:
    now = clock.now()
    page = queries.vouches(viewer=viewer(request), id=id, now=now)
    if request.method == "POST":
        secret = actions.make_vouch_link(community=page.community, by=viewer(request), now=now)
        return show_once(request, "communities:vouch_made", id, secret, now)
    return render(request, "communities/vouches.html", {"page": page, "community": page.community})


@require_safe
@login_required
def vouch_made(request: HttpRequest, id: str) -> HttpResponse:
    sealed = request.GET.get("link", "")
    community, secret = queries.made_link(viewer=viewer(request), id=id, sealed=sealed, now=clock.now())
    address = whole_address("communities:vouch", secret)
    return render(request, "communities/vouch_made.html", {"community": community, "address": address})


@require_http_methods(PAGE)
@login_required
def vouch(request: HttpRequest, secret: str) -> HttpResponse:
    now = clock.now()
    page = queries.vouch_page(viewer=viewer(request), secret=secret, now=now)
    form = VoucherForm(request.POST or None, choices=page.choices)
    if form.is_valid():
        with refusals(form):
            voucher = get_object_or_404(Community, pk=form.cleaned_data["voucher"])
            actions.vouch(secret=secret, voucher=voucher, by=viewer(request), now=now)
            messages.success(request, gettext("Thank you. Your word counts."))
            return redirect("communities:community", voucher.pk)
    return render(request, "communities/vouch.html", {"page": page, "form": form})


@require_safe
@login_required
def vouching(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    page = queries.waiting(viewer=viewer(request), now=now)
    return render(request, "communities/vouching.html", {"page": page, "now": now})


@require_POST
@login_required
def operator_vouch(request: HttpRequest, id: str) -> HttpResponse:
    now = clock.now()
    community = queries.waiting_community(viewer=viewer(request), id=id, now=now)
    actions.vouch_as_operator(community=community, by=viewer(request), now=now)
    return redirect("communities:vouching")


@require_POST
@login_required
def vouch_end(request: HttpRequest, id: str) -> HttpResponse:
    now = clock.now()
    given = queries.given_vouch(viewer=viewer(request), id=id, now=now)
    actions.take_back_vouch(vouch=given, by=viewer(request), now=now)
    messages.success(request, gettext("Your word is taken back."))
    if given.voucher_id is None:
        return redirect("communities:vouching")
    return redirect("communities:vouches", given.voucher_id)
