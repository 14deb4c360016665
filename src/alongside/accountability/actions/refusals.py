"""Why accountability may say no, in words for whoever is refused."""

from django.utils.translation import gettext_lazy as _

from alongside.core.refusals import Refused


class TooManyReports(Refused):
    message = _("You reported ten things today. We will look at them. Please write again tomorrow.")


class ManyWords(Refused):
    message = _("There is no room for more about this. Whoever looks at it reads all that you wrote.")
    field = "words"


class MayNotClose(Refused):
    message = _("You reported this yourself. Somebody else must look at it.")


class AppealedAlready(Refused):
    message = _("You wrote back once already, or this is over.")


class AnsweredAlready(Refused):
    message = _("Somebody answered this already.")


class AlreadyRestricted(Refused):
    message = _("This person is kept out already. On the last day you can renew it.")


class NotAgainAlone(Refused):
    message = _(
        "Against a steward you cannot repeat this alone. Ask another steward, or whoever runs this server."
    )


class NotYetLasting(Refused):
    message = _(
        "A second steward must agree to make this last. Alone you can do it when the five days are over."
    )
