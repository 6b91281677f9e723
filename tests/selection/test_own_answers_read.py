"""A call's own questions before its reviewers: those that the office lets them read, blinded, and no others."""

import json
import uuid
from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from factories.applications import add_question
from factories.merit import make_review_call, tasks_on
from factories.people import SETUP, make_office
from factories.planning import make_programme
from sanggar.applications.models import OWN_PLACE, Application, Call, Question
from sanggar.applications.pages.question_forms import QuestionForm
from sanggar.foundation import clock
from sanggar.foundation.sealed import seal
from sanggar.people.models import Account
from sanggar.selection.pages.merit.blinding import HIDDEN

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


@pytest.fixture(scope="module")
def shared_out(kept: None) -> int:
    return make_review_call(make_programme(make_office()), people=2, reviewers=2).pk


def own_answers_shown(call: Call, signed_in: SignIn, given: dict[Question, str]) -> str:
    """The page of somebody's reviewer, once that somebody has answered so."""
    application = call.applications.order_by("pk")[0]
    sealed = seal(json.dumps({str(question.pk): answer for question, answer in given.items()}), OWN_PLACE)
    Application.objects.filter(pk=application.pk).update(own_answers_sealed=sealed)
    task = tasks_on(application)[0]
    return signed_in(task.reviewer.account).get(f"/saya/penilaian/tahap-1/{task.ordinal}/").content.decode()


def test_reviewers_read_what_the_office_asks_for_them_and_nothing_else(shared_out: int, signed_in: SignIn) -> None:
    call = Call.objects.get(pk=shared_out)
    kind = add_question(call, "Usaha apa?", "one", options=[("Keripik", "Crisps"), ("Batik", "Batik")])
    plan, kept = add_question(call, "Rencana Anda?", "long"), add_question(call, "Ukuran kaus?", reviewers_read=False)
    name = call.applications.order_by("pk")[0].name
    told = f"Saya {name}, WA 0812-3456-7890, membuat seri dapur."
    page = own_answers_shown(call, signed_in, {kind: "a2", plan: told, kept: "Besar sekali"})
    assert [word in page for word in ("Usaha apa?", "Batik", "Rencana Anda?", "membuat seri dapur.")] == [True] * 4
    assert [word in page for word in ("Ukuran kaus?", "Besar sekali", name, "0812-3456-7890")] == [False] * 4
    assert HIDDEN in page


def test_links_and_files_never_reach_reviewers(shared_out: int, signed_in: SignIn) -> None:
    call = Call.objects.get(pk=shared_out)
    links = [add_question(call, f"Berikan {kind}", kind, reviewers_read=True) for kind in ("link", "file")]
    page = own_answers_shown(call, signed_in, dict.fromkeys(links, "https://youtube.com/rahasia"))
    assert ("Berikan" in page, "rahasia" in page) == (False, False)
    with pytest.raises(IntegrityError, match="question_telling_unread_by_reviewers"), transaction.atomic():
        Question.objects.filter(pk=links[0].pk).update(reviewers_read=True)


def test_what_is_compared_with_others_reaches_no_reviewer(shared_out: int) -> None:
    """A bank account, or where somebody lives."""
    account = add_question(Call.objects.get(pk=shared_out), "Nomor rekening?", compared_as="account")
    assert not account.reviewers_read
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.filter(pk=account.pk).update(reviewers_read=True)


def test_the_editor_offers_it_ticked_and_other_wishes_make_another_version(shared_out: int) -> None:
    """What was answered before was meant for reviewers, or was not: it stays so."""
    call = Call.objects.get(pk=shared_out)
    first = add_question(call, "Rencana Anda?", "long")
    assert QuestionForm(call, None)["reviewers_read"].value() is True
    words = {"label": "Rencana Anda?", "label_en": "Rencana Anda? (en)", "kind": "long", "once": str(uuid.uuid4())}
    form = QuestionForm(call, first, words)
    assert form.is_valid()
    assert form.carry_out(form.write, by=SETUP, at=clock.now())
    versions = call.questions.filter(key=first.key).order_by("version")
    assert [(each.version, each.reviewers_read) for each in versions] == [(1, True), (2, False)]
