"""Everything about one person here, and what must be true of all rows."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from alongside.communities import rules
from alongside.communities.models import (
    AllyVouch,
    Community,
    CommunityQuerySet,
    Keyholder,
    Membership,
    MembershipRequest,
    Restriction,
    Return,
    Standing,
    Visibility,
    Vouch,
)
from alongside.communities.queries.trusting import is_vouched_for
from alongside.core.declaring import Exported
from alongside.people.models import Person

EXPORTED = {
    "communities": Exported(_("Groups")),
    "memberships": Exported(_("Groups that I belong to")),
    "membership_requests": Exported(_("Groups that I asked to join")),
    "standings": Exported(_("Groups that I help as an ally")),
    "restrictions": Exported(_("Groups that keep me out, or did")),
    "founded": Exported(_("Groups that I founded")),
    "ally_vouches": Exported(_("Allies for whom I vouched")),
    "vouches_given": Exported(_("Groups that I vouched for")),
    "keyholders": Exported(_("Groups that may help me back in")),
    "returns": Exported(_("When others tried to help me back in")),
    "id": Exported(_("Reference")),
    "community_id": Exported(_("Reference of the group")),
    "voucher_id": Exported(_("Vouched in the name of")),
    "community__name": Exported(_("Group")),
    "name": Exported(_("Name of the group")),
    "joined_at": Exported(_("Joined")),
    "vouched_at": Exported(_("Vouched for")),
    "steward_since": Exported(_("Steward since")),
    "founded_at": Exported(_("Founded")),
    "words": Exported(_("My words")),
    "at": Exported(_("When")),
    "level": Exported(_("How far they trust me"), lambda level: Standing.Level(level).label),
    "given_at": Exported(_("Since")),
    "reason": Exported(_("Reason"), lambda reason: Restriction.Reason(reason).label),
    "until": Exported(_("Until")),
    "lasting_at": Exported(_("Made to last")),
    "lifted_at": Exported(_("Ended early")),
    "named_at": Exported(_("Since")),
    "ends_second_step": Exported(_("Passkeys and codes end with it")),
    "started_at": Exported(_("Began")),
    "confirmed_at": Exported(_("A second steward agreed")),
    "opens_at": Exported(_("Opens")),
    "refused_at": Exported(_("I refused")),
    "used_at": Exported(_("I came back")),
    "ended_at": Exported(_("Ended")),
}


def about_person(*, person: Person) -> dict[str, Any]:
    """Where a person belongs and what they asked for. Who decided about them is somebody else's to give.

    A group that exists for those inside only is not named to whoever is outside by now: it may have taken another name
    to be safe from them.
    """
    found = all_about(person)
    unseen = set(out_of_sight(person).values_list("pk", flat=True))
    return {kind: [without_name(row, unseen) for row in group] for kind, group in found.items()}


def out_of_sight(person: Person) -> CommunityQuerySet:
    """Groups of which strangers may not know, for somebody whom they did not let in, or keep out or did lately."""
    groups = Community.objects.with_vouched()
    shown = Q(vouched=True, closed_at=None) & ~Q(visibility=Visibility.HIDDEN)
    let_in = Q(groups.having("memberships", person=person)) | Q(groups.having("standings", person=person))
    kept_out = Q(groups.having("restrictions", person=person, lifted_at=None))
    return groups.filter(~shown & (kept_out | ~let_in))


def without_name(row: dict[str, Any], unseen: set[str]) -> dict[str, Any]:
    if row.get("community_id", row.get("id")) not in unseen:
        return row
    return {key: "" if key in {"name", "community__name"} else value for key, value in row.items()}


def all_about(person: Person) -> dict[str, list[dict[str, Any]]]:
    return {
        "memberships": rows(
            Membership.objects.filter(person=person),
            "community_id",
            "community__name",
            "joined_at",
            "vouched_at",
            "steward_since",
        ),
        "membership_requests": rows(
            MembershipRequest.objects.filter(person=person), "community_id", "community__name", "words", "at"
        ),
        "standings": rows(
            Standing.objects.filter(person=person),
            "community_id",
            "community__name",
            "level",
            "given_at",
            "vouched_at",
        ),
        "restrictions": rows(
            Restriction.objects.filter(person=person),
            "community_id",
            "reason",
            "at",
            "until",
            "lasting_at",
            "lifted_at",
        ),
        "founded": rows(Community.objects.filter(founded_by=person), "id", "name", "founded_at"),
        "ally_vouches": [
            {
                "community_id": one.standing.community_id,
                "community__name": one.standing.community.name,
                "at": one.at,
            }
            for one in AllyVouch.objects.filter(by=person)
            .select_related("standing__community")
            .order_by("pk")
        ],
        "vouches_given": rows(Vouch.objects.filter(by=person), "community_id", "voucher_id", "at"),
        "keyholders": rows(
            Keyholder.objects.filter(person=person),
            "community_id",
            "community__name",
            "named_at",
            "ends_second_step",
        ),
        "returns": rows(
            Return.objects.filter(person=person),
            "community_id",
            "started_at",
            "confirmed_at",
            "opens_at",
            "refused_at",
            "used_at",
            "ended_at",
        ),
    }


def rows(found: Any, *names: str) -> list[dict[str, Any]]:
    return list(found.order_by("pk").values(*names))


def broken_promises() -> Iterator[str]:
    """What no sequence of actions may bring about."""
    for community in Community.objects.annotate(count=Count("links")).filter(count__gt=rules.LINKS_AT_MOST):
        yield f"Community {community.pk} shows more than {rules.LINKS_AT_MOST} links."
    for restriction in Restriction.objects.filter(
        Q(lasting_at=None, until__gt=F("at") + rules.SUSPENSION)
        | Q(lasting_at__isnull=False, until__gt=F("lasting_at") + rules.LASTING)
    ):
        yield f"Restriction {restriction.pk} lasts longer than it may."
    for vouch in Vouch.objects.filter(voucher=F("community")):
        yield f"Community {vouch.community_id} vouches for itself."
    for standing in Standing.objects.filter(vouched_at__isnull=False).select_related("community"):
        last = standing.vouches.order_by("-at").values_list("at", flat=True).first()
        if not is_vouched_for(standing=standing, now=last or standing.given_at):
            yield f"Standing {standing.pk} counts as vouched for, and too few vouch."
    for membership in Membership.objects.filter(vouched_at__lt=F("joined_at")):
        yield f"Membership {membership.pk} was vouched for before it began."
