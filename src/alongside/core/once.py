"""Every form has its effect once, however often a tired thumb or a bad line sends it."""

import hashlib
import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from alongside.core import clock
from alongside.core.models import SentForm
from alongside.core.refusals import Refused
from alongside.core.storing import add, change

FIELD = "once"
KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")


class FormWithoutKey(Refused, BadRequest):
    message = _("This form came without its key. Go back, reload the page, and send it again.")


def repeatable(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Marks a view whose POST may be sent any number of times without harm, so that it needs no key."""
    view.is_repeatable = True  # type: ignore[attr-defined]  # a mark on the view itself
    return view


def sender(request: HttpRequest) -> str:
    """Whoever sent the form, as a digest: a key seen over a shoulder must not open another person's answer."""
    who = (
        request.user.pk
        if request.user.is_authenticated
        else request.COOKIES.get(settings.CSRF_COOKIE_NAME, "")
    )
    return hashlib.sha256(str(who).encode()).hexdigest()


def had_effect(response: HttpResponse) -> bool:
    """A redirect means that the form did what it says, unless it only leads to the sign-in page."""
    if not isinstance(response, HttpResponseRedirect):
        return False
    return not response.url.startswith(resolve_url(settings.LOGIN_URL))


def needs_key(view: Callable[..., HttpResponse]) -> bool:
    return not getattr(view, "is_repeatable", False)


def is_keyed(request: HttpRequest) -> bool:
    """Whether this request has an effect that a key must guard."""
    if request.method != "POST":
        return False
    try:
        return needs_key(resolve(request.path_info).func)
    except Resolver404:
        return False


def has_key(request: HttpRequest) -> bool:
    return KEY.fullmatch(request.POST.get(FIELD, "")) is not None


class Once:
    """Runs each POST in one transaction together with the row that remembers its key.

    A success is a redirect: its target is remembered, and the same key leads there again. Any other answer rolls back,
    so a form that is shown again with an error may be corrected and sent with the same key. It stands around the view's
    whole answer, not inside `process_view`, where an exception would pass every other middleware by.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_keyed(request) and has_key(request):
            return self.answer(request, request.POST[FIELD], lambda: self.get_response(request))
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> None:
        if request.method == "POST" and needs_key(view) and not has_key(request):
            raise FormWithoutKey

    def answer(self, request: HttpRequest, key: str, run: Callable[[], HttpResponse]) -> HttpResponse:
        who = sender(request)
        try:
            with transaction.atomic():
                add(SentForm(key=key, sender=who, answered_to="", sent_at=clock.now()))
                response = run()
                if had_effect(response):
                    change(SentForm, {"answered_to": response["Location"]}, key=key)
                else:
                    transaction.set_rollback(True)
                return response
        except IntegrityError:
            sent = SentForm.objects.filter(key=key).first()
            if sent is None:
                raise
        if sent.sender != who or not sent.answered_to:
            raise FormWithoutKey
        return HttpResponseRedirect(sent.answered_to)
