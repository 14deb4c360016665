"""Saying an ask in more languages. People write them: nothing here translates."""

import datetime as dt

from django.db import transaction

from alongside.asks import rules
from alongside.asks.actions import refusals
from alongside.asks.actions.checks import allowed
from alongside.asks.actions.tending import tend
from alongside.asks.models import Ask, Wording
from alongside.ledger.actions import record
from alongside.people.models import Person


@transaction.atomic
def reword(
    *, ask: Ask, by: Person, now: dt.datetime, language: str, what: str, why: str = "", good: str = ""
) -> Wording:
    """Adds a wording, or writes it anew. It counts as made from the first wording as that is now."""
    ask = allowed(ask, by=by, now=now)
    if language == ask.language:
        raise refusals.SaidAlready
    others = ask.wordings.exclude(language=language)
    if others.count() >= rules.WORDINGS_AT_MOST:
        raise refusals.TooManyWordings
    words = {"what": what, "why": why, "good": good, "made_from": rules.fingerprint(ask)}
    made, _is_new = Wording.objects.update_or_create(ask=ask, language=language, defaults=words)
    note("asks.reword", ask, by=by, now=now, language=language)
    return made


@transaction.atomic
def remove_wording(*, wording: Wording, by: Person, now: dt.datetime) -> None:
    ask = allowed(wording.ask, by=by, now=now)
    wording.delete()
    note("asks.remove_wording", ask, by=by, now=now, language=wording.language)


def note(kind: str, ask: Ask, *, by: Person, now: dt.datetime, language: str) -> None:
    """Once it is published, as a change of its first words is."""
    if ask.published_at:
        facts = {"language": language}
        tend(ask, by=by, now=now)
        record(kind=kind, subject=ask.pk, by=by, now=now, community=ask.community_id, facts=facts)
