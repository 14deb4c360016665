"""Everything that asks hold about one person."""

from typing import Any

from alongside.asks.models import Ask, Delegate, SheetImport
from alongside.people.models import Person


def about_person(*, person: Person) -> dict[str, list[dict[str, Any]]]:
    """What they wrote, closed, may judge, and brought in; times in ISO 8601."""
    written = Ask.objects.filter(posted_by=person).prefetch_related("shifts").order_by("created_at", "id")
    closed = Ask.objects.filter(closed_by=person).order_by("closed_at", "id")
    judging = Delegate.objects.filter(person=person).order_by("at", "id")
    sheets = SheetImport.objects.filter(by=person).order_by("at", "id")
    return {
        "asks_written": [written_ask(one) for one in written],
        "asks_closed": [{"ask": one.pk, "closed_at": iso(one.closed_at)} for one in closed],
        "asks_to_judge": [{"ask": one.ask_id, "at": iso(one.at)} for one in judging],
        "spreadsheets": [{"community": one.community_id, "at": iso(one.at)} for one in sheets],
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
        "created_at": iso(ask.created_at),
        "published_at": iso(ask.published_at),
        "dates": [{"from": iso(one.starts_at), "to": iso(one.ends_at)} for one in ask.shifts.all()],
    }


def iso(moment: Any) -> str | None:
    return moment.isoformat() if moment else None
