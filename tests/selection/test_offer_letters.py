"""Whom a letter tells of an offer, once, and who is called instead."""

from datetime import timedelta

import pytest
from django.core import mail
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from factories.people import make_office
from factories.planning import make_programme
from factories.selection import (
    make_offers,
)
from sanggar.foundation import clock
from sanggar.selection import actions
from sanggar.selection.letters import resend_lost_letters, send_offer_letter
from sanggar.selection.models import Draw, Offer
from sanggar.selection.queries import call_list

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def offered(kept: None) -> int:
    """All six people are asked, two of whom have e-mail."""
    return make_offers(make_programme(make_office()), people=6, seats=6).pk


@pytest.fixture
def draw(offered: int, db: None) -> Draw:
    return Draw.objects.get(pk=offered)


def test_letters_go_to_those_with_e_mail_by_a_task_that_knows_the_id_alone(draw: Draw) -> None:
    tasks = DBTaskResult.objects.filter(task_path="sanggar.selection.letters.send_offer_letter")
    written = Offer.objects.exclude(application__email="").order_by("pk")
    assert sorted(task.args_kwargs["args"] for task in tasks) == [[offer.pk] for offer in written]
    assert (len(written), Offer.objects.filter(entry__draw=draw).count()) == (2, 6)


def test_the_letter_holds_the_own_link_and_the_deadline_and_leaves_once(draw: Draw) -> None:
    offer = Offer.objects.exclude(application__email="").earliest("pk")
    send_offer_letter.call(offer.pk)
    send_offer_letter.call(offer.pk)
    (letter,) = mail.outbox
    assert letter.to == [offer.application.email]
    assert (offer.application.own_path in letter.body, "paling lambat" in letter.body) == (True, True)
    assert letter.subject == "Kursi untuk Anda: Pelatihan YouTuber dan TikTok, Tahap 1"
    offer.refresh_from_db()
    assert offer.letter_at is not None


def test_a_letter_that_failed_to_leave_is_queued_again_and_only_then(draw: Draw) -> None:
    later = clock.now() + timedelta(minutes=11)
    assert resend_lost_letters(later) == 0
    DBTaskResult.objects.update(status=TaskResultStatus.FAILED)
    assert resend_lost_letters(clock.now()) == 0
    assert resend_lost_letters(later) == 2
    assert resend_lost_letters(later) == 0
    for offer in Offer.objects.exclude(application__email=""):
        send_offer_letter.call(offer.pk)
    DBTaskResult.objects.update(status=TaskResultStatus.SUCCESSFUL)
    assert resend_lost_letters(later) == 0


def test_no_letter_leaves_after_the_offer_was_answered(draw: Draw) -> None:
    offer = Offer.objects.exclude(application__email="").earliest("pk")
    actions.decline_offer(offer, by=offer.application.actor, at=clock.now())
    send_offer_letter.call(offer.pk)
    assert mail.outbox == []


def test_the_call_list_holds_those_who_can_still_answer(draw: Draw) -> None:
    everyone = list(call_list(draw.call.stage, clock.now()))
    assert [bool(offer.application.email) for offer in everyone] == [False] * 4 + [True] * 2
    assert list(call_list(draw.call.stage, everyone[0].deadline + timedelta(seconds=1))) == []
