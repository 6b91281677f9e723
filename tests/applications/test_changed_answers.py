"""Which answers an applicant changed, told to the officer beside what stands there now."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from factories.applications import BUDI, SULASTRI, add_question, answers_for, apply, make_call
from factories.people import SETUP
from sanggar.applications import actions
from sanggar.applications.models import Application, Call
from sanggar.applications.pages.change_presenters import changes_told
from sanggar.foundation import clock
from sanggar.foundation.audit import personal_of
from sanggar.foundation.models import AuditEntry, Region
from sanggar.people.models import Account
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
ROOM = "/desk/diskominfo-malang/youtuber-tiktok/pendaftaran/lamaran/"
LEVELS = [("SMP", "Middle school"), ("SMA", "High school")]
NOT_KEPT = "(tidak disimpan)"


@pytest.fixture
def call(programme: Programme) -> Call:
    return make_call(programme)


@pytest.fixture
def application(call: Call) -> Application:
    return apply(call)


@pytest.fixture
def desk(officer: Account, signed_in: Callable[[Account], Client]) -> Client:
    return signed_in(officer)


def edit(application: Application, **changes: Any) -> Application:
    given = answers_for(application.call, nik="", **changes)
    return actions.edit_application(application, given, by=application.actor, at=clock.now())


def ask(application: Application) -> None:
    actions.ask_for_correction(application, reason="Mohon dilengkapi.", by=SETUP, at=clock.now())


def words(page: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode()))


def told(application: Application) -> dict[str, str]:
    found = changes_told(Application.objects.get(pk=application.pk))
    return {label: words(str(value).encode()).strip() for label, value in found.pairs} | dict.fromkeys(
        (label.strip("“”") for label in found.unkept), NOT_KEPT
    )


def lines(application: Application) -> list[str]:
    found = changes_told(Application.objects.get(pk=application.pk)).lines
    return [line for each in found.values() for line in each]


def test_a_correction_tells_the_officer_which_answers_are_others_and_what_stood_there(desk: Client, call: Call) -> None:
    camera = add_question(call, "Punya kamera?")
    light = add_question(call, "Punya lampu?")
    application = apply(call, own={camera.pk: "Canon kuning", light.pk: "Ya"})
    ask(application)
    assert changes_told(application).since == ""
    edit(application, motivation="Ingin\nberjualan.", sex="L", own={camera.pk: "Nikon biru", light.pk: "Ya"})
    page = desk.get(f"{ROOM}{application.receipt}/").content
    assert "Diubah pelamar Sejak “Perbaikan diminta” pada " in words(page)
    assert "Berubah, tetapi isi semulanya tidak disimpan: “Punya kamera?”." in words(page)
    assert told(application) == {
        "Jenis kelamin": "Semula: Perempuan Sekarang: Laki-laki",
        "Motivasi": "Semula: Ingin memasarkan keripik tempe buatan ibu lewat video. Sekarang: Ingin berjualan.",
        "Punya kamera?": NOT_KEPT,
    }
    assert "Yang berubah: Jenis kelamin, Motivasi, “Punya kamera?”." in words(page)
    assert ("Canon kuning" in words(page), "Nikon biru" in words(page)) == (False, True)


def test_of_numbers_only_the_name_is_told(desk: Client, call: Call) -> None:
    actions.ask_family_card(call, asked=True, by=SETUP, at=clock.now())
    application = apply(call, family_card="3573050101030001")
    given = answers_for(call, nik=BUDI, family_card="3573050101030002")
    actions.edit_application(application, given, by=application.actor, at=clock.now())
    page = desk.get(f"{ROOM}{application.receipt}/").content.decode()
    assert told(application) == {"NIK": NOT_KEPT, "Nomor Kartu Keluarga (KK)": NOT_KEPT}
    assert re.findall(r"\b(?:\d ?){15}\d\b", page) == []
    assert [number in page for number in (SULASTRI, BUDI, "357305010103")] == [False] * 3


def test_what_was_changed_several_times_is_told_once_from_what_the_office_knew(application: Application) -> None:
    with time_machine.travel(clock.now() + timedelta(hours=1)):
        edit(application, name="Sulastri Dewi", email="a@contoh.example")
    with time_machine.travel(clock.now() + timedelta(hours=2)):
        edit(application, name="Sulastri Ayu", email="")
    assert told(application) == {"Nama lengkap": "Semula: Sulastri Sekarang: Sulastri Ayu"}
    assert lines(application) == ["Yang berubah: Nama lengkap, Alamat email."] * 2
    with time_machine.travel(clock.now() + timedelta(hours=3)):
        actions.accept_for_draw(application, by=SETUP, at=clock.now())
    assert changes_told(application).since == ""
    assert len(lines(application)) == 2


def test_who_says_that_it_is_right_as_it_stands_is_told_as_that(desk: Client, application: Application) -> None:
    ask(application)
    edit(application)
    page = words(desk.get(f"{ROOM}{application.receipt}/").content)
    assert "Pelamar menyimpan lamarannya; isinya sama dengan semula." in page
    assert "Disimpan tanpa mengubah jawaban." in page


def test_who_may_not_know_specific_data_can_not_tell_a_change_of_them_from_any_other(
    desk: Client, programme: Programme, inspector: Account, signed_in: Callable[[Account], Client]
) -> None:
    """Were they told of the rest, the saving of which nothing is told would tell on its own what it was about."""
    call = make_call(programme, published=False)
    closed = add_question(call, "Penghasilan?", "one", options=LEVELS, counted_as="specific")
    actions.publish_call(call, by=SETUP, at=clock.now())
    needing = apply(call, own={closed.pk: "a1"})
    edit(needing, disability_need="Kursi roda", own={closed.pk: "a2"})
    other = apply(call, nik=BUDI, own={closed.pk: "a1"})
    given = answers_for(call, nik="", motivation="Ingin berjualan.", own={closed.pk: "a1"})
    actions.edit_application(other, given, by=other.actor, at=clock.now())
    assert told(needing) == {"Kebutuhan terkait disabilitas": NOT_KEPT, "Penghasilan?": NOT_KEPT}
    assert set(told(other)) == {"Motivasi"}
    reading = signed_in(inspector)
    for each in (needing, other):
        mine, theirs = (words(reader.get(f"{ROOM}{each.receipt}/").content) for reader in (desk, reading))
        marks = ("Lamaran diubah", "Yang berubah", "Diubah pelamar", "Sejak lamaran dikirim")
        assert [[mark in page for mark in marks] for page in (mine, theirs)] == [[True] * 4, [True, *[False] * 3]]
        assert ["Sulastri" in theirs, "disabilitas" in theirs, "Penghasilan" in theirs] == [True, False, False]


def test_however_often_answers_were_changed_the_page_asks_the_database_as_often(
    desk: Client, call: Call, django_assert_num_queries: Any
) -> None:
    camera = add_question(call, "Punya kamera?")
    application = apply(call, own={camera.pk: "Canon"})
    address = f"{ROOM}{application.receipt}/"
    edit(application, name="Sri 0", own={camera.pk: "0"})
    desk.get(address)
    with CaptureQueriesContext(connection) as once:
        desk.get(address)
    for number in range(1, 4):
        edit(application, name=f"Sri {number}", own={camera.pk: str(number)})
    with django_assert_num_queries(len(once)):
        page = desk.get(address).content
    assert words(page).count("Yang berubah: Nama lengkap, “Punya kamera?”.") == 4


def test_a_question_in_other_words_is_no_other_answer_and_a_file_or_an_answer_taken_back_is(call: Call) -> None:
    old, gone = add_question(call, "Punya kamera?"), add_question(call, "Punya lampu?")
    application = apply(call, own={old.pk: "Ya", gone.pk: "Ya"})
    new = actions.write_question(
        call,
        old.words | {"label": "Kamera apa?"},  # type: ignore[arg-type]  # the words of a question, as it holds them
        question=old,
        by=SETUP,
        at=clock.now(),
    )
    added = add_question(call, "Punya laptop?")
    edit(application, own={new.pk: "Ya", gone.pk: "", added.pk: ""})
    assert told(application) == {"Punya lampu?": NOT_KEPT}
    edit(application, own={new.pk: "Canon", gone.pk: "", added.pk: "Satu"})
    assert set(told(application)) == {"Kamera apa?", "Punya lampu?", "Punya laptop?"}


def test_an_entry_from_before_questions_were_named_says_that_some_were(call: Call) -> None:
    application = apply(call)
    details = {"fields": ["own_answers"], "revision": 2}
    actions.writing.note(application, "edit", before="submitted", by=application.actor, at=clock.now(), details=details)
    assert told(application) == {"Pertanyaan pendaftaran ini": NOT_KEPT}


def test_what_was_erased_is_told_no_more(application: Application) -> None:
    edit(application, name="Sulastri Dewi")
    actions.correct_application(application, name="Sri", phone="", email="", by=SETUP, at=clock.now())
    assert lines(application) == ["Yang berubah: Nama lengkap.", "Yang berubah: Nama lengkap, Nomor ponsel."]
    AuditEntry.objects.get(verb="applications.edit").personal.delete()
    assert told(application) == {"Nama lengkap": NOT_KEPT}
    actions.erase_application(application, purpose="uji", rows=0, by=SETUP, at=clock.now())
    assert (told(application), lines(application)) == ({}, [])


def test_a_kelurahan_of_the_same_name_elsewhere_is_another(application: Application) -> None:
    twin = Region.objects.create(
        code="35.73.04.1999", name="Dinoyo", level="kelurahan", parent=Region.objects.get(code="35.73.04")
    )
    edit(application, village=twin)
    assert told(application) == {
        "Kelurahan tempat tinggal": "Semula: Dinoyo, Lowokwaru Sekarang: Dinoyo, Sukun",
    }
    entry = AuditEntry.objects.get(verb="applications.edit")
    assert personal_of(entry) == {"before": {"village": "Dinoyo, Lowokwaru"}}


def test_in_english_too(application: Application) -> None:
    edit(application, category="community", birth_date=application.birth_date.replace(day=18), phone="+6281300000000")
    with translation.override("en"):
        found = changes_told(Application.objects.get())
    assert found.since == "Since the application was sent."
    assert [label for label, _value in found.pairs] == ["Date of birth", "Mobile number", "Category"]
    assert "17 August 2003" in str(found.pairs[0][1])
