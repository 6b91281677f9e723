"""A seat that nobody who waits can take under the quotas: the office lets one give way, and nothing waits meanwhile."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from factories.people import SETUP, make_office
from factories.planning import make_programme
from factories.selection import by_day, draw_and_publish, make_quota_draw
from sanggar.cores.lottery.inspection import inspect
from sanggar.cores.lottery.json_text import read_json
from sanggar.foundation import clock
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.actions import stepping
from sanggar.selection.models import Draw, Offer, OfferState
from sanggar.selection.patience import patient
from sanggar.selection.procedure_refusals import CallingUpEnded, NoSeatFell, ProposalOvertaken, WaysOutTooLong
from sanggar.selection.queries import step_proposal, waits_for_office

pytestmark = pytest.mark.django_db
RELAXED = {"track": {"tiktok": (0, 1), "youtube": (0, 1)}}


def clashing(programme: Programme, **terms: Any) -> Draw:
    """Two of YouTube hold seats; nobody of TikTok is left for the third."""
    draw = draw_and_publish(make_quota_draw(programme))
    now = clock.now()
    actions.open_offers(draw, deadline=by_day(days=3), by=SETUP, at=now, **terms)
    while not waits_for_office(draw):
        decline_one("tiktok")
        actions.call_up_reserves(draw, at=clock.now())
    draw.refresh_from_db()
    return draw


def decline_one(track: str) -> None:
    offer = Offer.objects.filter(state=OfferState.OPEN, application__track__code=track).order_by("pk")[0]
    actions.decline_offer(offer, by=offer.application.actor, at=clock.now())


def relaxed_of(draw: Draw) -> Any:
    proposal = step_proposal(draw)
    assert proposal is not None
    return proposal.changes({"track": {value: bounds for (_, value), bounds in proposal.proposed.items()}})


def open_now() -> int:
    return Offer.objects.filter(state=OfferState.OPEN).count()


@pytest.mark.django_db(transaction=True)
def test_others_write_while_the_step_is_worked_out_and_a_proposal_that_is_overtaken_does_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    draw = clashing(make_programme(make_office()))
    relaxed, make = relaxed_of(draw), stepping.quota_lottery
    steps = draw.taken_steps.count()

    def slow(*given: Any, **more: Any) -> Any:
        other = Thread(target=_on_own_connection)  # somebody declines, on a connection of their own, while we compute
        other.start()
        other.join(5)
        assert not other.is_alive()
        return make(*given, **more)

    with monkeypatch.context() as patched:
        patched.setattr(stepping, "quota_lottery", slow)
        plan = actions.plan_relaxed_step(draw, relaxed=relaxed)
    with pytest.raises(ProposalOvertaken):
        actions.relax_and_fill(draw, plan, reason="Tidak ada lagi", by=SETUP, at=clock.now())
    assert (open_now(), draw.taken_steps.count()) == (1, steps)
    anew = actions.plan_relaxed_step(draw, relaxed=relaxed_of(draw))
    actions.relax_and_fill(draw, anew, reason="Tidak ada lagi", by=SETUP, at=clock.now())
    draw.refresh_from_db()
    assert (open_now(), inspect(read_json(draw.bundle.encode())).faults) == (3, [])


def _on_own_connection() -> None:
    try:
        decline_one("youtube")
    finally:
        connection.close()


def test_of_two_who_accept_the_proposal_one_draws(programme: Programme) -> None:
    draw = clashing(programme)
    first, second = (actions.plan_relaxed_step(draw, relaxed=relaxed_of(draw)) for _ in range(2))
    actions.relax_and_fill(draw, first, reason="Tidak ada lagi", by=SETUP, at=clock.now())
    steps = draw.taken_steps.count()
    with pytest.raises(ProposalOvertaken):
        actions.relax_and_fill(draw, second, reason="Tidak ada lagi", by=SETUP, at=clock.now())
    with pytest.raises(NoSeatFell):
        actions.plan_relaxed_step(draw, relaxed=RELAXED)
    assert (open_now(), draw.taken_steps.count()) == (3, steps)


def test_what_a_request_found_is_not_found_again_and_all_of_it_shares_one_time(programme: Programme) -> None:
    draw = clashing(programme)
    known, relaxed = step_proposal(draw), relaxed_of(draw)
    over = patient(0)
    with pytest.raises(WaysOutTooLong):
        step_proposal(draw, over)
    with pytest.raises(WaysOutTooLong):  # the lottery is no more found than the proposal
        actions.plan_relaxed_step(draw, relaxed=relaxed, known=known, tell=over)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(stepping, "proposal_for", None)
        assert actions.plan_relaxed_step(draw, relaxed=relaxed, known=known).seats == 1
    decline_one("youtube")
    with pytest.raises(WaysOutTooLong):  # who left since has it found anew
        actions.plan_relaxed_step(draw, relaxed=relaxed, known=known, tell=over)


def test_no_reserve_is_drawn_who_could_not_be_called(programme: Programme) -> None:
    draw = clashing(programme, call_up_until=by_day(days=4))
    plan, steps = actions.plan_relaxed_step(draw, relaxed=relaxed_of(draw)), draw.taken_steps.count()
    with pytest.raises(CallingUpEnded):
        actions.relax_and_fill(draw, plan, reason="Tidak ada", by=SETUP, at=clock.now() + timedelta(days=4))
    assert draw.taken_steps.count() == steps


def test_the_page_relaxes_once_and_tells_a_second_click(
    programme: Programme, officer: Account, signed_in: Callable[[Account], Client]
) -> None:
    draw = clashing(programme)
    client = signed_in(officer)
    link = f"/desk/{programme.organisation.slug}/{programme.slug}/seleksi/undian/{draw.call.slug}/longgarkan/"
    proposed = {f"q_{name}_{value}": f"{low}-{high}" for (name, value), (low, high) in _proposed(draw).items()}
    typed = {"once": str(uuid.uuid4()), **proposed}
    assert client.post(link, typed).status_code == 422  # no reason yet
    done = client.post(link, typed | {"reason": "Tidak ada lagi"}, follow=True).content.decode()
    assert ("Kuota dilonggarkan" in done, open_now()) == (True, 3)
    again = client.post(link, typed | {"reason": "Tidak ada lagi"}, follow=True).content.decode()
    assert ("Tidak ada yang perlu dilonggarkan lagi" in again, open_now()) == (True, 3)
    assert client.get(link).status_code == 404


def _proposed(draw: Draw) -> Any:
    proposal = step_proposal(draw)
    assert proposal is not None
    return {
        (name, value): proposal.proposed.get((name, value), bounds)
        for name, values in proposal.quotas.items()
        for value, bounds in values.items()
    }
