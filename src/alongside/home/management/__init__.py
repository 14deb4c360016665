"""The `alongside` command: Django's own, with this product's settings."""

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from alongside.core import keys
from alongside.home.management import envelopes


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    if not all(is_readable(word) for word in sys.argv):
        sys.exit("What you typed is not in UTF-8. Set your terminal to it, and type the command again.")
    if sys.argv[1:2] == ["make_keys"] and "--help" not in sys.argv:
        print_new_keys(for_backups="--backup" in sys.argv)
        return
    try:
        settings.INSTALLED_APPS  # noqa: B018 - reading them is the check
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    execute_from_command_line(["alongside", *sys.argv[1:]])


def is_readable(word: str) -> bool:
    """Bytes that are no UTF-8 come as halves of letters, which no database and no terminal takes."""
    return word.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in word)


def print_new_keys(*, for_backups: bool) -> None:
    """Works before any setting is there, because production refuses to start without keys."""
    if for_backups:
        identity = envelopes.new_identity()
        sys.stdout.write(
            "# Keep this away from the server. Only whoever has it can put a backup back.\n"
            f"# For the settings of the server: ALONGSIDE_BACKUP_KEY={identity.to_public()}\n"
            f"{identity}\n"
        )
        return
    made = keys.new()
    sys.stdout.write(
        f"ALONGSIDE_SECRET_KEY={made['secret_key']}\n"
        f"ALONGSIDE_DATA_KEYS={made['data_key']}\n"
        f"ALONGSIDE_LEDGER_KEY={made['ledger_key']}\n"
    )
