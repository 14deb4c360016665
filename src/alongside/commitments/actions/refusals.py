"""Why a step on a commitment may be refused, in words for whoever is refused."""

from django.utils.translation import gettext_lazy as _

from alongside.core.refusals import Refused


class AskNotOpen(Refused):
    message = _("This ask takes no offers now.")


class DateOver(Refused):
    message = _("This date has begun or is over. Choose another date.")
    field = "shift"


class Covered(Refused):
    message = _("All places of this date are taken. Choose another date, or look at other asks.")
    field = "shift"


class AlreadyOffered(Refused):
    message = _("You already have a place or an offer on this date.")
    field = "shift"


class DatesOverlap(Refused):
    message = _("You promised something else at that time. Release it first, or choose another date.")
    field = "shift"


class FirstOneFirst(Refused):
    message = _(
        "You have one open promise with this group. The next can follow once they said that it helped."
    )


class Resting(Refused):
    message = _("You are resting. End your rest first, if you want to offer now.")


class OwnAsk(Refused):
    message = _("This is your own ask. Others can offer here.")


class DoesNotFit(Refused):
    """An offer that the ally's own settings or the ask's needs rule out. The message names which."""

    def __init__(self, message: object) -> None:
        super().__init__()
        self.reason = message

    def __str__(self) -> str:
        return str(self.reason)


class NoLongerPossible(Refused):
    message = _("This is no longer possible. Somebody was faster, or the time has passed.")


class OwnCommitment(Refused):
    message = _("This is your own promise. Somebody else of the group says whether it helped.")


class LinkSpent(Refused):
    message = _("This link was used, or is too old. Ask the group for a new one.")


class SaySomething(Refused):
    message = _("Write a few words first.")
    field = "text"
