"""After the yes: the ally keeps, releases or claims done; the community may let people go or call a date off."""

import datetime as dt

from django.db import transaction
from django.urls import reverse

from alongside.asks import actions as asks
from alongside.asks import queries as ask_queries
from alongside.asks.models import Shift
from alongside.asks.rules.repeating import Reach
from alongside.commitments import queries, rules
from alongside.commitments.actions import answering, refusals
from alongside.commitments.actions.locking import known_shift, lock_all, locked, locked_if_there, locked_of
from alongside.commitments.models import Commitment, Decline, DoneClaim, Keep, Release
from alongside.communities import queries as communities
from alongside.ledger import actions as ledger
from alongside.notices import actions as notices
from alongside.people import actions as people
from alongside.people.models import Person


@transaction.atomic
def keep(*, commitment: Commitment, by: Person, now: dt.datetime) -> None:
    """The ally says once more that they come."""
    commitment = locked_of(by, commitment)
    if not rules.may_keep(commitment.history, now):
        raise refusals.NoLongerPossible
    Keep.objects.create(commitment=commitment, at=now, by=by)
    note(commitment, by, now, kind="commitments.keep")


@transaction.atomic
def release(*, commitment: Commitment, by: Person, now: dt.datetime) -> None:
    """The ally gives the promise back. Early returns the hours too; late tells the stewards that it is late."""
    commitment = locked_of(by, commitment)
    if not rules.may_release(commitment.history, now):
        raise refusals.NoLongerPossible
    give_back(commitment, by, now, Release.Reason.NONE)


def give_back(
    commitment: Commitment,
    by: Person | None,
    now: dt.datetime,
    reason: Release.Reason,
    *,
    page: str | None = None,
) -> None:
    """The stewards are told, with the page of the date or with `page`; with an empty one another promise tells it."""
    is_late = queries.would_be_late(commitment=commitment, now=now)
    end_promise(commitment, Release(is_late=is_late, by=by, reason=reason), now)
    note(commitment, by, now, kind="commitments.release", facts={"late": is_late})
    url = reverse("commitments:date", args=[commitment.shift_id]) if page is None else page
    for steward in communities.stewards(community=commitment.shift.ask.community, now=now):
        if url and steward.pk != commitment.ally_id:
            notices.tell(
                to=steward,
                kind="commitment.released",
                about=commitment.about,
                url=url,
                now=now,
                by=commitment.ally,
            )


@transaction.atomic
def release_by_community(*, commitment: Commitment, by: Person, now: dt.datetime, reason: str) -> Commitment:
    """A steward lets somebody go, with a reason from the list; their hours come back in any case."""
    commitment = locked(commitment)
    queries.require_steward(ask=commitment.shift.ask, viewer=by, now=now)
    if not reason:
        raise refusals.ReasonNeeded
    if not rules.may_be_released_by_community(commitment.history, now):
        raise refusals.NoLongerPossible
    let_go(commitment, by, now, Release.Reason(reason))
    return commitment


@transaction.atomic
def cancel_date(*, shift: Shift, by: Person, now: dt.datetime, reach: Reach = Reach.ONE) -> None:
    """Calls a date off: nobody can offer, everybody accepted is released, and every open offer is closed kindly.

    With `reach` it does the same to others of its series, and ends the series before the first of them. Somebody who
    had promised several of them is told once, and reads on the page of the series which they were.
    """
    shift = known_shift(shift)
    queries.require_steward(ask=shift.ask, viewer=by, now=now)
    dates = ask_queries.reached(shift=shift, reach=reach, now=now) or [shift]
    open_ones = Commitment.objects.filter(shift__in=dates).open(now)
    lock_all(open_ones.values_list("ally", flat=True), *dates)
    for date in dates:
        asks.cancel_shift(shift=date, by=by, now=now)
    if reach is not Reach.ONE:
        asks.stop_series(shift=dates[0], by=by, now=now)
    ended = list(open_ones.with_history().select_related("ally").order_by("shift__starts_at", "pk"))
    pages = queries.pages_to_tell(ended=ended)
    for commitment in ended:
        end_with_its_date(commitment, by, now, page=pages[commitment.pk])


def end_with_its_date(commitment: Commitment, by: Person, now: dt.datetime, *, page: str) -> None:
    if rules.may_be_released_by_community(commitment.history, now):
        let_go(commitment, by, now, Release.Reason.CANCELLED, page=page)
    elif rules.may_answer(commitment.history, now):
        answering.turn_down(commitment, by, now, Decline.Reason.CHANGED, page=page)


@transaction.atomic
def let_go_of_shut_out(*, commitment: Commitment, by: None, now: dt.datetime) -> bool:
    """A restriction ends what its person had promised to that community; their hours come back in any case."""
    found = locked_if_there(commitment)
    if found is None:
        return False
    commitment = found
    if rules.may_be_released_by_community(commitment.history, now):
        let_go(commitment, by, now, Release.Reason.NONE)
    elif rules.may_answer(commitment.history, now):
        answering.turn_down(commitment, by, now, Decline.Reason.NONE)
    else:
        return False
    return True


@transaction.atomic
def let_go_of_left(*, commitment: Commitment, by: None, now: dt.datetime) -> bool:
    """Whoever left the group gives their promise back by that: early or late, as if they had said so.

    Several of one ask are told its stewards once.
    """
    found = locked_if_there(commitment)
    if found is None or not queries.left_behind(now=now).filter(pk=found.pk).exists():
        return False
    page = queries.page_of_what_is_left(commitment=found, now=now)
    give_back(found, by, now, Release.Reason.LEFT, page=page)
    return True


def let_go(
    commitment: Commitment,
    by: Person | None,
    now: dt.datetime,
    reason: Release.Reason,
    *,
    page: str | None = None,
) -> None:
    """Their ally is told, with their own page or with `page`; with an empty one they are told of it beside others."""
    end_promise(commitment, Release(from_asking_side=True, by=by, reason=reason), now)
    note(commitment, by, now, kind="commitments.release_by_community", facts={"reason": str(reason)})
    if page != "" and commitment.ally and (by is None or commitment.ally_id != by.pk):
        notices.tell(
            to=commitment.ally,
            kind="commitment.released_by_community",
            about=commitment.about,
            url=page or reverse("commitments:commitment", args=[commitment.pk]),
            now=now,
        )


def end_promise(commitment: Commitment, release: Release, now: dt.datetime) -> None:
    """Writes the release, reopens the place, and gives the hours back unless the ally was late."""
    release.commitment, release.at = commitment, now
    release.save(force_insert=True)
    Commitment.objects.filter(pk=commitment.pk).update(closed_at=now)
    asks.give_back_place(shift=commitment.shift)
    if commitment.ally and rules.gives_hours_back(
        was_late=release.is_late, from_asking_side=release.from_asking_side
    ):
        people.give_back_minutes(
            person=commitment.ally, starts_on=commitment.period_on, minutes=commitment.minutes
        )


@transaction.atomic
def claim_done(*, commitment: Commitment, by: Person, now: dt.datetime) -> None:
    """The ally says it is done. That counts for nothing until the people who asked say so."""
    commitment = locked_of(by, commitment)
    if not rules.may_claim_done(commitment.history, now):
        raise refusals.NoLongerPossible
    DoneClaim.objects.create(commitment=commitment, at=now, by=by)
    note(commitment, by, now, kind="commitments.claim_done")
    for person in queries.asking_side(ask=commitment.shift.ask, now=now):
        if person.pk != by.pk:
            tell(person, commitment, now, "done.claimed", "commitments:date", commitment.shift_id)


def note(
    commitment: Commitment,
    by: Person | None,
    now: dt.datetime,
    *,
    kind: str,
    facts: dict[str, object] | None = None,
) -> None:
    ledger.record(
        kind=kind,
        subject=commitment.pk,
        community=commitment.shift.ask.community_id,
        by=by,
        now=now,
        about=None if by is not None and commitment.ally_id == by.pk else commitment.ally,
        facts=facts,
    )


def tell(to: Person, commitment: Commitment, now: dt.datetime, kind: str, page: str, key: str) -> None:
    by = None if commitment.ally_id == to.pk else commitment.ally
    notices.tell(to=to, kind=kind, about=commitment.about, url=reverse(page, args=[key]), now=now, by=by)
