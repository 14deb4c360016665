"""What people type when something is wrong. Forms read; actions write."""

from django.utils.translation import gettext_lazy as _

from alongside.accountability import rules
from alongside.communities.models import Restriction
from alongside.ui.forms import ChoiceField, Form, TextField


class ReportForm(Form):
    words = TextField(
        label=_("What is wrong?"),
        required=False,
        max_length=4000,
        help_text=_("Write as much or as little as you like. Your name is not shown to anybody."),
    )


class ClosingForm(Form):
    note = TextField(
        label=_("What was done"),
        rows=3,
        max_length=2000,
        help_text=_("Only people who look at reports here can read this."),
    )


class AppealForm(Form):
    words = TextField(
        label=_("What do you want to say?"),
        rows=8,
        max_length=rules.APPEAL_AT_MOST,
        help_text=_("You can write once. Somebody who did not decide this reads it and answers."),
    )


class AppealAnswerForm(Form):
    answer = ChoiceField(
        label=_("What do you decide?"),
        choices=[
            ("stays", _("They stay out until the day that was said")),
            ("lifted", _("They can take part again")),
        ],
    )
    words = TextField(
        label=_("What do you say to them?"),
        rows=4,
        required=False,
        max_length=rules.APPEAL_AT_MOST,
        help_text=_("They read it without your name. Name nobody, and nothing that somebody reported."),
    )


class RestrictionForm(Form):
    reason = ChoiceField(
        label=_("Why?"),
        choices=Restriction.Reason.choices,
        help_text=_("The person is told this reason and the end date, and not who decided."),
    )
