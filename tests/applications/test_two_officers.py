"""Two officers at one application: the later one decides on what stands there, or is told, and never undoes unseen."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from factories.applications import apply, make_call
from factories.people import SETUP
from sanggar.applications import actions
from sanggar.applications.models import Application, ApplicationState
from sanggar.foundation import clock
from sanggar.people.models import Account
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
S = ApplicationState
ROOM = "/desk/diskominfo-malang/youtuber-tiktok/pendaftaran/"


@pytest.fixture
def application(programme: Programme) -> Application:
    return apply(make_call(programme))


@pytest.fixture
def desk(officer: Account, signed_in: Callable[[Account], Client]) -> Client:
    return signed_in(officer)


def page_of(application: Application) -> str:
    return f"{ROOM}lamaran/{application.receipt}/"


def shown(form: Any) -> dict[str, str]:
    """What the form on an open page carries along."""
    return {field.html_name: str(field.value()) for field in form.hidden_fields()}


def state_of(application: Application) -> str:
    return Application.objects.get(pk=application.pk).state


def ask(application: Application) -> None:
    actions.ask_for_correction(application, reason="Foto buram.", by=SETUP, at=clock.now())


def test_accepting_from_a_page_older_than_a_request_for_correction_is_told_not_done(
    desk: Client, application: Application
) -> None:
    carried = shown(desk.get(page_of(application)).context["accept_form"])
    ask(application)
    answer = desk.post(f"{page_of(application)}terima/", carried, follow=True).content.decode()
    assert "sudah berstatus “Menunggu perbaikan” (sistem: persiapan uji)" in answer
    assert state_of(application) == S.CORRECTION


def test_refusing_from_a_page_older_than_a_request_for_correction_is_told_not_done(
    desk: Client, application: Application
) -> None:
    address = f"{page_of(application)}tolak/"
    carried = shown(desk.get(address).context["form"])
    ask(application)
    for _again in range(2):  # the form that came back still says what was seen
        answer = desk.post(address, carried | {"reason": "Nama berbeda."})
        assert answer.status_code == 422
        carried = shown(answer.context["form"])
    assert "sudah berstatus “Menunggu perbaikan”" in answer.content.decode()
    assert state_of(application) == S.CORRECTION


def test_examining_again_from_an_old_page_undoes_no_newer_decision(desk: Client, application: Application) -> None:
    actions.refuse_application(application, reason="Nama berbeda.", by=SETUP, at=clock.now())
    address = f"{page_of(application)}periksa-lagi/"
    carried = shown(desk.get(address).context["form"])
    actions.reopen_decision(application, reason="Keliru.", by=SETUP, at=clock.now())
    actions.accept_for_draw(application, by=SETUP, at=clock.now())
    answer = desk.post(address, carried | {"reason": "Belum jelas."})
    assert (answer.status_code, state_of(application)) == (422, S.ELIGIBLE)


@pytest.mark.parametrize("act", ["terima", "tolak", "perbaikan", "periksa-lagi"])
def test_without_what_was_seen_nothing_is_decided(desk: Client, application: Application, act: str) -> None:
    if act == "periksa-lagi":
        ask(application)
    before = state_of(application)
    form = desk.get(page_of(application)).context["accept_form"]
    known = {"once": str(form["once"].value()), "revision": "1", "reason": "Nama berbeda."}
    for state in ({}, {"state": "tidak-ada"}):
        desk.post(f"{page_of(application)}{act}/", known | state)
        assert state_of(application) == before


def test_who_must_correct_edits_with_the_office_s_note_in_sight(application: Application) -> None:
    address = f"{application.own_path}ubah/"
    assert "Yang perlu diperbaiki" not in Client().get(address).content.decode()
    ask(application)
    page = Client().get(address).content.decode()
    assert ("Yang perlu diperbaiki" in page, "Foto buram." in page) == (True, True)
