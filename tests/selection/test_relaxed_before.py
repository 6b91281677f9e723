"""What the office has let give way for a free seat counts for the next one too, and no further."""

from typing import Any

import pytest

from factories.people import SETUP
from factories.relaxing import clashing, decline_one, proposal_of, relaxed
from factories.selection import by_day, draw_and_publish, make_quota_draw, make_sealed_draw, worked_off
from sanggar.cores.lottery.inspection import inspect
from sanggar.cores.lottery.json_text import read_json
from sanggar.cores.lottery.verify import report
from sanggar.foundation import clock
from sanggar.planning.models import Programme
from sanggar.selection import actions
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


def test_quotas_over_specific_data_go_on_giving_way_unseen(programme: Programme) -> None:
    draw = draw_and_publish(make_sealed_draw(programme))
    given_way(draw)
    decline_one("youtube")
    worked_off(clock.now())
    draw.refresh_from_db()
    last = draw.taken_steps.latest("number")
    assert (last.reason, inspect(read_json(draw.bundle.encode())).faults) == (SAME, [])
