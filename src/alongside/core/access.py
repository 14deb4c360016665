"""Access facts: one list of words for what a place offers and for what a person needs."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Fact(TextChoices):
    STEP_FREE = "step_free", _("Step-free way in")
    TOILET = "toilet", _("Accessible toilet")
    SEATS = "seats", _("Places to sit")
    QUIET = "quiet", _("A quiet room")
    CAPTIONS = "captions", _("Live captions")
    SIGN = "sign", _("Sign language interpreter")
    LOOP = "loop", _("Hearing loop")
    SCENT_FREE = "scent_free", _("No strong scents")
    TRANSIT = "transit", _("Near a bus or train stop")
    PARKING = "parking", _("Parking close by")
    CHILDREN = "children", _("Children are welcome")
    ASSISTANT = "assistant", _("An assistant may come along")


class Answer(TextChoices):
    """Unknown is the default and is shown as such: a guess can strand somebody at a step."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not known")
