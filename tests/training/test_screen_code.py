"""The code on the screen: fresh, at its own meeting, one device for one person; what looks odd the officer is shown."""

import re
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from factories.people import SETUP, make_account
from factories.planning import make_meeting
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock, ticks
from sanggar.people.models import Account, Organisation, Role
from sanggar.planning.models import Cohort, Meeting, Programme
from sanggar.training import actions
from sanggar.training.codes import SeenCode, ends_at, screen_digits, screen_token, window_of
from sanggar.training.models import Attendance, CodeAttempt, Enrolment, HallNetwork
from sanggar.training.pages import codes
from sanggar.training.pages.code_words import signals_shown
from sanggar.training.queries import code_signals

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
PHONE, OTHER_PHONE, HALL, HOME = "ponsel", "ponsel lain", "198.51.100.7", "203.0.113.9"


@pytest.fixture
def cohort(programme: Programme) -> Cohort:
    return make_cohort_of(programme)


@pytest.fixture
def meeting(cohort: Cohort) -> Meeting:
    return make_meeting(cohort, in_days=-1 / 24, topic="Kamera ponsel")


def participant(cohort: Cohort, name: str) -> Enrolment:
    return make_enrolment(cohort, name, at=clock.now() - timedelta(days=9))


@pytest.fixture
def sulastri(cohort: Cohort) -> Enrolment:
    return participant(cohort, "Sulastri")


@pytest.fixture
def budi(cohort: Cohort) -> Enrolment:
    return participant(cohort, "Budi")


def act() -> dict[str, Any]:
    return {"by": SETUP, "at": clock.now()}


def use(
    meeting: Meeting, who: Enrolment, device: str = PHONE, network: str = HALL, seen_at: datetime | None = None
) -> str:
    """Press the button with a code that was on the screen when it was read."""
    seen_at = seen_at or clock.now()
    code = SeenCode(window_of(seen_at), seen_at)
    how: dict[str, Any] = {"device": device, "network": network, "by": SETUP, "at": clock.now()}
    return str(actions.check_in_by_code(meeting, who, code, **how))


# --- the rules --------------------------------------------------------------------------------------------------------
def test_a_fresh_code_records_presence(meeting: Meeting, sulastri: Enrolment) -> None:
    assert use(meeting, sulastri) == "recorded"
    record = Attendance.objects.get()
    assert (record.enrolment, record.presence, record.method) == (sulastri, "present", "code")


def test_the_same_person_from_two_devices_is_harmless_and_shown(meeting: Meeting, sulastri: Enrolment) -> None:
    outcomes = [use(meeting, sulastri), use(meeting, sulastri, OTHER_PHONE, HOME), use(meeting, sulastri)]
    assert outcomes == ["recorded", "second", "recorded"]
    assert Attendance.objects.count() == 1
    (signal,) = code_signals(meeting)
    assert (signal.kind, signal.people, signal.elsewhere) == ("second_device", ["Sulastri"], True)


def test_a_device_stands_for_one_person(meeting: Meeting, sulastri: Enrolment, budi: Enrolment) -> None:
    assert [use(meeting, sulastri), use(meeting, budi), use(meeting, budi)] == ["recorded", "shared", "shared"]
    assert [record.enrolment for record in Attendance.objects.all()] == [sulastri]
    (signal,) = code_signals(meeting)
    assert (signal.kind, signal.people, signal.times) == ("shared_device", ["Sulastri", "Budi"], 2)
    attempt = CodeAttempt.objects.get(enrolment=sulastri)
    twin = {"meeting": meeting, "enrolment": budi, "device": attempt.device, "network": "x", "first_at": clock.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        CodeAttempt.objects.create(outcome="recorded", **twin)


def test_a_device_may_stand_for_another_person_at_another_meeting_and_is_not_recognised_there(
    cohort: Cohort, meeting: Meeting, sulastri: Enrolment, budi: Enrolment
) -> None:
    other = make_meeting(cohort, in_days=2 / 24)
    assert [use(meeting, sulastri), use(other, budi)] == ["recorded", "recorded"]
    assert len(set(CodeAttempt.objects.values_list("device", flat=True))) == 2
    assert len(set(CodeAttempt.objects.values_list("network", flat=True))) == 2


@pytest.mark.parametrize(
    ("held_for", "outcome"), [(9 * 60, "recorded"), (11 * 60, "late")], ids=["signed in meanwhile", "kept too long"]
)
def test_a_code_that_was_read_waits_ten_minutes_for_its_owner(
    meeting: Meeting, sulastri: Enrolment, held_for: int, outcome: str
) -> None:
    assert use(meeting, sulastri, seen_at=clock.now() - timedelta(seconds=held_for)) == outcome
    assert Attendance.objects.count() == (outcome == "recorded")


def test_a_code_of_before_is_refused_when_it_comes_late(meeting: Meeting, sulastri: Enrolment) -> None:
    now = clock.now()
    old = SeenCode(window_of(now) - 2, now)
    how: dict[str, Any] = {"device": PHONE, "network": HOME, "by": SETUP, "at": now}
    assert actions.check_in_by_code(meeting, sulastri, old, **how) == "late"
    previous = SeenCode(window_of(now) - 1, now)
    assert actions.check_in_by_code(meeting, sulastri, previous, **how) == "recorded"
    assert [(signal.kind, signal.people) for signal in code_signals(meeting)] == [("late", ["Sulastri"])]


@pytest.mark.parametrize(("hours", "is_open"), [(-4.1, False), (-3.9, True), (1.9, True), (2.1, False)])
def test_codes_are_taken_in_the_window_of_the_meeting_alone(
    cohort: Cohort,
    sulastri: Enrolment,
    hours: float,
    is_open: bool,  # noqa: FBT001 - a column of the table above
) -> None:
    meeting = make_meeting(cohort, in_days=hours / 24)
    assert use(meeting, sulastri) == ("recorded" if is_open else "closed")
    assert Attendance.objects.exists() == is_open
    assert [signal.kind for signal in code_signals(meeting)] == ([] if is_open else ["closed"])


def test_what_the_office_recorded_otherwise_stays(meeting: Meeting, sulastri: Enrolment) -> None:
    actions.record_presence(meeting, sulastri, "excused", by=SETUP, at=clock.now())
    with pytest.raises(actions.PresenceAlreadyRecorded):
        use(meeting, sulastri)
    assert (Attendance.objects.get().presence, CodeAttempt.objects.count()) == ("excused", 0)


def test_several_people_by_a_network_apart_from_the_others_are_named(cohort: Cohort, meeting: Meeting) -> None:
    people = [participant(cohort, f"Orang {number}") for number in range(9)]
    for number, who in enumerate(people):
        use(meeting, who, device=f"ponsel {number}", network=HALL if number < 5 else HOME if number < 8 else "sendiri")
    assert [(each.kind, each.people) for each in code_signals(meeting)] == [
        ("network", ["Orang 5", "Orang 6", "Orang 7"])
    ]


def test_a_code_from_elsewhere_is_refused_where_the_screen_keeps_to_its_network(
    cohort: Cohort, meeting: Meeting, sulastri: Enrolment, budi: Enrolment
) -> None:
    """Budi is at home with a code that is fresh; Sulastri in the room, first by her telephone company."""
    siti = participant(cohort, "Siti")
    actions.keep_to_network(meeting, network=HALL, **act())
    assert use(meeting, budi, network=HOME) == "outside"
    assert [use(meeting, sulastri, OTHER_PHONE, network) for network in (HOME, HALL)] == ["outside", "recorded"]
    assert use(meeting, sulastri, "tablet", HOME) == "second"
    assert [each.enrolment for each in Attendance.objects.all()] == [sulastri]
    (outside,) = [signal for signal in code_signals(meeting) if signal.kind == "outside"]
    assert (outside.people, outside.times) == (["Budi"], 1)
    assert "Ditolak 1 kali karena tidak lewat jaringan di ruangan: Budi." in [
        each["text"] for each in signals_shown(code_signals(meeting))
    ]
    actions.keep_to_network(meeting, network=HOME, **act())
    assert use(meeting, siti, "ponsel Siti", HOME) == "recorded"
    other = make_meeting(make_cohort_of(cohort.stage.programme, name="Kelas B"), in_days=-1 / 24)
    assert use(other, participant(other.cohort, "Wati"), network="192.0.2.1") == "recorded"
    actions.open_to_networks(meeting, **act())
    assert use(meeting, budi, network="192.0.2.1") == "recorded"


def test_a_network_of_a_hall_is_forgotten_with_the_devices(cohort: Cohort, meeting: Meeting) -> None:
    long_over = make_meeting(cohort, in_days=-31)
    for each in (meeting, long_over):
        actions.keep_to_network(each, network=HALL, **act())
    actions.forget_attempts(clock.now())
    assert [each.meeting for each in HallNetwork.objects.all()] == [meeting]


def test_devices_are_forgotten_thirty_days_after_the_meeting_and_presence_is_not(
    meeting: Meeting, sulastri: Enrolment
) -> None:
    use(meeting, sulastri)
    assert actions.forget_attempts(meeting.ends_at + timedelta(days=29)) == 0
    ticks.load()
    assert "training.forget" in ticks.run_due(meeting.ends_at + timedelta(days=31))
    assert (CodeAttempt.objects.count(), Attendance.objects.count()) == (0, 1)


# --- on the phone -----------------------------------------------------------------------------------------------------
@pytest.fixture
def account(sulastri: Enrolment, office: Organisation) -> Account:
    """Sulastri's own."""
    found = make_account("Sulastri Sendiri", Role.PARTICIPANT, office)
    sulastri.person.account = found
    sulastri.person.save()
    return found


def scan_path(meeting: Meeting) -> str:
    window = window_of(clock.now())
    return reverse("code_scan", args=[meeting.pk, window, screen_token(meeting, window)])


def own_path(enrolment: Enrolment) -> str:
    application = enrolment.application
    return reverse("link_check_in", args=[application.receipt, application.token])


def press(phone: Client, path: str, code: str = "") -> str:
    """The button, and the page that it leads to: an address of its own, so that the browser's way back works."""
    answer = phone.post(path, {"code": code} if code else {})
    assert (answer.status_code, answer["Location"].startswith(f"{path}?hasil=")) == (303, True)
    return phone.get(answer["Location"]).content.decode()


def test_an_address_alone_records_nothing_and_claims_nothing(meeting: Meeting, sulastri: Enrolment) -> None:
    for outcome in ("recorded", "second_device", "apa-saja"):
        page = Client().get(f"{own_path(sulastri)}?hasil={outcome}&sesi={meeting.pk}").content.decode()
        assert "tercatat hadir" not in page


def test_scanning_records_nothing_and_the_button_does(
    meeting: Meeting, sulastri: Enrolment, account: Account, signed_in: SignIn
) -> None:
    phone = signed_in(account)
    shown = phone.get(scan_path(meeting), follow=True)
    assert shown.redirect_chain[-1][0] == reverse("own_check_in", args=[sulastri.pk])
    assert Attendance.objects.count() == 0
    assert "Anda tercatat hadir" in press(phone, reverse("own_check_in", args=[sulastri.pk]))
    assert Attendance.objects.get().recorded_by == "peserta"


def test_who_has_no_account_scans_and_goes_on_by_their_secret_link(meeting: Meeting, sulastri: Enrolment) -> None:
    phone = Client()
    shown = phone.get(scan_path(meeting), follow=True).content.decode()
    assert "beri tahu siapa Anda" in shown
    assert "Sulastri" not in shown
    assert "Anda tercatat hadir" in press(phone, own_path(sulastri))
    assert Attendance.objects.get().recorded_by == sulastri.application.receipt


def test_typing_the_digits_needs_no_camera(cohort: Cohort, meeting: Meeting, sulastri: Enrolment) -> None:
    phone = Client()
    phone.get(own_path(sulastri))
    digits = screen_digits(meeting, window_of(clock.now()))
    wrong = f"{(int(digits) + 1) % 10**6:06}"
    assert "tidak cocok" in press(phone, own_path(sulastri), wrong)
    assert "Anda tercatat hadir" in press(phone, own_path(sulastri), f"{digits[:3]} {digits[3:]}")
    assert Attendance.objects.get().enrolment == sulastri


def test_digits_that_are_two_minutes_old_are_told_so_and_shown_to_the_officer(
    meeting: Meeting, sulastri: Enrolment
) -> None:
    phone = Client()
    phone.get(own_path(sulastri))
    assert "sudah lewat" in press(phone, own_path(sulastri), screen_digits(meeting, window_of(clock.now()) - 4))
    assert [signal.kind for signal in code_signals(meeting)] == ["late"]


def test_a_code_forwarded_to_a_friend_is_too_old_when_it_arrives(
    meeting: Meeting, sulastri: Enrolment, account: Account, signed_in: SignIn
) -> None:
    forwarded, elsewhere = scan_path(meeting), signed_in(account)
    with time_machine.travel(clock.now() + timedelta(seconds=75), tick=False):
        late = elsewhere.get(forwarded)
        assert (late.status_code, "sudah lewat" in late.content.decode()) == (410, True)
        assert elsewhere.get(reverse("code_next")).status_code == 410
        assert "tidak cocok" in press(elsewhere, reverse("own_check_in", args=[sulastri.pk]))
    assert Attendance.objects.count() == 0
    assert [(signal.kind, signal.people) for signal in code_signals(meeting)] == [("late", ["Sulastri"])]


def test_the_page_after_scanning_is_worth_nothing_on_another_device(
    meeting: Meeting, sulastri: Enrolment, account: Account, signed_in: SignIn
) -> None:
    """Also with the ticket copied: it names the device that read the code."""
    phone, other = Client(), signed_in(account)
    phone.get(scan_path(meeting))
    other.get(reverse("own_check_in", args=[sulastri.pk]))
    other.cookies["kode_layar"] = phone.cookies["kode_layar"].value
    assert other.get(reverse("code_next")).status_code == 410
    assert "tidak cocok" in press(other, reverse("own_check_in", args=[sulastri.pk]))
    assert Attendance.objects.count() == 0


def test_a_second_person_on_the_same_phone_is_refused(meeting: Meeting, sulastri: Enrolment, budi: Enrolment) -> None:
    phone = Client()
    phone.get(scan_path(meeting))
    press(phone, own_path(sulastri))
    assert "sudah dipakai orang lain" in press(phone, own_path(budi))
    assert Attendance.objects.count() == 1


def test_a_browser_that_keeps_no_cookie_is_told_what_to_do(meeting: Meeting, sulastri: Enrolment) -> None:
    assert "Izinkan kuki" in press(Client(), own_path(sulastri), screen_digits(meeting, window_of(clock.now())))


def test_a_made_up_code_opens_nothing(cohort: Cohort, meeting: Meeting) -> None:
    window, other = window_of(clock.now()), make_meeting(cohort, in_days=0)
    made_up = [
        reverse("code_scan", args=[meeting.pk, window, "0" * 26]),
        reverse("code_scan", args=[meeting.pk, window, screen_token(other, window)]),
        reverse("code_scan", args=[meeting.pk, window + 1, screen_token(meeting, window)]),
        reverse("code_scan", args=[999999, window, screen_token(meeting, window)]),
    ]
    assert [Client().get(path).status_code for path in made_up] == [404] * 4


def test_guessing_is_slowed_down(meeting: Meeting, sulastri: Enrolment) -> None:
    phone = Client()
    phone.get(own_path(sulastri))
    right = screen_digits(meeting, window_of(clock.now()))
    guesses = [f"{(int(right) + step) % 10**6:06}" for step in range(7, 21)]
    answers = [phone.post(own_path(sulastri), {"code": guess}).status_code for guess in guesses]
    assert (answers[:12], answers[12:]) == ([303] * 12, [429] * 2)


def test_who_left_checks_in_nowhere(meeting: Meeting, sulastri: Enrolment) -> None:
    actions.leave(sulastri, "dropped", reason="Tidak datang lagi", by=SETUP, at=clock.now())
    phone = Client()
    phone.get(scan_path(meeting))
    assert "Tidak ada sesi Anda" in press(phone, own_path(sulastri))
    assert Attendance.objects.count() == 0


def test_another_participant_s_page_does_not_open(
    meeting: Meeting, budi: Enrolment, account: Account, signed_in: SignIn
) -> None:
    assert signed_in(account).get(reverse("own_check_in", args=[budi.pk])).status_code == 404


# --- on the projector -------------------------------------------------------------------------------------------------
def screen(programme: Programme, meeting: Meeting) -> str:
    return reverse("training:screen", args=[programme.organisation.slug, programme.slug, meeting.pk])


def test_the_screen_shows_a_code_that_changes_every_half_minute(
    programme: Programme, meeting: Meeting, sulastri: Enrolment, officer: Account, signed_in: SignIn
) -> None:
    desk, start = signed_in(officer), ends_at(window_of(clock.now()))
    shown = []
    for seconds in (1, 29, 31):
        with time_machine.travel(start + timedelta(seconds=seconds), tick=False):
            page = desk.get(screen(programme, meeting)).content.decode()
            digits = screen_digits(meeting, window_of(clock.now()))
            assert f"{digits[:3]} {digits[3:]}" in page
            shown.append((digits, re.findall(r'data-next="(\d+)"', page)))
    assert shown[0][0] == shown[1][0] != shown[2][0]
    assert [refresh for _, refresh in shown] == [["10"], ["1"], ["10"]]
    assert "Sulastri" not in page


def test_the_screen_is_the_officer_s_and_the_trainer_s(
    programme: Programme,
    meeting: Meeting,
    office: Organisation,
    inspector: Account,
    stranger: Account,
    officer: Account,
    signed_in: SignIn,
) -> None:
    trainer = make_account("Tono Narasumber", Role.TRAINER, office)
    meeting.trainer = trainer
    meeting.save()
    own = reverse("trainer_screen", args=[meeting.pk])
    assert [signed_in(who).get(screen(programme, meeting)).status_code for who in (inspector, stranger)] == [403, 404]
    assert [signed_in(who).get(own).status_code for who in (trainer, officer)] == [200, 404]


def test_who_shows_the_screen_says_that_its_network_alone_counts(
    programme: Programme, meeting: Meeting, sulastri: Enrolment, officer: Account, inspector: Account, signed_in: SignIn
) -> None:
    at, hall, home = screen(programme, meeting), {"REMOTE_ADDR": HALL}, {"REMOTE_ADDR": HOME}
    client, once = signed_in(officer), {"once": str(uuid.uuid4()), "keep": "True"}
    assert signed_in(inspector).post(at, once).status_code == 403
    assert "Terima hanya lewat jaringan layar ini" in client.get(at).content.decode()
    assert client.post(at, once, **hall).status_code == 302
    page = client.get(at, **hall).content.decode()
    assert ("Terima dari semua jaringan" in page, "Wi-Fi yang sama dengan layar ini" in page) == (True, True)
    assert "lewat jaringan layar ini" not in page  # it is kept to already
    phone, own = Client(), own_path(sulastri)
    phone.get(scan_path(meeting), **home)
    refused = phone.post(own, {}, follow=True, **home).content.decode()
    assert "Kode ini hanya diterima lewat jaringan di ruangan" in refused
    assert "Anda tercatat hadir" in phone.post(own, {}, follow=True, **hall).content.decode()
    assert client.post(at, {"once": str(uuid.uuid4()), "keep": "False"}, **home).status_code == 302
    assert not meeting.hall_networks.exists()


def test_a_second_device_of_the_hall_adds_its_own_network(
    programme: Programme, meeting: Meeting, sulastri: Enrolment, budi: Enrolment, officer: Account, signed_in: SignIn
) -> None:
    """Some phones of one Wi-Fi come by IPv4, others by IPv6."""
    at, client, by_six = screen(programme, meeting), signed_in(officer), "2001:db8:7:1::5"
    actions.keep_to_network(meeting, network=HALL, by=officer.actor, at=clock.now())
    assert use(meeting, sulastri, network="2001:db8:7:1::/64") == "outside"
    page = client.get(at, REMOTE_ADDR=by_six).content.decode()
    told = ("belum termasuk", "Terima juga lewat jaringan layar ini", "Terima dari semua jaringan")
    assert [words in page for words in told] == [True] * 3
    assert client.post(at, {"once": str(uuid.uuid4()), "keep": "True"}, REMOTE_ADDR=by_six).status_code == 302
    page = client.get(at, REMOTE_ADDR=by_six).content.decode()
    assert [words in page for words in told] == [False, False, True]
    networks = ("2001:db8:7:1::/64", HALL, HOME)
    people = (sulastri, budi, participant(meeting.cohort, "Wati"))
    used = [use(meeting, who, f"ponsel {who.pk}", network) for who, network in zip(people, networks, strict=True)]
    assert used == ["recorded", "recorded", "outside"]


def test_officer_and_trainer_see_what_looked_odd_on_the_meeting_s_page(
    programme: Programme, meeting: Meeting, sulastri: Enrolment, budi: Enrolment, officer: Account, signed_in: SignIn
) -> None:
    use(meeting, sulastri)
    use(meeting, budi)
    at = reverse("training:attendance", args=[programme.organisation.slug, programme.slug, meeting.pk])
    told = "Satu perangkat untuk beberapa orang: Sulastri tercatat; ditolak: Budi."
    assert told in signed_in(officer).get(at).content.decode()
    meeting.trainer = make_account("Tono Narasumber", Role.TRAINER, programme.organisation)
    meeting.save()
    own = reverse("trainer_meeting", args=[meeting.pk])
    assert told in signed_in(meeting.trainer).get(own).content.decode()


# --- old codes before anybody says who they are -----------------------------------------------------------------------
def scanned(meeting: Meeting, ago: int) -> str:
    window = window_of(clock.now()) - ago
    return reverse("code_scan", args=[meeting.pk, window, screen_token(meeting, window)])


def test_an_old_code_opened_by_somebody_unknown_is_shown_as_a_device(meeting: Meeting) -> None:
    phone, other = Client(), Client()
    for client in (phone, phone, other):
        assert client.get(scanned(meeting, 5)).status_code == 410
    (signal,) = code_signals(meeting)
    assert (signal.kind, signal.people, signal.times, signal.nameless) == ("late", [], 3, 2)
    (shown,) = signals_shown([signal])
    assert "3 kali" in shown["text"]
    assert "2 perangkat yang belum diketahui pemiliknya" in shown["text"]


def test_who_checks_in_by_the_secret_link_is_known_by_their_phone(meeting: Meeting, sulastri: Enrolment) -> None:
    phone = Client()
    phone.get(scanned(meeting, 5))
    phone.get(scanned(meeting, 0))
    link = f"{sulastri.application.own_path}hadir/"
    assert "Anda tercatat hadir" in press(phone, link)
    assert [(each.kind, each.people, each.nameless) for each in code_signals(meeting)] == [("late", ["Sulastri"], 0)]


def test_an_old_code_after_the_meeting_is_one_of_another_time(cohort: Cohort) -> None:
    over = make_meeting(cohort, in_days=-2)
    Client().get(scanned(over, 5))
    assert [(each.kind, each.nameless) for each in code_signals(over)] == [("closed", 1)]


def test_only_an_old_code_may_be_without_a_name(meeting: Meeting) -> None:
    facts = {"meeting": meeting, "device": "x", "network": "y", "first_at": clock.now()}
    CodeAttempt.objects.create(outcome="late", **facts)
    for outcome in ("late", "recorded"):
        with pytest.raises(IntegrityError), transaction.atomic():
            CodeAttempt.objects.create(outcome=outcome, **facts)


def test_very_many_old_codes_from_one_place_are_noted_no_further(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codes, "OLD", 2)
    for _phone in range(4):
        Client(REMOTE_ADDR=HOME).get(scanned(meeting, 5))
    (signal,) = code_signals(meeting)
    assert (signal.times, signal.nameless) == (2, 2)
