"""The paper sheet: entered in a grid, with its scan, in one step."""

import re
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from factories.people import SETUP
from factories.planning import make_meeting
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock, files
from sanggar.people.models import Account
from sanggar.planning.models import Cohort, Meeting, Programme
from sanggar.training import actions
from sanggar.training.models import Attendance, Enrolment, SignedSheet

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


@pytest.fixture(autouse=True)
def _at_noon() -> Any:
    """So that two meetings of a test never fall on two days."""
    noon = datetime.now(tz=clock.office_zone()).replace(hour=12, minute=0, second=0, microsecond=0)
    with time_machine.travel(noon, tick=True):
        yield


@pytest.fixture
def cohort(programme: Programme) -> Cohort:
    return make_cohort_of(programme)


@pytest.fixture
def morning(cohort: Cohort) -> Meeting:
    return make_meeting(cohort, in_days=-4 / 24, topic="Cahaya")


@pytest.fixture
def afternoon(cohort: Cohort) -> Meeting:
    return make_meeting(cohort, in_days=-1 / 24, topic="Suara")


@pytest.fixture
def people(cohort: Cohort) -> list[Enrolment]:
    return [make_enrolment(cohort, name, at=clock.now() - timedelta(days=9)) for name in ("Ani", "Budi")]


def scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("lembar.pdf", b"%PDF-1.7 uji")


def paper(programme: Programme, meeting: Meeting) -> str:
    return reverse("training:paper", args=[programme.organisation.slug, programme.slug, meeting.pk])


def cell(enrolment: Enrolment, meeting: Meeting) -> str:
    return f"p{enrolment.pk}s{meeting.pk}"


def test_a_day_of_two_meetings_is_entered_with_one_scan(
    programme: Programme,
    morning: Meeting,
    afternoon: Meeting,
    people: list[Enrolment],
    officer: Account,
    signed_in: SignIn,
) -> None:
    ani, budi = people
    form = {"once": uuid.uuid4(), cell(ani, morning): "present", cell(ani, afternoon): "ill", "rest": "absent"}
    answer = signed_in(officer).post(paper(programme, morning), {**form, "file": scan()})
    assert answer.status_code == 302
    found = {(each.enrolment, each.meeting): (each.presence, each.method) for each in Attendance.objects.all()}
    assert found == {
        (ani, morning): ("present", "paper"),
        (ani, afternoon): ("ill", "paper"),
        (budi, morning): ("absent", "paper"),
        (budi, afternoon): ("absent", "paper"),
    }
    assert {sheet.meeting for sheet in SignedSheet.objects.all()} == {morning, afternoon}
    assert len({sheet.file.digest for sheet in SignedSheet.objects.all()}) == 1


def test_without_a_scan_nothing_is_recorded_unless_one_is_there_already(
    programme: Programme, morning: Meeting, people: list[Enrolment], officer: Account, signed_in: SignIn
) -> None:
    form = {cell(people[0], morning): "present"}
    refused = signed_in(officer).post(paper(programme, morning), {"once": uuid.uuid4(), **form})
    assert (refused.status_code, "“Pindaian atau foto lembar” belum dilampirkan" in refused.content.decode()) == (
        422,
        True,
    )
    with pytest.raises(actions.SheetMissing):
        actions.record_paper({morning: {people[0].pk: "present"}}, None, by=SETUP, at=clock.now())
    assert Attendance.objects.count() == 0
    actions.attach_sheet(morning, files.read(scan()), by=SETUP, at=clock.now())
    assert signed_in(officer).post(paper(programme, morning), {"once": uuid.uuid4(), **form}).status_code == 302
    assert Attendance.objects.get().method == "paper"


def test_a_scan_that_is_none_takes_everything_back(
    programme: Programme, morning: Meeting, people: list[Enrolment], officer: Account, signed_in: SignIn
) -> None:
    form = {"once": uuid.uuid4(), cell(people[0], morning): "present", "file": SimpleUploadedFile("lembar.pdf", b"x")}
    assert signed_in(officer).post(paper(programme, morning), form).status_code == 422
    assert (Attendance.objects.count(), SignedSheet.objects.count()) == (0, 0)


def test_who_is_recorded_already_is_shown_and_not_asked_again(
    programme: Programme, morning: Meeting, people: list[Enrolment], officer: Account, signed_in: SignIn
) -> None:
    ani, budi = people
    actions.record_presence(morning, ani, "excused", by=SETUP, at=clock.now())
    page = signed_in(officer).get(paper(programme, morning)).content.decode()
    assert re.findall(r'<select name="(p[^"]+)"', page) == [cell(budi, morning)]
    sent = {"once": uuid.uuid4(), cell(ani, morning): "present", "rest": "present", "file": scan()}
    told = signed_in(officer).post(paper(programme, morning), sent, follow=True).content.decode()
    assert "Sudah dicatat lain lebih dulu dan tidak diubah: Ani" in told
    assert dict(Attendance.objects.values_list("enrolment", "presence")) == {ani.pk: "excused", budi.pk: "present"}


def test_an_empty_sheet_and_made_up_words_are_refused(
    programme: Programme, morning: Meeting, people: list[Enrolment], officer: Account, signed_in: SignIn
) -> None:
    for form in ({}, {cell(people[0], morning): "there"}):
        answer = signed_in(officer).post(paper(programme, morning), {"once": uuid.uuid4(), **form, "file": scan()})
        assert answer.status_code == 422
    assert (Attendance.objects.count(), SignedSheet.objects.count()) == (0, 0)


def test_a_double_click_records_once(
    programme: Programme, morning: Meeting, people: list[Enrolment], officer: Account, signed_in: SignIn
) -> None:
    form, client = {"once": uuid.uuid4(), "rest": "present"}, signed_in(officer)
    assert [client.post(paper(programme, morning), {**form, "file": scan()}).status_code for _ in range(2)] == [302] * 2
    assert (Attendance.objects.count(), SignedSheet.objects.count()) == (2, 1)


def test_another_day_and_another_cohort_are_not_on_the_sheet(
    programme: Programme, cohort: Cohort, morning: Meeting, people: list[Enrolment], officer: Account, signed_in: SignIn
) -> None:
    make_meeting(cohort, in_days=-1, topic="Kemarin")
    make_meeting(cohort, in_days=8 / 24, topic="Nanti malam")
    make_meeting(make_cohort_of(programme, name="Kelas B"), in_days=-4 / 24, topic="Kelas sebelah")
    page = signed_in(officer).get(paper(programme, morning)).content.decode()
    assert [word for word in ("Cahaya", "Kemarin", "Nanti malam", "Kelas sebelah") if word in page] == ["Cahaya"]


def test_paper_is_the_officer_s(
    programme: Programme, morning: Meeting, inspector: Account, stranger: Account, signed_in: SignIn
) -> None:
    at = paper(programme, morning)
    assert [signed_in(who).get(at).status_code for who in (inspector, stranger)] == [403, 404]
    assert [signed_in(who).post(at).status_code for who in (inspector, stranger)] == [403, 404]
