"""Calls: drafted, published for good, closed by the clock or by hand; texts in versions."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from factories.applications import apply, apply_many, make_call
from factories.people import SETUP
from factories.planning import make_programme, make_stage
from sanggar.applications import actions, queries
from sanggar.applications.actions.texts import renew_notices
from sanggar.applications.models import NOTICE, Call, CallState, Consent, ConsentText
from sanggar.applications.status import own_status
from sanggar.foundation import audit, clock
from sanggar.foundation.dates import plain_date
from sanggar.foundation.models import AuditEntry
from sanggar.people.actions import set_term
from sanggar.people.models import Account, Organisation
from sanggar.people.purposes import NOT_SELECTED
from sanggar.planning.models import Programme

pytestmark = pytest.mark.django_db
ROOM = "/desk/diskominfo-malang/youtuber-tiktok/pendaftaran/"


@pytest.fixture
def desk(officer: Account, signed_in: Callable[[Account], Client]) -> Client:
    return signed_in(officer)


def filled(client: Client, address: str, **changes: Any) -> dict[str, Any]:
    """The form of a page with its initial values, as the browser would send it, and changes."""
    form = client.get(address).context["form"]
    values = {}
    for field in form:
        shown = field.field.widget.format_value(field.value())
        if shown not in (None, "", []):
            values[field.html_name] = shown
    return values | changes


# --- from draft to closing -------------------------------------------------------------------------------------------
def test_an_officer_makes_and_publishes_a_call_in_the_browser(desk: Client, programme: Programme) -> None:
    make_stage(programme)
    answers = filled(desk, f"{ROOM}baru/", slug="tahap-satu")
    assert desk.post(f"{ROOM}baru/", answers).status_code == 302
    call = Call.objects.get()
    assert (call.slug, call.state_at(clock.now())) == ("tahap-satu", CallState.DRAFT)
    assert [entry.track.code for entry in call.call_tracks.all()] == ["youtube", "tiktok"]
    assert Client().get("/daftar/tahap-satu/").status_code == 404
    assert desk.get(f"{ROOM}buka/tahap-satu/pratinjau/").status_code == 200
    address = f"{ROOM}buka/tahap-satu/terbitkan/"
    assert desk.post(address, filled(desk, address)).status_code == 302
    assert Client().get("/daftar/tahap-satu/").status_code == 200


def test_times_are_typed_and_kept_in_the_office_s_zone(desk: Client, programme: Programme) -> None:
    make_stage(programme)
    times = {"opens_at": "2027-03-01T08:00", "closes_at": "2027-03-15T16:00"}
    desk.post(f"{ROOM}baru/", filled(desk, f"{ROOM}baru/", **times))
    call = Call.objects.get()
    assert (call.opens_at.isoformat(), call.closes_at.isoformat()) == (
        "2027-03-01T01:00:00+00:00",
        "2027-03-15T09:00:00+00:00",
    )


def test_seats_per_track_never_promise_more_than_the_stage_has(desk: Client, programme: Programme) -> None:
    make_stage(programme, seats=50)
    address = f"{ROOM}baru/"
    wrong = filled(desk, address, sharing="by_track", seats_youtube="30", seats_tiktok="21")
    response = desk.post(address, wrong)
    assert response.status_code == 422
    assert "berjumlah 51, padahal Tahap 1 hanya punya 50" in response.content.decode()
    assert desk.post(address, wrong | {"seats_tiktok": ""}).status_code == 422
    fresh = filled(desk, address, sharing="by_track", seats_youtube="30", seats_tiktok="20")
    assert desk.post(address, fresh).status_code == 302
    call = Call.objects.get()
    assert call.seats_by_track
    assert list(call.call_tracks.values_list("track__code", "seats")) == [("youtube", 30), ("tiktok", 20)]


def test_words_that_tell_another_age_than_counts_are_not_kept(desk: Client, programme: Programme) -> None:
    """They come with a new call, or along from an earlier one; whoever is younger than they say would go away."""
    make_stage(programme)
    refused = desk.post(f"{ROOM}baru/", filled(desk, f"{ROOM}baru/", slug="muda", minimum_age="13"))
    told = "Teks ini menyebut 18 tahun, padahal usia paling muda 13 tahun."
    assert (refused.status_code, refused.context["form"].errors) == (
        422,
        {"requirements": [told], "requirements_en": [told]},
    )
    words = {"requirements": "Usia paling muda 13 tahun, paling tua 18 tahun.", "requirements_en": ""}
    answers = filled(desk, f"{ROOM}baru/", slug="muda", minimum_age="13", **words)
    assert desk.post(f"{ROOM}baru/", answers).status_code == 302


def test_dates_slug_and_tracks_are_checked(programme: Programme) -> None:
    make_call(programme)
    with pytest.raises(actions.CallSlugTaken):
        make_call(programme)
    with pytest.raises(actions.CallDatesWrong):
        make_call(programme, slug="b", opens_in=3, closes_in=3)
    with pytest.raises(actions.NoTracks):
        make_call(programme, slug="c", tracks={})
    youtube, tiktok = programme.tracks.all()
    with pytest.raises(actions.TrackSeatsMissing):
        make_call(programme, slug="d", tracks={youtube: 3, tiktok: None})
    assert Call.objects.count() == 1


def test_what_is_published_can_only_be_reworded(desk: Client, programme: Programme) -> None:
    call = make_call(programme)
    address = f"{ROOM}buka/tahap-1/ubah/"
    assert "closes_at" not in desk.get(address).context["form"].fields
    assert desk.post(address, filled(desk, address, title="Judul baru")).status_code == 302
    call.refresh_from_db()
    assert call.title == "Judul baru"
    for change in ({"minimum_age": 17}, {"slug": "lain"}, {"closes_at": call.closes_at}):
        with pytest.raises(actions.CallPublished):
            actions.change_call(call, by=SETUP, at=clock.now(), **change)


def test_the_question_that_applicants_answered_stands_and_other_words_are_kept_on_record(
    desk: Client, programme: Programme
) -> None:
    call = make_call(programme)
    address, asked = f"{ROOM}buka/tahap-1/ubah/", call.motivation_question
    assert desk.post(address, filled(desk, address, motivation_question="Mengapa Anda?")).status_code == 302
    details = json.loads(AuditEntry.objects.filter(verb="applications.change_call").latest("pk").details)
    assert (details["words"], details["words_before"]) == (
        {"motivation_question": "Mengapa Anda?"},
        {"motivation_question": asked},
    )
    apply(call)
    page = filled(desk, address, title="Judul baru", motivation_question="Apa rencana Anda?")
    assert desk.post(address, page).status_code == 302
    call.refresh_from_db()
    assert (call.title, call.motivation_question) == ("Judul baru", "Mengapa Anda?")
    for name in ("motivation_question", "motivation_question_en"):
        with pytest.raises(actions.QuestionAnswered):
            actions.change_call(call, by=SETUP, at=clock.now(), **{name: "Apa rencana Anda?"})


def test_who_waits_reads_by_when_they_are_told_as_long_as_that_can_be_kept(desk: Client, programme: Programme) -> None:
    call = make_call(programme)
    application, address = apply(call), f"{ROOM}buka/tahap-1/ubah/"
    assert "Paling lambat" not in own_status(application).text
    early = call.closing_date - timedelta(days=1)
    assert desk.post(address, filled(desk, address, screened_by=early.isoformat())).status_code == 422
    day = call.closing_date + timedelta(days=5)
    assert desk.post(address, filled(desk, address, screened_by=day.isoformat())).status_code == 302
    told = f"Paling lambat {plain_date(day)}."
    assert told in Client().get(application.own_path).content.decode()
    actions.prolong_call(
        call, closes_at=call.closes_at + timedelta(days=9), reason="Banyak yang belum tahu.", by=SETUP, at=clock.now()
    )
    assert told not in Client().get(application.own_path).content.decode()
    assert desk.post(address, filled(desk, address, title="Judul baru")).status_code == 302
    assert "screened_by" not in desk.get(f"{ROOM}baru/seperti/tahap-1/").context["form"].initial


def test_a_draft_can_be_changed_altogether(desk: Client, programme: Programme) -> None:
    make_call(programme, published=False)
    address = f"{ROOM}buka/tahap-1/ubah/"
    assert desk.post(address, filled(desk, address, slug="lain", tracks=["tiktok"])).status_code == 302
    call = Call.objects.get()
    assert (call.slug, [track.code for track in queries.tracks_offered(call)]) == ("lain", ["tiktok"])


def test_a_call_of_a_programme_nobody_can_read_is_not_published(office: Organisation) -> None:
    hidden = make_programme(office, "rahasia", published=False)
    call = make_call(hidden, published=False)
    with pytest.raises(actions.ProgrammeNotPublished):
        actions.publish_call(call, by=SETUP, at=clock.now())


def test_a_call_is_closed_early_with_a_reason_on_record(desk: Client, programme: Programme) -> None:
    call = make_call(programme)
    application = apply(call)
    address = f"{ROOM}buka/tahap-1/tutup/"
    assert desk.post(address, filled(desk, address)).status_code == 422
    assert desk.post(address, filled(desk, address, reason="Gangguan listrik")).status_code == 302
    call.refresh_from_db()
    assert call.state_at(clock.now()) == CallState.CLOSED
    [entry] = AuditEntry.objects.filter(verb="applications.close_call")
    assert (audit.personal_of(entry), "Gangguan" in entry.details) == ({"reason": "Gangguan listrik"}, False)
    assert Client().get("/daftar/tahap-1/").status_code == 410
    assert call.applications.get() == application


def test_a_closed_call_is_opened_again_by_prolonging_it(programme: Programme) -> None:
    call = make_call(programme)
    at = clock.now()
    with pytest.raises(actions.ClosingNotLater):
        actions.prolong_call(call, closes_at=call.closes_at, reason="x", by=SETUP, at=at)
    actions.close_call(call, reason="x", by=SETUP, at=at)
    with pytest.raises(actions.ClosingPast):
        actions.prolong_call(call, closes_at=at - timedelta(hours=1), reason="x", by=SETUP, at=at)
    actions.prolong_call(call, closes_at=at + timedelta(days=9), reason="x", by=SETUP, at=at)
    assert call.is_open_at(at)
    with pytest.raises(actions.CallNotRunning):
        actions.close_call(make_call(programme, slug="b", published=False), reason="x", by=SETUP, at=at)


def test_open_calls_are_those_that_take_applications_now(programme: Programme) -> None:
    later = make_call(programme, slug="nanti", opens_in=2)
    soon, last = make_call(programme, slug="dekat", closes_in=1), make_call(programme, slug="jauh", closes_in=5)
    make_call(programme, slug="rancangan", published=False)
    closed = make_call(programme, slug="tutup")
    actions.close_call(closed, reason="x", by=SETUP, at=clock.now())
    assert list(queries.open_calls(clock.now())) == [soon, last]
    assert list(queries.open_calls(later.opens_at)) == [last, later]
    assert list(queries.open_calls(soon.opens_at - timedelta(seconds=1))) == []


def test_the_database_refuses_a_call_that_closes_before_it_opens(programme: Programme) -> None:
    call = make_call(programme)
    with pytest.raises(IntegrityError), transaction.atomic():
        Call.objects.filter(pk=call.pk).update(closes_at=call.opens_at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Call.objects.filter(pk=call.pk).update(published_at=None, closed_at=call.opens_at)


def test_who_withdrew_or_repeats_a_nik_is_no_applicant_in_public(client: Client, programme: Programme) -> None:
    call = make_call(programme)
    apply(call)
    repeated, gone, _stays = apply(call, name="Sulas Tri"), *apply_many(call, 2)
    actions.withdraw_application(gone, by=gone.actor, at=clock.now())
    assert (call.applications.count(), repeated.state) == (4, "contested")
    shown = client.get("/diskominfo-malang/youtuber-tiktok/").content.decode()
    assert "2 pendaftar, 0 peserta." in shown


# --- texts -----------------------------------------------------------------------------------------------------------
def test_a_new_call_has_a_notice_with_all_the_law_wants_and_two_optional_uses(programme: Programme) -> None:
    notice, *optional = queries.texts_in_force(make_call(programme))
    assert [text.key for text in optional] == ["photo", "later_programmes"]
    for part in (
        "Nomor 27 Tahun 2022",
        "Tujuan:",
        "Dasar:",
        "Data yang diproses:",
        "Penyimpanan:",
        "Hak Anda:",
        "Kontak:",
    ):
        assert part in notice.text
    for part in ("Number 27 of 2022", "Purpose:", "Basis:", "Retention:", "Your rights:", "Contact:"):
        assert part in notice.text_en
    assert "{" not in notice.text + notice.text_en


def test_the_notice_says_the_terms_by_which_data_are_erased(desk: Client, programme: Programme) -> None:
    call, today = make_call(programme), clock.today()
    told = queries.texts_in_force(call)[0].text
    assert "data pelamar lain yang tidak mendapat kursi dihapus 1 tahun sesudah akhir program" in told
    office = programme.organisation
    set_term(office, NOT_SELECTED, days=200, basis="JRA", since=today + timedelta(days=1), by=SETUP, at=clock.now())
    with time_machine.travel(clock.now() + timedelta(days=1)):
        written = actions.write_text(
            call, key="notice", text=f"A\n\n{told}", text_en="Retention: for ever.\nB", by=SETUP, at=clock.now()
        )
    assert written.text == f"A\n\n{told}".replace("kursi dihapus 1 tahun", "kursi dihapus 200 hari")
    assert written.text_en.endswith("says when yours go.\nB")
    assert "no seat are erased 200 days after the end" in written.text_en


def test_a_new_term_reaches_the_notice_of_every_call_that_is_not_over_on_the_day_it_counts(
    programme: Programme,
) -> None:
    now, office = clock.now(), programme.organisation
    running = make_call(programme)
    prepared = make_call(programme, running.stage, slug="nanti", opens_in=10, closes_in=20, published=False)
    over = make_call(programme, running.stage, slug="dulu", closes_in=0.5)
    early = make_call(programme, running.stage, slug="awal")
    actions.close_call(early, reason="Kursi sudah cukup.", by=SETUP, at=now)
    calls = [running, prepared, over, early]
    before = [queries.texts_in_force(call)[0] for call in calls]
    apply(running, consents=[before[0]])
    since = clock.today() + timedelta(days=1)
    set_term(office, NOT_SELECTED, days=200, basis="JRA", since=since, by=SETUP, at=now)
    assert renew_notices(now) == 0
    tomorrow = now + timedelta(days=1)
    assert [renew_notices(tomorrow), renew_notices(tomorrow)] == [2, 0]

    after = [queries.texts_in_force(call)[0] for call in calls]
    assert [text.version for text in after] == [2, 2, 1, 1]
    assert after[0].text == before[0].text.replace("kursi dihapus 1 tahun", "kursi dihapus 200 hari")
    assert "no seat are erased 200 days after the end" in after[1].text_en
    agreed = Consent.objects.get(text__key=NOTICE).text
    assert (agreed, agreed.text) == (before[0], before[0].text)


def test_a_notice_without_a_paragraph_on_retention_is_left_as_the_office_wrote_it(programme: Programme) -> None:
    call = make_call(programme)
    actions.write_text(call, key="notice", text="Singkat.", text_en="Short.", by=SETUP, at=clock.now())
    given = {"days": 200, "basis": "JRA", "since": clock.today(), "by": SETUP, "at": clock.now()}
    set_term(programme.organisation, NOT_SELECTED, **given)  # type: ignore[arg-type]  # kinds differ
    assert renew_notices(clock.now()) == 0


def test_a_new_text_is_a_new_version_and_the_old_one_stays(desk: Client, programme: Programme) -> None:
    call = make_call(programme)
    application = apply(call)
    address = f"{ROOM}buka/tahap-1/teks/notice/ubah/"
    assert desk.post(address, filled(desk, address, text="Baru.", text_en="New.")).status_code == 302
    assert desk.post(address, filled(desk, address)).status_code == 302
    versions = call.consent_texts.filter(key=NOTICE).order_by("version")
    assert [(text.version, text.retired_at is None) for text in versions] == [(1, False), (2, True)]
    assert application.consents.get().text.version == 1
    assert len({text.digest for text in versions}) == 2


def test_the_database_holds_one_text_in_force(programme: Programme) -> None:
    call = make_call(programme)
    actions.write_text(call, key="photo", text="Baru", text_en="New", by=SETUP, at=clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        ConsentText.objects.filter(key="photo").update(retired_at=None)


def test_an_optional_use_is_added_and_no_longer_asked(desk: Client, programme: Programme) -> None:
    call = make_call(programme)
    address = f"{ROOM}buka/tahap-1/teks/"
    texts = {"text": "Saya setuju data kanal dibagikan.", "text_en": "I agree."}
    assert desk.post(address, filled(desk, address, key="Bukan Kunci", **texts)).status_code == 422
    assert desk.post(address, filled(desk, address, key="photo", **texts)).status_code == 422
    assert desk.post(address, filled(desk, address, key="mitra", **texts)).status_code == 302
    assert "consent_mitra" in Client().get("/daftar/tahap-1/").content.decode()
    ending = f"{ROOM}buka/tahap-1/teks/mitra/hentikan/"
    assert desk.post(ending, filled(desk, ending)).status_code == 302
    assert "consent_mitra" not in Client().get("/daftar/tahap-1/").content.decode()
    with pytest.raises(actions.NoticeNeeded):
        actions.retire_text(call.consent_texts.get(key=NOTICE), by=SETUP, at=clock.now())
