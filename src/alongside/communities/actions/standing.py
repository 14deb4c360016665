import datetime as dt

from django.db import transaction

from alongside.communities import queries
from alongside.communities.actions.telling import tell
from alongside.communities.actions.trusting import settle
from alongside.communities.models import Standing
from alongside.ledger import actions as ledger
from alongside.people.models import Person


@transaction.atomic
def give_standing(*, standing: Standing, level: int, by: Person, now: dt.datetime) -> None:
    """A steward says how far the group trusts an ally. More trust is told; less is not announced."""
    community = queries.stewarded_community(viewer=by, id=standing.community_id, now=now)
    standing = Standing.objects.select_for_update().get(pk=standing.pk)
    before, level = standing.level, Standing.Level(level)
    if level == before:
        return
    standing.level, standing.given_at, standing.given_by = level, now, by
    standing.save(update_fields=["level", "given_at", "given_by"])
    settle(standing, now)
    ledger.record(
        kind="communities.give_standing",
        subject=standing.pk,
        community=community.pk,
        by=by,
        about=standing.person,
        now=now,
        facts={"before": before, "level": int(level)},
    )
    if level > before:
        tell(standing.person, "standing.given", community, now)
