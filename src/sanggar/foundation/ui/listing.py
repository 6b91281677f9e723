"""Lists: search, filter, sort and page stand in the address; the same definition gives page, CSV and XLSX.

listing = Listing(request, applications, COLUMNS, name="pendaftar", search=("name", "receipt"), filters=FILTERS)
return listing.file() or render(request, "…", {"listing": listing})      # {% listing listing %}
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, reduce
from operator import or_
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise

from sanggar.foundation.tabular import csv_response, xlsx_response
from sanggar.foundation.ui.picker import KEY, MOST, Picker, asked_for, matching

Text = str | Promise
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Cell:
    """What a table cell shows. `tone` (good, warn, bad, now, idle) makes it a status tag; `note` is a second line."""

    text: Any
    link: str = ""
    tone: str = ""
    note: Text = ""


@dataclass(frozen=True, slots=True)
class Column:
    """`value(row)` goes into files and, unless `cell(row)` is given, onto the page. `sort` is the field to order by."""

    key: str
    label: Text
    value: Callable[[Any], Any]
    cell: Callable[[Any], Cell] | None = None
    sort: str = ""
    kind: str = "text"  # text, number or money: numbers stand to the right
    on_page: bool = True
    in_file: bool = True

    def shown(self, row: Any) -> Cell:
        return self.cell(row) if self.cell else Cell(self.value(row))


@dataclass(frozen=True, slots=True)
class Filter:
    """One choice in the filter bar; `narrow(rows, value)` applies it. Of more choices than can be looked over, `picker`
    says which were searched, and `narrow_found(rows)` applies them all until one is chosen (`picked_filter`).
    """

    key: str
    label: Text
    choices: Sequence[tuple[str, Text]]
    narrow: Callable[[Any, str], Any]
    picker: Picker | None = None
    narrow_found: Callable[[Any], Any] | None = None


def picked_filter(
    request: HttpRequest, key: str, label: Text, rows: QuerySet[Any], *, names: Sequence[str], field: str
) -> Filter:
    """A filter by one of very many `rows`, which a search in `names` finds; `field` leads from the list to them."""
    asked, chosen = asked_for(request, f"{KEY}-{key}"), request.GET.get(key, "")
    found = matching(rows, asked, names)
    offered = list(found[:MOST])
    if chosen.isdecimal() and chosen not in {str(each.pk) for each in offered}:
        offered = [*rows.filter(pk=chosen), *offered]
    return Filter(
        key,
        label,
        [(str(each.pk), str(each)) for each in offered],
        lambda listed, pk: listed.filter(**{field: pk}),
        Picker(asked, found.count(), rows.count(), f"{KEY}-{key}"),
        (lambda listed: listed.filter(**{f"{field}__in": found.order_by().values("pk")})) if asked else None,
    )


@dataclass(frozen=True, slots=True)
class Empty:
    """What an empty list says, and what to do next."""

    title: Text
    text: Text = ""
    link: str = ""
    action: Text = ""


@dataclass(frozen=True, slots=True)
class Heading:
    column: Column
    link: str
    direction: str  # "ascending", "descending" or ""


class KeysFirst(Paginator[Any]):
    """Of several pages, one is found by its keys and read by them: a database that sorts all rows with everything that
    is shown of them, to keep fifty, spends most of its time on what nobody sees. One query, as for a single page.
    """

    def page(self, number: int | str) -> Page[Any]:
        page, rows = super().page(number), self.object_list
        if isinstance(rows, QuerySet) and isinstance(page.object_list, QuerySet) and page.has_other_pages():
            page.object_list = rows.filter(pk__in=page.object_list.values("pk"))
        return page


@dataclass
class Listing:
    request: HttpRequest
    rows: QuerySet[Any]
    columns: Sequence[Column]
    name: str
    caption: Text = ""
    search: Sequence[str] = ()
    filters: Sequence[Filter] = ()
    empty: Empty = field(default_factory=lambda: Empty("—"))
    per_page: int = PER_PAGE

    @cached_property
    def query(self) -> str:
        return self.request.GET.get("q", "").replace("\0", "").strip()[:100]  # PostgreSQL holds no NUL

    @cached_property
    def chosen(self) -> dict[str, str]:
        """The filters in force, unknown values dropped."""
        given = {f.key: self.request.GET.get(f.key, "") for f in self.filters}
        known = {f.key: {str(value) for value, _ in f.choices} for f in self.filters}
        return {key: value for key, value in given.items() if value and value in known[key]}

    @cached_property
    def found(self) -> QuerySet[Any]:
        rows = self.rows
        if self.query and self.search:
            rows = rows.filter(reduce(or_, (Q(**{f"{name}__icontains": self.query}) for name in self.search)))
        for each in self.filters:
            if each.key in self.chosen:
                rows = each.narrow(rows, self.chosen[each.key])
            elif each.narrow_found:
                rows = each.narrow_found(rows)
        column, direction = self.order
        if column:
            rows = rows.order_by(f"{'-' if direction == 'descending' else ''}{column.sort}", "pk")
        return rows

    @cached_property
    def order(self) -> tuple[Column | None, str]:
        wish = self.request.GET.get("sort", "")
        for column in self.columns:
            if column.sort and wish.lstrip("-") == column.key:
                return column, "descending" if wish.startswith("-") else "ascending"
        return None, ""

    @cached_property
    def page(self) -> Page[Any]:
        return KeysFirst(self.found, self.per_page).get_page(self.request.GET.get("page"))

    @property
    def headings(self) -> Iterator[Heading]:
        ordered, direction = self.order
        for column in self.shown_columns:
            here = direction if column is ordered else ""
            wish = f"-{column.key}" if here == "ascending" else column.key
            yield Heading(column, self.address(sort=wish) if column.sort else "", here)

    @property
    def shown_columns(self) -> list[Column]:
        return [column for column in self.columns if column.on_page]

    @property
    def lines(self) -> Iterator[list[tuple[Column, Cell]]]:
        for row in self.page:
            yield [(column, column.shown(row)) for column in self.shown_columns]

    @property
    def choices(self) -> Iterator[tuple[Filter, str]]:
        """Each filter with its value in force."""
        for each in self.filters:
            yield each, self.chosen.get(each.key, "")

    @property
    def is_narrowed(self) -> bool:
        return bool(self.query or self.is_filtered)

    @property
    def is_filtered(self) -> bool:
        return bool(self.chosen) or any(each.narrow_found for each in self.filters)

    def address(self, **changes: str) -> str:
        """Where this list is found with some parameters changed; the page starts over."""
        parameters = self.request.GET.copy()
        parameters.pop("page", None)
        for key, value in changes.items():
            parameters[key] = value
        return f"?{parameters.urlencode()}"

    @property
    def pages(self) -> list[tuple[str, str, bool]]:
        """(label, address, is it shown now) of the pages near, with … for those left out; nothing for a single page."""
        if not self.page.has_other_pages():
            return []
        numbers = self.page.paginator.get_elided_page_range(self.page.number, on_each_side=2, on_ends=1)
        return [
            (str(number), self.address(page=str(number)) if isinstance(number, int) else "", number == self.page.number)
            for number in numbers
        ]

    @property
    def csv_link(self) -> str:
        return self.address(format="csv")

    @property
    def xlsx_link(self) -> str:
        return self.address(format="xlsx")

    def file(self) -> HttpResponse | None:
        """The whole found list as a file when the address asks for one."""
        write = {"csv": csv_response, "xlsx": xlsx_response}.get(self.request.GET.get("format", ""))
        if not write:
            return None
        columns = [column for column in self.columns if column.in_file]
        rows = ([column.value(row) for column in columns] for row in self.found.iterator(chunk_size=500))
        return write(self.name, [str(column.label) for column in columns], rows)
