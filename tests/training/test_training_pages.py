"""The desk's pages of training: who may open them, what they show, what they do."""

import io
import re
import uuid
from collections.abc import Callable
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from factories.evaluation import make_rule
from factories.people import SETUP, make_account
from factories.planning import make_cohort, make_meeting, make_stage
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.foundation.files import Read
from sanggar.people.models import Account, Organisation, Role
from sanggar.planning.models import Cohort, Meeting, Programme
from sanggar.training import actions
from sanggar.training.models import Attendance, Enrolment

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


@pytest.fixture
def cohort(programme: Programme) -> Cohort:
    return make_cohort_of(programme)


@pytest.fixture
def meeting(cohort: Cohort) -> Meeting:
    return make_meeting(cohort, in_days=-1)


@pytest.fixture
def sulastri(cohort: Cohort) -> Enrolment:
    return make_enrolment(cohort, "Sulastri", at=clock.now() - timedelta(days=9))


def address(name: str, programme: Programme, *args: object) -> str:
    return reverse(f"training:{name}", args=[programme.organisation.slug, programme.slug, *args])


def sent(**fields: object) -> dict[str, object]:
    """A form as the page would send it."""
    return {"once": uuid.uuid4(), **fields}


def record(meeting: Meeting, enrolment: Enrolment, presence: str) -> Attendance:
    return actions.record_presence(meeting, enrolment, presence, by=SETUP, at=clock.now())


# --- who may ----------------------------------------------------------------------------------------------------------
@pytest.fixture
def addresses(programme: Programme, cohort: Cohort, meeting: Meeting, sulastri: Enrolment) -> dict[str, str]:
    attendance = record(meeting, sulastri, "present")
    sheet = actions.attach_sheet(meeting, Read(b"%PDF-1.7 uji", "lembar.pdf"), by=SETUP, at=clock.now())
    args = {
        "attendance": meeting.pk,
        "sheet": meeting.pk,
        "upload_sheet": meeting.pk,
        "signed_sheet": sheet.pk,
        "correct": attendance.pk,
        "participant": sulastri.pk,
        "move": sulastri.pk,
        "renew_badge": sulastri.pk,
        "badges": cohort.pk,
    }
    found = {name: address(name, programme, pk) for name, pk in args.items()}
    return found | {name: address(name, programme) for name in ("timetable", "participants")}


READ = ("timetable", "participants", "attendance", "sheet", "signed_sheet", "participant")
WRITE = ("upload_sheet", "correct", "move", "renew_badge", "badges")


def test_every_page_of_another_office_is_not_there(
    addresses: dict[str, str], stranger: Account, signed_in: SignIn
) -> None:
    client = signed_in(stranger)
    assert {client.get(at).status_code for at in addresses.values()} == {404}
    assert {client.post(at).status_code for at in addresses.values()} == {404}


def test_who_is_not_signed_in_is_asked_to(addresses: dict[str, str]) -> None:
    answers = {Client().get(at)["Location"].partition("?")[0] for at in addresses.values()}
    assert answers == {reverse("account_login")}


def test_the_inspector_reads_everything_and_changes_nothing(
    addresses: dict[str, str], inspector: Account, signed_in: SignIn
) -> None:
    client = signed_in(inspector)
    assert {client.get(addresses[name]).status_code for name in READ} == {200}
    assert {client.get(addresses[name]).status_code for name in WRITE} == {403}
    assert {client.post(addresses[name], sent(reason="x")).status_code for name in (*WRITE, "attendance")} == {403}


def test_the_officer_opens_every_page(addresses: dict[str, str], officer: Account, signed_in: SignIn) -> None:
    client = signed_in(officer)
    assert {name: client.get(at).status_code for name, at in addresses.items()} == dict.fromkeys(addresses, 200)


def test_a_trainer_has_no_desk(addresses: dict[str, str], office: Organisation, signed_in: SignIn) -> None:
    client = signed_in(make_account("Tono Narasumber", Role.TRAINER, office))
    assert {client.get(at).status_code for at in addresses.values()} == {404}


def test_things_of_another_programme_are_not_there(
    addresses: dict[str, str], programme: Programme, stranger: Account, other_office: Organisation, signed_in: SignIn
) -> None:
    """The address names a programme that the stranger sees, and a thing that is not its own."""
    from factories.planning import make_programme

    own = make_programme(other_office)
    client = signed_in(stranger)
    moved = [
        at.replace(f"/{programme.organisation.slug}/{programme.slug}/", f"/{other_office.slug}/{own.slug}/")
        for name, at in addresses.items()
        if name not in ("timetable", "participants")
    ]
    assert {client.get(at).status_code for at in moved} == {404}


# --- the timetable ----------------------------------------------------------------------------------------------------
def test_the_timetable_shows_the_next_meeting_first(
    programme: Programme, cohort: Cohort, officer: Account, signed_in: SignIn
) -> None:
    make_meeting(cohort, in_days=-8, topic="Sesi lama")
    make_meeting(cohort, in_days=9, topic="Sesi jauh")
    make_meeting(cohort, in_days=2, topic="Sesi dekat")
    make_meeting(cohort, in_days=-3, topic="Sesi kemarin dulu")
    page = signed_in(officer).get(address("timetable", programme))
    assert page.context["next"].topic == "Sesi dekat"
    topics = [meeting.topic for meeting in page.context["listing"].page]
    assert topics == ["Sesi dekat", "Sesi jauh", "Sesi kemarin dulu", "Sesi lama"]


def test_the_timetable_counts_who_came(
    programme: Programme, cohort: Cohort, meeting: Meeting, sulastri: Enrolment, officer: Account, signed_in: SignIn
) -> None:
    record(meeting, sulastri, "present")
    record(meeting, make_enrolment(cohort, at=clock.now() - timedelta(days=9)), "ill")
    sheet = openpyxl.load_workbook(
        io.BytesIO(signed_in(officer).get(address("timetable", programme), {"format": "xlsx"}).content)
    ).active
    assert sheet is not None
    row = dict(zip((cell.value for cell in sheet[1]), (cell.value for cell in sheet[2]), strict=True))
    assert (row["Sesi"], row["Hadir"], row["Tercatat"]) == ("Menyunting di ponsel", 1, 2)


def test_meetings_without_presence_are_found(
    programme: Programme, cohort: Cohort, meeting: Meeting, sulastri: Enrolment, officer: Account, signed_in: SignIn
) -> None:
    record(meeting, sulastri, "present")
    forgotten = make_meeting(cohort, in_days=-4, topic="Lupa dicatat")
    make_meeting(cohort, in_days=4)
    page = signed_in(officer).get(address("timetable", programme), {"waktu": "belum-dicatat"})
    assert list(page.context["listing"].page) == [forgotten]


# --- attendance -------------------------------------------------------------------------------------------------------
def test_presence_is_set_in_one_form_and_what_is_not_chosen_stays_unset(
    programme: Programme, cohort: Cohort, meeting: Meeting, officer: Account, signed_in: SignIn
) -> None:
    at = clock.now() - timedelta(days=9)
    ani, budi, citra = (make_enrolment(cohort, name, at=at) for name in ("Ani", "Budi", "Citra"))
    form = sent(**{f"p{ani.pk}": "present", f"p{budi.pk}": "ill", f"p{citra.pk}": "", "rest": ""})
    answer = signed_in(officer).post(address("attendance", programme, meeting.pk), form, follow=True)
    assert "Presensi 2 orang disimpan." in answer.content.decode()
    stored = Attendance.objects.order_by("enrolment").values_list("enrolment", "presence", "recorded_by")
    assert list(stored) == [(ani.pk, "present", officer.name), (budi.pk, "ill", officer.name)]


def test_the_rest_can_be_recorded_at_once_and_touches_nobody_who_is_recorded(
    programme: Programme, cohort: Cohort, meeting: Meeting, officer: Account, signed_in: SignIn
) -> None:
    at = clock.now() - timedelta(days=9)
    ani, budi, citra = (make_enrolment(cohort, name, at=at) for name in ("Ani", "Budi", "Citra"))
    record(meeting, ani, "ill")
    signed_in(officer).post(
        address("attendance", programme, meeting.pk), sent(**{f"p{budi.pk}": "excused"}, rest="present")
    )
    stored = dict(Attendance.objects.values_list("enrolment", "presence"))
    assert stored == {ani.pk: "ill", budi.pk: "excused", citra.pk: "present"}


def test_nobody_is_absent_from_a_meeting_that_still_goes_on_by_being_left_over(
    programme: Programme, cohort: Cohort, officer: Account, signed_in: SignIn
) -> None:
    at = clock.now()
    make_enrolment(cohort, "Ani", at=at - timedelta(days=9))
    running, over = make_meeting(cohort, in_days=0), make_meeting(cohort, in_days=-2)
    Meeting.objects.filter(pk=running.pk).update(
        starts_at=at - timedelta(minutes=30), ends_at=at + timedelta(minutes=30)
    )
    for meeting, wanted in ((running, 422), (over, 302)):
        answer = signed_in(officer).post(address("attendance", programme, meeting.pk), sent(rest="absent"))
        assert answer.status_code == wanted
    assert list(Attendance.objects.values_list("meeting", "presence")) == [(over.pk, "absent")]


def test_who_was_quicker_keeps_the_record_and_the_other_is_told(
    programme: Programme, meeting: Meeting, sulastri: Enrolment, officer: Account, signed_in: SignIn
) -> None:
    record(meeting, sulastri, "absent")
    answer = signed_in(officer).post(
        address("attendance", programme, meeting.pk), sent(**{f"p{sulastri.pk}": "present"}), follow=True
    )
    assert "Sudah dicatat lain lebih dulu dan tidak diubah: Sulastri" in answer.content.decode()
    assert Attendance.objects.get().presence == "absent"


def test_a_form_with_nothing_chosen_says_so(
    programme: Programme, meeting: Meeting, sulastri: Enrolment, officer: Account, signed_in: SignIn
) -> None:
    answer = signed_in(officer).post(address("attendance", programme, meeting.pk), sent())
    assert answer.status_code == 422
    assert "Belum ada yang dipilih" in answer.content.decode()


def test_the_same_form_sent_twice_records_once(
    programme: Programme, meeting: Meeting, sulastri: Enrolment, officer: Account, signed_in: SignIn
) -> None:
    form = sent(**{f"p{sulastri.pk}": "present"})
    client = signed_in(officer)
    answers = [client.post(address("attendance", programme, meeting.pk), form).status_code for _ in range(2)]
    assert answers == [302, 302]
    assert Attendance.objects.count() == 1


def test_before_a_meeting_opens_there_is_no_form_and_no_way_around_it(
    programme: Programme, cohort: Cohort, sulastri: Enrolment, officer: Account, signed_in: SignIn
) -> None:
    soon = make_meeting(cohort, in_days=2)
    client = signed_in(officer)
    assert "Simpan presensi" not in client.get(address("attendance", programme, soon.pk)).content.decode()
    answer = client.post(address("attendance", programme, soon.pk), sent(**{f"p{sulastri.pk}": "present"}))
    assert answer.status_code == 422
    assert "baru dibuka" in answer.content.decode()


def test_a_correction_shows_before_and_after_with_its_reason(
    programme: Programme, meeting: Meeting, sulastri: Enrolment, officer: Account, signed_in: SignIn
) -> None:
    attendance = record(meeting, sulastri, "absent")
    client, at = signed_in(officer), address("correct", programme, attendance.pk)
    refused = client.post(at, sent(presence="ill", reason=" "))
    assert refused.status_code == 422
    assert Attendance.objects.get().presence == "absent"
    answer = client.post(at, sent(presence="ill", reason="Surat dokter"), follow=True)
    assert f"Semula alpa; dikoreksi {officer.name}: Surat dokter" in answer.content.decode()
    assert Attendance.objects.get().presence == "ill"


def test_the_signed_sheet_is_uploaded_and_comes_back_as_it_was(
    programme: Programme, meeting: Meeting, officer: Account, inspector: Account, signed_in: SignIn
) -> None:
    client, at = signed_in(officer), address("upload_sheet", programme, meeting.pk)
    content = b"%PDF-1.7 lembar bertanda tangan"
    answer = client.post(at, sent(file=SimpleUploadedFile("lembar sesi 1.pdf", content)), follow=True)
    assert "lembar sesi 1.pdf" in answer.content.decode()
    sheet = meeting.signed_sheets.get()
    download = signed_in(inspector).get(address("signed_sheet", programme, sheet.pk))
    assert b"".join(download.streaming_content) == content
    assert download["Content-Disposition"].startswith("attachment")


def test_what_is_no_scan_is_refused(
    programme: Programme, meeting: Meeting, officer: Account, signed_in: SignIn
) -> None:
    at = address("upload_sheet", programme, meeting.pk)
    answer = signed_in(officer).post(at, sent(file=SimpleUploadedFile("lembar.pdf", b"MZ program")))
    assert answer.status_code == 422
    assert "Berkas harus PDF, JPEG, atau PNG." in answer.content.decode()
    assert meeting.signed_sheets.count() == 0


# --- participants -----------------------------------------------------------------------------------------------------
def test_the_list_ranks_nobody_and_finds_who_is_below_what_the_programme_asks(
    programme: Programme, cohort: Cohort, meeting: Meeting, sulastri: Enrolment, officer: Account, signed_in: SignIn
) -> None:
    lazy = make_enrolment(cohort, "Warsito", at=clock.now() - timedelta(days=9))
    eager = make_enrolment(cohort, "Zulaikha", at=clock.now() - timedelta(days=9))
    record(meeting, sulastri, "absent")
    record(meeting, lazy, "absent")
    record(meeting, eager, "present")
    client, at = signed_in(officer), address("participants", programme)
    unasked = client.get(at, {"sort": "-kehadiran", "kehadiran": "rendah"})
    assert [row.person.name for row in unasked.context["listing"].page] == ["Sulastri", "Warsito", "Zulaikha"]
    assert "100% (1 dari 1 sesi)" in unasked.content.decode()
    make_rule(programme, attendance=60)
    low = client.get(at, {"kehadiran": "rendah"})
    assert list(low.context["listing"].page) == [sulastri, lazy]
    assert "Di bawah syarat kelulusan (60%)" in low.content.decode()


@pytest.mark.parametrize("query", [{"kecamatan": "35.73.02"}, {"q": "sulas"}, {"q": "Bareng"}, {"keadaan": "active"}])
def test_the_list_is_searched_and_narrowed(
    programme: Programme, sulastri: Enrolment, officer: Account, signed_in: SignIn, query: dict[str, str]
) -> None:
    client = signed_in(officer)
    found = [client.get(address("participants", programme), wanted) for wanted in (query, {"q": "Nihil"})]
    assert [list(page.context["listing"].page) for page in found] == [[sulastri], []]


def test_the_list_as_a_file_holds_no_nik(
    programme: Programme, sulastri: Enrolment, officer: Account, signed_in: SignIn
) -> None:
    file = signed_in(officer).get(address("participants", programme), {"format": "csv"}).content.decode()
    assert "Sulastri" in file
    assert sulastri.person.nik_prefix not in file


def test_a_participants_page_tells_presence_corrections_and_history(
    programme: Programme, meeting: Meeting, sulastri: Enrolment, officer: Account, inspector: Account, signed_in: SignIn
) -> None:
    attendance = record(meeting, sulastri, "absent")
    actions.correct_presence(attendance, "present", reason="Salah baris", by=SETUP, at=clock.now())
    shown = signed_in(officer).get(address("participant", programme, sulastri.pk)).content.decode()
    wanted = {"Sulastri", "Semula alpa", "Salah baris", "Menjadi peserta di Kelas A", "100% (1 dari 1 sesi)"}
    assert {told for told in wanted if told not in shown} == set()
    assert "Kode QR kartu peserta" in shown
    assert (
        "Kode QR kartu peserta"
        not in signed_in(inspector).get(address("participant", programme, sulastri.pk)).content.decode()
    )


def test_an_officer_moves_a_participant(
    programme: Programme, cohort: Cohort, sulastri: Enrolment, officer: Account, signed_in: SignIn
) -> None:
    evening = make_cohort(cohort.stage, seats=1, name="Sore")
    foreign = make_cohort(make_stage(programme, ordinal=2), name="Tahap lain")
    client, at = signed_in(officer), address("move", programme, sulastri.pk)
    assert client.post(at, sent(cohort=foreign.pk, reason="Jam kerja")).status_code == 422
    answer = client.post(at, sent(cohort=evening.pk, reason="Jam kerja"), follow=True)
    assert "Pindah dari Kelas A ke Sore" in answer.content.decode()
    sulastri.refresh_from_db()
    assert sulastri.cohort == evening


def test_with_no_other_cohort_the_page_says_so(
    programme: Programme, sulastri: Enrolment, officer: Account, signed_in: SignIn
) -> None:
    shown = signed_in(officer).get(address("move", programme, sulastri.pk)).content.decode()
    assert "Tidak ada kelas lain" in shown


def test_only_who_takes_part_now_can_be_moved_or_ended(
    programme: Programme, sulastri: Enrolment, officer: Account, inspector: Account, signed_in: SignIn
) -> None:
    acts = [
        address("move", programme, sulastri.pk),
        reverse("desk:leave_programme", args=[programme.organisation.slug, programme.slug, sulastri.pk]),
    ]

    def offered(account: Account) -> list[bool]:
        shown = signed_in(account).get(address("participant", programme, sulastri.pk)).content.decode()
        return [f'href="{at}"' in shown for at in acts]

    assert (offered(officer), offered(inspector)) == ([True, True], [False, False])
    actions.leave(sulastri, "withdrawn", reason="Pindah kota", by=SETUP, at=clock.now())
    assert offered(officer) == [False, False]


def test_no_page_bears_inline_style_or_script(addresses: dict[str, str], officer: Account, signed_in: SignIn) -> None:
    client = signed_in(officer)
    pages = [client.get(at) for name, at in addresses.items() if name not in ("sheet", "badges", "signed_sheet")]
    inline = re.compile(r"<script(?! src)|<style|\sstyle=|\son\w+=")
    assert [inline.findall(page.content.decode()) for page in pages] == [[] for _ in pages]
