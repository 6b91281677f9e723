"""The key file: made once, private, refused when damaged; every purpose can be rotated without losing what was made."""

import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from sanggar.foundation.keys import KeyFile, KeyFileUnusable, Purpose


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys.json"


def test_a_first_start_makes_a_key_for_each_purpose_that_only_the_owner_may_read(path: Path) -> None:
    ring = KeyFile.open(path)
    assert [key.purpose for key in ring.keys] == list(Purpose)
    assert {len(key.material) for key in ring.keys} == {32}
    assert len({key.secret for key in ring.keys}) == len(Purpose)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_folder_made_for_the_keys_is_private_too(tmp_path: Path) -> None:
    KeyFile.open(tmp_path / "new" / "keys.json")
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


def test_a_second_start_reads_the_same_keys(path: Path) -> None:
    assert KeyFile.open(path) == KeyFile.open(path)


def test_two_first_starts_at_once_end_with_one_set_of_keys(path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from sanggar.foundation.keys import KeyFile; "
        "sys.stdin.read(1); print(sorted(key.id for key in KeyFile.open(Path(sys.argv[1])).keys))"
    )
    starts = [
        subprocess.Popen([sys.executable, "-c", program, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for _ in range(4)
    ]
    seen = {start.communicate(b"x")[0] for start in starts}
    assert seen == {f"{sorted(key.id for key in KeyFile.read(path).keys)}\n".encode()}
    assert [file.name for file in path.parent.iterdir()] == ["keys.json"]


def _damaged(path: Path, **changes: object) -> None:
    data = json.loads(path.read_text())
    data["keys"][0] |= changes
    path.write_text(json.dumps(data))


@pytest.mark.parametrize(
    "changes",
    [
        {"secret": "kurang"},
        {"secret": "AAAA"},
        {"active": "yes"},
        {"purpose": "unknown"},
        {"more": 1},
    ],
)
def test_a_damaged_key_is_refused_without_quoting_it(path: Path, changes: dict[str, object]) -> None:
    KeyFile.open(path)
    _damaged(path, **changes)
    with pytest.raises(KeyFileUnusable, match="is not a key file") as refused:
        KeyFile.read(path)
    assert "AAAA" not in str(refused.value)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "sanggar-keys-2", "keys": []}', "\x00"])
def test_what_is_no_key_file_is_refused(path: Path, text: str) -> None:
    path.write_text(text)
    with pytest.raises(KeyFileUnusable):
        KeyFile.open(path)
    assert path.read_text() == text


def test_a_file_without_a_purpose_is_refused(path: Path) -> None:
    ring = KeyFile.open(path)
    path.unlink()
    KeyFile(ring.keys[1:]).write(path, fresh=True)
    with pytest.raises(KeyFileUnusable, match="no active key for field"):
        KeyFile.read(path)


def test_two_active_keys_of_one_purpose_are_refused(path: Path) -> None:
    ring = KeyFile.open(path)
    path.unlink()
    KeyFile((*ring.keys, *KeyFile.open(path).keys)).write(path)
    with pytest.raises(KeyFileUnusable, match="several active keys"):
        KeyFile.read(path)


def test_the_same_key_twice_is_refused(path: Path) -> None:
    ring = KeyFile.open(path)
    KeyFile((*ring.keys, ring.keys[0])).write(path)
    with pytest.raises(KeyFileUnusable, match="there twice"):
        KeyFile.read(path)


@pytest.mark.parametrize("purpose", list(Purpose))
def test_rotating_makes_a_new_active_key_and_keeps_the_old_one(path: Path, purpose: Purpose) -> None:
    before = KeyFile.open(path)
    before.rotated(purpose).write(path)
    after = KeyFile.read(path)
    assert after.of(purpose)[1:] == (type(before.keys[0])(**_fields(before.active(purpose)) | {"active": False}),)
    assert after.active(purpose) not in before.keys
    assert [after.active(p) for p in Purpose if p != purpose] == [before.active(p) for p in Purpose if p != purpose]


def _fields(key: object) -> dict[str, object]:
    return {name: getattr(key, name) for name in ("id", "purpose", "created", "secret", "active")}


def test_sessions_signed_before_a_rotation_stay_valid(path: Path) -> None:
    before = KeyFile.open(path)
    after = before.rotated(Purpose.DJANGO)
    assert after.django_fallbacks() == [before.django_secret()]


def test_a_rewritten_file_stays_private(path: Path) -> None:
    KeyFile.open(path).rotated(Purpose.SEAL).write(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["keys.json"]


def test_a_key_shows_its_name_and_never_its_secret(path: Path) -> None:
    key = KeyFile.open(path).keys[0]
    assert repr(key) == f"Key({key.id})"
    assert key.secret not in f"{KeyFile.open(path)!r}"
