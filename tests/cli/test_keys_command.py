"""`sanggar keys`: rotating on a stopped installation loses nothing, interrupted or not."""

import json
from typing import Any

import pytest

PURPOSES = ["field", "lookup", "token", "seal", "django"]


def test_the_list_names_every_key_and_no_secret(lived_in: Any) -> None:
    done = lived_in.sanggar("keys", "list")
    assert [line.split("\t")[1::2] for line in done.stdout.splitlines()] == [
        [purpose, "active"] for purpose in PURPOSES
    ]
    secrets = [key["secret"] for key in json.loads((lived_in.folder / "keys.json").read_text())["keys"]]
    assert [secret for secret in secrets if secret in done.stdout] == []


def test_where_no_keys_are_none_are_made_by_asking(installation: Any) -> None:
    assert installation.sanggar("keys", "list").returncode == 2
    assert not (installation.folder / "keys.json").exists()


@pytest.mark.parametrize("purpose", PURPOSES)
def test_after_a_rotation_the_record_is_intact_and_its_values_can_be_read(lived_in: Any, purpose: str) -> None:
    done = lived_in.sanggar("keys", "rotate", purpose)
    assert done.returncode == 0, done.stderr
    assert lived_in.sanggar("audit", "verify").returncode == 0
    listed = lived_in.sanggar("keys", "list").stdout
    assert (listed.count("retired"), listed.count("active")) == (1, 5)


def test_sealed_values_move_to_the_new_key(lived_in: Any) -> None:
    done = lived_in.sanggar("keys", "rotate", "field")
    assert done.stdout.splitlines()[0] == "sealed anew: 5 values"


def _retired(installation: Any) -> str:
    lines = installation.sanggar("keys", "list").stdout.splitlines()
    return next(line.split("\t")[0] for line in lines if line.endswith("retired"))


@pytest.mark.parametrize("purpose", ["field", "lookup", "token", "django"])
def test_a_stolen_key_can_be_forgotten_without_losing_a_value(lived_in: Any, purpose: str) -> None:
    lived_in.sanggar("keys", "rotate", purpose)
    done = lived_in.sanggar("keys", "forget", _retired(lived_in))
    assert done.returncode == 0, done.stderr
    assert "retired" not in lived_in.sanggar("keys", "list").stdout
    assert lived_in.sanggar("audit", "verify").returncode == 0


def test_neither_an_active_key_nor_one_that_proves_the_record_is_forgotten(lived_in: Any) -> None:
    active = lived_in.sanggar("keys", "list").stdout.split("\t")[0]
    assert "is active" in lived_in.sanggar("keys", "forget", active).stderr
    lived_in.sanggar("keys", "rotate", "seal")
    assert "is needed to prove" in lived_in.sanggar("keys", "forget", _retired(lived_in)).stderr
    assert "there is no key" in lived_in.sanggar("keys", "forget", "field-0").stderr


def test_an_interrupted_rotation_is_refused_at_the_next_start_and_can_be_finished(lived_in: Any) -> None:
    lived_in.python(
        "from django.conf import settings; from sanggar.config import environment; "
        "settings.KEYS.rotated('lookup').write(environment.keys_file())"
    )
    refused = lived_in.sanggar("audit", "verify")
    assert (refused.returncode, "run `sanggar keys finish`" in refused.stderr) == (2, True)
    assert lived_in.sanggar("keys", "finish").returncode == 0
    assert lived_in.sanggar("audit", "verify").returncode == 0


ACTS = """
from sanggar.foundation.models import AuditEntry
for entry in AuditEntry.objects.filter(verb__startswith="foundation.").order_by("pk"):
    print(entry.verb, entry.subject_label, entry.actor_label, sep=chr(9))
"""


def test_every_change_of_keys_stands_in_the_record_by_the_key_s_id(lived_in: Any) -> None:
    old = lived_in.sanggar("keys", "list").stdout.splitlines()[2].split("\t")[0]
    lived_in.sanggar("keys", "rotate", "token")
    new = next(
        line
        for line in lived_in.sanggar("keys", "list").stdout.splitlines()
        if "\ttoken\t" in line and "active" in line
    )
    lived_in.sanggar("keys", "forget", old)
    lived_in.sanggar("keys", "finish")
    told = [line.split("\t") for line in lived_in.python(ACTS).splitlines()]
    assert [(verb, label) for verb, label, _actor in told[:2]] == [
        ("foundation.rotate_key", new.split("\t")[0]),
        ("foundation.forget_key", old),
    ]
    assert told[2][0] == "foundation.finish_rotation"
    assert {actor for _verb, _label, actor in told} == {"sistem: sanggar keys"}
    assert lived_in.sanggar("audit", "verify").returncode == 0
