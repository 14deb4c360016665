"""The addresses that somebody without a secret can open: those of one-time links are held by whoever was given them.

The gallery of components shows made-up examples, and reads no table.
"""

from tests.world import routes

HELD = {
    "commitments:said",
    "commitments:calendar",
    "communities:invitation",
    "communities:vouch",
    "ui:gallery",
}


def reachable() -> list[str]:
    """Every named route of the URL table, without those that are themselves a key."""
    return sorted(one for one in set(routes()) - HELD if one != "None")
