from alongside.ui.tests.elements import Elements, shown


def test_notice_keeps_its_sign_from_being_read_out_and_says_its_words() -> None:
    page = shown("notice", {"kind": "warning", "title": "Alone", "text": "Invite <somebody>."})
    assert Elements(page).named("span")[0].attributes["aria-hidden"] == "true"
    assert "<h2>Alone</h2><p>Invite &lt;somebody&gt;.</p>" in page
