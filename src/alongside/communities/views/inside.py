"""The pages on which stewards see the people of their group."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.communities import actions, queries
from alongside.communities.forms import AnswerForm, InvitationForm, StandingForm
from alongside.communities.models import Standing
from alongside.communities.views.links import show_once, whole_address
from alongside.core import clock
from alongside.people.queries import viewer
from alongside.ui.forms import refusals


@require_safe
@login_required
def members(request: HttpRequest, id: str) -> HttpResponse:
    page = queries.members(viewer=viewer(request), id=id, now=clock.now(), page=request.GET.get("page"))
    return render(request, "communities/members.html", {"page": page, "community": page.community})


@require_POST
@login_required
def member_vouch(request: HttpRequest, id: str, member: str) -> HttpResponse:
    now = clock.now()
    community = queries.stewarded_community(viewer=viewer(request), id=id, now=now)
    membership = get_object_or_404(community.memberships.select_related("person"), pk=member)
    actions.vouch_for_member(membership=membership, by=viewer(request), now=now)
    return redirect("communities:members", id)


@require_POST
@login_required
def request_answer(request: HttpRequest, id: str, request_id: str) -> HttpResponse:
    """Answering twice leads back to the list: the first answer stands."""
    community = queries.stewarded_community(viewer=viewer(request), id=id, now=clock.now())
    asked = get_object_or_404(community.requests.select_related("person"), pk=request_id)
    form = AnswerForm(request.POST)
    answer = form.cleaned_data["answer"] if form.is_valid() else ""
    if answer == "decline":
        actions.decline_request(request=asked, by=viewer(request), now=clock.now())
    elif answer:
        actions.accept_request(request=asked, by=viewer(request), now=clock.now(), vouches=answer == "vouch")
    return redirect("communities:members", id)


@require_safe
@login_required
def allies(request: HttpRequest, id: str) -> HttpResponse:
    page = queries.allies(viewer=viewer(request), id=id, now=clock.now(), page=request.GET.get("page"))
    context = {"page": page, "community": page.community, "levels": Standing.Level}
    return render(request, "communities/allies.html", context)


@require_POST
@login_required
def standing(request: HttpRequest, id: str, ally: str) -> HttpResponse:
    now = clock.now()
    community = queries.stewarded_community(viewer=viewer(request), id=id, now=now)
    given = get_object_or_404(community.standings.select_related("person"), pk=ally)
    form = StandingForm(request.POST)
    if form.is_valid():
        level = form.cleaned_data["level"]
        actions.give_standing(standing=given, level=level, by=viewer(request), now=now)
    return redirect("communities:allies", id)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def invitations(request: HttpRequest, id: str) -> HttpResponse:
    now = clock.now()
    community, unused = queries.invitations(viewer=viewer(request), id=id, now=now)
    form = InvitationForm(request.POST or None, initial={"role": request.GET.get("role", "member")})
    if form.is_valid():
        with refusals(form):
            role = form.cleaned_data["role"]
            secret = actions.invite(community=community, role=role, by=viewer(request), now=now)
            return show_once(request, "communities:invitation_made", id, secret, now)
    context = {"form": form, "community": community, "unused": unused}
    return render(request, "communities/invitations.html", context)


@require_safe
@login_required
def invitation_made(request: HttpRequest, id: str) -> HttpResponse:
    sealed = request.GET.get("link", "")
    community, secret = queries.made_link(viewer=viewer(request), id=id, sealed=sealed, now=clock.now())
    address = whole_address("communities:invitation", secret)
    return render(request, "communities/invitation_made.html", {"community": community, "address": address})


@require_POST
@login_required
def invitation_end(request: HttpRequest, id: str, invitation: str) -> HttpResponse:
    now = clock.now()
    community = queries.stewarded_community(viewer=viewer(request), id=id, now=now)
    unused = get_object_or_404(community.invitations, pk=invitation)
    actions.withdraw_invitation(invitation=unused, by=viewer(request), now=now)
    return redirect("communities:invitations", id)
