"""Why a group may say no, in words for whoever is refused."""

from django.utils.translation import gettext_lazy as _

from alongside.core.refusals import Refused


class AlreadyInside(Refused):
    message = _("You are part of this group already.")


class NotOpenToYou(Refused):
    message = _("You cannot join this group now.")


class GroupClosed(Refused):
    message = _("This group is closed. A steward can open it again.")


class LinkOver(Refused):
    message = _("This link was used or is too old. Ask whoever gave it to you for a new one.")


class MustBeVouchedFirst(Refused):
    message = _("A steward must be a member first, and somebody must vouch for them.")


class BelongsTooShort(Refused):
    message = _("You can vouch for an ally when you have belonged to the group for 30 days.")


class HasStewards(Refused):
    message = _("This group has a steward. Ask them to invite you as a steward.")


class TooManyLinks(Refused):
    message = _("A group can show ten links. Take one away first.")
    field = "links"


class LinkNotSafe(Refused):
    message = _("A link starts with https:// or http:// and has no sign-in name in it.")
    field = "links"


class NotEstablished(Refused):
    message = _("Only a group that is vouched for itself, and 30 days old, can vouch.")


class OwnTies(Refused):
    message = _(
        "The same people stand behind your group and this one, or one that vouched for it. Somebody else must vouch."
    )


class VouchedAlready(Refused):
    message = _("You or your group vouched for this group already.")


class NotForOperators(Refused):
    message = _("You run this server. Two stewards must not be able to open it, so this is not for you.")


class NotHere(Refused):
    message = _(
        "This cannot be done here. Perhaps they did not name this group, or something else stands against it. "
        "We do not say which."
    )


class NeverLonger(Refused):
    message = _(
        "A group can keep things for fewer days than usual, and never for more. Choose one of the list."
    )


class TakesTwo(Refused):
    message = _(
        "This takes a second steward, who has run the group for 30 days and is not the person themselves."
    )


class ReturnOver(Refused):
    message = _("This is over. Somebody stopped it, or it took too long.")


class NotOpenYet(Refused):
    message = _("It is too early for a code. The days in which its owner can refuse are not over.")


class TooManyCodes(Refused):
    message = _("Five codes were made. Stop this one, and begin again if it is still needed.")


class CodeWrong(Refused):
    message = _("This code does not fit, or it is too old. Ask for a new one.")
    field = "code"


class SignedInAsAnother(Refused):
    message = _("Somebody else is signed in here. Sign out first, then type the code.")
