"""7. Train: presence by badge and by hand, corrections with a reason, sheets to print, sign and keep."""

import segno

from factories.people import PASSWORD
from journeys.people_in_browsers import PHONE, Visitor
from journeys.steps.money import PDF
from journeys.steps.offering import own_page
from journeys.steps.town import DESK, Town, moment
from sanggar.foundation import clock
from sanggar.planning.models import Meeting
from sanggar.training.badges import badge_address
from sanggar.training.models import Enrolment

TOPIC = "Menyunting video di ponsel"


def officer_at_the_door(town: Town) -> Visitor:
    """The same officer with a phone in hand."""
    name = "Dewi di pintu"
    if name not in town.people:
        town.visitor(name, size=PHONE).signs_in(town.emails["Dewi Pengelola"], PASSWORD)
    return town.people[name]


def address_in_the_badge(phone: Visitor, receipt: str) -> str:
    """What a camera reads from the code on the participant's page."""
    address = badge_address(Enrolment.objects.get(application__receipt=receipt))
    drawn = phone.page.locator(".badge-code svg path[stroke]").get_attribute("d")
    expected = segno.make(address, error="m", micro=False).svg_inline()
    assert f'd="{drawn}"' in expected, "the code on the page leads elsewhere"
    return address


def when_a_badge_is_scanned(town: Town) -> None:
    """The camera only opens the page; the button records."""
    name = town.places["chosen"][0]
    address = address_in_the_badge(own_page(town, "chosen"), town.noted[name])
    door = officer_at_the_door(town)
    door.opens(address)
    door.sees(name, TOPIC)
    door.presses("Catat hadir")
    door.sees(f"{name} tercatat hadir.")


def then_the_badge_shows_nothing_to_others(town: Town) -> None:
    name = town.places["chosen"][0]
    address = address_in_the_badge(own_page(town, "chosen"), town.noted[name])
    stranger = town.at_desk("Rudi Dinas Lain")
    stranger.opens(address, answered=404)
    stranger.sees_nothing_of(name, TOPIC)


def when_presence_is_recorded_by_hand_and_corrected(town: Town) -> None:
    dewi, name = town.officer, town.places["reserve 2"][0]
    dewi.opens(f"{DESK}pelatihan/")
    dewi.follows("Buka presensi")
    dewi.sees("Hadir", beside=town.places["chosen"][0])
    dewi.sees_nothing_of(town.places["reserve 1"][0])
    dewi.page.get_by_role("group", name=name).get_by_label("Alpa").check()
    dewi.presses("Simpan presensi")
    dewi.follows(f"Koreksi {name}")
    dewi.ticks("Hadir")
    dewi.fills({"Alasan": "Datang terlambat sepuluh menit."})
    dewi.presses("Simpan koreksi")
    dewi.sees("Hadir", "Datang terlambat sepuluh menit.", beside=name)


def when_the_sheet_is_printed_and_its_signed_scan_kept(town: Town) -> None:
    dewi = town.officer
    assert dewi.downloads("Cetak daftar hadir").startswith(b"%PDF")
    dewi.follows("Unggah lembar")
    dewi.attaches("Pindaian atau foto lembar", "daftar-hadir.pdf", PDF)
    dewi.presses("Unggah lembar")
    assert dewi.downloads("daftar-hadir.pdf") == PDF


def then_the_participant_reads_their_own_attendance(town: Town) -> None:
    """Once the session is over: one that is running counts nowhere yet."""
    Meeting.objects.filter(topic=TOPIC).update(ends_at=clock.now())
    for place in ("chosen", "reserve 2"):
        own_page(town, place).sees("Hadir 1 dari 1 sesi (100%).")


def when_tomorrow_s_session_is_moved(town: Town) -> None:
    """Looked at with whom it concerns, then sent."""
    dewi, tomorrow = town.officer, moment(24 * 60).date()
    dewi.opens(f"{DESK}pelatihan/minggu/?mulai={tomorrow}")
    dewi.follows("Pindahkan Menulis naskah satu menit, Kelas 1A, 09.00–12.00 WIB")
    dewi.fills({"Mulai pukul": "13:00", "Selesai pukul": "16:00", "Alasan": "Aula dipakai pagi harinya."})
    dewi.presses("Periksa akibatnya")
    dewi.sees("Belum ada yang berubah", "Sesi dipindah: Menulis naskah satu menit", town.places["chosen"][0])
    dewi.presses("Pindahkan dan kirim surat")
    dewi.opens(f"{DESK}pelatihan/minggu/?mulai={tomorrow}")
    dewi.sees("Dipindah", "13.00–16.00 WIB", "09.00–12.00 WIB", beside="Menulis naskah satu menit")
