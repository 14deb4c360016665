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
