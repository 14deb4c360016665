"""What somebody may report: only what they may see. Everything else is 404, so a report is no way to find out."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404

from alongside.accountability import rules
from alongside.accountability.models import Matter
from alongside.asks import queries as asks
from alongside.commitments import queries as commitments
from alongside.commitments.models import Commitment
from alongside.communities import queries as communities
from alongside.communities.models import Community, Restriction
from alongside.core.ids import is_id
from alongside.notices.models import Message
from alongside.people.models import Person


@dataclass(frozen=True, slots=True)
class Reportable:
    """A thing that this viewer may report. `concerns` is whom it comes from, where that is one person."""

    subject: str
    about: str
    community: Community
    concerns: Person | None
    goes_to_operator: bool


def reportable(*, viewer: Person, about: str, within: str = "", now: dt.datetime) -> Reportable:
    """`about` is "kind:id"; a person is reported within one community. Raises Http404."""
    kind, _separator, id = about.partition(":")
    find = FINDERS.get(kind)
    if find is None or not is_id(id) or (within and not is_id(within)):
        raise Http404
    community, concerns = find(viewer, id, within, now)
    if concerns is not None and concerns.pk == viewer.pk:
        raise Http404
    return Reportable(
        subject=kind,
        about=about,
        community=community,
        concerns=concerns,
        goes_to_operator=must_leave(kind, viewer, community, concerns, now),
    )


def must_leave(
    kind: str, viewer: Person, community: Community, concerns: Person | None, now: dt.datetime
) -> bool:
    away = {viewer.pk, concerns.pk if concerns else ""}
    every = {steward.pk for steward in communities.stewards(community=community)}
    present = {steward.pk for steward in communities.stewards(community=community, now=now)}
    return rules.goes_to_operator(
        is_about_community=kind == Matter.Subject.COMMUNITY,
        concerns_steward=concerns is not None and concerns.pk in every,
        other_stewards=len(present - away),
    )


Found = tuple[Community, Person | None]


def reportable_community(viewer: Person, id: str, within: str, now: dt.datetime) -> Found:
    """Also for somebody whom the group keeps out: they are told so, and may say that it is wrong."""
    kept_out = Restriction.objects.filter(community=id, person=viewer).select_related("community").first()
    if kept_out is not None:
        return kept_out.community, None
    return communities.community(viewer=viewer, id=id, now=now), None


def reportable_ask(viewer: Person, id: str, within: str, now: dt.datetime) -> Found:
    ask = asks.ask(viewer=viewer, id=id, now=now)
    return ask.community, ask.posted_by


def reportable_message(viewer: Person, id: str, within: str, now: dt.datetime) -> Found:
    """A message of a commitment in which the viewer takes part."""
    message = Message.objects.select_related("by").filter(pk=id).first()
    kind, _separator, commitment = message.about.partition(":") if message else ("", "", "")
    if message is not None and kind == "run":
        runner, _separator, commitment = commitment.partition(":")
        page = commitments.with_runner(viewer=viewer, id=commitment, runner=runner, now=now)
        return page.commitment.shift.ask.community, message.by
    if message is None or kind != "commitment":
        raise Http404
    seen = commitments.commitment(viewer=viewer, id=commitment, now=now)
    return seen.commitment.shift.ask.community, message.by


def reportable_person(viewer: Person, id: str, within: str, now: dt.datetime) -> Found:
    """Somebody whom the viewer knows of in one group: a steward knows its people, others know who runs it."""
    community = Community.objects.with_relation(viewer, now).filter(pk=within).first()
    person = Person.objects.filter(pk=id).first()
    if community is None or person is None or not knows_of(viewer, community, person):
        raise Http404
    return community, person


def knows_of(viewer: Person, community: Community, person: Person) -> bool:
    relation = community.relation
    belongs = (
        community.memberships.filter(person=person).exists()
        or community.standings.filter(person=person).exists()
        or community.requests.filter(person=person).exists()
        or Commitment.objects.for_community(community).filter(ally=person).exists()
    )
    if relation.is_steward:
        return belongs
    steers = community.memberships.filter(person=person, steward_since__isnull=False).exists()
    meets = Commitment.objects.for_community(community).filter(ally=viewer).exists()
    return steers and (relation.is_member or meets)


FINDERS: dict[str, Callable[[Person, str, str, dt.datetime], Found]] = {
    Matter.Subject.COMMUNITY: reportable_community,
    Matter.Subject.ASK: reportable_ask,
    Matter.Subject.MESSAGE: reportable_message,
    Matter.Subject.PERSON: reportable_person,
}
