"""The key pages in easy words: for people with learning difficulties, new to the language, or very tired.

One idea a sentence, one sentence a line. A button is called by the words that stand on it, so that both are translated
alike. What the product does not do may not stand here: whoever changes a page reads what is said of it.
"""

from dataclasses import dataclass

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HOLE = "%(button)s"


@dataclass(frozen=True, slots=True)
class Line:
    words: Promise
    button: Promise | None = None

    @property
    def around(self) -> tuple[str, str]:
        """What stands before the button and after it."""
        before, _hole, after = str(self.words).partition(HOLE)
        return before, after

    def __str__(self) -> str:
        return str(self.words).replace(HOLE, str(self.button))


@dataclass(frozen=True, slots=True)
class Part:
    """A few lines under one heading. `picture` is a step of the story in ui, `icon` an icon there; or neither."""

    title: Promise
    lines: tuple[Line, ...]
    picture: int
    icon: str


@dataclass(frozen=True, slots=True)
class EasyText:
    """`leads_to` is the real page, `explains` all routes on whose pages a link leads here."""

    slug: str
    title: Promise
    leads_to: str
    leading: Promise
    explains: tuple[str, ...]
    parts: tuple[Part, ...]


def part(title: Promise, *lines: Promise | Line, picture: int = 0, icon: str = "") -> Part:
    said = tuple(line if isinstance(line, Line) else Line(line) for line in lines)
    return Part(title, said, picture, icon)


TEXTS = (
    EasyText(
        "start",
        _("What this is"),
        leads_to="home:tour",
        leading=_("Walk through it in five steps"),
        explains=("home:front", "home:tour"),
        parts=(
            part(
                _("A group asks"),
                _("A group of people needs help."),
                _("They say what they need, when and where."),
                _("We call this an ask."),
                picture=1,
            ),
            part(
                _("You offer"),
                _("You can offer some of your time."),
                _("The group says yes or no."),
                _("After a yes, your offer is a promise."),
                picture=2,
            ),
            part(
                _("They say whether it helped"),
                _("Afterwards the group says if it helped."),
                _("Only the people who asked can say so."),
                _("Nobody gets points or likes."),
                picture=4,
            ),
        ),
    ),
    EasyText(
        "sign-up",
        _("Sign up"),
        leads_to="account_signup",
        leading=_("Make an account"),
        explains=("account_signup", "people:first", "people:start"),
        parts=(
            part(
                _("Choose two things"),
                _("Choose a name to sign in with."),
                _("Nobody else sees this name."),
                _("Then choose a passphrase."),
                _("Take four or five words in a row."),
                Line(_("Tap %(button)s."), _("Sign up")),
                icon="in",
            ),
            part(
                _("Keep both"),
                _("Write both down, or let your browser keep them."),
                _("Without them you may not get in again."),
                _("We ask for no phone number."),
                icon="asks",
            ),
            part(
                _("Your name here"),
                _("Now say what others may call you."),
                _("It can be any name."),
                _("You can change it when you like."),
                Line(_("You can also tap %(button)s."), _("Skip for now")),
                icon="me",
            ),
        ),
    ),
    EasyText(
        "sign-in",
        _("Sign in, and get back in"),
        leads_to="account_login",
        leading=_("Sign in"),
        explains=("account_login", "account_reset_password", "communities:coming_back"),
        parts=(
            part(
                _("Sign in"),
                _("Type your sign-in name and your passphrase."),
                Line(_("Tap %(button)s."), _("Sign in")),
                Line(_("If you have a passkey, tap %(button)s."), _("Sign in with a passkey")),
                _("A passkey works with your finger, your face or a code."),
                icon="in",
            ),
            part(
                _("If you lost your passphrase"),
                Line(_("Tap %(button)s."), _("I lost my passphrase")),
                _("Did you give us a mail address?"),
                _("Then we send you a link."),
            ),
            part(
                _("A group can help you back in"),
                _("You choose this group while you can still sign in."),
                _("Later, go and see a steward of the group."),
                _("Two stewards must agree."),
                _("Then you wait for some days."),
                _("A steward gives you a code."),
                Line(_("Tap %(button)s."), _("A steward gave me a code")),
                icon="groups",
            ),
        ),
    ),
    EasyText(
        "exit",
        _("Exit, block and report"),
        leads_to="people:exit_explained",
        leading=_("How Exit works"),
        explains=("people:exit_explained", "people:blocks", "people:block", "accountability:report"),
        parts=(
            part(
                _("Leave fast"),
                Line(_("Every page has the button %(button)s at the top."), _("Exit")),
                _("Tap it when somebody must not see your screen."),
                _("You are signed out, and another page opens."),
                _("You can also press the Shift key three times."),
                icon="out",
            ),
            part(
                _("What Exit cannot do"),
                _("Your browser still knows that you were here."),
                _("A private window forgets it when you close it."),
                _("Somebody who watches your phone may still know."),
            ),
            part(
                _("If somebody does harm"),
                _("Are you in danger now?"),
                _("Call the emergency number of your country."),
                _("You can block a person."),
                _("Then you read nothing more of what they write."),
                _("They are not told."),
                _("You can also report what is wrong."),
                icon="me",
            ),
        ),
    ),
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
    EasyText(
        "group",
        _("A group, and asking for help"),
        leads_to="communities:communities",
        leading=_("See groups"),
        explains=(
            "communities:communities",
            "communities:community",
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
BY_SLUG = {text.slug: number for number, text in enumerate(TEXTS)}
BY_ROUTE = {route: text.slug for text in TEXTS for route in text.explains}


def easy_texts() -> tuple[EasyText, ...]:
    return TEXTS


def easy_text(*, slug: str) -> tuple[EasyText, EasyText | None]:
    """One text and the one after it. What is no slug of any is no page."""
    if slug not in BY_SLUG:
        raise Http404
    number = BY_SLUG[slug]
    return TEXTS[number], TEXTS[number + 1] if number + 1 < len(TEXTS) else None


def easy_slug(*, route: str) -> str:
    """Which text explains a page; nothing when none does."""
    return BY_ROUTE.get(route, "")
