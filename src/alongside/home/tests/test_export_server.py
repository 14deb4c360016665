"""Leave with everything: export, a fresh server with keys of its own, import, and the same export again."""

import json
import shutil
import stat
from pathlib import Path

import pytest

from alongside.home.tests.installation import Installation

MAKE = """
import json
from alongside.commitments import actions
from alongside.home.cast import make
from alongside.people.models import AccessNeed
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from alongside.core.fields import seal
cast = make(now())
EmailAddress.objects.create(user=cast.bruno, email="heron@example.org", verified=True, primary=True)
Authenticator.objects.create(user=cast.bruno, type="totp", data={"secret": seal("SECRET-OF-A-CODE-APP")})
note = "=canary: I bring a trolley, فريد"
offer = actions.offer(shift=cast.shift, by=cast.bruno, note=note, now=now())
actions.accept(commitment=offer, by=cast.amal, now=now())
actions.write(commitment=offer, text="Which door?", by=cast.bruno, now=now())
"""
MAKE_A_WORLD = """
from alongside.core.models import SentForm
from alongside.home.cast import make
from tests.world import build
world = build(make(now()), now())
"""
ONE_MORE = """
from allauth.account.models import EmailAddress
EmailAddress.objects.create(user=Person.objects.get(sign_in_name="secret-gita"), email="other@example.org")
"""
SIGN_IN = """
from alongside.home.cast import PASSPHRASE
from alongside.notices.models import Message
from allauth.mfa.models import Authenticator
from alongside.core.fields import unseal
from django.test import Client
answer = Client(headers={"host": "localhost"}).post(
    "/account/sign-in/", {"login": "secret-amal", "password": PASSPHRASE}
)
print(answer.status_code, Message.objects.get().text, unseal(Authenticator.objects.get().data["secret"]))
"""


def exported(server: Installation, to: Path, *options: str) -> Path:
    done = server.run("export_server", "--to", str(to), *(options or ["--open"]))
    assert done.returncode == 0, done.stderr
    return max(to.glob("alongside-export-*"))


def content(folder: Path) -> dict[str, bytes]:
    """Every file but the time in the manifest."""
    found = {file.name: file.read_bytes() for file in folder.iterdir()}
    manifest = json.loads(found["manifest.json"])
    assert manifest.pop("made_at")
    return {**found, "manifest.json": json.dumps(manifest).encode()}


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return [name for name in sorted({*one, *other}) if one.get(name) != other.get(name)]


def take_in(exported: Path, server: Installation) -> None:
    done = server.run("import_server", str(exported))
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def whole(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An open export of one installation on SQLite, made once; whoever changes it takes a copy."""
    made = Installation(Path(shutil.copytree(migrated, tmp_path_factory.mktemp("whole") / "data")))
    made.python(MAKE)
    return exported(made, made.folder.parent / "out")


def test_export_import_export_is_the_same(
    server: Installation, elsewhere: Installation, tmp_path: Path
) -> None:
    server.python(MAKE)
    first = exported(server, tmp_path / "first")
    take_in(first, elsewhere)
    assert differing(content(first), content(exported(elsewhere, tmp_path / "second"))) == []
    assert elsewhere.run("verify_ledger").returncode == 0
    assert elsewhere.python(SIGN_IN) == "302 Which door? SECRET-OF-A-CODE-APP"


def test_every_table_of_a_full_server_comes_back_the_same(
    server: Installation, elsewhere: Installation, tmp_path: Path
) -> None:
    """One of each thing that any page is about; tables that are in no export say why."""
    server.python(MAKE_A_WORLD)
    first = exported(server, tmp_path / "first")
    take_in(first, elsewhere)
    again = exported(elsewhere, tmp_path / "second")
    assert differing(content(first), content(again)) == []
    filled = [
        name for name, rows in json.loads((first / "manifest.json").read_text())["rows"].items() if rows
    ]
    assert len(filled) >= 40, filled


@pytest.mark.postgresql
def test_export_of_sqlite_is_taken_in_by_postgresql(
    whole: Path, with_tables_on_postgresql: Installation, tmp_path: Path
) -> None:
    fresh = Installation(tmp_path / "with its own keys", with_tables_on_postgresql.environment)

    done = fresh.run("import_server", str(whole))

    assert done.returncode == 0, done.stderr
    assert differing(content(whole), content(exported(fresh, tmp_path / "second"))) == []
    fresh.python(ONE_MORE)
    assert fresh.run("verify_ledger").returncode == 0


@pytest.mark.sqlite
def test_export_is_readable_by_its_owner_and_holds_words_open(
    installation: Installation, tmp_path: Path
) -> None:
    installation.python(MAKE)
    folder = exported(installation, tmp_path / "out")

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
    row = json.loads((folder / "commitments.Commitment.jsonl").read_text())
    assert row["note"] == "=canary: I bring a trolley, فريد"
    assert "'=canary" in (folder / "commitments.Commitment.csv").read_text()
    assert not (folder / "people.Session.jsonl").exists()
    assert not list(installation.folder.glob(".backing-up*"))


@pytest.mark.sqlite
def test_export_is_sealed_unless_somebody_says_open(
    installation: Installation, elsewhere: Installation, tmp_path: Path
) -> None:
    installation.python(MAKE)
    private, public = tmp_path / "private.txt", tmp_path / "public.txt"
    private.write_text(installation.run("make_keys", "--backup").stdout)
    public.write_text(private.read_text().splitlines()[1].split("=")[1])

    refused = installation.run("export_server", "--to", str(tmp_path / "out"))
    file = exported(installation, tmp_path / "out", "--for", str(public))
    done = elsewhere.run("import_server", str(file), "--key", str(private))

    assert "There is no public key" in refused.stderr
    assert b"canary" not in file.read_bytes()
    assert done.returncode == 0, done.stderr
    assert not list(elsewhere.folder.glob(".restoring-*"))


@pytest.mark.sqlite
def test_import_refuses_a_server_with_rows(whole: Path, elsewhere: Installation) -> None:
    elsewhere.python(MAKE)

    done = elsewhere.run("import_server", str(whole))

    assert "Nothing was taken in. This server is not empty" in done.stderr
    assert elsewhere.count()[0] == 9


def change_a_word(folder: Path) -> str:
    file = folder / "people.Person.jsonl"
    file.write_text(file.read_text().replace("Jun Ito", "Jan Ito"))
    return "was changed"


def drop_a_file(folder: Path) -> str:
    (folder / "people.Person.jsonl").unlink()
    return "no whole export"


def other_version(folder: Path) -> str:
    file = folder / "manifest.json"
    file.write_text(file.read_text().replace('"people.0001_initial"', '"people.0001_other"'))
    return "another version"


def cut_the_ledger(folder: Path) -> str:
    """Somebody makes the hashes fit again; the end of the chain still gives them away."""
    from alongside.home.management.backups import hashed

    file, manifest = folder / "ledger.Entry.jsonl", folder / "manifest.json"
    old, lines = hashed(file), file.read_text().splitlines(keepends=True)
    file.write_text("".join(lines[:-1]))
    said = json.loads(manifest.read_text().replace(old, hashed(file)))
    said["rows"]["ledger.Entry"] -= 1
    manifest.write_text(json.dumps(said))
    return "promises do not hold"


@pytest.mark.sqlite
@pytest.mark.parametrize("damage", [change_a_word, drop_a_file, other_version, cut_the_ledger])
def test_import_refuses_what_is_not_whole(
    whole: Path, elsewhere: Installation, tmp_path: Path, damage
) -> None:
    folder = Path(shutil.copytree(whole, tmp_path / "out"))
    words = damage(folder)

    done = elsewhere.run("import_server", str(folder))

    assert "Nothing was taken in" in done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert elsewhere.count() == (0, 0)
