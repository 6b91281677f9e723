"""Evidence that nobody can open proves nothing: refused where it is brought, named where accounts are closed."""

import io
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_tasks_db.models import DBTaskResult
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
from sanggar.spending.evidence_queries import checklist, incomplete_payments, missing_evidence
from sanggar.spending.models import Evidence, FileCheck, Payment
from sanggar.spending.soundness import OPENINGS

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


def test_what_has_gone_from_the_storage_can_not_be_read(line: BudgetLine, pptk: Account, signed_in: SignIn) -> None:
    payment = make_payment(line, pptk)
    evidence = attach(payment, pptk, paper("hilang"))
    uploads().delete(place_of(evidence))
    assert [each.kind for each in missing_evidence(payment)] == ["kuitansi"]
    assert bundle(payment, whole=True, at=clock.now()).startswith(b"%PDF-")
    answer = signed_in(pptk).get(f"{SPENDING}bukti/{evidence.pk}/")
    assert (answer.status_code, "memulihkannya dari cadangan" in answer.content.decode()) == (404, True)


def place_of(evidence: Evidence) -> str:
    return f"{evidence.file.digest[:2]}/{evidence.file.digest}"


def test_a_file_that_is_lost_or_altered_is_found_by_the_next_look_and_heals_when_it_is_brought_again(
    line: BudgetLine, programme: Programme, pptk: Account, verifier: Account, treasurer: Account
) -> None:
    payment, closed = make_payment(line, pptk), make_payment(line, pptk)
    kept = attach(payment, pptk, paper("satu"))
    for each in (payment, closed):
        if each is closed:
            attach(each, pptk, paper("dua"))
        actions.verify_payment(each, by=verifier.actor, at=clock.now())
        pay(each, treasurer)
    close(closed, verifier)

    def looked(at: datetime) -> list[tuple[int, dict[str, int]]]:
        actions.check_evidence(at=at)
        actions.review_findings(programme, at=at)
        found = programme.findings.filter(rule="bukti-tidak-utuh", state="open").order_by("payment_id")
        return [(each.payment_id, each.figures) for each in found]

    now = clock.now()
    assert (looked(now), incomplete_payments(programme)) == ([], [])
    for each in (kept, closed.evidence.get()):
        uploads().save(place_of(each), ContentFile(b"%PDF-1.7 lain"))
    uploads().delete(place_of(closed.evidence.get()))
    assert (looked(now + timedelta(days=6)), incomplete_payments(programme)) == ([], []), "not their turn yet"
    later = now + timedelta(days=8)
    assert looked(later) == [
        (payment.pk, {"lost": 0, "altered": 1, "shut": 0}),
        (closed.pk, {"lost": 1, "altered": 0, "shut": 0}),
    ]
    assert incomplete_payments(programme) == [payment.pk]
    assert [each.kind for each in checklist(payment) if not each.is_met] == ["kuitansi"]
    for each, words in ((payment, "satu"), (make_payment(line, pptk), "dua")):
        attach(each, pptk, paper(words))
    assert (looked(later + timedelta(hours=1)), incomplete_payments(programme)) == ([], [])


def test_the_page_goes_by_the_last_look_and_closing_by_one_of_its_own(
    line: BudgetLine, pptk: Account, verifier: Account, treasurer: Account, signed_in: SignIn
) -> None:
    """No page of a payment reads all that proves it."""
    payment = make_payment(line, pptk)
    place = place_of(attach(payment, pptk, paper("satu")))
    actions.verify_payment(payment, by=verifier.actor, at=clock.now())
    paid, browser = pay(payment, treasurer), signed_in(verifier)
    actions.check_evidence(at=clock.now())

    def told() -> bool:
        return "Yang belum ada atau tidak dapat dibaca" in browser.get(f"{SPENDING}{paid.pk}/spj/").content.decode()

    uploads().save(place, ContentFile(b"%PDF-1.7 lain"))
    assert not told()
    with pytest.raises(actions.EvidenceIncomplete):
        actions.close_payment(paid, by=verifier.actor, at=clock.now())
    FileCheck.objects.update(state="altered")
    assert told()
    uploads().save(place, ContentFile(paper("satu")))
    assert not told()  # brought again since, and nobody has to wait for the next look


def test_a_file_that_the_disk_does_not_give_hides_none_of_what_is_found_beside_it(
    line: BudgetLine, programme: Programme, pptk: Account
) -> None:
    """Also where the turn is cut off there: what was noted is reviewed."""
    payment = make_payment(line, pptk)
    first, second = attach(payment, pptk, paper("satu")), attach(payment, pptk, paper("dua"))
    for each in (first, second):
        uploads().delete(place_of(each))
    Path(uploads().path(place_of(first))).mkdir()
    DBTaskResult.objects.all().delete()
    with pytest.raises(IsADirectoryError):
        actions.check_evidence(at=clock.now())
    assert [(each.file, each.state) for each in FileCheck.objects.all()] == [(second.file, "lost")]
    (review,) = DBTaskResult.objects.filter(task_path=actions.review_soon.module_path)
    assert review.args_kwargs["args"] == [programme.pk]


def test_a_pdf_that_was_too_slow_for_a_busy_machine_is_opened_again() -> None:
    opened = [OPENINGS.of("lambat", paper(), seconds=seconds) for seconds in (0, 20)]
    assert opened == ["broken", "intact"]
