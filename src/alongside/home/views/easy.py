"""The key pages once more, in easy words. The same for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alongside.core.unchanged import public
from alongside.home import queries


@require_safe
@public
def easy(request: HttpRequest) -> HttpResponse:
    return render(request, "home/easy.html", {"texts": queries.easy_texts(), "robots": "index"})


@require_safe
@public
def easy_text(request: HttpRequest, slug: str) -> HttpResponse:
    text, following = queries.easy_text(slug=slug)
    return render(request, "home/easy_text.html", {"text": text, "following": following, "robots": "index"})
