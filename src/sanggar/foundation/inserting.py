"""Many rows of one table in one INSERT, with the database's answer for each: what `bulk_create` does not give."""

import json
from collections.abc import Sequence
from functools import cache
from operator import attrgetter
from typing import Any

from django.db import connection, models

Row = models.Model


def insert_rows(rows: Sequence[Row], key: str, *, unless_there: bool = False) -> dict[str, int]:
    """Insert unsaved rows of one model; the primary key of each that was written, by the text of its unique `key`.

    `unless_there`: one that a unique constraint forbids is left out instead of failing all. The instances themselves
    are not touched.
    """
    if not rows:
        return {}
    meta = rows[0]._meta  # noqa: SLF001 - Django's documented model API
    statement, values = _insert(rows)
    fields = _known_by(meta, key)
    told = [connection.ops.quote_name(field.column) for field in fields]
    statement += f"{' ON CONFLICT DO NOTHING' if unless_there else ''} RETURNING {', '.join(told)}"
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return {str(found): number for found, number in cursor.fetchall()}


def insert_all(*groups: Sequence[Row]) -> None:
    """Insert unsaved rows of several models, each group of one, in order; PostgreSQL is asked once for all of them."""
    statements = [_insert(rows) for rows in groups if rows]
    if connection.vendor == "postgresql" and statements:
        statements = [
            ("; ".join(text for text, _ in statements), [value for _, values in statements for value in values])
        ]
    with connection.cursor() as cursor:
        for statement, values in statements:
            cursor.execute(statement, values)


def _known_by(meta: Any, key: str) -> list[Any]:
    """The unique key by which a row is known, and the primary key that the database gives it."""
    return [meta.get_field(key), meta.pk]


def _insert(rows: Sequence[Row]) -> tuple[str, list[Any]]:
    model = type(rows[0])
    source, values = SOURCES[connection.vendor](model, rows)
    return f"{_beginning(model)} {source}", values


def _from_json(model: type[Row], rows: Sequence[Row]) -> tuple[str, list[Any]]:
    """PostgreSQL reads the whole group from one parameter, by its own types; the statement is always the same."""
    columns = [field.column for field in fields_of(model)]
    values = attrgetter(*(field.attname for field in fields_of(model)))
    sent = json.dumps([dict(zip(columns, values(row), strict=True)) for row in rows], default=str)
    table = connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001 - Django's documented model API
    listed = ", ".join(map(connection.ops.quote_name, columns))
    return f"SELECT {listed} FROM json_populate_recordset(NULL::{table}, %s)", [sent]  # noqa: S608 - names of our own tables


def _from_values(model: type[Row], rows: Sequence[Row]) -> tuple[str, list[Any]]:
    fields = fields_of(model)
    places = f"({', '.join(['%s'] * len(fields))})"
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for row in rows for field in fields]
    return f"VALUES {', '.join([places] * len(rows))}", values


SOURCES = {"postgresql": _from_json, "sqlite": _from_values}


@cache
def fields_of(model: type[Row]) -> list[Any]:
    """Every column but a primary key that the database counts."""
    fields = model._meta.local_concrete_fields  # noqa: SLF001 - Django's documented model API
    return [field for field in fields if not isinstance(field, models.AutoField | models.BigAutoField)]


@cache
def _beginning(model: type[Row]) -> str:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields_of(model))
    return f"INSERT INTO {quote(model._meta.db_table)} ({columns})"  # noqa: SLF001 - Django's documented model API
