"""What a start makes sure of before anything else runs."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from sanggar.cli.setting_up import migrate

pytestmark = pytest.mark.django_db
PLACE = "selection.0001_squashed_0017_a_change_departs"


def remember_only(*names: str) -> None:
    """As a database looks on which an older version has run."""
    recorder = MigrationRecorder(connection)
    recorder.migration_qs.filter(app="selection").delete()
    for name in names:
        recorder.record_applied("selection", name)


def later_ones() -> list[str]:
    """What came after the first tables, and is no part of them."""
    known = MigrationLoader(connection).disk_migrations
    return sorted(name for app, name in known if app == "selection" and not name.startswith("0001"))


def test_a_database_halfway_through_what_is_one_migration_by_now_is_refused() -> None:
    remember_only("0001_initial", "0002_merit")
    with pytest.raises(ImproperlyConfigured, match=f"this database is older than {PLACE}"):
        migrate()


def test_a_database_that_has_all_of_them_is_up_to_date() -> None:
    remember_only(
        *("0001_initial", "0002_merit", "0003_decree", "0004_procedure", "0005_ceremony", "0006_one_per_household"),
        *("0007_upheld_objections", "0008_answering_hours", "0009_ways_out", "0010_deadline_time", "0011_seats_go"),
        *("0012_review_corrections", "0013_ties_by_chance", "0014_floor_marks", "0015_neutral_words"),
        *("0016_reading_again", "0017_a_change_departs"),
        *later_ones(),
    )
    migrate()  # what was run would find its tables there, and fail
    assert MigrationRecorder(connection).migration_qs.filter(name=PLACE.split(".")[1]).exists()
