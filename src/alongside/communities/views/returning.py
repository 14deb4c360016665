"""The pages of a return: for the stewards who help, for its owner, and for whoever holds the code."""

from urllib.parse import urlencode

from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.communities import actions, queries, rules
from alongside.communities.forms import ComingBackForm
from alongside.core import clock, fresh, once
from alongside.notices import queries as notices
from alongside.people.models import Person
from alongside.people.queries import reader, viewer
from alongside.ui.forms import Form, refusals

PAGE = ["GET", "HEAD", "POST"]


def too_many(request: HttpRequest, action: str, user: Person | None = None) -> HttpResponse | None:
    """An answer for whoever tries too often. It is counted in memory, as all tries at ways in are."""
    slowed: HttpResponse | None = ratelimit.consume_or_429(request, action=action, user=user)
    return slowed


@require_safe
@login_required
def returns(request: HttpRequest, id: str) -> HttpResponse:
    page = queries.returns(viewer=viewer(request), id=id, now=clock.now())
    return render(request, "communities/returns.html", {"page": page, "community": page.community})


@require_http_methods(PAGE)
@login_required
def return_of(request: HttpRequest, id: str, person: str) -> HttpResponse:
    """What a steward must know before they begin. It does not show whether it will be of use."""
    now = clock.now()
    page = queries.returnable(viewer=viewer(request), id=id, person=person, now=now)
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if slowed := too_many(request, "return_start", user=viewer(request)):
            return slowed
        with refusals(form):
            actions.start_return(community=page.community, person=person, by=viewer(request), now=now)
            return redirect("communities:returns", id)
    shown = {"form": form, "page": page, "community": page.community, "days": settings.ALONGSIDE_RETURN_DAYS}
    return render(request, "communities/return_of.html", shown)


@require_POST
@login_required
def return_confirmed(request: HttpRequest, id: str, one: str) -> HttpResponse:
    now = clock.now()
    found = queries.return_at(viewer=viewer(request), id=id, one=one, now=now)
    actions.confirm_return(one=found, by=viewer(request), now=now)
    return redirect("communities:returns", id)


@require_POST
@login_required
def return_end(request: HttpRequest, id: str, one: str) -> HttpResponse:
    now = clock.now()
    found = queries.return_at(viewer=viewer(request), id=id, one=one, now=now)
    actions.end_return(one=found, by=viewer(request), now=now)
    return redirect("communities:returns", id)


@require_http_methods(PAGE)
@login_required
def return_code(request: HttpRequest, id: str, one: str) -> HttpResponse:
    """POST makes a code; the page that follows shows it, to its maker only."""
    now = clock.now()
    if request.method == "POST":
        found = queries.return_at(viewer=viewer(request), id=id, one=one, now=now)
        made = actions.make_return_code(one=found, by=viewer(request), now=now)
        sealed = fresh.wrapped(made, maker=viewer(request).pk, now=now)
        return HttpResponseRedirect(f"{request.path}?{urlencode({'code': sealed})}")
    sealed = request.GET.get("code", "")
    found, code = queries.made_code(viewer=viewer(request), id=id, one=one, sealed=sealed, now=now)
    shown = {
        "code": rules.shown_code(code),
        "community": found.community,
        "person": found.person,
        "until": now + rules.CODE_LASTS,
        "address": settings.ALONGSIDE_ORIGIN + reverse("communities:coming_back"),
    }
    return render(request, "communities/return_code.html", shown)


@require_http_methods(PAGE)
def refusal(request: HttpRequest, id: str) -> HttpResponse:
    """For its owner, and for whoever opens the link in the owner's mail. Opening changes nothing."""
    now, is_from_mail = clock.now(), notices.is_from_mail(path=request.path, key=request.GET.get("key", ""))
    page = queries.refusal_page(viewer=reader(request), id=id, is_from_mail=is_from_mail, now=now)
    if request.method == "POST":
        actions.refuse_return(
            one=page.one, by=page.one.person, now=now, from_mail=reader(request) != page.one.person
        )
        return HttpResponseRedirect(request.get_full_path())
    return render(request, "communities/refusal.html", {"page": page})


@require_http_methods(PAGE)
def coming_back(request: HttpRequest) -> HttpResponse:
    """Code and passphrase go in together, so that a wrong passphrase does not use the code up."""
    now, form = clock.now(), ComingBackForm(request.POST or None)
    if request.method == "POST" and (slowed := too_many(request, "return_code")):
        return slowed
    if form.is_valid():
        with refusals(form):
            owner = actions.come_back(by=reader(request), now=now, **form.cleaned_data)
            sealed = fresh.wrapped(owner.pk, maker=once.sender(request), now=now)
            return HttpResponseRedirect(f"{reverse('communities:returned')}?{urlencode({'of': sealed})}")
    return render(request, "communities/coming_back.html", {"form": form})


@require_safe
def returned(request: HttpRequest) -> HttpResponse:
    """Says the sign-in name to the browser in which the code was typed, for ten minutes, and to nobody else."""
    page = queries.returned(sealed=request.GET.get("of", ""), maker=once.sender(request), now=clock.now())
    return render(request, "communities/returned.html", {"page": page})
