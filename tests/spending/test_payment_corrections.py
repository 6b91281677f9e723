"""What was paid can be put right: a wrong date or number, and money that came back; nothing of it is lost."""

import uuid
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from factories.funding import make_adopted_line
from factories.spending import approve, as_read, close, make_commitment, make_payment, verify
from sanggar.foundation import clock
from sanggar.funding.actions import FreedMoneySpent
from sanggar.funding.models import BudgetLine
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.spending import actions
from sanggar.spending.documents.bundle import cover_data
from sanggar.spending.models import Mode, Payment, PaymentCorrection, Repayment
from sanggar.spending.paid_history import told_since_paid
from sanggar.spending.realisation import paid_by_line_and_month, paid_by_month

pytestmark = pytest.mark.django_db
REASON = "Salah baca rekening koran."
MARCH, JUNE = date(2026, 3, 2), date(2026, 6, 9)
FEBRUARY = datetime(2026, 2, 27, 3, tzinfo=clock.office_zone())
LATER = datetime(2026, 6, 10, 3, tzinfo=clock.office_zone())
NEXT_YEAR = datetime(2027, 1, 20, 3, tzinfo=clock.office_zone())


@pytest.fixture
def programme(programme: Programme) -> Programme:
    """Of a year of its own: what is paid in it is no matter of the day of the test."""
    Programme.objects.filter(pk=programme.pk).update(fiscal_year=2026)
    programme.refresh_from_db()
    return programme


@pytest.fixture
def line(programme: Programme) -> BudgetLine:
    return make_adopted_line(programme, amount=5_000_000)


@pytest.fixture
def paid(line: BudgetLine, pptk: Account, verifier: Account, treasurer: Account) -> Payment:
    """Rp1.000.000 on 2 March 2026."""
    return paid_in_march(line, pptk, verifier, treasurer)


def approved_in_february(line: BudgetLine, pptk: Account, verifier: Account, **facts: Any) -> Payment:
    payment = approve(verify(make_payment(line, pptk, 1_000_000, **facts), verifier))
    Payment.objects.filter(pk=payment.pk).update(approved_at=FEBRUARY)
    payment.refresh_from_db()
    return payment


def paid_in_march(line: BudgetLine, pptk: Account, verifier: Account, treasurer: Account, **facts: Any) -> Payment:
    payment = approved_in_february(line, pptk, verifier, **facts)
    actions.pay(payment, proof_number="TRF-1", paid_on=MARCH, by=treasurer.actor, at=LATER)
    return payment


def correct(payment: Payment, by: Account, paid_on: date = MARCH, number: str = "TRF-2", at: datetime = LATER) -> None:
    actions.correct_payment(payment, paid_on=paid_on, proof_number=number, reason=REASON, by=by.actor, at=at)


def repay(
    payment: Payment, by: Account, amount: int, dated: date = JUNE, number: str = "STS-1", at: datetime = LATER
) -> None:
    given = {"amount": amount, "dated": dated, "number": number}
    actions.note_repayment(payment, **given, reason="Kelebihan bayar.", by=by.actor, at=at)


def counters(line: BudgetLine) -> tuple[int, int, int]:
    line.refresh_from_db()
    return line.committed, line.paid, line.left


@pytest.mark.parametrize("is_closed", [False, True], ids=["paid", "closed"])
def test_a_wrong_date_or_number_is_put_right_and_stays_readable(
    paid: Payment,
    is_closed: bool,  # noqa: FBT001
    verifier: Account,
    treasurer: Account,
) -> None:
    if is_closed:
        close(paid, verifier)
    correct(paid, treasurer, paid_on=date(2026, 3, 3))
    assert (paid.paid_on, paid.proof_number) == (date(2026, 3, 3), "TRF-2")
    (told,) = told_since_paid(paid)
    assert told.text == f"Semula 2 Maret 2026, TRF-1; menjadi 3 Maret 2026, TRF-2. {REASON}"
    assert cover_data(paid, [], 1, at=LATER)["steps"][-1][1:] == ["Catatan dikoreksi", treasurer.name, told.text]


def test_the_sp2d_of_a_direct_payment_is_put_right_with_it_and_not_taken_back_alone(
    line: BudgetLine, pptk: Account, verifier: Account, budget_authority: Account, treasurer: Account
) -> None:
    payment = verify(make_payment(line, pptk, mode=Mode.LS), verifier)
    ordered = datetime(2026, 3, 2, 3, tzinfo=clock.office_zone())
    actions.approve_payment(payment, spm_number="SPM-1", spm_dated=MARCH, by=budget_authority.actor, at=ordered)
    actions.pay(payment, proof_number="SP2D-1", paid_on=MARCH, by=treasurer.actor, at=LATER)
    for paper in payment.documents.all():
        with pytest.raises(actions.MoneyLeftByIt):
            actions.void_document(paper, reason="Keliru.", by=treasurer.actor, at=LATER)
    correct(payment, treasurer, number="SP2D-2")
    papers = payment.documents.order_by("pk").values_list("number", "void_reason")
    assert list(papers) == [("SPM-1", ""), ("SP2D-1", REASON), ("SP2D-2", "")]


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"paid_on": MARCH, "number": "TRF-1"}, actions.NothingCorrected),
        ({"paid_on": date(2026, 6, 11)}, actions.PaidInFuture),
        ({"paid_on": date(2025, 12, 31)}, actions.PaidOutsideYear),
        ({"paid_on": date(2026, 6, 10)}, actions.RepaidBeforePaid),
        ({"paid_on": date(2026, 2, 26)}, actions.PaidBeforeApproved),
    ],
    ids=["same", "future", "year", "repaid", "before approval"],
)
def test_a_correction_that_is_none_is_refused(
    paid: Payment, treasurer: Account, wrong: dict[str, Any], refusal: type[Exception]
) -> None:
    repay(paid, treasurer, 1)
    with pytest.raises(refusal), transaction.atomic():
        correct(paid, treasurer, **wrong)
    assert not PaymentCorrection.objects.exists()


def test_money_that_comes_back_in_the_year_may_be_spent_again(
    paid: Payment, line: BudgetLine, programme: Programme, pptk: Account, treasurer: Account
) -> None:
    repay(paid, treasurer, 300_000)
    assert counters(line) == (0, 700_000, 4_300_000)
    assert (paid.paid_back, paid.kept, told_since_paid(paid)[0].title) == (300_000, 700_000, "Uang disetor kembali")
    among = Programme.objects.filter(pk=programme.pk)
    assert paid_by_line_and_month(among) == {
        (line.pk, date(2026, 3, 1)): 1_000_000,
        (line.pk, date(2026, 6, 1)): -300_000,
    }
    assert sum(paid_by_month(among).values()) == line.paid
    make_payment(line, pptk, 4_300_000)


def test_what_comes_back_after_the_year_is_the_city_s_revenue(
    paid: Payment, line: BudgetLine, treasurer: Account
) -> None:
    repay(paid, treasurer, 300_000, dated=date(2027, 1, 15), at=NEXT_YEAR)
    assert (paid.paid_back, counters(line)) == (300_000, (0, 1_000_000, 4_000_000))
    assert "jadi pendapatan daerah" in told_since_paid(paid)[0].text


def test_no_more_comes_back_than_was_paid_and_no_slip_counts_twice(
    paid: Payment, line: BudgetLine, treasurer: Account
) -> None:
    repay(paid, treasurer, 600_000)
    for wrong, refusal in (
        ({"amount": 400_001, "number": "STS-2"}, actions.RepaidTooMuch),
        ({"amount": 1}, actions.RepaymentNotedBefore),
        ({"amount": 1, "number": "STS-2", "dated": date(2026, 3, 1)}, actions.RepaidBeforePaid),
        ({"amount": 1, "number": "STS-2", "dated": date(2026, 6, 11)}, actions.DatedInFuture),
    ):
        with pytest.raises(refusal), transaction.atomic():
            repay(paid, treasurer, **wrong)
    paid.refresh_from_db()
    assert (paid.paid_back, counters(line)) == (600_000, (0, 400_000, 4_600_000))


def take_back(repayment: Repayment, by: Account) -> None:
    actions.take_back_repayment(repayment, reason="Salah pembayaran.", by=by.actor, at=LATER)


def test_a_repayment_noted_wrongly_is_taken_back_once_and_noted_rightly(
    paid: Payment, line: BudgetLine, programme: Programme, treasurer: Account
) -> None:
    repay(paid, treasurer, 300_000)
    take_back(paid.repayments.get(), treasurer)
    paid.refresh_from_db()
    assert (paid.paid_back, counters(line)) == (0, (0, 1_000_000, 4_000_000))
    assert [each.title for each in told_since_paid(paid)] == ["Uang disetor kembali", "Setoran kembali dibatalkan"]
    with pytest.raises(actions.RepaymentTakenBackBefore), transaction.atomic():
        take_back(paid.repayments.get(), treasurer)
    repay(paid, treasurer, 30_000)  # under the same number
    among = Programme.objects.filter(pk=programme.pk)
    assert sum(paid_by_month(among).values()) == line.paid - 30_000 == 970_000
    for change in ({"taken_back_reason": "Lain."}, {"taken_back_at": None, "taken_back_reason": ""}):
        with pytest.raises(DatabaseError), transaction.atomic():
            paid.repayments.filter(taken_back_at__isnull=False).update(**change)


def test_what_was_freed_and_is_spent_again_is_not_taken_back(
    paid: Payment, line: BudgetLine, pptk: Account, treasurer: Account
) -> None:
    repay(paid, treasurer, 300_000)
    make_payment(line, pptk, 4_300_000)
    with pytest.raises(FreedMoneySpent, match="tinggal Rp0, padahal"), transaction.atomic():
        take_back(paid.repayments.get(), treasurer)
    paid.refresh_from_db()
    assert (paid.paid_back, paid.repayments.get().taken_back_at) == (300_000, None)


def test_what_came_back_of_an_order_is_free_on_the_line_and_not_under_the_order(
    line: BudgetLine, pptk: Account, verifier: Account, treasurer: Account
) -> None:
    order = make_commitment(line, pptk, 2_000_000)
    repay(paid_in_march(line, pptk, verifier, treasurer, commitment=order), treasurer, 400_000)
    order.refresh_from_db()
    assert (order.rest, counters(line)) == (1_000_000, (1_000_000, 600_000, 3_400_000))


def test_only_who_pays_puts_right_and_only_what_was_paid(
    paid: Payment, line: BudgetLine, pptk: Account, verifier: Account, treasurer: Account
) -> None:
    for hand in (pptk, verifier):
        with pytest.raises(actions.TwoSteps):
            repay(paid, hand, 1)
        with pytest.raises(actions.TwoSteps):
            correct(paid, hand)
    with pytest.raises(actions.PaymentMoved):
        repay(make_payment(line, pptk, 1000), treasurer, 1)


def test_the_database_keeps_what_was_put_right(paid: Payment, treasurer: Account) -> None:
    correct(paid, treasurer)
    repay(paid, treasurer, 1000)
    for break_it in (
        lambda: PaymentCorrection.objects.update(proof_number_before="TRF-2"),
        lambda: PaymentCorrection.objects.get().delete(),
        lambda: Repayment.objects.update(amount=1),
        lambda: Repayment.objects.get().delete(),
        lambda: Payment.objects.filter(pk=paid.pk).update(paid_back=1_000_001),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            break_it()


def test_a_budget_is_paid_in_its_own_year(
    line: BudgetLine, pptk: Account, verifier: Account, treasurer: Account
) -> None:
    payment = approve(verify(make_payment(line, pptk), verifier))
    with pytest.raises(actions.PaidOutsideYear, match="tahun 2026"):
        actions.pay(payment, proof_number="1", paid_on=date(2027, 1, 2), by=treasurer.actor, at=NEXT_YEAR)


def test_the_treasurer_notes_both_on_pages_and_others_are_not_offered_them(
    paid: Payment, treasurer: Account, pptk: Account, inspector: Account, signed_in: Callable[[Account], Client]
) -> None:
    here = f"/desk/diskominfo-malang/youtuber-tiktok/belanja/{paid.pk}/"
    browser = signed_in(treasurer)
    for page, answers in (
        ("koreksi/", {"paid_on": "2026-03-03", "proof_number": "TRF-9", "reason": REASON}),
        ("setoran-kembali/", {"amount": "250.000", "dated": "2026-03-04", "number": "STS-9", "reason": REASON}),
    ):
        form = browser.get(here + page).context["form"]
        sent = {"once": form["once"].value(), "seen": form["seen"].value(), **answers}
        assert browser.post(here + page, {**sent, "seen": ""}).status_code == 422
        assert browser.post(here + page, sent).status_code == 302
        assert signed_in(pptk).get(here + page).status_code == 403
    undo = f"{here}setoran-kembali/{paid.repayments.get().pk}/batalkan/"
    assert undo in browser.get(here).content.decode()
    assert signed_in(pptk).get(undo).status_code == 403
    assert browser.post(undo, {"once": str(uuid.uuid4()), "seen": "", "reason": REASON}).status_code == 422
    assert browser.post(undo, {"reason": REASON, **as_read(browser, undo)}).status_code == 302
    assert (undo in browser.get(here).content.decode(), browser.get(undo).status_code) == (False, 404)
    text = signed_in(inspector).get(here).content.decode()
    assert ("Semula 2 Maret 2026, TRF-1" in text, "Rp250.000" in text, "setoran-kembali/" in text) == (
        True,
        True,
        False,
    )
