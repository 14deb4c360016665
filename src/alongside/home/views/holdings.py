from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alongside.core.unchanged import public
from alongside.home import queries


@require_safe
@public
def holdings(request: HttpRequest) -> HttpResponse:
    days = settings.ALONGSIDE_BACKUP_DAYS
    return render(request, "home/holdings.html", {"parts": queries.holdings(), "days": days})
