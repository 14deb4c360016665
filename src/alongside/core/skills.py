"""What somebody can offer and what an ask needs, in one list of words."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Skill(TextChoices):
    DRIVING = "driving", _("Driving")
    LIFTING = "lifting", _("Lifting and carrying")
    COOKING = "cooking", _("Cooking")
    CHILDCARE = "childcare", _("Looking after children")
    REPAIRS = "repairs", _("Repairs and building")
    SEWING = "sewing", _("Sewing and making")
    INTERPRETING = "interpreting", _("Interpreting")
    TEACHING = "teaching", _("Teaching")
    WRITING = "writing", _("Writing and editing")
    DESIGN = "design", _("Design and print")
    COMPUTERS = "computers", _("Computers and phones")
    SOUND = "sound", _("Sound and light")
    MONEY = "money", _("Accounts and budgets")
    FORMS = "forms", _("Forms and offices")
    LAW = "law", _("Law")
    FIRST_AID = "first_aid", _("First aid")
    LISTENING = "listening", _("Listening and company")
    STEWARDING = "stewarding", _("Stewarding an event")
