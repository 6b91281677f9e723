"""A mentor's time and who takes it: no slot twice, one coming talk a pair, everybody told."""

import re
import uuid
from collections.abc import Callable
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client

from factories.mentoring import make_mentor, make_pair, make_slot
from factories.people import SETUP, make_office
from factories.planning import make_cohort, make_meeting, make_programme
from factories.races import race
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.mentoring import actions, letters, queries
from sanggar.mentoring.hour_refusals import MentorTeachesThen, SlotDuringTeaching, TalkDuringMeeting, TalkDuringTalk
from sanggar.mentoring.models import Mentor, Mentorship, Slot, Talk
from sanggar.mentoring.queries import talk_token
from sanggar.mentoring.refusals import (
    AlreadyBooked,
    SlotAfterEnd,
    SlotGone,
    SlotInPast,
    SlotOfOther,
    SlotOverlaps,
    SlotTaken,
    TalkOfOther,
    TalkOver,
)
from sanggar.people.models import Account
from sanggar.planning.models import Meeting, Programme
from sanggar.training.calendars import calendar_path, trainer_calendar_path
from sanggar.training.models import Enrolment

SignIn = Callable[[Account], Client]


def act(days: float = 0) -> dict[str, Any]:
    return {"by": SETUP, "at": clock.now() + timedelta(days=days)}


@pytest.fixture
def mentor(programme: Programme) -> Mentor:
    return make_mentor(programme)


@pytest.fixture
def pair(mentor: Mentor) -> Mentorship:
    pair = make_pair(make_enrolment(make_cohort_of(mentor.programme), "Sulastri"), mentor, days_ago=3)
    type(pair.enrolment.person).objects.filter(pk=pair.enrolment.person_id).update(email="sulastri@contoh.example")
    return pair


def offer(mentor: Mentor, **changes: Any) -> list[Slot]:
    given: dict[str, Any] = {"day": clock.today() + timedelta(days=2), "time": time(16, 0), "minutes": 30}
    return actions.offer_slots(mentor, place="Sanggar", **(given | changes), **act())


@pytest.mark.django_db
def test_a_series_is_the_same_hour_of_every_week(mentor: Mentor) -> None:
    slots = offer(mentor, weeks=4)
    zone = clock.office_zone()
    assert [slot.starts_at.astimezone(zone).time() for slot in slots] == [time(16, 0)] * 4
    assert {b.starts_at - a.starts_at for a, b in pairwise(slots)} == {timedelta(days=7)}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"day": -1}, SlotInPast),
        ({"day": 370}, SlotAfterEnd),
        ({"time": time(16, 15)}, SlotOverlaps),
        ({"time": time(15, 45)}, SlotOverlaps),
    ],
)
def test_slots_lie_ahead_and_never_overlap(mentor: Mentor, changes: dict[str, Any], refusal: type[Exception]) -> None:
    offer(mentor)
    if changes.get("day"):
        changes = {"day": clock.today() + timedelta(days=changes["day"])}
    with pytest.raises(refusal), transaction.atomic():
        offer(mentor, **changes)
    assert mentor.slots.count() == 1


@pytest.mark.django_db
def test_a_pair_books_moves_and_cancels(pair: Mentorship) -> None:
    first, second = make_slot(pair.mentor, days=2), make_slot(pair.mentor, days=3)
    talk = actions.book_slot(first, pair, **act())
    with pytest.raises(AlreadyBooked), transaction.atomic():
        actions.book_slot(second, pair, **act())
    moved = actions.move_talk(talk, second, **act())
    assert (queries.coming_talk(pair, clock.now()), list(queries.free_slots(pair, clock.now()))) == (moved, [first])
    actions.cancel_talk(moved, reason="Sakit.", **act())
    with pytest.raises(TalkOver):
        actions.cancel_talk(moved, **act())
    assert list(queries.free_slots(pair, clock.now())) == [first, second]


@pytest.mark.django_db
def test_nobody_books_another_mentors_time_nor_what_is_gone(pair: Mentorship) -> None:
    others = make_slot(make_mentor(pair.mentor.programme, "Yudi"))
    with pytest.raises(SlotOfOther), transaction.atomic():
        actions.book_slot(others, pair, **act())
    mine = make_slot(pair.mentor)
    actions.withdraw_slot(mine, **act())
    for days in (0, 30):
        with pytest.raises(SlotGone), transaction.atomic():
            actions.book_slot(mine, pair, **act(days))


@pytest.mark.django_db
@pytest.mark.django_db
def test_nobody_is_to_talk_while_they_are_wanted_at_a_meeting(pair: Mentorship) -> None:
    enrolment, mentor = pair.enrolment, pair.mentor
    hour, at_noon, later = make_slot(mentor, days=2), make_slot(mentor, days=3), make_slot(mentor, days=4)
    own = make_meeting(enrolment.cohort, in_days=2)
    taught = make_meeting(make_cohort(enrolment.stage, name="Kelas B"), in_days=3)
    for meeting, slot in ((own, hour), (taught, at_noon)):
        Meeting.objects.filter(pk=meeting.pk).update(starts_at=slot.starts_at, ends_at=slot.ends_at)
    Meeting.objects.filter(pk=taught.pk).update(trainer=mentor.account)
    assert list(queries.free_slots(pair, clock.now())) == [later]
    with pytest.raises(TalkDuringMeeting, match=own.topic), transaction.atomic():
        actions.book_slot(hour, pair, **act())
    with pytest.raises(MentorTeachesThen), transaction.atomic():
        actions.book_slot(at_noon, pair, **act())
    start = at_noon.starts_at.astimezone(clock.office_zone())
    Slot.objects.filter(pk=at_noon.pk).delete()
    with pytest.raises(SlotDuringTeaching), transaction.atomic():
        offer(mentor, day=start.date(), time=start.time().replace(microsecond=0))
    Meeting.objects.filter(pk=own.pk).update(cancelled_at=clock.now(), cancelled_by="Uji", cancel_reason="Libur")
    assert actions.book_slot(hour, pair, **act()).slot == hour


@pytest.mark.django_db
def test_a_talk_that_was_booked_within_the_last_day_needs_no_reminder(pair: Mentorship) -> None:
    talk = actions.book_slot(make_slot(pair.mentor, days=0.9), pair, **act())
    assert list(queries.talks_to_remind(clock.now())) == []
    Talk.objects.filter(pk=talk.pk).update(booked_at=clock.now() - timedelta(days=1))
    assert list(queries.talks_to_remind(clock.now())) == [talk]


def test_a_booked_slot_is_not_withdrawn(pair: Mentorship) -> None:
    slot = make_slot(pair.mentor)
    actions.book_slot(slot, pair, **act())
    with pytest.raises(SlotTaken):
        actions.withdraw_slot(slot, **act())


@pytest.mark.django_db
def test_with_the_pair_its_talks_end(pair: Mentorship) -> None:
    slot = make_slot(pair.mentor)
    actions.book_slot(slot, pair, **act())
    actions.pause_mentorship(pair, resumes_on=clock.today() + timedelta(days=9), reason="Panen.", **act())
    assert queries.coming_talk(pair, clock.now()) is None


@pytest.mark.django_db
def test_a_talk_is_noted_once_and_by_its_own_pair(pair: Mentorship) -> None:
    talk = actions.book_slot(make_slot(pair.mentor, days=0.01), pair, **act())
    later = clock.now() + timedelta(days=1)
    assert list(queries.talks_to_log(pair.mentor.account, later)) == [talk]
    other = make_pair(make_enrolment(pair.enrolment.cohort), pair.mentor, days_ago=3)
    given: dict[str, Any] = {"held_on": clock.today(), "how": "call", "minutes": 30, "summary": "Membahas judul."}
    with pytest.raises(TalkOfOther), transaction.atomic():
        actions.log_contact(other, talk=talk, **given, **act())
    actions.log_contact(pair, talk=talk, **given, **act())
    assert list(queries.talks_to_log(pair.mentor.account, later)) == []


@pytest.mark.django_db(transaction=True)
def test_32_people_press_the_same_slot_and_one_has_it() -> None:
    programme = make_programme(make_office())
    mentor, cohort = make_mentor(programme, "Maya", 40), make_cohort_of(programme, seats=40)
    slot = make_slot(mentor)
    pairs = [make_pair(make_enrolment(cohort), mentor) for _ in range(32)]
    acts = [lambda pair=pair: actions.book_slot(slot, pair, by=SETUP, at=clock.now()) for pair in pairs]
    assert race(acts) == {"done": 1, SlotTaken.code: 31}
    assert Talk.objects.filter(slot=slot, cancelled_at=None).count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_has_two_mentors_is_promised_to_one_of_them_at_an_hour() -> None:
    office = make_office()
    pairs = [
        make_pair(make_enrolment(make_cohort_of(programme)), make_mentor(programme, name))
        for programme, name in ((make_programme(office), "Maya"), (make_programme(office, slug="lain"), "Raka"))
    ]
    Enrolment.objects.filter(pk=pairs[1].enrolment_id).update(person=pairs[0].enrolment.person)
    hours = [(pair, make_slot(pair.mentor)) for pair in Mentorship.objects.order_by("pk")]
    acts = [lambda hour=hour: actions.book_slot(hour[1], hour[0], by=SETUP, at=clock.now()) for hour in hours]
    assert race(acts) == {"done": 1, TalkDuringTalk.code: 1}
    assert Talk.objects.count() == 1


@pytest.mark.django_db
def test_both_are_told_and_reminded_once(pair: Mentorship) -> None:
    talk = actions.book_slot(make_slot(pair.mentor, days=0.5), pair, **act(-1))
    letters.tell_of_talk.call(talk.pk)
    assert [letter.to for letter in mail.outbox] == [["maya.pendamping@contoh.example"], ["sulastri@contoh.example"]]
    assert f"/janji/{talk.pk}/{talk_token(talk)}/janji.ics" in str(mail.outbox[0].body)
    mail.outbox.clear()
    assert list(queries.talks_to_remind(clock.now())) == [talk]
    letters.remind_of_talk.call(talk.pk)
    letters.remind_of_talk.call(talk.pk)
    assert [letter.subject.partition(":")[0] for letter in mail.outbox] == ["Pengingat janji pendampingan"] * 2
    actions.cancel_talk(talk, reason="Anak sakit.", **act())
    letters.tell_of_cancelled_talk.call(talk.pk)
    assert "Anak sakit." in str(mail.outbox[-1].body)


@pytest.mark.django_db
def test_the_calendar_file_opens_by_its_own_link_alone(pair: Mentorship, client: Client) -> None:
    talk = actions.book_slot(make_slot(pair.mentor, place="Balai RW 5; lantai 2"), pair, **act())
    text = client.get(f"/janji/{talk.pk}/{talk_token(talk)}/janji.ics").content.decode()
    assert "LOCATION:Balai RW 5\\; lantai 2" in text
    assert f"DTSTART:{talk.slot.starts_at:%Y%m%dT%H%M%SZ}" in text
    assert "Sulastri" not in text
    assert client.get(f"/janji/{talk.pk}/{'0' * 26}/janji.ics").status_code == 404


@pytest.mark.django_db
def test_both_calendars_hold_the_talk_where_it_stands_now_once_and_no_name(pair: Mentorship, client: Client) -> None:
    first, second = (make_slot(pair.mentor, days=days, place="https://rapat.example/kami") for days in (2, 3))
    talk = actions.book_slot(first, pair, **act())
    moved = actions.move_talk(talk, second, **act())
    other = make_pair(make_enrolment(pair.enrolment.cohort), make_mentor(pair.mentor.programme, "Yudi"))
    actions.book_slot(make_slot(other.mentor), other, **act())
    feeds = (calendar_path(pair.enrolment), trainer_calendar_path(pair.mentor.account))
    for text in (client.get(feed).content.decode() for feed in feeds):
        assert (text.count("UID:janji-"), f"UID:janji-{talk.pk}@sanggar" in text) == (1, True)
        assert f"DTSTART:{second.starts_at:%Y%m%dT%H%M%SZ}" in text
        assert not {"Sulastri", "Maya"} & set(re.findall(r"\w+", text))
    actions.cancel_talk(moved, reason="Sakit.", **act())
    assert all(b"STATUS:CANCELLED" in client.get(feed).content for feed in feeds)


def sent(**given: Any) -> dict[str, Any]:
    return {"once": str(uuid.uuid4()), **given}


@pytest.mark.django_db
def test_the_mentor_offers_sees_and_cancels_on_the_phone(pair: Mentorship, signed_in: SignIn) -> None:
    mentor, client = pair.mentor, signed_in(pair.mentor.account)
    page = f"/saya/pendampingan/waktu/{mentor.pk}/"
    day = (clock.today() + timedelta(days=2)).isoformat()
    given = {"day": day, "time": "16:00", "minutes": "30", "weeks": "4", "place": "Sanggar"}
    assert client.post(page, sent(**given)).status_code == 302
    assert client.post(page, sent(**given)).status_code == 422
    slots, other = list(mentor.slots.all()), make_pair(make_enrolment(pair.enrolment.cohort), mentor)
    assert client.post(f"{page}{slots[3].pk}/tarik/", sent()).status_code == 302
    talk = actions.book_slot(slots[0], pair, **act())
    shown = client.get(page).content.decode()
    assert ("Sulastri" in shown, "bertabrakan" in shown) == (True, False)
    kept = actions.book_slot(slots[1], other, **act())
    assert client.post(f"{page}janji/{talk.pk}/batal/", sent(reason="Sakit.")).status_code == 302
    given = sent(reason="Tertukar.", keeps_slot="on")
    assert client.post(f"{page}janji/{kept.pk}/batal/", given).status_code == 302
    assert list(queries.free_slots(pair, clock.now())) == slots[1:3]


@pytest.mark.django_db
def test_a_talk_is_called_off_until_it_begins(pair: Mentorship, signed_in: SignIn) -> None:
    talk = actions.book_slot(make_slot(pair.mentor), pair, **act())
    pages = {
        pair.mentor.account: (f"/saya/pendampingan/{pair.pk}/", f"/saya/pendampingan/waktu/{pair.mentor_id}/"),
        None: (f"{pair.enrolment.application.own_path}pendampingan/",),
    }
    for begun in (False, True):
        if begun:
            Slot.objects.update(starts_at=clock.now())
        for account, addresses in pages.items():
            client = signed_in(account) if account else Client()
            for address in addresses:
                told = client.get(address).content.decode()
                assert ("Sanggar" in told, f"{talk.pk}/batal/" in told) == (True, not begun)
    with pytest.raises(TalkOver):
        actions.cancel_talk(talk, **act())


@pytest.mark.django_db
def test_another_mentors_time_is_not_there(pair: Mentorship, signed_in: SignIn) -> None:
    other = make_mentor(pair.mentor.programme, "Yudi")
    slot = make_slot(pair.mentor)
    talk = actions.book_slot(slot, pair, **act())
    client = signed_in(other.account)
    for page in ("", f"{slot.pk}/tarik/", f"janji/{talk.pk}/batal/"):
        assert client.post(f"/saya/pendampingan/waktu/{pair.mentor_id}/{page}", sent(reason="x")).status_code == 404
    assert client.post(f"/saya/pendampingan/waktu/{other.pk}/{slot.pk}/tarik/", sent()).status_code == 404


@pytest.mark.django_db
def test_a_booked_talk_is_noted_with_its_day_and_length_filled_in(pair: Mentorship, signed_in: SignIn) -> None:
    talk = actions.book_slot(make_slot(pair.mentor, days=0.01), pair, **act())
    later = datetime.now(tz=clock.office_zone()) - timedelta(minutes=5)
    Slot.objects.filter(pk=talk.slot_id).update(starts_at=later - timedelta(minutes=30), ends_at=later)
    client = signed_in(pair.mentor.account)
    assert f"?janji={talk.pk}" in client.get("/saya/pendampingan/").content.decode()
    page = f"/saya/pendampingan/{pair.pk}/kontak/?janji={talk.pk}"
    form = client.get(page).context["form"]
    assert form["minutes"].value() == 30
    given = sent(summary="Membahas judul.", held_on=clock.today().isoformat(), how="call", minutes="30")
    assert client.post(page, given).status_code == 302
    assert pair.contacts.get().talk == talk


@pytest.mark.django_db
def test_when_a_talk_is_moved_both_get_the_entry_that_takes_its_place(pair: Mentorship, client: Client) -> None:
    first, second, third = (make_slot(pair.mentor, days=days) for days in (2, 3, 4))
    talk = actions.book_slot(first, pair, **act())
    moved = actions.move_talk(actions.move_talk(talk, second, **act()), third, **act())
    assert (moved.first, moved.moves) == (talk, 2)
    letters.tell_of_moved_talk.call(moved.pk, talk.pk)
    assert [letter.to for letter in mail.outbox] == [["maya.pendamping@contoh.example"], ["sulastri@contoh.example"]]
    name, file, kind = mail.outbox[1].attachments[0]
    assert (name, kind) == ("janji.ics", "text/calendar")
    for text in (str(file), client.get(f"/janji/{talk.pk}/{talk_token(talk)}/janji.ics").content.decode()):
        lines = text.split("\r\n")
        assert {f"UID:janji-{talk.pk}@sanggar", "SEQUENCE:4", "STATUS:CONFIRMED", "METHOD:PUBLISH"} <= set(lines)
        assert f"DTSTART:{third.starts_at:%Y%m%dT%H%M%SZ}" in lines
    said = str(mail.outbox[1].body)
    assert said.index("Semula:") < said.index("Menjadi:")
    actions.cancel_talk(moved, reason="Sakit.", **act())
    text = client.get(f"/janji/{talk.pk}/{talk_token(talk)}/janji.ics").content.decode()
    assert ("SEQUENCE:5" in text, "METHOD:CANCEL" in text, "STATUS:CANCELLED" in text) == (True, True, True)


@pytest.mark.django_db(transaction=True)
def test_a_talk_moved_twice_at_once_is_moved_once() -> None:
    pair = make_pair(
        make_enrolment(make_cohort_of(make_programme(make_office()))), make_mentor(Programme.objects.get())
    )
    talk = actions.book_slot(make_slot(pair.mentor), pair, **act())
    slots = [make_slot(pair.mentor, days=days) for days in (3, 4)]
    acts = [lambda slot=slot: actions.move_talk(talk, slot, by=SETUP, at=clock.now()) for slot in slots]
    assert race(acts) == {"done": 1, TalkOver.code: 1}
    assert Talk.objects.filter(mentorship=pair, cancelled_at=None).count() == 1
