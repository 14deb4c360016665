"""What somebody was told of a group's work and has not read yet."""

from alongside.accountability.models import Matter
from alongside.asks.models import Shift
from alongside.commitments.models import Commitment
from alongside.communities.models import Community, Restriction
from alongside.notices.models import Notice
from alongside.people.models import Person


def unread_work(*, community: Community, person: Person) -> set[str]:
    """References of unread notices about this group. What the person promised themselves, and what was decided
    about them, stays theirs.
    """
    unread = list(Notice.objects.filter(to=person, seen_at=None).values_list("about", flat=True))
    keys: dict[str, set[str]] = {}
    for about in unread:
        kind, _separator, key = about.partition(":")
        keys.setdefault(kind, set()).add(key)
    concerning = {
        "community": Community.objects.filter(pk=community.pk),
        "commitment": Commitment.objects.for_community(community).exclude(ally=person),
        "date": Shift.objects.filter(ask__community=community),
        "matter": Matter.objects.filter(community=community),
        "restriction": Restriction.objects.of(community).exclude(person=person),
    }
    run = [about for about in unread if about.startswith("run:")]
    theirs = (
        set(person.running.filter(ask__community=community).values_list("pk", flat=True)) if run else set()
    )
    return {about for about in run if about.split(":")[1] in theirs} | {
        f"{kind}:{key}"
        for kind, rows in concerning.items()
        if kind in keys
        for key in rows.filter(pk__in=keys[kind]).values_list("pk", flat=True)
    }
