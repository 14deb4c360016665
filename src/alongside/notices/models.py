"""What people are told, what they write to each other, and the mail that carries it."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.core.declaring import PERSONAL, UNLINKED, Declaration, Erasure, Kept
from alongside.core.fields import IdField, SealedTextField
from alongside.notices import rules
from alongside.people.models import Person

FOR_180_DAYS = PERSONAL.but(kept=Kept.DAYS_180)
WRITTEN = UNLINKED.but(kept=Kept.DAYS_180_OR_FEWER)


class Words(models.TextChoices):
    """What each kind says, also to whoever looks over a shoulder: no name, no group, no title."""

    OFFER_RECEIVED = "offer.received", _("Somebody offers to help. They wait for your answer.")
    OFFER_WAITS_SECOND = "offer.waits_second", _("An offer has waited for two days. Please answer it.")
    OFFER_ACCEPTED = "offer.accepted", _("Your offer was accepted.")
    OFFER_DECLINED = "offer.declined", _("Your offer is not needed this time. Thank you for offering.")
    OFFER_EXPIRED = "offer.expired", _("Nobody could answer your offer in time. That is not about you.")
    STINT_ENDS = "stint.ends", _("What you do regularly ends soon. Go on, change it, or let it end.")
    COMMITMENT_NEAR = "commitment.near", _("Your time is near. Say with one tap whether you come.")
    COMMITMENT_NOBODY_LEFT = (
        "commitment.nobody_left",
        _("Somebody gave their place back, and nobody is left for that date. It is close."),
    )
    COMMITMENT_NEEDED = "commitment.needed", _("A place became free, and it is yours. You are needed.")
    COMMITMENT_CHANGED = "commitment.changed", _("The time or the place of your date has changed.")
    COMMITMENT_RELEASED_BY_COMMUNITY = (
        "commitment.released_by_community",
        _("You are not needed for a date any more. The hours are yours again."),
    )
    COMMITMENT_RELEASED = "commitment.released", _("Somebody gave their place back.")
    DONE_CLAIMED = "done.claimed", _("Somebody says that it is done. Please say whether it helped.")
    VERDICT_WANTED = "verdict.wanted", _("A date has passed. Please say whether it helped.")
    ASK_FITS = (
        "ask.fits",
        _("Somebody asks around, and it could fit you. Look if you like. No answer is fine."),
    )
    ASK_URGENT = (
        "ask.urgent",
        _("Somebody is needed soon, and it could fit you. Look if you can. No answer is fine."),
    )
    ASK_NOBODY_ELSE = (
        "ask.nobody_else",
        _("Somebody is missing soon, and everybody whom we may call now was called."),
    )
    STAND_IN_OFFERED = "stand_in.offered", _("Somebody offers to stand in for a date.")
    STAND_IN_CALLED = (
        "stand_in.called",
        _("You said that you would stand in, and somebody is missing. Can you come? A no is fine."),
    )
    ASK_STANDS = "ask.stands", _("Does what you asked for still stand? One tap is enough.")
    ASK_RESTS = "ask.rests", _("Something that you asked for rests. One tap lets it go on.")
    ASK_SAME = "ask.same", _("Somebody says that you and they ask for the same thing. Do you?")
    RUN_BEGUN = (
        "run.begun",
        _("Somebody began to answer for one of your asks. See who it is, and take it back if that is wrong."),
    )
    RUN_CONCERNS = (
        "run.concerns",
        _("Somebody else answers for something that you offered. See who, and until when."),
    )
    RUN_OFFERS = "run.offers", _("Somebody offers to help where you answer for others.")
    RUN_ENDED = "run.ended", _("You do not answer for others any more. Thank you for doing it.")
    VERDICT_HELPED = "verdict.helped", _("It helped.")
    MESSAGE_RECEIVED = "message.received", _("There is a new message for you.")
    MEMBERSHIP_REQUESTED = "membership.requested", _("Somebody would like to join.")
    MEMBERSHIP_ACCEPTED = "membership.accepted", _("You are in. Welcome.")
    STANDING_GIVEN = "standing.given", _("You may now offer in more places.")
    COMMUNITY_KEEPS = "community.keeps", _("Something that you run is about to keep things for fewer days.")
    COMMUNITY_ENDS = "community.ends", _("Something that you closed is about to be emptied.")
    STEWARD_INVITED = "steward.invited", _("You were asked to help run something.")
    STEWARD_MISSING = "steward.missing", _("Something has nobody to run it any more.")
    DUTY_SHARED = "duty.shared", _("Somebody asks you to take a turn at what only one person does.")
    COMMUNITY_VOUCHED = "community.vouched", _("Enough people vouched for what you run.")
    COMMUNITY_EXPORTED = (
        "community.exported",
        _("Somebody took a copy of what you all wrote in one place. No names of people are in it."),
    )
    VOUCH_WANTED = "vouch.wanted", _("Something new waits for somebody to vouch for it.")
    VOUCH_CHANGED = (
        "vouch.changed",
        _("Something that you vouched for has changed. Look whether your word still holds."),
    )
    VOUCH_ENDED = (
        "vouch.ended",
        _("Others do not see what you run any more. Somebody must vouch for it again."),
    )
    RESTRICTION_MADE = (
        "restriction.made",
        _("You cannot take part in one place for now. See why, and what you can do."),
    )
    RESTRICTION_LASTING = (
        "restriction.lasting",
        _("You cannot take part in one place any more. See what you can do."),
    )
    RESTRICTION_LIFTED = "restriction.lifted", _("You can take part again.")
    APPEAL_ANSWERED = "appeal.answered", _("Somebody answered what you wrote.")
    REPORT_RECEIVED = "report.received", _("Somebody asks you to look at something.")
    SIGNED_IN_ELSEWHERE = "account.signed_in_elsewhere", _("Your account was opened in another browser.")
    WAY_IN_CHANGED = (
        "account.way_in_changed",
        _("A way into your account was changed. If that was not you, sign out everywhere."),
    )
    CALENDAR_MADE = (
        "account.calendar_made",
        _("A calendar can read your times now. If that was not you, end it."),
    )
    RETURN_STARTED = (
        "account.return_started",
        _("Others want to let somebody into your account. If that is not you, stop it."),
    )
    RETURN_WANTED = "return.wanted", _("Somebody says that they cannot get into their account any more.")
    STEWARD_RETURNED = (
        "steward.returned",
        _(
            "Somebody who runs something with you was helped back into their account. Ask them whether it was them."
        ),
    )


class Notice(models.Model):
    """One thing that somebody is told. Its words come from its kind when it is read; no name is copied.

    `about` is an opaque reference such as "commitment:abc"; `url` leads to the page where the matter stands.
    """

    id = IdField()
    to = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=60)
    about = models.CharField(max_length=80)
    url = models.CharField(max_length=300)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)

    kept_from = "at"
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
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["to", "-at"]),
            models.Index(fields=["at"]),
            models.Index(fields=["to"], condition=Q(seen_at__isnull=True), name="notices_unseen"),
        ]

    @property
    def words(self) -> str:
        return str(Words(self.kind).label)


class Mails(models.QuerySet["Mail"]):
    def unsettled(self) -> "Mails":
        return self.filter(sent_at__isnull=True, dropped_at__isnull=True)

    def free(self, now: dt.datetime) -> "Mails":
        """Mail that nobody is sending: unclaimed, or claimed by a worker that died, or while the clock was wrong."""
        is_over = Q(taken_at__lt=now - rules.LEASE) | Q(taken_at__gt=now + rules.LEASE)
        return self.unsettled().filter(Q(taken_at__isnull=True) | is_over)


class Mail(models.Model):
    """A mail that waits or went out. Its text is made when it is sent, and is kept nowhere.

    One without a notice is a digest. `taken_at` is the worker's claim; a claim older than ten minutes
    without `sent_at` belonged to a worker that died, and is taken again under the same message id. `answered_at` is
    when the link in it was used, by which some mails can be answered once. `counted_at` is when it was counted in its
    person's budget, so that no second try counts again.
    """

    id = IdField()
    to = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="mails")
    notice = models.OneToOneField(Notice, on_delete=models.CASCADE, null=True, blank=True)
    due_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    dropped_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    counted_at = models.DateTimeField(null=True, blank=True)

    objects = Mails.as_manager()

    kept_from = "due_at"
    declared: dict[str, Declaration] = {
        "id": FOR_180_DAYS,
        "to": FOR_180_DAYS,
        "notice": FOR_180_DAYS,
        "due_at": FOR_180_DAYS,
        "taken_at": FOR_180_DAYS.but(exported=False),
        "sent_at": FOR_180_DAYS,
        "attempts": FOR_180_DAYS.but(exported=False),
        "dropped_at": FOR_180_DAYS.but(exported=False),
        "answered_at": FOR_180_DAYS,
        "counted_at": FOR_180_DAYS.but(exported=False),
    }

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(sent_at__isnull=True, dropped_at__isnull=True),
                name="notices_mail_due",
            ),
            models.Index(fields=["due_at"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["to"],
                condition=Q(notice__isnull=True, sent_at__isnull=True, dropped_at__isnull=True),
                name="notices_one_digest_waits",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(dropped_at__isnull=True),
                name="notices_mail_sent_or_dropped",
            ),
        ]

    @property
    def is_held_in_rest(self) -> bool:
        return self.notice is None or rules.KINDS[self.notice.kind].is_held_in_rest

    @property
    def page_to_open(self) -> str:
        """The page that this mail opens by itself, or nothing: usually whoever reads it must sign in first."""
        if self.notice is None or not rules.KINDS[self.notice.kind].opens_from_mail:
            return ""
        return str(self.notice.url)

    @property
    def time_of(self) -> str:
        """The matter whose time may go along as a file, or nothing."""
        if self.notice is None or not rules.KINDS[self.notice.kind].carries_time:
            return ""
        return str(self.notice.about)

    @property
    def may_be_answered(self) -> bool:
        """Whether it tells of somebody's words, so that it bears a link to answer them."""
        return self.notice is not None and rules.KINDS[self.notice.kind].is_answered_by_mail

    @property
    def may_exceed(self) -> bool:
        return self.notice is not None and rules.KINDS[self.notice.kind].may_exceed

    @property
    def is_emergency(self) -> bool:
        return self.notice is not None and rules.KINDS[self.notice.kind].is_emergency

    @property
    def is_about_safety(self) -> bool:
        return self.notice is not None and rules.KINDS[self.notice.kind].weight is rules.Weight.SAFETY


class Mute(models.Model):
    """Somebody wants to hear less. `of` is an opaque reference, "person:abc" or "community:abc", checked by nothing:
    what belongs to nobody mutes nobody, and tells nothing about who is there. `note` is their own reminder.
    """

    id = IdField()
    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="mutes")
    of = models.CharField(max_length=80)
    note = SealedTextField(blank=True)
    at = models.DateTimeField()

    declared: dict[str, Declaration] = {
        "id": PERSONAL,
        "by": PERSONAL,
        "of": PERSONAL.but(exported=False),
        "note": PERSONAL.but(encrypted=True),
        "at": PERSONAL,
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by", "of"], name="notices_mute_once")]
        indexes = [models.Index(fields=["of"])]

    @property
    def group(self) -> str:
        """Which group it is of, or nothing."""
        kind, _colon, key = self.of.partition(":")
        return key if kind == "community" else ""


class Unsubscription(models.Model):
    """Somebody wants no mail, until the row ends. Only mail about the safety of their account goes on."""

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, primary_key=True, related_name="unsubscription"
    )
    at = models.DateTimeField()

    declared: dict[str, Declaration] = {"person": PERSONAL, "at": PERSONAL}


class Budget(models.Model):
    """How many mails may reach somebody in a week, from all groups together, and in how many notes groups may ask them
    for help. Without a row these are the usual numbers. Whoever hears emergencies is called beyond them, and in a rest.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="budget")
    mails_a_week = models.PositiveSmallIntegerField(default=rules.MAILS_A_WEEK)
    notes_a_week = models.PositiveSmallIntegerField(default=rules.NOTES_A_WEEK, db_default=rules.NOTES_A_WEEK)
    hears_emergencies = models.BooleanField(default=False, db_default=False)

    declared: dict[str, Declaration] = {
        "person": PERSONAL,
        "mails_a_week": PERSONAL,
        "notes_a_week": PERSONAL,
        "hears_emergencies": PERSONAL,
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(mails_a_week__gte=1, mails_a_week__lte=100), name="notices_budget_sane"
            )
        ]


class Spent(models.Model):
    """How many mails reached somebody in one week; `urgent` are those of them that come beyond a budget too.

    It is stored: one conditional statement on this row keeps the promise "never more than I said".
    """

    id = IdField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="spent")
    week_on = models.DateField()
    mails = models.PositiveIntegerField(default=0)
    urgent = models.PositiveIntegerField(default=0)

    kept_from = "week_on"
    declared: dict[str, Declaration] = {
        "id": FOR_180_DAYS,
        "person": FOR_180_DAYS,
        "week_on": FOR_180_DAYS,
        "mails": FOR_180_DAYS,
        "urgent": FOR_180_DAYS,
    }

    class Meta:
        indexes = [models.Index(fields=["week_on"])]
        constraints = [
            models.UniqueConstraint(fields=["person", "week_on"], name="notices_spent_once"),
            models.CheckConstraint(
                condition=Q(urgent__lte=models.F("mails")), name="notices_urgent_is_counted"
            ),
        ]


class Message(models.Model):
    """Words that one person wrote to another about one matter, inside the product.

    The text is empty when whoever wrote it has left. `mailed_at` marks what came by the link in a mail, where nobody
    had to sign in.
    """

    id = IdField()
    about = models.CharField(max_length=80)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="messages")
    from_asking_side = models.BooleanField()
    mailed_at = models.DateTimeField(null=True, blank=True)
    text = SealedTextField(blank=True)
    language = models.CharField(max_length=12)
    at = models.DateTimeField()

    kept_from = "at"
    declared: dict[str, Declaration] = {
        "id": WRITTEN,
        "about": WRITTEN,
        "by": WRITTEN,
        "from_asking_side": WRITTEN,
        "mailed_at": WRITTEN,
        "text": WRITTEN.but(encrypted=True, erasure=Erasure.DELETE),
        "language": WRITTEN,
        "at": WRITTEN,
    }

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["about", "at"]), models.Index(fields=["at"])]
