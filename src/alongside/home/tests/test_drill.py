"""The whole drill: back up while people write, lose the machine, put the backup back, and go on as if nothing were."""

import os
import shutil

import pytest

from alongside.home.tests.installation import WRITE_ON, Installation
from alongside.home.tests.test_backup_server import keys_of

DRILLS = int(os.environ.get("ALONGSIDE_DRILLS", "1"))

BEGIN = """
import json
from alongside.home import actions
from alongside.home.cast import make
cast = make(now())
print(json.dumps({"shift": cast.shift.pk, "gita": cast.gita.pk}))
"""
LEAVE = """
from alongside.home import actions
actions.erase(by=Person.objects.get(sign_in_name="secret-gita"), now=now())
"""
MAIN_FLOW = """
from alongside.asks.models import Shift
from alongside.commitments import actions
from alongside.commitments.models import Commitment
from alongside.core import ids
from alongside.home.cast import PASSPHRASE
from django.test import Client
browsers = {}
for name in ("bruno", "amal"):
    browsers[name] = Client(headers={"host": "localhost"})
    answer = browsers[name].post("/account/sign-in/", {"login": f"secret-{name}", "password": PASSPHRASE})
    assert answer.status_code == 302, answer.content
shift = Shift.objects.get()
said = {"shift": shift.pk, "note": "I bring a trolley", "once": ids.new_secret()}
assert b"soup pots" in browsers["bruno"].get(f"/asks/{shift.ask_id}/").content
assert browsers["bruno"].post(f"/asks/{shift.ask_id}/offer/", said).status_code == 302
offer = Commitment.objects.get()
assert b"I bring a trolley" in browsers["amal"].get(f"/commitments/{offer.pk}/").content
assert browsers["amal"].post(f"/commitments/{offer.pk}/acceptance/", {"once": ids.new_secret()}).status_code == 302
later = shift.ends_at + dt.timedelta(hours=1)
amal, bruno = (Person.objects.get(sign_in_name=f"secret-{name}") for name in ("amal", "bruno"))
actions.claim_done(commitment=offer, by=bruno, now=later)
actions.judge(commitment=offer, outcome="helped", by=amal, now=later)
print(Person.objects.filter(sign_in_name="secret-gita").count())
"""


def lose(server: Installation) -> None:
    """Everything of the machine goes but its keys, as its operator has a copy of them."""
    server.environment |= keys_of(server)
    for path in server.folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


@pytest.mark.parametrize("number", range(DRILLS))
def test_drill(server: Installation, tmp_path, number: int) -> None:
    safe = tmp_path / "another machine"
    private = tmp_path / "private.txt"
    private.write_text(server.run("make_keys", "--backup").stdout)
    public = tmp_path / "public.txt"
    public.write_text(private.read_text().splitlines()[1].split("=")[1])
    server.python(BEGIN)
    writer = server.start_python(["-c", WRITE_ON])
    acknowledged = [writer.stdout.readline() for _one in range(5 + number % 20)]

    backed_up = server.run("backup_server", "--to", str(safe), "--for", str(public))
    assert backed_up.returncode == 0, backed_up.stderr
    copy = max(safe.glob("alongside-*.tar.age"))
    assert int(writer.stdout.readline()) > int(acknowledged[-1])
    writer.kill()
    writer.communicate()
    server.python(LEAVE)
    shutil.copy(server.folder / "trial-leavers.txt", safe)
    lose(server)

    done = server.run("restore_server", str(copy), "--key", str(private), "--replace")

    assert done.returncode == 0, done.stderr
    assert "1 people had left since" in done.stdout
    people = int(server.python("print(Person.objects.filter(sign_in_name__startswith='writer-').count())"))
    assert people >= len(acknowledged)
    assert server.python(MAIN_FLOW) == "0"
    assert server.run("verify_ledger").returncode == 0
