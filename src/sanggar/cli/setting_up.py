"""What a start makes sure of: schema and static files. Both are quick when nothing is to be done."""

import hashlib
from pathlib import Path


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
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
    require_matching_keys()


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
