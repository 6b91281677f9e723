"""The budget in the browser: money in every format, sums told, adoption by the one who may."""

import io
import uuid
from collections.abc import Callable, Iterable
from typing import Any

import openpyxl
import pytest
from django.test import Client

from factories.funding import (
    adopt,
    change,
    line_in_force,
    make_adopted_line,
    make_budget,
    make_draft,
    make_line,
    only_draft,
)
from factories.people import make_account
from factories.planning import make_cohort, make_meeting, make_programme, make_stage
from sanggar.foundation import clock
from sanggar.foundation.models import AuditEntry
from sanggar.funding import queries
from sanggar.funding.actions import commit_on_line
from sanggar.funding.documents.plan import plan_data
from sanggar.funding.models import Budget, BudgetLine, VersionLine
from sanggar.people.models import Account, Organisation, Role
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
BUDGET = "/desk/diskominfo-malang/youtuber-tiktok/anggaran/"
CEILING = {
    "ceiling": "150 juta",
    "sub_activity_code": "2.16.02.2.01.0015",
    "sub_activity_name": "Kemitraan Komunikasi",
    "code_list": "Daftar uji, 2 Januari 2026",
    "kind": "dpa",
}
DOCUMENT = {"number": "900/12", "dated": "2026-01-05", "approver": "PPKD"}
LINE = {
    "account_code": "5.1.2.01.01.0052",
    "description": "Konsumsi peserta",
    "factors": "60 orang x 2 hari",
    "driver": "programme",
    "unit_price": "65.000",
}


def once() -> dict[str, str]:
    return {"once": str(uuid.uuid4())}


def draft_page(programme: Programme, page: str = "") -> str:
    return f"{BUDGET}versi/{only_draft(programme).pk}/{page}"


def test_a_budget_is_planned_and_adopted_in_the_browser(
    programme: Programme, officer: Account, budget_authority: Account, signed_in: SignIn
) -> None:
    browser = signed_in(officer)
    assert "Belum ada anggaran" in browser.get(BUDGET).content.decode()
    browser.post(f"{BUDGET}pagu/", CEILING | once())
    page = browser.post(draft_page(programme, "rincian/tambah/"), LINE | once(), follow=True).content.decode()
    sum_told = "60 orang × 2 hari × Rp65.000 = Rp7.800.000. Pagu yang belum dirinci: Rp142.200.000."
    assert sum_told in page
    authority, address = signed_in(budget_authority), draft_page(programme, "sahkan/")
    question = authority.get(address).content.decode()
    assert "1 rincian senilai Rp7.800.000 dari pagu Rp150.000.000" in question
    page = authority.post(address, DOCUMENT | once(), follow=True).content.decode()
    assert "Anggaran sudah disahkan" in page
    assert "DPA nomor 900/12, 5 Januari 2026, disetujui PPKD (tanpa akun di sini)" in page
    budget = Budget.objects.get()
    assert (budget.adopted_by, budget.lines.get().account_code) == (budget_authority, "5.1.02.01.01.0052")


@pytest.mark.parametrize(
    "typed",
    ["150000000", "150.000.000", "Rp150.000.000,00", "Rp 150.000.000", "Rp. 150.000.000,-", "150 juta", "0,15 M"],
)
def test_a_ceiling_is_read_as_people_write_it(
    typed: str, programme: Programme, pptk: Account, signed_in: SignIn
) -> None:
    page = signed_in(pptk).post(f"{BUDGET}pagu/", CEILING | {"ceiling": typed} | once(), follow=True).content.decode()
    assert "Pagu Rp150.000.000 ditetapkan" in page  # what was read of it
    assert only_draft(programme).ceiling == 150_000_000


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ({"ceiling": "150,000,000"}, "Pisahkan ribuan dengan titik"),
        ({"ceiling": "0"}, "Jumlah paling sedikit Rp1."),
        ({"ceiling": "seratus"}, "Jumlah rupiah tidak terbaca."),
        ({"ceiling": ""}, "Isi jumlah rupiah, misalnya 1.500.000."),
        ({"sub_activity_code": "2.16"}, "Kode sub kegiatan tidak terbaca."),
    ],
)
def test_a_ceiling_that_can_not_be_is_told_and_what_was_typed_is_kept(
    answer: dict[str, str], told: str, programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    response = signed_in(officer).post(f"{BUDGET}pagu/", CEILING | answer | once())
    page = response.content.decode()
    assert response.status_code == 422
    assert told in page
    assert 'value="Kemitraan Komunikasi"' in page
    assert Budget.objects.count() == 0


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ({"account_code": "5.1.02"}, "Kode rekening tidak terbaca."),
        ({"factors": "banyak"}, "Volume tidak terbaca."),
        ({"factors": "1 a × 1 b × 1 c × 1 d × 1 e"}, "Volume paling banyak empat pengali"),
        ({"unit_price": "-5"}, "Jumlah rupiah tidak boleh kurang dari nol."),
        ({"unit_price": "1.250.001"}, "rincian ini paling banyak Rp150.000.000"),
        (
            {"unit_price": "1000 M", "factors": "1000000 orang × 1000000 hari"},
            "rincian ini paling banyak Rp150.000.000",
        ),
    ],
)
def test_a_line_that_can_not_be_is_told_and_what_was_typed_is_kept(
    answer: dict[str, str], told: str, programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    make_budget(programme)
    response = signed_in(officer).post(draft_page(programme, "rincian/tambah/"), LINE | answer | once())
    page = response.content.decode()
    assert response.status_code == 422
    assert told in page
    assert "Konsumsi peserta" in page
    assert VersionLine.objects.count() == 0


def test_a_line_tells_its_sum_against_the_ceiling_before_it_is_saved(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    line = make_line(make_budget(programme, 10_000_000))
    browser, adding = signed_in(officer), draft_page(programme, "rincian/tambah/")
    page = browser.post(adding, LINE | {"hitung": "ya", "account_code": ""} | once())
    told = "Jumlah rancangan Rp15.600.000 dari pagu Rp10.000.000: <strong>Rp5.600.000 di atas pagu</strong>"
    assert (page.status_code, told in page.content.decode(), VersionLine.objects.count()) == (200, True, 1)
    typed = {"factors": "60 orang x 1 hari", "driver": "programme", "unit_price": "65.000"}
    answer = browser.get(draft_page(programme, f"rincian/{line.pk}/hitung/"), typed).content.decode()
    assert "Rp3.900.000</strong>. Jumlah rancangan Rp3.900.000 dari pagu Rp10.000.000; tersisa Rp6.100.000." in answer
    nothing = browser.get(draft_page(programme, "rincian/hitung/"), typed | {"unit_price": "-"}).content.decode()
    assert "Isi volume" in nothing
    assert "Jumlah rancangan Rp7.800.000" in browser.get(draft_page(programme, f"rincian/{line.pk}/")).content.decode()


def test_a_double_click_makes_one_line(programme: Programme, officer: Account, signed_in: SignIn) -> None:
    draft = make_budget(programme)
    browser, form = signed_in(officer), LINE | once()
    for _click in range(2):
        assert browser.post(draft_page(programme, "rincian/tambah/"), form).status_code == 302
    draft.refresh_from_db()
    assert (draft.lines.count(), draft.allocated) == (1, 7_800_000)


def test_a_line_is_changed_and_taken_out(programme: Programme, officer: Account, signed_in: SignIn) -> None:
    line = make_line(make_budget(programme))
    browser, address = signed_in(officer), draft_page(programme, f"rincian/{line.pk}/")
    form = browser.get(address).content.decode()
    assert 'value="60 orang × 2 hari"' in form
    assert 'value="65.000"' in form
    browser.post(address, LINE | {"factors": "50 orang"} | once())
    line.refresh_from_db()
    assert line.amount == 3_250_000
    browser.post(f"{address}hapus/", once())
    assert (VersionLine.objects.count(), only_draft(programme).allocated) == (0, 0)


def test_a_shift_is_drafted_compared_and_adopted(
    programme: Programme, officer: Account, budget_authority: Account, signed_in: SignIn
) -> None:
    line = make_adopted_line(programme, amount=7_000_000)
    browser, first = signed_in(officer), line.budget.versions.get()
    copy = {"kind": "shift", "name": "Pergeseran 1", "reason": ""}
    response = browser.post(f"{BUDGET}versi/{first.pk}/salin/", copy | once())
    assert (response.status_code, "Isi alasan perubahan" in response.content.decode()) == (422, True)
    browser.post(f"{BUDGET}versi/{first.pk}/salin/", copy | {"reason": "Harga naik."} | once())
    shift = only_draft(programme)
    BudgetLine.objects.filter(pk=line.pk).update(paid=6_600_000)
    changed = LINE | {"description": line.description, "factors": "1 paket", "unit_price": "6.500.000"}
    page = browser.post(draft_page(programme, f"rincian/{shift.lines.get().pk}/"), changed | once(), follow=True)
    assert "sudah dipakai Rp6.600.000" in page.content.decode()
    BudgetLine.objects.filter(pk=line.pk).update(paid=0)
    page = browser.get(f"{BUDGET}banding/?lama={first.pk}&baru={shift.pk}").content.decode()
    assert "-Rp500.000" in page
    names, columns = ("DPA", "Pergeseran 1"), ("volume", "harga satuan", "jumlah")
    rows = browser.get(f"{BUDGET}banding/?lama={first.pk}&baru={shift.pk}&format=csv").content.decode("utf-8-sig")
    assert rows.splitlines() == [
        ",".join(["Kode rekening,Uraian", *(f"{name}: {what}" for name in names for what in columns), "Selisih"]),
        f"{line.account_code},{line.description},1 paket,7000000,7000000,1 paket,6500000,6500000,-500000",
    ]
    authority, adopting = signed_in(budget_authority), draft_page(programme, "sahkan/")
    document = DOCUMENT | {"approver": "", "dated": clock.today().isoformat()}  # not before that of the first
    by_account = document | {"approver_account": str(budget_authority.pk)}
    assert "Pilih satu" in authority.post(adopting, document | once()).content.decode()
    page = authority.post(adopting, by_account | once(), follow=True).content.decode()
    told = f"disetujui {budget_authority.name} (PA/KPA)"
    assert (told in page, "Harga naik." in page) == (True, False)  # the document stands there now
    line.refresh_from_db()
    assert line.amount == 6_500_000


def sheets_of(browser: Client, page: str) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(browser.get(f"{BUDGET}{page}").content))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_versions_and_scenarios_come_as_workbooks_with_every_line(
    programme: Programme, inspector: Account, signed_in: SignIn
) -> None:
    line = make_adopted_line(programme, amount=7_000_000)
    shift = make_draft(programme)
    make_line(shift, 500_000, ((1, "paket"),), "Spanduk")
    browser, code = signed_in(inspector), line.account_code
    versions = sheets_of(browser, "versi.xlsx")
    assert [row[:6] for row in versions["Versi"][1:]] == [
        ("Pergeseran 1", "Pergeseran anggaran", "Rancangan", 150_000_000, 7_500_000, None),
        ("DPA", "DPA (dokumen pelaksanaan anggaran)", "Disahkan", 150_000_000, 7_000_000, f"900/{shift.based_on_id}"),
    ]
    assert [(row[0], row[3], row[8]) for row in versions["Rincian"][1:]] == [
        ("Pergeseran 1", line.description, 7_000_000),
        ("Pergeseran 1", "Spanduk", 500_000),
        ("DPA", line.description, 7_000_000),
    ]
    scenarios = sheets_of(browser, "skenario.xlsx")
    assert scenarios["Skenario"][2] == ("Dirinci", 7_000_000, 7_500_000)
    assert scenarios["Rincian"][1:] == [
        (code, line.description, 7_000_000, 7_000_000),
        (code, "Spanduk", None, 500_000),
        ("Jumlah", None, 7_000_000, 7_500_000),
    ]


def test_a_shift_below_use_and_a_document_of_tomorrow_are_told(
    programme: Programme, budget_authority: Account, signed_in: SignIn
) -> None:
    line = make_adopted_line(programme, amount=1_000_000)
    commit_on_line(line, 900_000)
    change(make_draft(programme).lines.get(), 800_000)
    browser = signed_in(budget_authority)
    for page in ("", "sahkan/"):
        assert "sudah dipakai Rp900.000" in browser.get(draft_page(programme, page)).content.decode()
    today = DOCUMENT | {"dated": clock.today().isoformat()}
    response = browser.post(draft_page(programme, "sahkan/"), today | once())
    assert (response.status_code, f"{line.description} (Rp900.000)" in response.content.decode()) == (422, True)
    response = browser.post(draft_page(programme, "sahkan/"), DOCUMENT | {"dated": "2999-01-05"} | once())
    assert "Tanggal ini belum tiba." in response.content.decode()


def test_following_the_plan_says_first_which_line_it_leaves_below_its_use(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    """A line in force for 50 seats, most of it used, of which the plan now has 20; another stays within its use."""
    stage = make_stage(programme, seats=50)
    make_cohort(stage)
    version = make_budget(programme)
    used = make_line(version, 100_000, ((1, "paket"),), description="Kaus peserta", driver="seat")
    other = make_line(version, 10_000, ((1, "buku"),), description="Modul peserta", driver="seat")
    adopt(version)
    commit_on_line(line_in_force(used), 2_000_001)
    commit_on_line(line_in_force(other), 200_000)
    make_draft(programme)
    type(stage).objects.filter(pk=stage.pk).update(seats=20)
    page = signed_in(officer).get(draft_page(programme, "ikuti-rencana/")).content.decode()
    notice = page.partition("Di bawah yang sudah dipakai")[2].partition("</ul>")[0]
    assert "Kaus peserta" in notice
    assert "sudah dipakai Rp2.000.001" in notice
    assert "Modul peserta" not in notice


def test_a_shape_is_tried_and_the_way_back_to_the_plan_is_shown(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    make_meeting(make_cohort(make_stage(programme, seats=50)))
    make_line(make_budget(programme, 6_000_000), 100_000, ((1, "paket"),), driver="seat")
    browser = signed_in(officer)
    form = browser.get(draft_page(programme, "bentuk/")).content.decode()
    assert "Tahap 1: kursi" in form
    shape = {"seats_0": "70", "cohorts_0": "2", "meetings_0": "1", "hours_0": "3", "contacts_0": "0"}
    browser.post(draft_page(programme, "bentuk/"), shape | once())
    page = browser.get(draft_page(programme)).content.decode()
    assert "Di bawah yang sudah dipakai" not in page
    assert "Rinciannya Rp1.000.000 di atas pagu" in page
    assert (
        "Rinciannya Rp1.000.000 di atas pagu" in browser.get(draft_page(programme, "rincian/tambah/")).content.decode()
    )
    assert "Biayanya Rp6.000.000; satu lagi menjadi Rp6.100.000." in page
    assert "70 peserta × Rp100.000" in page
    assert "Rp7.000.000" in browser.get(f"{BUDGET}skenario/").content.decode()
    question = browser.get(draft_page(programme, "ikuti-rencana/")).content.decode()
    assert "-Rp2.000.000" in question
    browser.post(draft_page(programme, "ikuti-rencana/"), once())
    assert only_draft(programme).allocated == 5_000_000
    assert browser.get(draft_page(programme, "ikuti-rencana/")).status_code == 302


def test_the_budget_plan_prints_with_its_sum_in_words(programme: Programme) -> None:
    draft = make_line(make_budget(programme)).version
    data = plan_data(queries.versions_of(programme).get(), at=clock.now())
    assert data["rows"] == [
        ["5.1.02.01.01.0052", "Belanja Makanan dan Minuman Rapat", "", "", "7.800.000"],
        ["", "Konsumsi peserta", "60 orang × 2 hari", "65.000", "7.800.000"],
    ]
    assert (data["total"], data["words"]) == ("7.800.000", "tujuh juta delapan ratus ribu rupiah")
    assert "rancangan, belum disahkan" in data["subtitle"]
    adopt(draft)
    assert "rancangan" not in plan_data(queries.versions_of(programme).get(), at=clock.now())["subtitle"]


def test_the_budget_plan_is_a_pdf(programme: Programme, inspector: Account, signed_in: SignIn) -> None:
    make_line(make_budget(programme))
    response = signed_in(inspector).get(draft_page(programme, "rab.pdf"))
    assert response.content[:5] == b"%PDF-"


def test_a_withdrawn_draft_tells_why(programme: Programme, officer: Account, signed_in: SignIn) -> None:
    make_budget(programme)
    browser, address = signed_in(officer), draft_page(programme, "tarik/")
    assert browser.post(address, {"reason": ""} | once()).status_code == 422
    page = browser.post(address, {"reason": "Tidak jadi."} | once(), follow=True).content.decode()
    assert "Tidak jadi." in page
    assert "Anggaran masih disusun" in page


def test_the_list_shows_and_exports_how_far_each_line_is_used(
    programme: Programme, inspector: Account, signed_in: SignIn
) -> None:
    line = make_adopted_line(programme, amount=1_000_000)
    commit_on_line(line, 250_000)
    browser = signed_in(inspector)
    assert "25% terpakai" in browser.get(BUDGET).content.decode()
    rows = browser.get(f"{BUDGET}?format=csv").content.decode("utf-8-sig").splitlines()
    assert rows == [
        "Uraian,Kode rekening,Volume,Harga satuan,Jumlah,Komitmen,Dibayar,Sisa",
        f"{line.description},5.1.02.01.01.0052,1 paket,1000000,1000000,250000,0,750000",
    ]


PLANNING = {
    "pagu/",
    *(f"versi/{{v}}/{page}" for page in ("ubah/", "salin/", "tarik/", "bentuk/", "ikuti-rencana/", "daftar/")),
    *(f"versi/{{v}}/rincian/{page}" for page in ("tambah/", "{line}/", "{line}/hapus/")),
}
ADOPTING = {"versi/{v}/sahkan/"}
WRITE = PLANNING | ADOPTING
READ = ("", "banding/", "skenario/", "skenario.xlsx", "versi.xlsx", "versi/{v}/", "versi/{v}/rab.pdf")
MAY: dict[Role, set[str]] = {
    Role.OFFICER: PLANNING,
    Role.PPTK: PLANNING,
    Role.BUDGET_AUTHORITY: ADOPTING,
    Role.PPK_SKPD: set(),
    Role.TREASURER: set(),
    Role.INSPECTOR: set(),
    Role.ADMINISTRATOR: set(),
}


def addresses(pages: Iterable[str], line: VersionLine) -> dict[str, str]:
    return {page: BUDGET + page.format(line=line.pk, v=line.version_id) for page in pages}


@pytest.mark.parametrize("role", MAY)
def test_everyone_at_the_desk_reads_and_each_role_writes_its_own(
    role: Role, programme: Programme, office: Organisation, signed_in: SignIn
) -> None:
    line = make_line(make_budget(programme))
    make_stage(programme)  # so that there is something to follow
    browser = signed_in(make_account("Siapa Saja", role, office))
    assert {browser.get(address).status_code for address in addresses(READ, line).values()} == {200}
    written = addresses(WRITE, line)
    allowed = {page for page, address in written.items() if browser.get(address).status_code == 200}
    before = AuditEntry.objects.count()
    refused = {page for page, address in written.items() if browser.post(address).status_code == 403}
    assert (allowed, refused) == (MAY[role], WRITE - MAY[role])
    assert AuditEntry.objects.count() == before


def test_another_office_finds_nothing(programme: Programme, stranger: Account, signed_in: SignIn) -> None:
    line = make_line(make_budget(programme))
    browser = signed_in(stranger)
    found = addresses({*READ, *WRITE}, line).values()
    assert {browser.get(address).status_code for address in found} == {404}
    assert {browser.post(address, once()).status_code for address in found} == {404}


def test_versions_and_lines_of_another_programme_are_not_found(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    foreign = make_line(make_budget(make_programme(programme.organisation, "lain")))
    own, browser = make_budget(programme), signed_in(officer)
    assert browser.get(f"{BUDGET}versi/{foreign.version_id}/").status_code == 404
    assert browser.get(f"{BUDGET}versi/{own.pk}/rincian/{foreign.pk}/").status_code == 404
    page = browser.get(f"{BUDGET}banding/?lama={foreign.version_id}&baru={own.pk}").content.decode()
    assert "Belum ada dua versi" in page
