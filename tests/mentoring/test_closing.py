"""Finished is whose goals have a result, with a closing talk or why there was none, and what comes next."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factories.mentoring import make_mentor, make_pair
from factories.people import SETUP
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.mentoring import actions
from sanggar.mentoring.models import Closing, Mentorship
from sanggar.mentoring.refusals import ClosingBeforeStart, GoalsOpen, NoClosingTalk, NothingNext, TalkAndNone
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.training.actions import set_goal

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


def act() -> dict[str, Any]:
    return {"by": SETUP, "at": clock.now()}


@pytest.fixture
def pair(programme: Programme) -> Mentorship:
    return make_pair(make_enrolment(make_cohort_of(programme), "Sulastri"), make_mentor(programme), days_ago=5)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"held_on": None}, NoClosingTalk),
        ({"what_next": ""}, NothingNext),
        ({"why_no_talk": "Pindah kota."}, TalkAndNone),
        ({"held_on": timedelta(days=6)}, ClosingBeforeStart),
    ],
)
def test_finished_needs_what_belongs_to_an_end(
    pair: Mentorship, changes: dict[str, Any], refusal: type[Exception]
) -> None:
    given: dict[str, Any] = {"held_on": timedelta(0), "what_next": "Kanal sendiri."} | changes
    given["held_on"] = None if given["held_on"] is None else clock.today() - given["held_on"]
    with pytest.raises(refusal), transaction.atomic():
        actions.close_mentorship(pair, outcome="finished", reason="Sampai akhir.", **given, **act())
    pair.refresh_from_db()
    assert pair.is_active


def test_finished_leaves_no_goal_open_and_other_ends_may(pair: Mentorship) -> None:
    set_goal(pair.enrolment, text="Empat video", **act())
    told: dict[str, Any] = {"why_no_talk": "Sedang di luar kota.", "what_next": "Kanal sendiri."}
    with pytest.raises(GoalsOpen), transaction.atomic():
        actions.close_mentorship(pair, outcome="finished", reason="Sampai akhir.", **told, **act())
    actions.close_mentorship(pair, outcome="stopped", reason="Pindah kota.", **act())
    assert (pair.outcome, pair.closing.why_no_talk) == ("stopped", "")


def test_a_pair_that_rests_is_closed_by_its_mentor_too(pair: Mentorship, signed_in: SignIn) -> None:
    actions.pause_mentorship(pair, resumes_on=clock.today() + timedelta(days=9), reason="Panen.", **act())
    client = signed_in(pair.mentor.account)
    assert f"/saya/pendampingan/{pair.pk}/tutup/" in client.get(f"/saya/pendampingan/{pair.pk}/").content.decode()
    told: dict[str, Any] = {"why_no_talk": "Sedang di luar kota.", "what_next": "Kanal sendiri."}
    actions.close_mentorship(pair, outcome="finished", reason="Sampai akhir.", **told, **act())
    assert (pair.state, pair.closing.why_no_talk) == ("ended", "Sedang di luar kota.")


def test_the_database_holds_no_talk_with_a_reason_for_none(pair: Mentorship) -> None:
    actions.close_mentorship(pair, outcome="stopped", reason="Pindah kota.", held_on=clock.today(), **act())
    with pytest.raises(IntegrityError), transaction.atomic():
        Closing.objects.update(why_no_talk="Tidak ada.")


def test_the_participant_is_held_before_the_mentor_and_before_the_look_at_goals(pair: Mentorship) -> None:
    pair = Mentorship.objects.select_related("mentor__programme", "enrolment").get(pk=pair.pk)
    told: dict[str, Any] = {"why_no_talk": "Sedang di luar kota.", "what_next": "Kanal sendiri."}
    with CaptureQueriesContext(connection) as found:
        actions.close_mentorship(pair, outcome="finished", reason="Sampai akhir.", **told, **act())
    tables = [query["sql"].partition(" FROM ")[2].split(" ")[0].strip('"') for query in found.captured_queries]
    read = [table for table in tables if table.startswith(("training_", "mentoring_"))]
    assert read[:4] == ["training_enrolment", "mentoring_mentor", "mentoring_mentorship", "training_goal"]
    if connection.vendor == "postgresql":
        assert "FOR NO KEY UPDATE" in next(q["sql"] for q in found.captured_queries if "training_enrolment" in q["sql"])
