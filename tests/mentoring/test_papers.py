"""Papers for the accountability file, and how well a programme accompanies."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client

from factories.mentoring import make_confirmed_contact, make_contact, make_mentor, make_pair
from factories.people import SETUP
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.foundation.dates import short_date
from sanggar.mentoring import actions, queries
from sanggar.mentoring.documents.records import mentor_data, participant_data
from sanggar.mentoring.models import Mentorship
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.reporting.queries import comparisons
from sanggar.training.actions import set_goal, settle_goal

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


def act(days: int = 0) -> dict[str, Any]:
    return {"by": SETUP, "at": clock.now() + timedelta(days=days)}


@pytest.fixture
def pair(programme: Programme) -> Mentorship:
    """Forty days old; contacts after 5 (confirmed) and 20 days, one voided."""
    pair = make_pair(make_enrolment(make_cohort_of(programme), "Sulastri"), make_mentor(programme), days_ago=40)
    confirmed, _open, wrong = make_contact(pair, 35), make_contact(pair, 20), make_contact(pair, 1, "Salah orang.")
    actions.confirm_contact(confirmed, **act())
    actions.void_contact(wrong, reason="salah", **act())
    return pair


@pytest.fixture
def desk(programme: Programme) -> str:
    return f"/desk/{programme.organisation.slug}/{programme.slug}/pendampingan/"


def test_both_records_tell_of_pauses_of_goals_and_of_the_end(pair: Mentorship) -> None:
    goal = set_goal(pair.enrolment, text="Empat video", **act())
    day = clock.today() + timedelta(days=9)
    actions.pause_mentorship(pair, resumes_on=day, reason="Panen.", **act())
    actions.resume_mentorship(pair, **act())
    told: dict[str, Any] = {"held_on": clock.today(), "what_next": "Kanal sendiri.", "results": {goal: "partly"}}
    actions.close_mentorship(pair, outcome="finished", reason="Sampai akhir.", **told, **act())
    today = short_date(clock.today())
    for data, name in (
        (participant_data(pair.enrolment, at=clock.now()), "Maya Pendamping"),
        (mentor_data(pair.mentor, at=clock.now()), "Sulastri, Bareng"),
    ):
        parts = {part["title"]: part["rows"] for part in data["parts"]}
        assert parts["Jeda"] == [[name, today, short_date(day), today]]
        assert parts["Penutup"] == [[name, today, "Kanal sendiri."]]
        assert "Panen" not in str(data)
    assert parts["Tujuan peserta"] == [["Sulastri, Bareng", "Empat video", "Tercapai sebagian", ""]]


def test_the_figures_of_a_mentor(pair: Mentorship) -> None:
    programme = pair.mentor.programme
    figures = queries.mentor_figures(programme, clock.now())[pair.mentor_id]
    told = (figures.people, figures.contacts, figures.confirmed, figures.minutes, figures.days_to_first)
    assert told == (1, 2, 1, 20, 5)
    expected = 40 // programme.contact_rhythm_days
    assert (figures.expected, figures.met, figures.rate) == (expected, 1, 100 // expected)


def test_what_is_not_confirmed_is_no_evidence_and_more_than_due_with_one_makes_up_for_nobody(
    pair: Mentorship,
) -> None:
    """With Sulastri four of two that were due; with Budi none of two."""
    programme = pair.mentor.programme
    budi = make_pair(make_enrolment(pair.enrolment.cohort, "Budi"), pair.mentor, days_ago=40)
    make_contact(budi, 3)
    for days in (4, 7, 11):
        make_confirmed_contact(pair, days)
    figures = queries.mentor_figures(programme, clock.now())[pair.mentor_id]
    expected = 40 // programme.contact_rhythm_days
    told = (figures.contacts, figures.confirmed, figures.expected, figures.met)
    assert (told, figures.rate, figures.is_more_than_due) == ((6, 4, 2 * expected, expected), 50, False)
    for days in (14, 17):
        make_confirmed_contact(pair, days)
    figures = queries.mentor_figures(programme, clock.now())[pair.mentor_id]
    told = (figures.contacts, figures.confirmed, figures.expected, figures.met)
    assert (told, figures.rate, figures.is_more_than_due) == ((8, 6, 2 * expected, expected), 50, False)


def test_the_report_says_what_the_coverage_says(pair: Mentorship) -> None:
    """Confirmed contacts alone, and of each pair no more than was due."""
    programme = pair.mentor.programme
    for days in (3, 4, 6, 7, 9, 11, 13, 14):
        make_confirmed_contact(pair, days)
    make_pair(make_enrolment(pair.enrolment.cohort, "Budi"), pair.mentor, days_ago=40)
    expected = 40 // programme.contact_rhythm_days
    told = next(each for each in comparisons(programme, clock.now()) if each.unit == "kontak")
    assert (told.planned, told.realised, told.percent) == (2 * expected, expected, 50)


def test_more_than_due_is_said_and_no_percent_passes_a_hundred(
    pair: Mentorship, desk: str, officer: Account, signed_in: SignIn
) -> None:
    for days in (4, 7, 11):
        make_confirmed_contact(pair, days)
    client = signed_in(officer)
    page = client.get(f"{desk}cakupan/").content.decode()
    assert ("100%" in page, "lebih dari yang seharusnya" in page) == (True, True)
    (told,) = csv.DictReader(io.StringIO(client.get(f"{desk}cakupan/?format=csv").content.decode("utf-8-sig")))
    names = ("Kontak tercatat", "Dibenarkan peserta", "Seharusnya", "Dibenarkan dari seharusnya")
    assert [told[name] for name in names] == ["5", "4", "2", "100"]


def test_a_pause_asks_for_no_contacts(pair: Mentorship) -> None:
    programme = pair.mentor.programme
    day = clock.today() + timedelta(days=100)
    actions.pause_mentorship(pair, resumes_on=day, reason="Panen.", **act())
    later = clock.now() + timedelta(days=99)
    assert queries.mentor_figures(programme, later)[pair.mentor_id].expected == 40 // programme.contact_rhythm_days


def test_the_coverage_of_a_programme(pair: Mentorship) -> None:
    make_enrolment(pair.enrolment.cohort)
    fresh = make_pair(make_enrolment(pair.enrolment.cohort), pair.mentor)
    make_contact(fresh)
    programme, at = pair.mentor.programme, clock.now()
    coverage = queries.coverage_of(programme, queries.mentor_figures(programme, at), at)
    assert (coverage.seated, coverage.accompanied, coverage.in_rhythm) == (3, 2, 1)
    assert (coverage.contacts, coverage.confirmed, coverage.days_to_first) == (3, 1, 2.5)


def test_the_record_of_a_participant_says_what_counts(pair: Mentorship) -> None:
    goal = set_goal(pair.enrolment, text="Satu video", **act())
    settle_goal(goal, result="partly", note="Tinggal suara.", **act())
    data = participant_data(pair.enrolment, at=clock.now())
    mentors, goals, contacts = (part["rows"] for part in data["parts"])
    assert mentors[0][0] == "Maya Pendamping"
    assert goals == [["Satu video", "", "Tercapai sebagian", "Tinggal suara."]]
    assert [row[4] for row in contacts] == ["Dibenarkan peserta", "Belum dijawab"]
    assert ["Dibenarkan peserta", "1 kontak, 20 menit"] in data["facts"]
    assert "Salah orang." not in str(data)


def test_the_record_of_a_mentor_names_everybody(pair: Mentorship) -> None:
    told = {"held_on": clock.today(), "what_next": "Kanal sendiri."}
    actions.close_mentorship(pair, outcome="finished", reason="Sampai akhir.", **told, **act())
    people, contacts, _ends = (part["rows"] for part in mentor_data(pair.mentor, at=clock.now())["parts"])
    name = f"Sulastri, {pair.enrolment.person.village.name}"
    assert [(row[0], row[3]) for row in people] == [(name, "Selesai")]
    assert len(contacts) == 2


def test_the_papers_open_at_the_desk_and_nowhere_else(
    pair: Mentorship, desk: str, pptk: Account, stranger: Account, signed_in: SignIn
) -> None:
    for page in (f"{pair.pk}/catatan.pdf", f"pendamping/{pair.mentor_id}/catatan.pdf"):
        answer = signed_in(pptk).get(f"{desk}{page}")
        assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")
        assert signed_in(stranger).get(f"{desk}{page}").status_code == 404


def test_the_coverage_is_a_page_and_a_file(pair: Mentorship, desk: str, officer: Account, signed_in: SignIn) -> None:
    client = signed_in(officer)
    assert "Maya Pendamping" in client.get(f"{desk}cakupan/").content.decode()
    book = ZipFile(io.BytesIO(client.get(f"{desk}cakupan/", {"format": "xlsx"}).content))
    assert "Maya Pendamping" in book.read("xl/sharedStrings.xml").decode()
