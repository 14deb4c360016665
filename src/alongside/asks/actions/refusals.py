"""Why a change to an ask may be refused."""

from django.utils.translation import gettext_lazy as _

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
    message = _("One ask can have 60 dates. Make a second ask for the others.")
    field = "when"


class NotADate(Refused):
    message = _("The end must come after the start, with one to 500 places.")
    field = "when"


class AlreadyStarted(Refused):
    message = _("This date has already begun, so it stays as it is. Add a new date instead.")
    field = "when"


class FewerThanTaken(Refused):
    message = _("More people than that already have a place. Release somebody first, or keep the number.")
    field = "places"


class AlreadyClosed(Refused):
    message = _("This ask is closed. Write a new one instead.")


class GroupClosed(Refused):
    message = _("This group is closed, so nothing can be asked in its name.")
