"""The parts of a plan: removed while empty, kept while in use, and what a plan says about them."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from factories.applications import make_call
from factories.planning import make_cohort, make_meeting, make_programme, make_stage
from factories.training import make_enrolment
from sanggar.foundation.models import AuditEntry
from sanggar.people.models import Account
from sanggar.planning.models import Cohort, Meeting, Programme, Stage, Track
from sanggar.planning.queries import cohorts_with_room

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
PLAN = "/desk/diskominfo-malang/youtuber-tiktok/rencana/"


@pytest.fixture
def desk(officer: Account, signed_in: SignIn) -> Client:
    return signed_in(officer)


def remove(desk: Client, part: Track | Stage | Cohort) -> tuple[int, str]:
    word = {"track": "jalur", "stage": "tahap", "cohort": "kelas"}[part._meta.model_name or ""]
    response = desk.post(f"{PLAN}{word}/{part.pk}/hapus/", {"once": str(uuid.uuid4())})
    return response.status_code, response.content.decode()


def test_empty_parts_are_removed_from_the_inside_out(desk: Client, programme: Programme) -> None:
    stage = make_stage(programme)
    cohort, track = make_cohort(stage), programme.tracks.get(code="tiktok")
    assert f"{PLAN}kelas/{cohort.pk}/hapus/" in desk.get(f"{PLAN}kelas/{cohort.pk}/").content.decode()
    assert [remove(desk, part)[0] for part in (cohort, stage, track)] == [302, 302, 302]
    left = (programme.stages.count(), Cohort.objects.count(), [track.code for track in programme.tracks.all()])
    assert left == (0, 0, ["youtube"])
    verbs = AuditEntry.objects.filter(verb__startswith="planning.remove_").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["planning.remove_cohort", "planning.remove_stage", "planning.remove_track"]


def test_what_is_in_use_stays(desk: Client, programme: Programme) -> None:
    stage = make_stage(programme)
    cohort = make_cohort(stage)
    track = make_enrolment(cohort).track
    for part in (stage, cohort, track):
        status, page = remove(desk, part)
        assert (status, "tidak dapat dihapus, karena masih ada yang bergantung padanya" in page) == (422, True)
    assert (Stage.objects.count(), Cohort.objects.count(), programme.tracks.count()) == (1, 1, 2)
    assert not AuditEntry.objects.filter(verb__startswith="planning.remove_").exists()


def test_a_stage_with_a_call_and_a_cohort_with_a_meeting_stay(desk: Client, programme: Programme) -> None:
    called = make_call(programme).stage
    taught = make_cohort(make_stage(programme, ordinal=2))
    make_meeting(taught)
    assert [remove(desk, part)[0] for part in (called, taught)] == [422, 422]


def test_the_next_stage_gets_a_number_that_is_free(desk: Client, programme: Programme) -> None:
    first, _second = make_stage(programme), make_stage(programme, ordinal=2)
    remove(desk, first)
    assert desk.get(f"{PLAN}tahap/tambah/").context["form"]["ordinal"].value() == 3


def test_nobody_is_put_into_a_cohort_without_meetings_while_another_has_some(programme: Programme) -> None:
    stage = make_stage(programme)
    empty, planned, fuller = (make_cohort(stage, seats=2, name=name) for name in ("Kelas A", "Kelas B", "Kelas C"))
    for cohort in (planned, fuller):
        make_meeting(cohort)
    Cohort.objects.filter(pk=fuller.pk).update(seats_taken=1)
    assert list(cohorts_with_room(stage, "youtube")) == [planned, fuller, empty]
    Cohort.objects.filter(pk__in=(planned.pk, fuller.pk)).update(seats_taken=2)
    assert list(cohorts_with_room(stage, "youtube")) == [empty]


def test_a_plan_says_when_its_cohorts_hold_more_than_the_stage(desk: Client, programme: Programme) -> None:
    stage = make_stage(programme, seats=50)
    make_meeting(make_cohort(stage, seats=50))
    words = "Kelas Tahap 1 memuat 80 orang, lebih dari 50 kursi tahap"
    assert words not in desk.get(PLAN).content.decode()
    make_meeting(make_cohort(stage, seats=30, name="Kelas B"))
    assert words in desk.get(PLAN).content.decode()


def test_sessions_that_get_in_each_other_s_way_are_told(desk: Client, programme: Programme) -> None:
    stage = make_stage(programme)
    first, second = make_cohort(stage, seats=25), make_cohort(stage, seats=25, name="Kelas B")
    one = make_meeting(first, topic="Membuka kanal")
    words = "“Membuka kanal” (Kelas A) dan “Menyunting di ponsel” (Kelas B) memakai narasumber Narasumber Uji yang sama"
    other = make_meeting(second, in_days=8)
    assert "Waktu bertumpuk" not in desk.get(PLAN).content.decode()
    Meeting.objects.filter(pk=other.pk).update(starts_at=one.starts_at, ends_at=one.ends_at)
    assert words in desk.get(PLAN).content.decode()
    Meeting.objects.filter(pk=other.pk).update(trainer_name="Orang Lain")
    assert "memakai tempat Ijen Suites yang sama" in desk.get(PLAN).content.decode()
    Meeting.objects.filter(pk=other.pk).update(starts_at=one.ends_at, ends_at=one.ends_at + timedelta(hours=1))
    assert "Waktu bertumpuk" not in desk.get(PLAN).content.decode()


def test_a_session_of_another_programme_is_in_the_way_but_not_named(desk: Client, programme: Programme) -> None:
    one = make_meeting(make_cohort(make_stage(programme)))
    other = make_meeting(
        make_cohort(make_stage(make_programme(programme.organisation, "lain"))), in_days=8, topic="Rahasia lain"
    )
    Meeting.objects.filter(pk=other.pk).update(starts_at=one.starts_at, ends_at=one.ends_at)
    page = desk.get(PLAN).content.decode()
    assert ("sebuah sesi program lain" in page, "Rahasia lain" in page) == (True, False)


def test_a_second_track_of_the_same_name_is_told_on_the_name(desk: Client, programme: Programme) -> None:
    response = desk.post(f"{PLAN}jalur/tambah/", {"name": "YouTube", "once": str(uuid.uuid4())})
    assert response.context["form"].errors == {
        "name": ["Jalur dengan nama itu sudah ada di program ini. Pilih nama lain."]
    }


def test_the_proposed_name_of_a_stage_is_indonesian_whatever_the_officer_reads_in(
    desk: Client, programme: Programme
) -> None:
    make_stage(programme)
    desk.cookies["bahasa"] = "en"
    assert desk.get(f"{PLAN}tahap/tambah/").context["form"]["name"].value() == "Tahap 2"
