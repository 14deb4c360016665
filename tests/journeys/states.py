"""What the world of the tests lacks so that a page can be seen in each of its states."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from alongside.asks import actions as asks
from alongside.asks.models import Ask, Shift
from alongside.commitments import actions as commitments
from alongside.commitments.models import Commitment, Decline
from alongside.communities import actions as communities
from alongside.communities.models import Community, Keyholder, Return, Visibility
from alongside.guards.capacity import period_start
from alongside.home.cast import DAY, community
from alongside.matching.models import StandIn
from alongside.notices.models import Mail, Notice
from alongside.people import actions as people
from tests.world import World

HOUR = dt.timedelta(hours=1)
MANY = 41
"""More than the longest list shows on one page."""


@dataclass(frozen=True, slots=True)
class States:
    waiting: Community  # nobody has vouched for it yet; hana began it
    paused: Community  # amal steers it
    closing: Community  # amal steers it
    kept: Commitment
    done: Commitment
    helped: Commitment
    not_needed: Commitment
    released: Commitment
    declined: Commitment
    kept_out: Commitment  # farid's
    gesture: Commitment  # bruno's, small, and done
    one_more: Commitment  # chidi's, beyond the one place of its date
    gives_more: Ask  # bruno has its one place; it takes one more
    called: StandIn  # chidi's, who is asked to come
    covered: Ask
    resting: Ask
    closed: Ask
    doubted: Ask  # its question whether it stands waits
    silent: Ask  # nobody answered it
    first: Ask  # it matters most to its group
    emptied: Ask  # its words are not kept any more
    open_return: Return  # chidi's, begun by amal, agreed by jun
    code: str  # of that return
    mail: Mail  # that tells bruno of a steward's words
    open_link: str  # the secret of a link whose date is over
    used_link: str


def promised(world: World, now: dt.datetime, when: dt.timedelta, what: str) -> Commitment:
    """Bruno's, accepted ten days ago."""
    shift = asked(world, now, when, what)
    made = commitments.offer(shift=shift, by=world.cast.bruno, now=now - 11 * DAY, note="I can do that.")
    commitments.accept(commitment=made, by=world.cast.amal, now=now - 10 * DAY)
    return made


def asked(world: World, now: dt.datetime, when: dt.timedelta, what: str) -> Shift:
    cast = world.cast
    ask = Ask.objects.create(
        community=cast.harbour,
        posted_by=cast.jun,
        kind="in_person",
        what=what,
        language="en",
        place=cast.place,
        minutes=60,
        created_at=now - 20 * DAY,
        published_at=now - 20 * DAY,
    )
    return Shift.objects.create(ask=ask, starts_at=now + when, ends_at=now + when + HOUR, places=1)


def build(world: World, now: dt.datetime) -> States:
    cast = world.cast
    people.set_hours(by=cast.bruno, hours=40, now=now)
    helped = promised(world, now, -4 * DAY, "Wash forty plates")
    not_needed = promised(world, now, -3 * DAY, "Peel carrots")
    done = promised(world, now, -2 * DAY, "Dry forty plates")
    unanswered = promised(world, now, -1 * DAY, "Sweep the hall")
    released = promised(world, now, 4 * DAY, "Bring bread")
    kept = promised(world, now, 1 * DAY, "Lay the tables")
    declined = commitments.offer(
        shift=asked(world, now, 5 * DAY, "Open the hall"), by=cast.bruno, now=now - 2 * DAY
    )
    link = commitments.make_verdict_link(commitment=helped, by=cast.amal, now=now - 3 * DAY)
    commitments.judge_by_link(secret=link.secret, outcome="helped", by=None, now=now - 2 * DAY)
    open_link = commitments.make_verdict_link(commitment=unanswered, by=cast.amal, now=now)
    commitments.judge(commitment=not_needed, outcome="not_needed", by=cast.amal, now=now - 2 * DAY)
    commitments.claim_done(commitment=done, by=cast.bruno, now=now - DAY)
    commitments.release(commitment=released, by=cast.bruno, now=now - DAY)
    commitments.decline(commitment=declined, by=cast.amal, now=now - DAY)
    commitments.keep(commitment=kept, by=cast.bruno, now=now - HOUR)
    resting, closed = (asked(world, now, 8 * DAY, what).ask for what in ("Paint the door", "Mend the lamp"))
    asks.pause(ask=resting, by=cast.amal, now=now)
    asks.close(ask=closed, by=cast.amal, now=now)
    doubted = untended(world, now, "Sort the coats", asked_days_ago=2)
    silent = untended(world, now, "Fold the leaflets", asked_days_ago=20)
    first = asked(world, now, 9 * DAY, "Mend the roof").ask
    asks.put_first(ask=first, by=cast.amal, now=now)
    many(world, now)
    open_return = waited_for(world, now)
    return States(
        waiting=unvouched(world, now),
        paused=keeping_less(ended("Tool Shed", communities.pause, world, now), world, now),
        closing=ended("Reading Room", communities.close, world, now),
        kept=kept,
        done=done,
        helped=helped,
        not_needed=not_needed,
        released=released,
        declined=declined,
        kept_out=of_somebody_kept_out(world, now),
        gesture=signed(world, now),
        one_more=beyond(world, now),
        gives_more=open_to_one_more(world, now, 16 * DAY, "Move the cupboard").ask,
        called=called(world, now),
        covered=kept.shift.ask,
        resting=resting,
        closed=closed,
        doubted=doubted,
        silent=silent,
        first=first,
        emptied=forgotten(world, now),
        open_return=open_return,
        code=communities.make_return_code(one=open_return, by=cast.jun, now=now),
        mail=told_by_mail(kept, world, now),
        open_link=open_link.secret,
        used_link=link.secret,
    )


def beyond(world: World, now: dt.datetime) -> Commitment:
    """Chidi comes as one more."""
    shift = open_to_one_more(world, now, 15 * DAY, "Carry the piano")
    made = commitments.offer(shift=shift, by=world.cast.chidi, now=now, as_one_more=True)
    return commitments.accept(commitment=made, by=world.cast.amal, now=now)


def open_to_one_more(world: World, now: dt.datetime, when: dt.timedelta, what: str) -> Shift:
    shift = promised(world, now, when, what).shift
    Shift.objects.filter(pk=shift.pk).update(one_more=1)
    return shift


def called(world: World, now: dt.datetime) -> StandIn:
    shift = asked(world, now, 17 * DAY, "Hold the ladder")
    by = world.cast.amal
    return StandIn.objects.create(
        shift=shift, person=world.cast.chidi, offered_at=now, agreed_at=now, agreed_by=by, called_at=now
    )


def keeping_less(group: Community, world: World, now: dt.datetime) -> Community:
    communities.keep_for(community=group, by=world.cast.amal, days={"asks": 30}, now=now)
    return group


def forgotten(world: World, now: dt.datetime) -> Ask:
    ask = asked(world, now, 7 * DAY, "Fetch the ladder").ask
    commitments.empty_ask(ask=ask, by=None, now=now)
    return ask


def signed(world: World, now: dt.datetime) -> Commitment:
    date = asked(world, now, 9 * DAY, "Sign the letter")
    Ask.objects.filter(pk=date.ask_id).update(kind="speak", minutes=10, is_flexible=True, place=None)
    Shift.objects.filter(pk=date.pk).update(starts_at=now - 2 * DAY)
    date = Shift.objects.get(pk=date.pk)
    made = commitments.offer(shift=date, by=world.cast.bruno, now=now - DAY)
    commitments.accept(commitment=made, by=world.cast.amal, now=now - DAY)
    commitments.claim_done(commitment=made, by=world.cast.bruno, now=now - HOUR)
    return made


def untended(world: World, now: dt.datetime, what: str, *, asked_days_ago: int) -> Ask:
    ask = asked(world, now, 60 * DAY, what).ask
    ask.asked_again_at = now - asked_days_ago * DAY
    ask.save(update_fields=["asked_again_at"])
    return ask


def of_somebody_kept_out(world: World, now: dt.datetime) -> Commitment:
    """Made before the group kept them out, and ended by that."""
    shift = asked(world, now, 6 * DAY, "Sweep the yard")
    made = Commitment.objects.create(
        shift=shift,
        ally=world.cast.farid,
        minutes=60,
        period_on=period_start(shift.starts_at.date()),
        offered_at=now - 2 * DAY,
        closed_at=now - DAY,
    )
    Decline.objects.create(commitment=made, at=now - DAY)
    return made


def waited_for(world: World, now: dt.datetime) -> Return:
    """Chidi lost the way in nine days ago, and the days in which it could be refused are over."""
    cast = world.cast
    Keyholder.objects.create(community=cast.harbour, person=cast.chidi, named_at=now - 20 * DAY)
    people.mark_return(person=cast.chidi, since=now - 9 * DAY)
    return Return.objects.create(
        community=cast.harbour,
        person=cast.chidi,
        started_at=now - 9 * DAY,
        started_by=cast.amal,
        confirmed_at=now - 8 * DAY,
        confirmed_by=cast.jun,
        opens_at=now - DAY,
    )


def told_by_mail(commitment: Commitment, world: World, now: dt.datetime) -> Mail:
    commitments.write(commitment=commitment, text="Which door?", by=world.cast.amal, now=now)
    notice = Notice.objects.filter(to=world.cast.bruno, kind="message.received").latest("at")
    return Mail.objects.create(to=world.cast.bruno, notice=notice, due_at=now, sent_at=now)


def many(world: World, now: dt.datetime) -> None:
    for number in range(MANY):
        asked(world, now, 9 * DAY + number * DAY, f"Carry tables, week {number}")


def unvouched(world: World, now: dt.datetime) -> Community:
    made = community("Wheel Table", Visibility.PUBLIC, world.hana, now)
    made.vouches.all().delete()
    return made


def ended(name: str, how: Callable[..., object], world: World, now: dt.datetime) -> Community:
    made = community(name, Visibility.PUBLIC, world.cast.amal, now)
    how(community=made, by=world.cast.amal, now=now)
    return made
