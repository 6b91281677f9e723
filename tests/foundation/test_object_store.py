"""Uploads in an S3-compatible store, for installations of several machines: the promises of the folder hold there."""

import hashlib
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from factories.object_store import KEY_ID, SECRET, Bucket, object_store
from factories.people import SETUP
from sanggar.config import environment
from sanggar.foundation import clock, files
from sanggar.foundation.models import StoredFile

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\nisi"
DIGEST = hashlib.sha256(PDF).hexdigest()
PLACE = f"{DIGEST[:2]}/{DIGEST}"


@pytest.fixture
def bucket(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bucket]:
    with object_store("unggahan") as made:
        named = {"BUCKET": "unggahan", "ENDPOINT": made.address, "REGION": "lokal", "KEY_ID": KEY_ID, "SECRET": SECRET}
        for name, value in named.items():
            monkeypatch.setenv(f"SANGGAR_S3_{name}", value)
        settings.STORAGES = {**settings.STORAGES, "uploads": environment.upload_storage()}
        yield made
        assert made.strangers == []


def store() -> StoredFile:
    return files.store(SimpleUploadedFile("lembar.pdf", PDF), by=SETUP, at=clock.now())


def test_it_stands_there_once_under_its_digest_and_comes_back(bucket: Bucket) -> None:
    first, second = store(), store()
    assert bucket.objects == {PLACE: PDF}
    for stored in (first, second):
        answer = files.response(stored)
        assert b"".join(answer.streaming_content) == PDF  # type: ignore[arg-type]  # a FileResponse is never asynchronous
        answer.close()


def test_what_is_gone_there_is_told(bucket: Bucket) -> None:
    store()
    assert files.missing() == []
    bucket.objects.clear()
    assert files.missing() == [DIGEST]
    with pytest.raises(FileNotFoundError):
        files.content_of(DIGEST)


def test_it_is_taken_away_with_the_last_who_uploaded_it(
    bucket: Bucket, django_capture_on_commit_callbacks: Any
) -> None:
    first, second = store(), store()
    with django_capture_on_commit_callbacks(execute=True):
        files.destroy([first.pk], at=clock.now())
    assert bucket.objects == {PLACE: PDF}
    with django_capture_on_commit_callbacks(execute=True):
        files.destroy([second.pk], at=clock.now())
    assert bucket.objects == {}


def test_a_bucket_without_what_speaks_to_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANGGAR_S3_BUCKET", "unggahan")
    monkeypatch.setattr("sanggar.config.environment.find_spec", lambda _name: None)
    with pytest.raises(environment.Unusable, match="make setup-s3"):
        environment.upload_storage()
