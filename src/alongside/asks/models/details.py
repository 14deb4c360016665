"""What an ask adds to itself: languages, skills, and who may judge."""

from django.db import models

from alongside.asks.models.ask import Ask
from alongside.core import skills
from alongside.core.declaring import PUBLIC, UNLINKED, Declaration
from alongside.core.fields import IdField
from alongside.people.models import Person


class AskLanguage(models.Model):
    """A language that a helper must be able to work in; any one of an ask's languages is enough."""

    id = IdField()
    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="languages")
    code = models.CharField(max_length=12)

    declared: dict[str, Declaration] = {"id": PUBLIC, "ask": PUBLIC, "code": PUBLIC}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ask", "code"], name="asks_language_once")]


class AskSkill(models.Model):
    """A skill that an ask needs, or that is welcome."""

    id = IdField()
    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="skills")
    skill = models.CharField(max_length=20, choices=skills.Skill.choices)
    is_needed = models.BooleanField(default=False)

    declared: dict[str, Declaration] = {"id": PUBLIC, "ask": PUBLIC, "skill": PUBLIC, "is_needed": PUBLIC}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ask", "skill"], name="asks_skill_once")]


class Delegate(models.Model):
    """A member who may give the verdict on one ask in a steward's place."""

    id = IdField()
    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="delegates")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="delegated")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    declared: dict[str, Declaration] = {
        "id": UNLINKED,
        "ask": UNLINKED,
        "person": UNLINKED,
        "at": UNLINKED,
        "by": UNLINKED,
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ask", "person"], name="asks_delegate_once")]
