"""What this area knows about one person."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.commitments.models import Commitment, Shown, Stint
from alongside.commitments.queries.calendars import calendars
from alongside.communities import queries as communities
from alongside.core.access import Fact
from alongside.core.declaring import Exported
from alongside.people.models import Person

EXPORTED = {
    "commitments": Exported(_("My promises")),
    "id": Exported(_("Reference")),
    "community": Exported(_("Group")),
    "what": Exported(_("What")),
    "starts_at": Exported(_("From")),
    "ends_at": Exported(_("To")),
    "minutes": Exported(_("Minutes")),
    "note": Exported(_("My note")),
    "shared_needs": Exported(_("Needs that I showed"), lambda code: Fact(code).label),
    "offered_at": Exported(_("Offered")),
    "accepted_at": Exported(_("Accepted")),
    "declined_at": Exported(_("Declined")),
    "expired_at": Exported(_("Not answered in time")),
    "kept_at": Exported(_("Said again that I come")),
    "released_at": Exported(_("Given back")),
    "done_at": Exported(_("Said that it is done")),
    "helped": Exported(_("It helped")),
    "stints": Exported(_("Dates that I offered until a day")),
    "until": Exported(_("Until")),
    "ended_at": Exported(_("Ended")),
    "calendars": Exported(_("Calendars that read my times")),
    "name": Exported(_("Name")),
    "shows": Exported(_("What stands there"), lambda shows: Shown(shows).label),
    "is_mailed": Exported(_("As files in mails")),
    "made_at": Exported(_("Since")),
    "read_on": Exported(_("Read last on")),
}


def about_person(*, person: Person) -> dict[str, list[dict[str, Any]]]:
    """The person's own promises with their steps. Verdicts other than *it helped* stay with the community.

    So does the name of a group that is out of their sight by now.
    """
    unnamed = set(communities.out_of_sight(person).values_list("pk", flat=True))
    rows = Commitment.objects.of(person).with_history().order_by("offered_at")
    rows = rows.prefetch_related("shared_needs", "shift__ask__wordings")
    stints = Stint.objects.filter(ally=person).prefetch_related("series__ask__wordings")
    return {
        "commitments": [
            exported(one, is_group_named=one.shift.ask.community_id not in unnamed) for one in rows
        ],
        "stints": [
            {
                "what": one.series.ask.said.what,
                "until": one.until,
                "offered_at": one.offered_at,
                "accepted_at": one.yes_at,
                "ended_at": one.ended_at,
            }
            for one in stints.order_by("offered_at")
        ],
        "calendars": [
            {
                "name": one.name,
                "shows": one.shows,
                "is_mailed": one.is_mailed,
                "made_at": one.made_at,
                "read_on": one.read_on,
            }
            for one in calendars(person=person)
        ],
    }


def exported(one: Commitment, *, is_group_named: bool) -> dict[str, Any]:
    history = one.history
    return {
        "id": one.pk,
        "community": one.shift.ask.community.name if is_group_named else "",
        "what": one.shift.ask.said.what,
        "starts_at": history.starts_at,
        "ends_at": history.ends_at,
        "minutes": one.minutes,
        "note": one.note,
        "shared_needs": [need.fact for need in one.shared_needs.all()],
        "offered_at": history.offered_at,
        "accepted_at": history.accepted_at,
        "declined_at": history.declined_at,
        "expired_at": history.expired_at,
        "kept_at": history.kept_at,
        "released_at": history.released_at,
        "done_at": history.done_at,
        "helped": history.outcome == "helped",
    }
