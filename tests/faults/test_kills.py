"""SIGKILL while people write: what was answered is kept, whole and once, and the server is back at once."""

import json
import os
import random
import signal
import subprocess
import threading
from typing import Any

import pytest

from alongside.home.tests.installation import Installation, fetched, free_port, wait_until
from tests.faults.lines import Told, Writer, ask_in, children, command_of, serving, worked, write_on

IS_LONG = "ALONGSIDE_KILLS" in os.environ
KILLS = int(os.environ.get("ALONGSIDE_KILLS", "2"))
WRITERS = 4
BACK_WITHIN = 3
"""Seconds of work from the start of the command to the first page. A clock would tell of other programs too. So does
the work where two programs share a core, so it is held in the long run, which has the machine for itself.
"""
NO_MORE_THAN = 1.5
"""Times the work of a start that no kill came before: nothing has to be found out or mended first."""
MOST_WAITED = 0.4
"""Seconds of writing before a kill, at most: some thirty forms."""
KEPT = """
import json
from alongside.asks.models import Ask
from alongside.core.models import SentForm
asks = {one.pk: one for one in Ask.objects.filter(what__startswith="Carry box")}
entries = [one.subject for one in Entry.objects.filter(kind="asks.publish", subject__in=list(asks))]
print(json.dumps({
    "asks": {pk: one.what for pk, one in asks.items()},
    "dates": {pk: one.shifts.count() for pk, one in asks.items()},
    "published": [pk for pk, one in asks.items() if one.published_at],
    "entries": entries,
    "led_to": [one for one in SentForm.objects.values_list("answered_to", flat=True)],
}))
"""


def start(installed: Installation) -> tuple[int, subprocess.Popen[str], float]:
    """The port, the server, and after how much work its first page was there: its own, and that of who answers."""
    port = free_port()
    started = installed.start("serve", "--port", str(port))
    assert wait_until(lambda: fetched(port, "/help/"))
    answering = [one for one in children(started.pid) if "run_worker" not in command_of(one)]
    return port, started, sum(map(worked, [started.pid, *answering]))


def write_until_killed(
    writer: Writer, port: int, started: subprocess.Popen[str], told: Told, number: int, wait: float
) -> None:
    stop = threading.Event()
    writing = [
        threading.Thread(target=write_on, args=(writer, port, f"{number}-{one}", told, stop))
        for one in range(WRITERS)
    ]
    for one in writing:
        one.start()
    stop.wait(wait)
    started.kill()
    started.communicate()
    for one in writing:
        one.join(60)
        assert not one.is_alive()


def send_again(writer: Writer, port: int, told: Told) -> None:
    """What had no answer, as anybody would."""
    for key, what in told.unanswered.items():
        answer = writer.draft(port, what, key)
        assert answer is not None
        assert answer.status == 302, answer
        told.drafted[what] = ask_in(answer)
    told.unanswered.clear()


def check(kept: dict[str, Any], told: Told) -> None:
    assert not told.wrong
    assert {ask: what for what, ask in told.drafted.items()} == kept["asks"], "lost, or written twice"
    assert set(kept["dates"].values()) == {1}, "half written"
    assert told.published <= set(kept["published"]), "lost"
    assert sorted(kept["published"]) == sorted(kept["entries"]), "half written"
    assert {f"/asks/{ask}/" for ask in kept["asks"]} <= set(kept["led_to"]), "no key remembers it"


def test_killed_server_loses_nothing_that_it_acknowledged(server: Installation, writer: Writer) -> None:
    told, moments, back = Told(), random.Random(8), []  # noqa: S311 - moments, not secrets
    port, started, first = start(server)
    try:
        for number in range(KILLS):
            write_until_killed(writer, port, started, told, number, moments.uniform(0, MOST_WAITED))
            port, started, seconds = start(server)
            back.append(seconds)
            send_again(writer, port, told)
    finally:
        started.kill()
        started.communicate()
    kept = json.loads(server.python(KEPT).splitlines()[-1])
    check(kept, told)
    verified = server.run("verify_ledger")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert len(told.drafted) >= KILLS * WRITERS / 2
    assert max(back) < NO_MORE_THAN * first, (first, back)
    if IS_LONG:
        assert max(back) < BACK_WITHIN, back


def test_process_that_is_killed_alone_comes_back_by_itself(server: Installation, writer: Writer) -> None:
    """The one that answers; whoever ends with it only sends the form again."""
    with serving(server) as (port, started):
        (answering,) = [one for one in children(started.pid) if "run_worker" not in command_of(one)]
        assert writer.draft(port, "Carry box 1 of one", "k" * 20)
        os.kill(answering, signal.SIGKILL)
        assert wait_until(lambda: writer.draft(port, "Carry box 2 of one", "l" * 20))
    kept = json.loads(server.python(KEPT).splitlines()[-1])
    assert sorted(kept["asks"].values()) == ["Carry box 1 of one", "Carry box 2 of one"]


@pytest.mark.parametrize(
    ("broken", "problem"),
    [
        ({"asks": {}}, "lost"),
        ({"asks": {"a": "Carry box 1 of x", "b": "Carry box 1 of x"}}, "twice"),
        ({"dates": {"a": 0}}, "half written"),
        ({"entries": []}, "half written"),
        ({"published": [], "entries": []}, "lost"),
        ({"led_to": []}, "no key"),
    ],
)
def test_what_was_lost_or_half_written_is_seen(broken: dict[str, Any], problem: str) -> None:
    whole = {
        "asks": {"a": "Carry box 1 of x"},
        "dates": {"a": 1},
        "published": ["a"],
        "entries": ["a"],
        "led_to": ["/asks/a/"],
    }
    told = Told(drafted={"Carry box 1 of x": "a"}, published={"a"})
    check(whole, told)
    with pytest.raises(AssertionError, match=problem):
        check({**whole, **broken}, told)
