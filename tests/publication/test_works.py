"""A work counts once, when an officer has looked at it, until it is removed with a reason."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from factories.people import SETUP
from factories.publication import VIDEO, make_work
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.foundation.audit import Actor
from sanggar.foundation.models import AuditEntry
from sanggar.planning.models import Programme
from sanggar.publication import actions, queries
from sanggar.publication.models import Work
from sanggar.training import actions as training
from sanggar.training.models import Enrolment

pytestmark = pytest.mark.django_db
DEWI = Actor("account", "1", "Dewi Pengelola")


def confirmed(enrolment: Enrolment) -> int:
    return Work.objects.confirmed().filter(enrolment=enrolment).count()


def act() -> dict[str, Any]:
    return {"by": DEWI, "at": clock.now()}


@pytest.fixture
def enrolment(programme: Programme) -> Enrolment:
    return make_enrolment(make_cohort_of(programme), "Sulastri")


def test_a_work_is_added_with_its_platform_and_waits_to_be_confirmed(enrolment: Enrolment) -> None:
    work = make_work(enrolment, "https://youtu.be/uji_video-1")
    assert (work.platform, work.url, work.added_by) == ("youtube", VIDEO, SETUP.label)
    assert list(queries.works_of(enrolment)) == [work]
    assert confirmed(enrolment) == 0
    assert queries.unconfirmed_in(Programme.objects.all()) == {enrolment.stage.programme.pk: 1}


def test_a_confirmed_work_counts_for_its_participant_alone(enrolment: Enrolment) -> None:
    other = make_enrolment(enrolment.cohort)
    make_work(other)
    work = make_work(enrolment)
    actions.confirm_work(work, **act())
    assert (work.confirmed_by, confirmed(enrolment), confirmed(other)) == (
        "Dewi Pengelola",
        1,
        0,
    )


def test_the_same_video_counts_once_under_any_of_its_addresses(enrolment: Enrolment) -> None:
    make_work(enrolment)
    with pytest.raises(actions.WorkAlreadyAdded) as refused:
        make_work(enrolment, "https://www.youtube.com/shorts/uji_video-1")
    assert refused.value.field == "url"
    assert Work.objects.count() == 1


def test_a_work_can_not_be_published_in_the_future(enrolment: Enrolment) -> None:
    with pytest.raises(actions.PublishedLater):
        make_work(enrolment, published_on=clock.today() + timedelta(days=1))


def test_who_left_adds_no_more_works(enrolment: Enrolment) -> None:
    training.leave(enrolment, "withdrawn", reason="Bekerja", **act())
    with pytest.raises(actions.NoParticipant, match="Mengundurkan diri"):
        make_work(enrolment)


def test_a_work_is_confirmed_once(enrolment: Enrolment) -> None:
    work = make_work(enrolment)
    stale = Work.objects.get(pk=work.pk)
    actions.confirm_work(work, **act())
    with pytest.raises(actions.WorkConfirmed, match="Dewi Pengelola"):
        actions.confirm_work(stale, by=SETUP, at=clock.now())


def test_a_removed_work_counts_no_more_stays_on_record_and_may_be_added_anew(enrolment: Enrolment) -> None:
    work = make_work(enrolment)
    actions.confirm_work(work, **act())
    actions.remove_work(work, reason="Video milik orang lain", **act())
    assert (confirmed(enrolment), list(queries.works_of(enrolment))) == (0, [])
    assert (work.removed_by, work.removal_reason) == ("Dewi Pengelola", "Video milik orang lain")
    with pytest.raises(actions.WorkRemoved):
        actions.remove_work(work, reason="Lagi", **act())
    with pytest.raises(actions.WorkRemoved):
        actions.confirm_work(work, **act())
    assert make_work(enrolment).pk != work.pk


def test_the_database_holds_the_promises_too(enrolment: Enrolment) -> None:
    rows = Work.objects.filter(pk=make_work(enrolment).pk)
    for changes in (
        {"platform": "myspace"},
        {"url": "http://contoh.id/"},
        {"confirmed_at": clock.now()},
        {"removed_at": clock.now(), "removed_by": "x"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**changes)


def test_the_record_holds_no_address_of_a_work(enrolment: Enrolment) -> None:
    work = make_work(enrolment)
    entry = AuditEntry.objects.get(subject=f"publication.work:{work.pk}")
    assert (entry.verb, entry.details) == ("publication.add_work", '{"platform":"youtube"}')


def test_who_has_left_since_the_page_was_read_adds_no_work(enrolment: Enrolment) -> None:
    read_before = Enrolment.objects.get(pk=enrolment.pk)
    training.leave(enrolment, "withdrawn", reason="Pindah kota", **act())
    with pytest.raises(actions.NoParticipant):
        make_work(read_before)
    assert Work.objects.count() == 0
