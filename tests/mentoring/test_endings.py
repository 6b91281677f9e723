"""A defined end: goals settled, what comes next, and news asked for 3, 6 and 12 months later by a link."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client

from factories.mentoring import make_contact, make_mentor, make_pair
from factories.people import SETUP
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import by_hand, clock
from sanggar.journeys.leaving import leave_programme
from sanggar.mentoring import actions, letters, queries
from sanggar.mentoring.actions.after import months_later
from sanggar.mentoring.models import AfterCheck, Mentorship
from sanggar.mentoring.queries import check_token
from sanggar.mentoring.refusals import CheckAnswered, ContactInFuture, MentorshipEnded
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.training.actions import set_goal, settle_goal

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


def act() -> dict[str, Any]:
    return {"by": SETUP, "at": clock.now()}


def sent(**given: Any) -> dict[str, Any]:
    return {"once": str(uuid.uuid4()), **given}


@pytest.fixture
def pair(programme: Programme) -> Mentorship:
    return make_pair(make_enrolment(make_cohort_of(programme), "Sulastri"), make_mentor(programme), days_ago=60)


def finish(pair: Mentorship, **changes: Any) -> None:
    given: dict[str, Any] = {"held_on": clock.today(), "what_next": "Kanal sendiri."}
    actions.close_mentorship(pair, outcome="finished", reason="Sampai akhir.", **(given | changes), **act())


@pytest.fixture
def check(pair: Mentorship) -> AfterCheck:
    """The first of three, due."""
    type(pair.enrolment.person).objects.filter(pk=pair.enrolment.person_id).update(email="sulastri@contoh.example")
    finish(pair)
    return pair.after_checks.get(months=3)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 1, 31), 6, date(2026, 7, 31)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
    ],
)
def test_some_months_later_is_a_day_that_exists(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


def test_an_end_settles_the_goals_and_schedules_the_news(pair: Mentorship) -> None:
    goals = [set_goal(pair.enrolment, text=text, **act()) for text in ("Satu", "Dua")]
    results = dict(zip(goals, ("partly", "dropped"), strict=True))
    given: dict[str, Any] = {"held_on": clock.today(), "what_next": "Kanal sendiri.", "results": results}
    closing = actions.close_mentorship(pair, outcome="finished", reason="Sampai akhir.", **given, **act())
    assert (pair.state, pair.outcome, closing.what_next) == ("ended", "finished", "Kanal sendiri.")
    assert [goal.result for goal in pair.enrolment.goals.all()] == ["partly", "dropped"]
    assert [(c.months, c.due_on) for c in pair.after_checks.all()] == [
        (months, months_later(clock.today(), months)) for months in (3, 6, 12)
    ]
    with pytest.raises(MentorshipEnded), transaction.atomic():
        actions.close_mentorship(pair, outcome="stopped", reason="lagi", **act())


def test_who_could_not_be_reached_is_not_asked_later(pair: Mentorship) -> None:
    actions.close_mentorship(pair, outcome="unreachable", reason="Nomor mati.", **act())
    assert not pair.after_checks.exists()


def test_a_closing_talk_was_held_already(pair: Mentorship) -> None:
    given: dict[str, Any] = {"held_on": clock.today() + timedelta(days=1)}
    with pytest.raises(ContactInFuture), transaction.atomic():
        actions.close_mentorship(pair, outcome="finished", reason="x", **given, **act())
    pair.refresh_from_db()
    assert pair.is_active


def test_the_mentor_closes_on_the_phone_and_every_open_goal_needs_its_result(
    pair: Mentorship, signed_in: SignIn
) -> None:
    goal = set_goal(pair.enrolment, text="Satu video", **act())
    client, page = signed_in(pair.mentor.account), f"/saya/pendampingan/{pair.pk}/tutup/"
    assert "Tujuan: Satu video" in client.get(page).content.decode()
    given = {"outcome": "finished", "reason": "Sampai akhir.", "what_next": "Kanal sendiri.", "why_no_talk": "Pindah."}
    assert client.post(page, sent(**given)).status_code == 422
    assert client.post(page, sent(**given, **{f"goal_{goal.pk}": "reached"})).status_code == 302
    pair.refresh_from_db()
    assert (pair.outcome, pair.closing.what_next) == ("finished", "Kanal sendiri.")


def test_news_is_asked_once_and_reminded_once(check: AfterCheck) -> None:
    due = clock.now() + timedelta(days=93)
    assert (list(queries.checks_to_ask(clock.now())), list(queries.checks_to_ask(due))) == ([], [check])
    for _ in range(2):
        letters.ask_for_news.call(check.pk)
    assert [letter.to for letter in mail.outbox] == [["sulastri@contoh.example"]]
    assert f"/kabar/{check.pk}/{check_token(check)}/" in str(mail.outbox[0].body)
    assert list(queries.checks_to_remind(clock.now() + timedelta(days=13))) == []
    assert list(queries.checks_to_remind(clock.now() + timedelta(days=15))) == [check]
    letters.ask_for_news.call(check.pk, "news_again")
    assert list(queries.checks_to_remind(clock.now() + timedelta(days=15))) == []


def test_whom_no_letter_reaches_the_office_tells_with_the_link(check: AfterCheck, programme: Programme) -> None:
    type(check.mentorship.enrolment.person).objects.update(email="")
    for letter in ("news", "news", "news_again"):
        letters.ask_for_news.call(check.pk, letter)
    told = [by_hand.read(each) for each in by_hand.waiting(programme.shelf, clock.now())]
    assert [words and words.name for words in told] == ["Sulastri", "Sulastri"]
    assert all(words and f"/kabar/{check.pk}/{check_token(check)}/" in words.body for words in told)
    assert (list(queries.checks_to_ask(clock.now() + timedelta(days=93))), mail.outbox) == ([], [])


def test_the_news_is_told_by_the_link_without_a_login(
    check: AfterCheck, programme: Programme, officer: Account, signed_in: SignIn, client: Client
) -> None:
    page = f"/kabar/{check.pk}/{check_token(check)}/"
    assert client.post(page, sent(publishing="")).status_code == 422
    given = {"publishing": "yes", "works_a_month": "4", "earns": "no", "word": "Perlu mikrofon.", "needs_help": "on"}
    assert "Terima kasih atas kabarnya" in client.post(page, sent(**given)).content.decode()
    check.refresh_from_db()
    assert (check.publishing, check.works_a_month, check.earns, check.needs_help) == ("yes", 4, False, True)
    (follow_up,) = queries.open_follow_ups(programme)
    assert (follow_up.kind, follow_up.detail) == ("after", "Perlu mikrofon.")
    home = f"/desk/{programme.organisation.slug}/{programme.slug}/pendampingan/kabar/"
    shown = signed_in(officer).get(home).content.decode()
    assert ("Perlu bantuan" in shown, "Perlu mikrofon." in shown) == (True, True)
    with pytest.raises(CheckAnswered), transaction.atomic():
        actions.answer_check(check, publishing="no", needs_help=False, **act())


def test_another_link_opens_nothing(check: AfterCheck, client: Client) -> None:
    other = check.mentorship.after_checks.get(months=6)
    assert client.get(f"/kabar/{check.pk}/{check_token(other)}/").status_code == 404


def test_the_database_holds_no_half_answer(check: AfterCheck) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        AfterCheck.objects.filter(pk=check.pk).update(publishing="yes")


def test_who_leaves_early_is_asked_too(pair: Mentorship) -> None:
    leave_programme(pair.enrolment, to_state="withdrawn", reason="Pindah kota.", **act())
    pair.refresh_from_db()
    assert (pair.outcome, pair.after_checks.count()) == ("stopped", 3)


def test_who_is_accompanied_again_is_asked_after_the_last_pair_alone(check: AfterCheck, programme: Programme) -> None:
    due = clock.now() + timedelta(days=93)
    again = make_pair(check.mentorship.enrolment, make_mentor(programme, "Yudi"))
    assert (list(queries.checks_to_ask(due)), list(queries.checks_of(programme))) == ([], [])
    finish(again)
    assert list(queries.checks_to_ask(due)) == [again.after_checks.get(months=3)]


def test_a_mentor_who_closes_is_told_what_does_not_count_yet(pair: Mentorship, signed_in: SignIn) -> None:
    make_contact(pair)
    page = signed_in(pair.mentor.account).get(f"/saya/pendampingan/{pair.pk}/tutup/").content.decode()
    assert "0 kontak sudah dibenarkan peserta. 1 masih menunggu dibenarkan" in page


def test_who_was_accompanied_to_the_end_is_told_so_and_waits_for_nobody(pair: Mentorship, client: Client) -> None:
    finish(pair, what_next="Ikut komunitas.")
    application = pair.enrolment.application
    for page in ("", "pendampingan/"):
        shown = client.get(f"/lamaran/{application.receipt}/{application.token}/{page}").content.decode()
        assert ("sudah berakhir" in shown, "Ikut komunitas." in shown) == (True, True)
        assert ("akan diumumkan di sini" in shown, "belum ada pendamping" in shown) == (False, False)


def test_before_an_end_both_are_told_how_many_goals_have_their_result(
    pair: Mentorship, programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    for text in ("Sepuluh video", "Kanal resmi"):
        set_goal(pair.enrolment, text=text, due_on=None, **act())
    settle_goal(pair.enrolment.goals.all()[0], result="reached", **act())
    told = "1 dari 2 tujuan sudah ada hasilnya. 0 kontak sudah dibenarkan peserta."
    desk = f"/desk/{programme.organisation.slug}/{programme.slug}/pendampingan/{pair.pk}/akhiri/"
    assert told in signed_in(pair.mentor.account).get(f"/saya/pendampingan/{pair.pk}/tutup/").content.decode()
    assert told in signed_in(officer).get(desk).content.decode()
