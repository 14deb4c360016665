from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from alongside.commitments import actions, queries
from alongside.commitments.forms import MessageForm
from alongside.core import clock
from alongside.people.queries import viewer
from alongside.ui.forms import refusals


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def conversation(request: HttpRequest, id: str) -> HttpResponse:
    """The messages between an ally and the stewards about one commitment."""
    now = clock.now()
    page = queries.conversation(viewer=viewer(request), id=id, now=now)
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            actions.write(
                commitment=page.seen.commitment, text=form.cleaned_data["text"], by=viewer(request), now=now
            )
            return redirect("commitments:conversation", id)
    return render(request, "commitments/conversation.html", {"page": page, "form": form})
