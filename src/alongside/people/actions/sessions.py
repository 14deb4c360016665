"""The browsers in which a person is signed in."""

import datetime as dt

from django.db import transaction

from alongside.people.models import Person, Session


@transaction.atomic
def name_session(*, by: Person, key: str, name: str, now: dt.datetime) -> None:
    """`key` is the digest under which the session is kept, or the part of it that its page's address shows."""
    Session.objects.filter(person=by, session_key__startswith=key).update(name=name.strip())


@transaction.atomic
def forget_sessions(*, now: dt.datetime) -> int:
    """Deletes the sessions that are over; answers how many."""
    deleted, _kinds = Session.objects.filter(expire_date__lte=now).delete()
    return deleted


@transaction.atomic
def end_session(*, by: Person, key: str, now: dt.datetime) -> None:
    Session.objects.filter(person=by, session_key__startswith=key).delete()


@transaction.atomic
def end_sessions(*, by: Person, but: str = "", now: dt.datetime) -> None:
    """Signs a person out everywhere; `but` is the digest of a session that stays."""
    Session.objects.filter(person=by).exclude(session_key=but).delete()
