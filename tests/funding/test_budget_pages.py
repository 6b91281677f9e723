"""The budget in the browser: money in every format, sums told, adoption by the one who may."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from factories.funding import make_adopted_line, make_budget, make_line
from factories.people import make_account
from factories.planning import make_programme
from sanggar.foundation.models import AuditEntry
from sanggar.funding.actions import commit_on_line
from sanggar.funding.models import Budget, BudgetLine
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
}
LINE = {
    "account_code": "5.1.2.01.01.0052",
    "description": "Konsumsi peserta",
    "factors": "60 orang x 2 hari",
    "unit_price": "65.000",
}


def once() -> dict[str, str]:
    return {"once": str(uuid.uuid4())}


def test_a_budget_is_planned_and_adopted_in_the_browser(
    programme: Programme, officer: Account, budget_authority: Account, signed_in: SignIn
) -> None:
    browser = signed_in(officer)
    assert "Belum ada anggaran" in browser.get(BUDGET).content.decode()
    browser.post(f"{BUDGET}pagu/", CEILING | once())
    page = browser.post(f"{BUDGET}rincian/tambah/", LINE | once(), follow=True).content.decode()
    sum_told = "60 orang × 2 hari × Rp65.000 = Rp7.800.000. Pagu yang belum dirinci: Rp142.200.000."
    assert sum_told in page
    authority = signed_in(budget_authority)
    question = authority.get(f"{BUDGET}sahkan/").content.decode()
    assert "1 rincian senilai Rp7.800.000 dari pagu Rp150.000.000" in question
    assert "Anggaran sudah disahkan" in authority.post(f"{BUDGET}sahkan/", once(), follow=True).content.decode()
    budget = Budget.objects.get()
    assert (budget.adopted_by, budget.lines.get().account_code) == (budget_authority, "5.1.02.01.01.0052")


@pytest.mark.parametrize(
    "typed",
    ["150000000", "150.000.000", "Rp150.000.000,00", "Rp 150.000.000", "Rp. 150.000.000,-", "150 juta", "0,15 M"],
)
def test_a_ceiling_is_read_as_people_write_it(
    typed: str, programme: Programme, pptk: Account, signed_in: SignIn
) -> None:
    signed_in(pptk).post(f"{BUDGET}pagu/", CEILING | {"ceiling": typed} | once())
    assert Budget.objects.get().ceiling == 150_000_000


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
    response = signed_in(officer).post(f"{BUDGET}rincian/tambah/", LINE | answer | once())
    page = response.content.decode()
    assert response.status_code == 422
    assert told in page
    assert "Konsumsi peserta" in page
    assert BudgetLine.objects.count() == 0


def test_a_double_click_makes_one_line(programme: Programme, officer: Account, signed_in: SignIn) -> None:
    budget = make_budget(programme)
    browser, form = signed_in(officer), LINE | once()
    for _click in range(2):
        assert browser.post(f"{BUDGET}rincian/tambah/", form).status_code == 302
    budget.refresh_from_db()
    assert (budget.lines.count(), budget.allocated) == (1, 7_800_000)


def test_a_line_is_changed_and_taken_out(programme: Programme, officer: Account, signed_in: SignIn) -> None:
    line = make_line(make_budget(programme))
    browser = signed_in(officer)
    form = browser.get(f"{BUDGET}rincian/{line.pk}/").content.decode()
    assert 'value="60 orang × 2 hari"' in form
    assert 'value="65.000"' in form
    browser.post(f"{BUDGET}rincian/{line.pk}/", LINE | {"factors": "50 orang"} | once())
    line.refresh_from_db()
    assert line.amount == 3_250_000
    browser.post(f"{BUDGET}rincian/{line.pk}/hapus/", once())
    assert (BudgetLine.objects.count(), Budget.objects.get().allocated) == (0, 0)


def test_a_reopened_budget_tells_why(programme: Programme, budget_authority: Account, signed_in: SignIn) -> None:
    make_adopted_line(programme)
    browser = signed_in(budget_authority)
    assert browser.post(f"{BUDGET}buka-kembali/", {"reason": ""} | once()).status_code == 422
    page = browser.post(f"{BUDGET}buka-kembali/", {"reason": "Harga naik."} | once(), follow=True).content.decode()
    assert "Harga naik." in page
    assert "Anggaran masih disusun" in page


def test_the_list_shows_and_exports_how_far_each_line_is_used(
    programme: Programme, inspector: Account, signed_in: SignIn
) -> None:
    commit_on_line(make_adopted_line(programme, amount=1_000_000), 250_000)
    browser = signed_in(inspector)
    assert "25% terpakai" in browser.get(BUDGET).content.decode()
    rows = browser.get(f"{BUDGET}?format=csv").content.decode("utf-8-sig").splitlines()
    assert rows == [
        "Uraian,Kode rekening,Volume,Harga satuan,Jumlah,Komitmen,Dibayar,Sisa",
        "Konsumsi peserta,5.1.02.01.01.0052,1 paket,1000000,1000000,250000,0,750000",
    ]


WRITE = ["pagu/", "sahkan/", "buka-kembali/", "rincian/tambah/", "rincian/{line}/", "rincian/{line}/hapus/"]
MAY = {
    Role.OFFICER: {"pagu/", "rincian/tambah/", "rincian/{line}/", "rincian/{line}/hapus/"},
    Role.PPTK: {"pagu/", "rincian/tambah/", "rincian/{line}/", "rincian/{line}/hapus/"},
    Role.BUDGET_AUTHORITY: {"sahkan/", "buka-kembali/"},
    Role.PPK_SKPD: set(),
    Role.TREASURER: set(),
    Role.INSPECTOR: set(),
    Role.ADMINISTRATOR: set(),
}


@pytest.mark.parametrize("role", MAY)
def test_everyone_at_the_desk_reads_and_each_role_writes_its_own(
    role: Role, programme: Programme, office: Organisation, signed_in: SignIn
) -> None:
    line = make_line(make_budget(programme))
    browser = signed_in(make_account("Siapa Saja", role, office))
    assert browser.get(BUDGET).status_code == 200
    allowed = {page for page in WRITE if browser.get(BUDGET + page.format(line=line.pk)).status_code == 200}
    before = AuditEntry.objects.count()
    refused = {page for page in WRITE if browser.post(BUDGET + page.format(line=line.pk)).status_code == 403}
    assert (allowed, refused) == (MAY[role], set(WRITE) - MAY[role])
    assert AuditEntry.objects.count() == before


def test_another_office_finds_nothing(programme: Programme, stranger: Account, signed_in: SignIn) -> None:
    line = make_line(make_budget(programme))
    browser = signed_in(stranger)
    addresses = [BUDGET, *(BUDGET + page.format(line=line.pk) for page in WRITE)]
    assert {browser.get(address).status_code for address in addresses} == {404}
    assert {browser.post(address, once()).status_code for address in addresses} == {404}


def test_lines_of_another_programme_are_not_found(programme: Programme, officer: Account, signed_in: SignIn) -> None:
    foreign = make_line(make_budget(make_programme(programme.organisation, "lain")))
    make_budget(programme)
    assert signed_in(officer).get(f"{BUDGET}rincian/{foreign.pk}/").status_code == 404
