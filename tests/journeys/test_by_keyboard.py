"""Whole paths with the keyboard alone, of a mentor and a participant, and of who draws: Tab to where one wants to go,
then Enter.
"""

from datetime import date, timedelta
from typing import Any

import pytest

from factories.mentoring import make_mentor, make_pair
from factories.people import make_office
from factories.planning import make_programme
from factories.selection import DIGITS, make_frozen_draw, readers
from factories.training import make_cohort_of, make_enrolment
from journeys.keyboard import FOCUSED, follows, signs_in, types
from journeys.people_in_browsers import PHONE, Visitor
from sanggar.foundation import clock
from sanggar.mentoring.models import Contact, Mentorship, Slot, Talk
from sanggar.selection.models import Draw, DrawState, Offer, OfferState

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_mentor_and_a_participant_need_no_mouse(enter: Any) -> None:
    programme = make_programme(make_office())
    cohort = make_cohort_of(programme)
    pair = make_pair(make_enrolment(cohort, "Sulastri"), make_mentor(programme), days_ago=40)
    mentor = enter("Maya", size=PHONE)
    when_the_mentor_signs_in_and_sees_who_needs_them(mentor, pair)
    when_the_mentor_notes_the_contact(mentor)
    when_the_mentor_offers_time(mentor)
    then_the_participant_books_and_confirms(enter("Sulastri", size=PHONE), pair)


def test_a_list_is_drawn_and_its_seats_are_offered_without_a_mouse(enter: Any) -> None:
    draw = make_frozen_draw(make_programme(make_office()))
    dina, dodi = (enter(account.name) for account in readers(draw.call.programme))
    when_two_type_the_dice_on_the_stage(dina, dodi, draw)
    when_the_officer_draws_and_publishes(dina, draw)
    when_the_officer_offers_the_seats(dina)
    then_the_officer_marks_whom_they_called_and_goes_on_with_the_next(dina)


def when_two_type_the_dice_on_the_stage(dina: Visitor, dodi: Visitor, draw: Draw) -> None:
    for reader, account in zip((dina, dodi), readers(draw.call.programme), strict=True):
        signs_in(reader, str(account.email))
        reader.opens(desk_page(draw))
        follows(reader, "Layar panggung")
        types(reader, "Angka dadu menurut urutan lemparan", DIGITS)
        follows(reader, "Catat angka dadu")
    dodi.sees("Kedua isian sama.")


def when_the_officer_draws_and_publishes(dina: Visitor, draw: Draw) -> None:
    dina.opens(desk_page(draw))
    follows(dina, "Jalankan undian")
    follows(dina, "Umumkan hasil")
    draw.refresh_from_db()
    assert draw.state == DrawState.PUBLISHED


def when_the_officer_offers_the_seats(dina: Visitor) -> None:
    follows(dina, "Buka penawaran")
    follows(dina, "Tawarkan kursi")
    assert Offer.objects.filter(state=OfferState.OPEN).count() == 2


def then_the_officer_marks_whom_they_called_and_goes_on_with_the_next(dina: Visitor) -> None:
    """Not from the top of the page again: whoever calls fifty people would never come to an end."""
    follows(dina, "Daftar panggilan")
    follows(dina, "Tandai terhubung")
    dina.page.keyboard.press("Tab")
    called = Offer.objects.get(reached_at__isnull=False)
    waiting = Offer.objects.get(reached_at=None)
    [focused, _shown] = dina.page.evaluate(FOCUSED)
    assert focused.replace("-", "")[1:] == waiting.application.phone.removeprefix("+62")
    assert called.application.phone != waiting.application.phone


def desk_page(draw: Draw) -> str:
    programme = draw.call.programme
    return f"/desk/{programme.organisation.slug}/{programme.slug}/seleksi/undian/{draw.call.slug}/"


def when_the_mentor_signs_in_and_sees_who_needs_them(mentor: Visitor, pair: Mentorship) -> None:
    signs_in(mentor, str(pair.mentor.account.email))
    mentor.sees("Sulastri")


def when_the_mentor_notes_the_contact(mentor: Visitor) -> None:
    follows(mentor, "Sulastri")
    types(mentor, "Dengan kata-kata Anda", "Membahas cahaya jendela.")
    follows(mentor, "Simpan kontak")
    assert Contact.objects.get().summary == "Membahas cahaya jendela."


def when_the_mentor_offers_time(mentor: Visitor) -> None:
    mentor.opens("/saya/pendampingan/")
    follows(mentor, "Waktu saya")
    types(mentor, "Hari pertama", f"{same_day_and_month():%d%m%Y}")
    types(mentor, "Mulai pukul", "0400PM")
    types(mentor, "Di mana", "Sanggar")
    follows(mentor, "Tawarkan waktu")
    assert Slot.objects.get().place == "Sanggar"


def same_day_and_month() -> date:
    """The next day such as 12 December, typed alike wherever a browser puts the month."""
    coming = (clock.today() + timedelta(days=number) for number in range(1, 60))
    return next(day for day in coming if day.day == day.month)


def then_the_participant_books_and_confirms(person: Visitor, pair: Mentorship) -> None:
    person.opens(f"{pair.enrolment.application.own_path}pendampingan/")
    follows(person, "Ya, benar")
    assert Contact.objects.get().is_evidence
    follows(person, "Pilih waktu ini")
    assert Talk.objects.get().mentorship == pair
