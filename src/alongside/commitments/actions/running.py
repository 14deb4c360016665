"""What somebody does who runs one ask for its stewards. Each looks again whether they still may."""

import datetime as dt

from django.db import transaction
from django.urls import reverse

from alongside.asks import actions as asks
from alongside.asks import rules as ask_rules
from alongside.asks.models import Runner
from alongside.commitments import queries, rules
from alongside.commitments.actions import answering, refusals
from alongside.commitments.actions.locking import locked
from alongside.commitments.models import Attendance, Commitment, Decline
from alongside.ledger import actions as ledger
from alongside.notices import actions as notices
from alongside.people import queries as people
from alongside.people.models import Person


@transaction.atomic
def begin_run(*, secret: str, by: Person, now: dt.datetime) -> Runner:
    """Everybody who offered or promised hears that somebody else reads their name from now on."""
    runner = asks.begin_to_run(secret=secret, by=by, now=now)
    letters = [
        notices.Letter(to=one.ally, about=one.about, url=reverse("commitments:commitment", args=[one.pk]))
        for one in queries.of_whole_run(runner=runner, now=now)
    ]
    notices.tell_all(letters=letters, kind="run.concerns", now=now)
    ledger.record(
        kind="commitments.begin_run",
        subject=runner.pk,
        community=runner.ask.community_id,
        by=by,
        now=now,
        facts={"ask": runner.ask_id, "told": len(letters)},
    )
    return runner


def answerable(
    runner: Runner, commitment: Commitment, by: Person, now: dt.datetime
) -> tuple[Runner, Commitment]:
    """Both as they are now, the commitment locked. Raises 404 for what is not theirs to answer."""
    runner = queries.running(viewer=by, id=runner.pk, now=now)
    queries.of_run(runner=runner, commitment=commitment.pk, now=now)
    return runner, locked(commitment)


@transaction.atomic
def say_yes_in_run(*, runner: Runner, commitment: Commitment, by: Person, now: dt.datetime) -> Commitment:
    """Nobody gets into the group by it, and no exact place opens unless a steward said so beforehand."""
    runner, commitment = answerable(runner, commitment, by, now)
    if not ask_rules.may_say_yes_for_stewards(runner.ask.kind):
        raise refusals.StewardSaysYes
    refuse_if_answered(commitment, now)
    relation = answering.relation_of_ally(commitment, now)
    if not relation.is_inside:
        raise refusals.StewardLetsIn
    answering.give_place(commitment, by, now, relation, yes_at=now if runner.reads_place else None)
    answering.note_and_tell(
        commitment, by, now, kind="commitments.accept", notice="offer.accepted", runner=runner.pk
    )
    return commitment


@transaction.atomic
def say_no_in_run(*, runner: Runner, commitment: Commitment, by: Person, now: dt.datetime) -> Commitment:
    runner, commitment = answerable(runner, commitment, by, now)
    refuse_if_answered(commitment, now)
    answering.turn_down(commitment, by, now, Decline.Reason.NONE, runner=runner.pk)
    return commitment


def refuse_if_answered(commitment: Commitment, now: dt.datetime) -> None:
    if not rules.may_answer(commitment.history, now):
        raise refusals.NoLongerPossible


@transaction.atomic
def mark_in_run(
    *, runner: Runner, commitment: Commitment, came: bool, by: Person, now: dt.datetime
) -> Commitment:
    """Whether somebody came, for the stewards to read. The ally is told nothing, and it can be marked again."""
    runner, commitment = answerable(runner, commitment, by, now)
    if commitment.shift.starts_at > now:
        raise refusals.NotBegunYet
    if not rules.holds_a_place(commitment.state(now)):
        raise refusals.NoLongerPossible
    Attendance.objects.update_or_create(commitment=commitment, defaults={"at": now, "by": by, "came": came})
    ledger.record(
        kind="commitments.mark_in_run",
        subject=commitment.pk,
        community=commitment.shift.ask.community_id,
        by=by,
        about=commitment.ally,
        now=now,
        facts={"runner": runner.pk, "came": came},
    )
    return commitment


@transaction.atomic
def write_in_run(
    *,
    runner: Runner,
    commitment: Commitment,
    text: str,
    by: Person,
    now: dt.datetime,
    from_mail: bool = False,
) -> None:
    """From whoever runs the ask to one ally."""
    runner = queries.running(viewer=by, id=runner.pk, now=now)
    commitment = queries.of_run(runner=runner, commitment=commitment.pk, now=now)
    url = reverse("commitments:with_runner", args=[commitment.pk, runner.pk])
    note_written(runner, commitment, text, by, commitment.ally, url, now, from_mail=from_mail)


@transaction.atomic
def answer_runner(
    *,
    runner: Runner,
    commitment: Commitment,
    text: str,
    by: Person,
    now: dt.datetime,
    from_mail: bool = False,
) -> None:
    """From an ally to whoever runs the ask, while they do."""
    page = queries.with_runner(viewer=by, id=commitment.pk, runner=runner.pk, now=now)
    if not page.may_write:
        raise refusals.RunIsOver
    url = reverse("commitments:run_person", args=[page.runner.pk, page.commitment.pk])
    to = page.runner.person
    note_written(page.runner, page.commitment, text, by, to, url, now, from_mail=from_mail)


def note_written(
    runner: Runner,
    commitment: Commitment,
    text: str,
    by: Person,
    to: Person | None,
    url: str,
    now: dt.datetime,
    *,
    from_mail: bool,
) -> None:
    """Nobody hears of words by somebody whom they block. The ledger keeps that it was written, never the words."""
    hears = to is not None and not people.has_blocked(person=to, other=by)
    message = notices.write(
        about=queries.run_about(runner=runner, commitment=commitment),
        by=by,
        from_asking_side=commitment.ally_id != by.pk,
        from_mail=from_mail,
        text=text,
        language=by.language,
        now=now,
        to=[to] if to and hears else [],
        url=url,
    )
    ledger.record(
        kind="commitments.write",
        subject=message.pk,
        community=commitment.shift.ask.community_id,
        by=by,
        now=now,
        facts={"commitment": commitment.pk, "runner": runner.pk},
    )


@transaction.atomic
def tell_of_offers(*, runner: Runner, now: dt.datetime) -> None:
    """One notice for all offers that came since the last one."""
    Runner.objects.filter(pk=runner.pk).update(told_at=now)
    url = reverse("commitments:run", args=[runner.pk])
    notices.tell(to=runner.person, kind="run.offers", about=f"run:{runner.pk}", url=url, now=now)
