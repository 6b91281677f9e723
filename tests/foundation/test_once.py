"""A form is carried out once, whatever happens to the click or to the answer."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.http import QueryDict

from sanggar.foundation import clock, once
from sanggar.foundation.errors import DomainError
from sanggar.foundation.models import Once
from sanggar.foundation.ui.forms import ActForm

TOKEN = uuid.UUID("6a1f0e0e-0000-4000-8000-000000000001")


class Refused(DomainError):
    code = "refused"
    message = "Belum bisa."


class NoteForm(ActForm):
    note = forms.CharField(required=False)
    sheet = forms.FileField(required=False)


def _form(note: str, **files: Any) -> NoteForm:
    return NoteForm(QueryDict(f"once={TOKEN}&note={note}"), files)


def _send(form: NoteForm, done: list[str]) -> bool:
    assert form.is_valid()
    return form.carry_out(lambda note, **_: done.append(note))


@pytest.mark.django_db
def test_the_second_click_is_told_that_it_is_done_and_does_nothing() -> None:
    done: list[str] = []
    assert [_send(_form("a"), done), _send(_form("a"), done)] == [True, True]
    assert done == ["a"]


@pytest.mark.django_db
def test_the_same_form_sent_again_with_other_words_is_told_and_can_then_be_sent() -> None:
    """Someone went back, changed an answer and sent again: the change must not be lost in silence."""
    done: list[str] = []
    _send(_form("a"), done)
    changed = _form("b")
    assert not _send(changed, done)
    assert [text[:48] for _, text in changed.linked_errors] == ["Formulir ini sudah pernah terkirim dengan isi ya"]
    fresh = changed["once"].value()
    assert fresh != str(TOKEN)
    assert _send(NoteForm(QueryDict(f"once={fresh}&note=b")), done)
    assert done == ["a", "b"]


@pytest.mark.django_db
def test_another_file_is_another_content() -> None:
    done: list[str] = []
    assert _send(_form("a", sheet=SimpleUploadedFile("satu.pdf", b"%PDF-1")), done)
    assert _send(_form("a", sheet=SimpleUploadedFile("satu.pdf", b"%PDF-1")), done)
    assert not _send(_form("a", sheet=SimpleUploadedFile("dua.pdf", b"%PDF-12")), done)


@pytest.mark.django_db
def test_an_act_that_was_refused_may_be_tried_again_with_the_same_form() -> None:
    def refuse(**_: object) -> None:
        raise Refused

    form, done = _form("a"), list[str]()
    assert form.is_valid()
    assert not form.carry_out(refuse)
    assert _send(_form("a"), done)
    assert (done, Once.objects.count()) == (["a"], 1)


@pytest.mark.django_db
def test_a_form_without_its_token_is_told_kindly_and_not_carried_out() -> None:
    form = NoteForm(QueryDict("note=a"))
    assert not form.is_valid()
    assert Once.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_of_eight_clicks_at_once_one_acts() -> None:
    start = Barrier(8)

    def click(_: int) -> bool:
        start.wait()
        try:
            with transaction.atomic():
                return once.claim(TOKEN, clock.now())
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(click, range(8))) == [False] * 7 + [True]
