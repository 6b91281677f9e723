"""Many rows of one table in one INSERT, with the database's answer for each: what `bulk_create` does not give.

In a rush this is what the processor does, so a row may also be given as its bare values: a model instance costs as much
as storing it.
"""

import json
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import repeat
from operator import attrgetter
from typing import Any, NamedTuple

from django.db import connection, models

from sanggar.foundation.asking import Row, Statement, ask
from sanggar.foundation.parts import parts_of

MOST_VALUES = 32_766
"""In one statement of SQLite, unless it was built to take more."""


class Rows(NamedTuple):
    """Unsaved rows of one model: the values of each in the order of `names`, which are the model's attributes. What is
    not named stays NULL.
    """

    model: type[models.Model]
    names: tuple[str, ...]
    values: Sequence[tuple[Any, ...]]


def rows_of(model: type[models.Model], instances: Sequence[models.Model]) -> Rows:
    names = _attributes(model)
    return Rows(model, names, list(map(attrgetter(*names), instances)))


def insert_rows(rows: Rows, key: str, *, unless_there: bool = False) -> dict[str, int]:
    """Insert them; the primary key of each that was written, by the text of its unique `key`.

    `unless_there`: one that a unique constraint forbids is left out instead of failing all.
    """
    return numbers_of(ask(*insertion(rows, key, unless_there=unless_there)))


def insertion(rows: Rows, key: str, *, unless_there: bool = False) -> list[Statement]:
    """The statement of `insert_rows`, or none; what it returns is for `numbers_of`."""
    if not rows.values:
        return []
    statement, values = _insert(rows)
    meta = rows.model._meta  # noqa: SLF001 - Django's documented model API
    told = _quoted([meta.get_field(key), meta.pk])
    return [Statement(f"{statement}{' ON CONFLICT DO NOTHING' if unless_there else ''} RETURNING {told}", values)]


def numbers_of(answers: Iterable[Iterable[Row]]) -> dict[str, int]:
    return {str(found): number for rows in answers for found, number in rows}


def insert_all(*groups: Rows) -> None:
    """Insert them in order; PostgreSQL is asked once for all of them, SQLite for no more values than it takes."""
    ask(*insertions(*groups))


def insertions(*groups: Rows) -> list[Statement]:
    """The statements of `insert_all`."""
    return [_insert(rows) for group in groups for rows in _digestible(group) if rows.values]


def _digestible(rows: Rows) -> Iterable[Rows]:
    """PostgreSQL reads any number of rows from two parameters."""
    if connection.vendor == "postgresql":
        return [rows]
    return [rows._replace(values=part) for part in parts_of(rows.values, MOST_VALUES // len(rows.names))]


def _insert(rows: Rows) -> Statement:
    source, values = SOURCES[connection.vendor](rows)
    return Statement(f"{_beginning(rows.model, rows.names)} {source}", values)


def _from_json(rows: Rows) -> tuple[str, list[Any]]:
    """PostgreSQL reads the whole group from two parameters, by its own types: what all have in common, and the rest of
    each. The statement is always the same.
    """
    shared, own = _shared_and_own(rows)
    table = connection.ops.quote_name(rows.model._meta.db_table)  # noqa: SLF001 - Django's documented model API
    listed = _quoted(_fields(rows.model, rows.names))
    base = f"json_populate_record(NULL::{table}, %s)"
    source = f"SELECT {listed} FROM json_populate_recordset({base}, %s)"  # noqa: S608 - names of our own tables
    return source, [json.dumps(shared, default=str), json.dumps(own, default=str)]


def _shared_and_own(rows: Rows) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    columns = [field.column for field in _fields(rows.model, rows.names)]
    shared, names, differing = {}, [], []
    for column, values in zip(columns, zip(*rows.values, strict=True), strict=True):
        if values.count(values[0]) == len(values):
            shared[column] = values[0]
        else:
            names.append(column)
            differing.append(values)
    each: Iterable[tuple[Any, ...]] = zip(*differing, strict=True) if differing else repeat((), len(rows.values))
    return shared, [dict(zip(names, values, strict=True)) for values in each]


def _from_values(rows: Rows) -> tuple[str, list[Any]]:
    fields = _fields(rows.model, rows.names)
    places = f"({', '.join(['%s'] * len(fields))})"
    values = [
        field.get_db_prep_save(value, connection)
        for row in rows.values
        for field, value in zip(fields, row, strict=True)
    ]
    return f"VALUES {', '.join([places] * len(rows.values))}", values


SOURCES = {"postgresql": _from_json, "sqlite": _from_values}


@cache
def _attributes(model: type[models.Model]) -> tuple[str, ...]:
    """Every column but a primary key that the database counts."""
    fields = model._meta.local_concrete_fields  # noqa: SLF001 - Django's documented model API
    return tuple(each.attname for each in fields if not isinstance(each, models.AutoField | models.BigAutoField))


@cache
def _fields(model: type[models.Model], names: tuple[str, ...]) -> list[Any]:
    by_name = {field.attname: field for field in model._meta.local_concrete_fields}  # noqa: SLF001 - the same
    return [by_name[name] for name in names]


@cache
def _beginning(model: type[models.Model], names: tuple[str, ...]) -> str:
    table = connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001 - the same
    return f"INSERT INTO {table} ({_quoted(_fields(model, names))})"


def _quoted(fields: Iterable[Any]) -> str:
    return ", ".join(connection.ops.quote_name(field.column) for field in fields)
