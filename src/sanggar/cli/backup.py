"""`sanggar backup FILE`: database and uploads in one archive, the keys beside it in FILE.keys.

Keep the two in different places: the archive without the keys reveals no NIK, the keys without the archive nothing at
all. The program may run meanwhile: SQLite is copied by its own online backup, PostgreSQL by pg_dump in one snapshot.
The mailbox of an installation without a mail server is not part of it.
"""

import argparse
import json
import os
import sqlite3
import tarfile
import tempfile
from contextlib import closing
from io import BytesIO
from pathlib import Path

from sanggar.cli import lock, postgres
from sanggar.cli.django import complain, say, with_database

FORMAT = "sanggar-backup-1"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="sanggar backup")
    parser.add_argument("file", type=Path)
    given = parser.parse_args(arguments)
    for file in (given.file, keys_beside(given.file)):
        if file.exists():
            return complain(f"{file} exists; a backup never overwrites another")
    try:
        return lock.with_others(lambda: with_database(lambda: back_up(given.file)))
    except postgres.ToolFailed as error:
        return complain(str(error))


def keys_beside(file: Path) -> Path:
    return file.with_name(f"{file.name}.keys")


def back_up(target: Path) -> int:
    from sanggar.config import environment
    from sanggar.foundation import audit, clock, files
    from sanggar.foundation.disk import sync_folder, write_private

    audit.seal_pending(clock.now())
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".sanggar-backup-") as name:
        folder = Path(name)
        head = copy_database(folder / "database")
        (folder / "manifest.json").write_text(json.dumps(manifest(head), indent=1))
        archive = pack(folder)
        write_private(keys_beside(target), environment.keys_file().read_bytes())
        archive.rename(target)
    sync_folder(target.parent)
    say(f"backup {target}, audit head {head}")
    say(f"keys   {keys_beside(target)}: keep them in another place than the backup")
    lost = files.missing()
    for digest in lost:
        complain(f"the upload {digest} is missing here, and so from the backup")
    return 1 if lost else 0


def manifest(head: str) -> dict[str, object]:
    """What a restore must know before it touches anything; of the keys only what recognises them."""
    from django.conf import settings
    from django.db import connection

    from sanggar.foundation import clock

    return {
        "format": FORMAT,
        "made_at": clock.now().isoformat(),
        "database": connection.vendor,
        "audit_head": head,
        "keys": {key.id: key.check_value for key in settings.KEYS.keys},
    }


def pack(folder: Path) -> Path:
    """One archive of a folder's manifest and database and of the uploads, on disk."""
    from sanggar.foundation import files

    archive = folder / "archive"
    with open(os.open(archive, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:  # noqa: PTH123 - a mode is set
        with tarfile.open(fileobj=file, mode="w:gz") as tar:
            for name in ("manifest.json", "database"):
                tar.add(folder / name, name)
            for digest in files.kept():  # asked after the database was copied: at least what the copy names
                add_upload(tar, digest)
        file.flush()
        os.fsync(file.fileno())
    return archive


def add_upload(tar: tarfile.TarFile, digest: str) -> None:
    """One that the storage does not hold is left out, and told afterwards."""
    from sanggar.foundation import files

    try:
        content = files.content_of(digest)
    except FileNotFoundError:
        return
    member = tarfile.TarInfo(f"uploads/{digest[:2]}/{digest}")
    member.size, member.mode = len(content), 0o600
    tar.addfile(member, BytesIO(content))


def copy_database(target: Path) -> str:
    """Copy the database as it is at one moment; the audit head of that moment."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return copy_sqlite(target)
    return dump_postgres(target)


def copy_sqlite(target: Path) -> str:
    from django.db import connection

    from sanggar.foundation.audit.sealing import GENESIS

    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)
        newest = copy.execute("SELECT digest FROM foundation_auditbatch ORDER BY number DESC LIMIT 1").fetchone()
    return str(newest[0]) if newest else GENESIS


def dump_postgres(target: Path) -> str:
    from django.db import connection, transaction

    from sanggar.foundation import audit

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        head = audit.head()
        postgres.dump(target, snapshot)
    return head
