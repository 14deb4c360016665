"""Why a step on a commitment may be refused, in words for whoever is refused."""

from django.utils.translation import gettext_lazy as _

from alongside.asks.rules import Misfit
from alongside.core.refusals import Refused
from alongside.people.actions import AtCapacity


class AskNotOpen(Refused):
    message = _("This ask takes no offers now.")


class TooManyCalendars(Refused):
    message = _("You have ten addresses. End one that you do not use, then make a new one.")


class NoMailAddress(Refused):
    message = _("We have no confirmed mail address of yours. Give one first, under Me.")


class DateOver(Refused):
    message = _("This date has begun or is over. Choose another date.")
    field = "shift"


class EveryDateOfferedAlready(Refused):
    message = _("You offered these dates already. Look at your desk.")


class NotForEveryDate(Refused):
    message = _("This ask gives places at once. Offer to each date that suits you.")


class NotKnownYet(Refused):
    message = _("The group does not know you yet. Help once; after that you may offer every date.")


class LastsTooLong(Refused):
    message = _("At most twelve weeks from today. After that the group and you are asked again.")
    field = "until"


class NoDateUntilThen(Refused):
    message = _("There is no date from tomorrow until that day. Choose a later one.")
    field = "until"


class Covered(Refused):
    message = _("All places of this date are taken. Choose another date, or look at other asks.")
    field = "shift"


class OnlyAsOneMore(Refused):
    message = _(
        "All places of this date are taken by now. You can come as one more: tick that below, or choose another date."
    )
    field = "as_one_more"


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


class WeekFull(Refused):
    message = _(
        "You have as many dates of this group in that week as one person may take. "
        "A day before, what is still free is open to you too."
    )
    field = "shift"


class Resting(Refused):
    message = _("You are resting. End your rest first, if you want to offer now.")


class OwnAsk(Refused):
    message = _("This is your own ask. Others can offer here.")


class SkillNeeded(Refused):
    message = _("This needs a skill that you did not name among what you offer. Add it, if you have it.")


class LanguageNeeded(Refused):
    message = _("This needs a language that you did not name. Add it, if you speak it.")


class PlaceWithoutNeed(Refused):
    message = _(
        "The place lacks something that you need. The group can change the place, or you can change your needs."
    )


class TooFar(Refused):
    message = _("This is farther away than you said you travel. You can change that distance.")


class NoLongerPossible(Refused):
    message = _("This is no longer possible. Somebody was faster, or the time has passed.")


class OwnOffer(Refused):
    message = _("This is your own offer. Another steward answers it.")


class ReasonNeeded(Refused):
    message = _("Choose a reason. Whoever gave their time should know why.")
    field = "reason"


class OwnCommitment(Refused):
    message = _("This is your own promise. Somebody else of the group says whether it helped.")


class NothingPromised(Refused):
    message = _("There is no promise here, so there is nothing to answer.")


class LinkSpent(Refused):
    message = _("This link was used, or is too old. Ask the group for a new one.")


class StewardSaysYes(Refused):
    message = _("A yes to help close to somebody stays with the group's stewards.")


class StewardLetsIn(Refused):
    message = _("This person is new to the group. A steward answers them first.")


class NotBegunYet(Refused):
    message = _("You can mark who came when it has begun.")


class RunIsOver(Refused):
    message = _("They do not run this ask any more. Write to the stewards instead.")


class KeptOut(Refused):
    message = _("The group keeps you out for a time. You cannot write here for now.")


OF_MISFIT: dict[Misfit, type[Refused]] = {
    Misfit.RESTING: Resting,
    Misfit.COVERED: Covered,
    Misfit.ONE_FIRST: FirstOneFirst,
    Misfit.WEEK_FULL: WeekFull,
    Misfit.SAME_TIME: DatesOverlap,
    Misfit.NO_HOURS: AtCapacity,
    Misfit.SKILL: SkillNeeded,
    Misfit.LANGUAGE: LanguageNeeded,
    Misfit.ACCESS: PlaceWithoutNeed,
    Misfit.TOO_FAR: TooFar,
}
"""What an ally is told when an ask does not fit, the weightiest reason first."""
