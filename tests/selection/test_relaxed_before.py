"""What the office has let give way for a free seat counts for the next one too, and no further."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from factories.people import SETUP
from factories.relaxing import ask, clashing, decline_one, proposal_of, relaxed
from factories.selection import QUOTAS, by_day, draw_and_publish, make_quota_draw, make_sealed_draw, worked_off
from sanggar.cores.lottery.inspection import inspect
from sanggar.cores.lottery.json_text import read_json
from sanggar.cores.lottery.verify import report
from sanggar.foundation import clock
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.actions import stepping
from sanggar.selection.models import Draw, Offer, OfferState
from sanggar.selection.queries import waits_for_office
from sanggar.selection.queries.relaxed import widened_by_step

pytestmark = pytest.mark.django_db
SAME = "Tidak lebih jauh daripada yang sudah diputuskan kantor untuk kursi kosong sebelumnya."


def seated(draw: Draw) -> int:
    return Offer.objects.filter(entry__draw=draw, state=OfferState.OPEN).count()


def given_way(draw: Draw, **settings: Any) -> None:
    actions.open_offers(draw, deadline=by_day(days=3), by=SETUP, at=clock.now(), **settings)
    clashing(draw)
    assert relaxed(draw).fault == ""


def test_the_same_question_is_not_asked_again(programme: Programme) -> None:
    draw = draw_and_publish(make_quota_draw(programme))
    given_way(draw)
    first = draw.taken_steps.latest("number")
    decline_one("youtube")
    worked_off(clock.now())
    draw.refresh_from_db()
    last = draw.taken_steps.latest("number")
    assert (last.number, last.reason, waits_for_office(draw)) == (first.number + 1, SAME, False)
    assert (seated(draw), last.by_label == first.by_label) == (3, False)
    steps = widened_by_step(draw)
    assert [each.after for each in steps[last.number]] == [each.after for each in steps[first.number]]
    bundle = read_json(draw.bundle.encode())
    assert (inspect(bundle).faults, report(bundle)["faults"]) == ([], [])


def test_a_quota_that_has_to_give_way_further_is_asked_about(programme: Programme) -> None:
    """That one of TikTok is missing is decided; that two are is another question."""
    draw = draw_and_publish(make_quota_draw(programme, quotas={"track": {"youtube": (0, 1), "tiktok": (2, 3)}}))
    given_way(draw)
    steps = draw.taken_steps.count()
    clashing(draw)
    assert (waits_for_office(draw), draw.taken_steps.count(), proposal_of(draw).people > 0) == (True, steps, True)


def test_a_sealed_draw_goes_on_in_the_same_way_and_stays_checkable(programme: Programme) -> None:
    quotas = QUOTAS | {"disability": {"yes": (0, 3), "no": (0, 3)}}
    draw = draw_and_publish(make_sealed_draw(programme, quotas=quotas))
    given_way(draw)
    decline_one("youtube")
    worked_off(clock.now())
    draw.refresh_from_db()
    last = draw.taken_steps.latest("number")
    assert (last.reason, inspect(read_json(draw.bundle.encode())).faults) == (SAME, [])


def test_what_fails_for_an_unforeseen_reason_ends_says_so_and_is_not_tried_each_minute(
    programme: Programme, officer: Account, signed_in: Callable[[Account], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = draw_and_publish(make_quota_draw(programme))
    actions.open_offers(draw, deadline=by_day(days=3), by=SETUP, at=clock.now())
    clashing(draw)
    wish, steps = ask(draw), draw.taken_steps.count()

    def broken(*_given: object) -> None:
        raise RuntimeError("the solver broke")

    with monkeypatch.context() as patched:
        patched.setattr(stepping, "quota_lottery", broken)
        worked_off(clock.now())
    wish.refresh_from_db()
    later = clock.now() + timedelta(minutes=30)
    assert (wish.fault, actions.take_up_searches(later), draw.taken_steps.count()) == ("failed", 0, steps)
    page = (
        signed_in(officer)
        .get(f"/desk/diskominfo-malang/youtuber-tiktok/seleksi/undian/{draw.call.slug}/longgarkan/")
        .content.decode()
    )
    assert ("gagal karena kesalahan program" in page, "Cari sekarang" in page) == (True, True)
    actions.request_reserves(draw, by=SETUP, at=clock.now())
    worked_off(clock.now())
    assert proposal_of(draw).people > 0
