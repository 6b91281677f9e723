"""Budget lines from a list made elsewhere: mapped, looked through with all errors at once, taken over once."""

import uuid
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from factories.funding import adopt, make_budget, make_draft, make_line, only_draft
from factories.people import SETUP
from factories.planning import make_stage
from sanggar.foundation import clock
from sanggar.foundation.headings import guessed_headings
from sanggar.foundation.tabular import workbook
from sanggar.funding import actions
from sanggar.funding.imports import WORDS
from sanggar.funding.models import BudgetLine, BudgetVersion, LineImport
from sanggar.people.models import Account
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
HEADINGS = ["Kode Rekening", "Uraian", "Koefisien", "Harga Satuan", "Jumlah"]
GOOD = [
    ["5.1.2.01.01.0052", "Konsumsi peserta", "60 orang x 2 hari", "65.000", "7.800.000"],
    ["5.1.02.02.05.0009", "Sewa gedung", "2 hari", "Rp7.500.000", ""],
]


def csv_of(rows: list[list[str]]) -> bytes:
    return "\n".join(";".join(row) for row in [HEADINGS, *rows]).encode()


def kept(draft: BudgetVersion, content: bytes) -> LineImport:
    run = actions.keep_lines(draft, name="rab.csv", content=content, by=SETUP, at=clock.now())
    actions.map_lines(run, columns=guessed_headings(actions.sheet_of(run).headings, WORDS, {}))
    return run


def take_over(draft: BudgetVersion, rows: list[list[str]]) -> LineImport:
    run = kept(draft, csv_of(rows))
    actions.import_lines(run, by=SETUP, at=clock.now())
    return run


def test_a_list_is_taken_over_and_the_same_list_again_changes_nothing(programme: Programme) -> None:
    draft = make_budget(programme)
    run = take_over(draft, GOOD)
    assert (run.added, run.changed, run.table) == (2, 0, None)
    draft.refresh_from_db()
    assert draft.allocated == 22_800_000
    with pytest.raises(actions.NothingNew):
        take_over(draft, GOOD)
    assert draft.lines.count() == 2


def test_a_changed_row_changes_its_line_and_keeps_how_it_is_driven(programme: Programme) -> None:
    draft = make_budget(programme)
    make_line(draft, driver="stage")
    run = take_over(draft, [["5.1.02.01.01.0052", "konsumsi  peserta", "60 orang x 2 hari", "70.000", "8.400.000"]])
    line = draft.lines.get()
    assert (run.added, run.changed, line.unit_price, line.driver) == (0, 1, 70_000, "stage")


@pytest.fixture
def driven(programme: Programme) -> BudgetVersion:
    """32 hours for each of two stages: Rp57.600.000."""
    for ordinal in (1, 2):
        make_stage(programme, ordinal=ordinal)
    draft = make_budget(programme)
    make_line(draft, unit_price=900_000, factors=((32, "jam"),), description="Narasumber", driver="stage")
    return draft


@pytest.mark.parametrize(
    ("volume", "amount", "becomes"),
    [
        ("32 jam x 2 tahap", "57.600.000", ("same", [(32, "jam")], "stage", 57_600_000)),  # as our own list says it
        ("32 jam", "57.600.000", ("same", [(32, "jam")], "stage", 57_600_000)),
        ("32 jam", "", ("same", [(32, "jam")], "stage", 57_600_000)),
        ("2 tahap", "", ("changed", [(2, "tahap")], "programme", 1_800_000)),  # nothing of it is for each
        ("64 jam", "57.600.000", ("same", [(32, "jam")], "stage", 57_600_000)),
        ("32 jam", "28.800.000", ("changed", [(32, "jam")], "programme", 28_800_000)),  # for all, says the amount
        ("40 jam", "", ("changed", [(40, "jam")], "programme", 36_000_000)),
        ("40 jam", "72.000.000", ("changed", [(40, "jam")], "stage", 72_000_000)),
        ("40 jam x 2 tahap", "72.000.000", ("changed", [(40, "jam")], "stage", 72_000_000)),
    ],
)
def test_a_driven_line_is_known_by_its_volume_for_each_or_for_all(
    driven: BudgetVersion, volume: str, amount: str, becomes: tuple[str, list[tuple[int, str]], str, int]
) -> None:
    run = kept(driven, csv_of([["5.1.02.01.01.0052", "Narasumber", volume, "900.000", amount]]))
    (row,) = actions.plan_lines(run, at=clock.now())
    assert (row.fate, row.values["factors"], row.values["driver"], row.amount) == becomes
    if becomes[0] == "changed":
        actions.import_lines(run, by=SETUP, at=clock.now())
        assert driven.lines.get().amount == becomes[-1]


def test_the_program_s_own_list_read_again_changes_nothing(
    driven: BudgetVersion, officer: Account, signed_in: SignIn
) -> None:
    make_line(driven)
    page = f"/desk/diskominfo-malang/youtuber-tiktok/anggaran/versi/{driven.pk}/"
    for kind in ("xlsx", "csv"):
        answer = signed_in(officer).get(page, {"format": kind})
        run = kept(driven, answer.content if not answer.streaming else b"".join(answer.streaming_content))
        assert {row.fate for row in actions.plan_lines(run, at=clock.now())} == {"same"}


def test_an_amount_that_is_neither_for_each_nor_for_all_is_wrong(driven: BudgetVersion) -> None:
    run = kept(driven, csv_of([["5.1.02.01.01.0052", "Narasumber", "32 jam", "900.000", "30.000.000"]]))
    (row,) = actions.plan_lines(run, at=clock.now())
    assert (row.fate, "Rp28.800.000" in row.errors[0]) == ("wrong", True)


def test_the_preview_shows_what_each_row_was_and_becomes_and_the_new_sum(
    driven: BudgetVersion, officer: Account, signed_in: SignIn
) -> None:
    run = kept(driven, csv_of([["5.1.02.01.01.0052", "Narasumber", "40 jam", "900.000", "72.000.000"]]))
    office, programme = driven.budget.programme.organisation.slug, driven.budget.programme.slug
    page = signed_in(officer).get(f"/desk/{office}/{programme}/anggaran/versi/{driven.pk}/daftar/{run.pk}/")
    text = page.content.decode()
    assert [each in text for each in ("Rp57.600.000", "Rp72.000.000", "Rp78.000.000")] == [True] * 3


def test_a_workbook_with_numbers_and_a_column_of_units_is_read(programme: Programme) -> None:
    rows = [["5.1.02.01.01.0026", "Cetak", 100, "berkas", 80_000]]
    headings = ["Kode Rekening", "Uraian", "Volume", "Satuan", "Harga"]
    run = kept(make_budget(programme), workbook({"RAB": (headings, rows)}))
    (row,) = actions.plan_lines(run, at=clock.now())
    assert (row.fate, row.values["factors"], row.values["unit_price"]) == ("new", [(100, "berkas")], 80_000)


def test_all_errors_of_all_rows_are_told_at_once_and_nothing_comes_in(programme: Programme) -> None:
    draft = make_budget(programme)
    bad = [
        ["5.1.02", "", "banyak", "150,000", ""],
        ["5.1.02.02.05.0009", "Sewa gedung", "2 hari", "7.500.000", "15.000.001"],
        *GOOD,
        ["5.1.02.02.05.0009", "SEWA GEDUNG", "3 hari", "0", ""],
        ["5.1.02.02.05.0009", "Sewa Gedung", "3 hari", "1.000", ""],
    ]
    run = kept(draft, csv_of(bad))
    told = {row.number: row.errors for row in actions.plan_lines(run, at=clock.now()) if row.errors}
    assert [len(errors) for errors in told.values()] == [4, 1, 1, 1]
    assert "Kode rekening: Kode rekening tidak terbaca." in told[2][0]
    assert told[3] == ["Jumlah: Tertulis Rp15.000.001, padahal volume × harga = Rp15.000.000."]
    assert told[6] == ["Harga satuan: Harga satuan paling sedikit Rp1."]
    assert told[7] == ["Uraian dan kode rekening ini sama dengan baris 5."]
    with pytest.raises(actions.LinesHaveErrors):
        actions.import_lines(run, by=SETUP, at=clock.now())
    assert draft.lines.count() == 0


def test_a_list_past_the_ceiling_comes_in_not_at_all(programme: Programme) -> None:
    draft = make_budget(programme, ceiling=22_799_999)
    with pytest.raises(actions.LinesPassCeiling, match="Rp1"):
        take_over(draft, GOOD)
    assert draft.lines.count() == 0


def test_what_shrinks_makes_room_for_what_grows(programme: Programme) -> None:
    draft = make_budget(programme, ceiling=22_800_000)
    take_over(draft, GOOD)
    swapped = [[*GOOD[0][:3], "127.500", ""], [*GOOD[1][:3], "3.750.000", ""]]
    take_over(draft, swapped)
    draft.refresh_from_db()
    assert draft.left == 0


def test_a_list_with_a_nik_is_not_kept(programme: Programme) -> None:
    with pytest.raises(Exception, match="NIK"):
        kept(make_budget(programme), csv_of([["5.1.02.02.01.0003", "Honor 3573014507909123", "1 jam", "900.000", ""]]))
    assert LineImport.objects.count() == 0


def test_the_preview_says_which_line_a_list_would_leave_below_its_use(
    programme: Programme, pptk: Account, signed_in: SignIn
) -> None:
    version = make_budget(programme)
    for description in ("Konsumsi peserta", "Konsumsi panitia"):
        make_line(version, description=description)
    adopt(version)
    for line in BudgetLine.objects.all():
        actions.commit_on_line(line, 7_000_000)
    rows = [
        ["5.1.02.01.01.0052", "Konsumsi peserta", "60 orang x 2 hari", "50.000", "6.000.000"],
        ["5.1.02.01.01.0052", "Konsumsi panitia", "60 orang x 2 hari", "60.000", "7.200.000"],
    ]
    draft = make_draft(programme)
    run = kept(draft, csv_of(rows))
    base = f"/desk/diskominfo-malang/youtuber-tiktok/anggaran/versi/{draft.pk}/daftar/{run.pk}/"
    page = signed_in(pptk).get(base).content.decode()
    notice = page.partition("Di bawah yang sudah dipakai")[2].partition("</ul>")[0]
    assert "Konsumsi peserta" in notice
    assert "sudah dipakai Rp7.000.000" in notice
    assert "Konsumsi panitia" not in notice


def test_a_list_goes_from_the_file_to_the_draft_in_the_browser(
    programme: Programme, pptk: Account, signed_in: SignIn
) -> None:
    make_budget(programme)
    browser = signed_in(pptk)
    base = f"/desk/diskominfo-malang/youtuber-tiktok/anggaran/versi/{only_draft(programme).pk}/"
    file = SimpleUploadedFile("rab.csv", csv_of(GOOD))
    response = browser.post(f"{base}daftar/", {"file": file, "once": str(uuid.uuid4())}, follow=True)
    page = response.content.decode()
    assert "2 baris terbaca" in page
    assert '<option value="Koefisien" selected' in page
    columns = dict(zip(("account_code", "description", "volume", "unit_price", "amount"), HEADINGS, strict=True))
    preview = browser.post(response.redirect_chain[-1][0], columns | {"once": str(uuid.uuid4())}, follow=True)
    assert "Baris 3, Sewa gedung" in preview.content.decode()
    done = browser.post(preview.redirect_chain[-1][0], {"once": str(uuid.uuid4())}, follow=True)
    assert "2 rincian ditambahkan, 0 diubah." in done.content.decode()
    assert only_draft(programme).allocated == 22_800_000
    assert browser.get(preview.redirect_chain[-1][0]).status_code == 404
