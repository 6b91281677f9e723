"""The freeze comes first: list and source stand before any seed can exist, and change no more."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from factories.applications import apply, make_call, numbered_answers
from factories.people import SETUP
from factories.planning import make_stage
from factories.selection import (
    DIGITS,
    accept_together,
    by_day,
    draw_and_publish,
    filled_by_the_clock,
    freeze,
    make_frozen_draw,
    make_procedure,
    make_screened_call,
    open_offers_of,
    readers,
)
from sanggar.applications.actions import (
    CallStillOpen,
    NotScreened,
    close_call,
    reopen_decision,
    withdraw_application,
)
from sanggar.applications.models import ApplicationState
from sanggar.applications.queries import unsettled_applications
from sanggar.cores.beacon import quicknet
from sanggar.cores.lottery.digest import list_digest, lottery_digest
from sanggar.cores.lottery.json_text import read_json
from sanggar.foundation import audit, clock
from sanggar.foundation.models import AuditEntry
from sanggar.people.models import Account
from sanggar.planning.actions import hold_seat
from sanggar.planning.models import Programme, Stage
from sanggar.selection import actions
from sanggar.selection.documents.criteria import criteria_of
from sanggar.selection.models import Draw, DrawState, Procedure
from sanggar.selection.queries import readiness_of, sealed_head_of
from sanggar.selection.refusals import (
    AlreadyFrozen,
    DrawTimeMissing,
    NobodyToDraw,
    NoSeatsToDraw,
    OtherSourceFixed,
    RoundTooSoon,
    StepOutOfOrder,
    TooManySeatsPublished,
)

pytestmark = pytest.mark.django_db


def test_the_freeze_lists_every_eligible_applicant_under_a_random_id(programme: Programme) -> None:
    draw = make_frozen_draw(programme, people=5, seats=2)
    ids = list(draw.entries.values_list("number", flat=True))
    assert (draw.state, draw.entrants, draw.seats, len(set(ids))) == (DrawState.FROZEN, 5, 2, 5)
    assert {len(bytes.fromhex(number)) for number in ids} == {16}
    assert set(draw.entries.values_list("application", flat=True)) == set(
        draw.call.applications.values_list("pk", flat=True)
    )


def test_the_digests_are_those_of_the_stored_list(programme: Programme) -> None:
    draw = make_frozen_draw(programme)
    lottery = read_json(draw.lottery.encode())
    assert draw.list_digest == list_digest(draw.entries.values_list("number", flat=True))
    assert draw.lottery_digest == lottery_digest(lottery)
    assert [person["id"] for person in lottery["people"]] == sorted(draw.entries.values_list("number", flat=True))


def test_an_open_call_can_not_be_frozen(programme: Programme) -> None:
    with pytest.raises(CallStillOpen):
        freeze(make_call(programme))


def test_an_unsettled_application_holds_up_the_freeze_and_is_counted(programme: Programme) -> None:
    call = make_screened_call(programme)
    for application in call.applications.all()[:2]:
        reopen_decision(application, reason="Periksa lagi", by=SETUP, at=clock.now())
    assert readiness_of(call).unsettled == 2
    with pytest.raises(NotScreened, match="2 lamaran"):
        freeze(call)
    assert not Draw.objects.exists()


def test_whose_rival_left_just_now_is_decided_on_before_the_list_is_frozen(
    programme: Programme, officer: Account, signed_in: Callable[[Account], Client]
) -> None:
    call = make_call(programme)
    apply(call, numbered_answers(call, 1))
    rival, contested, later = (apply(call, numbered_answers(call, 2)) for _ in range(3))
    accept_together(call.applications.exclude(state=ApplicationState.CONTESTED))
    make_procedure(call)
    withdraw_application(rival, by=rival.actor, at=clock.now())  # the clock has not looked yet
    page = f"/desk/{programme.organisation.slug}/{programme.slug}/seleksi/undian/{call.slug}/bekukan/"
    client = signed_in(officer)
    assert client.post(page, {"once": str(uuid.uuid4()), "understood": "on"}).status_code == 422  # still open
    close_call(call, reason="Uji", by=SETUP, at=clock.now())
    with pytest.raises(NotScreened, match="1 lamaran"):
        actions.freeze_draw(call, by=SETUP, at=clock.now())
    assert client.post(page, {"once": "x", "understood": "on"}).status_code == 422  # not the form that was shown
    assert not unsettled_applications(call).exists()
    refused = client.post(page, {"once": str(uuid.uuid4()), "understood": "on"})
    assert (refused.status_code, "1 lamaran yang belum diputuskan" in refused.content.decode()) == (422, True)
    assert list(unsettled_applications(call)) == [contested]  # in the queue by now, to be decided on
    accept_together([contested])
    draw = actions.freeze_draw(call, by=SETUP, at=clock.now())
    later.refresh_from_db()
    assert (draw.entrants, later.state) == (2, ApplicationState.CONTESTED)


def test_nobody_eligible_nobody_to_draw(programme: Programme) -> None:
    call = make_screened_call(programme, people=0)
    with pytest.raises(NobodyToDraw):
        freeze(call)


def test_two_lists_are_never_promised_the_same_seats(programme: Programme) -> None:
    first, second = make_screened_call(programme), make_screened_call(programme, slug="tahap-1b")
    draw = freeze(first)
    make_procedure(second)
    with pytest.raises(NoSeatsToDraw):
        actions.freeze_draw(second, by=SETUP, at=clock.now())
    Stage.objects.filter(pk=first.stage_id).update(seats=3)
    Procedure.objects.filter(call=second).update(stage_seats=3)
    other = draw_and_publish(actions.freeze_draw(second, by=SETUP, at=clock.now()))
    draw = draw_and_publish(draw)
    assert (draw.seats, other.seats) == (2, 1)
    for each in (other, draw):
        actions.open_offers(each, deadline=by_day(days=3), by=SETUP, at=clock.now())
    gone = open_offers_of(draw)[0]
    actions.decline_offer(gone, by=gone.application.actor, at=clock.now())
    filled_by_the_clock()
    assert [len(open_offers_of(each)) for each in (draw, other)] == [2, 1]


def test_a_full_stage_has_nothing_to_draw(programme: Programme) -> None:
    call = make_screened_call(programme, people=2, seats=1)
    hold_seat(call.stage)
    with pytest.raises(NoSeatsToDraw, match="Tahap 1"):
        freeze(call)


def test_shared_seats_are_those_the_stage_has_left(programme: Programme) -> None:
    call = make_screened_call(programme, people=4, seats=3)
    hold_seat(call.stage)
    assert freeze(call).seats == 2


def test_the_criteria_are_read_from_the_frozen_lottery(programme: Programme) -> None:
    youtube, tiktok = programme.tracks.order_by("-code")
    call = make_screened_call(programme, people=6, seats=5, tracks={youtube: 2, tiktok: 1})
    draw = freeze(call)
    told = "Kursi dibagi menurut jalur: TikTok 1 (satu) kursi, YouTube 2 (dua) kursi."
    assert [sentence.startswith(told) for sentence in criteria_of(draw)] == [False, True, False]


def test_seats_by_track_are_those_the_call_published(programme: Programme) -> None:
    youtube, tiktok = programme.tracks.order_by("-code")
    call = make_screened_call(programme, people=6, seats=5, tracks={youtube: 2, tiktok: 1})
    draw = freeze(call)
    lottery = read_json(draw.lottery.encode())
    assert [(kind["features"], kind["count"]) for kind in lottery["types"]] == [
        ({"track": "tiktok"}, 3),
        ({"track": "youtube"}, 3),
    ]
    assert (draw.seats, lottery["panels"][0]["counts"]) == (3, [1, 2])


def test_published_seats_that_the_stage_no_longer_has_are_told(programme: Programme) -> None:
    youtube, tiktok = programme.tracks.order_by("-code")
    call = make_screened_call(programme, people=4, seats=3, tracks={youtube: 2, tiktok: 1})
    hold_seat(call.stage)
    with pytest.raises(TooManySeatsPublished, match="3 kursi, tetapi Tahap 1 hanya punya 2"):
        freeze(call)


def test_a_call_is_frozen_once(programme: Programme) -> None:
    draw = make_frozen_draw(programme)
    with pytest.raises(AlreadyFrozen):
        freeze(draw.call)
    with pytest.raises(IntegrityError), transaction.atomic():
        Draw.objects.create(**(_columns(draw) | {"public_id": "lain"}))


def test_drand_names_the_first_round_from_the_announced_time(programme: Programme) -> None:
    when = clock.now() + timedelta(minutes=30)
    draw = freeze(make_screened_call(programme), source_kind="drand", draw_at=when)
    assert draw.drand_round is not None
    assert quicknet.time_of(draw.drand_round - 1) < when <= quicknet.time_of(draw.drand_round)
    assert draw.source == f"drand:{quicknet.CHAIN_HASH}:{draw.drand_round}"


def test_the_round_lies_far_enough_ahead_that_nobody_can_know_it(programme: Programme) -> None:
    call = make_screened_call(programme)
    with pytest.raises(RoundTooSoon, match="5 menit"):
        freeze(call, source_kind="drand", draw_at=clock.now() + timedelta(minutes=4))
    with pytest.raises(DrawTimeMissing):
        freeze(call, source_kind="drand")
    assert not Draw.objects.exists()


def test_the_source_fixed_at_the_freeze_is_the_only_one_taken(programme: Programme) -> None:
    draw = make_frozen_draw(programme)
    with pytest.raises(OtherSourceFixed, match="Dadu"):
        actions.enter_randomness(draw, signature="00" * 48, by=SETUP, at=clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Draw.objects.filter(pk=draw.pk).update(drand_round=1000)


def test_the_database_holds_the_order_freeze_seed_draw_publish(programme: Programme) -> None:
    draw = make_frozen_draw(programme)
    early: list[dict[str, object]] = [
        {"seed": "00" * 32},
        {"state": DrawState.SEEDED},
        {"bundle": "{}"},
        {"state": DrawState.PUBLISHED},
        {"offers_opened_at": clock.now()},
    ]
    for fields in early:
        with pytest.raises(IntegrityError), transaction.atomic():
            Draw.objects.filter(pk=draw.pk).update(**fields)


def test_a_step_out_of_order_is_told(programme: Programme) -> None:
    draw = make_frozen_draw(programme)
    with pytest.raises(StepOutOfOrder, match="Daftar dibekukan"):
        actions.run_draw(draw, by=SETUP, at=clock.now())
    with pytest.raises(StepOutOfOrder):
        actions.publish_draw(draw, by=SETUP, at=clock.now())
    with pytest.raises(StepOutOfOrder):
        actions.open_offers(draw, deadline=by_day(days=1), by=SETUP, at=clock.now())


def test_who_withdraws_after_the_freeze_stays_in_the_frozen_list(programme: Programme) -> None:
    draw = make_frozen_draw(programme, people=3)
    application = draw.call.applications.first()
    assert application is not None
    withdraw_application(application, by=application.actor, at=clock.now())
    for reader in readers(programme):
        actions.enter_dice(draw, digits=DIGITS, by=reader.actor, at=clock.now())
    actions.run_draw(draw, by=SETUP, at=clock.now())
    assert draw.entries.exclude(outcome="").count() == 3


@pytest.mark.django_db(transaction=True)
def test_the_freeze_is_sealed_in_the_audit_at_once(programme: Programme) -> None:
    make_stage(programme, seats=2)
    draw = make_frozen_draw(programme)
    entry = AuditEntry.objects.get(verb="selection.freeze_draw")
    assert sealed_head_of(draw) == audit.head() == entry.sealed.batch.digest
    assert draw.list_digest in entry.details
    assert audit.verify(sealed_head_of(draw)).is_intact


def _columns(draw: Draw) -> dict[str, object]:
    return {field.attname: getattr(draw, field.attname) for field in Draw._meta.concrete_fields if field.name != "id"}
