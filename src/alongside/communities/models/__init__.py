"""Communities, who belongs to them, who steers them, and how far an ally is trusted there."""

from alongside.communities.models.belonging import Membership, MembershipRequest, Standing
from alongside.communities.models.community import Community, Link, Visibility
from alongside.communities.models.filters import CommunityQuerySet
from alongside.communities.models.links import Invitation, Vouch, VouchLink
from alongside.communities.models.restriction import Restriction

__all__ = [
    "Community",
    "CommunityQuerySet",
    "Invitation",
    "Link",
    "Membership",
    "MembershipRequest",
    "Restriction",
    "Standing",
    "Visibility",
    "Vouch",
    "VouchLink",
]
