"""What the office decides: by whom, once, with a reason, and not behind the applicant's back."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import unquote

import pytest
from django.db.models import Q
from django.test import Client

from factories.applications import (
    BUDI,
    SULASTRI,
    answers_for,
    apply,
    apply_many,
    make_call,
    nik_number,
    numbered_answers,
)
from factories.people import SETUP
from sanggar.applications import actions, queries
from sanggar.applications.actions.contests import RELEASING, release_contested
from sanggar.applications.actions.hindrances import SeenOne
from sanggar.applications.actions.screening import decide_together
from sanggar.applications.models import ALLOWED, Act, Application, ApplicationEvent, ApplicationState, Batch, Call
from sanggar.applications.status import own_status, timeline
from sanggar.applications.waiting import ApplicationsWaiting, applications_waiting
from sanggar.foundation import clock
from sanggar.foundation.models import AuditEntry
from sanggar.people.models import Account
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
S = ApplicationState
ROOM = "/desk/diskominfo-malang/youtuber-tiktok/pendaftaran/"


@pytest.fixture
def call(programme: Programme) -> Call:
    return make_call(programme)


@pytest.fixture
def application(call: Call) -> Application:
    return apply(call)


@pytest.fixture
def desk(officer: Account, signed_in: Callable[[Account], Client]) -> Client:
    return signed_in(officer)


def page_of(application: Application) -> str:
    return f"{ROOM}lamaran/{application.receipt}/"


def send(client: Client, address: str, **answers: object) -> Any:
    """Fill in the form of a page as it stands and send it."""
    form = client.get(address).context["form"]
    hidden = {field.html_name: str(field.value()) for field in form.hidden_fields()}
    return client.post(address, hidden | answers)


def last_event(application: Application) -> ApplicationEvent:
    return application.events.order_by("-pk")[0]


# --- decisions -------------------------------------------------------------------------------------------------------
def test_an_officer_accepts_in_the_browser_and_the_act_bears_the_name(desk: Client, application: Application) -> None:
    page = desk.get(page_of(application))
    form = page.context["accept_form"]
    answers = {name: str(form[name].value()) for name in ("once", "revision", "state")}
    assert desk.post(f"{page_of(application)}terima/", answers).status_code == 302
    application.refresh_from_db()
    assert application.state == S.ELIGIBLE
    last = last_event(application)
    assert (last.act, last.by_label) == (Act.ACCEPT, "Dewi Pengelola")


@pytest.mark.parametrize(("address", "state"), [("perbaikan", S.CORRECTION), ("tolak", S.REFUSED)])
def test_a_decision_needs_a_reason(desk: Client, application: Application, address: str, state: str) -> None:
    for unfit in ("", "x", "Cocokkan 0000 0000 0000 0000."):
        assert send(desk, f"{page_of(application)}{address}/", reason=unfit).status_code == 422
    application.refresh_from_db()
    assert application.state == S.SUBMITTED
    assert send(desk, f"{page_of(application)}{address}/", reason="Nama berbeda.").status_code == 302
    application.refresh_from_db()
    assert (application.state, last_event(application).reason) == (state, "Nama berbeda.")


@pytest.mark.parametrize("state", [S.ELIGIBLE, S.REFUSED, S.CORRECTION])
def test_a_decision_can_be_undone_with_a_reason(desk: Client, application: Application, state: str) -> None:
    Application.objects.update(state=state)
    assert send(desk, f"{page_of(application)}periksa-lagi/", reason="Keliru").status_code == 302
    application.refresh_from_db()
    assert application.state == S.SUBMITTED


def test_nobody_decides_on_answers_they_have_not_seen(desk: Client, application: Application) -> None:
    Application.objects.update(revision=2)
    with pytest.raises(actions.ChangedMeanwhile):
        actions.accept_for_draw(application, by=SETUP, at=clock.now(), revision=1)


def test_the_second_officer_is_told_what_the_first_did(desk: Client, application: Application) -> None:
    address = f"{page_of(application)}tolak/"
    form = desk.get(address).context["form"]
    hidden = {field.html_name: str(field.value()) for field in form.hidden_fields()}
    actions.accept_for_draw(application, by=SETUP, at=clock.now())
    response = desk.post(address, hidden | {"reason": "Nama berbeda."})
    assert response.status_code == 422
    assert "sudah berstatus “Memenuhi syarat” (sistem: persiapan uji)" in response.content.decode()


@pytest.mark.parametrize("state", [S.CONTESTED, S.WITHDRAWN, S.SUPERSEDED, S.REFUSED, S.ELIGIBLE])
def test_only_what_waits_can_be_accepted(application: Application, state: str) -> None:
    Application.objects.update(state=state)
    with pytest.raises(actions.AlreadyDecided):
        actions.accept_for_draw(application, by=SETUP, at=clock.now())


def test_nothing_leads_out_of_the_draw_but_the_acts_of_the_table() -> None:
    assert ALLOWED[S.ELIGIBLE] == {S.SUBMITTED, S.CONTESTED, S.WITHDRAWN, S.SUPERSEDED}
    assert ALLOWED[S.WITHDRAWN] == {S.SUBMITTED, S.CONTESTED}
    assert ALLOWED[S.REFUSED] == {S.SUBMITTED, S.SUPERSEDED, S.ELIGIBLE}  # the last by an objection that is upheld


# --- frozen ----------------------------------------------------------------------------------------------------------
def test_a_frozen_list_stands_still(call: Call, application: Application) -> None:
    refused = apply(call, nik=BUDI)
    actions.accept_for_draw(application, by=SETUP, at=clock.now())
    actions.refuse_application(refused, reason="x", by=SETUP, at=clock.now())
    assert actions.freeze_applications(call, by=SETUP, at=call.closes_at) == 1
    for frozen in (application, refused):
        with pytest.raises(actions.ListFrozen):
            actions.reopen_decision(frozen, reason="x", by=SETUP, at=clock.now())
    with pytest.raises(actions.CallIsFrozen):
        actions.prolong_call(call, closes_at=call.closes_at.replace(year=2099), reason="x", by=SETUP, at=clock.now())
    assert actions.freeze_applications(call, by=SETUP, at=call.closes_at) == 1


def test_a_list_is_frozen_only_when_closed_and_screened(call: Call, application: Application) -> None:
    with pytest.raises(actions.CallStillOpen):
        actions.freeze_applications(call, by=SETUP, at=clock.now())
    with pytest.raises(actions.NotScreened, match="1 lamaran"):
        actions.freeze_applications(call, by=SETUP, at=call.closes_at)
    application.refresh_from_db()
    assert application.frozen_at is None


def test_a_stranger_who_applies_with_others_niks_can_not_hold_up_the_draw(call: Call, application: Application) -> None:
    contested = apply(call)
    actions.accept_for_draw(application, by=SETUP, at=clock.now())
    assert actions.freeze_applications(call, by=SETUP, at=call.closes_at) == 1
    contested.refresh_from_db()
    assert (contested.state, list(queries.eligible_applications(call))) == (S.CONTESTED, [application])


# --- the counter -----------------------------------------------------------------------------------------------------
def test_the_owner_of_the_card_chooses_and_the_others_are_superseded(desk: Client, call: Call) -> None:
    first, second, third = apply(call), apply(call, name="Sulastri Asli"), apply(call)
    address = f"{page_of(second)}ktp/"
    page = desk.get(address).content.decode()
    for rival in (first, second, third):
        assert rival.receipt in page
    assert send(desk, address, winner=second.receipt).status_code == 422
    assert send(desk, address, winner=second.receipt, card_shown="on").status_code == 302
    states = dict(Application.objects.values_list("name", "state").filter(Q(pk=second.pk) | Q(pk=first.pk)))
    assert states == {"Sulastri": S.SUPERSEDED, "Sulastri Asli": S.SUBMITTED}
    third.refresh_from_db()
    assert third.state == S.SUPERSEDED
    assert last_event(second).act == Act.SETTLE


def test_settling_for_the_one_that_lives_leaves_its_decision(call: Call, application: Application) -> None:
    contested = apply(call)
    actions.accept_for_draw(application, by=SETUP, at=clock.now())
    actions.settle_contest(application, by=SETUP, at=clock.now())
    application.refresh_from_db()
    contested.refresh_from_db()
    assert (application.state, contested.state) == (S.ELIGIBLE, S.SUPERSEDED)


def test_a_settlement_can_be_corrected_by_another_card(call: Call, application: Application) -> None:
    contested = apply(call)
    actions.settle_contest(contested, by=SETUP, at=clock.now())
    actions.settle_contest(application, by=SETUP, at=clock.now())
    application.refresh_from_db()
    contested.refresh_from_db()
    assert (application.state, contested.state) == (S.SUBMITTED, S.SUPERSEDED)


def test_there_is_nothing_to_settle_for_a_nik_that_applied_once(desk: Client, application: Application) -> None:
    assert desk.get(f"{page_of(application)}ktp/").status_code == 404
    with pytest.raises(actions.NotTheSameNik):
        actions.settle_contest(application, by=SETUP, at=clock.now())


def test_to_who_typed_a_nik_twice_the_office_writes_for_the_card_in_their_language_and_not_why(
    desk: Client, call: Call, application: Application
) -> None:
    alone = unquote(desk.get(page_of(application)).context["chat"])
    contested = apply(call, language="en")
    held, first = (unquote(desk.get(page_of(one)).context["chat"]) for one in (contested, application))
    assert ("KTP" in alone, "mohon tunjukkan KTP asli" in first) == (False, True)
    assert ("Hello Sulastri" in held, "original KTP" in held, application.receipt in held) == (True, True, False)
    assert own_status(contested) == own_status(application)
    assert "menunjukkan KTP" in own_status(application).text


@pytest.mark.parametrize("left", ["another NIK", "withdrawn", "refused"])
def test_a_contest_ends_by_itself_when_nobody_else_lives_with_the_nik(
    desk: Client, call: Call, application: Application, left: str
) -> None:
    contested, later = apply(call), apply(call)
    assert release_contested(clock.now()) == 0
    if left == "another NIK":
        mended = answers_for(call, nik=BUDI, birth_date=date(2003, 12, 12), sex="L")
        actions.edit_application(application, mended, by=application.actor, at=clock.now())
    elif left == "withdrawn":
        actions.withdraw_application(application, by=application.actor, at=clock.now())
    else:  # still the one that lives: the card has to say whose the NIK is
        actions.refuse_application(application, reason="Bukan warga kota.", by=SETUP, at=clock.now())
    is_over = left != "refused"
    assert release_contested(clock.now()) == int(is_over)
    contested.refresh_from_db()
    later.refresh_from_db()
    assert (contested.state, later.state) == (S.SUBMITTED if is_over else S.CONTESTED, S.CONTESTED)
    told = [step["title"] for step in timeline(contested)]
    assert told == ["Lamaran kami terima"]
    assert (last_event(contested).by_label == RELEASING.label) == is_over
    assert desk.get(f"{page_of(contested)}ktp/").status_code == 200


def test_a_new_link_is_shown_once_and_the_old_one_is_dead(desk: Client, application: Application) -> None:
    old, address = application.own_path, f"{page_of(application)}tautan/"
    form = desk.get(address).context["form"]
    answers = {"once": str(form["once"].value()), "card_shown": "on"}
    shown = desk.post(address, answers)
    application.refresh_from_db()
    assert (shown.status_code, shown["Cache-Control"]) == (200, "no-store")
    assert application.own_path in shown.content.decode()
    assert old != application.own_path
    assert Client().get(f"{old}ubah/").status_code == 404
    assert Client().get(f"{application.own_path}ubah/").status_code == 200
    assert desk.post(address, answers).status_code == 302
    assert application.link_version == 2


def test_without_the_card_no_link_is_issued(desk: Client, application: Application) -> None:
    assert send(desk, f"{page_of(application)}tautan/").status_code == 422
    application.refresh_from_db()
    assert application.link_version == 1


# --- the NIK and the disability need ---------------------------------------------------------------------------------
def test_the_desk_shows_the_area_of_a_nik_alone(desk: Client, application: Application) -> None:
    page = desk.get(page_of(application)).content.decode()
    assert "357305••••••••••" in page
    assert SULASTRI not in page


def test_a_whole_nik_needs_a_reason_and_every_look_is_on_record(desk: Client, application: Application) -> None:
    address = f"{page_of(application)}nik/"
    assert SULASTRI not in desk.get(address).content.decode()
    assert SULASTRI not in send(desk, address, reason="").content.decode()
    for _ in range(2):
        shown = send(desk, address, reason="Mencocokkan dengan KTP di loket")
        assert SULASTRI in shown.content.decode()
        assert shown["Cache-Control"] == "no-store"
    entries = AuditEntry.objects.filter(verb="applications.reveal_nik")
    assert {entry.actor_label for entry in entries} == {"Dewi Pengelola"}
    assert entries.count() == 2
    assert SULASTRI not in "".join(entry.details for entry in entries)


def test_a_disability_need_is_for_the_officer_alone(
    desk: Client, call: Call, inspector: Account, pptk: Account, signed_in: Callable[[Account], Client]
) -> None:
    application = apply(call, disability_need="Juru bahasa isyarat")
    assert "Juru bahasa isyarat" in desk.get(page_of(application)).content.decode()
    for reader in (inspector, pptk):
        page = signed_in(reader).get(page_of(application)).content.decode()
        assert ("Sulastri" in page, "disabilitas" in page, "isyarat" in page) == (True, False, False)


# --- the queue -------------------------------------------------------------------------------------------------------
def found(desk: Client, query: str) -> set[str]:
    page = desk.get(f"{ROOM}lamaran/{query}")
    assert page.status_code == 200
    return {row.name for row in page.context["listing"].found}


def test_the_queue_filters_and_finds(desk: Client, call: Call) -> None:
    apply(call)
    apply(call, nik=BUDI, name="Budi", phone="+6281999000111", category="community")
    flagged = apply(call, nik="3578011203959002", name="Surabaya", sex="L")
    actions.accept_for_draw(flagged, by=SETUP, at=clock.now())
    apply(call, name="Lain")
    assert found(desk, "") == {"Sulastri", "Budi", "Surabaya", "Lain"}
    assert found(desk, "?state=eligible") == {"Surabaya"}
    assert found(desk, "?state=contested") == {"Lain"}
    assert found(desk, "?category=community") == {"Budi"}
    assert found(desk, "?flags=region_differs") == {"Surabaya"}
    assert found(desk, "?flags=none") == {"Sulastri", "Lain"}
    assert found(desk, "?district=35.73.01") == set()
    assert found(desk, "?track=tiktok") == set()
    assert found(desk, "?call=tahap-1&q=sula") == {"Sulastri"}
    assert found(desk, "?q=081999") == {"Budi"}
    assert found(desk, f"?q={flagged.receipt.lower()}") == {"Surabaya"}


def test_the_queue_as_a_file_has_no_nik(desk: Client, application: Application) -> None:
    response = desk.get(f"{ROOM}lamaran/?format=csv")
    text = response.content.decode()
    assert application.receipt in text
    assert (SULASTRI in text, SULASTRI[:6] in text) == (False, False)


def test_clean_ones_can_be_accepted_together(desk: Client, call: Call) -> None:
    clean = apply_many(call, 3)
    flagged = apply(call, nik="3578011203959002", sex="L")
    doubled, contested = apply(call), apply(call)
    for number in (11, 12):
        apply(call, numbered_answers(call, number, phone="+628123456700"))
    address = f"{ROOM}buka/tahap-1/terima-bersih/"
    shown = desk.get(address)
    form = shown.context["form"]
    assert (list(form.by_mark.values()), shown.context["alike"]) == (clean, 2)
    marks = list(form.by_mark)
    assert form["chosen"].value() == marks
    Application.objects.filter(pk=clean[1].pk).update(revision=2)
    seen = [SeenOne(clean[0], 1), SeenOne(clean[1], 1)]
    assert list(decide_together(seen, Act.ACCEPT, by=SETUP, at=clock.now())) == [clean[1].pk]
    sent = {"once": str(form["once"].value()), "act": Act.ACCEPT.value, "chosen": marks[2:], "step": "preview"}
    preview = desk.post(f"{ROOM}banyak/", sent)
    assert (preview.context["ready"], Batch.objects.count()) == ([clean[2]], 0)
    response = desk.post(f"{ROOM}banyak/", sent | {"step": "apply"}, follow=True)
    assert [line[1] for line in response.context["done"]] == [clean[2].receipt]
    states = list(Application.objects.order_by("pk").values_list("state", flat=True))
    assert states[:3] == [S.ELIGIBLE, S.SUBMITTED, S.ELIGIBLE]
    assert states[3:] == [S.SUBMITTED, S.SUBMITTED, S.CONTESTED, S.SUBMITTED, S.SUBMITTED]
    assert {flagged.state, doubled.state, contested.state} == {S.SUBMITTED, S.CONTESTED}


# --- figures ---------------------------------------------------------------------------------------------------------
def test_figures_of_a_call(call: Call, programme: Programme) -> None:
    first, second = apply_many(call, 2)
    apply(call, nik=nik_number(1))
    actions.refuse_application(first, reason="x", by=SETUP, at=clock.now())
    counted = queries.call_states(call)
    assert (counted[S.SUBMITTED], counted[S.REFUSED], counted[S.CONTESTED], counted[S.ELIGIBLE]) == (1, 1, 1, 0)
    assert queries.counts_by_state(programme) == counted
    waiting = applications_waiting(Programme.objects.all())[programme.pk]
    assert waiting == ApplicationsWaiting(submitted=1, contested=1, oldest_at=second.changed_at)
    assert list(queries.unsettled_applications(call)) == [second]
    assert queries.contested_applications(call).count() == 1


# --- who may ---------------------------------------------------------------------------------------------------------
READ = ("", "lamaran/", "buka/tahap-1/", "buka/tahap-1/pratinjau/", "buka/tahap-1/teks/notice/")
WRITE = (
    "baru/",
    "buka/tahap-1/ubah/",
    "buka/tahap-1/terbitkan/",
    "buka/tahap-1/perpanjang/",
    "buka/tahap-1/tutup/",
    "buka/tahap-1/teks/",
    "buka/tahap-1/teks/notice/ubah/",
    "buka/tahap-1/teks/photo/hentikan/",
)
WRITE_ONE = ("perbaikan/", "tolak/", "periksa-lagi/", "ktp/", "tautan/", "nik/", "terima/")


def test_officers_write_their_colleagues_and_the_inspector_read_and_strangers_find_nothing(
    application: Application,
    officer: Account,
    pptk: Account,
    inspector: Account,
    stranger: Account,
    signed_in: Callable[[Account], Client],
) -> None:
    apply(application.call)
    reading = [f"{ROOM}{page}" for page in READ] + [page_of(application)]
    writing = [f"{ROOM}{page}" for page in WRITE] + [f"{page_of(application)}{page}" for page in WRITE_ONE]
    for reader in (pptk, inspector):
        client = signed_in(reader)
        assert {client.get(page).status_code for page in reading} == {200}
        assert {client.post(page).status_code for page in writing} == {403}
        assert {client.post(page).status_code for page in reading} == {405}
        assert client.get(f"{ROOM}buka/tahap-1/terima-bersih/").status_code == 403
    assert {signed_in(stranger).get(page).status_code for page in [*reading, *writing[:-1]]} == {404}
    assert {signed_in(stranger).post(page).status_code for page in writing} == {404}
    assert {Client().get(page).status_code for page in reading} == {302}
    client = signed_in(officer)
    assert {client.get(page).status_code for page in [*reading, *writing[:-1]]} == {200}
    application.refresh_from_db()
    assert (application.state, application.link_version) == (S.SUBMITTED, 1)
