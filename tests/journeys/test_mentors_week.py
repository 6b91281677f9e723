"""A mentor's week on a phone of 360 px, with the participant on another: offered, booked, noted, confirmed; and
at the desk the day on which the mentor falls ill.
"""

from datetime import timedelta
from typing import Any

import pytest

from factories.mentoring import make_mentor, make_pair
from factories.people import PASSWORD, make_account, make_office
from factories.planning import make_programme
from factories.training import make_cohort_of, make_enrolment
from journeys.people_in_browsers import PHONE, Visitor
from sanggar.foundation import clock
from sanggar.mentoring.models import Mentorship, Slot
from sanggar.mentoring.queries import contacts_as_evidence
from sanggar.people.models import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAID = "Membahas cahaya jendela."


def test_a_mentors_week_and_the_day_of_illness(enter: Any) -> None:
    pair = given_a_pair()
    mentor = enter("Maya", size=PHONE)
    person = enter("Sulastri", size=PHONE)
    when_time_is_offered_and_booked(mentor, person, pair)
    when_the_talk_is_noted(mentor, pair)
    then_one_tap_makes_it_evidence(person, pair)
    then_nobody_is_lost_when_the_mentor_falls_ill(enter("Dewi"), pair)


def given_a_pair() -> Mentorship:
    office = make_office()
    make_account("Dewi Pengelola", Role.OFFICER, office)
    programme = make_programme(office)
    mentor = make_mentor(programme)
    make_mentor(programme, "Yudi Pengganti")
    return make_pair(make_enrolment(make_cohort_of(programme), "Sulastri"), mentor, days_ago=5)


def when_time_is_offered_and_booked(mentor: Visitor, person: Visitor, pair: Mentorship) -> None:
    mentor.signs_in(str(pair.mentor.account.email), PASSWORD)
    mentor.opens("/saya/pendampingan/")
    mentor.follows("Waktu saya")
    day = clock.today() + timedelta(days=1)
    mentor.fills({"Hari pertama": day.isoformat(), "Mulai pukul": "16:00", "Di mana": "Sanggar"})
    mentor.presses("Tawarkan waktu")
    person.opens(f"{pair.enrolment.application.own_path}pendampingan/")
    person.presses("Pilih waktu ini")
    person.sees("Janji dibuat.", "Sanggar")


def when_the_talk_is_noted(mentor: Visitor, pair: Mentorship) -> None:
    """The hour comes and goes."""
    now = clock.now()
    Slot.objects.update(starts_at=now - timedelta(minutes=40), ends_at=now - timedelta(minutes=10))
    mentor.opens("/saya/pendampingan/")
    mentor.follows("Sulastri", beside="Sudah bicara? Catat")
    mentor.fills({"Dengan kata-kata Anda": SAID})
    mentor.presses("Simpan kontak")
    mentor.sees("Kontak dicatat.", SAID)


def then_one_tap_makes_it_evidence(person: Visitor, pair: Mentorship) -> None:
    person.reloads()
    person.sees(SAID)
    person.presses("Ya, benar")
    person.sees("Kontak ini sudah dibenarkan.")
    assert [contact.summary for contact in contacts_as_evidence(pair.mentor)] == [SAID]


def then_nobody_is_lost_when_the_mentor_falls_ill(officer: Visitor, pair: Mentorship) -> None:
    officer.signs_in("dewi.pengelola@contoh.example", PASSWORD)
    programme = pair.mentor.programme
    officer.opens(f"/desk/{programme.organisation.slug}/{programme.slug}/pendampingan/pendamping/{pair.mentor_id}/")
    officer.follows("Alihkan semua")
    officer.sees("Sulastri", "Yudi Pengganti")
    officer.fills({"Catatan serah terima": "Maya sakit. Lanjutkan soal cahaya."})
    officer.presses("Alihkan 1 peserta sekarang")
    officer.sees("Yudi Pengganti", beside="Sulastri")
