"""How many taps it takes on a phone of 360 px, counted by the browser itself, without a key: a contact is noted and
confirmed, and who comes through the door is checked in, between two other things.
"""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from factories.mentoring import make_mentor, make_pair
from factories.people import PASSWORD, SETUP, make_account, make_office
from factories.planning import make_meeting, make_programme
from factories.training import make_cohort_of, make_enrolment
from journeys.people_in_browsers import PHONE, Visitor
from sanggar.foundation import clock
from sanggar.mentoring.models import Contact, Mentorship
from sanggar.mentoring.queries import contacts_as_evidence
from sanggar.people.actions import open_account
from sanggar.people.models import Role
from sanggar.planning.models import Programme
from sanggar.training.codes import screen_token, window_of
from sanggar.training.models import Attendance, Enrolment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
COUNTING = """
  for (const name of ['pointerdown', 'keydown'])
    addEventListener(name, () => { sessionStorage[name] = 1 + Number(sessionStorage[name] || 0); }, true);
"""
OWN = "sulastri@contoh.example"


def counted_from(visitor: Visitor, path: str) -> None:
    """What is counted from here on, once the page stands open."""
    visitor.context.add_init_script(COUNTING)
    visitor.opens(path)
    visitor.page.evaluate("sessionStorage.clear()")


def steps(visitor: Visitor) -> tuple[int, int]:
    """(taps, keys)"""
    found = visitor.page.evaluate("['pointerdown', 'keydown'].map(name => Number(sessionStorage[name] || 0))")
    return int(found[0]), int(found[1])


@pytest.fixture
def programme(transactional_db: None) -> Programme:
    office = make_office()
    make_account("Dewi Pengelola", Role.OFFICER, office)
    return make_programme(office)


@pytest.fixture
def sulastri(programme: Programme) -> Enrolment:
    found = make_enrolment(make_cohort_of(programme), "Sulastri", at=clock.now() - timedelta(days=30))
    found.person.account = open_account(email=OWN, name="Sulastri", by=SETUP, at=clock.now())
    found.person.account.set_password(PASSWORD)
    found.person.account.save()
    found.person.save()
    return found


@pytest.fixture
def pair(sulastri: Enrolment, programme: Programme) -> Mentorship:
    """Overdue, so that she stands first on her mentor's page."""
    return make_pair(sulastri, make_mentor(programme), days_ago=29)


def test_a_contact_is_noted_with_three_taps_from_ones_own_page_and_confirmed_with_two(
    enter: Any, pair: Mentorship
) -> None:
    mentor, person = (enter(name, size=PHONE) for name in ("Maya", "Sulastri"))
    mentor.signs_in(str(pair.mentor.account.email), PASSWORD)
    counted_from(mentor, "/saya/")
    mentor.follows("Sulastri")
    mentor.ticks("Kamera dan pencahayaan")
    mentor.presses("Simpan kontak")
    mentor.sees("Kontak dicatat.", "Kamera dan pencahayaan.")
    assert steps(mentor) == (3, 0)
    noted = Contact.objects.get()
    assert (noted.how, noted.minutes, noted.told) == ("chat", 15, "Kamera dan pencahayaan.")

    person.signs_in(OWN, PASSWORD)
    counted_from(person, "/saya/")
    person.follows("Benarkah catatan kontak")
    person.presses("Ya, benar")
    assert (steps(person), list(contacts_as_evidence(pair.mentor))) == ((2, 0), [noted])


def test_how_long_how_and_what_else_are_one_tap_each(enter: Any, pair: Mentorship) -> None:
    mentor = enter("Maya", size=PHONE)
    mentor.signs_in(str(pair.mentor.account.email), PASSWORD)
    counted_from(mentor, "/saya/")
    mentor.follows("Sulastri")
    mentor.ticks("Menyunting video", "Suara dan musik", "Telepon", "45")
    mentor.presses("Simpan kontak")
    noted = Contact.objects.get()
    assert (noted.how, noted.minutes, noted.told) == ("call", 45, "Suara dan musik, Menyunting video.")
    assert steps(mentor) == (6, 0)


def test_at_the_door_a_participant_taps_once_and_the_table_once_a_person(enter: Any, sulastri: Enrolment) -> None:
    """The code on the screen opens a page by itself; whoever stands at the table has the roster open, which sends what
    was tapped by itself.
    """
    meeting = make_meeting(sulastri.cohort, in_days=-1 / 24)
    budi = make_enrolment(sulastri.cohort, "Budi", at=clock.now() - timedelta(days=9))
    person, dewi = enter("Sulastri", size=PHONE), enter("Dewi", size=PHONE)
    person.signs_in(OWN, PASSWORD)
    window = window_of(clock.now())
    counted_from(person, f"/hadir/kode/{meeting.pk}/{window}/{screen_token(meeting, window)}/")
    person.presses("Saya hadir")
    person.sees("Anda tercatat hadir")
    assert steps(person) == (1, 0)

    programme = sulastri.stage.programme
    dewi.signs_in("dewi.pengelola@contoh.example", PASSWORD)
    counted_from(dewi, f"/desk/{programme.organisation.slug}/{programme.slug}/pelatihan/sesi/{meeting.pk}/meja/")
    expect(dewi.page.locator("[data-ready]")).to_have_text("Siap dipakai tanpa jaringan", timeout=30_000)
    dewi.page.locator(f'[data-person="{budi.pk}"] input[value="present"]').click()
    expect(dewi.page.locator(f'[data-person="{budi.pk}"] [data-state]')).to_have_text("Hadir, terkirim")
    assert steps(dewi) == (1, 0)
    assert {each.enrolment for each in Attendance.objects.all()} == {sulastri, budi}
