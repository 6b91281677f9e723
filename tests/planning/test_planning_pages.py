"""A plan is made in the browser: by an officer, once, with what was typed kept."""

import uuid
from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from factories.people import make_account
from factories.planning import make_cohort, make_meeting, make_programme, make_stage, make_venue
from sanggar.foundation.models import AuditEntry
from sanggar.people.models import Account, Organisation, Role
from sanggar.planning.actions import hold_seat
from sanggar.planning.models import Cohort, Meeting, Programme, ProgrammeGrant, Stage, Track

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
DESK = "/desk/diskominfo-malang/youtuber-tiktok/"
PLAN = f"{DESK}rencana/"


def once() -> dict[str, str]:
    return {"once": str(uuid.uuid4())}


MEETING = {
    "topic": "Menyunting di ponsel",
    "day": "2026-12-14",
    "start": "09:00",
    "end": "12:00",
    "venue": "Ijen Suites",
    "trainer_name": "Narasumber Uji",
}


def test_an_officer_makes_a_programme_with_all_its_parts(
    office: Organisation, officer: Account, signed_in: SignIn
) -> None:
    browser = signed_in(officer)
    facts = {"name": "Pelatihan YouTuber dan TikTok", "code": "yt", "fiscal_year": "2026", "contact_rhythm_days": "14"}
    response = browser.post("/desk/program-baru/", facts | once())
    plan = "/desk/diskominfo-malang/pelatihan-youtuber-dan-tiktok/rencana/"
    assert (response.status_code, response["Location"]) == (302, plan)
    browser.post(f"{plan}jalur/tambah/", {"name": "YouTube"} | once())
    browser.post(f"{plan}tahap/tambah/", {"ordinal": "1", "name": "Tahap 1", "seats": "50"} | once())
    stage, track = Stage.objects.get(), Track.objects.get()
    cohort = {"name": "Kelas A", "seats": "50", "track": str(track.pk)}
    browser.post(f"{plan}tahap/{stage.pk}/kelas/", cohort | once())
    browser.post(f"{plan}kelas/{Cohort.objects.get().pk}/sesi/", MEETING | once())
    programme = Programme.objects.get()
    assert (programme.code, programme.organisation, track.code, stage.seats) == ("YT", office, "youtube", 50)
    page = browser.get(plan).content.decode()
    for shown in ("Tahap 1", "Kelas A", "Senin, 14 Desember 2026", "09.00–12.00 WIB", "Menyunting di ponsel"):
        assert shown in page
    assert "Yang masih kurang" not in page


def test_times_are_typed_as_the_office_s_clock_shows_them(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    cohort = make_cohort(make_stage(programme))
    browser = signed_in(officer)
    browser.post(f"{PLAN}kelas/{cohort.pk}/sesi/", MEETING | once())
    meeting = Meeting.objects.get()
    assert meeting.starts_at == datetime(2026, 12, 14, 9, tzinfo=ZoneInfo("Asia/Jakarta"))
    form = browser.get(f"{DESK}sesi/{meeting.pk}/").content.decode()
    assert 'value="2026-12-14"' in form
    assert 'value="09:00"' in form


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ({"end": "09:00"}, "Jam selesai harus sesudah jam mulai."),
        ({"venue": ""}, "Isi tempat atau tautan"),
        ({"day": "31/02/2026"}, "Tanggal tidak terbaca."),
        ({"day": "2020-03-01"}, "isi tanggal antara 1 Januari"),
        ({"trainer_name": ""}, "Pilih akun narasumber, atau isi namanya."),
    ],
)
def test_a_meeting_that_can_not_be_is_told_and_what_was_typed_is_kept(
    answer: dict[str, str], told: str, programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    cohort = make_cohort(make_stage(programme))
    response = signed_in(officer).post(f"{PLAN}kelas/{cohort.pk}/sesi/", MEETING | answer | once())
    page = response.content.decode()
    assert response.status_code == 422
    assert told in page
    assert "Menyunting di ponsel" in page
    assert Meeting.objects.count() == 0


def test_a_double_click_makes_one_stage(programme: Programme, officer: Account, signed_in: SignIn) -> None:
    browser, form = signed_in(officer), {"ordinal": "1", "name": "Tahap 1", "seats": "50"} | once()
    answers = [browser.post(f"{PLAN}tahap/tambah/", form) for _click in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert programme.stages.count() == 1


@pytest.mark.parametrize("typed", ["0", "-5", "lima", "1,5", "99999999999999999999", ""])
def test_seats_are_a_whole_number_of_people(
    typed: str, programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    form = {"ordinal": "1", "name": "Tahap 1", "seats": typed} | once()
    assert signed_in(officer).post(f"{PLAN}tahap/tambah/", form).status_code == 422
    assert programme.stages.count() == 0


def test_a_second_stage_with_the_same_number_is_told_on_its_field(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    make_stage(programme)
    response = signed_in(officer).post(f"{PLAN}tahap/tambah/", {"ordinal": "1", "name": "Lagi", "seats": "5"} | once())
    assert response.status_code == 422
    assert "Tahap 1 sudah ada." in response.content.decode()


def test_seats_that_are_offered_can_not_be_planned_away(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    stage = make_stage(programme, seats=2)
    hold_seat(stage)
    hold_seat(stage)
    response = signed_in(officer).post(f"{PLAN}tahap/{stage.pk}/", {"name": "Tahap 1", "seats": "1"} | once())
    assert "Kursi tidak dapat kurang dari 2" in response.content.decode()
    stage.refresh_from_db()
    assert stage.seats == 2


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ({"code": "Y"}, "Kode terdiri atas dua sampai delapan"),
        ({"fiscal_year": "1926"}, "Paling sedikit 2000."),
        ({"slug": "Pelatihan Kami"}, "Alamat hanya boleh berisi huruf kecil"),
        ({"slug": "youtuber-tiktok"}, "Alamat ini sudah dipakai program lain"),
        ({"name": "培训"}, "Isi alamat halaman"),
        ({"contact_rhythm_days": "0"}, "Paling sedikit 1."),
    ],
)
def test_a_programme_that_can_not_be_is_told_where_and_why(
    answer: dict[str, str], told: str, programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    facts = {"name": "Pelatihan Baru", "code": "PB", "fiscal_year": "2026", "contact_rhythm_days": "14"}
    response = signed_in(officer).post("/desk/program-baru/", facts | answer | once())
    assert response.status_code == 422
    assert told in response.content.decode()
    assert Programme.objects.count() == 1


def test_an_incomplete_plan_says_what_it_lacks(programme: Programme, officer: Account, signed_in: SignIn) -> None:
    make_cohort(make_stage(programme, seats=50), seats=20)
    page = signed_in(officer).get(PLAN).content.decode()
    assert "Tahap 1 menerima 50 peserta, tetapi kelasnya hanya memuat 20." in page
    assert "Kelas A di Tahap 1 belum punya sesi." in page


def test_publishing_asks_first_and_happens_once(office: Organisation, officer: Account, signed_in: SignIn) -> None:
    programme = make_programme(office, published=False)
    browser, address = signed_in(officer), f"{PLAN}terbitkan/"
    assert "siapa pun dapat membaca" in browser.get(address).content.decode()
    assert not Programme.objects.filter(published_at__isnull=False).exists()
    for _click in range(2):
        browser.post(address, once())
    assert list(Programme.objects.filter(published_at__isnull=False)) == [programme]
    assert AuditEntry.objects.filter(verb="planning.publish_programme").count() == 1


def test_a_changed_programme_keeps_its_address(programme: Programme, officer: Account, signed_in: SignIn) -> None:
    form = {"name": "Nama Baru", "contact_rhythm_days": "7", "mentoring_until": "2026-12-31", "slug": "lain"} | once()
    signed_in(officer).post(f"{PLAN}ubah/", form)
    programme.refresh_from_db()
    assert (programme.name, programme.slug, programme.mentoring_until) == (
        "Nama Baru",
        "youtuber-tiktok",
        date(2026, 12, 31),
    )


def test_a_meeting_is_taken_out_of_the_plan_after_asking(
    programme: Programme, officer: Account, signed_in: SignIn
) -> None:
    meeting = make_meeting(make_cohort(make_stage(programme)))
    browser, address = signed_in(officer), f"{PLAN}sesi/{meeting.pk}/hapus/"
    assert meeting.topic in browser.get(address).content.decode()
    browser.post(address, once())
    assert Meeting.objects.count() == 0


def test_all_meetings_come_as_a_file(programme: Programme, officer: Account, signed_in: SignIn) -> None:
    make_meeting(make_cohort(make_stage(programme)))
    response = signed_in(officer).get(f"{PLAN}sesi/?format=csv")
    heading, row = response.content.decode("utf-8-sig").splitlines()
    assert heading == "Tanggal,Pukul,Materi,Narasumber,Kelas,Dibatalkan karena,Tempat"
    assert row.endswith("Menyunting di ponsel,Narasumber Uji,Tahap 1 · Kelas A,,Ijen Suites")


# --- who may --------------------------------------------------------------------------------------------------------
def write_addresses(programme: Programme) -> list[str]:
    stage = make_stage(programme)
    cohort = make_cohort(stage)
    meeting = make_meeting(cohort)
    venue = make_venue(programme.organisation)
    track = programme.tracks.get(code="youtube")
    return [
        f"{PLAN}ubah/",
        f"{PLAN}terbitkan/",
        f"{PLAN}jalur/tambah/",
        f"{PLAN}jalur/{track.pk}/",
        f"{PLAN}tahap/tambah/",
        f"{PLAN}tahap/{stage.pk}/",
        f"{PLAN}tahap/{stage.pk}/kelas/",
        f"{PLAN}kelas/{cohort.pk}/",
        f"{PLAN}kelas/{cohort.pk}/sesi/",
        f"{DESK}sesi/{meeting.pk}/",
        f"{DESK}sesi/{meeting.pk}/ganti/",
        f"{DESK}sesi/{meeting.pk}/batal/",
        f"{PLAN}tempat/tambah/",
        f"{PLAN}tempat/{venue.pk}/",
        f"{PLAN}tempat/{venue.pk}/tutup/",
        f"{PLAN}sesi/{meeting.pk}/hapus/",
        f"{PLAN}orang/tambah/",
    ]


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.PPTK, Role.PPK_SKPD, Role.TREASURER, Role.BUDGET_AUTHORITY])
def test_the_office_reads_the_plan_and_only_officers_write_it(
    role: Role, programme: Programme, office: Organisation, signed_in: SignIn
) -> None:
    browser = signed_in(make_account("Pembaca Saja", role, office))
    assert browser.get(PLAN).status_code == 200
    assert browser.get(f"{PLAN}sesi/").status_code == 200
    assert browser.get(f"{PLAN}orang/").status_code == 200
    before = AuditEntry.objects.count()
    addresses = write_addresses(programme)
    made = AuditEntry.objects.count() - before
    assert {browser.post(address, once()).status_code for address in addresses} == {403}
    assert AuditEntry.objects.count() == before + made


def test_another_office_does_not_learn_that_the_programme_exists(
    programme: Programme, stranger: Account, signed_in: SignIn
) -> None:
    browser = signed_in(stranger)
    addresses = [PLAN, f"{PLAN}sesi/", f"{PLAN}orang/", *write_addresses(programme)]
    assert {browser.get(address).status_code for address in addresses} == {404}
    assert {browser.post(address, once()).status_code for address in addresses} == {404}


def test_parts_of_another_programme_are_not_found(programme: Programme, officer: Account, signed_in: SignIn) -> None:
    foreign = make_stage(make_programme(programme.organisation, "lain"))
    browser = signed_in(officer)
    assert browser.get(f"{PLAN}tahap/{foreign.pk}/").status_code == 404
    assert browser.post(f"{PLAN}tahap/{foreign.pk}/", {"name": "x", "seats": "1"} | once()).status_code == 404


def test_only_an_officer_of_an_office_makes_programmes(inspector: Account, pptk: Account, signed_in: SignIn) -> None:
    assert [signed_in(who).get("/desk/program-baru/").status_code for who in (inspector, pptk)] == [403, 403]


# --- people on this programme ---------------------------------------------------------------------------------------
def test_an_officer_gives_and_ends_the_right_to_teach(
    programme: Programme, officer: Account, office: Organisation, signed_in: SignIn
) -> None:
    trainer = make_account("Nita Narasumber", Role.REVIEWER, office)
    browser = signed_in(officer)
    browser.post(f"{PLAN}orang/tambah/", {"account": trainer.email.upper(), "role": "trainer"} | once())
    grant = ProgrammeGrant.objects.get()
    page = browser.get(f"{PLAN}orang/").content.decode()
    assert "Nita Narasumber mengajar sebagai narasumber di Pelatihan YouTuber dan TikTok sejak" in page
    browser.post(f"{PLAN}orang/{grant.pk}/akhiri/", {"reason": "Kontrak selesai."} | once())
    grant.refresh_from_db()
    assert (grant.ended_by, grant.end_reason) == ("Dewi Pengelola", "Kontrak selesai.")
    assert "Kontrak selesai." in browser.get(f"{PLAN}orang/").content.decode()


def test_an_officer_can_not_hand_out_rights_over_money(
    programme: Programme, officer: Account, pptk: Account, administrator: Account, signed_in: SignIn
) -> None:
    form = {"account": pptk.email, "role": "treasurer"}
    assert signed_in(officer).post(f"{PLAN}orang/tambah/", form | once()).status_code == 422
    assert ProgrammeGrant.objects.count() == 0
    assert signed_in(administrator).post(f"{PLAN}orang/tambah/", form | once()).status_code == 302
    grant = ProgrammeGrant.objects.get()
    assert signed_in(officer).post(f"{PLAN}orang/{grant.pk}/akhiri/", {"reason": "x"} | once()).status_code == 403


def test_nobody_gives_themselves_a_right(programme: Programme, administrator: Account, signed_in: SignIn) -> None:
    form = {"account": administrator.email, "role": "treasurer"} | once()
    response = signed_in(administrator).post(f"{PLAN}orang/tambah/", form)
    assert "Hak Anda sendiri tidak dapat Anda ubah" in response.content.decode()
    assert ProgrammeGrant.objects.count() == 0


def test_an_address_without_an_account_is_told(programme: Programme, officer: Account, signed_in: SignIn) -> None:
    form = {"account": "tidak.ada@contoh.example", "role": "mentor"} | once()
    response = signed_in(officer).post(f"{PLAN}orang/tambah/", form)
    assert response.status_code == 422
    assert "Belum ada akun aktif dengan email ini." in response.content.decode()
    assert "tidak.ada@contoh.example" in response.content.decode()
