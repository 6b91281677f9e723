"""Answers to a call's own questions are never lost: not on the way back from checking, not by a later edit."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from factories.applications import add_question, answers_for, apply, make_call
from factories.people import SETUP
from factories.photos import png
from sanggar.applications import actions
from sanggar.applications.models import AnswerFile, Application, Call, Question
from sanggar.foundation import clock
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
FORM = "/daftar/tahap-1/"
ANSWERS = {
    "name": "Sulastri",
    "nik": "3573055708039001",
    "birth_date": "2003-08-17",
    "sex": "P",
    "kelurahan": "35.73.05.1004",
    "phone": "0812 3456 7890",
    "track": "youtube",
    "category": "public",
    "motivation": "Ingin memasarkan keripik tempe.",
    "notice": "on",
}
PNG = png(is_bare=True)
CHOICES = [("Punya sendiri", "My own"), ("Meminjam", "Borrowed"), ("Tidak punya", "None")]
TYPED = {
    "short": "Ya, Canon",
    "long": "Dua kamera.\r\nSatu lampu.",
    "one": "a2",
    "several": ["a1", "a3"],
    "number": "2,5",
    "date": "23/11/2026",
    "link": "contoh.id/karya",
}
KEPT = TYPED | {"number": "2.5", "date": "2026-11-23", "link": "https://contoh.id/karya"}


@pytest.fixture
def call(programme: Programme) -> Call:
    return make_call(programme)


def sent(**more: Any) -> dict[str, Any]:
    return ANSWERS | {"submission_id": str(uuid.uuid4()), "step": "send"} | more


def test_going_back_from_checking_brings_every_kind_of_answer_as_it_was_typed(call: Call) -> None:
    asked = {kind: add_question(call, f"Soal {kind}?", kind, options=CHOICES) for kind in (*TYPED, "file")}
    typed: dict[str, Any] = {asked[kind].name: value for kind, value in TYPED.items()}
    upload = SimpleUploadedFile("karya.png", PNG, "image/png")
    assert Client().post(FORM, sent(step="check", **typed, **{asked["file"].name: upload})).status_code == 200
    typed[asked["file"].name] = AnswerFile.objects.get().token

    changed = Client().post(FORM, sent(step="change", **typed))

    form, page = changed.context["form"], changed.content.decode()
    assert {name: form[name].value() for name in typed} == typed
    assert ("karya.png" in page, "[&#x27;" in page) == (True, False)
    again = {name: form[name].value() for name in typed}
    assert Client().post(FORM, sent(**again)).status_code == 303
    application = Application.objects.get()
    assert application.own_answers == {asked[kind].pk: KEPT[kind] for kind in TYPED} | {
        asked["file"].pk: typed[asked["file"].name]
    }
    assert AnswerFile.objects.get().application == application


@pytest.mark.parametrize("becomes", ["", "link"])
def test_a_later_edit_keeps_what_a_question_that_was_retired_or_became_another_kind_was_answered(
    call: Call, becomes: str
) -> None:
    words, work = add_question(call, "Punya kamera?"), add_question(call, "Karya?", "file")
    file = actions.keep_answer_file(work, SimpleUploadedFile("karya.png", PNG), at=clock.now())
    own: dict[int, Any] = {words.pk: "Ya, Canon", work.pk: file.token}
    application = apply(call, answers_for(call, own=own))
    for question in (words, work):
        if becomes:
            change(question, kind=becomes)
        else:
            actions.retire_question(question, by=SETUP, at=clock.now())

    page = edit(application, motivation="Ingin memasarkan tahu.")

    assert page.status_code == 302
    application.refresh_from_db()
    file.refresh_from_db()
    assert (application.motivation, application.own_answers) == ("Ingin memasarkan tahu.", own)
    assert (file.application, file.file.destroyed_at) == (application, None)


def test_an_answer_to_the_new_kind_takes_the_place_of_the_old_one(call: Call) -> None:
    old = add_question(call, "Karya?", "file")
    file = actions.keep_answer_file(old, SimpleUploadedFile("karya.png", PNG), at=clock.now())
    application = apply(call, answers_for(call, own={old.pk: file.token}))
    new = change(old, kind="link")
    assert edit(application, **{new.name: "contoh.id/karya"}).status_code == 302
    application.refresh_from_db()
    assert application.own_answers == {new.pk: "https://contoh.id/karya"}
    assert not AnswerFile.objects.exists()


def test_a_choice_that_is_offered_no_longer_stays_until_another_is_made(call: Call) -> None:
    old = add_question(call, "Ponsel?", "one", options=CHOICES)
    application = apply(call, answers_for(call, own={old.pk: "a2"}))
    new = change(old, options=[CHOICES[0], CHOICES[2]])
    edit(application, motivation="Lain.")
    application.refresh_from_db()
    assert application.own_answers == {old.pk: "a2"}
    edit(application, **{new.name: "a3"})
    application.refresh_from_db()
    assert application.own_answers == {new.pk: "a3"}


def test_who_empties_an_answer_that_is_still_asked_takes_it_back(call: Call) -> None:
    question = add_question(call, "Punya kamera?")
    application = apply(call, answers_for(call, own={question.pk: "Ya"}))
    new = change(question, label="Kamera apa?")
    assert edit(application, **{new.name: ""}).status_code == 302
    application.refresh_from_db()
    assert application.own_answers == {new.pk: ""}


def test_a_file_that_goes_while_it_is_being_sent_is_told_on_the_form_with_all_answers(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    words, work = add_question(call, "Punya kamera?"), add_question(call, "Karya?", "file")
    file = actions.keep_answer_file(work, SimpleUploadedFile("karya.png", PNG), at=clock.now())

    def judge_and_lose(*given: Any) -> None:
        actions.require_files(*given)
        assert actions.forget_answer_files(clock.now() + timedelta(days=2)) == 1

    monkeypatch.setattr("sanggar.applications.pages.own_fields.require_files", judge_and_lose)
    page = Client().post(FORM, sent(**{words.name: "Ya, Canon", work.name: file.token}))
    shown = page.content.decode()
    assert (page.status_code, Application.objects.exists()) == (422, False)
    assert list(page.context["form"].errors) == [work.name]
    assert ("tidak kami temukan lagi" in shown, "Ya, Canon" in shown, "keripik tempe" in shown) == (True, True, True)


def edit(application: Application, **changed: str) -> Any:
    posted = {name: value for name, value in ANSWERS.items() if name not in ("nik", "notice")}
    seen = {"revision": str(Application.objects.get(pk=application.pk).revision)}
    return Client().post(f"{application.own_path}ubah/", posted | seen | changed)


def change(question: Question, **words: Any) -> Question:
    written = question.words | {"options": [(label, label_en) for _key, label, label_en in question.options]} | words
    return actions.write_question(question.call, written, question=question, by=SETUP, at=clock.now())  # type: ignore[arg-type]
