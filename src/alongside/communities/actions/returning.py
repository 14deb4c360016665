"""Two stewards help somebody back into their account; it waits, and its owner can refuse it.

Every step looks again at all that must hold. Whatever speaks against it, a steward reads the same words: they learn
nothing about an account, whom it blocks, or which group it named.
"""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from alongside.communities import queries, rules
from alongside.communities.actions import refusals
from alongside.communities.actions.belonging import record
from alongside.communities.actions.telling import tell_stewards
from alongside.communities.models import Community, Keyholder, Return
from alongside.core import ids
from alongside.ledger import actions as ledger
from alongside.notices import actions as notices
from alongside.people import actions as people
from alongside.people.models import Person


@transaction.atomic
def start_return(*, community: Community, person: str, by: Person, now: dt.datetime) -> Return:
    """One steward says that somebody lost the way in. Raises `NotHere`, `TakesTwo`, Http404.

    Its owner is told at once, before a second steward agrees, so that they have all the time there is to refuse.
    """
    found = queries.returnable(viewer=by, id=community.pk, person=person, now=now)
    owner = locked_owner(found.person.pk)
    running = Return.objects.running().filter(person=owner).first()
    if running is not None and running.community_id == found.community.pk:
        return running
    if not found.has_second:
        raise refusals.TakesTwo
    if running is not None or not may_begin(found.community, owner, now):
        raise refusals.NotHere
    made = Return.objects.create(community=found.community, person=owner, started_at=now, started_by=by)
    if not Return.objects.standing(now).filter(pk=made.pk).exists():
        raise refusals.NotHere
    people.mark_return(person=owner, since=now)
    record("start_return", found.community, made.pk, by, now, about=owner)
    tell_owner(made, now)
    tell_stewards(found.community, "return.wanted", "returns", now, but={by.pk, owner.pk})
    return made


def may_begin(community: Community, owner: Person, now: dt.datetime) -> bool:
    """Whether the owner named this group, and did not refuse lately."""
    refused = Return.objects.filter(person=owner, refused_at__isnull=False).order_by("-refused_at").first()
    is_named = Keyholder.objects.filter(community=community, person=owner).exists()
    return is_named and rules.may_ask_again(refused_at=refused.refused_at if refused else None, now=now)


@transaction.atomic
def confirm_return(*, one: Return, by: Person, now: dt.datetime) -> None:
    """A second steward agrees, and the days begin. Raises `ReturnOver`, `TakesTwo`, `NotHere`, Http404."""
    one, community = locked_return(one, by, now)
    if one.confirmed_at is not None:
        return
    if by.pk in {one.started_by_id, one.person_id}:
        raise refusals.TakesTwo
    one.confirmed_at, one.confirmed_by = now, by
    one.opens_at = now + dt.timedelta(days=settings.ALONGSIDE_RETURN_DAYS)
    one.save(update_fields=["confirmed_at", "confirmed_by", "opens_at"])
    if not Return.objects.standing(now).filter(pk=one.pk).exists():
        raise refusals.NotHere
    record("confirm_return", community, one.pk, by, now, about=one.person)
    tell_owner(one, now)


@transaction.atomic
def make_return_code(*, one: Return, by: Person, now: dt.datetime) -> str:
    """A code that one of the two hands over in person; an older one ends. It is kept only as a keyed digest.

    Raises `NotOpenYet`, `TooManyCodes`, `ReturnOver`, Http404.
    """
    one, community = locked_return(one, by, now)
    if by.pk not in {one.started_by_id, one.confirmed_by_id}:
        raise refusals.NotHere
    if rules.stage(one, now) is not rules.Stage.OPEN:
        raise refusals.NotOpenYet
    if one.codes_made >= rules.CODES_AT_MOST:
        raise refusals.TooManyCodes
    code = ids.new_id()[: rules.CODE_LENGTH]
    one.code, one.code_until = queries.code_digest(code), now + rules.CODE_LASTS
    one.codes_made += 1
    one.save(update_fields=["code", "code_until", "codes_made"])
    record("make_return_code", community, one.pk, by, now, about=one.person)
    tell_owner(one, now)
    return code


@transaction.atomic
def come_back(*, code: str, passphrase: str, by: Person | None, now: dt.datetime) -> Person:
    """Whoever holds the code chooses a new passphrase, once. `by` is whoever is signed in there already.

    Raises `CodeWrong`, `SignedInAsAnother`.
    """
    found = queries.return_of_code(code=code, now=now)
    if found is None:
        raise refusals.CodeWrong
    owner = locked_owner(found.person_id)
    if by is not None and by.pk != owner.pk:
        raise refusals.SignedInAsAnother
    one = queries.return_of_code(code=code, now=now)
    if one is None:
        raise refusals.CodeWrong
    keyholder = Keyholder.objects.get(community=one.community_id, person=owner)
    people.let_back_in(
        person=owner, passphrase=passphrase, ends_second_step=keyholder.ends_second_step, now=now
    )
    ended(one, now, used_at=now)
    record("come_back", one.community, one.pk, owner, now, ends_second_step=keyholder.ends_second_step)
    page = reverse("people:sessions")
    notices.tell(to=owner, kind="account.way_in_changed", about="account", url=page, now=now)
    tell_who_steers_with(owner, one.community, now)
    return owner


def tell_who_steers_with(owner: Person, through: Community, now: dt.datetime) -> None:
    """In the other groups that they help to run, whoever runs these with them can ask whether it was really them."""
    for community in Community.objects.stewarded_by(owner).exclude(pk=through.pk):
        tell_stewards(community, "steward.returned", "members", now, but={owner.pk})


@transaction.atomic
def refuse_return(*, one: Return, by: Person, now: dt.datetime, from_mail: bool = False) -> None:
    """Its owner says no, from a page or from a mail. For two weeks nobody may begin again."""
    locked_owner(by.pk)
    for mine in Return.objects.running().filter(pk=one.pk, person=by):
        ended(mine, now, refused_at=now)
        record("refuse_return", mine.community, mine.pk, by, now, from_mail=from_mail)


@transaction.atomic
def end_return(*, one: Return, by: Person, now: dt.datetime) -> None:
    """Any steward of the group stops it, for a doubt that they need not give a reason for."""
    community = queries.stewarded_community(viewer=by, id=one.community_id, now=now)
    locked_owner(one.person_id)
    for running in Return.objects.running().filter(pk=one.pk):
        ended(running, now)
        record("end_return", community, running.pk, by, now, about=running.person)


@transaction.atomic
def settle_returns(*, now: dt.datetime) -> int:
    """Ends what nobody took further, or what does not stand any more; forgets what ended 30 days ago."""
    standing = Return.objects.standing(now).values("pk")
    settled = 0
    for one in Return.objects.running().select_related("person", "community"):
        if rules.stage(one, now) is rules.Stage.OVER or not standing.filter(pk=one.pk).exists():
            ended(one, now)
            acts = {"kind": "communities.lapse_return", "subject": one.pk, "community": one.community_id}
            ledger.record(**acts, by=ledger.CLOCK, about=one.person, now=now)
            settled += 1
    return settled + Return.objects.filter(ended_at__lt=now - rules.RETURN_KEPT).delete()[0]


def ended(one: Return, now: dt.datetime, **how: dt.datetime) -> None:
    Return.objects.running().filter(pk=one.pk).update(ended_at=now, code="", code_until=None, **how)
    people.mark_return(person=one.person, since=None)


def locked_owner(owner: str) -> Person:
    """Two groups that begin at the same moment, or a yes and a no, must not both have their way."""
    return Person.objects.select_for_update().get(pk=owner)


def locked_return(one: Return, by: Person, now: dt.datetime) -> tuple[Return, Community]:
    community = queries.stewarded_community(viewer=by, id=one.community_id, now=now)
    locked_owner(one.person_id)
    found = Return.objects.running().standing(now).filter(pk=one.pk).select_related("person").first()
    if found is None or rules.stage(found, now) is rules.Stage.OVER:
        raise refusals.ReturnOver
    return found, community


def tell_owner(one: Return, now: dt.datetime) -> None:
    page = reverse("communities:refusal", args=[one.pk])
    about = f"return:{one.pk}"
    notices.tell(to=one.person, kind="account.return_started", about=about, url=page, now=now)
