"""From an offer to a chair, and from an empty chair to the next reserve."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from factories.mentoring import make_mentor
from factories.people import SETUP
from factories.planning import make_cohort
from factories.selection import by_day, make_offers, open_offers_of
from sanggar.applications.models import ApplicationState
from sanggar.foundation import clock
from sanggar.foundation.audit import Actor
from sanggar.foundation.models import AuditEntry
from sanggar.journeys import NoCohort, accept_offer, leave_programme, open_participant_account, replace_no_show
from sanggar.mentoring.actions import assign_mentor
from sanggar.mentoring.models import Outcome
from sanggar.people.models import Account, Person, Role
from sanggar.planning.models import Programme
from sanggar.planning.rules import roles_on
from sanggar.selection.actions import call_up_reserves
from sanggar.selection.models import Offer, OfferState
from sanggar.training.actions import complete_enrolment
from sanggar.training.models import Enrolment, EnrolmentState

pytestmark = pytest.mark.django_db


def accept(offer: Offer) -> Enrolment:
    return accept_offer(offer, by=Actor.applicant(offer.application.receipt), at=clock.now())


def test_an_accepted_offer_makes_a_participant_on_the_seat_that_was_held(programme: Programme) -> None:
    offer = open_offers_of(make_offers(programme, seats=2))[0]
    make_cohort(offer.stage)
    enrolment = accept(offer)
    offer.refresh_from_db()
    offer.stage.refresh_from_db()
    assert (offer.state, enrolment.state) == (OfferState.ACCEPTED, EnrolmentState.ACTIVE)
    assert (offer.stage.seats_offered, offer.stage.seats_taken) == (1, 1)
    assert enrolment.person.nik_lookup == offer.application.nik_lookup


def test_without_a_cohort_nothing_is_accepted_at_all(programme: Programme) -> None:
    offer = open_offers_of(make_offers(programme, seats=2))[0]
    with pytest.raises(NoCohort, match="Belum ada kelas"):
        accept(offer)
    offer.refresh_from_db()
    assert (offer.state, Person.objects.count()) == (OfferState.OPEN, 0)


def test_a_full_cohort_is_passed_over_for_the_next(programme: Programme) -> None:
    draw = make_offers(programme, seats=2)
    first, second = open_offers_of(draw)
    make_cohort(first.stage, seats=1, name="Kelas A")
    make_cohort(first.stage, seats=1, name="Kelas B")
    assert {accept(first).cohort.name, accept(second).cohort.name} == {"Kelas A", "Kelas B"}


def test_a_no_show_gives_the_chair_to_the_next_reserve(programme: Programme) -> None:
    draw = make_offers(programme, people=4, seats=2)
    offer = open_offers_of(draw)[0]
    make_cohort(offer.stage)
    enrolment = accept(offer)
    soon = by_day(hours=2)
    replace_no_show(enrolment, reason="Tidak datang", by=SETUP, at=clock.now(), deadline=soon)
    called = call_up_reserves(draw, at=clock.now())
    offer.refresh_from_db()
    enrolment.refresh_from_db()
    assert (offer.state, enrolment.state) == (OfferState.NO_SHOW, EnrolmentState.NO_SHOW)
    assert [(o.entry.outcome, o.entry.position, o.deadline) for o in called] == [("reserve", 1, soon)]


def test_who_leaves_is_not_called_up_again(programme: Programme) -> None:
    draw = make_offers(programme, people=3, seats=2)
    offer = open_offers_of(draw)[0]
    make_cohort(offer.stage)
    leaver = accept(offer)
    leave_programme(leaver, to_state=EnrolmentState.WITHDRAWN, reason="Pindah", by=SETUP, at=clock.now())
    called = call_up_reserves(draw, at=clock.now())
    leave_programme(accept(called[0]), to_state=EnrolmentState.WITHDRAWN, reason="Sakit", by=SETUP, at=clock.now())
    again = call_up_reserves(draw, at=clock.now())
    assert ([o.application for o in called] != [offer.application], again) == (True, [])


def test_a_participant_account_sees_only_its_own_part(programme: Programme) -> None:
    offer = next(o for o in open_offers_of(make_offers(programme, people=6, seats=6)) if o.application.email)
    make_cohort(offer.stage)
    account = open_participant_account(accept(offer), by=SETUP, at=clock.now())
    entry = AuditEntry.objects.get(verb="people.open_account", subject=f"people.account:{account.pk}")
    assert entry.organisation_id == str(programme.organisation_id)  # else no inspector would ever see it
    assert roles_on(account, programme) == {Role.PARTICIPANT}
    enrolment = Enrolment.objects.get(person__account=account)
    assert open_participant_account(enrolment, by=SETUP, at=clock.now()) == account


def test_the_own_page_follows_from_offer_to_badge(programme: Programme) -> None:
    offer = open_offers_of(make_offers(programme, seats=2))[0]
    make_cohort(offer.stage)
    browser, path = Client(), offer.application.own_path
    page = browser.get(path)
    assert page.context["offer"].may_answer is True
    once = page.context["confirm"]["once"].value()
    answer = browser.post(f"{path}terima/", {"once": once})
    assert (answer.status_code, answer.headers["Location"]) == (302, path)
    assert browser.get(path).context["part"].badge.startswith("<svg")


def test_opening_the_link_accepts_nothing(programme: Programme) -> None:
    offer = open_offers_of(make_offers(programme, seats=2))[0]
    make_cohort(offer.stage)
    statuses = [Client().get(f"{offer.application.own_path}{act}/").status_code for act in ("terima", "tolak")]
    offer.refresh_from_db()
    assert (statuses, offer.state) == ([405, 405], OfferState.OPEN)


def test_two_clicks_accept_once(programme: Programme) -> None:
    offer = open_offers_of(make_offers(programme, seats=2))[0]
    make_cohort(offer.stage)
    browser, path = Client(), offer.application.own_path
    once = browser.get(path).context["confirm"]["once"].value()
    answers = [browser.post(f"{path}terima/", {"once": once}).status_code for _ in range(2)]
    assert (answers, Enrolment.objects.count()) == ([302, 302], 1)


def test_an_answer_after_the_deadline_is_told_so(programme: Programme) -> None:
    draw = make_offers(programme, seats=2)
    offer = open_offers_of(draw)[0]
    make_cohort(offer.stage)
    browser, path = Client(), offer.application.own_path
    once = browser.get(path).context["confirm"]["once"].value()
    Offer.objects.filter(pk=offer.pk).update(
        deadline=clock.now() - timedelta(minutes=1), offered_at=clock.now() - timedelta(days=2)
    )
    answer = browser.post(f"{path}terima/", {"once": once})
    assert (answer.status_code, Enrolment.objects.count()) == (409, 0)


def withdraw_on_the_page(path: str) -> int:
    browser = Client()
    once = browser.get(f"{path}tarik/").context["form"]["once"].value()
    return browser.post(f"{path}tarik/", {"once": once}).status_code


def test_withdrawing_with_an_open_offer_passes_the_seat_on(programme: Programme) -> None:
    draw = make_offers(programme, people=3, seats=2)
    offer = open_offers_of(draw)[0]
    assert withdraw_on_the_page(offer.application.own_path) == 302
    offer.refresh_from_db()
    offer.application.refresh_from_db()
    assert (offer.state, offer.application.state) == (OfferState.DECLINED, ApplicationState.WITHDRAWN)
    call_up_reserves(draw, at=clock.now())
    assert {o.entry.outcome for o in open_offers_of(draw)} == {"selected", "reserve"}


@pytest.mark.parametrize("state", [EnrolmentState.COMPLETED, EnrolmentState.NO_SHOW])
def test_what_is_over_can_not_be_withdrawn_and_the_page_says_so(programme: Programme, state: EnrolmentState) -> None:
    offer = open_offers_of(make_offers(programme, people=3, seats=2))[0]
    make_cohort(offer.stage)
    enrolment = accept(offer)
    browser, path = Client(), f"{offer.application.own_path}tarik/"
    once = browser.get(path).context["form"]["once"].value()
    if state == EnrolmentState.COMPLETED:
        complete_enrolment(enrolment, by=SETUP, at=clock.now())
    else:
        replace_no_show(enrolment, reason="Tidak datang", by=SETUP, at=clock.now())
    answers = [browser.post(path, {"once": once}), browser.get(path)]
    assert [answer.status_code for answer in answers] == [410, 410]
    assert "catatannya tetap tersimpan" in answers[0].content.decode()
    offer.application.refresh_from_db()
    enrolment.refresh_from_db()
    assert (offer.application.state, enrolment.state) == (ApplicationState.ELIGIBLE, state)


def test_a_second_click_on_withdraw_is_told_that_it_is_done(programme: Programme) -> None:
    offer = open_offers_of(make_offers(programme, people=3, seats=2))[0]
    browser, path = Client(), f"{offer.application.own_path}tarik/"
    once = browser.get(path).context["form"]["once"].value()
    assert [browser.post(path, {"once": once}).status_code for _ in range(2)] == [302, 302]


def test_a_participant_who_withdraws_leaves_seat_and_mentor(programme: Programme) -> None:
    draw = make_offers(programme, people=3, seats=2)
    offer = open_offers_of(draw)[0]
    make_cohort(offer.stage)
    enrolment = accept(offer)
    pair = assign_mentor(enrolment, make_mentor(programme), by=SETUP, at=clock.now())
    assert withdraw_on_the_page(offer.application.own_path) == 302
    enrolment.refresh_from_db()
    pair.refresh_from_db()
    assert (enrolment.state, pair.outcome) == (EnrolmentState.WITHDRAWN, Outcome.STOPPED)
    call_up_reserves(draw, at=clock.now())
    assert {o.entry.outcome for o in open_offers_of(draw)} == {"selected", "reserve"}


def test_the_desk_records_a_no_show_and_says_who_is_next(
    programme: Programme, officer: Account, signed_in: Callable[[Account], Client]
) -> None:
    offer = open_offers_of(make_offers(programme, people=4, seats=2))[0]
    make_cohort(offer.stage)
    enrolment = accept(offer)
    desk = signed_in(officer)
    path = f"/desk/{programme.organisation.slug}/{programme.slug}/peserta/{enrolment.pk}/keluar/"
    page = desk.get(path)
    assert page.context["reserves"] == 2
    answer = desk.post(
        path, {"once": page.context["form"]["once"].value(), "to_state": "no_show", "reason": "Tidak datang"}
    )
    enrolment.refresh_from_db()
    assert (answer.status_code, enrolment.state) == (302, EnrolmentState.NO_SHOW)
