"""What is returned is put right and handed in again; its money stays set aside, and every step begins anew."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from factories.funding import adopt, line_in_force, make_adopted_line, make_budget, make_line
from factories.people import make_account
from factories.planning import make_programme
from factories.spending import approve, asked, attach, make_commitment, make_payee, make_payment, pay, verify
from sanggar.foundation import clock
from sanggar.funding.actions import LineExhausted
from sanggar.funding.models import BudgetLine
from sanggar.people.actions import give_grant
from sanggar.people.models import Account, Organisation, Role
from sanggar.planning.models import Programme
from sanggar.spending import actions
from sanggar.spending.models import Mode, PayeeKind, Payment
from sanggar.spending.queries import payments_in, whose_turn
from sanggar.spending.states import Duty, PaymentState, duty_of

pytestmark = pytest.mark.django_db
REASON = "Nota tidak terbaca."


@pytest.fixture
def line(programme: Programme) -> BudgetLine:
    return make_adopted_line(programme, amount=5_000_000)


def send_back(payment: Payment, by: Account) -> Payment:
    actions.return_payment(payment, reason=REASON, by=by.actor, at=clock.now())
    return payment


def amend(payment: Payment, by: Account, amount: int, line: BudgetLine | None = None) -> Payment:
    actions.amend_payment(payment, asked(line or payment.line, amount), by=by.actor, at=clock.now())
    return payment


def counters(line: BudgetLine) -> tuple[int, int]:
    line.refresh_from_db()
    return line.committed, line.paid


def test_each_may_return_it_in_their_turn_and_all_steps_begin_anew(
    line: BudgetLine, pptk: Account, verifier: Account, budget_authority: Account, treasurer: Account
) -> None:
    payment = send_back(make_payment(line, pptk, 1_000_000), verifier)
    verify(amend(payment, pptk, 900_000), verifier)
    verify(amend(send_back(payment, budget_authority), pptk, 800_000), verifier)
    send_back(approve(payment, budget_authority), treasurer)
    assert counters(line) == (800_000, 0)
    assert list(payments_in(line.budget.programme, PaymentState.RETURNED)) == [payment]
    assert (payment.verified_by, payment.approved_by) == (None, None)
    pay(approve(verify(amend(payment, pptk, 700_000), verifier), budget_authority), treasurer)
    assert counters(line) == (0, 700_000)
    amounts = list(payment.events.filter(to_state="proposed").values_list("amount", flat=True))
    assert amounts == [1_000_000, 900_000, 800_000, 700_000]
    assert {event.reason for event in payment.events.filter(to_state="returned")} == {REASON}


def test_an_amended_request_may_move_to_another_line_and_its_money_moves_along(
    programme: Programme, pptk: Account, verifier: Account
) -> None:
    version = make_budget(programme)
    planned = [make_line(version, 1_000_000, ((1, "paket"),), name) for name in ("Konsumsi", "Cetak")]
    adopt(version)
    first, second = (line_in_force(line) for line in planned)
    payment = send_back(make_payment(first, pptk, 1_000_000), verifier)
    amend(payment, pptk, 600_000, second)
    assert (counters(first), counters(second)) == ((0, 0), (600_000, 0))


def test_an_amendment_that_the_line_can_not_hold_changes_nothing(
    line: BudgetLine, pptk: Account, verifier: Account
) -> None:
    payment = send_back(make_payment(line, pptk, 1_000_000), verifier)
    with pytest.raises(LineExhausted), transaction.atomic():
        amend(payment, pptk, 5_000_001)
    payment.refresh_from_db()
    assert (payment.state, payment.amount, counters(line)) == (PaymentState.RETURNED, 1_000_000, (1_000_000, 0))
    amend(payment, pptk, 5_000_000)


def test_a_returned_payment_may_be_given_up(line: BudgetLine, pptk: Account, verifier: Account) -> None:
    payment = send_back(make_payment(line, pptk, 1_000_000), verifier)
    actions.cancel_payment(payment, reason="Tidak jadi.", by=pptk.actor, at=clock.now())
    assert (payment.state, counters(line)) == (PaymentState.CANCELLED, (0, 0))


def test_who_asked_in_an_earlier_round_takes_no_later_step(
    line: BudgetLine, pptk: Account, verifier: Account, office: Organisation, administrator: Account
) -> None:
    """The columns name the one who amended; the history remembers who asked first."""
    other = make_account("Tari PPTK", Role.PPTK, office)
    payment = amend(send_back(make_payment(line, pptk), verifier), other, 500_000)
    attach(payment, other)
    give_grant(pptk, Role.PPK_SKPD, organisation=office, by=administrator.actor, at=clock.now())
    assert set(whose_turn(payment)) == {verifier}
    with pytest.raises(actions.TwoSteps):
        actions.verify_payment(payment, by=pptk.actor, at=clock.now())


@pytest.mark.parametrize(
    ("before", "after", "duty"),
    [
        ("", "proposed", Duty.REQUEST),
        ("returned", "proposed", Duty.REQUEST),
        ("approved", "cancelled", Duty.REQUEST),
        ("proposed", "returned", Duty.VERIFY),
        ("verified", "refused", Duty.APPROVE),
        ("approved", "returned", Duty.PAY),
        ("paid", "closed", Duty.VERIFY),
    ],
)
def test_every_step_is_somebody_s_part(before: str, after: str, duty: Duty) -> None:
    assert duty_of(before, after) == duty


# --- one's own money
def test_nobody_takes_a_step_on_money_to_themselves(
    line: BudgetLine, pptk: Account, verifier: Account, budget_authority: Account, treasurer: Account
) -> None:
    office = line.budget.programme.organisation
    for number, receiver in enumerate((pptk, verifier, budget_authority, treasurer)):
        payee = make_payee(office, f"Penerima {number}", kind=PayeeKind.NON_EMPLOYEE, account=receiver)
        if receiver == pptk:
            with pytest.raises(actions.OwnMoney):
                make_payment(line, pptk, payee=payee)
            continue
        payment = make_payment(line, pptk, 1000, payee=payee)
        attach(payment, pptk)
        with pytest.raises(actions.OwnMoney):
            actions.return_payment(payment, reason="Sendiri.", by=receiver.actor, at=clock.now())
        assert receiver not in whose_turn(payment)
        for step in ("verified", "approved", "paid"):
            with pytest.raises(IntegrityError), transaction.atomic():
                Payment.objects.filter(pk=payment.pk).update(**{f"{step}_by": receiver})


def test_a_payee_turns_out_to_be_the_one_who_asked(line: BudgetLine, pptk: Account, treasurer: Account) -> None:
    payment = make_payment(line, pptk)
    facts = actions.PayeeFacts("Warung Uji", PayeeKind.NON_EMPLOYEE, account=pptk)
    with pytest.raises(actions.OwnMoney):
        actions.change_payee(payment.payee, facts, by=treasurer.actor, at=clock.now())
    found = actions.PayeeFacts("Warung Uji", PayeeKind.NON_EMPLOYEE, account=treasurer)
    with pytest.raises(actions.OwnMoney):
        actions.change_payee(payment.payee, found, by=treasurer.actor, at=clock.now())
    actions.change_payee(payment.payee, found, by=pptk.actor, at=clock.now())
    payment.refresh_from_db()
    assert payment.payee_account == treasurer


# --- papers
def test_a_number_without_its_date_is_not_dropped_without_a_word(
    line: BudgetLine, pptk: Account, verifier: Account, budget_authority: Account
) -> None:
    payment = verify(make_payment(line, pptk, mode=Mode.UP), verifier)
    with pytest.raises(actions.SpmHalf), transaction.atomic():
        actions.approve_payment(payment, spm_number="SPM-1", by=budget_authority.actor, at=clock.now())


def test_a_direct_payment_needs_its_spm_and_keeps_its_sp2d(
    line: BudgetLine, pptk: Account, verifier: Account, budget_authority: Account, treasurer: Account
) -> None:
    payment = verify(make_payment(line, pptk, mode=Mode.LS), verifier)
    with pytest.raises(actions.SpmMissing), transaction.atomic():
        approve(payment, budget_authority)
    payment.refresh_from_db()
    today, by = clock.today(), budget_authority.actor
    actions.approve_payment(payment, spm_number="SPM-1", spm_dated=today, by=by, at=clock.now())
    send_back(payment, treasurer)
    assert payment.documents.get().void_reason == REASON
    actions.amend_payment(payment, asked(line, mode=Mode.LS), by=pptk.actor, at=clock.now())
    verify(payment, verifier)
    actions.approve_payment(payment, spm_number="SPM-2", spm_dated=today, by=by, at=clock.now())
    pay(payment, treasurer)
    standing = payment.documents.filter(voided_at=None)
    assert set(standing.values_list("kind", "number")) == {("spm", "SPM-2"), ("sp2d", "SP2D-0001")}


def test_papers_follow_each_other_and_stand_once(line: BudgetLine, pptk: Account, treasurer: Account) -> None:
    payment, day = make_payment(line, pptk), clock.today()
    made = {"by": treasurer.actor, "at": clock.now()}
    spp = actions.note_document(payment, kind="spp", number="1", dated=day.replace(year=day.year - 1, day=1), **made)
    with pytest.raises(actions.DocumentsOutOfOrder, match="NPD tidak boleh bertanggal sesudah SPP"):
        actions.note_document(payment, kind="npd", number="2", dated=day, **made)
    with pytest.raises(actions.DocumentNotedBefore):
        actions.note_document(payment, kind="spp", number="3", dated=day, **made)
    actions.void_document(spp, reason="Keliru.", **made)
    actions.note_document(payment, kind="spp", number="3", dated=day, **made)


def test_one_number_is_one_paper_of_the_office_s_year(
    line: BudgetLine, programme: Programme, pptk: Account, verifier: Account, budget_authority: Account
) -> None:
    today, office = clock.today(), programme.organisation

    def ordered(where: BudgetLine, payee: str, number: str, mode: str = Mode.LS) -> None:
        payment = verify(make_payment(where, pptk, 1000, mode=mode, payee=make_payee(office, payee)), verifier)
        by = budget_authority.actor
        with transaction.atomic():
            actions.approve_payment(payment, spm_number=number, spm_dated=today, by=by, at=clock.now())

    ordered(line, "Toko Satu", "SPM-7")
    ordered(line, "Toko Satu", "SPM-7")
    for payee, mode in (("Toko Dua", Mode.LS), ("Toko Satu", Mode.GU)):
        with pytest.raises(actions.DocumentNumberTaken, match="SPM nomor spm-7 tahun ini sudah dipakai"):
            ordered(line, payee, "spm-7", mode)
    ordered(line, "Toko Tiga", "SPM-8", Mode.GU)
    ordered(line, "Toko Empat", "SPM-8", Mode.GU)
    other = make_programme(office, "tahun-lain")
    Programme.objects.filter(pk=other.pk).update(fiscal_year=today.year + 1)
    ordered(make_adopted_line(other), "Toko Dua", "SPM-7")


def test_a_returned_payment_stays_under_the_commitment_that_it_had_drawn_whole(
    line: BudgetLine, pptk: Account, verifier: Account, signed_in: Callable[[Account], Client]
) -> None:
    order = make_commitment(line, pptk, 2_000_000)
    payment = send_back(make_payment(line, pptk, 2_000_000, commitment=order), verifier)
    address = f"/desk/diskominfo-malang/youtuber-tiktok/belanja/{payment.pk}/perbaiki/"
    form = signed_in(pptk).get(address).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {"amount": "1.500.000", "mode": Mode.UP}
    answer = signed_in(pptk).post(address, sent)
    order.refresh_from_db()
    payment.refresh_from_db()
    assert (answer.status_code, payment.commitment, payment.amount, order.drawn) == (302, order, 1_500_000, 1_500_000)
    assert counters(line) == (2_000_000, 0)
