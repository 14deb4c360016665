"""What the chain tells the areas below, when they ask."""

import datetime as dt
from typing import Any

from django.dispatch import receiver
from django.utils.translation import ngettext

from alongside.commitments import queries
from alongside.communities.models import Community
from alongside.communities.signals import informing


@receiver(informing)
def say_what_helped(community: Community, now: dt.datetime, **_signal: Any) -> dict[str, str]:
    """For a community's stewards: how much of what an ally did there helped, of all that was answered."""
    return {
        ally: ngettext(
            "%(helped)s of %(answered)s answered promise helped",
            "%(helped)s of %(answered)s answered promises helped",
            answered,
        )
        % {"helped": helped, "answered": answered}
        for ally, (helped, answered) in queries.chain_with(community=community, now=now).items()
    }
