"""Once everyone who applied is known, what decides changes only by two people, and everyone reads how late it was."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from factories.applications import apply, make_call, numbered_answers
from factories.merit import make_review_call, review_all
from factories.people import SETUP
from factories.selection import dice_hour, make_procedure, make_screened_call, make_sealed_draw, readers
from sanggar.applications.actions import NeedsToldForSupport, prolong_call, reopen_call
from sanggar.applications.models import Call, ConsentText
from sanggar.applications.pages.forms import AnswersForm
from sanggar.faces.desk.figures import Figures
from sanggar.faces.desk.todos import todos_of
from sanggar.foundation import clock
from sanggar.foundation.dates import local_time
from sanggar.people.models import Account
from sanggar.planning.actions import change_stage
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.models import Procedure, ProposedChange
from sanggar.selection.pages.change_presenters import change_rows
from sanggar.selection.procedure_refusals import (
    ChangeAwaitsConfirmation,
    ChangeOvertaken,
    OwnChange,
    ReasonForChange,
    StageSeatsChanged,
)
from sanggar.selection.queries import readiness_of
from sanggar.selection.refusals import PersonUnknown

pytestmark = pytest.mark.django_db
TERMS = actions.Terms("floor", "dice", floor=Decimal(45), objection_days=0, venue="Aula")


def floor_call(programme: Programme) -> Call:
    """Closed, its marks known, and everyone above 45 takes part."""
    call = make_review_call(programme, people=4)
    review_all(call)
    make_procedure(call, rule="floor", floor=Decimal(45))
    return call


def write(call: Call, by: Account, **changes: Any) -> Procedure:
    terms = replace(TERMS, **({"draw_at": dice_hour(call)} | changes))
    return actions.write_procedure(call, terms, reason="Uji", by=by.actor, at=clock.now())


def test_a_floor_changed_after_the_closing_counts_when_another_account_confirms_it(programme: Programme) -> None:
    call, (first, second) = floor_call(programme), readers(programme)
    terms = replace(TERMS, floor=Decimal("46.5"), draw_at=dice_hour(call))
    with pytest.raises(ReasonForChange):
        actions.write_procedure(call, terms, by=first.actor, at=clock.now())
    procedure = write(call, first, floor=Decimal("46.5"))
    procedure.refresh_from_db()
    proposal = procedure.proposals.get()
    assert (procedure.floor, procedure.changes.count()) == (Decimal(45), 0)
    assert isinstance(readiness_of(call).fault, ChangeAwaitsConfirmation)
    for refused, actor in ((OwnChange, first.actor), (PersonUnknown, SETUP)):
        with pytest.raises(refused):
            actions.confirm_change(proposal, by=actor, at=clock.now())
    actions.confirm_change(proposal, by=second.actor, at=clock.now())
    procedure.refresh_from_db()
    [row] = change_rows(procedure, is_public=True)
    assert (procedure.floor, row["who"], row["confirmed_by"]) == (Decimal("46.5"), str(first), str(second))
    assert row["parts"] == [("Nilai minimum", "45,00", "46,50")]
    assert row["late"].startswith("Sesudah pendaftaran ditutup (")
    assert row["late"].endswith("dan sesudah nilai diketahui.")
    with pytest.raises(ChangeOvertaken):
        actions.confirm_change(proposal, by=second.actor, at=clock.now())
    page = Client().get(f"/undian/{call.slug}/").content.decode()
    assert (row["late"] in page, f"Ditegaskan oleh {second}." in page) == (True, True)


def test_a_change_that_waits_is_not_overtaken_by_another_place(programme: Programme) -> None:
    call, (first, second) = floor_call(programme), readers(programme)
    proposal = write(call, first, floor=Decimal("46.5")).proposals.get()
    write(call, first, venue="Balai Kota")
    procedure = actions.confirm_change(proposal, by=second.actor, at=clock.now())
    procedure.refresh_from_db()
    assert (procedure.floor, procedure.venue) == (Decimal("46.5"), "Balai Kota")


def test_while_people_still_apply_what_decides_changes_by_two_once_somebody_did(
    programme: Programme, signed_in: Callable[[Account], Client]
) -> None:
    call, (first, second) = make_call(programme), readers(programme)
    make_procedure(call, rule="floor", floor=Decimal(45))
    assert write(call, first, floor=Decimal(44)).proposals.count() == 0
    apply(call)
    writer = signed_in(first)
    place = f"/desk/{programme.organisation.slug}/{programme.slug}/seleksi/tata-cara/{call.slug}/ubah/"
    page = writer.get(place)
    assert "setelah ditegaskan orang kedua" in page.content.decode()
    form = page.context["form"]
    typed = {field.html_name: field.value() for field in form if field.value()} | {"floor": "43", "reason": "x"}
    short = writer.post(place, typed)
    assert short.context["form"].errors["reason"][0].startswith("Terlalu pendek")
    proposal = write(call, first, floor=Decimal(43)).proposals.get()
    actions.confirm_change(proposal, by=second.actor, at=clock.now())
    early, late = change_rows(Procedure.objects.get(call=call))
    assert (early["late"], late["late"], late["confirmed_by"]) == ("", "Sesudah lamaran mulai masuk.", str(second))


@pytest.mark.parametrize("again", ["prolonged", "reopened"])
def test_a_call_that_was_opened_again_has_been_closed_all_the_same(programme: Programme, again: str) -> None:
    call, (first, second) = floor_call(programme), readers(programme)
    marked = write(call, first, floor=Decimal("46.5")).proposals.get()
    actions.confirm_change(marked, by=second.actor, at=clock.now())
    by, at = SETUP, clock.now()
    if again == "prolonged":
        prolong_call(call, closes_at=at + timedelta(days=1), reason="Uji", by=by, at=at)
    else:
        reopen_call(call, reason="Uji", by=by, at=at)
    procedure = write(call, first, floor=Decimal(44))
    procedure.refresh_from_db()
    [row] = change_rows(procedure, is_public=True)
    assert (procedure.floor, procedure.proposals.filter(settled_at=None).count()) == (Decimal("46.5"), 1)
    assert row["late"].startswith("Sesudah pendaftaran ditutup")


def test_the_database_keeps_one_person_from_both_halves(programme: Programme) -> None:
    call, (first, _second) = floor_call(programme), readers(programme)
    proposal = write(call, first, floor=Decimal(50)).proposals.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        ProposedChange.objects.filter(pk=proposal.pk).update(settled_at=clock.now(), confirmed_by=first)


def test_when_and_where_is_told_late_but_needs_no_second_person(programme: Programme) -> None:
    call, (first, second) = floor_call(programme), readers(programme)
    procedure = write(call, first, venue="Balai Kota")
    [row] = change_rows(procedure)
    assert (row["parts"], bool(row["late"]), row["confirmed_by"]) == ([("Tempat", "Aula", "Balai Kota")], True, "")
    write(call, first, venue="Balai Kota", floor=Decimal(50))
    write(call, first, venue="Balai Kota", floor=Decimal(55))  # takes the place of the one that waited
    waiting = procedure.proposals.get(settled_at=None)
    assert waiting.after["floor"] == "55.00"
    actions.drop_change(waiting, by=second.actor, at=clock.now())
    assert (readiness_of(call).fault, procedure.changes.count()) == (None, 1)


def test_the_time_for_objections_is_not_shortened_by_one_person_once_people_have_applied(programme: Programme) -> None:
    call, (first, second) = floor_call(programme), readers(programme)
    write(call, first, objection_days=3, draw_at=clock.now() + timedelta(days=8))
    longer = Procedure.objects.get(call=call).proposals.get(settled_at=None)
    assert Procedure.objects.get(call=call).objection_days == 0
    assert actions.confirm_change(longer, by=second.actor, at=clock.now()).objection_days == 3


def test_before_the_closing_one_officer_changes_it_and_nothing_is_marked(
    programme: Programme, officer: Account
) -> None:
    call = make_call(programme)
    procedure = make_procedure(call)
    actions.write_procedure(
        call,
        actions.Terms("lottery", "dice", objection_days=0, one_per_household=True, draw_at=dice_hour(call)),
        reason="Uji",
        by=officer.actor,
        at=clock.now(),
    )
    [row] = change_rows(procedure)
    assert (row["late"], procedure.proposals.count()) == ("", 0)


def test_the_desk_warns_asks_the_second_person_and_shows_what_would_change(
    programme: Programme, signed_in: Callable[[Account], Client]
) -> None:
    call, (first, second) = floor_call(programme), readers(programme)
    place = f"/desk/{programme.organisation.slug}/{programme.slug}/seleksi/tata-cara/{call.slug}/"
    writer = signed_in(first)
    assert "Siapa yang mendaftar dan nilainya sudah diketahui." in writer.get(f"{place}ubah/").content.decode()
    typed = {"rule": "floor", "floor": "46.5", "source_kind": "dice", "venue": "Aula", "objection_days": "0"}
    typed |= {"answering_hours": "12", "deadline_time": "16:00", "reason": "Uji coba saja", "once": str(uuid.uuid4())}
    typed["draw_at"] = f"{local_time(dice_hour(call)):%Y-%m-%dT%H:%M}"
    page = writer.post(f"{place}ubah/", typed, follow=True).content.decode()
    assert ("Nilai minimum: 45,00 → 46,50" in page, ">Tegaskan<" in page) == (True, False)
    waits, counts = "baru berlaku setelah ditegaskan orang kedua", "Tata cara disimpan."
    assert (waits in page, counts in page) == (True, False)
    typed |= {"floor": "45", "venue": "Balai Kota", "once": str(uuid.uuid4())}  # counts at once beside what waits
    page = writer.post(f"{place}ubah/", typed, follow=True).content.decode()
    assert (waits in page, counts in page) == (False, True)
    assert "Tegaskan perubahan tata cara" in {t.text for t in todos_of(second, Figures(programme, clock.now()))}
    reader = signed_in(second)
    assert "tegaskan/" in reader.get(place).content.decode()
    proposal = ProposedChange.objects.get()
    answer = reader.post(f"{place}perubahan/{proposal.pk}/tegaskan/", {"once": str(uuid.uuid4())}, follow=True)
    assert "Perubahan ditegaskan" in answer.content.decode()
    assert Procedure.objects.get(call=call).floor == Decimal("46.5")


# --- how many seats there are ---------------------------------------------------------------------------------------
def test_a_list_is_frozen_for_other_seats_of_the_stage_only_once_everyone_reads_why(
    programme: Programme, officer: Account, signed_in: Callable[[Account], Client]
) -> None:
    call, (first, second) = floor_call(programme), readers(programme)
    change_stage(call.stage, name=call.stage.name, seats=3, by=SETUP, at=clock.now())
    address = f"/desk/{programme.organisation.slug}/{programme.slug}/seleksi/undian/{call.slug}/"
    assert "Tahap ini kini punya 3 kursi" in signed_in(officer).get(address).content.decode()
    with pytest.raises(StageSeatsChanged):
        actions.freeze_draw(call, by=SETUP, at=clock.now())
    proposal = write(call, first).proposals.get()
    actions.confirm_change(proposal, by=second.actor, at=clock.now())
    assert "Kursi tahap: 2 kursi → 3 kursi" in Client().get(f"/undian/{call.slug}/").content.decode()
    assert actions.freeze_draw(call, by=SETUP, at=clock.now()).seats == 3


def test_before_the_closing_one_officer_tells_the_new_number_of_seats(programme: Programme, officer: Account) -> None:
    call = make_call(programme)
    procedure = make_procedure(call, source_kind="dice")
    change_stage(call.stage, name=call.stage.name, seats=7, by=SETUP, at=clock.now())
    write(call, officer, rule="lottery", floor=None)
    [row] = change_rows(procedure, is_public=True)
    assert (row["parts"][0][0], row["parts"][0][2], row["late"]) == ("Kursi tahap", "7 kursi", "")


def test_nothing_is_published_without_the_seats_of_the_stage(programme: Programme) -> None:
    procedure = make_procedure(make_call(programme))
    with pytest.raises(IntegrityError), transaction.atomic():
        Procedure.objects.filter(pk=procedure.pk).update(stage_seats=None)


# --- units and words of the public record ----------------------------------------------------------------------------
def test_the_public_record_tells_numbers_with_their_units(programme: Programme, officer: Account) -> None:
    call = make_screened_call(programme)
    procedure = make_procedure(call, objection_days=1)
    kept = replace(TERMS, rule="lottery", floor=None, draw_at=procedure.draw_at, objection_days=0, answering_hours=1)
    actions.write_procedure(call, kept, reason="Uji", by=officer.actor, at=clock.now())
    second = readers(programme)[1]
    actions.confirm_change(procedure.proposals.get(settled_at=None), by=second.actor, at=clock.now())
    [row] = change_rows(procedure, is_public=True)
    assert row["parts"] == [("Masa sanggah", "1 hari", "0 hari"), ("Waktu menjawab sanggahan", "12 jam", "1 jam")]


# --- specific data ---------------------------------------------------------------------------------------------------
SEALED = {"disability": {"yes": (0, 1), "no": (1, 2)}}


def test_what_was_told_for_support_alone_is_never_counted_afterwards(programme: Programme) -> None:
    call = make_call(programme)
    stage = call.stage
    quotas = {"disability": {"yes": (0, stage.seats), "no": (0, stage.seats)}}
    apply(call, numbered_answers(call, 1))
    terms = actions.Terms("lottery", "dice", quotas=quotas, objection_days=0, draw_at=dice_hour(call))
    procedure = actions.write_procedure(call, terms, by=SETUP, at=clock.now())
    with pytest.raises(NeedsToldForSupport):
        actions.publish_procedure(procedure, by=SETUP, at=clock.now())
    procedure.refresh_from_db()
    assert not procedure.is_published


def test_where_the_need_counts_form_notice_and_desk_say_so_and_no_longer_once_it_does_not(
    programme: Programme, officer: Account
) -> None:
    call = make_call(programme)
    quotas = {"disability": {"yes": (0, call.stage.seats), "no": (0, call.stage.seats)}}
    make_procedure(call, quotas=quotas)
    call.refresh_from_db()

    def told() -> tuple[bool, bool, bool]:
        form = AnswersForm(call)
        notice = ConsentText.objects.get(call=call, key="notice", retired_at=None)
        words = "dihitung dalam kuota seleksi"
        return (
            words in str(form.fields["disability_need"].help_text),
            "ikut dihitung dalam kuota" in notice.text,
            "hanya dilihat pengelola" in notice.text,
        )

    assert told() == (True, True, False)
    plain = actions.Terms("lottery", "dice", venue="Aula", objection_days=0, draw_at=dice_hour(call))
    actions.write_procedure(call, plain, reason="Uji", by=officer.actor, at=clock.now())
    call.refresh_from_db()
    assert told() == (False, False, True)


def test_a_hidden_quota_that_is_dropped_is_told_as_dropped(programme: Programme, officer: Account) -> None:
    call = make_call(programme)
    quotas = {"disability": {"yes": (0, call.stage.seats), "no": (0, call.stage.seats)}}
    procedure = make_procedure(call, quotas=quotas)
    plain = actions.Terms("lottery", "dice", venue="Aula", objection_days=0, draw_at=dice_hour(call))
    actions.write_procedure(call, plain, reason="Uji", by=officer.actor, at=clock.now())
    [row] = change_rows(procedure, is_public=True)
    assert row["parts"] == [("Kuota Kebutuhan disabilitas", "ada, angkanya tertutup", "dihapus")]


def test_an_eligible_call_can_still_be_sealed_when_it_was_told_first(programme: Programme) -> None:
    draw = make_sealed_draw(programme)
    assert (draw.is_sealed, draw.call.needs_count) == (True, True)
