"""`sanggar audit verify`: its exit code is what an inspector's script goes by."""

from collections.abc import Callable
from typing import Any

import pytest

Make = Callable[[str], Any]
CHANGE = """
from django.db import connection
from sanggar.foundation.audit import triggers
from sanggar.foundation.models import AuditEntry
with connection.cursor() as cursor:
    for statement in triggers.drop_statements(connection.vendor):
        cursor.execute(statement)
    changed = AuditEntry.objects.order_by("pk")[2]
    AuditEntry.objects.filter(pk=changed.pk).update(verb="people.other")
    for statement in triggers.create_statements(connection.vendor):
        cursor.execute(statement)
print(changed.pk)
"""


def _head(installation: Any) -> str:
    return str(installation.python("from sanggar.foundation import audit; print(audit.head())"))


def test_an_intact_record_is_0_and_shows_its_head(lived_in: Any) -> None:
    done = lived_in.sanggar("audit", "verify")
    assert (done.returncode, done.stdout.splitlines()) == (
        0,
        ["batches 5, sealed entries 5, not yet sealed 0", f"head {_head(lived_in)}", "INTACT"],
    )


def test_a_head_that_was_noted_is_found_again(lived_in: Any) -> None:
    assert lived_in.sanggar("audit", "verify", "--head", _head(lived_in)).returncode == 0


def test_a_head_that_was_never_there_is_1(lived_in: Any) -> None:
    done = lived_in.sanggar("audit", "verify", "--head", "ab" * 32)
    assert done.returncode == 1
    assert (
        done.stdout.splitlines()[-1] == f"BROKEN: no batch has the digest {'ab' * 32}: the record was cut or replaced"
    )


def test_a_changed_row_is_1_and_named(lived_in: Any) -> None:
    changed = lived_in.python(CHANGE)
    done = lived_in.sanggar("audit", "verify")
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] == (
        f"BROKEN: batch 3, row 1: entry {changed} was changed or not written by the program"
    )


def test_what_happened_since_the_last_minute_is_sealed_before_it_is_proven(lived_in: Any) -> None:
    lived_in.python(
        "from sanggar.foundation import audit, clock; from sanggar.foundation.models import Region; "
        "audit.record('people.test', Region.objects.first(), by=audit.Actor.system('uji'), at=clock.now())"
    )
    done = lived_in.sanggar("audit", "verify")
    assert done.stdout.splitlines()[0] == "batches 6, sealed entries 6, not yet sealed 0"


def test_a_database_that_was_never_set_up_is_2(installation: Any) -> None:
    done = installation.sanggar("audit", "verify")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("sanggar: the database does not answer or is not set up")


def test_a_database_server_that_is_away_is_2(installation: Any) -> None:
    installation.more["DATABASE_URL"] = "postgres://nobody@127.0.0.1:1/none"
    done = installation.sanggar("audit", "verify")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


@pytest.mark.parametrize(
    ("variable", "value"),
    [("DATABASE_URL", "nonsense://x"), ("PORT", "eighty"), ("SANGGAR_TRUSTED_PROXIES", "here")],
)
def test_settings_that_make_no_sense_are_2(lived_in: Any, variable: str, value: str) -> None:
    lived_in.more[variable] = value
    assert lived_in.sanggar("audit", "verify").returncode == 2


def test_other_keys_are_2(lived_in: Any, make_installation: Make) -> None:
    other = make_installation("other")
    other.sanggar("manage", "check")
    (lived_in.folder / "keys.json").write_bytes((other.folder / "keys.json").read_bytes())
    done = lived_in.sanggar("audit", "verify")
    assert (done.returncode, "which the key file does not hold" in done.stderr) == (2, True)


def test_a_damaged_key_file_is_2(lived_in: Any) -> None:
    (lived_in.folder / "keys.json").write_text("{}")
    done = lived_in.sanggar("audit", "verify")
    assert (done.returncode, "is not a key file" in done.stderr) == (2, True)


def test_a_question_it_does_not_know_is_2(installation: Any) -> None:
    assert installation.sanggar("audit", "mend").returncode == 2
    assert installation.sanggar("rewrite").returncode == 2
    assert installation.sanggar("--help").returncode == 0
