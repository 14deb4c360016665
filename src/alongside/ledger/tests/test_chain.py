"""The chain holds, and 1,000 random tamperings by somebody who may write to the database are all seen."""

import random
from collections.abc import Callable

import pytest
from django.db import transaction

from alongside.home.cast import Cast
from alongside.ledger import actions, queries, rules, witness
from alongside.ledger.models import Entry, Head

ENTRIES = 20
TAMPERINGS = 1000


@pytest.fixture
def chain(cast: Cast) -> list[Entry]:
    people = [cast.amal, cast.bruno, cast.chidi]
    made = [
        actions.record(
            kind="asks.publish",
            subject=f"subject{number}",
            by=people[number % 3],
            now=cast.ask.created_at,
            community=cast.harbour.pk,
            about=people[(number + 1) % 3],
            facts={"number": number},
        )
        for number in range(ENTRIES)
    ]
    actions.publish_head()
    return made


def test_a_fresh_chain_is_whole(chain: list[Entry]) -> None:
    assert list(queries.breaks()) == []
    assert [entry.previous for entry in chain] == [rules.ORIGIN, *[entry.hash for entry in chain[:-1]]]


@pytest.mark.django_db
def test_an_empty_ledger_is_whole() -> None:
    assert list(queries.breaks()) == []


def any_entry(chance: random.Random) -> Entry:
    return Entry.objects.get(number=chance.randint(1, ENTRIES))


def change(chance: random.Random) -> None:
    """One field of one entry, its hash left or made to fit."""
    entry = any_entry(chance)
    field = chance.choice(["kind", "community", "subject", "by", "about", "facts", "at", "previous", "hash"])
    if field == "facts":
        entry.facts = {"number": entry.facts["number"] + 1}
    elif field == "at":
        entry.at = entry.at.replace(microsecond=(entry.at.microsecond + 1) % 1_000_000)
    else:
        setattr(entry, field, getattr(entry, field)[1:] + "x")
    if field != "hash" and chance.random() < 0.5:
        entry.hash = rules.hashed(rules.content(entry))
    entry.save()


def drop(chance: random.Random) -> None:
    any_entry(chance).delete()


def cut(chance: random.Random) -> None:
    """The end is gone, and the head says what it should then say."""
    Entry.objects.filter(number__gt=chance.randint(0, ENTRIES - 1)).delete()
    fit_head()


def rewrite(chance: random.Random) -> None:
    """From one entry on everything is made anew, so that the chain and its head fit again."""
    entries = list(Entry.objects.order_by("number"))
    first = chance.randrange(ENTRIES)
    entries[first].kind = "commitments.judge"
    for position in range(first, ENTRIES):
        entries[position].previous = entries[position - 1].hash if position else rules.ORIGIN
        entries[position].hash = rules.hashed(rules.content(entries[position]))
        entries[position].save()
    fit_head()


def swap(chance: random.Random) -> None:
    first, second = chance.sample(range(1, ENTRIES + 1), 2)
    Entry.objects.filter(number=first).update(number=0)
    Entry.objects.filter(number=second).update(number=first)
    Entry.objects.filter(number=0).update(number=second)


def add(chance: random.Random) -> None:
    """An entry at the end that nobody recorded, with a head that knows it not."""
    last = Entry.objects.get(number=ENTRIES)
    made = Entry(number=ENTRIES + 1, at=last.at, kind="asks.publish", subject="x", previous=last.hash)
    made.hash = rules.hashed(rules.content(made))
    made.save(force_insert=True)


def fit_head() -> None:
    last = Entry.objects.order_by("-number").first()
    Head.objects.filter(id=1).update(count=last.number if last else 0, hash=last.hash if last else "")


TAMPERS: list[Callable[[random.Random], None]] = [change, drop, cut, rewrite, swap, add]


def test_every_tampering_is_found(chain: list[Entry]) -> None:
    chance = random.Random(20260304)  # noqa: S311 - the same tamperings in every run
    unseen = []
    for number in range(TAMPERINGS):
        tamper = TAMPERS[number % len(TAMPERS)]
        point = transaction.savepoint()
        tamper(chance)
        if not list(queries.breaks()):
            unseen.append(tamper.__name__)
        transaction.savepoint_rollback(point)
    assert unseen == []
    assert list(queries.breaks()) == []


def test_an_older_witness_is_fine(chain: list[Entry], cast: Cast) -> None:
    """The file is written after the commit; a server that stops in between is not a broken ledger."""
    actions.record(kind="asks.close", subject="x", by=cast.amal, now=cast.ask.created_at)
    seen = witness.read()
    assert seen is not None
    assert seen.count == ENTRIES
    assert list(queries.breaks()) == []


def test_a_lost_witness_is_said(chain: list[Entry]) -> None:
    witness.path().unlink()
    assert "missing" in "".join(queries.breaks())


@pytest.mark.parametrize("kept", ["", "{}", '{"count": 1, "hash": "x", "signature": "AAAA"}', "not json"])
def test_a_forged_witness_is_said(chain: list[Entry], kept: str) -> None:
    witness.path().write_text(kept)
    assert list(queries.breaks())


def test_a_witness_of_another_server_is_said(chain: list[Entry], settings: object) -> None:
    settings.ALONGSIDE_LEDGER_KEY = "A" * 43 + "="  # type: ignore[attr-defined]  # pytest-django takes any name
    assert "not signed by this server" in "".join(queries.breaks())


def test_an_earlier_head_does_not_replace_a_later_one(chain: list[Entry]) -> None:
    witness.write(witness.Seen(3, chain[2].hash))
    seen = witness.read()
    assert seen is not None
    assert seen.count == ENTRIES


def later(chain: list[Entry], count: int) -> witness.Seen:
    return witness.Seen(count, chain[-1].hash)


@pytest.mark.parametrize("torn", [b'{"count": 21, "ha', b"\0" * 40])
def test_a_line_that_was_being_written_is_not_read_and_hides_none(chain: list[Entry], torn: bytes) -> None:
    """The machine stopped in the middle of it."""
    with witness.path().open("ab") as file:
        file.write(torn)
    assert witness.read() == later(chain, ENTRIES)
    witness.write(later(chain, ENTRIES + 1))
    assert witness.read() == later(chain, ENTRIES + 1)
    witness.write(later(chain, ENTRIES + 2))
    assert witness.read() == later(chain, ENTRIES + 2)


@pytest.mark.parametrize("kept", [b"", b'{"count": 1, "ha'])
def test_a_file_without_a_whole_line_gives_way_to_one_that_has_it(chain: list[Entry], kept: bytes) -> None:
    """It is there as a whole or not at all, so that a first line that was torn is no broken ledger."""
    witness.path().write_bytes(kept)
    before = witness.path().stat().st_ino
    witness.write(later(chain, ENTRIES))
    assert witness.path().stat().st_ino != before
    assert witness.read() == later(chain, ENTRIES)


def test_a_witness_of_an_older_release_is_read_and_goes_on(chain: list[Entry]) -> None:
    """It was one line without an end."""
    lines = witness.path().read_bytes().splitlines()
    witness.path().write_bytes(lines[-1])
    assert witness.read() == later(chain, ENTRIES)
    witness.write(later(chain, ENTRIES + 1))
    assert witness.read() == later(chain, ENTRIES + 1)


def test_the_file_of_the_witness_stays_short(chain: list[Entry]) -> None:
    for number in range(ENTRIES + 1, ENTRIES + 1000):
        witness.write(later(chain, number))
    assert witness.path().stat().st_size <= witness.LONGEST_FILE + witness.LONGEST_LINE
    assert witness.read() == later(chain, ENTRIES + 999)
