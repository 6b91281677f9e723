"""The check-in table in a real browser, with the network cut and back; and the code for the hall."""

import json
import re
import threading
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Error, expect

from factories.people import PASSWORD, SETUP, make_account, make_office
from factories.planning import make_meeting, make_programme
from factories.training import make_cohort_of, make_enrolment
from journeys.people_in_browsers import PHONE, Visitor, axe_faults
from sanggar.foundation import clock
from sanggar.people.models import Role
from sanggar.planning.models import Meeting
from sanggar.training import actions
from sanggar.training.badges import badge_address
from sanggar.training.models import Attendance, DoorEntry, Enrolment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Enter = Callable[..., Visitor]
NAMES = ("Ani", "Budi", "Citra", "Dodi")


@pytest.fixture
def meeting(transactional_db: None) -> Meeting:
    office = make_office()
    make_account("Dewi Pengelola", Role.OFFICER, office)
    return make_meeting(make_cohort_of(make_programme(office)), in_days=-1 / 24, topic="Kamera ponsel")


@pytest.fixture
def people(meeting: Meeting) -> dict[str, Enrolment]:
    at = clock.now() - timedelta(days=9)
    return {name: make_enrolment(meeting.cohort, name, at=at) for name in NAMES}


def at_the_table(enter: Enter, meeting: Meeting) -> Visitor:
    dewi = enter("Dewi di pintu", size=PHONE)
    dewi.signs_in("dewi.pengelola@contoh.example", PASSWORD)
    programme = meeting.cohort.stage.programme
    dewi.opens(f"/desk/{programme.organisation.slug}/{programme.slug}/pelatihan/sesi/{meeting.pk}/meja/")
    expect(dewi.page.locator("[data-ready]")).to_have_text("Siap dipakai tanpa jaringan")
    return dewi


def taps(dewi: Visitor, name: str, presence: str) -> None:
    dewi.page.get_by_role("group", name=name, exact=True).get_by_label(presence, exact=True).check()


def says(dewi: Visitor, name: str, told: str | re.Pattern[str]) -> None:
    expect(dewi.page.locator(f'[data-name="{name}"] [data-state]')).to_have_text(told)


def test_checking_in_goes_on_without_network_and_is_merged_when_it_is_back(
    enter: Enter,
    meeting: Meeting,
    people: dict[str, Enrolment],
) -> None:
    dewi = at_the_table(enter, meeting)
    dewi.context.set_offline(True)
    dewi.page.reload()
    taps(dewi, "Ani", "Hadir")
    taps(dewi, "Budi", "Izin")
    taps(dewi, "Budi", "Sakit")
    dewi.page.get_by_label("Nama atau nomor").fill("3")
    dewi.page.get_by_label("Nama atau nomor").press("Enter")
    says(dewi, "Citra", "Hadir, menunggu dikirim")
    expect(dewi.page.locator("[data-waiting]")).to_have_text("3 menunggu dikirim")
    expect(dewi.page.locator("[data-net]")).to_have_text("Tanpa jaringan; teruskan saja")
    assert axe_faults(dewi.page) == []
    dewi.page.reload()
    says(dewi, "Budi", "Sakit, menunggu dikirim")
    expect(dewi.page.locator("[data-ready]")).to_have_text("Siap dipakai tanpa jaringan")
    assert Attendance.objects.count() == 0

    actions.record_presence(meeting, people["Citra"], "absent", by=SETUP, at=clock.now())
    dewi.context.set_offline(False)
    expect(dewi.page.locator("[data-waiting]")).to_have_text("Semua terkirim", timeout=15_000)
    says(dewi, "Ani", "Hadir, terkirim")
    says(dewi, "Citra", re.compile("^Berbeda: Sudah tercatat “Alpa” oleh"))
    found = {each.enrolment.person.name: (each.presence, each.method) for each in Attendance.objects.all()}
    assert found == {"Ani": ("present", "hand"), "Budi": ("ill", "hand"), "Citra": ("absent", "hand")}
    assert DoorEntry.objects.filter(outcome="conflict").count() == 1


def test_one_table_learns_what_another_recorded_and_says_whom_it_does_not_find(
    enter: Enter,
    meeting: Meeting,
    people: dict[str, Enrolment],
) -> None:
    dewi = at_the_table(enter, meeting)
    expect(dewi.page.locator("[data-as-of]")).to_have_text(re.compile(r"^Daftar per \d\d\.\d\d WIB$"))
    actions.record_presence(meeting, people["Ani"], "ill", by=SETUP, at=clock.now())
    dewi.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    says(dewi, "Ani", "Sakit, dicatat di tempat lain")
    expect(dewi.page.locator(f'[data-person="{people["Ani"].pk}"] input').first).to_be_disabled()
    field, told = dewi.page.get_by_label("Nama atau nomor"), dewi.page.locator("[data-last]")
    field.fill("zz")
    expect(told).to_have_text("Tidak ada yang bernama atau bernomor “zz” di daftar ini.")
    field.fill("i")
    expect(told).to_have_text("")
    field.press("Enter")
    expect(told).to_contain_text("orang cocok; pilih satu")
    assert Attendance.objects.count() == 1


def test_signing_out_clears_the_device_and_asks_about_what_was_not_sent(
    enter: Enter,
    meeting: Meeting,
    people: dict[str, Enrolment],
) -> None:
    dewi = at_the_table(enter, meeting)
    held = "caches.keys().then(keys => keys.length)"
    assert dewi.page.evaluate(held) == 1
    dewi.context.route("**/meja/kirim/", lambda route: route.abort())
    taps(dewi, "Ani", "Hadir")
    expect(dewi.page.locator("[data-waiting]")).to_have_text("1 menunggu dikirim")
    dewi.unfolds("Dewi Pengelola")
    dewi.presses("Keluar", answered=409)
    dewi.sees("1 catatan presensi di perangkat ini belum sampai ke kantor.")
    dewi.presses("Buang dan keluar")
    assert dewi.page.evaluate(held) == 0
    assert dewi.page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    assert dewi.page.evaluate("indexedDB.databases().then(all => all.length)") == 0


def test_two_quick_taps_leave_one_entry_and_a_full_device_says_so(
    enter: Enter,
    meeting: Meeting,
    people: dict[str, Enrolment],
) -> None:
    dewi = at_the_table(enter, meeting)
    dewi.context.set_offline(True)
    dewi.page.evaluate(
        """enrolment => { for (const presence of ["excused", "ill", "present"])
          document.querySelector(`[data-person="${enrolment}"] input[value="${presence}"]`).click(); }""",
        people["Ani"].pk,
    )
    says(dewi, "Ani", "Hadir, menunggu dikirim")
    expect(dewi.page.locator("[data-waiting]")).to_have_text("1 menunggu dikirim")

    full = "() => { throw new DOMException('', 'QuotaExceededError'); }"
    dewi.page.evaluate(f"() => {{ IDBObjectStore.prototype.put = {full}; }}")
    taps_in_vain(dewi, people["Ani"], "ill")
    expect(dewi.page.locator("[data-last]")).to_contain_text("tidak dapat menyimpan")
    expect(dewi.page.locator("[data-waiting]")).to_have_text("1 menunggu dikirim")
    chosen = dewi.page.locator(f'[data-person="{people["Ani"].pk}"] input:checked')
    expect(chosen).to_have_value("present")
    taps_in_vain(dewi, people["Budi"], "ill")
    expect(dewi.page.locator(f'[data-person="{people["Budi"].pk}"] input:checked')).to_have_count(0)


def taps_in_vain(dewi: Visitor, who: Enrolment, presence: str) -> None:
    """Without waiting for it to stay chosen, which it must not."""
    dewi.page.locator(f'[data-person="{who.pk}"] input[value="{presence}"]').dispatch_event("click")


QUEUE = """async rows => {
  const {keep} = await import(document.querySelector('script[src*="door/page"]').src.replace(/page[^/]*$/, 'queue.js'));
  for (const row of rows) await keep(row);
}"""


def test_an_address_that_takes_nothing_and_a_wrong_clock_hold_up_no_other_entry(
    enter: Enter,
    meeting: Meeting,
    people: dict[str, Enrolment],
) -> None:
    """Of an earlier meeting that the account may not record at any more; and taken down by a clock of the year 2999."""
    dewi = at_the_table(enter, meeting)
    account, to = dewi.page.evaluate("[document.getElementById('meja').dataset].map(d => [d.account, d.send])[0]")
    row = {"account": account, "presence": "present", "method": "hand"}
    gone = row | {
        "id": str(uuid.uuid4()),
        "meeting": 999999,
        "to": to.replace(f"/{meeting.pk}/", "/999999/"),
        "enrolment": people["Ani"].pk,
        "noted_at": "2020-01-01T00:00:00.000Z",
    }
    ahead = row | {
        "id": str(uuid.uuid4()),
        "meeting": meeting.pk,
        "to": to,
        "enrolment": people["Budi"].pk,
        "noted_at": "2999-01-01T00:00:00.000Z",
    }
    dewi.page.evaluate(QUEUE, [gone, ahead])
    dewi.page.reload()
    says(dewi, "Budi", "Hadir, terkirim")
    expect(dewi.page.locator("[data-waiting]")).to_have_text("1 menunggu dikirim")
    expect(dewi.page.locator("[data-last]")).to_contain_text("akan dicoba lagi")
    assert [record.enrolment for record in Attendance.objects.all()] == [people["Budi"]]


def test_an_entry_that_the_office_cannot_read_blocks_none_of_the_good_ones(
    enter: Enter,
    meeting: Meeting,
    people: dict[str, Enrolment],
) -> None:
    """The three go together, the office refuses them all with 422, and each is then sent by itself."""
    dewi = at_the_table(enter, meeting)
    answers: list[tuple[int, int]] = []
    dewi.page.on(
        "response",
        lambda answer: (
            answers.append((len(answer.request.post_data_json["entries"]), answer.status))
            if answer.url.endswith("/kirim/")
            else None
        ),
    )
    account, to = dewi.page.evaluate("[document.getElementById('meja').dataset].map(d => [d.account, d.send])[0]")
    row = {"account": account, "presence": "present", "meeting": meeting.pk, "to": to}
    rows = [
        row | {"id": str(uuid.uuid4()), "enrolment": people[name].pk, "method": method, "noted_at": f"{minute}:00Z"}
        for name, method, minute in (
            ("Ani", "hand", "2026-01-01T09:00"),
            ("Budi", "guess", "2026-01-01T09:01"),
            ("Citra", "qr", "2026-01-01T09:02"),
        )
    ]
    dewi.page.evaluate(QUEUE, rows)
    dewi.page.reload()
    says(dewi, "Ani", "Hadir, terkirim")
    says(dewi, "Citra", "Hadir, terkirim")
    expect(dewi.page.locator("[data-waiting]")).to_have_text("1 menunggu dikirim")
    assert answers[:4] == [(3, 422), (1, 200), (1, 422), (1, 200)]
    recorded = {each.enrolment.person.name: each.method for each in Attendance.objects.all()}
    assert recorded == {"Ani": "hand", "Citra": "qr"}
    expect(dewi.page.locator("[data-last]")).to_contain_text("tidak terbaca")


def test_a_network_that_answers_nothing_gives_way_to_the_kept_page(
    enter: Enter,
    meeting: Meeting,
    people: dict[str, Enrolment],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dewi = at_the_table(enter, meeting)
    released = threading.Event()

    def swallowed() -> dict[str, str]:
        released.wait(30)
        return {}

    monkeypatch.setattr("sanggar.training.pages.door_words.sentences", swallowed)
    try:
        dewi.page.goto(dewi.page.url, timeout=15_000)
        expect(dewi.page.get_by_role("group", name="Ani", exact=True)).to_be_visible()
    finally:
        released.set()


def test_a_page_that_can_not_be_fetched_anew_holds_up_no_tap_for_long(
    enter: Enter,
    meeting: Meeting,
    people: dict[str, Enrolment],
) -> None:
    """After each sending the kept page is fetched anew, which a network that answers nothing would make last."""
    dewi = at_the_table(enter, meeting)
    dewi.context.route("**/meja/", lambda _route: None)
    for name in ("Ani", "Budi"):
        taps(dewi, name, "Hadir")
        expect(dewi.page.locator(f'[data-name="{name}"] [data-state]')).to_have_text("Hadir, terkirim", timeout=15_000)
    assert Attendance.objects.count() == 2


def test_pages_of_meetings_that_are_over_are_forgotten_by_the_next_that_is_opened(
    enter: Enter,
    meeting: Meeting,
    people: dict[str, Enrolment],
) -> None:
    dewi = at_the_table(enter, meeting)
    dewi.page.evaluate(
        """async () => { for (const [name, until] of [["lama", 1], ["baru", Date.now() + 60000]]) {
          const cache = await caches.open(`meja ${location.origin}/${name}/`);
          await cache.put(`${location.origin}/${name}/`, new Response("", {headers: {"X-Keep-Until": String(until)}}));
        } }"""
    )
    dewi.page.reload()
    names = "caches.keys().then(all => all.map(name => name.split('/').at(-2)).sort())"
    expect(dewi.page.locator("[data-ready]")).to_have_text("Siap dipakai tanpa jaringan")
    assert dewi.page.evaluate(names) == ["baru", "meja"]


OUTDATE = """async () => {
  const [name] = await caches.keys();
  const cache = await caches.open(name);
  const kept = await cache.match(location.href, {ignoreVary: true});
  const headers = new Headers(kept.headers);
  headers.set('X-Keep-Until', Date.now() - 1);
  await cache.put(location.href, new Response(await kept.text(), {headers}));
}"""


def test_a_kept_roster_is_not_shown_beyond_its_time(
    enter: Enter,
    meeting: Meeting,
    people: dict[str, Enrolment],
) -> None:
    dewi = at_the_table(enter, meeting)
    dewi.page.evaluate(OUTDATE)
    dewi.context.set_offline(True)
    with pytest.raises(Error, match="ERR_"):
        dewi.page.reload()
    expect(dewi.page.get_by_text("Ani", exact=True)).to_have_count(0)


CAMERA = """address => {
  const canvas = document.createElement('canvas');
  const paper = canvas.getContext('2d');
  setInterval(() => paper.fillRect(0, 0, 9, 9), 50);
  navigator.mediaDevices.getUserMedia = async () => canvas.captureStream();
  window.BarcodeDetector = class { async detect() { return [{rawValue: address}]; } };
}"""


def test_a_badge_is_read_by_the_camera_where_the_browser_can(
    enter: Enter,
    meeting: Meeting,
    people: dict[str, Enrolment],
) -> None:
    """The camera and its reader stand in for what this machine has not; all else is the page's own."""
    dewi = enter("Dewi dengan kamera", size=PHONE)
    dewi.page.add_init_script(f"({CAMERA})({json.dumps(badge_address(people['Budi']))})")
    dewi.signs_in("dewi.pengelola@contoh.example", PASSWORD)
    programme = meeting.cohort.stage.programme
    dewi.opens(f"/desk/{programme.organisation.slug}/{programme.slug}/pelatihan/sesi/{meeting.pk}/meja/")
    dewi.page.get_by_role("button", name="Pindai kartu").click()
    expect(dewi.page.locator("[data-last]")).to_have_text("Budi: hadir")
    says(dewi, "Budi", "Hadir, terkirim")
    record = Attendance.objects.get()
    assert (record.enrolment, record.method) == (people["Budi"], "qr")


def test_without_scripts_the_table_is_the_plain_roster(
    enter: Enter,
    meeting: Meeting,
    people: dict[str, Enrolment],
) -> None:
    dewi = enter("Dewi tanpa skrip", size=PHONE, java_script_enabled=False)
    dewi.signs_in("dewi.pengelola@contoh.example", PASSWORD)
    programme = meeting.cohort.stage.programme
    dewi.opens(f"/desk/{programme.organisation.slug}/{programme.slug}/pelatihan/sesi/{meeting.pk}/meja/")
    taps(dewi, "Ani", "Hadir")
    dewi.presses("Simpan presensi")
    assert [each.enrolment for each in Attendance.objects.all()] == [people["Ani"]]


def test_the_hall_s_screen_renews_its_code_and_says_when_the_network_is_gone(
    enter: Enter,
    meeting: Meeting,
    people: dict[str, Enrolment],
    monkeypatch: Any,
) -> None:
    monkeypatch.setattr("sanggar.training.codes.STEP", 1)
    dewi = enter("Dewi di depan")
    dewi.signs_in("dewi.pengelola@contoh.example", PASSWORD)
    programme = meeting.cohort.stage.programme
    dewi.opens(f"/desk/{programme.organisation.slug}/{programme.slug}/pelatihan/sesi/{meeting.pk}/layar/")
    digits = dewi.page.locator(".screen-digits")
    first = digits.inner_text()
    expect(digits).not_to_have_text(first)
    dewi.context.set_offline(True)
    expect(dewi.page.locator("[data-away]")).to_be_visible()
    assert dewi.complaints == []
