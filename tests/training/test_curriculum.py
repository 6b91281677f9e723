"""What is taught: modules, materials in versions, when they open, and to whom."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from factories.people import SETUP, make_account
from factories.planning import make_cohort, make_meeting, make_stage
from factories.races import race
from factories.training import make_cohort_of, make_enrolment
from factories.works import answer, assess, hand_in, make_assignment, make_trainer
from sanggar.foundation import clock, files
from sanggar.people.models import Account, Role
from sanggar.planning.actions import PlanInUse, remove_meeting
from sanggar.planning.models import Cohort, Meeting, Programme
from sanggar.training import actions
from sanggar.training.calendars import calendar_path, trainer_calendar_path
from sanggar.training.models import Enrolment, Kind, Material, MaterialVersion, Module
from sanggar.training.queries import checklist_of, modules_for
from sanggar.training.queries.curriculum import programme_checklist
from sanggar.training.responsibility import read_module

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
PDF = b"%PDF-1.7 materi"


@pytest.fixture
def cohort(programme: Programme) -> Cohort:
    return make_cohort_of(programme)


@pytest.fixture
def meeting(cohort: Cohort) -> Meeting:
    return make_meeting(cohort, in_days=-1)


@pytest.fixture
def sulastri(cohort: Cohort) -> Enrolment:
    found = make_enrolment(cohort, "Sulastri", at=clock.now() - timedelta(days=9))
    found.person.account = make_account("Sulastri", Role.PARTICIPANT, cohort.stage.programme.organisation)
    found.person.save()
    return found


def add_module(programme: Programme, title: str = "Merekam", **fields: Any) -> Module:
    given = {"objectives": "", "stage": None, "track": None, "ordinal": None, "meetings": [], **fields}
    return actions.add_module(programme, title=title, by=SETUP, at=clock.now(), **given)


def version(content: bytes | str = PDF, kind: str = Kind.FILE) -> dict[str, Any]:
    given: dict[str, Any] = {"kind": kind, "file": None, "url": "", "body": "", "note": ""}
    if isinstance(content, bytes):
        return given | {"file": files.read(SimpleUploadedFile("panduan.pdf", content))}
    return given | ({"body": content} if kind == Kind.TEXT else {"url": content})


def add_material(module: Module, title: str = "Panduan", content: Any = None, **fields: Any) -> Material:
    release = {"release": "open", "release_on": None, "release_works": None, "release_meetings": [], **fields}
    held = content or version()
    return actions.add_material(module, title=title, ordinal=None, version=held, by=SETUP, at=clock.now(), **release)


def address(name: str, programme: Programme, *args: object) -> str:
    return reverse(f"training:{name}", args=[programme.organisation.slug, programme.slug, *args])


def sent(**fields: object) -> dict[str, object]:
    return {"once": uuid.uuid4(), **fields}


def open_titles(enrolment: Enrolment) -> list[str]:
    modules = modules_for(Enrolment.objects.get(pk=enrolment.pk), clock.now())
    return [each.material.title for module in modules for each in module.materials if each.is_open]


# --- when materials open ----------------------------------------------------------------------------------------------
def test_a_material_opens_on_its_day_and_not_before(programme: Programme, sulastri: Enrolment) -> None:
    module = add_module(programme)
    add_material(module, "Hari ini", release="date", release_on=clock.today())
    add_material(module, "Besok", release="date", release_on=clock.today() + timedelta(days=1))
    add_material(module, "Ditahan", release="held")
    assert open_titles(sulastri) == ["Hari ini"]


def test_a_material_opens_by_presence_and_not_by_being_excused(
    programme: Programme, sulastri: Enrolment, meeting: Meeting, cohort: Cohort
) -> None:
    add_material(add_module(programme), release="attendance", release_meetings=[meeting])
    ayu = make_enrolment(cohort, "Ayu", at=clock.now() - timedelta(days=9))
    assert open_titles(sulastri) == []
    actions.record_presence(meeting, sulastri, "present", by=SETUP, at=clock.now())
    actions.record_presence(meeting, ayu, "excused", by=SETUP, at=clock.now())
    assert (open_titles(sulastri), open_titles(ayu)) == (["Panduan"], [])


def test_a_material_opens_by_accepted_works(programme: Programme, sulastri: Enrolment) -> None:
    add_material(add_module(programme), release="work", release_works=2)
    make_trainer("Tono Penilai", programme)
    make_trainer("Tina Penilai", programme)
    for title, opened in (("Satu", []), ("Dua", ["Panduan"])):
        submission = hand_in(make_assignment(sulastri.stage, title), sulastri)
        for assessment in submission.assessments.all():
            assess(assessment, 2)
        assert open_titles(sulastri) == []
        answer(submission, "accepted")
        assert open_titles(sulastri) == opened


def test_only_the_modules_of_ones_own_stage_and_track_are_shown(programme: Programme, sulastri: Enrolment) -> None:
    add_material(add_module(programme, track=programme.tracks.get(code="youtube")), "YouTube")
    add_material(add_module(programme, track=programme.tracks.get(code="tiktok")), "TikTok")
    add_material(add_module(programme, stage=make_stage(programme, ordinal=2)), "Tahap 2")
    assert open_titles(sulastri) == ["YouTube"]


def test_a_part_that_ended_opens_nothing(programme: Programme, sulastri: Enrolment) -> None:
    add_material(add_module(programme))
    actions.leave(sulastri, "withdrawn", reason="Pindah kota", by=SETUP, at=clock.now())
    assert open_titles(sulastri) == []


# --- order and versions -----------------------------------------------------------------------------------------------
def test_modules_are_numbered_anew_when_one_is_put_in_front(programme: Programme) -> None:
    first, second = add_module(programme, "Satu"), add_module(programme, "Dua")
    third = add_module(programme, "Tiga", ordinal=1)
    fields = {"objectives": "", "stage": None, "track": None, "meetings": []}
    actions.change_module(first, title="Satu", ordinal=3, by=SETUP, at=clock.now(), **fields)
    assert list(programme.modules.values_list("title", "ordinal")) == [("Tiga", 1), ("Dua", 2), ("Satu", 3)]
    assert {third.pk, second.pk, first.pk} == set(programme.modules.values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("kind", "content"), [(Kind.LINK, PDF), (Kind.FILE, "https://contoh.example/"), (Kind.TEXT, PDF)]
)
def test_a_version_holds_what_its_kind_says(programme: Programme, kind: str, content: Any) -> None:
    material = add_material(add_module(programme))
    with pytest.raises(actions.OneContent):
        actions.add_version(material, by=SETUP, at=clock.now(), **(version(content) | {"kind": kind}))
    assert material.versions.count() == 1


@pytest.mark.django_db(transaction=True)
def test_versions_added_at_once_are_all_kept_and_numbered_in_turn(programme: Programme) -> None:
    material = add_material(add_module(programme))

    def add(text: str) -> Callable[[], object]:
        held = version(text, Kind.TEXT)
        return lambda: actions.add_version(material, by=SETUP, at=clock.now(), **held)

    assert race([add(f"Bacaan {n}") for n in range(6)]) == {"done": 6}
    assert sorted(material.versions.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.django_db(transaction=True)
def test_the_module_of_the_system_is_added_once_however_many_click(programme: Programme) -> None:
    acts = [lambda: actions.add_responsibility_module(programme, by=SETUP, at=clock.now())] * 4
    assert race(acts) == {"done": 1, actions.ModuleThere.code: 3}
    assert programme.modules.count() == 1


# --- the module of the system -----------------------------------------------------------------------------------------
def test_the_module_of_the_system_says_everything_in_both_languages() -> None:
    text = read_module()
    said = [text.title, *text.objectives, *(asked.text for asked in text.checklist)]
    for section in text.sections:
        said += [section.title, section.text, *section.bases]
        assert section.bases
    assert [each for each in said if not each.id or not each.en or each.id == each.en] == []
    assert (len(text.sections), max(len(each.text.id) for each in text.checklist) <= 300) == (4, True)


def test_the_checklist_is_the_programme_s_and_loses_what_was_retired(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    desk = signed_in(officer)
    told = [(item.key, item.text) for item in checklist_of(programme)]
    answer = desk.post(address("add_responsibility", programme), sent())
    assert answer.status_code == 302
    assert "Tanggung jawab atas konten" in desk.get(address("curriculum", programme)).content.decode()
    items = list(programme_checklist(programme))
    assert [(item.key, item.text) for item in items] == told  # a form that was open meanwhile still fits
    desk.post(address("retire_check", programme, items[0].pk), sent())
    desk.post(address("add_check", programme, items[0].module_id), sent(text="Takarirnya terbaca.", text_en=""))
    asked = [item.text for item in checklist_of(programme)]
    assert asked == [*(item.text for item in items[1:]), "Takarirnya terbaca."]


def test_the_checklist_asks_what_concerns_the_track_and_an_emptied_one_asks_nothing(
    programme: Programme, sulastri: Enrolment
) -> None:
    for code in ("youtube", "tiktok"):
        module = add_module(programme, track=programme.tracks.get(code=code))
        actions.add_check(module, text=f"Untuk {code}", by=SETUP, at=clock.now())
    assert [each.text for each in checklist_of(programme, sulastri)] == [f"Untuk {sulastri.track.code}"]
    for item in programme_checklist(programme):
        actions.retire_check(item, by=SETUP, at=clock.now())
    assert checklist_of(programme, sulastri) == []


# --- pages ------------------------------------------------------------------------------------------------------------
def test_an_officer_adds_a_material_and_a_version_and_reads_the_earlier_one(
    programme: Programme, officer: Account, signed_in: SignIn, meeting: Meeting
) -> None:
    desk = signed_in(officer)
    desk.post(address("add_module", programme), sent(title="Merekam", objectives="Satu\nDua", meetings=[meeting.pk]))
    module = programme.modules.get()
    file = SimpleUploadedFile("panduan.pdf", PDF)
    fields = sent(title="Panduan", kind="file", file=file, release="attendance", release_meetings=[meeting.pk])
    assert desk.post(address("add_material", programme, module.pk), fields).status_code == 302
    material = module.materials.get()
    fields = sent(kind="video", url="https://youtu.be/contoh", note="Sekarang video")
    assert desk.post(address("add_version", programme, material.pk), fields).status_code == 302
    page = desk.get(address("module", programme, module.pk)).content.decode()
    assert ("Versi 1" in page, "Video, diputar di situs lain" in page, meeting.topic in page) == (True, True, True)
    first = material.versions.get(number=1)
    answer = desk.get(address("material_version", programme, first.pk))
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]  # a file is streamed


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"kind": "file"}, "Isi ini untuk bentuk “Berkas”."),
        ({"kind": "link", "url": "https://contoh.example/", "body": "juga ini"}, "Kosongkan ini"),
        ({"kind": "text", "body": "Bacaan", "release": "date"}, "Isi ini untuk pembukaan “Mulai tanggal tertentu”."),
        ({"kind": "text", "body": "Bacaan", "release": "work"}, "Isi ini untuk pembukaan “Setelah karya diterima”."),
    ],
)
def test_what_is_missing_or_too_much_is_told(
    programme: Programme, officer: Account, signed_in: SignIn, fields: dict[str, str], told: str
) -> None:
    module = add_module(programme)
    given = sent(title="Panduan", **{"release": "open", **fields})
    answer = signed_in(officer).post(address("add_material", programme, module.pk), given)
    assert (answer.status_code, told in answer.content.decode()) == (422, True)
    assert Material.objects.count() == 0


def test_a_file_that_is_none_is_refused_on_its_field(programme: Programme, officer: Account, signed_in: SignIn) -> None:
    module = add_module(programme)
    given = sent(title="Panduan", release="open", kind="file", file=SimpleUploadedFile("a.pdf", b"bukan"))
    answer = signed_in(officer).post(address("add_material", programme, module.pk), given)
    assert (answer.status_code, MaterialVersion.objects.count()) == (422, 0)
    assert "Berkas harus PDF, JPEG, atau PNG." in answer.content.decode()


def test_a_participant_sees_the_size_first_and_downloads_the_current_version(
    programme: Programme, sulastri: Enrolment, signed_in: SignIn
) -> None:
    material = add_material(add_module(programme))
    actions.add_version(material, by=SETUP, at=clock.now(), **version(b"%PDF-1.7 lebih baik"))
    assert sulastri.person.account is not None
    phone = signed_in(sulastri.person.account)
    page = phone.get(reverse("my_materials", args=[sulastri.pk])).content.decode()
    assert ("Berkas PDF, 19" in page, "Panduan" in page) == (True, True)
    answer = phone.get(reverse("my_material", args=[sulastri.pk, material.pk]))
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 lebih baik"  # type: ignore[attr-defined]  # a file is streamed


def test_a_link_leads_out_only_where_it_is_open(programme: Programme, sulastri: Enrolment, signed_in: SignIn) -> None:
    module = add_module(programme)
    add_material(module, "Terbuka", version("https://terbuka.example/", Kind.VIDEO))
    held = add_material(module, "Ditahan", version("https://ditahan.example/", Kind.LINK), release="held")
    assert sulastri.person.account is not None
    phone = signed_in(sulastri.person.account)
    page = phone.get(reverse("my_materials", args=[sulastri.pk])).content.decode()
    page += phone.get(reverse("my_material", args=[sulastri.pk, held.pk])).content.decode()
    assert ("https://terbuka.example/" in page, "https://ditahan.example/" in page) == (True, False)


def test_what_is_not_open_says_when_and_hands_out_nothing(
    programme: Programme, sulastri: Enrolment, signed_in: SignIn, meeting: Meeting
) -> None:
    material = add_material(add_module(programme), release="attendance", release_meetings=[meeting])
    assert sulastri.person.account is not None
    answer = signed_in(sulastri.person.account).get(reverse("my_material", args=[sulastri.pk, material.pk]))
    assert answer.status_code == 403
    assert f"Dibuka setelah Anda tercatat hadir di sesi “{meeting.topic}”" in answer.content.decode()


def test_materials_of_others_are_not_there(
    programme: Programme, sulastri: Enrolment, signed_in: SignIn, stranger: Account, cohort: Cohort
) -> None:
    material = add_material(add_module(programme, track=programme.tracks.get(code="tiktok")))
    assert sulastri.person.account is not None
    own, other = signed_in(sulastri.person.account), signed_in(stranger)
    closed = [
        own.get(reverse("my_material", args=[sulastri.pk, material.pk])),
        other.get(reverse("my_materials", args=[sulastri.pk])),
        other.get(reverse("my_material", args=[sulastri.pk, material.pk])),
        other.get(address("module", programme, material.module_id)),
        other.get(address("material_version", programme, material.versions.get().pk)),
        other.post(address("add_version", programme, material.pk), sent()),
    ]
    assert [answer.status_code for answer in closed] == [404] * 6


def test_an_inspector_reads_the_curriculum_and_changes_nothing(
    programme: Programme, inspector: Account, signed_in: SignIn
) -> None:
    material = add_material(add_module(programme))
    desk = signed_in(inspector)
    assert desk.get(address("module", programme, material.module_id)).status_code == 200
    names = [("add_module",), ("add_responsibility",), ("change_module", material.module_id)]
    names += [("change_material", material.pk), ("add_version", material.pk)]
    assert {desk.post(address(name, programme, *args), sent()).status_code for name, *args in names} == {403}


def test_a_trainer_reads_what_belongs_to_their_own_meeting(
    programme: Programme, cohort: Cohort, meeting: Meeting, signed_in: SignIn
) -> None:
    trainer = make_account("Raka Prasetya", Role.TRAINER, programme.organisation)
    Meeting.objects.filter(pk=meeting.pk).update(trainer=trainer)
    other = make_meeting(make_cohort(cohort.stage, name="Kelas B"), topic="Milik orang lain")
    material = add_material(add_module(programme, meetings=[meeting]), release="held")
    room = signed_in(trainer)
    assert "Panduan" in room.get(reverse("trainer_meeting", args=[meeting.pk])).content.decode()
    assert room.get(reverse("trainer_material", args=[meeting.pk, material.pk])).status_code == 200
    closed = [(other.pk, material.pk), (meeting.pk, material.pk + 1)]
    assert [room.get(reverse("trainer_material", args=pair)).status_code for pair in closed] == [404, 404]


def test_a_meeting_that_opens_a_material_stays_in_the_plan(programme: Programme, meeting: Meeting) -> None:
    add_material(add_module(programme, meetings=[meeting]), release="attendance", release_meetings=[meeting])
    with pytest.raises(PlanInUse):
        remove_meeting(meeting, by=SETUP, at=clock.now())
    assert Meeting.objects.filter(pk=meeting.pk).exists()


def test_the_list_costs_the_same_for_few_and_many_materials(
    programme: Programme, sulastri: Enrolment, django_assert_num_queries: Any, meeting: Meeting
) -> None:
    for number in range(5):
        module = add_module(programme, f"Modul {number}", meetings=[meeting])
        for each in range(3):
            add_material(module, f"Materi {each}", release="attendance", release_meetings=[meeting])
    enrolment = Enrolment.objects.select_related("stage__programme").get(pk=sulastri.pk)
    with django_assert_num_queries(8):
        modules = modules_for(enrolment, clock.now())
    assert [len(each.materials) for each in modules] == [3] * 5


def test_a_trainer_s_calendar_holds_what_they_teach_and_opens_by_its_own_link_alone(
    programme: Programme, cohort: Cohort, meeting: Meeting, client: Client
) -> None:
    trainer = make_account("Raka Prasetya", Role.TRAINER, programme.organisation)
    Meeting.objects.filter(pk=meeting.pk).update(trainer=trainer)
    make_meeting(cohort, topic="Milik orang lain")
    path = trainer_calendar_path(trainer)
    text = client.get(path).content.decode()
    assert (f"UID:sesi-{meeting.pk}@sanggar" in text, "Milik orang lain" in text) == (True, False)
    participant = make_enrolment(cohort)
    wrong = path.replace(path.split("/")[-2], calendar_path(participant).split("/")[-2])
    assert client.get(wrong).status_code == 404
    trainer.is_active = False
    trainer.save()
    assert client.get(path).status_code == 404
