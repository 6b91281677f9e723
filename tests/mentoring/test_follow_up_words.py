"""What the system says of a follow-up is told in the reader's language; what people wrote stays in their words."""

import importlib
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import translation

from factories.mentoring import make_contact, make_mentor, make_pair
from factories.people import SETUP
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.mentoring import actions
from sanggar.mentoring.follow_up_words import OPENINGS, SETTLINGS, Opening, Settling
from sanggar.mentoring.jobs import escalate_silence
from sanggar.mentoring.models import FollowUp, FollowUpKind, Mentorship
from sanggar.people.models import Account
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
MIGRATION = "sanggar.mentoring.migrations.0012_follow_up_codes"
PRESENCE = {"missed": 2, "day": "2026-11-23", "percent": 66, "present": 2, "held": 3, "needed": 75}


@pytest.fixture
def pair(programme: Programme) -> Mentorship:
    return make_pair(make_enrolment(make_cohort_of(programme), "Sulastri"), make_mentor(programme))


def act() -> dict[str, Any]:
    return {"by": SETUP, "at": clock.now()}


def test_every_code_has_its_sentence() -> None:
    assert (set(OPENINGS), set(SETTLINGS)) == (set(Opening), set(Settling))


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("id", "Tidak hadir 2 sesi berturut-turut, terakhir 23 November 2026. Kehadiran 66% (2 dari 3 sesi), di bawah"),
        ("en", "Missed 2 meetings in a row, last on 23 November 2026. Attendance 66% (2 of 3 meetings), below"),
    ],
)
def test_desk_mentor_and_file_tell_it_as_the_reader_reads(
    pair: Mentorship, programme: Programme, officer: Account, signed_in: Any, language: str, told: str
) -> None:
    actions.open_follow_up(pair.enrolment, kind="presence", code=Opening.PRESENCE, data=PRESENCE, **act())
    desk = f"/desk/{programme.organisation.slug}/{programme.slug}/pendampingan/"
    found: list[tuple[Client, str]] = [
        (signed_in(officer), f"{desk}tindak-lanjut/"),
        (signed_in(officer), f"{desk}tindak-lanjut/?format=csv"),
        (signed_in(officer), f"{desk}{pair.pk}/"),
        (signed_in(pair.mentor.account), f"/saya/pendampingan/{pair.pk}/"),
        (signed_in(pair.mentor.account), "/saya/"),
    ]
    for client, page in found:
        shown = client.get(page, headers={"accept-language": language}).content.decode()
        assert told in shown, page


def test_what_the_night_noticed_and_a_contact_settled_reads_in_both_languages(pair: Mentorship) -> None:
    with time_machine.travel(clock.now() + timedelta(days=60), tick=False):
        escalate_silence(clock.now())
        (found,) = FollowUp.objects.all()
        with translation.override("en"):
            assert found.words.startswith("No first contact since the mentoring began on")
        make_contact(pair)
        found.refresh_from_db()
    told = []
    for language in ("id", "en"):
        with translation.override(language):
            told.append(found.settled_words)
    assert told == ["Kontak sudah dicatat.", "A contact has been noted."]


def test_what_a_participant_wrote_stays_as_it_is(pair: Mentorship) -> None:
    made = actions.open_follow_up(pair.enrolment, kind="after", detail="Perlu mikrofon.", **act())
    with translation.override("en"):
        assert made.words == "Perlu mikrofon."


@pytest.mark.parametrize(
    ("code", "data"),
    [
        (Opening.PRESENCE, PRESENCE),
        (Opening.PRESENCE, {"missed": 3, "day": "2026-01-02"}),
        (Opening.PRESENCE, {"percent": 50, "present": 2, "held": 4, "needed": 75}),
        (Opening.LATE, {"days": 12}),
        (Opening.NO_CONTACT, {"since": "2026-08-09"}),
        (Opening.NO_ANSWER, {"since": "2026-12-31"}),
        *[(code, {}) for code in (Opening.DISPUTED, Opening.WISH_LEFT, Opening.TALK, Opening.HELP)],
    ],
)
def test_sentences_from_before_become_codes_again(code: Opening, data: dict[str, Any]) -> None:
    with translation.override("id"):
        sentence = OPENINGS[code](data)
    assert importlib.import_module(MIGRATION).read(sentence) == (code, data)


@pytest.mark.parametrize("words", ["", "Dua kali alpa.", "Terlambat dihubungi ibunya.", "(dihapus)"])
def test_words_of_people_become_no_codes(words: str) -> None:
    assert importlib.import_module(MIGRATION).read(words) is None


def test_rows_from_before_are_carried_over(pair: Mentorship) -> None:
    from django.apps import apps

    common = {"enrolment": pair.enrolment, "opened_at": clock.now(), "opened_by": "jadwal"}
    settled = {"settled_at": clock.now(), "settled_by": "Maya", "settled_how": "Kontak sudah dicatat."}
    FollowUp.objects.create(
        kind=FollowUpKind.SILENCE, detail="Terlambat dihubungi 3 hari; pengingat sudah dikirim.", **common, **settled
    )
    FollowUp.objects.create(kind=FollowUpKind.AFTER, detail="Perlu mikrofon.", **common)
    importlib.import_module(MIGRATION).tell_by_code(apps, None)
    rows = FollowUp.objects.order_by("kind").values_list("code", "data", "detail", "settled_code", "settled_how")
    assert list(rows) == [("", {}, "Perlu mikrofon.", "", ""), ("late", {"days": 3}, "", "contact", "")]


def test_the_database_wants_words_or_a_code_that_is_known(pair: Mentorship) -> None:
    for code in ("", "rumour"):
        with pytest.raises(IntegrityError), transaction.atomic():
            actions.open_follow_up(pair.enrolment, kind="other", code=code, **act())
