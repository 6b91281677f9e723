"""The tables of an empty database, made from the models as they are.

Migrations bring an existing database from one version to the next, and each draws up all models again: on an empty one
that took most of a first start, and more with every version. What a schema can't say (triggers, rows that come with the
program) each room adds by `furnish` of its `AppConfig`. tests/cli/test_first_start.py compares both ways.
"""

from django.apps import apps
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def is_empty(connection: BaseDatabaseWrapper) -> bool:
    """Whether no migration was noted there, and no table of ours stands there."""
    ours = {model._meta.db_table for model in apps.get_models()}  # noqa: SLF001 - Django's documented model API
    there = set(connection.introspection.table_names())
    return not ours & there and not MigrationRecorder(connection).applied_migrations()


def make_tables(connection: BaseDatabaseWrapper) -> None:
    """All of them, with every migration noted as applied, in one transaction: a start that is killed leaves none."""
    connection.disable_constraint_checking()  # SQLite's editor wants it off before a transaction begins
    try:
        with transaction.atomic(using=connection.alias):
            with connection.schema_editor() as editor:
                for model in apps.get_models():
                    if model._meta.can_migrate(connection):  # noqa: SLF001 - Django's documented model API
                        editor.create_model(model)
            with connection.schema_editor() as editor:
                for config in reversed(list(apps.get_app_configs())):  # an earlier room stands later in the list
                    if furnish := getattr(config, "furnish", None):
                        furnish(editor)
            _note_all_as_applied(connection)
    finally:
        connection.enable_constraint_checking()


def _note_all_as_applied(connection: BaseDatabaseWrapper) -> None:
    """With those that one stands for, as `migrate` does."""
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    for key, migration in MigrationLoader(None).disk_migrations.items():
        for each in [*migration.replaces, key]:
            recorder.record_applied(*each)
