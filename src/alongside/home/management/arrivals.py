"""Taking in a group that left another server: all of it or nothing, under whoever answers for it here."""

import datetime as dt
import hashlib
import json
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from alongside.communities.models import Community, Membership
from alongside.home.management.exports.values import UNFIT, coming_in
from alongside.home.queries import departing
from alongside.home.queries.registry import promises
from alongside.ledger import actions as ledger
from alongside.people.models import Person

AT_MOST = 200 << 20
"""Bytes of all files when they are unpacked: a ZIP file may claim anything."""
NO_WHOLE_ARCHIVE = (
    *(OSError, EOFError, zipfile.BadZipFile, NotImplementedError, RuntimeError),
    *(ValueError, OverflowError, zlib.error, lzma.LZMAError),
)
"""What Python says of one whose parts cannot be unpacked, or that names places far outside of itself."""
Files = dict[str, bytes]


class CannotArrive(Exception):
    """Nothing was taken in; the message says why, without a word of anybody's."""


def take_in(whole: Path, *, steward: Person, now: dt.datetime) -> Community:
    """Answers the group, which nobody outside finds before somebody here vouches for it. Raises `CannotArrive`."""
    files, before = checked(unpacked(whole)), set(promises())
    try:
        with transaction.atomic():
            for model in departing.tables():
                model._base_manager.bulk_create(list(lines(model, files)))
            arrived = settle(files, steward, now)
            connection.check_constraints()
            if broken := [one for one in promises() if one not in before]:
                raise CannotArrive(f"{len(broken)} promises do not hold. The first: {broken[0]}")
    except UNFIT as error:
        raise CannotArrive(f"A row does not fit, or is here already: {type(error).__name__}.") from error
    return arrived


def unpacked(whole: Path) -> Files:
    try:
        with zipfile.ZipFile(whole) as archive:
            if sum(one.file_size for one in archive.infolist()) > AT_MOST:
                raise CannotArrive("The file is too large when it is unpacked.")
            return {one.filename: archive.read(one) for one in archive.infolist()}
    except NO_WHOLE_ARCHIVE as error:
        raise CannotArrive(f"{whole.name} is no whole ZIP file.") from error


def checked(files: Files) -> Files:
    try:
        manifest: dict[str, Any] = json.loads(files[departing.MANIFEST])
        if manifest["format"] != departing.FORMAT:
            raise CannotArrive(f"This is no {departing.FORMAT}.")
        for name, expected in manifest["files"].items():
            if hashlib.sha256(files[name]).hexdigest() != expected:
                raise CannotArrive(f"The file {name} was changed: its hash differs.")
        theirs = json.loads(files[departing.SCHEMA])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise CannotArrive("This holds no whole group.") from error
    if theirs != departing.schema() or set(files) != {*manifest["files"], departing.MANIFEST}:
        raise CannotArrive("This group left another version of Alongside. Take it in with the same version.")
    return files


def lines(model: type[Model], files: Files) -> Iterator[Model]:
    fields = departing.fields(model)
    for text in files[f"{model._meta.label}.jsonl"].splitlines():
        row = json.loads(text)
        yield model(**{one.attname: coming_in(row[one.attname], one) for one in fields})


def settle(files: Files, steward: Person, now: dt.datetime) -> Community:
    """Gives it the one steward it has here. Raises `CannotArrive` for a file that holds another number of groups."""
    keys = [json.loads(one)["id"] for one in files["communities.Community.jsonl"].splitlines()]
    if len(keys) != 1:
        raise CannotArrive("This holds no group, or several.")
    community = Community.objects.get(pk=keys[0])
    first = Membership(community=community, person=steward, joined_at=now)
    first.vouched_at = first.steward_since = now
    first.circle = first.pk
    first.save(force_insert=True)
    ledger.record(
        kind="home.import_community", subject=community.pk, community=community.pk, by=steward, now=now
    )
    return community
