"""What nobody in particular reads, and their browser has already, is not built again only to be found the same.

A page of somebody who is signed in is kept nowhere. A public page may be kept by the browser, which asks each time.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import set_response_etag
from django.utils.http import parse_etags

from alongside.core import clock
from alongside.core.ids import digest
from alongside.core.written import for_a_minute

ANYBODYS = {settings.LANGUAGE_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
"""Cookies that do not say who reads. Whoever brings any other is answered as if nothing were kept."""
GIVEN = ["HTTP_HOST", "QUERY_STRING", "HTTP_ACCEPT_LANGUAGE"]
SAID = ["ETag", "Cache-Control", "Content-Language", "Vary"]
Said = dict[str, str]


def public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Marks a view whose page is the same for all who are not signed in, but for their language."""
    view.is_public = True  # type: ignore[attr-defined]  # a mark on the view itself
    return view


class Unchanged:
    """Answers 304 while nobody has committed anything since the page was built, and within the same minute.

    Later it is built again. Its ETag is of what stands in it, and so may still say that it is the same.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "GET" or not request.COOKIES.keys() <= ANYBODYS:
            return self.get_response(request)
        built: list[HttpResponse] = []

        def build() -> Said:
            built.append(self.get_response(request))
            return said(request, built[0])

        known = for_a_minute(("said", asked(request)), build, now=clock.now())
        if not built and not has(request, known):
            known = build()
        return HttpResponseNotModified(headers=known) if has(request, known) else built[0]


def asked(request: HttpRequest) -> str:
    """Everything of a request of nobody's that its answer depends on. A digest: an address may be a secret."""
    given = [request.META.get(name) for name in GIVEN]
    return digest(repr((request.path, *given, request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME))))


def said(request: HttpRequest, response: HttpResponse) -> Said:
    """The headers with which a browser keeps an answer; none where it may not, or where one reader alone has it."""
    if response.status_code not in {200, 304} or response.cookies:
        return {}
    if getattr(request.resolver_match and request.resolver_match.func, "is_public", False):
        set_response_etag(response)
        response["Cache-Control"] = "private, no-cache"
    return {name: response[name] for name in SAID if name in response} if "ETag" in response else {}


def has(request: HttpRequest, known: Said) -> bool:
    """Whether the browser says that it has this very answer."""
    versions = parse_etags(request.META.get("HTTP_IF_NONE_MATCH", ""))
    return "ETag" in known and known["ETag"] in [version.removeprefix("W/") for version in versions]
