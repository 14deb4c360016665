"""A spreadsheet on its way into drafts."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.communities.models import Community
from alongside.core.declaring import OF_COMMUNITY, UNLINKED, Declaration, Kept
from alongside.core.fields import IdField, SealedTextField
from alongside.people.models import Person

FOR_2_DAYS = OF_COMMUNITY.but(kept=Kept.DAYS_2)


class SheetField(models.TextChoices):
    """What a column may hold, in words. The values are those of `rules.sheets.Field`."""

    WHAT = "what", _("What is needed")
    ROLE = "role", _("Role")
    DATE = "date", _("Date")
    TIME = "time", _("Time, from and to")
    STARTS = "starts", _("Start time")
    ENDS = "ends", _("End time")
    PLACES = "places", _("How many people")
    PLACE = "place", _("Place")
    WHY = "why", _("Why it matters (others will read it)")
    NOTE = "note", _("Note for stewards only")


class SheetProblem(models.TextChoices):
    """Why a line cannot become a draft. The values are those of `rules.sheets.Problem`."""

    HEADING = "heading", _("A title or heading.")
    NO_WHAT = "no_what", _("It does not say what is needed.")
    WHAT_TOO_LONG = "what_too_long", _("What is needed must fit into 160 letters. Letters here:")
    WHY_TOO_LONG = "why_too_long", _("Why it matters must fit into 2,000 letters. Letters here:")
    FORMULA = "formula", _("This is a formula, not words:")
    NO_DATE = "no_date", _("No date.")
    DATE_NOT_UNDERSTOOD = "date", _("We could not read this date:")
    DATE_BOTH_WAYS = "both_ways", _("Say whether the day or the month comes first, for:")
    DATE_IS_OVER = "over", _("This date is over:")
    DATE_TOO_FAR = "too_far", _("This date is more than five years ahead:")
    NO_SUCH_HOUR = "no_such_hour", _("The clocks change that night. Write hours that there are, for:")
    TIME_NOT_UNDERSTOOD = "time", _("We could not read this time. Write it like 18:00 or 6pm:")
    PLACES_NOT_UNDERSTOOD = "places", _("We could not read how many people. Write a number from 1 to 500:")
    SAME_AS_ABOVE = "same", _("The same as line")
    LONGER_THAN_A_DAY = "longer", _("It is longer than a day. Write it here by hand, day by day.")
    ZONE_NOT_KNOWN = "zone", _("We do not know this time zone:")
    REPEATS_NOT_UNDERSTOOD = "repeats", _("We could not read how it repeats:")
    NEVER_ENDS = (
        "never_ends",
        _("It repeats and has no end. Go back to the columns and say that you want it, or give it an end."),
    )
    CALLED_OFF = "called_off", _("It is called off in the calendar.")
    IS_PRIVATE = "private", _("It is marked as private in the calendar.")


class SheetDoubt(models.TextChoices):
    """What was filled in or guessed. The values are those of `rules.sheets.Doubt`."""

    DATE_FROM_ABOVE = "date_above", _("The date comes from a line above.")
    WEEKDAY_DIFFERS = "weekday", _("That date is another day of the week:")
    SOME_DATES_OVER = "some_over", _("Some of its dates are over and are left out.")
    NO_TIME = "no_time", _("No time was given. We wrote 9:00 to 17:00.")
    NO_END = "no_end", _("No end was given. We wrote two hours after the start.")
    NEXT_DAY = "next_day", _("It ends on the next day.")
    MORE_OF_TWO = "more_of_two", _("We took the larger number of:")
    ONE_PLACE = "one_place", _("No number was given. We wrote 1 person.")
    PLACE_NOT_SAVED = "place_not_saved", _("This place is not saved yet. It is kept as a note:")
    MORE_DATES = "more_dates", _("It goes on after these dates. Add further dates by hand.")


class SheetImport(models.Model):
    """A spreadsheet on its way into drafts: kept for two days while a steward says which column is which."""

    id = IdField()
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="sheets")
    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    rows = SealedTextField()
    mapping: Any = models.JSONField(default=dict)
    taken_at = models.DateTimeField(null=True, blank=True)

    kept_from = "at"
    declared: dict[str, Declaration] = {
        "id": FOR_2_DAYS,
        "community": FOR_2_DAYS,
        "by": UNLINKED.but(kept=Kept.DAYS_2),
        "at": FOR_2_DAYS,
        "rows": FOR_2_DAYS.but(encrypted=True),
        "mapping": FOR_2_DAYS,
        "taken_at": FOR_2_DAYS,
    }
