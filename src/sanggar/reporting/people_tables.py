"""Who was reached: participants by kecamatan, sex, age band and category, and crossed, safe to publish."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanggar.applications.queries import calls_of
from sanggar.cores.disclosure import TOTAL, SafeTable, safe_tables
from sanggar.foundation.models import Region, RegionLevel
from sanggar.foundation.national_id import age_on
from sanggar.people.models import Sex
from sanggar.planning.models import Programme
from sanggar.training.models import Enrolment

AGE_BANDS = ((0, 17, "< 18"), (18, 24, "18–24"), (25, 34, "25–34"), (35, 49, "35–49"), (50, 200, "50+"))


@dataclass(frozen=True, slots=True)
class Feature:
    """One way to divide people: the values that can occur, with their labels, and how to read one off a person."""

    title: str | Promise
    labels: dict[str, str | Promise]
    value: Callable[[Enrolment], str]
    rare: frozenset[str] = frozenset()  # values that are listed only where someone has them

    def among(self, enrolments: Sequence[Enrolment]) -> list[str]:
        """The values to list for these people."""
        found = {self.value(enrolment) for enrolment in enrolments}
        return [value for value in self.labels if value not in self.rare or value in found]


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table with its labels, totals last; a hidden cell is None."""

    title: str
    columns: list[str]
    rows: list[tuple[str, list[int | None]]]
    hidden: int


def people_tables(programme: Programme, enrolments: Sequence[Enrolment], on: date) -> list[ShownTable]:
    """Kecamatan by sex, age band and category, and sex by age band; a table that can't be shown is left out."""
    features = {"area": area_of(programme), "sex": SEX, "age": age_bands(on), "category": categories_of(programme)}
    crossings = [("area", "sex"), ("area", "age"), ("area", "category"), ("sex", "age")]
    people = [{name: feature.value(enrolment) for name, feature in features.items()} for enrolment in enrolments]
    values = {name: feature.among(enrolments) for name, feature in features.items()}
    tables = safe_tables(people, values, crossings)
    return [
        _labelled(table, features[rows], features[columns])
        for table, (rows, columns) in zip(tables, crossings, strict=True)
        if table.is_shown
    ]


def _labelled(table: SafeTable, rows: Feature, columns: Feature) -> ShownTable:
    total = str(_("Jumlah"))
    labels = [total if row == TOTAL else str(rows.labels[row]) for row in table.rows]
    return ShownTable(
        title=f"{rows.title} × {columns.title}",
        columns=[total if column == TOTAL else str(columns.labels[column]) for column in table.columns],
        rows=[(label, list(cells)) for label, cells in zip(labels, table.cells, strict=True)],
        hidden=table.hidden,
    )


SEX = Feature(_("Jenis kelamin"), {value.value: value.label for value in Sex}, lambda e: e.person.sex)


def categories_of(programme: Programme) -> Feature:
    """Those of every call of the programme, each once, as the newest call names it."""
    calls = reversed(calls_of(programme))
    labels: dict[str, str | Promise] = {each.key: each.shown for call in calls for each in call.category_list}
    return Feature(_("Kategori"), labels, lambda e: e.application.category)


def area_of(programme: Programme) -> Feature:
    """The kecamatan of the office's region, and one place for everywhere else."""
    districts = Region.objects.filter(level=RegionLevel.DISTRICT, parent=programme.organisation.region)
    labels: dict[str, str | Promise] = {region.code: region.name for region in districts}
    elsewhere = _("Luar wilayah")
    return Feature(
        _("Kecamatan"),
        labels | {"": elsewhere},
        lambda e: e.person.village.parent_id if e.person.village.parent_id in labels else "",
        rare=frozenset({""}),
    )


def age_bands(on: date) -> Feature:
    def band(enrolment: Enrolment) -> str:
        age = age_on(on, enrolment.person.birth_date)
        return next(label for low, high, label in AGE_BANDS if low <= age <= high)

    return Feature(
        _("Usia"), {label: label for _low, _high, label in AGE_BANDS}, band, rare=frozenset({AGE_BANDS[0][2]})
    )
