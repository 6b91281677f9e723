"""Many hands on one list, its lottery, or the seats of one stage at the same moment."""

from functools import partial

import pytest

from factories.people import SETUP, make_account, make_office
from factories.planning import make_programme
from factories.races import race
from factories.selection import computed, make_offers, make_procedure, make_screened_call, open_offers_of, worked_off
from sanggar.applications.actions import refuse_application, reopen_decision
from sanggar.applications.models import ApplicationState
from sanggar.cores.lottery.digest import lottery_digest
from sanggar.cores.lottery.json_text import read_json
from sanggar.foundation import clock
from sanggar.foundation.audit import subject_of
from sanggar.foundation.models import AuditEntry
from sanggar.people.models import Role
from sanggar.planning.models import Programme, Stage
from sanggar.selection import actions
from sanggar.selection.lottery_job import work_out_lottery
from sanggar.selection.models import Draw, LotteryWork

pytestmark = pytest.mark.django_db(transaction=True)
QUOTAS = {"track": {"youtube": (1, 2), "tiktok": (1, 2)}}
CLASHING = {"track": {"youtube": (3, 3), "tiktok": (0, 0)}}


@pytest.fixture
def programme() -> Programme:
    return make_programme(make_office())


def asked_for(programme: Programme, people: int, **terms: object) -> tuple[Draw, str]:
    """A frozen list whose lottery nobody has computed yet, and the name of the request."""
    call = make_screened_call(programme, people=people, seats=3)
    make_procedure(call, **terms)
    draw = actions.freeze_draw(call, by=SETUP, at=clock.now())
    return draw, LotteryWork.objects.get(draw=draw).asked_at.isoformat()


def test_an_objection_upheld_by_many_freezes_the_list_anew_once(programme: Programme) -> None:
    call = make_screened_call(programme, people=5)
    last = call.applications.order_by("pk").last()
    assert last is not None
    reopen_decision(last, reason="Uji", by=SETUP, at=clock.now())
    refuse_application(last, reason="KTP luar kota", by=SETUP, at=clock.now())
    make_procedure(call, objection_days=3)
    draw = actions.freeze_draw(call, by=SETUP, at=clock.now())
    last.refresh_from_db()
    objection = actions.raise_objection(last, text="KTP saya Malang", by=last.actor, at=clock.now())
    heads = [make_account(f"Kepala {each}", Role.BUDGET_AUTHORITY, programme.organisation) for each in range(4)]
    uphold = partial(actions.answer_objection, objection, upheld=True, answer="Sudah diperiksa", at=clock.now())
    outcomes = race([partial(uphold, by=head.actor) for head in heads])
    assert outcomes == {"done": 1, "objection_already_answered": 3}
    draw.refresh_from_db()
    last.refresh_from_db()
    assert (draw.revision, draw.lists.count(), draw.entries.count()) == (2, 2, 5)
    assert (last.state, draw.entrants) == (ApplicationState.ELIGIBLE, 5)


def test_a_lottery_that_many_store_at_once_is_stored_once(programme: Programme) -> None:
    draw, asked_at = asked_for(programme, people=8, quotas=QUOTAS)
    assert race([partial(work_out_lottery, draw.pk, asked_at)] * 4) == {"done": 4}
    draw.refresh_from_db()
    assert draw.lottery_digest == lottery_digest(read_json(draw.lottery.encode()))
    fixed = AuditEntry.objects.filter(subject=subject_of(draw), verb="selection.fix_lottery")
    assert (fixed.count(), draw.entries.filter(chance=None).count()) == (1, 0)


def test_of_many_who_have_a_lottery_computed_anew_one_does(programme: Programme) -> None:
    draw, _ = asked_for(programme, people=4, quotas=CLASHING)
    computed(draw)
    wider = {"track": {"youtube": (2, 3), "tiktok": (0, 1)}}
    act = partial(actions.recompute_lottery, draw, quotas=wider, reason="Kurang", by=SETUP, at=clock.now())
    assert race([act] * 3) == {"done": 1, "lottery_already_made": 2}
    computed(draw)
    assert (draw.revision, draw.call.procedure.changes.count(), bool(draw.lottery)) == (1, 1, True)


def test_a_seat_that_falls_free_is_the_first_list_s_while_another_is_frozen(programme: Programme) -> None:
    """However the two fall: the reserve who is being found has it, and the second list promises none of it."""
    draw = make_offers(programme, people=6, seats=2)
    second = make_screened_call(programme, people=4, slug="gelombang-kedua")
    make_procedure(second)
    offer = open_offers_of(draw)[0]
    outcomes = race(
        [
            partial(actions.decline_offer, offer, by=offer.application.actor, at=clock.now()),
            partial(actions.freeze_draw, second, by=SETUP, at=clock.now()),
        ]
    )
    assert outcomes == {"done": 1, "no_seats_to_draw": 1}
    worked_off(clock.now())
    stage = Stage.objects.get(pk=draw.call.stage_id)
    assert (stage.seats_offered, len(open_offers_of(draw)), Draw.objects.count()) == (2, 2, 1)
