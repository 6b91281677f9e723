"""The link in a badge: opens for who may record presence, and for nobody else shows that anyone is behind it."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from factories.people import SETUP, make_account
from factories.planning import make_meeting
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.people.models import Account, Organisation, Role
from sanggar.planning.models import Cohort, Meeting, Programme
from sanggar.training import actions
from sanggar.training.badges import badge_path
from sanggar.training.calendars import calendar_path
from sanggar.training.models import Attendance, Enrolment

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


@pytest.fixture
def cohort(programme: Programme) -> Cohort:
    return make_cohort_of(programme)


@pytest.fixture
def sulastri(cohort: Cohort) -> Enrolment:
    return make_enrolment(cohort, "Sulastri", at=clock.now() - timedelta(days=9))


@pytest.fixture
def running(cohort: Cohort) -> Meeting:
    return make_meeting(cohort, in_days=-1 / 24, topic="Kamera ponsel")


@pytest.fixture
def trainer(office: Organisation) -> Account:
    return make_account("Tono Narasumber", Role.TRAINER, office)


def teach(trainer: Account, meeting: Meeting) -> None:
    meeting.trainer = trainer
    meeting.save()


def sent(meeting: Meeting) -> dict[str, object]:
    return {"once": uuid.uuid4(), "meeting": meeting.pk}


def test_looking_records_nothing_and_the_button_does(
    sulastri: Enrolment, running: Meeting, officer: Account, signed_in: SignIn
) -> None:
    client, at = signed_in(officer), badge_path(sulastri)
    shown = client.get(at).content.decode()
    assert "Sulastri" in shown
    assert "Kamera ponsel" in shown
    assert Attendance.objects.count() == 0
    answer = client.post(at, sent(running), follow=True)
    assert "Sulastri tercatat hadir." in answer.content.decode()
    record = Attendance.objects.get()
    assert (record.meeting, record.presence, record.method, record.recorded_by) == (
        running,
        "present",
        "qr",
        officer.name,
    )


def test_who_is_recorded_already_is_told_so(
    sulastri: Enrolment, running: Meeting, officer: Account, signed_in: SignIn
) -> None:
    actions.record_presence(running, sulastri, "ill", by=SETUP, at=clock.now())
    client = signed_in(officer)
    shown = client.get(badge_path(sulastri)).content.decode()
    assert "Sudah dicatat: Sakit" in shown
    assert "Catat hadir</button>" not in shown
    answer = client.post(badge_path(sulastri), sent(running))
    assert answer.status_code == 422
    assert "Sudah dicatat “Sakit”" in answer.content.decode()
    assert Attendance.objects.get().presence == "ill"


@pytest.mark.parametrize("who", ["stranger", "inspector", "pptk", "treasurer"])
def test_for_everyone_else_there_is_nothing_behind_the_link(
    sulastri: Enrolment, running: Meeting, who: str, signed_in: SignIn, request: pytest.FixtureRequest
) -> None:
    client = signed_in(request.getfixturevalue(who))
    for answer in (client.get(badge_path(sulastri)), client.post(badge_path(sulastri), sent(running))):
        assert answer.status_code == 404
        assert "Sulastri" not in answer.content.decode()
    assert Attendance.objects.count() == 0


def test_who_is_not_signed_in_comes_back_after_signing_in(sulastri: Enrolment, running: Meeting) -> None:
    answer = Client().get(badge_path(sulastri))
    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse('account_login')}?next={quote(badge_path(sulastri))}"
    assert Client().post(badge_path(sulastri), sent(running)).status_code == 302
    assert Attendance.objects.count() == 0


def test_a_trainer_checks_in_at_their_own_meeting_alone(
    sulastri: Enrolment, running: Meeting, cohort: Cohort, trainer: Account, signed_in: SignIn
) -> None:
    client = signed_in(trainer)
    assert client.get(badge_path(sulastri)).status_code == 404
    others = make_meeting(cohort, in_days=0, topic="Sesi orang lain")
    teach(trainer, running)
    shown = client.get(badge_path(sulastri)).content.decode()
    assert "Kamera ponsel" in shown
    assert "Sesi orang lain" not in shown
    assert client.post(badge_path(sulastri), sent(others)).status_code == 422
    client.post(badge_path(sulastri), sent(running))
    assert [record.meeting for record in Attendance.objects.all()] == [running]


@pytest.mark.parametrize(
    ("hours", "is_open"),
    [(-4.1, False), (-3.9, True), (1.9, True), (2.1, False)],
    ids=["over for more than an hour", "over for less", "in less than two hours", "in more"],
)
def test_a_badge_is_taken_from_two_hours_before_to_one_hour_after(
    sulastri: Enrolment,
    cohort: Cohort,
    officer: Account,
    signed_in: SignIn,
    hours: float,
    is_open: bool,  # noqa: FBT001
) -> None:
    meeting = make_meeting(cohort, in_days=hours / 24)
    answer = signed_in(officer).post(badge_path(sulastri), sent(meeting))
    assert (answer.status_code == 302, Attendance.objects.count() == 1) == (is_open, is_open)


def test_a_badge_of_someone_who_left_records_nothing(
    sulastri: Enrolment, running: Meeting, officer: Account, signed_in: SignIn
) -> None:
    actions.leave(sulastri, "dropped", reason="Tidak datang lagi", by=SETUP, at=clock.now())
    client = signed_in(officer)
    assert "sudah berakhir: Gugur" in client.get(badge_path(sulastri)).content.decode()
    assert client.post(badge_path(sulastri), sent(running)).status_code == 422
    assert Attendance.objects.count() == 0


def test_a_replaced_badge_and_a_guessed_one_open_nothing(
    sulastri: Enrolment, running: Meeting, cohort: Cohort, officer: Account, signed_in: SignIn
) -> None:
    other = make_enrolment(cohort)
    old = badge_path(sulastri)
    actions.renew_badge(sulastri, by=SETUP, at=clock.now())
    client = signed_in(officer)
    swapped = badge_path(sulastri).replace(f"/hadir/{sulastri.pk}/", f"/hadir/{other.pk}/")
    guessed = reverse("presence_qr", args=[sulastri.pk, "0" * 26])
    assert [client.get(at).status_code for at in (old, swapped, guessed)] == [404, 404, 404]
    assert client.get(badge_path(sulastri)).status_code == 200


# --- the trainer's own page -------------------------------------------------------------------------------------------
def test_a_trainer_sees_the_roster_of_their_own_meeting_alone(
    sulastri: Enrolment, running: Meeting, cohort: Cohort, trainer: Account, officer: Account, signed_in: SignIn
) -> None:
    teach(trainer, running)
    others = make_meeting(cohort)
    client = signed_in(trainer)
    assert "Sulastri" in client.get(reverse("trainer_meeting", args=[running.pk])).content.decode()
    assert client.get(reverse("trainer_meeting", args=[others.pk])).status_code == 404
    assert signed_in(officer).get(reverse("trainer_meeting", args=[running.pk])).status_code == 404


def test_a_trainer_records_at_the_meeting_and_the_day_after_and_then_no_more(
    sulastri: Enrolment, running: Meeting, cohort: Cohort, trainer: Account, signed_in: SignIn
) -> None:
    over = make_meeting(cohort, in_days=-2.5)
    for meeting in (running, over):
        teach(trainer, meeting)
        form = {"once": uuid.uuid4(), f"p{sulastri.pk}": "present"}
        answer = signed_in(trainer).post(reverse("trainer_meeting", args=[meeting.pk]), form)
        assert answer.status_code == (302 if meeting == running else 409)
    assert "yang baru Anda pilih tidak disimpan" in answer.content.decode()
    assert [record.meeting for record in Attendance.objects.all()] == [running]
    shown = signed_in(trainer).get(reverse("trainer_meeting", args=[over.pk])).content.decode()
    assert "Simpan presensi" not in shown
    assert "Koreksi" not in shown


# --- the timetable file -----------------------------------------------------------------------------------------------
def test_the_timetable_file_opens_by_its_link_alone(sulastri: Enrolment, running: Meeting) -> None:
    answer = Client().get(calendar_path(sulastri))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"SUMMARY:Kamera ponsel\r\n" in answer.content
    assert b"Sulastri" not in answer.content
    badge_token = badge_path(sulastri).rstrip("/").rpartition("/")[2]
    assert Client().get(reverse("timetable_file", args=[sulastri.pk, badge_token])).status_code == 404


def test_who_left_keeps_what_had_begun_and_no_way_in(sulastri: Enrolment, running: Meeting, cohort: Cohort) -> None:
    coming = make_meeting(cohort, topic="Menyunting")
    Meeting.objects.update(link="https://rapat.example/rahasia", venue="")
    shown = Client().get(calendar_path(sulastri)).content
    assert (shown.count(b"BEGIN:VEVENT"), b"rapat.example" in shown) == (2, True)
    actions.leave(sulastri, "withdrawn", reason="Pindah kota", by=SETUP, at=clock.now())
    left = Client().get(calendar_path(sulastri)).content
    assert (b"Kamera ponsel" in left, coming.topic.encode() in left, b"rapat.example" in left) == (True, False, False)


def test_a_renewed_badge_closes_the_calendar_that_went_with_it(sulastri: Enrolment, running: Meeting) -> None:
    before = calendar_path(sulastri)
    actions.renew_badge(sulastri, by=SETUP, at=clock.now())
    assert [Client().get(path).status_code for path in (before, calendar_path(sulastri))] == [404, 200]
