"""What a draw starts from: its tracks, a list that nobody touched since, and what everyone may know of it before."""

import pytest
from django.test import Client

from factories.people import SETUP
from factories.selection import DIGITS, make_drawn_draw, make_frozen_draw, readers
from sanggar.foundation import clock
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.models import Draw, Outcome
from sanggar.selection.refusals import FrozenListChanged

pytestmark = pytest.mark.django_db


def test_seats_of_a_track_go_to_that_track(programme: Programme) -> None:
    youtube, tiktok = programme.tracks.order_by("-code")
    draw = make_drawn_draw(programme, people=7, seats=3, tracks={youtube: 2, tiktok: 1})
    selected = draw.entries.filter(outcome=Outcome.SELECTED).order_by("stratum", "position")
    assert list(selected.values_list("stratum", "application__track__code", "position")) == [
        ("tiktok", "tiktok", 1),
        ("youtube", "youtube", 1),
        ("youtube", "youtube", 2),
    ]


def test_a_list_that_was_changed_behind_the_programs_back_is_not_drawn(programme: Programme) -> None:
    draw = make_frozen_draw(programme)
    for reader in readers(programme):
        actions.enter_dice(draw, digits=DIGITS, by=reader.actor, at=clock.now())
    entry = draw.entries.first()
    assert entry is not None
    Draw.objects.filter(pk=draw.pk).update(lottery=draw.lottery.replace(entry.number, "f" * 32))
    with pytest.raises(FrozenListChanged):
        actions.run_draw(draw, by=SETUP, at=clock.now())


def test_before_the_draw_the_public_page_shows_digest_and_source_alone(programme: Programme) -> None:
    draw = make_frozen_draw(programme)
    response = Client().get(f"/undian/{draw.public_id}/")
    page = response.content.decode()
    assert response.status_code == 200
    assert [text in page for text in (draw.list_digest, draw.lottery_digest, "Dadu bersisi sepuluh")] == [True] * 3
    assert not any(application.receipt in page for application in draw.call.applications.all())
    assert Client().get(f"/undian/{draw.public_id}/bundle.json").status_code == 404
