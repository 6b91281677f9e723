"""Uploads: judged by what they are, never by what they are called; whole on disk or not at all."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from factories.people import SETUP
from factories.photos import jpeg, png
from sanggar.foundation import clock, disk, files
from sanggar.foundation.models import StoredFile

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\nisi"


def _store(content: bytes = PDF, name: str = "lembar.pdf", kind: str = "application/pdf") -> StoredFile:
    return files.store(SimpleUploadedFile(name, content, kind), by=SETUP, at=clock.now())


def _on_disk(settings: Any) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_what_was_uploaded_comes_back_as_a_download_that_never_runs(settings: Any) -> None:
    stored = _store()
    answer = files.response(stored)
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[arg-type]
    assert answer["Content-Disposition"] == 'attachment; filename="lembar.pdf"'
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    answer.close()


def test_it_stands_on_disk_under_its_digest_for_its_owner_alone(settings: Any) -> None:
    digest = hashlib.sha256(PDF).hexdigest()
    assert (_store().digest, _store().size) == (digest, len(PDF))
    (path,) = _on_disk(settings)
    assert path == Path(settings.MEDIA_ROOT) / digest[:2] / digest
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("content", "kind"),
    [(PDF, "application/pdf"), (jpeg(), "image/jpeg"), (png(), "image/png")],
)
def test_the_kind_is_read_from_the_content(content: bytes, kind: str) -> None:
    assert _store(content, "virus.exe", "text/html").media_type == kind


@pytest.mark.parametrize(
    "content", [b"<html>%PDF-", b"MZ\x90", b"PK\x03\x04", b"GIF89a", b"%PDF", b"\x89PNG", b" %PDF-1.7", b"<svg/>"]
)
def test_what_only_calls_itself_a_pdf_is_refused(settings: Any, content: bytes) -> None:
    with pytest.raises(files.FileKindUnknown):
        _store(content, "lembar.pdf", "application/pdf")
    assert (_on_disk(settings), StoredFile.objects.count()) == ([], 0)


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(files.FileEmpty):
        _store(b"")


def test_a_file_above_the_limit_is_refused_and_told_its_size() -> None:
    with pytest.raises(files.FileTooLarge) as refused:
        _store(PDF + b"\0" * files.MAX_SIZE)
    assert str(refused.value) == "Berkas ini 10,1 MB; paling besar 10 MB. Perkecil lalu unggah lagi."
    assert refused.value.status == 413


def test_a_file_of_exactly_the_limit_is_taken() -> None:
    assert _store(PDF + b"\0" * (files.MAX_SIZE - len(PDF))).size == files.MAX_SIZE


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\dokumen\\lembar.pdf", "lembar.pdf"),
        ("lembar\r\nX-Evil: 1.pdf", "lembar X-Evil: 1.pdf"),
        ("gambar\u202efdp.exe", "gambarfdp.exe"),
        ("\x00\x07", "berkas"),
        ("a/", "berkas"),
    ],
)
def test_a_name_is_for_people_and_leads_nowhere(sent: str, kept: str) -> None:
    upload = SimpleUploadedFile("x", PDF)
    upload._name = sent
    assert files.store(upload, by=SETUP, at=clock.now()).name == kept


def test_a_very_long_name_keeps_its_end() -> None:
    name = _store(name=f"{'n' * 240}.pdf").name
    assert (len(name), name[-5:]) == (200, "n.pdf")


def test_a_write_that_fails_leaves_no_part_of_a_file(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk.os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        _store()
    assert (_on_disk(settings), StoredFile.objects.count()) == ([], 0)


def test_the_same_content_twice_is_one_file_with_two_names(settings: Any) -> None:
    assert [_store(name="satu.pdf").name, _store(name="dua.pdf").name] == ["satu.pdf", "dua.pdf"]
    assert len(_on_disk(settings)) == 1
