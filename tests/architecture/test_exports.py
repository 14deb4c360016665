"""Everything about me has words for each thing that any area exports, and shows no word of the code."""

import datetime as dt
import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.utils import translation

from alongside.accountability import actions as accountability
from alongside.asks import actions as asks
from alongside.asks.models import Ask
from alongside.communities.models import Restriction, Vouch
from alongside.core.declaring import Exported
from alongside.core.ids import digest
from alongside.home import queries
from alongside.home.cast import Cast
from alongside.home.queries.registry import registered
from alongside.matching import actions as matching
from alongside.matching.models import Note
from alongside.notices import actions as notices
from alongside.notices.models import Mail
from alongside.people import actions as people
from alongside.people.models import Person, Session
from tests.architecture.source import none
from tests.world import World, build

CODE = re.compile(r"\b[a-z]+_[a-z_]+\b|\b(offer|account)\.[a-z_]+\b|\b(True|False|None)\b|\d{4}-\d\d-\d\d")


@pytest.fixture
def world(cast: Cast, now: dt.datetime) -> World:
    """The world of all routes, and what it lacks for one row in each list that somebody may be given."""
    made = build(cast, now)
    bruno = cast.bruno
    people.set_needs(by=bruno, facts=["step_free"], now=now)
    people.set_skills(by=bruno, skills=["cooking"], now=now)
    people.set_home(by=bruno, area="Old Harbour", point=None, now=now)
    people.add_language(by=bruno, code="pt", now=now)
    people.start_rest(by=bruno, until_on=now.date() + dt.timedelta(days=9), now=now)
    people.end_rest(by=bruno, now=now)
    people.block(by=bruno, against=cast.farid.pk, note="from the market", now=now)
    Session.objects.create(
        session_key=digest("k"), session_data="", expire_date=now, person=bruno, name="tablet", started_at=now
    )
    EmailAddress.objects.create(user=bruno, email="heron@example.org", verified=True, primary=True)
    Authenticator.objects.create(user=bruno, type="totp", data={})
    kept_out = {"restriction": made.restriction, "language": "en", "now": now}
    accountability.appeal(by=cast.farid, words="I was not there.", **kept_out)
    accountability.answer_appeal(by=cast.jun, is_lifted=False, words="We heard you.", **kept_out)
    Restriction.objects.update(lasting_at=now)
    Vouch.objects.create(community=cast.listed, voucher=cast.harbour, by=cast.amal, at=now)
    asks.call_same(ask=cast.ask, other=made.twin, by=cast.chidi, now=now)
    Ask.objects.filter(pk=made.draft.pk).update(published_at=now, closed_at=now, closed_by=cast.amal)
    said = (
        "order=soonest&kind=make&language=es&days_from=2026-03-01&days_until=2026-03-09&within=5&facts=toilet"
    )
    Note.objects.create(round=made.round, ask=made.cast.ask, person=bruno, at=now)
    matching.choose(by=bruno, said=said, now=now)
    notices.set_budget(by=bruno, mails_a_week=3, notes_a_week=1, now=now)
    notices.count(mail=Mail.objects.create(to=bruno, due_at=now), now=now)
    notices.unsubscribe(person=bruno, now=now)
    notices.write(
        about=made.promise.about, by=bruno, from_asking_side=False, text="Which door?", language="en", now=now
    )
    return made


def keys_of(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*map(keys_of, value.values()))
    return set().union(*map(keys_of, value)) if isinstance(value, list) else set()


def exports() -> dict[str, list[dict[str, Any]]]:
    """By area, what each person is given."""
    given: dict[str, list[dict[str, Any]]] = {}
    for person in Person.objects.all():
        for area, kept in queries.everything(person=person).items():
            given.setdefault(area, []).append(kept)
    return given


def test_every_list_is_filled_for_somebody(world: World) -> None:
    """Otherwise the next test would not see what stands in its rows."""
    none(
        f"{area}: nobody has {name} in this test's world"
        for area, given in exports().items()
        for name in keys_of([dict.fromkeys(kept) for kept in given])
        if not any(kept[name] for kept in given)
    )


def test_everything_exported_has_words_and_nothing_else_has(world: World) -> None:
    words: dict[str, dict[str, Exported]] = dict(registered("exported"))
    given = exports()
    assert set(given) == set(words) == {area for area, _export in registered("export_of")}
    for area, kept in given.items():
        flattened = {"account"} if area == "people" else set()
        assert keys_of(kept) - flattened | {area} == set(words[area]), area


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_everything_reads_without_a_word_of_the_code(world: World, language: str) -> None:
    given = {person: queries.readable(person=person) for person in Person.objects.all()}
    for person in given:
        with translation.override(language):
            shown = queries.readable(person=person)
        kept = [one for area in shown for one in (*area.said, *area.listed)]
        fields = [part for one in kept for thing in one.things for field in thing for part in field]
        lines = [line for one in kept for line in (one.name, *one.lines)]
        assert lines
        none(f"{person}: {line}" for line in [*lines, *fields] if CODE.search(line))
