"""Beside the decision: signals, notes, second opinions, deadlines, who looks, views, walking through the queue."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from factories.applications import apply, apply_many, make_call, numbered_answers
from factories.people import SETUP, make_account
from sanggar.applications import actions, letters
from sanggar.applications.actions.refusals import DueAfterSettling
from sanggar.applications.models import (
    Act,
    Application,
    ApplicationState,
    Call,
    Correction,
    SavedView,
    ScreeningTerms,
)
from sanggar.applications.signals import shared_by, shared_values, signals_of
from sanggar.foundation import clock
from sanggar.foundation.dates import local_date, plain_date
from sanggar.foundation.models import AuditEntry, Message
from sanggar.foundation.ticks import load, run_due
from sanggar.people.models import Account, Organisation, Role
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
S = ApplicationState
ROOM = "/desk/diskominfo-malang/youtuber-tiktok/pendaftaran/"


@pytest.fixture
def call(programme: Programme) -> Call:
    return make_call(programme)


@pytest.fixture
def desk(officer: Account, signed_in: Callable[[Account], Client]) -> Client:
    return signed_in(officer)


@pytest.fixture
def colleague(office: Organisation) -> Account:
    return make_account("Tono Rekan", Role.OFFICER, office)


def page_of(application: Application) -> str:
    return f"{ROOM}lamaran/{application.receipt}/"


def send(client: Client, address: str, **answers: object) -> Any:
    form = client.get(address).context["form"]
    hidden = {field.html_name: str(field.value()) for field in form.hidden_fields()}
    return client.post(address, hidden | answers)


def fresh(application: Application) -> Application:
    return Application.objects.get(pk=application.pk)


# --- signals ---------------------------------------------------------------------------------------------------------
def test_what_people_share_is_a_sign_and_leads_to_the_others(desk: Client, call: Call) -> None:
    same = {"phone": "+6281211112222", "channel_url": "https://www.youtube.com/@bersama"}
    first, second = (apply(call, numbered_answers(call, number, **same)) for number in (1, 2))
    alone = apply(call, numbered_answers(call, 3))
    shared = shared_values([call])
    assert [(signal.kind, signal.others) for signal in signals_of(first, shared)] == [("ponsel", 1), ("kanal", 1)]
    assert signals_of(alone, shared) == []
    page = desk.get(page_of(first)).content.decode()
    assert f"{page_of(first)}sama/ponsel/" in page
    others = desk.get(f"{page_of(first)}sama/ponsel/").content.decode()
    assert (second.receipt in others, alone.receipt in others) == (True, False)
    assert fresh(first).state == S.SUBMITTED
    found = desk.get(f"{ROOM}lamaran/?signal=ponsel").context["listing"].found
    assert {one.receipt for one in found} == {first.receipt, second.receipt}
    assert [one.receipt for one in desk.get(f"{ROOM}lamaran/?signal=email").context["listing"].found] == []


def test_who_applies_twice_with_one_nik_or_withdrew_is_no_signal(call: Call) -> None:
    first = apply(call, numbered_answers(call, 1))
    apply(call, numbered_answers(call, 1))
    other = apply(call, numbered_answers(call, 2, phone=first.phone))
    actions.withdraw_application(other, by=other.actor, at=clock.now())
    assert signals_of(first, shared_values([call])) == []


def test_the_queue_asks_the_database_as_often_for_many_as_for_few(
    desk: Client, call: Call, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert desk.get(f"{ROOM}lamaran/?signal=any&flags=none").status_code == 200
        return len(asked)

    for number in (1, 2):
        apply(call, numbered_answers(call, number, phone="+6281211112222"))
    few = count()
    for number in range(3, 30):
        apply(call, numbered_answers(call, number, phone="+6281211112222"))
    assert count() == few


# --- walking ---------------------------------------------------------------------------------------------------------
def test_links_lead_through_the_queue_as_it_was_narrowed(desk: Client, call: Call) -> None:
    one, two, three = apply_many(call, 3)
    actions.refuse_application(two, reason="Alamat di luar kota.", by=SETUP, at=clock.now())
    walk = desk.get(f"{page_of(one)}?state=submitted&sort=name").context["walk"]
    assert (walk.place, walk.total, walk.before) == (1, 2, "")
    assert walk.after == f"{page_of(three)}?state=submitted&sort=name"
    assert desk.get(page_of(one)).context["walk"] is None


@pytest.mark.parametrize("sort", ["", "name", "-name", "state", "-state", "district", "-submitted", "track"])
def test_from_every_place_the_queue_goes_on_as_its_list_does(desk: Client, call: Call, sort: str) -> None:
    one, _two, three, four = apply_many(call, 4)
    actions.refuse_application(one, reason="Alamat di luar kota.", by=SETUP, at=clock.now())
    actions.accept_for_draw(four, by=SETUP, at=clock.now())
    Application.objects.filter(pk=three.pk).update(name=one.name)
    query = f"?sort={sort}"
    listed = [row.receipt for row in desk.get(f"{ROOM}lamaran/{query}").context["listing"].found]
    places = ["", *(f"{ROOM}lamaran/{receipt}/{query}" for receipt in listed), ""]
    for at, receipt in enumerate(listed):
        walk = desk.get(f"{ROOM}lamaran/{receipt}/{query}").context["walk"]
        assert (walk.before, walk.after, walk.place, walk.total) == (places[at], places[at + 2], at + 1, 4)


def test_what_left_the_queue_leads_to_its_first(desk: Client, call: Call) -> None:
    one, two = apply_many(call, 2)
    actions.refuse_application(one, reason="Alamat di luar kota.", by=SETUP, at=clock.now())
    walk = desk.get(f"{page_of(one)}?state=submitted").context["walk"]
    assert (walk.place, walk.before, walk.after) == (0, "", f"{page_of(two)}?state=submitted")


def test_the_page_of_one_tells_the_signals_that_the_list_tells(call: Call) -> None:
    same = {"phone": "+6281211112222", "email": "bersama@contoh.example"}
    first, *_others = (apply(call, numbered_answers(call, number, **same)) for number in (1, 2, 3))
    doubled = [apply(call, numbered_answers(call, 4)) for _again in range(2)]
    gone = apply(call, numbered_answers(call, 5, phone=first.phone))
    actions.withdraw_application(gone, by=gone.actor, at=clock.now())
    for one in Application.objects.filter(pk__in=[first.pk, gone.pk, *(each.pk for each in doubled)]):
        assert signals_of(one, shared_by(one)) == signals_of(one, shared_values([call]))
    assert [(each.kind, each.others) for each in signals_of(first, shared_by(first))] == [("ponsel", 2), ("email", 2)]


def test_a_view_too_long_to_be_kept_is_refused_with_advice(desk: Client, call: Call) -> None:
    answer = send(desk, f"{ROOM}tampilan/?q={'a' * 601}", name="Panjang")
    assert (answer.status_code, "terlalu panjang untuk disimpan" in answer.content.decode()) == (422, True)
    assert not SavedView.objects.exists()


def test_a_decision_on_the_way_leads_to_the_next(desk: Client, call: Call) -> None:
    one, two = apply_many(call, 2)
    form = desk.get(page_of(one)).context["accept_form"]
    answers = {name: str(form[name].value()) for name in ("once", "revision", "state")}
    response = desk.post(f"{page_of(one)}terima/?state=submitted", answers)
    assert response.headers["Location"] == f"{page_of(two)}?state=submitted"
    response = send(desk, f"{page_of(two)}tolak/?state=submitted", reason="Di luar kota.")
    assert response.headers["Location"] == f"{ROOM}lamaran/?state=submitted"


def test_a_view_is_kept_for_oneself_or_for_all(
    desk: Client, call: Call, colleague: Account, signed_in: Callable[[Account], Client]
) -> None:
    send(desk, f"{ROOM}tampilan/?state=submitted&flags=none", name="Bersih")
    send(desk, f"{ROOM}tampilan/?state=contested", name="NIK ganda", shared="on")
    assert send(desk, f"{ROOM}tampilan/?state=refused", name="NIK ganda", shared="on").status_code == 422
    own = [view.name for view, _address, _here in desk.get(f"{ROOM}lamaran/").context["views"]]
    theirs = signed_in(colleague).get(f"{ROOM}lamaran/?state=contested").context["views"]
    assert own == ["Bersih", "NIK ganda"]
    assert [(view.name, address, here) for view, address, here in theirs] == [("NIK ganda", "?state=contested", True)]
    mine = SavedView.objects.get(name="Bersih")
    assert signed_in(colleague).get(f"{ROOM}tampilan/{mine.pk}/hapus/").status_code == 404


# --- notes, looking --------------------------------------------------------------------------------------------------
def test_a_note_is_for_colleagues_alone(desk: Client, client: Client, call: Call) -> None:
    application = apply(call)
    assert send(desk, f"{page_of(application)}catatan/", text="NIK 3573055708039001").status_code == 422
    assert send(desk, f"{page_of(application)}catatan/", text="Telepon tidak diangkat.").status_code == 302
    assert "Telepon tidak diangkat." in desk.get(page_of(application)).content.decode()
    assert "Telepon tidak diangkat." not in client.get(application.own_path).content.decode()
    entry = AuditEntry.objects.get(verb="applications.write_note")
    assert "Telepon" not in entry.details


def test_a_colleague_who_looks_is_named(
    desk: Client, call: Call, colleague: Account, signed_in: Callable[[Account], Client]
) -> None:
    application = apply(call)
    signed_in(colleague).get(page_of(application))
    assert "Sedang dibuka oleh Tono Rekan" in desk.get(page_of(application)).context["desk"].looking
    later = clock.now() + timedelta(minutes=6)
    with time_machine.travel(later, tick=False):
        assert desk.get(page_of(application)).context["desk"].looking == ""


# --- second opinions -------------------------------------------------------------------------------------------------
def test_nobody_decides_while_an_opinion_is_awaited(
    desk: Client, officer: Account, call: Call, colleague: Account, signed_in: Callable[[Account], Client]
) -> None:
    application = apply(call)
    send(desk, f"{page_of(application)}pendapat/", of=str(colleague.pk), question="Alamatnya cocok?")
    with pytest.raises(actions.OpinionAwaited):
        actions.accept_for_draw(application, by=officer.actor, at=clock.now())
    assert fresh(application).state == S.SUBMITTED
    theirs = signed_in(colleague)
    assert theirs.get(f"{ROOM}lamaran/").context["asked"] == 1
    assert desk.get(f"{page_of(application)}pendapat/beri/").status_code == 404
    send(theirs, f"{page_of(application)}pendapat/beri/", verdict="accept", text="Cocok.")
    actions.accept_for_draw(application, by=officer.actor, at=clock.now())
    assert fresh(application).state == S.ELIGIBLE


def test_a_question_can_be_taken_back(desk: Client, officer: Account, call: Call, colleague: Account) -> None:
    application = apply(call)
    opinion = actions.ask_opinion(application, of=colleague, question="", by=officer.actor, at=clock.now())
    with pytest.raises(actions.OpinionOpen):
        actions.ask_opinion(application, of=colleague, question="", by=officer.actor, at=clock.now())
    assert send(desk, f"{page_of(application)}pendapat/batal/").status_code == 302
    with pytest.raises(actions.OpinionNotYours):
        actions.give_opinion(opinion, verdict="accept", text="", by=colleague.actor, at=clock.now())
    actions.accept_for_draw(application, by=officer.actor, at=clock.now())


def test_nobody_is_their_own_second_person_and_no_stranger_is_one(
    officer: Account, stranger: Account, call: Call
) -> None:
    application = apply(call)
    for unfit in (officer, stranger):
        with pytest.raises(actions.ColleagueUnfit):
            actions.ask_opinion(application, of=unfit, question="", by=officer.actor, at=clock.now())


def test_a_refusal_can_need_two(officer: Account, call: Call, colleague: Account) -> None:
    at = clock.now()
    actions.set_screening_terms(call, correction_days=7, two_refuse=True, by=SETUP, at=at)
    application = apply(call)
    with pytest.raises(actions.SecondPersonNeeded):
        actions.refuse_application(application, reason="Di luar kota.", by=officer.actor, at=at)
    opinion = actions.ask_opinion(application, of=colleague, question="", by=officer.actor, at=at)
    actions.give_opinion(opinion, verdict="refuse", text="", by=colleague.actor, at=at)
    with pytest.raises(actions.SecondPersonNeeded):  # the colleague has not had a second person yet
        actions.refuse_application(application, reason="Di luar kota.", by=colleague.actor, at=at)
    Application.objects.update(revision=2)
    with pytest.raises(actions.SecondPersonNeeded):  # these are other answers
        actions.refuse_application(application, reason="Di luar kota.", by=officer.actor, at=at)
    Application.objects.update(revision=1)
    actions.refuse_application(application, reason="Di luar kota.", by=officer.actor, at=at)
    assert fresh(application).state == S.REFUSED


# --- deadlines -------------------------------------------------------------------------------------------------------
def test_a_correction_has_a_deadline_that_the_applicant_reads(desk: Client, client: Client, call: Call) -> None:
    application = apply(call)
    ScreeningTerms.objects.create(call=call, correction_days=3)
    day = clock.today() + timedelta(days=3)
    assert send(desk, f"{page_of(application)}perbaikan/", reason="Nama.", due_on=str(clock.today())).status_code == 422
    assert fresh(application).state == S.SUBMITTED
    assert send(desk, f"{page_of(application)}perbaikan/", reason="Nama berbeda.").status_code == 302
    due = Correction.objects.get().due_at.astimezone(clock.office_zone())
    assert (due.date(), f"{due:%H:%M}") == (day, "23:59")
    assert "Paling lambat" in client.get(application.own_path).content.decode()


def test_no_correction_takes_longer_than_the_published_draw_allows(desk: Client, call: Call) -> None:
    application, zone, today = apply(call), clock.office_zone(), clock.today()
    Call.objects.update(settled_by=datetime.combine(today + timedelta(days=5), time(9), zone))
    last, address = today + timedelta(days=4), f"{page_of(application)}perbaikan/"
    form = desk.get(address).context["form"]
    assert (form.initial["due_on"], plain_date(last) in form.fields["due_on"].help_text) == (last, True)
    late = send(desk, address, reason="Nama pada KTP berbeda.", due_on=str(last + timedelta(days=1)))
    assert (late.status_code, "Undurkan dahulu waktu undian" in late.content.decode()) == (422, True)
    assert send(desk, address, reason="Nama pada KTP berbeda.", due_on=str(last)).status_code == 302
    assert local_date(Correction.objects.get().due_at, zone) == last
    Call.objects.update(settled_by=datetime.combine(today + timedelta(days=1), time(9), zone))
    other = apply(call, numbered_answers(call, 1))
    for over, status in (
        (desk.get(f"{page_of(other)}perbaikan/"), 200),
        (desk.post(f"{page_of(other)}perbaikan/"), 422),
    ):
        told = over.content.decode()  # no day is left, and the page says what to do
        assert (over.status_code, "Waktu untuk perbaikan sudah habis" in told) == (status, True)
        assert ("Undurkan dahulu" in told, f'href="{page_of(other)}' in told, 'name="reason"' in told) == (
            True,
            True,
            False,
        )
    with pytest.raises(DueAfterSettling):
        actions.ask_for_correction(other, reason="Nama berbeda.", by=SETUP, at=clock.now())


def test_a_deadline_is_reminded_of_once_and_refuses_nobody_when_it_passes(call: Call) -> None:
    application = apply(call)
    at = clock.now()
    actions.ask_for_correction(application, reason="Nama berbeda.", by=SETUP, at=at)
    due = Correction.objects.get().due_at
    assert actions.remind_of_corrections(at) == 0
    assert actions.remind_of_corrections(due - timedelta(days=1)) == 1
    assert actions.remind_of_corrections(due - timedelta(days=1)) == 0
    letters.send_correction_reminder.call(application.pk)
    letter = Message.objects.get()  # without an address somebody tells it
    assert letter.key == f"correction {application.pk}"
    assert actions.lapse_corrections(due - timedelta(minutes=1)) == 0
    load()
    with time_machine.travel(due, tick=False):
        assert "applications.keep_correction_deadlines" in run_due(due)
    back = fresh(application)
    assert (back.state, back.events.last().act) == (S.SUBMITTED, Act.LAPSE)  # type: ignore[union-attr]  # there is one
    assert actions.lapse_corrections(due) == 0


def test_what_is_overdue_is_not_edited_even_before_that_is_noted(call: Call) -> None:
    from sanggar.applications.rules import is_editable

    application = apply(call)
    actions.ask_for_correction(application, reason="Nama berbeda.", by=SETUP, at=clock.now())
    Application.objects.filter(pk=application.pk).update(state=S.CORRECTION)
    closed = call.closes_at + timedelta(hours=1)
    due = Correction.objects.get()
    Correction.objects.update(due_at=closed + timedelta(days=1))
    assert is_editable(fresh(application), closed)
    Correction.objects.update(due_at=closed - timedelta(minutes=1))
    assert not is_editable(fresh(application), closed)
    assert due.reminded_at is None
