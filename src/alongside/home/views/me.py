from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.core import clock
from alongside.home import actions, queries
from alongside.home.forms import BudgetForm
from alongside.notices import actions as notices
from alongside.people.queries import viewer


@login_required
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    return render(request, "home/everything.html", {"everything": queries.readable(person=viewer(request))})


@login_required
@require_safe
def everything_file(request: HttpRequest) -> HttpResponse:
    answer = JsonResponse(
        queries.everything(person=viewer(request)), json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    answer["Content-Disposition"] = 'attachment; filename="everything.json"'
    return answer


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reaching(request: HttpRequest) -> HttpResponse:
    """Who reached the viewer, for what and how often; a form says how often they may be reached."""
    now = clock.now()
    page = queries.reaching(viewer=viewer(request), now=now)
    form = BudgetForm(request.POST or None, budget=page.budget)
    if form.is_valid():
        notices.set_budget(by=viewer(request), now=now, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("home:reaching")
    return render(request, "home/reaching.html", {"page": page, "form": form})


@login_required
@reauthentication_required()  # type: ignore[untyped-decorator]  # allauth has no types
def leave(request: HttpRequest) -> HttpResponse:
    """Asks once more for a passphrase, a code or a passkey: whatever the account has.

    The last word is said in the language of the page that says it: the browser's, as nobody is signed in any more.
    """
    if request.method != "POST":
        return render(request, "home/leave.html")
    actions.erase(by=viewer(request), now=clock.now())
    logout(request)
    with override(get_language_from_request(request)):
        messages.success(request, _("Your account is deleted."))
    return redirect("home:front")
