"""What an ally does: the desk, an offer, a promise."""

from django.utils.translation import gettext_lazy as _

from alongside.home.queries.easy.shape import EasyText, Line, part

TEXTS = (
    EasyText(
        "desk",
        _("Your desk"),
        leads_to="home:desk",
        leading=_("Go to my desk"),
        explains=("home:desk",),
        parts=(
            part(
                _("What you find there"),
                _("Your desk shows what waits for you."),
                _("It shows what you promised."),
                _("It shows what came of it."),
                icon="desk",
            ),
            part(
                _("What you can do"),
                Line(_("If you come, tap %(button)s."), _("I will come")),
                Line(_("If you cannot come, tap %(button)s."), _("Give it back")),
                Line(_("When it is done, tap %(button)s."), _("I did it")),
                Line(_("To find an ask, tap %(button)s."), _("See what fits you")),
                picture=3,
            ),
            part(
                _("If you are a steward"),
                _("A steward answers for a group."),
                _("Your desk shows the offers to your group."),
                _("Say yes or no to each."),
                _("After the date, say if it helped."),
                icon="groups",
            ),
        ),
    ),
    EasyText(
        "offer",
        _("Find an ask, and offer help"),
        leads_to="matching:fits",
        leading=_("See what fits you"),
        explains=("matching:fits", "asks:ask", "commitments:offer"),
        parts=(
            part(
                _("Look at the asks"),
                Line(_("Open the page %(button)s."), _("Asks")),
                _("Each card is one ask."),
                _("It says what is needed, and on which day."),
                _("Open a card to read more."),
                icon="asks",
            ),
            part(
                _("Offer"),
                Line(_("Tap %(button)s."), _("Offer to help")),
                _("Read what the group asks of you."),
                _("You can write a few words to the group."),
                Line(_("Then tap %(button)s."), _("Offer")),
                picture=2,
            ),
            part(
                _("Wait for the answer"),
                _("Mostly the group must say yes first."),
                _("It has four days for this."),
                _("Without an answer, your offer ends by itself."),
                _("Until then you can take it back."),
                _("A no says nothing about you."),
                picture=4,
            ),
        ),
    ),
    EasyText(
        "promise",
        _("Your promise"),
        leads_to="home:desk",
        leading=_("Go to my desk"),
        explains=("commitments:commitment", "commitments:release"),
        parts=(
            part(
                _("Before the day"),
                _("The page of your promise says when and where."),
                _("You read the exact place when the day is near."),
                _("Then we may ask if you come."),
                Line(_("If you come, tap %(button)s."), _("I will come")),
                Line(_("To ask something, tap %(button)s."), _("Messages")),
                picture=3,
            ),
            part(
                _("If you cannot come"),
                Line(_("Tap %(button)s."), _("Give it back")),
                _("You need no reason."),
                _("The sooner you do it, the easier for the group."),
                _("Nobody is punished for it."),
                icon="out",
            ),
            part(
                _("Afterwards"),
                Line(_("When it is done, tap %(button)s."), _("I did it")),
                _("If it helped, your desk says so."),
                picture=4,
            ),
            part(
                _("If you are a steward"),
                Line(_("To take an offer, tap %(button)s."), _("Say yes")),
                Line(_("If it does not fit, tap %(button)s."), _("Kindly say no")),
                icon="groups",
            ),
        ),
    ),
)
