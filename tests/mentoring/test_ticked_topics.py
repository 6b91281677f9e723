"""What was spoken of is ticked on a phone, or said in own words, or both; one of the two is needed."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from factories.mentoring import make_mentor, make_pair
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.mentoring.models import Contact, Mentorship
from sanggar.people.models import Account
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(programme: Programme) -> Mentorship:
    return make_pair(make_enrolment(make_cohort_of(programme), "Sulastri"), make_mentor(programme), days_ago=20)


@pytest.fixture
def mentor(pair: Mentorship, signed_in: Callable[[Account], Client]) -> Client:
    return signed_in(pair.mentor.account)


def noted(mentor: Client, pair: Mentorship, **given: object) -> int:
    usual = {"once": str(uuid.uuid4()), "held_on": clock.today().isoformat(), "how": "chat", "minutes": "15"}
    language = given.pop("language", "id")
    page = f"/saya/pendampingan/{pair.pk}/kontak/"
    return mentor.post(page, usual | given, headers={"accept-language": str(language)}).status_code


@pytest.mark.parametrize(
    ("ticked", "words", "kept"),
    [
        (["sound", "editing"], "", "Suara dan musik, Menyunting video."),
        ([], "Judul baru", "Judul baru"),
        (["ideas"], "Judul baru.", "Ide dan naskah. Judul baru."),
    ],
)
@pytest.mark.parametrize("language", ["id", "en"])
def test_what_was_ticked_and_said_is_one_text_in_the_language_of_the_papers(
    mentor: Client, pair: Mentorship, ticked: list[str], words: str, kept: str, language: str
) -> None:
    assert noted(mentor, pair, topics=ticked, summary=words, language=language) == 302
    assert Contact.objects.get().summary == kept


def test_nothing_ticked_and_nothing_said_is_asked_for_and_what_was_chosen_stays(
    mentor: Client, pair: Mentorship
) -> None:
    page = f"/saya/pendampingan/{pair.pk}/kontak/"
    given = {"once": str(uuid.uuid4()), "held_on": clock.today().isoformat(), "how": "call", "minutes": "45"}
    answer = mentor.post(page, given | {"summary": "  "})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["topics"])
    assert (answer.context["form"]["how"].value(), answer.context["form"]["minutes"].value()) == ("call", "45")
    assert noted(mentor, pair, topics=["gosip"]) == 422
    assert not Contact.objects.exists()


def test_the_same_ticks_of_one_day_are_one_contact(mentor: Client, pair: Mentorship) -> None:
    assert [noted(mentor, pair, topics=["sound"]) for _time in range(2)] == [302, 422]
    assert Contact.objects.count() == 1
