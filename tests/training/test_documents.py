"""What is printed: the sheet to sign, the badges to cut, the timetable for the phone."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from pypdf import PdfReader

from factories.people import SETUP, make_account
from factories.planning import make_cohort, make_meeting
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.people.models import Account, Organisation, Role
from sanggar.planning.models import Cohort, Meeting, Programme
from sanggar.training import actions
from sanggar.training.badges import badge_address, badge_svg
from sanggar.training.calendars import calendar_file
from sanggar.training.documents import attendance_sheet, badge_sheet
from sanggar.training.documents.sheets import BY_HAND, sheet_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(programme: Programme) -> Cohort:
    return make_cohort_of(programme)


@pytest.fixture
def meeting(cohort: Cohort) -> Meeting:
    return make_meeting(cohort, in_days=-1)


def enrol_people(cohort: Cohort, *names: str) -> None:
    for name in names:
        make_enrolment(cohort, name, at=clock.now() - timedelta(days=9))


def read(content: bytes) -> tuple[PdfReader, str]:
    reader = PdfReader(io.BytesIO(content))
    return reader, "\n".join(page.extract_text() for page in reader.pages)


def assert_archivable_and_accessible(reader: PdfReader) -> None:
    catalogue = reader.trailer["/Root"]
    metadata = catalogue["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "id"


def test_the_sheet_holds_everyone_and_where_to_sign(cohort: Cohort, meeting: Meeting, pptk: Account) -> None:
    enrol_people(cohort, "Sulastri", "Ma'ruf", "Siti Aminah binti Yusuf")
    reader, text = read(attendance_sheet(meeting, at=clock.now()))
    assert_archivable_and_accessible(reader)
    wanted = {"PEMERINTAH KOTA MALANG", "Daftar Hadir", "Menyunting di ponsel", "Putra PPTK", "Bareng"}
    people = {"Sulastri", "Ma'ruf", "Siti Aminah binti Yusuf"}
    assert {word for word in wanted | people if word not in text} == set()


def test_the_sheet_shows_the_last_four_digits_of_a_phone_and_no_nik(cohort: Cohort, meeting: Meeting) -> None:
    enrol_people(cohort, "Sulastri")
    person = cohort.enrolments.get().person
    data = sheet_data(meeting, at=clock.now())
    assert data["rows"] == [["1", "Sulastri", "Bareng", person.sex, person.phone[-4:]]]
    assert person.nik_prefix not in read(attendance_sheet(meeting, at=clock.now()))[1]


def test_a_sheet_of_fifty_runs_over_pages_and_repeats_its_heads(programme: Programme) -> None:
    cohort = make_cohort_of(programme, seats=50)
    meeting = make_meeting(cohort, in_days=-1)
    enrol_people(cohort, *(f"Peserta Nomor {number}" for number in range(1, 51)))
    reader, _ = read(attendance_sheet(meeting, at=clock.now()))
    assert len(reader.pages) > 1
    assert all("Tanda tangan" in page.extract_text() for page in reader.pages[:2])


def test_totals_are_filled_in_by_hand_until_presence_is_recorded(cohort: Cohort, meeting: Meeting) -> None:
    enrol_people(cohort, "Ani", "Budi")
    totals = dict(sheet_data(meeting, at=clock.now())["totals"])
    assert (totals["Peserta"], totals["Hadir"]) == ("2", "..........")
    first = cohort.enrolments.order_by("pk").first()
    assert first is not None
    actions.record_presence(meeting, first, "present", by=SETUP, at=clock.now())
    totals = dict(sheet_data(meeting, at=clock.now())["totals"])
    assert (totals["Hadir"], totals["Alpa"]) == ("1", "0")


def test_with_two_pptk_the_right_one_signs_and_writes_the_name(
    cohort: Cohort, meeting: Meeting, pptk: Account, office: Organisation
) -> None:
    make_account("Pratiwi PPTK", Role.PPTK, office)
    assert sheet_data(meeting, at=clock.now())["signature"][1] == BY_HAND


def test_the_same_sheet_has_the_same_bytes(cohort: Cohort, meeting: Meeting) -> None:
    enrol_people(cohort, "Sulastri")
    at = clock.now()
    assert attendance_sheet(meeting, at=at) == attendance_sheet(meeting, at=at)


def test_names_are_data_and_never_markup(cohort: Cohort, meeting: Meeting) -> None:
    enrol_people(cohort, '#panic("x") *B*', "Dian $x$ 🎉")
    _, text = read(attendance_sheet(meeting, at=clock.now()))
    assert '#panic("x") *B*' in text
    assert "Dian $x$" in text


def test_a_badge_sheet_holds_who_takes_part_now(cohort: Cohort) -> None:
    enrol_people(cohort, "Ani", "Budi", "Citra")
    gone = cohort.enrolments.get(person__name="Citra")
    actions.leave(gone, "withdrawn", reason="Pindah", by=SETUP, at=clock.now())
    reader, text = read(badge_sheet(cohort, at=clock.now()))
    assert_archivable_and_accessible(reader)
    assert "Ani" in text
    assert "Budi" in text
    assert "Citra" not in text


def test_a_badge_sheet_without_people_is_a_page_that_says_so(cohort: Cohort) -> None:
    assert "belum punya peserta" in read(badge_sheet(cohort, at=clock.now()))[1]


def test_a_badge_is_drawn_by_attributes_alone(cohort: Cohort) -> None:
    enrolment = make_enrolment(cohort)
    drawn = badge_svg(enrolment)
    assert drawn.startswith('<svg role="img" width="240"')
    assert "style" not in drawn
    assert "<title>Kode QR kartu peserta</title>" in drawn
    before = badge_address(enrolment)
    actions.renew_badge(enrolment, by=SETUP, at=clock.now())
    assert badge_address(enrolment) != before


def test_the_calendar_is_what_phones_read(cohort: Cohort) -> None:
    meeting = make_meeting(cohort, topic="Kamera, suara; dan cahaya \\ oleh " + "é" * 60)
    meeting.starts_at = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
    meeting.ends_at = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
    meeting.save()
    content = calendar_file([meeting], "Pelatihan", at=datetime(2026, 11, 1, tzinfo=UTC))
    lines = content.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert b"\n" not in content.replace(b"\r\n", b"")
    unfolded = content.decode().replace("\r\n ", "").split("\r\n")
    assert unfolded[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert "DTSTART:20261123T020000Z" in unfolded
    assert "DTEND:20261123T050000Z" in unfolded
    assert "SUMMARY:Kamera\\, suara\\; dan cahaya \\\\ oleh " + "é" * 60 in unfolded
    assert unfolded[-2:] == ["END:VCALENDAR", ""]


def test_a_move_does_not_change_what_was_signed(programme: Programme, cohort: Cohort, meeting: Meeting) -> None:
    enrol_people(cohort, "Ani", "Budi")
    ani = cohort.enrolments.get(person__name="Ani")
    actions.record_presence(meeting, ani, "present", by=SETUP, at=clock.now())
    evening = make_cohort(cohort.stage, name="Sore")
    actions.move_cohort(ani, evening, reason="Jam kerja", by=SETUP, at=clock.now())
    assert [row[1] for row in sheet_data(meeting, at=clock.now())["rows"]] == ["Ani", "Budi"]
