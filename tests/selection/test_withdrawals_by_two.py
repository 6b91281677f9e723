"""A seat that was offered is taken back by two people of the office, and never against an answer that came first."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django_tasks_db.models import DBTaskResult

from factories.offers import asked, decline
from factories.people import SETUP
from factories.selection import accept_all, make_offers, open_offers_of, readers
from sanggar.applications.actions import withdraw_application
from sanggar.faces.desk.figures import Figures
from sanggar.faces.desk.todos import todos_of
from sanggar.foundation import clock
from sanggar.foundation.messaging.envelope import read as read_letter
from sanggar.foundation.models import AuditEntry, Message
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.ending_letters import send_seat_ended
from sanggar.selection.models import Offer, OfferState, OfferWithdrawal
from sanggar.selection.pages.offer_presenters import offer_timeline
from sanggar.selection.refusals import (
    ApplicationLapsed,
    OfferExpired,
    OfferNotOpen,
    OwnWithdrawal,
    PersonUnknown,
    WithdrawalOvertaken,
    WithdrawalWaits,
)

pytestmark = pytest.mark.django_db
REASON = "Alamatnya ternyata di luar kota"
DUE = "Putuskan penarikan tawaran"


def propose(offer: Offer, by: Account) -> OfferWithdrawal:
    return actions.propose_withdrawal(offer, reason=REASON, by=by.actor, at=clock.now())


def todos(account: Account, programme: Programme) -> list[str]:
    return [str(each.text) for each in todos_of(account, Figures(programme, clock.now()))]


def test_one_person_alone_takes_no_seat_back(programme: Programme) -> None:
    draw, (first, second) = make_offers(programme, people=5, seats=2), readers(programme)
    offer = open_offers_of(draw)[0]
    proposal = propose(offer, first)
    offer.refresh_from_db()
    assert offer.state == OfferState.OPEN
    assert [DUE in todos(each, programme) for each in (first, second)] == [False, True]
    for refused, actor in ((OwnWithdrawal, first.actor), (PersonUnknown, SETUP)):
        with pytest.raises(refused):
            actions.confirm_withdrawal(proposal, by=actor, at=clock.now())
    with pytest.raises(WithdrawalWaits):
        propose(offer, second)
    with pytest.raises(IntegrityError), transaction.atomic():
        OfferWithdrawal.objects.filter(pk=proposal.pk).update(settled_at=clock.now(), confirmed_by=first)
    actions.confirm_withdrawal(proposal, by=second.actor, at=clock.now())
    actions.call_up_reserves(draw, at=clock.now())
    assert asked(draw) == [("selected", 1, "withdrawn"), ("selected", 2, "open"), ("reserve", 1, "open")]
    assert DUE not in todos(second, programme)
    proposal.refresh_from_db()
    assert (proposal.confirmed_by, offer.events.latest("at").reason) == (second, REASON)
    assert REASON not in AuditEntry.objects.get(verb="selection.propose_withdrawal").details


def test_an_answer_that_comes_first_counts(programme: Programme) -> None:
    draw, (first, second) = make_offers(programme, people=5, seats=2), readers(programme)
    accepts, declines = open_offers_of(draw)
    proposals = [propose(accepts, first), propose(declines, first)]
    actions.accept_offer(accepts, by=accepts.application.actor, at=clock.now())
    decline(declines)
    for proposal in proposals:
        with pytest.raises(OfferNotOpen):
            actions.confirm_withdrawal(proposal, by=second.actor, at=clock.now())
        proposal.refresh_from_db()
        assert (proposal.settled_at is None, proposal.confirmed_by) == (False, None)
    assert DUE not in todos(second, programme)


def test_who_accepts_and_waits_for_a_class_has_answered(programme: Programme) -> None:
    draw, (first, second) = make_offers(programme, people=5, seats=2), readers(programme)
    offer = open_offers_of(draw)[0]
    proposal = propose(offer, first)
    actions.keep_for_class(offer, by=offer.application.actor, at=clock.now())
    assert DUE not in todos(second, programme)
    with pytest.raises(WithdrawalOvertaken):
        actions.confirm_withdrawal(proposal, by=second.actor, at=clock.now())
    offer.refresh_from_db()
    assert (offer.state, offer.class_wanted_at is None) == (OfferState.OPEN, False)


def test_past_its_deadline_an_offer_lapses_and_is_not_withdrawn_even_before_the_clock_has_noted_it(
    programme: Programme,
) -> None:
    draw, (first, second) = make_offers(programme, people=5, seats=2), readers(programme)
    over, late = open_offers_of(draw)
    proposal, after = propose(over, first), over.deadline + timedelta(seconds=1)
    with pytest.raises(OfferExpired):
        actions.confirm_withdrawal(proposal, by=second.actor, at=after)
    with pytest.raises(OfferExpired):
        actions.propose_withdrawal(late, reason=REASON, by=first.actor, at=after)
    actions.expire_due_offers(after)
    over.refresh_from_db()
    proposal.refresh_from_db()
    assert (over.state, proposal.settled_at, proposal.confirmed_by) == (OfferState.EXPIRED, after, None)


def test_who_withdraws_the_application_is_not_told_that_the_office_took_the_seat(programme: Programme) -> None:
    draw, (first, second) = make_offers(programme, people=5, seats=2), readers(programme)
    offer = open_offers_of(draw)[0]
    proposal = propose(offer, first)
    withdraw_application(offer.application, by=offer.application.actor, at=clock.now())  # before the clock has noted it
    with pytest.raises(ApplicationLapsed):
        actions.confirm_withdrawal(proposal, by=second.actor, at=clock.now())
    actions.expire_due_offers(clock.now())
    offer.refresh_from_db()
    proposal.refresh_from_db()
    assert (offer.state, proposal.confirmed_by) == (OfferState.DECLINED, None)


def test_a_dropped_proposal_leaves_the_offer_and_may_be_made_again(programme: Programme) -> None:
    draw, (first, second) = make_offers(programme, people=5, seats=2), readers(programme)
    offer = open_offers_of(draw)[0]
    proposal = propose(offer, first)
    actions.drop_withdrawal(proposal, by=second.actor, at=clock.now())
    for act in (actions.drop_withdrawal, actions.confirm_withdrawal):
        with pytest.raises(WithdrawalOvertaken):
            act(proposal, by=second.actor, at=clock.now())
    offer.refresh_from_db()
    told = [str(each["title"]) for each in offer_timeline(offer)][:2]
    assert (offer.state, told) == (
        OfferState.OPEN,
        ["Usulan penarikan berakhir tanpa penegasan", "Penarikan diusulkan"],
    )
    assert propose(offer, second).account == second


def test_whose_accepted_seat_the_office_ends_is_written_so_and_who_leaves_is_not(programme: Programme) -> None:
    draw, (officer, _) = make_offers(programme, people=5, seats=2), readers(programme)
    ended, left = open_offers_of(draw)
    accept_all(draw)
    for offer, by in ((ended, officer.actor), (left, left.application.actor)):
        actions.end_accepted_offer(offer, OfferState.WITHDRAWN, reason="Dicatat di loket", by=by, at=clock.now())
    queued = DBTaskResult.objects.filter(task_path=send_seat_ended.module_path)
    assert [task.args_kwargs["args"] for task in queued] == [[ended.pk]]
    send_seat_ended.call(ended.pk)
    letter = read_letter(Message.objects.get(key=f"ended {ended.pk}"))
    assert (ended.application.receipt in letter.body, "Dicatat di loket" in letter.body) == (True, False)


def test_the_page_of_the_offer_shows_what_waits_and_lets_another_decide(
    programme: Programme, signed_in: Callable[[Account], Client]
) -> None:
    (first, second), offer = readers(programme), open_offers_of(make_offers(programme, people=5, seats=2))[0]
    place = f"/desk/diskominfo-malang/youtuber-tiktok/seleksi/penawaran/{offer.pk}/"
    writer = signed_in(first)
    page = writer.get(f"{place}tarik/")
    assert "Catat jawabannya" in page.content.decode()
    told = send(writer, f"{place}tarik/", page, reason=REASON)
    assert ("menunggu penegasan orang kedua" in told, REASON in told) == (True, True)
    act = f"{place}tarik/{offer.withdrawals.get().pk}/"
    assert (f"{act}tegaskan/" in told, f"{act}batalkan/" in told) == (False, True)
    reader = signed_in(second)
    page = reader.get(place)
    assert f"{act}tegaskan/" in page.content.decode()
    once = page.context["confirm_form"]["once"].value()
    told = reader.post(f"{act}tegaskan/", {"once": once}, follow=True).content.decode()
    assert ("Penawaran ditarik." in told, "Penarikan diusulkan" in told) == (True, True)
    assert reader.post(f"{act}tegaskan/", {"once": once}).status_code == 302  # a double click is one act
    own = Client().get(offer.application.own_path).content.decode()
    assert (REASON in own, "Bila menurut Anda ini keliru, hubungi" in own) == (True, True)


def send(client: Client, place: str, page: Any, **typed: str) -> str:
    once = page.context["form"]["once"].value()
    return str(client.post(place, {"once": once, **typed}, follow=True).content.decode())


def test_who_only_reads_decides_nothing(
    programme: Programme, inspector: Account, signed_in: Callable[[Account], Client]
) -> None:
    offer = open_offers_of(make_offers(programme, people=5, seats=2))[0]
    proposal = propose(offer, readers(programme)[0])
    place = f"/desk/diskominfo-malang/youtuber-tiktok/seleksi/penawaran/{offer.pk}/"
    client = signed_in(inspector)
    assert client.get(place).status_code == 200
    for act in ("tegaskan", "batalkan"):
        assert client.post(f"{place}tarik/{proposal.pk}/{act}/").status_code == 403
