"""A person's own pages about which groups may help them back into their account."""

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.communities import actions, queries
from alongside.communities.forms import KeyholderForm
from alongside.core import clock
from alongside.people.queries import viewer
from alongside.ui.forms import refusals


@require_safe
@login_required
def keyholders(request: HttpRequest) -> HttpResponse:
    shown = {"groups": queries.keyholders(viewer=viewer(request), now=clock.now())}
    return render(request, "communities/keyholders.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]  # allauth has no types
def keyholder(request: HttpRequest, id: str) -> HttpResponse:
    """Asks once more who is there: whoever only holds the phone must not name a group of their own."""
    now = clock.now()
    page = queries.keyholder_page(viewer=viewer(request), id=id, now=now)
    ends = page.keyholder is not None and page.keyholder.ends_second_step
    form = KeyholderForm(request.POST or None, initial={"second_step": "ends" if ends else "stays"})
    if form.is_valid():
        with refusals(form):
            ends = form.cleaned_data["second_step"] == "ends"
            actions.name_keyholder(
                community=page.community, by=viewer(request), ends_second_step=ends, now=now
            )
            return redirect("communities:keyholders")
    shown = {"form": form, "page": page, "days": settings.ALONGSIDE_RETURN_DAYS}
    return render(request, "communities/keyholder.html", shown)


@require_POST
@login_required
def keyholder_end(request: HttpRequest, id: str) -> HttpResponse:
    actions.end_keyholder(community=id, by=viewer(request), now=clock.now())
    return redirect("communities:keyholders")
