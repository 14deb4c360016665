"""The end of a closed group: from the top down, because what is above knows what is below."""

import datetime as dt

from django.db import transaction

from alongside.asks import actions as asks
from alongside.commitments import actions as commitments
from alongside.communities import actions as communities
from alongside.communities.models import Community


@transaction.atomic
def empty_group(*, community: Community, by: None, now: dt.datetime) -> None:
    commitments.forget_group(community=community, now=now)
    asks.forget_group(community=community)
    communities.empty(community=community, by=by, now=now)
