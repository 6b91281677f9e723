"""The rule of a selection: published first, changed only with a reason, and followed by what comes out."""

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from factories.applications import apply, make_call, numbered_answers
from factories.merit import make_review_call, review, review_all
from factories.people import SETUP
from factories.planning import make_stage
from factories.relaxing import ask, clashing, proposal_of, relaxed
from factories.selection import (
    DIGITS,
    QUOTAS,
    by_day,
    computed,
    dice_hour,
    draw_and_publish,
    filled_by_the_clock,
    freeze,
    make_procedure,
    make_quota_draw,
    make_screened_call,
    make_sealed_draw,
    readers,
)
from sanggar.applications.actions import withdraw_application
from sanggar.applications.models import Call
from sanggar.cores.lottery import verify
from sanggar.cores.lottery.inspection import inspect
from sanggar.cores.lottery.json_text import read_json, write_json
from sanggar.cores.lottery.sealed import opening_faults
from sanggar.foundation import clock
from sanggar.foundation.models import AuditEntry
from sanggar.planning.actions import release_held_seat
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.bundles import public_bundle, public_list
from sanggar.selection.checking import check_draw
from sanggar.selection.documents.minutes import minutes
from sanggar.selection.feasibility import feasibility_of
from sanggar.selection.lottery_job import compute_lottery
from sanggar.selection.models import (
    Draw,
    DrawState,
    FrozenList,
    LotteryWork,
    Offer,
    OfferState,
    Procedure,
    ReviewTask,
    Rule,
)
from sanggar.selection.procedure_refusals import (
    DrawTooEarly,
    LimitNeedNotGo,
    LotteryAlreadyMade,
    LotteryNotReady,
    NotOnlyWider,
    ProcedureMissing,
    ProcedureUnchanged,
    QuotaFaulty,
    QuotaMissing,
    ReasonForChange,
    ReasonForLateness,
    RelaxedTooFar,
    SeatsNotFewer,
    TrackSeatsNeedLottery,
)
from sanggar.selection.queries import chance_of, readiness_of
from sanggar.selection.refusals import NobodyToDraw

pytestmark = pytest.mark.django_db
TERMS = {"rule": "lottery", "source_kind": "dice", "objection_days": 0}


def terms(**changes: Any) -> actions.Terms:
    return actions.Terms(**(TERMS | changes))


def write(call: Call, reason: str = "", **changes: Any) -> Procedure:
    hour = {"draw_at": dice_hour(call)} if "source_kind" not in changes else {}
    return actions.write_procedure(call, terms(**(hour | changes)), reason=reason, by=SETUP, at=clock.now())


# --- written, published, changed -------------------------------------------------------------------------------------
def test_a_list_is_frozen_only_by_a_published_procedure(programme: Programme) -> None:
    call = make_screened_call(programme)
    write(call)
    with pytest.raises(ProcedureMissing):
        actions.freeze_draw(call, by=SETUP, at=clock.now())
    assert isinstance(readiness_of(call).fault, ProcedureMissing)


def test_published_before_the_closing_it_needs_no_reason_afterwards_one_that_everyone_reads(
    programme: Programme,
) -> None:
    open_call = make_call(programme)
    early = write(open_call)
    actions.publish_procedure(early, by=SETUP, at=clock.now())
    early.refresh_from_db()
    assert (early.is_published, early.is_late) == (True, False)
    late = write(make_screened_call(programme, slug="tahap-1b"))
    with pytest.raises(ReasonForLateness):
        actions.publish_procedure(late, by=SETUP, at=clock.now())
    actions.publish_procedure(late, reason="Pengelola sakit", by=SETUP, at=clock.now())
    late.refresh_from_db()
    assert (late.is_late, late.late_reason) == (True, "Pengelola sakit")


def test_a_change_after_publication_needs_a_reason_and_tells_what_stood_there(programme: Programme) -> None:
    call = make_call(programme)
    procedure = write(call, venue="Aula")
    write(call, venue="Balai Kota")
    assert procedure.changes.count() == 0
    actions.publish_procedure(procedure, by=SETUP, at=clock.now())
    with pytest.raises(ReasonForChange):
        write(call, venue="Alun-alun")
    with pytest.raises(ProcedureUnchanged):
        write(call, venue="Balai Kota", reason="Sama saja")
    write(call, venue="Alun-alun", reason="Aula dipakai")
    [change] = procedure.changes.all()
    assert (change.before["venue"], change.after["venue"], change.reason) == ("Balai Kota", "Alun-alun", "Aula dipakai")


@pytest.mark.parametrize(
    "quotas",
    [
        {"track": {"youtube": (1, 2)}},
        {"track": {"youtube": (2, 2), "tiktok": (2, 2)}},
        {"track": {"youtube": (0, 1), "tiktok": (0, 0)}},
        {"track": {"youtube": (1, 2), "tiktok": (1, 2), "instagram": (0, 1)}},
    ],
)
def test_quotas_that_no_seats_fit_are_refused(programme: Programme, quotas: Any) -> None:
    call = make_call(programme, make_stage(programme, seats=3))
    with pytest.raises(QuotaFaulty):
        write(call, quotas=quotas)


def test_the_database_holds_what_a_rule_needs(programme: Programme) -> None:
    procedure = write(make_call(programme))
    broken: list[dict[str, Any]] = [
        {"rule": Rule.FLOOR},
        {"floor": Decimal(60)},
        {"source_kind": ""},
        {"rule": Rule.FIRST_COME},
        {"rule": Rule.MERIT, "numbered": True},
        {"source_kind": "drand", "draw_at": None},
        {"objection_days": 31},
        {"answering_hours": 0},
        {"answering_hours": 241},
    ]
    for values in broken:
        with pytest.raises(IntegrityError), transaction.atomic():
            Procedure.objects.filter(pk=procedure.pk).update(**values)


def test_dice_are_not_thrown_before_the_announced_time(programme: Programme) -> None:
    draw = freeze(make_screened_call(programme), draw_at=clock.now() + timedelta(hours=2))
    [reader, _] = readers(programme)
    with pytest.raises(DrawTooEarly):
        actions.enter_dice(draw, digits=DIGITS, by=reader.actor, at=clock.now())
    actions.enter_dice(draw, digits=DIGITS, by=reader.actor, at=clock.now() + timedelta(hours=3))


def test_whether_quotas_can_be_met_is_seen_while_people_still_apply(programme: Programme) -> None:
    call = make_call(programme, make_stage(programme, seats=3))
    procedure = write(call, quotas={"sex": {"L": (1, 2), "P": (1, 2)}})
    for number in range(3):
        apply(call, numbered_answers(call, number + 1, sex="P"))
    found = feasibility_of(procedure)
    assert (found.people, found.holds) == (3, False)
    assert {group.value: (group.people, group.is_short) for group in found.groups} == {"L": (0, True), "P": (3, False)}
    apply(call, numbered_answers(call, 4, sex="L"))
    assert feasibility_of(procedure).holds


def test_only_who_reaches_the_floor_is_counted_and_listed(programme: Programme) -> None:
    call = make_review_call(programme, people=4)
    low = call.applications.first()
    for task in ReviewTask.objects.filter(reviewer__call=call):
        review(task, *((0, 0) if task.application == low else (4, 4)))
    make_procedure(call, rule="floor", floor=Decimal(60))
    assert readiness_of(call).entrants == 3
    draw = actions.freeze_draw(call, by=SETUP, at=clock.now())
    assert (draw.entrants, draw.entries.filter(application=low).exists()) == (3, False)
    page = Client().get(low.own_path).content.decode()  # type: ignore[union-attr]
    assert "tidak mencapai nilai minimum 60,00" in page


def test_a_floor_that_nobody_reaches_is_refused_in_words(programme: Programme) -> None:
    call = make_review_call(programme, people=4)
    review_all(call)
    make_procedure(call, rule="floor", floor=Decimal(60))
    with pytest.raises(NobodyToDraw):
        actions.freeze_draw(call, by=SETUP, at=clock.now())


# --- a draw under quotas ---------------------------------------------------------------------------------------------
def test_under_quotas_the_lottery_is_computed_and_everyone_sees_the_own_chance(programme: Programme) -> None:
    draw = make_quota_draw(programme)
    lottery = read_json(draw.lottery.encode())
    assert lottery["quotas"] == {"track": {"youtube": [1, 2], "tiktok": [1, 2]}}
    assert draw.lottery_digest
    assert {chance_of(application) for application in draw.call.applications.all()} == {"37,5 %"}
    assert inspect(read_json(draw_and_publish(draw).bundle.encode())).faults == []
    assert chance_of(draw.call.applications.first())  # type: ignore[arg-type]


def test_no_seed_before_the_lottery_stands(programme: Programme) -> None:
    call = make_screened_call(programme, people=8, seats=3)
    make_procedure(call, quotas=QUOTAS)
    draw = actions.freeze_draw(call, by=SETUP, at=clock.now())
    assert (draw.lottery, LotteryWork.objects.get().ended_at) == ("", None)
    [reader, _] = readers(programme)
    with pytest.raises(LotteryNotReady):
        actions.enter_dice(draw, digits=DIGITS, by=reader.actor, at=clock.now())
    seeded = {"seed": "0" * 64, "source_value": "1", "seeded_at": clock.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Draw.objects.filter(pk=draw.pk).update(state=DrawState.SEEDED, **seeded)


def test_quotas_that_clash_are_explained_and_give_way_with_a_reason(programme: Programme) -> None:
    draw = make_quota_draw(programme, quotas={"sex": {"L": (0, 1), "P": (2, 3)}})
    work = LotteryWork.objects.get(draw=draw)
    assert (draw.lottery, work.fault) == ("", "clash")
    assert {(clash["value"], clash["people"], clash["new_least"], clash["new_most"]) for clash in work.clashes}
    with pytest.raises(ReasonForChange):
        actions.recompute_lottery(draw, quotas={"sex": {"L": (0, 3), "P": (0, 3)}}, reason="", by=SETUP, at=clock.now())
    actions.recompute_lottery(
        draw, quotas={"sex": {"L": (0, 3), "P": (0, 3)}}, reason="Tidak ada pelamar", by=SETUP, at=clock.now()
    )
    assert computed(draw).lottery_digest
    assert draw.call.procedure.changes.get().reason == "Tidak ada pelamar"
    with pytest.raises(LotteryAlreadyMade):
        actions.recompute_lottery(draw, reason="Lagi", by=SETUP, at=clock.now())


def test_who_declines_is_replaced_by_a_step_that_keeps_the_quotas(programme: Programme) -> None:
    draw = draw_and_publish(make_quota_draw(programme))
    actions.open_offers(draw, deadline=by_day(days=3), by=SETUP, at=clock.now())
    tracks: dict[int, str] = dict(draw.call.applications.values_list("pk", "track__code"))
    for _ in range(3):
        offer = Offer.objects.filter(state=OfferState.OPEN).first()
        assert offer is not None
        actions.decline_offer(offer, by=offer.application.actor, at=clock.now())
        actions.call_up_reserves(draw, at=clock.now())
        live = Offer.objects.filter(state=OfferState.OPEN)
        counts = [tracks[each.application_id] for each in live]
        assert (len(counts), counts.count("youtube") in (1, 2)) == (3, True)
    draw.refresh_from_db()
    assert draw.taken_steps.count() == 3
    bundle = read_json(draw.bundle.encode())
    assert inspect(bundle).faults == []
    assert verify.report(verify.read(draw.bundle.encode()))["valid"]
    assert all(check.holds for check in check_draw(draw))
    asked = list(Offer.objects.values_list("application", flat=True))
    assert len(asked) == len(set(asked)) == 6


def test_where_nobody_left_keeps_a_quota_the_seat_waits_for_the_office(programme: Programme) -> None:
    """Four of each track, and both must hold one seat: when the last of a track has left, someone decides."""
    draw = draw_and_publish(make_quota_draw(programme))
    actions.open_offers(draw, deadline=by_day(days=3), by=SETUP, at=clock.now())
    clashing(draw)
    assert proposal_of(draw).free == 1
    assert Offer.objects.filter(state=OfferState.OPEN).count() == 2
    for steering in ({"track": {"youtube": (0, 3), "tiktok": (0, 3)}}, {"track": {"youtube": (1, 1)}}, {}):
        with pytest.raises(RelaxedTooFar):
            ask(draw, steering)
    assert relaxed(draw).fault == ""
    assert Offer.objects.filter(state=OfferState.OPEN).count() == 3
    assert draw.taken_steps.last().reason == "Tidak ada lagi"  # type: ignore[union-attr]
    assert inspect(read_json(draw.bundle.encode())).faults == []


# --- specific data ---------------------------------------------------------------------------------------------------
def test_a_draw_over_specific_data_is_published_sealed_and_opened_by_the_inspector(programme: Programme) -> None:
    draw = draw_and_publish(make_sealed_draw(programme))
    assert draw.hidden == ["disability"]
    for text in (public_bundle(draw), public_list(draw)):
        assert not any(entry.number in text for entry in draw.entries.all())
        people = json.loads(text)["people"]
        assert {tuple(row["features"]) for row in people} == {("track",)}
    report = inspect(read_json(public_bundle(draw).encode()))
    assert (report.faults, bool(report.unchecked)) == ([], True)
    assert opening_faults(read_json(public_bundle(draw).encode()), read_json(draw.bundle.encode())) == []


def test_no_quota_comes_goes_or_narrows_once_the_list_is_frozen(programme: Programme) -> None:
    """A quota over data that is hidden, new beside the list that is out, would tell who needs what."""
    draw = make_quota_draw(programme, quotas=QUOTAS | {"sex": {"L": (0, 1), "P": (2, 3)}})
    wider, sealed = {"sex": {"L": (0, 3), "P": (0, 3)}}, {"disability": {"yes": (0, 1), "no": (2, 3)}}
    narrower = {"track": {"youtube": (1, 1), "tiktok": (1, 2)}}
    for quotas in (QUOTAS | wider | sealed, QUOTAS, wider, wider | narrower, {}):
        with pytest.raises(NotOnlyWider):
            actions.recompute_lottery(draw, quotas=quotas, reason="Uji", by=SETUP, at=clock.now())
    more = {"track": {"youtube": (0, 3), "tiktok": (0, 3)}}
    with pytest.raises(RelaxedTooFar):
        actions.recompute_lottery(draw, quotas=wider | more, reason="Uji", by=SETUP, at=clock.now())
    with pytest.raises(LimitNeedNotGo):
        actions.recompute_lottery(draw, lift="limit", reason="Uji", by=SETUP, at=clock.now())
    with pytest.raises(SeatsNotFewer):
        actions.recompute_lottery(draw, seats=2, reason="Uji", by=SETUP, at=clock.now())


def test_everyone_reads_that_the_quotas_gave_way_otherwise_than_proposed(programme: Programme) -> None:
    call = make_screened_call(programme, people=8, seats=3)
    youtube = call.applications.filter(track__code="youtube")
    for application in youtube[1:]:
        withdraw_application(application, by=application.actor, at=clock.now())
    draw = freeze(call, quotas={"track": {"youtube": (2, 3), "tiktok": (0, 1)}})
    other = {"track": {"youtube": (2, 3), "tiktok": (0, 3)}}
    actions.recompute_lottery(draw, quotas=other, reason="Uji", by=SETUP, at=clock.now())
    assert draw.call.procedure.changes.get().departs
    page = Client().get(f"/undian/{draw.public_id}/").content.decode()
    assert "dengan cara lain daripada perubahan terkecil" in page


def test_what_was_cancelled_or_got_stuck_gets_another_time_and_nothing_else(programme: Programme) -> None:
    call = make_screened_call(programme, people=8, seats=3)
    make_procedure(call, quotas=QUOTAS)
    draw = actions.freeze_draw(call, by=SETUP, at=clock.now())
    numbers = set(draw.entries.values_list("number", flat=True))
    later = clock.now() + timedelta(minutes=20)
    wider = {"track": {"youtube": (0, 3), "tiktok": (1, 2)}}
    with pytest.raises(RelaxedTooFar):  # stuck
        actions.recompute_lottery(draw, quotas=wider, reason="Macet", by=SETUP, at=later)
    actions.cancel_lottery(draw, by=SETUP, at=clock.now())
    for quotas, refusal in ((wider, RelaxedTooFar), ({"track": {"youtube": (3, 3), "tiktok": (0, 0)}}, NotOnlyWider)):
        with pytest.raises(refusal):
            actions.recompute_lottery(draw, quotas=quotas, reason="Uji", by=SETUP, at=clock.now())
    actions.recompute_lottery(draw, draw_at=later + timedelta(days=1), reason="Macet", by=SETUP, at=later)
    assert computed(draw).lottery_digest
    assert (draw.revision, set(draw.entries.values_list("number", flat=True))) == (1, numbers)


# --- no lottery ------------------------------------------------------------------------------------------------------
def test_first_come_first_served_needs_no_chance_and_can_be_checked_too(programme: Programme) -> None:
    draw = draw_and_publish(freeze(make_screened_call(programme, people=4, seats=2), rule="first_come", source_kind=""))
    selected = draw.entries.filter(outcome="selected").order_by("position").values_list("application", flat=True)
    assert list(selected) == list(
        draw.call.applications.order_by("submitted_at", "pk").values_list("pk", flat=True)[:2]
    )
    assert (inspect(read_json(draw.bundle.encode())).faults, draw.seed) == ([], "")
    assert [check.holds for check in check_draw(draw)] == [True, True, True]
    assert minutes(draw).startswith(b"%PDF")
    actions.open_offers(draw, deadline=by_day(days=3), by=SETUP, at=clock.now())
    assert Offer.objects.count() == 2


def test_each_frozen_list_stays_on_record(programme: Programme) -> None:
    draw = freeze(make_screened_call(programme))
    [kept] = FrozenList.objects.filter(draw=draw)
    assert (kept.revision, kept.list_digest, kept.reason) == (1, draw.list_digest, "")


def test_a_stage_draw_has_a_thousand_numbered_panels_and_three_dice_choose(programme: Programme) -> None:
    draw = draw_and_publish(make_quota_draw(programme, numbered=True))
    bundle = read_json(draw.bundle.encode())
    weights = [int(panel["weight"]) for panel in bundle["lottery"]["panels"]]
    number = int(DIGITS[:3])
    chosen = bundle["panel"]
    assert (sum(weights), bundle["lottery"]["numbered"]) == (1000, 1000)
    assert sum(weights[:chosen]) <= number < sum(weights[: chosen + 1])
    assert inspect(bundle).faults == []
    page = Client().get(f"/undian/{draw.public_id}/").content.decode()
    assert f"Susunan nomor {DIGITS[:3]}" in page


# --- what must not slip through --------------------------------------------------------------------------------------
def test_a_value_without_a_quota_is_told_before_the_freeze(programme: Programme) -> None:
    call = make_screened_call(programme, people=4, seats=2)
    make_procedure(call, quotas={"age": {"18-24": (0, 2), "25-34": (0, 2), "35-49": (0, 2), "50+": (0, 2)}})
    youngest = call.applications.order_by("pk")[:1]
    call.applications.filter(pk__in=[each.pk for each in youngest]).update(birth_date=clock.now().date())
    with pytest.raises(QuotaMissing, match="1 orang"):
        actions.freeze_draw(call, by=SETUP, at=clock.now())
    assert not Draw.objects.exists()


def first_offer() -> Offer:
    offer = Offer.objects.filter(state=OfferState.OPEN).first()
    assert offer is not None
    return offer


def offered(draw: Draw) -> Draw:
    actions.open_offers(draw, deadline=by_day(days=3), by=SETUP, at=clock.now())
    draw.refresh_from_db()
    return draw


def test_who_was_drawn_and_withdrew_before_the_offers_is_replaced_at_once(programme: Programme) -> None:
    draw = draw_and_publish(make_quota_draw(programme))
    gone = draw.entries.filter(outcome="selected").first()
    assert gone is not None
    withdraw_application(gone.application, by=gone.application.actor, at=clock.now())
    offered(draw)
    assert (Offer.objects.count(), filled_by_the_clock(), draw.taken_steps.count()) == (2, 1, 1)
    assert len(set(Offer.objects.values_list("deadline", flat=True))) == 1  # who is drawn late has as long as the rest


def test_a_seat_that_fell_free_without_an_answer_is_filled_by_the_clock(programme: Programme) -> None:
    draw = offered(draw_and_publish(make_quota_draw(programme)))
    offer = first_offer()
    Offer.objects.filter(pk=offer.pk).update(state=OfferState.WITHDRAWN)
    release_held_seat(offer.stage)
    assert filled_by_the_clock() == 1
    assert filled_by_the_clock() == 0
    assert draw.taken_steps.count() == 1


def test_work_that_was_asked_for_anew_leaves_nothing_behind(programme: Programme) -> None:
    draw = make_quota_draw(programme, quotas={"sex": {"L": (0, 1), "P": (2, 3)}})
    stale = LotteryWork.objects.get(draw=draw).asked_at.isoformat()
    later = clock.now() + timedelta(seconds=1)
    wider = {"sex": {"L": (0, 3), "P": (0, 3)}}
    actions.recompute_lottery(draw, quotas=wider, reason="Lain", by=SETUP, at=later)
    compute_lottery.call(draw.pk, stale)
    draw.refresh_from_db()
    assert (draw.lottery, LotteryWork.objects.get(draw=draw).ended_at) == ("", None)
    with pytest.raises(LotteryAlreadyMade):  # it is being computed, and has not failed
        actions.recompute_lottery(draw, quotas=wider, reason="Lagi", by=SETUP, at=clock.now())
    assert read_json(computed(draw).lottery.encode())["quotas"] == {"sex": {"L": [0, 3], "P": [0, 3]}}


def test_seats_published_for_each_track_stand_beside_other_quotas(programme: Programme) -> None:
    youtube, tiktok = programme.tracks.order_by("-code")
    call = make_screened_call(programme, people=8, seats=3, tracks={youtube: 2, tiktok: 1})
    draw = freeze(call, quotas={"sex": {"L": (0, 3), "P": (0, 3)}})
    assert draw.quotas["track"] == {"youtube": [2, 2], "tiktok": [1, 1]}
    other = make_call(programme, call.stage, slug="lain", tracks={youtube: 2, tiktok: 1})
    with pytest.raises(TrackSeatsNeedLottery):
        write(other, rule="merit", source_kind="")


def test_no_record_of_a_step_tells_draw_ids(programme: Programme) -> None:
    draw = offered(draw_and_publish(make_quota_draw(programme)))
    actions.decline_offer(first_offer(), by=first_offer().application.actor, at=clock.now())
    actions.call_up_reserves(draw, at=clock.now())
    told = " ".join(AuditEntry.objects.values_list("details", flat=True))
    assert draw.taken_steps.count() == 1
    assert not any(number in told for number in draw.entries.values_list("number", flat=True))


def test_a_step_that_was_cut_off_is_found_at_the_desk(programme: Programme) -> None:
    draw = offered(draw_and_publish(make_quota_draw(programme)))
    actions.decline_offer(first_offer(), by=first_offer().application.actor, at=clock.now())
    actions.call_up_reserves(draw, at=clock.now())
    draw.refresh_from_db()
    bundle = json.loads(draw.bundle)
    del bundle["steps"], bundle["seated"]
    Draw.objects.filter(pk=draw.pk).update(bundle=write_json(bundle))
    draw.refresh_from_db()
    assert [check.holds for check in check_draw(draw)][-2] is False
