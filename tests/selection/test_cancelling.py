"""A lottery that is being computed can be stopped, and started again; neither leaves half a lottery behind."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from factories.people import SETUP
from factories.selection import QUOTAS, computed, make_procedure, make_quota_draw, make_screened_call
from sanggar.cores.lottery.fair.programme import Programme as QuotaProgramme
from sanggar.foundation import clock
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.selection import actions, lottery_job, patience
from sanggar.selection.lottery_job import compute_lottery
from sanggar.selection.models import CANCELLED, FAILED, Draw, LotteryWork
from sanggar.selection.procedure_refusals import LotteryAlreadyMade, NothingToCancel, RoundOutAlready

pytestmark = pytest.mark.django_db


def make_computing_draw(programme: Programme, **terms: Any) -> Draw:
    """Frozen, its lottery asked for and not yet computed."""
    call = make_screened_call(programme, people=8, seats=3)
    make_procedure(call, quotas=QUOTAS, **terms)
    return actions.freeze_draw(call, by=SETUP, at=clock.now())


def test_the_job_notices_where_it_tells_its_progress_and_leaves_nothing_behind(
    programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = make_computing_draw(programme)
    monkeypatch.setattr(patience, "TELLING", 0.0)
    told: list[str] = []
    note = lottery_job._note

    def cancel_on_the_way(noted: Draw, asked_at: str, doing: str, done: int, of: int) -> None:
        if not told:
            actions.cancel_lottery(draw, by=SETUP, at=clock.now())
        told.append(doing)
        note(noted, asked_at, doing, done, of)

    monkeypatch.setattr(lottery_job, "_note", cancel_on_the_way)
    computed(draw)
    work = LotteryWork.objects.get(draw=draw)
    assert (len(told), draw.lottery, work.fault, work.cancelled_by) == (1, "", CANCELLED, SETUP.label)


def test_a_lottery_that_was_ready_in_the_same_moment_is_not_stored_after_the_cancelling(
    programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = make_computing_draw(programme)
    store = lottery_job._store

    def too_late(*given: Any) -> None:
        actions.cancel_lottery(draw, by=SETUP, at=clock.now())
        store(*given)

    monkeypatch.setattr(lottery_job, "_store", too_late)
    assert computed(draw).lottery == ""


def test_what_was_cancelled_starts_again_with_the_same_terms(programme: Programme) -> None:
    draw = make_computing_draw(programme)
    asked = LotteryWork.objects.get(draw=draw).asked_at.isoformat()
    with pytest.raises(LotteryAlreadyMade):  # it runs
        actions.restart_lottery(draw, by=SETUP, at=clock.now())
    actions.cancel_lottery(draw, by=SETUP, at=clock.now())
    with pytest.raises(NothingToCancel):
        actions.cancel_lottery(draw, by=SETUP, at=clock.now())
    actions.restart_lottery(draw, by=SETUP, at=clock.now() + timedelta(seconds=1))
    compute_lottery.call(draw.pk, asked)  # the one that was cancelled, on a worker that took its time
    assert Draw.objects.get(pk=draw.pk).lottery == ""
    assert computed(draw).lottery_digest
    work = LotteryWork.objects.get(draw=draw)
    assert (work.fault, work.cancelled_by, draw.call.procedure.changes.count()) == ("", "", 0)
    with pytest.raises(NothingToCancel):
        actions.cancel_lottery(draw, by=SETUP, at=clock.now())


def test_it_does_not_start_again_for_a_round_that_is_out(programme: Programme) -> None:
    draw = make_computing_draw(programme, source_kind="drand", draw_at=clock.now() + timedelta(days=4))
    actions.cancel_lottery(draw, by=SETUP, at=clock.now())
    with pytest.raises(RoundOutAlready):
        actions.restart_lottery(draw, by=SETUP, at=clock.now() + timedelta(days=4))


def test_a_cancelled_work_names_who_cancelled_it(programme: Programme) -> None:
    draw = make_computing_draw(programme)
    for wrong in ({"fault": CANCELLED}, {"cancelled_by": "Dina"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            LotteryWork.objects.filter(draw=draw).update(**wrong)


def test_the_buttons_are_where_the_progress_is(
    programme: Programme, officer: Account, inspector: Account, signed_in: Any
) -> None:
    draw = make_computing_draw(programme)
    page = f"/desk/{programme.organisation.slug}/{programme.slug}/seleksi/undian/{draw.call.slug}/"
    client = signed_in(officer)
    LotteryWork.objects.filter(draw=draw).update(doing="levels", done=1, of=4)
    assert "Meratakan peluang" in client.get(page).content.decode()
    assert f"{page}batalkan/" in client.get(page).content.decode()
    assert signed_in(inspector).post(f"{page}batalkan/").status_code == 403
    told = client.post(f"{page}batalkan/", follow=True).content.decode()
    assert (f"Dibatalkan oleh {officer.name}" in told, f"{page}mulai-lagi/" in told) == (True, True)
    only_time = client.get(f"{page}hitung-ulang/").content.decode()
    assert ('name="draw_at"' in only_time, 'name="q_' in only_time) == (True, False)
    assert "Tidak ada penghitungan yang berjalan" in client.post(f"{page}batalkan/", follow=True).content.decode()
    assert "Undian dihitung lagi." in client.post(f"{page}mulai-lagi/", follow=True).content.decode()
    assert client.get(f"{page}batalkan/").status_code == 405


def test_a_draw_without_quotas_has_nothing_to_cancel(programme: Programme, officer: Account, signed_in: Any) -> None:
    draw = make_quota_draw(programme, quotas={})
    page = f"/desk/{programme.organisation.slug}/{programme.slug}/seleksi/undian/{draw.call.slug}/"
    assert signed_in(officer).post(f"{page}batalkan/").status_code == 404


def test_a_solver_that_fails_says_so_at_once_and_may_be_started_again(
    programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = make_computing_draw(programme)

    def stop(*_given: Any) -> None:
        raise ArithmeticError

    with monkeypatch.context() as broken:
        broken.setattr(QuotaProgramme, "solve", stop)
        with pytest.raises(ArithmeticError):
            computed(draw)
    work = LotteryWork.objects.get(draw=draw)
    assert (work.fault, work.is_running) == (FAILED, False)
    actions.restart_lottery(draw, by=SETUP, at=clock.now())
    assert computed(draw).lottery_digest


def test_a_lottery_is_asked_for_with_the_freeze_and_again_where_the_queue_lost_it(programme: Programme) -> None:
    draw = make_computing_draw(programme)
    asked, later = LotteryWork.objects.get(draw=draw).asked_at, clock.now() + timedelta(minutes=2)
    queued = DBTaskResult.objects.filter(task_path=compute_lottery.module_path)
    assert [task.args_kwargs["args"] for task in queued] == [[draw.pk, asked.isoformat()]]
    assert actions.take_up_lotteries(later) == 0
    queued.delete()
    assert (actions.take_up_lotteries(asked), actions.take_up_lotteries(later), queued.count()) == (0, 1, 1)
    assert computed(draw).lottery_digest
    queued.delete()
    assert actions.take_up_lotteries(later) == 0
