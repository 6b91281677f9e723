"""The plan of the money: drafts side by side, adopted by another, fixed for ever, shifted while spending goes on."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Sum

from factories.funding import adopt, change, line_in_force, make_adopted_line, make_budget, make_draft, make_line
from factories.people import SETUP, make_account
from factories.planning import make_cohort, make_meeting, make_stage
from sanggar.cores.costing.affordability import Affordable
from sanggar.cores.costing.shape import Driver, Shape, even_stage
from sanggar.foundation import audit, clock
from sanggar.foundation.errors import DomainError
from sanggar.foundation.models import AuditEntry
from sanggar.funding import actions, queries
from sanggar.funding.models import Budget, BudgetLine, BudgetVersion, VersionKind, VersionLine
from sanggar.funding.queries import BudgetTotals, budget_of, totals
from sanggar.people.models import Account, Role
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
PAKET = ((1, "paket"),)


def fresh(version: BudgetVersion) -> BudgetVersion:
    return BudgetVersion.objects.get(pk=version.pk)


# --- lines of a draft -----------------------------------------------------------------------------------------------
def test_volume_times_price_is_the_amount(programme: Programme) -> None:
    line = make_line(make_budget(programme), unit_price=65_000, factors=((60, "orang"), (2, "hari")))
    assert (line.volume, line.amount) == (120, 7_800_000)


def test_lines_never_add_up_to_more_than_the_ceiling(programme: Programme) -> None:
    draft = make_budget(programme, ceiling=10_000_000)
    make_line(draft, unit_price=6_000_000, factors=PAKET)
    with pytest.raises(actions.CeilingExceeded, match=r"paling banyak Rp4\.000\.000.*Rp4\.000\.001"):
        make_line(draft, unit_price=4_000_001, factors=PAKET)
    make_line(draft, unit_price=4_000_000, factors=PAKET)
    assert fresh(draft).left == 0


def test_an_amount_beyond_any_number_the_database_holds_is_refused_like_any_other(programme: Programme) -> None:
    with pytest.raises(actions.CeilingExceeded):
        make_line(make_budget(programme), unit_price=10**15, factors=((10**6, "orang"), (10**6, "hari")))


def test_changing_and_removing_lines_keeps_the_sum(programme: Programme) -> None:
    draft = make_budget(programme, ceiling=10_000_000)
    line, other = (make_line(draft, unit_price=price, factors=PAKET) for price in (6_000_000, 1_000_000))
    change(line, 9_000_000)
    with pytest.raises(actions.CeilingExceeded, match=r"paling banyak Rp9\.000\.000"):
        change(line, 9_000_001)
    actions.remove_line(other, by=SETUP, at=clock.now())
    assert fresh(draft).allocated == draft.lines.aggregate(sum=Sum("amount"))["sum"] == 9_000_000


def test_a_draft_past_a_ceiling_that_was_lowered_may_shrink_but_neither_grow_nor_be_adopted(
    programme: Programme, budget_authority: Account
) -> None:
    draft = make_budget(programme, ceiling=10_000_000)
    line = make_line(draft, unit_price=9_000_000, factors=PAKET)
    given = {name: getattr(draft, name) for name in ("sub_activity_code", "sub_activity_name", "code_list")}
    actions.change_version(
        draft,
        name="DPA",
        reason="",
        completing_percent=80,
        least_group=1,
        ceiling=5_000_000,
        **given,
        by=SETUP,
        at=clock.now(),
    )
    change(line, 8_000_000)
    with pytest.raises(actions.CeilingExceeded):
        change(line, 8_000_001)
    with pytest.raises(actions.VersionPassesCeiling, match=r"Rp3\.000\.000"):
        adopt(draft, budget_authority)


def test_a_refused_act_leaves_no_trace(programme: Programme) -> None:
    draft = make_budget(programme)
    before = AuditEntry.objects.count()
    with pytest.raises(DomainError):
        make_line(draft, unit_price=10**12)
    assert (AuditEntry.objects.count(), draft.lines.count()) == (before, 0)


# --- adopting -------------------------------------------------------------------------------------------------------
def test_adopting_puts_a_version_in_force_with_its_document(programme: Programme, budget_authority: Account) -> None:
    line = make_line(make_budget(programme))
    assert totals(programme) == BudgetTotals()
    budget = adopt(line.version, budget_authority)
    version = fresh(line.version)
    assert (version.ordinal, version.approver, version.adopted_by) == (1, "PPKD", budget_authority)
    assert totals(programme) == BudgetTotals(ceiling=150_000_000, allocated=7_800_000)
    assert (budget.adopted_by, line_in_force(line).amount) == (budget_authority, 7_800_000)


def test_an_rka_is_adopted_but_nothing_can_be_spent_on_it(programme: Programme, budget_authority: Account) -> None:
    line = make_line(make_budget(programme, kind=VersionKind.RKA))
    adopt(line.version, budget_authority)
    assert (totals(programme), BudgetLine.objects.count()) == (BudgetTotals(), 0)
    dpa = make_draft(programme, VersionKind.DPA, "DPA")
    before = actions.Document("900/1", clock.today() - timedelta(days=1), "PPKD")
    with pytest.raises(actions.DatedBeforeTheLast):
        actions.adopt_version(dpa, document=before, by=budget_authority.actor, at=clock.now())
    adopt(dpa, budget_authority)
    assert [v.kind for v in queries.versions_of(programme).order_by("ordinal")] == ["rka", "dpa"]
    assert line_in_force(line).amount == 7_800_000


def test_an_empty_budget_is_not_adopted(programme: Programme, budget_authority: Account) -> None:
    with pytest.raises(actions.NothingToAdopt):
        adopt(make_budget(programme), budget_authority)


def test_who_planned_a_version_or_what_it_was_copied_from_does_not_adopt_it(
    programme: Programme, budget_authority: Account
) -> None:
    draft = make_budget(programme)
    change(make_line(draft), 5, by=budget_authority)
    copy = actions.draft_version(draft, kind=VersionKind.DPA, name="Lain", reason="", by=SETUP, at=clock.now())
    for each in (draft, copy):
        with pytest.raises(actions.OwnBudget):
            adopt(each, budget_authority)
    assert not Budget.objects.get().is_adopted


def test_who_approved_is_a_budget_authority_without_a_hand_in_the_draft_or_somebody_outside(
    programme: Programme, budget_authority: Account, officer: Account
) -> None:
    line = make_line(make_budget(programme))
    planner = make_account("Kusuma Kuasa", Role.BUDGET_AUTHORITY, programme.organisation)
    change(line, 5, by=planner)
    version, today = fresh(line.version), clock.today()
    assert list(queries.approvers_of(version)) == [budget_authority]

    def adopted(**told: Any) -> None:
        document = actions.Document("900/12", today, **told)
        actions.adopt_version(version, document=document, by=budget_authority.actor, at=clock.now())

    for told in ({}, {"approver": "PPKD", "approver_account": budget_authority}):
        with pytest.raises(actions.ApproverUnclear):
            adopted(**told)
    for told in ({"approver_account": planner}, {"approver_account": officer}, {"approver": " kusuma  KUASA "}):
        with pytest.raises(actions.ApproverNotFit):
            adopted(**told)
    adopted(approver_account=budget_authority)
    assert (fresh(version).approver, fresh(version).approver_account) == ("", budget_authority)


def test_the_database_refuses_a_shift_that_nobody_approved(programme: Programme, budget_authority: Account) -> None:
    make_adopted_line(programme)
    fixed = {"ordinal": 2, "dated": clock.today(), "adopted_at": clock.now(), "adopted_by": budget_authority}
    shifts = BudgetVersion.objects.filter(pk=make_draft(programme).pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        shifts.update(state="adopted", **fixed)
    assert shifts.update(state="adopted", approver="Sekretaris Daerah", **fixed) == 1


def test_a_version_is_adopted_once(programme: Programme, budget_authority: Account) -> None:
    draft = make_line(make_budget(programme)).version
    adopt(draft, budget_authority)
    with pytest.raises(actions.VersionFixed):
        adopt(draft, budget_authority)
    assert [event.kind for event in draft.budget.events.all()] == ["drafted", "adopted"]


def test_an_adopted_or_withdrawn_version_is_fixed(programme: Programme, budget_authority: Account) -> None:
    adopted, withdrawn = (make_line(make_budget(programme)) for _ in range(2))
    adopt(adopted.version, budget_authority)
    actions.withdraw_version(withdrawn.version, reason="Tidak dipakai.", by=SETUP, at=clock.now())
    for line in (adopted, withdrawn):
        for act in (
            lambda line=line: make_line(line.version),
            lambda line=line: change(line, 1),
            lambda line=line: actions.remove_line(line, by=SETUP, at=clock.now()),
            lambda line=line: actions.follow_plan(line.version, by=SETUP, at=clock.now()),
        ):
            with pytest.raises(actions.VersionFixed, match="Buat rancangan baru"):
                act()


def test_the_database_keeps_an_adopted_version_even_past_the_actions(programme: Programme) -> None:
    line = make_line(make_budget(programme))
    adopt(line.version)
    versions, lines = BudgetVersion.objects.filter(pk=line.version_id), VersionLine.objects.filter(pk=line.pk)
    for act in (
        lambda: versions.update(ceiling=1_000_000_000),
        lambda: versions.update(state="draft", ordinal=None, adopted_at=None, adopted_by=None),
        lambda: lines.update(volume=240, amount=15_600_000),
        lambda: lines._raw_delete("default"),  # type: ignore[attr-defined]  # past the collector
        lambda: VersionLine.objects.create(
            version=line.version, account_code="1", description="x", factors=[], driver=Driver.PROGRAMME, driven=1,
            volume=1, unit_price=1, amount=1,
        ),
    ):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_the_database_keeps_the_history_of_a_budget(programme: Programme) -> None:
    make_adopted_line(programme)
    events = programme.budget.events.order_by("at", "pk")
    before = list(events.values())
    for broken in (lambda: events.update(ceiling=1), events.delete):
        with pytest.raises(DatabaseError, match="fixed"), transaction.atomic():
            broken()
    assert list(events.values()) == before


# --- shifting while spending goes on --------------------------------------------------------------------------------
def test_money_is_shifted_between_lines_while_spending_goes_on(programme: Programme) -> None:
    budget = make_budget(programme, ceiling=10_000_000)
    food, hall = (
        make_line(budget, unit_price=price, factors=PAKET, description=name)
        for price, name in ((6_000_000, "Konsumsi"), (4_000_000, "Gedung"))
    )
    adopt(budget)
    shift = make_draft(programme)
    smaller, larger = (shift.lines.get(description=name) for name in ("Konsumsi", "Gedung"))
    change(smaller, 5_000_000)
    change(larger, 5_000_000)
    actions.commit_on_line(line_in_force(hall), 4_000_000)  # the draft lies beside, unpaid for
    with pytest.raises(actions.LineExhausted):
        actions.commit_on_line(line_in_force(hall), 1)
    adopt(shift)
    actions.commit_on_line(line_in_force(hall), 1_000_000)
    assert (line_in_force(food).amount, line_in_force(hall).left) == (5_000_000, 0)


def test_a_shift_below_what_a_line_has_used_is_refused_with_the_lines_named(programme: Programme) -> None:
    line = make_adopted_line(programme, amount=7_000_000)
    actions.commit_on_line(line, 3_000_000)
    shift = make_draft(programme)
    change(shift.lines.get(), 2_999_999)
    with pytest.raises(actions.LinesBelowUse, match=rf"{line.description} \(Rp3\.000\.000\)"):
        adopt(shift)
    line.refresh_from_db()
    assert (line.amount, fresh(shift).state) == (7_000_000, "draft")
    change(shift.lines.get(), 3_000_000)
    adopt(shift)


def test_a_document_of_tomorrow_is_refused_by_the_act_itself(programme: Programme, budget_authority: Account) -> None:
    make_line(draft := make_budget(programme))
    tomorrow = clock.today() + timedelta(days=1)
    told = {"by": budget_authority.actor, "at": clock.now()}
    with pytest.raises(actions.AdoptedInFuture):
        actions.adopt_version(draft, document=actions.Document("DPA/1", tomorrow, "Sekda Uji"), **told)
    actions.adopt_version(draft, document=actions.Document("DPA/1", clock.today(), "Sekda Uji"), **told)


def test_lines_that_a_shape_or_a_list_would_leave_below_their_use_are_found(programme: Programme) -> None:
    line = make_adopted_line(programme, amount=7_000_000)
    actions.commit_on_line(line, 3_000_000)
    shift = make_draft(programme)
    planned = shift.lines.get()
    found = [queries.lines_below_use(shift, changed) for changed in (None, {planned.key: 2_999_999})]
    assert found == [[], [line]]
    planned.delete()
    assert queries.lines_below_use(shift) == [line]


def test_a_line_left_out_stays_with_nothing_on_it_and_can_come_back(programme: Programme) -> None:
    line = make_adopted_line(programme, amount=7_000_000)
    make_line(shift := make_draft(programme), description="Lain")
    actions.remove_line(shift.lines.get(key=line.key), by=SETUP, at=clock.now())
    adopt(shift)
    line.refresh_from_db()
    assert (line.amount, [each.description for each in queries.lines_of(programme)]) == (0, ["Lain"])
    with pytest.raises(actions.LineExhausted):
        actions.commit_on_line(line, 1)


def test_a_shift_keeps_the_ceiling_and_an_amendment_changes_it(programme: Programme) -> None:
    make_adopted_line(programme, amount=7_000_000)
    shift, amended = make_draft(programme), make_draft(programme, VersionKind.AMENDED, "DPPA")
    given = {
        **{name: getattr(shift, name) for name in ("sub_activity_code", "sub_activity_name", "code_list")},
        "name": "x",
        "reason": "Perubahan APBD.",
        "completing_percent": 100,
        "least_group": 1,
        "ceiling": 8_000_000,
    }
    with pytest.raises(actions.CeilingKept, match=r"tetap Rp150\.000\.000"):
        actions.change_version(shift, **given, by=SETUP, at=clock.now())
    actions.change_version(amended, **given, by=SETUP, at=clock.now())
    adopt(amended)
    assert totals(programme).ceiling == 8_000_000
    assert [v.ceiling for v in queries.versions_of(programme).filter(ordinal__gt=0).order_by("ordinal")] == [
        150_000_000,
        8_000_000,
    ]


def test_a_draft_that_another_version_overtook_is_not_adopted(programme: Programme) -> None:
    make_adopted_line(programme)
    first, second = make_draft(programme), make_draft(programme, name="Pergeseran 2")
    adopt(first)
    with pytest.raises(actions.VersionOvertaken, match="Pergeseran 1"):
        adopt(second)


def test_a_copy_of_an_overtaken_draft_is_overtaken_as_well(programme: Programme) -> None:
    """Else the shift that was adopted meanwhile would be undone by nobody's wish."""
    make_adopted_line(programme)
    first, second = make_draft(programme), make_draft(programme, name="Pergeseran 2")
    adopt(first)
    copy = actions.draft_version(second, kind=VersionKind.SHIFT, name="Lagi", reason="Uji", by=SETUP, at=clock.now())
    with pytest.raises(actions.VersionOvertaken, match="Pergeseran 1"):
        adopt(copy)


def test_what_was_spent_keeps_the_account_it_was_spent_under(programme: Programme) -> None:
    line = make_adopted_line(programme, amount=7_000_000)
    actions.commit_on_line(line, 3_000_000)
    shift = make_draft(programme)
    shift.lines.update(account_code="5.1.02.01.01.0026")
    with pytest.raises(actions.AccountInUse, match=line.account_code):
        adopt(shift)
    actions.release_on_line(line, 3_000_000)
    adopt(shift)
    line.refresh_from_db()
    assert line.account_code == "5.1.02.01.01.0026"


def test_a_shift_stays_within_its_sub_activity(programme: Programme) -> None:
    make_adopted_line(programme)
    shift = make_draft(programme)
    given = {name: getattr(shift, name) for name in ("sub_activity_name", "code_list", "ceiling", "name", "reason")}
    with pytest.raises(actions.SubActivityKept, match=shift.sub_activity_code):
        actions.change_version(
            shift,
            **given,
            sub_activity_code="2.16.02.2.01.0099",
            completing_percent=100,
            least_group=1,
            by=SETUP,
            at=clock.now(),
        )


def test_what_may_be_drafted_follows_from_what_is_in_force(programme: Programme) -> None:
    draft = make_budget(programme)
    with pytest.raises(actions.KindNotNext):
        actions.draft_version(draft, kind=VersionKind.SHIFT, name="x", reason="y", by=SETUP, at=clock.now())
    make_line(draft)
    adopt(draft)
    with pytest.raises(actions.KindNotNext):
        make_draft(programme, VersionKind.DPA)
    with pytest.raises(actions.ReasonMissing):
        actions.draft_version(draft, kind=VersionKind.SHIFT, name="x", reason=" ", by=SETUP, at=clock.now())


def test_why_a_draft_was_withdrawn_is_remembered_where_it_can_be_erased(programme: Programme) -> None:
    draft = make_budget(programme)
    actions.withdraw_version(draft, reason="Bu Rani minta lain.", by=SETUP, at=clock.now())
    event = draft.budget.events.last()
    assert event is not None
    assert (event.kind, event.reason) == ("withdrawn", "Bu Rani minta lain.")
    entry = AuditEntry.objects.get(verb="funding.withdraw_version")
    assert "Bu Rani" not in entry.details
    assert audit.personal_of(entry) == {"reason": "Bu Rani minta lain."}


# --- the shape ------------------------------------------------------------------------------------------------------
def test_a_line_follows_the_shape_when_the_plan_changes(programme: Programme) -> None:
    stage = make_stage(programme, seats=50)
    make_meeting(make_cohort(stage))
    draft = make_budget(programme)
    seat = make_line(draft, unit_price=100_000, factors=PAKET, driver=Driver.SEAT)
    make_line(draft, unit_price=1_000, factors=((2, "kotak"),), driver=Driver.SEAT_MEETING, description="Kotak")
    assert (seat.amount, fresh(draft).allocated) == (5_000_000, 5_100_000)
    assert queries.changes_by_plan(draft) is None
    make_cohort(make_stage(programme, seats=30, ordinal=2))
    (change_told,) = queries.changes_by_plan(draft) or []
    assert (change_told.line, change_told.amount) == (seat, 8_000_000)
    actions.follow_plan(draft, by=SETUP, at=clock.now())
    assert (fresh(draft).allocated, queries.changes_by_plan(fresh(draft))) == (8_100_000, None)


def test_scenarios_lie_side_by_side(programme: Programme) -> None:
    make_stage(programme, seats=50)
    draft = make_budget(programme, ceiling=6_000_000)
    make_line(draft, unit_price=100_000, factors=PAKET, driver=Driver.SEAT)
    larger = actions.draft_version(draft, kind=VersionKind.DPA, name="70 kursi", reason="", by=SETUP, at=clock.now())
    stage = even_stage("Tahap 1", seats=70, cohorts=2, meetings=4, hours=3, contacts=6)
    actions.try_shape(larger, shape=Shape((stage,)), by=SETUP, at=clock.now())
    rows = [(v.name, v.allocated, v.left) for v in queries.drafts_of(programme)]
    assert rows == [("DPA", 5_000_000, 1_000_000), ("70 kursi", 7_000_000, -1_000_000)]
    found = queries.affordable_by(fresh(larger))
    assert found["seats"] == Affordable(60, 6_000_000, 61, 6_100_000)
    assert found["meetings"] == Affordable(
        None, following=0, cost_of_next=7_000_000
    )  # without a single one it is too dear already


def test_a_stage_whose_classes_lack_seats_is_told_and_bought_with_the_classes_it_needs(programme: Programme) -> None:
    """Fifty seats, and one class of twenty: the other thirty need two more."""
    make_cohort(make_stage(programme, seats=50), seats=20)
    draft = make_budget(programme, ceiling=6_000_000)
    make_line(draft, unit_price=2_000_000, factors=PAKET, driver=Driver.COHORT)
    BudgetVersion.objects.filter(pk=draft.pk).update(least_group=15)
    draft = fresh(draft)
    assert queries.doubts_of(draft) == [queries.Doubt("Tahap 1", 30, None)]
    assert queries.affordable_by(draft)["seats"] == Affordable(60, 6_000_000, 75, 8_000_000)
    copied = actions.draft_version(draft, kind=VersionKind.DPA, name="Lain", reason="", by=SETUP, at=clock.now())
    assert copied.least_group == 15


def test_what_each_participant_costs_and_each_who_completes(programme: Programme) -> None:
    make_stage(programme, seats=50)
    draft = make_budget(programme)
    make_line(draft, unit_price=75_000_000, factors=PAKET)
    BudgetVersion.objects.filter(pk=draft.pk).update(completing_percent=80)
    assert queries.heads_of(fresh(draft)) == queries.Heads(50, 40, 1_500_000, 1_875_000)


def test_a_shape_that_no_sum_can_hold_is_refused(programme: Programme) -> None:
    make_stage(programme, seats=1)
    draft = make_budget(programme, ceiling=10**15)
    make_line(draft, unit_price=10**12, factors=PAKET, driver=Driver.SEAT)
    stage = even_stage("Tahap 1", seats=1001, cohorts=1, meetings=1, hours=1, contacts=0)
    with pytest.raises(actions.SumTooLarge):
        actions.try_shape(draft, shape=Shape((stage,)), by=SETUP, at=clock.now())


def test_two_versions_are_compared_line_by_line(programme: Programme) -> None:
    line = make_adopted_line(programme, amount=7_000_000)
    shift = make_draft(programme)
    change(shift.lines.get(), 6_000_000)
    make_line(shift, unit_price=400_000, factors=PAKET, description="Meterai")
    rows = queries.compared(queries.versions_of(programme).get(ordinal=1), fresh(shift))
    assert [(row.shown.description, row.before, row.after, row.difference) for row in rows] == [
        (line.description, 7_000_000, 6_000_000, -1_000_000),
        ("Meterai", 0, 400_000, 400_000),
    ]


# --- the counters ---------------------------------------------------------------------------------------------------
def test_a_line_is_exhausted_to_the_last_rupiah(programme: Programme) -> None:
    line = make_adopted_line(programme, amount=1_000_000)
    actions.commit_on_line(line, 999_999)
    with pytest.raises(actions.LineExhausted, match=r"tinggal Rp1; yang diajukan Rp2\."):
        actions.commit_on_line(line, 2)
    actions.pay_on_line(line, 999_999)
    actions.commit_on_line(line, 1)
    actions.release_on_line(line, 1)
    line.refresh_from_db()
    assert (line.committed, line.paid, line.left) == (0, 999_999, 1)


def test_what_is_not_committed_is_neither_paid_nor_released(programme: Programme) -> None:
    line = make_adopted_line(programme)
    for act in (actions.pay_on_line, actions.release_on_line):
        with pytest.raises(actions.NotCommitted):
            act(line, 1)


def test_a_line_of_a_budget_that_was_never_adopted_is_not_spent(programme: Programme) -> None:
    """As the first tables may have left it, before there were versions."""
    budget = make_budget(programme).budget
    Budget.objects.update(ceiling=5, allocated=5)
    line = budget.lines.create(account_code="1", description="x", factors=[], volume=1, unit_price=5, amount=5)
    with pytest.raises(actions.BudgetNotAdopted):
        actions.commit_on_line(line, 1)


@pytest.mark.parametrize(
    "broken",
    [
        {"amount": 1},
        {"volume": -1, "amount": -7_800_000},
        {"committed": 7_800_001},
        {"committed": 7_800_000, "paid": 1},
        {"committed": -1},
        {"paid": -1},
    ],
)
def test_the_database_refuses_a_broken_line_even_past_the_actions(programme: Programme, broken: dict[str, int]) -> None:
    line = make_adopted_line(programme)
    with pytest.raises(IntegrityError), transaction.atomic():
        BudgetLine.objects.filter(pk=line.pk).update(**broken)


@pytest.mark.parametrize(
    "broken",
    [{"allocated": 150_000_001}, {"allocated": -1}, {"ceiling": 0}, {"adopted_at": None}, {"adopted_by": None}],
)
def test_the_database_refuses_a_broken_budget_even_past_the_actions(
    programme: Programme, broken: dict[str, Any]
) -> None:
    make_adopted_line(programme)
    with pytest.raises(IntegrityError), transaction.atomic():
        Budget.objects.update(**broken)


@pytest.mark.parametrize(
    "broken",
    [
        {"ceiling": 0},
        {"kind": "shift"},
        {"kind": "hibah"},
        {"completing_percent": 0},
        {"least_group": 0},
        {"allocated": -1},
        {"state": "adopted"},
        {"ordinal": 1},
    ],
)
def test_the_database_refuses_a_broken_version_even_past_the_actions(
    programme: Programme, broken: dict[str, Any]
) -> None:
    make_budget(programme)
    with pytest.raises(IntegrityError), transaction.atomic():
        BudgetVersion.objects.update(**broken)


def test_a_programme_without_a_budget_has_nothing_and_says_so(programme: Programme) -> None:
    assert (budget_of(programme), totals(programme)) == (None, BudgetTotals())
