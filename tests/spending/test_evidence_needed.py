"""Which papers a payment's accounts need, who says that one is not needed, and that closing waits for all of them."""

import uuid
from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from factories.funding import make_adopted_line
from factories.mentoring import make_mentor
from factories.people import make_account
from factories.spending import attach, close, make_commitment, make_payee, make_payment, pay, verify
from sanggar.foundation import clock
from sanggar.funding.models import BudgetLine
from sanggar.people.models import Account, Role
from sanggar.planning.models import Programme
from sanggar.spending import actions
from sanggar.spending.evidence_queries import (
    checklist,
    evidence_needed,
    incomplete_payments,
    kinds_offered,
    missing_evidence,
)
from sanggar.spending.models import EvidenceKind, Payment

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
SPENDING = "/desk/diskominfo-malang/youtuber-tiktok/belanja/"
PRINTING, HONORARIUM, UNKNOWN = "5.1.02.01.01.0026", "5.1.02.02.01.0003", "5.2.02.05.01.0005"
SPEAKERS = "Surat permohonan sebagai narasumber"
REASON = "Nota sudah memuat pesanannya."


@pytest.fixture
def line(programme: Programme) -> BudgetLine:
    return make_adopted_line(programme, amount=120_000_000)


def coded(line: BudgetLine, code: str) -> BudgetLine:
    BudgetLine.objects.filter(pk=line.pk).update(account_code=code)
    line.refresh_from_db()
    return line


def needed(payment: Payment) -> list[str]:
    return [need.name for need in evidence_needed(payment)]


def test_what_is_needed_follows_from_account_and_value(line: BudgetLine, pptk: Account) -> None:
    coded(line, PRINTING)
    few = ["Nota pesanan atau SPK", "Bukti pembelian", "BAST", "Contoh hasil cetak"]
    assert needed(make_payment(line, pptk, 1_000_000)) == few
    assert needed(make_payment(line, pptk, 11_000_000)) == ["Kuitansi", *few, "Bukti setor pajak"]
    coded(line, UNKNOWN)
    assert needed(make_payment(line, pptk, 1_000_000)) == ["Kuitansi"]


def test_a_part_of_an_order_needs_what_the_whole_order_needs(line: BudgetLine, pptk: Account) -> None:
    coded(line, PRINTING)
    order = make_commitment(line, pptk, 60_000_000)
    assert "SPK" in needed(make_payment(line, pptk, 1_000_000, commitment=order))


def test_no_proof_is_asked_of_what_does_not_exist(line: BudgetLine, programme: Programme, pptk: Account) -> None:
    """Rank II is taxed by nought percent, and has no tax number here; rank III has both."""
    coded(line, HONORARIUM)
    office, kind = programme.organisation, "civil_servant"
    second = make_payee(office, "Dewi Dua", kind=kind, rank_group="II")
    third = make_payee(office, "Tono Tiga", kind=kind, rank_group="III", has_tax_number=True)
    proofs = {"Bukti potong pajak", "Bukti setor pajak", "Fotokopi NPWP"}
    assert proofs & set(needed(make_payment(line, pptk, payee=second))) == set()
    of_a_speaker = needed(make_payment(line, pptk, payee=third))
    assert proofs | {SPEAKERS} <= set(of_a_speaker)
    today, mentor = clock.today(), make_mentor(programme)
    accompanied = make_payment(line, pptk, payee=third, contacts=actions.PaidContacts(mentor, today, today, 1))
    assert [each for each in of_a_speaker if each != SPEAKERS] == needed(accompanied)


def test_either_paper_will_do_where_the_list_says_or(line: BudgetLine, pptk: Account) -> None:
    payment = make_payment(coded(line, PRINTING), pptk)
    attach(payment, pptk, kind=EvidenceKind.WORK_ORDER)
    assert next(each for each in checklist(payment) if each.kind == EvidenceKind.ORDER).is_met


def test_what_was_withdrawn_proves_nothing(line: BudgetLine, pptk: Account) -> None:
    payment = make_payment(coded(line, UNKNOWN), pptk)
    evidence = attach(payment, pptk)
    assert missing_evidence(payment) == []
    actions.withdraw_evidence(evidence, reason="Keliru.", by=pptk.actor, at=clock.now())
    assert [each.kind for each in missing_evidence(payment)] == ["kuitansi"]


def test_missing_evidence_blocks_closing_and_not_paying(
    line: BudgetLine, programme: Programme, pptk: Account, verifier: Account, treasurer: Account
) -> None:
    payment = pay(verify(make_payment(coded(line, PRINTING), pptk), verifier), treasurer)
    done = pay(verify(make_payment(line, pptk), verifier), treasurer)
    with pytest.raises(actions.EvidenceIncomplete, match="Bukti pembelian, BAST, Contoh hasil cetak"):
        actions.close_payment(payment, by=verifier.actor, at=clock.now())
    close(done, verifier)
    assert incomplete_payments(programme) == [payment.pk]


def test_a_kind_nobody_knows_is_refused(line: BudgetLine, pptk: Account) -> None:
    with pytest.raises(actions.EvidenceKindUnknown):
        attach(make_payment(line, pptk), pptk, kind="surat-cinta")


def test_what_is_missing_is_offered_first(line: BudgetLine, pptk: Account) -> None:
    payment = make_payment(coded(line, PRINTING), pptk)
    attach(payment, pptk, kind=EvidenceKind.ORDER)
    assert list(kinds_offered(payment))[:4] == [
        "bukti-pembelian",
        "bast",
        "contoh-hasil-cetak",
        "nota-pesanan-atau-spk",
    ]


def test_who_closes_says_what_is_not_needed_and_why(
    line: BudgetLine, pptk: Account, verifier: Account, treasurer: Account, signed_in: SignIn
) -> None:
    payment = pay(verify(make_payment(coded(line, PRINTING), pptk), verifier), treasurer)
    address = f"{SPENDING}{payment.pk}/bukti/bast/tidak-perlu/"
    form = {"reason": REASON, "once": str(uuid.uuid4())}
    assert signed_in(pptk).post(address, form).status_code == 403
    browser = signed_in(verifier)
    assert browser.post(address, form | {"reason": ""}).status_code == 422
    assert browser.post(address, form | {"once": str(uuid.uuid4())}).status_code == 302
    page = browser.get(f"{SPENDING}{payment.pk}/").content.decode()
    assert f"{REASON} · Vina Verifikator" in page
    assert browser.get(address).status_code == 404
    assert "bast" not in [each.kind for each in missing_evidence(payment)]


@pytest.mark.parametrize("kind", ["bast", "undangan"])
def test_what_is_there_or_not_asked_for_can_not_be_waived(
    kind: str, line: BudgetLine, pptk: Account, verifier: Account
) -> None:
    payment = make_payment(coded(line, PRINTING), pptk)
    attach(payment, pptk, kind=EvidenceKind.HANDOVER)
    with pytest.raises(actions.EvidenceNotNeeded):
        actions.waive_evidence(payment, kind=kind, reason=REASON, by=verifier.actor, at=clock.now())


def test_nobody_waives_evidence_of_what_they_asked_for_or_receive(
    line: BudgetLine, programme: Programme, pptk: Account
) -> None:
    own = make_account("Vivi Verifikator", Role.PPK_SKPD, programme.organisation)
    payee = make_payee(programme.organisation, "Vivi", kind="non_employee", account=own)
    payment = make_payment(coded(line, PRINTING), pptk, payee=payee)
    for by, refusal in ((own, actions.OwnMoney), (pptk, actions.TwoSteps)):
        with pytest.raises(refusal):
            actions.waive_evidence(payment, kind="bast", reason=REASON, by=by.actor, at=clock.now())


def test_the_database_keeps_kinds_named_and_waivers_reasoned(
    line: BudgetLine, pptk: Account, verifier: Account
) -> None:
    payment = make_payment(coded(line, PRINTING), pptk)
    evidence = attach(payment, pptk)
    waived = {"kind": "bast", "kind_name": "BAST", "waived_at": clock.now(), "waived_by": verifier}
    with pytest.raises(IntegrityError), transaction.atomic():
        payment.evidence.filter(pk=evidence.pk).update(kind_name="")
    with pytest.raises(IntegrityError), transaction.atomic():
        payment.waivers.create(reason="", **waived)
    payment.waivers.create(reason=REASON, **waived)
    with pytest.raises(IntegrityError), transaction.atomic():
        payment.waivers.create(reason=REASON, **waived)
