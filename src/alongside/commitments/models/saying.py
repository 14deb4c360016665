"""What a verdict and a state are called on a page, and to whom."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.commitments import rules


class Outcome(models.TextChoices):
    HELPED = "helped", _("It helped")
    NOT_NEEDED = "not_needed", _("Not what we needed")
    DID_NOT_COME = "did_not_come", _("Did not come")


class Said(models.TextChoices):
    """What a state is called on a page. An ally reads the state that they are told of."""

    OFFERED = rules.State.OFFERED, _("Offered: the group has not answered yet")
    ACCEPTED = rules.State.ACCEPTED, _("Promised")
    DECLINED = rules.State.DECLINED, _("Not this time")
    EXPIRED = rules.State.EXPIRED, _("Nobody answered in time")
    KEPT = rules.State.KEPT, _("Promised, and confirmed again")
    RELEASED = rules.State.RELEASED, _("Released")
    DONE_CLAIMED = rules.State.DONE_CLAIMED, _("Done, says the ally")
    HELPED = rules.State.HELPED, _("It helped")
    NOT_NEEDED = rules.State.NOT_NEEDED, _("Not what we needed")
    DID_NOT_COME = rules.State.DID_NOT_COME, _("Did not come")
    NO_ANSWER = rules.State.NO_ANSWER, _("No answer yet")


STEPS_SHOWN = {
    Said.OFFERED: 1,
    Said.ACCEPTED: 2,
    Said.KEPT: 2,
    Said.DONE_CLAIMED: 3,
    Said.NO_ANSWER: 3,
    Said.HELPED: 4,
}
"""How many of asked, promised, done and helped a state shows as reached."""
