"""A group leaves with everything that is its own, and with nobody: "home:export" and `alongside import_community`."""

import datetime as dt
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from tests.world import World, build

from alongside.asks.models import Ask, Shift
from alongside.commitments.models import Commitment
from alongside.communities.models import Community
from alongside.core.declaring import (
    OF_COMMUNITY,
    PERSONAL,
    PUBLIC,
    PUBLIC_OF_ASK,
    SECRET,
    UNLINKED,
    Declaration,
    Kept,
)
from alongside.home import actions, queries, rules
from alongside.home.cast import EXACT_PLACE, NAMES, Cast
from alongside.home.management import arrivals
from alongside.home.queries import departing
from alongside.ledger.models import Entry
from alongside.notices.models import Notice
from alongside.people.models import Person

Clients = Callable[..., Client]


@pytest.fixture
def world(cast: Cast, now: dt.datetime) -> World:
    """Asks, dates, series and wordings of the group; offers, promises and a report, which stay."""
    return build(cast, now)


def unpacked(whole: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_steward_is_told_first_and_then_has_the_file(cast: Cast, client_of: Clients) -> None:
    path = f"/communities/{cast.harbour.pk}/export/"
    page = client_of(cast.amal).get(path).content.decode()
    assert "Take what is yours along" in page
    assert not Entry.objects.filter(kind="home.export").exists()
    answer = client_of(cast.amal).post(path)
    assert answer["Content-Type"] == "application/zip"
    assert cast.ask.what in unpacked(answer.content)["asks.Ask.jsonl"]


@pytest.mark.parametrize("name", ["gita", "dara", "bruno", "chidi", "edda", "farid", "olu"])
def test_for_everybody_else_it_does_not_exist(name: str, cast: Cast, client_of: Clients) -> None:
    client = client_of(getattr(cast, name))
    for answer in (client.get, client.post):
        assert answer(f"/communities/{cast.harbour.pk}/export/").status_code == 404
    assert not Entry.objects.filter(kind="home.export").exists()


def test_the_record_and_every_member_know_of_it(cast: Cast, now: dt.datetime) -> None:
    actions.export(community=cast.harbour.pk, by=cast.amal, now=now)
    entry = Entry.objects.get(kind="home.export")
    assert entry.community == cast.harbour.pk
    told = Notice.objects.filter(kind="community.exported").values_list("to__display_name", flat=True)
    assert sorted(told) == ["Chidi", "Dara", "Jun Ito"]


def test_nobody_is_in_it(world: World, now: dt.datetime) -> None:
    Commitment.objects.update(note="I bring a trolley with a red bell.")
    whole = unpacked(queries.zipped(world.cast.harbour.pk, now))
    everything = "\n".join(whole.values())
    assert EXACT_PLACE.split(".")[0] in everything
    for one in Person.objects.all():
        assert one.pk not in everything
        assert one.sign_in_name not in everything
    for name in NAMES.values():
        assert f'"{name}"' not in everything
    assert "red bell" not in everything
    assert world.cast.rainbow.pk not in everything
    assert not [name for name in whole if name.startswith(("commitments.", "accountability.", "people."))]


@pytest.mark.parametrize(
    ("said", "leaves"),
    [
        (PUBLIC, True),
        (OF_COMMUNITY, True),
        (PUBLIC_OF_ASK, True),
        (UNLINKED, False),
        (PERSONAL, False),
        (SECRET, False),
        (OF_COMMUNITY.but(is_mark=True), False),
        (OF_COMMUNITY.but(exported=False), False),
        (OF_COMMUNITY.but(kept=Kept.DAYS_30), False),
    ],
)
def test_rule_says_what_leaves(said: Declaration, leaves: bool) -> None:
    assert rules.leaves_with_group(said) is leaves


def test_schema_names_each_field_and_docs_say_the_same(world: World, now: dt.datetime) -> None:
    whole = unpacked(queries.zipped(world.cast.harbour.pk, now))
    schema = json.loads(whole["schema.json"])
    for table, fields in schema["tables"].items():
        for line in whole[f"{table}.jsonl"].splitlines():
            assert json.loads(line).keys() == fields.keys()
        assert whole[f"{table}.csv"].splitlines()[0] == ",".join(fields)
    docs = Path(__file__).parents[4] / "docs" / "use" / "leaving.md"
    rows = [one for one in docs.read_text(encoding="utf-8").splitlines() if one.startswith("| `")]
    assert rows == departing.lines_described()


def test_group_arrives_elsewhere_and_leaves_again_with_the_same_bytes(
    world: World, now: dt.datetime, tmp_path: Path, client_of: Clients
) -> None:
    community, before = world.cast.harbour.pk, Ask.objects.count()
    first = queries.zipped(community, now)
    file = tmp_path / "group.zip"
    file.write_bytes(first)
    Commitment.objects.all().delete()
    Ask.objects.filter(community=community).delete()
    Community.objects.filter(pk=community).delete()
    assert Ask.objects.count() < before

    call_command("import_community", file, steward=world.cast.gita.sign_in_name)

    again = unpacked(queries.zipped(community, now + dt.timedelta(hours=1)))
    expected = unpacked(first)
    for name in expected.keys() | again.keys():
        if name != "manifest.json":
            assert again[name] == expected[name]
    manifests = [json.loads(one["manifest.json"]) for one in (expected, again)]
    assert manifests[0].pop("made_at") != manifests[1].pop("made_at")
    assert manifests[0] == manifests[1]
    assert Shift.objects.filter(pk=world.cast.shift.pk, places_taken=0).exists()
    page = client_of(world.cast.gita).get(f"/communities/{community}/").content.decode()
    assert "Nobody outside can find this group until somebody vouches for it." in page
    assert client_of(world.cast.bruno).get(f"/communities/{community}/").status_code == 404


def changed(whole: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(out, "w") as new:
        for one in old.namelist():
            new.writestr(one, content if one == name else old.read(one))
    return out.getvalue()


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (lambda whole: whole[:200], "no whole ZIP"),
        (lambda whole: changed(whole, "asks.Ask.jsonl", b"{}\n"), "hash differs"),
        (lambda whole: changed(whole, "manifest.json", b"{}"), "no whole group"),
        (lambda whole: whole, "is here already"),
    ],
    ids=["cut", "changed", "without manifest", "twice"],
)
def test_what_is_broken_or_here_already_changes_nothing(
    broken: Callable[[bytes], bytes], why: str, cast: Cast, now: dt.datetime, tmp_path: Path
) -> None:
    file = tmp_path / "group.zip"
    file.write_bytes(broken(queries.zipped(cast.harbour.pk, now)))
    before = Community.objects.count(), Ask.objects.count(), Entry.objects.count()
    with pytest.raises(arrivals.CannotArrive, match=why):
        arrivals.take_in(file, steward=cast.gita, now=now)
    assert before == (Community.objects.count(), Ask.objects.count(), Entry.objects.count())


def with_value(whole: bytes, field: str, value: str) -> bytes:
    """Its first ask with this value instead, and with a hash in the manifest that says so."""
    name = "asks.Ask.jsonl"
    files = unpacked(whole)
    row = {**json.loads(files[name].splitlines()[0]), field: None}
    rows = json.dumps(row).replace(f'"{field}": null', f'"{field}": {value}').encode() + b"\n"
    manifest = json.loads(files["manifest.json"])
    manifest["files"][name] = hashlib.sha256(rows).hexdigest()
    return changed(changed(whole, name, rows), "manifest.json", json.dumps(manifest).encode())


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [
        ("what", "[" * 100_000, "RecursionError"),
        ("minutes", "9" * 40, "OverflowError"),
        ("minutes", "1e999", "OverflowError"),
        ("created_at", "[]", "TypeError"),
    ],
    ids=["deep", "large", "endless", "list"],
)
def test_row_that_does_not_fit_changes_nothing(
    field: str, value: str, kind: str, cast: Cast, now: dt.datetime, tmp_path: Path
) -> None:
    file = tmp_path / "group.zip"
    file.write_bytes(with_value(queries.zipped(cast.harbour.pk, now), field, value))
    with pytest.raises(arrivals.CannotArrive, match=f"does not fit.*{kind}"):
        arrivals.take_in(file, steward=cast.gita, now=now)


def test_archive_with_a_torn_letter_is_no_archive(cast: Cast, now: dt.datetime, tmp_path: Path) -> None:
    """Each of the first letters in turn: of names, of lengths, and of what is packed."""
    whole, file = queries.zipped(cast.harbour.pk, now), tmp_path / "group.zip"
    for place in range(200):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        with suppress(arrivals.CannotArrive):
            arrivals.checked(arrivals.unpacked(file))


def test_steward_must_be_here(tmp_path: Path, db: None) -> None:
    with pytest.raises(CommandError, match="sign-in name"):
        call_command("import_community", tmp_path / "none.zip", steward="nobody")
