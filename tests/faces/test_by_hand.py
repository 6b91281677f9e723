"""Who has no e-mail is told by the office: the letter waits at the desk with its words, until somebody says "told"."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client

from factories.evaluation import make_certificate, make_finisher, make_rule
from factories.mentoring import make_mentor, make_pair, make_slot
from factories.people import SETUP, make_account, make_office
from factories.planning import make_programme
from factories.races import race
from factories.training import make_cohort_of, make_enrolment
from sanggar.applications.models import Act
from sanggar.evaluation.letters import tell_certificate_issued
from sanggar.foundation import by_hand, clock
from sanggar.foundation.by_hand import ByHand, ToldAlready
from sanggar.foundation.messaging import outbox
from sanggar.foundation.messaging.envelope import Envelope
from sanggar.foundation.models import AuditEntry, Message
from sanggar.mentoring import actions, letters
from sanggar.mentoring.models import Mentorship
from sanggar.people.models import Account, Role
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


def act() -> dict[str, Any]:
    return {"by": SETUP, "at": clock.now()}


@pytest.fixture
def pair(programme: Programme) -> Mentorship:
    """Neither side has an address."""
    pair = make_pair(make_enrolment(make_cohort_of(programme), "Sulastri"), make_mentor(programme))
    Account.objects.filter(pk=pair.mentor.account_id).update(email=None)
    return pair


@pytest.fixture
def desk(programme: Programme) -> str:
    return f"/desk/{programme.organisation.slug}/{programme.slug}/"


def keep(to: ByHand) -> Message:
    words = Envelope(name=to.name, phone=to.phone, subject="Perihal", body="Tautan rahasia")
    return outbox.post(words, outbox.About(to.shelf, to.key, to.until), language="id", at=clock.now())


def waiting(programme: Programme) -> list[Message]:
    return list(by_hand.waiting(programme.shelf, clock.now()))


def words_of(letter: Message) -> str:
    words = by_hand.read(letter)
    return words.body if words else ""


def test_a_talk_is_told_to_both_with_a_link_that_needs_no_login(
    pair: Mentorship, programme: Programme, officer: Account, signed_in: SignIn, desk: str
) -> None:
    talk = actions.book_slot(make_slot(pair.mentor, days=2), pair, **act())
    letters.tell_of_talk.call(talk.pk)
    letters.tell_of_talk.call(talk.pk)
    assert (len(waiting(programme)), mail.outbox) == (2, [])
    client = signed_in(officer)
    assert "Sampaikan 2 surat langsung" in client.get(desk).content.decode()
    page = client.get(f"{desk}sampaikan/").content.decode()
    own = f"{pair.enrolment.application.own_path}pendampingan/"
    assert ("Sulastri" in page, "Maya Pendamping" in page, own in page) == (True, True, False)
    letter = next(each for each in waiting(programme) if own in words_of(each))
    shown = client.post(f"{desk}sampaikan/{letter.pk}/isi/").content.decode()
    assert (own in shown, "wa.me/62" in shown) == (True, True)
    event = pair.enrolment.application.events.last()
    assert event is not None
    assert (event.act, event.by_label) == (Act.REVEAL, str(officer))
    assert client.get(f"{desk}sampaikan/{letter.pk}/isi/").status_code == 405


def test_told_is_kept_with_who_and_when_and_once(
    pair: Mentorship, programme: Programme, officer: Account, signed_in: SignIn, desk: str
) -> None:
    letters.tell_mentor_of_new_people.call(pair.mentor_id, 1)
    (letter,) = waiting(programme)
    client, form = signed_in(officer), {"once": str(uuid.uuid4())}
    assert client.get(f"{desk}sampaikan/{letter.pk}/").status_code == 405
    assert [client.post(f"{desk}sampaikan/{letter.pk}/", form).status_code for _click in range(2)] == [302, 302]
    letter.refresh_from_db()
    assert (letter.told_by, letter.told_at is not None, waiting(programme)) == (officer.name, True, [])
    assert officer.name in client.get(f"{desk}sampaikan/").content.decode()
    entry = AuditEntry.objects.get(verb="foundation.tell_by_hand")
    assert "Maya" not in entry.details + entry.subject_label
    with pytest.raises(ToldAlready), transaction.atomic():
        by_hand.mark_told(letter, place=programme.place, **act())


def test_a_certificate_is_told_too(programme: Programme) -> None:
    make_rule(programme)
    certificate = make_certificate(make_finisher(make_cohort_of(programme)))
    tell_certificate_issued.call(certificate.pk)
    (letter,) = waiting(programme)
    words = by_hand.read(letter)
    assert words
    assert f"/sertifikat/{certificate.code}/" in words.body


def test_the_text_is_sealed_and_forgotten_and_what_is_past_is_told_no_more(programme: Programme) -> None:
    at = clock.now()
    soon, later = (
        ByHand("Sulastri", "", programme.shelf, key, at + timedelta(days=day)) for key, day in (("a", 1), ("b", 9))
    )
    for each in (soon, later):
        keep(each)
    assert not Message.objects.filter(text_sealed__contains="rahasia").exists()
    assert [each.key for each in by_hand.waiting(programme.shelf, at + timedelta(days=2))] == ["b"]
    letter = Message.objects.get(key="b")
    by_hand.mark_told(letter, place=programme.place, **act())
    assert outbox.forget(at + timedelta(days=29), by_hand.KEPT) == 0
    assert outbox.forget(at + timedelta(days=32), by_hand.KEPT) == 2
    letter.refresh_from_db()
    assert (by_hand.read(letter), letter.told_by) == (None, SETUP.label)


def test_only_who_runs_the_programme_reads_and_tells(
    pair: Mentorship, programme: Programme, signed_in: SignIn, desk: str
) -> None:
    letters.tell_mentor_of_new_people.call(pair.mentor_id, 1)
    (letter,) = waiting(programme)
    inspector = signed_in(make_account("Ida Inspektur", Role.INSPECTOR, programme.organisation))
    assert inspector.get(f"{desk}sampaikan/").status_code == 403
    assert inspector.post(f"{desk}sampaikan/{letter.pk}/", {"once": str(uuid.uuid4())}).status_code == 403
    other = make_programme(programme.organisation, "lain")
    boss = signed_in(make_account("Rudi Pengelola", Role.OFFICER, programme.organisation))
    elsewhere = f"/desk/{other.organisation.slug}/{other.slug}/sampaikan/{letter.pk}/"
    assert boss.post(elsewhere, {"once": str(uuid.uuid4())}).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_tell_at_once_and_one_has_told() -> None:
    programme = make_programme(make_office())
    letter = keep(ByHand("Sulastri", "", programme.shelf, "a"))
    both = [lambda: by_hand.mark_told(letter, place=programme.place, by=SETUP, at=clock.now())] * 2
    assert race(both) == {"done": 1, ToldAlready.code: 1}
