"""What a start makes sure of: schema and static files. Both are quick when nothing is to be done."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db.migrations.executor import MigrationExecutor
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.migration import Migration


def migrate() -> None:
    """Bring the schema up to date. A database that was used with other keys is refused before anything is changed."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from sanggar.foundation.canary import require_matching_keys
    from sanggar.foundation.models import Canary

    if Canary._meta.db_table in connection.introspection.table_names():  # noqa: SLF001 - Django's documented model API
        require_matching_keys()
    executor = MigrationExecutor(connection)
    require_whole_history(executor.loader)
    if remember_what_stood_for_others(executor):
        executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
    require_matching_keys()


def require_whole_history(loader: MigrationLoader) -> None:
    """Raise `ImproperlyConfigured` for a database that stopped halfway through migrations that are gone by now."""
    from django.core.exceptions import ImproperlyConfigured

    applied = loader.applied_migrations or {}
    for (room, name), migration in loader.disk_migrations.items():
        known = [each in applied for each in _gone(migration, loader)]
        if any(known) and not all(known):
            raise ImproperlyConfigured(
                f"this database is older than {room}.{name}: let the last version before that one bring it up to date "
                "(docs/decisions/0032-first-tables-in-one-go.md)"
            )


def remember_what_stood_for_others(executor: MigrationExecutor) -> bool:
    """Note as applied what once stood for migrations that a database has all of, and whether there was any such."""
    loader = executor.loader
    applied = loader.applied_migrations or {}
    whole = [
        key
        for key, migration in loader.disk_migrations.items()
        if key not in applied and (gone := _gone(migration, loader)) and all(each in applied for each in gone)
    ]
    for room, name in whole:
        executor.recorder.record_applied(room, name)
    return bool(whole)


def _gone(migration: Migration, loader: MigrationLoader) -> list[tuple[str, str]]:
    """Those that a migration stands for, or did (`stood_for`), and that are no longer in the program."""
    stands_for = getattr(migration, "stood_for", None) or migration.replaces
    return [each for each in stands_for if each not in loader.disk_migrations]


def collect_static() -> None:
    """Collect and compress the static files when they changed since the last time."""
    from django.conf import settings
    from django.core.management import call_command

    stamp = Path(settings.STATIC_ROOT) / ".collected"
    current = _fingerprint()
    if not stamp.exists() or stamp.read_text() != current:
        call_command("collectstatic", verbosity=0, interactive=False)
        stamp.write_text(current)


def _fingerprint() -> str:
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list(None):
            digest.update(f"{path}\0{storage.get_modified_time(path).timestamp()}\0".encode())
    return digest.hexdigest()
