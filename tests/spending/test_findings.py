"""The audit rules, each by what breaks it and by what does not; and what becomes of a finding."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from factories.funding import make_adopted_line
from factories.papers import paper
from factories.people import make_account, make_office
from factories.planning import make_cohort, make_meeting, make_programme, make_stage
from factories.spending import approve, attach, make_commitment, make_payee, make_payment, pay, verify
from factories.training import make_enrolment
from sanggar.foundation import clock
from sanggar.foundation.audit import Actor
from sanggar.foundation.models import AuditEntry
from sanggar.funding.actions import set_activity
from sanggar.funding.models import BudgetLine, ListKind, ReferenceList
from sanggar.people.models import Account, Role
from sanggar.planning.models import Meeting, Programme
from sanggar.spending import actions, jobs
from sanggar.spending.evidence_queries import missing_evidence
from sanggar.spending.findings import RULES, days, held, kept, purposes, receivers, splitting, tariffs
from sanggar.spending.models import (
    Finding,
    FindingEvent,
    FindingState,
    Payee,
    PayeeKind,
    Payment,
    PaymentTax,
    RankGroup,
    TaxKind,
)
from sanggar.spending.pages.request_forms import RequestForm
from sanggar.spending.pages.request_kinds import WHOLE
from sanggar.training.models import Attendance, Method, Presence

pytestmark = pytest.mark.django_db
SPEAKER, MODERATOR = "seminar-eselon-3", "seminar-moderator"
TEAM = "5.1.02.02.01.0004"


@pytest.fixture
def line(programme: Programme) -> BudgetLine:
    made = make_adopted_line(programme, amount=90_000_000)
    set_activity(made.budget, activity="seminar", reason="KAK halaman 2", by=_by(programme), at=clock.now())
    return made


@pytest.fixture
def meeting(programme: Programme) -> Meeting:
    """Two hours, a week ago."""
    return make_meeting(make_cohort(make_stage(programme)), in_days=-7)


@pytest.fixture
def speaker(programme: Programme) -> Payee:
    return make_payee(programme.organisation, "Narasumber Uji", kind=PayeeKind.NON_EMPLOYEE)


def _by(programme: Programme) -> Actor:
    return make_account("Perencana Uji", Role.PPTK, programme.organisation).actor


def own(programme: Programme, name: str = "Orang Sendiri") -> Payee:
    facts = {"kind": PayeeKind.CIVIL_SERVANT, "rank_group": RankGroup.III, "is_of_this_office": True}
    return make_payee(programme.organisation, name, **facts)


def found(programme: Programme, rule: str | None = None) -> list[Finding]:
    actions.review_findings(programme, at=clock.now())
    rows = Finding.objects.filter(programme=programme, state=FindingState.OPEN)
    return list(rows.filter(rule=rule) if rule else rows)


def codes(programme: Programme) -> list[str]:
    return sorted(each.rule for each in found(programme))


def minutes(meeting: Meeting) -> int:
    return int((meeting.ends_at - meeting.starts_at).total_seconds()) // 60


# --- hours and tariffs
def test_hours_are_compared_with_the_meeting_by_the_unit_of_the_tariff(
    line: BudgetLine, meeting: Meeting, speaker: Payee, pptk: Account
) -> None:
    """Two lessons of 45 minutes fit where two hours do not."""
    programme = line.budget.programme
    Meeting.objects.filter(pk=meeting.pk).update(ends_at=meeting.starts_at + timedelta(minutes=90))
    set_activity(line.budget, activity="pelatihan", reason="KAK", by=pptk.actor, at=clock.now())
    lessons = {"payee": speaker, "meeting": meeting, "hours": 2, "tariff": "pelatihan-pengajar-luar"}
    make_payment(line, pptk, 600_000, **lessons)
    assert codes(programme) == []
    set_activity(line.budget, activity="seminar", reason="KAK diubah", by=pptk.actor, at=clock.now())
    other = make_payee(programme.organisation, "Narasumber Kedua", kind=PayeeKind.NON_EMPLOYEE)
    payment = make_payment(line, pptk, 1_800_000, **lessons | {"payee": other, "tariff": SPEAKER})
    (finding,) = found(programme, "jam-lebih")
    assert (finding.payment, finding.figures) == (payment, {"paid": 120, "held": 90})


def test_hours_of_one_payee_and_meeting_count_together_and_none_were_held_where_it_was_called_off(
    line: BudgetLine, meeting: Meeting, speaker: Payee, pptk: Account
) -> None:
    programme, hours = line.budget.programme, minutes(meeting) // 60
    first = make_payment(line, pptk, 900_000, payee=speaker, meeting=meeting, hours=hours, tariff=SPEAKER)
    assert found(programme, "jam-lebih") == []
    second = make_payment(line, pptk, 900_000, payee=speaker, meeting=meeting, hours=1, tariff=SPEAKER)
    (finding,) = found(programme, "jam-lebih")
    assert (finding.payment, finding.others) == (second, [first.pk])
    Meeting.objects.filter(pk=meeting.pk).update(
        cancelled_at=clock.now(), cancelled_by="Panitia", cancel_reason="Banjir"
    )
    assert found(programme, "jam-lebih") == []
    assert {each.payment for each in found(programme, "sesi-batal")} == {first, second}
    finding.refresh_from_db()
    assert finding.state == FindingState.GONE


@pytest.mark.parametrize(
    ("amount", "facts", "expected"),
    [
        (1_800_000, {"hours": 2, "tariff": SPEAKER}, []),
        (1_800_001, {"hours": 2, "tariff": SPEAKER}, ["tarif-lebih"]),
        (1_800_000, {"hours": 2}, ["tarif-belum"]),
        (600_000, {"hours": 2, "tariff": "pelatihan-pengajar-luar"}, ["tarif-keliru"]),
        (700_000, {"tariff": MODERATOR}, []),
        (2_100_000, {"tariff": MODERATOR}, ["tarif-lebih"]),
        (2_100_000, {"tariff": MODERATOR, "people": 3}, []),
        (400_000, {"tariff": "seminar-pembawa-acara"}, ["pembawa-acara"]),
    ],
)
def test_an_honorarium_is_judged_by_the_scale_of_the_activity(
    line: BudgetLine,
    meeting: Meeting,
    speaker: Payee,
    pptk: Account,
    amount: int,
    facts: dict[str, object],
    expected: list[str],
) -> None:
    make_payment(line, pptk, amount, payee=speaker, meeting=meeting, **facts)
    assert codes(line.budget.programme) == expected


@pytest.mark.parametrize(
    ("amount", "tariff", "activity", "expected"),
    [
        (900_000, SPEAKER, "seminar", []),
        (900_001, SPEAKER, "seminar", ["orang-sendiri"]),
        (400_000, "pelatihan-pengajar-dalam", "pelatihan", []),
        (400_000, "pelatihan-pengajar-luar", "pelatihan", ["tarif-luar"]),
        (700_000, MODERATOR, "seminar", ["moderator-dalam"]),
    ],
)
def test_the_office_s_own_people_get_their_share_or_nothing(
    line: BudgetLine, meeting: Meeting, pptk: Account, amount: int, tariff: str, activity: str, expected: list[str]
) -> None:
    programme = line.budget.programme
    set_activity(line.budget, activity=activity, reason="KAK", by=pptk.actor, at=clock.now())
    hours = None if tariff == MODERATOR else 2
    make_payment(line, pptk, amount, payee=own(programme), meeting=meeting, hours=hours, tariff=tariff)
    assert codes(programme) == expected


def test_a_tariff_of_no_list_of_the_day_is_refused(line: BudgetLine, speaker: Payee, pptk: Account) -> None:
    with pytest.raises(actions.TariffUnknown):
        make_payment(line, pptk, payee=speaker, tariff="seminar-presiden")
    with pytest.raises(actions.PeopleWithoutTariff):
        make_payment(line, pptk, payee=speaker, people=3)


def test_what_was_not_held_is_found_from_the_request_on_and_not_approved_before_it_is_explained(
    line: BudgetLine, meeting: Meeting, speaker: Payee, pptk: Account, verifier: Account, budget_authority: Account
) -> None:
    programme = line.budget.programme
    later = make_meeting(meeting.cohort, in_days=7, topic="Sesi yang akan datang")
    payment = make_payment(line, pptk, 900_000, payee=speaker, meeting=later, hours=1, tariff=SPEAKER)
    [finding] = found(programme, "jam-lebih")
    assert finding.figures == {"paid": 60, "held": 0}
    verify(payment, verifier)
    with pytest.raises(actions.UnheldUnexplained):
        approve(payment, budget_authority)
    payment.refresh_from_db()
    assert payment.state == "verified"
    Meeting.objects.filter(pk=later.pk).update(cancelled_at=clock.now(), cancelled_by="Panitia", cancel_reason="Banjir")
    with pytest.raises(actions.UnheldUnexplained):
        approve(payment, budget_authority)
    payment.refresh_from_db()
    [finding] = found(programme, "sesi-batal")
    actions.settle_finding(finding, explanation="Batal di hari-H.", by=verifier.actor, at=clock.now())
    approve(payment, budget_authority)
    assert payment.state == "approved"


def test_a_meeting_that_was_called_off_is_asked_for_no_more(line: BudgetLine, meeting: Meeting, pptk: Account) -> None:
    """Where it was asked for before, it may stand in what is handed in again."""
    payment = make_payment(line, pptk, meeting=meeting)
    Meeting.objects.filter(pk=meeting.pk).update(
        cancelled_at=clock.now(), cancelled_by="Panitia", cancel_reason="Banjir"
    )
    meeting.refresh_from_db()
    with pytest.raises(actions.MeetingCalledOff):
        make_payment(line, pptk, meeting=meeting)
    programme, searched = line.budget.programme, QueryDict()
    offered = [
        str(
            RequestForm(programme, kind=WHOLE, searched=searched, amended=amended, initial={"meeting": meeting.pk})[
                "meeting"
            ]
        )
        for amended in (None, payment)
    ]
    assert [meeting.topic in each for each in offered] == [False, True]
    assert ["dibatalkan" in each for each in offered] == [False, True]


def test_of_steps_in_a_row_the_last_is_reviewed_after_whatever_somebody_waits_for(
    line: BudgetLine, meeting: Meeting, speaker: Payee, pptk: Account
) -> None:
    for _step in range(2):
        make_payment(line, pptk, 900_000, payee=speaker, meeting=meeting, hours=1)
    waiting = DBTaskResult.objects.filter(task_path=actions.review_soon.module_path)
    assert [each.priority < 0 for each in waiting] == [True, True]
    programme = line.budget.programme
    actions.review_soon.func(programme.pk)
    assert Finding.objects.count() == 0
    waiting.delete()
    actions.review_soon.func(programme.pk)
    assert Finding.objects.filter(rule="tarif-belum").count() == 2


# --- presence
def test_portions_are_compared_with_who_was_there_and_the_team_once_the_meeting_is_over(
    line: BudgetLine, meeting: Meeting, pptk: Account
) -> None:
    programme, now = line.budget.programme, clock.now()
    enrolment = make_enrolment(meeting.cohort)
    present = Attendance.objects.create(
        meeting=meeting, enrolment=enrolment, presence=Presence.PRESENT, method=Method.HAND, recorded_at=now
    )
    payment = make_payment(line, pptk, 1_000_000, meeting=meeting, portions=11)
    later = make_meeting(meeting.cohort, in_days=7, topic="Sesi yang akan datang")
    make_payment(line, pptk, 1_000_000, meeting=later, portions=50)
    assert codes(programme) == []
    Attendance.objects.filter(pk=present.pk).update(presence=Presence.ABSENT)
    (finding,) = found(programme)
    assert (finding.rule, finding.payment, finding.figures) == (
        "porsi-lebih",
        payment,
        {"paid": 11, "present": 0, "team": 10},
    )


def test_who_had_left_was_not_there(line: BudgetLine, meeting: Meeting, pptk: Account) -> None:
    enrolment = make_enrolment(meeting.cohort)
    Attendance.objects.create(
        meeting=meeting, enrolment=enrolment, presence=Presence.PRESENT, method=Method.HAND, recorded_at=clock.now()
    )
    make_payment(line, pptk, 1_000_000, meeting=meeting, portions=1)
    assert codes(line.budget.programme) == []
    type(enrolment).objects.filter(pk=enrolment.pk).update(
        state="withdrawn", left_at=meeting.starts_at - timedelta(days=1)
    )
    (finding,) = found(line.budget.programme)
    assert (finding.rule, finding.figures) == ("hadir-mundur", {"number": 1})


# --- receivers and proofs
def test_one_file_on_two_payments_is_found_on_both_even_beyond_the_programme_until_one_came_back_whole(
    line: BudgetLine, pptk: Account, verifier: Account, treasurer: Account
) -> None:
    programme = line.budget.programme
    other_line = make_adopted_line(make_programme(programme.organisation, "program-lain"), amount=5_000_000)
    here, there = make_payment(line, pptk), make_payment(other_line, pptk)
    attach(here, pptk, content=b"%PDF-1.7 nota satu")
    attach(there, pptk, content=b"%PDF-1.7 nota dua")
    assert codes(programme) == []
    attach(there, pptk, content=b"%PDF-1.7 nota satu")
    (finding,) = found(programme)
    assert (finding.rule, finding.payment, finding.others) == ("berkas-sama", here, [there.pk])
    assert [each.payment for each in found(other_line.budget.programme, "berkas-sama")] == [there]
    pay(approve(verify(there, verifier)), treasurer)
    assert codes(programme) == ["berkas-sama"]
    back = {"amount": there.amount, "dated": clock.today(), "number": "STS/1", "reason": "Dibayar dua kali."}
    actions.note_repayment(there, **back, by=treasurer.actor, at=clock.now())
    assert codes(programme) == []


def test_payees_of_one_bank_account_are_found_within_the_office(line: BudgetLine, pptk: Account) -> None:
    programme = line.budget.programme
    bank = {"bank_name": "Bank Jatim", "bank_account": "0099001234"}
    one = make_payee(programme.organisation, "Toko Satu", **bank)
    make_payee(make_office("Dinas Lain"), "Toko Jauh", **bank)
    payment = make_payment(line, pptk, payee=one)
    assert codes(programme) == []
    make_payee(programme.organisation, "Toko Dua", **bank)
    (finding,) = found(programme)
    assert (finding.rule, finding.payment, finding.figures) == ("rekening-sama", payment, {"payees": 2})


def test_nobody_is_paid_for_two_places_at_one_time(
    line: BudgetLine, meeting: Meeting, speaker: Payee, pptk: Account
) -> None:
    programme = line.budget.programme
    other_line = make_adopted_line(make_programme(programme.organisation, "program-lain"), amount=5_000_000)
    same_time = make_meeting(make_cohort(make_stage(other_line.budget.programme)), in_days=-7)
    Meeting.objects.filter(pk=same_time.pk).update(
        starts_at=meeting.starts_at + timedelta(minutes=30), ends_at=meeting.ends_at + timedelta(minutes=30)
    )
    facts = {"payee": speaker, "hours": 1, "tariff": SPEAKER}
    here = make_payment(line, pptk, 900_000, meeting=meeting, **facts)
    there = make_payment(other_line, pptk, 900_000, meeting=same_time, **facts)
    (finding,) = found(programme)
    assert (finding.rule, finding.payment, finding.others) == ("dua-tempat", here, [there.pk])
    Meeting.objects.filter(pk=same_time.pk).update(
        starts_at=meeting.ends_at, ends_at=meeting.ends_at + timedelta(hours=1)
    )
    assert codes(programme) == []


def test_evidence_is_missing_from_the_day_on_which_the_accounts_had_to_be_whole(
    line: BudgetLine, speaker: Payee, pptk: Account, verifier: Account, treasurer: Account
) -> None:
    """In the month of the payment and until the tenth of the next one nothing is late."""
    programme = line.budget.programme
    payment = pay(approve(verify(make_payment(line, pptk, payee=speaker), verifier)), treasurer)
    PaymentTax.objects.filter(payment=payment).delete()
    PaymentTax.objects.create(
        payment=payment,
        kind=TaxKind.PPH21,
        rule="PPh 21",
        base=1_000_000,
        computed=25_000,
        amount=25_000,
        computed_at=clock.now(),
    )
    Payment.objects.filter(pk=payment.pk).update(paid_on=date(2026, 3, 20))
    for day, expected in ((date(2026, 3, 31), []), (date(2026, 4, 10), []), (date(2026, 4, 11), ["bukti-kurang"])):
        actions.review_findings(programme, at=datetime(day.year, day.month, day.day, 5, tzinfo=UTC))
        assert [each.rule for each in Finding.objects.filter(state=FindingState.OPEN)] == expected
    for needed in missing_evidence(payment):
        attach(payment, pptk, content=paper(needed.kind), kind=needed.kind)
    assert found(programme) == []


# --- splitting
def test_packages_of_one_kind_month_and_vendor_are_added_up(line: BudgetLine, pptk: Account) -> None:
    programme = line.budget.programme
    first = make_payment(line, pptk, 30_000_000)
    assert codes(programme) == []
    second = make_payment(line, pptk, 20_000_001)
    other = make_payee(programme.organisation, "Warung Lain")
    make_payment(line, pptk, 30_000_000, payee=other)
    (finding,) = found(programme)
    assert (finding.rule, finding.line, finding.others) == ("paket-dipecah", line, [first.pk, second.pk])
    assert (finding.figures["sum_rp"], finding.figures["limit_rp"]) == (50_000_001, 50_000_000)


def test_an_order_is_one_package_whatever_is_paid_under_it(line: BudgetLine, pptk: Account) -> None:
    programme = line.budget.programme
    order = make_commitment(line, pptk, 49_000_000)
    for _instalment in range(2):
        make_payment(line, pptk, 20_000_000, commitment=order)
    assert codes(programme) == []
    other = make_commitment(line, pptk, 2_000_000, number="027/2/SPK")
    (finding,) = found(programme)
    assert (finding.rule, finding.figures["packages"], finding.figures["sum_rp"]) == ("paket-dipecah", 2, 51_000_000)
    actions.cancel_commitment(other, reason="Dobel.", by=pptk.actor, at=clock.now())
    assert codes(programme) == []


def test_goods_below_the_limit_of_pph_22_are_added_up_by_vendor(line: BudgetLine, pptk: Account) -> None:
    """Catering, as the line is at first, has no such limit."""
    programme = line.budget.programme
    first, second = make_payment(line, pptk, 1_500_000), make_payment(line, pptk, 500_001)
    assert codes(programme) == []
    BudgetLine.objects.filter(pk=line.pk).update(account_code="5.1.02.01.01.0024")
    (finding,) = found(programme)
    assert (finding.rule, finding.line, finding.others) == ("pph22-dipecah", line, [first.pk, second.pk])
    assert (finding.figures["sum_rp"], finding.figures["limit_rp"]) == (2_000_001, 2_000_000)
    Payment.objects.filter(pk=second.pk).update(amount=500_000)
    assert codes(programme) == []


# --- what becomes of a finding
def test_steps_and_the_clock_ask_for_a_review_and_it_is_done_by_the_worker(
    line: BudgetLine, meeting: Meeting, speaker: Payee, pptk: Account
) -> None:
    programme = line.budget.programme
    make_payment(line, pptk, 1_900_000, payee=speaker, meeting=meeting, hours=2, tariff=SPEAKER)
    asked = DBTaskResult.objects.filter(task_path="sanggar.spending.actions.reviewing.review_soon")
    assert asked.count() == 1
    jobs.review_findings(clock.now())
    assert (asked.count(), Finding.objects.count()) == (2, 0)
    asked.all().delete()  # the worker has taken them
    actions.review_soon.func(programme.pk)
    assert [each.rule for each in Finding.objects.all()] == ["tarif-lebih"]


def test_looking_again_changes_nothing_and_asks_as_many_questions_for_many_payments(
    line: BudgetLine, meeting: Meeting, pptk: Account
) -> None:
    programme = line.budget.programme
    for number in range(3):
        payee = make_payee(programme.organisation, f"Narasumber {number}", kind=PayeeKind.NON_EMPLOYEE)
        make_payment(line, pptk, 2_000_000, payee=payee, meeting=meeting, hours=1, tariff=SPEAKER)
    assert codes(programme) == ["tarif-lebih"] * 3
    before = list(Finding.objects.values()), FindingEvent.objects.count(), AuditEntry.objects.count()
    with CaptureQueriesContext(
        connection,
    ) as few:
        actions.review_findings(programme, at=clock.now())
    assert (list(Finding.objects.values()), FindingEvent.objects.count(), AuditEntry.objects.count()) == before
    for number in range(3, 12):
        payee = make_payee(programme.organisation, f"Narasumber {number}", kind=PayeeKind.NON_EMPLOYEE)
        make_payment(line, pptk, 2_000_000, payee=payee, meeting=meeting, hours=1, tariff=SPEAKER)
    found(programme)
    with CaptureQueriesContext(connection) as many:
        actions.review_findings(programme, at=clock.now())
    assert len(few) == len(many)


def test_a_finding_is_settled_opens_with_other_figures_and_goes_with_its_cause(
    line: BudgetLine, meeting: Meeting, speaker: Payee, pptk: Account, verifier: Account
) -> None:
    programme = line.budget.programme
    make_payment(line, pptk, 1_900_000, payee=speaker, meeting=meeting, hours=2, tariff=SPEAKER)
    (finding,) = found(programme)
    with pytest.raises(actions.OwnFinding):
        actions.settle_finding(finding, explanation="Sudah benar.", by=pptk.actor, at=clock.now())
    actions.settle_finding(finding, explanation="Perwali 12 mengizinkan.", by=verifier.actor, at=clock.now())
    assert (found(programme), finding.settled_by) == ([], verifier)
    Meeting.objects.filter(pk=meeting.pk).update(topic="Judul lain")
    assert found(programme) == []
    Payment.objects.update(amount=1_950_000)
    (again,) = found(programme)
    assert (again.pk, again.explanation, again.settled_by) == (finding.pk, "", None)
    with pytest.raises(actions.FindingMoved):
        actions.settle_finding(finding, explanation="Angka lama.", by=verifier.actor, at=clock.now())
    Payment.objects.update(amount=1_800_000)
    assert found(programme) == []
    again.refresh_from_db()
    told = list(again.events.values_list("to_state", "explanation"))
    assert told == [("open", ""), ("settled", "Perwali 12 mengizinkan."), ("open", ""), ("gone", "")]


def test_the_database_keeps_a_finding_whole(line: BudgetLine, meeting: Meeting, speaker: Payee, pptk: Account) -> None:
    make_payment(line, pptk, 1_900_000, payee=speaker, meeting=meeting, hours=2, tariff=SPEAKER)
    (finding,) = found(line.budget.programme)
    for broken in ({"line": line}, {"payment": None}, {"state": "settled"}, {"explanation": "x"}, {"state": "lost"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Finding.objects.filter(pk=finding.pk).update(**broken)
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.create(
            **{name: getattr(finding, name) for name in ("programme", "rule", "payment", "key", "figures")},
            raised_at=clock.now(),
            changed_at=clock.now(),
        )


def test_every_rule_has_its_words_and_none_is_named_twice() -> None:
    written = [
        *held.RULES,
        *tariffs.RULES,
        *purposes.RULES,
        *receivers.RULES,
        *splitting.RULES,
        *days.RULES,
        *kept.RULES,
    ]
    assert len(written) == len(RULES)
    assert all((rule.name, rule.demand, rule.told, rule.basis) for rule in written)


# --- what fees and transport money pay for
def of_account(line: BudgetLine, code: str) -> BudgetLine:
    BudgetLine.objects.filter(pk=line.pk).update(account_code=code)
    line.refresh_from_db()
    return line


def test_a_fee_names_its_meeting_or_contacts(line: BudgetLine, meeting: Meeting, speaker: Payee, pptk: Account) -> None:
    programme, fees = line.budget.programme, of_account(line, "5.1.02.02.01.0003")
    make_payment(fees, pptk, 900_000, payee=speaker, meeting=meeting, hours=1, tariff=SPEAKER)
    assert found(programme, "honor-tanpa-kegiatan") == []
    bare = make_payment(fees, pptk, 900_000, payee=speaker)
    (finding,) = found(programme, "honor-tanpa-kegiatan")
    assert (finding.payment, finding.figures) == (bare, {"amount_rp": 900_000})


def test_the_fee_of_a_team_is_asked_for_its_decree_and_for_no_meeting(
    line: BudgetLine, speaker: Payee, pptk: Account
) -> None:
    payment = make_payment(of_account(line, TEAM), pptk, 450_000, payee=speaker)
    (finding,) = found(line.budget.programme)
    assert (finding.rule, finding.payment, finding.figures) == ("honor-tim", payment, {"amount_rp": 450_000})


@pytest.mark.parametrize(
    ("people", "amount", "broken"),
    [
        ((7,), 7 * 220_000, []),
        ((7,), 7 * 220_000 + 1, [("tarif-lebih", 1_540_000)]),
        ((8,), 8 * 220_000, [("anggota-tim", 7)]),
        ((4, 4), 4 * 220_000, [("anggota-tim", 7)]),
    ],
    ids=["within", "above the tariff", "too many", "too many on two lists of a month"],
)
def test_a_team_is_within_the_numbers_of_the_day(
    line: BudgetLine, speaker: Payee, pptk: Account, people: tuple[int, ...], amount: int, broken: list[tuple[str, int]]
) -> None:
    """Whatever the kind of activity is."""
    for number in people:
        facts = {"payee": speaker, "tariff": "sekretariat-sekda-anggota", "people": number}
        last = make_payment(of_account(line, TEAM), pptk, amount, **facts)
    raised = [each for each in found(line.budget.programme) if each.rule != "honor-tim"]
    assert [(each.rule, each.figures.get("most") or each.figures.get("most_rp")) for each in raised] == broken
    assert all(each.payment == last for each in raised)


def test_what_a_team_s_fee_is_follows_the_list_and_not_the_program(
    line: BudgetLine, speaker: Payee, pptk: Account
) -> None:
    """A list that somebody verified and that names no account of teams counts before the one that came along."""
    programme = line.budget.programme
    make_payment(of_account(line, TEAM), pptk, 450_000, payee=speaker)
    assert codes(programme) == ["honor-tim"]
    own = ReferenceList(kind=ListKind.AUDIT, version="Kota", valid_from=date(2021, 1, 1), legal_basis="Perwali uji")
    own.imported_at = own.verified_at = clock.now()
    own.verified_by = pptk
    own.save()
    assert codes(programme) == ["honor-tanpa-kegiatan"]


def test_transport_money_is_paid_once_for_a_meeting(
    line: BudgetLine, meeting: Meeting, speaker: Payee, pptk: Account
) -> None:
    programme, transport = line.budget.programme, of_account(line, "5.1.02.04.01.0003")
    other = make_meeting(meeting.cohort, in_days=-6)
    first = make_payment(transport, pptk, 50_000, payee=speaker, meeting=meeting)
    make_payment(transport, pptk, 50_000, payee=speaker, meeting=other)
    assert codes(programme) == []
    second = make_payment(transport, pptk, 150_000, payee=speaker, meeting=meeting)
    (finding,) = found(programme)
    assert (finding.rule, finding.payment, finding.others) == ("transpor-ganda", second, [first.pk])
    assert finding.figures == {"number": 2, "amount_rp": 200_000}


def test_meals_are_not_paid_beside_a_package_that_includes_them(
    line: BudgetLine, meeting: Meeting, speaker: Payee, pptk: Account
) -> None:
    programme = line.budget.programme
    meal = make_payment(make_adopted_line(programme), pptk, 50_000, payee=speaker, meeting=meeting)
    of_account(line, "5.1.02.04.01.0004")
    package = make_payment(line, pptk, 150_000, payee=make_payee(programme.organisation, "Hotel Uji"))
    assert codes(programme) == []
    Payment.objects.filter(pk=package.pk).update(meeting=meeting)
    (finding,) = found(programme)
    assert (finding.rule, finding.payment, finding.others) == ("konsumsi-paket", meal, [package.pk])
