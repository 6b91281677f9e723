"""Secret links: who has one may pass; raising the version locks every earlier one out."""

import re
from typing import Any

import pytest

from sanggar.foundation.keys import Purpose
from sanggar.foundation.links import is_link_token, link_token

RECEIPT = "SGR-7K3F92QD"


def test_a_token_opens_its_own_door() -> None:
    token = link_token("application", RECEIPT, 1)
    assert is_link_token(token, "application", RECEIPT, 1)
    assert re.fullmatch("[0-9a-hjkmnp-tv-z]{26}", token)


def test_a_token_stays_the_same_so_that_nothing_need_be_stored() -> None:
    assert link_token("application", RECEIPT, 1) == link_token("application", RECEIPT, 1)


@pytest.mark.parametrize(
    ("purpose", "subject", "version"),
    [("presence", RECEIPT, 1), ("application", "SGR-7K3F92QE", 1), ("application", RECEIPT, 2)],
)
def test_a_token_opens_no_other_door(purpose: str, subject: str, version: int) -> None:
    assert not is_link_token(link_token("application", RECEIPT, 1), purpose, subject, version)


def test_no_two_parts_run_into_each_other() -> None:
    assert link_token("a", "b1", 1) != link_token("ab", "1", 1)
    assert link_token("a", "b", 11) != link_token("a", "b1", 1)


@pytest.mark.parametrize("candidate", ["", "é" * 26, "0" * 26, "0" * 5000, "\x00"])
def test_nonsense_opens_nothing(candidate: str) -> None:
    assert not is_link_token(candidate, "application", RECEIPT, 1)


def test_a_token_typed_in_capitals_still_opens() -> None:
    assert is_link_token(link_token("application", RECEIPT, 1).upper(), "application", RECEIPT, 1)


def test_links_sent_before_a_rotation_keep_working(settings: Any) -> None:
    token = link_token("application", RECEIPT, 1)
    settings.KEYS = settings.KEYS.rotated(Purpose.TOKEN)
    assert link_token("application", RECEIPT, 1) != token
    assert is_link_token(token, "application", RECEIPT, 1)
    assert not is_link_token(token, "application", RECEIPT, 2)
