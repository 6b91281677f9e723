"""Reference lists: what came with the program, what holds on a day, and that nothing that is in ever changes."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from factories.funding import make_budget, make_line
from factories.references import csv_of, make_list
from factories.taxes import EXAMPLES, Example
from sanggar.cores.costing import Spending, withholdings
from sanggar.foundation import clock
from sanggar.foundation.models import AuditEntry
from sanggar.foundation.sheets import SheetRefused
from sanggar.funding import actions
from sanggar.funding.actions import CodeNotListed
from sanggar.funding.evidence_rules import required_evidence
from sanggar.funding.models import ListKind, ReferenceEntry, ReferenceList
from sanggar.funding.reference_queries import (
    account_codes,
    day_of_budget,
    listed_code,
    reference_entries,
    reference_list,
    tariff_ceiling,
    tax_practice,
    tax_table,
)
from sanggar.funding.reference_rows import ColumnMissing, read_rows, read_table
from sanggar.funding.shipped import shipped_lists
from sanggar.people.models import Account
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


# --- shipped
def test_what_came_with_the_program_is_loaded_as_its_files_say() -> None:
    names = ("lists.json", "lists_ages.json", "lists_audit.json", "lists_teams.json", "lists_packages.json")
    lists = [each for name in names for each in shipped_lists(name)]
    for each in lists:
        kept = ReferenceList.objects.get(kind=each.fields["kind"], version=each.fields["version"])
        rows = [(row.code, row.name, row.data) for row in each.rows]
        assert (kept.verified_at, kept.is_whole, kept.is_shipped) == (None, False, True)
        assert list(kept.entries.values_list("code", "name", "data")) == rows
    assert {each.fields["kind"] for each in lists} == set(ListKind.values)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.title)
def test_the_shipped_tax_list_has_the_worked_examples_right(example: Example) -> None:
    table = tax_table(DAY)
    assert table
    (found,) = [each for each in withholdings(example.facts, table) if each.tax == example.tax]
    assert (found.amount, found.base) == (example.amount, found.base if example.base is None else example.base)
    assert found.basis
    assert found.name


def test_catering_bears_local_tax_in_place_of_vat() -> None:
    table = tax_table(DAY)
    assert table
    (catering,) = [each for each in EXAMPLES if each.title == "catering pays PBJT"]
    assert {each.tax.value for each in withholdings(catering.facts, table)} == {"pph23", "pbjt", "meterai"}


@pytest.mark.parametrize(
    ("code", "spending"),
    [
        ("5.1.02.01.01.0024", Spending.GOODS),
        ("5.1.02.01.01.0027", Spending.EXEMPT),
        ("5.1.02.01.01.0052", Spending.CATERING),
        ("5.1.02.02.01.0003", Spending.HONORARIUM),
        ("5.1.02.02.01.0047", Spending.SERVICES),
        ("5.1.02.02.05.0009", Spending.VENUE),
        ("5.2.02.05.01.0005", None),
    ],
)
def test_the_account_says_what_is_paid_for(code: str, spending: Spending | None) -> None:
    table = tax_table(DAY)
    assert table
    assert table.kind_of(code) == spending


def test_a_seminar_and_a_training_have_scales_of_their_own() -> None:
    speaker = tariff_ceiling("seminar", "eselon_3", DAY)
    teacher = tariff_ceiling("pelatihan", "pengajar_luar", DAY)
    assert speaker
    assert teacher
    assert (speaker.amount, speaker.unit, speaker.minutes) == (900_000, "oj", 60)
    assert (teacher.amount, teacher.unit, teacher.minutes) == (300_000, "jp", 45)
    assert not speaker.is_verified
    assert tariff_ceiling("pelatihan", "eselon_3", DAY) is None


def test_required_evidence_follows_the_account_and_the_amount() -> None:
    def names(code: str, amount: int) -> set[str]:
        return {each.name for each in required_evidence(code, amount, DAY)}

    assert {"Daftar hadir", "Kuitansi"} <= names("5.1.02.01.01.0052", 7_800_000)
    assert "SPK" not in names("5.1.02.01.01.0052", 50_000_000)
    assert "SPK" in names("5.1.02.01.01.0052", 50_000_001)
    assert "Kuitansi" not in names("5.1.02.01.01.0024", 10_000_000)
    assert "Contoh hasil cetak" in names("5.1.02.01.01.0026", 1)
    assert required_evidence("5.2.02.05.01.0005", 1, DAY) == ()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("rapat makan", ["5.1.02.01.01.0052"]),
        ("02.05.0009", ["5.1.02.02.05.0009"]),
        ("kaus", ["5.1.02.01.01.0070"]),
        ("tidak ada", []),
    ],
)
def test_codes_are_found_by_code_words_or_use(asked: str, found: list[str]) -> None:
    assert [entry.code for entry in account_codes(asked, DAY)] == found


# --- dates
def test_the_list_of_the_day_counts_and_the_old_one_keeps_its_days() -> None:
    old = reference_list(ListKind.TARIFF, DAY)
    new = make_list(ListKind.TARIFF, valid_from=date(2027, 1, 1))
    assert reference_list(ListKind.TARIFF, date(2026, 12, 31)) == old
    assert reference_list(ListKind.TARIFF, date(2027, 1, 1)) == new
    assert reference_list(ListKind.TARIFF, date(2000, 1, 1)) is None


def test_a_verified_list_counts_before_a_later_one_that_nobody_verified(verifier: Account) -> None:
    verified = make_list(ListKind.TARIFF, valid_from=date(2026, 1, 1), valid_to=date(2026, 12, 31))
    actions.verify_list(verified, by=verifier.actor, at=clock.now())
    later = make_list(ListKind.TARIFF, version="Lain", valid_from=date(2026, 6, 1))
    assert reference_list(ListKind.TARIFF, DAY) == verified
    assert reference_list(ListKind.TARIFF, date(2027, 1, 1)) == later


def test_a_nomenclature_ends_and_the_next_begins() -> None:
    codes = {
        day.year: {e.code for e in reference_entries(ListKind.SUB_ACTIVITY, day)} for day in (date(2023, 12, 31), DAY)
    }
    assert "2.16.02.2.01.08" in codes[2023] - codes[2026]
    assert "2.16.02.2.01.0024" in codes[2026] - codes[2023]


# --- never changed
@pytest.mark.parametrize("change", [{"name": "Lain"}, {"data": {}}])
def test_the_database_refuses_to_change_a_row(change: dict[str, object]) -> None:
    rows = ReferenceEntry.objects.filter(code="seminar-eselon-3")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(**change)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.delete()


def test_the_database_lets_a_list_be_verified_once_and_nothing_else(verifier: Account, officer: Account) -> None:
    made = make_list(ListKind.TARIFF)
    rows = ReferenceList.objects.filter(pk=made.pk)
    for change in ({"valid_to": DAY}, {"legal_basis": "Lain"}, {"is_whole": True}):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            rows.update(**change)
    actions.verify_list(made, by=verifier.actor, at=clock.now())
    with pytest.raises(actions.VerifiedAlready):
        actions.verify_list(made, by=officer.actor, at=clock.now())
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(verified_by=officer.pk)


def test_nobody_verifies_their_own_list(administrator: Account) -> None:
    made = make_list(ListKind.TARIFF, by=administrator.actor)
    with pytest.raises(actions.OwnList):
        actions.verify_list(made, by=administrator.actor, at=clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        ReferenceList.objects.filter(pk=made.pk).update(verified_at=clock.now(), verified_by=administrator.pk)
    assert AuditEntry.objects.filter(verb="funding.verify_reference").count() == 0


def test_a_version_is_not_overwritten() -> None:
    make_list(ListKind.TARIFF)
    with pytest.raises(actions.VersionTwice):
        make_list(ListKind.TARIFF)
    with pytest.raises(actions.EndsBeforeBeginning):
        make_list(ListKind.TARIFF, version="Lain", valid_to=date(2025, 12, 31))


# --- a practice
def test_a_local_practice_holds_from_its_day_and_can_be_given_up(verifier: Account) -> None:
    def choose(practice: str, valid_from: date) -> None:
        actions.choose_tax_practice(
            practice=practice, valid_from=valid_from, reason="Arahan", by=verifier.actor, at=clock.now()
        )

    (example,) = [each for each in EXAMPLES if each.title == "creator 3,6 jt"]
    choose("faq-5-persen", date(2026, 7, 1))
    choose("", date(2026, 10, 1))
    days = (date(2026, 6, 30), date(2026, 7, 1), date(2026, 10, 1))
    tables = [tax_table(day) for day in days]
    assert [tax_practice(day) for day in days] == ["", "faq-5-persen", ""]
    assert [withholdings(example.facts, table)[0].amount for table in tables if table] == [90_000, 180_000, 90_000]
    with pytest.raises(actions.PracticeUnknown):
        choose("tidak-ada", DAY)


# --- files
TARIFF = {
    "kode": "moderator",
    "nama": "Moderator",
    "jenis_kegiatan": "seminar",
    "peran": "moderator",
    "satuan": "ok",
    "batas": "700.000",
}


def test_all_errors_are_told_at_once_by_row() -> None:
    wrong = [
        TARIFF,
        TARIFF | {"batas": "700,000", "satuan": "hari"},
        TARIFF | {"nama": ""},
        TARIFF,
        TARIFF | {"kode": "Lain Lagi"},
    ]
    read = read_rows(ListKind.TARIFF, read_table(csv_of(wrong)))
    assert [(error.line, str(error.label)) for error in read.errors] == [
        (3, "Satuan"),
        (3, "Batas"),
        (4, "Nama"),
        (5, "Kode"),
        (6, "Kode"),
    ]
    assert [error.told for error in read.errors][2:4] == ["Wajib diisi.", "Kode ini sudah ada di baris 2."]


def test_tax_rules_that_contradict_each_other_do_not_come_in() -> None:
    rule = {"nama": "PPh", "pajak": "pph23", "sifat": "potong", "tarif": "2%", "belanja": "jasa"}
    read = read_rows(ListKind.TAX, read_table(csv_of([{"kode": "a", **rule}, {"kode": "b", **rule}])))
    assert [(error.line, "dua" in error.told) for error in read.errors] == [(3, True)]
    bare = read_rows(ListKind.TAX, read_table(csv_of([{"kode": "a", **rule, "tarif": ""}])))
    assert [(error.line, str(error.label)) for error in bare.errors] == [(2, "Tarif")]


@pytest.mark.parametrize("content", [b"{", b"[1]", b'[{"kode": "a"', b"[]", b'{"entries": 3}', b"kode\n", b""])
def test_a_file_that_is_no_list_is_refused(content: bytes) -> None:
    with pytest.raises(SheetRefused):
        read_table(content)


def test_a_file_without_a_needed_column_is_refused_with_the_headings() -> None:
    with pytest.raises(ColumnMissing, match="jenis_kegiatan"):
        read_rows(ListKind.TARIFF, read_table(b"kode,nama\na,b\n"))


def test_json_says_the_same_as_csv() -> None:
    told = (
        b'[{"kode": "5.1.2.01.01.0052", "nama": "Makanan"},'
        b' {"kode": "5.1.02.01.01.0024", "nama": "ATK", "keterangan": null}]'
    )
    read = read_rows(ListKind.ACCOUNT_CODE, read_table(told))
    assert [(row.code, row.name, row.data) for row in read.rows] == [
        ("5.1.02.01.01.0052", "Makanan", {}),
        ("5.1.02.01.01.0024", "ATK", {}),
    ]


# --- a budget's codes
def test_a_code_that_a_whole_list_does_not_know_is_refused_in_a_budget(programme: Programme) -> None:
    budget = make_budget(programme)
    first = date(programme.fiscal_year, 1, 1)
    assert listed_code(ListKind.ACCOUNT_CODE, "5.1.02.09.09.0009", first).is_doubtful
    make_list(ListKind.ACCOUNT_CODE, [{"kode": "5.1.02.01.01.0024", "nama": "ATK"}], valid_from=first, is_whole=True)
    with pytest.raises(CodeNotListed) as told:
        make_line(budget)
    assert told.value.field == "account_code"
    assert budget.lines.count() == 0


def test_codes_are_looked_up_within_the_fiscal_year(programme: Programme) -> None:
    year = programme.fiscal_year
    days = [date(year - 1, 5, 1), date(year, 5, 1), date(year + 1, 5, 1)]
    assert [day_of_budget(programme, day) for day in days] == [date(year, 1, 1), date(year, 5, 1), date(year, 12, 31)]
