"""Two officers at one dispute: one answer stands, the other officer is told whose, and nothing of it is lost."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from factories.mentoring import make_contact, make_mentor, make_pair
from factories.people import SETUP, make_account, make_office
from factories.planning import make_programme
from factories.races import race
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.foundation.models import AuditEntry
from sanggar.mentoring import actions
from sanggar.mentoring.models import Answer, Contact, FollowUp, Mentorship
from sanggar.mentoring.queries import open_follow_ups
from sanggar.mentoring.refusals import ContactAlreadyVoided, ContactAnsweredMeanwhile, FollowUpSettled
from sanggar.people.models import Account, Role

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = ("Dewi", "Bagus")


@pytest.fixture
def pair() -> Mentorship:
    programme = make_programme(make_office())
    return make_pair(make_enrolment(make_cohort_of(programme)), make_mentor(programme))


@pytest.fixture
def officers(pair: Mentorship) -> list[Account]:
    return [make_account(name, Role.OFFICER, pair.mentor.programme.organisation) for name in NAMES]


@pytest.fixture
def disputed(pair: Mentorship) -> Contact:
    contact = make_contact(pair)
    actions.dispute_contact(contact, word="Tidak bicara.", by=SETUP, at=clock.now())
    return contact


def test_one_of_two_officers_settles_it_and_the_other_is_told_who(
    disputed: Contact, pair: Mentorship, officers: list[Account]
) -> None:
    def settling(officer: Account) -> Callable[[], object]:
        mine = open_follow_ups(pair.enrolment).get()
        return lambda: actions.settle_follow_up(mine, how=f"Kata {officer}.", by=officer.actor, at=clock.now())

    assert race([settling(officer) for officer in officers]) == {"done": 1, FollowUpSettled.code: 1}
    found = FollowUp.objects.get()
    assert found.settled_how == f"Kata {found.settled_by}."
    assert AuditEntry.objects.filter(verb="mentoring.settle_follow_up").count() == 1


def test_who_comes_second_reads_the_first_answer_and_keeps_their_own_words(
    disputed: Contact, pair: Mentorship, officers: list[Account], signed_in: Callable[[Account], Client]
) -> None:
    programme, found = pair.mentor.programme, FollowUp.objects.get()
    here = f"/desk/{programme.organisation.slug}/{programme.slug}/pendampingan/tindak-lanjut/{found.pk}/"
    actions.settle_follow_up(found, how="Sudah ditelepon.", by=officers[0].actor, at=clock.now())
    late = signed_in(officers[1]).post(here, {"once": str(uuid.uuid4()), "how": "Bertemu di kantor."})
    page = late.content.decode()
    told = ("sudah diselesaikan oleh Dewi" in page, "Sudah ditelepon." in page, "Bertemu di kantor." in page)
    assert (late.status_code, told) == (422, (True, True, True))


@pytest.mark.parametrize("again", range(3))
def test_confirmed_by_one_and_voided_by_the_other_ends_as_one_of_both(
    disputed: Contact, officers: list[Account], again: int
) -> None:
    one, other = officers
    mine, theirs = Contact.objects.get(pk=disputed.pk), Contact.objects.get(pk=disputed.pk)
    acts: list[Callable[[], object]] = [
        lambda: actions.confirm_contact(mine, by=one.actor, at=clock.now()),
        lambda: actions.void_contact(theirs, reason="Salah orang.", by=other.actor, at=clock.now()),
    ]
    outcome = race(acts[::-1] if again % 2 else acts)
    disputed.refresh_from_db()
    refused = ContactAlreadyVoided.code if disputed.voided_at else ContactAnsweredMeanwhile.code
    assert outcome == {"done": 1, refused: 1}
    stands = (disputed.answer, disputed.answer_word, disputed.void_reason)
    confirmed, voided = (Answer.CONFIRMED, "", ""), (Answer.DISPUTED, "Tidak bicara.", "Salah orang.")
    assert stands == (voided if disputed.voided_at else confirmed)


def test_of_two_words_from_the_telephone_the_first_stands(pair: Mentorship, officers: list[Account]) -> None:
    contact = make_contact(pair)

    def confirming(officer: Account) -> Callable[[], object]:
        mine = Contact.objects.get(pk=contact.pk)
        word = f"Kata {officer}."
        return lambda: actions.confirm_contact(mine, word=word, by=officer.actor, at=clock.now())

    assert race([confirming(officer) for officer in officers]) == {"done": 1, ContactAnsweredMeanwhile.code: 1}
    contact.refresh_from_db()
    assert contact.answer_word == f"Kata {contact.answered_by}."
