from allauth.account.decorators import reauthentication_required
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from alongside.core import clock
from alongside.home import actions, queries
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
@reauthentication_required()  # type: ignore[untyped-decorator]  # allauth has no types
def leave(request: HttpRequest) -> HttpResponse:
    """Asks once more for a passphrase, a code or a passkey: whatever the account has."""
    if request.method != "POST":
        return render(request, "home/leave.html")
    actions.erase(by=viewer(request), now=clock.now())
    logout(request)
    return redirect("home:front")
