"""Keep or release: one page for its ally, and for whoever opens the link in their mail. Opening changes nothing."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from alongside.commitments import actions, queries
from alongside.core import clock
from alongside.notices import queries as notices
from alongside.people.queries import reader


@require_http_methods(["GET", "HEAD", "POST"])
def near(request: HttpRequest, id: str) -> HttpResponse:
    now = clock.now()
    is_from_mail = notices.is_from_mail(path=request.path, key=request.GET.get("key", ""))
    page = queries.near(viewer=reader(request), id=id, is_from_mail=is_from_mail, now=now)
    verb = {"keep": actions.keep, "release": actions.release}.get(request.POST.get("do", ""))
    if verb is not None:
        verb(commitment=page.commitment, by=page.ally, now=now, from_mail=not page.is_mine)
        return HttpResponseRedirect(request.get_full_path())
    return render(request, "commitments/near.html", {"page": page})
