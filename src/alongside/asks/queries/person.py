"""Everything that asks hold about one person."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.asks.models import Ask, Delegate, Place, Renewal, Runner, SameAsk, SheetImport
from alongside.asks.queries.repeating import rule_in_words
from alongside.core.declaring import Exported
from alongside.people.models import Person
from alongside.people.queries import language_name

EXPORTED = {
    "asks": Exported(_("Asks")),
    "asks_written": Exported(_("Asks that I wrote")),
    "asks_closed": Exported(_("Asks that I closed")),
    "asks_renewed": Exported(_("Asks that I last said stand, or changed")),
    "asks_compared": Exported(_("Asks of which I said whether they are the same")),
    "asks_to_judge": Exported(_("Asks where I may say whether it helped")),
    "asks_run": Exported(_("Asks that I run or ran for a group")),
    "places_as_contact": Exported(_("Places where I answer questions about getting in")),
    "spreadsheets": Exported(_("Spreadsheets that I brought in")),
    "id": Exported(_("Reference")),
    "ask": Exported(_("Reference of the ask")),
    "other": Exported(_("Reference of the other ask")),
    "is_same": Exported(_("The same")),
    "community": Exported(_("Reference of the group")),
    "kind": Exported(_("Kind"), lambda kind: Ask(kind=kind).get_kind_display()),
    "what": Exported(_("What")),
    "why": Exported(_("Why it matters")),
    "good": Exported(_("What good looks like")),
    "language": Exported(_("Language"), language_name),
    "wordings": Exported(_("In other languages")),
    "created_at": Exported(_("Begun")),
    "published_at": Exported(_("Published")),
    "closed_at": Exported(_("Closed on")),
    "at": Exported(_("When")),
    "until": Exported(_("Until")),
    "begun_at": Exported(_("Begun")),
    "ended_at": Exported(_("Ended")),
    "read_on": Exported(_("Opened last on")),
    "reads_place": Exported(_("With the exact place")),
    "dates": Exported(_("Dates")),
    "repeats": Exported(_("Repeats"), rule_in_words),
    "from": Exported(_("From")),
    "to": Exported(_("To")),
}


def about_person(*, person: Person) -> dict[str, list[dict[str, Any]]]:
    """What they wrote, closed, may judge, answer for, and brought in."""
    written = (
        Ask.objects.filter(posted_by=person)
        .prefetch_related("shifts", "series", "wordings")
        .order_by("created_at", "id")
    )
    closed = Ask.objects.filter(closed_by=person).order_by("closed_at", "id")
    renewed = Renewal.objects.filter(by=person).order_by("at", "ask")
    compared = SameAsk.objects.filter(by=person).order_by("at", "id")
    judging = Delegate.objects.filter(person=person).order_by("at", "id")
    running = Runner.objects.filter(person=person).order_by("at", "id")
    answering = Place.objects.filter(contact=person).defer("exact").order_by("id")
    sheets = SheetImport.objects.filter(by=person).order_by("at", "id")
    return {
        "asks_written": [written_ask(one) for one in written],
        "asks_closed": [{"ask": one.pk, "closed_at": one.closed_at} for one in closed],
        "asks_renewed": [{"ask": one.ask_id, "at": one.at} for one in renewed],
        "asks_compared": [
            {"ask": one.ask_id, "other": one.other_id, "is_same": one.is_same, "at": one.at}
            for one in compared
        ],
        "asks_to_judge": [{"ask": one.ask_id, "at": one.at, "until": one.ends_at} for one in judging],
        "asks_run": [
            {
                "ask": one.ask_id,
                "at": one.at,
                "begun_at": one.begun_at,
                "until": one.until,
                "ended_at": one.ended_at,
                "reads_place": one.reads_place,
                "read_on": one.read_on,
            }
            for one in running
        ],
        "places_as_contact": [{"id": one.pk, "community": one.community_id} for one in answering],
        "spreadsheets": [{"community": one.community_id, "at": one.at} for one in sheets],
    }


def written_ask(ask: Ask) -> dict[str, Any]:
    return {
        "id": ask.pk,
        "community": ask.community_id,
        "kind": ask.kind,
        "what": ask.what,
        "why": ask.why,
        "good": ask.good,
        "language": ask.language,
        "wordings": [
            {"language": one.language, "what": one.what, "why": one.why, "good": one.good}
            for one in ask.wordings.all()
        ],
        "created_at": ask.created_at,
        "published_at": ask.published_at,
        "repeats": [one.rule for one in ask.series.all()],
        "dates": [{"from": one.starts_at, "to": one.ends_at} for one in ask.shifts.all()],
    }
