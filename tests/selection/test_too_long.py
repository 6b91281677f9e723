"""A lottery that is not found in its time: it is told, with what makes it easier, and the procedure goes on."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from factories.people import SETUP
from factories.selection import (
    QUOTAS,
    by_day,
    computed,
    draw_and_publish,
    make_procedure,
    make_screened_call,
    worked_off,
)
from sanggar.foundation import clock
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.selection import actions, feasibility, lottery_job
from sanggar.selection.actions import stepping
from sanggar.selection.actions.stepping import plan_step
from sanggar.selection.feasibility import feasibility_of
from sanggar.selection.models import TOO_LONG, Draw, LotteryWork, Procedure
from sanggar.selection.procedure_refusals import LimitNeedNotGo, NumbersNeedNotGo

pytestmark = pytest.mark.django_db


def make_endless_draw(
    programme: Programme, monkeypatch: pytest.MonkeyPatch, slug: str = "tahap-1", **terms: Any
) -> Draw:
    """Frozen; its lottery was not found in the time that was given."""
    call = make_screened_call(programme, people=8, seats=3, slug=slug)
    make_procedure(call, quotas=QUOTAS, **terms)
    with monkeypatch.context() as hurried:
        hurried.setattr(lottery_job, "LOTTERY", 0)
        return computed(actions.freeze_draw(call, by=SETUP, at=clock.now()))


def test_the_office_reads_what_makes_it_easier_and_goes_on_without_numbers(
    programme: Programme, officer: Account, signed_in: Callable[[Account], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = make_endless_draw(programme, monkeypatch, numbered=True)
    work = LotteryWork.objects.get(draw=draw)
    assert (draw.lottery, work.fault, work.is_running, work.may_restart(clock.now())) == ("", TOO_LONG, False, True)
    client = signed_in(officer)
    page = f"/desk/{programme.organisation.slug}/{programme.slug}/seleksi/undian/{draw.call.slug}/"
    assert "tinggalkan susunan bernomor, lalu hitung lagi" in client.get(page).content.decode()
    offered = client.get(f"{page}hitung-ulang/").content.decode()
    assert ("Tanpa susunan bernomor" in offered, "Cabut batas satu orang" in offered) == (True, False)
    typed = {"once": str(uuid.uuid4()), "way": "plain", "reason": "Tidak ditemukan", "q_track_youtube": "1-2"}
    assert client.post(f"{page}hitung-ulang/", typed | {"q_track_tiktok": "1-2"}).status_code == 302
    draw = computed(draw)
    assert (draw.numbered, bool(draw.lottery), LotteryWork.objects.get(draw=draw).fault) == (False, True, "")


def test_quotas_may_give_way_or_the_limit_per_household_or_only_the_time(
    programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = make_endless_draw(programme, monkeypatch, one_per_household=True)
    with pytest.raises(NumbersNeedNotGo):
        actions.recompute_lottery(draw, lift="numbers", reason="Uji", by=SETUP, at=clock.now())
    actions.recompute_lottery(draw, lift="limit", reason="Tidak ditemukan", by=SETUP, at=clock.now())
    assert (computed(draw).one_per_household, bool(computed(draw).lottery)) == (False, True)
    other = make_endless_draw(programme, monkeypatch, slug="tahap-2")
    with pytest.raises(LimitNeedNotGo):
        actions.recompute_lottery(other, lift="limit", reason="Uji", by=SETUP, at=clock.now())
    wider: Any = {"track": {"youtube": (0, 3), "tiktok": (0, 3)}}
    actions.recompute_lottery(other, quotas=wider, reason="Tidak ditemukan", by=SETUP, at=clock.now())
    assert computed(other).lottery_digest


def test_what_is_asked_while_a_page_waits_is_told_as_not_known(
    programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = make_screened_call(programme, people=8, seats=3)
    make_procedure(call, quotas=QUOTAS)
    monkeypatch.setattr(feasibility, "PAGE", 0)
    [fault] = feasibility_of(Procedure.objects.get(call=call)).clashes
    assert fault.code == TOO_LONG


def test_a_step_that_is_not_found_waits_and_is_tried_again(
    programme: Programme, officer: Account, signed_in: Callable[[Account], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    call = make_screened_call(programme, people=8, seats=3)
    make_procedure(call, quotas=QUOTAS)
    draw = draw_and_publish(computed(actions.freeze_draw(call, by=SETUP, at=clock.now())))
    first, *_others = actions.open_offers(draw, deadline=by_day(days=3), by=SETUP, at=clock.now())
    actions.decline_offer(first, by=first.application.actor, at=clock.now())
    draw.refresh_from_db()
    with monkeypatch.context() as hurried:
        hurried.setattr(stepping, "STEP", 0)
        plan = plan_step(draw)
        assert (plan.step, plan.is_clash) == (None, True)
        worked_off(clock.now())
    client = signed_in(officer)
    page = f"/desk/{programme.organisation.slug}/{programme.slug}/seleksi/undian/{draw.call.slug}/longgarkan/"
    told = client.get(page).content.decode()
    assert ("tidak selesai dalam waktunya" in told, "Undi cadangan" in told) == (True, False)
    assert plan_step(draw).seats == 1
