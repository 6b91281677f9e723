"""A call's title in English: read by who reads English, wherever applicants and the public read the title."""

import json
import uuid
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.utils import translation

from applications.test_calls import filled
from applications.test_express import a_moment_later, ask, posted
from factories.applications import apply, make_call
from factories.express import Pages, express_lanes
from factories.people import SETUP
from factories.planning import make_programme, make_stage
from sanggar.applications import actions
from sanggar.applications.actions.calls import CallIsFrozen
from sanggar.applications.documents.receipt import receipt_data
from sanggar.applications.letters import common_values, receipt_values, shown_before
from sanggar.applications.models import Call
from sanggar.applications.moments import Moment
from sanggar.faces.public import express as own_page
from sanggar.foundation import clock
from sanggar.foundation.express import ExpressLanes
from sanggar.foundation.models import AuditEntry
from sanggar.people.models import Account, Organisation
from sanggar.planning.models import Programme

FORM = "/daftar/tahap-1/"
ROOM = "/desk/diskominfo-malang/youtuber-tiktok/pendaftaran/"
INDONESIAN, ENGLISH = "Pendaftaran Tahap 1", "Applications for the first stage"
Desk = Callable[[Account], Client]


@pytest.fixture
def call(programme: Programme) -> Call:
    return make_call(programme, title_en=ENGLISH)


def titles_on(address: str, language: str, client: Client | None = None) -> tuple[bool, bool]:
    browser = client or Client()
    browser.cookies["bahasa"] = language
    page = browser.get(address).content.decode()
    return INDONESIAN in page, ENGLISH in page


@pytest.mark.django_db
def test_who_reads_english_reads_the_english_title_and_nobody_else(call: Call) -> None:
    own = apply(call).own_path
    for address in ("/", "/diskominfo-malang/youtuber-tiktok/", FORM, own, f"{own}ubah/"):
        assert (titles_on(address, "id"), titles_on(address, "en")) == ((True, False), (False, True)), address


@pytest.mark.django_db
def test_without_an_english_title_everyone_reads_the_indonesian_one(programme: Programme) -> None:
    make_call(programme)
    assert (titles_on(FORM, "id"), titles_on(FORM, "en")) == ((True, False), (True, False))


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "title"), [("id", INDONESIAN), ("en", ENGLISH)])
def test_letters_and_the_printed_receipt_tell_it_in_the_person_s_own_language(
    call: Call, language: str, title: str
) -> None:
    application = apply(call, language=language)
    for reader in ("id", "en"):  # whoever is at the desk
        with translation.override(reader):
            letter = shown_before(application, Moment.RECEIPT, receipt_values(application))
        assert [each in letter for each in (INDONESIAN, ENGLISH)] == [each == title for each in (INDONESIAN, ENGLISH)]
    with translation.override(language):
        facts = [value for _label, value in receipt_data(application, at=clock.now())["facts"]]
    assert title in facts


@pytest.mark.django_db
def test_it_is_written_with_the_call_and_changed_like_the_title(
    programme: Programme, officer: Account, signed_in: Desk
) -> None:
    make_stage(programme)
    desk = signed_in(officer)
    start = filled(desk, f"{ROOM}baru/", slug="tahap-1")
    assert (start["title"], start["title_en"]) == (INDONESIAN, "Applications for Stage 1")
    desk.post(f"{ROOM}baru/", start | {"title_en": ENGLISH})
    call = Call.objects.get()
    desk.post(f"{ROOM}buka/tahap-1/terbitkan/", {"once": str(uuid.uuid4())})
    change = f"{ROOM}buka/tahap-1/ubah/"
    assert desk.post(change, filled(desk, change, title_en="Apply now")).status_code == 302
    call.refresh_from_db()
    assert (call.title_en, call.published_at is not None) == ("Apply now", True)
    told = json.loads(AuditEntry.objects.filter(verb="applications.change_call").latest("pk").details)
    assert (told["words"], told["words_before"]) == ({"title_en": "Apply now"}, {"title_en": ENGLISH})
    Call.objects.update(frozen_at=clock.now())
    with pytest.raises(CallIsFrozen):
        actions.change_call(call, title_en="Late", by=SETUP, at=clock.now())


@pytest.mark.django_db
def test_a_copy_has_titles_of_its_own(call: Call, officer: Account, signed_in: Desk) -> None:
    start = filled(signed_in(officer), f"{ROOM}baru/seperti/{call.slug}/")
    assert [start[name] for name in ("title", "title_en")] == [
        "Pendaftaran Tahap 1 ke-2",
        "Applications for Stage 1, call 2",
    ]


# --- the express lane ------------------------------------------------------------------------------------------------
@pytest.fixture
def lanes() -> Iterator[ExpressLanes]:
    with express_lanes(Pages()) as made:
        yield made


@pytest.mark.django_db(transaction=True)
def test_the_lane_keeps_each_language_s_own_and_notices_a_change(lanes: ExpressLanes, office: Organisation) -> None:
    call = make_call(make_programme(office), title_en=ENGLISH)
    own = ask(lanes, "POST", FORM, posted()).headers["Location"]
    check = posted(step="check")

    def read(title: str, title_en: str) -> None:
        for method, address, typed in (("GET", FORM, None), ("POST", FORM, check), ("GET", own, None)):
            for language, told, other in (("id", title, title_en), ("en", title_en, title)):
                for _again in range(2):
                    page = ask(lanes, method, address, typed, HTTP_COOKIE=f"bahasa={language}").text
                    assert (told in page, other in page) == (True, False), (address, language)

    read(INDONESIAN, ENGLISH)
    actions.change_call(call, title_en="Apply now", by=SETUP, at=clock.now())
    a_moment_later()
    own_page.PAGES.forget()
    read(INDONESIAN, "Apply now")


@pytest.mark.django_db
def test_a_stage_that_is_called_by_its_number_is_so_in_english_and_another_keeps_its_name(programme: Programme) -> None:
    stage = make_stage(programme, ordinal=2)
    with translation.override("en"):
        assert stage.shown_name == "Stage 2"
        stage.name = "Angkatan Semeru"
        assert stage.shown_name == "Angkatan Semeru"
    stage.name = "Tahap 2"
    assert stage.shown_name == "Tahap 2"


@pytest.mark.django_db
def test_a_letter_names_the_stage_in_the_language_of_who_reads_it(call: Call) -> None:
    application = apply(call)
    assert [common_values(application, language)["tahap"] for language in ("id", "en")] == ["Tahap 1", "Stage 1"]


@pytest.mark.django_db
def test_public_pages_name_the_stage_in_the_reader_s_language(call: Call) -> None:
    browser = Client()
    for language, name in (("id", "<h2>Tahap 1</h2>"), ("en", "<h2>Stage 1</h2>")):
        browser.cookies["bahasa"] = language
        assert name in browser.get("/diskominfo-malang/youtuber-tiktok/").content.decode()
