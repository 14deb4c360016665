"""A form on a dying line, sent until an answer comes: it has one effect, and what was typed is never lost."""

import json
import os
import random
from concurrent.futures import ThreadPoolExecutor
from html import unescape

from alongside.core import ids
from alongside.home.tests.installation import Installation
from tests.faults.lines import Answer, Writer, ask_in, serving
from tests.faults.proxy import LOST_ANSWERS, LOST_REQUESTS, BadLine
from tests.faults.test_kills import KEPT

FORMS = int(os.environ.get("ALONGSIDE_FORMS", "200"))
AT_ONCE = 24
EACH_WITH_A_MISTAKE = 10
TRIES = 60


def sent_until_answered(writer: Writer, port: int, form: dict[str, str]) -> Answer:
    """What a tired thumb does: the same form with the same key, again and again."""
    for _try in range(TRIES):
        answer = writer.send(port, writer.path, form, seconds=60)
        if answer is not None:
            return answer
    raise AssertionError("no answer ever came")


def written(writer: Writer, port: int, number: int) -> tuple[str, str]:
    """One ask; each tenth is sent with a mistake first, comes back with all that was typed, and is mended."""
    what = f"Carry box «{number}»"
    form = writer.form(what, ids.new_secret())
    if number % EACH_WITH_A_MISTAKE == 0:
        answer = sent_until_answered(writer, port, {**form, "how_many": "0"})
        assert answer.status == 200
        assert f'value="{what}"' in unescape(answer.body), "what was typed is lost"
    answer = sent_until_answered(writer, port, form)
    assert answer.status == 302, answer
    return ask_in(answer), what


def test_each_form_has_one_effect(server: Installation, writer: Writer) -> None:
    chance = random.Random(5)  # noqa: S311 - chances, not secrets
    with (
        serving(server, "--without-worker") as (port, _started),
        BadLine(port, chance) as line,
        ThreadPoolExecutor(AT_ONCE) as people,
    ):
        told = dict(people.map(lambda number: written(writer, line.port, number), range(FORMS)))
    kept = json.loads(server.python(KEPT).splitlines()[-1])
    assert told == kept["asks"], "lost, or done twice"
    assert len(told) == FORMS
    assert set(kept["dates"].values()) == {1}
    sent = line.lost_requests + line.lost_answers + line.carried
    assert line.lost_requests > sent * LOST_REQUESTS / 2, "the line was too good"
    assert line.lost_answers > sent * LOST_ANSWERS / 2, "the line was too good"
