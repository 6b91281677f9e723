"""A mentor whose right was ended reads nothing more of the people they had, and is given nobody."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django_tasks_db.models import DBTaskResult

from factories.mentoring import make_mentor, make_pair, make_slot
from factories.people import SETUP
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.mentoring import actions, queries
from sanggar.mentoring.gone_letters import tell_participant_of_lost_talk
from sanggar.mentoring.jobs import call_off_lost_talks
from sanggar.mentoring.letters import own_page, tell_mentor_of_cancelled_talk
from sanggar.mentoring.models import Mentor, Mentorship, Talk
from sanggar.mentoring.refusals import MentorInactive, SlotGone
from sanggar.mentoring.said import GONE
from sanggar.people.models import Account
from sanggar.planning.actions import end_programme_grant
from sanggar.planning.models import Programme, ProgrammeGrant
from sanggar.training.models import Enrolment, EnrolmentState

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


@pytest.fixture
def pair(programme: Programme) -> Mentorship:
    return make_pair(make_enrolment(make_cohort_of(programme), "Sulastri"), make_mentor(programme))


def end_right(mentor: Mentor) -> None:
    grant = ProgrammeGrant.objects.get(account=mentor.account)
    end_programme_grant(grant, by=SETUP, at=clock.now(), reason="Pengaduan diterima.")


def test_pages_open_no_more_and_name_nobody(pair: Mentorship, signed_in: SignIn) -> None:
    client, address = signed_in(pair.mentor.account), f"/saya/kemajuan/{pair.pk}/"
    assert (client.get(address).status_code, "Sulastri" in client.get("/saya/").content.decode()) == (200, True)
    end_right(pair.mentor)
    assert client.get(address).status_code == 404
    assert [b"Sulastri" in client.get(page).content for page in ("/saya/", "/saya/pendampingan/")] == [False, False]
    day = queries.mentor_day(pair.mentor.account, clock.now())
    assert (day.people, list(day.unmet), list(day.follow_ups)) == (0, [], [])


def test_their_hours_are_offered_to_nobody_and_their_calendar_is_empty(pair: Mentorship) -> None:
    mentor, at = pair.mentor, clock.now()
    actions.book_slot(make_slot(mentor), pair, by=SETUP, at=at)
    free = make_slot(mentor, days=4)
    assert (list(queries.free_slots(pair, at)), len(queries.talks_of_mentor(mentor.account))) == ([free], 1)
    end_right(mentor)
    pair = Mentorship.objects.get()
    assert (list(queries.free_slots(pair, at)), queries.talks_of_mentor(mentor.account)) == ([], [])
    with pytest.raises(SlotGone):
        actions.move_talk(Talk.objects.get(), free, by=SETUP, at=at)


def sent_of(talk: Talk) -> list[str]:
    rows = DBTaskResult.objects.filter(task_path__contains="talk").order_by("enqueued_at")
    return sorted(row.task_path.rpartition(".")[2] for row in rows if row.args_kwargs["args"] == [talk.pk])


def test_a_talk_nobody_would_come_to_is_called_off_and_both_are_told(pair: Mentorship, signed_in: SignIn) -> None:
    mentor, person, at = pair.mentor, pair.enrolment.person, clock.now()
    person.email = "sulastri@contoh.example"
    person.save()
    talk = actions.book_slot(make_slot(mentor), pair, by=SETUP, at=at)
    other = make_mentor(mentor.programme, "Yudi")
    theirs = make_pair(make_enrolment(pair.enrolment.cohort), other)
    kept = actions.book_slot(make_slot(other), theirs, by=SETUP, at=at)
    call_off_lost_talks(at)
    assert (sent_of(talk), Talk.objects.filter(cancelled_at=None).count()) == (["tell_of_talk"], 2)
    end_right(mentor)
    for _run in range(2):
        call_off_lost_talks(clock.now())
    assert list(Talk.objects.filter(cancelled_at=None)) == [kept]
    told = ["tell_mentor_of_cancelled_talk", "tell_of_talk", "tell_participant_of_lost_talk"]
    assert sent_of(talk) == told
    mail.outbox.clear()
    tell_mentor_of_cancelled_talk.call(talk.pk)
    tell_participant_of_lost_talk.call(talk.pk)
    to_mentor, to_participant = mail.outbox
    assert ("Hak mendampingi" in to_mentor.body, "http" in to_mentor.body) == (True, False)
    assert "mencarikan pendamping lain" in to_participant.body
    assert all("Pengaduan" not in letter.body for letter in mail.outbox)
    assert all("STATUS:CANCELLED" in letter.attachments[0][1] for letter in mail.outbox)


def test_a_talk_that_is_on_is_not_called_off(pair: Mentorship) -> None:
    slot = make_slot(pair.mentor)
    talk = actions.book_slot(slot, pair, by=SETUP, at=clock.now())
    end_right(pair.mentor)
    call_off_lost_talks(slot.starts_at)
    talk.refresh_from_db()
    assert talk.cancelled_at is None


def test_a_right_that_ends_with_the_account_counts_too(pair: Mentorship) -> None:
    actions.book_slot(make_slot(pair.mentor), pair, by=SETUP, at=clock.now())
    Account.objects.filter(pk=pair.mentor.account_id).update(is_active=False)
    call_off_lost_talks(clock.now())
    assert Talk.objects.get().cancel_reason == GONE


def test_the_participant_reads_that_the_office_looks_for_somebody_else(pair: Mentorship, client: Client) -> None:
    page = own_page(pair.enrolment)
    assert "Minta waktu bicara" in client.get(page).content.decode()
    end_right(pair.mentor)
    shown = client.get(page).content.decode()
    assert ("tidak bertugas lagi" in shown, "Minta waktu bicara" in shown) == (True, False)


def test_after_the_last_day_nobody_is_looked_for_and_the_office_closes_it(pair: Mentorship, client: Client) -> None:
    end_right(pair.mentor)
    page, today = own_page(pair.enrolment), clock.today()
    for last_day, is_over in ((today, False), (today - timedelta(days=1), True)):
        Programme.objects.update(mentoring_until=last_day)
        shown = client.get(page).content.decode()
        told = ("mencarikan pendamping lain" in shown, "Pengelola program menutup pendampingan ini" in shown)
        assert (told, "Minta waktu bicara" in shown) == ((not is_over, is_over), False)


def test_they_are_proposed_for_nobody_and_take_nobody(pair: Mentorship) -> None:
    mentor, programme = pair.mentor, pair.mentor.programme
    waiting = make_enrolment(pair.enrolment.cohort)
    assert queries.mentors_with_room(programme, waiting.track).exists()
    end_right(mentor)
    assert not queries.mentors_with_room(programme, waiting.track).exists()
    assert queries.proposed_pairs(programme).pairs == ()
    with pytest.raises(MentorInactive):
        make_pair(waiting, mentor)


def test_a_switched_off_account_is_given_nobody(pair: Mentorship) -> None:
    Account.objects.filter(pk=pair.mentor.account_id).update(is_active=False)
    with pytest.raises(MentorInactive):
        make_pair(make_enrolment(pair.enrolment.cohort), Mentor.objects.get(pk=pair.mentor_id))


def test_who_was_only_asked_is_not_told_to_the_participant(programme: Programme) -> None:
    enrolment, mentor = make_enrolment(make_cohort_of(programme)), make_mentor(programme)
    actions.propose_mentor(enrolment, mentor, by=SETUP, at=clock.now())
    assert queries.people_around(enrolment) == []


def test_who_finished_the_training_before_a_mentor_was_found_still_waits_for_one(programme: Programme) -> None:
    enrolment = make_enrolment(make_cohort_of(programme))
    Enrolment.objects.filter(pk=enrolment.pk).update(state=EnrolmentState.COMPLETED, finished_at=clock.now())
    assert list(queries.unassigned_enrolments(programme)) == [enrolment]
