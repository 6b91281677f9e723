"""Fewer people than seats, and no quotas that would tell it: said while people apply, at the freeze and the draw."""

from typing import Any

import pytest
from django.test import Client

from factories.applications import apply, make_call, numbered_answers
from factories.planning import make_stage
from factories.selection import freeze, make_drawn_draw, make_procedure, make_published_draw, make_screened_call
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.selection.models import Draw
from sanggar.selection.vacant import Vacant, vacant_in, vacant_so_far

pytestmark = pytest.mark.django_db
ROOM = "/desk/diskominfo-malang/youtuber-tiktok/seleksi"


def page(client: Client, officer: Account, path: str) -> str:
    client.force_login(officer)
    return " ".join(client.get(f"{ROOM}/{path}").content.decode().split())


def told(text: str, way: str) -> tuple[bool, bool]:
    return "Orangnya lebih sedikit daripada kursinya" in text, way in text


@pytest.mark.parametrize("rule", ["lottery", "merit", "first_come"])
def test_it_is_said_while_people_can_still_apply(
    programme: Programme, client: Client, officer: Account, rule: str
) -> None:
    call = make_call(programme, make_stage(programme, seats=3))
    make_procedure(call, rule=rule, source_kind="" if rule == "first_come" else "dice")
    for number in (1, 2):
        apply(call, numbered_answers(call, number))
    assert vacant_so_far(call) == Vacant(people=2, seats=3, number=1)
    for path in (f"tata-cara/{call.slug}/", f"undian/{call.slug}/"):
        text = page(client, officer, path)
        assert "Dengan 2 orang untuk 3 kursi, 1 kursi akan kosong." in text
        assert told(text, "perpanjang waktunya") == (True, True)
    apply(call, numbered_answers(call, 3))
    assert vacant_so_far(call) is None
    assert told(page(client, officer, f"tata-cara/{call.slug}/"), "perpanjang waktunya") == (False, False)


def test_it_is_said_at_the_freeze(programme: Programme, client: Client, officer: Account) -> None:
    call = make_screened_call(programme, people=2, seats=5)
    make_procedure(call)
    text = page(client, officer, f"undian/{call.slug}/")
    assert "3 kursi akan kosong" in text
    assert told(text, "bekukan sekarang dan buka pendaftaran berikutnya") == (True, True)


@pytest.mark.parametrize(
    "as_far_as", [lambda p: freeze(make_screened_call(p, 2, 5)), lambda p: make_drawn_draw(p, 2, 5)]
)
def test_it_is_said_at_the_draw(programme: Programme, client: Client, officer: Account, as_far_as: Any) -> None:
    draw: Draw = as_far_as(programme)
    assert vacant_in(draw) == Vacant(people=2, seats=5, number=3)
    text = page(client, officer, f"undian/{draw.call.slug}/")
    assert told(text, "pendaftaran berikutnya untuk tahap yang sama") == (True, True)


def test_once_the_result_is_out_the_offers_tell_it(programme: Programme) -> None:
    assert vacant_in(make_published_draw(programme, 2, 5)) is None


def test_a_track_can_have_too_few_though_there_are_enough_people(programme: Programme) -> None:
    stage = make_stage(programme, seats=4)
    youtube, tiktok = programme.tracks.order_by("-code")
    call = make_call(programme, stage, tracks={youtube: 2, tiktok: 2})
    for number in range(1, 5):
        apply(call, numbered_answers(call, number, track=youtube))
    assert vacant_so_far(call) == Vacant(people=4, seats=4, number=2)
