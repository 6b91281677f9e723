"""Reference lists at the desk: read by all of an office, brought in by one, verified by another."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from factories.funding import make_budget
from factories.people import make_account
from factories.references import SPEAKER, csv_of, make_list
from sanggar.foundation import clock
from sanggar.foundation.models import AuditEntry
from sanggar.foundation.sheets import read_sheet
from sanggar.funding.actions import verify_list
from sanggar.funding.models import BudgetVersion, ListKind, ReferenceDraft, ReferenceList, TaxPractice
from sanggar.funding.reference_rows import read_rows
from sanggar.people.models import Account, Organisation, Role
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
LISTS = "/desk/daftar-acuan/"
UPLOAD = f"{LISTS}masukkan/"
CEILING = "/desk/diskominfo-malang/youtuber-tiktok/anggaran/pagu/"
LINE = "/desk/diskominfo-malang/youtuber-tiktok/anggaran/versi/%s/rincian/tambah/"
NARASUMBER = {
    "account_code": "narasumber",
    "description": "Honor",
    "factors": "4 jam",
    "driver": "programme",
    "unit_price": "900.000",
}


def once() -> dict[str, str]:
    return {"once": str(uuid.uuid4())}


def sent(content: bytes, **changes: Any) -> dict[str, Any]:
    told = {
        "kind": "tariff",
        "version": "Perwali SHS uji",
        "valid_from": "2027-01-01",
        "legal_basis": "Perwali uji 60/2026, lampiran I",
        "file": SimpleUploadedFile("shs.csv", content),
    }
    return told | changes | once()


def test_a_list_comes_in_by_one_person_and_is_verified_by_another(
    administrator: Account, verifier: Account, signed_in: SignIn
) -> None:
    browser = signed_in(administrator)
    rows = [SPEAKER, SPEAKER | {"kode": "baru", "nama": "Juru bahasa isyarat", "peran": "jbi"}]
    page = browser.post(UPLOAD, sent(csv_of(rows)), follow=True).content.decode()
    assert "Masukkan 2 baris" in page
    assert "Juru bahasa isyarat" in page
    assert "Rp900.000" in page, "what the speaker had before"
    draft = ReferenceDraft.objects.get()
    shown = browser.post(f"{UPLOAD}{draft.pk}/", once(), follow=True)
    made = ReferenceList.objects.get(version="Perwali SHS uji")
    assert "Belum diverifikasi" in shown.content.decode()
    assert (made.entries.count(), made.imported_by, ReferenceDraft.objects.count()) == (2, administrator, 0)
    assert browser.post(f"{LISTS}{made.pk}/verifikasi/", once()).status_code == 422
    signed_in(verifier).post(f"{LISTS}{made.pk}/verifikasi/", once())
    made.refresh_from_db()
    assert made.verified_by == verifier
    told = AuditEntry.objects.filter(verb__contains="_reference").values_list("verb", "organisation_label")
    assert sorted(told) == [
        ("funding.import_reference", "Diskominfo Kota Malang"),
        ("funding.upload_reference", "Diskominfo Kota Malang"),
        ("funding.verify_reference", "Diskominfo Kota Malang"),
    ]


def test_every_error_is_told_by_row_and_nothing_comes_in(administrator: Account, signed_in: SignIn) -> None:
    browser = signed_in(administrator)
    rows = [SPEAKER | {"batas": "900,000"}, SPEAKER | {"kode": "b", "satuan": "hari"}]
    page = browser.post(UPLOAD, sent(csv_of(rows)), follow=True).content.decode()
    assert "Baris 2, Batas" in page
    assert "Pilihannya: oj, jp, ok, ob, kegiatan, modul." in page
    assert "Masukkan 2 baris" not in page
    draft = ReferenceDraft.objects.get()
    refused = browser.post(f"{UPLOAD}{draft.pk}/", once())
    assert (refused.status_code, ReferenceList.objects.filter(is_shipped=False).count()) == (422, 0)
    browser.post(f"{UPLOAD}{draft.pk}/buang/", once())
    assert ReferenceDraft.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"valid_to": "2026-12-31"}, "Hari terakhir berlaku tidak boleh sebelum hari pertamanya."),
        ({"version": "Skala 2020-2024 (bawaan)"}, "Daftar lama tidak ditimpa"),
        ({"file": SimpleUploadedFile("a.csv", b"kode,nama\na,b\n")}, "Kolom yang belum ada: jenis_kegiatan"),
        ({"file": SimpleUploadedFile("a.json", b"{")}, "tidak terbaca sebagai daftar"),
        ({"legal_basis": ""}, "Dasar hukum"),
    ],
)
def test_a_list_that_can_not_be_is_told_and_what_was_typed_is_kept(
    changes: dict[str, Any], told: str, officer: Account, signed_in: SignIn
) -> None:
    response = signed_in(officer).post(UPLOAD, sent(csv_of([SPEAKER]), **changes))
    page = response.content.decode()
    assert response.status_code == 422
    assert told in page
    assert 'value="2027-01-01"' in page
    assert ReferenceDraft.objects.count() == 0


def test_who_works_at_no_desk_sees_no_list_and_who_may_not_write_writes_none(
    office: Organisation, treasurer: Account, inspector: Account, signed_in: SignIn
) -> None:
    made = make_list(ListKind.TARIFF)
    for account, allowed in (
        (make_account("Nara Sumber", Role.TRAINER, office), 403),
        (treasurer, 200),
        (inspector, 200),
    ):
        browser = signed_in(account)
        assert browser.get(LISTS).status_code == allowed
        assert browser.get(f"{LISTS}{made.pk}/").status_code == allowed
        for path in (
            UPLOAD,
            f"{UPLOAD}1/",
            f"{UPLOAD}1/buang/",
            f"{LISTS}{made.pk}/verifikasi/",
            f"{LISTS}praktik-pajak/",
        ):
            assert browser.get(path).status_code == browser.post(path, once()).status_code == 403
    assert Client().get(LISTS).headers["Location"].startswith("/masuk/")


@pytest.mark.parametrize("kind", ListKind.values)
def test_what_is_downloaded_can_come_in_again(kind: str, treasurer: Account, signed_in: SignIn) -> None:
    listed = ReferenceList.objects.filter(kind=kind).latest("valid_from")
    browser = signed_in(treasurer)
    kept = list(listed.entries.values_list("code", "name", "data"))
    for form in ("csv", "xlsx"):
        content = browser.get(f"{LISTS}{listed.pk}/?format={form}").content
        read = read_rows(kind, read_sheet(content))
        assert ([(row.code, row.name, row.data) for row in read.rows], read.errors) == (kept, ())


def test_a_percent_cell_of_a_sheet_is_read_as_one(tmp_path: Any) -> None:
    book = openpyxl.Workbook()
    assert book.active
    book.active.append(["kode", "nama", "pajak", "sifat", "tarif", "bagian"])
    book.active.append(["a", "PPh 22", "pph22", "potong", 0.015, 1])
    book.save(tmp_path / "pajak.xlsx")
    (row,) = read_rows(ListKind.TAX, read_sheet((tmp_path / "pajak.xlsx").read_bytes())).rows
    assert (row.data["tarif"], row.data["bagian"]) == ("1,5%", "100%")


def test_a_list_is_searched_by_code_and_words(treasurer: Account, signed_in: SignIn) -> None:
    listed = ReferenceList.objects.get(kind=ListKind.ACCOUNT_CODE)
    browser = signed_in(treasurer)
    page = browser.get(f"{LISTS}{listed.pk}/?q=rapat+makanan").content.decode()
    assert "5.1.02.01.01.0052" in page
    assert "5.1.02.01.01.0053" not in page


def test_a_verified_list_without_the_year_s_end_says_that_it_hides_it(
    verifier: Account, treasurer: Account, signed_in: SignIn
) -> None:
    """It goes before the later one that came with the program and holds those days."""
    browser, note = signed_in(treasurer), "tidak memuat akhir tahun anggaran"
    assert note not in browser.get(LISTS).content.decode()
    older = ReferenceList.objects.get(version="Aturan pemeriksaan 2025 dengan tim (bawaan)")
    verify_list(older, by=verifier.actor, at=clock.now())
    page = browser.get(LISTS).content.decode()
    assert f"{older.version}, {note} (spj-desember, bayar-terakhir, ingat-akhir-tahun)." in page
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "holds no end of the fiscal year" in browser.get(LISTS).content.decode()


def test_a_tax_practice_is_chosen_with_a_reason(verifier: Account, signed_in: SignIn) -> None:
    browser, told = signed_in(verifier), {"practice": "faq-5-persen", "valid_from": "2025-07-01", "reason": ""}
    assert browser.post(f"{LISTS}praktik-pajak/", told | once()).status_code == 422
    browser.post(f"{LISTS}praktik-pajak/", told | {"reason": "Arahan Inspektorat"} | once())
    assert TaxPractice.objects.get().chosen_by == verifier


# --- in the forms of a budget
def test_the_ceiling_takes_words_for_its_code_and_its_name_from_the_list(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    browser = signed_in(officer)
    typed = {"ceiling": "150 juta", "sub_activity_code": "komunikasi", "code_list": "Daftar uji", "kind": "dpa"}
    page = browser.get(CEILING).content.decode()
    assert '<option value="2.16.02.2.01.0024">Penguatan Kapasitas' in page
    assert 'role="search"' not in page.partition("<main")[2]  # a search beside it would lose what is typed here
    several = browser.post(CEILING, typed | once())
    assert (several.status_code, list(several.context["form"].errors)) == (422, ["sub_activity_code"])
    assert "2.16.02.2.01.0024 Penguatan Kapasitas" in (shown := several.content.decode())
    assert 'value="150 juta"' in shown
    unlisted = browser.post(CEILING, typed | {"sub_activity_code": "9.99.99.2.99.9999"} | once())
    assert list(unlisted.context["form"].errors) == ["sub_activity_name"]
    assert browser.post(CEILING, typed | {"sub_activity_code": "penguatan kapasitas"} | once()).status_code == 302
    version = BudgetVersion.objects.get()
    told = ("2.16.02.2.01.0024", "Penguatan Kapasitas Sumber Daya Manusia Komunikasi Publik")
    assert (version.sub_activity_code, version.sub_activity_name) == told


def test_a_line_offers_the_codes_of_the_list_without_leaving_its_form(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    page = signed_in(officer).get(LINE % make_budget(programme).pk).content.decode()
    assert 'list="daftar-kode"' in page
    assert '<option value="5.1.02.01.01.0052">Belanja Makanan dan Minuman Rapat</option>' in page
    assert 'role="search"' not in page.partition("<main")[2]  # a search beside it would lose what is typed here


def test_words_for_several_codes_are_answered_with_these_and_the_rest_is_kept(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    line = LINE % make_budget(programme).pk
    response = signed_in(officer).post(line, NARASUMBER | {"account_code": "makanan"} | once())
    page = response.content.decode()
    assert response.status_code == 422
    assert "Yang cocok dengan kata itu: 5.1.02.01.01.0052 Belanja Makanan dan Minuman Rapat; 5.1" in page
    assert 'value="makanan"' in page


def test_words_for_one_code_are_that_code_and_it_is_told(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    """As the hint of the field says: the word "narasumber" is enough."""
    version = make_budget(programme)
    page = signed_in(officer).post(LINE % version.pk, NARASUMBER | once(), follow=True).content.decode()
    assert version.lines.get().account_code == "5.1.02.02.01.0003"
    assert "Kodenya 5.1.02.02.01.0003 Honorarium Narasumber" in page


def test_a_code_beside_an_excerpt_is_taken_with_a_note_and_beside_a_whole_list_refused(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    line = LINE % make_budget(programme).pk
    browser = signed_in(officer)
    told = NARASUMBER | {"account_code": "5.1.02.01.01.0099"}
    page = browser.post(line, told | once(), follow=True).content.decode()
    assert "Kode 5.1.02.01.01.0099 tidak ada dalam daftar" in page
    rows = [{"kode": "5.1.02.01.01.0024", "nama": "ATK"}]
    make_list(ListKind.ACCOUNT_CODE, rows, valid_from=date(programme.fiscal_year, 1, 1), is_whole=True)
    response = browser.post(line, told | once())
    assert response.status_code == 422
    assert "Cari kodenya, atau masukkan daftar yang baru." in response.content.decode()
