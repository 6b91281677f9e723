"""What was spoken of is ticked on a phone, or said in own words, or both; one of the two is needed."""

import uuid
from collections.abc import Callable
from importlib import import_module

import pytest
from django.test import Client
from django.utils import translation

from factories.mentoring import make_mentor, make_pair
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.mentoring.models import Contact, Mentorship
from sanggar.mentoring.said import reason_words
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
    ("ticked", "words", "told"),
    [
        (["sound", "editing"], "", ("Suara dan musik, Menyunting video.", "Sound and music, Editing video.")),
        ([], "Judul baru", ("Judul baru", "Judul baru")),
        (["ideas"], "Judul baru.", ("Ide dan naskah. Judul baru.", "Ideas and scripts. Judul baru.")),
    ],
)
def test_what_was_ticked_is_told_in_the_reader_s_language_and_what_was_said_as_it_was_written(
    mentor: Client, pair: Mentorship, ticked: list[str], words: str, told: tuple[str, str]
) -> None:
    assert noted(mentor, pair, topics=ticked, summary=words, language="en") == 302
    contact = Contact.objects.get()
    assert (contact.topics, contact.summary) == (ticked, words)
    for language, wanted in zip(("id", "en"), told, strict=True):
        with translation.override(language):
            assert contact.told == wanted


def test_sentences_of_before_become_topics_again_and_words_of_people_do_not() -> None:
    read = import_module("sanggar.mentoring.migrations.0020_said_by_code").ticked
    assert read("Suara dan musik, Menyunting video.") == (["sound", "editing"], "")
    assert read("Ide dan naskah. Judul baru.") == (["ideas"], "Judul baru.")
    assert [read(words) for words in ("Suara dan musik", "Suara, gambar. Judul.")] == [
        ([], "Suara dan musik"),
        ([], "Suara, gambar. Judul."),
    ]


def test_reasons_of_before_are_told_as_they_were_and_a_word_of_somebody_is_never_taken_for_one() -> None:
    kept = import_module("sanggar.mentoring.migrations.0020_said_by_code")
    assert {words: reason_words(code) for words, code in (kept.TALKS | kept.STEPS).items()} == {
        words: words for words in kept.TALKS | kept.STEPS
    }
    for own in ("moved", "ended", "gone", "shifted", "rested", "", "Pindah kota"):
        assert reason_words(own) == own


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
