"""The check-in table: what a device sends twice, late, or otherwise than the record."""

import json
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from factories.people import SETUP, make_account
from factories.planning import make_meeting, make_programme
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.foundation.audit import Actor
from sanggar.people.models import Account, Organisation, Role
from sanggar.planning.models import Cohort, Meeting, Programme
from sanggar.training import actions
from sanggar.training.actions import Merged, SentEntry
from sanggar.training.models import Attendance, DoorEntry, Enrolment
from sanggar.training.queries import open_conflicts

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
DEWI = Actor("system", "dewi", "Dewi Pengelola")


@pytest.fixture
def cohort(programme: Programme) -> Cohort:
    return make_cohort_of(programme)


@pytest.fixture
def meeting(cohort: Cohort) -> Meeting:
    return make_meeting(cohort, in_days=-1 / 24)


@pytest.fixture
def sulastri(cohort: Cohort) -> Enrolment:
    return make_enrolment(cohort, "Sulastri", at=clock.now() - timedelta(days=9))


@pytest.fixture
def budi(cohort: Cohort) -> Enrolment:
    return make_enrolment(cohort, "Budi", at=clock.now() - timedelta(days=9))


def entry(
    who: Enrolment, presence: str = "present", method: str = "hand", noted_at: datetime | None = None
) -> SentEntry:
    return SentEntry(uuid.uuid4(), who.pk, presence, method, noted_at or clock.now() - timedelta(minutes=9))


def merge(meeting: Meeting, *sent: SentEntry) -> list[Merged]:
    return actions.merge_entries(meeting, sent, by=DEWI, at=clock.now())


# --- merging ----------------------------------------------------------------------------------------------------------
def test_an_entry_is_recorded_with_the_time_of_the_device(meeting: Meeting, sulastri: Enrolment) -> None:
    sent = entry(sulastri, method="qr")
    assert [each.outcome for each in merge(meeting, sent)] == ["recorded"]
    record = Attendance.objects.get()
    assert (record.presence, record.method, record.recorded_by, record.noted_at) == (
        "present",
        "qr",
        "Dewi Pengelola",
        sent.noted_at,
    )
    assert record.recorded_at > sent.noted_at


def test_sent_again_it_is_answered_the_same_and_changes_nothing(meeting: Meeting, sulastri: Enrolment) -> None:
    sent = entry(sulastri)
    changed = SentEntry(sent.id, sent.enrolment, "absent", "hand", sent.noted_at)
    assert [merge(meeting, sent)[0].outcome, merge(meeting, sent, changed)[1].outcome] == ["recorded", "recorded"]
    assert (Attendance.objects.get().presence, DoorEntry.objects.count()) == ("present", 1)


def test_what_was_recorded_meanwhile_stays_and_the_difference_is_kept(
    meeting: Meeting, sulastri: Enrolment, budi: Enrolment
) -> None:
    for who in (sulastri, budi):
        actions.record_presence(meeting, who, "ill", by=SETUP, at=clock.now())
    merged = merge(meeting, entry(sulastri), entry(budi, "ill"))
    assert [(each.outcome, each.stands and each.stands.presence) for each in merged] == [
        ("conflict", "ill"),
        ("same", "ill"),
    ]
    assert set(Attendance.objects.values_list("presence", flat=True)) == {"ill"}
    assert [conflict.entry.enrolment for conflict in open_conflicts(meeting)] == [sulastri]


def test_a_conflict_is_settled_by_leaving_the_record_or_by_correcting_it(
    meeting: Meeting, sulastri: Enrolment, budi: Enrolment
) -> None:
    records = [actions.record_presence(meeting, who, "ill", by=SETUP, at=clock.now()) for who in (sulastri, budi)]
    merge(meeting, entry(sulastri), entry(budi))
    actions.correct_presence(records[0], "present", reason="Datang terlambat", by=DEWI, at=clock.now())
    (left,) = open_conflicts(meeting)
    assert left.entry.enrolment == budi
    actions.settle_entry(left.entry, by=DEWI, at=clock.now())
    assert open_conflicts(meeting) == []
    with pytest.raises(actions.EntrySettled):
        actions.settle_entry(left.entry, by=DEWI, at=clock.now())


def test_of_two_devices_the_first_to_arrive_counts_and_of_one_device_the_earlier_entry(
    meeting: Meeting, sulastri: Enrolment, budi: Enrolment
) -> None:
    now = clock.now()
    later, sooner = entry(budi, "absent", noted_at=now), entry(budi, noted_at=now - timedelta(minutes=5))
    assert [each.outcome for each in merge(meeting, later, sooner)] == ["conflict", "recorded"]
    assert merge(meeting, entry(sulastri))[0].outcome == "recorded"
    assert merge(meeting, entry(sulastri, "absent", noted_at=now - timedelta(hours=1)))[0].outcome == "conflict"


def test_a_wrong_clock_stays_within_the_meeting_and_the_present(
    meeting: Meeting, sulastri: Enrolment, budi: Enrolment
) -> None:
    now = clock.now()
    merge(meeting, entry(sulastri, noted_at=now + timedelta(days=400)), entry(budi, noted_at=now - timedelta(days=400)))
    first, second = Attendance.objects.order_by("enrolment")
    assert first.noted_at == first.recorded_at
    assert second.noted_at == meeting.starts_at - timedelta(hours=2)


def test_who_is_not_on_the_roster_is_refused_and_the_others_are_recorded(
    programme: Programme, meeting: Meeting, sulastri: Enrolment
) -> None:
    latecomer = make_enrolment(meeting.cohort, at=meeting.ends_at + timedelta(hours=1))
    refused, recorded = merge(meeting, entry(latecomer), entry(sulastri))
    assert (refused.outcome, "tidak ada di daftar hadir" in refused.refusal, recorded.outcome) == (
        "stray",
        True,
        "recorded",
    )
    assert [record.enrolment for record in Attendance.objects.all()] == [sulastri]


def test_an_entry_of_somebody_not_expected_waits_for_the_office_and_is_not_lost(
    meeting: Meeting, sulastri: Enrolment
) -> None:
    latecomer = make_enrolment(meeting.cohort, "Rina", at=meeting.ends_at + timedelta(hours=1))
    sent = entry(latecomer)
    assert [merge(meeting, sent)[0].outcome for _ in range(2)] == ["stray", "stray"]
    (waiting,) = open_conflicts(meeting)
    assert (waiting.entry.enrolment, waiting.stands) == (latecomer, None)
    assert actions.forget_entries(meeting.ends_at + timedelta(days=31)) == 0
    actions.settle_entry(waiting.entry, by=DEWI, at=clock.now())
    assert open_conflicts(meeting) == []
    assert actions.forget_entries(meeting.ends_at + timedelta(days=31)) == 1


def test_an_entry_about_another_programme_s_participant_is_refused_and_not_kept(
    office: Organisation, meeting: Meeting
) -> None:
    stranger = make_enrolment(make_cohort_of(make_programme(office, "lain")), at=clock.now() - timedelta(days=9))
    assert merge(meeting, entry(stranger))[0].outcome == ""
    assert DoorEntry.objects.count() == 0


def test_an_id_of_another_meeting_is_refused(cohort: Cohort, meeting: Meeting, sulastri: Enrolment) -> None:
    sent, other = entry(sulastri), make_meeting(cohort, in_days=0)
    merge(meeting, sent)
    assert merge(other, sent)[0].outcome == ""
    assert Attendance.objects.get().meeting == meeting


def test_the_database_knows_what_an_entry_may_be(meeting: Meeting, sulastri: Enrolment) -> None:
    fields = {"meeting": meeting, "enrolment": sulastri, "noted_at": clock.now(), "received_at": clock.now(), "by": "x"}
    wrong: list[dict[str, Any]] = [
        {"presence": "there", "method": "hand", "outcome": "same"},
        {"presence": "ill", "method": "code", "outcome": "same"},
        {"presence": "ill", "method": "hand", "outcome": "lost"},
        {"presence": "ill", "method": "hand", "outcome": "same", "settled_at": clock.now(), "settled_by": "x"},
    ]
    for each in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            DoorEntry.objects.create(id=uuid.uuid4(), **fields, **each)


def test_entries_are_forgotten_after_thirty_days_but_not_what_waits_to_be_settled(
    meeting: Meeting, sulastri: Enrolment, budi: Enrolment
) -> None:
    actions.record_presence(meeting, budi, "ill", by=SETUP, at=clock.now())
    merge(meeting, entry(sulastri), entry(budi))
    assert actions.forget_entries(meeting.ends_at + timedelta(days=29)) == 0
    assert actions.forget_entries(meeting.ends_at + timedelta(days=31)) == 1
    assert DoorEntry.objects.get().enrolment == budi


# --- the pages --------------------------------------------------------------------------------------------------------
def desk(programme: Programme, name: str, *args: object) -> str:
    return reverse(f"training:{name}", args=[programme.organisation.slug, programme.slug, *args])


def send(client: Client, at: str, *sent: SentEntry, **other: Any) -> HttpResponse:
    rows = [
        {
            "id": str(each.id),
            "account": client.session["_auth_user_id"],
            "enrolment": each.enrolment,
            "presence": each.presence,
            "method": each.method,
            "noted_at": each.noted_at.isoformat(),
        }
        | other
        for each in sent
    ]
    answer: HttpResponse = client.post(at, json.dumps({"entries": rows}), content_type="application/json")  # type: ignore[assignment]  # the test client's own kind of response
    return answer


def test_a_device_sends_and_is_answered_under_its_own_ids(
    programme: Programme, meeting: Meeting, sulastri: Enrolment, budi: Enrolment, officer: Account, signed_in: SignIn
) -> None:
    actions.record_presence(meeting, budi, "ill", by=SETUP, at=clock.now())
    first, second = entry(sulastri), entry(budi)
    answer = send(signed_in(officer), desk(programme, "door_send", meeting.pk), first, second)
    told = "Sudah tercatat “Sakit” oleh sistem: persiapan uji. Catatan ini disimpan agar petugas memeriksanya."
    assert json.loads(answer.content)["entries"] == [
        {"id": str(first.id), "outcome": "recorded", "told": ""},
        {"id": str(second.id), "outcome": "conflict", "told": told},
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"presence": "there"},
        {"method": "paper"},
        {"id": "7"},
        {"noted_at": "kemarin"},
        {"noted_at": "2026-11-23T09:00:00"},
        {"enrolment": "1"},
        {"enrolment": None},
    ],
    ids=str,
)
def test_what_can_not_be_read_is_refused_whole(
    programme: Programme,
    meeting: Meeting,
    sulastri: Enrolment,
    officer: Account,
    signed_in: SignIn,
    wrong: dict[str, Any],
) -> None:
    answer = send(signed_in(officer), desk(programme, "door_send", meeting.pk), entry(sulastri), **wrong)
    assert (answer.status_code, "tidak terbaca" in json.loads(answer.content)["told"]) == (422, True)
    assert Attendance.objects.count() == 0


def test_a_page_left_open_does_not_send_under_the_name_of_who_signed_in_after(
    programme: Programme, meeting: Meeting, sulastri: Enrolment, officer: Account, signed_in: SignIn
) -> None:
    at = desk(programme, "door_send", meeting.pk)
    answer = send(signed_in(officer), at, entry(sulastri), account=str(officer.pk + 1))
    assert (answer.status_code, "akun lain" in json.loads(answer.content)["told"]) == (409, True)
    assert (Attendance.objects.count(), DoorEntry.objects.count()) == (0, 0)


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"entries": 7}', "[" * 5000, '{"entries": [7]}'])
def test_what_is_no_list_of_entries_is_refused(
    programme: Programme, meeting: Meeting, officer: Account, signed_in: SignIn, body: str
) -> None:
    at = desk(programme, "door_send", meeting.pk)
    assert signed_in(officer).post(at, body, content_type="application/json").status_code == 422


def test_before_it_opens_nothing_is_taken(
    programme: Programme, cohort: Cohort, sulastri: Enrolment, officer: Account, signed_in: SignIn
) -> None:
    early = make_meeting(cohort, in_days=3)
    answer = send(signed_in(officer), desk(programme, "door_send", early.pk), entry(sulastri))
    assert (answer.status_code, "baru dibuka" in json.loads(answer.content)["told"]) == (409, True)


def test_the_table_is_the_officer_s_and_the_trainer_s_own(
    programme: Programme,
    meeting: Meeting,
    sulastri: Enrolment,
    inspector: Account,
    stranger: Account,
    officer: Account,
    signed_in: SignIn,
) -> None:
    trainer = make_account("Tono Narasumber", Role.TRAINER, programme.organisation)
    meeting.trainer = trainer
    meeting.save()
    at_desk = [desk(programme, name, meeting.pk) for name in ("door", "door_worker")]
    own = [reverse(name, args=[meeting.pk]) for name in ("trainer_door", "trainer_door_worker")]
    assert [signed_in(inspector).get(at).status_code for at in at_desk] == [403, 403]
    assert [signed_in(stranger).get(at).status_code for at in at_desk] == [404, 404]
    assert [signed_in(officer).get(at).status_code for at in own] == [404, 404]
    assert [signed_in(trainer).get(at).status_code for at in own] == [200, 200]
    sends = [(inspector, desk(programme, "door_send", meeting.pk)), (officer, reverse("trainer_door_send", args=[1]))]
    assert [send(signed_in(who), at, entry(sulastri)).status_code for who, at in sends] == [403, 404]
    assert send(signed_in(trainer), reverse("trainer_door_send", args=[meeting.pk]), entry(sulastri)).status_code == 200


@pytest.mark.parametrize(("days_ago", "status"), [(1.0, 200), (2.2, 403)])
def test_a_trainer_s_device_sends_until_the_end_of_the_next_day(
    cohort: Cohort, sulastri: Enrolment, office: Organisation, signed_in: SignIn, days_ago: float, status: int
) -> None:
    meeting = make_meeting(cohort, in_days=-days_ago)
    meeting.trainer = make_account("Tono Narasumber", Role.TRAINER, office)
    meeting.save()
    at = reverse("trainer_door_send", args=[meeting.pk])
    assert send(signed_in(meeting.trainer), at, entry(sulastri)).status_code == status


def test_the_page_that_a_device_keeps_holds_names_and_presence_alone(
    programme: Programme, meeting: Meeting, sulastri: Enrolment, officer: Account, signed_in: SignIn
) -> None:
    record = actions.record_presence(meeting, sulastri, "absent", by=SETUP, at=clock.now())
    actions.correct_presence(record, "ill", reason="Demam berdarah", by=SETUP, at=clock.now())
    page = signed_in(officer).get(desk(programme, "door", meeting.pk))
    text = page.content.decode()
    assert ("Sulastri" in text, "Sakit" in text) == (True, True)
    person = sulastri.person
    told = ["Demam", "Semula", person.village.name, person.phone[3:], sulastri.application.receipt, "/hadir/"]
    assert [word for word in told if word in text] == []
    assert int(page["X-Keep-Until"]) == int((meeting.ends_at + timedelta(hours=12)).timestamp() * 1000)


def test_a_difference_is_shown_on_the_meeting_s_page_and_left_with_a_button(
    programme: Programme,
    meeting: Meeting,
    sulastri: Enrolment,
    officer: Account,
    inspector: Account,
    stranger: Account,
    signed_in: SignIn,
) -> None:
    actions.record_presence(meeting, sulastri, "ill", by=SETUP, at=clock.now())
    merge(meeting, entry(sulastri))
    at, settle = desk(programme, "attendance", meeting.pk), desk(programme, "settle", DoorEntry.objects.get().pk)
    assert "Biarkan yang tercatat" in signed_in(officer).get(at).content.decode()
    assert "Biarkan yang tercatat" not in signed_in(inspector).get(at).content.decode()
    sent = {"once": uuid.uuid4()}
    assert [signed_in(who).post(settle, sent).status_code for who in (inspector, stranger)] == [403, 404]
    assert signed_in(officer).post(settle, sent).status_code == 302
    assert signed_in(officer).post(settle, sent).status_code == 302
    assert signed_in(officer).post(settle, {"once": uuid.uuid4()}).status_code == 409
    assert "Biarkan yang tercatat" not in signed_in(officer).get(at).content.decode()


def test_what_nobody_expected_is_shown_on_the_meeting_s_page_beside_the_person(
    programme: Programme, meeting: Meeting, sulastri: Enrolment, officer: Account, signed_in: SignIn
) -> None:
    latecomer = make_enrolment(meeting.cohort, "Rina", at=meeting.ends_at + timedelta(hours=1))
    merge(meeting, entry(latecomer))
    shown = signed_in(officer).get(desk(programme, "attendance", meeting.pk)).content.decode()
    assert "Rina" in shown
    assert "Orang ini tidak ada di daftar sesi ini; tidak ada yang dicatat." in shown
    assert desk(programme, "participant", latecomer.pk) in shown
    assert ("Sudah diperiksa" in shown, "Biarkan yang tercatat" in shown) == (True, False)
    sent = {"once": uuid.uuid4()}
    assert signed_in(officer).post(desk(programme, "settle", DoorEntry.objects.get().pk), sent).status_code == 302
    assert "Rina" not in signed_in(officer).get(desk(programme, "attendance", meeting.pk)).content.decode()


def test_signing_out_clears_the_device(officer: Account, signed_in: SignIn) -> None:
    client = signed_in(officer)
    client.cookies["belum_terkirim"] = "2"
    asked = client.post(reverse("account_logout"))
    assert (asked.status_code, "2 catatan presensi" in asked.content.decode()) == (409, True)
    client.cookies["belum_terkirim"] = "nonsens"
    gone = client.post(reverse("account_logout"))
    assert (gone.status_code, gone["Clear-Site-Data"]) == (302, '"storage"')


def test_a_second_table_asks_what_is_recorded_and_nobody_else_may(
    cohort: Cohort, sulastri: Enrolment, office: Organisation, officer: Account, stranger: Account, signed_in: SignIn
) -> None:
    meeting = make_meeting(cohort, in_days=-1 / 24)
    meeting.trainer = make_account("Tono Narasumber", Role.TRAINER, office)
    meeting.save()
    actions.record_presence(meeting, sulastri, "ill", by=DEWI, at=clock.now())
    programme = cohort.stage.programme
    desk = reverse("training:door_recorded", args=[programme.organisation.slug, programme.slug, meeting.pk])
    own = reverse("trainer_door_recorded", args=[meeting.pk])
    for account, at in ((officer, desk), (meeting.trainer, own)):
        answer = signed_in(account).get(at)
        assert (answer.json()["recorded"], answer["Cache-Control"]) == ({str(sulastri.pk): "ill"}, "no-store")
    assert [signed_in(stranger).get(at).status_code for at in (desk, own)] == [404, 404]
