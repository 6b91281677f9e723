"""Offers: each holds a seat, each is answered in time or passes on, and nobody is asked twice."""

from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from factories.people import SETUP
from factories.planning import make_cohort
from factories.selection import (
    by_day,
    draw_and_publish,
    freeze,
    make_drawn_draw,
    make_offers,
    make_published_draw,
    make_screened_call,
    open_offers_of,
)
from sanggar.applications.actions import withdraw_application
from sanggar.foundation import clock
from sanggar.foundation.models import AuditEntry
from sanggar.people.models import Account
from sanggar.planning.actions import SeatsExhausted, free_taken_seat, hold_seat, take_held_seat
from sanggar.planning.models import Programme
from sanggar.selection import actions, jobs
from sanggar.selection.letters import remind_of_open_offers, resend_lost_letters, send_offer_letter
from sanggar.selection.models import Draw, Offer, OfferState, Outcome
from sanggar.selection.queries import call_list, offer_counts, offer_of, reserves_left
from sanggar.selection.refusals import (
    ApplicationLapsed,
    DeadlineTooSoon,
    OfferAlreadyAnswered,
    OfferExpired,
    OfferNotOpen,
    OffersAlreadyOpen,
    OfferWithdrawn,
)
from sanggar.selection.status import offer_status

pytestmark = pytest.mark.django_db


def asked(draw: Draw) -> list[tuple[str, int | None, str]]:
    """Who has an offer, in the order of the draw, and how it stands."""
    offers = Offer.objects.filter(entry__draw=draw).order_by("-entry__outcome", "entry__position")
    return list(offers.values_list("entry__outcome", "entry__position", "state"))


def seats(draw: Draw) -> tuple[int, int]:
    """(offered, taken), as the stage counts them."""
    stage = type(draw.call.stage).objects.get(pk=draw.call.stage_id)
    return stage.seats_offered, stage.seats_taken


def test_every_selected_person_gets_an_offer_that_holds_a_seat(programme: Programme) -> None:
    draw = make_offers(programme, people=6, seats=2)
    assert asked(draw) == [("selected", 1, "open"), ("selected", 2, "open")]
    assert seats(draw) == (2, 0)


def test_offers_are_opened_once(programme: Programme) -> None:
    draw = make_offers(programme)
    with pytest.raises(OffersAlreadyOpen):
        actions.open_offers(draw, deadline=by_day(days=1), by=SETUP, at=clock.now())


def test_people_get_time_to_answer(programme: Programme) -> None:
    draw = make_published_draw(programme)
    with pytest.raises(DeadlineTooSoon, match="1 jam"):
        actions.open_offers(draw, deadline=clock.now() + timedelta(minutes=59), by=SETUP, at=clock.now())


def test_who_withdrew_before_the_offers_is_passed_over(programme: Programme) -> None:
    draw = make_published_draw(programme, people=4, seats=2)
    gone = draw.entries.get(outcome=Outcome.SELECTED, position=1).application
    withdraw_application(gone, by=gone.actor, at=clock.now())
    actions.open_offers(draw, deadline=by_day(days=1), by=SETUP, at=clock.now())
    assert asked(draw) == [("selected", 2, "open"), ("reserve", 1, "open")]


def test_accepting_marks_the_offer_and_keeps_its_seat_held(programme: Programme) -> None:
    draw = make_offers(programme)
    first, _ = open_offers_of(draw)
    actions.accept_offer(first, by=first.application.actor, at=clock.now())
    first.refresh_from_db()
    assert (first.state, seats(draw)) == (OfferState.ACCEPTED, (2, 0))
    with pytest.raises(OfferAlreadyAnswered, match="Diterima"):
        actions.accept_offer(first, by=first.application.actor, at=clock.now())
    with pytest.raises(OfferAlreadyAnswered):
        actions.decline_offer(first, by=first.application.actor, at=clock.now())


def decline(offer: Offer, at: datetime | None = None) -> None:
    """And the worker finds who comes next."""
    at = at or clock.now()
    actions.decline_offer(offer, by=offer.application.actor, at=at)
    actions.call_up_reserves(offer.entry.draw, at=at)


def test_declining_calls_up_exactly_the_next_reserve(programme: Programme) -> None:
    draw = make_offers(programme, people=6, seats=2)
    first, _ = open_offers_of(draw)
    decline(first)
    assert asked(draw) == [("selected", 1, "declined"), ("selected", 2, "open"), ("reserve", 1, "open")]
    assert seats(draw) == (2, 0)


@pytest.mark.parametrize(
    ("left", "hours", "ends"),
    [
        ("2026-03-02T16:00:00+07:00", 48, "2026-03-04T16:00:00+07:00"),
        ("2026-03-02T21:00:00+07:00", 48, "2026-03-04T21:00:00+07:00"),
        ("2026-03-02T21:00:01+07:00", 48, "2026-03-05T08:00:00+07:00"),
        ("2026-03-02T02:00:00+07:00", 48, "2026-03-04T08:00:00+07:00"),
        ("2026-03-02T14:00:00+07:00", 24, "2026-03-03T14:00:00+07:00"),
        ("2026-03-02T20:30:00+07:00", 1, "2026-03-03T08:00:00+07:00"),
        ("2026-03-02T23:30:00+07:00", 1, "2026-03-03T09:00:00+07:00"),
    ],
)
def test_no_reserve_loses_a_seat_in_the_night_and_each_is_reminded_a_day_before(
    programme: Programme, left: str, hours: int, ends: str
) -> None:
    with time_machine.travel("2026-03-01T10:00:00+07:00", tick=False):
        draw = draw_and_publish(freeze(make_screened_call(programme), deadline_time=time(17, 30)))
        now = clock.now()
        actions.open_offers(draw, deadline=by_day(days=3), reserve_hours=hours, by=SETUP, at=now)
    at, end = datetime.fromisoformat(left), datetime.fromisoformat(ends)
    with time_machine.travel(at, tick=False):
        decline(open_offers_of(draw)[0])
    called = Offer.objects.get(entry__outcome=Outcome.RESERVE)
    assert called.deadline == end
    type(called.application).objects.filter(pk=called.application_id).update(email="cadangan@contoh.example")
    Offer.objects.filter(pk=called.pk).update(letter_at=at)
    Offer.objects.exclude(pk=called.pk).update(letter_at=None)
    assert remind_of_open_offers(end - timedelta(hours=24, seconds=1)) == 0
    assert remind_of_open_offers(end - timedelta(hours=24)) == (end - at > timedelta(hours=24))


def test_reserves_are_called_until_the_announced_end_and_no_longer(programme: Programme) -> None:
    draw = make_published_draw(programme)
    now = clock.now()
    end = by_day(days=4)
    actions.open_offers(draw, deadline=by_day(days=3), call_up_until=end, by=SETUP, at=now)
    first, second = open_offers_of(draw)
    decline(first, now + timedelta(days=3))
    assert Offer.objects.get(entry__outcome=Outcome.RESERVE).deadline == end
    jobs.expire_due_offers(end - timedelta(minutes=30))
    jobs.fill_free_seats(end - timedelta(minutes=30))
    assert asked(draw)[1:] == [("selected", 2, "expired"), ("reserve", 1, "open")]
    assert seats(draw) == (1, 0)
    assert second.application_id not in Offer.objects.filter(state="open").values_list("application", flat=True)


def test_an_offer_past_its_deadline_can_not_be_accepted_even_if_the_job_has_not_run(programme: Programme) -> None:
    draw = make_offers(programme)
    first, _ = open_offers_of(draw)
    late = first.deadline + timedelta(seconds=1)
    for answer in (actions.accept_offer, actions.decline_offer):
        with pytest.raises(OfferExpired):
            answer(first, by=first.application.actor, at=late)
    actions.accept_offer(first, by=first.application.actor, at=first.deadline)


def test_expiry_calls_up_exactly_as_many_as_lapsed(programme: Programme) -> None:
    draw = make_offers(programme, people=6, seats=2)
    first, second = open_offers_of(draw)
    actions.accept_offer(first, by=first.application.actor, at=clock.now())
    late = second.deadline + timedelta(seconds=1)
    assert actions.expire_due_offers(late) == 1
    assert actions.expire_due_offers(late) == 0
    assert actions.fill_free_seats(late) == 1
    assert asked(draw) == [("selected", 1, "accepted"), ("selected", 2, "expired"), ("reserve", 1, "open")]
    with pytest.raises(OfferExpired):
        actions.accept_offer(second, by=second.application.actor, at=late)


def test_nobody_is_asked_twice(programme: Programme) -> None:
    draw = make_offers(programme, people=4, seats=1)
    for _ in range(4):
        (offer,) = open_offers_of(draw)
        decline(offer)
    assert asked(draw) == [
        ("selected", 1, "declined"),
        *(("reserve", position, "declined") for position in (1, 2, 3)),
    ]
    assert actions.call_up_reserves(draw, at=clock.now()) == []
    assert (seats(draw), reserves_left(draw)) == ((0, 0), 0)
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.filter(entry__position=2).update(entry=offer.entry)


def test_a_seat_of_a_track_stays_in_its_track(programme: Programme) -> None:
    youtube, tiktok = programme.tracks.order_by("-code")
    draw = make_offers(programme, people=6, seats=2, tracks={youtube: 1, tiktok: 1})
    for round_number in range(3):
        offer = next(offer for offer in open_offers_of(draw) if offer.entry.stratum == "tiktok")
        assert round_number == 0 or offer.entry.outcome == Outcome.RESERVE
        decline(offer)
    assert {offer.entry.stratum for offer in open_offers_of(draw)} == {"youtube"}
    assert (seats(draw), reserves_left(draw)) == ((1, 0), 2)


def test_calling_up_while_nothing_is_free_asks_nobody(programme: Programme) -> None:
    draw = make_offers(programme)
    assert actions.call_up_reserves(draw, at=clock.now()) == []
    assert len(asked(draw)) == 2


def test_a_withdrawn_offer_tells_its_reason_and_passes_the_seat_on(programme: Programme) -> None:
    draw = make_offers(programme)
    first, _ = open_offers_of(draw)
    actions.withdraw_offer(first, reason="Ternyata bukan warga kota", by=SETUP, at=clock.now())
    actions.call_up_reserves(draw, at=clock.now())
    assert asked(draw) == [("selected", 1, "withdrawn"), ("selected", 2, "open"), ("reserve", 1, "open")]
    status = offer_status(first.application, clock.now())
    assert status is not None
    assert (status.text, status.may_answer) == ("Ternyata bukan warga kota", False)
    with pytest.raises(OfferWithdrawn):
        actions.accept_offer(first, by=first.application.actor, at=clock.now())
    with pytest.raises(OfferNotOpen, match="Ditarik"):
        actions.withdraw_offer(first, reason="Lagi", by=SETUP, at=clock.now())
    assert "bukan warga" not in AuditEntry.objects.get(verb="selection.withdraw_offer").details


def test_who_withdraws_the_application_gives_up_the_seat(programme: Programme) -> None:
    draw = make_offers(programme)
    first, _ = open_offers_of(draw)
    withdraw_application(first.application, by=first.application.actor, at=clock.now())
    first.application.refresh_from_db()
    status = offer_status(first.application, clock.now())
    assert status is not None
    assert (status.title, status.may_answer) == ("Penawaran tidak berlaku lagi", False)
    with pytest.raises(ApplicationLapsed):
        actions.accept_offer(first, by=first.application.actor, at=clock.now())
    assert actions.expire_due_offers(clock.now()) == 1
    actions.call_up_reserves(draw, at=clock.now())
    assert asked(draw) == [("selected", 1, "declined"), ("selected", 2, "open"), ("reserve", 1, "open")]


def test_a_no_show_is_replaced_by_the_next_reserve_at_the_door(programme: Programme) -> None:
    draw = make_offers(programme, people=4, seats=2)
    cohort = make_cohort(draw.call.stage)
    for offer in open_offers_of(draw):
        actions.accept_offer(offer, by=offer.application.actor, at=clock.now())
        take_held_seat(draw.call.stage, cohort)
    missing = Offer.objects.get(entry__position=1)
    free_taken_seat(draw.call.stage, cohort)
    soon = clock.now() + timedelta(minutes=30)
    actions.end_accepted_offer(missing, OfferState.NO_SHOW, reason="Tidak datang", by=SETUP, at=clock.now())
    offers = actions.call_up_reserves(draw, deadline=soon, by=SETUP, at=clock.now())
    assert [(offer.entry.outcome, offer.entry.position, offer.deadline) for offer in offers] == [("reserve", 1, soon)]
    assert asked(draw) == [("selected", 1, "no_show"), ("selected", 2, "accepted"), ("reserve", 1, "open")]
    assert seats(draw) == (1, 1)


def test_the_seats_of_the_stage_bound_the_offers_of_every_draw(programme: Programme) -> None:
    draw = make_published_draw(programme, people=4, seats=2)
    hold_seat(draw.call.stage)
    draw.refresh_from_db()
    actions.open_offers(draw, deadline=by_day(days=1), by=SETUP, at=clock.now())
    assert (len(asked(draw)), seats(draw)) == (1, (2, 0))
    with pytest.raises(SeatsExhausted):
        hold_seat(draw.call.stage)


# --- letters and calls -----------------------------------------------------------------------------------------------
def test_letters_go_to_those_with_e_mail_by_a_task_that_knows_the_id_alone(programme: Programme) -> None:
    draw = make_offers(programme, people=6, seats=6)
    tasks = DBTaskResult.objects.filter(task_path="sanggar.selection.letters.send_offer_letter")
    written = Offer.objects.exclude(application__email="").order_by("pk")
    assert sorted(task.args_kwargs["args"] for task in tasks) == [[offer.pk] for offer in written]
    assert (len(written), Offer.objects.filter(entry__draw=draw).count()) == (2, 6)


def test_the_letter_holds_the_own_link_and_the_deadline_and_leaves_once(programme: Programme) -> None:
    make_offers(programme, people=6, seats=6)
    offer = Offer.objects.exclude(application__email="").earliest("pk")
    send_offer_letter.call(offer.pk)
    send_offer_letter.call(offer.pk)
    (letter,) = mail.outbox
    assert letter.to == [offer.application.email]
    assert (offer.application.own_path in letter.body, "paling lambat" in letter.body) == (True, True)
    assert letter.subject == "Kursi untuk Anda: Pelatihan YouTuber dan TikTok, Tahap 1"
    offer.refresh_from_db()
    assert offer.letter_at is not None


def test_a_letter_that_failed_to_leave_is_queued_again_and_only_then(programme: Programme) -> None:
    make_offers(programme, people=6, seats=6)
    later = clock.now() + timedelta(minutes=11)
    assert resend_lost_letters(later) == 0
    DBTaskResult.objects.update(status=TaskResultStatus.FAILED)
    assert resend_lost_letters(clock.now()) == 0
    assert resend_lost_letters(later) == 2
    assert resend_lost_letters(later) == 0
    for offer in Offer.objects.exclude(application__email=""):
        send_offer_letter.call(offer.pk)
    DBTaskResult.objects.update(status=TaskResultStatus.SUCCESSFUL)
    assert resend_lost_letters(later) == 0


def test_no_letter_leaves_after_the_offer_was_answered(programme: Programme) -> None:
    make_offers(programme, people=6, seats=6)
    offer = Offer.objects.exclude(application__email="").earliest("pk")
    actions.decline_offer(offer, by=offer.application.actor, at=clock.now())
    send_offer_letter.call(offer.pk)
    assert mail.outbox == []


def test_a_mark_on_the_call_list_says_who_and_can_be_taken_back(programme: Programme, officer: Account) -> None:
    draw = make_offers(programme)
    first, second = open_offers_of(draw)
    actions.mark_reached(first, by=officer.actor, at=clock.now())
    first.refresh_from_db()
    assert (first.reached_by, offer_counts(first.stage).unreached) == (officer, 1)
    assert [offer.pk for offer in call_list(first.stage, clock.now())] == [second.pk, first.pk]
    actions.unmark_reached(first, by=officer.actor, at=clock.now())
    first.refresh_from_db()
    assert (first.reached_at, first.reached_by) == (None, None)


def test_the_call_list_holds_those_who_can_still_answer(programme: Programme) -> None:
    draw = make_offers(programme, people=6, seats=6)
    everyone = list(call_list(draw.call.stage, clock.now()))
    assert [bool(offer.application.email) for offer in everyone] == [False] * 4 + [True] * 2
    assert list(call_list(draw.call.stage, everyone[0].deadline + timedelta(seconds=1))) == []


def test_an_answered_offer_can_not_be_marked(programme: Programme, officer: Account) -> None:
    draw = make_offers(programme)
    first, _ = open_offers_of(draw)
    actions.decline_offer(first, by=first.application.actor, at=clock.now())
    with pytest.raises(OfferNotOpen, match="Ditolak"):
        actions.mark_reached(first, by=officer.actor, at=clock.now())


# --- the own page ----------------------------------------------------------------------------------------------------
def test_the_own_page_follows_the_offer(programme: Programme) -> None:
    draw = make_offers(programme, people=4, seats=2)
    first, second = open_offers_of(draw)
    reserve = draw.entries.get(outcome=Outcome.RESERVE, position=2).application
    status = offer_status(first.application, clock.now())
    assert status is not None
    assert (status.title, status.may_answer, status.offer) == ("Kursi ditawarkan kepada Anda", True, first)
    waiting = offer_status(reserve, clock.now())
    assert waiting is not None
    assert (waiting.title, "nomor 2" in waiting.text) == ("Anda masuk cadangan", True)
    late = offer_status(second.application, second.deadline + timedelta(seconds=1))
    assert late is not None
    assert (late.title, late.may_answer) == ("Batas waktu menjawab sudah lewat", False)
    assert offer_of(reserve) is None


def test_before_publication_the_own_page_says_nothing(programme: Programme) -> None:
    draw = make_drawn_draw(programme)
    assert [offer_status(application, clock.now()) for application in draw.call.applications.all()] == [None] * 6


def test_everyone_reads_how_many_have_given_their_seat_back(programme: Programme) -> None:
    draw = make_offers(programme)
    assert "melepas kursinya" not in Client().get(f"/undian/{draw.public_id}/").content.decode()
    gone = open_offers_of(draw)[0]
    actions.decline_offer(gone, by=gone.application.actor, at=clock.now())
    page = Client().get(f"/undian/{draw.public_id}/").content.decode()
    assert ("1 orang di antaranya kemudian melepas kursinya" in page, gone.application.receipt in page) == (True, True)
