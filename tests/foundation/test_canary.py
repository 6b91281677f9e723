"""Key file and database belong together, or nothing starts."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError

from sanggar.config.health import health
from sanggar.config.proven import ProvenKeys
from sanggar.foundation import canary
from sanggar.foundation.canary import require_matching_keys
from sanggar.foundation.keys import KeyFile, KeyFileUnusable, Purpose
from sanggar.foundation.models import Canary

pytestmark = pytest.mark.django_db


@pytest.fixture
def foreign_keys(tmp_path: Path) -> KeyFile:
    return KeyFile.open(tmp_path / "other" / "keys.json")


def serve(environ: dict[str, Any], start_response: object) -> Iterable[bytes]:
    return [b"served"]


def test_a_first_start_notes_every_key() -> None:
    require_matching_keys()
    assert set(Canary.objects.values_list("key_id", flat=True)) == {k.id for k in _ring().keys}
    require_matching_keys()


def _ring() -> KeyFile:
    from django.conf import settings

    ring: KeyFile = settings.KEYS
    return ring


def test_a_database_used_with_other_keys_is_refused(settings: Any, foreign_keys: KeyFile) -> None:
    require_matching_keys()
    settings.KEYS = foreign_keys
    with pytest.raises(KeyFileUnusable, match="which the key file does not hold"):
        require_matching_keys()


def test_a_key_with_the_right_name_and_another_secret_is_refused(settings: Any, foreign_keys: KeyFile) -> None:
    require_matching_keys()
    mine = settings.KEYS.keys
    swapped = type(mine[0])(mine[0].id, mine[0].purpose, mine[0].created, foreign_keys.keys[0].secret, active=True)
    settings.KEYS = KeyFile((swapped, *mine[1:]))
    with pytest.raises(KeyFileUnusable, match=mine[0].id):
        require_matching_keys()


def test_a_rotated_key_is_welcome_and_then_needed(settings: Any) -> None:
    require_matching_keys()
    before = settings.KEYS
    settings.KEYS = before.rotated(Purpose.SEAL)
    require_matching_keys()
    settings.KEYS = before
    with pytest.raises(KeyFileUnusable):
        require_matching_keys()


def test_the_web_server_does_not_serve_a_database_of_other_keys(settings: Any, foreign_keys: KeyFile) -> None:
    require_matching_keys()
    settings.KEYS = foreign_keys
    with pytest.raises(KeyFileUnusable):
        ProvenKeys(serve)


def test_a_web_server_that_started_without_its_database_proves_the_keys_later(
    settings: Any, foreign_keys: KeyFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    require_matching_keys()

    def away() -> None:
        raise OperationalError

    with monkeypatch.context() as patch:
        patch.setattr(canary, "require_matching_keys", away)
        application = ProvenKeys(serve)
        assert list(application({}, print)) == [b"served"]
    settings.KEYS = foreign_keys
    with pytest.raises(KeyFileUnusable):
        application({}, print)


def test_health_tells_that_the_keys_do_not_match(settings: Any, foreign_keys: KeyFile, rf: Any) -> None:
    require_matching_keys()
    settings.KEYS = foreign_keys
    answer = health(rf.get("/healthz"))
    assert (answer.status_code, json.loads(answer.content)) == (503, {"status": "keys do not match"})
