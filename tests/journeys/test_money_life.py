"""Rp150 million from plan to closed accounts, through the pages, by the people whose job each step is.

Without a browser: its last look is part of `test_programme_life`. Every wrong input on the way is told and changes
nothing.
"""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from factories.funding import only_draft
from factories.planning import make_cohort, make_meeting, make_stage
from factories.spending import as_read, make_file, make_payee
from sanggar.foundation import clock
from sanggar.funding.models import BudgetLine
from sanggar.people.models import Account
from sanggar.planning.models import Meeting, Programme
from sanggar.spending.evidence_queries import missing_evidence
from sanggar.spending.models import EvidenceKind, PayeeKind, Payment
from sanggar.spending.states import PaymentState

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
DESK = "/desk/diskominfo-malang/youtuber-tiktok/"
BUDGET, SPENDING = f"{DESK}anggaran/", f"{DESK}belanja/"
CEILING = {
    "ceiling": "150.000.000",
    "sub_activity_code": "2.16.02.2.01.0015",
    "sub_activity_name": "Kemitraan Komunikasi",
    "code_list": "Daftar uji, 2 Januari 2026",
    "kind": "dpa",
}
DOCUMENT = {"number": "900/12", "dated": "2026-01-05", "approver": "PPKD"}
SPEAKER = {
    "account_code": "5.1.02.02.01.0003",
    "description": "Honor narasumber",
    "factors": "4 orang × 4 jam",
    "driver": "programme",
    "unit_price": "900.000",
}
MEALS = SPEAKER | {
    "account_code": "5.1.02.01.01.0052",
    "description": "Konsumsi peserta",
    "factors": "2.000 porsi",
    "unit_price": "65.000",
}


def sent(client: Client, address: str, **answers: Any) -> HttpResponse:
    return client.post(address, answers | {"once": str(uuid.uuid4())})


def decided(client: Client, address: str, **answers: Any) -> HttpResponse:
    """On what the page of the step shows."""
    return client.post(address, answers | as_read(client, address))


def refused(client: Client, address: str, words: str, **answers: Any) -> None:
    response = sent(client, address, **answers)
    assert (response.status_code, words in response.content.decode()) == (422, True)


def seen(client: Client, address: str, *words: str) -> None:
    page = client.get(address).content.decode()
    assert [each for each in words if each not in page] == []


@pytest.fixture
def meeting(programme: Programme) -> Meeting:
    """Three hours, a week ago."""
    return make_meeting(make_cohort(make_stage(programme)), in_days=-7)


@pytest.mark.usefixtures("meeting")
def test_money_is_planned_shifted_spent_returned_closed_and_read(
    programme: Programme, officer: Account, budget_authority: Account, pptk: Account,
    verifier: Account, treasurer: Account, inspector: Account, signed_in: SignIn,
) -> None:  # fmt: skip
    planner, authority = signed_in(officer), signed_in(budget_authority)
    when_it_is_planned_within_the_ceiling(programme, planner, authority)
    when_money_is_shifted_from_meals_to_speakers(programme, planner, authority)
    asker, checker, payer = signed_in(pptk), signed_in(verifier), signed_in(treasurer)
    payment = when_a_speaker_is_asked_for_and_sent_back(Meeting.objects.get(), asker, checker)
    when_it_is_amended_and_paid(payment, asker, checker, authority, payer)
    when_its_accounts_are_closed(payment, asker, checker)
    then_the_inspector_reads_all_of_it(payment, signed_in(inspector))


def when_it_is_planned_within_the_ceiling(programme: Programme, planner: Client, authority: Client) -> None:
    thousands, pagu = "Pisahkan ribuan dengan titik, misalnya 150.000.000.", f"{BUDGET}pagu/"
    refused(planner, pagu, thousands, **CEILING | {"ceiling": "150,000,000"})
    refused(planner, pagu, "tidak boleh kurang dari nol", **CEILING | {"ceiling": "-150.000.000"})
    sent(planner, pagu, **CEILING)
    draft = f"{BUDGET}versi/{only_draft(programme).pk}/"
    for line in (SPEAKER, MEALS):
        sent(planner, f"{draft}rincian/tambah/", **line)
    seen(planner, draft, "Rp144.400.000")
    add = f"{draft}rincian/tambah/"
    refused(planner, add, "rincian ini paling banyak Rp5.600.000", **MEALS | {"unit_price": "70.000"})
    refused(planner, add, "Titik hanya untuk ribuan", **MEALS | {"unit_price": "1.50"})
    sent(planner, add, **MEALS | {"description": "Air minum", "unit_price": "1.500"})
    seen(planner, draft, "Rp1.500", "Rp3.000.000")  # what was read of it stands there
    sent(authority, f"{draft}sahkan/", **DOCUMENT)
    assert programme.budget.ceiling == 150_000_000


def when_money_is_shifted_from_meals_to_speakers(programme: Programme, planner: Client, authority: Client) -> None:
    in_force = programme.budget.versions.get()
    copy = {"kind": "shift", "name": "Pergeseran 1", "reason": "Narasumber ditambah."}
    sent(planner, f"{BUDGET}versi/{in_force.pk}/salin/", **copy)
    draft = only_draft(programme)
    lines = {line.description: f"{BUDGET}versi/{draft.pk}/rincian/{line.pk}/" for line in draft.lines.all()}
    more = SPEAKER | {"factors": "6 orang × 4 jam"}
    refused(planner, lines["Honor narasumber"], "paling banyak Rp17.000.000", **more)
    sent(planner, lines["Konsumsi peserta"], **MEALS | {"unit_price": "60.000"})
    sent(planner, lines["Honor narasumber"], **more)
    sent(authority, f"{BUDGET}versi/{draft.pk}/sahkan/", **DOCUMENT | {"number": "900/40"})
    amounts = dict(BudgetLine.objects.values_list("description", "amount"))
    assert amounts == {"Honor narasumber": 21_600_000, "Konsumsi peserta": 120_000_000, "Air minum": 3_000_000}


def when_a_speaker_is_asked_for_and_sent_back(meeting: Meeting, asker: Client, checker: Client) -> Payment:
    line = BudgetLine.objects.get(description="Honor narasumber")
    office = line.budget.programme.organisation
    payee = make_payee(office, "Rani Narasumber", kind=PayeeKind.NON_EMPLOYEE, has_tax_number=True)
    asked = {"line": line.pk, "payee": payee.pk, "description": "Honor sesi menyunting", "mode": "GU"}
    asked |= {"meeting": meeting.pk, "hours": "3"}
    ask = f"{SPENDING}ajukan/"
    refused(asker, ask, "Pisahkan ribuan dengan titik", **asked, amount="2,700,000")
    refused(asker, ask, "kurang dari nol", **asked, amount="-1")
    too_far = "Rincian ini tinggal Rp21.600.000; yang diajukan Rp21.600.001."
    refused(asker, ask, too_far, **asked, amount="21.600.001")
    here = sent(asker, ask, **asked, amount="3.600.000")["Location"]
    sent(asker, f"{here}bukti/", kind=EvidenceKind.RECEIPT.value, file=make_file())
    refused(checker, f"{here}kembalikan/", "Alasan", reason="")
    decided(checker, f"{here}kembalikan/", reason="Sesinya tiga jam, bukan empat.")
    seen(asker, f"{here}perbaiki/", "Sesinya tiga jam, bukan empat.")
    sent(asker, f"{here}perbaiki/", **asked, amount="2,7 juta")
    return Payment.objects.get()


def when_it_is_amended_and_paid(
    payment: Payment, asker: Client, checker: Client, authority: Client, payer: Client
) -> None:
    here = f"{SPENDING}{payment.pk}/"
    seen(asker, here, "PPh 21", "Rp67.500", "Rp2.632.500", "PMK 168/2023")
    assert sent(payer, f"{here}bayar/", proof_number="1", paid_on="2026-01-01").status_code != 302
    refused(checker, f"{here}verifikasi/", "Halaman ini sudah lama terbuka")  # nobody verifies what they were not shown
    decided(checker, f"{here}verifikasi/")
    decided(authority, f"{here}setujui/")
    decided(payer, f"{here}bayar/", proof_number="SP2D-0042", paid_on=clock.today().isoformat())
    line = BudgetLine.objects.get(pk=payment.line_id)
    assert (line.committed, line.paid, line.left) == (0, 2_700_000, 18_900_000)


def when_its_accounts_are_closed(payment: Payment, asker: Client, checker: Client) -> None:
    here = f"{SPENDING}{payment.pk}/"
    assert decided(checker, f"{here}spj/").status_code == 422
    for needed in missing_evidence(payment):
        file = make_file(f"{needed.kind}.pdf", f"%PDF-1.7 {needed.kind}".encode())
        sent(asker, f"{here}bukti/", kind=needed.kind, file=file)
    decided(checker, f"{here}spj/")
    payment.refresh_from_db()
    assert payment.state == PaymentState.CLOSED


def then_the_inspector_reads_all_of_it(payment: Payment, inspector: Client) -> None:
    here = f"{SPENDING}{payment.pk}/"
    seen(
        inspector,
        here,
        "Sesinya tiga jam, bukan empat.",
        "SP2D-0042",
        "kuitansi.pdf",
        "bukti-setor-pajak.pdf",
        "SPJ selesai",
    )
    seen(inspector, f"{SPENDING}realisasi/", "Rp2.700.000", "Rp21.600.000", "Honor narasumber")
    seen(inspector, BUDGET, "Pergeseran 1", "Rp150.000.000")
    seen(inspector, "/desk/uang/", "Rp150.000.000", "Rp2.700.000")
    seen(Client(), "/diskominfo-malang/youtuber-tiktok/uang/", "Rp2.700.000")
    assert inspector.post(f"{here}kembalikan/", {"reason": "x"}).status_code == 403
