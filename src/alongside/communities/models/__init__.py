"""Communities, who belongs to them, who steers them, how far an ally is trusted there, and who helps whom back in."""

from alongside.communities.models.belonging import AllyVouch, Membership, MembershipRequest, Standing
from alongside.communities.models.community import Community, Guidance, Link, Visibility
from alongside.communities.models.filters import CommunityQuerySet
from alongside.communities.models.keeping import Term
from alongside.communities.models.links import Invitation, Vouch, VouchLink
from alongside.communities.models.restriction import Restriction
from alongside.communities.models.returning import Keyholder, Return

__all__ = [
    "AllyVouch",
    "Community",
    "CommunityQuerySet",
    "Guidance",
    "Invitation",
    "Keyholder",
    "Link",
    "Membership",
    "MembershipRequest",
    "Restriction",
    "Return",
    "Standing",
    "Term",
    "Visibility",
    "Vouch",
    "VouchLink",
]
