"""Groups write their asks, and some asks are paused, closed, moved or called off."""

import datetime as dt
from functools import partial

from alongside.asks import actions
from alongside.asks.models import Ask
from alongside.asks.rules import Slot, repeating
from alongside.commitments import actions as commitments
from alongside.home.management.demo.offering import offers_come
from alongside.home.management.demo.reading import AskWords
from alongside.home.management.demo.town import Group, Town
from alongside.people.models import Person


def ask_for_everything(town: Town) -> None:
    """Plans each ask some days before its first date; one that lies ahead was written within the last days."""
    for group in town.words.groups:
        for words in group.asks:
            for days in words.on:
                is_last = days == words.on[-1]
                early = max(min(days) - town.dice.randint(8, 14), -group.founded + 5)
                day = early if early < -1 else -town.dice.randint(2, 5)
                town.timeline.plan(
                    town.some_time(day), partial(ask, town, group.name, words, days, is_last=is_last)
                )


def ask(
    town: Town, name: str, words: AskWords, days: tuple[int, ...], now: dt.datetime, *, is_last: bool
) -> None:
    group = town.groups[name]
    state = words.state if is_last else "open"
    by = town.one_of(group.stewards)
    if words.by == "member":
        by = group.members[-1] if state == "reported" else town.one_of(group.members)
    details: dict[str, object] = {"why": words.why, "good": words.good}
    if words.acceptance:
        details["acceptance"] = words.acceptance
    made = actions.draft(
        community=group.community,
        by=by,
        now=now,
        kind=words.kind,
        what=words.what,
        language=group.words.language,
        slots=slots(town, words, days, now),
        place=group.places.get(words.place),
        open_to=words.open_to,
        is_flexible=words.flexible,
        on_behalf=words.on_behalf and by in group.stewards,
        details=details,
    )
    say_more(made, words, by, now)
    for language, said in words.said.items():
        actions.reword(ask=made, by=by, now=now, language=language, **said)
    if is_last and words.repeats:
        repeat(town, made, words.repeats, words.left_out, by, now)
    if state == "draft":
        return
    actions.publish(ask=made, by=by, now=now)
    offers_come(town, group, made, words)
    town.timeline.plan(now + town.hours(26, 40), partial(turn, town, group, made, state))


def say_more(made: Ask, words: AskWords, by: Person, now: dt.datetime) -> None:
    """What the form's second page asks for, where there is anything to say."""
    if made.minutes != words.minutes or words.languages or words.needed or words.welcome:
        actions.edit(
            ask=made,
            by=by,
            now=now,
            changes={"minutes": words.minutes},
            languages=words.languages,
            needed=words.needed,
            welcome=words.welcome,
        )


def repeat(
    town: Town, made: Ask, how: tuple[str, int], left_out: int | None, by: Person, now: dt.datetime
) -> None:
    often, count = how
    shift = made.shifts.get()
    first = shift.starts_at.astimezone(town.zone).date()
    rule = repeating.times(repeating.pattern(repeating.Often(often), first), first, count)
    series = actions.repeat(shift=shift, by=by, now=now, rule=rule)
    if left_out is not None:
        on = town.today + dt.timedelta(days=left_out)
        actions.leave_out(series=series, on=on, by=by, now=now)


def slots(town: Town, words: AskWords, days: tuple[int, ...], now: dt.datetime) -> list[Slot]:
    if words.flexible:
        return [Slot(now, town.on(days[0], "21:00"), words.places, words.role)]
    starts = [town.on(day, words.at) for day in days]
    lasts = dt.timedelta(minutes=words.minutes)
    return [Slot(one, one + lasts, words.places, words.role) for one in starts]


def turn(town: Town, group: Group, made: Ask, state: str, now: dt.datetime) -> None:
    """What becomes of an ask that does not simply stay open."""
    by, last = group.stewards[0], made.shifts.order_by("starts_at").last()
    if state == "paused":
        actions.pause(ask=made, by=by, now=now)
    elif state == "closed":
        actions.close(ask=made, by=by, now=now)
    elif state == "cancelled" and last:
        commitments.cancel_date(shift=last, by=by, now=now)
    elif state == "moved" and last:
        later = dt.timedelta(minutes=45)
        slot = Slot(last.starts_at + later, last.ends_at + later, last.places, last.role)
        actions.change_shift(shift=last, by=by, now=now, slot=slot)
