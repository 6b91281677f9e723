"""Drafts and files at the same moment, on real connections: nothing is lost, nothing stands twice."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from applications.test_races import at_once
from factories.applications import add_question, answers_for, apply, make_call
from factories.people import SETUP
from factories.photos import png
from factories.planning import make_programme
from sanggar.applications import actions
from sanggar.applications.actions.answer_files import KEPT
from sanggar.applications.models import AnswerFile, Application, Call, Draft
from sanggar.applications.own_questions import AnswerFileGone
from sanggar.applications.queries import texts_in_force
from sanggar.applications.question_queries import Chosen
from sanggar.foundation import clock, files
from sanggar.foundation.models import StoredFile
from sanggar.people.models import Organisation

pytestmark = pytest.mark.django_db(transaction=True)
PICTURE = png(is_bare=True)


@pytest.fixture
def call(office: Organisation) -> Call:
    return make_call(make_programme(office))


def test_of_8_clicks_on_one_form_one_draft_comes(call: Call) -> None:
    form, at = uuid.uuid4(), clock.now()
    found = at_once(
        *[lambda: actions.begin_draft(call, {"name": ["Wati"]}, submission_id=form, at=at) for _ in range(8)]
    )
    assert {draft.pk for draft in found} == {Draft.objects.get().pk}


def test_of_4_devices_that_save_at_once_one_is_first_and_the_others_are_told(call: Call) -> None:
    at = clock.now()
    draft = actions.begin_draft(call, {"name": ["Wati"]}, submission_id=uuid.uuid4(), at=at)
    saves = [{"name": [f"Wati {number}"]} for number in range(4)]
    results = at_once(*[lambda s=typed: actions.save_draft(draft, s, seen=1, by=SETUP, at=at) for typed in saves])
    assert sorted(type(each).__name__ for each in results) == ["Draft", *["DraftChanged"] * 3]
    assert (Draft.objects.get().version, Draft.objects.get().typed in saves) == (2, True)


def test_of_4_sendings_of_one_chosen_file_one_is_stored_and_each_is_told_of_it(call: Call) -> None:
    question, chosen, at = add_question(call, "Contoh karya?", "file"), Chosen(uuid.uuid4(), uuid.uuid4()), clock.now()

    def send() -> AnswerFile:
        upload = SimpleUploadedFile("a.png", PICTURE)
        return actions.keep_answer_file(question, upload, at=at, chosen=chosen)

    assert {each.token for each in at_once(*[send] * 4)} == {AnswerFile.objects.get().token}
    assert StoredFile.objects.count() == 1


def test_a_draft_that_is_sent_and_saved_at_once_is_either_and_never_both(call: Call) -> None:
    at, form = clock.now(), uuid.uuid4()
    draft = actions.begin_draft(call, {"name": ["Wati"]}, submission_id=form, at=at)
    answers, texts = answers_for(call), texts_in_force(call)[:1]
    at_once(
        lambda: actions.send_draft(draft, answers, seen=1, submission_id=form, consents=texts, at=at),
        lambda: actions.save_draft(draft, {"name": ["Lain"]}, seen=1, by=SETUP, at=at),
        lambda: actions.send_draft(draft, answers, seen=1, submission_id=form, consents=texts, at=at),
    )
    assert (Draft.objects.count(), Application.objects.count()) in {(0, 1), (1, 0)}


def test_a_file_that_is_sent_as_its_day_ends_is_kept_or_its_sender_is_told(call: Call) -> None:
    question, at = add_question(call, "Karya?", "file"), clock.now()
    for _round in range(4):
        kept = actions.keep_answer_file(question, SimpleUploadedFile("a.png", PICTURE), at=at - KEPT)
        answers = answers_for(call, own={question.pk: kept.token})
        sent, _forgotten = at_once(
            lambda a=answers: apply(call, a), lambda: actions.forget_answer_files(at + timedelta(seconds=1))
        )
        if isinstance(sent, Application):
            assert files.content_of(AnswerFile.objects.get(application=sent).file.digest) == PICTURE
        else:
            assert isinstance(sent, AnswerFileGone)


def test_what_is_stored_as_the_same_content_is_destroyed_stays_on_disk() -> None:
    at = clock.now()

    def stored() -> StoredFile:
        return files.store(SimpleUploadedFile("a.png", PICTURE), by=SETUP, at=at)

    before = stored()
    for _round in range(6):
        old = before.pk
        before, _count = at_once(stored, lambda pk=old: files.destroy([pk], at=at))
        assert files.content_of(before.digest) == PICTURE
