"""A seat that nobody who waits can take under the quotas: the office lets one give way, the worker draws, and nothing
waits meanwhile.
"""

import uuid
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from threading import Thread
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django_tasks_db.models import DBTaskResult

from factories.people import SETUP, make_office
from factories.planning import make_programme
from factories.races import race
from factories.relaxing import ask, clashing, decline_one, proposal_of, relaxed
from factories.selection import by_day, draw_and_publish, make_quota_draw, worked_off
from sanggar.cores.lottery.fair.programme import Programme as Solver
from sanggar.cores.lottery.inspection import inspect
from sanggar.cores.lottery.json_text import read_json
from sanggar.cores.lottery.step_document import quotas_document
from sanggar.foundation import clock, work
from sanggar.foundation.audit import subject_of
from sanggar.foundation.models import AuditEntry
from sanggar.people.models import Account
from sanggar.planning.models import Programme, Stage
from sanggar.selection import actions
from sanggar.selection.actions import filling, relaxing, stepping
from sanggar.selection.models import CANCELLED, Draw, Offer, OfferState, Relaxation, ReserveSearch
from sanggar.selection.procedure_refusals import CallingUpEnded, NoSeatFell
from sanggar.selection.queries import waits_for_office, way_out_of
from sanggar.selection.refusals import NothingToTakeBack, ProposalOvertaken, RelaxationWaits
from sanggar.selection.reserve_job import find_reserves

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


def waiting(programme: Programme, **terms: Any) -> Draw:
    """Two of YouTube hold seats; nobody of TikTok is left for the third."""
    draw = draw_and_publish(make_quota_draw(programme))
    actions.open_offers(draw, deadline=by_day(days=3), by=SETUP, at=clock.now(), **terms)
    clashing(draw)
    return draw


def open_now() -> int:
    return Offer.objects.filter(state=OfferState.OPEN).count()


def link_to(draw: Draw) -> str:
    programme = draw.call.programme
    return f"/desk/{programme.organisation.slug}/{programme.slug}/seleksi/undian/{draw.call.slug}/longgarkan/"


def typed(draw: Draw, reason: str = "Tidak ada lagi") -> dict[str, str]:
    """As the page shows it, with a reason."""
    proposal, found = proposal_of(draw), way_out_of(draw)
    assert found
    bounds = {
        f"q_{name}_{value}": proposal.proposed.get((name, value), left)
        for name, values in proposal.quotas.items()
        for value, left in values.items()
    }
    quotas = {name: f"{least}-{most}" for name, (least, most) in bounds.items()}
    return {"once": str(uuid.uuid4()), "seen": found.search.tried_with, "reason": reason, **quotas}


def no_solving(*_given: object) -> None:
    raise AssertionError("solved in the request")


# --- the page --------------------------------------------------------------------------------------------------------
def test_the_page_solves_nothing_it_shows_what_the_worker_found_and_stores_what_the_officer_answers(
    programme: Programme, officer: Account, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw, client = waiting(programme), signed_in(officer)
    link, sent, smallest = link_to(draw), typed(draw), quotas_document(proposal_of(draw).smallest())
    with monkeypatch.context() as patched:
        patched.setattr(Solver, "solve", no_solving)
        assert 'value="0-1"' in client.get(link).content.decode()
        assert client.post(link, sent | {"reason": ""}).status_code == 422
        asked = client.post(link, sent, follow=True).content.decode()
        again = client.post(link, sent, follow=True).content.decode()
    assert [("sedang diundi" in page, "Undi cadangan" in page) for page in (asked, again)] == [(True, False)] * 2
    wish = Relaxation.objects.get()
    assert (wish.by_label, wish.quotas, open_now()) == (officer.name, smallest, 2)
    worked_off(clock.now())
    step = draw.taken_steps.last()
    assert step is not None
    assert (open_now(), step.reason, step.by_label) == (3, "Tidak ada lagi", officer.name)
    done = client.get(link, follow=True).content.decode()
    assert ("Tidak ada yang perlu dilonggarkan lagi" in done, "1 cadangan ditawari kursi." in done) == (True, True)
    verbs = ("selection.ask_to_relax", "selection.take_step")
    entries = [AuditEntry.objects.filter(verb=verb, subject=subject_of(draw)).last() for verb in verbs]
    assert [entry and entry.actor_label for entry in entries] == [officer.name] * 2


def test_while_the_worker_draws_everyone_reads_how_far_it_is_and_may_take_it_back(
    programme: Programme, officer: Account, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw, client = waiting(programme), signed_in(officer)
    make, pages, steps = stepping.quota_lottery, [], draw.taken_steps.count()
    ask(draw, reason="Warga TikTok habis")
    offers = link_to(draw).partition("undian/")[0] + "penawaran/"
    assert f'href="{link_to(draw)}">Lihat pelonggaran kuotanya' in client.get(offers).content.decode()

    def watched(people: Any, seats: int, quotas: Any, tell: Any) -> Any:
        if not pages:
            tell("levels", 3, 7)
            pages.append(client.get(link_to(draw)).content.decode())
            pages.append(client.post(f"{link_to(draw)}tarik/", follow=True).content.decode())
        return make(people, seats, quotas, tell)

    monkeypatch.setattr(stepping, "quota_lottery", watched)
    worked_off(clock.now())
    assert all(told in pages[0] for told in ("Meratakan peluang", 'value="3" max="7"', "Warga TikTok habis"))
    assert "Tidak ada kuota yang dilonggarkan." in pages[1]
    assert (draw.taken_steps.count(), open_now(), Relaxation.objects.get().cancelled_by) == (steps, 2, officer.name)
    assert f"Ditarik oleh {officer.name}." in client.get(link_to(draw)).content.decode()
    assert "sudah selesai" in client.post(f"{link_to(draw)}tarik/", follow=True).content.decode()
    with pytest.raises(NothingToTakeBack):
        actions.take_back_relaxation(draw, by=SETUP, at=clock.now())


def test_a_proposal_that_no_longer_holds_is_not_answered_and_the_page_says_what_to_do(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    draw, client = waiting(programme), signed_in(officer)
    sent = typed(draw)
    stage, seats = Stage.objects.filter(pk=draw.call.stage_id), draw.call.stage.seats
    stage.update(seats=seats + 1)
    page = client.get(link_to(draw)).content.decode()
    assert ("ada yang berubah" in page, "Cari sekarang" in page, "Undi cadangan" in page) == (True, True, False)
    assert "Sementara itu keadaannya berubah" in client.post(link_to(draw), sent, follow=True).content.decode()
    with pytest.raises(ProposalOvertaken):
        ask(draw)
    stage.update(seats=seats)
    actions.call_up_reserves(draw, at=clock.now())
    with pytest.raises(ProposalOvertaken):  # another one by now than was read
        actions.ask_to_relax(draw, quotas={}, reason="Uji", seen="0" * 64, by=SETUP, at=clock.now())
    stale = client.post(link_to(draw), sent | {"seen": "0" * 64})
    assert (stale.status_code, Relaxation.objects.count()) == (422, 0)
    assert sent["seen"] in stale.content.decode()  # so that it may be sent again as it is


def test_who_may_not_make_offers_lets_nothing_give_way(
    programme: Programme, inspector: Account, signed_in: SignIn
) -> None:
    draw = waiting(programme)
    sent, client = typed(draw), signed_in(inspector)
    links = (link_to(draw), f"{link_to(draw)}tarik/")
    assert [client.post(link, sent).status_code for link in links] == [403, 403]
    assert Relaxation.objects.count() == 0


def test_of_a_draw_that_nobody_has_searched_there_is_no_page(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    draw = draw_and_publish(make_quota_draw(programme))
    actions.open_offers(draw, deadline=by_day(days=3), by=SETUP, at=clock.now())
    assert signed_in(officer).get(link_to(draw)).status_code == 404


# --- several at once -------------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_of_many_officers_at_once_one_is_heard_and_the_others_read_whom() -> None:
    draw = waiting(make_programme(make_office()))
    found = way_out_of(draw)
    assert found
    given = {"quotas": proposal_of(draw).smallest(), "seen": found.search.tried_with, "by": SETUP, "at": clock.now()}
    ended = race([partial(actions.ask_to_relax, draw, reason="Tidak ada lagi", **given)] * 5)
    assert ended == {"done": 1, RelaxationWaits.code: 4}
    assert DBTaskResult.objects.filter(task_path=find_reserves.module_path).count() == 1
    worked_off(clock.now())
    assert (open_now(), Relaxation.objects.get().fault) == (3, "")
    with pytest.raises(NoSeatFell):
        actions.ask_to_relax(draw, reason="Tidak ada lagi", **given)


@pytest.mark.django_db(transaction=True)
def test_others_write_while_the_step_is_worked_out_and_what_is_overtaken_does_nothing_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    draw = waiting(make_programme(make_office()))
    make, steps, slowed = stepping.quota_lottery, draw.taken_steps.count(), []

    def slow(*given: Any, **more: Any) -> Any:
        if not slowed:
            slowed.append(given)
            other = Thread(target=_on_own_connection)  # somebody declines, on a connection of their own, meanwhile
            other.start()
            other.join(5)
            assert not other.is_alive()
        return make(*given, **more)

    with monkeypatch.context() as patched:
        patched.setattr(stepping, "quota_lottery", slow)
        wish = relaxed(draw)
    assert (wish.fault, open_now(), draw.taken_steps.count()) == (ProposalOvertaken.code, 1, steps)
    assert waits_for_office(draw)  # looked for anew at once: there is a proposal for both seats
    assert relaxed(draw).fault == ""
    assert (open_now(), inspect(read_json(draw.bundle.encode())).faults) == (3, [])


def _on_own_connection() -> None:
    try:
        decline_one("youtube")
    finally:
        connection.close()


def test_who_leaves_before_the_worker_begins_makes_the_answer_void(programme: Programme) -> None:
    draw = waiting(programme)
    wish, steps = ask(draw), draw.taken_steps.count()
    decline_one("youtube")
    worked_off(clock.now())
    wish.refresh_from_db()
    assert (wish.fault, draw.taken_steps.count(), waits_for_office(draw)) == (ProposalOvertaken.code, steps, True)
    assert proposal_of(draw).free == 2


def test_a_seat_that_is_added_while_the_step_is_worked_out_makes_the_answer_void(
    programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For two seats another change may be the smallest."""
    draw, make = waiting(programme), stepping.quota_lottery
    stage, steps = Stage.objects.filter(pk=draw.call.stage_id), draw.taken_steps.count()

    def watched(*given: Any, **more: Any) -> Any:
        stage.update(seats=draw.call.stage.seats + 1)
        return make(*given, **more)

    with monkeypatch.context() as patched:
        patched.setattr(stepping, "quota_lottery", watched)
        wish = relaxed(draw)
    assert (wish.fault, open_now(), draw.taken_steps.count()) == (ProposalOvertaken.code, 2, steps)


def test_a_search_of_the_clock_that_ran_meanwhile_leaves_the_answer_standing(
    programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw, plan = waiting(programme), stepping.plan_step

    def watched(draw: Draw, note: Any) -> Any:
        if not Relaxation.objects.exists():
            ask(draw)
        return plan(draw, note)

    with monkeypatch.context() as patched:
        patched.setattr(filling, "plan_step", watched)
        actions.search_for_reserves(draw, at=clock.now())
    assert (ReserveSearch.objects.get().ended_at, Relaxation.objects.get().ended_at) == (None, None)
    worked_off(clock.now())
    assert (open_now(), Relaxation.objects.get().fault) == (3, "")


def test_what_a_killed_worker_left_is_taken_up_and_drawn_once(
    programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw, now = waiting(programme), clock.now()
    steps = draw.taken_steps.count()
    ask(draw)
    with monkeypatch.context() as patched:
        patched.setattr(relaxing, "leave_search", _killed)  # and nobody tidies up after a kill
        patched.setattr(filling, "_fill", _killed)
        with pytest.raises(KeyboardInterrupt):
            worked_off(now)
    assert (draw.taken_steps.count(), open_now(), Relaxation.objects.get().ended_at) == (steps, 2, None)
    assert ReserveSearch.objects.get().is_taken(now)
    DBTaskResult.objects.all().delete()
    find_reserves.call(draw.pk)  # too early: the killed one still has it
    assert open_now() == 2
    later = now + work.LEASE + timedelta(minutes=1)
    assert actions.take_up_searches(later) == 1
    worked_off(later)
    assert (draw.taken_steps.count(), open_now(), Relaxation.objects.get().fault) == (steps + 1, 3, "")


def _killed(*_given: Any) -> None:
    raise KeyboardInterrupt


# --- what the worker can not do --------------------------------------------------------------------------------------
def test_no_reserve_is_drawn_who_could_not_be_called_and_the_page_says_why(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    draw = waiting(programme, call_up_until=by_day(days=4))
    wish, steps = ask(draw), draw.taken_steps.count()
    Draw.objects.filter(pk=draw.pk).update(call_up_until=clock.now())
    worked_off(clock.now())
    wish.refresh_from_db()
    assert (wish.fault, draw.taken_steps.count(), way_out_of(draw)) == (CallingUpEnded.code, steps, None)
    page = signed_in(officer).get(link_to(draw)).content.decode()
    assert ("Cadangan tidak dipanggil lagi" in page, "Undi cadangan" in page) == (True, False)


def test_a_lottery_that_is_not_found_in_its_time_is_told_with_what_was_typed(
    programme: Programme, officer: Account, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw, client = waiting(programme), signed_in(officer)
    wish = ask(draw, reason="Warga TikTok habis")
    plan = stepping.plan_relaxed_step
    with monkeypatch.context() as patched:

        def hurried(*given: Any, **more: Any) -> Any:
            with monkeypatch.context() as inner:
                inner.setattr(stepping, "STEP", 0)
                return plan(*given, **more)

        patched.setattr(relaxing, "plan_relaxed_step", hurried)
        worked_off(clock.now())
    wish.refresh_from_db()
    page = client.get(link_to(draw)).content.decode()
    assert wish.fault == "relaxed_too_long"
    assert ("tidak selesai dihitung dalam waktunya" in page, "Warga TikTok habis" in page) == (True, True)
    assert relaxed(draw).fault == ""


@pytest.mark.parametrize("wrong", [{}, {"reason": ""}, {"ended_at": clock.now(), "fault": CANCELLED}])
def test_the_database_keeps_one_answer_waiting_each_with_a_reason_and_taken_back_by_somebody(
    programme: Programme, wrong: dict[str, Any]
) -> None:
    draw = waiting(programme)
    wish = ask(draw)
    plain = {"asked_at": wish.asked_at, "by_label": "Dewi", "reason": "Uji", "quotas": {}}
    ended = {"ended_at": clock.now()} if wrong else {}
    with pytest.raises(IntegrityError), transaction.atomic():
        draw.relaxations.create(**(plain | ended | wrong))
    assert draw.relaxations.get() == wish
