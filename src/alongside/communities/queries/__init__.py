"""What a viewer may know of communities. What they may not know of is 404, as what does not exist."""

from alongside.communities.queries.inside import Informed, allies, invitations, members
from alongside.communities.queries.knowing import (
    community,
    known,
    relation,
    restrictions,
    stewarded,
    stewarded_community,
    stewards,
    visible_communities,
)
from alongside.communities.queries.pages import (
    communities,
    community_page,
    invitation_page,
    joinable,
    made_link,
    own_community,
    readable,
)
from alongside.communities.queries.personal import EXPORTED, about_person, broken_promises
from alongside.communities.queries.vouching import (
    given_vouch,
    has_ties,
    is_established,
    is_vouched,
    vouch_page,
    vouchers,
    vouches,
    waiting,
    waiting_community,
)

__all__ = [
    "EXPORTED",
    "Informed",
    "about_person",
    "allies",
    "broken_promises",
    "communities",
    "community",
    "community_page",
    "given_vouch",
    "has_ties",
    "invitation_page",
    "invitations",
    "is_established",
    "is_vouched",
    "joinable",
    "known",
    "made_link",
    "members",
    "own_community",
    "readable",
    "relation",
    "restrictions",
    "stewarded",
    "stewarded_community",
    "stewards",
    "visible_communities",
    "vouch_page",
    "vouchers",
    "vouches",
    "waiting",
    "waiting_community",
]
