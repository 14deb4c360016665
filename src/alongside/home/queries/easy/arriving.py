"""What this is, how to get in, and how to stay safe."""

from django.utils.translation import gettext_lazy as _

from alongside.home.queries.easy.shape import EasyText, Line, part

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
        _("Make an account"),
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
)
