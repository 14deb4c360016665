"""The browsers in which a person is signed in."""

import datetime as dt
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.http import Http404

from alongside.core.ids import digest
from alongside.people.models import Person, Session

HANDLE_LENGTH = 16


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A signed-in browser as its person sees it. `handle` is the start of a digest, and opens nothing."""

    handle: str
    name: str
    started_at: dt.datetime
    is_this: bool


def sessions(*, person: Person, this_key: str | None, now: dt.datetime) -> list[SignedIn]:
    """`this_key` is the value of the asking browser's cookie. The asking browser comes first."""
    this = digest(this_key or "")
    rows = Session.objects.filter(person=person, expire_date__gt=now).order_by("-started_at")
    found = [
        SignedIn(row.session_key[:HANDLE_LENGTH], row.name, row.started_at, row.session_key == this)
        for row in rows
    ]
    return sorted(found, key=lambda one: not one.is_this)


def is_open_elsewhere(*, person: Person, this_key: str | None, now: dt.datetime) -> bool:
    """Whether somebody is signed in as this person in another browser than the one that asks."""
    alive = Session.objects.filter(person=person, expire_date__gt=now)
    return alive.exclude(session_key=digest(this_key or "")).exists()


def session(*, person: Person, handle: str, this_key: str | None, now: dt.datetime) -> SignedIn:
    """Raises `Http404` for a session that is not this person's."""
    for found in sessions(person=person, this_key=this_key, now=now):
        if found.handle == handle:
            return found
    raise Http404


def has_second_step(*, person: Person) -> bool:
    """Whether a passphrase alone does not sign this person in."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(Authenticator.objects.filter(user=person, type__in=kinds).exists())
