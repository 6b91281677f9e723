"""How the desk and everyone read a procedure: what is warned of, what is shown, and what a change says."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from factories.applications import make_call
from factories.people import SETUP
from factories.planning import make_stage
from factories.seen import seen_on
from factories.selection import dice_hour, make_procedure
from sanggar.applications.actions import publish_call
from sanggar.applications.models import Call
from sanggar.applications.models.categories import standard_categories
from sanggar.foundation import clock
from sanggar.foundation.dates import local_time
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.selection import actions
from sanggar.selection.models import Procedure
from sanggar.selection.procedure_refusals import (
    CategoryQuotasOffPromise,
    CategorySeatsNotKept,
    DrawTimePast,
    ProcedureUnchanged,
    PublishedCategorySeatsNotKept,
    ReasonForChange,
)

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
DESK = "/desk/diskominfo-malang/youtuber-tiktok/seleksi/tata-cara/tahap-1/"
FIRST_COME = {"rule": "first_come", "objection_days": "0", "venue": "Aula"}


def post(client: Client, **values: Any) -> HttpResponse:
    answer: Any = client.post(
        f"{DESK}ubah/", {"once": str(uuid.uuid4()), "answering_hours": "12", "deadline_time": "16:00", **values}
    )
    return answer  # type: ignore[no-any-return]  # the test client's answers are untyped


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


# --- first come, first served ----------------------------------------------------------------------------------------
def test_first_come_first_served_has_to_be_meant(programme: Programme, officer: Account, signed_in: SignIn) -> None:
    make_call(programme)
    client = signed_in(officer)
    answer = post(client, **FIRST_COME)
    assert (answer.status_code, Procedure.objects.count()) == (422, 0)
    assert "Centang bila memang begitu; kalau tidak, pilih undian." in text_of(answer)
    assert post(client, **FIRST_COME, order_meant="on").status_code == 302
    assert 'name="order_meant" id="id_order_meant" checked' in text_of(client.get(f"{DESK}ubah/")).replace(
        'aria-describedby="id_order_meant_helptext" ', ""
    )


@pytest.mark.parametrize(("rule", "warned"), [("first_come", True), ("lottery", False), ("merit", False)])
def test_the_desk_is_warned_of_a_rush_before_and_after_publishing(
    programme: Programme, officer: Account, signed_in: SignIn, rule: str, *, warned: bool
) -> None:
    call, client = make_call(programme), signed_in(officer)
    source = {} if rule == "first_come" else {"source_kind": "dice", "draw_at": dice_hour(call)}
    terms = actions.Terms(rule=rule, objection_days=0, **source)
    procedure = actions.write_procedure(call, terms, by=SETUP, at=clock.now())
    pages = [text_of(client.get(DESK))]
    actions.publish_procedure(procedure, by=SETUP, at=clock.now())
    pages.append(text_of(client.get(DESK)))
    assert ["Siapa cepat, dia dapat" in page for page in pages] == [warned, warned]


@pytest.mark.parametrize(("rule", "waits"), [("lottery", "undian menunggunya"), ("merit", "hasil menunggunya")])
def test_what_waits_for_an_objection_is_called_by_its_name(
    client: Client, programme: Programme, rule: str, waits: str
) -> None:
    call = make_call(programme)
    make_procedure(call, rule=rule, objection_days=2)
    page = text_of(client.get(f"/undian/{call.slug}/"))
    assert [words in page for words in ("undian menunggunya", "hasil menunggunya")] == [
        waits == "undian menunggunya",
        waits == "hasil menunggunya",
    ]


# --- what everyone reads before the freeze ---------------------------------------------------------------------------
def test_everyone_reads_where_when_and_by_what_before_the_list_is_frozen(client: Client, programme: Programme) -> None:
    call = make_call(programme)
    make_procedure(call, draw_at=clock.now() + timedelta(days=9), venue="Aula Balai Kota")
    page = text_of(client.get(f"/undian/{call.slug}/"))
    shown = ("Sumber angka acak", "Waktu undian", "Aula Balai Kota", "Diumumkan", "Undian di antara semua yang lolos")
    assert [words for words in shown if words not in page] == []


# --- a time that can be kept -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("days", "told"),
    [(-1, "sudah lewat. Pilih waktu yang akan datang."), (3, "lebih awal daripada penutupan pendaftaran")],
)
@pytest.mark.parametrize("published", [False, True])
def test_a_draw_is_set_neither_in_the_past_nor_before_the_closing(
    programme: Programme, officer: Account, signed_in: SignIn, days: int, told: str, *, published: bool
) -> None:
    call, client = make_call(programme), signed_in(officer)
    given = {
        "rule": "lottery",
        "source_kind": "dice",
        "objection_days": "0",
        "venue": "Aula",
        "reason": "Uji coba saja",
    }
    if published:
        make_procedure(call)
    wrong = post(client, **given, draw_at=f"{local_time(clock.now()) + timedelta(days=days):%Y-%m-%dT%H:%M}")
    assert (wrong.status_code, told in text_of(wrong)) == (422, True)
    assert not Procedure.objects.exclude(draw_at=None).exclude(draw_at=dice_hour(call)).exists()
    right = post(client, **given, draw_at=f"{local_time(clock.now()) + timedelta(days=8):%Y-%m-%dT%H:%M}")
    assert (right.status_code, Procedure.objects.exclude(draw_at=None).count()) == (302, 1)


def test_a_draft_whose_draw_time_has_passed_is_not_published(programme: Programme) -> None:
    call = make_call(programme)
    terms = actions.Terms(rule="lottery", source_kind="dice", draw_at=clock.now() + timedelta(days=8), objection_days=0)
    procedure = actions.write_procedure(call, terms, by=SETUP, at=clock.now())
    with pytest.raises(DrawTimePast):
        actions.publish_procedure(procedure, reason="Lupa", by=SETUP, at=clock.now() + timedelta(days=9))
    procedure.refresh_from_db()
    assert procedure.is_published is False


# --- found before the call is published ------------------------------------------------------------------------------
def test_a_procedure_is_found_while_its_call_is_a_draft(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    call, client = make_call(programme, published=False), signed_in(officer)
    call_page = f"/desk/diskominfo-malang/youtuber-tiktok/pendaftaran/buka/{call.slug}/"
    for page in (call_page, "/desk/diskominfo-malang/youtuber-tiktok/seleksi/"):
        assert f'href="{DESK}"' in text_of(client.get(page))
    assert "Belum ditulis" in text_of(client.get("/desk/diskominfo-malang/youtuber-tiktok/seleksi/"))
    make_procedure(call)
    page = text_of(client.get(DESK))
    assert (f'href="/undian/{call.slug}/"' in page, "begitu pendaftaran diterbitkan" in page) == (False, True)
    publish_call(call, by=SETUP, at=clock.now())
    page = text_of(client.get(DESK))
    assert (f'href="/undian/{call.slug}/"' in page, "begitu pendaftaran diterbitkan" in page) == (True, False)
    assert client.get(f"/undian/{call.slug}/").status_code == 200


# --- changes ---------------------------------------------------------------------------------------------------------
def test_a_change_tells_only_the_groups_that_changed_one_by_one(client: Client, programme: Programme) -> None:
    call = make_call(programme, make_stage(programme, seats=10))
    draw_at = clock.now() + timedelta(days=9)
    before = {"sex": {"L": (4, 6), "P": (4, 6)}, "track": {"youtube": (5, 5), "tiktok": (5, 5)}}
    make_procedure(call, draw_at=draw_at, quotas=before)
    after = {"sex": {"L": (3, 6), "P": (4, 6)}}
    terms = actions.Terms(
        rule="lottery", source_kind="dice", venue="Aula", objection_days=0, draw_at=draw_at, quotas=after
    )
    actions.write_procedure(call, terms, reason="Kurang pelamar", by=SETUP, at=clock.now())
    page = text_of(client.get(f"/undian/{call.slug}/"))
    assert page.index("Tata cara ini diubah sesudah diumumkan") < page.index("Bagaimana peserta dipilih")
    told = page.rpartition("Kurang pelamar")[2].partition("</ul>")[0]
    assert told.count("<li>") == 3
    lines = [
        "Kuota Jenis kelamin, Laki-laki: 4–6 → 3–6",
        "Kuota Jalur, YouTube: 5 → tidak ada",
        "Kuota Jalur, TikTok: 5 → tidak ada",
    ]
    assert [line for line in lines if f"<li>{line}</li>" not in told] == []


def test_the_form_given_back_unchanged_is_no_change(programme: Programme, officer: Account, signed_in: SignIn) -> None:
    call, draw_at = make_call(programme), clock.now() + timedelta(days=9, seconds=17)
    procedure = make_procedure(call, draw_at=draw_at)
    kept = {"rule": "lottery", "source_kind": "dice", "objection_days": "0", "reason": "Tempat lain"}
    given = kept | {"draw_at": f"{local_time(draw_at):%Y-%m-%dT%H:%M}"}
    client = signed_in(officer)
    answer = post(client, **given, venue="Aula")
    assert (answer.status_code, str(ProcedureUnchanged()) in text_of(answer)) == (422, True)
    assert post(client, **given, venue="Alun-alun").status_code == 302
    procedure.refresh_from_db()
    [change] = procedure.changes.all()
    assert (change.before["draw_at"], procedure.draw_at) == (change.after["draw_at"], draw_at)


def test_the_reason_is_asked_for_beside_all_else_that_is_wrong(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    procedure = make_procedure(make_call(programme))
    answer: Any = post(signed_in(officer), rule="lottery", source_kind="dice", objection_days="x", venue="Aula")
    assert (answer.status_code, sorted(answer.context["form"].errors)) == (422, ["draw_at", "objection_days", "reason"])
    assert str(ReasonForChange()) in text_of(answer)
    assert not procedure.changes.exists()


# --- a first version -------------------------------------------------------------------------------------------------
def test_a_new_procedure_starts_with_the_seats_that_the_call_announces_for_its_categories(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    call, client = make_call(programme), signed_in(officer)
    Call.objects.update(
        categories=[each | {"seats": 3 if each["key"] == "community" else None} for each in call.categories]
    )
    form = client.get(f"{DESK}ubah/").context["form"]
    standing = {name: form[name].value() for name in form.fields if "category" in name}
    assert sorted(standing.values()) == ["", "", "3-3"]
    marked = {name: "Sudah terisi: kursi yang dijanjikan" in str(form.fields[name].help_text) for name in standing}
    assert marked == {name: bool(value) for name, value in standing.items()}
    call.refresh_from_db()
    with pytest.raises(CategorySeatsNotKept, match="3 kursi untuk Komunitas"):
        make_procedure(call)
    Call.objects.update(categories=standard_categories())
    make_procedure(Call.objects.get(pk=call.pk))
    kept = client.get(f"{DESK}ubah/").context["form"]
    assert {str(kept.fields[name].help_text) for name in standing} == {""}
    assert {kept[name].value() for name in standing} == {""}


def test_category_quotas_that_break_a_published_promise_are_told_with_what_was_filled_in(programme: Programme) -> None:
    call = make_call(programme, make_stage(programme, seats=10))
    seats = {"community": 3, "civil_servant": 2}
    Call.objects.update(categories=[each | {"seats": seats.get(each["key"])} for each in call.categories])
    call.refresh_from_db()
    kept = {"category": {each["key"]: (seats.get(each["key"], 0), 10) for each in call.categories}}
    make_procedure(call, quotas=kept)
    broken = {"category": kept["category"] | {"community": (0, 2), "civil_servant": (4, 10)}}
    with pytest.raises(CategoryQuotasOffPromise) as refused:
        change_quotas(call, broken)
    told = str(refused.value)
    assert "Komunitas (KIM dan lainnya): maksimumnya paling sedikit 3, diisi 2." in told
    assert "ASN: minimumnya paling banyak 2, diisi 4." in told
    with pytest.raises(PublishedCategorySeatsNotKept) as dropped:
        change_quotas(call, {})
    assert ("2 kursi untuk ASN" in str(dropped.value), "sebelum diterbitkan" in str(dropped.value)) == (
        True,
        False,
    )


def change_quotas(call: Call, quotas: Any) -> None:
    terms = actions.Terms("lottery", "dice", quotas=quotas, objection_days=0, venue="Aula", draw_at=dice_hour(call))
    actions.write_procedure(call, terms, reason="Uji", by=SETUP, at=clock.now())


# --- two officers at once --------------------------------------------------------------------------------------------
def test_who_changes_it_beside_a_colleague_is_told_and_may_send_again(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    call, client = make_call(programme), signed_in(officer)
    first = seen_on(client.get(f"{DESK}ubah/"))
    lottery = {"rule": "lottery", "source_kind": "dice", "draw_at": dice_hour(call), "objection_days": "0"}
    assert post(client, **lottery, venue="Aula", seen=first).status_code == 302
    stale = post(client, **lottery, venue="Balai", seen=first)
    assert (stale.status_code, "diubah orang lain sejak halaman ini dibuka" in text_of(stale)) == (422, True)
    assert Procedure.objects.get().venue == "Aula"
    assert post(client, **lottery, venue="Balai", seen=seen_on(stale)).status_code == 302
    assert Procedure.objects.get().venue == "Balai"
