"""Many hands on one decree, or one number, at the same moment."""

from functools import partial

import pytest

from factories.people import SETUP, make_office
from factories.planning import make_programme, make_stage
from factories.races import race
from factories.selection import make_draft, make_drawn_draw, number, scan
from sanggar.foundation import clock
from sanggar.foundation.models import StoredFile
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.models import Decree, DecreeState, SignedCopy

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def programme() -> Programme:
    return make_programme(make_office())


def test_of_two_decrees_that_want_one_number_one_gets_it(programme: Programme) -> None:
    other = make_programme(programme.organisation, "kelas-kedua")
    make_stage(other, seats=2)
    drafts = [make_draft(programme, people=2), make_draft(other, people=2, slug="kelas-kedua-1")]
    assert race([partial(number, each, "188.45/1") for each in drafts]) == {"done": 1, "decree_number_taken": 1}
    assert sorted(Decree.objects.values_list("state", flat=True)) == [DecreeState.DRAFT, DecreeState.NUMBERED]


def test_a_decree_numbered_by_many_is_numbered_once(programme: Programme) -> None:
    decree = make_draft(programme, people=2)
    outcomes = race([partial(number, decree, f"188.45/{each}") for each in range(4)])
    assert outcomes == {"done": 1, "decree_fixed": 3}
    assert (StoredFile.objects.count(), decree.events.filter(to_state=DecreeState.NUMBERED).count()) == (1, 1)


def test_of_many_who_begin_a_draft_one_does(programme: Programme) -> None:
    draw = make_draft(programme, people=2).draw
    number(draw.decrees.get())
    act = partial(actions.draft_decree, draw, by=SETUP, at=clock.now())
    assert race([act] * 4) == {"done": 1, "draft_already_there": 3}
    assert draw.decrees.count() == 2


def test_of_many_first_copies_one_is_kept(programme: Programme) -> None:
    draw = make_drawn_draw(programme, people=2)
    acts = [
        partial(actions.upload_signed_copy, draw, file=scan(b"%%PDF-%d" % each), by=SETUP, at=clock.now())
        for each in range(4)
    ]
    assert race(acts) == {"done": 1, "replace_reason_missing": 3}
    assert SignedCopy.objects.filter(draw=draw).count() == 1
