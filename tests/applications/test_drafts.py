"""Drafts: begun on one device, finished on another, seen by nobody else, gone when sent."""

import json
import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django_tasks_db.models import DBTaskResult

from applications.test_form import FORM, posted
from factories.applications import BUDI, SULASTRI, add_question, make_call
from factories.people import SETUP
from factories.photos import png
from sanggar.applications import actions, data_letters
from sanggar.applications.actions.answer_files import KEPT
from sanggar.applications.models import AnswerFile, Application, Call, Draft
from sanggar.applications.pages.application_form import NIK_TRIED_OFTEN, NIK_TRIES, NIK_WINDOW
from sanggar.foundation import clock
from sanggar.foundation.models import AuditEntry, StoredFile
from sanggar.journeys.purging import purge
from sanggar.people.models import Organisation
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(programme: Programme) -> Call:
    return make_call(programme)


def begin(**changes: str) -> str:
    """The address of a draft of Sulastri's."""
    response = Client().post(FORM, posted(step="draft", **changes))
    assert response.status_code == 303
    return str(response["Location"])


def again(path: str, **changes: str) -> dict[str, Any]:
    """The form of a draft as another device opens it, sent with some changes."""
    form = Client().get(path).context["form"]
    fields = {field.html_name: field.value() for field in form}
    return {name: value for name, value in fields.items() if value not in (None, "")} | changes


def in_words(response: Any) -> str:
    return unescape(re.sub(r"\s+", " ", response.content.decode()))


@pytest.mark.usefixtures("call")
def test_a_draft_begun_on_one_device_is_finished_on_another(call: Call) -> None:
    path = begin(motivation="Ingin belajar", name="", consent_photo="on")
    page = Client().get(path)
    assert page.context["form"]["motivation"].value() == "Ingin belajar"
    assert "Draf, belum terkirim" in in_words(page)
    assert path in page.content.decode()
    checked = Client().post(path, again(path, name="Sulastri", step="check"), follow=True)
    assert (checked.status_code, "Jawaban ini juga tersimpan" in in_words(checked)) == (200, True)
    carried = dict(re.findall(r'name="(\w+)" value="([^"]*)"', checked.content.decode()))
    sent = Client().post(path, carried | {"step": "send"})
    application = Application.objects.get()
    assert (sent.status_code, sent["Location"]) == (303, application.own_path)
    assert (application.name, application.motivation) == ("Sulastri", "Ingin belajar")
    assert set(application.consents.values_list("text__key", flat=True)) == {"notice", "photo"}
    assert not Draft.objects.exists()
    removed = AuditEntry.objects.get(verb="applications.remove_draft")
    assert json.loads(removed.details)["sent"] == application.receipt


@pytest.mark.usefixtures("call")
def test_a_draft_is_no_application_and_counts_nowhere() -> None:
    begin()
    begin(nik=BUDI)
    assert (Draft.objects.count(), Application.objects.count()) == (2, 0)


@pytest.mark.usefixtures("call")
def test_nothing_of_a_draft_is_in_the_clear_in_the_database() -> None:
    begin(motivation="Rahasia saya", email="sulastri@contoh.example", disability_need="Juru bahasa isyarat")
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - our own tables
            rows = str(cursor.fetchall())
            hidden = (SULASTRI, "Rahasia saya", "sulastri@contoh", "Juru bahasa isyarat")
            found += [(table, text) for text in hidden if text in rows]
    assert found == []
    assert json.dumps([task.args_kwargs for task in DBTaskResult.objects.all()]).count("contoh") == 0


@pytest.mark.usefixtures("call")
def test_the_nik_is_kept_sealed_and_no_page_of_the_draft_shows_it() -> None:
    path = begin()
    opened = Client().get(path)
    checked = Client().post(path, again(path, step="check"), follow=True)
    for page in (opened, checked):
        assert SULASTRI not in re.sub(r"[ -]", "", page.content.decode())
        assert "357305…" in in_words(page)
    assert checked.status_code == 200
    Client().post(path, again(path, nik=BUDI, step="draft"))
    assert Draft.objects.get().typed["nik"] == [BUDI]


@pytest.mark.usefixtures("call")
def test_checking_a_draft_has_an_address_that_is_read_again_in_another_language() -> None:
    path = begin(phone="12")
    checked = Client().post(path, again(path, step="check"))
    assert (checked.status_code, checked["Location"]) == (303, f"{path}?periksa")
    wrong = Client().get(checked["Location"])
    assert (wrong.status_code, wrong["Cache-Control"]) == (422, "no-store")
    assert list(wrong.context["form"].errors) == ["phone"]
    assert 'role="alert" tabindex="-1" autofocus' in wrong.content.decode()  # it answers a form, though by way of GET
    Client().post(path, again(path, phone="081234567890", step="check"))
    english = Client(headers={"Accept-Language": "en"}).get(checked["Location"])
    assert (english.status_code, "0812-3456-7890" in in_words(english)) == (200, True)
    assert "?ke=id&kembali=" in in_words(english)  # the link, as on any page


@pytest.mark.parametrize("typed", [BUDI, "3573"])
@pytest.mark.usefixtures("call")
def test_who_types_the_nik_again_on_the_check_page_learns_whether_it_is_the_one_that_is_kept(typed: str) -> None:
    path = begin()
    page = Client().post(path, again(path, step="check"), follow=True).content.decode()
    assert 'name="nik_again"' in page
    carried = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page)) | {"step": "send"}
    other = Client().post(path, carried | {"nik_again": typed})
    assert (other.status_code, list(other.context["form"].errors)) == (422, ["nik"])
    assert "tidak sama dengan yang tersimpan" in in_words(other)
    assert not Application.objects.exists()
    assert Client().post(path, carried | {"nik_again": f" {SULASTRI}"}).status_code == 303
    assert Application.objects.exists()


@pytest.mark.usefixtures("call")
def test_who_holds_the_link_can_not_find_the_nik_by_trying() -> None:
    path = begin()
    form = again(path, step="send")
    unsent = Client().post(path, form | {"name": "", "nik_again": SULASTRI})
    assert list(unsent.context["form"].errors) == ["name"]  # nothing is compared before all else is right
    for _try in range(NIK_TRIES):
        assert "tidak sama dengan yang tersimpan" in in_words(Client().post(path, form | {"nik_again": BUDI}))
    wrong, right = (Client().post(path, form | {"nik_again": nik}) for nik in (BUDI, SULASTRI))
    for page in (wrong, right):
        assert (page.status_code, page.context["form"].errors["nik"]) == (422, [str(NIK_TRIED_OFTEN)])
    assert not Application.objects.exists()
    with time_machine.travel(clock.now() + NIK_WINDOW):
        assert Client().post(path, form | {"nik_again": SULASTRI}).status_code == 303


@pytest.mark.usefixtures("call")
def test_a_number_that_can_not_be_read_stays_on_the_page_and_is_not_kept() -> None:
    page = Client().post(FORM, posted(step="draft", nik="3573"))
    assert (page.status_code, page.context["form"]["nik"].value()) == (200, "3573")
    assert "NIK belum terbaca" in in_words(page)
    assert "nik" not in Draft.objects.get().typed


@pytest.mark.usefixtures("call")
def test_of_two_devices_the_later_is_told_and_overwrites_nothing_unseen() -> None:
    path = begin(motivation="Dari ponsel")
    first, second = again(path, motivation="Dari laptop", step="draft"), again(path, motivation="Dari warnet")
    assert Client().post(path, first).status_code == 303
    for step in ("draft", "check", "send"):
        late = Client().post(path, second | {"step": step})
        assert (late.status_code, late.context["form"]["motivation"].value()) == (409, "Dari warnet")
        assert "Tersimpan: Dari laptop" in in_words(late)
        assert '?bahasa=en" name="step" value="change"' in late.content.decode()  # which saves nothing
        assert Draft.objects.get().typed["motivation"] == ["Dari laptop"]
    assert not Application.objects.exists()
    knowing = {**second, "draft_version": str(late.context["form"]["draft_version"].value()), "step": "draft"}
    assert Client().post(path, knowing).status_code == 303
    assert Draft.objects.get().typed["motivation"] == ["Dari warnet"]


@pytest.mark.usefixtures("call")
def test_saving_the_same_form_twice_makes_one_draft_and_other_answers_another() -> None:
    form = posted(step="draft")
    first, twice = Client().post(FORM, form), Client().post(FORM, form)
    sister = Client().post(FORM, form | {"name": "Sulastri Kedua", "nik": BUDI})
    assert first["Location"] == twice["Location"] != sister["Location"]
    assert Draft.objects.count() == 2


def test_one_form_kept_in_two_calls_is_two_drafts(call: Call, programme: Programme) -> None:
    form = posted(step="draft")
    other = make_call(programme, slug="lain")
    answers = [Client().post(path, form) for path in (FORM, f"/daftar/{other.slug}/", f"/daftar/{other.slug}/")]
    assert [answer.status_code for answer in answers] == [303, 303, 303]
    assert len({answer["Location"] for answer in answers}) == 3
    assert set(Draft.objects.values_list("call", flat=True)) == {call.pk, other.pk}


@pytest.mark.usefixtures("call")
def test_a_draft_sent_twice_gives_the_same_receipt_and_later_tells_nobody_which() -> None:
    path = begin()
    form = again(path, step="send")
    first, twice = Client().post(path, form), Client().post(path, form)
    assert (first.status_code, first["Location"]) == (twice.status_code, twice["Location"])
    opened = Client().get(path)
    assert (opened.status_code, Application.objects.get().receipt in opened.content.decode()) == (410, False)
    with time_machine.travel(clock.now() + timedelta(hours=2)):
        late = Client().post(path, form)
    assert (late.status_code, Application.objects.get().receipt in late.content.decode()) == (410, False)
    assert "Ingin memasarkan" in late.content.decode()


def test_a_wrong_link_is_not_found_like_one_that_never_was(call: Call) -> None:
    path = begin()
    number, token = path.split("/")[4:6]
    for wrong in (f"{number}/{token[::-1]}", f"{'0' * 16}/{token}"):
        assert Client().get(f"{call.path}draf/{wrong}/").status_code == 404
    page = Client().get(path)
    assert (page["Cache-Control"], page["Referrer-Policy"], page["X-Robots-Tag"]) == (
        "no-store",
        "no-referrer",
        "noindex, nofollow",
    )


def test_after_closing_the_link_says_so_and_the_draft_goes_when_its_term_has_passed(
    call: Call, other_office: Organisation
) -> None:
    path = begin()
    del other_office  # whose own terms count for it alone
    over = call.closes_at + timedelta(hours=1)
    with time_machine.travel(over):
        page = Client().get(path)
        assert (page.status_code, "Draf Anda tidak terkirim" in in_words(page)) == (410, True)
        assert Client().post(path, {"step": "send"}).status_code == 410
        assert purge(over)["draft"] == 0
    assert purge(call.closes_at + timedelta(days=13, hours=23))["draft"] == 0
    assert purge(call.closes_at + timedelta(days=14, hours=1))["draft"] == 1
    assert not Draft.objects.exists()
    assert not Application.objects.exists()


@pytest.mark.usefixtures("call")
def test_its_holder_can_take_a_draft_away_after_being_asked_once() -> None:
    path = begin()
    asked = Client().post(path, {"step": "forget"})
    assert (asked.status_code, Draft.objects.count()) == (200, 1)
    assert "Draf sudah dihapus" in in_words(Client().post(path, {"step": "forget_now"}))
    assert not Draft.objects.exists()


@pytest.mark.usefixtures("call")
def test_the_link_goes_to_the_address_that_was_typed_and_tells_nothing_of_it(mailoutbox: list[EmailMessage]) -> None:
    Client().post(FORM, posted(nik=BUDI, email="dikenal@contoh.example"))
    mailoutbox.clear()
    pages = [Client().get(begin(email=address)) for address in ("dikenal@contoh.example", "asing@contoh.example")]
    known, unknown = ([name for name in ("dikenal", "asing") if name in in_words(page)] for page in pages)
    assert (known, unknown) == (["dikenal"], ["asing"])
    for draft in Draft.objects.order_by("pk"):
        data_letters.send_draft_link.func(draft.pk)
    assert [letter.to for letter in mailoutbox] == [["dikenal@contoh.example"], ["asing@contoh.example"]]
    first, second = (re.sub(r"/draf/\S+", "", str(letter.body)) for letter in mailoutbox)
    assert first == second
    assert "draf" in str(mailoutbox[0].body)


def test_a_file_stays_as_long_as_the_draft_that_names_it(call: Call) -> None:
    question = add_question(call, "Karya?", "file")
    upload = SimpleUploadedFile("karya.png", png())
    response = Client().post(FORM, posted(step="draft") | {question.name: upload})
    path = response["Location"]
    later = clock.now() + KEPT + timedelta(hours=1)
    assert actions.forget_answer_files(later) == 0
    assert "karya.png" in Client().get(path).content.decode()
    sent = Client().post(path, again(path, step="send"))
    kept = AnswerFile.objects.get()
    assert (sent.status_code, kept.application, kept.draft) == (303, Application.objects.get(), None)


def test_a_file_that_is_taken_out_of_a_draft_is_not_sent_with_it_and_goes_after_its_day(call: Call) -> None:
    question = add_question(call, "Karya?", "file")
    path = Client().post(FORM, posted(step="draft") | {question.name: SimpleUploadedFile("k.png", png())})["Location"]
    kept = AnswerFile.objects.get()
    Client().post(path, again(path, step="draft") | {question.name: [kept.token, ""]})
    page = Client().get(path)
    assert (page.context["form"][question.name].value(), "k.png" in page.content.decode()) == ("", False)
    assert AnswerFile.objects.get().draft is None
    assert actions.forget_answer_files(clock.now() + KEPT + timedelta(hours=1)) == 1


def test_a_draft_takes_its_file_along(call: Call) -> None:
    question = add_question(call, "Karya?", "file")
    upload = SimpleUploadedFile("karya.png", png())
    Client().post(FORM, posted(step="draft") | {question.name: upload})
    draft = Draft.objects.get()
    actions.remove_draft(draft, by=SETUP, at=clock.now())
    assert not AnswerFile.objects.exists()
    assert StoredFile.objects.get().destroyed_at


@pytest.mark.usefixtures("call")
def test_drafts_are_limited_by_address_and_phone_like_sendings() -> None:
    phone = {"REMOTE_ADDR": "203.0.113.7"}
    statuses = [Client().post(FORM, posted(step="draft"), **phone).status_code for _ in range(21)]
    assert statuses == [303] * 20 + [429]


@pytest.mark.usefixtures("call")
def test_what_is_far_too_long_is_refused_and_stays_on_the_page() -> None:
    page = Client().post(FORM, posted(step="draft", motivation="a" * 70_000))
    assert (page.status_code, Draft.objects.count()) == (422, 0)
    assert "a" * 70_000 in page.content.decode()
