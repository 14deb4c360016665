"""What is done beside an answer begins when the answer is complete, and is never lost."""

import pytest

from alongside.core import aside


@pytest.fixture(autouse=True)
def begun(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []
    monkeypatch.setattr(aside, "aside", lambda act: act())
    monkeypatch.setattr(aside, "_waiting", aside.Waiting())
    return found


def test_it_begins_when_the_answer_is_complete(begun: list[str]) -> None:
    aside.wait()
    aside.after_answer(lambda: begun.append("mail"))
    assert begun == []
    aside.begin()
    assert begun == ["mail"]
    aside.begin()
    assert begun == ["mail"]


def test_it_begins_at_once_where_nobody_waits_for_an_answer(begun: list[str]) -> None:
    aside.after_answer(lambda: begun.append("mail"))
    assert begun == ["mail"]


def test_what_waits_for_an_answer_that_broke_off_begins_with_the_next(begun: list[str]) -> None:
    aside.wait()
    aside.after_answer(lambda: begun.append("mail"))
    aside.wait()
    assert begun == ["mail"]
