"""No more of a track are drawn than its classes hold; and who accepts a seat all the same never loses it for that."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from factories.applications import apply, make_call, numbered_answers
from factories.people import SETUP
from factories.planning import make_cohort, make_stage
from factories.relaxing import ask, proposal_of, relaxed
from factories.selection import (
    by_day,
    computed,
    draw_and_publish,
    freeze,
    make_offers,
    make_procedure,
    make_screened_call,
    open_offers_of,
)
from sanggar.applications.actions import accept_for_draw, close_call, withdraw_application
from sanggar.applications.models import Call
from sanggar.faces.desk.figures import Figures
from sanggar.faces.desk.todos import todos_of
from sanggar.foundation import clock
from sanggar.foundation.messaging.envelope import read as read_letter
from sanggar.foundation.models import Message
from sanggar.journeys import accept_offer, seat_who_waits, take_seat, withdraw
from sanggar.people.models import Account
from sanggar.planning.actions import add_cohort, change_cohort
from sanggar.planning.models import Programme, Stage
from sanggar.planning.queries import ClassSeats
from sanggar.selection import actions
from sanggar.selection.feasibility import feasibility_of, tracks_beyond_classes
from sanggar.selection.letters import send_class_found
from sanggar.selection.models import Draw, LotteryWork, Offer, OfferState
from sanggar.selection.procedure_refusals import (
    ClassesHoldNoMore,
    TrackQuotaBeyondClasses,
    TrackQuotaBeyondSeats,
)
from sanggar.selection.queries.classes import track_limits
from sanggar.selection.refusals import ProposalOvertaken
from sanggar.training.actions import AlreadyEnrolled

pytestmark = pytest.mark.django_db
TERMS: dict[str, Any] = {"rule": "lottery", "source_kind": "dice", "objection_days": 0}


def classes(stage: Stage, **seats: int) -> None:
    """A class for each track with so many seats; `mixed` is of none."""
    tracks = {track.code: track for track in stage.programme.tracks.all()}
    for code, number in seats.items():
        track = tracks.get(code)
        add_cohort(stage, name=f"Kelas {code}", seats=number, track=track, by=SETUP, at=clock.now())


def write(call: Call, **changes: Any) -> Any:
    return actions.write_procedure(call, actions.Terms(**(TERMS | changes)), by=SETUP, at=clock.now())


# --- what the procedure may promise ----------------------------------------------------------------------------------
def test_a_mixed_class_holds_what_the_other_tracks_leave_of_it() -> None:
    seats = ClassSeats({"youtube": 10}, mixed=5)
    assert (seats.most_of("youtube"), seats.most_of("tiktok"), seats.most_of("youtube", {"tiktok": 3})) == (15, 5, 12)
    assert (seats.most_of("youtube", {"youtube": 12}), seats.most_of("tiktok", {"youtube": 12})) == (3, 3)


def test_a_quota_beyond_the_published_seats_of_a_track_is_refused(programme: Programme) -> None:
    tracks = dict.fromkeys(programme.tracks.all(), 2)
    call = make_call(programme, make_stage(programme, seats=4), tracks=tracks, seats_by_track=True)
    with pytest.raises(TrackQuotaBeyondSeats, match=r"YouTube paling banyak 3, padahal .* 2 kursi"):
        write(call, quotas={"track": {"youtube": (2, 3), "tiktok": (1, 2)}})
    assert write(call, quotas={"track": {"youtube": (2, 2), "tiktok": (2, 2)}}).quotas


def test_a_quota_beyond_the_classes_of_a_track_is_refused_once_they_hold_the_stage(programme: Programme) -> None:
    call = make_call(programme, make_stage(programme, seats=4))
    more = {"track": {"youtube": (1, 3), "tiktok": (1, 3)}}
    classes(call.stage, youtube=2)
    assert write(call, quotas=more).quotas  # the other classes are to come
    classes(call.stage, tiktok=2)
    with pytest.raises(TrackQuotaBeyondClasses, match="hanya memuat 2 orang"):
        write(call, quotas=more)


def test_the_pages_say_which_classes_are_too_small(
    programme: Programme, officer: Account, signed_in: Callable[[Account], Client]
) -> None:
    call = make_screened_call(programme, people=8, seats=4)
    classes(call.stage, youtube=3, tiktok=1)
    procedure = make_procedure(call)
    assert [(each.track, each.people, each.seats) for each in tracks_beyond_classes(procedure)] == [
        ("tiktok", 4, 1),
        ("youtube", 4, 3),
    ]
    client, place = signed_in(officer), f"/desk/{programme.organisation.slug}/{programme.slug}/seleksi"
    for address in (f"{place}/tata-cara/{call.slug}/", f"{place}/undian/{call.slug}/"):
        assert "padahal kelasnya memuat 1 orang lagi." in client.get(address).content.decode()


def test_who_came_by_an_earlier_call_sits_in_the_classes_already(programme: Programme) -> None:
    """One took a seat of YouTube, another was asked: its class of three has room for one person more."""
    first = people_of(programme, youtube=2, tiktok=0, seats=6)
    classes(first.stage, youtube=3, tiktok=3)
    draw = draw_and_publish(freeze(first))
    actions.open_offers(draw, deadline=by_day(days=3), by=SETUP, at=clock.now())
    taken = open_offers_of(draw)[0]
    accept_offer(taken, by=taken.application.actor, at=clock.now())
    second = make_call(programme, Stage.objects.get(pk=first.stage.pk), slug="susulan")
    assert track_limits(second) == {"youtube": 1, "tiktok": 3}
    with pytest.raises(TrackQuotaBeyondClasses, match="hanya memuat 1 orang lagi"):
        write(second, quotas={"track": {"youtube": (1, 2), "tiktok": (2, 3)}})
    procedure = write(second, quotas={"track": {"youtube": (1, 1), "tiktok": (3, 3)}})
    assert tracks_beyond_classes(procedure) == []


# --- the ways out ----------------------------------------------------------------------------------------------------
def people_of(programme: Programme, youtube: int, tiktok: int, seats: int) -> Call:
    call = make_call(programme, make_stage(programme, seats=seats))
    tracks = {track.code: track for track in programme.tracks.all()}
    for number, code in enumerate(["youtube"] * youtube + ["tiktok"] * tiktok, start=1):
        apply(call, numbered_answers(call, number, track=tracks[code], sex="L" if number % 2 else "P"))
    for application in call.applications.all():
        accept_for_draw(application, by=SETUP, at=clock.now())
    close_call(call, reason="Uji", by=SETUP, at=clock.now())
    return call


def test_at_the_freeze_no_track_is_proposed_more_than_its_classes_hold(programme: Programme) -> None:
    """Two of TikTok for three seats: another of YouTube would do, but no class has a place; so a seat stays empty."""
    call = people_of(programme, youtube=6, tiktok=2, seats=6)
    classes(call.stage, youtube=3, tiktok=3)
    quotas = {"track": {"youtube": (3, 3), "tiktok": (3, 3)}}
    make_procedure(call, quotas=quotas)
    told = [(fault.code, fault.params.get("new_most")) for fault in feasibility_of(call.procedure).clashes]
    demands = [("demand_most", None), ("demand_least", None)]
    assert told == [("classes_short", None), ("fewer_seats", None), *demands, ("quota_clash", 3)]
    draw = computed(actions.freeze_draw(call, by=SETUP, at=clock.now()))
    work = LotteryWork.objects.get(draw=draw)
    assert (work.fault, work.fewer_seats, len(work.clashes)) == ("classes_short", 5, 1)
    fewer = {"track": {"youtube": (3, 3), "tiktok": (2, 3)}}
    actions.recompute_lottery(draw, quotas=fewer, seats=5, reason="Kelas penuh", by=SETUP, at=clock.now())
    assert (computed(draw).seats, bool(draw.lottery)) == (5, True)


def offered(programme: Programme) -> Draw:
    """Two of each track hold seats, in classes of two; nobody of TikTok is left, and two of YouTube wait."""
    call = people_of(programme, youtube=4, tiktok=2, seats=4)
    classes(call.stage, youtube=2, tiktok=2)
    draw = draw_and_publish(freeze(call, quotas={"track": {"youtube": (2, 2), "tiktok": (2, 2)}}))
    actions.open_offers(draw, deadline=by_day(days=3), by=SETUP, at=clock.now())
    draw.refresh_from_db()
    return draw


def decline(draw: Draw, track: str) -> None:
    offer = next(each for each in open_offers_of(draw) if each.application.track.code == track)
    actions.decline_offer(offer, by=offer.application.actor, at=clock.now())
    actions.call_up_reserves(draw, at=clock.now())
    draw.refresh_from_db()


def test_no_reserve_is_proposed_whom_no_class_would_take_until_it_grows(
    programme: Programme, officer: Account, signed_in: Callable[[Account], Client]
) -> None:
    draw = offered(programme)
    decline(draw, "tiktok")
    proposal = proposal_of(draw)
    assert (proposal.lacks_classes, proposal.proposed) == (True, {})
    wider = {"track": {"youtube": (0, 1), "tiktok": (0, 1)}}
    with pytest.raises(ClassesHoldNoMore):
        ask(draw, wider)
    address = f"/desk/{programme.organisation.slug}/{programme.slug}/seleksi/undian/{draw.call.slug}/longgarkan/"
    page = signed_in(officer).get(address).content.decode()
    assert ("kelas untuk jalurnya penuh" in page, "Undi cadangan" in page) == (True, False)
    youtube = draw.call.stage.cohorts.get(track__code="youtube")
    change_cohort(youtube, name=youtube.name, seats=3, track=youtube.track, by=SETUP, at=clock.now())
    with pytest.raises(ProposalOvertaken):  # what would help now is looked for anew
        ask(draw, wider)
    actions.call_up_reserves(draw, at=clock.now())
    assert proposal_of(draw).proposed["track", "youtube"] == (0, 1)
    before = set(open_offers_of(draw))
    assert relaxed(draw, wider, "TikTok habis").fault == ""
    [called] = set(open_offers_of(draw)) - before
    assert accept_offer(called, by=called.application.actor, at=clock.now()).cohort == youtube


def test_fewer_reserves_than_free_seats_are_all_called_at_once(programme: Programme) -> None:
    """A quota that asks for more than are there would keep everybody waiting, and choose nobody."""
    call = people_of(programme, youtube=2, tiktok=3, seats=4)
    draw = draw_and_publish(freeze(call, quotas={"track": {"youtube": (2, 2), "tiktok": (2, 2)}}))
    actions.open_offers(draw, deadline=by_day(days=3), by=SETUP, at=clock.now())
    draw.refresh_from_db()
    for offer in open_offers_of(draw):
        actions.decline_offer(offer, by=offer.application.actor, at=clock.now())
    [called] = actions.call_up_reserves(draw, at=clock.now())
    step = draw.taken_steps.get()
    assert (called.application.track.code, step.by_label) == ("tiktok", "sistem: panggilan cadangan")
    assert "lebih sedikit daripada kursi" in step.reason


# --- accepted, and no class ------------------------------------------------------------------------------------------
def asked_of(account: Account, programme: Programme) -> dict[str, str]:
    return {todo.text: todo.note for todo in todos_of(account, Figures(programme, clock.now()))}


def test_who_accepts_without_a_class_keeps_the_seat_and_the_office_is_asked_for_one(
    programme: Programme, officer: Account
) -> None:
    offer = open_offers_of(make_offers(programme, seats=2))[0]
    application = offer.application
    page = Client().post(
        f"{application.own_path}terima/", {"once": "8f1f1c9e-6d0e-4d6b-9d5f-0c9b8d7e6f50"}, follow=True
    )
    told = page.content.decode()
    assert ("kursinya tetap milik Anda" in told, "Terima kursi" in told, page.status_code) == (True, False, 200)
    todo = "1 pelamar tidak mendapat kelas"
    assert f"Tambah kursi kelas: {application.track.name}" in asked_of(officer, programme)[todo]
    after = by_day(days=9)
    assert (actions.expire_due_offers(after), seat_who_waits(after)) == (1, 0)  # the other one's lapses
    cohort = make_cohort(offer.stage)
    assert seat_who_waits(after) == 1
    offer.refresh_from_db()
    assert (offer.state, todo in asked_of(officer, programme)) == (OfferState.ACCEPTED, False)
    for _again in range(2):  # a worker that is killed begins anew
        send_class_found.call(offer.pk, cohort.pk)
    letter = read_letter(Message.objects.get(key=f"class {offer.pk}"))
    assert letter is not None
    assert f"sekarang ada di kelas {cohort.name}" in letter.body
    assert (application.own_path in letter.body) == bool(application.email)


def test_who_came_in_by_another_call_meanwhile_keeps_nobody_behind_from_the_class(
    programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = open_offers_of(make_offers(programme, seats=2))
    for offer in (first, second):
        take_seat(offer, by=SETUP, at=clock.now())
    make_cohort(first.stage)

    def accept(offer: Offer, **given: Any) -> Any:
        if offer == first:
            raise AlreadyEnrolled(stage=first.stage.name)
        return accept_offer(offer, **given)

    monkeypatch.setattr("sanggar.journeys.acceptance.accept_offer", accept)
    assert seat_who_waits(by_day(days=9)) == 1
    states = [Offer.objects.get(pk=offer.pk).state for offer in (first, second)]
    assert states == [OfferState.WITHDRAWN, OfferState.ACCEPTED]


def test_who_waits_for_a_class_may_still_withdraw(programme: Programme) -> None:
    draw = make_offers(programme, people=3, seats=2)
    offer = open_offers_of(draw)[0]
    assert take_seat(offer, by=offer.application.actor, at=clock.now()) is None
    withdraw_application(offer.application, by=offer.application.actor, at=clock.now())
    assert actions.expire_due_offers(clock.now()) == 1
    other = open_offers_of(draw)[0]
    take_seat(other, by=other.application.actor, at=clock.now())
    withdraw(other.application, by=other.application.actor, at=other.deadline + timedelta(days=1))  # at once
    assert set(Offer.objects.values_list("state", flat=True)) == {OfferState.DECLINED}
