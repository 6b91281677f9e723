"""`sanggar restore FILE`: bring a backup back into an empty installation of the same kind of database.

The keys are taken from FILE.keys when the installation has none yet. Data that is already there is never touched; what
the archive holds is checked before the first byte of it is put in place, and the database comes last, as one step.
"""

import argparse
import hashlib
import json
import re
import shutil
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from sanggar.cli import lock, postgres
from sanggar.cli.backup import FORMAT, keys_beside
from sanggar.cli.django import complain, say, with_django
from sanggar.config import environment
from sanggar.foundation.disk import sync_folder, write_private
from sanggar.foundation.keys import KeyFile, KeyFileUnusable

UPLOAD = re.compile(r"uploads/([0-9a-f]{2})/(\1[0-9a-f]{62})")


class Unusable(Exception):
    """Why this backup can't be restored here."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="sanggar restore")
    parser.add_argument("file", type=Path)
    given = parser.parse_args(arguments)
    try:
        with lock.used_alone():
            return bring_back(given.file)
    except (Unusable, KeyFileUnusable, lock.InUse, postgres.ToolFailed, tarfile.TarError, EOFError, OSError) as error:
        return complain(str(error))


def bring_back(file: Path) -> int:
    manifest = read_manifest(file)
    brought = bring_keys(file, manifest)
    code = 2
    try:
        code = with_django(lambda: restore(file, manifest))
    finally:
        if brought and code == 2:  # noqa: PLR2004 - "unusable": leave the installation as it was
            environment.keys_file().unlink(missing_ok=True)
    return code


def read_manifest(file: Path) -> dict[str, Any]:
    try:
        with tarfile.open(file) as archive:
            member = archive.extractfile("manifest.json")
            manifest: dict[str, Any] = json.load(member) if member else {}
    except (KeyError, ValueError, tarfile.ReadError) as error:
        raise Unusable(f"{file} is not a backup") from error
    if manifest.get("format") != FORMAT:
        raise Unusable(f"{file} is not a backup of a known format")
    return manifest


def bring_keys(file: Path, manifest: dict[str, Any]) -> bool:
    """Make sure of the keys: the installation's own, else those beside the backup; whether these were put in place."""
    target, beside = environment.keys_file(), keys_beside(file)
    source = target if target.exists() else beside
    if not source.exists():
        raise Unusable(f"no keys: put the key file of this backup at {target} or beside the backup as {beside.name}")
    held = {key.id: key.check_value for key in KeyFile.read(source).keys}
    if any(held.get(key_id) != value for key_id, value in manifest["keys"].items()):
        raise Unusable(f"{source} does not hold the keys that this backup was made with")
    if source == target:
        return False
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_private(target, beside.read_bytes())
    sync_folder(target.parent)
    return True


def restore(file: Path, manifest: dict[str, Any]) -> int:
    from django.db import connection

    from sanggar.foundation import files

    if connection.vendor != manifest["database"]:
        raise Unusable(f"the backup is of {manifest['database']}, this installation uses {connection.vendor}")
    if connection.introspection.table_names():
        raise Unusable("the database is not empty; nothing was changed")
    connection.close()
    with tempfile.TemporaryDirectory(dir=environment.var_folder(), prefix=".sanggar-restore-") as name:
        unpack(file, Path(name))
        for upload in sorted((Path(name) / "uploads").glob("??/*")):
            files.bring(upload.name, upload.read_bytes())
        load_database(Path(name) / "database")
    return prove(manifest["audit_head"])


def unpack(file: Path, folder: Path) -> None:
    """Write out the archive; refuse a file that no backup holds, and an upload that is not what its name says."""
    with tarfile.open(file) as archive:
        for member in archive:
            upload = UPLOAD.fullmatch(member.name)
            if not member.isfile() or not (upload or member.name in ("manifest.json", "database")):
                raise Unusable(f"{file} holds {member.name!r}, which no backup does; nothing was changed")
            content = archive.extractfile(member)
            assert content is not None
            target = folder / member.name
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with target.open("xb") as copy:
                shutil.copyfileobj(content, copy)
            if upload and _digest(target) != upload[2]:
                raise Unusable(f"{member.name} is damaged; nothing was changed")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def load_database(dump: Path) -> None:
    from django.db import connection

    if connection.vendor == "postgresql":
        postgres.load(dump)
        return
    target = Path(str(connection.settings_dict["NAME"]))
    for leftover in ("-wal", "-shm"):
        target.with_name(f"{target.name}{leftover}").unlink(missing_ok=True)
    beside = target.with_name(f".{target.name}.restored")  # the database may stand on another disk than SANGGAR_VAR
    shutil.copyfile(dump, beside)
    beside.chmod(0o600)
    beside.replace(target)
    sync_folder(target.parent)


def prove(expected_head: str) -> int:
    """Whether what was restored is intact, ends where the backup ended, and has every upload that it names."""
    from sanggar.foundation import audit, files
    from sanggar.foundation.canary import require_matching_keys

    require_matching_keys()
    verdict = audit.verify()
    say(f"restored, audit head {verdict.head}")
    faults = [f"the upload {digest} is not in the backup" for digest in files.missing()]
    if not verdict.is_intact or verdict.head != expected_head:
        faults.append(verdict.fault or f"the backup was made at audit head {expected_head}")
    for fault in faults:
        say(f"BROKEN: {fault}")
    return 1 if faults else 0
