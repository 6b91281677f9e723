"""How many people told of a need for support: for who prepares it, not for everyone at the desk."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from factories.applications import apply, make_call, numbered_answers
from factories.people import SETUP
from factories.planning import make_stage
from factories.selection import QUOTAS, make_procedure, make_sealed_draw
from sanggar.applications.actions import accept_for_draw, close_call
from sanggar.foundation import clock
from sanggar.people.models import Account
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
CLASHING = {"disability": {"yes": (3, 3), "no": (0, 0)}}
CLOSED = "Kuota yang memakai data khusus belum dapat dipenuhi."


def words(page: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode()))


def test_a_clash_is_told_to_all_and_its_number_to_who_prepares_the_support(
    programme: Programme, officer: Account, inspector: Account, signed_in: SignIn
) -> None:
    """The lottery could not be made: three seats for people with a need, and two people."""
    call = make_sealed_draw(programme, quotas=CLASHING).call
    address = reverse("selection:draw", args=[programme.organisation.slug, programme.slug, call.slug])
    open_page, closed = (words(signed_in(who).get(address).content) for who in (officer, inspector))
    assert ("orangnya 2" in open_page, CLOSED in open_page) == (True, False)
    assert ("orangnya 2" in closed, CLOSED in closed) == (False, True)


def test_before_the_freeze_too(programme: Programme, officer: Account, inspector: Account, signed_in: SignIn) -> None:
    call = make_call(programme, make_stage(programme, seats=3))
    make_procedure(call, quotas=QUOTAS | {"disability": {"yes": (3, 3), "no": (0, 0)}})
    tracks = list(programme.tracks.order_by("code"))
    for number in range(1, 5):
        need = "Juru bahasa isyarat" if number <= 2 else ""
        apply(call, numbered_answers(call, number, disability_need=need, track=tracks[number % 2]))
    for application in call.applications.all():
        accept_for_draw(application, by=SETUP, at=clock.now())
    close_call(call, reason="Uji", by=SETUP, at=clock.now())
    place = [programme.organisation.slug, programme.slug, call.slug]
    for address in (reverse("selection:draw", args=place), reverse("selection:procedure", args=place)):
        open_page, closed = (words(signed_in(who).get(address).content) for who in (officer, inspector))
        assert ("orangnya 2" in open_page, CLOSED in open_page) == (True, False), address
        assert ("orangnya 2" in closed, CLOSED in closed) == (False, True), address
    assert "Kebutuhan disabilitas: ada kebutuhan 2" in re.sub(r" +", " ", open_page)
    assert "Kebutuhan disabilitas: ada kebutuhan 2" not in closed
