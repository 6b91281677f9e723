"""Which columns hold what about a person: told to them, and emptied when their time has come.

Each room lists its own tables as `HELD` in its `personal.py`; `journeys` reads the lists together, as a plain import.
A house test walks every table that leads to a person, so that no column is forgotten.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Case, CharField, ForeignKey, Model, Q, QuerySet, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanggar.foundation import files
from sanggar.foundation.models import SealedTextField, StoredFile
from sanggar.people.models import Account, Grant, Person
from sanggar.people.purposes import PARTICIPANT, TEAM

GONE = "(dihapus)"
"""Stands where a text was, in every language: it is kept in the table, and so is that there was one."""

BAND = 5
"""Years of birth that are one once a person was erased."""

Told = tuple[tuple[str, str | Promise], ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A table, `path` being the way from its rows to the `subject` ("" where it is the subject itself).

    `told`: (column, what it is called). `emptied`: texts, sealed texts and files that go; `replaced`: columns that need
    another value than `GONE`; `dropped`: the row itself goes. `only` limits what is told. `kept` says of further
    columns why they stay.
    """

    model: type[Model]
    subject: type[Model]
    path: str
    title: str | Promise
    purpose: str
    told: Told = ()
    emptied: tuple[str, ...] = ()
    replaced: Mapping[str, Any] = field(default_factory=dict)
    dropped: bool = False
    only: Q = field(default_factory=Q)
    kept: Mapping[str, str] = field(default_factory=dict)

    def rows(self, subject: Model) -> QuerySet[Any]:
        """What the table holds about one subject."""
        where = {self.path or "pk": subject.pk}
        return self.model._default_manager.filter(**where)  # noqa: SLF001 - Django's documented model API

    def tell(self, subject: Model) -> list[list[tuple[str, str, Any]]]:
        """(column, what it is called, value) of each row, as it may be shown and written to JSON."""
        found = self.rows(subject).filter(self.only).order_by("pk")
        return [[(name, str(label), _value(row, name)) for name, label in self.told] for row in found]


def empty(rows: QuerySet[Any], held: Held, *, at: datetime, names: Iterable[str] = ()) -> list[int]:
    """Empty rows of a table; their keys. A text that is empty already stays so, and what stands beside it (by whom,
    when) stays as it is, save labels that name the person themselves (`names`).
    """
    keys = list(rows.values_list("pk", flat=True))
    chosen = held.model._default_manager.filter(pk__in=keys)  # noqa: SLF001 - Django's documented model API
    if held.dropped:
        chosen.delete()
        return keys
    columns = {name: held.model._meta.get_field(name) for name in held.emptied}  # noqa: SLF001 - documented
    for name, column in columns.items():
        if isinstance(column, ForeignKey) and column.related_model is StoredFile:
            files.destroy(chosen.exclude(**{name: None}).values_list(name, flat=True), at=at)
        else:
            gone = column.seal(GONE) if isinstance(column, SealedTextField) else GONE
            chosen.update(**{name: Case(When(**{name: ""}, then=Value("")), default=Value(gone))})
    if held.replaced:
        chosen.update(**held.replaced)
    for label in _labels(held.model):
        chosen.filter(**{f"{label}__in": list(names)}).update(**{label: GONE})
    return keys


def _labels(model: type[Model]) -> Iterator[str]:
    """Columns that say who did it, as a text; how somebody is told (`tell_by`) is a code of a list."""
    for column in model._meta.fields:  # noqa: SLF001 - Django's documented model API
        if (
            isinstance(column, CharField)
            and not column.choices
            and (column.name in ("by", "by_label") or column.name.endswith("_by"))
        ):
            yield column.name


def band_of_birth(day: date) -> date:
    """The first day of the five years in which somebody was born: 17 August 2003 → 1 January 2000."""
    return date(day.year - day.year % BAND, 1, 1)


def _value(row: Model, name: str) -> Any:
    """A sealed text is opened, but for numbers of a person, of which only the area is in the clear anyway."""
    column = {each.name: each for each in row._meta.fields}.get(name)  # noqa: SLF001 - Django's documented model API
    value = attrgetter(name)(row)
    if column is None:
        return value
    if isinstance(column, SealedTextField):
        hidden = bool(column.lookup_field)
        return "" if not value else (str(SEALED) if hidden else column.unseal(value))
    if name == "language":
        return str(dict(settings.LANGUAGES)[value]) if value else ""
    if column.choices:
        return str(getattr(row, f"get_{name}_display")())
    if isinstance(value, Model):
        return next((getattr(value, words) for words in WORDS if hasattr(value, words)), str(value))
    return value


SEALED = _("tersimpan tersandi")
WORDS = ("shown", "full_name", "text")
"""Where a related row has its words, before its own `str`."""

HELD = [
    Held(
        Person,
        Person,
        "",
        _("Data orang"),
        PARTICIPANT,
        (
            ("name", _("Nama")),
            ("nik_prefix", _("NIK (enam angka pertama)")),
            ("nik_sealed", _("NIK")),
            ("birth_date", _("Tanggal lahir")),
            ("sex", _("Jenis kelamin")),
            ("village", _("Kelurahan")),
            ("phone", _("Nomor HP")),
            ("email", _("Email")),
            ("registered_at", _("Dicatat")),
        ),
        kept={"nik_lookup": "replaced by `erase_person`, as are the other columns"},
    ),
    Held(
        Account,
        Account,
        "",
        _("Akun"),
        TEAM,
        (
            ("name", _("Nama")),
            ("email", _("Email")),
            ("language", _("Bahasa")),
            ("joined_at", _("Dibuka")),
            ("last_login", _("Terakhir masuk")),
        ),
        kept={"password": "made unusable by `erase_account`"},
    ),
    Held(
        Authenticator,
        Account,
        "user",
        _("Kunci sandi dan faktor kedua"),
        TEAM,
        (("type", _("Jenis")), ("created_at", _("Dibuat")), ("last_used_at", _("Terakhir dipakai"))),
    ),
    Held(
        Grant,
        Account,
        "account",
        _("Hak"),
        TEAM,
        (
            ("role", _("Peran")),
            ("organisation", _("Perangkat daerah")),
            ("region", _("Wilayah")),
            ("given_at", _("Diberikan")),
            ("ended_at", _("Berakhir")),
            ("end_reason", _("Alasan")),
        ),
        emptied=("end_reason",),
    ),
]
