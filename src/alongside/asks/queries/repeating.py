"""What repeats, in plain words: how often, on which days of the week, until when."""

import datetime as dt
from dataclasses import dataclass

from babel.dates import get_day_names
from django.http import Http404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.asks.models import Ask, Occurrence, Series, Shift
from alongside.asks.queries.groups import editable
from alongside.asks.rules import repeating, repeats
from alongside.asks.rules.repeating import Often, Reach
from alongside.people.models import Person
from alongside.ui.templatetags.ui import day_in_words, habits, listed

EVERY_WEEKS = {
    1: _("Every week: %(days)s"),
    2: _("Every second week: %(days)s"),
    3: _("Every third week: %(days)s"),
    4: _("Every fourth week: %(days)s"),
}
OF_MONTH = {
    1: _("Every month on the first %(day)s"),
    2: _("Every month on the second %(day)s"),
    3: _("Every month on the third %(day)s"),
    4: _("Every month on the fourth %(day)s"),
    -1: _("Every month on the last %(day)s"),
}


def weekday(number: int) -> str:
    """Its name in the reader's language; Monday is 0."""
    return str(get_day_names("wide", locale=habits())[number])


def weekdays() -> list[tuple[int, str]]:
    """The days of a week from the one on which the reader's weeks begin."""
    first = habits().first_week_day
    return [(number, weekday(number)) for number in ((first + one) % 7 for one in range(7))]


def in_words(series: Series) -> str:
    """How often and until when; its hours stand elsewhere, as not everybody may know them."""
    found = repeating.named(series.rule, series.first_on)
    return gettext("%(rule)s, until %(day)s") % {
        "rule": rule_in_words(series.rule),
        "day": day_in_words(found[-1] if found else series.first_on, habits()),
    }


def rule_in_words(text: str) -> str:
    rule = repeats.read_rule(text)
    if rule.freq == "DAILY":
        return gettext("Every day")
    if rule.freq == "WEEKLY":
        days = listed(weekday(number) for number, _which in rule.days)
        return str(EVERY_WEEKS[rule.interval]) % {"days": days}
    if rule.days:
        number, which = rule.days[0]
        return str(OF_MONTH[which]) % {"day": weekday(number)}
    return gettext("Every month on day %(day)s") % {"day": rule.month_days[0]}


def rule_choices(first: dt.date) -> list[tuple[str, str]]:
    """How a date on this day may repeat. A fifth weekday of a month is its last; not every month has five."""
    by_week = {
        Often.WEEK: _("Every week"),
        Often.TWO_WEEKS: _("Every second week"),
        Often.THREE_WEEKS: _("Every third week"),
        Often.FOUR_WEEKS: _("Every fourth week"),
    }
    by_month = [Often.WEEKDAY_OF_MONTH] * (repeating.which_of_month(first) < 5)
    by_month += [Often.LAST_WEEKDAY_OF_MONTH] * repeating.is_last_of_month(first)
    return [
        (Often.DAY.value, gettext("Every day")),
        *((often.value, str(words)) for often, words in by_week.items()),
        *(
            (often.value, rule_in_words(repeating.pattern(often, first)))
            for often in (*by_month, Often.DAY_OF_MONTH)
        ),
    ]


@dataclass(frozen=True, slots=True)
class Repeating:
    """A series as those see it who steer its ask: in words, and its next few days."""

    series: Series
    words: str
    next_days: list[dt.date]


def seen_series(series: Series, now: dt.datetime) -> Repeating:
    off = {one.on for one in series.days_off.all()}
    since = now.astimezone(series.ask.community.zone).date()
    days = repeating.next_days(series.rule, series.first_on, off, since)
    return Repeating(series, in_words(series), days)


def all_series(*, ask: Ask, now: dt.datetime) -> list[Repeating]:
    """What repeats in an ask and is not over, however many dates it has."""
    found = [
        seen_series(one, now)
        for one in ask.series.select_related("ask__community").prefetch_related("days_off")
    ]
    return [one for one in found if one.next_days]


def repeated_dates(*, ask: Ask) -> set[str]:
    """The ids of its dates that belong to a series."""
    return set(Occurrence.objects.filter(series__ask=ask).values_list("shift_id", flat=True))


def series(*, viewer: Person, ask_id: str, id: str, now: dt.datetime) -> Repeating:
    """One series of an ask that the viewer may change; 404 otherwise."""
    ask = editable(viewer=viewer, id=ask_id, now=now)
    found = ask.series.prefetch_related("days_off").filter(pk=id).first()
    if found is None:
        raise Http404
    found.ask = ask
    return seen_series(found, now)


def reached(*, shift: Shift, reach: Reach, now: dt.datetime) -> list[Shift]:
    """A date, or also those of its series that follow it or are to come: what has not begun and is not called off."""
    day = Occurrence.objects.filter(shift=shift).first() if reach is not Reach.ONE else None
    if day is None:
        return [shift]
    ahead = (
        Occurrence.objects.filter(series_id=day.series_id).ahead(now).select_related("shift__ask__community")
    )
    if reach is Reach.FOLLOWING:
        ahead = ahead.filter(on__gte=day.on)
    return [one.shift for one in ahead.order_by("on")]
