"""Who comes next is found in the background: the answer of who leaves waits for nothing, and no seat is forgotten."""

import json
from datetime import timedelta
from functools import partial
from threading import Thread
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django_tasks_db.models import DBTaskResult

from cores.draw_samples import changes
from factories.people import SETUP, make_office
from factories.planning import make_programme
from factories.races import race
from factories.selection import by_day, draw_and_publish, make_offers, make_quota_draw, open_offers_of, worked_off
from sanggar.applications.actions import withdraw_application
from sanggar.cores.lottery.inspection import inspect
from sanggar.cores.lottery.json_text import read_json
from sanggar.cores.lottery.verify import Unusable, report
from sanggar.cores.lottery.verify import read as verify_read
from sanggar.foundation import clock, work
from sanggar.foundation.audit import subject_of
from sanggar.foundation.models import AuditEntry
from sanggar.people.models import Account
from sanggar.planning.models import Programme, Stage
from sanggar.selection import actions, jobs
from sanggar.selection.actions import filling, stepping
from sanggar.selection.actions.searching import note_progress
from sanggar.selection.models import Draw, Offer, OfferState, ReserveSearch
from sanggar.selection.patience import LONGEST
from sanggar.selection.queries import waits_for_office
from sanggar.selection.reserve_job import find_reserves

pytestmark = pytest.mark.django_db


def offered(programme: Programme) -> Draw:
    draw = draw_and_publish(make_quota_draw(programme))
    actions.open_offers(draw, deadline=by_day(days=3), by=SETUP, at=clock.now())
    draw.refresh_from_db()
    return draw


def decline_one() -> Offer:
    offer = Offer.objects.filter(state=OfferState.OPEN).order_by("pk")[0]
    actions.decline_offer(offer, by=offer.application.actor, at=clock.now())
    return offer


def open_now() -> int:
    return Offer.objects.filter(state=OfferState.OPEN).count()


def test_who_declines_waits_for_no_lottery_and_the_worker_finds_the_next(programme: Programme) -> None:
    draw = offered(programme)
    decline_one()
    assert (open_now(), draw.taken_steps.count(), draw.search.ended_at) == (2, 0, None)
    queued = DBTaskResult.objects.get(task_path="sanggar.selection.reserve_job.find_reserves")
    assert queued.args_kwargs["args"] == [draw.pk]
    find_reserves.call(draw.pk)
    find_reserves.call(draw.pk)
    draw.search.refresh_from_db()
    assert (open_now(), draw.taken_steps.count(), draw.search.ended_at is None) == (3, 1, False)


def test_no_field_of_the_file_of_a_draw_with_its_steps_can_be_another(programme: Programme) -> None:
    """As the office publishes it: drawn under quotas by dice, and one seat given on."""
    draw = offered(programme)
    decline_one()
    find_reserves.call(draw.pk)
    draw.refresh_from_db()
    bundle = json.loads(draw.bundle)
    assert (report(verify_read(draw.bundle.encode()))["faults"], len(bundle["steps"])) == ([], 1)
    unnoticed = [(path, done) for path, done, changed in changes(bundle) if not is_named(changed)]
    assert unnoticed == []


def is_named(changed: Any) -> bool:
    """Whether `verify.py` finds a fault, or that this is no bundle at all."""
    try:
        return bool(report(verify_read(json.dumps(changed).encode()))["faults"])
    except Unusable:
        return True


def test_what_a_killed_worker_left_is_found_by_the_clock(programme: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = offered(programme)
    decline_one()
    with monkeypatch.context() as patched:
        patched.setattr(filling, "_fill", _killed)
        with pytest.raises(KeyboardInterrupt):
            actions.call_up_reserves(draw, at=clock.now())
    assert (draw.taken_steps.count(), ReserveSearch.objects.filter(ended_at=None).count()) == (0, 1)
    DBTaskResult.objects.all().delete()  # and the queue with it
    jobs.take_up_searches(clock.now())  # too early
    assert work.waiting() == 0
    jobs.take_up_searches(clock.now() + timedelta(minutes=1))
    jobs.take_up_searches(clock.now() + timedelta(minutes=2))
    jobs.fill_free_seats(clock.now() + timedelta(minutes=10))
    assert (work.waiting(), open_now()) == (1, 2)  # the clock only asks: a plan may take minutes
    worked_off(clock.now())
    assert (open_now(), draw.taken_steps.count()) == (3, 1)


def test_a_search_that_one_worker_has_is_left_to_it_until_its_lease_is_over(
    programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = offered(programme)
    decline_one()
    plan, seen = stepping.plan_step, []

    def watched(draw: Draw, note: Any) -> Any:
        seen.append(actions.search_for_reserves(draw, at=clock.now()))  # a second worker, meanwhile
        return plan(draw, note)

    monkeypatch.setattr(filling, "plan_step", watched)
    find_reserves.call(draw.pk)
    assert (seen, open_now(), draw.taken_steps.count()) == ([[]], 3, 1)
    decline_one()
    ReserveSearch.objects.update(taken_at=clock.now() - work.LEASE + timedelta(seconds=9))  # a killed one had it
    find_reserves.call(draw.pk)
    assert open_now() == 2
    ReserveSearch.objects.update(taken_at=clock.now() - work.LEASE - timedelta(seconds=9))
    find_reserves.call(draw.pk)
    assert (open_now(), ReserveSearch.objects.get().taken_at) == (3, None)


def test_who_is_found_after_minutes_has_the_whole_time_from_then_on(
    programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw, plan = offered(programme), stepping.plan_step
    offer = decline_one()
    with time_machine.travel(clock.now(), tick=False) as travelled:
        began = clock.now()

        def slow(draw: Draw, note: Any) -> Any:
            travelled.shift(timedelta(minutes=4))
            return plan(draw, note)

        monkeypatch.setattr(filling, "plan_step", slow)
        find_reserves.call(draw.pk)
    called = Offer.objects.exclude(pk=offer.pk).latest("pk")
    assert (called.offered_at, called.events.get().at) == (began + timedelta(minutes=4),) * 2
    assert ReserveSearch.objects.get().ended_at == began + timedelta(minutes=4)


def test_no_task_computes_for_longer_than_it_is_its_worker_s() -> None:
    assert timedelta(seconds=LONGEST) + timedelta(minutes=3) <= work.LEASE


def test_a_draw_that_fails_keeps_no_other_waiting(programme: Programme) -> None:
    broken = offered(programme)
    decline_one()
    elsewhere = make_programme(broken.call.programme.organisation, slug="lain")
    other = make_offers(elsewhere, people=4, seats=1, slug="lain-1")
    (offer,) = open_offers_of(other)
    actions.decline_offer(offer, by=offer.application.actor, at=clock.now())
    Draw.objects.filter(pk=broken.pk).update(bundle="{}")
    worked_off(clock.now())
    assert (len(open_offers_of(other)), broken.taken_steps.count()) == (1, 0)
    assert ReserveSearch.objects.get(draw=broken).way_out == {"fault": "failed"}


def _killed(*_given: Any) -> None:
    raise KeyboardInterrupt


@pytest.mark.django_db(transaction=True)
def test_others_write_while_the_next_is_drawn_and_who_leaves_meanwhile_is_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    draw = offered(make_programme(make_office()))
    decline_one()
    make, made = stepping.quota_lottery, []

    def slow(*given: Any, **more: Any) -> Any:
        if not made:  # somebody else declines, on a connection of their own, while we compute
            other = Thread(target=_on_own_connection)
            other.start()
            other.join(5)
            assert not other.is_alive()
        made.append(make(*given, **more))
        return made[-1]

    monkeypatch.setattr(stepping, "quota_lottery", slow)
    find_reserves.call(draw.pk)
    draw.refresh_from_db()
    step = draw.taken_steps.get()
    assert (len(made), open_now(), len(step.left), len(step.selected)) == (2, 3, 2, 2)
    assert inspect(read_json(draw.bundle.encode())).faults == []


def _on_own_connection() -> None:
    try:
        decline_one()
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_at_once_one_draws_the_step() -> None:
    draw = offered(make_programme(make_office()))
    decline_one()
    assert race([partial(find_reserves.call, draw.pk)] * 4) == {"done": 4}
    draw.refresh_from_db()
    assert (open_now(), draw.taken_steps.count()) == (3, 1)
    assert inspect(read_json(draw.bundle.encode())).faults == []


def test_where_nobody_keeps_the_quotas_the_search_says_so_and_pages_replay_nothing(programme: Programme) -> None:
    draw = offered(programme)
    while not waits_for_office(draw):
        offer = Offer.objects.filter(state=OfferState.OPEN, application__track__code="tiktok")[0]
        actions.decline_offer(offer, by=offer.application.actor, at=clock.now())
        assert not waits_for_office(draw)  # not known before somebody has looked
        actions.call_up_reserves(draw, at=clock.now())
    assert open_now() == 2
    DBTaskResult.objects.all().delete()
    now = clock.now()
    assert [actions.fill_free_seats(at) for at in (now, now + timedelta(hours=5))] == [0, 0]  # nothing has changed
    assert actions.fill_free_seats(now + timedelta(hours=7)) == 1  # the machine may have less to do
    DBTaskResult.objects.all().delete()
    waiting = draw.entries.filter(offer=None).order_by("pk")[0].application
    withdraw_application(waiting, by=waiting.actor, at=now)
    assert [actions.fill_free_seats(now), actions.fill_free_seats(now)] == [1, 0]  # it stands in the queue


def test_the_desk_asks_the_worker_to_look_and_tells_how_far_it_is_and_how_it_ended(
    programme: Programme, officer: Account, signed_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = offered(programme)
    room = f"/desk/{programme.organisation.slug}/{programme.slug}/seleksi/"
    client: Client = signed_in(officer)
    address = f"{room}undian/{draw.call.slug}/cari-cadangan/"
    assert "Cadangan sedang dicari" not in client.get(f"{room}penawaran/").content.decode()
    assert "Tidak ada kursi kosong" in client.post(address, follow=True).content.decode()
    decline_one()
    for page in (f"{room}penawaran/", f"{room}undian/{draw.call.slug}/"):
        told = client.get(page).content.decode()
        assert ("Cadangan sedang dicari" in told, "pekerja latar segera" in told, address in told) == (
            True,
            True,
            False,
        )
    assert "sudah sedang dicari" in client.post(address, follow=True).content.decode()
    assert (open_now(), queued()) == (2, 1)  # nothing is worked out in the request, and nothing is asked for twice
    plan, pages = stepping.plan_step, []

    def watched(draw: Draw, note: Any) -> Any:
        note("levels", 3, 7)
        note("levels", 4, 7)  # at once: nobody could have looked meanwhile
        pages.append(client.get(f"{room}penawaran/").content.decode())
        return plan(draw, note)

    monkeypatch.setattr(filling, "plan_step", watched)
    worked_off(clock.now())
    assert all(told in pages[0] for told in ("di latar belakang sejak", "Meratakan peluang", 'value="3" max="7"'))
    after = client.get(f"{room}penawaran/").content.decode()
    assert f"<b>{draw.call.title}.</b> Pencarian cadangan terakhir" in after  # beside those of other stages
    assert ("1 cadangan ditawari kursi." in after, "Cadangan sedang dicari" in after, open_now()) == (True, False, 3)
    assert client.get(address).status_code == 405
    assert client.post(f"{room}undian/lain/cari-cadangan/").status_code == 404


def test_what_found_nobody_can_be_asked_for_again_and_what_the_queue_lost_too(
    programme: Programme, officer: Account, signed_in: Any
) -> None:
    draw = offered(programme)
    while not waits_for_office(draw):
        offer = Offer.objects.filter(state=OfferState.OPEN, application__track__code="tiktok")[0]
        actions.decline_offer(offer, by=offer.application.actor, at=clock.now())
        worked_off(clock.now())
    room = f"/desk/{programme.organisation.slug}/{programme.slug}/seleksi/"
    client: Client = signed_in(officer)
    address = f"{room}undian/{draw.call.slug}/cari-cadangan/"
    assert "Tidak ada cadangan yang menjaga sisa kuota." in client.get(f"{room}penawaran/").content.decode()
    assert "Pencarian cadangan diminta." in client.post(address, follow=True).content.decode()
    assert queued() == 1
    asked = AuditEntry.objects.get(verb="selection.request_reserves")
    assert (asked.actor_label, asked.subject) == (officer.name, subject_of(draw))
    DBTaskResult.objects.all().delete()  # the queue is lost
    ReserveSearch.objects.update(asked_at=clock.now() - timedelta(minutes=2))
    assert "belum dimulai" in client.get(f"{room}penawaran/").content.decode()
    assert "Pencarian cadangan diminta." in client.post(address, follow=True).content.decode()
    assert queued() == 1
    Draw.objects.filter(pk=draw.pk).update(call_up_until=clock.now())
    assert "waktu yang diumumkan untuk itu sudah lewat" in client.post(address, follow=True).content.decode()


def test_what_the_clock_has_looked_for_is_shown_and_not_asked_for_twice(
    programme: Programme, officer: Account, signed_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = offered(programme)
    decline_one()
    find_reserves.call(draw.pk)
    stage = draw.call.stage
    Stage.objects.filter(pk=stage.pk).update(seats=stage.seats + 1)  # a seat that nobody gave back
    plan, said, client = stepping.plan_step, [], signed_in(officer)
    room = f"/desk/{programme.organisation.slug}/{programme.slug}/seleksi/"

    def watched(draw: Draw, note: Any) -> Any:
        said.append(client.post(f"{room}undian/{draw.call.slug}/cari-cadangan/", follow=True).content.decode())
        return plan(draw, note)

    monkeypatch.setattr(filling, "plan_step", watched)
    DBTaskResult.objects.all().delete()
    find_reserves.enqueue(draw.pk)  # as the clock does, once a seat stands free
    actions.search_for_reserves(draw, at=clock.now())
    assert ("sudah sedang dicari" in said[0], "di latar belakang sejak" in said[0], queued()) == (True, True, 1)


def test_what_a_worker_of_the_clock_left_when_it_was_killed_is_searched_once_the_office_asks(
    programme: Programme, officer: Account, signed_in: Any
) -> None:
    draw, client, now = offered(programme), signed_in(officer), clock.now()
    decline_one()
    DBTaskResult.objects.all().delete()  # with the worker's own
    ReserveSearch.objects.update(ended_at=now, taken_at=now - work.LEASE + timedelta(minutes=5))  # nobody had asked
    assert [actions.request_reserves(draw, by=SETUP, at=now) for _ in range(2)] == [True, False]
    find_reserves.call(draw.pk)  # too early: the killed one still has it
    DBTaskResult.objects.all().delete()
    assert (open_now(), ReserveSearch.objects.get().ended_at) == (2, None)
    later = now + timedelta(minutes=5)
    assert actions.take_up_searches(later) == 1
    actions.search_for_reserves(draw, at=later)
    assert (open_now(), ReserveSearch.objects.get().ended_at is None) == (3, False)
    ReserveSearch.objects.update(taken_at=now - work.LEASE)  # killed once more, and nobody asks
    room = f"/desk/{programme.organisation.slug}/{programme.slug}/seleksi/"
    assert "Cadangan sedang dicari" not in client.get(f"{room}penawaran/").content.decode()


def test_a_worker_whose_search_another_one_has_tells_nothing_of_it(programme: Programme) -> None:
    draw, taken_at = offered(programme), clock.now()
    ReserveSearch.objects.create(draw=draw, asked_at=taken_at, taken_at=taken_at)
    note_progress(draw, taken_at - work.LEASE, "levels", 6, 7)
    note_progress(draw, taken_at, "levels", 2, 7)
    note_progress(draw, taken_at - work.LEASE, "levels", 7, 7)
    assert ReserveSearch.objects.get().done == 2


def queued() -> int:
    return DBTaskResult.objects.filter(task_path=find_reserves.module_path).count()


@pytest.mark.django_db(transaction=True)
def test_of_many_officers_who_ask_at_once_one_has_it_searched() -> None:
    draw = offered(make_programme(make_office()))
    decline_one()
    find_reserves.call(draw.pk)
    stage = draw.call.stage
    Stage.objects.filter(pk=stage.pk).update(seats=stage.seats + 1)  # a seat that nobody gave back
    DBTaskResult.objects.all().delete()
    assert race([partial(actions.request_reserves, draw, by=SETUP, at=clock.now())] * 6) == {"done": 6}
    assert (queued(), AuditEntry.objects.filter(verb="selection.request_reserves").count()) == (1, 1)


def test_who_may_not_make_offers_may_not_search(programme: Programme, inspector: Account, signed_in: Any) -> None:
    draw = offered(programme)
    address = f"/desk/{programme.organisation.slug}/{programme.slug}/seleksi/undian/{draw.call.slug}/cari-cadangan/"
    assert signed_in(inspector).post(address).status_code == 403
