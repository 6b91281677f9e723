"""Papers of a payment: the receipt from gross to net, the lists of a meeting, the file with everything in one PDF."""

import io
import struct
import zlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from factories.funding import make_adopted_line
from factories.people import make_account
from factories.planning import make_cohort, make_meeting, make_stage
from factories.spending import approve, attach, make_payee, make_payment, pay, verify
from factories.training import make_enrolment
from sanggar.foundation import clock
from sanggar.funding.models import BudgetLine
from sanggar.people.models import Account, Role
from sanggar.planning.models import Meeting, Programme
from sanggar.spending import actions
from sanggar.spending.documents.bundle import bundle
from sanggar.spending.documents.receipt import receipt, receipt_data
from sanggar.spending.documents.receipt_list import FEES, TRANSPORT, kinds_of, list_data
from sanggar.spending.models import EvidenceKind, Payment, RankGroup
from sanggar.spending.pages.request_forms import tariff_choices
from sanggar.training.models import Attendance, Method, Presence

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
SPENDING = "/desk/diskominfo-malang/youtuber-tiktok/belanja/"
ACCOUNT, POCKET_MONEY = "1234567890", "5.1.02.04.01.0003"


@pytest.fixture
def meeting(programme: Programme) -> Meeting:
    """A day of eight hours that was held."""
    held = make_meeting(make_cohort(make_stage(programme)), in_days=-2)
    Meeting.objects.filter(pk=held.pk).update(ends_at=held.starts_at + timedelta(hours=8))
    return Meeting.objects.get(pk=held.pk)


@pytest.fixture
def fees(programme: Programme) -> BudgetLine:
    line = make_adopted_line(programme, amount=20_000_000)
    BudgetLine.objects.filter(pk=line.pk).update(account_code="5.1.02.02.01.0003")
    line.refresh_from_db()
    return line


def speaker(programme: Programme, name: str = "Raka Narasumber", **facts: Any) -> Any:
    given = {"kind": "civil_servant", "rank_group": RankGroup.III, "bank_name": "Bank Uji", "bank_account": ACCOUNT}
    return make_payee(programme.organisation, name, **given | facts)


@pytest.fixture
def fee(fees: BudgetLine, programme: Programme, meeting: Meeting, pptk: Account) -> Payment:
    return make_payment(
        fees, pptk, 7_200_000, payee=speaker(programme), meeting=meeting, hours=8, description="Honor sesi pertama"
    )


def paid(payment: Payment, verifier: Account, treasurer: Account) -> Payment:
    return pay(approve(verify(payment, verifier)), treasurer)


def text_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def a_pdf(*, pages: int = 1, password: str = "") -> bytes:
    writer, buffer = PdfWriter(), io.BytesIO()
    for _page in range(pages):
        writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password)
    writer.write(buffer)
    return buffer.getvalue()


def a_photo() -> bytes:
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", 4, 3, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(bytes(3 * 13))),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def test_a_receipt_leads_from_gross_to_net(fee: Payment, verifier: Account, treasurer: Account) -> None:
    data = receipt_data(paid(fee, verifier, treasurer), at=clock.now())
    assert data["words"] == "tujuh juta dua ratus ribu rupiah"
    assert data["rows"] == [["Jumlah kotor", "Rp7.200.000"], ["Potongan PPh 21 (5%)", "– Rp360.000"]]
    assert data["net"] == "Rp6.840.000"
    assert data["stamp"] == "Rp10.000"
    assert [row[1] for row in data["officers"]] == [f"Kuasa Bayar {fee.pk}", "Bayu Bendahara", "Putra PPTK"]
    assert data["draft"] == ""


def test_up_to_the_threshold_of_the_table_no_stamp_is_asked(fees: BudgetLine, pptk: Account) -> None:
    assert receipt_data(make_payment(fees, pptk, 5_000_000), at=clock.now())["stamp"] == ""


def test_a_receipt_of_what_is_not_paid_says_that_it_is_a_draft(fee: Payment) -> None:
    assert "Rancangan" in text_of(receipt(fee, at=clock.now()))


def test_the_fees_of_a_meeting_stand_on_one_list(
    fee: Payment, fees: BudgetLine, programme: Programme, meeting: Meeting, pptk: Account
) -> None:
    second = speaker(programme, "Ana Narasumber", rank_group=RankGroup.II, bank_account="9876543210")
    make_payment(fees, pptk, 1_800_000, payee=second, meeting=meeting, hours=2)
    make_payment(fees, pptk, 900_000, payee=second)  # for no meeting
    data = list_data(meeting, FEES, whole=True, at=clock.now())
    assert [(row[1], row[4], row[5], row[7], row[8], row[9]) for row in data["rows"]] == [
        ("Ana Narasumber", "2 jam × 900.000", "1.800.000", "0", "1.800.000", "Bank Uji 9876543210"),
        ("Raka Narasumber", "8 jam × 900.000", "7.200.000", "360.000", "6.840.000", f"Bank Uji {ACCOUNT}"),
    ]
    assert data["totals"] == ["9.000.000", "360.000", "8.640.000"]
    assert (kinds_of(fee), list_data(meeting, TRANSPORT, whole=True, at=clock.now())["rows"]) == ([FEES], [])


def test_money_to_several_lists_participants_for_transport_and_empty_rows_for_a_fee(
    fees: BudgetLine, programme: Programme, meeting: Meeting, pptk: Account
) -> None:
    """Who was present got none of the committee's fee."""
    now = clock.now()
    enrolment = make_enrolment(meeting.cohort, "Sulastri")
    Attendance.objects.create(
        meeting=meeting, enrolment=enrolment, presence=Presence.PRESENT, method=Method.HAND, recorded_at=now
    )
    several = make_payee(programme.organisation, "Panitia dan peserta", kind="group")
    tariff = tariff_choices()[1][0]
    make_payment(fees, pptk, 900_000, payee=several, meeting=meeting, tariff=tariff, people=3)
    assert [(row[1], row[8]) for row in list_data(meeting, FEES, whole=True, at=now)["rows"]] == [("", "300.000")] * 3
    BudgetLine.objects.filter(pk=fees.pk).update(account_code=POCKET_MONEY)
    rows = list_data(meeting, TRANSPORT, whole=True, at=now)["rows"]
    assert [(row[1], row[8]) for row in rows] == [("Sulastri", "900.000")]


def test_a_list_hides_accounts_from_who_may_not_read_them(fee: Payment, meeting: Meeting) -> None:
    assert list_data(meeting, FEES, whole=False, at=clock.now())["rows"][0][9] == "Bank Uji …7890"


def test_the_file_of_a_payment_holds_everything_in_one_pdf(
    fee: Payment, pptk: Account, verifier: Account, treasurer: Account
) -> None:
    """Cover, receipt, list, three pages of a PDF, a photo, a receipt; what can't be bound is named on the cover."""
    attach(fee, pptk, a_pdf(pages=3), EvidenceKind.INVITATION)
    attach(fee, pptk, a_photo(), EvidenceKind.PHOTO)
    attach(fee, pptk, a_pdf(password="rahasia"), EvidenceKind.TAX_SLIP)
    attach(fee, pptk, b"%PDF-1.7 rusak", EvidenceKind.SCHEDULE)
    withdrawn = attach(fee, pptk, a_pdf(pages=9), EvidenceKind.OTHER)
    actions.withdraw_evidence(withdrawn, reason="Keliru.", by=pptk.actor, at=clock.now())
    volume = PdfReader(io.BytesIO(bundle(paid(fee, verifier, treasurer), whole=True, at=clock.now())))
    outline = [(str(item["/Title"]), volume.get_destination_page_number(item)) for item in volume.outline]  # type: ignore[arg-type, call-overload, index]
    first = dict(reversed(outline))
    assert [title for title, _page in outline] == [
        "Sampul dan daftar isi",
        "Kuitansi",
        "Daftar Tanda Terima Honorarium",
        "Undangan",
        "Foto kegiatan",
        "Kuitansi",
    ]
    assert first["Foto kegiatan"] - first["Undangan"] == 3
    assert len(volume.pages) == first["Foto kegiatan"] + 2
    cover = " ".join("".join(page.extract_text() for page in volume.pages[: first["Kuitansi"]]).split())
    assert "terkunci kata sandi; lihat berkas aslinya" in cover
    assert "berkas rusak; lihat berkas aslinya" in cover
    assert f"Undangan kuitansi.pdf {first['Undangan'] + 1}" in cover
    assert "Materi atau notulen belum ada" in cover


def test_nothing_that_acts_comes_along_in_a_bound_file(fee: Payment, pptk: Account) -> None:
    writer, buffer = PdfWriter(), io.BytesIO()
    page = writer.add_blank_page(200, 200)
    script = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("x()")})
    page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): script})
    link = Link(rect=(0, 0, 9, 9), url="http://127.0.0.1/lacak")
    link[NameObject("/AA")] = DictionaryObject({NameObject("/E"): script})
    writer.add_annotation(page_number=0, annotation=link)
    writer.write(buffer)
    assert b"JavaScript" in buffer.getvalue()
    attach(fee, pptk, buffer.getvalue())
    volume = bundle(fee, whole=True, at=clock.now())
    assert (b"JavaScript" in volume, b"lacak" in volume) == (False, False)


@pytest.mark.parametrize("paper", ["kuitansi", "daftar/honor", "berkas"])
def test_papers_are_for_those_with_the_right(
    paper: str, fee: Payment, programme: Programme, inspector: Account, stranger: Account, signed_in: SignIn
) -> None:
    officer = make_account("Olga Pengelola", Role.OFFICER, programme.organisation)
    address = f"{SPENDING}{fee.pk}/{paper}/"
    response = signed_in(inspector).get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert ACCOUNT not in text_of(response.content)
    assert signed_in(officer).get(address).status_code == (200 if paper == "kuitansi" else 403)
    assert signed_in(stranger).get(address).status_code == 404


def test_what_was_cancelled_has_no_papers(fee: Payment, pptk: Account, signed_in: SignIn) -> None:
    browser, page = signed_in(pptk), f"{SPENDING}{fee.pk}/"
    assert f"{page}berkas/" in browser.get(page).content.decode()
    assert browser.get(f"{page}daftar/transpor/").status_code == 404
    actions.cancel_payment(fee, reason="Tidak jadi.", by=pptk.actor, at=clock.now())
    assert browser.get(f"{page}kuitansi/").status_code == 404
    assert f"{page}berkas/" not in browser.get(page).content.decode()
