"""Eight real processes race for places, on SQLite and on PostgreSQL.

800 claims each time; `ALONGSIDE_CLAIMS=20000 pytest src/alongside/commitments/tests/test_race.py` is the long run.
"""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

CLAIMS = int(os.environ.get("ALONGSIDE_CLAIMS", "800"))
PROCESSES = 8
POSTGRESQL = os.environ.get("ALONGSIDE_TEST_DATABASE", "")
CHECK = """
from alongside.asks.models import Shift
from alongside.commitments.models import Commitment
from alongside.commitments.queries import broken_promises
from alongside.ledger.queries import breaks
from django.db.models import Count
import json
twice = Commitment.objects.filter(closed_at=None).values("ally", "shift").annotate(n=Count("pk")).filter(n__gt=1)
print(json.dumps({
    "broken": [*broken_promises(), *breaks()],
    "twice": twice.count(),
    "taken": {one.pk: [one.places_taken, one.places] for one in Shift.objects.all()},
    "made": Commitment.objects.promised().exclude(shift__ask__what="Bring a cake").count(),
    "hanging": Commitment.objects.filter(closed_at=None, acceptance=None).count(),
}))
"""


def run(arguments: list[str], environment: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, *arguments], env=environment, stdout=subprocess.PIPE, text=True)


def answer(process: subprocess.Popen[str]) -> str:
    printed, _ = process.communicate(timeout=3000)
    assert process.returncode == 0
    return printed


@pytest.fixture(
    params=[
        pytest.param("sqlite", marks=pytest.mark.sqlite),
        pytest.param("postgresql", marks=pytest.mark.postgresql),
    ]
)
def environment(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    chosen = {
        **os.environ,
        "ALONGSIDE_DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "alongside.config.settings",
        "DATABASE_URL": "",
    }
    if request.param == "postgresql":
        if not POSTGRESQL:
            pytest.skip("no PostgreSQL: set ALONGSIDE_TEST_DATABASE; .ci/run does")
        chosen["DATABASE_URL"] = emptied_database(f"{POSTGRESQL.rsplit('/', 1)[0]}/race_{os.getpid()}")
    return chosen


def emptied_database(url: str) -> str:
    """A database of this race's own on the server that the tests were given."""
    import psycopg

    server, name = url.rsplit("/", 1)
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    return url


def test_race_never_overbooks_and_leaves_no_place_empty(environment: dict[str, str]) -> None:
    answer(run(["-m", "django", "migrate", "-v0"], environment))
    answer(run(["-m", "alongside.commitments.tests.racing", "prepare", "0", str(CLAIMS)], environment))
    racers = [
        run(
            ["-m", "alongside.commitments.tests.racing", "claim", str(number), str(CLAIMS // PROCESSES)],
            environment,
        )
        for number in range(PROCESSES)
    ]
    told: Counter[str] = sum((Counter(json.loads(answer(racer))) for racer in racers), Counter())
    found = json.loads(answer(run(["-m", "django", "shell", "-v0", "-c", CHECK], environment)))
    assert not [line for line in told if line.startswith("error")], told
    assert told["got a place"] > 0
    assert told["Covered"] > 0, "the race was no race: nobody was refused"
    assert min(told["came"], told["gave back"], told["left"]) > 0, "nobody gave back, or left"
    assert found["broken"] == []
    assert found["twice"] == 0
    assert found["made"] == told["got a place"]
    assert found["hanging"] == 0
    for date, (taken, places) in found["taken"].items():
        assert taken <= places
        assert not told[f"covered {date}"] or taken == places, "somebody was refused while a place was free"


def test_race_books_nobody_beyond_their_hours(environment: dict[str, str]) -> None:
    """Six people with two hours each, from eight sides at once: offered, accepted, given back, taken back."""
    module = "alongside.commitments.tests.racing_hours"
    answer(run(["-m", "django", "migrate", "-v0"], environment))
    answer(run(["-m", module, "prepare", "0", "0"], environment))
    each = str(CLAIMS // PROCESSES // 2)
    racers = [run(["-m", module, "claim", str(number), each], environment) for number in range(PROCESSES)]
    told: Counter[str] = sum((Counter(json.loads(answer(racer))) for racer in racers), Counter())
    found = json.loads(answer(run(["-m", "django", "shell", "-v0", "-c", CHECK], environment)))
    assert not [line for line in told if line.startswith("error")], told
    assert min(told["booked"], told["gave back"], told["AtCapacity"]) > 0, "the race was no race"
    assert told["beyond"] == 0
    assert found["broken"] == []
