"""Evidence that nobody can open proves nothing: refused where it is brought, named where accounts are closed."""

import io
import uuid
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfWriter

from factories.funding import make_adopted_line
from factories.papers import damaged, paper
from factories.spending import attach, close, make_payment, pay
from sanggar.foundation import clock
from sanggar.foundation.upload_storage import uploads
from sanggar.funding.models import BudgetLine
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.spending import actions
from sanggar.spending.documents.bundle import bundle
from sanggar.spending.evidence_queries import checklist, missing_evidence
from sanggar.spending.models import Evidence, Payment

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
SPENDING = "/desk/diskominfo-malang/youtuber-tiktok/belanja/"


def locked() -> bytes:
    writer, buffer = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.encrypt("rahasia")
    writer.write(buffer)
    return buffer.getvalue()


@pytest.fixture
def line(programme: Programme) -> BudgetLine:
    """Of an account whose payments need a receipt alone."""
    found = make_adopted_line(programme, amount=5_000_000)
    BudgetLine.objects.filter(pk=found.pk).update(account_code="5.1.99.99.99.9999")
    found.refresh_from_db()
    return found


@pytest.fixture
def broken(line: BudgetLine, pptk: Account, verifier: Account, treasurer: Account) -> Payment:
    """Paid; all that proves it was kept before PDFs were opened, and is damaged."""
    payment = make_payment(line, pptk)
    attach(payment, pptk, damaged())
    actions.verify_payment(payment, by=verifier.actor, at=clock.now())
    return pay(payment, treasurer)


@pytest.mark.parametrize(
    ("content", "why"),
    [(damaged(), "berkas rusak"), (locked(), "terkunci kata sandi"), (b"%PDF-1.7", "berkas rusak")],
    ids=["cut off", "locked", "empty"],
)
def test_a_pdf_that_can_not_be_opened_is_refused_by_its_name(
    content: bytes, why: str, line: BudgetLine, pptk: Account, signed_in: SignIn
) -> None:
    payment = make_payment(line, pptk)
    form = {"kind": "kuitansi", "once": str(uuid.uuid4()), "file": SimpleUploadedFile("nota hotel.pdf", content)}
    answer = signed_in(pptk).post(f"{SPENDING}{payment.pk}/bukti/", form)
    assert answer.status_code == 422
    assert f"“nota hotel.pdf” tidak dapat dibaca: {why}." in answer.content.decode()
    assert Evidence.objects.count() == 0


def test_a_pdf_that_opens_is_attached(line: BudgetLine, pptk: Account, signed_in: SignIn) -> None:
    payment = make_payment(line, pptk)
    form = {"kind": "kuitansi", "once": str(uuid.uuid4()), "file": SimpleUploadedFile("nota.pdf", paper())}
    assert signed_in(pptk).post(f"{SPENDING}{payment.pk}/bukti/", form).status_code == 302
    assert missing_evidence(payment) == []


def test_accounts_do_not_close_on_what_can_not_be_read(
    broken: Payment, pptk: Account, verifier: Account, signed_in: SignIn
) -> None:
    (receipt,) = checklist(broken)
    assert (receipt.is_met, len(receipt.unreadable)) == (False, 1)
    with pytest.raises(actions.EvidenceIncomplete, match="Kuitansi"):
        actions.close_payment(broken, by=verifier.actor, at=clock.now())
    page = signed_in(verifier).get(f"{SPENDING}{broken.pk}/spj/").content.decode()
    assert "Kuitansi (kuitansi.pdf: berkas rusak)" in page
    attach(broken, pptk, paper("salinan"))
    close(Payment.objects.get(pk=broken.pk), verifier)
    assert Payment.objects.get(pk=broken.pk).state == "closed"


def test_the_page_of_a_payment_and_its_volume_name_what_can_not_be_read(
    broken: Payment, verifier: Account, signed_in: SignIn
) -> None:
    page = signed_in(verifier).get(f"{SPENDING}{broken.pk}/").content.decode()
    assert "Tidak dapat dibaca: berkas rusak." in page
    assert "kuitansi.pdf: berkas rusak" in page
    assert bundle(broken, whole=True, at=clock.now()).startswith(b"%PDF-")


def test_what_has_gone_from_the_storage_can_not_be_read(line: BudgetLine, pptk: Account) -> None:
    payment = make_payment(line, pptk)
    digest = attach(payment, pptk, paper("hilang")).file.digest
    uploads().delete(f"{digest[:2]}/{digest}")
    assert [each.kind for each in missing_evidence(payment)] == ["kuitansi"]
