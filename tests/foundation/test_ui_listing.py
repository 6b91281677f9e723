"""A list: search, filter, sort and page stand in its address, and every way of looking has a file."""

import io
import re
from typing import Any

import openpyxl
import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from sanggar.foundation.models import Region, RegionLevel
from sanggar.foundation.ui.listing import Cell, Column, Empty, Filter, Listing, picked_filter
from sanggar.foundation.ui.picker import MOST

COLUMNS = (
    Column(
        "name", "Kelurahan", lambda row: row.name, cell=lambda row: Cell(row.name, "/k/", note=row.code), sort="name"
    ),
    Column("district", "Kecamatan", lambda row: row.parent.name, sort="parent__name"),
    Column("state", "Keadaan", lambda _: "Diterima", cell=lambda _: Cell("Diterima", tone="good")),
    Column("cost", "Biaya", lambda _: 1_500_000, kind="money"),
    Column("post", "Kode pos", lambda row: row.postal_code, on_page=False),
)


@pytest.fixture
def look(db: None) -> Any:
    def listing(address: str = "", **changes: Any) -> Listing:
        given: dict[str, Any] = {
            "rows": Region.objects.filter(level=RegionLevel.VILLAGE).select_related("parent").order_by("code"),
            "columns": COLUMNS,
            "name": "kelurahan",
            "caption": "Kelurahan Kota Malang",
            "search": ["name"],
            "filters": [
                Filter("kec", "Kecamatan", [("35.73.05", "Lowokwaru")], lambda rows, code: rows.filter(parent=code))
            ],
            "empty": Empty("Belum ada kelurahan", "Muat data wilayah.", "/muat/", "Muat"),
            "per_page": 20,
        }
        return Listing(RequestFactory().get(f"/daftar/{address}"), **(given | changes))

    return listing


def shown(listing: Listing) -> str:
    with translation.override("id"):
        return Template("{% listing listing %}").render(Context({"listing": listing}))


def test_each_cell_says_which_column_it_is_for_when_the_table_becomes_cards(look: Any) -> None:
    labels = re.findall(r'data-label="([^"]+)"', shown(look(per_page=1)))
    assert labels == ["Kelurahan", "Kecamatan", "Keadaan", "Biaya"]


def test_money_stands_to_the_right_and_states_are_tags(look: Any) -> None:
    html = shown(look("?q=dinoyo"))
    assert re.search(r'<td role="cell" data-label="Biaya" class="number">\s*<div>Rp1.500.000</div>', html)
    assert '<span class="tag good">Diterima</span>' in html


def test_a_sorted_column_says_so_and_turns_around(look: Any) -> None:
    html = shown(look("?sort=name&q=a"))
    (heading,) = re.findall(r'<th role="columnheader" scope="col" aria-sort="ascending">\s*<a href="([^"]+)"', html)
    assert heading == "?sort=-name&amp;q=a"


def test_filtering_keeps_the_order(look: Any) -> None:
    assert '<input type="hidden" name="sort" value="-district">' in shown(look("?sort=-district"))


def test_the_filter_bar_shows_what_is_in_force(look: Any) -> None:
    html = shown(look("?q=di&kec=35.73.05"))
    assert re.search(r'<input type="search" id="saring-q"\s+name="q" value="di"', html)
    assert '<option value="35.73.05" selected>Lowokwaru</option>' in html
    assert '<a href="?">Hapus saringan</a>' in html


def test_a_page_further_on_keeps_search_and_order(look: Any) -> None:
    html = shown(look("?sort=name&page=2"))
    assert re.findall(r'<a href="(\?[^"]*page=\d)">(\d)</a>', html) == [
        ("?sort=name&amp;page=1", "1"),
        ("?sort=name&amp;page=3", "3"),
    ]
    assert '<span aria-current="page">2</span>' in html
    assert "Menampilkan 21–40 dari 57" in html


@pytest.mark.parametrize("address", ["?sort=-district&page=2", "?q=a&sort=name&page=2", "?page=3", "?kec=35.73.05"])
def test_a_page_holds_the_rows_of_its_place_in_their_order(look: Any, address: str) -> None:
    listing = look(address, per_page=8)
    start = listing.page.start_index() - 1
    assert list(listing.page) == list(listing.found)[start : start + 8]


def test_of_many_pages_one_is_read_with_as_few_queries_as_a_single_one(
    look: Any, django_assert_num_queries: Any
) -> None:
    for per_page in (20, 1_000):
        with django_assert_num_queries(2):
            assert list(look(per_page=per_page).page)


def test_of_very_many_choices_a_few_are_offered_and_a_search_narrows_at_once(look: Any, rf: RequestFactory) -> None:
    def of(address: str) -> Listing:
        kept = ["parent", "Kelurahan", Region.objects.filter(level=RegionLevel.VILLAGE).order_by("name")]
        request = rf.get(f"/daftar/{address}")
        return look(address, filters=[picked_filter(request, *kept, names=["name"], field="code")])

    assert (len(of("").filters[0].choices), "Cari kelurahan" in shown(of(""))) == (MOST, True)
    sought = of("?cari-parent=DINO")
    assert ([row.name for row in sought.page], [label for _key, label in sought.filters[0].choices]) == (
        ["Dinoyo"],
        ["Dinoyo"],
    )
    assert sought.is_narrowed
    assert of("?cari-parent=nobody").page.paginator.count == 0


def test_a_single_page_has_no_page_numbers(look: Any) -> None:
    assert "aria-current" not in shown(look("?q=dinoyo"))


def test_an_empty_list_says_what_to_do_next_and_offers_no_filter(look: Any) -> None:
    html = shown(look(rows=Region.objects.none().order_by("code")))
    assert 'href="/muat/">Muat</a>' in html
    assert "<form" not in html
    assert "<table" not in html


def test_a_search_without_a_find_offers_the_way_back(look: Any) -> None:
    html = shown(look("?q=xyz"))
    assert "Tidak ada yang cocok" in html
    assert 'name="q" value="xyz"' in html


def test_the_files_hold_what_was_found_in_its_order(look: Any) -> None:
    html = shown(look("?kec=35.73.05&sort=-name"))
    assert 'href="?kec=35.73.05&amp;sort=-name&amp;format=xlsx"' in html
    file = look("?kec=35.73.05&sort=-name&format=xlsx").file()
    sheet = openpyxl.load_workbook(io.BytesIO(file.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("Kelurahan", "Kecamatan", "Keadaan", "Biaya", "Kode pos")
    assert [row[0] for row in rows[1:]] == sorted((row[0] for row in rows[1:]), reverse=True)
    assert {row[1] for row in rows[1:]} == {"Lowokwaru"}


@pytest.mark.parametrize(
    "address", ["?page=0", "?page=99", "?page=x", "?sort=secret", "?kec=unknown", "?q=%00", "?q=" + "a" * 500]
)
def test_an_address_made_up_by_hand_never_breaks_the_list(look: Any, address: str) -> None:
    assert "Cari" in shown(look(address))
