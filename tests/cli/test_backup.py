"""Backup and restore: what comes back is what was there, on an empty installation and nowhere else."""

import io
import json
import shutil
import stat
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Make = Callable[[str], Any]
HEAD = "from sanggar.foundation import audit; print(audit.head())"
UPLOADED = """
from sanggar.foundation.models import StoredFile
from sanggar.foundation import files
print(b"".join(files.response(StoredFile.objects.get()).streaming_content).decode())
"""
NAMES = """
from sanggar.foundation import audit
from sanggar.foundation.models import AuditEntry
print({(audit.personal_of(entry) or {}).get("name") for entry in AuditEntry.objects.all()})
"""


@pytest.fixture(scope="module")
def backup_once(lived_in_once: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tests spoil copies of it."""
    file = tmp_path_factory.mktemp("backup") / "monday.tar.gz"
    done = lived_in_once.sanggar("backup", str(file))
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in file.parent.iterdir()) == [file.name, f"{file.name}.keys"]
    return file


@pytest.fixture
def backup(backup_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(backup_once.parent, tmp_path / "safe")) / backup_once.name


def _restore(installation: Any, file: Path) -> Any:
    return installation.sanggar("restore", str(file))


def _is_untouched(installation: Any) -> bool:
    names = {path.name for path in installation.folder.rglob("*")}
    return names <= {"lock", "keys.json", "sanggar.sqlite3", "sanggar.sqlite3-wal", "sanggar.sqlite3-shm"}


def test_a_backup_restored_on_an_empty_machine_has_the_same_head_and_the_same_data(
    lived_in: Any, backup: Path, make_installation: Make
) -> None:
    there = make_installation("there")
    done = _restore(there, backup)
    assert (done.returncode, done.stdout) == (0, f"restored, audit head {lived_in.python(HEAD)}\n")
    assert there.python(UPLOADED) == "%PDF-1.7 isi"
    assert there.python(NAMES) == "{'Siti Uji'}"
    verdict = there.sanggar("audit", "verify", "--head", lived_in.python(HEAD))
    assert (verdict.returncode, verdict.stdout.splitlines()[-1]) == (0, "INTACT")


def test_an_upload_that_is_gone_is_told_by_backup_and_restore(
    lived_in: Any, tmp_path: Path, make_installation: Make
) -> None:
    (upload,) = (lived_in.folder / "uploads").glob("??/*")
    upload.unlink()
    done = lived_in.sanggar("backup", str(tmp_path / "late.tar.gz"))
    assert (done.returncode, f"the upload {upload.name} is missing here" in done.stderr) == (1, True)
    there = _restore(make_installation("there"), tmp_path / "late.tar.gz")
    assert (there.returncode, f"BROKEN: the upload {upload.name}" in there.stdout) == (1, True)


def test_the_restored_record_is_as_protected_as_before(backup: Path, make_installation: Make) -> None:
    there = make_installation("there")
    _restore(there, backup)
    refused = there.sanggar(
        "manage", "shell", "-v0", "-c", "from sanggar.foundation.models import *; AuditEntry.objects.update(verb='x')"
    )
    assert "append-only" in refused.stderr


def test_a_restored_installation_goes_on_with_its_record(backup: Path, make_installation: Make) -> None:
    there = make_installation("there")
    _restore(there, backup)
    there.python(
        "from sanggar.foundation import audit, clock; from sanggar.foundation.models import Region; "
        "audit.record('people.test', Region.objects.first(), by=audit.Actor.system('uji'), at=clock.now())"
    )
    assert there.sanggar("audit", "verify").stdout.splitlines()[0] == "batches 6, sealed entries 6, not yet sealed 0"


def test_archive_and_keys_are_private_and_apart(backup: Path, lived_in: Any) -> None:
    keys = backup.with_name("monday.tar.gz.keys")
    assert {stat.S_IMODE(path.stat().st_mode) for path in (backup, keys)} == {0o600}
    assert sorted(path.name for path in backup.parent.iterdir()) == [backup.name, keys.name]
    with tarfile.open(backup) as archive:
        everything = b"".join(archive.extractfile(m).read() for m in archive if m.isfile())  # type: ignore[union-attr]
    secrets = [key["secret"] for key in json.loads(keys.read_text())["keys"]]
    assert [secret for secret in secrets if secret.encode() in everything] == []


def test_a_backup_never_overwrites_another(lived_in: Any, backup: Path) -> None:
    before = backup.read_bytes()
    done = lived_in.sanggar("backup", str(backup))
    assert (done.returncode, backup.read_bytes()) == (2, before)


def test_the_manifest_holds_the_head_of_the_very_moment_that_was_copied(lived_in: Any, backup: Path) -> None:
    with tarfile.open(backup) as archive:
        manifest = json.load(archive.extractfile("manifest.json"))  # type: ignore[arg-type]
    assert manifest["audit_head"] == lived_in.python(HEAD)
    assert manifest["format"] == "sanggar-backup-1"


def test_a_restore_never_touches_data_that_is_there(backup: Path, make_installation: Make) -> None:
    there = make_installation("there")
    shutil.copytree(backup.parent, there.folder.parent / "copy")
    _restore(there, backup)
    head = there.python(HEAD)
    done = _restore(there, backup)
    assert (done.returncode, done.stderr) == (2, "sanggar: the database is not empty; nothing was changed\n")
    assert there.python(HEAD) == head


def test_without_its_keys_a_backup_is_refused(backup: Path, make_installation: Make) -> None:
    backup.with_name(f"{backup.name}.keys").unlink()
    there = make_installation("there")
    done = _restore(there, backup)
    assert (done.returncode, done.stderr.startswith("sanggar: no keys: put the key file")) == (2, True)
    assert _is_untouched(there)


def test_with_the_keys_of_another_installation_a_backup_is_refused(backup: Path, make_installation: Make) -> None:
    there = make_installation("there")
    there.sanggar("manage", "check")
    mine = (there.folder / "keys.json").read_bytes()
    done = _restore(there, backup)
    assert (done.returncode, "does not hold the keys that this backup was made with" in done.stderr) == (2, True)
    assert ((there.folder / "keys.json").read_bytes(), _is_untouched(there)) == (mine, True)


def test_keys_put_in_place_beforehand_are_used(backup: Path, make_installation: Make) -> None:
    there = make_installation("there")
    there.folder.mkdir()
    backup.with_name(f"{backup.name}.keys").rename(there.folder / "keys.json")
    assert _restore(there, backup).returncode == 0


def _archive(file: Path, like: Path, **changes: Any) -> Path:
    """A copy of a backup with members changed, added (bytes) or replaced by a link (str)."""
    with tarfile.open(like) as source, tarfile.open(file, "w:gz") as target:
        for member in source:
            if member.name not in changes:
                target.addfile(member, source.extractfile(member))
        for name, content in changes.items():
            member = tarfile.TarInfo(name)
            if isinstance(content, str):
                member.type, member.linkname = tarfile.SYMTYPE, content
            else:
                member.size = len(content)
            target.addfile(member, io.BytesIO(content if isinstance(content, bytes) else b""))
    shutil.copyfile(like.with_name(f"{like.name}.keys"), file.with_name(f"{file.name}.keys"))
    return file


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("../outside", b"x"),
        ("/outside", b"x"),
        ("uploads/../../outside", b"x"),
        ("uploads/ab/short", b"x"),
        ("keys.json", b"{}"),
        ("uploads/ab", "/etc"),
        ("database", "/etc/passwd"),
    ],
)
def test_an_archive_that_reaches_outside_is_refused_whole(
    backup: Path, make_installation: Make, tmp_path: Path, name: str, content: Any
) -> None:
    there = make_installation("there")
    done = _restore(there, _archive(tmp_path / "evil.tar.gz", backup, **{name: content}))
    assert (done.returncode, "which no backup does; nothing was changed" in done.stderr) == (2, True)
    assert _is_untouched(there)
    assert not list(tmp_path.glob("**/outside"))


def test_an_upload_that_was_changed_in_the_archive_is_refused(
    backup: Path, make_installation: Make, tmp_path: Path
) -> None:
    with tarfile.open(backup) as archive:
        (name,) = [member.name for member in archive if member.name.startswith("uploads/")]
    there = make_installation("there")
    done = _restore(there, _archive(tmp_path / "evil.tar.gz", backup, **{name: b"%PDF-lain"}))
    assert (done.returncode, done.stderr) == (2, f"sanggar: {name} is damaged; nothing was changed\n")


def test_a_backup_whose_manifest_names_another_head_is_told_as_broken(
    backup: Path, make_installation: Make, tmp_path: Path
) -> None:
    with tarfile.open(backup) as archive:
        manifest = json.load(archive.extractfile("manifest.json"))  # type: ignore[arg-type]
    changed = json.dumps(manifest | {"audit_head": "ab" * 32}).encode()
    done = _restore(
        make_installation("there"), _archive(tmp_path / "evil.tar.gz", backup, **{"manifest.json": changed})
    )
    assert (done.returncode, "BROKEN: the backup was made at audit head abab" in done.stdout) == (1, True)


@pytest.mark.parametrize("content", [b"", b"not a tar", b"\x1f\x8b\x08\x00garbage"])
def test_what_is_no_backup_is_refused(installation: Any, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "letter.tar.gz"
    file.write_bytes(content)
    assert _restore(installation, file).returncode == 2
    assert not (installation.folder / "keys.json").exists()


def test_an_archive_of_something_else_is_refused(installation: Any, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "other.tar.gz", "w:gz") as archive:
        archive.addfile(tarfile.TarInfo("readme"), io.BytesIO())
    done = _restore(installation, tmp_path / "other.tar.gz")
    assert (done.returncode, done.stderr) == (2, f"sanggar: {tmp_path / 'other.tar.gz'} is not a backup\n")


def test_a_cut_archive_is_refused(backup: Path, make_installation: Make) -> None:
    backup.write_bytes(backup.read_bytes()[:-2000])
    there = make_installation("there")
    assert _restore(there, backup).returncode == 2
    assert _is_untouched(there)


def test_a_backup_of_the_other_kind_of_database_is_refused(
    backup: Path, make_installation: Make, tmp_path: Path
) -> None:
    with tarfile.open(backup) as archive:
        manifest = json.load(archive.extractfile("manifest.json"))  # type: ignore[arg-type]
    changed = json.dumps(manifest | {"database": "oracle"}).encode()
    done = _restore(make_installation("there"), _archive(tmp_path / "x.tar.gz", backup, **{"manifest.json": changed}))
    assert (done.returncode, "the backup is of oracle, this installation uses" in done.stderr) == (2, True)
