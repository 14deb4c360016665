"""A group leaves with everything that is its own. For whoever does not run it, this page does not exist."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from alongside.communities.queries import stewarded_community
from alongside.core import clock
from alongside.core.once import repeatable
from alongside.home import actions
from alongside.people.queries import viewer


@repeatable
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def export(request: HttpRequest, id: str) -> HttpResponse:
    """Says first what leaves, and who hears of it. A file that did not arrive is asked for again."""
    now = clock.now()
    if request.method == "POST":
        whole = actions.export(community=id, by=viewer(request), now=now)
        told = {"Content-Disposition": 'attachment; filename="group.zip"'}
        return HttpResponse(whole, content_type="application/zip", headers=told)
    community = stewarded_community(viewer=viewer(request), id=id, now=now)
    return render(request, "home/export.html", {"community": community})
