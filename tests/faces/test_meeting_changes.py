"""The officer looks at whom a change concerns, and only then sends it."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from factories.funding import make_adopted_line
from factories.mentoring import make_mentor, make_pair, make_slot
from factories.people import SETUP, make_account
from factories.planning import make_cohort, make_meeting, make_stage, make_venue
from factories.spending import make_payee, make_payment
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock, dates
from sanggar.foundation.models import AuditEntry
from sanggar.journeys.meetings import MeetingDuringTalks, add_meeting
from sanggar.mentoring.actions import book_slot, cancel_talk
from sanggar.mentoring.letters import own_page
from sanggar.mentoring.meeting_letters import tell_mentor_of_meeting, tell_participant_of_meeting
from sanggar.mentoring.models import Talk
from sanggar.people.models import Account, Organisation, Role
from sanggar.planning.models import Cohort, Meeting, MeetingChange, Programme
from sanggar.training.models import Enrolment

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
DESK = "/desk/diskominfo-malang/youtuber-tiktok/"


@pytest.fixture
def cohort(programme: Programme) -> Cohort:
    return make_cohort_of(programme)


@pytest.fixture
def meeting(cohort: Cohort) -> Meeting:
    return make_meeting(cohort, in_days=3)


@pytest.fixture
def sulastri(cohort: Cohort) -> Enrolment:
    enrolment = make_enrolment(cohort, "Sulastri")
    enrolment.person.email = "sulastri@warga.example"
    enrolment.person.save()
    return enrolment


def moved(meeting: Meeting, **answers: str) -> dict[str, str]:
    start = dates.local_time(meeting.starts_at, clock.office_zone())
    return {
        "topic": meeting.topic,
        "day": f"{(start + timedelta(days=1)).date()}",
        "start": "09:00",
        "end": "12:00",
        "venue": meeting.venue,
        "seen": str(meeting.sequence),
        "once": str(uuid.uuid4()),
        **answers,
    }


def week_of(meeting: Meeting) -> str:
    return f"{DESK}pelatihan/minggu/?mulai={dates.local_date(meeting.starts_at, clock.office_zone())}"


def letters_waiting() -> int:
    return DBTaskResult.objects.filter(task_path__endswith="_of_change").count()


def test_a_move_is_looked_at_and_then_sent_once(
    officer: Account, meeting: Meeting, sulastri: Enrolment, cohort: Cohort, signed_in: SignIn
) -> None:
    make_enrolment(cohort, "Ma'ruf")
    browser, form = signed_in(officer), moved(meeting)
    before = AuditEntry.objects.count()
    response = browser.post(f"{DESK}sesi/{meeting.pk}/", form)
    page = response.content.decode()
    for shown in ("sulastri@warga.example", "Ma&#x27;ruf", "Sesi dipindah: Menyunting di ponsel", "Meeting moved:"):
        assert shown in page
    assert "tanpa akun: kabari sendiri" in page
    assert (MeetingChange.objects.count(), letters_waiting(), AuditEntry.objects.count()) == (0, 0, before)
    carried = dict(response.context["carried"])
    for _click in range(2):
        sent = browser.post(f"{DESK}sesi/{meeting.pk}/", {**carried, "step": "send"})
        assert (sent.status_code, sent["Location"]) == (302, f"{DESK}pelatihan/minggu/?mulai={form['day']}")
    meeting.refresh_from_db()
    assert (meeting.sequence, MeetingChange.objects.count(), letters_waiting()) == (1, 1, 2)


def test_going_back_keeps_what_was_typed(officer: Account, meeting: Meeting, signed_in: SignIn) -> None:
    form = moved(meeting, reason="Aula dipakai", step="change")
    response = signed_in(officer).post(f"{DESK}sesi/{meeting.pk}/", form)
    assert (response.status_code, "Aula dipakai" in response.content.decode()) == (200, True)
    assert MeetingChange.objects.count() == 0


def test_who_looked_at_an_older_state_is_told_and_nothing_is_overwritten(
    officer: Account, meeting: Meeting, signed_in: SignIn
) -> None:
    browser, stale = signed_in(officer), moved(meeting, step="send")
    browser.post(f"{DESK}sesi/{meeting.pk}/", moved(meeting, venue="Aula", step="send"))
    response = browser.post(f"{DESK}sesi/{meeting.pk}/", stale)
    assert (response.status_code, "baru saja diubah orang lain" in response.content.decode()) == (422, True)
    meeting.refresh_from_db()
    assert (meeting.venue, meeting.sequence) == ("Aula", 1)


def test_a_clash_is_told_at_the_first_look(
    officer: Account, meeting: Meeting, cohort: Cohort, signed_in: SignIn
) -> None:
    other = make_meeting(make_cohort(cohort.stage, name="Kelas B"), in_days=4, topic="Yang lain")
    start = dates.local_time(other.starts_at, clock.office_zone())
    if start.hour > 20:
        start = start.replace(hour=12)
        Meeting.objects.filter(pk=other.pk).update(starts_at=start, ends_at=start + timedelta(hours=1))
    form = moved(meeting, day=f"{start.date()}", start=f"{start:%H:%M}", end="23:59")
    response = signed_in(officer).post(f"{DESK}sesi/{meeting.pk}/", form)
    assert (response.status_code, "sudah dipakai “Yang lain” (Kelas B)" in response.content.decode()) == (422, True)


def test_a_cancellation_names_what_was_booked(
    officer: Account, meeting: Meeting, sulastri: Enrolment, programme: Programme, pptk: Account, signed_in: SignIn
) -> None:
    line = make_adopted_line(programme)
    payee = make_payee(programme.organisation, "Ijen Suites")
    make_payment(line, pptk, 500_000, payee=payee, description="Sewa", meeting=meeting)
    browser = signed_in(officer)
    form = {"reason": "Listrik padam", "seen": "0", "once": str(uuid.uuid4())}
    page = browser.post(f"{DESK}sesi/{meeting.pk}/batal/", form).content.decode()
    for shown in ("Rp500.000 kepada Ijen Suites", "Tempat semula: Ijen Suites", "Listrik padam", "Sulastri"):
        assert shown in page
    meeting.refresh_from_db()
    assert meeting.cancelled_at is None
    browser.post(f"{DESK}sesi/{meeting.pk}/batal/", {**form, "step": "send"})
    meeting.refresh_from_db()
    assert (meeting.cancel_reason, letters_waiting()) == ("Listrik padam", 1)
    page = browser.get(week_of(meeting)).content.decode()
    assert "Dibatalkan: Listrik padam" in page
    assert "Sesi ini dibatalkan" in browser.get(f"{DESK}sesi/{meeting.pk}/").content.decode()


def test_what_was_called_off_is_looked_at_and_held_after_all(
    officer: Account, meeting: Meeting, sulastri: Enrolment, signed_in: SignIn
) -> None:
    browser, week = signed_in(officer), week_of(meeting)
    address = f"{DESK}sesi/{meeting.pk}/adakan/"
    assert "Sesi ini dibatalkan" not in browser.get(address).content.decode()
    assert f'href="{address}"' not in browser.get(week).content.decode()
    off = {"reason": "Listrik padam", "seen": "0", "once": str(uuid.uuid4()), "step": "send"}
    browser.post(f"{DESK}sesi/{meeting.pk}/batal/", off)
    assert f'href="{address}"' in browser.get(week).content.decode()
    form = {"reason": "Listrik menyala", "seen": "1", "once": str(uuid.uuid4())}
    page = browser.post(address, form).content.decode()
    for shown in ("Sulastri", "Sesi jadi diadakan: Menyunting di ponsel", "Meeting held after all:"):
        assert shown in page
    meeting.refresh_from_db()
    assert meeting.cancelled_at is not None
    assert browser.post(address, {**form, "step": "send"}).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.cancelled_at, meeting.sequence, letters_waiting()) == (None, 2, 2)
    assert "Jadi diadakan: Listrik menyala" in browser.get(week).content.decode()


def test_a_substitute_needs_a_reason_and_is_shown_to_who_pays(
    officer: Account, meeting: Meeting, office: Organisation, programme: Programme, pptk: Account, signed_in: SignIn
) -> None:
    nadia, browser = make_account("Nadia Kusuma", Role.TRAINER, office), signed_in(officer)
    form = {"trainer_name": "Orang Lain", "trainer": str(nadia.pk), "seen": "0", "once": str(uuid.uuid4())}
    assert browser.post(f"{DESK}sesi/{meeting.pk}/ganti/", form | {"step": "send"}).status_code == 422
    form |= {"reason": "Sakit", "once": str(uuid.uuid4())}
    assert "menggantikan Narasumber Uji" in browser.post(f"{DESK}sesi/{meeting.pk}/ganti/", form).content.decode()
    browser.post(f"{DESK}sesi/{meeting.pk}/ganti/", form | {"step": "send"})
    make_adopted_line(programme)
    page = signed_in(pptk).get(f"{DESK}belanja/ajukan/?untuk=honor").content.decode()
    assert "Nadia Kusuma, menggantikan Narasumber Uji" in page
    again = form | {"seen": "1", "once": str(uuid.uuid4())}
    refused = browser.post(f"{DESK}sesi/{meeting.pk}/ganti/", again)
    assert (refused.status_code, "memang diajar Nadia Kusuma" in refused.content.decode()) == (422, True)


def test_what_was_moved_after_the_preview_is_not_called_off_unseen(
    officer: Account, meeting: Meeting, signed_in: SignIn
) -> None:
    browser, form = signed_in(officer), {"reason": "Listrik padam", "seen": "0", "once": str(uuid.uuid4())}
    carried = dict(browser.post(f"{DESK}sesi/{meeting.pk}/batal/", form).context["carried"])
    browser.post(f"{DESK}sesi/{meeting.pk}/", moved(meeting, venue="Aula", step="send"))
    response = browser.post(f"{DESK}sesi/{meeting.pk}/batal/", {**carried, "step": "send"})
    assert (response.status_code, "baru saja diubah orang lain" in response.content.decode()) == (422, True)
    meeting.refresh_from_db()
    assert meeting.cancelled_at is None


def test_a_new_meeting_says_which_module_it_teaches(
    officer: Account, cohort: Cohort, programme: Programme, signed_in: SignIn
) -> None:
    module = programme.modules.create(ordinal=1, title="Menyunting")
    other = programme.modules.create(ordinal=2, title="Tahap lain", stage=make_stage(programme, ordinal=2))
    page = f"{DESK}rencana/kelas/{cohort.pk}/sesi/"
    assert [module] == list(signed_in(officer).get(page).context["form"]["module"].field.queryset)
    answers = {
        "topic": "Memotong gambar",
        "module": str(module.pk),
        "day": f"{clock.today()}",
        "start": "09:00",
        "end": "12:00",
        "venue": "Aula",
        "trainer_name": "Rani",
    }
    signed_in(officer).post(page, answers | {"once": str(uuid.uuid4())})
    assert ([each.topic for each in module.meetings.all()], other.meetings.count()) == (["Memotong gambar"], 0)


@pytest.mark.parametrize("page", ["", "ganti/", "batal/", "adakan/"])
def test_only_who_runs_the_programme_changes_its_timetable(
    page: str, meeting: Meeting, inspector: Account, stranger: Account, signed_in: SignIn
) -> None:
    address = f"{DESK}sesi/{meeting.pk}/{page}"
    assert signed_in(inspector).get(address).status_code == 403
    assert signed_in(stranger).get(address).status_code == 404


# --- talks at that hour
def put_onto_talk(programme: Programme, cohort: Cohort, sulastri: Enrolment) -> tuple[Meeting, Talk]:
    """A meeting four days from now, and a talk three days from now in its middle once it is moved a day ahead."""
    pair = make_pair(sulastri, make_mentor(programme))
    meeting = make_meeting(cohort, in_days=4)
    meeting.starts_at = dates.local_time(meeting.starts_at, clock.office_zone()).replace(hour=12, minute=0, second=0)
    meeting.ends_at = meeting.starts_at + timedelta(hours=3)
    meeting.save()
    middle = meeting.starts_at - timedelta(days=1) + timedelta(minutes=30)
    slot = make_slot(pair.mentor)
    type(slot).objects.filter(pk=slot.pk).update(starts_at=middle, ends_at=middle + timedelta(minutes=30))
    slot.refresh_from_db()
    return meeting, book_slot(slot, pair, by=SETUP, at=clock.now())


def hit_letters() -> int:
    return DBTaskResult.objects.filter(task_path__endswith="_of_meeting").count()


def test_a_meeting_moved_onto_a_booked_talk_is_shown_and_both_sides_are_told(
    officer: Account, cohort: Cohort, sulastri: Enrolment, programme: Programme, signed_in: SignIn
) -> None:
    meeting, talk = put_onto_talk(programme, cohort, sulastri)
    zone = clock.office_zone()
    starts, ends = (dates.local_time(at - timedelta(days=1), zone) for at in (meeting.starts_at, meeting.ends_at))
    form = moved(meeting, day=f"{starts.date()}", start=f"{starts:%H:%M}", end=f"{ends:%H:%M}")
    browser = signed_in(officer)
    page = browser.post(f"{DESK}sesi/{meeting.pk}/", form).content.decode()
    assert "Sulastri pada waktu itu berjanji dengan pendampingnya, Maya Pendamping; keduanya dikabari." in page
    assert hit_letters() == 0
    browser.post(f"{DESK}sesi/{meeting.pk}/", {**form, "step": "send"})
    assert hit_letters() == 2
    tell_participant_of_meeting.call(talk.pk, meeting.pk)
    tell_mentor_of_meeting.call(talk.pk, meeting.pk)
    assert [letter.to for letter in mail.outbox] == [["sulastri@warga.example"], ["maya.pendamping@contoh.example"]]
    assert own_page(talk.mentorship.enrolment) in str(mail.outbox[0].body)
    meeting.refresh_from_db()
    place = moved(meeting, day=f"{starts.date()}", start=f"{starts:%H:%M}", end=f"{ends:%H:%M}", venue="Aula")
    browser.post(f"{DESK}sesi/{meeting.pk}/", {**place, "step": "send"})
    assert (hit_letters(), Meeting.objects.get(pk=meeting.pk).venue) == (2, "Aula")


def test_a_new_meeting_on_a_booked_talk_wants_a_word_and_tells_both_sides(
    cohort: Cohort, sulastri: Enrolment, programme: Programme
) -> None:
    meeting, talk = put_onto_talk(programme, cohort, sulastri)
    fields: dict[str, Any] = {"topic": "Baru", "venue": "Aula", "trainer_name": "Rani"}
    times: dict[str, Any] = {"starts_at": talk.slot.starts_at, "ends_at": talk.slot.ends_at}
    with pytest.raises(MeetingDuringTalks, match="Sulastri"):
        add_meeting(cohort, by=SETUP, at=clock.now(), **fields, **times)
    assert (list(cohort.meetings.all()), hit_letters()) == ([meeting], 0)
    cancel_talk(talk, by=SETUP, at=clock.now())
    free = add_meeting(cohort, by=SETUP, at=clock.now(), **fields, **times)
    tell_mentor_of_meeting.call(talk.pk, free.pk)
    assert (hit_letters(), mail.outbox) == (0, [])


def test_a_new_meeting_is_added_onto_a_talk_by_who_has_seen_it(
    cohort: Cohort, sulastri: Enrolment, programme: Programme
) -> None:
    _meeting, talk = put_onto_talk(programme, cohort, sulastri)
    maya = talk.mentorship.mentor.account
    given: dict[str, Any] = {"topic": "Baru", "venue": "Aula", "trainer_name": maya.name, "trainer": maya}
    other = make_cohort(make_stage(programme, ordinal=2))
    given |= {"starts_at": talk.slot.starts_at, "ends_at": talk.slot.ends_at}
    with pytest.raises(MeetingDuringTalks, match="Maya Pendamping"):
        add_meeting(other, by=SETUP, at=clock.now(), **given)
    add_meeting(other, by=SETUP, at=clock.now(), despite_talks=True, **given)
    assert hit_letters() == 2


def test_a_participant_who_teaches_is_told_of_a_meeting_put_onto_their_talk(
    officer: Account, cohort: Cohort, sulastri: Enrolment, programme: Programme, signed_in: SignIn
) -> None:
    _meeting, talk = put_onto_talk(programme, cohort, sulastri)
    account = make_account("Sulastri Pengajar", Role.TRAINER, programme.organisation)
    sulastri.person.account = account
    sulastri.person.save()
    other = make_cohort(make_stage(programme, ordinal=2))
    given: dict[str, Any] = {"topic": "Baru", "venue": "Aula", "starts_at": talk.slot.starts_at}
    given |= {"ends_at": talk.slot.ends_at}
    with pytest.raises(MeetingDuringTalks, match="Sulastri"):
        add_meeting(other, by=SETUP, at=clock.now(), trainer_name="Sulastri", trainer=account, **given)
    taught = add_meeting(other, by=SETUP, at=clock.now(), trainer_name="Rani", **given)
    assert hit_letters() == 0
    form = {"trainer_name": "Sulastri", "trainer": str(account.pk), "seen": "0", "reason": "Sakit"}
    form |= {"once": str(uuid.uuid4())}
    browser = signed_in(officer)
    page = browser.post(f"{DESK}sesi/{taught.pk}/ganti/", form).content.decode()
    assert "Sulastri pada waktu itu berjanji dengan pendampingnya, Maya Pendamping; keduanya dikabari." in page
    browser.post(f"{DESK}sesi/{taught.pk}/ganti/", form | {"step": "send"})
    assert hit_letters() == 2
    tell_participant_of_meeting.call(talk.pk, taught.pk)
    assert [letter.to for letter in mail.outbox] == [["sulastri@warga.example"]]


# --- the week
def test_a_week_shows_what_stands_in_the_way(
    officer: Account, cohort: Cohort, office: Organisation, signed_in: SignIn
) -> None:
    venue = make_venue(office, capacity=5)
    Cohort.objects.filter(pk=cohort.pk).update(minimum=4)
    one = make_meeting(cohort, in_days=3)
    other = make_meeting(make_cohort(cohort.stage, seats=2, name="Kelas B"), in_days=4, topic="Yang lain")
    times: dict[str, Any] = {"starts_at": one.starts_at, "ends_at": one.ends_at}
    Meeting.objects.filter(pk=other.pk).update(**times)
    Meeting.objects.filter(pk=one.pk).update(listed_venue=venue)
    page = signed_in(officer).get(f"{DESK}pelatihan/minggu/").content.decode()
    for shown in (
        "Bertumpuk: narasumber Narasumber Uji juga dipakai “Yang lain” (Kelas B)",
        "Ruang Kawi hanya muat 5 orang, sedangkan kelasnya 10 kursi.",
        "Baru 0 dari paling sedikit 4 peserta.",
    ):
        assert shown in page


def test_a_full_week_asks_as_little_of_the_database_as_one_meeting(
    officer: Account, cohort: Cohort, office: Organisation, signed_in: SignIn
) -> None:
    browser, venue = signed_in(officer), make_venue(office, capacity=1)
    first = make_meeting(cohort, in_days=3)
    sulastri = make_enrolment(cohort, "Sulastri")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            page = browser.get(week_of(first))
        assert page.status_code == 200
        return len(queries)

    def crowd(number: int) -> None:
        """One more cohort that meets when the first does, at the same small place, with a participant of the first."""
        stage = make_stage(cohort.stage.programme, ordinal=number + 1)
        other = make_cohort(stage, seats=2, name=f"Kelas {number}")
        meeting, twin = make_meeting(other, in_days=3, topic=f"Materi {number}"), make_enrolment(other, "Sulastri")
        Enrolment.objects.filter(pk=twin.pk).update(person=sulastri.person)
        at_once = {"starts_at": first.starts_at, "ends_at": first.ends_at, "listed_venue": venue}
        Meeting.objects.filter(pk__in=[first.pk, meeting.pk]).update(**at_once)

    crowd(1)
    few = asked()
    for number in range(2, 6):
        crowd(number)
    assert asked() == few


@pytest.mark.parametrize("typed", ["", "kapan saja", "0001-01-01", "9999-12-31", "2031-02-05"])
def test_a_week_without_sessions_says_what_to_do(
    typed: str, officer: Account, programme: Programme, signed_in: SignIn
) -> None:
    response = signed_in(officer).get(f"{DESK}pelatihan/minggu/?mulai={typed}")
    assert (response.status_code, "Tidak ada sesi minggu ini" in response.content.decode()) == (200, True)


def test_a_participant_sees_what_was_called_off_and_does_not_wait_for_it(
    meeting: Meeting, sulastri: Enrolment, office: Organisation, signed_in: SignIn, officer: Account
) -> None:
    account = make_account("Sulastri", Role.PARTICIPANT, office)
    sulastri.person.account = account
    sulastri.person.save()
    browser = signed_in(account)
    assert f"Sesi: {meeting.topic}" in browser.get("/saya/").content.decode()
    form = {"reason": "Listrik padam", "seen": "0", "once": str(uuid.uuid4()), "step": "send"}
    signed_in(officer).post(f"{DESK}sesi/{meeting.pk}/batal/", form)
    assert f"Sesi: {meeting.topic}" not in browser.get("/saya/").content.decode()
    page = browser.get(f"/saya/kepesertaan/{sulastri.pk}/jadwal/").content.decode()
    assert ("Dibatalkan" in page, "Listrik padam" in page) == (True, True)


def test_a_time_that_is_past_is_asked_about_and_told_unless_the_old_one_is_past_too(
    officer: Account, meeting: Meeting, sulastri: Enrolment, signed_in: SignIn
) -> None:
    browser, yesterday = signed_in(officer), f"{clock.today() - timedelta(days=1)}"
    address = f"{DESK}sesi/{meeting.pk}/"
    refused = browser.post(address, moved(meeting, day=yesterday))
    assert (refused.status_code, "Waktu baru itu sudah lewat" in refused.content.decode()) == (422, True)
    held = moved(meeting, day=yesterday, was_held="on", reason="Dimajukan karena hujan")
    look = browser.post(address, held)
    assert (look.status_code, "1 peserta mendapat surat" in look.content.decode()) == (200, True)
    assert browser.post(address, {**held, "step": "send"}).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.ends_at < clock.now(), letters_waiting()) == (True, 1)
    earlier = f"{clock.today() - timedelta(days=2)}"
    again = moved(meeting, day=earlier, was_held="on", reason="Sehari sebelumnya")
    assert browser.post(address, again).status_code == 302
    assert [step.reason for step in meeting.changes.all()] == ["Dimajukan karena hujan", "Sehari sebelumnya"]
    assert letters_waiting() == 1


def test_what_is_over_is_called_off_without_letters(
    officer: Account, cohort: Cohort, sulastri: Enrolment, signed_in: SignIn
) -> None:
    over, browser = make_meeting(cohort, in_days=-2), signed_in(officer)
    form = {"reason": "Listrik padam", "seen": "0", "once": str(uuid.uuid4())}
    look = browser.post(f"{DESK}sesi/{over.pk}/batal/", form).content.decode()
    assert ("tidak ada surat yang dikirim" in look, "kirim surat" in look) == (True, False)
    browser.post(f"{DESK}sesi/{over.pk}/batal/", {**form, "step": "send"})
    over.refresh_from_db()
    assert (over.cancelled_at is not None, letters_waiting()) == (True, 0)
