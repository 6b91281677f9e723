"""Files chosen on the form: kept before anything else is said, or named as those that have to be chosen again."""

import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client

from applications.test_form import posted
from factories.applications import add_question, apply, make_call
from factories.photos import png
from sanggar.applications.models import AnswerFile, Application, Call, Draft, Question
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
FORM = "/daftar/tahap-1/"
PNG = png(is_bare=True)


@pytest.fixture
def call(programme: Programme) -> Call:
    return make_call(programme)


@pytest.fixture
def work(call: Call) -> Question:
    return add_question(call, "Contoh karya?", "file")


def photo(content: bytes = PNG) -> SimpleUploadedFile:
    return SimpleUploadedFile("karya.png", content, "image/png")


def away(*_args: Any, **_named: Any) -> None:
    raise OperationalError


def carries_the_file(page: Any, work: Question) -> bool:
    return f'name="{work.name}" value="{AnswerFile.objects.get().token}"' in page.content.decode()


def test_a_file_survives_the_hidden_field_too_many_sends_and_an_error_of_the_form(
    call: Call, work: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    def send(**more: Any) -> Any:
        AnswerFile.objects.all().delete()
        return Client().post(FORM, posted(submission_id=str(uuid.uuid4())) | {work.name: photo()} | more)

    trapped = send(website="https://contoh.example")
    assert (trapped.status_code, carries_the_file(trapped, work)) == (422, True)
    wrong = send(phone="12")
    assert (wrong.status_code, carries_the_file(wrong, work)) == (422, True)
    monkeypatch.setattr("sanggar.applications.pages.sending_limits.PHONE_SENDS", 0)
    for step in ("send", "draft"):
        many = send(step=step)
        assert (many.status_code, carries_the_file(many, work)) == (429, True)
        assert "belum kami terima" not in many.content.decode()


def test_a_file_of_a_draft_survives_as_well(call: Call, work: Question) -> None:
    draft = Draft.objects.get(number=Client().post(FORM, posted(step="draft"))["Location"].split("/")[4])
    overtaken = Client().post(draft.path, posted(step="draft", draft_version="7") | {work.name: photo()})
    assert (overtaken.status_code, carries_the_file(overtaken, work)) == (409, True)


def test_a_file_that_could_not_be_kept_is_named_and_the_way_back_is_the_form(
    call: Call, work: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sanggar.applications.pages.uploads.keep_answer_file", away)
    page = Client().post(FORM, posted(step="send") | {work.name: photo()})
    told = page.content.decode()
    assert (page.status_code, "<li>karya.png</li>" in told) == (503, True)
    assert ('value="change"' in told, 'value="send"' in told) == (True, False)
    again = Client().post(FORM, posted(step="change"))
    assert again.context["form"]["motivation"].value() == posted()["motivation"]
    refused = Client().post(FORM, posted(website="x") | {work.name: photo(b"MZ jahat")}).content.decode()
    assert ("<li>karya.png</li>" in refused, 'value="change"' in refused) == (True, True)


def test_the_way_back_leads_into_the_edited_form_with_what_was_typed(
    call: Call, work: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = apply(call)
    address = f"{application.own_path}ubah/"
    typed = {name: value for name, value in posted().items() if name not in ("nik", "notice", "step", "submission_id")}
    monkeypatch.setattr("sanggar.applications.pages.uploads.keep_answer_file", away)
    page = Client().post(address, typed | {"motivation": "Lain.", work.name: photo()})
    assert (page.status_code, "<li>karya.png</li>" in page.content.decode()) == (503, True)
    back = Client().post(address, typed | {"motivation": "Lain.", "step": "change"})
    assert (back.status_code, back.context["form"]["motivation"].value()) == (200, "Lain.")
    assert Application.objects.get().revision == 1
