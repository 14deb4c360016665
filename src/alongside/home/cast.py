"""The people, communities and asks that every page is tested with. The demo shows the same ones.

What may not leak is here on purpose: sign-in names, an exact address, people whom others may not see.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cache

from django.contrib.auth.hashers import make_password

from alongside.asks.models import Ask, Place, PlaceFact, Shift
from alongside.communities.models import (
    AllyVouch,
    Community,
    Membership,
    Restriction,
    Standing,
    Visibility,
    Vouch,
)
from alongside.core import access
from alongside.people.models import Block, Person

PASSPHRASE = "lantern gravel tulip marmalade"  # noqa: S105 - of people who do not exist
EXACT_PLACE = "14 Sailmaker Row, second bell, yellow door. Or call 020 7946 0958"
DAY = dt.timedelta(days=1)
NAMES = {
    "amal": "Amal Haddad",
    "jun": "Jun Ito",
    "bruno": "Bruno Sá",
    "chidi": "Chidi",
    "dara": "Dara",
    "edda": "Edda",
    "farid": "فريد",
    "gita": "Gita",
    "olu": "Olu",
}
"""By the name of the field in `Cast`; in the demo that is also their sign-in name. None is so short that a random key
may hold it: a test that looks for a name where it must not stand would then fail by chance.
"""
HARBOUR, RAINBOW, LISTED = "Harbour Kitchen", "Rainbow Youth", "Elder Circle"


@cache
def hashed() -> str:
    """One slow hash for everybody: the cast is made for each test."""
    return make_password(PASSPHRASE)


@dataclass(frozen=True, slots=True)
class Cast:
    """Whoever is named here has the role in this comment towards `harbour`, where nothing else is said."""

    amal: Person  # steward, founder
    jun: Person  # second steward
    bruno: Person  # ally, known; jun and chidi vouch for them
    chidi: Person  # vouched member; blocks farid
    dara: Person  # member whom nobody has vouched for yet
    edda: Person  # steward of `rainbow`
    farid: Person  # shut out by a suspension
    gita: Person  # signed in, no relation to any community
    olu: Person  # operator of the server
    harbour: Community  # public, vouched
    rainbow: Community  # hidden, vouched
    listed: Community  # listed by name, vouched
    place: Place  # where amal answers questions about getting in
    ask: Ask  # open, harbour, allies may offer, at `place`
    shift: Shift  # of `ask`, in three days, two places


def person(name: str, now: dt.datetime, **fields: object) -> Person:
    """`name` as others see it; the sign-in name differs, so that a leak of it shows."""
    chosen: dict[str, object] = {
        "display_name": name,
        "sign_in_name": f"secret-{name.split()[0].lower()}",
        "password": hashed(),
        "joined_at": now - 90 * DAY,
        "has_seen_exit": True,
        **fields,
    }
    return Person.objects.create(**chosen)


def community(name: str, visibility: str, founder: Person, now: dt.datetime, **fields: object) -> Community:
    """Founded 60 days ago, vouched for by the operator, with its founder as steward."""
    then = now - 60 * DAY
    chosen: dict[str, object] = {
        "name": name,
        "purpose": f"What {name} is for.",
        "boundary": "Ask first. Keep what you hear to yourself.",
        "language": "en",
        "time_zone": "Europe/Madrid",
        "visibility": visibility,
        "founded_at": then,
        "founded_by": founder,
        **fields,
    }
    made = Community.objects.create(**chosen)
    Vouch.objects.create(community=made, voucher=None, at=then)
    belongs(made, founder, then, vouched_at=then, steward_since=then)
    return made


def belongs(group: Community, somebody: Person, at: dt.datetime, **fields: object) -> Membership:
    """Everybody of a circle of their own, as those whom a founder lets in."""
    chosen: dict[str, object] = {"community": group, "person": somebody, "joined_at": at, **fields}
    made = Membership(**chosen)
    made.circle = made.pk
    made.save(force_insert=True)
    return made


def make(now: dt.datetime) -> Cast:
    amal, jun, bruno, chidi, dara, edda, farid, gita, olu = (
        person(name, now, is_operator=key == "olu") for key, name in NAMES.items()
    )
    harbour = community(HARBOUR, Visibility.PUBLIC, amal, now, area="Old Harbour")
    rainbow = community(RAINBOW, Visibility.HIDDEN, edda, now)
    listed = community(LISTED, Visibility.LISTED, edda, now)
    then = now - 30 * DAY
    belongs(harbour, jun, then, vouched_at=then, vouched_by=amal, steward_since=then)
    belongs(harbour, chidi, then, vouched_at=then, vouched_by=amal)
    belongs(harbour, dara, then)
    known = Standing.objects.create(
        community=harbour,
        person=bruno,
        level=Standing.Level.KNOWN,
        given_at=then,
        given_by=amal,
        vouched_at=now,
    )
    for member in (jun, chidi):
        AllyVouch.objects.create(standing=known, by=member, at=now)
    Block.objects.create(by=chidi, against=farid, at=then)
    Restriction.objects.create(
        community=harbour, person=farid, reason="safety", at=now - DAY, by=amal, until=now + 4 * DAY
    )
    place = saved_place(harbour, amal)
    ask, shift = open_ask(harbour, place, amal, now)
    return Cast(
        amal=amal,
        jun=jun,
        bruno=bruno,
        chidi=chidi,
        dara=dara,
        edda=edda,
        farid=farid,
        gita=gita,
        olu=olu,
        harbour=harbour,
        rainbow=rainbow,
        listed=listed,
        place=place,
        ask=ask,
        shift=shift,
    )


def saved_place(group: Community, steward: Person) -> Place:
    place = Place.objects.create(
        contact=steward,
        community=group,
        name="The kitchen",
        area="Old Harbour",
        exact=EXACT_PLACE,
        opens_hours_before=48,
    )
    PlaceFact.objects.create(place=place, fact=access.Fact.STEP_FREE, answer=access.Answer.YES)
    PlaceFact.objects.create(place=place, fact=access.Fact.TOILET, answer=access.Answer.NO)
    return place


def open_ask(group: Community, place: Place, steward: Person, now: dt.datetime) -> tuple[Ask, Shift]:
    ask = Ask.objects.create(
        community=group,
        posted_by=steward,
        kind="in_person",
        what="Carry soup pots from the van to the hall",
        why="Forty people eat on Saturdays.",
        language="en",
        place=place,
        minutes=120,
        created_at=now - 2 * DAY,
        published_at=now - DAY,
    )
    starts_at = now + 3 * DAY
    shift = Shift.objects.create(
        ask=ask, role="Carrier", starts_at=starts_at, ends_at=starts_at + dt.timedelta(hours=2), places=2
    )
    return ask, shift
