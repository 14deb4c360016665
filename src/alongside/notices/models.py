"""What people are told, what they write to each other, and the mail that carries it."""

from django.db import models

from alongside.core.declaring import PERSONAL, UNLINKED, Declaration, Kept
from alongside.core.fields import IdField, SealedTextField
from alongside.people.models import Person

FOR_180_DAYS = PERSONAL.but(kept=Kept.DAYS_180)


class Notice(models.Model):
    """One thing that somebody is told. Its words come from its kind when it is read, so no name is copied into it.

    `about` is an opaque reference such as "commitment:abc"; `url` leads to the page where the matter stands.
    """

    id = IdField()
    to = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=60)
    about = models.CharField(max_length=80)
    url = models.CharField(max_length=300)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)

    declared: dict[str, Declaration] = {
        "id": FOR_180_DAYS,
        "to": FOR_180_DAYS,
        "kind": FOR_180_DAYS,
        "about": FOR_180_DAYS,
        "url": FOR_180_DAYS,
        "at": FOR_180_DAYS,
        "seen_at": FOR_180_DAYS,
    }

    class Meta:
        ordering = ["-at"]
        indexes = [
            models.Index(fields=["to", "-at"]),
            models.Index(fields=["to"], condition=models.Q(seen_at__isnull=True), name="notices_unseen"),
        ]


class Mail(models.Model):
    """A mail that waits or went out: only whom it is for and what it is about. Its text is made when it is sent.

    `due_at` respects quiet hours, rest and the weekly digest. `taken_at` is the worker's claim; a claim older than ten
    minutes without `sent_at` belonged to a worker that died, and is taken again under the same message id.
    """

    id = IdField()
    to = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="mails")
    notice = models.OneToOneField(Notice, on_delete=models.CASCADE, null=True, blank=True)
    due_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    dropped_at = models.DateTimeField(null=True, blank=True)

    declared: dict[str, Declaration] = {
        "id": FOR_180_DAYS,
        "to": FOR_180_DAYS,
        "notice": FOR_180_DAYS,
        "due_at": FOR_180_DAYS,
        "taken_at": FOR_180_DAYS.but(exported=False),
        "sent_at": FOR_180_DAYS,
        "attempts": FOR_180_DAYS.but(exported=False),
        "dropped_at": FOR_180_DAYS.but(exported=False),
    }

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=models.Q(sent_at__isnull=True, dropped_at__isnull=True),
                name="notices_mail_due",
            )
        ]


class Message(models.Model):
    """Words that one person wrote to another about one matter, inside the product. No address is ever in it."""

    id = IdField()
    about = models.CharField(max_length=80)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="messages")
    from_asking_side = models.BooleanField()
    text = SealedTextField()
    language = models.CharField(max_length=12)
    at = models.DateTimeField()

    declared: dict[str, Declaration] = {
        "id": UNLINKED,
        "about": UNLINKED,
        "by": UNLINKED,
        "from_asking_side": UNLINKED,
        "text": UNLINKED.but(encrypted=True),
        "language": UNLINKED,
        "at": UNLINKED,
    }

    class Meta:
        ordering = ["at"]
        indexes = [models.Index(fields=["about", "at"])]
