"""What is due when the programme's mentoring ends: up to its last day a contact, from the day after it the end alone.

Reminder, lists, letter, follow-up, figures and the desk's numbers say the same on every day around it.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.test import Client

from factories.mentoring import make_confirmed_contact, make_contact, make_mentor, make_pair
from factories.people import SETUP
from factories.training import make_cohort_of, make_enrolment
from sanggar.mentoring import actions, jobs, letters, queries
from sanggar.mentoring.models import FollowUp, Mentorship
from sanggar.mentoring.refusals import MentoringOver
from sanggar.people.models import Account
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
WIB = ZoneInfo("Asia/Jakarta")
LAST = 20
"""Of November, the last day of mentoring."""


def at(day: int, hour: int = 12) -> datetime:
    """A moment where the office is, counted from 1 November 2026."""
    return datetime(2026, 11, 1, hour, tzinfo=WIB) + timedelta(days=day - 1)


@pytest.fixture
def pair(programme: Programme) -> Mentorship:
    """Began on 2 November and never spoke: late from the 10th by the days for a first contact, from the 17th by the
    rhythm of 14 days.
    """
    Programme.objects.filter(pk=programme.pk).update(mentoring_until=date(2026, 11, LAST))
    programme.refresh_from_db()
    with time_machine.travel(at(2), tick=False):
        return make_pair(make_enrolment(make_cohort_of(programme), "Sulastri"), make_mentor(programme))


def found(programme: Programme) -> Mentorship:
    return queries.pairs_of(programme).get()


@pytest.mark.parametrize(("moment", "late", "unclosed"), [(at(LAST, 23), 1, 0), (at(LAST + 1, 0), 0, 1)])
def test_a_contact_is_due_through_the_last_day_and_the_end_from_the_next(
    pair: Mentorship, programme: Programme, moment: datetime, late: int, unclosed: int
) -> None:
    rhythm = queries.rhythm_of(found(programme), moment)
    assert (rhythm.is_awaited, rhythm.is_over) == (bool(late), bool(unclosed))
    assert (queries.overdue_mentorships(programme, moment).count(), queries.unclosed_pairs(moment).count()) == (
        late,
        unclosed,
    )
    assert queries.overdue_in([programme], moment).get(programme.pk, 0) == late
    assert queries.unclosed_in([programme], moment).get(programme.pk, 0) == unclosed
    waiting = queries.waiting_for(pair.mentor, moment)
    assert (waiting.people, waiting.overdue, waiting.unclosed) == (1, late, unclosed)
    day = queries.mentor_day(pair.mentor.account, moment)
    assert (len(day.overdue), len(day.unclosed), len(day.unmet)) == (late, unclosed, 0)


def test_every_day_says_the_same_everywhere(pair: Mentorship, programme: Programme) -> None:
    for day in range(8, 40):
        rhythm = queries.rhythm_of(found(programme), at(day))
        overdue, unclosed = queries.overdue_mentorships(programme, at(day)), queries.unclosed_pairs(at(day))
        assert (overdue.exists(), unclosed.exists()) == (rhythm.is_awaited, rhythm.is_over), day
        assert not (overdue.exists() and unclosed.exists()), day


def test_whom_nobody_has_met_is_not_still_to_be_met_after_the_end(pair: Mentorship, programme: Programme) -> None:
    with time_machine.travel(at(LAST - 1), tick=False):
        make_pair(make_enrolment(pair.enrolment.cohort, "Budi"), pair.mentor)
    account = pair.mentor.account
    assert [len(queries.mentor_day(account, at(day)).unmet) for day in (LAST, LAST + 1)] == [1, 0]


def test_the_next_contact_is_never_due_after_the_last_day(pair: Mentorship, programme: Programme) -> None:
    with time_machine.travel(at(15), tick=False):
        make_contact(pair)
    rhythm = queries.rhythm_of(found(programme), at(16))
    assert (rhythm.due_on, rhythm.next_on) == (date(2026, 11, LAST), date(2026, 11, LAST))
    Programme.objects.update(mentoring_until=None)
    assert queries.rhythm_of(found(programme), at(16)).next_on == date(2026, 11, 29)


def test_a_longer_mentoring_asks_for_contacts_again(pair: Mentorship, programme: Programme) -> None:
    Programme.objects.update(mentoring_until=date(2026, 12, 20))
    programme.refresh_from_db()
    assert queries.rhythm_of(found(programme), at(LAST + 1)).days_late == 5
    assert queries.overdue_mentorships(programme, at(LAST + 1)).count() == 1


def test_no_follow_up_on_silence_is_opened_after_the_end(pair: Mentorship, programme: Programme) -> None:
    """Its seven days are over on the 21st only, when the office has the pair before it as unclosed."""
    actions.set_terms(programme, escalate_after=11, first_contact_within=7, by=SETUP, at=at(3))
    jobs.escalate_silence(at(LAST))
    assert [queries.silent_pairs(programme, at(day)).count() for day in (LAST, LAST + 1)] == [0, 0]
    jobs.escalate_silence(at(LAST + 1))
    assert not FollowUp.objects.exists()
    Programme.objects.update(mentoring_until=None)
    jobs.escalate_silence(at(LAST + 1))
    assert FollowUp.objects.get().data == {"since": "2026-11-02"}


def test_what_was_in_time_is_judged_by_the_last_day(pair: Mentorship, programme: Programme) -> None:
    with time_machine.travel(at(LAST - 1), tick=False):
        make_contact(make_pair(make_enrolment(pair.enrolment.cohort, "Budi"), pair.mentor))
    for day in (LAST, LAST + 1, LAST + 60):
        figures = queries.mentor_figures(programme, at(day))
        coverage = queries.coverage_of(programme, figures, at(day))
        assert (coverage.accompanied, coverage.in_rhythm, figures[pair.mentor_id].expected) == (2, 1, 1), day


def test_a_pair_that_ends_after_the_last_day_counts_up_to_it(pair: Mentorship, programme: Programme) -> None:
    """Eighteen days ran by then: one contact each, in a rhythm of 14 days."""
    with time_machine.travel(at(3), tick=False):
        other = make_pair(make_enrolment(pair.enrolment.cohort, "Budi"), pair.mentor)
        make_confirmed_contact(other)
    figures = [queries.mentor_figures(programme, at(LAST + 60))]
    actions.end_mentorship(pair, outcome="stopped", reason="Selesai.", by=SETUP, at=at(LAST + 40))
    figures.append(queries.mentor_figures(programme, at(LAST + 60)))
    told = [(each[pair.mentor_id].expected, each[pair.mentor_id].rate) for each in figures]
    assert told == [(2, 50), (2, 50)]


def test_the_mentor_is_asked_to_close_and_not_to_call(
    pair: Mentorship, programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    desk = f"/desk/{programme.organisation.slug}/{programme.slug}/pendampingan/{pair.pk}/"
    mine = "/saya/pendampingan/"
    person = pair.enrolment.person
    person.email = "sulastri@contoh.example"
    person.save()
    with time_machine.travel(at(LAST + 20), tick=False):
        shown = signed_in(pair.mentor.account).get(mine).content.decode()
        told = signed_in(officer).get(desk).content.decode()
        letters.tell_participant_of_mentor.call(pair.pk)
    assert "Masa pendampingan lewat: 1 pendampingan perlu ditutup." in shown
    assert (f'href="{mine}{pair.pk}/tutup/"' in shown, "paling lambat" in shown) == (True, False)
    assert ("Masa pendampingan lewat, belum ditutup" in told, "Kontak berikutnya" in told) == (True, False)
    (letter,) = mail.outbox
    assert ("didampingi Maya" in letter.body, "paling lambat" in letter.body) == (True, False)


def test_another_mentor_is_not_offered_when_mentoring_is_over_and_the_page_says_so(pair: Mentorship) -> None:
    client, home = Client(), f"{pair.enrolment.application.own_path}pendampingan/"
    for day, offered in ((LAST, True), (LAST + 1, False)):
        with time_machine.travel(at(day), tick=False):
            page, ask = client.get(home).content.decode(), client.get(f"{home}ganti/")
            assert ("Minta pendamping lain" in page, ask.status_code == 200) == (offered, offered)
            assert ("berakhir 20 November 2026, jadi pendamping tidak diganti lagi" in page) is not offered
    with pytest.raises(MentoringOver, match="20 November 2026"):
        actions.ask_for_another(pair, reason="Tidak cocok.", by=SETUP, at=at(LAST + 1))
    assert actions.ask_for_another(pair, reason="Tidak cocok.", by=SETUP, at=at(LAST)).answered_at is None


def test_who_has_no_mentor_when_it_is_over_is_not_told_to_wait_for_one(pair: Mentorship) -> None:
    alone = make_enrolment(pair.enrolment.cohort, "Budi")
    home = f"{alone.application.own_path}pendampingan/"
    for day, shown in (
        (LAST, "Saat ini belum ada pendamping"),
        (LAST + 1, "Masa pendampingan program ini sudah berakhir"),
    ):
        with time_machine.travel(at(day), tick=False):
            assert shown in Client().get(home).content.decode()
