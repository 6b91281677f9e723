"""Required work of which nothing came is looked after, once for each work, and no longer than it is awaited."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factories.mentoring import make_mentor, make_pair
from factories.people import SETUP
from factories.training import make_cohort_of, make_enrolment
from factories.works import act, hand_in, make_assignment, make_skills
from sanggar.foundation import clock
from sanggar.journeys import follow_up_overdue_works, settle_handed_works
from sanggar.mentoring import actions
from sanggar.mentoring.models import FollowUp
from sanggar.mentoring.queries import waiting_for
from sanggar.planning.models import Cohort, Programme
from sanggar.training import actions as training
from sanggar.training.models import Assignment, Enrolment

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(programme: Programme) -> Cohort:
    make_skills(programme)
    return make_cohort_of(programme)


def came(cohort: Cohort, name: str, days_ago: int = 30) -> Enrolment:
    return make_enrolment(cohort, name, at=clock.now() - timedelta(days=days_ago))


def due(cohort: Cohort, days_ago: float, title: str = "Video", **more: object) -> Assignment:
    return make_assignment(cohort.stage, title, due_in_days=-days_ago, **more)


def watch(in_days: float = 0) -> list[Enrolment]:
    return [each.enrolment for each in follow_up_overdue_works(clock.now() + timedelta(days=in_days))]


def test_what_did_not_come_is_asked_after_once_by_the_days_of_the_programme(
    programme: Programme, cohort: Cohort
) -> None:
    lazy, eager, _late = came(cohort, "Sulastri"), came(cohort, "Budi"), came(cohort, "Baru Datang", days_ago=0)
    video = due(cohort, 2.5)
    hand_in(video, eager)
    assert watch() == []
    assert watch(in_days=1) == [lazy]
    assert FollowUp.objects.get().words == "Belum dikumpulkan: Video."
    actions.settle_follow_up(
        FollowUp.objects.get(), how="Sudah ditelepon.", by=SETUP, at=clock.now() + timedelta(days=1)
    )
    assert watch(in_days=2) == []
    hand_in(due(cohort, 1, "Wawancara"), eager)
    assert watch(in_days=2.5) == [lazy]
    actions.set_terms(
        programme, escalate_after=7, first_contact_within=7, work_overdue_after=10, by=SETUP, at=clock.now()
    )
    FollowUp.objects.all().delete()
    assert watch(in_days=2.5) == []


def test_what_was_named_in_a_follow_up_that_is_settled_is_not_asked_after_again(cohort: Cohort) -> None:
    lazy = came(cohort, "Sulastri")
    due(cohort, 3, "Video")
    due(cohort, 1, "Wawancara")
    assert watch() == [lazy]
    later = clock.now() + timedelta(days=3)
    settle_handed_works(later)
    assert FollowUp.objects.get().words == "Belum dikumpulkan: Video; Wawancara."
    actions.settle_follow_up(FollowUp.objects.get(), how="Dibicarakan keduanya.", by=SETUP, at=later)
    assert watch(in_days=4) == []


def test_nobody_is_asked_after_what_is_not_asked_of_them(programme: Programme, cohort: Cohort) -> None:
    came(cohort, "Sulastri")
    due(cohort, 9, "Pilihan", is_required=False)
    due(cohort, 9, "Jalur lain", track=programme.tracks.get(code="tiktok"))
    due(cohort, 9, "Belum terbit", published=False)
    due(cohort, 70, "Lama sekali")
    training.close_assignment(due(cohort, 9, "Ditutup"), **act())
    assert watch() == []
    due(cohort, 9, "Video")
    Programme.objects.update(mentoring_until=clock.today() - timedelta(days=1))
    assert watch() == []


def test_it_is_settled_when_the_last_of_them_comes(cohort: Cohort) -> None:
    lazy, other = came(cohort, "Sulastri"), came(cohort, "Budi")
    video, talk = due(cohort, 9), due(cohort, 8, "Wawancara")
    pair = make_pair(lazy, make_mentor(cohort.stage.programme), days_ago=1)
    assert watch() == [lazy, other]
    assert [each.enrolment for each in waiting_for(pair.mentor, clock.now()).follow_ups] == [lazy]
    hand_in(video, lazy)
    settle_handed_works(clock.now())
    assert FollowUp.objects.filter(settled_at=None).count() == 2
    hand_in(talk, lazy)
    settle_handed_works(clock.now())
    (open_still,) = FollowUp.objects.filter(settled_at=None)
    assert open_still.enrolment == other
    settled = FollowUp.objects.get(enrolment=lazy)
    assert settled.settled_words == "Tidak ada lagi tugas yang terlambat dikumpulkan."


def test_what_stays_open_names_what_is_overdue_by_now(cohort: Cohort) -> None:
    lazy = came(cohort, "Sulastri")
    video = due(cohort, 9)
    watch()
    due(cohort, 0.5, "Naskah")
    settle_handed_works(clock.now())
    assert FollowUp.objects.get().words == "Belum dikumpulkan: Video; Naskah."
    hand_in(video, lazy)
    settle_handed_works(clock.now())
    assert FollowUp.objects.get().words == "Belum dikumpulkan: Naskah."


def test_what_nothing_came_of_is_never_settled_by_time_and_late_rules_ask_too(
    programme: Programme, cohort: Cohort
) -> None:
    came(cohort, "Sulastri", days_ago=200)
    due(cohort, 80)
    assert watch() == []
    actions.set_terms(
        programme, escalate_after=7, first_contact_within=7, work_overdue_after=75, by=SETUP, at=clock.now()
    )
    assert len(watch()) == 1
    settle_handed_works(clock.now() + timedelta(days=90))
    assert FollowUp.objects.get().settled_at is None


def test_the_watch_asks_as_little_of_many_people_as_of_one(cohort: Cohort) -> None:
    due(cohort, 9)
    came(cohort, "Sulastri")
    watch()

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert watch() == []
        return len(asked)

    one = questions()
    for name in ("Budi", "Wati", "Tono"):
        came(cohort, name)
    watch()
    assert questions() == one
