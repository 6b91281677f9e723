"""Phones before the screen: one person with two of them, two people with one, and a code that was passed on, at once
and late.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine

from factories.people import PASSWORD, SETUP, make_account, make_office
from factories.planning import make_meeting, make_programme
from factories.training import make_cohort_of, make_enrolment
from journeys.people_in_browsers import PHONE, Visitor
from sanggar.foundation import clock
from sanggar.people.models import Role
from sanggar.training.actions import keep_to_network, record_presence
from sanggar.training.codes import ends_at, screen_digits, screen_token, window_of
from sanggar.training.models import Attendance, Enrolment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Enter = Callable[..., Visitor]
HALL = "198.51.100.7"
"""The hall's connection, on which none of these phones is."""


def comes_in(phone: Visitor, who: Enrolment) -> None:
    """By the secret link, in the browser that has read the code."""
    phone.opens(f"{who.application.own_path}hadir/")
    phone.presses("Saya hadir")


def test_phones_before_the_screen(enter: Enter) -> None:
    office = make_office()
    make_account("Dewi Pengelola", Role.OFFICER, office)
    programme = make_programme(office)
    meeting = make_meeting(make_cohort_of(programme), in_days=-1 / 24, topic="Kamera ponsel")
    at = clock.now() - timedelta(days=9)
    ani, budi = (make_enrolment(meeting.cohort, name, at=at) for name in ("Ani", "Budi"))

    window = window_of(clock.now())
    code = f"/hadir/kode/{meeting.pk}/{window}/{screen_token(meeting, window)}/"
    first, second, far = (enter(name, size=PHONE) for name in ("Ani", "Ani lagi", "Budi di rumah"))
    for phone in (first, second):
        phone.opens(code)
        phone.sees("Kode terbaca")
        comes_in(phone, ani)
        phone.sees("Anda tercatat hadir", "Kamera ponsel")
    comes_in(first, budi)
    first.sees("Perangkat ini sudah dipakai orang lain di sesi ini")

    keep_to_network(meeting, network=HALL, by=SETUP, at=clock.now())
    window = window_of(clock.now())
    quick = enter("Budi, yang langsung dikirimi kode", size=PHONE)
    quick.opens(f"/hadir/kode/{meeting.pk}/{window}/{screen_token(meeting, window)}/")
    comes_in(quick, budi)
    quick.sees("Kode ini hanya diterima lewat jaringan di ruangan")

    digits = screen_digits(meeting, window_of(clock.now()))
    with time_machine.travel(clock.now() + timedelta(seconds=90)):
        far.opens(code, answered=410)
        far.sees("Kode ini sudah lewat")
        far.opens(f"{budi.application.own_path}hadir/")
        far.fills({"Kode di layar": digits})
        far.presses("Saya hadir")
        far.sees("Kode ini sudah lewat")
    assert [record.enrolment for record in Attendance.objects.all()] == [ani]

    dewi = enter("Dewi")
    dewi.signs_in("dewi.pengelola@contoh.example", PASSWORD)
    dewi.opens(f"/desk/{office.slug}/{programme.slug}/pelatihan/sesi/{meeting.pk}/")
    dewi.sees("Satu perangkat untuk beberapa orang: Ani tercatat; ditolak: Budi.")
    dewi.sees("Kode lama dicoba 2 kali, mungkin diteruskan dari orang lain: Budi.")  # by the link, then by its digits
    dewi.sees("Ditolak 1 kali karena tidak lewat jaringan di ruangan: Budi.")
    dewi.sees("Dua perangkat untuk orang yang sama: Ani.")


def test_the_screen_counts_on_by_itself_and_leaves_who_is_at_a_button_there(enter: Enter) -> None:
    office = make_office()
    make_account("Dewi Pengelola", Role.OFFICER, office)
    programme = make_programme(office)
    meeting = make_meeting(make_cohort_of(programme), in_days=-1 / 24, topic="Kamera ponsel")
    ani, budi = (make_enrolment(meeting.cohort, name, at=clock.now() - timedelta(days=9)) for name in ("Ani", "Budi"))
    dewi = enter("Dewi")
    dewi.signs_in("dewi.pengelola@contoh.example", PASSWORD)
    with time_machine.travel(ends_at(window_of(clock.now())) - timedelta(seconds=1), tick=False):
        dewi.opens(f"/desk/{office.slug}/{programme.slug}/pelatihan/sesi/{meeting.pk}/layar/")
        dewi.sees("0 dari 2 sudah hadir")
        record_presence(meeting, ani, "present", by=SETUP, at=clock.now())
        dewi.page.get_by_text("1 dari 2 sudah hadir").wait_for(timeout=20_000)
        button = dewi.page.get_by_role("button", name="Terima hanya lewat jaringan layar ini")
        button.focus()
        record_presence(meeting, budi, "present", by=SETUP, at=clock.now())
        dewi.page.get_by_text("2 dari 2 sudah hadir").wait_for(timeout=20_000)
        assert button.evaluate("each => each === document.activeElement")
