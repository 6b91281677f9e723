"""Whatever changed after publication, everyone reads what, when, by whom and why; nobody who objected is named."""

import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factories.applications import apply, make_call, numbered_answers
from factories.merit import make_rubric
from factories.people import SETUP, make_account
from factories.planning import make_stage
from factories.seen import seen_at
from factories.selection import by_day, computed, freeze, make_procedure, make_quota_draw, make_screened_call
from sanggar.applications.actions import accept_for_draw, close_call, refuse_application
from sanggar.applications.models import Call
from sanggar.foundation import clock
from sanggar.people.models import Account, Role
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.actions import merit
from sanggar.selection.documents.minutes_changes import procedure_changes
from sanggar.selection.merit_refusals import ReasonForRubric
from sanggar.selection.models import Draw, Procedure
from sanggar.selection.moments import when
from sanggar.selection.pages.change_presenters import change_rows
from sanggar.selection.pages.merit.change_presenters import rubric_change_rows

pytestmark = pytest.mark.django_db


def public_page(slug: str) -> str:
    page = re.sub(r"<[^>]+>", " ", Client().get(f"/undian/{slug}/").content.decode())
    return " ".join(page.split())


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ({"objection_days": 3}, {"objection_days": 1}, ("Masa sanggah", "3 hari", "1 hari")),
        ({"objection_days": 1}, {"objection_days": 0}, ("Masa sanggah", "1 hari", "0 hari")),
        ({"answering_hours": 12}, {"answering_hours": 1}, ("Waktu menjawab sanggahan", "12 jam", "1 jam")),
        ({"venue": "Aula"}, {"venue": ""}, ("Tempat", "Aula", "tidak ada")),
    ],
)
def test_a_number_is_told_as_a_number(
    programme: Programme, before: dict[str, Any], after: dict[str, Any], told: tuple[str, str, str]
) -> None:
    call = make_call(programme, make_stage(programme, seats=2))
    terms = {"objection_days": 3, "venue": "Aula", "draw_at": clock.now() + timedelta(days=30)}
    procedure = make_procedure(call, **(terms | before))
    changed = actions.Terms("lottery", "dice", **(terms | before | after))
    actions.write_procedure(call, changed, reason="Hari libur", by=SETUP, at=clock.now())
    [row] = change_rows(procedure, is_public=True)
    assert (row["parts"], row["who"], row["reason"]) == ([told], SETUP.label, "Hari libur")
    page = public_page(call.slug)
    assert [words in page for words in (row["when"], SETUP.label, "Hari libur", *told)] == [True] * 6


def test_fewer_seats_are_told_against_those_that_were_published(programme: Programme) -> None:
    draw = make_quota_draw(programme)
    actions.change_frozen_procedure(draw, {"seats": 2}, reason="Orangnya kurang", by=SETUP, at=clock.now())
    procedure = Procedure.objects.get(call=draw.call)
    assert change_rows(procedure)[0]["parts"] == [("Kursi yang diundi", "semua kursi tahap", "2 kursi")]


def test_how_late_many_changes_were_is_asked_in_as_many_questions_as_of_one(programme: Programme) -> None:
    call = make_screened_call(programme, 2)
    procedure = make_procedure(call, venue="Aula", draw_at=by_day(days=9))
    given = []
    for number in range(1, 6):
        terms = actions.Terms("lottery", "dice", venue=f"Aula {number}", objection_days=0, draw_at=procedure.draw_at)
        actions.write_procedure(call, terms, reason="Gedungnya dipakai", by=SETUP, at=clock.now())
        if number in {1, 5}:
            with CaptureQueriesContext(connection) as asked:
                rows = change_rows(Procedure.objects.get(call=call))
            given.append((len(rows), len(asked), {row["late"][:28] for row in rows}))
    (one, few, late), (many, questions, _late) = given
    assert (one, many, questions, late) == (1, 5, few, {"Sesudah pendaftaran ditutup "})


def test_who_reads_that_a_list_was_replaced_reads_when_by_whom_and_why(programme: Programme) -> None:
    call = make_call(programme, make_stage(programme, seats=2))
    for number in range(1, 6):
        apply(call, numbered_answers(call, number))
    *good, last = call.applications.order_by("pk")
    for application in good:
        accept_for_draw(application, by=SETUP, at=clock.now())
    refuse_application(last, reason="KTP luar kota", by=SETUP, at=clock.now())
    close_call(call, reason="Uji", by=SETUP, at=clock.now())
    draw = freeze(call, objection_days=3)
    objection = actions.raise_objection(last, text="KTP saya Malang", by=last.actor, at=clock.now())
    head = make_account("Kartika Kepala", Role.BUDGET_AUTHORITY, programme.organisation)
    at = clock.now()
    actions.answer_objection(objection, upheld=True, answer="KTP-nya sudah dilihat", by=head.actor, at=at)
    page = public_page(draw.public_id)
    told = f"(sidiknya {draw.list_digest}) diganti {when(at)} oleh Kartika Kepala. Alasannya: 1 sanggahan dikabulkan"
    assert (told in page, last.receipt in page, "KTP-nya" in page) == (True, False, False)


def test_a_list_that_gave_way_to_the_quotas_is_told_with_the_reason_of_the_office(programme: Programme) -> None:
    draw = make_quota_draw(
        programme, quotas={"track": {"youtube": (3, 3), "tiktok": (0, 3)}, "sex": {"L": (0, 1), "P": (2, 3)}}
    )
    assert draw.work.fault == "clash"
    wider = {"track": {"youtube": (3, 3), "tiktok": (0, 3)}, "sex": {"L": (0, 3), "P": (0, 3)}}
    actions.recompute_lottery(draw, quotas=wider, reason="Tidak ada perempuan", by=SETUP, at=clock.now())
    computed(draw)
    page = public_page(draw.public_id)
    assert ("Tidak ada perempuan" in page, SETUP.label in page, "Daftar ke-1" in page) == (True, True, False)


# --- what marks are given by -----------------------------------------------------------------------------------------
def write_motivation(call: Call, **changes: Any) -> None:
    criterion = call.rubric.criteria.get(ordinal=1)
    levels = {4: "Sangat jelas dan nyata", 2: "Cukup jelas"} | changes.pop("levels", {})
    given = {"name": "Motivasi", "weight": 3, "hint": "Mengapa ikut?", "levels": levels} | changes
    merit.write_criterion(call.rubric, criterion=criterion, by=SETUP, at=clock.now(), **given)


def make_published_rubric(programme: Programme) -> Call:
    call = make_screened_call(programme, 2)
    make_rubric(call)
    make_procedure(call, rule="floor", floor=Decimal(60))
    return call


def test_a_published_rubric_changes_with_a_reason_that_everyone_reads(programme: Programme) -> None:
    call = make_published_rubric(programme)
    with pytest.raises(ReasonForRubric):
        write_motivation(call, weight=1)
    assert call.rubric.criteria.get(ordinal=1).weight == 3
    write_motivation(call, weight=1, levels={2: "Ada niat"}, reason="Bobotnya terlalu berat")
    merit.remove_criterion(call.rubric.criteria.get(ordinal=2), reason="Tidak dapat dinilai", by=SETUP, at=clock.now())
    rows = rubric_change_rows(call)
    assert [row["parts"] for row in rows] == [
        [
            ("Kriteria Motivasi, bobot", "3", "1"),
            ("Kriteria Motivasi, nilai 2", "Cukup jelas", "Ada niat"),
            ("Kriteria Motivasi, nilai 0", "Tidak terjawab", "tidak ada"),
        ],
        [
            ("Kriteria Kesiapan, nama", "Kesiapan", "tidak ada"),
            ("Kriteria Kesiapan, bobot", "1", "tidak ada"),
            ("Kriteria Kesiapan, nilai 4", "Sangat jelas dan nyata", "tidak ada"),
            ("Kriteria Kesiapan, nilai 2", "Cukup jelas", "tidak ada"),
            ("Kriteria Kesiapan, nilai 0", "Tidak terjawab", "tidak ada"),
        ],
    ]
    page = public_page(call.slug)
    for told in ("Bobotnya terlalu berat", "Tidak dapat dinilai", SETUP.label, "Kriteria Motivasi, bobot: 3 → 1"):
        assert told in page
    closed = "Sesudah pendaftaran ditutup ("
    told = (page.count(closed), [row["late"].startswith(closed) for row in rows])
    assert told == (2 * len(rows), [True, True])  # at its place and on top


def test_a_rubric_that_changes_while_people_apply_is_not_called_late(programme: Programme) -> None:
    call = make_call(programme, make_stage(programme))
    make_rubric(call)
    write_motivation(call, weight=1, reason="Bobotnya terlalu berat")
    assert [row["late"] for row in rubric_change_rows(call)] == [""]


def test_a_draft_is_written_without_a_reason_and_what_changes_nothing_needs_none(programme: Programme) -> None:
    call = make_screened_call(programme, 2)
    make_rubric(call, published=False)
    write_motivation(call, weight=2)
    merit.publish_rubric(call.rubric, by=SETUP, at=clock.now())
    call.rubric.refresh_from_db()
    merit.set_rubric(call.rubric, readers=2, threshold=25, shows_link=False, by=SETUP, at=clock.now())
    assert rubric_change_rows(call) == []


def test_the_form_asks_for_the_reason_once_the_rubric_is_published(
    programme: Programme, officer: Account, signed_in: Any
) -> None:
    call = make_published_rubric(programme)
    client, room = signed_in(officer), f"/desk/diskominfo-malang/youtuber-tiktok/seleksi/penilaian/{call.slug}/rubrik/"
    fields = {"readers": "3", "threshold": "25", "once": str(uuid.uuid4())}
    fields |= seen_at(client, f"{room}ketentuan/")
    refused = client.post(f"{room}ketentuan/", fields)
    assert (refused.status_code, rubric_change_rows(call)) == (422, [])
    client.post(f"{room}ketentuan/", fields | {"reason": "Lamarannya banyak"})
    [row] = rubric_change_rows(call)
    assert (row["parts"], row["who"]) == ([("Penilai untuk tiap lamaran", "2", "3")], officer.name)
    removed = client.post(
        f"{room}kriteria/2/hapus/", {"once": str(uuid.uuid4()), **seen_at(client, f"{room}kriteria/2/hapus/")}
    )
    assert (removed.status_code, call.rubric.criteria.count()) == (409, 2)


def test_the_minutes_tell_that_the_rubric_was_changed(programme: Programme) -> None:
    call = make_screened_call(programme, 2)
    make_rubric(call)
    write_motivation(call, weight=1, reason="Bobotnya terlalu berat")
    [row] = procedure_changes(Draw(call=call, rule="merit"))
    assert (row["reason"], row["late"][:28]) == ("Bobotnya terlalu berat", "Sesudah pendaftaran ditutup ")
    assert procedure_changes(Draw(call=call, rule="lottery")) == []


def test_every_change_is_told_above_the_procedure_the_newest_first(
    programme: Programme, officer: Account, signed_in: Callable[[Account], Client]
) -> None:
    call = make_call(programme, make_stage(programme, seats=2))
    terms: dict[str, Any] = {"draw_at": clock.now() + timedelta(days=30)}
    make_procedure(call, **terms)
    place = f"/desk/diskominfo-malang/youtuber-tiktok/seleksi/tata-cara/{call.slug}/"

    def lead() -> str:
        return str(signed_in(officer).get(place).context["lead"])

    assert lead().startswith("Diumumkan sebelum pendaftaran ditutup, supaya")
    for venue, reason in (("Aula A", "Aulanya sempit"), ("Aula B", "Aulanya bocor")):
        changed = actions.Terms("lottery", "dice", objection_days=0, venue=venue, **terms)
        actions.write_procedure(call, changed, reason=reason, by=SETUP, at=clock.now())
    assert lead().startswith("Diumumkan sebelum pendaftaran ditutup, supaya")
    close_call(call, reason="Uji", by=SETUP, at=clock.now())
    changed = actions.Terms("lottery", "dice", objection_days=0, venue="Aula C", **terms)
    actions.write_procedure(call, changed, reason="Aulanya dipakai", by=SETUP, at=clock.now())
    box = public_page(call.slug).split("Bagaimana peserta dipilih")[0]
    told = [box.index(reason) for reason in ("Aulanya dipakai", "Aulanya bocor", "Aulanya sempit")]
    assert told == sorted(told)
    assert lead() == "Diumumkan sebelum pendaftaran ditutup, dan diubah sesudahnya."
