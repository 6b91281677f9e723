"""Small words of a participant's pages: what is late says so, what is past is not asked, errors fit on a phone."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

from factories.planning import make_meeting
from factories.training import make_cohort_of, make_enrolment
from factories.works import VIDEO, act, make_assignment, make_questions
from sanggar.foundation import clock
from sanggar.foundation.ui.values import cell_text
from sanggar.people.actions import open_account
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.training import actions
from sanggar.training.models import Enrolment
from sanggar.training.pages.timetable import meeting_listing
from sanggar.training.pages.works.presenters import figure, signed
from sanggar.training.queries import questions_for
from sanggar.training.refusals import MarksApart
from sanggar.training.responsibility import ORIGIN

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment(programme: Programme) -> Enrolment:
    enrolment = make_enrolment(make_cohort_of(programme), at=clock.now() - timedelta(days=30))
    enrolment.person.account = open_account(email="sulastri@contoh.example", name="Sulastri", **act())
    enrolment.person.save()
    return enrolment


@pytest.fixture
def phone(enrolment: Enrolment, signed_in: Callable[[Account], Client]) -> Client:
    assert enrolment.person.account
    return signed_in(enrolment.person.account)


def test_a_work_past_its_deadline_is_called_late(enrolment: Enrolment, phone: Client) -> None:
    assignment = make_assignment(enrolment.stage, due_in_days=2)
    assert "lewat tenggat" not in phone.get("/saya/").content.decode()
    type(assignment).objects.filter(pk=assignment.pk).update(due_at=clock.now() - timedelta(days=2))
    page = phone.get("/saya/").content.decode()
    assert ("lewat tenggat" in page, "karya masih diterima" in page) == (True, True)
    actions.complete_enrolment(enrolment, **act())
    assert "lewat tenggat" not in phone.get("/saya/").content.decode()


def test_nobody_is_asked_to_be_done_before_a_day_that_is_past(enrolment: Enrolment, phone: Client) -> None:
    make_questions(enrolment.stage.programme)
    here = reverse("own_baseline", args=[enrolment.pk])
    meeting = make_meeting(enrolment.cohort, in_days=3)
    assert "Selesaikan sebelum sesi pertama" in phone.get(here).content.decode()
    type(meeting).objects.filter(pk=meeting.pk).update(
        starts_at=clock.now() - timedelta(days=3), ends_at=clock.now() - timedelta(days=2)
    )
    page = phone.get(here).content.decode()
    assert ("Selesaikan sebelum" in page, "sudah lewat" in page) == (False, True)


def test_the_first_test_leads_on(enrolment: Enrolment, phone: Client) -> None:
    make_questions(enrolment.stage.programme)
    sitting = actions.begin_quiz(enrolment, "pre", **act())
    for question in questions_for(enrolment.stage.programme, "pre"):
        actions.answer_question(sitting, question.choices.all()[0], **act())
    actions.finish_quiz(sitting, **act())
    page = phone.get(reverse("own_quiz", args=[enrolment.pk, "pre"])).content.decode()
    assert f'href="{reverse("own_baseline", args=[enrolment.pk])}"' in page
    assert "Lanjutkan titik awal" in page


def test_unanswered_questions_are_one_line_of_the_summary(enrolment: Enrolment, phone: Client) -> None:
    actions.add_responsibility_module(enrolment.stage.programme, **act())
    assert enrolment.stage.programme.modules.get().origin == ORIGIN
    assignment = make_assignment(enrolment.stage)
    here = reverse("my_work", args=[enrolment.pk, assignment.pk])
    page = phone.post(here, {"once": str(uuid.uuid4()), "url": VIDEO}).content.decode()
    summary = page.split('class="summary"')[1].split("</div>")[0]
    assert (summary.count("<li>"), "pertanyaan tentang isi belum dijawab" in summary) == (1, True)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"url": ""}, "Beri tautan atau lampirkan berkas"),
        ({"url": "bukan alamat"}, "Alamat ini tidak terbaca"),
        ({"url": "", "file": SimpleUploadedFile("a.exe", b"MZ")}, "Berkas harus PDF, JPEG, atau PNG."),
    ],
)
def test_all_that_is_wrong_with_a_work_is_said_at_once(
    enrolment: Enrolment, phone: Client, given: dict[str, Any], told: str
) -> None:
    actions.add_responsibility_module(enrolment.stage.programme, **act())
    here = reverse("my_work", args=[enrolment.pk, make_assignment(enrolment.stage).pk])
    page = phone.post(here, {"once": str(uuid.uuid4()), **given}).content.decode()
    summary = page.split('class="summary"')[1].split("</div>")[0]
    assert (told in summary, "pertanyaan tentang isi belum dijawab" in summary) == (True, True)
    assert page.count("salah satu wajib") == 2
    for upload in filter(None, [given.get("file")]):
        upload.seek(0)
    sample = phone.post(reverse("own_sample", args=[enrolment.pk]), {"once": str(uuid.uuid4()), **given})
    assert (sample.status_code, told in sample.content.decode()) == (422, True)
    anchor = summary.split('href="#')[1].split('"')[0]
    assert f'id="{anchor}"' in page


def test_a_meeting_that_is_to_come_counts_nobody_as_present(programme: Programme, enrolment: Enrolment) -> None:
    make_meeting(enrolment.cohort, in_days=4)
    listing = meeting_listing(RequestFactory().get("/"), programme, clock.now())
    (column,) = [each for each in listing.columns if each.key == "hadir"]
    assert [column.shown(each).text for each in listing.page] == ["–"]


@pytest.mark.parametrize(
    ("language", "shown"), [("id", ["93,75", "31,25", "62,5"]), ("en", ["93.75", "31.25", "62.5"])]
)
def test_two_marks_and_what_is_said_of_their_difference_add_up(language: str, shown: list[str]) -> None:
    refusal = MarksApart(93.75 - 31.25)
    with translation.override(language):
        assert [figure(93.75), figure(31.25), figure(62.5)] == shown
        assert f" {shown[2]} " in str(refusal)


@pytest.mark.parametrize(("language", "shown"), [("id", ["62,5", "+1,5", "−1,5"]), ("en", ["62.5", "+1.5", "−1.5"])])
def test_figures_are_written_as_their_language_writes_them(language: str, shown: list[str]) -> None:
    with translation.override(language):
        assert [figure(62.5), signed(1.5), signed(-1.5)] == shown
        assert figure(68.75).replace(".", ",") == "68,75"
        assert [cell_text(each, "number") for each in (7, 7.0, 62.5)] == ["7", "7", shown[0]]
