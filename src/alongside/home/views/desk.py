from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from alongside.core import clock
from alongside.home import queries
from alongside.people.queries import viewer


@login_required
@require_http_methods(["GET", "HEAD"])
def desk(request: HttpRequest) -> HttpResponse:
    """What waits, what is next, and what came of it; for stewards and allies in one place."""
    return render(request, "home/desk.html", {"desk": queries.desk(viewer=viewer(request), now=clock.now())})
