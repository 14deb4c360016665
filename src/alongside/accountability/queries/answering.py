"""Who may answer somebody whom a group keeps out."""

import datetime as dt

from alongside.accountability import rules
from alongside.communities import queries as communities
from alongside.communities.models import Community, Membership, Restriction
from alongside.people import queries as people
from alongside.people.models import Person


def steers(community: Community, person: Person) -> bool:
    return Membership.objects.filter(community=community, person=person, steward_since__isnull=False).exists()


def answerers(restriction: Restriction, now: dt.datetime) -> list[Person]:
    """Who may answer an appeal. Whoever blocks the person hears none of their words, and so answers none."""
    decided = {restriction.by_id, restriction.lasting_by_id, restriction.person_id}
    every = {one.pk for one in communities.stewards(community=restriction.community)}
    present = communities.stewards(community=restriction.community, now=now)
    free = [one for one in present if one.pk not in decided and not blocks(one, restriction.person)]
    target_steers = steers(restriction.community, restriction.person)
    around = {one.pk: one for one in [*free, *Person.objects.filter(is_operator=True)]}
    return [
        one
        for one in around.values()
        if not blocks(one, restriction.person)
        and rules.may_answer_appeal(
            is_steward=one.pk in every,
            is_operator=one.is_operator,
            has_decided=one.pk in decided,
            target_steers=target_steers,
            free_stewards=len(free),
        )
    ]


def blocks(one: Person, other: Person) -> bool:
    return people.has_blocked(person=one, other=other)
