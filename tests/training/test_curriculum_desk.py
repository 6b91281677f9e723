"""The curriculum at the desk: where saving leads, what an empty place means, and who would never read a material."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from factories.people import SETUP, make_account
from factories.planning import make_cohort, make_meeting
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.people.models import Account, Role
from sanggar.planning.models import Meeting, Programme
from sanggar.training import actions
from sanggar.training.models import Material, Module

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


def address(name: str, programme: Programme, *args: object) -> str:
    return reverse(f"training:{name}", args=[programme.organisation.slug, programme.slug, *args])


def add_module(programme: Programme) -> Module:
    given: dict[str, Any] = {"objectives": "", "stage": None, "track": None, "ordinal": None, "meetings": []}
    return actions.add_module(programme, title="Merekam", by=SETUP, at=clock.now(), **given)


def add_reading(module: Module, **release: Any) -> Material:
    version: Any = {"kind": "text", "file": None, "url": "", "body": "Bacaan.", "note": ""}
    given = {"release": "open", "release_on": None, "release_meetings": [], **release}
    return actions.add_material(
        module, title="Panduan", ordinal=None, version=version, by=SETUP, at=clock.now(), **given
    )


@pytest.fixture
def meeting(programme: Programme) -> Meeting:
    return make_meeting(make_cohort_of(programme), in_days=-1)


def test_saving_a_module_leads_to_it_on_a_double_click_too(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    desk, fields = signed_in(officer), {"once": uuid.uuid4(), "title": " Merekam "}
    answers = [desk.post(address("add_module", programme), fields) for _click in range(2)]
    module = programme.modules.get()
    assert [each["Location"] for each in answers] == [address("module", programme, module.pk)] * 2
    assert "Tambah materi" in desk.get(answers[0]["Location"]).content.decode()
    changed = desk.post(address("change_module", programme, module.pk), {"once": uuid.uuid4(), "title": "Suara"})
    assert changed["Location"] == address("module", programme, module.pk)


def test_an_empty_place_says_what_it_means(programme: Programme, officer: Account, signed_in: SignIn) -> None:
    desk, module = signed_in(officer), add_module(programme)
    material = add_reading(module)
    pages = [("add_module", ()), ("add_material", (module.pk,)), ("change_module", (module.pk,))]
    pages.append(("change_material", (material.pk,)))
    told = [desk.get(address(name, programme, *args)).content.decode() for name, args in pages]
    assert ["paling akhir" in page for page in told] == [True, True, False, False]
    assert ["tetap di tempatnya" in page for page in told] == [False, False, True, True]


def test_a_class_that_would_never_read_a_material_is_named(
    programme: Programme, officer: Account, signed_in: SignIn, meeting: Meeting
) -> None:
    other = make_cohort(meeting.cohort.stage, name="Kelas Sore")
    desk, module = signed_in(officer), add_module(programme)
    material = add_reading(module, release="attendance", release_meetings=[meeting])
    here = address("module", programme, module.pk)
    page = desk.get(here).content.decode()
    assert (
        "Tidak ada sesi kelas ini di antaranya: Tahap 1: Kelas Sore" in page,
        "setelah peserta tercatat hadir" in page,
    ) == (True, True)
    assert "Anda tercatat" not in page
    material.release_meetings.add(make_meeting(other, in_days=3))
    assert "Tidak ada sesi" not in desk.get(here).content.decode()


def test_a_module_is_shown_to_participants_once_it_holds_something(
    programme: Programme, meeting: Meeting, signed_in: SignIn
) -> None:
    enrolment = make_enrolment(meeting.cohort)
    enrolment.person.account = make_account("Sulastri", Role.PARTICIPANT, programme.organisation)
    enrolment.person.save()
    phone, module = signed_in(enrolment.person.account), add_module(programme)
    here = reverse("my_materials", args=[enrolment.pk])
    assert "Merekam" not in phone.get(here).content.decode()
    add_reading(module)
    assert "Merekam" in phone.get(here).content.decode()
