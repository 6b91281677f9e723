"""Every pair is brought to an end: told before, asked for after, and nobody is left with a mentor who is gone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from factories.evaluation import make_rule
from factories.mentoring import make_contact, make_mentor, make_pair
from factories.people import SETUP
from factories.training import make_cohort_of, make_enrolment
from sanggar.faces.desk.figures import Figures
from sanggar.faces.desk.mentoring_todos import pairs_to_close, people_left_alone
from sanggar.faces.mine.accompanying import mentor_agenda
from sanggar.foundation import clock
from sanggar.mentoring import actions, end_letters, letters
from sanggar.mentoring.jobs import remind_mentors, tell_of_the_end
from sanggar.mentoring.models import Mentor, Mentorship
from sanggar.mentoring.queries import mentor_day
from sanggar.people.models import Account
from sanggar.planning.models import Cohort, Programme
from sanggar.training.actions import set_goal

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


@pytest.fixture
def cohort(programme: Programme) -> Cohort:
    return make_cohort_of(programme)


@pytest.fixture
def maya(programme: Programme) -> Mentor:
    return make_mentor(programme)


@pytest.fixture
def pair(cohort: Cohort, maya: Mentor) -> Mentorship:
    """Running, and in time by the rhythm."""
    found = make_pair(make_enrolment(cohort, "Sulastri"), maya, days_ago=5)
    make_contact(found)
    return found


def end_in(programme: Programme, days: int) -> None:
    Programme.objects.filter(pk=programme.pk).update(mentoring_until=clock.today() + timedelta(days=days))
    programme.refresh_from_db()


def enqueued(at_path: str) -> list[list[int]]:
    rows = DBTaskResult.objects.filter(task_path__endswith=f".{at_path}")
    return [row.args_kwargs["args"] for row in rows]


def letters_of_the_end(pair: Mentorship) -> list[str]:
    mail.outbox.clear()
    end_letters.tell_participant_of_the_end.call(pair.pk)
    end_letters.tell_mentor_of_the_end.call(pair.mentor_id)
    return [letter.subject.partition(" selesai")[0] for letter in mail.outbox]


def test_both_are_told_before_the_last_day_once_and_again_when_it_is_moved(
    programme: Programme, pair: Mentorship
) -> None:
    person = pair.enrolment.person
    person.email = "sulastri@contoh.example"
    person.save()
    end_in(programme, 15)
    tell_of_the_end(clock.now())
    assert enqueued("tell_participant_of_the_end") == enqueued("tell_mentor_of_the_end") == []
    end_in(programme, 14)
    tell_of_the_end(clock.now())
    assert enqueued("tell_participant_of_the_end") == [[pair.pk]]
    assert enqueued("tell_mentor_of_the_end") == [[pair.mentor_id]]
    assert letters_of_the_end(pair) == ["Pendampingan Anda", "Pendampingan"]
    assert letters_of_the_end(pair) == []
    tell_of_the_end(clock.now())
    assert enqueued("tell_participant_of_the_end") == [[pair.pk]]
    end_in(programme, 10)
    assert letters_of_the_end(pair) == ["Pendampingan Anda", "Pendampingan"]


def test_after_the_last_day_mentor_and_office_are_asked_to_close(
    programme: Programme, maya: Mentor, pair: Mentorship
) -> None:
    end_in(programme, 0)
    assert list(pairs_to_close(Figures(programme, clock.now()))) == []
    assert mentor_agenda(mentor_day(maya.account, clock.now())) == []
    end_in(programme, -1)
    (todo,) = pairs_to_close(Figures(programme, clock.now()))
    assert (todo.text, todo.link.rpartition("?")[2]) == ("Tutup 1 pendampingan", "keadaan=belum-ditutup")
    (line,) = mentor_agenda(mentor_day(maya.account, clock.now()))
    assert (line.tags, line.url) == ([("Belum ditutup", "warn")], reverse("my_close", args=[pair.pk]))
    remind_mentors(clock.now())
    assert enqueued("remind_mentor") == [[maya.pk]]
    letters.remind_mentor.call(maya.pk)
    assert "pendampingan 1 peserta belum ditutup" in mail.outbox[-1].body
    actions.close_mentorship(pair, outcome="stopped", reason="Pindah kota.", by=SETUP, at=clock.now())
    assert list(pairs_to_close(Figures(programme, clock.now()))) == []


def test_the_list_of_pairs_is_narrowed_to_what_is_to_close(
    programme: Programme, cohort: Cohort, pair: Mentorship, maya: Mentor, officer: Account, signed_in: SignIn
) -> None:
    ended = make_pair(make_enrolment(cohort, "Budi"), maya)
    actions.close_mentorship(ended, outcome="stopped", reason="Pindah kota.", by=SETUP, at=clock.now())
    end_in(programme, -1)
    at = reverse("mentoring:pairs", args=[programme.organisation.slug, programme.slug])
    page = signed_in(officer).get(at, {"keadaan": "belum-ditutup"})
    assert list(page.context["listing"].page) == [pair]


def test_who_closes_reads_what_the_participant_would_lack(
    programme: Programme, pair: Mentorship, officer: Account, signed_in: SignIn
) -> None:
    make_rule(programme, attendance=0, contacts=2, works=1)
    lacking = (
        "Sulastri belum memenuhi syarat sertifikat: "
        "2 kontak pendampingan lagi (1 menunggu dibenarkan peserta); 1 karya terbit lagi."
    )
    at_desk = reverse("mentoring:end", args=[programme.organisation.slug, programme.slug, pair.pk])
    assert lacking in signed_in(officer).get(at_desk).content.decode()
    own = signed_in(pair.mentor.account).get(reverse("my_close", args=[pair.pk]))
    assert lacking in own.content.decode()


def test_the_reminder_tells_what_is_to_be_looked_after(pair: Mentorship, maya: Mentor) -> None:
    set_goal(pair.enrolment, text="Empat video", by=SETUP, at=clock.now())
    letters.remind_mentor.call(maya.pk)
    assert mail.outbox == []
    actions.open_follow_up(pair.enrolment, kind="presence", detail="Tiga kali alpa.", by=SETUP, at=clock.now())
    actions.open_follow_up(pair.enrolment, kind="wish", detail="Ingin lain.", by=SETUP, at=clock.now())
    remind_mentors(clock.now())
    assert enqueued("remind_mentor") == [[maya.pk]]
    letters.remind_mentor.call(maya.pk)
    (letter,) = mail.outbox
    assert letter.subject == "1 peserta menunggu kabar Anda"
    assert "- Kehadiran menurun: 1" in letter.body
    assert "Ingin pendamping lain" not in letter.body
    assert "Tiga kali alpa" not in letter.body


def test_people_of_a_mentor_who_is_gone_wait_at_the_desk(programme: Programme, maya: Mentor, pair: Mentorship) -> None:
    make_mentor(programme, "Bagus Tanpa Orang")
    assert list(people_left_alone(Figures(programme, clock.now()))) == []
    Mentor.objects.exclude(pk=maya.pk).update(active=False)
    assert list(people_left_alone(Figures(programme, clock.now()))) == []
    Mentor.objects.filter(pk=maya.pk).update(active=False)
    (todo,) = people_left_alone(Figures(programme, clock.now()))
    assert (todo.text, todo.note) == ("Alihkan 1 peserta", "Pendampingnya tidak aktif lagi: Maya Pendamping")
    office = [programme.organisation.slug, programme.slug]
    assert todo.link == reverse("mentoring:rematch", args=[*office, maya.pk])


def test_resolving_without_anybody_to_go_to_says_that_nobody_moves(
    programme: Programme, maya: Mentor, pair: Mentorship, officer: Account, signed_in: SignIn
) -> None:
    at = reverse("mentoring:rematch", args=[programme.organisation.slug, programme.slug, maya.pk])
    page = signed_in(officer).get(at).content.decode()
    assert "Tidak seorang pun dapat dialihkan sekarang: belum ada pendamping pengganti" in page
    assert "Alihkan 0 peserta" not in page
