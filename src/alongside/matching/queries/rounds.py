"""What a steward reads of a round: never whom it asked, nor how many could be; a name only after a yes."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404

from alongside.asks.models import Ask
from alongside.commitments.models import Commitment
from alongside.communities import queries as communities
from alongside.communities.models import Community
from alongside.matching.models import Note, Round
from alongside.people.models import Person

SHOWN = 30


@dataclass(frozen=True, slots=True)
class RoundsPage:
    community: Community
    asks: list[Ask]
    rounds: list[Round]


@dataclass(frozen=True, slots=True)
class RoundPage:
    """`yeses` are offers of people whom the round asked, the first one first."""

    community: Community
    round: Round
    yeses: list[Commitment]


def rounds_page(*, viewer: Person, id: str, now: dt.datetime) -> RoundsPage:
    """For the stewards of a group; Http404 for everybody else."""
    community = communities.stewarded_community(viewer=viewer, id=id, now=now)
    asks = Ask.objects.open(now).filter(community=community).prefetch_related("wordings")
    rounds = Round.objects.filter(community=community).select_related("ask").prefetch_related("ask__wordings")
    return RoundsPage(
        community, list(asks.order_by("published_at", "pk")), list(rounds.order_by("-begun_at", "pk")[:SHOWN])
    )


def round_page(*, viewer: Person, id: str, now: dt.datetime) -> RoundPage:
    found = get_object_or_404(Round.objects.select_related("ask"), pk=id)
    community = communities.stewarded_community(viewer=viewer, id=found.community_id, now=now)
    asked = Note.objects.filter(
        round=found, person=OuterRef("ally"), ask=OuterRef("shift__ask"), at__lte=OuterRef("offered_at")
    )
    offers = Commitment.objects.filter(Exists(asked), shift__ask__community=community)
    yeses = offers.select_related("ally", "shift__ask__community").prefetch_related("shift__ask__wordings")
    return RoundPage(community, found, list(yeses.order_by("offered_at", "pk")))
