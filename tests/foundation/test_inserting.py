"""Rows of bare values arrive as Django would have written them, whether they share everything or nothing."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from sanggar.foundation.inserting import Rows, insert_all, insert_rows, rows_of
from sanggar.foundation.models import AuditEntry

NAMES = (
    *("ref", "at", "actor_kind", "actor_id", "actor_label", "organisation_id", "organisation_label"),
    *("verb", "subject", "subject_label", "details", "commitment", "mac"),
)
AT = datetime(2026, 11, 23, 2, 0, 0, 123456, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def _row(ref: str, **changes: Any) -> tuple[Any, ...]:
    usual = {
        **dict.fromkeys(NAMES, ""),
        "ref": ref,
        "at": AT,
        "actor_label": 'Sulastri "Las" \\ é ٣',
        "details": '{"call":1}',
    }
    return tuple((usual | changes)[name] for name in NAMES)


@pytest.mark.parametrize(
    "rows",
    [
        [_row("a")],
        [_row("a"), _row("b")],
        [_row("a"), _row("b", at=AT + timedelta(microseconds=1), verb="x.y", details='{"call":2}', mac="'; --")],
    ],
)
def test_every_value_arrives(rows: list[tuple[Any, ...]]) -> None:
    numbers = insert_rows(Rows(AuditEntry, NAMES, rows), "ref")
    assert list(AuditEntry.objects.order_by("pk").values_list("pk", *NAMES)) == [
        (numbers[row[0]], *row) for row in rows
    ]


def test_instances_are_rows_too_and_several_groups_go_together() -> None:
    first, second = (AuditEntry(**dict(zip(NAMES, _row(ref), strict=True))) for ref in "ab")
    insert_all(rows_of(AuditEntry, [first]), rows_of(AuditEntry, []), rows_of(AuditEntry, [second]))
    assert list(AuditEntry.objects.order_by("pk").values_list(*NAMES)) == [_row("a"), _row("b")]


def test_one_that_is_there_already_is_left_out_only_where_that_is_asked_for() -> None:
    insert_rows(Rows(AuditEntry, NAMES, [_row("a")]), "ref")
    rows = Rows(AuditEntry, NAMES, [_row("a"), _row("b")])
    assert list(insert_rows(rows, "ref", unless_there=True)) == ["b"]
    with pytest.raises(IntegrityError):
        insert_rows(rows, "ref")
