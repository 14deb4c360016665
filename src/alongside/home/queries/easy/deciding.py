"""A group, what it says of the help, and what everybody sets for themselves."""

from django.utils.translation import gettext_lazy as _

from alongside.home.queries.easy.shape import EasyText, Line, part

TEXTS = (
    EasyText(
        "group",
        _("A group, and asking for help"),
        leads_to="communities:communities",
        leading=_("See groups"),
        explains=(
            "communities:communities",
            "communities:founding",
            "asks:new",
            "asks:phoned",
        ),
        parts=(
            part(
                _("Begin a group"),
                Line(_("Open the page %(button)s."), _("Groups")),
                Line(_("Tap %(button)s."), _("Begin a group")),
                _("Say its name, and what it is for."),
                _("At first nobody else can find it."),
                _("You are its steward: you answer for it."),
                icon="groups",
            ),
            part(
                _("Ask for something"),
                Line(_("Open your group, and tap %(button)s."), _("Ask for something")),
                _("Say what you need, when and where."),
                _("Leave out names and addresses."),
                Line(_("To read it yourself first, tap %(button)s."), _("Look at it")),
                Line(_("To show it to others, tap %(button)s."), _("Publish")),
                picture=1,
            ),
            part(
                _("Answer"),
                _("When somebody offers help, your desk shows it."),
                _("You say yes or no."),
                _("You need not give a reason."),
                icon="desk",
            ),
        ),
    ),
    EasyText(
        "answer",
        _("Did it help?"),
        leads_to="home:desk",
        leading=_("Go to my desk"),
        explains=("commitments:verdict", "commitments:said"),
        parts=(
            part(
                _("Say it"),
                _("The people who asked say if it helped."),
                Line(_("If it did, tap %(button)s."), _("It helped")),
                Line(_("If it did not, tap %(button)s."), _("Not what we needed")),
                Line(_("If nobody came, tap %(button)s."), _("Did not come")),
                picture=4,
            ),
            part(
                _("What happens then"),
                _("If it helped, we tell whoever came."),
                _("If not, we tell them nothing."),
                _("Nobody is told who said it."),
                _("You need not answer."),
                _("Nobody is punished for that."),
                picture=5,
            ),
            part(
                _("If you are a steward"),
                _("Your desk leads you to this question."),
                _("You can change your answer for 14 days."),
                icon="groups",
            ),
            part(
                _("If you got a link"),
                _("You need no account."),
                _("The link takes one answer."),
            ),
        ),
    ),
    EasyText(
        "rest",
        _("Hours, rest and leaving"),
        leads_to="people:me",
        leading=_("Me"),
        explains=("people:me", "people:hours", "people:rest", "home:leave"),
        parts=(
            part(
                _("Hours"),
                Line(_("Open the page %(button)s."), _("Me")),
                _("Say how many hours you can give in four weeks."),
                _("Nobody can book you for more."),
                icon="me",
            ),
            part(
                _("Rest"),
                _("Are you tired?"),
                Line(_("Open the page %(button)s."), _("Rest")),
                _("Choose the day when you are back."),
                _("Until then nobody can ask you for anything."),
                _("Nobody is told that you rest."),
                picture=5,
            ),
            part(
                _("If you want to leave"),
                _("You can leave a group, and need no reason."),
                Line(_("To end your account, tap %(button)s."), _("Delete me")),
                _("First you read what goes and what stays."),
                _("Nobody can undo it."),
                icon="out",
            ),
        ),
    ),
)
