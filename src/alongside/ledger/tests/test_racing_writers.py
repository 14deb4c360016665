import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from alongside.ledger import queries, witness
from alongside.ledger.models import Entry, Key

WRITERS, EACH = 4, 20


@pytest.mark.django_db(transaction=True)
def test_racing_writers_give_one_unbroken_chain(data_folder: Path) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "alongside.config.settings",
        "ALONGSIDE_DATA_DIR": str(data_folder),
        "ALONGSIDE_SECRET_KEY": settings.SECRET_KEY,
        "ALONGSIDE_DATA_KEYS": ",".join(settings.ALONGSIDE_DATA_KEYS),
        "ALONGSIDE_LEDGER_KEY": settings.ALONGSIDE_LEDGER_KEY,
    }
    command = [sys.executable, "-m", "alongside.ledger.tests.writer", str(connection.settings_dict["NAME"])]
    running = [
        subprocess.Popen(
            [*command, f"writer{number}", str(EACH)], env=environment, stderr=subprocess.PIPE, text=True
        )
        for number in range(WRITERS)
    ]
    said = [writer.communicate(timeout=120)[1] for writer in running]
    assert [writer.returncode for writer in running] == [0] * WRITERS, "\n".join(said)
    assert list(queries.breaks()) == []
    assert Entry.objects.count() == Entry.objects.values("subject").distinct().count() == WRITERS * EACH
    assert Key.objects.count() == 3
    seen = witness.read()
    assert seen is not None
    assert seen.count == WRITERS * EACH
