"""Writing an ask, changing it, and its way from draft to closed."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction

from alongside.asks import rules
from alongside.asks.actions import refusals
from alongside.asks.actions.checks import allowed, check_acceptance, check_place, check_posting, check_slots
from alongside.asks.actions.telling import tell_of_change
from alongside.asks.actions.tending import tend
from alongside.asks.models import Ask, AskLanguage, AskSkill, Kind, Place, Shift
from alongside.asks.rules import Slot
from alongside.communities.models import Community
from alongside.core.skills import Skill
from alongside.ledger.actions import record
from alongside.people.models import Person

EDITABLE = frozenset(
    {
        "kind",
        "what",
        "why",
        "good",
        "language",
        "place",
        "minutes",
        "open_to",
        "acceptance",
        "two_people",
        "check_in",
        "on_behalf",
    }
)


@transaction.atomic
def draft(
    *,
    community: Community,
    by: Person,
    now: dt.datetime,
    kind: str,
    what: str,
    language: str,
    slots: Sequence[Slot],
    place: Place | None = None,
    open_to: str = "",
    is_flexible: bool = False,
    on_behalf: bool = False,
    details: Mapping[str, object] | None = None,
) -> Ask:
    """A first version that only its writer and the stewards see; what nobody said comes from the kind."""
    check_posting(community, by=by, now=now, on_behalf=on_behalf)
    check_slots(slots, now)
    said = {"open_to": open_to} if open_to else {}
    ask = Ask(
        community=community,
        posted_by=by,
        kind=Kind(kind),
        what=what,
        language=language,
        place=check_place(place, community),
        minutes=rules.minutes(list(slots), is_flexible=is_flexible),
        is_flexible=is_flexible,
        on_behalf=on_behalf,
        created_at=now,
        **{**rules.starting_points(kind), **said, **(details or {})},
    )
    check_acceptance(ask)
    ask.save(force_insert=True)
    Shift.objects.bulk_create(Shift.of(ask, slot) for slot in slots)
    return ask


@transaction.atomic
def edit(
    *,
    ask: Ask,
    by: Person,
    now: dt.datetime,
    changes: Mapping[str, object],
    languages: Sequence[str] | None = None,
    needed: Sequence[str] | None = None,
    welcome: Sequence[str] | None = None,
) -> Ask:
    """Changes words and terms. After publication it is recorded, and a new place is told on."""
    ask = allowed(ask, by=by, now=now)
    changes, before = with_its_terms(ask, changes), ask.place_id
    write(ask, changes)
    check_acceptance(ask)
    if ask.wordings.filter(language=ask.language).exists():
        raise refusals.SaidAlready
    if ask.place_id != before:
        check_place(ask.place, ask.community)
        tell_of_change(ask, now=now)
    ask.save()
    set_languages(ask, languages)
    set_skills(ask, needed, welcome)
    if ask.published_at:
        tend(ask, by=by, now=now)
        facts = {"fields": sorted(changes), "place_changed": ask.place_id != before}
        record(kind="asks.edit", subject=ask.pk, by=by, now=now, community=ask.community_id, facts=facts)
    return ask


def write(ask: Ask, changes: Mapping[str, object]) -> None:
    for name, value in changes.items():
        if name not in EDITABLE:
            raise ValueError(f"{name} is not changed by edit.")
        setattr(ask, name, value)


def with_its_terms(ask: Ask, changes: Mapping[str, object]) -> dict[str, object]:
    """The changes, and what follows from another kind, and from "as usual" (`open_to` said empty)."""
    said = changes.get("open_to")
    terms = rules.terms_of_change(
        kind=str(changes.get("kind", ask.kind)),
        before=ask.kind,
        open_to=ask.open_to,
        said=None if said is None else str(said),
    )
    return {**changes, **terms}


def set_languages(ask: Ask, codes: Sequence[str] | None) -> None:
    if codes is not None:
        ask.languages.exclude(code__in=codes).delete()
        AskLanguage.objects.bulk_create(
            [AskLanguage(ask=ask, code=code) for code in codes], ignore_conflicts=True
        )


def set_skills(ask: Ask, needed: Sequence[str] | None, welcome: Sequence[str] | None) -> None:
    """A skill that is needed is not listed as welcome a second time."""
    if needed is None and welcome is None:
        return
    must, may = set(needed or ()), set(welcome or ()) - set(needed or ())
    ask.skills.all().delete()
    AskSkill.objects.bulk_create(
        AskSkill(ask=ask, skill=Skill(one), is_needed=one in must) for one in sorted(must | may)
    )


@transaction.atomic
def publish(*, ask: Ask, by: Person, now: dt.datetime) -> Ask:
    """Opens the ask. One without days of its own runs from now to its last day. What a sheet noted beside it goes."""
    ask = allowed(ask, by=by, now=now)
    if ask.published_at:
        return ask
    check_acceptance(ask)
    if not ask.shifts.coming(now).exists():
        raise refusals.NoDate
    ask.published_at, ask.sheet_note = now, ""
    ask.save(update_fields=["published_at", "sheet_note"])
    if ask.is_flexible:
        ask.shifts.coming(now).update(starts_at=now)
    facts = {"kind": ask.kind, "open_to": ask.open_to, "dates": ask.shifts.coming(now).count()}
    record(kind="asks.publish", subject=ask.pk, by=by, now=now, community=ask.community_id, facts=facts)
    return ask


@transaction.atomic
def pause(*, ask: Ask, by: Person, now: dt.datetime) -> Ask:
    ask = allowed(ask, by=by, now=now)
    if ask.published_at and not ask.paused_at:
        ask.paused_at = now
        ask.save(update_fields=["paused_at"])
        record(kind="asks.pause", subject=ask.pk, by=by, now=now, community=ask.community_id)
    return ask


@transaction.atomic
def resume(*, ask: Ask, by: Person, now: dt.datetime) -> Ask:
    ask = allowed(ask, by=by, now=now)
    if ask.paused_at:
        ask.paused_at = None
        ask.save(update_fields=["paused_at"])
        tend(ask, by=by, now=now)
        record(kind="asks.resume", subject=ask.pk, by=by, now=now, community=ask.community_id)
    return ask


@transaction.atomic
def close(*, ask: Ask, by: Person, now: dt.datetime) -> Ask:
    """Ends a published ask for good."""
    ask = allowed(ask, by=by, now=now)
    if not ask.published_at:
        raise refusals.StillADraft
    ask.closed_at, ask.closed_by = now, by
    ask.save(update_fields=["closed_at", "closed_by"])
    record(kind="asks.close", subject=ask.pk, by=by, now=now, community=ask.community_id)
    return ask


@transaction.atomic
def discard(*, ask: Ask, by: Person, now: dt.datetime) -> None:
    """Throws a draft away. Nobody but its writer and the stewards ever saw it."""
    ask = allowed(ask, by=by, now=now)
    if ask.published_at:
        raise refusals.AlreadyPublished
    ask.delete()
