"""A worker that dies while it computes a lottery leaves nothing half made, and the next one computes it."""

from typing import Any

import pytest
from django.core.management import call_command
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from factories.killing import kill_myself, killed_in
from factories.people import SETUP, make_office
from factories.planning import make_programme
from factories.selection import QUOTAS, make_procedure, make_screened_call
from sanggar.foundation import clock
from sanggar.foundation.work import LEASE, reclaim_lost
from sanggar.selection import actions, lottery_job
from sanggar.selection.lottery_job import compute_lottery
from sanggar.selection.models import Draw, LotteryWork

pytestmark = pytest.mark.django_db(transaction=True)


def work_it_off() -> None:
    call_command("db_worker", batch=True, interval=0, verbosity=0)


def test_a_lottery_whose_worker_is_killed_is_taken_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    call = make_screened_call(make_programme(make_office()), people=8, seats=3)
    make_procedure(call, quotas=QUOTAS)
    draw = actions.freeze_draw(call, by=SETUP, at=clock.now())
    note = lottery_job._note

    def die_on_the_way(*given: Any) -> None:
        note(*given)
        kill_myself()

    with monkeypatch.context() as dying:
        dying.setattr(lottery_job, "_note", die_on_the_way)
        assert killed_in(work_it_off)
    task, work = DBTaskResult.objects.get(task_path=compute_lottery.module_path), LotteryWork.objects.get(draw=draw)
    assert (task.status, work.is_running, work.doing != "") == (TaskResultStatus.RUNNING, True, True)
    assert Draw.objects.get(pk=draw.pk).lottery_digest == ""

    now = clock.now()
    assert (actions.take_up_lotteries(now), reclaim_lost(now), reclaim_lost(now + LEASE)) == (0, 0, 1)
    work_it_off()
    assert Draw.objects.get(pk=draw.pk).lottery_digest
    assert LotteryWork.objects.get(draw=draw).fault == ""
