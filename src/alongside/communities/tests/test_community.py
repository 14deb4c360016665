import pytest
from django.urls import reverse


@pytest.mark.parametrize("who", ["amal", "jun", "bruno", "chidi", "dara", "edda", "farid", "gita", "olu"])
def test_smoke(cast, client_of, who):
    client = client_of(getattr(cast, who))
    for name in [
        "community",
        "details",
        "members",
        "allies",
        "invitations",
        "vouches",
        "request",
        "ally",
        "leaving",
        "closing",
    ]:
        for c in (cast.harbour, cast.rainbow, cast.listed):
            r = client.get(reverse(f"communities:{name}", args=[c.pk]))
            print(who, name, c.name, r.status_code, len(r.content))
    for name in ["communities", "founding", "vouching"]:
        r = client.get(reverse(f"communities:{name}"))
        print(who, name, r.status_code, len(r.content))
