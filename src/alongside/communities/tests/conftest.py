import pytest

from alongside.communities import actions
from alongside.notices.models import Notice


@pytest.fixture
def named(cast, now):
    """Chidi trusts the stewards of harbour with this."""
    actions.name_keyholder(community=cast.harbour, by=cast.chidi, ends_second_step=False, now=now)
    Notice.objects.all().delete()
    return cast
