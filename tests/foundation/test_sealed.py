"""Sealed values: readable with the key and in their own place only."""

from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from sanggar.foundation.keys import KeyFileUnusable, Purpose
from sanggar.foundation.sealed import lookup, seal, unseal

NIK = "3573051708039001"
PLACE = "people.person.nik"


@given(st.text())
def test_a_sealed_value_comes_back(text: str) -> None:
    assert unseal(seal(text, PLACE), PLACE) == text


def test_the_same_value_is_sealed_differently_each_time() -> None:
    assert len({seal(NIK, PLACE) for _ in range(50)}) == 50


def test_a_sealed_value_tells_nothing_but_its_key() -> None:
    assert NIK not in seal(NIK, PLACE)


def test_a_value_copied_into_another_column_does_not_open() -> None:
    with pytest.raises(InvalidTag):
        unseal(seal(NIK, PLACE), "applications.application.nik")


def test_a_changed_value_does_not_open() -> None:
    sealed = seal(NIK, PLACE)
    key_id, _, body = sealed.partition(":")
    swapped = body[:-5] + ("A" if body[-5] != "A" else "B") + body[-4:]
    with pytest.raises(InvalidTag):
        unseal(f"{key_id}:{swapped}", PLACE)


def test_a_value_sealed_with_a_lost_key_is_told_as_that() -> None:
    _, _, body = seal(NIK, PLACE).partition(":")
    with pytest.raises(KeyFileUnusable, match="field-00000000"):
        unseal(f"field-00000000:{body}", PLACE)


def test_values_sealed_before_a_rotation_still_open(settings: Any) -> None:
    sealed = seal(NIK, PLACE)
    settings.KEYS = settings.KEYS.rotated(Purpose.FIELD)
    assert unseal(sealed, PLACE) == NIK
    assert seal(NIK, PLACE).partition(":")[0] != sealed.partition(":")[0]


def test_equal_values_have_equal_look_up_hashes_in_one_place_alone() -> None:
    assert lookup(NIK, PLACE) == lookup(NIK, PLACE)
    assert lookup(NIK, PLACE) != lookup(NIK, "elsewhere")
    assert lookup(NIK, PLACE) != lookup("3573051708039002", PLACE)


def test_a_look_up_hash_can_not_be_made_without_the_key(settings: Any) -> None:
    before = lookup(NIK, PLACE)
    settings.KEYS = settings.KEYS.rotated(Purpose.LOOKUP)
    assert lookup(NIK, PLACE) != before
