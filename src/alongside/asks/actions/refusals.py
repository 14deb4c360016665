"""Why a change to an ask may be refused."""

from typing import ClassVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.asks.rules.repeating import Fault
from alongside.core.refusals import Refused


class MayNotPost(Refused):
    message = _("Members can post asks once somebody in the group has vouched for them.")


class MayNotEdit(Refused):
    message = _("Only a steward, or the member who wrote this ask, can change it.")


class OnlyStewards(Refused):
    message = _("Only stewards of the group can do this.")


class NeverAtOnce(Refused):
    message = _(
        "This ask has an exact place, or is help close to somebody. "
        "Choose that a steward says yes to each offer."
    )
    field = "acceptance"


class NotThisPlace(Refused):
    message = _("Choose one of the saved places of this group.")
    field = "place"


class NoDate(Refused):
    message = _("Give at least one date that is still to come.")
    field = "when"


class TooManyDates(Refused):
    message = _("One ask can have 60 dates to come. Make a second ask for the others.")
    field = "when"


class RepeatsAlready(Refused):
    message = _("This date repeats already, or is called off. Choose another one.")


class RepeatsNot(Refused):
    message = _("This date does not repeat. Change this one alone.")
    field = "reach"


class OneDateMoves(Refused):
    message = _("Only one date alone can move to another day. For the others, change the hours here.")
    field = "on"


class CannotRepeat(Refused):
    message = _("Only a date with hours, shorter than a day, can repeat.")


class NotItsFirstDay(Refused):
    message = _("The first date must be one of its days. Tick its day of the week too.")
    field = "weekdays"


class OnlyOneDay(Refused):
    message = _("Until then there is only this one date. Choose a later day.")
    field = "until"


class TooManyDays(Refused):
    message = _("These are more than 120 dates. Choose an earlier end; you can move it later.")
    field = "until"


class TooLongASeries(Refused):
    message = _("Choose an end within two years. You can move it later.")
    field = "until"


OF_FAULT: dict[Fault, type[Refused]] = {
    Fault.NOT_ITS_FIRST_DAY: NotItsFirstDay,
    Fault.ONLY_ONE: OnlyOneDay,
    Fault.TOO_MANY: TooManyDays,
    Fault.TOO_LONG: TooLongASeries,
}
"""What somebody is told whose rule is not taken."""


class NotOneOfItsDays(Refused):
    message = _("Nothing takes place on that day. Choose a day of these dates.")
    field = "on"


class CallItOff(Refused):
    message = _("This date is open already, so somebody may count on it. A steward can call it off instead.")
    field = "on"


class DatesBeyond(Refused):
    message = _("Dates after that day are open already. A steward can call them off first.")
    field = "until"


class NotADate(Refused):
    message = _("The end must come after the start, with one to 500 places.")
    field = "when"


class TooFarAhead(Refused):
    message = _("A date can be at most five years ahead. Check the year.")
    field = "when"


class AlreadyStarted(Refused):
    message = _("This date has already begun, so it stays as it is. Add a new date instead.")
    field = "when"


class CancelInstead(Refused):
    message = _(
        "This ask is open, so somebody may count on this date. A steward can cancel the date instead."
    )


class NotStillToCome(Refused):
    message = _("Choose a time that is still to come. If the date is off, cancel it.")
    field = "on"


class FewerThanTaken(Refused):
    message = _("More people than that already have a place. Release somebody first, or keep the number.")
    field = "places"


class AlreadyClosed(Refused):
    message = _("This ask is closed. Write a new one instead.")


class AlreadyPublished(Refused):
    message = _("This ask is already open. Close it instead.")


class StillADraft(Refused):
    message = _("This ask is still a draft. Publish it, or throw it away.")


class SaidAlready(Refused):
    message = _("The ask has words in this language already. Change those, or remove them first.")
    field = "language"


class TooManyWordings(Refused):
    message = _("One ask can be in six languages. Remove one of them first.")


class NotAMember(Refused):
    message = _("Only members whom somebody vouched for can say whether it helped.")
    field = "person"


class NothingToRun(Refused):
    message = _("This ask is not open, so there is nothing to run. Publish it first.")


class DayIsOver(Refused):
    message = _("This day is over. Choose one that is still to come.")
    field = "until"


class RunsTooLong(Refused):
    message = _("Choose a day within 30 days. You can let them go on later.")
    field = "until"


class EnoughRunners(Refused):
    message = _("Three people may run one ask at the same time. Take one back first.")


class MayNotRun(Refused):
    message = _("This is not open to you now. Ask the steward who gave you the link.")


class RunsAlready(Refused):
    message = _("You run this ask already. You find it under Asks you run.")


class RunLinkOver(Refused):
    message = _("This link was used, or it is too old. Ask whoever gave it to you for a new one.")


class GroupClosed(Refused):
    message = _("This group is closed, so nothing can be asked in its name.")


class AtOnceHere(Refused):
    message = _(
        "An ask at this place gives everybody a place at once. "
        "Change that ask first, then write the exact place here."
    )
    field = "exact"


class ColumnTwice(Refused):
    message = _("Two columns have the same meaning. Choose each meaning once.")


class NoWhatColumn(Refused):
    message = _("Choose the column that says what is needed.")


class WhichComesFirst(Refused):
    message = _("Some dates can be read in two ways. Say whether the day or the month comes first.")
    field = "day_first"


class NotConfirmed(Refused):
    message = _("First confirm which column is which.")


class CannotRead(Refused):
    """`line` is where reading stopped, or 0. The reasons are those of `rules.sheets.Broken`."""

    field = "file"
    reasons: ClassVar[dict[str, object]] = {
        "empty": _("There is nothing in this file. Choose another one."),
        "too_big": _("This file is too big. Remove empty lines and pictures, or cut it in two."),
        "too_many_lines": _("This file has more than 10,000 lines. Cut it into smaller files."),
        "too_wide": _("A line has more than 60 columns. Remove the columns that are not needed."),
        "not_a_sheet": _("This is not a spreadsheet. Save your list as CSV or XLSX, and choose that file."),
        "old_or_locked": _("This file is old or has a password. Save it as XLSX without a password."),
        "open_document": _("This is an OpenDocument file. Save it as XLSX or CSV, and choose that file."),
        "damaged": _("This file is damaged. Open it in your own program, and save it again as CSV or XLSX."),
        "unsafe": _("This file tries to load other things, so we did not open it. Save it again as CSV."),
        "line_too_long": _("A line is far too long. Take pictures and attachments out of the calendar."),
        "too_deep": _("This calendar is not built as calendars are. Save it again in your own program."),
        "too_crowded": _("One event has more than 5,000 lines. Take it out, and bring the others."),
        "too_much_repetition": _("Too much repeats in this calendar. Bring a smaller part of it."),
        "nothing_ahead": _("Everything in this calendar is over. Choose another one."),
    }

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.line = reason, line

    def __str__(self) -> str:
        words = str(self.reasons[self.reason])
        if not self.line:
            return words
        return gettext("Line %(line)s: %(problem)s") % {"line": self.line, "problem": words}
