"""The field that nobody sees: who fills it in is asked to wait a little and turned away from nothing."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from applications.test_form import FORM, posted
from factories.applications import BUDI, make_call
from sanggar.applications.models import Application, Draft
from sanggar.foundation import clock
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
HIDDEN = re.compile(r'name="(\w+)" value="([^"]*)"')


@pytest.fixture(autouse=True)
def _open_call(programme: Programme) -> None:
    make_call(programme)


def test_the_field_is_out_of_sight_out_of_the_tab_order_and_says_that_it_stays_empty() -> None:
    page = Client().get(FORM).content.decode()
    (field,) = re.findall(r'<div class="unseen"><label for="website">(.*?)</label><input (.*?)></div>', page)
    assert field[0] == "Biarkan kolom ini kosong"
    assert 'tabindex="-1"' in field[1]
    assert 'autocomplete="off"' in field[1]


@pytest.mark.parametrize("step", ["check", "send", "draft"])
def test_who_fills_it_in_stores_nothing_keeps_the_answers_and_may_go_on_after_the_pause(step: str) -> None:
    now = clock.now()
    with time_machine.travel(now, tick=False):
        caught = Client().post(FORM, posted(step=step, website="https://contoh.example"))
        form = dict(HIDDEN.findall(caught.content.decode())) | {"step": step}
        assert (caught.status_code, "Ingin memasarkan" in caught.content.decode()) == (422, True)
        assert "website" not in form
        assert Client().post(FORM, form).status_code == 422
        assert (Application.objects.count(), Draft.objects.count()) == (0, 0)
    with time_machine.travel(now + timedelta(seconds=6), tick=False):
        assert Client().post(FORM, form | {"submission_id": posted()["submission_id"]}).status_code == 422
        assert Client().post(FORM, form).status_code == {"check": 200, "send": 303, "draft": 303}[step]


@pytest.mark.parametrize("seconds", [0, 6])
def test_the_page_that_asks_for_the_pause_speaks_the_other_language_without_going_any_further(seconds: int) -> None:
    now = clock.now()
    with time_machine.travel(now, tick=False):
        page = Client().post(FORM, posted(website="https://contoh.example")).content.decode()
    assert f'form="lamaran" formaction="{FORM}?bahasa=en" name="step" value="send" lang="en"' in page
    form = dict(HIDDEN.findall(page.partition('id="lamaran"')[2])) | {"step": "send"}
    with time_machine.travel(now + timedelta(seconds=seconds), tick=False):
        switched = Client().post(f"{FORM}?bahasa=en", form)
    told = switched.content.decode()
    assert (switched.status_code, 'lang="en"' in told, form["name"] in told, form["nik"] in told) == (
        422,
        True,
        True,
        True,
    )
    assert Application.objects.count() == 0
    with time_machine.travel(now + timedelta(seconds=seconds + 6), tick=False):
        again = dict(HIDDEN.findall(told.partition('id="lamaran"')[2])) | {"step": "send"}
        assert Client().post(FORM, again).status_code == 303


@pytest.mark.parametrize("pause", ["", "x", "1.a", "99999999999999999999.a", "²."])
def test_a_pause_that_was_not_signed_here_is_not_over(pause: str) -> None:
    assert Client().post(FORM, posted(pause=pause)).status_code == 422


def test_an_empty_field_costs_nobody_a_pause() -> None:
    assert Client().post(FORM, posted(website="")).status_code == 303
    assert Client().post(FORM, posted(nik=BUDI)).status_code == 303
