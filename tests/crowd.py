"""A server after some years: as many people and commitments around the cast as the product is made for.

Rows are written past the actions, which would take an hour; only what the plans of queries depend on is true in them.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.db import connection
from django.db.models import Model

from alongside.asks.models import Ask, AskSkill, Occurrence, Series, Shift
from alongside.asks.rules import repeating
from alongside.commitments.models import Acceptance, Calendar, Commitment, DoneClaim, Release, Stint, Verdict
from alongside.communities.models import Community, Membership, Standing, Vouch
from alongside.core.models import SentForm
from alongside.home.cast import Cast
from alongside.ledger.models import Entry, Head, Key
from alongside.notices.models import Mail, Message, Notice
from alongside.people.models import AccessNeed, BookedHours, OfferedSkill, Person, Session, SpokenLanguage

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
IN_A_GROUP, DATES, ALLIES = 100, 10, 4
"""People of a group, dates of an ask, and allies of a date."""


@dataclass(frozen=True, slots=True)
class Size:
    people: int
    commitments: int


GROWN = Size(people=5_000, commitments=100_000)


def gather(cast: Cast, now: dt.datetime, size: Size) -> None:
    """`cast.harbour` is the largest group by far, `cast.amal` steers it, and `cast.bruno` has promised the most."""
    people = persons(size.people, now)
    groups = founded(cast, size.people // IN_A_GROUP, now)
    allies = joined(cast, groups, people, now)
    dates = asked(cast, groups, size.commitments // ALLIES, now)
    promised(cast, allies, dates, now)
    analyze()


def persons(how_many: int, now: dt.datetime) -> list[Person]:
    """With what each of them says about themselves, and their sessions."""
    made = bulk(
        Person(sign_in_name=f"crowd-{n}", display_name=f"Crowd {n}", password="!", joined_at=now - 400 * DAY)
        for n in range(how_many)
    )
    bulk(EmailAddress(user=one, email=f"{one.pk}@mail.example", verified=True, primary=True) for one in made)
    bulk(SpokenLanguage(person=one, code="en") for one in made)
    bulk(OfferedSkill(person=one, skill="driving") for one in made)
    bulk(AccessNeed(person=one, fact="step_free") for one in made)
    bulk(Key(holder=one.pk, secret="") for one in made)
    bulk(Calendar(person=one, name="phone", key=one.pk, made_at=now, read_on=now.date()) for one in made)
    bulk(
        Session(session_key=f"crowd-{one.pk}", person=one, started_at=now, expire_date=now + 20 * DAY)
        for one in made
    )
    bulk(
        SentForm(key=f"crowd-{n}", sender=one.pk, answered_to="/", sent_at=now) for n, one in enumerate(made)
    )
    bulk(
        BookedHours(person=one, starts_on=(now - period * 28 * DAY).date(), minutes=240)
        for one in made
        for period in range(4)
    )
    return made


def founded(cast: Cast, how_many: int, now: dt.datetime) -> list[Community]:
    made = bulk(
        Community(
            name=f"Group {n}",
            purpose="A kitchen for many.",
            language="en",
            time_zone="Europe/Madrid",
            visibility="public",
            founded_at=now - 400 * DAY,
        )
        for n in range(how_many)
    )
    bulk(Vouch(community=one, at=now) for one in made)
    bulk(steward(one, cast.edda, now) for one in made)
    return made


def steward(group: Community, person: Person, now: dt.datetime) -> Membership:
    return Membership(
        community=group, person=person, joined_at=now, vouched_at=now, steward_since=now - 300 * DAY
    )


def joined(cast: Cast, groups: list[Community], people: list[Person], now: dt.datetime) -> list[Person]:
    """Every other one belongs to a group, the rest are allies of one. Answers the allies."""
    where = [(one, home(cast, groups, n)) for n, one in enumerate(people)]
    bulk(Membership(person=one, community=group, joined_at=now, vouched_at=now) for one, group in where[::2])
    bulk(
        Standing(person=one, community=group, level=Standing.Level.KNOWN, given_at=now)
        for one, group in where[1::2]
    )
    return people[1::2]


def home(cast: Cast, groups: list[Community], number: int) -> Community:
    """A tenth of everything is of the harbour."""
    return groups[number // 10 % len(groups)] if number % 10 > 1 else cast.harbour


def asked(cast: Cast, groups: list[Community], how_many: int, now: dt.datetime) -> list[Shift]:
    """Asks over three years, each with a date a week, of which some weeks lie ahead."""
    count = how_many // DATES
    begins = [now + n * 1000 * DAY / count - 990 * DAY for n in range(count)]
    asks = bulk(
        Ask(
            community=home(cast, groups, n),
            posted_by=cast.amal,
            kind="in_person",
            what=f"Carry {n} pots",
            language="en",
            created_at=at,
            published_at=at,
            closed_at=None if at + DATES * 7 * DAY > now else at + DATES * 7 * DAY,
        )
        for n, at in enumerate(begins)
    )
    bulk(AskSkill(ask=one, skill="driving") for one in asks)
    dates = bulk(
        Shift(ask=one, starts_at=at + week * 7 * DAY, ends_at=at + week * 7 * DAY + HOUR, places=ALLIES + 1)
        for one, at in zip(asks, begins, strict=True)
        for week in range(DATES)
    )
    repeated(dates, asks)
    return dates


def repeated(dates: list[Shift], asks: list[Ask]) -> None:
    made = bulk(
        Series(ask=one, first_on=on, rule=weekly(on), starts=dt.time(10), ends=dt.time(11), places=ALLIES)
        for one in asks
        for on in [one.created_at.date()]
    )
    bulk(
        Occurrence(shift=one, series=made[n // DATES], on=one.starts_at.date()) for n, one in enumerate(dates)
    )


def weekly(first: dt.date) -> str:
    rule = repeating.pattern(repeating.Often.WEEK, first)
    return repeating.until(rule, first + (DATES - 1) * 7 * DAY)


def promised(cast: Cast, allies: list[Person], dates: list[Shift], now: dt.datetime) -> None:
    """What is over was answered and helped, or given back; what is to come is promised, or still waits."""
    made = bulk(
        Commitment(
            shift=one,
            ally=cast.bruno if n % 50 == place == 0 else allies[(n * ALLIES + place) % len(allies)],
            language="en",
            minutes=60,
            period_on=one.starts_at.date(),
            offered_at=min(one.starts_at, now) - DAY,
            verdict_asked_at=one.ends_at if one.ends_at < now else None,
            closed_at=one.ends_at + DAY if one.ends_at + DAY < now else None,
        )
        for n, one in enumerate(dates)
        for place in range(ALLIES)
    )
    over = [one for one in made if one.closed_at]
    ahead = [one for n, one in enumerate(made) if not one.closed_at and n % ALLIES]
    bulk(Acceptance(commitment=one, at=one.offered_at, by=cast.amal) for one in over + ahead)
    bulk(Release(commitment=one, at=one.offered_at + HOUR, by_id=one.ally_id) for one in over[::10])
    helped = [one for n, one in enumerate(over) if n % 10]
    bulk(DoneClaim(commitment=one, at=one.closed_at, by_id=one.ally_id) for one in helped)
    bulk(
        Verdict(commitment=one, at=one.closed_at, first_at=one.closed_at, outcome="helped", by=cast.amal)
        for one in helped
    )
    stints(dates, allies, now)
    told(made, cast, now)


def stints(dates: list[Shift], allies: list[Person], now: dt.datetime) -> None:
    several = Series.objects.filter(ask__in=[one.ask_id for one in dates[-1000:]])
    bulk(
        Stint(
            series=one,
            ally=allies[n % len(allies)],
            until=(now + 60 * DAY).date(),
            looked_on=(now + 60 * DAY).date(),
            offered_at=now - DAY,
            yes_at=now,
        )
        for n, one in enumerate(several)
    )


def told(made: list[Commitment], cast: Cast, now: dt.datetime) -> None:
    """Notices, mail, words and entries of the ledger that go with commitments."""
    notices = bulk(
        Notice(
            to_id=one.ally_id,
            kind="offer.accepted",
            about=one.about,
            url=f"/commitments/{one.pk}/",
            at=one.offered_at,
            seen_at=one.offered_at if n % 20 else None,
        )
        for n, one in enumerate(made)
    )
    bulk(
        Mail(to_id=one.to_id, notice=one, due_at=one.at, sent_at=one.at if n % 50 else None)
        for n, one in enumerate(notices[::5])
        if n % 50 or one.at > now - 2 * DAY
    )
    bulk(
        Message(about=one.about, by_id=one.ally_id, from_asking_side=False, language="en", at=one.offered_at)
        for one in made[::4]
    )
    head, _made = Head.objects.get_or_create(id=1)
    entries = bulk(
        Entry(
            number=head.count + 1 + n,
            at=one.offered_at,
            kind="commitments.offer",
            community=cast.harbour.pk,
            subject=one.pk,
        )
        for n, one in enumerate(made)
    )
    Head.objects.update(count=head.count + len(entries))


def bulk(rows: Iterable[Any]) -> list[Any]:
    made = list(rows)
    if made:
        model: type[Model] = type(made[0])
        model._default_manager.bulk_create(made, batch_size=1000)
    return made


def analyze() -> None:
    """What PostgreSQL's autovacuum does by itself. On SQLite nothing does, and the server does not either."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
