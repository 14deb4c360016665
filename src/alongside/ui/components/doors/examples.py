"""Ways to many pages of the same kind, side by side, each a target for a thumb."""

from alongside.ui.queries import Example


def examples() -> list[Example]:
    names = ["Members", "Allies", "Places", "What the group says of itself"]
    doors = [{"text": name, "href": f"#doors-{number}"} for number, name in enumerate(names)]
    return [Example("Four doors", {"doors": doors})]
