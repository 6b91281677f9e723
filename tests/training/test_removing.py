"""Taking away a module or a material: only what nobody has used, and otherwise the reason."""

import json
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from factories.people import SETUP
from factories.planning import make_meeting, make_stage
from factories.races import race
from factories.training import make_cohort_of, make_enrolment
from factories.works import act, hand_in, make_assignment
from sanggar.foundation import clock
from sanggar.foundation.errors import DomainError
from sanggar.foundation.files import Read
from sanggar.foundation.models import AuditEntry
from sanggar.people.models import Account
from sanggar.planning.models import Cohort, Meeting, Programme
from sanggar.training import actions
from sanggar.training.models import ChecklistItem, Enrolment, Material, MaterialVersion, Module

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
CLOSED: dict[str, Any] = {"release": "held", "release_on": None, "release_works": None, "release_meetings": []}
OPEN = CLOSED | {"release": "open"}


@pytest.fixture
def cohort(programme: Programme) -> Cohort:
    return make_cohort_of(programme)


@pytest.fixture
def meeting(cohort: Cohort) -> Meeting:
    return make_meeting(cohort, in_days=-1)


@pytest.fixture
def sulastri(cohort: Cohort) -> Enrolment:
    return make_enrolment(cohort, "Sulastri", at=clock.now() - timedelta(days=9))


def add_module(programme: Programme, title: str = "Merekam", **fields: Any) -> Module:
    given = {"objectives": "", "stage": None, "track": None, "ordinal": None, "meetings": [], **fields}
    return actions.add_module(programme, title=title, **given, **act())


def add_material(module: Module, title: str = "Panduan", **release: Any) -> Material:
    file = Read(b"%PDF-1.7 materi", "panduan.pdf")
    version: Any = {"kind": "file", "file": file, "url": "", "body": "", "note": ""}
    return actions.add_material(module, title=title, ordinal=None, version=version, **(OPEN | release), **act())


def change(material: Material, **release: Any) -> None:
    actions.change_material(material, title=material.title, ordinal=None, **(CLOSED | release), **act())


def refused(code: str, remove: Callable[..., None], row: Any) -> str:
    with pytest.raises(DomainError) as told, transaction.atomic():
        remove(row, **act())
    assert told.value.code == code
    return str(told.value)


def test_an_unused_module_goes_with_all_it_holds_and_the_rest_closes_up(programme: Programme) -> None:
    first, second = add_module(programme, "Merekam"), add_module(programme, "Menyunting")
    material = add_material(first)
    actions.add_check(first, text="Sudah minta izin?", **act())
    actions.remove_module(first, **act())
    assert [(each.title, each.ordinal) for each in programme.modules.all()] == [("Menyunting", 1)]
    assert [model.objects.count() for model in (Material, MaterialVersion, ChecklistItem)] == [0, 0, 0]
    told = json.loads(AuditEntry.objects.get(verb="training.remove_module").details)
    assert (told["title"], told["materials"][0]["title"]) == ("Merekam", "Panduan")
    assert len(told["materials"][0]["versions"][0]["digest"]) == 64
    refused("removed_already", actions.remove_module, first)
    refused("removed_already", actions.remove_material, material)
    assert second.pk == programme.modules.get().pk


def test_the_module_of_the_system_that_was_added_by_mistake_goes_too(programme: Programme) -> None:
    actions.remove_module(actions.add_responsibility_module(programme, **act()), **act())
    assert not programme.modules.exists()


def test_a_module_that_is_taught_read_or_checked_by_stays_and_says_why(
    programme: Programme, meeting: Meeting, sulastri: Enrolment
) -> None:
    taught = add_module(programme, "Merekam", meetings=[meeting])
    assert "diajarkan di 1 sesi" in refused("module_taught", actions.remove_module, taught)
    read = add_module(programme, "Menyunting")
    add_material(read, "Panduan gunting")
    assert "Panduan gunting" in refused("module_offered", actions.remove_module, read)
    checked = add_module(programme, "Izin")
    item = actions.add_check(checked, text="Sudah minta izin?", **act())
    hand_in(make_assignment(sulastri.stage), sulastri)
    actions.retire_check(item, **act())
    assert "1 kiriman karya" in refused("module_checked", actions.remove_module, checked)


@pytest.mark.parametrize(
    ("release", "is_offered"),
    [
        ({"release": "open"}, True),
        ({"release": "held"}, False),
        ({"release": "date", "release_on": -1}, True),
        ({"release": "date", "release_on": 1}, False),
        ({"release": "attendance", "came": "present"}, True),
        ({"release": "attendance", "came": "absent"}, False),
        ({"release": "work", "release_works": 1}, False),
    ],
    ids=str,
)
def test_a_material_stays_once_a_participant_could_open_it(
    programme: Programme, meeting: Meeting, sulastri: Enrolment, release: dict[str, Any], *, is_offered: bool
) -> None:
    came = release.get("came")
    given = {name: value for name, value in release.items() if name != "came"}
    if came:
        actions.record_presence(meeting, sulastri, came, by=SETUP, at=clock.now())
        given["release_meetings"] = [meeting]
    if days := release.get("release_on"):
        given["release_on"] = (clock.now() + timedelta(days=days)).astimezone(clock.office_zone()).date()
    material = add_material(add_module(programme), **given)
    if is_offered:
        refused("material_offered", actions.remove_material, material)
    else:
        actions.remove_material(material, **act())
    assert Material.objects.exists() == is_offered


def test_closing_a_material_or_moving_its_module_does_not_make_it_unread(
    programme: Programme, sulastri: Enrolment
) -> None:
    module = add_module(programme)
    closed, moved = add_material(module, "Ditutup"), add_material(module, "Dipindah")
    change(closed)
    refused("material_offered", actions.remove_material, closed)
    fields = {"title": module.title, "objectives": "", "track": None, "ordinal": None, "meetings": []}
    actions.change_module(module, stage=make_stage(programme, ordinal=2), **fields, **act())
    refused("material_offered", actions.remove_material, moved)
    fresh = add_material(module, "Baru")
    actions.remove_material(fresh, **act())
    assert [(each.title, each.ordinal) for each in module.materials.all()] == [("Ditutup", 1), ("Dipindah", 2)]


def test_what_was_removed_takes_no_more_changes(programme: Programme) -> None:
    module = add_module(programme)
    material = add_material(module)
    actions.remove_material(material, **act())
    late: list[Callable[[], object]] = [lambda: change(material)]
    actions.remove_module(module, **act())
    fields = {"title": "Lagi", "objectives": "", "stage": None, "track": None, "ordinal": None, "meetings": []}
    late += [
        lambda: actions.change_module(module, **fields, **act()),
        lambda: add_material(module),
        lambda: actions.add_check(module, text="Apa?", **act()),
    ]
    for each in late:
        with pytest.raises(DomainError) as told, transaction.atomic():
            each()
        assert told.value.code == "removed_already"
    assert (Module.objects.count(), Material.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_a_material_added_while_its_module_goes_is_with_it_or_refused(programme: Programme) -> None:
    for number in range(4):
        module = add_module(programme)
        acts = [
            lambda module=module: actions.remove_module(module, **act()),
            lambda module=module: add_material(module),
        ]
        outcomes = race(acts if number % 2 else acts[::-1])
        assert outcomes in ({"done": 2}, {"done": 1, "removed_already": 1})
        assert (Module.objects.count(), Material.objects.count()) == (0, 0)


def desk(name: str, programme: Programme, *args: object) -> str:
    return reverse(f"training:{name}", args=[programme.organisation.slug, programme.slug, *args])


def test_the_desk_asks_once_tells_the_reason_and_lets_nobody_else(
    programme: Programme,
    sulastri: Enrolment,
    officer: Account,
    inspector: Account,
    stranger: Account,
    signed_in: SignIn,
) -> None:
    module = add_module(programme)
    unused, used = add_material(module, "Salah unggah", release="held"), add_material(module, "Dibaca")
    gone = [desk("remove_material", programme, unused.pk), desk("remove_module", programme, module.pk)]
    for at in gone:
        sent = {"once": str(uuid.uuid4())}
        assert [signed_in(who).post(at, sent).status_code for who in (inspector, stranger)] == [403, 404]
    client = signed_in(officer)
    assert all(at in client.get(desk("module", programme, module.pk)).content.decode() for at in gone)
    assert "beserta semua versinya" in client.get(gone[0]).content.decode()
    assert client.post(gone[0], {"once": str(uuid.uuid4())}).status_code == 302
    told = client.post(gone[1], {"once": str(uuid.uuid4())})
    assert (told.status_code, "tidak dapat dihapus: Dibaca" in told.content.decode()) == (422, True)
    assert list(Material.objects.all()) == [used]
