"""Where sessions are kept: whoever steals the database opens none of them.

The row's key is the SHA-256 digest of the cookie's value; its content is sealed with the server's data key.
A request that waits for a passphrase is not kept: it would hold an address, a browser's name and a form.
"""

import datetime as dt
import json
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from functools import cache, wraps
from typing import Any

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import VALID_KEY_CHARS, CreateError, SessionBase, UpdateError
from django.db import IntegrityError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string

from alongside.core import clock
from alongside.core.fields import SealBroken, seal, unseal
from alongside.core.ids import digest
from alongside.core.rows import columns_of, joined
from alongside.core.written import for_a_minute
from alongside.people.models import Person, Session

AFTERWARDS = "afterwards"
"""Where somebody was going when they signed up: an invitation cannot be found again, and must not be lost."""


class SessionStore(SessionBase):
    """`person` is whoever signed in here, read together with the session, or None."""

    person: Person | None = None
    word = ""
    """What this person's passphrase says of a session that began with it."""

    def load(self) -> dict[str, Any]:
        now = clock.now()
        kept = for_a_minute(("session", self.digest()), lambda: self.signed_in(now), now=now)
        if kept is not None:
            self.person, self.word = copy(kept.person), kept.word
            return read(kept.content)
        row = Session.objects.filter(session_key=self.digest(), expire_date__gt=clock.now()).first()
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row.session_data)

    def signed_in(self, now: dt.datetime) -> "SignedIn | None":
        """Every page asks this, so it is one statement."""
        lasting = connection.ops.adapt_datetimefield_value(now)
        for person, (data,) in joined(Person, statement(), [self.digest(), lasting]):
            return SignedIn(person, opened(data), person.get_session_auth_hash())
        return None

    def exists(self, session_key: str) -> bool:
        return Session.objects.filter(session_key=digest(session_key)).exists()

    def create(self) -> None:
        self._session_key = get_random_string(32, VALID_KEY_CHARS)
        self.save(must_create=True)
        self.modified = True

    def save(self, must_create: bool = False) -> None:
        """Raises `CreateError` for a taken key, and `UpdateError` for a session that was signed out."""
        if self.session_key is None:
            return self.create()
        content: dict[str, Any] = self._get_session(no_load=must_create)  # type: ignore[attr-defined]  # Django's own, missing in the stubs
        row = {
            "session_data": self.encode(content),
            "expire_date": self.get_expiry_date(),
            "person_id": content.get(SESSION_KEY),
        }
        if not must_create:
            del row["expire_date"]  # It ends when it was to end, however busy it is.
            if not Session.objects.filter(session_key=self.digest()).update(**row):
                raise UpdateError
            return None
        try:
            with transaction.atomic():
                Session.objects.create(session_key=self.digest(), started_at=clock.now(), **row)
        except IntegrityError as error:
            raise CreateError from error

    def cycle_key(self) -> None:
        """A new key, as after a new passphrase. The name that the person gave it stays, and so does its end."""
        known = Session.objects.filter(session_key=self.digest(), person__isnull=False)
        given = known.values("name", "started_at", "expire_date").first()
        super().cycle_key()
        if given:
            Session.objects.filter(session_key=self.digest()).update(**given)

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            Session.objects.filter(session_key=digest(key)).delete()

    def digest(self) -> str:
        return digest(self.session_key or "")

    def encode(self, session_dict: dict[str, Any]) -> str:
        kept = dict(session_dict)
        if "request" in kept.get(STATE_SESSION_KEY, {}):
            del kept[STATE_SESSION_KEY]
        return seal(json.dumps(kept, separators=(",", ":")))

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        return read(opened(str(session_data)))

    @classmethod
    def clear_expired(cls) -> None:
        Session.objects.filter(expire_date__lt=clock.now()).delete()


def renewing(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Gives the session a new key when this view has let somebody prove once more who they are."""

    @wraps(view)
    def proven(request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        before = proofs(request)
        answer = view(request, *args, **options)
        if request.user.is_authenticated and proofs(request) != before:
            request.session.cycle_key()
        return answer

    return proven


def proofs(request: HttpRequest) -> list[Any]:
    return list(request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, []))


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session and whoever signed in, as they stand in the database. Requests share them and never write there."""

    person: Person
    content: str
    word: str


def opened(session_data: str) -> str:
    try:
        return unseal(session_data)
    except SealBroken:
        return ""


def read(content: str) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(content)
    except ValueError:
        return {}
    return found


@cache
def statement() -> str:
    """Its names are the models' own; only values come from outside."""
    quote = connection.ops.quote_name
    person, session = quote(Person._meta.db_table), quote(Session._meta.db_table)
    return (
        f"SELECT {columns_of(Person)}, {session}.session_data FROM {session} "  # noqa: S608 - the values are parameters
        f"JOIN {person} ON {person}.id = {session}.person_id "
        f"WHERE {session}.session_key = %s AND {session}.expire_date > %s"
    )
