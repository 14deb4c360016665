"""Somebody from outside runs one ask by a link of a steward, and wants more than that.

They read who offered and promised there, until a day. So the group, its members, its other asks, notes, needs,
words to its stewards, verdicts and the exact place are on none of their pages; they decide nothing else; close
help waits for a steward; whoever blocks them is gone; and it ends by itself, or with whoever gave it.
"""

import datetime as dt

import pytest
import time_machine
from django.http import Http404

from alongside.asks import actions as asks
from alongside.asks.models import Place
from alongside.commitments import actions as commitments
from alongside.commitments import queries
from alongside.commitments.models import Commitment
from alongside.commitments.queries.running import RunPerson
from alongside.communities import actions as communities
from alongside.communities.models import Restriction
from alongside.communities.rules import Relation
from alongside.core.refusals import Refused
from alongside.home.cast import EXACT_PLACE
from alongside.people.models import AccessNeed, Block
from tests.adversaries.reach import reachable
from tests.adversaries.test_stalker import ONE_TIME
from tests.adversaries.weak import builds
from tests.walk import undone
from tests.world import address

DAY = dt.timedelta(days=1)
TO_STEWARDS = "Canary-to-stewards-6120"
MINE = ("commitments:run", "commitments:run_date", "commitments:run_person")


def leaks(world, client_of, now):
    prepare(world, now)
    return [
        *of_their_pages(world, client_of, now),
        *of_every_page(world, client_of),
        *of_deciding(world, now),
        *of_a_verdict(world, client_of, now),
        *of_close_help(world, now),
        *of_a_block(world, client_of),
        *of_whoever_gave_it(world, client_of, now),
        *of_the_end(world, client_of),
    ]


def prepare(world, now):
    """Bruno said what they need and wrote to the stewards; the exact place is open to those who come."""
    AccessNeed.objects.get_or_create(person=world.cast.bruno, fact="quiet")
    commitments.write(commitment=world.promise, text=TO_STEWARDS, by=world.cast.bruno, now=now)
    Place.objects.filter(pk=world.cast.place.pk).update(opens_hours_before=24 * 30)


def pages(world, client_of):
    browser = client_of(world.noor)
    for route in MINE:
        page = undone(lambda route=route: browser.get(address(route, world)))
        yield route, page.status_code, ONE_TIME.sub(b"", page.content).decode()


def private(world):
    cast = world.cast
    names = [cast.amal, cast.jun, cast.chidi, cast.dara]
    return [
        EXACT_PLACE,
        cast.place.name,
        world.offer.note,
        TO_STEWARDS,
        world.twin.what,
        world.draft.what,
        *(f">{one.display_name}<" for one in names),
    ]


def of_their_pages(world, client_of, now):
    for route, status, page in pages(world, client_of):
        assert status == 200, route
        yield from (
            f"{word} on {route}" for word in [*private(world), world.cast.harbour.name] if word in page
        )


def of_every_page(world, client_of):
    for route in reachable():
        page = undone(lambda route=route: client_of(world.noor).get(address(route, world)))
        said = page.content.decode(errors="replace")
        yield from (f"{word} on {route}" for word in private(world) if word in said)


def of_deciding(world, now):
    """What belongs to stewards, and the offers of another ask through what they run."""
    cast, noor = world.cast, world.noor
    elsewhere = commitments.offer(shift=world.twin.shifts.get(), by=cast.jun, now=now)
    run = {"runner": world.runner, "by": noor, "now": now}
    tries = {
        "a yes as a steward": lambda: commitments.accept(commitment=world.offer, by=noor, now=now),
        "a yes elsewhere": lambda: commitments.say_yes_in_run(commitment=elsewhere, **run),
        "a no elsewhere": lambda: commitments.say_no_in_run(commitment=elsewhere, **run),
        "words elsewhere": lambda: commitments.write_in_run(commitment=elsewhere, text="x", **run),
        "an ask": lambda: asks.edit(ask=cast.ask, by=noor, now=now, changes={"what": "x"}),
        "an end of the ask": lambda: asks.close(ask=cast.ask, by=noor, now=now),
        "an invitation": lambda: communities.invite(community=cast.harbour, role="member", by=noor, now=now),
        "another runner": lambda: asks.let_run(
            ask=cast.ask, until=(now + 9 * DAY).date(), reads_place=True, by=noor, now=now
        ),
    }
    for what, act in tries.items():
        if is_done(act):
            yield what


def is_done(act):
    try:
        act()
    except (Http404, Refused):
        return False
    return True


def of_a_verdict(world, client_of, now):
    """Neither theirs to give, nor to read when a steward gave it."""
    later = world.cast.shift.ends_at + dt.timedelta(hours=1)
    with time_machine.travel(later, tick=False):
        before = list(pages(world, client_of))
        judged = {"commitment": world.promise, "outcome": "helped", "now": later}
        if is_done(lambda: commitments.judge(by=world.noor, **judged)):
            yield "a verdict"
        commitments.judge(by=world.cast.amal, **judged)
        if [page for *_, page in before] != [page for *_, page in pages(world, client_of)]:
            yield "what a steward said of it"


def of_close_help(world, now):
    """It became help at somebody's home since. Noor is a stranger: nothing of it is open any more."""
    with_before = {"kind": world.cast.ask.kind, "open_to": world.cast.ask.open_to}
    ask = type(world.cast.ask).objects.filter(pk=world.cast.ask.pk)
    ask.update(kind="at_home")
    run = {"runner": world.runner, "by": world.noor, "now": now}
    if is_done(lambda: commitments.say_yes_in_run(commitment=world.offer, **run)):
        yield "a yes to close help"
    ask.update(**with_before)
    Commitment.objects.filter(pk=world.offer.pk).update(closed_at=None)


def of_a_block(world, client_of):
    Block.objects.create(by=world.hana, against=world.noor, at=world.runner.at)
    for route, _status, page in pages(world, client_of):
        if world.hana.display_name in page:
            yield f"whoever blocks them, on {route}"
    Block.objects.filter(by=world.hana).delete()


def of_whoever_gave_it(world, client_of, now):
    kept_out = Restriction.objects.create(
        community=world.cast.harbour, person=world.cast.amal, reason="safety", by=world.cast.jun, at=now,
        until=now + DAY,
    )  # fmt: skip
    yield from (
        f"{route}, given by who is kept out"
        for route, status, _page in pages(world, client_of)
        if status != 404
    )
    kept_out.delete()


def of_the_end(world, client_of):
    """The midnight after the last day; nobody took it away."""
    with time_machine.travel(world.runner.until, tick=False):
        for route, status, _page in pages(world, client_of):
            if status != 404:
                yield f"{route} after its end"


def test_nothing_leaks(world, client_of, now):
    assert leaks(world, client_of, now) == []


class Outspoken(RunPerson):
    history = property(lambda self: self.commitment.history)


def begun(self, now):
    return self.filter(begun_at__isnull=False)


EVERYBODYS_STEWARD = Relation(is_signed_in=True, is_member=True, is_steward=True)
WEAK = {
    "nothing ends it": [("alongside.asks.models.runner.RunnerQuerySet.live", begun)],
    "whoever runs an ask is a steward": [
        ("alongside.communities.queries.knowing.made_of", lambda *_told: EVERYBODYS_STEWARD)
    ],
    "they read the exact place": [
        ("alongside.asks.rules.is_exact_place_open", lambda **_told: True),
    ],
    "they answer for every ask": [
        (
            "alongside.commitments.queries.of_run",
            lambda *, commitment, **_told: Commitment.objects.with_history().get(pk=commitment),
        ),
    ],
    "close help is theirs": [
        ("alongside.asks.rules.may_say_yes_for_stewards", lambda _kind: True),
        ("alongside.commitments.queries.running:may_still_run", lambda *_told: True),
    ],
    "a block is not heeded": [
        (
            "alongside.commitments.queries.running:within",
            lambda runner, now: queries.of_whole_run(runner=runner, now=now),
        )
    ],
    "they read verdicts": [
        ("alongside.commitments.queries.running:RunPerson", Outspoken),
    ],
}


@pytest.mark.sqlite
@pytest.mark.parametrize("weakness", builds(WEAK))
def test_weak_build_is_found(weakness, weaken, world, client_of, now):
    weaken(WEAK[weakness])
    assert leaks(world, client_of, now)
