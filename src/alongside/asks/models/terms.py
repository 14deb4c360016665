"""The choices in the terms of an ask: what sort of help, who may offer, who says yes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    IN_PERSON = "in_person", _("Help in person")
    FROM_AFAR = "from_afar", _("Help from afar")
    AT_HOME = "at_home", _("Help at home")
    ACCOMPANY = "accompany", _("Go along with somebody")
    TRANSPORT = "transport", _("A lift or a delivery")
    MAKE = "make", _("Make or lend something")
    TEACH = "teach", _("Teach or interpret")
    SHOW_UP = "show_up", _("Show up: an event or a vigil")
    SPEAK = "speak", _("Speak or write to somebody who decides")
    OPEN_DOOR = "open_door", _("Open a door: an introduction, a room, a budget, airtime")
    GIVE = "give", _("Give money")


class OpenTo(models.TextChoices):
    """Who may offer; the order is the order of closeness."""

    ANYONE = "anyone", _("Anybody with an account")
    ALLIES = "allies", _("Allies of the group")
    KNOWN = "known", _("Allies the group knows")
    TRUSTED = "trusted", _("Allies the group trusts")
    MEMBERS = "members", _("Members only")


class Acceptance(models.TextChoices):
    STEWARD = "steward", _("A steward says yes to each offer")
    AT_ONCE = "at_once", _("Everybody who may offer has a place at once")
