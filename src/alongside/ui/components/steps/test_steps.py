from alongside.ui.tests.elements import Elements, shown


def test_steps_say_how_far_it_has_come() -> None:
    elements = Elements(shown("steps", {"at": 2}))
    now = [each.attributes.get("aria-current") for each in elements.named("li")]
    assert now == [None, "step", None, None]
    assert elements.named("ol")[0].attributes["aria-label"] == "How far this has come"


def test_steps_tell_ears_what_is_reached() -> None:
    page = shown("steps", {"at": 3})
    assert page.count(": reached") == 3
    assert page.count(": not yet") == 1
