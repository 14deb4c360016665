"""A backup in one file that only its recipients can open: a tar in the age format, age-encryption.org/v1."""

import os
import shutil
import sys
import tarfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pyrage
from pyrage.x25519 import Identity, Recipient

AT_ONCE = 1 << 20
PRIVATE = "AGE-SECRET-KEY-"


class KeyUnusable(Exception):
    """A key for backups that cannot be what it should be; the message says why, without the key."""


def new_identity() -> Identity:
    return Identity.generate()


def written_in(file: Path) -> str:
    """What a file of keys says; - is a pipe. Raises `KeyUnusable` for what is no text, such as an envelope."""
    try:
        return (sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()).decode()
    except UnicodeDecodeError as error:
        raise KeyUnusable(f"{file} holds no keys: it is no text.") from error


def recipients(text: str) -> list[Recipient]:
    """The public keys in a setting or a file; lines that begin with # say something about them."""
    words = [word for line in text.splitlines() if not line.startswith("#") for word in line.split()]
    if any(word.startswith(PRIVATE) for word in words):
        raise KeyUnusable("This is a private key. Only the public key (age1...) may stand on the server.")
    try:
        return [Recipient.from_str(word) for word in words]
    except (pyrage.RecipientError, UnicodeEncodeError) as error:
        raise KeyUnusable(
            "The public key for backups is not one: it begins with age1 and is whole."
        ) from error


def identities(text: str) -> list[Identity]:
    """The private keys in a file as `make_keys --backup` prints it, and `age-keygen` too."""
    words = [word for line in text.splitlines() if not line.startswith("#") for word in line.split()]
    try:
        found = [Identity.from_str(word) for word in words]
    except (pyrage.IdentityError, UnicodeEncodeError) as error:
        raise KeyUnusable("The private key for backups is not one.") from error
    if not found:
        raise KeyUnusable("There is no private key in this file.")
    return found


def close(folder: Path, file: Path, for_whom: list[Recipient]) -> None:
    """Puts the files of a folder into an envelope. Nothing of it is in memory at once."""
    with file.open("xb") as sealed, ThreadPoolExecutor(1) as pool, pipe() as (reading, writing):
        packing = pool.submit(pack, folder, writing)
        with reading:
            pyrage.encrypt_io(reading, sealed, for_whom)
        packing.result()
        sealed.flush()
        os.fsync(sealed.fileno())


def pack(folder: Path, writing: BinaryIO) -> None:
    with writing, tarfile.open(fileobj=writing, mode="w|") as tar:
        for file in sorted(folder.iterdir()):
            tar.add(file, arcname=file.name)


def open_into(file: Path, folder: Path, keys: list[Identity]) -> None:
    """Takes everything out of an envelope. Raises `KeyUnusable` when it is damaged, or was made for somebody else."""
    with file.open("rb") as sealed, ThreadPoolExecutor(1) as pool, pipe() as (reading, writing):
        opening = pool.submit(decrypt, sealed, writing, keys)
        with reading:
            try:
                unpack(reading, folder)
            except tarfile.TarError as error:
                opening.result()
                raise KeyUnusable("What is in this backup is no backup.") from error
        opening.result()


def decrypt(sealed: BinaryIO, writing: BinaryIO, keys: list[Identity]) -> None:
    try:
        with writing:
            pyrage.decrypt_io(sealed, writing, keys)
    except (pyrage.DecryptError, OSError) as error:
        raise KeyUnusable("This key does not open this backup, or the backup is damaged.") from error


def unpack(reading: BinaryIO, folder: Path) -> None:
    """Files only, under names without a folder; and to the very end, where it shows whether something was cut off."""
    with tarfile.open(fileobj=reading, mode="r|") as tar:
        for member in tar:
            content = tar.extractfile(member) if "/" not in member.name else None
            if content is None:
                raise tarfile.TarError(member.name)
            with (folder / member.name).open("xb") as file:
                shutil.copyfileobj(content, file, AT_ONCE)
    while reading.read(AT_ONCE):
        pass


@contextmanager
def pipe() -> Iterator[tuple[BinaryIO, BinaryIO]]:
    reading, writing = os.pipe()
    yield os.fdopen(reading, "rb"), os.fdopen(writing, "wb")
