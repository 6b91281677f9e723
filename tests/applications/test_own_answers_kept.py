"""Answers to a call's own questions are never lost: not on the way back from checking, not by a later edit."""

import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from factories.applications import add_question, make_call
from sanggar.applications.models import AnswerFile, Application, Call
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
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20
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
