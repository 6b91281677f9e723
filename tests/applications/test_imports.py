"""A list from elsewhere: mapped, looked through, entered in one go, and never twice."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from factories.applications import add_question, apply, birth_date_of, make_call, nik_number, numbered_answers
from factories.people import SETUP
from sanggar.applications import actions
from sanggar.applications.actions.importing import ready_to_import
from sanggar.applications.imports import Fate, ImportSettings, guessed_columns, guessed_date_order
from sanggar.applications.imports.cells import read_date
from sanggar.applications.models import Application, Call, ImportRun
from sanggar.applications.pages.import_presenters import plan_shown
from sanggar.applications.question_queries import questions_of
from sanggar.foundation import clock
from sanggar.foundation.audit.entries import personal_of
from sanggar.foundation.models import AuditEntry
from sanggar.foundation.sheets import Sheet, read_sheet
from sanggar.people.models import Account
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
UPLOAD = "/desk/diskominfo-malang/youtuber-tiktok/pendaftaran/buka/tahap-1/daftar/"
HEADINGS = ["Timestamp", "Nama Lengkap", "NIK", "Tanggal Lahir", "Jenis Kelamin", "Kelurahan", "No. WhatsApp", "Jalur"]


@pytest.fixture
def call(programme: Programme) -> Call:
    return make_call(programme)


@pytest.fixture
def desk(officer: Account, signed_in: Callable[[Account], Client]) -> Client:
    return signed_in(officer)


def row(number: int, **changes: object) -> list[object]:
    born = birth_date_of(number)
    told: dict[str, object] = {
        "time": "23/11/2026 08:00:00",
        "name": f"Pelamar Daftar {number}",
        "nik": nik_number(number),
        "born": f"{born:%d/%m/%Y}",
        "sex": "Laki-laki",
        "village": "Kauman",
        "phone": f"0812{number:08}",
        "track": "YouTube",
    }
    return list((told | changes).values())


def csv_of(*rows: list[object], delimiter: str = ",") -> bytes:
    return "\r\n".join(delimiter.join(map(str, cells)) for cells in [HEADINGS, *rows]).encode("utf-8-sig")


def xlsx_of(*rows: list[object], merge: str = "") -> bytes:
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    page = book.active
    assert page is not None
    for cells in (HEADINGS, *rows):
        page.append(cells)
    if merge:
        page.merge_cells(merge)
    book.save(buffer)
    return buffer.getvalue()


def uploaded(call: Call, content: bytes, **settings: Any) -> ImportRun:
    run = actions.keep_table(call, name="jawaban.csv", content=content, by=SETUP, at=clock.now())
    columns = guessed_columns(actions.sheet_of(run).headings, {})
    actions.map_columns(run, ImportSettings(columns=columns, consent_place="Google Formulir 2026", **settings))
    return run


def errors_of(run: ImportRun) -> dict[int, list[str]]:
    return {each.line: [name for name, _told in each.errors] for each in actions.plan_import(run).of(Fate.WRONG)}


# --- reading ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_is_read_whatever_separates_it(delimiter: str) -> None:
    sheet = read_sheet(csv_of(row(1), delimiter=delimiter))
    assert (sheet.headings, sheet.rows) == (HEADINGS, [(2, row(1))])


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "sheet_empty"),
        (b"Nama,NIK\r\n", "sheet_empty"),
        (b"\xd0\xcf\x11\xe0 old", "sheet_of_old_excel"),
        (b"PK\x03\x04 no archive", "sheet_refused"),
        (b"a\0b", "sheet_refused"),
        (b"x" * (2 * 1024 * 1024 + 1), "sheet_too_large"),
        (b"a,a\r\n1,2", "headings_doubled"),
        (b"a\r\n" + b"1\r\n" * 2001, "sheet_too_large"),
    ],
)
def test_what_is_no_list_is_refused_with_advice(content: bytes, code: str) -> None:
    from sanggar.foundation.sheets import SheetRefused

    with pytest.raises(SheetRefused) as refused:
        read_sheet(content)
    assert refused.value.code == code


def test_an_archive_that_unpacks_without_end_is_not_unpacked() -> None:
    import zipfile

    from sanggar.foundation.sheets import SheetTooLarge

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (61 * 1024 * 1024))
    with pytest.raises(SheetTooLarge):
        read_sheet(buffer.getvalue())


def test_merged_cells_are_refused_and_formulas_are_not_believed(call: Call) -> None:
    from sanggar.foundation.sheets import SheetMerged

    with pytest.raises(SheetMerged):
        read_sheet(xlsx_of(row(1), merge="A2:B2"))
    assert errors_of(uploaded(call, xlsx_of(row(1, name='=CONCAT("a","b")')))) == {2: ["name"]}


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("17/08/2003", "dmy"), ("08/17/2003", "mdy"), ("2003-08-17", "mdy"), ("17 Agustus 2003", "dmy"),
        ("Malang, 17 Agustus 2003", "dmy"), ("37850", "dmy"), ("17-8-2003", "dmy"), ("2003-08-17T00:00:00", "dmy"),
    ],
)  # fmt: skip
def test_dates_are_read_as_people_and_programs_write_them(text: str, order: str) -> None:
    assert read_date(text, order=order, since_1904=False) == date(2003, 8, 17)


def test_of_two_headings_that_say_it_the_one_that_says_nothing_else_is_proposed() -> None:
    headings = ["Nama ibu kandung", "Nama", "Tempat/Tanggal Lahir", "Tanggal Lahir"]
    told = guessed_columns(headings, {})
    assert (told["name"], told["birth_date"]) == ("Nama", "Tanggal Lahir")
    assert guessed_columns(["Tempat/Tanggal Lahir"], {}) == {"birth_date": "Tempat/Tanggal Lahir"}


def test_a_date_that_can_not_be_read_is_quoted_with_the_order_in_which_it_could_be_and_no_long_number_is(
    call: Call,
) -> None:
    born = ("08/17/2003", "besok", nik_number(3), "<b>" * 20)
    run = uploaded(call, csv_of(*(row(at, born=text) for at, text in enumerate(born, start=1))))
    told = [dict(each.errors)["birth_date"] for each in actions.plan_import(run).of(Fate.WRONG)]
    plain = "Tanggal tidak terbaca. Tulis seperti 17/08/2003 atau 2003-08-17."
    hint = "Dengan urutan bulan/hari/tahun tanggal ini terbaca; urutannya dipilih di “Ubah kolom”."
    cut = "<b>" * 13
    assert told == [
        f"{plain} Tertulis “08/17/2003”. {hint}", f"{plain} Tertulis “besok”.", plain, f"{plain} Tertulis “{cut}…”.",
    ]  # fmt: skip


def test_the_order_of_dates_is_guessed_by_what_can_not_be_a_month() -> None:
    cells: list[list[Any]] = [["08/17/2003"], ["02/03/2004"]]
    assert guessed_date_order(Sheet(["Lahir"], list(enumerate(cells))), "Lahir") == "mdy"
    assert guessed_date_order(Sheet(["Lahir"], [(2, ["02/03/2004"])]), "Lahir") == "dmy"


def test_columns_are_guessed_by_whole_words_in_both_languages() -> None:
    found = guessed_columns(["Full Name", "Teknik", "NIK (16 digit)", "Village", "Phone", "E-mail"], {})
    assert found == {
        "name": "Full Name", "nik": "NIK (16 digit)", "kelurahan": "Village", "phone": "Phone", "email": "E-mail",
    }  # fmt: skip


# --- looking through -------------------------------------------------------------------------------------------------
def test_every_error_of_every_row_is_told_at_once(call: Call) -> None:
    run = uploaded(
        call,
        csv_of(
            row(1),
            row(2, nik="123", village="Atlantis", sex="?"),
            row(3, phone=""),
            row(4, born="31/02/1990"),
            row(5, born="17/08/2020"),
            row(6, nik="3,57302E+15"),
            delimiter=";",
        ),
    )
    assert errors_of(run) == {
        3: ["nik", "kelurahan", "sex"],
        4: ["phone"],
        5: ["birth_date"],
        6: ["birth_date"],
        7: ["nik"],
    }
    told = [error for _line, _name, errors in plan_shown(actions.plan_import(run), {})["wrong"] for error in errors]
    assert told[0] == "NIK harus 16 angka; yang diisi 3."  # which names its question by itself
    assert told[1].startswith("Kelurahan")


def test_what_the_call_refuses_is_told_beside_what_can_not_be_read_and_all_of_it(call: Call) -> None:
    run = uploaded(
        call, csv_of(row(1, born="17/08/2020", name=f"Ani {nik_number(9)}"), row(2, born="17/08/2020", sex="?"))
    )
    assert errors_of(run) == {2: ["name", "birth_date"], 3: ["sex", "birth_date"]}


def test_what_the_form_would_have_wanted_and_the_list_leaves_open_is_told_before_it_comes_in(
    desk: Client, call: Call
) -> None:
    add_question(call, "Alat?", is_required=True)
    add_question(call, "Sejak kapan?")
    run = uploaded(call, csv_of(row(1), row(2), row(3, nik="123")))
    page = desk.get(f"{UPLOAD}{run.pk}/")
    assert page.context["unanswered"] == [("Alat?", 2)]
    assert "Alat?: kosong di 2 baris" in page.content.decode()
    assert actions.import_rows(run, by=SETUP, at=clock.now()) == 2


def test_a_nik_that_was_a_number_has_lost_its_end(call: Call) -> None:
    run = uploaded(call, xlsx_of(row(1, nik=int(nik_number(1))), row(2, born=birth_date_of(2))))
    assert errors_of(run) == {2: ["nik"]}
    (fresh,) = actions.plan_import(run).of(Fate.NEW)
    assert fresh.answers is not None
    assert fresh.answers.birth_date == birth_date_of(2)


def test_doubles_are_shown_within_the_list_and_against_the_call(call: Call) -> None:
    standing = apply(call, numbered_answers(call, 2))
    plan = actions.plan_import(uploaded(call, csv_of(row(1), row(1, name="Lagi"), row(2))))
    assert [(each.line, each.fate, each.other) for each in plan.rows] == [
        (2, Fate.NEW, ""),
        (3, Fate.TWICE, "2"),
        (4, Fate.EXISTS, standing.receipt),
    ]


def test_looking_asks_the_database_as_often_for_many_rows_as_for_few(call: Call) -> None:
    from django.test.utils import CaptureQueriesContext

    def asked(count: int) -> int:
        run = uploaded(call, csv_of(*(row(number) for number in range(1, count + 1))))
        with CaptureQueriesContext(connection) as queries:
            actions.plan_import(run)
        return len(queries)

    assert asked(2) == asked(40)


# --- entering --------------------------------------------------------------------------------------------------------
def test_the_same_list_again_enters_nobody_twice(call: Call) -> None:
    content = csv_of(row(1), row(2), row(3, nik="123"))
    run = uploaded(call, content)
    assert actions.import_rows(run, by=SETUP, at=clock.now()) == 2
    again = uploaded(call, csv_of(row(1), row(2, name="Ganti Nama"), row(3)))
    assert [each.fate for each in actions.plan_import(again).rows] == [Fate.SAME, Fate.EXISTS, Fate.NEW]
    assert actions.import_rows(again, by=SETUP, at=clock.now()) == 1
    assert sorted(Application.objects.values_list("name", flat=True)) == [f"Pelamar Daftar {n}" for n in (1, 2, 3)]
    third = uploaded(call, content)
    with pytest.raises(actions.NothingToImport):
        actions.import_rows(third, by=SETUP, at=clock.now())


def test_who_withdrew_is_not_brought_back(call: Call) -> None:
    standing = apply(call, numbered_answers(call, 1))
    actions.withdraw_application(standing, by=standing.actor, at=clock.now())
    (only,) = actions.plan_import(uploaded(call, csv_of(row(1)))).rows
    assert (only.fate, only.other) == (Fate.EXISTS, standing.receipt)


def test_no_nik_stands_anywhere_in_the_clear(call: Call) -> None:
    run = uploaded(call, csv_of(row(1), row(2)))
    kept = str(ImportRun.objects.values_list().get())
    assert nik_number(1) not in kept
    actions.import_rows(run, by=SETUP, at=clock.now())
    run.refresh_from_db()
    assert (run.table_sealed, run.entered) == ("", 2)
    assert nik_number(1) not in str(list(Application.objects.values_list()))
    with pytest.raises(actions.ImportGone):
        actions.plan_import(run)


def test_a_list_that_nobody_enters_is_emptied_after_a_day(call: Call) -> None:
    run = uploaded(call, csv_of(row(1)))
    assert actions.forget_tables(run.uploaded_at + timedelta(hours=23)) == 0
    assert actions.forget_tables(run.uploaded_at + timedelta(hours=24)) == 1
    run.refresh_from_db()
    assert run.table_sealed == ""


def test_headings_and_file_names_hold_no_nik(call: Call) -> None:
    from sanggar.foundation.national_id import NikInText

    for name, content in (("a.csv", f"{nik_number(1)},x\r\n1,2".encode()), (f"{nik_number(1)}.csv", csv_of(row(1)))):
        with pytest.raises(NikInText):
            actions.keep_table(call, name=name, content=content, by=SETUP, at=clock.now())


def test_entering_asks_the_database_as_often_for_many_rows_as_for_few(call: Call) -> None:
    from django.test.utils import CaptureQueriesContext

    def asked(first: int, last: int) -> int:
        run = uploaded(call, csv_of(*(row(number) for number in range(first, last))), send_receipts=True)
        ready = ready_to_import(run, at=clock.now())
        with CaptureQueriesContext(connection) as queries:
            actions.import_rows(run, ready, by=SETUP, at=clock.now())
        return len(queries)

    assert asked(1, 3) == asked(3, 33)
    entered = Application.objects.filter(office_entry__isnull=False)
    assert {tuple(one.events.values_list("act", "from_state", "to_state")) for one in entered} == {
        (("submit", "", "submitted"),)
    }
    told = {tuple(sorted(personal_of(each) or {})) for each in AuditEntry.objects.filter(verb="applications.submit")}
    assert told == {("email", "name", "phone")}


def test_rows_are_written_in_the_order_in_which_applicants_are(call: Call) -> None:
    run = uploaded(call, csv_of(*(row(number) for number in range(1, 9))))
    actions.import_rows(run, by=SETUP, at=clock.now())
    written = list(Application.objects.order_by("pk").values_list("nik_lookup", flat=True))
    assert written == sorted(written)


def test_who_applied_or_what_was_mapped_anew_between_reading_and_entering_stops_the_list(call: Call) -> None:
    run = uploaded(call, csv_of(row(1), row(2)))
    ready = ready_to_import(run, at=clock.now())
    actions.map_columns(run, ImportSettings(columns={"nik": "NIK"}, consent_place="Lain"))
    with pytest.raises(actions.ImportOvertaken):
        actions.import_rows(run, ready, by=SETUP, at=clock.now())
    run = uploaded(call, csv_of(row(1), row(2)))
    ready = ready_to_import(run, at=clock.now())
    apply(call, numbered_answers(call, 2))
    with pytest.raises(actions.ImportOvertaken):
        actions.import_rows(run, ready, by=SETUP, at=clock.now())
    assert Application.objects.count() == 1


def test_a_list_that_came_after_the_announced_end_is_late_and_one_that_came_before_is_not(
    desk: Client, call: Call
) -> None:
    run, late = uploaded(call, csv_of(row(1))), call.closes_at + timedelta(hours=1)
    with pytest.raises(actions.ListCameLate):
        actions.keep_table(call, name="j.csv", content=csv_of(row(2)), by=SETUP, at=late)
    other = uploaded(call, csv_of(row(3)))
    ImportRun.objects.filter(pk=other.pk).update(uploaded_at=call.closes_at)
    with pytest.raises(actions.ListCameLate):
        actions.import_rows(other, by=SETUP, at=late)
    assert actions.import_rows(run, by=SETUP, at=late) == 1
    actions.close_call(call, reason="Kursi penuh.", by=SETUP, at=clock.now())
    assert b"perpanjang dahulu" in desk.get(UPLOAD).content


def test_nothing_comes_into_a_list_that_is_frozen(call: Call) -> None:
    run = uploaded(call, csv_of(row(1)))
    actions.freeze_applications(call, by=SETUP, at=call.closes_at)
    with pytest.raises(actions.ListFrozen):
        actions.import_rows(run, by=SETUP, at=call.closes_at)
    assert Application.objects.count() == 0


def test_an_officer_brings_a_list_in_by_the_pages(desk: Client, call: Call) -> None:
    def form_at(address: str) -> dict[str, Any]:
        form = desk.get(address).context["form"]
        return {name: form[name].value() or "" for name in form.fields if name != "file"}

    file = SimpleUploadedFile("jawaban.csv", csv_of(row(1), row(2, village="Atlantis")), content_type="text/csv")
    columns = desk.post(UPLOAD, {**form_at(UPLOAD), "file": file}).headers["Location"]
    told = form_at(columns) | {"consent_place": "Google Formulir 2026"}
    assert (told["column_nik"], told["column_phone"], told["date_order"]) == ("NIK", "No. WhatsApp", "dmy")
    assert desk.post(columns, {**told, "column_name": "NIK"}).status_code == 422
    told = form_at(columns) | {"consent_place": "Google Formulir 2026"}
    preview = desk.post(columns, told).headers["Location"]
    page = desk.get(preview).content.decode()
    assert ("Kelurahan ini tidak ada" in page, nik_number(1) in page) == (True, False)
    assert desk.post(preview, form_at(preview)).status_code == 302
    application = Application.objects.get()
    assert application.office_entry.entered_by == "Dewi Pengelola"
    assert desk.get(preview).status_code == 404
    mapped = desk.post(UPLOAD, {**form_at(UPLOAD), "file": SimpleUploadedFile("2.csv", csv_of(row(3)))})
    assert form_at(mapped.headers["Location"])["consent_place"] == "Google Formulir 2026"


# --- a call's own questions ------------------------------------------------------------------------------------------
def test_columns_of_own_questions_are_found_by_their_words_and_read_by_their_kind(call: Call) -> None:
    tools = add_question(call, "Alat?", "several", options=[("Ponsel, sendiri", "Phone"), ("Kamera", "Camera")])
    since = add_question(call, "Sejak kapan?", "date")
    add_question(call, "Karya?", "file")
    headings = [*HEADINGS, "Alat?", "Sejak kapan?"]
    rows = [[*row(1), "Ponsel, sendiri; Kamera", "17/08/2024"], [*row(2), "Drone", ""], [*row(3), "", ""]]
    table = "\n".join(";".join(f'"{cell}"' for cell in cells) for cells in [headings, *rows]).encode()
    run = actions.keep_table(call, name="jawaban.csv", content=table, by=SETUP, at=clock.now())
    columns = guessed_columns(actions.sheet_of(run).headings, {}, questions_of(call))
    assert (columns[f"own_{tools.key}"], columns[f"own_{since.key}"]) == ("Alat?", "Sejak kapan?")
    actions.map_columns(run, ImportSettings(columns=columns, consent_place="Google Formulir 2026"))
    [wrong] = actions.plan_import(run).of(Fate.WRONG)
    assert wrong.errors == [(f"own_{tools.key}", "Pilihan itu tidak ada dalam daftar. Pilih dari yang tertera.")]
    assert actions.import_rows(run, by=SETUP, at=clock.now()) == 2
    first, third = Application.objects.order_by("office_entry__row")
    assert first.own_answers == {tools.pk: ["a1", "a2"], since.pk: "2024-08-17"}
    assert third.own_answers == {tools.pk: "", since.pk: ""}


def test_the_columns_page_asks_for_own_questions_too(desk: Client, call: Call) -> None:
    question = add_question(call, "Alat?")
    run = actions.keep_table(call, name="j.csv", content=csv_of(row(1)), by=SETUP, at=clock.now())
    fields = desk.get(f"{UPLOAD}{run.pk}/kolom/").context["form"].fields
    assert fields[f"column_own_{question.key}"].label == "Alat?"


def test_the_family_card_is_read_where_the_call_asks_for_it_and_nowhere_else(call: Call) -> None:
    card, headings = "3573021203900007", [*HEADINGS, "Nomor KK"]
    rows = [[*row(1), card], [*row(2), nik_number(2)], [*row(3), ""]]
    content = "\r\n".join(",".join(map(str, cells)) for cells in [headings, *rows]).encode()
    run = uploaded(call, content)
    assert actions.plan_import(run).of(Fate.WRONG) == []
    Call.objects.update(asks_family_card=True)
    run = ImportRun.objects.get(pk=run.pk)
    assert errors_of(run) == {3: ["family_card"]}
    actions.import_rows(run, by=SETUP, at=clock.now())
    cards = [bool(one.family_card_lookup) for one in Application.objects.order_by("name")]
    assert cards == [True, False]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM applications_application")
        assert card not in str(cursor.fetchall())


@pytest.mark.parametrize("sends", [True, False])
def test_only_of_a_list_that_is_entered_with_letters_the_own_page_says_that_the_link_was_sent(
    call: Call, *, sends: bool
) -> None:
    actions.import_rows(uploaded(call, csv_of(row(1)), send_receipts=sends), by=SETUP, at=clock.now())
    Application.objects.update(email="pelamar@contoh.example")
    application = Application.objects.get()
    page = Client().get(application.own_path).content.decode()
    told = (f"Tautan ini juga kami kirim ke {application.email}", "tautan ini tidak dikirim dengan surat tersendiri")
    assert [words in page for words in told] == [sends, not sends]
