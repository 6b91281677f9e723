"""At the counter: for someone without a telephone, with the consent on paper, and a receipt to take home."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from factories.applications import SULASTRI, add_question, answers_for, apply, make_call
from factories.people import SETUP
from factories.photos import png
from sanggar.applications import actions
from sanggar.applications.documents.consent_letter import consent_letter_data
from sanggar.applications.models import NOTICE, Act, Application, ApplicationState, Call, OfficeEntry
from sanggar.foundation import clock
from sanggar.foundation.models import AuditEntry
from sanggar.people.models import Account
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
ROOM = "/desk/diskominfo-malang/youtuber-tiktok/pendaftaran/"
COUNTER = f"{ROOM}buka/tahap-1/loket/"


@pytest.fixture
def call(programme: Programme) -> Call:
    return make_call(programme)


@pytest.fixture
def desk(officer: Account, signed_in: Callable[[Account], Client]) -> Client:
    return signed_in(officer)


def typed(desk: Client, **changes: object) -> dict[str, Any]:
    form = desk.get(COUNTER).context["form"]
    answers: dict[str, Any] = {
        "once": str(form["once"].value()),
        "name": "Sulastri",
        "nik": SULASTRI,
        "birth_date": "2003-08-17",
        "sex": "P",
        "kelurahan": "35.73.05.1004",
        "phone": "",
        "email": "",
        "track": "youtube",
        "category": "public",
        "motivation": "Ingin memasarkan keripik tempe.",
        "tell_by": "letter",
        "postal_address": "Jalan Uji 1, RT 2 RW 3",
        "signed_on": str(clock.today()),
        "paper_place": "Map 3, nomor 17",
        "card_shown": "on",
    }
    return answers | changes


def test_someone_without_a_telephone_is_entered_with_their_consent_on_paper(desk: Client, call: Call) -> None:
    response = desk.post(COUNTER, typed(desk))
    application = Application.objects.get()
    assert response.headers["Location"] == f"{ROOM}lamaran/{application.receipt}/dimasukkan/"
    entry = application.office_entry
    assert (application.phone, entry.tell_by, entry.consent_place) == ("", "letter", "Map 3, nomor 17")
    assert "Jalan Uji" not in entry.address_sealed
    acts = [(event.act, event.by_label) for event in application.events.all()]
    assert acts == [(Act.SUBMIT, "Dewi Pengelola"), (Act.IDENTIFY, "Dewi Pengelola")]
    page = desk.get(f"{ROOM}lamaran/{application.receipt}/").content.decode()
    assert ("Jalan Uji 1" in page, "Buka WhatsApp" in page) == (True, False)


def test_the_consent_can_be_a_scan(desk: Client, call: Call) -> None:
    scan = SimpleUploadedFile("surat.pdf", b"%PDF-1.7 surat", content_type="application/pdf")
    assert desk.post(COUNTER, typed(desk, paper_place="", scan=scan)).status_code == 302
    assert OfficeEntry.objects.get().consent_scan.name == "surat.pdf"  # type: ignore[union-attr]  # it is there


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"paper_place": ""}, "paper_place"),
        ({"tell_by": "phone"}, "phone"),
        ({"postal_address": ""}, "postal_address"),
        ({"signed_on": "2100-01-01"}, "signed_on"),
        ({"paper_place": f"Map {SULASTRI}"}, "paper_place"),
        ({"birth_date": "2020-08-17"}, "birth_date"),
    ],
)
def test_what_is_missing_is_told_on_its_field(desk: Client, call: Call, changes: dict[str, str], field: str) -> None:
    response = desk.post(COUNTER, typed(desk, **changes))
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert Application.objects.count() == 0


def test_who_applies_already_is_named_to_the_officer(desk: Client, call: Call) -> None:
    standing = apply(call)
    response = desk.post(COUNTER, typed(desk))
    assert (response.status_code, standing.receipt in str(response.context["form"].errors["nik"])) == (422, True)
    assert Application.objects.count() == 1


def test_after_closing_nothing_is_entered(desk: Client, call: Call) -> None:
    answers, given = typed(desk), answers_for(call, phone="")
    paper = actions.Paper(place="Map 1", tell_by="office")
    late = call.closes_at + timedelta(minutes=1)
    with pytest.raises(actions.CallNotOpen):
        actions.enter_application(call, given, paper=paper, consents=[], card_shown=False, by=SETUP, at=late)
    Call.objects.update(closed_at=clock.now())
    assert "tidak menerima lamaran" in desk.post(COUNTER, answers).content.decode()
    assert Application.objects.count() == 0


def test_the_letter_to_be_signed_is_printed_with_the_words_in_force_and_their_versions(
    desk: Client, programme: Programme, call: Call
) -> None:
    children = make_call(programme, slug="remaja", minimum_age=13)
    actions.write_text(call, key=NOTICE, text="Satu.\n\nDua.", text_en="One.", by=SETUP, at=clock.now())
    call.consent_texts.filter(version=2).update(text="Satu.\r\n\r\nDua.")  # as older ones were kept
    told, younger = (consent_letter_data(each, at=clock.now()) for each in (call, children))
    assert (told["notice_title"], told["notice"], told["guardian"]) == (
        "Pemberitahuan privasi (versi 2)", ["Satu.", "Dua."], None,
    )  # fmt: skip
    assert [each.endswith("(versi 1)") for each in told["uses"]] == [True, True]
    assert younger["guardian"]["title"] == "Persetujuan orang tua atau wali (versi 1)"
    for each in (call, children):
        address = f"{ROOM}buka/{each.slug}/loket/surat/"
        assert address in desk.get(f"{ROOM}buka/{each.slug}/loket/").content.decode()
        printed = desk.get(address)
        assert (printed.headers["Content-Type"], printed.content[:5]) == ("application/pdf", b"%PDF-")


def test_the_receipt_is_printed_by_who_entered_it_for_an_hour(desk: Client, call: Call, other_officer: Client) -> None:
    desk.post(COUNTER, typed(desk))
    application = Application.objects.get()
    address = f"{ROOM}lamaran/{application.receipt}/tanda-terima/"
    printed = desk.post(address)
    assert (printed.headers["Content-Type"], printed.content[:5]) == ("application/pdf", b"%PDF-")
    assert AuditEntry.objects.filter(verb="applications.print_receipt").count() == 1
    assert "Tautan halaman ini atau kodenya ditampilkan" in Client().get(application.own_path).content.decode()
    assert other_officer.post(address).status_code == 302
    with time_machine.travel(clock.now() + timedelta(minutes=61), tick=False):
        assert desk.post(address).status_code == 302
    assert AuditEntry.objects.filter(verb="applications.print_receipt").count() == 1


@pytest.fixture
def other_officer(office: Any, signed_in: Callable[[Account], Client]) -> Client:
    from factories.people import make_account

    return signed_in(make_account("Tono Rekan", "officer", office))


def test_an_application_entered_here_is_screened_like_any_other(desk: Client, call: Call) -> None:
    desk.post(COUNTER, typed(desk, tell_by="office", postal_address="", phone="0812-3456-7890"))
    application = Application.objects.get()
    assert (application.state, application.phone) == (ApplicationState.SUBMITTED, "+6281234567890")
    found = desk.get(f"{ROOM}lamaran/?way=counter").context["listing"].found
    assert [one.pk for one in found] == [application.pk]


def test_own_questions_are_asked_at_the_counter_with_a_file(desk: Client, call: Call) -> None:
    question = add_question(call, "Punya kamera?", is_required=True)
    file = add_question(call, "Karya?", "file")
    refused = desk.post(COUNTER, typed(desk))
    assert (refused.status_code, question.name in refused.context["form"].errors) == (422, True)
    upload = SimpleUploadedFile("karya.png", png())
    assert desk.post(COUNTER, typed(desk, **{question.name: "Ya", file.name: upload})).status_code == 302
    application = Application.objects.get()
    kept = application.answer_files.get()
    assert application.own_answers == {question.pk: "Ya", file.pk: kept.token}
