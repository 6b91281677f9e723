"""For which stage a new call is proposed, empty or after an earlier one: one that still has seats to give."""

from collections.abc import Callable

import pytest
from django.test import Client

from applications.test_calls import filled
from factories.applications import make_call
from factories.planning import make_stage
from factories.selection import make_frozen_draw, make_offers, open_offers_of
from sanggar.applications.models import Call
from sanggar.foundation import clock
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.models import Draw
from sanggar.selection.reserve_job import find_reserves

pytestmark = pytest.mark.django_db
ROOM = "/desk/diskominfo-malang/youtuber-tiktok/pendaftaran/baru/"
NONE_LEFT = "Tidak ada kursi untuk pendaftaran baru"


@pytest.fixture
def desk(officer: Account, signed_in: Callable[[Account], Client]) -> Client:
    return signed_in(officer)


@pytest.fixture
def frozen(programme: Programme) -> Draw:
    """The first stage's two seats are promised to a list."""
    return make_frozen_draw(programme, people=3, seats=2)


def proposed(desk: Client, source: Call) -> list[int | None]:
    """Empty, and as a copy."""
    pages = [desk.get(address) for address in (ROOM, f"{ROOM}seperti/{source.slug}/")]
    assert [NONE_LEFT in page.content.decode() for page in pages] == [
        page.context["form"]["stage"].value() is None for page in pages
    ]
    return [page.context["form"]["stage"].value() for page in pages]


def test_a_copy_is_for_the_next_stage_once_the_first_is_promised_to_a_list(
    desk: Client, programme: Programme, frozen: Draw
) -> None:
    second, third = (make_stage(programme, ordinal=number) for number in (2, 3))
    assert proposed(desk, frozen.call) == [second.pk] * 2
    make_call(programme, second, slug="tahap-2")
    assert proposed(desk, frozen.call) == [third.pk] * 2


def test_where_each_stage_has_a_call_the_one_that_is_not_drawn_yet_comes_before_what_a_drawn_one_has_left(
    desk: Client, programme: Programme
) -> None:
    draw = make_offers(programme, people=2, seats=2)
    gone, taken = open_offers_of(draw)
    actions.accept_offer(taken, by=taken.application.actor, at=clock.now())
    actions.decline_offer(gone, by=gone.application.actor, at=clock.now())
    find_reserves.call(draw.pk)
    assert proposed(desk, draw.call) == [draw.call.stage_id] * 2
    assert desk.get(ROOM).context["form"]["title"].value().endswith(" ke-2")
    second = make_stage(programme, ordinal=2)
    make_call(programme, second, slug="tahap-2")
    assert proposed(desk, draw.call) == [second.pk] * 2


def test_where_no_stage_has_a_seat_none_is_proposed_and_the_page_says_what_to_do(
    desk: Client, programme: Programme, frozen: Draw
) -> None:
    assert proposed(desk, frozen.call) == [None, None]
    address = f"{ROOM}seperti/{frozen.call.slug}/"
    page = desk.get(address).content.decode()
    assert ('href="/desk/diskominfo-malang/youtuber-tiktok/rencana/"' in page, "Pilih tahap" in page) == (True, True)
    unchosen = desk.post(address, filled(desk, address, slug="salinan", title="Lagi"))
    assert (unchosen.status_code, list(unchosen.context["form"].errors)) == (422, ["stage"])
    chosen = filled(desk, address, slug="salinan", title="Lagi", stage=frozen.call.stage_id)
    assert desk.post(address, chosen).status_code == 302
    assert Call.objects.get(slug="salinan").published_at is None
