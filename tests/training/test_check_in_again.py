"""Who is recorded already and comes back to the check-in page: told so, asked nothing, suspected of nothing."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from factories.planning import make_meeting
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.planning.models import Meeting, Programme
from sanggar.training.codes import screen_digits, screen_token, window_of
from sanggar.training.models import Attendance, Enrolment
from sanggar.training.queries import code_signals

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(programme: Programme) -> Meeting:
    return make_meeting(make_cohort_of(programme), in_days=-1 / 24, topic="Kamera ponsel")


def participant(meeting: Meeting, name: str) -> Enrolment:
    return make_enrolment(meeting.cohort, name, at=clock.now() - timedelta(days=9))


def page_of(enrolment: Enrolment) -> str:
    application = enrolment.application
    return reverse("link_check_in", args=[application.receipt, application.token])


def check_in(meeting: Meeting, enrolment: Enrolment, phone: Client) -> int:
    phone.get(page_of(enrolment))
    return phone.post(page_of(enrolment), {"code": screen_digits(meeting, window_of(clock.now()))}).status_code


def scan(meeting: Meeting, phone: Client) -> None:
    window = window_of(clock.now())
    phone.get(reverse("code_scan", args=[meeting.pk, window, screen_token(meeting, window)]))


def test_who_comes_back_is_told_and_asked_for_no_code(meeting: Meeting) -> None:
    sulastri, phone = participant(meeting, "Sulastri"), Client()
    before = phone.get(page_of(sulastri)).content.decode()
    assert ("Anda sudah tercatat hadir" in before, 'name="code"' in before) == (False, True)
    assert check_in(meeting, sulastri, phone) == 303
    after = phone.get(page_of(sulastri)).content.decode()
    assert ("Anda sudah tercatat hadir" in after, 'name="code"' in after) == (True, False)
    assert "Tidak ada sesi Anda" not in after


def test_another_device_that_read_the_code_keeps_its_button_and_is_seen(meeting: Meeting) -> None:
    sulastri, phone, other = participant(meeting, "Sulastri"), Client(), Client()
    scan(meeting, phone)
    phone.post(page_of(sulastri))
    assert "Saya hadir" not in phone.get(page_of(sulastri)).content.decode()
    scan(meeting, other)
    assert "Saya hadir" in other.get(page_of(sulastri)).content.decode()
    assert other.post(page_of(sulastri)).status_code == 303
    assert [signal.kind for signal in code_signals(meeting)] == ["second_device"]


def test_who_is_recorded_is_not_suspected_for_trying_by_the_phone_of_another(meeting: Meeting) -> None:
    sulastri, budi = participant(meeting, "Sulastri"), participant(meeting, "Budi")
    hers, his = Client(), Client()
    assert (check_in(meeting, sulastri, hers), check_in(meeting, budi, his)) == (303, 303)
    assert check_in(meeting, budi, hers) == 303
    assert code_signals(meeting) == []
    scan(meeting, hers)
    pressed = hers.post(page_of(budi), follow=True).content.decode()
    assert ("Anda tercatat hadir" in pressed, "Saya hadir" in pressed) == (True, False)
    assert code_signals(meeting) == []
    absent = participant(meeting, "Cici")
    assert check_in(meeting, absent, hers) == 303
    assert [signal.people for signal in code_signals(meeting)] == [["Sulastri", "Cici"]]
    assert Attendance.objects.count() == 2
