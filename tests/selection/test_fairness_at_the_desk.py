"""The desk's check makes every lottery again, as the command does: who made the one of a step knew its seed."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client

from factories.people import SETUP
from factories.selection import by_day, draw_and_publish, make_quota_draw
from sanggar.cores.lottery.lottery import Lottery, Panel, chances
from sanggar.foundation import clock
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.selection import actions, checking
from sanggar.selection.actions import stepping
from sanggar.selection.checking import check_draw

pytestmark = pytest.mark.django_db


def rigged(lottery: Lottery) -> Lottery:
    """One panel of those that the quotas allow, by who knows already whom each would seat."""
    panel = Panel(Fraction(1), lottery.panels[0].counts)
    shares = chances([kind.count for kind in lottery.types], [panel])
    types = tuple(replace(kind, probability=share) for kind, share in zip(lottery.types, shares, strict=True))
    return replace(lottery, types=types, panels=(panel,), gap=Fraction(0))


@pytest.mark.parametrize("is_honest", [True, False])
def test_a_step_that_was_made_for_a_friend_is_named(
    programme: Programme,
    officer: Account,
    signed_in: Callable[[Account], Client],
    monkeypatch: pytest.MonkeyPatch,
    *,
    is_honest: bool,
) -> None:
    draw = draw_and_publish(make_quota_draw(programme))
    offers = actions.open_offers(draw, deadline=by_day(days=3), by=SETUP, at=clock.now())
    tracks = Counter(offer.application.track_id for offer in offers)
    one = next(offer for offer in offers if tracks[offer.application.track_id] > 1)
    actions.decline_offer(one, by=one.application.actor, at=clock.now())
    make = stepping.quota_lottery
    monkeypatch.setattr(stepping, "quota_lottery", lambda *given, **more: _made(make(*given, **more), is_honest))
    assert len(actions.call_up_reserves(draw, at=clock.now())) == 1
    draw.refresh_from_db()
    *others, fairest = check_draw(draw)
    assert [each.holds for each in others] == [True] * len(others)
    assert (fairest.holds, ["$.steps[0].lottery.types" in fault for fault in fairest.faults]) == (
        (True, []) if is_honest else (False, [True])
    )
    path = f"/desk/{programme.organisation.slug}/{programme.slug}/seleksi/undian/{draw.call.slug}/periksa/"
    monkeypatch.setattr(checking, "PAGE", 0)  # what was found of these bytes is known by now
    page = signed_in(officer).get(path).content.decode()
    assert ("Hasil ini sah" in page, "Ada yang tidak cocok" in page) == (is_honest, not is_honest)
    assert ("memuat peluang" in page, "hold a chance" in page) == (not is_honest, False)
    checking.fairness_of.cache_clear()
    page = signed_in(officer).get(path).content.decode()
    assert ("Belum diperiksa" in page, "--fairest" in page, "Hasil ini sah" in page) == (True, True, False)
    assert "Tidak ada yang salah; belum semuanya diperiksa" in page


def _made(lottery: Any, is_honest: bool) -> Any:  # noqa: FBT001 - what the test is about
    return lottery if is_honest else rigged(lottery)
