"""Payments: three people, three steps, and the money held in between."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from factories.funding import make_adopted_line
from factories.people import make_account
from factories.planning import make_cohort, make_meeting, make_programme, make_stage
from factories.spending import approve, attach, close, make_file, make_payment, pay, verify
from sanggar.foundation import clock, files
from sanggar.foundation.models import AuditEntry
from sanggar.funding.actions import LineExhausted
from sanggar.funding.models import BudgetLine
from sanggar.people.models import Account, Organisation, Role
from sanggar.planning.models import Programme
from sanggar.spending import actions
from sanggar.spending.models import Evidence, Payment
from sanggar.spending.queries import (
    payments_by_file,
    payments_in,
    payments_to_close,
    spending_totals,
)
from sanggar.spending.states import ALLOWED, PaymentState
from sanggar.spending.waiting import money_waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(programme: Programme) -> BudgetLine:
    return make_adopted_line(programme, amount=5_000_000)


def counters(line: BudgetLine) -> tuple[int, int, int]:
    line.refresh_from_db()
    return line.committed, line.paid, line.left


def test_a_payment_goes_from_hand_to_hand(
    line: BudgetLine, pptk: Account, verifier: Account, budget_authority: Account, treasurer: Account
) -> None:
    payment = make_payment(line, pptk, 1_000_000)
    assert counters(line) == (1_000_000, 0, 4_000_000)
    verify(payment, verifier)
    approve(payment, budget_authority)
    assert counters(line) == (1_000_000, 0, 4_000_000)
    pay(payment, treasurer)
    assert counters(line) == (0, 1_000_000, 4_000_000)
    close(payment, verifier)
    history = [(event.by_label, event.from_state, event.to_state) for event in payment.events.all()]
    assert history == [
        ("Putra PPTK", "", "proposed"),
        ("Vina Verifikator", "proposed", "verified"),
        ("Kartika Kepala", "verified", "approved"),
        ("Bayu Bendahara", "approved", "paid"),
        ("Vina Verifikator", "paid", "closed"),
    ]


def test_a_line_that_is_exhausted_says_what_it_still_has(line: BudgetLine, pptk: Account) -> None:
    make_payment(line, pptk, 4_999_999)
    with pytest.raises(LineExhausted, match=r"Rincian ini tinggal Rp1; yang diajukan Rp2\."):
        make_payment(line, pptk, 2)
    assert Payment.objects.count() == 1


@pytest.mark.parametrize("stop", [actions.refuse_payment, actions.cancel_payment])
@pytest.mark.parametrize("is_verified", [False, True])
def test_what_is_refused_or_cancelled_gives_its_money_back(
    stop: Callable[..., None],
    is_verified: bool,  # noqa: FBT001
    line: BudgetLine,
    pptk: Account,
    verifier: Account,
    treasurer: Account,
) -> None:
    payment = make_payment(line, pptk, 5_000_000)
    if is_verified:
        verify(payment, verifier)
    stop(payment, reason="Harga tidak sesuai.", by=treasurer.actor, at=clock.now())
    assert counters(line) == (0, 0, 5_000_000)
    assert payment.events.get(reason="Harga tidak sesuai.").to_state == payment.state


def test_nobody_takes_two_steps_on_one_payment(
    line: BudgetLine, pptk: Account, verifier: Account, budget_authority: Account
) -> None:
    payment = make_payment(line, pptk)
    attach(payment, pptk)
    with pytest.raises(actions.TwoSteps):
        actions.verify_payment(payment, by=pptk.actor, at=clock.now())
    with pytest.raises(actions.TwoSteps):
        actions.refuse_payment(payment, reason="Sendiri.", by=pptk.actor, at=clock.now())
    actions.verify_payment(payment, by=verifier.actor, at=clock.now())
    for hand in (pptk, verifier):
        with pytest.raises(actions.TwoSteps):
            approve(payment, hand)
    approve(payment, budget_authority)
    for hand in (pptk, verifier, budget_authority):
        with pytest.raises(actions.TwoSteps):
            pay(payment, hand)
    payment.refresh_from_db()
    assert payment.state == PaymentState.APPROVED


def test_the_database_refuses_two_steps_by_one_hand_even_past_the_actions(
    line: BudgetLine, pptk: Account, verifier: Account, treasurer: Account
) -> None:
    payment = pay(verify(make_payment(line, pptk), verifier), treasurer)
    receiver = {"payee_account": treasurer}
    for broken in (
        {"verified_by": pptk},
        {"paid_by": pptk},
        {"paid_by": verifier},
        {"approved_by": treasurer},
        receiver,
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Payment.objects.filter(pk=payment.pk).update(**broken)


@pytest.mark.parametrize(
    "broken",
    [
        {"state": "verified"},
        {"state": "approved"},
        {"state": "paid"},
        {"state": "closed"},
        {"mode": "XX"},
        {"hours": 2},
        {"approved_at": clock.now()},
        {"closed_at": clock.now()},
        {"state": "unheard_of"},
        {"amount": 0},
        {"proof_number": "SP2D-1"},
        {"verified_at": clock.now()},
    ],
)
def test_the_database_refuses_a_broken_payment_even_past_the_actions(
    line: BudgetLine, pptk: Account, broken: dict[str, Any]
) -> None:
    payment = make_payment(line, pptk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.filter(pk=payment.pk).update(**broken)


def test_a_payment_without_evidence_is_not_verified(line: BudgetLine, pptk: Account, verifier: Account) -> None:
    payment = make_payment(line, pptk)
    withdrawn = attach(payment, pptk)
    actions.withdraw_evidence(withdrawn, reason="Salah berkas.", by=pptk.actor, at=clock.now())
    with pytest.raises(actions.EvidenceMissing):
        actions.verify_payment(payment, by=verifier.actor, at=clock.now())
    payment.refresh_from_db()
    assert (payment.state, payment.verified_by) == (PaymentState.PROPOSED, None)


def test_evidence_on_which_somebody_verified_stays(line: BudgetLine, pptk: Account, verifier: Account) -> None:
    payment = make_payment(line, pptk)
    evidence = attach(payment, pptk)
    actions.verify_payment(payment, by=verifier.actor, at=clock.now())
    with pytest.raises(actions.EvidenceFixed):
        actions.withdraw_evidence(evidence, reason="Terlambat.", by=pptk.actor, at=clock.now())
    later = attach(payment, pptk, b"%PDF-1.7 milik pembayaran lain")
    actions.withdraw_evidence(later, reason="Salah berkas.", by=pptk.actor, at=clock.now())
    assert list(payment.evidence.filter(withdrawn_at=None)) == [evidence]


def test_nothing_is_attached_to_what_was_given_up(line: BudgetLine, pptk: Account) -> None:
    payment = make_payment(line, pptk)
    actions.cancel_payment(payment, reason="Tidak jadi.", by=pptk.actor, at=clock.now())
    with pytest.raises(actions.PaymentMoved, match="Dibatalkan"):
        attach(payment, pptk)


def test_evidence_is_judged_by_its_content(line: BudgetLine, pptk: Account) -> None:
    payment = make_payment(line, pptk)
    with pytest.raises(files.FileKindUnknown):
        attach(payment, pptk, content=b"<script>alert(1)</script>")
    assert Evidence.objects.count() == 0


def test_the_same_file_on_two_payments_is_seen(line: BudgetLine, pptk: Account) -> None:
    first, second = (attach(make_payment(line, pptk), pptk, b"%PDF-1.7 sama") for _payment in range(2))
    attach(make_payment(line, pptk), pptk, b"%PDF-1.7 lain")
    assert payments_by_file([first])[first.file.digest] == {first.payment_id, second.payment_id}


def test_money_does_not_leave_in_the_future(
    line: BudgetLine, pptk: Account, verifier: Account, treasurer: Account
) -> None:
    payment = approve(verify(make_payment(line, pptk), verifier))
    with pytest.raises(actions.PaidInFuture):
        actions.pay(
            payment,
            proof_number="SP2D-1",
            paid_on=clock.today() + timedelta(days=1),
            by=treasurer.actor,
            at=clock.now(),
        )
    assert counters(line)[1] == 0


@pytest.mark.parametrize("state", [state for state, after in ALLOWED.items() if not after])
def test_a_finished_payment_moves_no_more(
    state: PaymentState, office: Organisation, line: BudgetLine, pptk: Account, verifier: Account, treasurer: Account
) -> None:
    payment = verify(make_payment(line, pptk), verifier)
    finish: dict[PaymentState, Callable[[], object]] = {
        PaymentState.CLOSED: lambda: close(pay(payment, treasurer), verifier),
        PaymentState.REFUSED: lambda: actions.refuse_payment(
            payment, reason="Kurang.", by=treasurer.actor, at=clock.now()
        ),
        PaymentState.CANCELLED: lambda: actions.cancel_payment(payment, reason="Batal.", by=pptk.actor, at=clock.now()),
    }
    finish[state]()
    before = counters(line)
    fresh = make_account("Tangan Baru", Role.TREASURER, office)
    for act in (
        lambda: actions.verify_payment(payment, by=fresh.actor, at=clock.now()),
        lambda: approve(payment, fresh),
        lambda: pay(payment, fresh),
        lambda: actions.refuse_payment(payment, reason="Lagi.", by=fresh.actor, at=clock.now()),
        lambda: actions.cancel_payment(payment, reason="Lagi.", by=pptk.actor, at=clock.now()),
    ):
        with pytest.raises(actions.PaymentMoved, match=payment.get_state_display()):
            act()
    assert counters(line) == before


def test_a_payment_belongs_to_a_meeting_of_its_own_programme(
    line: BudgetLine, programme: Programme, pptk: Account
) -> None:
    own = make_meeting(make_cohort(make_stage(programme)))
    foreign = make_meeting(make_cohort(make_stage(make_programme(programme.organisation, "lain"))))
    assert make_payment(line, pptk, meeting=own, hours=2).meeting == own
    with pytest.raises(actions.MeetingElsewhere):
        make_payment(line, pptk, meeting=foreign)
    with pytest.raises(actions.MeetingUnnamed):
        make_payment(line, pptk, hours=2)


def test_the_queries_say_for_whom_payments_wait(
    line: BudgetLine, programme: Programme, pptk: Account, verifier: Account, treasurer: Account
) -> None:
    bare = make_payment(line, pptk, 100)
    proved = make_payment(line, pptk, 200)
    attach(proved, pptk)
    verified = verify(make_payment(line, pptk, 400), verifier)
    approved = approve(verify(make_payment(line, pptk, 1600), verifier))
    paid = pay(verify(make_payment(line, pptk, 800), verifier), treasurer)
    assert set(payments_in(programme, PaymentState.PROPOSED)) == {bare, proved}
    assert list(payments_in(programme, PaymentState.VERIFIED)) == [verified]
    assert list(payments_in(programme, PaymentState.APPROVED)) == [approved]
    waiting = money_waiting(Programme.objects.filter(pk=programme.pk))[programme.pk]
    told = (waiting.proposed, waiting.without_evidence, waiting.verified, waiting.approved, waiting.paid)
    assert told == (2, 1, 1, 1, 1)
    assert list(payments_to_close(programme)) == [paid]
    totals = spending_totals(programme)
    assert (totals.committed, totals.paid, totals.left) == (2300, 800, 5_000_000 - 3100)


def test_the_record_names_no_payee(line: BudgetLine, pptk: Account) -> None:
    make_payment(line, pptk)
    entry = AuditEntry.objects.get(verb="spending.propose_payment")
    assert "Warung" not in f"{entry.subject_label}{entry.details}"
    assert entry.commitment != ""


def test_a_file_is_served_under_the_name_it_came_with(line: BudgetLine, pptk: Account) -> None:
    evidence = attach(make_payment(line, pptk), pptk)
    assert evidence.file.name == make_file().name
