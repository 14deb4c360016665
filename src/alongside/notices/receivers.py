"""What the account library reports: a way into an account was changed, or used in one more browser.

The library's signals are the only place where all of this passes by, so their order does not matter here.
"""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.dispatch import Signal, receiver
from django.http import HttpRequest
from django.urls import reverse

from alongside.core import clock
from alongside.notices import actions
from alongside.people import queries as people
from alongside.people.models import Person

ABOUT = "account"
WAYS_IN = [
    account.password_changed,
    account.password_reset,
    account.password_set,
    account.email_added,
    account.email_changed,
    account.email_removed,
    mfa.authenticator_added,
    mfa.authenticator_removed,
    mfa.authenticator_reset,
]


@receiver(WAYS_IN)
def say_that_a_way_in_changed(
    signal: Signal, user: Person, authenticator: Authenticator | None = None, **_signal: Any
) -> None:
    """Recovery codes come and go with an app or a passkey, which was told already; only new ones are news."""
    follows = authenticator is not None and authenticator.type == Authenticator.Type.RECOVERY_CODES
    if not follows or signal is mfa.authenticator_reset:
        tell(user, "account.way_in_changed")


@receiver(account.user_logged_in)
def say_that_another_browser_is_in(request: HttpRequest, user: Person, **_signal: Any) -> None:
    """Told only while the account is open elsewhere too: nothing is kept by which a browser could be known again."""
    key = request.session.session_key
    if people.is_open_elsewhere(person=user, this_key=key, now=clock.now()):  # noqa: TID251 - a signal tells no time
        tell(user, "account.signed_in_elsewhere")


def tell(person: Person, kind: str) -> None:
    page = reverse("people:sessions")
    actions.tell(to=person, kind=kind, about=ABOUT, url=page, now=clock.now())  # noqa: TID251 - a signal tells no time
