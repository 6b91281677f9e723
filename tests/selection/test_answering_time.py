"""The time in which the office answers objections: set and published with the other dates, and never cut short."""

import uuid
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.test import Client
from pypdf import PdfReader

from factories.applications import make_call
from factories.people import SETUP
from factories.selection import make_procedure, make_screened_call
from sanggar.applications.models import Call
from sanggar.foundation import clock
from sanggar.foundation.dates import clock_time, local_time, plain_date
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.documents.minutes import minutes
from sanggar.selection.models import Procedure
from sanggar.selection.moments import when
from sanggar.selection.pages.change_presenters import change_rows
from sanggar.selection.pages.procedure_presenters import procedure_facts, rule_sentences
from sanggar.selection.procedure_refusals import (
    DiceTimeMissing,
    DrawBeforeObjectionsEnd,
    NoTimeForObjections,
    ReasonForChange,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _by_day() -> Iterator[None]:
    """What ends in the night goes on until the morning; here the days are counted."""
    with time_machine.travel("2026-03-02T10:00:00+07:00"):
        yield


def write(call: Call, reason: str = "", **terms: Any) -> Procedure:
    given = actions.Terms("lottery", "dice", **terms)
    return actions.write_procedure(call, given, reason=reason, by=SETUP, at=clock.now())


def test_the_draw_can_not_be_before_the_objections_are_answered(programme: Programme) -> None:
    call = make_screened_call(programme)
    now = clock.now()
    make_procedure(call, objection_days=3, answering_hours=24, draw_at=now + timedelta(days=4, hours=1))
    late = now + timedelta(hours=2)
    with pytest.raises(DrawBeforeObjectionsEnd, match="paling cepat 24 jam"):
        actions.freeze_draw(call, by=SETUP, at=late)
    draw = actions.freeze_draw(call, by=SETUP, at=now + timedelta(hours=1))
    assert draw.answers_until == draw.announced_for


def test_a_draw_time_that_leaves_no_time_for_objections_is_refused_when_it_is_written(programme: Programme) -> None:
    call = make_call(programme)
    timing = {"objection_days": 3, "answering_hours": 24}
    earliest = call.ends_at + timedelta(days=4)
    with pytest.raises(NoTimeForObjections) as refused:
        write(call, **timing, draw_at=earliest - timedelta(seconds=1))
    assert (refused.value.field, when(earliest) in str(refused.value)) == ("draw_at", True)
    procedure = write(call, **timing, draw_at=earliest)
    assert (procedure.objection_days, procedure.answering_hours) == (3, 24)
    write(call, objection_days=0, draw_at=call.ends_at)


def test_the_published_procedure_tells_the_call_by_when_its_list_must_stand(programme: Programme) -> None:
    call = make_call(programme)
    first = call.ends_at + timedelta(days=9)
    procedure = write(call, objection_days=3, answering_hours=24, draw_at=first)
    assert Call.objects.get().settled_by is None
    actions.publish_procedure(procedure, by=SETUP, at=clock.now())
    assert Call.objects.get().settled_by == first - timedelta(days=4)
    write(call, objection_days=0, draw_at=first, reason="Tanpa masa sanggah, sesuai keputusan kepala dinas.")
    assert Call.objects.get().settled_by == first


def test_a_change_of_the_answering_time_is_told_with_its_reason(programme: Programme) -> None:
    call = make_call(programme)
    at = call.ends_at + timedelta(days=5)
    procedure = write(call, objection_days=2, draw_at=at)
    actions.publish_procedure(procedure, by=SETUP, at=clock.now())
    with pytest.raises(ReasonForChange):
        write(call, objection_days=2, draw_at=at, answering_hours=36)
    assert "dijawab paling lambat 12 jam" in " ".join(rule_sentences(procedure))
    write(call, objection_days=2, draw_at=at, answering_hours=36, reason="Banyak yang menyanggah")
    procedure.refresh_from_db()
    assert ("Waktu menjawab sanggahan", "36 jam") in procedure_facts(procedure)
    [change] = change_rows(procedure)
    assert (change["reason"], change["parts"]) == (
        "Banyak yang menyanggah",
        [("Waktu menjawab sanggahan", "12 jam", "36 jam")],
    )


def test_everyone_reads_by_when_objections_are_answered(programme: Programme, client: Client) -> None:
    call = make_screened_call(programme)
    make_procedure(call, objection_days=3, answering_hours=30)
    client.cookies["bahasa"] = "en"
    page = client.get(f"/undian/{call.slug}/").content.decode()
    assert "Every objection is answered at the latest 30 hours" in page
    assert "30 hours" in page.partition("Time to answer objections")[2]
    draw = actions.freeze_draw(call, by=SETUP, at=clock.now())
    assert draw.answers_until is not None
    told = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(minutes(draw))).pages).split())
    assert f"dijawab paling lambat {plain_date(draw.answers_until)} pukul {clock_time(draw.answers_until)}" in told
    del client.cookies["bahasa"]
    assert when(draw.answers_until) in client.get(f"/undian/{call.slug}/").content.decode()


def test_the_office_sets_the_time_in_the_form(programme: Programme, client: Client, officer: Account) -> None:
    call = make_call(programme)
    client.force_login(officer)
    link = f"/desk/diskominfo-malang/youtuber-tiktok/seleksi/tata-cara/{call.slug}/ubah/"
    draw_at = local_time(call.ends_at + timedelta(days=2))
    typed = {"rule": "lottery", "source_kind": "dice", "draw_at": f"{draw_at:%Y-%m-%dT%H:%M}", "objection_days": "2"}
    typed["deadline_time"] = "17:30"
    refused = client.post(link, {"once": str(uuid.uuid4()), **typed, "answering_hours": "24"})
    assert (refused.status_code, "Waktunya terlalu awal" in refused.content.decode()) == (422, True)
    kept = client.post(
        link,
        {"once": str(uuid.uuid4()), **typed, "objection_days": "1", "answering_hours": "20"},
    )
    assert (kept.status_code, Procedure.objects.get(call=call).answering_hours) == (302, 20)


def test_dice_have_an_hour_where_objections_can_change_the_list_and_wherever_it_is_published(
    programme: Programme,
) -> None:
    call = make_call(programme)
    with pytest.raises(DiceTimeMissing):
        write(call, objection_days=2)
    draft = write(call, objection_days=0)
    with pytest.raises(DiceTimeMissing):
        actions.publish_procedure(draft, by=SETUP, at=clock.now())
    write(call, objection_days=0, draw_at=call.ends_at + timedelta(days=2))
    draft.refresh_from_db()
    actions.publish_procedure(draft, by=SETUP, at=clock.now())
    with pytest.raises(DiceTimeMissing):  # what was announced is not taken back
        write(call, objection_days=0)
